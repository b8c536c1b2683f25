"""Relations of two states, as narrative documents describe them, in pandas tables that point at the words."""

from importlib import import_module

__all__ = ["Corpus", "SourceError", "load", "read", "read_text"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Import the reader when it is first asked for: importing the package alone costs next to nothing."""
    if name in __all__:
        return getattr(import_module(".corpus", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
