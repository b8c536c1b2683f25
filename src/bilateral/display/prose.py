"""Sentences computed from the rows: what was read, what it says, what is missing and what is in doubt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..wording import MONTHS, amount, clean, date

if TYPE_CHECKING:
    from ..corpus import Corpus

KINDS = {
    "events": ("an event", "events"),
    "visits": ("a visit or meeting", "visits and meetings"),
    "figures": ("an amount", "amounts"),
    "items": ("a list of goods, companies or arms", "named goods, companies, arms and memberships"),
    "phases": ("when relations began or ended", "phases"),
}


def check(corpus):
    """
    One line on what was read, after looking up every quote in its text.

    Raises
    ------
    AssertionError
        If a row's quote does not stand where the row says.
    """
    rows = 0
    for name in ("events", "figures", "visits", "items"):
        table = getattr(corpus, name)
        rows += len(table)
        for source, start, end, quote in table[["source", "char_start", "char_end", "quote"]].itertuples(index=False):
            if corpus.texts[source][start:end] != quote:
                raise AssertionError(f"{source}: {quote!r} does not stand at {start}")
    counted = ", ".join(
        _count(len(getattr(corpus, name)), one, many)
        for name, one, many in (
            ("events", "event", None), ("figures", "amount", None), ("visits", "visit", None), ("items", "named thing", None)
        )
    )  # fmt: skip
    told = _count(len(corpus.sources), "document")
    return f"{told} on {pair_of(corpus)}{period_of(corpus)}: {counted}; {_count(rows, 'quote')} looked up, each stands where its row says."


def pair_of(corpus):
    """The two states, named as the documents name them: 'Mexico and Russia'."""
    return " and ".join(map(clean, corpus.view["dyad"]))


def _label(corpus, source):
    """A source's name on one line: what it says of itself must not turn around the words after it."""
    return clean(corpus.labels[source])


def period_of(corpus):
    """The period looked at, after a comma: ', 1900 to 1950', or nothing."""
    first, last = corpus.start, corpus.end
    if first and last:
        return f", {first} to {last}"
    return f", from {first} on" if first else f", until {last}" if last else ""


def _within(corpus):
    first, last = corpus.start, corpus.end
    return f" between {first} and {last}" if first and last else period_of(corpus).replace(", ", " ", 1)


def missing(corpus, name):
    """Why a chart has nothing to draw: which documents were read, and that they say nothing of the kind."""
    one, _ = KINDS[name]
    told = corpus.sources
    words = int(told["words"].fillna(0).sum())
    names = (
        ", ".join(_label(corpus, source) for source in told["source"]) if len(told) <= 4 else f"{len(told)} documents"
    )
    what = "The one document read" if len(told) == 1 else f"None of the {len(told)} documents read"
    verb = "does not state" if len(told) == 1 else "states"
    return f"{what} on {pair_of(corpus)} ({names}; {words:,} words) {verb} {one}{_within(corpus)}."


def summary(corpus):
    """
    A few sentences on what the documents tell, computed from the rows.

    Returns
    -------
    str
    """
    together = corpus.phases[corpus.phases["source"] == "all"]
    n = len(corpus.sources)
    out = [
        f"{n} document{'s' * (n != 1)} of {int(corpus.sources['words'].sum()):,} words tell{'s' * (n == 1)} of {pair_of(corpus)}{period_of(corpus)}."
    ]
    out.append(_story(together) if len(together) else missing(corpus, "phases"))
    money = corpus.figures[
        (corpus.figures["scope"] == "dyad") & corpus.figures["unit"].str.fullmatch("[A-Z]{3}").fillna(False)
    ]
    trips = corpus.visits[corpus.visits["took_place"].fillna(True).astype(bool)]
    out.append(
        f"{'It states' if n == 1 else 'They state'} {_count(len(money), 'amount')} of money between the two and {'names' if n == 1 else 'name'} {_count(len(trips), 'visit or meeting', 'visits or meetings')}."
    )
    return " ".join([*out, lost(corpus)]).rstrip()


def lost(corpus: Corpus) -> str:
    """How many sentences could not be read because of an error of the reader, and the first error; or nothing."""
    failures = [failure for found in corpus.failures.values() for failure in found]
    return f"{_count(len(failures), 'sentence')} {failures[0].why}." if failures else ""


def _story(phases):
    """The phases of all sources together in one sentence: relations begin …, are severed …, are restored …."""
    told, before, known = [], None, ""
    for phase in phases.itertuples():
        when = (
            "at a time that is not told"
            if not isinstance(phase.opened_by, str) and before == "relations"
            else _of(phase.opened)
        )
        state = phase.state if isinstance(phase.state, str) else ""
        if phase.status == "contact":
            told.append(f"contacts are told of from {date(phase.opened)}; relations")
        elif phase.status == "relations" and before == "relations":
            told.append(f"go on with the {state} {when}" if state != known else f"are established anew {when}")
        elif phase.status == "relations":
            again = {"severed": "are restored", "lapsed": "are taken up again"}
            told.append(f"{again.get(before, 'begin')} {when}")
        else:
            told.append(f"{'lapse' if phase.status == 'lapsed' else 'are severed'} {when}")
        before, known = phase.status, state
    end = phases.iloc[-1]
    if set(phases["status"]) == {"contact"}:
        return f"These documents tell of contacts from {date(end['opened'])}, and of no relations."
    lead = "As these documents tell it, " + ("" if told[0].startswith("contacts") else "relations ")
    story = ", ".join(told).replace("; relations, ", "; relations ")
    if len(told) > 1:
        head, _, tail = story.rpartition(", ")
        story = f"{head} and {tail}" if head else story
    ending = {
        "relations": "no end is told after that",
        "severed": "nothing is told of their restoration",
        "lapsed": "nothing is told of their return",
    }
    return f"{lead}{story}; {ending.get(end['status'], 'no relations are told of')}."


def _count(n, one, many=None):
    return f"no {one}" if n == 0 else f"{n} {one if n == 1 else many or one + 's'}"


def _of(edtf):
    """A date with its preposition: on a day, in a month or year, as it stands otherwise."""
    words = date(edtf)
    if (
        not words[0].isdigit()
        and not words.startswith(tuple(MONTHS))
        and not words.startswith(("spring", "summer", "autumn", "winter", "about"))
    ):
        return words
    if re.fullmatch(r"\d{4}-\d\d-\d\d", edtf):
        return f"on {words}"
    return f"in the {words}" if words.endswith(("s", "century")) else f"in {words}"


def doubts(corpus):
    """What the printed forms of a corpus's amounts leave open, in a sentence for each; or that there is nothing to doubt."""
    table = corpus.figures[corpus.figures["scope"] == "dyad"]
    if corpus.figures.empty:
        return missing(corpus, "figures")
    if table.empty:
        n = _count(len(corpus.figures), "amount")
        return f"No amount is stated about {pair_of(corpus)}{period_of(corpus)} themselves; {n} about others stand in the table."
    two = table[table["alternative"].notna()]
    if two.empty:
        return f"{'The one amount' if len(table) == 1 else f'Each of the {len(table)} amounts'} about the two states can be read in one way only."
    return "\n".join(
        f"“{clean(r.printed)}” ({_label(corpus, r.source)}, {date(r.date)}) is {amount(r.value, r.unit)} as printed, or "
        f"{amount(r.alternative, r.unit)} if the comma is a decimal comma: {r.value / r.alternative:,.0f} times less."
        for r in two.itertuples()
    )


def remarks(corpus):
    """The lists that are missing in the documents, a line each; or that none is."""
    lines = []
    for source in corpus.sources.itertuples():
        lost = [r for r in str(source.remarks).split("\n") if r.startswith("no list stands")]
        lines += [f"{_label(corpus, source.source)}: {clean(r)}." for r in lost]
    return "\n".join(lines) or "No heading in these documents promises a list that is not there."


def verdicts(corpus):
    """How many of the things that the documents assert hold, and of how many the record says nothing."""
    counts = corpus.claims["against_record"].value_counts()
    holds, disputed, wrong, silent = (
        int(counts.get(name, 0)) for name in ("supported", "disputed", "contradicted", "not covered")
    )
    known, told = holds + disputed + wrong, _count(len(corpus.claims), "thing")
    if not len(corpus.claims):
        return f"These documents assert nothing about {pair_of(corpus)}{period_of(corpus)} that could be checked."
    if not known:
        return (
            f"These documents assert {told} about {pair_of(corpus)}; none is covered by the record. "
            f"Whether they agree with each other is all that can be said here."
        )
    parts = [f"{holds} hold{'s' * (holds == 1)}"] * bool(holds)
    parts += [f"{disputed} {'is' if disputed == 1 else 'are'} disputed"] * bool(disputed)
    parts += [f"{wrong} can't be right"] * bool(wrong)
    listed = ", ".join(parts[:-1]) + (" and " if parts[1:] else "") + parts[-1]
    return (
        f"These documents assert {told} about {pair_of(corpus)}{period_of(corpus)}. "
        f"{'All' if not silent else known} of them can be checked: {listed}."
        + (f" On {silent} the record is silent." if silent else "")
    )


def followed(corpus):
    """Whether trade followed diplomacy, as far as the record can say: trade while relations were broken, and after."""
    from .. import record

    table = record.load().trade
    table = table[table["dyad"].isin(corpus.dyads)]
    yearly = table.groupby("year")["value"].sum(min_count=1).dropna()
    if yearly.empty:
        return f"The record has no trade of {pair_of(corpus)}, so that nothing can be said."
    told, phases = [], corpus.phases
    broken = phases[(phases["source"] == "all") & phases["status"].isin(["severed", "lapsed"])]
    for phase in broken.dropna(subset=["opened_earliest", "closed_latest"]).itertuples():
        first, last = phase.opened_earliest.year, phase.closed_latest.year
        during, after = (
            yearly[(yearly.index > first) & (yearly.index < last)],
            yearly[(yearly.index > last) & (yearly.index <= last + 10)],
        )
        lead = f"Relations {'were severed' if phase.status == 'severed' else 'lapsed'} from {first} to {last}. "
        if during.empty:
            told.append(f"{lead}For the years between, the record has no trade.")
        else:
            then = (
                f"the highest of the ten years after is {_most(after)}"
                if len(after)
                else "for the ten years after it has none"
            )
            told.append(
                f"{lead}The record has {_count(len(during), 'year')} between, the highest {_most(during)}; {then}."
            )
    story = " ".join(told) or "These documents tell of no break with a beginning and an end."
    return f"{story} One pair of states and few years show no cause: trade has other reasons, too."


def _most(yearly):
    year = yearly.idxmax()
    return f"{amount(yearly[year] * 1e6, 'USD')} ({year})" if yearly[year] else "under half a million dollars"
