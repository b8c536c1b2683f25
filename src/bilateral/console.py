"""What a command prints: lines that only show, on whatever console there is.

Texts come from documents, names of files and messages of other programs; none of them may colour, move or turn around what
stands on a terminal. What is no printable character is shown as an escape, such as ``\\x1b``.
"""

import contextlib
import io
import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterator
from typing import TextIO

#: The most characters of a message.
LONGEST = 300
#: The exit status where nobody reads what is printed, as a shell gives it for a signal (SIGPIPE).
UNREAD = 141
_BREAK = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029][\s\x1c-\x1e]*")
_ESCAPE = re.compile(r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})")


class Closed(Exception):
    """Nobody reads what is printed any more."""


def _shows(character: str) -> bool:
    return character.isprintable() or unicodedata.category(character) == "Zs"


def _escape(character: str) -> str:
    n = ord(character)
    return f"\\x{n:02x}" if n < 0x100 else character.encode("ascii", "backslashreplace").decode("ascii")


def escaped(text: str, but: str = "") -> str:
    """The text with all that is not printed as itself (controls, marks of direction) as escapes, `but` for some."""
    if text.isprintable():
        return text
    return "".join(c if _shows(c) or c in but else _escape(c) for c in text)


def ascii_of(text: str) -> str:
    """A text in ASCII, the rest as escapes: equal for a text and for what any console shows of it."""
    return escaped(text).encode("ascii", "backslashreplace").decode("ascii")


def unescaped(text: str) -> str:
    """The text with its escapes, as `escaped` or a console without these characters writes them, as characters again."""
    return _ESCAPE.sub(lambda m: chr(min(int(m[0][2:], 16), sys.maxunicode)), text)


def line(text: object, limit: int | None = None) -> str:
    """One line of any text, its characters shown and not obeyed; what is longer than `limit` ends in an ellipsis."""
    shown = escaped(_BREAK.sub(" ", str(text)).rstrip())
    return shown if limit is None or len(shown) <= limit else shown[: limit - 1].rstrip() + "…"


def prepare() -> None:
    """Let the console write what it has no character for as an escape, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(*lines: object) -> None:
    """Print lines on the standard output."""
    for text in lines:
        _print(line(text))


def say_csv(text: str) -> None:
    """Print a CSV table, which may have line breaks in its cells; `corrections.csv` may be made of it, escapes and all."""
    _print(escaped(text, but="\n\t"))


def say_json(value: object) -> None:
    """Print a value as a line of JSON in ASCII, with JSON's own escapes."""
    _print(json.dumps(value))


def note(text: object, limit: int | None = LONGEST) -> None:
    """Print a line on the standard error output, where somebody can read it: whether anybody does stops no work."""
    if sys.stderr is not None:
        try:
            print(line(text, limit), file=sys.stderr, flush=True)
        except (OSError, ValueError):
            _hush(sys.stderr)


def _print(text: str) -> None:
    if sys.stdout is not None:
        with _answering():
            sys.stdout.write(text + "\n")


def flush() -> None:
    """Print what has not been printed yet, so that it fails here, if it does, and not when Python ends."""
    if sys.stdout is not None:
        with _answering():
            sys.stdout.flush()


@contextlib.contextmanager
def _answering() -> Iterator[None]:
    """Make an error of the standard output `Closed`, or say that it is the output's; nothing is printed after it."""
    try:
        yield
    except BrokenPipeError:
        _hush(sys.stdout)
        raise Closed from None
    except OSError as error:
        _hush(sys.stdout)
        raise OSError(error.errno, error.strerror, "standard output") from None


def _hush(stream: TextIO) -> None:
    """Send what is still to come nowhere: Python would try once more when it ends, and complain."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
