"""What every chart is asked for: a period, sources, a width; checked, and chosen from the corpus."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from ..files import SourceError
from ..wording import listing
from .chart import Chart, layout
from .view import DATED, View

if TYPE_CHECKING:
    from ..corpus import Corpus

BY_SOURCE = "sources events phases figures visits items unread".split()
#: What follows what each chart's function says of itself.
PARAMETERS = """

Parameters
----------
corpus : Corpus
    On one dyad.
start, end : int or str, optional
    Years, or ISO dates; by default the corpus' own period.
sources : list of str, optional
    The sources to show; by default all.
width : {"wide", "narrow"}
    For a page, or for a phone.
large : bool
    For a projector.

Returns
-------
Chart

Raises
------
SourceError
    If the corpus is on several dyads, or a limit, a source or the width is none.
"""


def chart(make: Callable[[View], Chart]) -> Callable[..., Chart]:
    """Make a function that draws a view one that takes a corpus, as all charts do."""

    def drawn(
        corpus: Corpus,
        *,
        start: int | str | None = None,
        end: int | str | None = None,
        sources: Sequence[str] | None = None,
        width: str = "wide",
        large: bool = False,
    ) -> Chart:
        shape, chosen = layout(width, large), corpus
        if start is not None or end is not None:
            chosen = corpus.select(None, corpus.start if start is None else start, corpus.end if end is None else end)
        _ = chosen.pair  # there has to be one
        if sources is not None:
            chosen = _of_sources(chosen, [sources] if isinstance(sources, str) else [*sources])
        if chosen is not corpus:
            chosen = chosen.with_claims(*_claims_of_part(chosen, corpus))
        return make(View(make.__name__, chosen, shape, len(chosen.sources) < len(corpus.sources)))

    drawn.__name__ = drawn.__qualname__ = make.__name__
    drawn.__module__, drawn.__doc__ = make.__module__, inspect.cleandoc(make.__doc__ or "") + PARAMETERS
    return drawn


def _of_sources(corpus: Corpus, wanted: list[str]) -> Corpus:
    """Return what some sources state."""
    known = corpus.sources["source"]
    if unknown := [source for source in wanted if source not in set(known)]:
        raise SourceError(f"sources: {unknown[0]!r} is none of: {listing(known, most=8)}")
    tables = {name: getattr(corpus, name) for name in BY_SOURCE}
    return replace(corpus, **{name: table[table["source"].isin(wanted)] for name, table in tables.items()})


def _claims_of_part(corpus: Corpus, whole: Corpus) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the claims that a part of a corpus has evidence of, and the evidence, with their labels and verdicts."""
    evidence = whole.evidence
    kept = evidence["source"].isin(corpus.sources["source"])
    for name in DATED:
        kept &= ~evidence["table"].eq(name).fillna(False) | evidence["row"].isin(getattr(corpus, name).index)
    evidence = evidence[kept]
    return whole.claims[whole.claims.index.isin(evidence["claim"])], evidence
