"""Lessons: tasks that answer in place, documents to read, tables and charts for a classroom, and a page to take home."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .errors import explain_errors
    from .judging import Reply, judge
    from .own import fit, problems, start_again
    from .verbs import bound

#: Name → the module that has it; imported when it is first used.
_HOMES = {
    "Reply": "judging",
    "judge": "judging",
    "bound": "verbs",
    "problems": "own",
    "fit": "own",
    "start_again": "own",
}
_HOMES |= {"explain_errors": "errors"}

__all__ = ["Reply", "bound", "explain_errors", "fit", "judge", "problems", "start_again"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
