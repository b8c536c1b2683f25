"""Single values in whatever form a learner gives them, compared with the one that is wanted."""

from __future__ import annotations

import datetime as dt
import numbers
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..dates import finder
from ..dates.edtf import Edtf
from ..dates.resolver import NUMBERS
from ..states import names as states
from ..text import fold

if TYPE_CHECKING:
    from ..corpus import Corpus

_SIZES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_YES, _NO = {"yes", "y", "true", "1", "right"}, {"no", "n", "false", "0", "wrong"}
_FILLERS = {"president", "the", "of", "mr", "sr", "dr", "don"}
_DAY = dt.timedelta(days=1)
_CLOSE = 0.02  # the share by which a number that is not whole may differ
_PLAIN, _DIGIT, _UNKNOWN_DIGIT = re.compile(r"[a-z0-9]+"), re.compile(r"\d"), re.compile(r"(?<=\d)x")
_NUMBER = re.compile(
    r"[a-z$€£~ ]*?(?P<digits>-?\d[\d,. ]*|a|one)?\s*(?P<size>hundred|thousand|million|billion|trillion)?"
    r"(?:\s*[a-z%$€£]+)*\.?"
)
_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
_MONTH_YEAR = re.compile(r"(0?[1-9]|1[0-2])[-/.](\d{4})")
_FILE_NUMBER = re.compile(r"[0-9]{1,3}")


def cell(value: object) -> str:
    """Return a value of a table so that equal ones are equal: a number as a number, all else as plain words."""
    number = _number(value)
    return plain(value) if number is None else f"{number:.6g}"


def plain(value: object) -> str:
    """Return a value as plain words, without the accents, capitals, marks and spaces in which answers differ."""
    text = unicodedata.normalize("NFKD", str(value)).encode("ascii", "ignore").decode().casefold()
    return " ".join(_PLAIN.findall(text.replace("_", " ")))


def _number(value: object) -> float | None:
    """Return a number in whatever form, also a length of time in days; None for what is none."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, str):
        return _number_in(value)
    if isinstance(value, dt.timedelta):
        return value / _DAY
    if isinstance(value, bool) or not isinstance(value, numbers.Real | Decimal) or value != value:
        return None
    return float(value)


def _number_in(text: str) -> float | None:
    """Return the number that a text gives: "1,000", "1.5 billion", "237,4", "two"."""
    text = text.casefold().replace("\u00a0", " ").strip()
    if text in NUMBERS:
        return float(NUMBERS.index(text))
    match = _NUMBER.fullmatch(text)
    if not match or not (match["digits"] or match["size"]):
        return None
    digits = (match["digits"] or "one").replace(" ", "").rstrip(".,")
    if digits in ("a", "one"):
        digits = "1"
    comma = "" if _THOUSANDS.fullmatch(digits) else "."
    try:
        return float(digits.replace(",", comma)) * _SIZES.get(match["size"] or "", 1)
    except ValueError:
        return None


def _date(value: object) -> str | None:
    """Return the EDTF text of a date in whatever form; None for what is none."""
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    if isinstance(value, np.datetime64 | pd.Period):
        return str(value)[:10]
    if isinstance(value, str):
        return _date_in(fold(value).strip().strip("\"'"))
    year = _number(value)
    return f"{year:.0f}" if year and year == int(year) and 1000 <= year < 3000 else None


def _date_in(text: str) -> str | None:
    if bare := bare_edtf(text):
        return bare
    if match := _MONTH_YEAR.fullmatch(text):
        return f"{match[2]}-{int(match[1]):02d}"
    found = finder.find(text)
    if len(found) != 1 or _DIGIT.search(text[: found[0].start] + text[found[0].end :]):
        return None  # no date, several, or figures that are no part of it
    return found[0].edtf


def bare_edtf(value: str) -> str | None:
    """Return a text that is EDTF as it stands, as this project writes it; None for another."""
    text = _UNKNOWN_DIGIT.sub("X", value.replace(" ", "").strip("\"'")).replace("-XX", "")
    try:
        return text if Edtf.parse(text).precision else None
    except (ValueError, KeyError):
        return None


def _same_date(given: object, wanted: str, corpus: Corpus) -> bool | str:
    """Return True, or what is not right about a date: its form, or that it is too exact or too vague."""
    text = _date(given)
    if text is None:
        return "That is no date that can be read: try 1924, 1924-08 or 1924-08-04."
    date, right = Edtf.parse(text), Edtf.parse(wanted)
    if (date.earliest, date.latest) == (right.earliest, right.latest):
        return _same_form(text, wanted)
    if date.within(right):
        return "This is more exact than the words allow."
    return "This is vaguer than the words allow." if right.within(date) else False


def _same_form(text: str, wanted: str) -> bool | str:
    """Return True, or what is not right about a date with the right limits."""
    form, right = _form(text), _form(wanted)
    if form == right or text == wanted:
        return True
    if "throughout" in (form, right):
        return "The limits are right. A slash says throughout, square brackets say some time in: which is meant?"
    return "The limits are right, the form is not."


def _form(text: str) -> str:
    if "/" in text:
        return "throughout"
    return "some time in" if "[" in text else ""


def _same_edtf(given: object, wanted: str, corpus: Corpus) -> bool | str:
    if isinstance(given, str) and not bare_edtf(given):
        return "This is no EDTF: which signs say by, some time in, or throughout?"
    return _same_date(given, wanted, corpus)


def _same_number(given: object, wanted: float, corpus: Corpus) -> bool:
    number = _number(given)
    return number is not None and abs(number - wanted) <= (0 if wanted == int(wanted) else _CLOSE * abs(wanted))


def _same_answer(given: object, wanted: bool, corpus: Corpus) -> bool | str:
    word = plain(given)
    return (word in _YES) == wanted if word in _YES | _NO else "Answer with True or False, or with yes or no."


def _same_name(given: object, wanted: str, corpus: Corpus) -> bool:
    words, right = plain(given).split(), plain(wanted).split()
    return right[-1] in words and not set(words) - set(right) - _FILLERS


def _same_source(given: object, wanted: str, corpus: Corpus) -> bool | str:
    """Return whether a document is meant, by its label, title, file, address or number."""
    name, table = plain(given), corpus.sources
    called = table[["source", "file", "label", "title", "address"]].map(plain).eq(name).any(axis=1)
    if _FILE_NUMBER.fullmatch(str(given).strip()):
        called |= table["source"].str.startswith(f"{int(name):03d}_")
    hits = set(table.loc[called, "source"])
    if not hits and name in set(table["publisher"].dropna().map(plain)):
        return "That is a publisher. Give the label of the document, or of each."
    return hits == {wanted} if hits else "No document has this name: take a label from the table."


#: Kind of value → whether one that was given is the one that is wanted: True, False, or a remark.
COMPARED: dict[str, Callable[..., bool | str]] = {
    "text": lambda given, wanted, corpus: plain(given) == plain(wanted),
    "state": lambda given, wanted, corpus: (
        states.resolve(" ".join(str(given).strip(" .\"'").split())) == states.resolve(wanted)
    ),
    "name": _same_name,
    "source": _same_source,
    "date": _same_date,
    "edtf": _same_edtf,
    "number": _same_number,
    "yes": _same_answer,
}
