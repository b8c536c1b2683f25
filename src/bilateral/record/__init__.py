"""What is true as far as it was checked, apart from what documents say."""

from .packs import Reference, check, load

__all__ = ["Reference", "check", "load"]
