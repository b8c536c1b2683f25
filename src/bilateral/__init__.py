"""Relations of two states, as stated in narrative documents, in pandas tables with the words of every row."""

from typing import TYPE_CHECKING

from .files import lazily

if TYPE_CHECKING:
    from .corpus import Corpus, SourceError, load, read, read_text

__all__ = ["Corpus", "SourceError", "load", "read", "read_text"]
__version__ = "0.1.0"
#: The reader is imported when it is first used, so that importing the package alone is quick.
__getattr__ = lazily(__name__, dict.fromkeys(__all__, "corpus"))


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
