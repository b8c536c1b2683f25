"""The sources' visits and the record's in one table: which of them tell of one visit, and how each is drawn."""

import pandas as pd
from matplotlib.colors import to_hex, to_rgb

from ..states import names as states
from ..wording import clean, count, listing
from . import style
from .rows import check, dated, within
from .style import stroke

SOURCE, BOTH, RECORD = "source", "both", "record"
KEPT = [
    "date",
    "earliest",
    "latest",
    "visitor",
    "office",
    "from_state",
    "to_state",
    "counterpart",
    "kind",
    "took_place",
]
PALE = 0.3  # how much of the colour is left in a mark that only the record has
STEP, MOST = 0.19, 6  # inches from mark to mark where several stand at one time; the most levels of them


class Joined:
    """
    The rows to draw of sources and record, and what is to be said of them.

    Attributes
    ----------
    rows : pandas.DataFrame
        The sources' rows, then those that only the record has. `whose` says who tells of it; `held` is false where either
        says that it did not take place.
    told, known : int
        How many visits between the two states that took place the record has, and how many of them a source tells of.
    more : int
        How many of the sources' it has not.
    """

    def __init__(self, rows, undated, record, dyad, first, last):
        from ..record.matching import same_visit  # only here: it takes a library that other charts don't need

        self.pair = check(record, [*KEPT, "dyad", "independent", "confidence"], dyad)
        here = record[record["dyad"].eq(states.slug(tuple(map(states.resolve, dyad))))]
        self.covered = len(here) > 0
        firm = here[here["independent"] & here["confidence"].ne("reject")]
        firm = within(firm, first, last)
        self.dependent = len(within(here, first, last)) - len(firm)
        there = dated(firm)
        self.undated, firm = firm[~there], firm[there].reset_index(drop=True)
        ours = pd.concat([rows, undated], ignore_index=True)
        ours = ours if "counterpart" in ours else ours.assign(counterpart=pd.NA)
        near = ((one, other) for one in ours.itertuples() for other in firm.itertuples() if _can_meet(one, other))
        pairs = [(one.Index, other.Index) for one, other in near if same_visit(one, other)]
        self._join(rows.reset_index(drop=True), ours, firm, pairs)

    def _join(self, rows, ours, firm, pairs):
        matched, held = {other for _, other in pairs}, firm["took_place"].fillna(True).astype(bool)
        twins = {one: [other for mine, other in pairs if mine == one] for one, _ in pairs}
        took = ours["took_place"].fillna(True).astype(bool)
        real = pd.Series([took[n] and (n not in twins or held[twins[n]].any()) for n in ours.index], dtype="bool")
        mine = rows.assign(whose=[BOTH if n in twins else SOURCE for n in rows.index], held=real[: len(rows)])
        theirs = firm.loc[~firm.index.isin(list(matched)), KEPT]
        theirs = theirs.assign(source=pd.NA, whose=RECORD, held=theirs["took_place"].fillna(True).astype(bool))
        columns = list(dict.fromkeys([*rows.columns, *KEPT, "whose", "held"]))
        parts = [part.reindex(columns=columns).astype(object) for part in (mine, theirs)]
        self.rows = pd.concat(parts, ignore_index=True)
        for name in ("earliest", "latest"):
            self.rows[name] = self.rows[name].astype("datetime64[s]")
        between = held & self._between(firm)
        self.known = int(between.sum())
        self.told = sum(bool(between[n]) for n in matched if any(took[one] for one, other in pairs if other == n))
        self.more = int((took & self._between(ours) & ~ours.index.isin(list(twins))).sum())

    def _between(self, table):
        ways = zip(table["from_state"], table["to_state"], strict=True)
        return pd.Series(
            [{clean(a, 40), clean(b, 40)} == set(self.pair) for a, b in ways], index=table.index, dtype="bool"
        )

    @property
    def title(self):
        """Say how many of the record's visits the sources tell of."""
        text = "These sources tell of "
        if self.known:
            of = f"{self.told or 'none'} of the {self.known} visits" if self.known > 1 else ""
            of = of or ("the only visit" if self.told else "nothing of the only visit")
            text += f"{of} between {self.pair[0]} and {self.pair[1]} in the record"
            return f"{text}, and of {self.more} that it has not" if self.more else text
        some = count(self.more, "visit") if self.more else "no visit"
        return f"{text}{some} between {self.pair[0]} and {self.pair[1]}, and the record has none"

    @property
    def key(self):
        """Say what the marks mean, of those that there are."""
        rows = self.rows
        whose, took = set(rows["whose"]), rows["took_place"].fillna(True).astype(bool)
        parts = ["filled: told by a source"] if whose & {SOURCE, BOTH} else []
        parts += ["with a ring: by the record, too"] if BOTH in whose else []
        parts += ["pale: told by the record only"] if RECORD in whose else []
        text = "; ".join(parts)
        text = f"{text[:1].upper()}{text[1:]}."
        text += "" if took.all() else " Hollow and struck through: did not take place."
        told = (took & ~rows["held"].astype(bool)).any()
        return text + (" Filled and struck through: by the record it did not take place." if told else "")

    @property
    def notes(self):
        """Say what of the record is not drawn, and why."""
        if not self.covered:
            return [self.nothing]
        more = int(self.rows["whose"].eq(RECORD).sum())
        notes = [f"The record: {count(self.known, 'visit')} that took place; {count(more, 'mark')} from it alone."]
        named = self.undated[self.undated["visitor"].notna()]
        absent = self.undated[self.undated["visitor"].isna()]
        if len(named):
            names = [f"{clean(row.visitor, 40)}, {clean(row.kind)}{_not(row)}" for row in named.itertuples()]
            notes.append(f"In the record without a date: {listing(names, most=3, limit=90)}.")
        for row in absent.itertuples():
            notes.append(
                f"The record has found no {clean(row.kind)} of a {clean(row.office, 30)} from {clean(row.from_state, 30)} to {clean(row.to_state, 30)}."
            )
        if self.dependent:
            notes.append(f"Left out: {count(self.dependent, 'row')} of the record that only encyclopaedias have.")
        return notes

    @property
    def nothing(self):
        """Say that the record has nothing on the dyad."""
        return f"Not covered by the record: visits between {self.pair[0]} and {self.pair[1]}."


def _can_meet(one, other):
    """Whether two rows' dates can be one: asked first, since to compare names takes long."""
    return not (one.earliest > other.latest or other.earliest > one.latest)


def _not(row):
    return "" if pd.isna(row.took_place) or row.took_place else " (did not take place)"


def paint(axes, row, x, y, color, shape):
    """Draw a mark: filled for a source's, pale for the record's, with a ring for both's, struck through if not held."""
    size = {"*": 12, "P": 10}.get(shape, 8)
    took = pd.isna(row.took_place) or bool(row.took_place)
    face = style.PAPER if not took else pale(color) if row.whose == RECORD else color
    look = {"marker": shape, "linestyle": "", "clip_on": False}
    stroke(
        axes,
        x,
        y,
        markersize=size,
        markerfacecolor=face,
        markeredgecolor=color,
        markeredgewidth=1.3,
        zorder=4,
        gid=f"visit:{row.Index}",
        **look,
    )
    if row.whose == BOTH:
        ring = {"markerfacecolor": "none", "markeredgecolor": style.INK, "markeredgewidth": 1.3}
        stroke(
            axes, x, y, markersize=size + (8 if shape == "*" else 6), zorder=4, gid=f"ring:{row.Index}", **look, **ring
        )
    if not row.held:
        stroke(
            axes,
            x,
            y,
            markersize=15,
            markeredgecolor=style.INK,
            markeredgewidth=1.4,
            zorder=5,
            gid=f"struck:{row.Index}",
            **{**look, "marker": (2, 2, -45)},
        )


def pale(color):
    """Give a colour with little left of it."""
    return to_hex([1 - PALE * (1 - part) for part in to_rgb(color)])


def stacks(places):
    """Give each of some places, in inches, the lowest level on which it touches none of the others, if there is one."""
    levels = {}
    for n in sorted(range(len(places)), key=lambda n: (places[n], n)):
        near = {level for m, level in levels.items() if abs(places[m] - places[n]) < STEP}
        levels[n] = next((level for level in range(MOST) if level not in near), n % MOST)
    return [levels[n] for n in range(len(places))]
