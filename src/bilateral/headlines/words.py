"""What all headlines share: the pair, the period, what was not read, and why nothing was found."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import shorten
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..confidence import levels
from ..extract.unread import SET_ASIDE  # noqa: F401 - named in a query
from ..files import read_toml
from ..states import names as states
from ..tables import tuples
from ..text import fold
from ..wording import clean, count

if TYPE_CHECKING:
    from ..corpus import Corpus

EXTRACTED = ("events", "figures", "visits", "items")
WORDS = read_toml("words.toml", "pages")
#: Table → what one of its rows is called (`one`), `several`, a `subtitle`, and which kinds of what is `unread` can be one.
KINDS: dict[str, dict[str, Any]] = WORDS["tables"]
#: Of each list: what its items are called when they are counted.
LISTS: dict[str, tuple[str, str]] = WORDS["lists"]
#: Table → the word for one of its rows in the links back from a sentence, and what a row's id begins with.
BACK: dict[str, tuple[str, str]] = WORDS["back"]
#: Words in the names of states that have an article.
_WITH_ARTICLE = frozenset(WORDS["states"]["with_article"].split())
_MENTIONED = " of relations that began, ended"


def pair_of(corpus: Corpus) -> str:
    """Name the two states as in a sentence: 'Mexico and the United States'."""
    return " and ".join(map(named, corpus.pair))


def named(state: str) -> str:
    """Name a state as in a sentence: 'the United States'."""
    return f"the {clean(state)}" if _WITH_ARTICLE & {*state.split()} else clean(state)


def period_of(corpus: Corpus) -> str:
    """Name the period looked at, after a comma: ', 1900 to 1950', or nothing."""
    first, last = corpus.start, corpus.end
    if first and last:
        return f", {first} to {last}"
    if first:
        return f", from {first} on"
    return f", until {last}" if last else ""


def extent(corpus: Corpus) -> str:
    """Say how much was read, and for what: '4 documents of 2,401 words, read for statements on Mexico and Russia'."""
    documents, words = count(len(corpus.sources), "document"), int(corpus.sources["words"].fillna(0).sum())
    return f"{documents} of {words:,} words, read for statements on {pair_of(corpus)}{period_of(corpus)}"


def label(corpus: Corpus, source: str) -> str:
    """Return a source's name on one line; where several documents have one title, its file's."""
    names = corpus.labels
    return clean(names[source] if list(names.values()).count(names[source]) == 1 else source, 48)


def joined(parts: Iterable[str], link: str = "and") -> str:
    """Join parts of a sentence: 'a, b and c'."""
    *first, last = parts
    return f"{', '.join(first)} {link} {last}" if first else last


def as_read(corpus: Corpus) -> str:
    """Begin a sentence on what documents state: what follows was read in them by rules."""
    return f"As read in {'this document' if len(corpus.sources) == 1 else 'these documents'}, "


def remarked(corpus: Corpus) -> Iterable[tuple[str, str]]:
    """Give each remark on a document, after the document's name in the tables."""
    for row in tuples(corpus.sources.dropna(subset=["remarks"])):
        yield from ((row.source, remark) for remark in row.remarks.split("\n"))


def unread(corpus: Corpus, name: str | None = None) -> str:
    """
    Count what was not read, in a sentence, or give an empty text.

    Parameters
    ----------
    corpus : Corpus
    name : str, optional
        A table: only what can have become one of its rows; by default all.
    """
    rows = corpus.unread.query("text.str.lower() != 'today' and why != @SET_ASIDE", engine="python")
    counts = {kind: int(n) for kind, n in rows["kind"].value_counts().items()}
    counts["mention"] = sum(int(remark.split()[0]) for _, remark in remarked(corpus) if _MENTIONED in remark)
    left = WORDS["unread"]
    kinds = KINDS[name]["unread"] if name else left
    parts = [count(counts[kind], *left[kind]) for kind in kinds if counts.get(kind)]
    return f"Seen but not read: {joined(parts)}." if parts else ""


def none(corpus: Corpus, name: str) -> str:
    """Say in a title that the reader found nothing: 'The reader found no event between Mexico and Russia'."""
    link = "about" if name in ("figures", "items", "claims") else "between"
    return f"The reader found no {KINDS[name]['one']} {link} {pair_of(corpus)}{period_of(corpus)}"


def rows_of(corpus: Corpus, name: str) -> pd.DataFrame:
    """Return the rows of a table that are about the two states; of amounts others are about one of them, or a third."""
    rows = getattr(corpus, name)
    return rows[rows["scope"] == "dyad"] if name == "figures" else rows


def missing(corpus: Corpus, name: str) -> str:
    """Say why a chart has nothing to draw: none was found, and what was not read; or what was found can't be drawn."""
    rows = rows_of(corpus, name)
    if rows.empty:
        return f"None found in {extent(corpus)}. {unread(corpus, name) or 'The reader may have overlooked some.'}"
    if name == "claims":
        return "The record covers none of them." if rows["against_record"].eq("not covered").all() else ""
    bare = "earliest" in rows and not dated(rows).any()
    return f"The reader found no date{' for any of them' * (len(rows) > 1)}." if bare else ""


def unsure(corpus: Corpus) -> str:
    """Count the rows that were read with low confidence, in a sentence, or give an empty text."""
    read = levels(corpus)
    n = read.eq("low").sum()
    return f"Read with low confidence (“?”): {n} of {count(len(read), 'row')}." * bool(n)


def inferred(corpus: Corpus) -> str:
    """Say for which documents the pair was inferred, and what stands in them for a state that they never name so."""
    pair, sentences = corpus.pair, []
    guessed = corpus.inferred & {*corpus.sources["source"]}
    if guessed:
        which = "the document" if len(corpus.sources) == 1 else count(len(guessed), "document")
        verb = "names" if len(guessed) == 1 else "name"
        sentences.append(f"Read as {pair_of(corpus)}, the two states that {which} {verb} most.")
    for state, word in _other_names(corpus, pair).items():
        sentences.append(f"“{clean(word, 40)}” is read as {clean(state)}.")
    return " ".join(sentences)


def _other_names(corpus: Corpus, pair: tuple[str, ...]) -> dict[str, str]:
    """Return for each state that no document names so the first words that are read as it."""
    texts, found = [*map(fold, corpus.texts.values())], {}
    for state in pair:
        if not any(state in text for text in texts):
            for text in texts:
                mentions = states.Names(pair, corpus.parties).find(text)
                words = (text[m.start : m.end] for m in mentions if m.state == state)
                found |= {state: word for word in words if state not in found}
    return found


def lost(corpus: Corpus) -> str:
    """Say how many documents are in a language that is not read, and how many sentences an error of the reader took."""
    foreign = sum(remark.startswith("not English") for _, remark in remarked(corpus))
    failures = [failure for found in corpus.failures.values() for failure in found]
    verb = "is" if foreign == 1 else "are"
    sentences = [f"{count(foreign, 'document')} {verb} not in English, of which little can be read."] if foreign else []
    sentences += [f"{count(len(failures), 'sentence')} {failures[0].why}."] if failures else []
    return " ".join(sentences)


def remarks(corpus: Corpus) -> str:
    """Name the lists that headings promise and that the reader did not find, a line each; or say that it found none."""
    lines = [
        f"{label(corpus, source)}: {clean(remark)}."
        for source, remark in remarked(corpus)
        if remark.startswith("the reader found no list")
    ]
    return "\n".join(lines) or "The reader found no heading that promises a list that is not there."


def check(corpus: Corpus) -> str:
    """
    Say in one line what was read, after looking up every quote in its text.

    Raises
    ------
    AssertionError
        If a row's quote does not stand where the row says.
    """
    tables = {name: getattr(corpus, name) for name in EXTRACTED}
    for rows in tables.values():
        for source, start, end, quote in rows[["source", "char_start", "char_end", "quote"]].itertuples(index=False):
            if corpus.texts[source][start:end] != quote:
                raise AssertionError(f"{source}: {quote!r} does not stand at {start}")
    rows = ", ".join(count(len(table), "row of " + name, "rows of " + name) for name, table in tables.items())
    quotes = count(sum(map(len, tables.values())), "quote")
    documents = count(len(corpus.sources), "document")
    return f"{documents} on {pair_of(corpus)}{period_of(corpus)}: {rows}; {quotes} checked against the texts."


def dated(table: pd.DataFrame) -> pd.Series:
    """Say of each row whether its date has at least one limit."""
    return table["earliest"].notna() | table["latest"].notna()


def passage(row: Any) -> str:
    """Quote a row: the words of its amount with some before and after, or else the first words."""
    quote, words = clean(row.quote), clean(getattr(row, "printed", ""))
    before = quote[: quote.find(words)] if words in quote else ""
    first = " ".join(before.split(" ")[-10:])
    rest = shorten(quote[len(before) :], len(words) + 50 if words else 130, placeholder=" …")
    return f"“{'… ' * (first != before)}{first}{rest}”"


def of_them(n: int, of: int) -> str:
    """Say how many of several, with a space: 'none of them ', '2 of them ', 'all of them '; nothing of a single one."""
    return f"{ {0: 'none', of: 'all'}.get(n, n) } of them " if of > 1 else ""


def without_date(n: int, of: int) -> str:
    """Say after a semicolon for how many of some rows the reader found no date."""
    part = f" for {'any' if n == of else n} of them" if of > 1 else ""
    return f"; it found no date{part}" if n else ""
