"""Amounts: the numbers that a text prints, with their units."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ..files import read_toml
from ..rules.words import Words
from .clauses import Reading


def _currencies() -> dict[str, list]:
    """Return the codes and English names of the currencies in use, as Unicode's CLDR has them."""
    from babel import Locale
    from babel.core import get_global

    names, own = Locale("en").currencies, read_toml("figures.toml")["parts"]["no_money"].split()
    codes = {
        code
        for used in get_global("territory_currencies").values()
        for code, _, end, tender in used
        if tender and not end
    }
    nouns = Counter(names[code].split()[-1].lower() for code in codes)
    rows = []
    for code in sorted(codes):
        *nation, noun = names[code].split()
        alone = nouns[noun.lower()] == 1 and noun.lower() not in own
        rows.append([("" if alone else f"{' '.join(nation)} ") + f"{noun}s?", code])
    return {"money": rows, "codes": [[rf"(?=[A-Z]{{3}}(?![A-Za-z]))(?:{'|'.join(sorted(codes.difference(own)))})", ""]]}


WORDS = Words("figures.toml", _currencies)
Span = tuple[int, int]
_SCALES = ("scales", "label_scales", "letters")
_THOUSAND = 1000
_LONGEST_SIGN = 15  # characters of a currency before a number


class Amount(NamedTuple):
    """
    A printed amount.

    Attributes
    ----------
    start, end : int
        Where it stands in its text.
    number : str
        The number as it is printed.
    value : float
        What the number and its scale come to; of a range the lower limit.
    alternative : float or None
        The value with a decimal comma, where the form of a number before a scale allows both.
    low, high : float or None
        The limits of a range.
    unit : str or None
        ISO 4217 for money, people, tonnes, %, else the printed noun; None where none is printed.
    noun : str
        The measure that its noun names; empty where it names none.
    scale : float or None
        What the word after the number multiplies it by.
    """

    start: int
    end: int
    number: str
    value: float
    alternative: float | None
    low: float | None
    high: float | None
    unit: str | None
    noun: str
    scale: float | None

    @property
    def is_countable(self) -> bool:
        """Whether it is below all limits, and no range that falls (``98-5``): nothing is guessed."""
        return self.value <= (self.value if self.high is None else self.high) < math.inf

    def scaled(self, scale: float | None) -> "Amount":
        """The amount in what a label says it is counted in, where its own words do not."""
        return self if self.scale else self._replace(**_values(self.number, self.high, scale))


def find(text: str, taken: Iterable[Span] = ()) -> Iterator[Amount]:
    """
    Find the amounts that a text prints, also those without a unit.

    Parameters
    ----------
    text : str
        Folded text.
    taken : iterable of (int, int)
        Spans in which no amount begins, such as those of dates.

    Yields
    ------
    Amount
        "between $10 million and $20 million" is one.
    """
    last = None
    for amount in _single(text, taken):
        last = last and _shared(text, last, amount)
        if last and _is_range(text, last, amount):
            amount = amount._replace(
                start=last.start, number=last.number, value=last.value, low=last.value, high=amount.value
            )
        elif last:
            yield last
        last = amount
    if last:
        yield last


def of(reading: Reading) -> list[Amount]:
    """Return the amounts of a sentence, which are looked for once; its dates are none."""
    if reading.amounts is None:
        may_be = WORDS.start.search(reading.text) or _is_in_words(reading.text)
        reading.amounts = list(find(reading.text, ((d.start, d.end) for d in reading.dates))) if may_be else []
    return reading.amounts


def _is_in_words(text: str) -> bool:
    """Whether a text may hold a number in words: "half a million"."""
    return "illion" in text or "thousand" in text or "hundred" in text


def _shared(text: str, first: Amount, second: Amount) -> Amount:
    """The first of two amounts, in the scale and unit of the second where it has none: "2 and 3 million dollars"."""
    joined = text[first.end : second.start] in (" and ", " or ") and WORDS.joined.search(text, 0, first.start)
    if not joined or first.scale or not second.scale or first.value >= _THOUSAND:
        return first
    return first.scaled(second.scale)._replace(unit=first.unit or second.unit, noun=first.noun or second.noun)


def _is_range(text: str, low: Amount, high: Amount) -> bool:
    """Whether two amounts are the limits of one: of one unit, the lower one first."""
    before = {" and ": WORDS.between, " to ": WORDS.ranging}.get(text[low.end : high.start])
    same = low.unit in (high.unit, None) and low.high is None and low.value <= high.value
    return bool(before and same and before.search(text, 0, low.start))


def _single(text: str, taken: Iterable[Span]) -> Iterator[Amount]:
    starts = [m.start() for m in (WORDS.start_in_words if _is_in_words(text) else WORDS.start).finditer(text)]
    spans = list(taken) if starts else []
    position = 0
    for start in starts:
        if start < position or any(first <= start < last for first, last in spans):
            continue
        if match := _match(text, position, start):
            yield _amount(match)
            position = match.end()


def _match(text: str, low: int, start: int) -> re.Match | None:
    """The amount with a number at a place, with the sign of money before it."""
    sign = WORDS.sign_before.search(text, max(low, start - _LONGEST_SIGN), start)
    return sign and WORDS.amount.match(text, sign.start()) or WORDS.amount.match(text, start)


def _amount(match: re.Match) -> Amount:
    before, number, high, scale, tail = match.group("before", "number", "high", "scale", "tail")
    unit, noun = unit_of((before or "").strip(), (tail or "").strip())
    people = unit == "people" or (unit is None and WORDS.group.match(match.string, match.end()))
    if people and not scale and WORDS.thousands_point.fullmatch(number):
        number = number.replace(".", ",")
    values = _values(number, parse_number(high) if high else None, scale_of(scale))
    return Amount(start=match.start(), end=match.end(), number=number, unit=unit, noun=noun, **values)


def _values(number: str, high: float | None, scale: float | None) -> dict[str, Any]:
    """The value of a number, its other reading and its limits, in a scale."""
    value, factor = parse_number(number) * (scale or 1), scale or 1
    return {
        "value": value,
        "alternative": float(number.replace(",", ".")) * scale if scale and WORDS.either.fullmatch(number) else None,
        "low": None if high is None else value,
        "high": None if high is None else high * factor,
        "scale": scale,
    }


def parse_number(printed: str) -> float:
    """The value of a printed number: ``1,784`` is 1784, ``2,14,560`` (Indian grouping) is 214560."""
    if printed[0] in "+-":
        return float(f"{printed[0]}1") * parse_number(printed[1:])
    if printed[0].isalpha() and (word := WORDS.row(printed.split()[0], "numbers")):
        return word[1]
    if printed[-1] in "¼½¾":
        return float(printed[:-1] or 0) + unicodedata.numeric(printed[-1])
    marks, point = next(row[1:] for row in WORDS.data["forms"] if WORDS.compiled(row[0]).fullmatch(printed))
    return float("".join(c for c in printed if c not in marks).replace(point, "."))


def scale_of(printed: str | None) -> float | None:
    """What "million" and the like multiply a number by; None where nothing is printed."""
    row = WORDS.row(printed or "", *_SCALES)
    return row[1] if row else None


def unit_of(before: str, tail: str) -> tuple[str | None, str]:
    """The unit of an amount, None where none is printed, and the measure that its noun names."""
    for printed in (tail, before):
        if money := WORDS.row(printed, "signs", "money", "codes"):
            return money[1] or printed.removeprefix("of "), ""
    noun = WORDS.row(tail, "people", "goods", "percent")
    return (noun[1] or noun[0], noun[2]) if noun else (None, "")


def qualifier(before: str) -> str:
    """How the words directly before an amount limit it ("about", "more than"); empty where none do."""
    found = WORDS.qualifier.search(before, max(0, len(before) - 40))
    return str(found.lastgroup).replace("_", " ") if found else ""
