"""What cannot be read stops nothing else: a sentence is set aside with its error, and so is a document as a whole.

Each such error is a fault of the reader, and is listed so that it can be reported; ``errors="raise"`` shows its traceback.
"""

import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

#: What a remark, and a reason in the list of what was not read, begins with.
WORDS = "could not be read"
#: From so many sentences on it is the document that cannot be read.
MOST = 50
T = TypeVar("T")
Made = TypeVar("Made")


class Failure(NamedTuple):
    """A sentence that could not be read: where it stands, and why."""

    start: int
    end: int
    why: str


def why(error: Exception) -> str:
    """An error in words: what it was, and in which line of which module."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "bilateral" in Path(frame.filename).parts]
    place = f" ({Path(ours[-1].filename).name}, line {ours[-1].lineno})" if ours else ""
    text = " ".join(str(error).split())[:200]
    return f"{WORDS}: {type(error).__name__}{': ' if text else ''}{text}{place}"


class Guard:
    """
    Reads the sentences of one document.

    Parameters
    ----------
    on : bool
        Whether an error sets its sentence aside; otherwise it is raised.

    Attributes
    ----------
    failures : dict of Failure
        By where their sentences begin.
    """

    def __init__(self, on: bool = True) -> None:
        self.on, self.failures = on, {}

    def each(self, read: Callable[[T], Made], sentences: Iterable[T]) -> list[Made]:
        """Return what is made of each sentence, but of those that cannot be read."""
        made = []
        for sentence in sentences:
            try:
                made.append(read(sentence))
            except Exception as error:
                self._set_aside(sentence, error)
        return made

    def _set_aside(self, sentence: Any, error: Exception) -> None:
        if not self.on or len(self.failures) >= MOST:
            raise error
        sentence = getattr(sentence, "sentence", sentence)  # what is read may be read already
        self.failures.setdefault(sentence.start, Failure(sentence.start, sentence.end, why(error)))
