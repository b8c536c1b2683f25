"""Lessons: tasks that answer in place, documents to read, tables and charts for a classroom, and a page to take home."""

from ..files import lazily

__all__ = ["Reply", "bound", "explain_errors", "fit", "judge", "problems", "start_again"]  # pyright: ignore[reportUnsupportedDunderAll]
_HOMES = {"Reply": "judging", "judge": "judging", "bound": "verbs", "explain_errors": "errors"}
__getattr__ = lazily(__name__, dict.fromkeys(__all__, "own") | _HOMES)
