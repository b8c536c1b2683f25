"""What the reader found, table by table: titles and sentences that count, name what has no date, and claim no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from ..criticism.evidence import selected
from ..dates.formatting import in_words
from ..record.matching import same_visit
from ..tables import tuples
from ..wording import amount, clean, count, several
from .words import (
    KINDS,
    LISTS,
    dated,
    joined,
    label,
    missing,
    named,
    none,
    of_them,
    pair_of,
    passage,
    period_of,
    rows_of,
    without_date,
)

if TYPE_CHECKING:
    from ..corpus import Corpus

TRADE = ("trade", "exports", "imports")
_YEARS_AFTER = 10
#: Alike where an amount is stated again.
_ONE = ["measure", "value", "low", "high", "unit", "date", "from_state", "to_state"]


def events(corpus: Corpus) -> str:
    """Count the accounts of events, and how many of them were read with low confidence or without a date."""
    rows = corpus.events
    if rows.empty:
        return none(corpus, "events")
    low = int(rows["confidence"].eq("low").sum())
    text = f"The reader found {count(len(rows), 'account of an event', 'accounts of events')}"
    text += f", {of_them(low, len(rows))}with low confidence" if low else ""
    return text + without_date(int((~dated(rows)).sum()), len(rows))


def _journeys(rows: pd.DataFrame) -> list[Any]:
    """Return one row for each visit: what several sentences or documents state of one visit counts once."""
    found: list[Any] = []
    for row in tuples(rows.sort_values(["earliest", "latest"], kind="stable")):
        if not any(_same(row, other) for other in found):
            found.append(row)
    return found


def _same(row: Any, other: Any) -> bool:
    """Whether two rows can be one visit: somebody in common, or nobody named and all else alike."""
    if pd.isna(row.visitor) and pd.isna(other.visitor):
        return [clean(v) for v in (row.office, row.from_state, row.to_state, row.date)] == [
            clean(v) for v in (other.office, other.from_state, other.to_state, other.date)
        ]
    return bool(row.took_place) == bool(other.took_place) and same_visit(row, other)


def _ways(corpus: Corpus) -> tuple[int, int, int, int, int]:
    """Count the visits from the first state to the second, back, and neither; what did not take place; what has no date."""
    one, other = corpus.pair
    rows = corpus.visits.assign(took_place=corpus.visits["took_place"].fillna(True))
    found = _journeys(rows)
    took = [row for row in found if row.took_place]
    ways = [(clean(row.from_state), clean(row.to_state)) for row in took]
    there, back = ways.count((one, other)), ways.count((other, one))
    bare = sum(pd.isna(row.earliest) and pd.isna(row.latest) for row in took)
    return there, back, len(took) - there - back, len(found) - len(took), bare


def visits(corpus: Corpus) -> str:
    """Count the visits each way, dated or not, each once, and those of the record where it has the pair."""
    known = _known_visits(corpus)
    tail = "" if known is None else f"; the record has {known or 'none'}"
    if corpus.visits.empty:
        return f"{none(corpus, 'visits')}{tail}"
    there, back, elsewhere, unreal, bare = _ways(corpus)
    most, rest, *ways = (there, back, *corpus.pair) if there >= back else (back, there, *corpus.pair[::-1])
    first, second = map(named, ways)
    parts = {
        f"{count(most, 'visit')} from {first} to {second} and {rest or 'none'} the other way": most,
        f"{count(elsewhere, 'meeting')} elsewhere or in a direction that was not read": elsewhere,
        f"{count(unreal, 'visit')} denied, planned or cancelled": unreal,
    }
    text = "; ".join(part for part, n in parts.items() if n)
    return f"The reader found {text}{without_date(bare, there + back + elsewhere)}{tail}"


def _known_visits(corpus: Corpus) -> int | None:
    """Count the record's visits of the pair that took place, in the period; None where it has nothing on the pair."""
    rows = corpus.recorded.visits
    rows = rows[rows["dyad"].isin(corpus.dyads)]
    if rows.empty:
        return None
    firm = rows[rows["independent"] & rows["confidence"].ne("reject") & rows["took_place"].fillna(True)]
    firm = firm.dropna(subset=["from_state", "to_state", "visitor"])
    return sum(selected(corpus, date) for date in firm["date"])


# Amounts.


def figures(corpus: Corpus) -> str:
    """Count the amounts about the two, each once, and how many of them are trade; the only one is quoted."""
    rows = rows_of(corpus, "figures").drop_duplicates(_ONE)
    if rows.empty:
        others = len(corpus.figures)
        tail = f", but {count(others, 'amount')} that it did not read as about the two" if others else ""
        return f"{none(corpus, 'figures')}{tail}"
    trade = int((rows["measure"].isin(TRADE) & rows["unit"].str.fullmatch("[A-Z]{3}")).sum())
    wrong = _contradicted(corpus)
    tail = without_date(int((~dated(rows)).sum()), len(rows))
    tail += f"; {wrong} {'is' if wrong == 1 else 'are'} contradicted by the record" if wrong else ""
    about = f"about {pair_of(corpus)}{period_of(corpus)}"
    if len(rows) > 1:
        among = f", {count(trade, 'trade figure')} among them" if trade else ""
        return f"The reader found {len(rows):,} amounts {about}{among}{tail}"
    row = next(tuples(rows))
    return f"The reader found one {'trade figure' if trade else 'amount'} {about}: {passage(row)}{tail}"


def _contradicted(corpus: Corpus) -> int:
    claims = corpus.claims
    return int((claims["kind"].eq("amount") & claims["against_record"].eq("contradicted")).sum())


def undated(corpus: Corpus, name: str) -> str:
    """Quote the rows of a table that have no date, or give an empty text."""
    rows = rows_of(corpus, name)
    rows = rows[~dated(rows)]
    words = (f"“{clean(row.item)}”" if name == "items" else f"{passage(row)}{_unreal(row)}" for row in tuples(rows))
    return f"Read without a date, so not drawn: {several(dict.fromkeys(words))}." if len(rows) else ""


def _unreal(row: Any) -> str:
    took_place = getattr(row, "took_place", True)
    return "" if pd.isna(took_place) or took_place else " (planned, denied or cancelled)"


def items(corpus: Corpus) -> str:
    """Count the items of each kind of list, each name once."""
    if corpus.items.empty:
        return none(corpus, "items")
    named = corpus.items.assign(item=corpus.items["item"].str.casefold())
    totals = named.groupby("list", sort=False)["item"].nunique()
    nouns = {name: LISTS.get(name, (f"item under “{name}”", f"items under “{name}”")) for name in totals.index}
    return f"The reader found {joined(count(n, *nouns[name]) for name, n in totals.items())}"


# Statements against the record.


def claims(corpus: Corpus) -> str:
    """Count the checkable statements that the record contradicts, and how many of them stand in one document."""
    checkable = corpus.claims[corpus.claims["against_record"].ne("not covered")]
    if corpus.claims.empty:
        return none(corpus, "claims")
    n, c = len(corpus.claims), len(checkable)
    if not c:
        found = f"None of the {n} statements" if n > 1 else "The one statement"
        return f"{found} that the reader found is {'not ' * (n == 1)}in the record"
    wrong = checkable.index[checkable["against_record"].eq("contradicted")]
    if c == 1:
        return (
            f"The only checkable statement that the reader found is {checkable['against_record'].iloc[0]} by the record"
        )
    verb = "are" if len(wrong) > 1 else "is"
    text = f"{len(wrong) or 'None'} of the {c} checkable statements that the reader found {verb} contradicted by the record"
    made = corpus.evidence[corpus.evidence["claim"].isin(wrong) & corpus.evidence["against_record"].eq("contradicted")]
    by = made.drop_duplicates(["claim", "source"])["source"].value_counts()
    if len(wrong) < 2 or len(corpus.sources) < 2 or by.max() < 2:
        return text
    return f"{text}, {'all' if by.max() == len(wrong) else by.max()} of them in one document"


def in_record(corpus: Corpus) -> str:
    """Say in sentences how many statements the record supports, disputes, contradicts or does not cover."""
    counts, n = corpus.claims["against_record"].value_counts(), len(corpus.claims)
    if not n:
        return f"{none(corpus, 'claims')}."
    lead = f"The reader found {count(n, 'statement')} about {pair_of(corpus)}{period_of(corpus)}."
    known = {name: int(counts[name]) for name in ("supported", "disputed", "contradicted") if name in counts}
    if not known:
        return f"{lead} The record covers {'none of them' if n > 1 else 'nothing of it'}."
    listed = joined(f"{number} {'is' if number == 1 else 'are'} {name}" for name, number in known.items())
    silent = n - sum(known.values())
    return f"{lead} By the record, {listed}" + (f"; it does not cover {silent}." if silent else ".")


def alternative_readings(corpus: Corpus) -> str:
    """Say what the printed forms of amounts leave open, in a sentence for each; or that they leave nothing open."""
    rows = rows_of(corpus, "figures")
    if rows.empty:
        return f"{figures(corpus)}. {missing(corpus, 'figures')}" if corpus.figures.empty else f"{figures(corpus)}."
    two = rows[rows["alternative"].notna()]
    if two.empty:
        all_of = "The one amount" if len(rows) == 1 else f"Each of the {len(rows)} amounts"
        return f"{all_of} that the reader found about the two states can be read in one way only."
    return "\n".join(
        f"“{clean(r.printed)}” ({label(corpus, r.source)}, {in_words(r.date)}) is {amount(r.value, r.unit)} as printed, or "
        f"{amount(r.alternative, r.unit)} if the comma is a decimal comma: {r.value / r.alternative:,.0f} times less."
        for r in tuples(two)
    )


# Trade of the record.


def trade_around_breaks(corpus: Corpus) -> str:
    """Say what trade the record has while relations were broken, and after: whether trade followed diplomacy."""
    rows = corpus.recorded.trade
    yearly = rows[rows["dyad"].isin(corpus.dyads)].groupby("year")["value"].sum(min_count=1).dropna()
    if yearly.empty:
        return f"The record has no trade of {pair_of(corpus)}, so that nothing can be said."
    phases = corpus.phases
    broken = phases[phases["source"].eq("all") & phases["status"].isin(["severed", "lapsed"])]
    broken = broken.dropna(subset=["opened_earliest", "closed_latest"])
    parts = [_around(phase, yearly) for phase in tuples(broken)]
    story = " ".join(parts) or "The reader found no break in relations that has a beginning and an end."
    return f"{story} One pair of states and few years show no cause: trade has other reasons, too."


def _around(phase: Any, yearly: pd.Series) -> str:
    """Say what trade the record has during a break and in the ten years after it."""
    first, last = phase.opened_earliest.year, phase.closed_latest.year
    lead = f"By the documents, relations {'lapsed' if phase.status == 'lapsed' else 'were severed'} from {first} to {last}."
    during = yearly[(yearly.index > first) & (yearly.index < last)]
    after = yearly[(yearly.index > last) & (yearly.index <= last + _YEARS_AFTER)]
    if during.empty:
        return f"{lead} For the years between, the record has no trade."
    then = (
        f"the highest of the ten years after is {_highest(after)}"
        if len(after)
        else "for the ten years after it has none"
    )
    return f"{lead} The record has {count(len(during), 'year')} between, the highest {_highest(during)}; {then}."


def _highest(yearly: pd.Series) -> str:
    most = yearly.max()
    return f"{amount(most * 1e6, 'USD')} ({yearly.idxmax()})" if most else "under half a million dollars"


def subtitle(corpus: Corpus, name: str) -> str:
    """Say in a sentence whose rows a chart shows; an empty text where the reader found none."""
    rows = rows_of(corpus, name)
    if rows.empty:
        return ""
    documents = count(len(corpus.sources), "document")
    return f"{KINDS[name]['subtitle'].format(pair_of(corpus))}, as read in {documents}."
