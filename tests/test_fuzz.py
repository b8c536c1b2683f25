"""No text breaks the reader: the short part of ``tests/benchmarks/fuzz.py``, the same texts each time."""

import random

from benchmarks import fuzz
from hypothesis import given, settings
from hypothesis import strategies as st


@settings(derandomize=True, max_examples=400, deadline=None, database=None)
@given(st.integers(0, 2**32), st.booleans())
def test_every_row_keeps_its_promises(seed, whole):
    """Dates are EDTF with bounds in order, numbers finite and in order, quotes the words at their place; nothing is raised."""
    maker = fuzz.Maker(random.Random(seed))
    text, dyad = maker.text(), maker.pick(fuzz.PAIRS)
    assert fuzz.faults(text, dyad, whole) == [], (text, dyad)
