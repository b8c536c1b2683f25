"""Typography: what stands in a text for the eye alone (soft hyphens, words parted at a line's end, notes, wrapped lines).

Two mechanisms, as simple as each can be. `clean` changes the text itself, once, where a word's letters do not stand side by
side: offsets count in what it gives. `join_lines` keeps every character at its place and makes blanks of the line ends
that a sentence runs over: it is for the folded text, whose offsets are those of the text.
"""

import re
from itertools import pairwise

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF])
#: What prints as a hyphen: those of words as well, and those that only a line's end shows.
_HYPHENS, _BREAKS = "-\u2010\u2011", "\u00ad\u0002\ufffe"
_PARTED = re.compile(
    rf"(?<=\w)(?P<hyphen>[{_HYPHENS}{_BREAKS}])[ \t]*\n[ \t]*(?P<rest>(?P<word>\w+)\S*)(?:[ \t]*\n|[ \t]+)?"
)
# What keeps its hyphen before another word, and is no syllable that words begin with.
_FIRST = frozenset(
    "anti cross great half high left long low mid multi non quasi right self semi short then vice well "
    "north south east west one two three four five six seven eight nine ten twenty thirty".split()
)
_TOGETHER = re.compile("and|or|to")  # "pre- and post-war": nothing is parted

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_YEAR = r"(?:1[0-9]|20)\d\d"
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOTE_SIGNS = re.compile(r"((?:[^\W\d_]{3}|\d{4}|[.,;:!?)\]\"'”’])\s?)([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})(?![⁰¹²³⁴⁵⁶⁷⁸⁹\w])")
# A number of a note after a word, after the end of a sentence or a clause, and after a year. A year needs a word before
# it that only a date has, since 1969.13 may be an amount; what is shortened (No.5, Nov.12) ends no sentence.
_NOTE = re.compile(
    r"(?P<before>"
    r"(?<![\w/.@#=&?%])(?:[\w'’-]*[^\W\d_A-Z]{3})"
    rf"|(?<=[^\W\d_A-Z])(?<!\b[A-Z][a-z][a-z])(?<!\bSept)(?<!\bart)(?<!\bvol)(?<!\bfol)(?<!\bfig)(?<!\bpp)(?<!\bno)(?<!\bNo)(?<!\bch)"
    r"[.!?;,][\"'”’)]?"
    rf"|\b(?:in|of|by|since|until|till|from|to|and|during|before|after|about|around|year|{_MONTH},?)\s{_YEAR}[.,;:][\"'”’)]?"
    r")(?P<number>[1-9]\d{0,2})(?P<mark>\]?)(?=[.,;:!?)\"'”’]*(?:\s|$))"
)
_AFTER_COMMA = re.compile(rf"\s+(?:{_MONTH}|[^a-z])")


def clean(text: str) -> str:
    """
    The text as it is meant: words whole, without what is not seen, notes in brackets.

    Soft hyphens and marks that are not seen go; ligatures become letters; a word that a line's end parts is joined, and
    the line ends after it; a note's number that is glued to what it follows gets brackets, as in "consulate[12]".
    """
    if not text.isascii():
        text = _NOTE_SIGNS.sub(lambda m: f"{m[1]}[{m[2].translate(_RAISED)}]", text.translate(_LIGATURES))
    if _PARTED.search(text):
        text = _whole(text)
    if not text.isascii():
        text = text.translate(_INVISIBLE)
    return _NOTE.sub(_bracketed, text)


def _whole(text: str) -> str:
    """The text with the words joined that a line's end parts."""
    compounds = frozenset(re.findall(rf"\w+[{_HYPHENS}]\w+", text))

    def join(match: re.Match) -> str:
        hyphen, word = match["hyphen"], match["word"]
        before = re.search(r"\w*$", match.string[max(0, match.start() - 40) : match.start()])[0]
        if hyphen in _HYPHENS and _TOGETHER.fullmatch(word):
            return match[0]
        kept = hyphen in _HYPHENS and (
            not word[0].islower()
            or before[-1:].isdigit()
            or before.lower() in _FIRST
            or f"{before}{hyphen}{word}" in compounds
        )
        return f"{hyphen if kept else ''}{match['rest']}\n"

    for _ in range(4):  # a word of three lines is joined in two steps
        text, before = _PARTED.sub(join, text), text
        if text == before:
            break
    return text


def _bracketed(match: re.Match) -> str:
    """A note's number in brackets; as it is where the number belongs to what follows."""
    before, after = match["before"], match.string[match.end() : match.end() + 20]
    if match["mark"] or before.endswith(",") and _AFTER_COMMA.match(after):
        return match[0]
    if before[-1:] in ".!?" and re.match(r"\s+[a-z\d]", after):  # no sentence ends here: a number with a point
        return match[0]
    return f"{before}[{match['number']}]"


# Lines that a sentence runs over

_MARKED = re.compile(r"\s*(?:[-*+•·–—▪◦‣>#|=]|\(?\d{1,2}[.)]\s|\(?[a-z]\)\s)")
_ENDS = re.compile(r"[.!?:;|][\"')\]]*(?:\[[\w ]{1,20}\])*\s*$")
# What no sentence, heading or entry ends with: the next line goes on, whatever it begins with.
_OPEN = re.compile(
    r"\b(?:an?|the|of|in|on|at|to|from|by|with|for|and|or|as|than|that|which|who|whose|between|into|during|since|until|"
    r"after|before|under|through|via|its|his|her|their|was|were|is|are|been|has|have|had)\s*$"
)
_DAY, _MONTH_FIRST = r"\d{1,2}(?:st|nd|rd|th)?", rf"{_MONTH}\b"
# The parts of a date on both sides of a line's end.
_DATE = re.compile(
    rf"(?:\b{_DAY}(?: of)?\s*\n\s*{_MONTH_FIRST}|\b{_DAY}(?: of)? {_MONTH},?\s*\n\s*{_YEAR}\b"
    rf"|\b{_MONTH}\s*\n\s*(?:{_DAY},? {_YEAR}|{_YEAR})\b|\b{_MONTH} {_DAY},\s*\n\s*{_YEAR}\b)"
)
#: A line is as long as this, at least, before another that it was wrapped into.
_LEAST, _MOST = 45, 120


def join_lines(folded: str) -> str:
    """The folded text with blanks for the ends of the lines that a sentence runs over, character for character."""
    if "\n" not in folded:
        return folded
    lines = folded.split("\n")
    width, joined = _width(lines), [lines[0]]
    running = False  # whether the line before was itself gone on from
    for one, other in pairwise(lines):
        running = _runs_on(one, other, width, running)
        joined += [" " if running else "\n", other]
    return "".join(joined)


def _width(lines: list[str]) -> int:
    """How wide the lines of a text were wrapped, or 0: hardly any line would have had room for the next one's first word."""
    pairs = [(len(a), len(b.split(None, 1)[0])) for a, b in pairwise(lines) if _may_go_on(a, b)]
    lengths = sorted(n for n, _ in pairs if n <= _MOST)
    if len(lengths) < 3:
        return 0
    width = lengths[len(lengths) * 9 // 10]
    full = sum(n >= _LEAST and n + 1 + word > width - 4 for n, word in pairs if n <= _MOST)
    return width if width >= 55 and full > 0.6 * len(lengths) else 0


def _may_go_on(one: str, other: str) -> bool:
    """Whether a line can be the last one's continuation: neither is empty, and it begins no entry, heading or row."""
    return bool(one.strip() and other.strip()) and one.lstrip()[0] not in "#|=" and not _MARKED.match(other)


def _runs_on(one: str, other: str, width: int, running: bool) -> bool:
    """Whether a line goes on in the next one."""
    if not one.strip() or not other.strip() or one.lstrip()[0] in "#|=":
        return False
    ends = _ENDS.search(one)
    if not ends and _DATE.search(f"{one[-24:]}\n{other.lstrip()[:24]}"):
        return True
    if _MARKED.match(other):
        return False
    if width and len(one.strip()) >= _LEAST and (len(one) <= _MOST or not ends):
        return True
    if ends:
        return False
    start, long = other.lstrip()[0], running or len(one.split()) >= 6
    hanging = len(other) - len(other.lstrip()) >= 2 and bool(_MARKED.match(one))
    return hanging or (start.isalnum() and bool(_OPEN.search(one))) or (long and start.islower())
