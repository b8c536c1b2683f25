"""Amounts of money, goods and people: what they measure, whose they are and of when."""

import itertools

from ...dates.finder import Date
from ...mentions import amounts, cells
from ...mentions.amounts import WORDS, Amount, Span
from ...mentions.clauses import Reading, moved
from . import dates, directions, guards, measures, ranks, tables
from .rows import figure

RULE = "figures/measure-amount"
_FLOWS = ("exports", "imports")
_SHAPES = ("year", "fiscal", "short_span", "month", "day", "american")  # of dates that a sentence after may be of, too
_BEHIND = 30  # characters behind an amount in which a state is named that it is of
_CARRIED = 400  # characters that a date is carried
_FIRST_PERSON = frozenset(("we", "our", "ours", "us"))


class Finder:
    """Finds the amounts that a document states: reads its sentences in order, and carries headings, headers of tables and dates along."""

    def __init__(self) -> None:
        self.rows: list[dict] = []
        self.dated: Reading | None = None  # the last sentence with a date that one after it may be of
        self.heading = self.before = ""
        self.leads: list[Reading] = []  # the headings and lead lines that a table would stand under
        self.table: tables.Table | None = None
        self.last: Reading | None = None
        self.we: str | None = None  # the state that writes: "our exports to Peru" are the other one's

    def found(self) -> list[dict]:
        """
        Return rows of the figures table.

        `value` is what is printed, `alternative` the other reading that its form allows; `unit` is ISO 4217 for money, people,
        tonnes, %, else the printed noun. Amounts of other states have `scope` other.
        """
        return self.rows

    def read(self, reading: Reading) -> None:
        """Add the rows of a sentence."""
        kind, first = reading.sentence.kind, len(self.rows)
        if kind in ("heading", "title"):
            self.heading = reading.text
        if kind == "heading":
            self.rows += tables.line(reading, self.leads)  # "Exports, 2013: $9.1 million"
            kind = "list" if len(self.rows) > first or _is_of_money(reading) else kind
        if kind != "heading" and len(self.rows) == first:
            self._read_amounts(reading, self._read_table(reading) if kind == "table" else [])
        if kind not in ("heading", "table"):
            self.rows += ranks.find(reading)
        if len(self.rows) == first and (kind == "list" or (kind == "prose" and ":" in reading.text)):
            self.rows += tables.line(reading, self.leads)
        self.rows[first:] = _respectively(reading, self.rows[first:])
        self._remember(reading, kind)

    def _remember(self, reading: Reading, kind: str) -> None:
        if kind != "heading" and reading.dates and _own_dates(reading):
            self.dated = reading
        if not _FIRST_PERSON.isdisjoint(reading.words) and WORDS.first_person.search(reading.text):
            ours = {x.state for x in reading.of_pair}
            self.we = directions.other(next(iter(ours)), reading.pair) if len(ours) == 1 else self.we
        self.leads = tables.leads(self.leads, self.last, reading, kind)
        self.before, self.last = reading.text, reading

    def _read_table(self, reading: Reading) -> list[Span]:
        """Add the rows of a table's row; the cells that are read already."""
        if self.table is None or not cells.goes_on(self.last, reading):
            lead = [self.last] if self.last and self.last.sentence.kind == "list" else []
            self.table = tables.Table([*lead, *self.leads])
        found, taken = self.table.read(reading)
        self.rows += found
        return taken

    def _read_amounts(self, reading: Reading, taken: list[Span]) -> None:
        """Add the rows of the amounts that stand elsewhere than in labelled cells."""
        dates = ((d.start, d.end) for d in reading.dates)
        for amount in amounts.find(reading.text, [*taken, *dates]) if taken else amounts.of(reading):
            goes_on = self.before if WORDS.goes_on.match(reading.text) else ""
            self.rows += self._figures(reading, amount, f"{goes_on} {self.heading}")

    def _figures(self, reading: Reading, amount: Amount, heading: str) -> list[dict]:
        """The row of an amount; none where it counts nothing known or a guard speaks against it."""
        last = self.rows[-1] if self.rows else None
        unit = measures.unit(reading, amount, last)
        if unit is None or not amount.is_countable or guards.refused(RULE, reading, amount.start, amount.end):
            return []
        measure, noun = measures.of(reading, amount, unit, heading, last)
        if measure == "other" and reading.sentence.kind == "table":
            return []
        first = WORDS.from_first.search(reading.text, 0, amount.start)
        date = dates.bind(reading, amount.start, amount.end, first and amount.start) or self._date_before(reading)
        measure, flow, scope = self._flow(reading, amount, measure, unit, noun)
        scope = scope if self._is_known(reading, heading) else "other"
        return [figure(reading, amount, date, measure, unit, flow) | {"scope": scope, "rule": RULE}]

    def _flow(
        self, reading: Reading, amount: Amount, measure: str, unit: str, noun: int | None
    ) -> tuple[str, directions.Flow, str]:
        """The measure, which of goods is exports where the states say who sells, from and to, and the scope."""
        if measure == "trade" and unit in measures.GOODS and directions.has_seller(reading):
            measure = "exports"
        last = self.rows[-1] if self.rows else {}
        if last.get("measure") == measure and _is_listed(reading, amount, last):
            return measure, (last["from_state"], last["to_state"]), last["scope"]
        flow, scope = directions.of(reading, amount.start, measure, amount.end, noun)
        if not any(flow) and all(x.state == "*" for x in reading.mentions):
            flow = self._flow_before(reading, measure)
        if measure == "trade" and unit in measures.GOODS and not WORDS.bilateral.search(reading.text):
            scope = "other"  # such as a ship of 3,000 tons
        return measure, flow, scope

    def _flow_before(self, reading: Reading, measure: str) -> directions.Flow:
        """From and to of the last amount with a measure, if it is near, else as the sentence or the headings before say."""
        if measure in directions.UNDIRECTED:
            return None, None
        if self.we and WORDS.first_person.search(reading.text):
            return directions.flow(measure, reading.pair, self.we)
        near = itertools.takewhile(lambda row: reading.start - row["char_start"] < _CARRIED, reversed(self.rows))
        for row in near:
            found = row["from_state"], row["to_state"]
            if all(found) and row["measure"] == measure:
                return found
            if all(found) and row["measure"] == directions.MIRROR.get(measure):
                return row["to_state"], row["from_state"]
        return directions.carried([self.last, *self.leads] if self.last else self.leads, measure)

    def _is_known(self, reading: Reading, heading: str) -> bool:
        """Whether anything says that an amount is between two states, or of them."""
        named = not {x.state for x in reading.mentions}.isdisjoint((*reading.pair, "*"))
        known = named or self.dated or WORDS.economic_heading.search(heading)
        return bool(known or WORDS.bilateral.search(reading.text))

    def _date_before(self, reading: Reading) -> Date | None:
        """The date of the sentence before, which one in its paragraph without a date goes on from."""
        before = self.dated
        if before is None or reading.start - before.start >= _CARRIED:
            return None
        goes_on = before is self.last and reading.goes_on(before)
        if reading.sentence.kind in ("list", "heading"):  # an entry below a sentence that is no amount of its own
            leads = not amounts.of(before) if before.sentence.kind == "list" else any(measures.mentioned(before.text))
            goes_on |= leads and all(lead.start < before.start for lead in self.leads)
        if goes_on and not reading.dates or WORDS.carried.search(reading.text):
            return moved(dates.main(before, _own_dates(before)), before.start - reading.start)
        return None


def _is_of_money(reading: Reading) -> bool:
    return any(WORDS.money_unit.fullmatch(amount.unit or "") for amount in amounts.of(reading))


def _own_dates(reading: Reading) -> list[Date]:
    return [d for d in reading.own_dates if d.shape in _SHAPES]


def _is_listed(reading: Reading, amount: Amount, last: dict) -> bool:
    """Whether an amount follows the one of the last row in its sentence, and no state, "its" or semicolon parts them."""
    if last["char_start"] != reading.start:
        return False
    start = last["amount_end"] - reading.start
    return not reading.within(start, amount.end + _BEHIND) and not WORDS.new_owner.search(
        reading.text, start, amount.start
    )


def _are_paired(reading: Reading, rows: list[dict]) -> bool:
    """Whether a sentence states amounts of one unit with a date or measure each, in order."""
    if len(rows) < 2 or len({row["unit"] for row in rows}) > 1:
        return False
    return "respectively" in reading.words or bool(WORDS.paired.search(reading.text))


def _respectively(reading: Reading, rows: list[dict]) -> list[dict]:
    """Amounts "in 2011 and 2012 respectively", or of "exports and imports … respectively", each with its own in order."""
    if not _are_paired(reading, rows):
        return rows
    own = [d for d in reading.own_dates if d.edtf]
    if len(own) == len(rows):
        return [row | reading.row(date) for row, date in zip(rows, own, strict=True)]
    named = sorted((word.start(), name) for name, word in measures.mentioned(reading.text) if name in _FLOWS)
    if not len(named) == len(rows) == 2:
        return rows
    owner = rows[0]["from_state" if rows[0]["measure"] == "exports" else "to_state"]
    flows = [directions.flow(name, reading.pair, owner) for _, name in named]
    return [
        row | {"measure": name, "from_state": flow[0], "to_state": flow[1]}
        for row, (_, name), flow in zip(rows, named, flows, strict=True)
    ]
