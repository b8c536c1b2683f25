"""The record's lane of phases: bands like a source's, and under them the other dates that are told for a limit."""

import itertools
import re

import numpy as np
import pandas as pd

from .. import wording as words
from ..dates import edtf
from ..record import phases as recorded
from ..wording import count, listing
from . import style
from .bands import Lane
from .layout import Flag, drawable, width
from .rows import check, within
from .style import num, stick, stroke, write

NAME = "The record"
COLUMNS = ["dyad", "state", "date", "type", "independent", "confidence", "earliest", "latest"]
TOLD, DEPENDENT = "◆", "◇"
STRIP, LEVELS, AIR = 0.16, 6, 0.06  # inches: room for the diamonds; levels of labels; from leader to label


class Known:
    """What the record tells of a dyad's relations: phases, limits with their competing dates, and whether anything."""

    def __init__(self, relations, dyad, first, last):
        self.dyad = check(relations, COLUMNS, dyad)
        self.told = recorded.of(relations, dyad)
        self.rows = within(recorded.derive(relations, dyad), first, last, "opened_earliest", "closed_latest")
        days = {limit: edtf.bounds(limit.date or limit.others[0][0]) for limit in recorded.limits(relations, dyad)}
        table = pd.DataFrame(days.values(), columns=["earliest", "latest"], dtype="datetime64[s]").assign(
            limit=list(days)
        )
        self.limits = list(within(table, first, last)["limit"])

    @property
    def footer(self):
        """Say how many dates are behind the lane, and how many of them are only encyclopaedias'."""
        if self.told.empty:
            return ""
        dependent = int((~self.told["independent"]).sum())
        only = f", {dependent} of them only in encyclopaedias" if dependent else ""
        return f"{NAME}: {count(len(self.told), 'date')} of beginnings and ends{only}."

    @property
    def nothing(self):
        """Say that there is nothing to draw."""
        what = "relations in this period" if len(self.told) else f"relations of {' and '.join(self.dyad)}"
        return f"Not covered by the record: {what}."

    def lane(self, left, right, scale):
        """Lay out the lane, or the words that say that there is none."""
        if self.rows.empty:
            return Nothing(self.nothing, left, right)
        return RecordLane(self, left, right, scale)

    @property
    def competing(self):
        """Say in words which dates compete, for the alternative text."""
        parts = [f"{lead(limit)}, also told: {', '.join(map(_said, limit.others))}" for limit in self._disputed]
        parts += [f"{limit.type}, {_said(limit.others[0])}" for limit in self.limits if limit.date is None]
        return f"Competing dates: {'; '.join(parts)}." if parts else "No date competes with another."

    @property
    def _disputed(self):
        return [limit for limit in self.limits if limit.date is not None and limit.others]


def _said(other):
    date, independent = other
    return brief(date) + ("" if independent else " (only encyclopaedias)")


def brief(date):
    """
    Write an EDTF date with short months.

    Examples
    --------
    >>> brief("1890-12-01"), brief("1942-11-10/1942-11-12"), brief("1891")
    ('1 Dec 1890', '10–12 Nov 1942', '1891')
    """
    days = re.fullmatch(r"(\d{4}-\d\d)-(\d\d)/\1-(\d\d)", date)
    text = f"{int(days[2])}–{words.date(f'{days[1]}-{days[3]}')}" if days else words.date(date)
    return re.sub("|".join(words.MONTHS), lambda month: month.group()[:3], text)


def lead(limit):
    """Write the date that decides a limit."""
    return brief(limit.date)


def marked(others):
    """Write dates with the marks that tell independent sources' from encyclopaedias': '◆ 12 Dec 1890, 1891 ◇ 1 Dec 1890'."""
    parts = []
    for mark, free in ((TOLD, True), (DEPENDENT, False)):
        dates = [brief(date) for date, independent in others if independent == free]
        parts += [f"{mark} {listing(dates, most=4)}"] if dates else []
    return " ".join(parts)


class Nothing:
    """A lane of words: the record tells nothing; lengths in inches."""

    height, middle, missing, before, notes = 0.34, 0.17, 0, False, ()

    def __init__(self, text, left, right):
        self.text, self.left, self.right = text, left, right

    def draw(self, axes, y):
        """Draw the line and the words with their lower edge at `y`."""
        at = y + self.middle
        stroke(axes, (self.left, self.right), (at, at), color=style.GRID, linewidth=1, zorder=1, gid="record:none")
        x = self.left + 0.06 * (self.right - self.left) / 7
        ground = {"backgroundcolor": style.PAPER, "va": "center_baseline"}
        write(axes, x, at, self.text, style.LABEL, style.MUTED, zorder=6, **ground)


class RecordLane(Lane):
    """The record's bands; under them a diamond for each other date that can be told apart, and all of them in words."""

    def __init__(self, known, left, right, scale):
        super().__init__(recorded.SOURCE, known.rows, left, right, scale)
        self.diamonds, marks = [], []
        for limit in known.limits:
            at = self._day(limit.date or limit.others[0][0])
            if limit.others and left <= at <= right:
                marks.append(((at - left) * scale, limit))
                self._mark(limit, at)
        self.notes = place([(x, _texts(limit)) for x, limit in marks], (right - left) * scale)
        self.unnamed = len(marks) - len(self.notes)
        deepest = max((note.level for note in self.notes), default=0)
        below = STRIP + deepest * self.line if marks else 0
        self.middle += below
        self.height += below

    def _day(self, date):
        """The middle of a date; of an open one its known end."""
        days = [num(pd.Timestamp(day)) for day in edtf.bounds(date) if day]
        return sum(days) / len(days)

    def _mark(self, limit, at):
        """Keep those dates that are seen apart from the limit itself and from each other; words tell of the others."""
        taken = [] if limit.date is None else [at]
        for n, (date, independent) in enumerate(limit.others):
            day = self._day(date)
            room = [abs(day - other) * self.scale for other in taken[1:]]
            if self.left <= day <= self.right and all(space > 0.1 for space in room):
                taken.append(day)
                self.diamonds.append((f"{limit.line}:{n}", day, independent))

    def _flags(self, bands, most):
        wide = (self.right - self.left) * self.scale
        marks = [((self._heart(band) - self.left) * self.scale, band) for band in bands]
        found = place([(x, [band.full, band.short]) for x, band in marks], wide, 3)
        return found if len(found) == len(marks) else place([(x, [band.short]) for x, band in marks], wide, 3)

    def _heart(self, band):
        """Where a band is seen most: a leader to the middle of one that fades would stand where another fades in."""
        days = np.linspace(max(band.a, self.left), min(band.d, self.right), 65)
        weight = band.strength(days) + 1e-6
        return float((days * weight).sum() / weight.sum())

    def draw(self, axes, y):
        """Draw the lane with its lower edge at `y`."""
        super().draw(axes, y)
        foot = y + self.middle - self.thick / 2
        for note in self.notes:
            stick(axes, note, self.left, self.scale, foot, foot - STRIP - (note.level - 0.5) * self.line)
        for name, day, independent in self.diamonds:
            look = {"markerfacecolor": style.INK if independent else style.PAPER, "markeredgecolor": style.INK}
            options = {"marker": "D", "markersize": 4.5, "linestyle": "", "zorder": 5, "gid": f"told:{name}"}
            stroke(axes, day, foot - STRIP / 2, **options, **look)


def _texts(limit):
    """Write a limit's competing dates, the fullest text first."""
    others = marked(limit.others)
    if limit.date is None:
        return [f"{others}: {limit.type}", others]
    return [f"{lead(limit)}; also {others}", f"also {others}", count(len(limit.others), "other date")]


def place(marks, wide, levels=LEVELS):
    """
    Place labels on leaders, each right or left of its own, so that none meets another's label or leader.

    Unlike `layout.flags` all labels stand on one side of their marks.

    Parameters
    ----------
    marks : list of (float, list of str)
        Where a mark is, in inches from the left, and its texts, the fullest first.
    wide : float
        Where the right end is.
    levels : int
        The most levels; labels that would stand farther from their marks are left out.

    Returns
    -------
    list of layout.Flag
    """
    labels = []
    for n, (x, texts) in sorted(enumerate(marks), key=lambda mark: -mark[1][0]):
        room = max(wide - x, x) - AIR
        text = next((text for text in map(drawable, texts) if width(text, style.SMALL) <= room), "…")
        labels.append((n, x, text, width(text, style.SMALL) + AIR))
    few = len(labels) <= 6  # for more, 2 sides for each would be too many ways
    ways = itertools.product((0, 1), repeat=len(labels)) if few else [(0,) * len(labels), (1,) * len(labels)]
    tries = [_placed(labels, sides, wide, levels) for sides in ways]
    return min(tries, key=lambda flags: (-len(flags), sum(flag.level for flag in flags)))


def _placed(labels, sides, wide, levels):
    done = []
    for (n, x, text, room), left in zip(labels, sides, strict=True):
        for start in (x - room, x) if left else (x, x - room):
            level = next((k for k in range(1, levels + 1) if not _meets(k, start, start + room, x, done)), None)
            if level and start >= 0 and start + room <= wide:
                done.append((level, start, start + room, x, Flag(n, x, start + AIR * (start == x), level, text)))
                break
    return [flag for *_, flag in done]


def _meets(level, start, stop, x, done):
    return any(
        (other == level and start < to and since < stop)
        or (other < level and since < x < to)  # its leader would run through a label that is nearer to the bands
        or (other > level and start < leader < stop)
        for other, since, to, leader, _ in done
    )
