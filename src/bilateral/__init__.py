"""Relations of two states, as narrative documents tell them, in pandas tables that point at the words."""

from .corpus import Corpus, load, read, read_text
from .sources import SourceError

__all__ = ["Corpus", "SourceError", "load", "read", "read_text"]
__version__ = "0.1.0"
