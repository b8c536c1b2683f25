"""Amounts: how numbers and their units are printed."""

import functools
import math
import re
import tomllib
from typing import NamedTuple

from ..files import data_folder

_SMALL = (
    r"(?:half an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty)"
    r"(?= (?:million|billion|trillion|thousand)\b)"
)
# A number as it is printed: European and Indian grouping, decimal points and commas; small ones in words before a scale.
_NUMBER = (
    r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}(?!\d)|\d{1,3}(?: \d{3})+,\d+|\d{1,3}(?:,\d{2,3})+(?:\.\d+)?"
    rf"|\d{{1,3}}(?:[ ']\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?|{_SMALL}"
)
_DIGITS, _IN_WORDS, _BEFORE = re.compile(r"\d+"), re.compile(_SMALL), 9
_WORDS = {
    "half": 0.5,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
}
_WORDS |= {"ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}


@functools.cache
def words():
    """The words of ``data/figures.toml``, compiled."""
    raw = tomllib.loads((data_folder("data") / "figures.toml").read_text(encoding="utf-8"))
    money, units = raw["money"], raw["units"]
    scale = "|".join(sorted(map(re.escape, money["scales"]), key=len, reverse=True))
    symbol = "|".join(p for p, _ in money["symbols"])
    words = "|".join(p for p, _ in money["words"])
    people = "|".join(p for p, _ in units["people"])
    other = "|".join(p for p, _, _ in units["other"])
    qualifiers = "|".join(f"(?P<q{n}>{p})" for n, p in enumerate(raw["qualifiers"].values()))
    between = r"(?:[A-Z][\w.-]+ ){0,3}(?:[a-z-]+ )??"
    shape = (
        rf"(?P<before>(?:{symbol}) ?|\b(?:{money['codes']}) ?)?(?<![\w.,/])(?<![A-Za-z]-)(?P<number>{_NUMBER})"
        rf"(?:-(?P<high>{_NUMBER}))?"
        rf"(?:[ -]?(?P<scale>{scale}|(?ai:thousand|(?:m|b|tr)illions?))(?![^\W\d_]))?(?P<tail> ?(?:{symbol})(?![\d])| ?(?:{money['codes']})\b(?! ?\d)| (?:of )?(?:[A-Z][a-z]+ )?(?i:{words})\b| ?(?:{units['percent']})"
        rf"| {between}(?:{people})\b| (?:of )?(?:metric )?{between}(?:{other})\b)?"
    )
    return {
        "shape": re.compile(shape),
        "before": re.compile(rf"(?:(?:{symbol})|\b(?:{money['codes']})) ?$"),
        "symbols": [
            (re.compile(p + r"\Z"), c)
            for p, c in [
                *money["symbols"],
                *[(f"(?:[A-Z][a-z]+ )?(?i:{w})", c) for w, c in money["words"]],
                *[(c, c) for c in money["codes"].split("|")],
            ]
        ],
        "scales": money["scales"],
        "of money": re.compile(rf" ?(?:\$|(?i:{words})\b)|(?<=US) \d"),
        "people": [(re.compile(rf"\b(?:{p})\b"), m) for p, m in units["people"]],
        "other": [(re.compile(rf"\b(?:{p})\b"), u, m) for p, u, m in units["other"]],
        "percent": re.compile(units["percent"]),
        "qualifier": re.compile(rf"\b(?:{qualifiers}) (?:the )?(?:US|U\.S\. )?$", re.I),
        "qualifiers": list(raw["qualifiers"]),
        "stems": raw["stems"],
        "measures": [(m, re.compile(rf"\b(?:{p})\b", re.I)) for m, p in raw["measures"].items()],
        **{k: re.compile(p, re.I) for k, p in raw["not"].items()},
    }


def find(text, taken=()):
    """
    The amounts that a text prints.

    Parameters
    ----------
    text : str
        Folded text.
    taken : list of (int, int)
        Spans in which no amount begins: of dates, of what was read already.

    Yields
    ------
    re.Match
        With the groups before (a currency), number, high (of a range), scale and tail (a currency or unit).
    """
    spec, position = words(), 0
    starts = [m.start() for m in _DIGITS.finditer(text)]
    if "illion" in text or "thousand" in text:
        starts = sorted([*starts, *(m.start() for m in _IN_WORDS.finditer(text))])
    within = {at for span in taken for at in range(*span)} if starts else ()
    for start in starts:
        if start < position or start in within:
            continue
        lead = spec["before"].search(text, max(position, start - _BEFORE), start)
        match = (lead and spec["shape"].match(text, lead.start())) or spec["shape"].match(text, start)
        if match:
            yield match
            position = match.end()


def qualifier(before):
    """How the words directly before an amount limit it ("about", "more than"); empty where none do."""
    found = words()["qualifier"].search(before, max(0, len(before) - 40))
    return words()["qualifiers"][int(found.lastgroup[1:])] if found else ""


@functools.cache
def labelled():
    """The words of labels (headings, header cells, first cells of rows), compiled."""
    raw = tomllib.loads((data_folder("data") / "figures.toml").read_text(encoding="utf-8"))
    money, spec = raw["money"], raw["labels"]
    scales = {**{k.lower(): v for k, v in money["scales"].items()}, **spec["scales"]}
    short, long = [], []
    for name in sorted(scales, key=len, reverse=True):
        (long if len(name) > 1 else short).append(re.escape(name))
    units = "|".join([*(p for p, _ in money["symbols"]), rf"\b(?:{money['codes']})\b"])
    units += "|" + "|".join(rf"(?i:\b(?:{p})\b)" for p, _ in money["words"])
    scale = rf"(?<![A-Za-z\d.,])(?:{'|'.join(long)})(?![A-Za-z\d])"
    near = rf"(?:{scale}|(?<![A-Za-z])(?ai:{'|'.join(short)})(?![A-Za-z]))"
    return {
        "money": re.compile(
            rf"(?:(?P<before>(?ai:{near})) (?:of )?)?(?P<money>{units})(?: ?(?:in )?(?P<after>(?ai:{near})))?"
        ),
        "scale": re.compile(scale),
        "scale of": lambda printed: scales[printed.lower()] if printed else None,
        "people": [(re.compile(rf"\b(?:{spec['people']})\b"), "tourists")],
        **{k: re.compile(rf"(?:{spec[k]})", re.I) for k in ("plain", "blank", "none", "change", "share")},
    }


def number(printed):
    """
    The value of a printed number, and the other reading that its form allows.

    Returns
    -------
    tuple of (float, float or None)
        ``1,784`` is 1784, or 1.784 with a decimal comma; ``2,14,560`` (Indian grouping) is 214560.
    """
    text = printed.strip()
    if text[0].isalpha():
        return float(_WORDS[text.split()[0]]), None
    if re.fullmatch(
        r"\d{1,3}(?:[. ]\d{3})+,\d+", text
    ):  # 13.837,5: points or spaces part thousands, the comma is decimal
        return float(re.sub(r"[. ]", "", text).replace(",", ".")), None
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", text):
        return float(text.replace(".", "")), None
    if re.fullmatch(r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?", text):
        value = float(text.replace(",", ""))
        return value, float(text.replace(",", ".")) if re.fullmatch(r"\d{1,3},\d{3}", text) else None
    if re.fullmatch(r"\d{1,3}(?:[ ']\d{3})+(?:\.\d+)?", text):
        return float(re.sub(r"[ ']", "", text)), None
    return float(text.replace(",", ".")), None


class Value(NamedTuple):
    """What a printed amount comes to; `low` and `high` are the limits of a range."""

    value: float
    alternative: float | None
    low: float | None
    high: float | None


def scale_of(match: re.Match) -> float | None:
    """What the word after a number multiplies it by ("million"); None where there is no such word."""
    scales, printed = words()["scales"], match["scale"] or ""
    return scales.get(printed, scales.get(printed.lower()))


def value_of(match: re.Match, scale: float | None = None) -> Value | None:
    """
    What a printed amount comes to.

    Parameters
    ----------
    match : re.Match
        Of `find`.
    scale : float, optional
        What the number is in ("in millions"), where the words after it do not say.

    Returns
    -------
    Value or None
        None where the number is beyond all that can be counted, and where a range falls (``98-5``): nothing is guessed.
    """
    factor, (plain, other) = scale_of(match) or scale, number(match["number"])
    value = plain * (factor or 1)
    alternative = other * factor if other is not None and factor else None
    high = number(match["high"])[0] * (factor or 1) if match["high"] else None
    if not math.isfinite(value) or (high is not None and not value <= high < math.inf):
        return None
    return Value(value, alternative, None if high is None else value, high)


@functools.lru_cache(maxsize=4096)
def unit_named(before, tail):
    """The unit of an amount and, where its noun says it, its measure; (None, None) where it is no amount."""
    spec = words()
    for text in (tail, (before or "").strip()):
        plain = re.sub(r"^of ", "", text)
        if text and (code := next((c for p, c in spec["symbols"] if p.match(plain)), None)):
            return code, ""
    if tail and spec["percent"].match(tail):
        return "%", ""
    if tail:
        for pattern, measure in spec["people"]:
            if pattern.search(tail):
                return "people", measure
        for pattern, unit, measure in spec["other"]:
            if found := pattern.search(tail):
                return unit or found.group(), measure
    return None, None
