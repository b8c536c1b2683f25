"""Words for amounts, counts and names from sources, made safe to draw."""

import unicodedata
from collections.abc import Iterable
from typing import Any

import pandas as pd

_LARGE = {" billion": 1e9, " million": 1e6}
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
#: Control characters and line ends become spaces; Cf, the marks that turn the direction of writing, are left out: a
#: source must not turn our labels around.
_REPLACED = {"Cc": " ", "Zl": " ", "Zp": " ", "Cs": " ", "Cf": ""}


def clean(value: Any, limit: int | None = None) -> str:
    """
    Make one line of any text: no control characters, no line breaks, one space between words.

    Parameters
    ----------
    value : any
        NA gives an empty text.
    limit : int, optional
        The most characters; a longer text ends in an ellipsis.
    """
    if pd.isna(value) is True:
        return ""
    signs = unicodedata.normalize("NFC", str(value))
    text = " ".join("".join(_REPLACED.get(unicodedata.category(sign), sign) for sign in signs).split())
    return text[: limit - 1].rstrip(" ,;:-–") + "…" if limit and len(text) > limit else text


def number(value: float) -> str:
    """Write a number: '1,784 billion', '2 million', '77,000', '1.5'."""
    name, size = next(((name, size) for name, size in _LARGE.items() if abs(value) >= size), ("", 1))
    return f"{value / size:,.10g}{name}"


def ordinal(number: float) -> str:
    """Write an ordinal number: '1st', '12th', '22nd'."""
    teen = number % 100 // 10 == 1
    return f"{number:.0f}" + ("th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(int(number % 10), "th"))


def amount(value: float, unit: str) -> str:
    """Write an amount with its unit: '$2 million', '5 million EUR', '31%', '77,000 people'; a rank as '3rd'."""
    unit = clean(unit, 24)
    if unit == "rank":
        return ordinal(value)
    if unit == "USD":
        return f"{'-' if value < 0 else ''}${number(abs(value))}"
    return f"{number(value)}{'' if unit in ('', '%') else ' '}{unit}"


def sign(row: Any) -> str:
    """Return a question mark after a space for a row of low confidence."""
    return {"low": " ?"}.get(getattr(row, "confidence", ""), "")


def count(n: int, noun: str, plural: str | None = None) -> str:
    """Write a number of items: '1 figure', '3 figures'."""
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


def spelled(n: int) -> str:
    """Spell a small number as a title begins with it: 'Two'; a larger one stays in digits."""
    return _NUMBERS[n] if n < len(_NUMBERS) else f"{n:,}"


def times(n: int) -> str:
    """Write how often: 'once', 'twice', '3 times'."""
    return {1: "once", 2: "twice"}.get(n, f"{n} times")


def listing(items: Iterable[object], most: int = 5) -> str:
    """Join names in one line, none of them long: 'a, b, c and 4 more'."""
    names = [clean(item, 48) for item in items]
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def several(texts: Iterable[str], most: int = 8) -> str:
    """Join texts that have commas of their own: 'a; b; and 3 more'."""
    found = list(texts)
    return "; ".join([*found[:most], *([f"and {len(found) - most} more"] if len(found) > most else [])])
