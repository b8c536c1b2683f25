"""Relations of two states, as stated in narrative documents, in pandas tables with the words of every row."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .corpus import Corpus, SourceError, load, read, read_text

__all__ = ["Corpus", "SourceError", "load", "read", "read_text"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import the reader when it is first used, so that importing the package alone is quick."""
    if name in __all__:
        return getattr(import_module(".corpus", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
