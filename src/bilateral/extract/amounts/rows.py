"""The row of an amount, as prose and tables make it."""

from collections.abc import Sequence

from ...dates.finder import Date
from ...mentions.amounts import Amount, qualifier
from ...mentions.clauses import Reading


def figure(
    reading: Reading, amount: Amount, date: Date | None, measure: str, unit: str, flow: Sequence[str | None]
) -> dict:
    """The row of an amount; its value has 12 digits, since 256.9 million is 256,900,000 and no cent less."""
    start, end = reading.start + amount.start, reading.start + amount.end
    return reading.row(date) | {
        "measure": measure,
        "value": float(f"{amount.value:.12g}"),
        "alternative": amount.alternative,
        "low": amount.low,
        "high": amount.high,
        "unit": unit,
        "qualifier": qualifier(reading.text[: amount.start]),
        "from_state": flow[0],
        "to_state": flow[1],
        "scope": "dyad",
        "printed": reading.document.text[start:end].strip(),
        "amount_start": start,
        "amount_end": end,
    }
