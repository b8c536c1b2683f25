"""Bands of a lane: the phases that one source tells, with fading edges, arrowheads and labels."""

import numpy as np
import pandas as pd
from matplotlib.colors import to_rgb
from matplotlib.patches import Polygon, Rectangle

from ..wording import clean
from . import style
from .layout import drawable, flags, height, width
from .style import NAMES, num, stick, stroke, write

LIMITS = ["opened_earliest", "opened_latest", "closed_earliest", "closed_latest"]
#: Of each status: colour, hatch, and the words in its band.
STATUS = {
    "relations": (style.BLUE, None, "Relations"),
    "contact": (style.SKY, None, "Contacts"),
    "lapsed": (style.AMBER, "////", "Lapsed"),
    "severed": (style.BROWN, None, "No relations (severed)"),
}
SHORT = {"severed": "Severed"}
ALL = "all"
FADE = 0.08  # of the axis: how wide an edge fades that has no outer limit


class Band:
    """One phase on the axis: the limits of its four edges in days."""

    def __init__(self, row, n, left, right):
        self.n, self.status = n, clean(row.status, 24)
        self.color, self.hatch, word = STATUS.get(self.status, (style.LINE, None, self.status.capitalize()))
        fade = (right - left) * FADE
        a, b, c, d = (None if pd.isna(day) else num(day) for day in (getattr(row, limit) for limit in LIMITS))
        self.open_end = c is None and d is None
        # A limit that is open on one side fades over a fixed width, or from the picture's edge if that is not in it.
        self.b = b if b is not None else a + fade if a is not None else left + fade
        self.a = a if a is not None else self.b - fade if self.b - fade < right else left
        self.c = c if c is not None else d - fade if d is not None else max(right, self.b)
        self.d = d if d is not None else self.c if self.open_end else self.c + fade
        if d is None and self.d <= left:
            self.d = right
        state = clean(row.state, 48) if self.status == "relations" else ""
        # What began before the picture goes on to its edge in an arrowhead, and says since when.
        self.before = self.status == "contact" and self.b < left and self.c > left
        if self.before:
            word += f" since {row.opened_earliest.year}" if a is not None else f" by {row.opened_latest.year}"
        word, state = drawable(word), drawable(state)
        self.full, self.short = f"{word} · {state}" if state else word, SHORT.get(self.status, word)

    def strength(self, day):
        """Give how sure it is, from 0 to 1, that a day lies in the phase."""
        since = np.clip((day - self.a) / (self.b - self.a), 0, 1) if self.b > self.a else (day >= self.b) * 1.0
        until = np.clip((self.d - day) / (self.d - self.c), 0, 1) if self.d > self.c else (day <= self.c) * 1.0
        return np.minimum(since, until)


class Lane:
    """The bands of one source with their labels, laid out before the page is made; lengths in inches."""

    def __init__(self, source, rows, left, right, scale, most=None):
        self.source, self.left, self.right, self.scale = source, left, right, scale
        self.bands = [Band(row, n, left, right) for n, row in enumerate(rows.itertuples(index=False))]
        self.before = any(band.before for band in self.bands)
        self.thick = 0.36 if source == ALL else 0.24
        self.line = height(style.SMALL) + 0.02
        self.inside, outside = {}, []
        for band in self.bands:
            since, until = self._clear(band)
            room = (until - since) * scale - 0.12
            text = next((t for t in self._texts(band) if width(t, style.LABEL) <= room), None)
            if text:
                self.inside[band.n] = (since * scale + 0.06, text)
            else:
                outside.append(band)
        self.flags = self._flags(outside, most if source == ALL else 1)
        self.missing = len(outside) - len(self.flags)
        above = max([flag.level for flag in self.flags], default=0)
        below = -min([flag.level for flag in self.flags] + [0])
        self.middle = 0.08 + below * self.line + self.thick / 2
        self.height = self.middle + self.thick / 2 + max(above, 0) * self.line + 0.1

    def _texts(self, band):
        return [band.full] if self.source == ALL else [band.full, band.short]

    def _clear(self, band):
        since, until = max(band.b, self.left), min(band.c, self.right)
        if band.before:
            since += self.head
        if band.open_end:
            until = min(until, self.right - self.head)
        for other in self.bands:
            if other is not band and other.a < until and other.d > since:
                since, until = (since, min(until, other.a)) if other.a > since else (max(since, other.d), until)
        return since, until

    @property
    def head(self):
        """The length of an arrowhead in days."""
        return self.thick * 0.6 / self.scale

    def _flags(self, bands, most):
        width_ = (self.right - self.left) * self.scale
        marks = []
        for band in bands:
            a, d = max(band.a, self.left), min(band.d, self.right)
            marks.append((((a + d) / 2 - self.left) * self.scale, band))
        found = flags([(x, band.full) for x, band in marks], 0, width_, style.SMALL, most)
        if self.source != ALL:
            found = [flag for flag in found if flag.level > 0]
            if len(found) < len(marks):
                again = flags([(x, band.short) for x, band in marks], 0, width_, style.SMALL, most)
                found = max(found, [flag for flag in again if flag.level > 0], key=len)
        return found

    def draw(self, axes, y):
        """Draw the lane with its lower edge at `y`."""
        middle, half = y + self.middle, self.thick / 2
        for since, until in self._gaps():
            stroke(axes, (since, until), (middle, middle), color=style.LINE, linewidth=0.8, zorder=1, gid="gap")
        for band in self.bands:
            self._band(axes, band, middle, half)
            if band.n in self.inside:
                x, text = self.inside[band.n]
                color = style.text_on(band.color)
                ground = {"backgroundcolor": band.color} if band.hatch else {}  # no lines through the letters
                label = write(axes, x / self.scale, middle, text, color=color, va="center_baseline", zorder=6, **ground)
                if band.hatch:
                    label.get_bbox_patch().set_boxstyle("square", pad=0.1)
        for flag in self.flags:
            side = 1 if flag.level > 0 else -1
            at = middle + side * (half + 0.02 + (abs(flag.level) - 0.5) * self.line)
            stick(axes, flag, self.left, self.scale, middle + side * half, at)

    def _gaps(self):
        since = self.left
        for band in sorted(self.bands, key=lambda band: band.a):
            if band.a > since:
                yield since, min(band.a, self.right)
            since = max(since, band.d)
        if since < self.right:
            yield since, self.right

    def _band(self, axes, band, middle, half):
        name, low, high = f"{self.source}:{band.n}", middle - half, middle + half
        tip = self.right - self.head if band.open_end else band.c
        root = self.left + self.head if band.before else band.b
        if tip > root or band.a == band.d:
            axes.add_artist(
                Rectangle(
                    (root, low),
                    tip - root,
                    2 * half,
                    facecolor=band.color,
                    edgecolor=band.color,
                    linewidth=1 if band.a == band.d else 0,  # a phase of one day has no width to fill
                    hatch=band.hatch,
                    hatchcolor="#e2c884",
                    zorder=3,
                    gid=f"phase:{name}",
                )
            )
        hair = self.head / 20  # over the band's end, or a hair of paper shows between them
        if band.open_end and tip >= root:
            self._arrow(axes, tip - hair, self.right, middle, band.color, f"arrow:{name}")
        if band.before and tip >= root:
            self._arrow(axes, root + hair, self.left, middle, band.color, f"before:{name}")
        for side, since, until in (("opened", band.a, band.b), ("closed", band.c, band.d)):
            if until > since:
                days = since + (np.arange(256) + 0.5) / 256 * (until - since)
                pixels = np.empty((1, 256, 4))
                pixels[..., :3], pixels[..., 3] = to_rgb(band.color), band.strength(days)
                if side == "closed":  # what both edges cover is drawn once, by the first
                    pixels[..., 3] *= days >= band.b
                image = axes.imshow(pixels, extent=(since, until, low, high), aspect="auto", zorder=3)
                image.set(gid=f"edge:{name}:{side}", interpolation="nearest")
        for other in self.bands:
            limits = (band.c, band.d, other.a, other.b)
            # Two phases of one colour, with a limit too narrow for its fade to be seen.
            if other.n > band.n and other.color == band.color and (max(limits) - min(limits)) * self.scale < 0.05:
                at = sum(limits) / 4
                stroke(axes, (at, at), (low, high), color=style.PAPER, linewidth=1.2, zorder=4, gid="seam")

    def _arrow(self, axes, base, tip, middle, color, gid):
        half = self.thick / 2 + 0.04
        corners = [(base, middle - half), (base, middle + half), (tip, middle)]
        axes.add_artist(Polygon(corners, facecolor=color, linewidth=0, zorder=3, gid=gid))


def limits(rows):
    """Give all dates of phases, in days, in one array."""
    stamps = rows[LIMITS].to_numpy(dtype="datetime64[s]").ravel()
    return stamps[~np.isnat(stamps)].astype("int64") / 86400


def shorten(rows, left, right, others=()):
    """
    Move an axis' left end so that contacts before all relations leave room for what follows.

    Where they would take more than a third of the axis they get as much as their words need; `others` are days that
    must stay in the picture. Gives the new left end, or the same.
    """
    early = rows["status"].eq("contact").fillna(False)
    rest = np.append(limits(rows[~early]), others)
    if not early.any() or not rest.size:
        return left
    vague = rows[~early & rows["opened_earliest"].isna()]  # fades in over a width of its own
    begins = np.append(rest, limits(vague) - (right - rest.min()) * FADE * 1.3).min()
    if (begins - left) / (right - left) <= 1 / 3:
        return left
    share = (width("Contacts since 2000", style.LABEL) + 0.38) / (style.WIDTH - 2 * style.MARGIN - NAMES)
    return max(left, (begins - share * right) / (1 - share))
