"""What a document asserts: rows of events, visits, figures and items, and what no row uses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..documents.layout import Layout
from ..guard import Failure, Guard
from ..mentions import clauses
from ..mentions.clauses import Reading
from ..states import names as states
from ..states.spelling import Further
from . import elsewhere, guards, items, unread
from .amounts import prose as amounts
from .events import prose as events
from .visits import rows as visits

#: The tables that are extracted, in the order in which a document is read for them.
TABLES = ("events", "figures", "visits", "items")


@dataclass(frozen=True)
class Extraction:
    """
    What one document gives.

    Attributes
    ----------
    page : layout.Layout
    pair : tuple of str
        The dyad's two states; fewer where the document is on no dyad.
    readings : list of clauses.Reading
        Its sentences, with what each names and what was refused in it.
    found : dict of list of dict
        Table → rows.
    undated : int
        How many events of relations are stated with no date.
    failures : list of guard.Failure
    unread : list of dict
        The dates that no row uses.
    """

    page: Layout
    pair: tuple[str, ...]
    readings: Sequence[Reading] = ()
    found: Mapping[str, list[dict]] = field(default_factory=dict)
    undated: int = 0
    failures: Sequence[Failure] = ()
    unread: Sequence[dict] = ()

    @property
    def slug(self) -> str | None:
        """The slug of the dyad, where there is one."""
        return states.slug(self.pair) if len(self.pair) == 2 else None


def extract(
    page: Layout,
    pair: tuple[str, ...],
    further: Further = (),
    guard: Guard | None = None,
    published: str | None = None,
    rows: list[elsewhere.Given] | None = None,
) -> Extraction:
    """
    Read a document, or the part of it that is on one pair of states, from end to end.

    Parameters
    ----------
    page : layout.Layout
    pair : tuple of str
        The dyad's two states; with fewer nothing is read.
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
    readings = list(clauses.read(page, pair, further, guard, published or page.document.about.get("published") or page.published))
    ours = [reading for reading in readings if not _refused(reading)]
    stated, undated = guard.whole(events.find, ours)
    found = {"events": stated}
    for name, reader in zip(TABLES[1:], (amounts, visits, items), strict=True):
        found[name] = guard.whole(reader.find, ours)
    elsewhere.take(rows or [], readings, found)
    left = unread.collect(page, readings, found, guard.failures, states.slug(pair))
    return Extraction(page, pair, readings, found, undated, guard.failures, left)


def _refused(reading: Reading) -> bool:
    """Refuse a sentence that stands under the name of a third state."""
    refused = reading.is_of_others
    if refused:
        reading.refuse("guards/heading", 0, len(reading.text), guards.OTHERS)
    return refused
