"""What a document asserts: rows of events, visits, figures and items, and what no row uses."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..documents.layout import Layout
from ..guard import Guard
from ..mentions import clauses
from ..mentions.clauses import Reading
from ..states import names as states
from ..states.spelling import Further
from . import elsewhere, guards, items
from .amounts import prose as amounts
from .events import prose as events
from .unread import Unread
from .visits import rows as visits

#: The tables that are extracted, in the order in which a sentence is read for them, and what reads it.
TABLES = {"events": events.Finder, "figures": amounts.Finder, "visits": visits.Finder, "items": items.Finder}
#: So many sentences are read for one table before they are read for the next: one by one, patterns would not be at hand.
_BLOCK = 1000


@dataclass(frozen=True)
class Extraction:
    """
    What one document gives.

    Attributes
    ----------
    page : layout.Layout
    pair : tuple of str
        The dyad's two states; fewer where the document is on no dyad.
    found : dict of list of dict
        Table → rows.
    undated : int
        How many events of relations are stated with no date.
    unread : list of dict
        The dates that no row uses.
    """

    page: Layout
    pair: tuple[str, ...]
    found: Mapping[str, list[dict]] = field(default_factory=dict)
    undated: int = 0
    unread: Sequence[dict] = ()

    @property
    def slug(self) -> str | None:
        """The slug of the dyad, where there is one."""
        return states.slug(self.pair) if len(self.pair) == 2 else None


def extract(
    page: Layout,
    pair: tuple[str, ...],
    also: Callable[[Reading], object],
    further: Further = (),
    guard: Guard | None = None,
    published: str | None = None,
    rows: list[elsewhere.Given] | None = None,
) -> Extraction:
    """
    Read a document, or the part of it that is on one pair of states, from end to end.

    No sentence is kept: some are read for all tables before the next ones.

    Parameters
    ----------
    page : layout.Layout
    pair : tuple of str
        The dyad's two states; with fewer nothing is read.
    also : callable
        What else is done with each sentence once it is read, when it knows what it names and what was refused in it.
    further : tuple of spelling.StateName, optional
        What `states.csv` names.
    guard : guard.Guard, optional
        Sets aside what cannot be read; without one errors are raised.
    published : str, optional
        The date of publication, where the document does not state it itself.
    rows : list of elsewhere.Given, optional
        Those of another reader; those that are taken in are taken out of the list.
    """
    guard = guard or Guard(on=False)
    if len(pair) < 2:
        return Extraction(page, pair, found={name: [] for name in TABLES})
    finders, unread = {name: finder() for name, finder in TABLES.items()}, Unread()
    quoted: list[Reading] = []
    published = published or page.document.about.get("published") or page.published
    for block in _blocks(page, clauses.Reader(page, pair, further, published), guard):
        ours = [reading for reading in block if not _refused(reading)]
        for finder in finders.values():
            guard.each(finder.read, ours)
        guard.each(unread.read, block)
        guard.each(also, block)
        quoted += elsewhere.quoted(rows or (), block)
    found = {name: finder.found() for name, finder in finders.items()}
    elsewhere.take(rows or [], quoted, found)
    left = unread.left(page, found, guard.failures, states.slug(pair))
    return Extraction(page, pair, found, len(finders["events"].undated), left)


def _blocks(page: Layout, reader: clauses.Reader, guard: Guard) -> Iterator[list[Reading]]:
    for n in range(0, len(page.sentences), _BLOCK):
        block = guard.each(reader.read, page.sentences[n : n + _BLOCK])
        yield block
        for reading in block[-1:]:
            reading.last = None  # a chain would keep all sentences


def _refused(reading: Reading) -> bool:
    """Refuse a sentence that stands under the name of a third state."""
    refused = reading.is_of_others
    if refused:
        reading.refuse("guards/heading", 0, len(reading.text), guards.OTHERS)
    return refused
