"""What stands at the head of a file and describes it: its title, day of publication, publisher."""

from ..dates import finder as dates
from ..text import fold
from . import patterns

_FACTS = patterns.SPEC["facts"]
_IS = patterns.load("heads")


def facts(given: dict) -> dict[str, str]:
    """Return what is stated of a document by columns of the table of sources; its day of publication as EDTF."""
    out: dict[str, str] = {}
    for name, value in given.items():
        if isinstance(value, str):
            out.setdefault(_FACTS.get(str(name).strip().lower(), ""), " ".join(value.split()))
    out["published"] = day(out.get("published", ""))
    return {column: value for column, value in out.items() if column and value}


def day(text: str) -> str:
    """Return the date that a text states, as EDTF: a day, a month or a year; empty where it states none."""
    text = text.strip()[:60]
    if match := _IS.day.search(text):
        text = "{:04d}-{:02d}-{:02d}".format(*map(int, match.groups()))
    if _IS.year.fullmatch(text):
        return text
    found = [date.edtf for date in dates.find(fold(text)) if date.edtf]
    return found[0] if len(found) == 1 and _IS.edtf.fullmatch(found[0]) else ""


def titled(text: str, about: dict[str, str]) -> str:
    """Return the text with its title as its first line."""
    title = about.get("title")
    if not title:
        return text
    text = text.lstrip()
    first, _, rest = text.partition("\n")
    return f"{title}\n{rest}" if first.strip("#=*_ ") == title else f"{title}\n\n{text}"
