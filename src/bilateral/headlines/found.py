"""What the reader found, table by table: titles and sentences that count, name what has no date, and claim no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from ..criticism.evidence import selected
from ..dates.formatting import in_words, years
from ..record.matching import same_visit
from ..tables import tuples
from ..wording import amount, clean, count, several
from .words import KINDS, LISTS, dated, joined, label, missing, named, none, pair_of, period_of, rows_of, without_date

if TYPE_CHECKING:
    from ..corpus import Corpus

TRADE = ("trade", "exports", "imports")
_YEARS_AFTER = 10


def events(corpus: Corpus) -> str:
    """Count the accounts of events, how many are dated to the day and how many have no date."""
    rows = corpus.events
    if rows.empty:
        return none(corpus, "events")
    exact, bare = int((rows["earliest"] == rows["latest"]).sum()), int((~dated(rows)).sum())
    if len(rows) == 1:
        row = next(tuples(rows))
        return f"The reader found one event: {event(row)}, {in_words(row.date)}"
    text = f"The reader found {len(rows):,} accounts of events, {exact or 'none'} of them dated to the day"
    return text + without_date(bare, len(rows))


def event(row: Any) -> str:
    """Name an event: 'relations established', 'embassy opened'."""
    kind, level = clean(row.type, 30).replace("_", " "), clean(row.level, 20)
    if row.type in ("established", "severed", "lapsed", "restored"):
        return f"relations {kind}"
    return kind.replace("mission", level) if level not in ("", "other") else kind


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
    one, other = map(named, corpus.pair)
    if not there and not back:
        text = count(elsewhere, "meeting") if elsewhere else "no visit that took place"
        text = f"{text} of {pair_of(corpus)}, elsewhere or in a direction that was not read" if elsewhere else text
    else:
        (first, second), (most, rest) = (
            ((one, other), (there, back)) if there >= back else ((other, one), (back, there))
        )
        text = f"{count(most, 'visit')} from {first} to {second} and {rest or 'none'} the other way"
        text += (
            f", and {count(elsewhere, 'meeting')} elsewhere or in a direction that was not read" if elsewhere else ""
        )
    text += f"; {unreal} {'more ' * bool(there + back + elsewhere)}denied, planned or cancelled" if unreal else ""
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


def kind(row: Any) -> str:
    """Name a kind of amount and its direction: 'exports, Russia → Mexico'."""
    origin, aim = clean(row.from_state, 40), clean(row.to_state, 40)
    way = f", {origin or '?'} → {aim or '?'}" if origin or aim else ""
    return f"{'amount' if row.measure == 'other' else clean(row.measure, 30)}{way}"


def written(row: Any) -> str:
    """Write a row's amount with its qualifier, and the other reading that its form allows."""
    values = (row.low, row.high) if pd.isna(row.value) else (row.value,)
    text = " to ".join(amount(value, row.unit) for value in values if pd.notna(value))
    text = f"{clean(row.qualifier, 20)} {text}".strip()
    other = "" if pd.isna(row.alternative) else f" as printed, or {amount(row.alternative, row.unit)}"
    return f"{text}{other}"


def _sorts(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Sort amounts: trade in money, other money, and what is not money."""
    money = rows["unit"].fillna("").str.fullmatch("[A-Z]{3}")
    trade = rows["measure"].isin(TRADE) & money
    return rows[trade], rows[money & ~trade], rows[~money]


def figures(corpus: Corpus) -> str:
    """Count the trade figures and the other amounts about the two; the only one is written out."""
    rows = rows_of(corpus, "figures")
    if rows.empty:
        others = len(corpus.figures)
        tail = f", but {count(others, 'amount')} that it did not read as about the two" if others else ""
        return f"{none(corpus, 'figures')}{tail}"
    bare = without_date(int((~dated(rows)).sum()), len(rows))
    wrong = _contradicted(corpus)
    if len(rows) == 1:
        row = next(tuples(rows))
        what = "trade figure" if len(_sorts(rows)[0]) else "amount"
        stands = ", and as printed it is contradicted by the record" if wrong else ""
        date = f", {in_words(row.date)}" if not bare else ", without a date"
        return f"One {what} about {pair_of(corpus)} was read{stands}: {kind(row)}{date}: {written(row)}"
    text = f"The reader found {_counted(rows)} about {pair_of(corpus)}{period_of(corpus)}{bare}"
    return f"{text}; {wrong} {'is' if wrong == 1 else 'are'} contradicted by the record" if wrong else text


def _counted(rows: pd.DataFrame) -> str:
    trade, money, rest = _sorts(rows)
    other = "other " if len(trade) else ""
    parts = [
        f"{count(len(trade), 'trade figure')}{_span(trade)}" if len(trade) else "",
        count(len(money), f"{other}amount of money", f"{other}amounts of money") if len(money) else "",
        count(len(rest), "amount that is not money", "amounts that are not money") if len(rest) else "",
    ]
    return joined(filter(None, parts))


def _span(rows: pd.DataFrame) -> str:
    """Write in brackets from when to when some rows are, if any is dated."""
    days = pd.concat([rows["earliest"], rows["latest"]]).dropna()
    return f" ({years(days.min(), days.max())})" if len(days) else ""


def _contradicted(corpus: Corpus) -> int:
    claims = corpus.claims
    return int((claims["kind"].eq("amount") & claims["against_record"].eq("contradicted")).sum())


def undated(corpus: Corpus, name: str) -> str:
    """Name the rows of a table that have no date, or give an empty text."""
    rows = rows_of(corpus, name)
    rows = rows[~dated(rows)]
    words = {
        "events": event,
        "visits": lambda row: f"{clean(row.visitor, 40) or clean(row.office, 40)}, {clean(row.kind)}{_unreal(row)}",
        "figures": lambda row: f"{kind(row)}, {written(row)}",
    }[name]
    return f"Read without a date, so not drawn: {several(words(row) for row in tuples(rows))}." if len(rows) else ""


def _unreal(row: Any) -> str:
    return "" if pd.isna(row.took_place) or row.took_place else " that did not take place"


def items(corpus: Corpus) -> str:
    """Count the items of each kind of list, each name once."""
    if corpus.items.empty:
        return none(corpus, "items")
    named = corpus.items.assign(item=corpus.items["item"].str.casefold())
    totals = named.groupby("list", sort=False)["item"].nunique()
    nouns = {name: LISTS.get(name, (f"item under “{name}”", f"items under “{name}”")) for name in totals.index}
    return f"The reader found {joined(count(n, *nouns[name]) for name, n in totals.items())} in lists"


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
    """Say in a sentence whose rows a chart shows, from when to when; an empty text where the reader found none."""
    rows = rows_of(corpus, name)
    if rows.empty:
        return ""
    ends = ("opened_earliest", "closed_latest") if name == "phases" else ("earliest", "latest")
    days = rows.reindex(columns=ends).stack().dropna()
    is_open = name == "phases" and rows["closed_latest"].isna().any()
    span = f", {years(days.min(), pd.NaT if is_open else days.max())}" if len(days) else ""  # pyright: ignore[reportArgumentType]
    documents = count(len(corpus.sources), "document")
    return f"{KINDS[name]['subtitle'].format(pair_of(corpus))}{span}, as the reader found them in {documents}."
