"""The numbered sentences of a corpus: 'D11' is the eleventh of those in its fourth document that something stands in."""

from __future__ import annotations

import itertools
import string
from collections.abc import Hashable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from ..tables import tuples

if TYPE_CHECKING:
    from ..corpus import Corpus

#: The tables whose rows stand in sentences.
TABLES = ("events", "figures", "visits", "items", "unread")
#: What is kept of each row that stands in a sentence.
_KEPT = ["table", "row", "source", "char_start", "char_end", "date_char_start", "date_char_end", "again"]
Span = tuple[int, int]


class Piece(NamedTuple):
    """A stretch of a document: where it begins, its text, the number of its sentence if it has one, and its dates."""

    start: int
    text: str
    sentence: str = ""
    dates: Sequence[Span] = ()

    @property
    def words(self) -> Iterator[tuple[str, bool]]:
        """The text, cut where dates begin and end: words, and whether they are a date."""
        cuts = [at - self.start for span in self.dates for at in span]
        pairs = itertools.pairwise([0, *cuts, len(self.text)])
        return ((self.text[first:last], n % 2 == 1) for n, (first, last) in enumerate(pairs))


class Paragraph(NamedTuple):
    """A line of a document (more, if a sentence goes on): its pieces, and whether it was set aside as page furniture."""

    pieces: list[Piece]
    aside: bool


class Sentences:
    """
    The sentences that the rows, claims and unread dates of a corpus stand in, numbered in each document.

    Parameters
    ----------
    corpus : corpus.Corpus
    claims : bool
        Whether the words of claims are marked, too.

    Attributes
    ----------
    letters : dict of str
        Source → the letter of the document.
    places : pandas.DataFrame
        What stands where: `table`, `row` (its label there), the span, `sentence`, `again` (whether the sentence only
        repeats the row).
    """

    def __init__(self, corpus: Corpus, claims: bool = True) -> None:
        self.texts, self.aside = corpus.texts, corpus.aside
        self.letters = dict(zip(corpus.sources["source"].unique(), _letters()))
        places = pd.concat(list(_places(corpus, claims))).dropna(subset="char_start").reset_index(drop=True)
        rank = places["source"].map({source: n for n, source in enumerate(self.letters)})
        places = places.assign(rank=rank).sort_values(["rank", "char_start", "char_end"], kind="stable")
        ends = places.groupby("rank")["char_end"].cummax().groupby(places["rank"]).shift(fill_value=0)
        number = (places["char_start"] >= ends).groupby(places["rank"]).cumsum().astype("string")
        self.places = places.assign(sentence=places["source"].map(self.letters) + number).drop(columns="rank")

    @cached_property
    def numbers(self) -> dict[tuple[str, Hashable], str]:
        """The number of the sentence that each row stands in, by its table and label."""
        rows = self.places[~self.places["again"]].drop_duplicates(["table", "row"])
        return dict(zip(zip(rows["table"], rows["row"], strict=True), rows["sentence"], strict=True))

    @cached_property
    def spans(self) -> pd.DataFrame:
        """The span of each sentence by its number, in the order of the text: `source`, `start`, `end`."""
        found = {"source": ("source", "first"), "start": ("char_start", "min"), "end": ("char_end", "max")}
        return self.places.groupby("sentence", sort=False).agg(**found)

    @cached_property
    def dates(self) -> dict[str, list[Span]]:
        """The spans of the dates in each sentence that rows use; of two that overlap, the first."""
        found: dict[str, list[Span]] = {}
        for row in tuples(self.places.dropna(subset="date_char_start").sort_values("date_char_start")):
            first, last, spans = int(row.date_char_start), int(row.date_char_end), found.setdefault(row.sentence, [])
            if max([row.char_start, *(end for _, end in spans)]) <= first and last <= row.char_end:
                spans.append((first, last))
        return found

    @cached_property
    def held(self) -> dict[str, list[Any]]:
        """What stands in each sentence: the rows of `places`, by its number."""
        return {str(sentence): list(tuples(rows)) for sentence, rows in self.places.groupby("sentence")}

    def paragraphs(self, source: str) -> Iterator[Paragraph]:
        """Give a document whole, paragraph by paragraph."""
        for pieces in self._lines(source):
            start, end = pieces[0].start, pieces[-1].start + len(pieces[-1].text)
            if any(piece.text.strip() for piece in pieces):
                yield Paragraph(pieces, any(a < end and b > start for a, b in self.aside.get(source, ())))

    def _lines(self, source: str) -> Iterator[list[Piece]]:
        """Give the pieces of each line; a sentence that goes over several lines keeps them together."""
        pieces: list[Piece] = []
        for piece in self._pieces(source):
            at = piece.start
            for n, line in enumerate([piece.text] if piece.sentence else piece.text.split("\n")):
                if n:
                    yield pieces
                    pieces = []
                pieces.append(piece._replace(start=at, text=line))
                at += len(line) + 1
        yield pieces

    def _pieces(self, source: str) -> Iterator[Piece]:
        """Give a document cut where sentences begin and end."""
        text, at = self.texts[source], 0
        for number, start, end in self.spans.loc[self.spans["source"] == source, ["start", "end"]].itertuples(
            name=None
        ):
            yield Piece(at, text[at:start])
            yield Piece(start, text[start:end], number, self.dates.get(number, ()))
            at = end
        yield Piece(at, text[at:])


def _letters() -> Iterator[str]:
    """Give A to Z, then AA, AB and so on."""
    for length in itertools.count(1):
        yield from map("".join, itertools.product(string.ascii_uppercase, repeat=length))


def _places(corpus: Corpus, claims: bool) -> Iterator[pd.DataFrame]:
    """Give the spans of all rows, claims and unread dates, and of the sentences that state a row again."""
    for name in TABLES:
        table = getattr(corpus, name)
        yield table.assign(table=name, row=table.index, again=False).reindex(columns=_KEPT)
        again = corpus.repeats[corpus.repeats["table"].eq(name) & corpus.repeats["row"].isin(table.index)]
        yield again.assign(again=True).reindex(columns=_KEPT)
    if claims:
        words = corpus.evidence
        yield words.assign(table="evidence", row=words.index, again=False).reindex(columns=_KEPT)
