"""
Headlines, and every sentence that states something of the documents, the reader or the record; each from its rows.

A document *states*; the reader *finds* or *does not find*; the record *supports* or *contradicts*. Counts and absences are
the reader's own. A date is as fine as all who give it agree, or it has its rivals beside it.
"""

# ruff: noqa: F401  # all of them are taken from here
from __future__ import annotations

from typing import TYPE_CHECKING

from .found import (
    alternative_readings,
    claims,
    events,
    figures,
    in_record,
    items,
    subtitle,
    trade_around_breaks,
    undated,
    visits,
)
from .relations import not_surely, phases, relations, story
from .words import check, extent, inferred, lost, missing, pair_of, period_of, remarks, unread, unsure

if TYPE_CHECKING:
    from ..corpus import Corpus


def title(corpus: Corpus) -> str:
    """Write the title of a report: the pair and what was found on its relations."""
    finding = relations(corpus)
    pair = pair_of(corpus)
    return f"{pair[0].upper()}{pair[1:]}: {finding[0].lower()}{finding[1:]}"


def lede(corpus: Corpus) -> list[str]:
    """Write the sentences under the title: relations, what else was found, what was not read or not surely, how the pair was found."""
    return [
        story(corpus),
        f"{visits(corpus)}.",
        f"{figures(corpus)}.",
        *filter(None, [unread(corpus), unsure(corpus), inferred(corpus), lost(corpus)]),
    ]


def summary(corpus: Corpus) -> str:
    """Sum up in a few sentences what was read, what the reader found in it, and what it did not read."""
    return " ".join([f"{extent(corpus)}.", *lede(corpus)])
