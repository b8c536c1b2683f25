"""Typography: what stands in a text for the eye alone (soft hyphens, words parted at a line's end, notes, wrapped lines).

Two mechanisms, as simple as each can be. `clean` changes the text itself, once, where a word's letters do not stand side by
side: offsets count in what it gives. `join_lines` keeps every character at its place and makes blanks of the line ends
that a sentence runs over: it is for the folded text, whose offsets are those of the text.
"""

import re
from itertools import pairwise

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF])
_UNUSUAL = re.compile(f"[{''.join(map(chr, [*_LIGATURES, *_INVISIBLE]))}⁰¹²³⁴⁵⁶⁷⁸⁹]")
#: What prints as a hyphen: those of words as well, and those that only a line's end shows.
_HYPHENS, _BREAKS = "-\u2010\u2011", "\u00ad\u0002\ufffe"
_PARTED = re.compile(rf"(?P<hyphen>[{_HYPHENS}{_BREAKS}])(?<=\w.)[ \t]*\n[ \t]*(?P<word>\w+)")
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
# A number that is glued to what stands before it. It begins with what is looked for, since that is fast.
_GLUED = re.compile(
    r"[1-9](?:(?<=[^\W\d_A-Z][1-9])|(?<=[^\d\s][.!?;,:\"'”’)][1-9])|(?<=\b\d{4}[.,;:][1-9]))"
    r"\d{0,2}(?![\d\]])(?=[.,;:!?)\"'”’]*(?:\s|$))"
)
# What a note's number follows: a word, the end of a clause or sentence, or a year that ends one. A year needs a word
# before it that only a date has, since 1969.13 may be an amount; what is shortened (No.5, Nov.12) ends no sentence.
_NOTED = re.compile(
    r"(?:(?<![\w/.@#=&?%'’-])[\w'’-]*[^\W\d_A-Z]{3}"
    r"|(?<!\b[A-Z][a-z][a-z])(?<!\b(?:Sept|arts|vols))(?<!\b(?:art|vol|fol|fig|nos|sec))(?<!\b(?:pp|no|No|ch|ca|St))"
    r"(?<=[^\W\d_A-Z])[.!?;,][\"'”’)]?"
    rf"|\b(?:in|of|by|since|until|till|from|to|and|during|before|after|about|around|year|{_MONTH},?)\s{_YEAR}[.,;:][\"'”’)]?"
    r")$"
)
_AFTER_COMMA = re.compile(rf"\s+(?:{_MONTH}|[^a-z])")


def clean(text: str) -> str:
    """
    The text as it is meant: words whole, without what is not seen, notes in brackets.

    Soft hyphens and marks that are not seen go; ligatures become letters; a word that a line's end parts is joined, so
    that the line goes on; a note's number that is glued to what it follows gets brackets, as in "consulate[12]".
    """
    if _UNUSUAL.search(text):  # hardly any text holds one, and to look for them together is fast
        text = _NOTE_SIGNS.sub(lambda m: f"{m[1]}[{m[2].translate(_RAISED)}]", text.translate(_LIGATURES))
    text = _whole(text) if _PARTED.search(text) else text
    if _UNUSUAL.search(text):
        text = text.translate(_INVISIBLE)
    return _GLUED.sub(_bracketed, text)


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
        return f"{hyphen if kept else ''}{word}"

    return _PARTED.sub(join, text)


def _bracketed(match: re.Match) -> str:
    """A note's number in brackets; as it is where the number belongs to what follows."""
    before = match.string[max(0, match.start() - 40) : match.start()]
    after = match.string[match.end() : match.end() + 20]
    if not _NOTED.search(before) or (before.endswith(",") and _AFTER_COMMA.match(after)):
        return match[0]
    if before[-1] in ".!?" and re.match(r"\s+[a-z\d]", after):  # no sentence ends here: a number with a point
        return match[0]
    return f"[{match[0]}]"


# Lines that a sentence runs over

_MARKED = re.compile(r"\s*(?:[-*+•·–—▪◦‣>#|=~^]|\(?\d{1,2}[.)]\s|\(?[a-z]\)\s)")
_ENDS = re.compile(r"[.!?:;|][\"')\]]*(?:\[[\w ]{1,20}\])*\s*$")
# What no sentence, heading or entry ends with: the next line goes on, whatever it begins with.
_OPEN = re.compile(
    r"\b(?:an?|the|of|in|on|at|to|from|by|with|for|and|or|as|than|that|which|who|whose|between|into|during|since|until|"
    r"after|before|under|through|via|its|his|her|their|was|were|is|are|been|has|have|had|"
    r"President|Minister|Chancellor|Secretary|Ambassador|King|Queen|Prince|Princess|Emperor|Sultan|General|New)\s*$|,\s*$"
)
# A verb of the kind that prose has and headings have not.
_VERB = re.compile(
    r"\b(?:[a-z]{2,}ed|was|were|is|are|had|has|have|met|went|came|began|became|sent|took|gave|left|made|held|paid)\b"
)
# What an entry of a list or chronology begins with: a date, or a few words and a date.
_ENTRY = re.compile(rf"\s*(?:[^.,;()]{{1,60}}(?:, ?| ?\())?(?:{_YEAR}\b|\d{{1,2}}(?:-\d{{1,2}})? {_MONTH}|{_MONTH} \d)")
_DAY, _MONTH_FIRST = r"\d{1,2}(?:st|nd|rd|th)?", rf"{_MONTH}\b"
# The parts of a date on both sides of a line's end.
_DATE = re.compile(
    rf"(?:\b{_DAY}(?: of)?\s*\n\s*{_MONTH_FIRST}|\b{_DAY}(?: of)? {_MONTH},?\s*\n\s*{_YEAR}\b"
    rf"|\b{_MONTH}\s*\n\s*(?:{_DAY},? {_YEAR}|{_YEAR})\b|\b{_MONTH} {_DAY},\s*\n\s*{_YEAR}\b)"
)
#: A line is as long as this, at least, before another that it was wrapped into.
_LEAST, _MOST = 45, 120
#: What is looked at of a line's end.
_TAIL = 80


def join_lines(folded: str) -> str:
    """The folded text with blanks for the ends of the lines that a sentence runs over, character for character."""
    if "\n" not in folded:
        return folded
    lines = folded.split("\n")
    width, prose, joined = _width(lines), _in_prose(lines), [lines[0]]
    running = False  # whether the line before was itself gone on from
    for (one, other), closed in zip(pairwise(lines), prose, strict=False):
        running = _runs_on(one, other, width, running) or (closed and _is_unfinished(one, other))
        joined += [" " if running else "\n", other]
    return "".join(joined)


def _in_prose(lines: list[str]) -> list[bool]:
    """For each line whether the lines that stand together with it end as a sentence does."""
    out, closed = [], False
    for line, following in zip(reversed(lines), ["", *reversed(lines)], strict=False):
        closed = closed if following.strip() else line.rstrip()[-1:] in tuple(".!?")
        out.append(closed)
    return out[::-1]


def _is_unfinished(one: str, other: str) -> bool:
    """Whether a line of prose breaks off before a name or a number: it has a verb, and does not end as entries do."""
    return (
        len(one.strip()) >= 40
        and one.rstrip()[-1].isalpha()
        and _is_open(one)
        and other[:1].isalnum()
        and not _MARKED.match(other)
        and not _ENTRY.match(other)
        and bool(_VERB.search(one))
    )


def _width(lines: list[str]) -> int:
    """
    How wide the lines of a text were wrapped, or 0.

    Of such lines, hardly any had room for the next one's first word, and few end where a sentence does.
    """
    pairs = [(a, len(b.split(None, 1)[0])) for a, b in pairwise(lines) if len(a) <= _MOST and _may_go_on(a, b)]
    lengths = sorted(len(line) for line, _ in pairs)
    if len(pairs) < 3 or (width := lengths[len(pairs) * 9 // 10]) < 55:
        return 0
    full = sum(len(line) >= _LEAST and len(line) + 1 + word > width - 4 for line, word in pairs)
    ended = sum(bool(_ENDS.search(line[-_TAIL:])) for line, _ in pairs)
    return width if full > 0.6 * len(pairs) and ended < 0.5 * len(pairs) else 0


def _may_go_on(one: str, other: str) -> bool:
    """Whether a line can be the last one's continuation: neither is empty, and it begins no entry, heading or row."""
    return _is_open(one) and bool(other.strip()) and not _MARKED.match(other)


def _is_open(line: str) -> bool:
    """Whether a line is one that another may follow on: not empty, no heading, no row, no rule."""
    return bool(line.strip()) and line.lstrip()[0] not in "#|=" and any(map(str.isalnum, line))


def _runs_on(one: str, other: str, width: int, running: bool) -> bool:
    """Whether a line goes on in the next one."""
    if not _is_open(one) or not other.strip():
        return False
    ends = _ENDS.search(one[-_TAIL:])
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
    return hanging or (start.isalnum() and bool(_OPEN.search(one[-_TAIL:]))) or (long and start.islower())
