"""What cannot be read stops nothing else: a sentence is set aside with its error, and so is a document as a whole.

Each such error is a fault of the reader, and is listed so that it can be reported; ``errors="raise"`` shows its traceback.
"""

import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

#: What a remark, and a reason in the list of what was not read, begins with.
WORDS = "could not be read"
#: From so many sentences on it is the document that cannot be read.
MOST = 50
T = TypeVar("T")


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


class _Watched(list):
    """Sentences that remember which of them is being read."""

    current: Any = None

    def __iter__(self) -> Iterator:
        for sentence in super().__iter__():
            self.current = sentence
            yield sentence


class Guard:
    """
    Reads the sentences of one document.

    Parameters
    ----------
    on : bool
        Whether an error sets its sentence aside; otherwise it is raised.
    """

    def __init__(self, on: bool = True) -> None:
        self.on, self.failures = on, []

    def each(self, read: Callable[[T], object], sentences: Iterable[T]) -> Iterator:
        """What is made of each sentence, but of those that cannot be read."""
        for sentence in sentences:
            try:
                made = read(sentence)
            except Exception as error:
                self._set_aside(sentence, error)
            else:
                yield made

    def whole(self, find: Callable[[list], T], readings: list) -> T:
        """What is found in all sentences together; one at which that fails is taken out, and the others are read again."""
        while True:
            watched = _Watched(readings)
            try:
                return find(watched)
            except Exception as error:
                bad = watched.current
                if bad is None:
                    raise
                self._set_aside(bad.sentence, error)
                readings = [reading for reading in readings if reading is not bad]

    def _set_aside(self, sentence: Any, error: Exception) -> None:
        if not self.on or len(self.failures) >= MOST:
            raise error
        sentence = getattr(sentence, "sentence", sentence)  # what is read may be read already
        self.failures.append(Failure(sentence.start, sentence.end, why(error)))
