"""What people read in notebooks and reports: tables with captions, and sentences computed from the rows."""

import html
import re

from . import states

_WHEN = {"..": "open"}
_MONTHS = "January February March April May June July August September October November December".split()
KINDS = {
    "events": ("an event", "events"),
    "visits": ("a visit or meeting", "visits and meetings"),
    "figures": ("an amount", "amounts"),
    "items": ("a list of goods, companies or arms", "named goods, companies, arms and memberships"),
    "phases": ("when relations began or ended", "phases"),
}


class Table:
    """
    A table to be read: HTML with a caption, row and column scopes and everything escaped; plain text elsewhere.

    Parameters
    ----------
    rows : pandas.DataFrame
    caption : str
    """

    def __init__(self, rows, caption):
        self.rows, self.caption = rows.astype("string").fillna(""), caption

    def __len__(self):
        return len(self.rows)

    def _repr_html_(self):
        if self.rows.empty:
            return f"<p>{html.escape(self.caption)}: none.</p>"
        head = "".join(f'<th scope="col">{html.escape(str(c))}</th>' for c in self.rows.columns)
        body = []
        for first, *rest in self.rows.itertuples(index=False, name=None):
            cells = "".join(f"<td>{html.escape(v)}</td>" for v in rest)
            body.append(f'<tr><th scope="row">{html.escape(first)}</th>{cells}</tr>')
        caption = f"<caption>{html.escape(self.caption)}</caption>"
        return f'<table class="tex2jax_ignore">{caption}<thead><tr>{head}</tr></thead><tbody>{"".join(body)}</tbody></table>'

    def __repr__(self):
        lines = [self.caption if len(self) else f"{self.caption}: none."]
        for row in self.rows.itertuples(index=False, name=None):
            lines.append(" | ".join(re.sub(r"\s+", " ", v) for v in row))
        return "\n".join(lines)


def date(edtf):
    """
    An EDTF string in words.

    Examples
    --------
    >>> date("1924-08-04"), date("[1942-09..1942-12]"), date("1910/1920"), date("193X")
    ('4 August 1924', 'between September and December 1942', '1910 to 1920', '1930s')
    """
    if edtf is None or not isinstance(edtf, str) or edtf == "":
        return "no date given"
    mark = {"~": "about ", "?": "perhaps "}.get(edtf[-1], "")
    edtf = edtf.rstrip("~?")
    if edtf.startswith("["):
        first, *rest = re.split(r"\.\.|,", edtf[1:-1])
        if not rest[-1]:
            return f"after {_point(first)}"
        if not first:
            return f"by {_point(rest[-1])}"
        if "," in edtf:
            return f"{_point(first)} or {_point(rest[-1])}"
        a, b = _point(first), _point(rest[-1])
        same = first[:4] == rest[-1][:4] and len(first) > 4
        return f"between {a.rsplit(' ', 1)[0] if same else a} and {b}"
    if "/" in edtf:
        first, last = edtf.split("/")
        if last == "..":
            return f"from {_point(first)} on"
        return f"until {_point(last)}" if first == ".." else f"{_point(first)} to {_point(last)}"
    return mark + _point(edtf)


def _point(text):
    if text.endswith("XX"):
        n = int(text[:2]) + 1
        return f"{n}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10 if n not in (11, 12, 13) else 0, 'th') } century"
    if text.endswith("X"):
        return f"{text[:3]}0s"
    year, *rest = text.split("-")
    if not rest:
        return year
    if rest[0] in ("21", "22", "23", "24"):
        return f"{('spring', 'summer', 'autumn', 'winter')[int(rest[0]) - 21]} {year}"
    month = f"{_MONTHS[int(rest[0]) - 1]} {year}"
    return f"{int(rest[1])} {month}" if len(rest) > 1 else month


def check(corpus):
    """
    One line on what was read, after looking up every quote in its text.

    Raises
    ------
    AssertionError
        If a row's quote does not stand where the row says.
    """
    rows = 0
    for name in ("events", "figures", "visits", "items"):
        table = getattr(corpus, name)
        rows += len(table)
        for source, start, end, quote in table[["source", "char_start", "char_end", "quote"]].itertuples(index=False):
            assert corpus.texts[source][start:end] == quote, f"{source}: {quote!r} does not stand at {start}"
    told = len(corpus.sources)
    return (
        f"{told} document{'s' * (told != 1)} on {_pair(corpus)}{_period(corpus)}: {len(corpus.events)} events, "
        f"{len(corpus.figures)} amounts, {len(corpus.visits)} visits, {len(corpus.items)} named things; "
        f"all {rows} quotes stand where their rows say."
    )


def _pair(corpus):
    return " and ".join(corpus.view["dyad"])


def _period(corpus):
    first, last = corpus.start, corpus.end
    if first and last:
        return f", {first} to {last}"
    return f", from {first} on" if first else f", until {last}" if last else ""


def missing(corpus, name):
    """Why a chart has nothing to draw: which documents were read, and that they say nothing of the kind."""
    one, _ = KINDS[name]
    told = corpus.sources
    words = int(told["words"].fillna(0).sum())
    names = ", ".join(corpus.labels.values()) if len(told) <= 4 else f"{len(told)} documents"
    what = "The one document read" if len(told) == 1 else f"None of the {len(told)} documents read"
    verb = "does not state" if len(told) == 1 else "states"
    return f"{what} on {_pair(corpus)} ({names}; {words:,} words) {verb} {one}{_period(corpus).replace(', ', ' ', 1)}."


def _source(corpus, table):
    return table["source"].map(corpus.labels).fillna(table["source"])


def events(corpus):
    """The events, with their words."""
    first = corpus.events["earliest"].fillna(corpus.events["latest"])
    table = corpus.events.assign(first=first).sort_values(["first", "latest", "source"], kind="stable")
    level = table["level"].fillna("")
    what = table["type"].str.replace("_", " ") + (" (" + level + ")").where(level != "", "")
    rows = table.assign(When=table["date"].map(date), What=what, Words=table["quote"], Source=_source(corpus, table))
    return Table(rows[["When", "What", "Words", "Source"]], f"Events told of {_pair(corpus)}{_period(corpus)}")


def phases(corpus):
    """The phases of all sources together, with the words that open them."""
    table = corpus.phases[corpus.phases["source"] == "all"]
    opened = table["opened_event"].map(corpus.events["quote"].to_dict()).astype("string")
    status = table["status"] + (" · " + table["state"]).fillna("")
    closed = table["closed"].map(lambda d: "still open" if d == ".." else date(d))
    rows = table.assign(From=table["opened"].map(date), To=closed, Status=status, Words=opened.fillna("follows from the next phase"))
    return Table(rows[["From", "To", "Status", "Words"]], f"Phases of relations between {_pair(corpus)}, all sources together")


def amount(value, unit=""):
    """A number in words: ``1.784 trillion USD``."""
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{value / size:,.6g} {name} {unit}".strip()
    return f"{value:,.6g} {unit}".strip()


def _way(table):
    start, end = table["from_state"].fillna(""), table["to_state"].fillna("")
    way = start.where(start != "", "?") + " → " + end.where(end != "", "?")
    return way.where((start != "") | (end != ""), "")


def figures(corpus):
    """The amounts, with their other reading and their words."""
    table = corpus.figures
    value = [f"{q} {amount(v, u)}".strip() for q, v, u in zip(table["qualifier"], table["value"], table["unit"], strict=True)]
    other = ["" if a != a else amount(a, u) for a, u in zip(table["alternative"], table["unit"], strict=True)]
    rows = table.assign(
        What=table["measure"], When=table["date"].map(date), Value=value, Way=_way(table), Words=table["quote"], Source=_source(corpus, table)
    )
    rows["Or, with a decimal comma"] = other
    rows["About"] = table["scope"].map({"dyad": "the two states", "other": "others"})
    chosen = ["What", "When", "Value", "Or, with a decimal comma", "Way", "About", "Words", "Source"]
    return Table(rows[chosen], f"Amounts stated in documents on {_pair(corpus)}{_period(corpus)}")


def visits(corpus):
    """The visits and meetings, with their words."""
    table = corpus.visits
    way = table["from_state"] + (" → " + table["to_state"]).fillna(" (met elsewhere)")
    kind = table["kind"].where(table["took_place"].fillna(True).astype(bool), table["kind"] + " that did not take place")
    whom = table["visitor"] + " (" + table["office"] + ")" + (", with " + table["counterpart"]).fillna("")
    rows = table.assign(Who=whom, When=table["date"].map(date), Way=way, Kind=kind, Words=table["quote"], Source=_source(corpus, table))
    return Table(rows[["Who", "When", "Way", "Kind", "Words", "Source"]], f"Visits and meetings told of {_pair(corpus)}{_period(corpus)}")


def items(corpus):
    """The lists: a row for each list of each source, its items in the order of the text."""
    table = corpus.items.assign(way=_way(corpus.items))
    keys = ["list", "way", "quote", "source"]
    rows = table.groupby(keys, sort=False, dropna=False)["item"].agg(", ".join).reset_index() if len(table) else table[[*keys, "item"]]
    rows = rows.assign(List=rows["list"], Way=rows["way"], Items=rows["item"], Words=rows["quote"], Source=_source(corpus, rows))
    return Table(rows[["List", "Way", "Items", "Words", "Source"]], f"Named things in documents on {_pair(corpus)}")


def sources(corpus):
    """The documents: who published them, how much of them became rows, and what was set aside."""
    table = corpus.sources
    share = [f"{c:.0%}" for c in table["coverage"]]
    rows = table.assign(Source=table["label"].fillna(table["source"]), Title=table["title"], Publisher=table["publisher"],
                        Words=[f"{n:,}" for n in table["words"]], Remarks=table["remarks"])
    rows["Published"] = table["published"].fillna("not said")
    rows["Sentences that became rows"] = share
    chosen = ["Source", "Title", "Publisher", "Published", "Words", "Sentences that became rows", "Remarks"]
    return Table(rows[chosen], f"Documents on {_pair(corpus)}")


def summary(corpus):
    """
    A few sentences on what the documents tell, computed from the rows.

    Returns
    -------
    str
    """
    together = corpus.phases[corpus.phases["source"] == "all"]
    n = len(corpus.sources)
    out = [f"{n} document{'s' * (n != 1)} of {int(corpus.sources['words'].sum()):,} words tell{'s' * (n == 1)} of {_pair(corpus)}{_period(corpus)}."]
    out.append(_story(together) if len(together) else missing(corpus, "phases"))
    money = corpus.figures[(corpus.figures["scope"] == "dyad") & corpus.figures["unit"].str.fullmatch("[A-Z]{3}").fillna(False)]
    trips = corpus.visits[corpus.visits["took_place"].fillna(True).astype(bool)]
    out.append(f"They state {_count(len(money), 'amount')} of money between the two and name {_count(len(trips), 'visit or meeting', 'visits or meetings')}.")
    return " ".join(out)


def _story(phases):
    """The phases of all sources together in one sentence: relations begin …, are severed …, are restored …."""
    told, before, known = [], None, ""
    for phase in phases.itertuples():
        when = "at a time that is not told" if not isinstance(phase.opened_by, str) and before == "relations" else _of(phase.opened)
        state = phase.state if isinstance(phase.state, str) else ""
        if phase.status == "contact":
            told.append(f"contacts are told of from {date(phase.opened)}; relations")
        elif phase.status == "relations" and before == "relations":
            told.append(f"go on with the {state} {when}" if state != known else f"are established anew {when}")
        elif phase.status == "relations":
            again = {"severed": "are restored", "lapsed": "are taken up again"}
            told.append(f"{again.get(before, 'begin')} {when}")
        else:
            told.append(f"{'lapse' if phase.status == 'lapsed' else 'are severed'} {when}")
        before, known = phase.status, state
    end = phases.iloc[-1]
    lead = "As these documents tell it, " + ("" if told[0].startswith("contacts") else "relations ")
    story = ", ".join(told).replace("; relations, ", "; relations ")
    if len(told) > 1:
        head, _, tail = story.rpartition(", ")
        story = f"{head} and {tail}" if head else story
    ending = {"relations": "no end is told after that", "severed": "nothing is told of their restoration", "lapsed": "nothing is told of their return"}
    return f"{lead}{story}; {ending.get(end['status'], 'no relations are told of')}."


def _count(n, one, many=None):
    return f"no {one}" if n == 0 else f"{n} {one if n == 1 else many or one + 's'}"


def _of(edtf):
    """A date with its preposition: on a day, in a month or year, as it stands otherwise."""
    words = date(edtf)
    if not words[0].isdigit() and not words.startswith(tuple(_MONTHS)) and not words.startswith(("spring", "summer", "autumn", "winter", "about")):
        return words
    if re.fullmatch(r"\d{4}-\d\d-\d\d", edtf):
        return f"on {words}"
    return f"in the {words}" if words.endswith(("s", "century")) else f"in {words}"


def name(slug, corpus):
    """A dyad's heading: its two states with a dash."""
    return "–".join(corpus.pairs.get(slug) or states.pair(slug))


def doubts(corpus):
    """What the printed forms of a corpus's amounts leave open, in a sentence for each; or that there is nothing to doubt."""
    table = corpus.figures[corpus.figures["scope"] == "dyad"]
    if table.empty:
        return missing(corpus, "figures")
    two = table[table["alternative"].notna()]
    if two.empty:
        return f"Each of the {len(table)} amounts about the two states can be read in one way only."
    return "\n".join(
        f"“{r.printed}” ({corpus.labels[r.source]}, {date(r.date)}) is {amount(r.value, r.unit)} as printed, or "
        f"{amount(r.alternative, r.unit)} if the comma is a decimal comma: {r.value / r.alternative:,.0f} times less."
        for r in two.itertuples()
    )


def remarks(corpus):
    """The lists that are missing in the documents, a line each; or that none is."""
    lines = []
    for source in corpus.sources.itertuples():
        lost = [r for r in str(source.remarks).split("; ") if r.startswith("no list stands")]
        lines += [f"{corpus.labels[source.source]}: {r}." for r in lost]
    return "\n".join(lines) or "No heading in these documents promises a list that is not there."
