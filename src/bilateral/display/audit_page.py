"""The page on a table that was coded by hand: its rows, and the words of the documents for or against them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ..criticism import audit as found_by
from .html import rendered

if TYPE_CHECKING:
    from ..corpus import Corpus


def audit(corpus: Corpus, kind: str, found: pd.DataFrame, name: str) -> str:
    """Write the page on what `criticism.audit.compare` has found of a table of that name."""
    order = (found_by.OTHERWISE, found_by.MISSING, found_by.SUPPORTED, found_by.LACKING)
    verdicts = found.groupby("line")["verdict"].transform("first").fillna(found_by.LACKING)
    return rendered(
        "audit",
        name=name,
        kind=kind,
        documents=corpus.labels,
        counts=[*found_by.counts(found)],
        lacking=found_by.LACKING,
        parts={verdict: found[verdicts == verdict].to_dict("records") for verdict in order},
    )
