"""Typography: what stands in a text for the eye alone (soft hyphens, words parted at a line's end, notes, wrapped lines).

`clean` changes the text itself, once, where a word's letters do not stand side by side: offsets count in what it gives. The
others are for the folded text and keep every character at its place: `with_bars` and `with_colons` part columns, and
`join_lines` makes blanks of the line ends that a sentence runs over.
"""

import re
import unicodedata
from itertools import groupby, pairwise

from . import patterns

_IS, _LINE = patterns.load("clean"), patterns.load("lines")
_PREFIXES = patterns.words("words").prefix
#: The hyphens of words; others are only there where a line ends.
_HYPHENS = "-\u2010\u2011"
#: Sign before a number → what stands after the number, where it is none of a note.
_OWN = {",": _IS.after_comma, **dict.fromkeys(".!?", _IS.after_stop)}
#: How much is looked at of the text before a number, and of a line's end.
_NEAR, _TAIL = 40, 80
#: A line is as long as this, at least and at most, if it was wrapped.
_LEAST, _MOST = 45, 120


def clean(text: str) -> str:
    """
    Return the text as it is meant: words whole, without what is not seen, notes in brackets.

    Soft hyphens and marks that are not seen go; ligatures become letters; a word that a line's end parts is joined, so
    that the line goes on; a note's number that is glued to what it follows gets brackets, as in "consulate[12]".
    """
    if strange := _IS.strange.search(text):
        text = _IS.ligature.sub(lambda m: _plain(m[0]), text)
        text = _IS.raised.sub(lambda m: f"[{_plain(m[0])}]", text)
    if _IS.parted.search(text):
        compounds = frozenset(_IS.compound.findall(text))
        text = _IS.parted.sub(lambda m: _joined(m, compounds), text)
    return _IS.glued.sub(_bracketed, _IS.unseen.sub("", text) if strange else text)


def _plain(signs: str) -> str:
    return unicodedata.normalize("NFKC", signs)


def _joined(match: re.Match[str], compounds: frozenset[str]) -> str:
    """Join a word that a line's end parts; its hyphen stays where the word has one anyway."""
    hyphen, word = match.groups()
    if hyphen not in _HYPHENS:
        return word
    if _IS.together.fullmatch(word):
        return match[0]
    before = _IS.first_part.search(match.string, max(0, match.start() - _NEAR), match.start())[0]
    whole = before + hyphen + word
    kept = not word[0].islower() or before[-1].isdigit() or before.lower() in _PREFIXES or whole in compounds
    return hyphen + word if kept else word


def _bracketed(match: re.Match[str]) -> str:
    """Put a note's number in brackets; leave it where the number belongs to what follows."""
    text, start, end = match.string, match.start(), match.end()
    goes_on = _OWN.get(text[start - 1])
    if goes_on and goes_on.match(text, end, end + _NEAR):
        return match[0]
    return f"[{match[0]}]" if _IS.noted.search(text, max(0, start - _NEAR), start) else match[0]


def with_colons(folded: str) -> str:
    """Put a colon after a label that blanks part from its value, character for character: "Trade     $3 million"."""
    return _IS.aligned.sub(lambda m: f"{m['label']}:{m['gap'][1:]}", folded) if "   " in folded else folded


def with_bars(text: str, folded: str) -> str:
    """Put bars between the cells of a table whose columns blanks or tabs part, colons in two columns, character for character."""
    if "  " not in text and "\t" not in text:
        return folded
    rows, out = zip(text.split("\n"), folded.split("\n"), strict=True), []
    for columns, group in groupby(rows, key=lambda row: len(_IS.gap.findall(row[0]))):
        lines = list(group)
        is_table = columns > 0 and len(lines) > 1 and _are_rows([line for line, _ in lines])
        out += [_parted(*line, ":" if columns == 1 else "|") if is_table else line[1] for line in lines]
    return "\n".join(out)


def _are_rows(lines: list[str]) -> bool:
    """Whether lines of as many columns are a table: all below the first hold figures, or only tabs part three or more."""
    rows = [_IS.gap.split(line.strip()) for line in lines]
    if any(_IS.bare_marker.fullmatch(row[0]) for row in rows):
        return False
    tabs = len(lines) > 2 and all("\t" in gap for line in lines for gap in _IS.gap.findall(line))
    return tabs or all(len([*filter(_IS.figure.fullmatch, row)]) > 1 for row in rows[1:])


def _parted(line: str, folded: str, sign: str) -> str:
    """Put a sign at the beginning of each gap; a gap that begins a line of two columns stays: the line goes on with an entry."""
    starts = [gap.start() for gap in _IS.gap.finditer(line, 1 if sign == ":" else 0)]
    pieces = (folded[a + 1 : b] for a, b in pairwise([*starts, len(folded)]))
    return sign.join([folded[: starts[0]], *pieces]) if starts else folded


# Lines that a sentence runs over


def join_lines(folded: str) -> str:
    """Make blanks of the ends of the lines that a sentence runs over, character for character."""
    lines = folded.split("\n")
    width, joined = _width(lines), [lines[0]]
    running = False  # whether the line before was itself gone on from
    for (one, other), closed in zip(pairwise(lines), _in_prose(lines)):
        running = _runs_on(one, other, width, running) or bool(
            closed and _LINE.goes_on.match(other) and _LINE.broken_off.match(one)
        )
        joined += [" " if running else "\n", other]
    return "".join(joined)


def _in_prose(lines: list[str]) -> list[bool]:
    """Return for each line whether the lines that stand together with it end as a sentence does."""
    out: list[bool] = []
    for _, group in groupby(lines, key=lambda line: not line.strip()):
        together = list(group)
        out += [together[-1].rstrip().endswith((".", "!", "?"))] * len(together)
    return out


def _width(lines: list[str]) -> int:
    """
    Return how wide the lines of a text were wrapped, or 0.

    Of such lines, hardly any had room for the next one's first word, and few end where a sentence does.
    """
    pairs = [
        (a, len(b.split(None, 1)[0]))
        for a, b in pairwise(lines)
        if len(a) <= _MOST and _LINE.open.match(a) and _LINE.following.match(b)
    ]
    lengths = sorted(len(line) for line, _ in pairs)
    if len(pairs) < 3 or (width := lengths[len(pairs) * 9 // 10]) < 55:
        return 0
    full = sum(len(line) >= _LEAST and len(line) + 1 + word > width - 4 for line, word in pairs)
    ended = sum(_ends(line) for line, _ in pairs)
    return width if full > 0.6 * len(pairs) and ended < 0.5 * len(pairs) else 0


def _ends(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return bool(_LINE.ends.search(line[-_TAIL:]))


def _runs_on(one: str, other: str, width: int, running: bool) -> bool:
    """Whether a line goes on in the next one."""
    if not _LINE.open.match(one) or not other.strip():
        return False
    if _LINE.marked.match(other):
        return False
    ended = _ends(one)
    if not ended and _LINE.date.search(f"{one[-24:]}\n{other.lstrip()[:24]}"):
        return True
    if width and len(one.strip()) >= _LEAST and (len(one) <= _MOST or not ended):
        return True
    return not ended and _is_continued(one, other, running)


def _is_continued(one: str, other: str, running: bool) -> bool:
    """Whether a line that ends no sentence is part of an entry, ends in the middle of a phrase, or is long."""
    start = other.lstrip()[0]
    if other.startswith("  ") and _LINE.marked.match(one):
        return True
    if start.isalnum() and _LINE.needs_more.search(one[-_TAIL:]):
        return True
    return start.islower() and (running or len(one.split()) >= 6)
