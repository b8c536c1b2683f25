"""Single values in whatever form a learner gives them, held against the one that is wanted."""

import datetime as dt
import numbers
import re
import unicodedata

import pandas as pd

from ..dates import edtf
from ..dates import finder as dates
from ..dates import resolver as shapes
from ..states import names as states
from ..text import fold

_SIZES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_YES, _NO = {"yes", "y", "true", "1", "right"}, {"no", "n", "false", "0", "wrong"}
_FILLERS = {"president", "the", "of", "mr", "sr", "dr", "don"}


def cell(value):
    """A value of a table, so that equal ones are equal: a number as a number, all else as plain words."""
    number = _number(value)
    return plain(value) if number is None else f"{number:.6g}"


def plain(value):
    """Any value as plain words: no accents, capitals, marks or spaces that would make a difference."""
    text = unicodedata.normalize("NFKD", str(value)).encode("ascii", "ignore").decode().casefold()
    return " ".join(re.findall(r"[a-z0-9]+", text.replace("_", " ")))


def _number(value):
    """A number in whatever form: 1000, "1,000", "1.5 billion", "237,4", "two", a length of time in days; else None."""
    if isinstance(value, bool) or type(value).__name__ in ("bool_", "bool"):
        return None
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, dt.timedelta):
        return value.total_seconds() / 86400
    if isinstance(value, numbers.Number) and not isinstance(value, complex) or type(value).__name__ == "Decimal":
        return None if value != value else float(value)
    if not isinstance(value, str):
        return None
    text = value.casefold().replace("\u00a0", " ").strip()
    if text in shapes.NUMBERS:
        return float(shapes.NUMBERS.index(text))
    match = re.fullmatch(
        r"[a-z$€£~ ]*?(-?\d[\d,. ]*|a|one)?\s*(hundred|thousand|million|billion|trillion)?(?:\s*[a-z%$€£]+)*\.?", text
    )
    if not match or not (match[1] or match[2]):
        return None
    digits = "1" if match[1] in (None, "a", "one") else match[1].replace(" ", "").rstrip(".,")
    digits = (
        digits.replace(",", "") if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", digits) else digits.replace(",", ".")
    )
    try:
        return float(digits) * _SIZES.get(match[2], 1)
    except ValueError:
        return None


def _date(value):
    """The EDTF string of a date in whatever form, or None."""
    if isinstance(value, (dt.date, pd.Timestamp)):
        return value.isoformat()[:10]
    if type(value).__name__ == "datetime64" or isinstance(value, pd.Period):
        return str(value)[:10]
    if not isinstance(value, str):
        number = _number(value)
        return f"{number:.0f}" if number and number == int(number) and 1000 <= number < 3000 else None
    text = fold(value).strip().strip("\"'")
    if bare := bare_edtf(text):
        return bare
    if match := re.fullmatch(r"(0?[1-9]|1[0-2])[-/.](\d{4})", text):
        return f"{match[2]}-{int(match[1]):02d}"
    found = dates.find(text)
    if len(found) != 1 or re.search(r"\d", text[: found[0].start] + text[found[0].end :]):
        return None  # no date, several, or figures that are no part of it
    return found[0].edtf


def bare_edtf(value):
    """A text that is EDTF as it stands, written as this project writes it; else None."""
    text = re.sub(r"(?<=\d)x", "X", value.replace(" ", "").strip("\"'")).replace("-XX", "")
    try:
        edtf.bounds(text)
        return text if edtf.precision(text) else None
    except (ValueError, KeyError):
        return None


def _same_date(given, wanted, corpus):
    """True, or what is not right about a date: its form, or that it is too exact or too vague."""
    told = _date(given)
    if told is None:
        return "That is no date that can be read: try 1924, 1924-08 or 1924-08-04."
    one, other = ("throughout" if "/" in d else "some time in" if "[" in d else "" for d in (told, wanted))
    if edtf.bounds(told) == edtf.bounds(wanted):
        if one == other or told == wanted:
            return True
        if "throughout" in (one, other):
            return "The limits are right. A slash says throughout, square brackets say some time in: which is meant?"
        return "The limits are right, the form is not."
    if edtf.within(told, wanted):
        return "This is more exact than the words allow."
    return "This is vaguer than the words allow." if edtf.within(wanted, told) else False


def _same_edtf(given, wanted, corpus):
    if isinstance(given, str) and not bare_edtf(given):
        return "This is no EDTF: which signs say by, some time in, or throughout?"
    return _same_date(given, wanted, corpus)


def _same_number(given, wanted, corpus):
    told = _number(given)
    return told is not None and abs(told - wanted) <= (0 if wanted == int(wanted) else 0.02 * abs(wanted))


def _same_answer(given, wanted, corpus):
    told = plain(given)
    return (told in _YES) == wanted if told in _YES | _NO else "Answer with True or False, or with yes or no."


def _same_name(given, wanted, corpus):
    told, right = (plain(value).split() for value in (given, wanted))
    return right[-1] in told and not set(told) - set(right) - _FILLERS


def _same_source(given, wanted, corpus):
    """A document by its label, title, file, address or number."""
    told = plain(given)
    table = corpus.sources
    names = (map(plain, table[c]) for c in ("source", "file", "label", "title", "address"))
    number = re.fullmatch(r"[0-9]{1,3}", str(given).strip())
    hits = {
        source
        for source, *called in zip(table["source"], *names, strict=True)
        if told in called or (number and source.startswith(f"{int(told):03d}_"))
    }
    if not hits and told in map(plain, table["publisher"].dropna()):
        return "That is a publisher. Give the label of the document, or of each."
    return hits == {wanted} if hits else "No document has this name: take a label from the table."


#: Kind of value → whether one that was given is the one that is wanted: True, False, or a remark.
COMPARED = {
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
