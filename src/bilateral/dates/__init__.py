"""Dates: the only place that knows how EDTF is spelled."""
