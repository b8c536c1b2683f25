"""Partners: the parts of a document on the relations of one state with many, each with the pair that it is about."""

from collections.abc import Iterator
from dataclasses import replace

from ..documents import patterns
from ..documents.files import Document
from ..documents.layout import Layout
from ..documents.sentences import MARKER, Sentence
from ..states import names as states
from ..states.names import Names
from ..states.spelling import Further
from ..text import fold

_IS = patterns.load("partners")
#: So many partners with a heading, an entry or a row of their own make a document one on many.
_FEWEST = 3
#: The state may stand in one of the first cells of a row: a number or a date may come before it.
_FIRST_CELLS = 3
#: The heading of a partner has at most so many words.
_HEADING = 7

Pair = tuple[str, ...]


def pages(document: Document, pair: Pair = (), further: Further = ()) -> list[tuple[Layout, Pair]]:
    """
    Return what is to be read of a document, with the pair that it is about.

    Parameters
    ----------
    document : files.Document
    pair : tuple of str, optional
        The dyad, where the user or `sources.csv` gives it.
    further : tuple of spelling.StateName, optional
        What `states.csv` names.

    Returns
    -------
    list of (Layout, tuple of str)
        The whole document with its one pair; a page for each partner where it has a heading, an entry or a row for each
        of at least three. A pair that is given selects its page.
    """
    page = document.layout
    parts = _parts(page, further)
    if pair:
        return [(part, one) for part, one in parts if one == pair] or [(page, pair)]
    return parts or [(page, states.of_document(fold(page.title), document.folded, further))]


def _parts(page: Layout, further: Further) -> list[tuple[Layout, Pair]]:
    """Return a page for each partner of the one state that the title names, where most sentences stand under partners."""
    title = fold(page.title)
    titled = states.titled(title, further) if _IS.title.search(title) else []
    known = _under(page, titled[0], further) if len(titled) == 1 else {}
    under = {sentence for kept in known.values() for sentence in kept}
    left = sum(s not in under and s.kind not in ("title", "heading") for s in page.sentences)
    if len(known) < _FEWEST or left > len(under):
        return []
    outside = f"; {left} sentence{'s' * (left > 1)} under none of them not read" if left else ""
    remarks = [*page.remarks, f"on {len(known)} pairs of states{outside}"]
    return [
        (replace(page, sentences=kept, remarks=remarks), tuple(sorted((titled[0], partner))))
        for partner, kept in known.items()
    ]


def _under(page: Layout, host: str, further: Further) -> dict[str, list[Sentence]]:
    """Return the sentences that stand under each partner of a state, with the header of their table."""
    found: dict[str, list[Sentence]] = {}
    header: Sentence | None = None
    for partner, sentence in _assigned(page, Names((host,), further)):
        if partner is None:
            header = sentence if sentence.kind == "table" else None
        elif partner != host:
            kept = found.setdefault(partner, [])
            kept += [header] if header and header not in kept else []
            kept.append(sentence)
    return found


def _assigned(page: Layout, names: Names) -> Iterator[tuple[str | None, Sentence]]:
    """Give each sentence with the partner under which it stands: that of its line, else that of the heading above."""
    folded, under, own, before = page.document.folded, None, None, 0
    for sentence in page.sentences:
        if sentence.kind == "heading":
            under = _of_heading(folded[sentence.start : sentence.end], under, names)
        elif "\n" in folded[before : sentence.start] or not before:
            own = _of_line(folded, sentence, names)
        before = sentence.end
        yield (under if sentence.kind == "heading" else own or under), sentence


def _of_heading(text: str, under: str | None, names: Names) -> str | None:
    """Return the partner that a heading opens; a heading without a state stays under the one before, a region closes it."""
    if _IS.region.fullmatch(text):
        return None
    named = {mention.state for mention in names.find(text) if mention.state} - {*names.pair}
    return named.pop() if len(named) == 1 and len(text.split()) <= _HEADING else under


def _of_line(folded: str, sentence: Sentence, names: Names) -> str | None:
    """Return the partner that a line opens with, as a cell of its own or before a colon or dash."""
    marker = MARKER.match(folded, sentence.start, sentence.end)
    text = folded[marker.end() if marker else sentence.start : sentence.end]
    if sentence.kind != "table":
        return _opening(text, names, whole=False)
    cells = text.strip("| ").split("|")[:_FIRST_CELLS]
    return next(filter(None, (_opening(cell, names, whole=True) for cell in cells)), None)


def _opening(text: str, names: Names, whole: bool) -> str | None:
    """Return the state that a text begins with: all of it, or before a sign that closes the name."""
    text = text.strip()
    first = next(iter(names.find(text)), None)
    if first is None or first.start > 0 or first.kind != "name":
        return None
    rest = text[first.end :]
    return first.state if (not rest.strip(" *.[]0123456789") if whole else _IS.separator.match(rest)) else None
