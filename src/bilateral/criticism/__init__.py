"""Source criticism: what documents assert, held against each other and against the record."""

from .claims import find

__all__ = ["find"]
