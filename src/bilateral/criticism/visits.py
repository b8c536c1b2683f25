"""Journeys: visits against the record's, and whether "the first …" was the first."""

import re
import tomllib

import pandas as pd

from .. import wording as words
from ..dates import edtf
from ..files import data_folder
from ..record import matching
from ..states import names as states
from .evidence import Claim, of_row, where

#: Offices by what "the first head of state" and the like mean, as tables of visits have them.
STATE = ("President", "Emperor", "Empress", "King", "Queen", "Tsar", "Sultan")
GOVERNMENT = ("Prime Minister", "Chancellor", "General Secretary")
OFFICES = {
    "head of state": STATE,
    "president": ("President",),
    "prime minister": ("Prime Minister",),
    "monarch": STATE[1:],
    "head of government": GOVERNMENT,
}
NEAR = pd.Timedelta(days=366)
_RANK = r"(?P<office>(?i:head of (?:state|government)|president|leader|ruler|prime minister|monarch))"
_WHO = rf"(?P<whose>[A-ZÀ-Þ][\w-]*(?:,? (?:and |or )?[A-ZÀ-Þ][\w-]*)*) {_RANK}"
_GO = r"(?:visit|travel|tour|fly|journey|pay|make|be received|(?:come|go) to|set foot|visited|travelled|came to|went to|[A-Z])"
#: Who was the first to go: "the first Mexican president to visit", "the first visit to Peru by a Latin American leader".
_FIRST = (
    re.compile(rf"\b[Ff]irst (?:(?:sitting|serving|ruling) )?{_WHO} (?:ever )?(?:to|who|in|on) (?:ever )?{_GO}"),
    re.compile(
        rf"\b[Ff]irst (?:[\w-]+ ){{0,2}}(?:visit|trip)(?: ever)?(?: to [^.,;]{{1,40}}?)? (?:by|of) an? {_WHO}\b"
    ),
)
#: The first since something, which a record of visits can't tell.
_SINCE = re.compile(r"\b(?:since|after|in (?:[\w-]+ ){1,3}(?:years|decades)|century|term)\b")


def claims(corpus, record):
    """
    The visits that documents tell, and what they say was the first of its kind.

    Parameters
    ----------
    corpus : corpus.Corpus
    record : reference.Reference

    Returns
    -------
    list of Claim
    """
    out = []
    for row in corpus.visits.itertuples():
        with_whom = f" with {row.counterpart}" if pd.notna(row.counterpart) else ""
        where = f" to {row.to_state}" if pd.notna(row.to_state) else ""
        told = "" if row.took_place else " (did not take place)"
        who = row.visitor if pd.notna(row.visitor) else f"{row.office} (not named)"
        subject = f"{who}: {row.kind}{where}{with_whom}, {words.date(row.date)}{told}"
        out.append(Claim("visit", row.dyad, subject, [of_row(row, "visits", row.date)]))
        _against(out[-1].evidence[0], row, record)
        first = next((m for m in (pattern.search(row.quote) for pattern in _FIRST) if m), None)
        if first and row.took_place and not pd.isna([row.date, row.from_state, row.to_state]).any():
            out.append(_first(row, first["whose"], first["office"].casefold(), record))
    return out


def _against(one, row, record):
    """The verdict on a visit; the record is not complete, so that only one near in time can be another date of it."""
    if not row.took_place or pd.isna(row.date):
        return
    known = record.visits[(record.visits["dyad"] == row.dyad) & record.visits["independent"]]
    known = known[known["confidence"] != "reject"]
    known = known.loc[[other.Index for other in known.itertuples() if matching.same_journey(row, other)]]
    met = where(known, "date", lambda date: pd.isna(date) or edtf.meet(row.date, date))
    real = known[known["took_place"].fillna(False).astype(bool)]
    if met.index.isin(real.index).any():
        one.judge("supported", "computed: visits", met.loc[met.index.isin(real.index), "source"])
    elif pd.notna(row.to_state):
        near = real[(real["earliest"] - NEAR <= row.latest) & (row.earliest <= real["latest"] + NEAR)]
        unreal = met[(met["to_state"] == row.to_state).fillna(False) & ~met["confidence"].isin(["low", "low-medium"])]
        if len(near):
            dates = ", ".join(words.date(date) for date in near["date"])
            one.judge("disputed", "computed: visits", near["source"], f"the record has {dates}")
        elif len(unreal):
            note = unreal["note"].iloc[0]
            why = f"did not take place: {note}" if isinstance(note, str) else "did not take place"
            one.judge("contradicted", "computed: visits", unreal["source"], why)


def _first(row, whose, office, record):
    """The claim that a visit was the first by anybody of a state, or of a region of the world."""
    claim = Claim(
        "first",
        row.dyad,
        f"{row.visitor} the first {whose} {office} in {row.to_state}",
        [of_row(row, "visits", row.date)],
    )
    own = [m for m in states.Names((row.from_state, row.to_state)).find(whose) if m.state]
    rest = "".join(
        c for i, c in enumerate(whose) if not any(m.start <= i < m.end for m in own)
    )  # "American": a state's
    region = next((codes for name, codes in _regions().items() if name in rest.replace("-", " ").casefold()), None)
    known = record.visits
    earlier = known[
        known["took_place"].fillna(False).astype(bool)
        & known["independent"]
        & known["office"].isin(OFFICES.get(office, STATE + GOVERNMENT))
        & (known["to_state"] == row.to_state)
        & (known["latest"] < row.earliest)
    ]
    codes = earlier["from_state"].map(_codes(record)).astype("Int64")
    inside = (
        codes.between(*region) if region else earlier["from_state"].isin([m.state for m in own] or [row.from_state])
    )
    before = earlier[inside.fillna(False).astype(bool)].sort_values("earliest")
    name = states.named(row.to_state, row.date)  # the first in the Federation was perhaps not the first in the Union
    before = where(before, "date", lambda date: states.named(row.to_state, date) == name)
    if len(before) and not _SINCE.search(row.quote):
        told = [
            f"{v.visitor} of {v.from_state} {words.when(v.earliest, v.latest, v.date)}" for v in before.itertuples()
        ]
        claim.evidence[0].judge(
            "contradicted", "computed: visits", before["source"], f"before came {' and '.join(told)}"
        )
    return claim


def _codes(record):
    return {states.resolve(row.state): row.cow for row in record.states.itertuples() if pd.notna(row.cow)}


def _regions():
    """Names of regions, in lower case, and the first and last COW code of their states."""
    spec = tomllib.loads((data_folder("data") / "regions.toml").read_text(encoding="utf-8"))
    return {name: tuple(codes) for name, codes in spec["regions"].items()}
