"""Tables and lists of amounts: numbers with a measure, unit, scale, date and direction from a heading, header or first cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ...dates.finder import Date
from ...mentions import amounts, cells
from ...mentions.amounts import WORDS, Amount, Span
from ...mentions.clauses import Reading, moved
from . import directions, guards, measures
from .rows import figure

CELL, LINE = "figures/table-cell", "figures/labelled-line"
_PEOPLE = (*measures.OF_PEOPLE, "other")
_HEADINGS = 6  # those of as many levels as HTML has: in a longer run of headings each is no part of the one before


@dataclass(frozen=True, slots=True)
class Label:
    """
    What a heading, a header cell or a first cell says of the numbers that it stands over or before.

    Attributes
    ----------
    plain : bool
        Whether it is only a unit, a date, states and words such as "total": the measure stands elsewhere.
    barred : str
        Why its numbers are none of ours, unless a label nearer to them measures something else; else empty.
    away : str
        Why they are none of ours at all; else empty.
    """

    reading: Reading
    measure: str | None
    unit: str | None
    scale: float | None
    plain: bool
    barred: str
    away: str

    @property
    def ours(self) -> set[str | None]:
        """The states of the dyad that it names."""
        return {x.state for x in self.reading.of_pair}

    @property
    def dates(self) -> list[Date]:
        """Its dates, at their places in the document."""
        return [moved(d, self.reading.start) for d in self.reading.dates]

    def flow(self, measure: str) -> directions.Flow:
        """From and to of a measure below it; who owns the trade exports to the other one."""
        reading, start, end, owner = self.reading, None, None, None
        roles = {reading.role(x) for x in reading.of_pair if x.kind != "adjective"}
        if self.measure == measure or self.measure is None and "" not in roles:
            (start, end), _ = directions.of(reading, 0, measure)
        elif self.measure == "trade":
            owner = directions.owner_of_trade(reading)
        return directions.flow(measure, reading.pair, owner, start, end)


@dataclass(frozen=True, slots=True)
class Number:
    """
    A number that fills a cell or the end of a line.

    Attributes
    ----------
    reading : clauses.Reading
        The row or line.
    amount : amounts.Amount
        At its place in the row.
    dates : list of list of Date
        Those after it and those of the row, at their places in the document.
    labels : list of Label
        Those over and before it, the nearest first.
    rule : str
    """

    reading: Reading
    amount: Amount
    dates: list[list[Date]]
    labels: list[Label]
    rule: str

    def rows(self) -> list[dict]:
        """Its row; none where its labels say too little, or that it is none of ours."""
        nearest = next((i for i, c in enumerate(self.labels) if c.measure), None)
        if nearest is None:
            return []
        if why := max(c.away or c.barred * (i <= nearest) for i, c in enumerate(self.labels)):
            self.reading.refuse(self.rule, self.amount.start, self.amount.end, why)
            return []
        return self._row(self.amount.noun if self.amount.noun in _PEOPLE else self.labels[nearest].measure or "")

    def _row(self, measure: str) -> list[dict]:
        unit, labels = self._unit(measure), self.labels
        date = next((d[0] for d in [*self.dates, *(c.dates for c in labels)] if len(d) == 1), None)
        amount = self.amount.scaled(next((c.scale for c in labels if c.scale and c.unit in (None, unit)), None))
        signed = amount.number[0] in "+-" and measure != "growth"
        undated = not date and self.rule == CELL
        if undated or not unit or not _fits(unit, measure) or signed or not amount.is_countable:
            return []
        date = moved(date, -self.reading.start) if date else None
        return [figure(self.reading, amount, date, measure, unit, self._flow(measure)) | {"rule": self.rule}]

    def _unit(self, measure: str) -> str | None:
        """The unit, printed with the number or in its labels."""
        if measure == "population":  # of one of the two in the other, not of a state or its towns
            return "people" if len(set().union(*(c.ours for c in self.labels))) > 1 else None
        return measures.currency(self.amount.unit, self.reading.pair) or next(
            (c.unit for c in self.labels if c.unit and _fits(c.unit, measure)), None
        )

    def _flow(self, measure: str) -> directions.Flow:
        """From and to, as the nearest label says that names a state of the dyad."""
        flows = (c.flow(measure) for c in self.labels)
        return next(filter(any, flows), (None, None))


class Table:
    """
    The rows of one table.

    Parameters
    ----------
    captions : sequence of clauses.Reading
        The title line and the headings above it, the nearest first.
    """

    def __init__(self, captions: Sequence[Reading]) -> None:
        self.captions, self.header, self.header_ended = captions, [], False

    @cached_property
    def labels(self) -> tuple[list[list[Label]], list[Label]]:
        """What the columns' headers say, of several the lower first, and what the captions say."""
        return [[label(cell) for cell in column] for column in self.header], [label(c) for c in self.captions]

    def read(self, reading: Reading) -> tuple[list[dict], list[Span]]:
        """The figures of a row, and the cells of a headed table that hold an amount alone: nobody else's to read."""
        row = [cells.part(reading, a, b) for a, b in cells.spans(reading.text)]
        numbers = {i: number for i, cell in enumerate(row) if (number := _alone(cell.text))}
        if not any(map(str.isalnum, reading.text)):
            self.header_ended = self.header_ended or bool(self.header)
        elif not self.header_ended and self._is_header(row, numbers):
            self.header += [[] for _ in row[len(self.header) :]]
            for column, cell in zip(self.header, row, strict=False):
                column[:0] = [cell] if cell.text else []
        else:
            if len(self.header) == len(row) - 1 and 0 not in numbers:
                self.header.insert(0, [])  # the corner above the names of the rows is empty
            self.header_ended = True
            return self._figures(reading, row, numbers) if numbers else ([], [])
        return [], []

    def _is_header(self, row: Sequence[Reading], numbers: dict[int, Amount]) -> bool:
        """Whether a row heads the columns: the first with no numbers but dates, one below it with none at all."""
        if self.header:
            return not numbers and not cells.is_date(row[0])
        return all(cells.is_date(row[i]) for i in numbers)

    def _figures(
        self, reading: Reading, row: Sequence[Reading], numbers: dict[int, Amount]
    ) -> tuple[list[dict], list[Span]]:
        dated, columns = self._dated(row), self.labels[0]
        numbers = {i: number for i, number in numbers.items() if i != dated}
        before = row[: min(numbers, default=0)]
        named = (c for i, c in enumerate(before) if i != dated and WORDS.letter.search(c.text))
        heads = [label(c) for c in named if not WORDS.label_blank.fullmatch(c.text)]
        when = [] if dated is None else label(row[dated]).dates
        rows, taken = [], []
        for i, number in numbers.items():
            labels = self._over(i, len(numbers), heads)
            found = _number(reading, row[i], number, when, labels, CELL).rows()
            rows += found
            a = row[i].start - reading.start
            taken += [(a, a + len(row[i].text))] if found or columns else []
        return rows, taken

    def _over(self, i: int, numbers: int, heads: list[Label]) -> list[Label]:
        """The labels of a number, the nearest first; none where the number is a part (copper) or its column is of something else."""
        columns, captions = self.labels
        column = columns[i] if i < len(columns) else []
        stated = any(c.measure or c.plain for c in column) if columns else numbers == 1
        if not stated or not all(head.measure or head.plain for head in heads):
            return []
        return [*column, *heads, *(columns[0] if columns and i else []), *captions]

    def _dated(self, row: Sequence[Reading]) -> int | None:
        """Which cell dates a row: a date alone, the first or under a header that measures nothing."""
        heads = [[], *self.labels[0][1:], *([] for _ in row)]
        alone = (i for i, cell in enumerate(row) if cells.is_date(cell))
        return next((i for i in alone if not any(c.measure or c.unit or c.dates for c in heads[i])), None)


def line(reading: Reading, captions: Sequence[Reading]) -> list[dict]:
    """
    The figures of a line of a list that holds a label, or a date, and an amount: "2012 - 81,354", "Exports: 3.5 (2012)".

    Parameters
    ----------
    reading : clauses.Reading
    captions : sequence of clauses.Reading
        The lead line and the heading above it, the nearest first.
    """
    may_be = reading.dates or amounts.of(reading)
    for end, start in [*(m.span() for m in WORDS.label_end.finditer(reading.text)), (0, 0)] if may_be else ():
        series = [_led(reading, *part.span()) for part in WORDS.in_series.finditer(reading.text, start)]
        if series and all(amount for _, amount, _ in series):
            return _of_series(reading, end, series, captions)  # pyright: ignore[reportArgumentType] - all are amounts
    return []


def _of_series(
    reading: Reading, end: int, series: list[tuple[Reading, Amount, list[Date]]], captions: Sequence[Reading]
) -> list[dict]:
    """The figures of the numbers after a label that ends at a place."""
    heads = [cells.part(reading, 0, end)] if reading.text[:end].strip() else []
    when = label(heads.pop()).dates if heads and cells.is_date(heads[0]) else []
    labels = [label(part) for part in [*heads, *captions]]
    numbers = (_number(reading, cell, amount, own or when, labels, LINE) for cell, amount, own in series)
    return [row for number in numbers for row in number.rows()]


def _led(reading: Reading, start: int, end: int) -> tuple[Reading, Amount | None, list[Date]]:
    """A number of a series, None where there is none alone, and the date that leads it: "2016: 50; 2023: 271"."""
    cell = cells.part(reading, start, end)
    own = [d for d in cell.dates if d.start == 0]
    lead = WORDS.leads.match(cell.text, own[0].end) if own else None
    number = cells.part(cell, lead.end(), len(cell.text)) if lead else cell
    return number, _alone(number.text, loosely=True), [moved(d, cell.start) for d in own if lead]


def leads(above: list[Reading], last: Reading | None, reading: Reading, kind: str) -> list[Reading]:
    """The headings and lead lines (nearest first) that a table or list after a stretch would stand under."""
    if kind in ("heading", "title"):
        return [reading, *above[:_HEADINGS]] if last in above else [reading]
    lead = [reading] if reading.text.endswith(":") else []
    headings = [x for x in above if x.sentence.kind in ("heading", "title")]
    return [*lead, *headings] if lead or kind == "prose" else above


def label(reading: Reading) -> Label:
    """What the words of a heading or cell say of the numbers below or after them."""
    measure, text = _measure(reading.lower), reading.text
    money, unit = WORDS.label_money.search(text), None
    if money:
        unit = measures.currency(amounts.unit_of("", money["money"])[0], reading.pair)
    else:
        measure, unit = _counted(
            reading.lower, measure or ("population" if measures.is_of_people(reading, 0, len(reading.text)) else None)
        )
    near, counted = money and (money["before"] or money["after"]), WORDS.label_scale.search(reading.lower)
    scale = amounts.scale_of(near or (counted and counted.group()))
    foreign = directions.is_foreign(directions.not_of_money(reading), reading.pair) and all(
        x.state != "*" for x in reading.mentions
    )
    away = "of other states" if foreign else guards.reason("any label", text)
    plain = not measure and _is_plain(reading)
    return Label(reading, measure, unit, scale, plain, guards.reason("nearest label", text), away)


def _measure(lower: str) -> str | None:
    """What a label measures: of several what it names besides trade; exports and imports together are trade."""
    named = dict.fromkeys(name for name, _ in measures.mentioned(lower))
    if named.keys() >= {"exports", "imports"}:
        return "trade"
    return next((name for name in named if name != "trade"), next(iter(named), None))


def _counted(lower: str, measure: str | None) -> tuple[str | None, str | None]:
    """The measure and unit of a label that names no money: shares, growth, people or goods."""
    change = WORDS.label_change.search(lower)
    if WORDS.percent_sign.search(lower):
        share = "share" if WORDS.label_share.search(lower) else None
        return "growth" if change else share, "%"
    if change:
        return "growth", None
    own = measure if measure in _PEOPLE else None
    if people := WORDS.label_people.search(lower):
        noun = WORDS.row(people.group(), "people", "arrivals")
        return own or noun[2] or measure, noun[1]
    goods = (WORDS.row(found.group(), "goods") for found in WORDS.label_goods.finditer(lower))
    return measure, next((row[1] for row in goods if row[1] in measures.GOODS), None)


def _is_plain(reading: Reading) -> bool:
    """Whether a label has no words but a unit, a date, states and the like of "total"."""
    rest = reading.text
    for x in [*reading.dates, *reading.mentions]:
        if x.start >= 0:
            rest = rest[: x.start] + " " * (x.end - x.start) + rest[x.end :]
    rest = WORDS.label_scale.sub(" ", WORDS.label_money.sub(" ", rest).lower())
    return not WORDS.letter.search(WORDS.label_plain.sub(" ", rest))


def _alone(text: str, loosely: bool = False) -> Amount | None:
    """
    The number that fills a cell but for a sign or a word such as "about" before it and notes after it; the sign is its own.

    `loosely`: or an aside, "2,300, a fifth of all".
    """
    amount = next(amounts.find(text), None) if WORDS.figure.search(text) else None
    if not amount or not (WORDS.notes.fullmatch(text, amount.end) or loosely and WORDS.noted.match(text, amount.end)):
        return None
    before = text[: amount.start]
    if (sign := before.strip()) in ("+", "-"):
        number = sign + amount.number
        return amount._replace(start=before.index(sign), number=number, value=amounts.parse_number(number))
    return amount if not before.strip("+-") or WORDS.qualifier.fullmatch(before) else None


def _number(
    reading: Reading, cell: Reading, amount: Amount, when: list[Date], labels: list[Label], rule: str
) -> Number:
    """The number of a cell, with the dates of the cell that dates its row."""
    after = [moved(d, cell.start) for d in cell.dates if WORDS.beside.fullmatch(cell.text, amount.end, d.start)]
    shift = cell.start - reading.start
    amount = amount._replace(start=amount.start + shift, end=amount.end + shift)
    return Number(reading, amount, [after, when], labels, rule)


def _fits(unit: str, measure: str) -> bool:
    return unit == "%" if measure in ("growth", "share") else (unit == "people") == (measure in _PEOPLE)
