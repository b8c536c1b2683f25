"""Who a visitor is whom a document names with a surname alone, according to packs with rulers."""

from typing import Any

import pandas as pd

from .matching import Name, same_person
from .packs import SHIPPED, Record, during

COLUMNS = ("visitor_resolved", "office_resolved", "resolved_by")


def resolve(visits: pd.DataFrame, record: Record) -> pd.DataFrame:
    """
    Fill in who came, where a document has one name without an office.

    Parameters
    ----------
    visits : pandas.DataFrame
    record : Record
        Its packs other than the shipped one count.

    Returns
    -------
    pandas.DataFrame
        A new table of visits. `visitor_resolved` and `office_resolved` are those of the one ruler of that name who was in
        power in `from_state` at the date, `resolved_by` the ids of the references; empty where there is none.
    """
    rulers = record.tenures[record.tenures["pack"] != SHIPPED]
    found = pd.DataFrame([_ruler(row, rulers) for row in visits.itertuples()], visits.index, COLUMNS, "string")
    return visits.assign(**found)


def _ruler(row: Any, rulers: pd.DataFrame) -> tuple[str | None, ...]:
    """The name and office of the ruler whom a row can mean, and the references."""
    if pd.isna([row.visitor, row.date, row.from_state]).any() or pd.notna(row.office) or Name.of(row.visitor).full:
        return (None,) * 3
    own = during(rulers[rulers["state"] == row.from_state], row.date)
    own = own.loc[[same_person(row.visitor, name) for name in own["name"]]]
    name = max(own["name"], key=len, default="")
    if not Name.of(name).full or not all(same_person(name, other) for other in own["name"]):
        return (None,) * 3
    return name, next(iter(own["office"].dropna()), None), " ".join(own["source"].unique())
