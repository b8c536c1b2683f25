"""What the sources assert, and how it stands: a matrix of claims by sources."""

from ..wording import clean, count, spelled
from . import style
from .layout import height, wrap
from .rows import check, credit
from .style import Page, chart, empty, stroke

COLUMNS = ["kind", "subject", "between_sources", "against_record"]
EVIDENCE = ["claim", "source", "against_record"]
#: Of each verdict, the worst first: its marker, its colour, its word, and its words in a title.
VERDICTS = {
    "contradicted": ("X", style.VERMILION, "can't be right", ("can't be right", "can't be right")),
    "disputed": ("D", style.AMBER, "disputed", ("is disputed", "are disputed")),
    "supported": ("o", style.BLUE, "holds", ("holds", "hold")),
}
MOST, TEXT = 45, 4.6  # claims in a chart; inches for their words
PITCH, GAP, APART = height(style.LABEL) * 0.98, 0.1, 0.12  # inches: a line of words; around a claim; above a verdict


@chart
def claims(table, *, evidence, dyad, labels=None, start=None, end=None, reason=""):
    """
    Draw the claims that can be checked, a row for each, with a mark for what each source says of it.

    Parameters
    ----------
    table : pandas.DataFrame
        The `claims` table: kind, subject, between_sources, against_record (strings).
    evidence : pandas.DataFrame
        The `evidence` table: claim (label of a row of `table`), source, against_record.
    """
    states = check(table, COLUMNS, dyad)
    check(evidence, EVIDENCE, dyad)
    order = {name: n for n, name in enumerate(VERDICTS)}
    rows = table[table["against_record"].isin(order)]
    rows = rows.assign(rank=rows["against_record"].map(order)).sort_values("rank", kind="stable")
    told = evidence[evidence["claim"].isin(rows.index)]
    footer = credit(told["source"], labels, (len(rows), "claim"))
    rest = len(table) - len(rows)
    footer += f" {count(rest, 'claim')} not covered by the record, not drawn." if rest else ""
    if rows.empty:
        title = f"Nothing that these sources say of {states[0]} and {states[1]} can be checked against the record"
        return empty(title, clean(reason, 200), footer, None, None, "claims")
    if len(rows) > MOST:
        footer += f" {count(len(rows) - MOST, 'more claim')} not drawn for want of room."
    drawn = rows[:MOST]
    sources = list(dict.fromkeys(told.loc[told["claim"].isin(drawn.index), "source"]))
    sources.sort(key=lambda source: list(evidence["source"]).index(source))
    matrix = Matrix(drawn, told, sources, labels or {})
    page = Page(_title(rows), _subtitle(states, rows), footer, matrix.height)
    matrix.draw(page)
    page.figure.alt_text = _alt(rows, told, labels or {})
    return page.figure


class Matrix:
    """The rows and columns, laid out before the page is made; lengths in inches."""

    def __init__(self, rows, told, sources, labels):
        self.rows, self.sources = rows, sources
        self.cells = {(e.claim, e.source): e.against_record for e in told.itertuples()}
        self.texts = [wrap(clean(text, 160), TEXT - 0.15, style.LABEL, most=2) for text in rows["subject"]]
        room = style.WIDTH - 2 * style.MARGIN - TEXT
        self.step = room / max(len(sources), 1)
        names = [clean(labels.get(source, source), 60) for source in sources]
        self.heads = [wrap(name, self.step - 0.08, style.SMALL, most=3) for name in names]
        if any(line.endswith("…") for lines in self.heads for line in lines):  # too narrow for names: numbers
            self.heads = [[str(n + 1)] for n in range(len(sources))]
        self.head = max(map(len, self.heads)) * height(style.SMALL) + 0.1
        self.heights = [len(lines) * PITCH + GAP for lines in self.texts]
        groups = rows["against_record"].nunique()
        self.height = self.head + sum(self.heights) + groups * (PITCH + 0.16) + (groups - 1) * APART

    def draw(self, page):
        """Set the names of the sources, and under each verdict its claims with their marks."""
        centres = [page.left + TEXT + (n + 0.5) * self.step for n in range(len(self.sources))]
        for x, lines in zip(centres, self.heads, strict=True):
            for n, line in enumerate(lines):
                y = page.top - (n + 0.5) * height(style.SMALL)
                page.write(x, y, line, style.SMALL, style.MUTED, ha="center", gid="source")
        axes = page.axes(page.left, page.right, page.bottom, page.top, "claims")
        axes.set(xlim=(page.left, page.right), xticks=[])
        y, known = page.top - self.head, None
        for (label, row), lines, tall in zip(self.rows.iterrows(), self.texts, self.heights, strict=True):
            if row["against_record"] != known:
                y -= APART if known else 0
                known = row["against_record"]
                _, color, word, _ = VERDICTS[known]
                page.write(page.left, y - 0.12, word.capitalize(), style.LABEL, weight="bold", gid="verdict")
                y -= PITCH + 0.12
                page.rule(page.left, page.right, y, color, 1.2)
                y -= 0.04
            for n, line in enumerate(lines):
                page.write(page.left, y - (n + 0.5) * PITCH - GAP / 2, line, style.LABEL, gid="claim")
            for x, source in zip(centres, self.sources, strict=True):
                if (label, source) in self.cells:
                    self._mark(axes, x, y - tall / 2 - page.bottom, self.cells[label, source], f"{label}:{source}")
            y -= tall
            page.rule(page.left, page.right, y, style.GRID, 0.8)

    def _mark(self, axes, x, y, verdict, gid):
        if verdict not in VERDICTS:  # one source of several, on which the record is silent
            stroke(
                axes,
                x,
                y,
                marker="o",
                markersize=8,
                color=style.LINE,
                markerfacecolor="none",
                gid=f"mark:{gid}",
                linestyle="",
            )
            return
        marker, color, *_ = VERDICTS[verdict]
        stroke(axes, x, y, marker=marker, markersize=9, color=color, linestyle="", gid=f"mark:{gid}", markeredgewidth=0)


def _title(rows):
    counts = rows["against_record"].value_counts()
    parts = []
    for name, (*_, (one, many)) in VERDICTS.items():
        if n := int(counts.get(name, 0)):
            parts.append(f"{n} {one if n == 1 else many}")
    whole = count(len(rows), "claim")
    if len(parts) == 1:
        verb = VERDICTS[rows["against_record"].iloc[0]][3][len(rows) != 1]
        return f"{spelled(len(rows))} {whole.split(' ')[1]} can be checked: {'it' if len(rows) == 1 else 'all'} {verb}"
    return f"Of {whole} that can be checked, {', '.join(parts[:-1])} and {parts[-1]}"


def _subtitle(states, rows):
    text = f"What the sources say of {states[0]} and {states[1]}, held against each other and against the record. "
    shapes = {"contradicted": "Cross: can't be right.", "disputed": "Diamond: disputed.", "supported": "Dot: holds."}
    text += " ".join(word for name, word in shapes.items() if name in set(rows["against_record"]))
    return text + " Ring: the source says it, the record is silent on that."


def _alt(rows, told, labels):
    text = f"Matrix of {count(len(rows), 'claim')} by {count(told['source'].nunique(), 'source')}. {_title(rows)}. "
    for name in ("contradicted", "disputed"):
        subjects = [clean(subject, 90) for subject in rows.loc[rows["against_record"] == name, "subject"]]
        if subjects:
            more = f"; and {len(subjects) - 8} more" if len(subjects) > 8 else ""
            text += f"{VERDICTS[name][2].capitalize()}: {'; '.join(subjects[:8])}{more}. "
    return text.strip()


__all__ = ["claims"]
