"""The command line: ``python -m bilateral report``, ``batch`` and ``check``."""

import argparse
import os
import signal
import sys
from pathlib import Path
from typing import NoReturn, TextIO

from . import __version__, console


class _Parser(argparse.ArgumentParser):
    """A parser whose messages only show the words that were given, and whose help fails as all that is printed does."""

    def error(self, message: str) -> NoReturn:
        super().error(console.line(message, console.LONGEST))

    def _print_message(self, message: str, file: TextIO | None = None) -> None:
        if file is sys.stdout:
            console.say(*message.splitlines())
        else:
            super()._print_message(message, file)


def parser() -> argparse.ArgumentParser:
    """The command line's parser."""
    top = _Parser(prog="bilateral", description="The relations of two states, as documents tell them.")
    top.add_argument("--version", action="version", version=__version__)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    report = commands.add_parser("report", help="make one HTML report for each dyad, and an index")
    report.add_argument(
        "--dyad",
        action="append",
        metavar="STATES",
        help="such as mexico-russia or 'Mexico, USSR'; may be given several times (all by default)",
    )
    report.add_argument("--start", metavar="YEAR", help="first year (or EDTF date) of the period")
    report.add_argument("--end", metavar="YEAR", help="last year (or EDTF date) of the period")
    report.add_argument(
        "--documents", metavar="PATH", help="a text file or a folder of them (the five seeds by default)"
    )
    batch = commands.add_parser("batch", help="make many reports from a plan, checked before anything runs")
    batch.add_argument("plan", metavar="PLAN", help="a YAML file (reports: a list; grid: all combinations) or CSV file")
    batch.add_argument("--dry-run", action="store_true", help="check the plan and print what would be made")
    for command in (report, batch):
        command.add_argument("--out", default="reports", metavar="FOLDER", help="where to write (%(default)s)")
        command.add_argument("--jobs", type=_count, metavar="N", help="reports made at a time (one for each core)")
        command.add_argument("--force", action="store_true", help="make again what has not changed since")
        command.add_argument("--scheduler", metavar="ADDRESS", help="a Dask scheduler, whose workers make the reports")
        command.add_argument(
            "--timeout", type=_seconds, default=600, metavar="SECONDS", help="how long a cell may take (%(default)s)"
        )
        command.add_argument(
            "--report-timeout",
            type=_seconds,
            default=1800,
            metavar="SECONDS",
            help="how long a report may take (%(default)s)",
        )
        command.add_argument(
            "--excel-safe",
            action="store_true",
            help="put an apostrophe before texts in CSV files that a spreadsheet would run as formulas",
        )
    check = commands.add_parser("check", help="show what is read in documents, and what is not")
    check.add_argument("documents", nargs="*", metavar="FILE", help="a text file or a folder of them")
    check.add_argument(
        "--dyad",
        nargs="+",
        metavar="STATE",
        help="the two states (mexico-russia, or two names), where a document does not say",
    )
    check.add_argument("--debug", action="store_true", help="stop at an error of the reader, with its traceback")
    check.add_argument("--corrections", action="store_true", help="print the rows in the form of corrections.csv")
    check.add_argument("--json", action="store_true", help="for machines: the tables as JSON, a document a line")
    for command in (report, batch, check):
        command.add_argument(
            "--record",
            action="append",
            metavar="FOLDER",
            help="a pack of the record to check claims by; may be given several times ('shipped', the default, is ours)",
        )
    return top


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def _seconds(text: str) -> float:
    number = float(text)
    if not 0 < number < 1e9:
        raise ValueError
    return number


def report(told: argparse.Namespace) -> int:
    """Make a report for each dyad; the exit status."""
    from .reports import notebook as reports

    jobs = reports.jobs(told.out, told.dyad, told.start, told.end, told.documents, told.excel_safe, told.record)
    made = _made(jobs, told)
    console.say(*made.pages, made.index)
    return 1 if made.failed else 0


def batch(told: argparse.Namespace) -> int:
    """Make the reports of a plan; the exit status is 1 where one failed."""
    from .reports import checks

    jobs = checks.jobs(told.plan, told.out, told.excel_safe, told.record)
    if told.dry_run:
        for job in jobs:
            given = ", ".join(f"{name}={value!r}" for name, value in job.parameters.items())
            console.say(f"{Path(told.out) / job.name}.html: {job.notebook}({given})")
        return 0
    made = _made(jobs, told)
    console.say(made.index, made.manifest)
    return 1 if made.failed else 0


def _made(jobs: list, told: argparse.Namespace):
    """Make the reports, and say how many there are and which failed."""
    from .reports import make, making
    from .reports.jobs import Limits

    # A process more takes a second to start, in which another makes a report.
    workers = told.jobs or min(making.cores(), (len(jobs) + 1) // 2)
    limits = Limits(told.timeout, told.report_timeout)
    made = make(jobs, told.out, workers, told.scheduler, told.force, limits=limits)
    for record in made.failed:
        console.note(f"bilateral: {record.name} failed: {record.error}")
    new = len(made.records) - made.skipped - len(made.failed)
    console.note(f"{new} made, {made.skipped} unchanged, {len(made.failed)} failed")
    return made


def check(told: argparse.Namespace) -> int:
    """Print what was read and what was not; the exit status is 1 where nothing was read, or something could not be."""
    from . import read
    from .display import check_lines as checking
    from .history import corrections

    dyad, documents = _dyad_and_documents(told)
    corpora = [
        read(path, dyad=dyad, errors="raise" if told.debug else "remark", record=told.record) for path in documents
    ]
    if told.corrections:
        for corpus in corpora:
            console.say_csv(corrections.offer(corpus))
    elif told.json:
        for record in checking.records(corpora):
            console.say_json(record)
    else:
        console.say(*checking.lines(corpora))
    whole = not any(checking.failed(corpus) for corpus in corpora)
    return 0 if whole and any(checking.rows(corpus) for corpus in corpora) else 1


def _dyad_and_documents(told: argparse.Namespace) -> tuple[str | tuple | None, list[str]]:
    """The two states, in one word or in two, and the documents, which may stand before them or after."""
    words = told.dyad or []
    together = len(words) == 1 or (len(words) > 1 and not _is_state(words[0]) and os.path.exists(words[1]))
    taken = 1 if together else 2
    documents = [*told.documents, *words[taken:]]
    if not documents:
        parser().error("the following arguments are required: FILE")
    return (words[0] if together else tuple(words[:2])) if words else None, documents


def _is_state(word: str) -> bool:
    from .states import spelling as state_names

    return state_names.understood(word) is not None


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns the exit status."""
    console.prepare()
    try:
        try:
            return _run(parser().parse_args(arguments))
        finally:
            console.flush()
    except console.Closed:
        return console.UNREAD
    except OSError as error:
        console.note(f"bilateral: {error.filename or 'the output folder'}: {error.strerror}")
        return 2
    except KeyboardInterrupt as stopped:  # once more, while the first was being answered
        return _signalled(stopped)


def _run(told: argparse.Namespace) -> int:
    """Run a command; a user's mistake is a line."""
    from .files import SourceError

    try:
        return {"report": report, "batch": batch, "check": check}[told.command](told)
    except SourceError as error:
        problems = getattr(error, "problems", None) or [error]
        if len(problems) > 1:
            console.note(f"bilateral: {len(problems)} problems; nothing was run and nothing written")
        for problem in problems:
            console.note(problem if len(problems) > 1 else f"bilateral: {problem}")
        return 2
    except KeyboardInterrupt as stopped:
        goes_on = "" if told.command == "check" else "; the same command finishes what is missing"
        console.note(f"bilateral: stopped{goes_on}")
        return _signalled(stopped)


def _signalled(stopped: KeyboardInterrupt) -> int:
    """The exit status after a signal: Ctrl-C's, or the one that came as if it were Ctrl-C."""
    return 128 + getattr(stopped, "number", signal.SIGINT)


def run() -> None:
    """Run the command that this process was started with, and end it."""
    status = main()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # what comes while Python ends has been answered
    sys.exit(status)
