"""A chart as data: marks that know their rows, lanes of them, and the words around; `page` and `lanes` draw it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Protocol

from . import style
from .time_axis import TimeAxis

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .page import Page


@dataclass(frozen=True, slots=True)
class Mark:
    """
    A row at a time: a shape, a bar as wide as its date is vague, and an arrowhead where the date is open.

    Attributes
    ----------
    row : str
        Table and label of its row, as in "events-12": the id of its group in SVG and of what it links to.
    since, until : float or None
        The limits of its date in days; None where open.
    shape : str
        A marker of matplotlib's; "" where a vague date is the mark. What has neither is a dot.
    face : str
        What the shape is filled with; "" for `color`.
    ring, struck : bool
        Whether a ring is drawn around it, and a line through it.
    texts : tuple of str
        Its words, the fullest first; none where another mark speaks for it.
    """

    row: str
    since: float | None
    until: float | None
    shape: str = ""
    color: str = style.INK
    face: str = ""
    ring: bool = False
    struck: bool = False
    texts: tuple[str, ...] = ()

    @property
    def at(self) -> float:
        """The middle of its date; of an open one the known limit."""
        known = [day for day in (self.since, self.until) if day is not None]
        return sum(known) / len(known)

    @property
    def open(self) -> bool:
        """Whether a limit of its date is not known."""
        return self.since is None or self.until is None

    @property
    def span(self) -> tuple[float, float]:
        """The limits of its date, infinite where open."""
        return -inf if self.since is None else self.since, inf if self.until is None else self.until


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of time with vague limits: when it began lies between the days `opened`, when it ended in `closed`."""

    row: str
    opened: tuple[float | None, float | None]
    closed: tuple[float | None, float | None]
    color: str
    edge: str = ""
    hatch: str = ""
    texts: tuple[str, ...] = ()
    before: str = ""  # words put after its own where it began before the picture; "" where it is cut there


@dataclass(frozen=True, slots=True)
class Lane:
    """
    Bands and marks on one line.

    Attributes
    ----------
    words : str
        What is written on the line instead: why there is no mark.
    side : int
        1 where marks stack upwards and have their labels above first, -1 for downwards.
    both : bool
        Whether labels may stand on the other side, too.
    levels : int, optional
        The most lines of labels on a side.
    """

    name: str
    marks: tuple[Mark, ...] = ()
    bands: tuple[Band, ...] = ()
    words: str = ""
    bold: bool = False
    thick: float = 0.24
    side: int = 1
    both: bool = True
    levels: int | None = None


class Part(Protocol):
    """What a page stacks: a lane that is laid out, a rule, a panel."""

    @property
    def height(self) -> float:
        """Inches."""
        ...

    @property
    def missing(self) -> int:
        """How many labels had no room."""
        ...

    def draw(self, page: Page, axes: Axes, y: float) -> None:
        """Draw it with its lower edge `y` inches above the foot of the page's axes."""
        ...


@dataclass(frozen=True, slots=True)
class Chart:
    """All of a chart; `axis` is the time axis under its parts, if they have one in common."""

    name: str
    title: str
    subtitle: str
    notes: Sequence[str]
    parts: Sequence[Part]
    alt: str
    axis: TimeAxis | None = None
