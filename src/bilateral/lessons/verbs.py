"""The verbs of a lesson, as students call them: each shows its reply, keeps what must be kept, and returns nothing."""

from __future__ import annotations

import datetime as dt
from collections import namedtuple
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from . import pictures, shown
from .judging import Reply, is_empty, judge
from .notes import Notes, written
from .tasks import VERBS, Lesson, load

#: The functions of one lesson.
Functions = namedtuple("Functions", "predict find choose compare repair publish document evidence chart points")


def bound(lesson: int | str | Path) -> Functions:
    """
    Return the functions of a lesson.

    Parameters
    ----------
    lesson : int or path
        Its number, or a TOML file of your own.

    Returns
    -------
    Functions
        A named tuple: predict, find, choose, compare, repair, publish, document, evidence, chart and points.
    """
    session = _Session(load(lesson))
    verbs = {verb: _verb(session, verb) for verb in VERBS if verb != "publish"}
    others = ("publish", "document", "evidence", "chart", "points")
    return Functions(**verbs, **{name: getattr(session, name) for name in others})


def _verb(session: _Session, verb: str) -> Callable[..., None]:
    def call(task: Any = None, *given: Any, **named: Any) -> None:
        session.answer(verb, task, named or (given[0] if len(given) == 1 else [*given]))

    call.__name__ = call.__qualname__ = verb
    call.__doc__ = f"Answer a task that says {verb}: its number, then the answer."
    return call


class _Session:
    """A lesson in one notebook: its notes, and the points of the last answers."""

    def __init__(self, lesson: Lesson) -> None:
        self.lesson, self.notes, self.earned = lesson, Notes(lesson.name), dict[int, float]()

    def answer(self, verb: str, task: Any, given: Any) -> None:
        """Reply to an answer, and keep it where something later needs it."""
        if (reply := self.reply(verb, task, given)) is None:
            return
        self.earned[task] = reply.points
        if reply.level:
            tries = self.notes.read().get("tries", {}).get(str(task), [])
            self.notes.keep("tries", **{str(task): [*dict.fromkeys([*tries, reply.key])]})
        hint = self.lesson.forms["hint"].format(reply.level, reply.hint) if reply.hint else ""
        if reply.rule is not None and reply.rule.get("right"):
            self._after(verb, task, reply)
        elif reply.say:
            shown.say(reply.state, reply.say, hint)

    def reply(self, verb: str, task: Any, given: Any) -> Reply | None:
        """Judge an answer; None where the number of the task is missing or another's, which is said at once."""
        tasks = self.lesson.tasks
        if not isinstance(task, int) or task not in tasks or tasks[task].verb != verb:
            numbers = [str(n) for n, asked in tasks.items() if asked.verb == verb]
            form = self.lesson.forms["publish" if verb == "publish" else "task"]
            shown.say("form", [form.format(verb, " or ".join(numbers) or "none here")])
            return None
        try:
            return judge(self.lesson, task, given, self.notes.read().get("tries", {}).get(str(task), ()))
        except Exception:  # whatever a student gives, a traceback teaches nothing
            return Reply("form", (self.lesson.forms["odd"],))

    def _after(self, verb: str, task: int, reply: Reply) -> None:
        """Show what follows a right answer."""
        asked, notes = self.lesson.tasks[task], self.notes.read()
        if verb == "predict":
            return self._predicted(task, reply)
        if reply.say:
            shown.say(reply.state, reply.say)
        if asked.keep:
            self.notes.keep("kept", **{asked.keep: reply.value})
        if asked.beside:
            of, words = str(asked.beside["task"]), asked.beside["shown"]
            guess = notes.get("predictions", {}).get(of, self.lesson.forms["no guess"].format(of))
            self.notes.keep("seen", **{of: True})
            value = reply.value * asked.beside["times"] if "times" in asked.beside else reply.value
            shown.table(
                asked.beside["heading"],
                [(guess if isinstance(guess, str) else f"{guess:g}", words.format(value))],
                size=26,
            )
            self.note("result")
        if asked.redraws:
            self.chart(asked.redraws, reply.value)

    def _predicted(self, task: int, reply: Reply) -> None:
        """Keep a prediction; who has seen the result keeps the first one."""
        notes, key = self.notes.read(), str(task)
        kept = notes.get("predictions", {})
        known = notes.get("seen", {}).get(key) and key in kept
        if not known:
            kept = {key: reply.value}
            self.notes.keep("predictions", **kept)
        self.note("known" if known else "kept", kept[key], before=reply.say)

    def note(self, form: str, *values: object, before: Sequence[str] = ()) -> None:
        """Show a sentence of the lesson's forms, after others."""
        shown.say("note", [*before, self.lesson.forms[form].format(*values)])

    def publish(self, task: Any = None, name: Any = "", sentence: Any = "", *more: Any, **named: Any) -> None:
        """Make the page that a student keeps, and say what a reader could miss in the sentence."""
        if self.reply("publish", task, "words") is None:
            return
        if named or more or not all(isinstance(one, str) and not is_empty(one) for one in (name, sentence)):
            return shown.say("not tried", [self.lesson.forms["name and sentence"]])
        self.answer("publish", task, sentence)
        path = written(self.lesson.given["page"]["file"], self._page(name, " ".join(sentence.split())))
        if path is None:
            return self.note("no page")
        here = path.parent == Path.cwd()
        self.note("page" if here else "page elsewhere", path.name if here else path)

    def _page(self, name: str, sentence: str) -> str:
        """Fill the template of the page."""
        import jinja2

        about, notes = self.lesson.given["page"], self.notes.read()
        template = (self.lesson.file.parent / about["template"]).read_text(encoding="utf-8")
        guess, kept = notes.get("predictions", {}).get(str(about.get("guess", 1))), notes.get("kept", {})
        values = {
            "name": name,
            "sentence": sentence,
            "day": f"{dt.date.today():%d %B %Y}".lstrip("0"),
            "predicted": "" if guess is None else self.lesson.forms["guessed"].format(guess),
            "kept": kept,
            "values": self.lesson.values,
            "chart": "",
        }
        if "chart" in about:
            title = kept.get("title") or self.lesson.given["chart"][about["chart"]]["plain_title"]
            picture, alt = pictures.drawn(self.lesson, about["chart"], title)
            values |= {"chart": pictures.address(picture), "alt": alt}
        return jinja2.Environment(autoescape=True).from_string(template).render(values)

    def document(self, label: str, first: int = 1, last: int | None = None) -> None:
        """Show a document, or its lines from `first` to `last`."""
        shown.document(self.lesson, label, first, last)

    def evidence(self, name: str) -> None:
        """Show a table of the record."""
        shown.evidence(self.lesson, name)

    def chart(self, name: str, title: str | None = None, size: str = "room") -> None:
        """Show a chart, with type that the back row can read."""
        shown.picture(*pictures.drawn(self.lesson, name, title), 960 if size == "room" else 640)

    def points(self, task: int | None = None) -> float:
        """Return the points of the last answer to a task in this kernel, or of all that a program judges."""
        judged = {n: won for n, won in self.earned.items() if self.lesson.tasks[n].verb not in ("predict", "publish")}
        return sum(judged.values()) if task is None else judged.get(task, 0)
