"""Plain words above Python's errors, in notebooks that use a lesson: an extension of IPython."""

import difflib
import sys
import traceback
from pathlib import Path
from typing import Any

#: What a cell of a lesson holds. A first cell with a slip in it is compiled before it imports anything.
_MARK = "bilateral.lessons"
_EXPLAINED = (NameError, SyntaxError, ImportError)
#: The least that a name must be like one that is known, so that nobody is sent from Mexico to exit.
_LIKE = 0.75


def load_ipython_extension(shell: Any) -> None:
    """Install the explanations, as IPython calls it when a kernel starts."""
    explain_errors(shell)


def explain_errors(shell: Any) -> None:
    """Put plain words above an error, in the notebooks in which a cell names `bilateral.lessons`."""
    usual = shell.showsyntaxerror

    def syntax(*given: Any, **named: Any) -> None:
        if _is_lesson(shell) and (error := sys.exception()):
            _explain(shell, error)
        else:
            usual(*given, **named)

    def other(shell: Any, kind: type, error: BaseException, trace: Any, tb_offset: int | None = None) -> None:
        if _is_lesson(shell) and (issubclass(kind, _EXPLAINED) or "'str' and" in str(error)):
            return _explain(shell, error)
        if _is_lesson(shell):
            _said("error on purpose")
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)

    shell.showsyntaxerror = syntax
    shell.set_custom_exc((Exception,), other)


def _is_lesson(shell: Any) -> bool:
    """Return whether a cell of the notebook names the lessons, or a lesson lies in its folder."""
    cells = shell.history_manager.input_hist_raw
    return any(_MARK in cell for cell in cells) or any(Path.cwd().glob("lesson_?.ipynb"))


def _explain(shell: Any, error: BaseException) -> None:
    """Say what probably went wrong, and then Python's own last line."""
    from .tasks import VERBS, forms

    kind, message, name = type(error), str(error), str(getattr(error, "name", "") or "")
    known = [n for n in shell.user_ns if len(n) > 2 and n[0] != "_"]
    near = difflib.get_close_matches(name, known, 1, _LIKE)
    signs = forms()["signs"]
    found = (sign for sign, words in signs.items() if any(word in message for word in words))
    slip = next(found, "name" if issubclass(kind, NameError) else "other")
    if name in (*VERBS, "document", "evidence", "chart", "points"):
        slip = "first line"
    elif near:
        slip = "near"
    _said(slip, name, *near)
    line = getattr(error, "lineno", None)
    last = f"{kind.__name__}: {error.args[0] if error.args else ''}"
    where = "".join(traceback.format_exception_only(kind, error)[1:-1])
    shell._showtraceback(kind, error, [where + (last if line is None or "line" in message else f"{last} (line {line})")])


def _said(slip: str, *names: str) -> None:
    from .shown import say
    from .tasks import forms

    words = forms()
    say("stopped", [words[slip].format(*names), words["own words"]])
