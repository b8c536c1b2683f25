"""
Sentences computed from the rows: what the documents state, what the reader found, and what is true, never mixed.

A document *states*; the reader *finds* or *does not find*; the record *supports* or *contradicts*. That the reader found
nothing is never written as "there is nothing".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..dates.edtf import Edtf
from ..dates.formatting import in_words
from ..wording import amount, clean

if TYPE_CHECKING:
    from ..corpus import Corpus

EXTRACTED = ("events", "figures", "visits", "items")
#: Table → what one of its rows is called, and several.
KINDS = {
    "events": ("event", "events"),
    "visits": ("visit or meeting", "visits and meetings"),
    "figures": ("amount", "amounts"),
    "items": ("named good, company, weapon or membership", "named goods, companies, arms and memberships"),
    "phases": ("dated beginning or end of relations", "phases"),
    "claims": ("assertion that could be checked", "assertions"),
}
_YEARS_AFTER = 10


def check(corpus: Corpus) -> str:
    """
    Say in one line what was read, after looking up every quote in its text.

    Raises
    ------
    AssertionError
        If a row's quote does not stand where the row says.
    """
    tables = {name: getattr(corpus, name) for name in EXTRACTED}
    for rows in tables.values():
        for source, start, end, quote in rows[["source", "char_start", "char_end", "quote"]].itertuples(index=False):
            if corpus.texts[source][start:end] != quote:
                raise AssertionError(f"{source}: {quote!r} does not stand at {start}")
    counted = ", ".join(_count(len(rows), *KINDS[name]) for name, rows in tables.items())
    quotes = _count(sum(map(len, tables.values())), "quote")
    documents = _count(len(corpus.sources), "document")
    return f"{documents} on {pair_of(corpus)}{period_of(corpus)}: {counted}; {quotes} checked against the texts."


def pair_of(corpus: Corpus) -> str:
    """Name the two states as the documents name them: 'Mexico and Russia'."""
    return " and ".join(map(clean, corpus.view["dyad"]))


def _label(corpus: Corpus, source: str) -> str:
    """Return a source's name on one line: what it says of itself must not turn around the words after it."""
    return clean(corpus.labels[source])


def period_of(corpus: Corpus) -> str:
    """Name the period looked at, after a comma: ', 1900 to 1950', or nothing."""
    first, last = corpus.start, corpus.end
    if first and last:
        return f", {first} to {last}"
    if first:
        return f", from {first} on"
    return f", until {last}" if last else ""


def missing(corpus: Corpus, name: str) -> str:
    """Say why a chart has nothing to draw: which documents were read, and that the reader found none in them."""
    sources, n = corpus.sources, len(corpus.sources)
    words = int(sources["words"].fillna(0).sum())
    named = ", ".join(_label(corpus, source) for source in sources["source"]) if n <= 4 else ""
    documents = _count(n, "document")
    brackets = f"{named}; {words:,} words" if named else f"{words:,} words"
    pair, period = pair_of(corpus), period_of(corpus)
    found = f"The reader found no {KINDS[name][0]} in {documents} on {pair}{period} ({brackets})."
    return " ".join([found, _unused(corpus)]).rstrip()


def _unused(corpus: Corpus) -> str:
    """Say how many dates and amounts the reader saw and did not use."""
    kinds = corpus.unread["kind"].value_counts()
    parts = [_count(int(kinds[kind]), kind) for kind in ("date", "amount") if kind in kinds]
    return f"It left {' and '.join(parts)} unused; the table of what is unread says why." if parts else ""


def summary(corpus: Corpus) -> str:
    """Sum up in a few sentences what the documents state, as far as the reader found it."""
    together = corpus.phases[corpus.phases["source"] == "all"]
    words = int(corpus.sources["words"].sum())
    read = f"{_count(len(corpus.sources), 'document')} of {words:,} words on {pair_of(corpus)}{period_of(corpus)}."
    money = corpus.figures["scope"].eq("dyad") & corpus.figures["unit"].str.fullmatch("[A-Z]{3}").fillna(False)
    trips = corpus.visits["took_place"].fillna(True).astype(bool)
    counts = f"{_count(int(money.sum()), 'amount')} of money between the two and {_count(int(trips.sum()), *KINDS['visits'])}"
    by = "By this document, " if len(corpus.sources) == 1 else "By these documents, "
    story = by + _story(together, _other_dates(corpus)) if len(together) else missing(corpus, "phases")
    return " ".join(filter(None, [read, story, f"The reader also found {counts}.", lost(corpus)]))


def lost(corpus: Corpus) -> str:
    """Say how many sentences could not be read because of an error of the reader, and the first error; or nothing."""
    failures = [failure for found in corpus.failures.values() for failure in found]
    return f"{_count(len(failures), 'sentence')} {failures[0].why}." if failures else ""


_BEGUN = {"severed": "were restored", "lapsed": "were taken up again"}
_ENDED = {"severed": "were severed", "lapsed": "lapsed"}
_ENDINGS = {
    "relations": "the reader found no end after that",
    "severed": "the reader found no restoration",
    "lapsed": "the reader found no return to them",
}


def _story(phases: pd.DataFrame, others: Mapping[int, str]) -> str:
    """Put the phases of all sources together into one sentence: relations began …, were severed …, were restored …."""
    parts = [*_chapters(phases, others)]
    last = phases["status"].iloc[-1]
    if set(phases["status"]) == {"contact"}:
        return f"there were contacts from {in_words(phases['opened'].iloc[0])}; the reader found no relations."
    return f"{_listing(parts)}; {_ENDINGS.get(last, 'the reader found no relations after that')}."


def _chapters(phases: pd.DataFrame, others: Mapping[int, str]) -> Iterator[str]:
    """Give what happened to relations, phase by phase; the first names them. A date that sources dispute has the others."""
    before, known, subject = "", "", "relations "
    for phase in phases.itertuples():
        state = phase.state if isinstance(phase.state, str) else ""
        if phase.status == "contact":
            yield f"there were contacts from {in_words(phase.opened)}"
        else:
            yield subject + _chapter(phase, before, state, known) + others.get(phase.opened_event, "")
            subject = ""
        before, known = phase.status, state


def _other_dates(corpus: Corpus) -> dict[int, str]:
    """Return for each event whose date is in dispute, in brackets, what other sources or the record say."""
    claims, found = corpus.claims, {}
    claims = claims[claims["kind"] == "event"]
    for claim in claims.itertuples():
        for row in (int(name.split()[-1]) for name in claim.rows.split("; ") if name.startswith("events ")):
            others = [in_words(other) for other in claim.said.split("; ") if other != corpus.events["date"].get(row)]
            if claim.between_sources == "conflict" and others:
                found[row] = f" (another source: {_listing(others)})"
            elif claim.against_record in ("disputed", "contradicted"):
                found[row] = f" ({claim.against_record} by the record)"
    return found


def _chapter(phase: Any, before: str, state: str, known: str) -> str:
    when = _in(phase.opened)
    if phase.status != "relations":
        return f"{_ENDED.get(phase.status, 'were severed')} {when}"
    if before != "relations":
        return f"{_BEGUN.get(before, 'began')} {when}"
    if not isinstance(phase.opened_by, str):
        when = "on an unknown date"
    return f"went on with the {state} {when}" if state != known else f"were established anew {when}"


def _listing(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _count(n: int, one: str, many: str = "") -> str:
    if n == 1:
        return f"1 {one}"
    return f"{n if n else 'no'} {one if not n else many or one + 's'}"


def _in(text: str) -> str:
    """Return a date with its preposition: on a day, in a month or year, as it stands otherwise."""
    words, value = in_words(text), Edtf.parse(text)
    if value.is_open or value.precision in ("interval", "set") or value.qualifier in ("?", "%"):
        return words
    if value.precision == "day" and not value.qualifier:
        return f"on {words}"
    return f"in the {words}" if value.precision in ("decade", "century") else f"in {words}"


def alternative_readings(corpus: Corpus) -> str:
    """Say what the printed forms of amounts leave open, in a sentence for each; or that they leave nothing open."""
    rows = corpus.figures[corpus.figures["scope"] == "dyad"]
    if corpus.figures.empty:
        return missing(corpus, "figures")
    if rows.empty:
        others = _count(len(corpus.figures), "amount")
        return (
            f"The reader found no amount about {pair_of(corpus)}{period_of(corpus)} themselves; "
            f"the table has {others} about others."
        )
    two = rows[rows["alternative"].notna()]
    if two.empty:
        all_of = "The one amount" if len(rows) == 1 else f"Each of the {len(rows)} amounts"
        return f"{all_of} about the two states can be read in one way only."
    return "\n".join(
        f"“{clean(r.printed)}” ({_label(corpus, r.source)}, {in_words(r.date)}) is {amount(r.value, r.unit)} as printed, or "
        f"{amount(r.alternative, r.unit)} if the comma is a decimal comma: {r.value / r.alternative:,.0f} times less."
        for r in two.itertuples()
    )


def remarks(corpus: Corpus) -> str:
    """Name the lists that headings promise and that the documents do not have, a line each; or say that there is none."""
    lines = [
        f"{_label(corpus, row.source)}: {clean(remark)}."
        for row in corpus.sources.itertuples()
        for remark in str(row.remarks).split("\n")
        if remark.startswith("no list stands")
    ]
    return "\n".join(lines) or "The reader found no heading that promises a list that is not there."


def verdicts(corpus: Corpus) -> str:
    """Say how many of the documents' assertions the record supports, disputes, contradicts or does not cover."""
    counts, n = corpus.claims["against_record"].value_counts(), len(corpus.claims)
    about = f"about {pair_of(corpus)}{period_of(corpus)}"
    if not n:
        return missing(corpus, "claims")
    lead = f"The reader found {_count(n, 'assertion')} {about}."
    known = {name: int(counts[name]) for name in ("supported", "disputed", "contradicted") if name in counts}
    if not known:
        return f"{lead} None is covered by the record, so that all that can be said is whether the documents agree with each other."
    listed = _listing([f"{number} {'is' if number == 1 else 'are'} {name}" for name, number in known.items()])
    silent = n - sum(known.values())
    return f"{lead} By the record, {listed}" + (f"; it does not cover {silent}." if silent else ".")


def trade_around_breaks(corpus: Corpus) -> str:
    """Say what trade the record has while relations were broken, and after: whether trade followed diplomacy."""
    from .. import record

    rows = record.load(*corpus.record, dyads=corpus.pairs.values()).trade
    yearly = rows[rows["dyad"].isin(corpus.dyads)].groupby("year")["value"].sum(min_count=1).dropna()
    if yearly.empty:
        return f"The record has no trade of {pair_of(corpus)}, so that nothing can be said."
    phases = corpus.phases
    broken = phases[phases["source"].eq("all") & phases["status"].isin(["severed", "lapsed"])]
    broken = broken.dropna(subset=["opened_earliest", "closed_latest"])
    parts = [_around(phase, yearly) for phase in broken.itertuples()]
    story = " ".join(parts) or "The reader found no break in relations that has a beginning and an end."
    return f"{story} One pair of states and few years show no cause: trade has other reasons, too."


def _around(phase: Any, yearly: pd.Series) -> str:
    """Say what trade the record has during a break and in the ten years after it."""
    first, last = phase.opened_earliest.year, phase.closed_latest.year
    lead = f"Relations {_ENDED[phase.status]} from {first} to {last}."
    during = yearly[(yearly.index > first) & (yearly.index < last)]
    after = yearly[(yearly.index > last) & (yearly.index <= last + _YEARS_AFTER)]
    if during.empty:
        return f"{lead} For the years between, the record has no trade."
    then = (
        f"the highest of the ten years after is {_highest(after)}"
        if len(after)
        else "for the ten years after it has none"
    )
    return f"{lead} The record has {_count(len(during), 'year')} between, the highest {_highest(during)}; {then}."


def _highest(yearly: pd.Series) -> str:
    year = yearly.idxmax()
    return f"{amount(yearly[year] * 1e6, 'USD')} ({year})" if yearly[year] else "under half a million dollars"
