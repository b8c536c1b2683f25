"""The record: what is known of relations apart from what documents state, in packs of tables with their sources."""

from .packs import SHIPPED, Record, load

__all__ = ["SHIPPED", "Record", "load"]
