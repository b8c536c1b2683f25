"""The command line: ``python -m bilateral report``, ``batch``, ``check``, ``explain``, ``record`` and ``audit``."""

import argparse
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from . import __version__, console

if TYPE_CHECKING:
    from .reports import Made
    from .reports.jobs import Job


_Add = Callable[..., object]  # adds an option to a command


class _Parser(argparse.ArgumentParser):
    """A parser with messages that only show the words given, and help that is printed as all else is."""

    def error(self, message: str) -> NoReturn:
        super().error(console.line(message, console.LONGEST))

    def _print_message(self, message: str, file: Any = None) -> None:
        if file is sys.stdout:
            console.say(*message.splitlines())
        else:
            super()._print_message(message, file)


def parser() -> argparse.ArgumentParser:
    """The command line's parser."""
    top = _Parser(
        prog="bilateral", description="Relations of two states, as stated in documents, as tables and reports."
    )
    top.add_argument("--version", action="version", version=__version__)
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for run, add_options, summary in (
        (report, _add_report, "make one HTML report for each pair of states, and an index"),
        (batch, _add_batch, "make many reports from a plan, checked before anything runs"),
        (check, _add_check, "show what is read in documents, and what is not"),
        (explain, _add_explain, "show how the rows of a document came about"),
        (audit, _add_audit, "hold a table that was coded by hand against documents"),
        (record, _add_record, "list, fetch and check packs of public data that claims can be held against"),
    ):
        command = commands.add_parser(run.__name__, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
        add = command.add_argument
        add_options(add)
        add("--debug", action="store_true", help="stop at the first error, with its traceback")
        if run not in (explain, record, audit):
            packs = "a pack of the record to check claims by: 'shipped' (the default), one that was fetched, or a folder; can be repeated"
            add("--record", action="append", metavar="PACK", help=packs)
        if run in (report, check):
            rows = (
                "rows of another reader, such as a language model (JSON Lines or CSV), to take in where the words stand"
            )
            add("--rows", metavar="ROWS", help=rows)
        command.set_defaults(run=run)
    return top


def _add_report(add: _Add) -> None:
    add(
        "--dyad",
        action="append",
        metavar="STATES",
        help="such as mexico-russia or 'Mexico, USSR'; can be repeated (default: all)",
    )
    add("--start", metavar="YEAR", help="first year (or EDTF date) of the period")
    add("--end", metavar="YEAR", help="last year (or EDTF date) of the period")
    add("--documents", metavar="PATH", help="a text file or a folder of them (default: the five seeds)")
    _add_making(add)


def _add_batch(add: _Add) -> None:
    add("plan", metavar="PLAN", help="a YAML file (reports: a list; grid: all combinations) or a CSV file")
    add("--dry-run", action="store_true", help="check the plan and print what would be made")
    _add_making(add)


def _add_making(add: _Add) -> None:
    add("--out", default="reports", metavar="FOLDER", help="where to write (default: %(default)s)")
    add("--jobs", type=_count, metavar="N", help="how many reports are made at once (default: one for each core)")
    add("--force", action="store_true", help="make again what has not changed")
    add("--scheduler", metavar="ADDRESS", help="make the reports on the workers of this Dask scheduler")
    add("--timeout", type=_seconds, default=600, metavar="SECONDS", help="time limit of a cell (default: %(default)s)")
    add(
        "--report-timeout",
        type=_seconds,
        default=1800,
        metavar="SECONDS",
        help="time limit of a report (default: %(default)s)",
    )
    add(
        "--excel-safe", action="store_true", help="in CSV files, put an apostrophe before texts that look like formulas"
    )


def _add_check(add: _Add) -> None:
    add("documents", nargs="*", metavar="FILE", help="a text file or a folder of them")
    add(
        "--dyad",
        nargs="+",
        metavar="STATE",
        help="the two states (mexico-russia, or two names), if not in the document",
    )
    add("--corrections", action="store_true", help="print the rows in the form of corrections.csv")
    add("--json", action="store_true", help="for programs: the tables as JSON, a document on each line")


def _add_explain(add: _Add) -> None:
    add("documents", metavar="FILE", help="a text file or a folder of them")
    add("--dyad", metavar="A-B", help="the two states, if not in the document")
    add("--grep", metavar="WORD", default="", help="only sentences with this word")


def _add_audit(add: _Add) -> None:
    add(
        "table",
        metavar="TABLE",
        help="a CSV file of events (date, type), visits (date, visitor) or figures (date, value)",
    )
    add("--documents", metavar="PATH", required=True, help="a text file or a folder of them")
    add(
        "--columns",
        metavar="OURS=THEIRS,…",
        default="",
        help="names of the file's columns, such as date=Year,visitor=Leader",
    )
    add(
        "--out",
        default="audit",
        metavar="FOLDER",
        help="where audit.csv and audit.html are written (default: %(default)s)",
    )


def _add_record(add: _Add) -> None:
    add(
        "action",
        choices=("list", "info", "fetch", "remove", "check"),
        help="check is for a folder with a pack of your own",
    )
    add("packs", nargs="*", metavar="PACK", help="names of packs; for check, a folder")
    add("--unpinned", action="store_true", help="fetch files that nobody has hashed as they are")
    add("--accept-terms", action="store_true", help="agree to the terms of sources that state no licence")


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


def report(given: argparse.Namespace) -> int:
    """Make a report for each dyad; returns the exit status."""
    from . import reports

    jobs = reports.for_dyads(
        given.out, given.dyad, given.start, given.end, given.documents, given.excel_safe, given.record, given.rows
    )
    made = _made(jobs, given)
    console.say(*made.pages, made.index)
    return 1 if made.failed else 0


def batch(given: argparse.Namespace) -> int:
    """Make the reports of a plan; returns the exit status, 1 where one failed."""
    from . import reports

    jobs = reports.from_plan(given.plan, given.out, given.excel_safe, given.record)
    if given.dry_run:
        for job in jobs:
            parameters = ", ".join(f"{name}={value!r}" for name, value in job.parameters.items())
            console.say(f"{Path(given.out) / job.name}.html: {job.notebook}({parameters})")
        return 0
    made = _made(jobs, given)
    console.say(made.index, made.manifest)
    return 1 if made.failed else 0


def _made(jobs: "list[Job]", given: argparse.Namespace) -> "Made":
    """Make the reports, and print how many there are and which failed."""
    from . import read, reports

    if given.debug:
        for path in {job.documents.path for job in jobs if job.documents}:
            read(path, errors="raise")
    # A process more takes a second to start, in which another makes a report.
    workers = given.jobs or min(reports.cores(), (len(jobs) + 1) // 2)
    limits = reports.Limits(given.timeout, given.report_timeout)
    made = reports.make(jobs, given.out, workers, given.scheduler, given.force, limits=limits)
    for entry in made.failed:
        console.note(f"bilateral: {entry.name} failed: {entry.error}")
    new = len(made.entries) - made.skipped - len(made.failed)
    console.note(f"{new} made, {made.skipped} unchanged, {len(made.failed)} failed")
    return made


def check(given: argparse.Namespace) -> int:
    """Print what was read and what was not; returns 1 where nothing was read, or something could not be."""
    from . import read
    from .display import check_lines
    from .history import corrections

    dyad, documents = _dyad_and_documents(given)
    errors = "raise" if given.debug else "remark"
    corpora = [read(path, dyad=dyad, errors=errors, record=given.record, rows=given.rows) for path in documents]
    if given.corrections:
        for corpus in corpora:
            console.say_csv(corrections.offer(corpus))
    elif given.json:
        for record in check_lines.records(corpora):
            console.say_json(record)
    else:
        console.say(*check_lines.lines(corpora))
    complete = not any(map(check_lines.failed, corpora)) and any(map(check_lines.rows, corpora))
    return 0 if complete else 1


def _dyad_and_documents(given: argparse.Namespace) -> tuple[str | tuple[str, ...] | None, list[str]]:
    """The two states, in one word or in two, and the documents, which may be before them or after."""
    from .states import spelling

    words = given.dyad or []
    pair = len(words) > 1 and (spelling.understood(words[0]) is not None or not os.path.exists(words[1]))
    taken = 2 if pair else 1
    documents = [*given.documents, *words[taken:]]
    if not documents:
        parser().error("the following arguments are required: FILE")
    return tuple(words[:2]) if pair else next(iter(words), None), documents


def explain(given: argparse.Namespace) -> int:
    """Print how the rows of a document came about."""
    from .extract import explain

    console.say(*explain.lines(given.documents, given.dyad, given.grep))
    return 0


def audit(given: argparse.Namespace) -> int:
    """Hold a coded table against documents; writes a page and a CSV file."""
    from . import csv_tables, display, read
    from .criticism import audit

    columns = dict(part.partition("=")[::2] for part in given.columns.split(",") if part)
    kind, table = audit.read(Path(given.table), columns)
    corpus = read(given.documents, errors="raise" if given.debug else "remark")
    found = audit.compare(corpus, kind, table)
    out = Path(given.out)
    out.mkdir(parents=True, exist_ok=True)
    (out / "audit.csv").write_text(csv_tables.write(found), encoding="utf-8", newline="")
    (out / "audit.html").write_text(display.audit(corpus, kind, found, Path(given.table).name), encoding="utf-8")
    console.say(*audit.counts(found), out / "audit.html", out / "audit.csv")
    return 0


def record(given: argparse.Namespace) -> int:
    """List packs of public data, fetch, check or remove them."""
    from .record import fetching

    if given.action == "list":
        console.say(*fetching.lines())
        return 0
    if not given.packs:
        parser().error(f"record {given.action}: the following arguments are required: PACK")
    if given.action == "info":
        console.say(*fetching.lines(given.packs))
    for pack in given.packs if given.action != "info" else ():
        if given.action == "fetch":
            console.say(f"{pack}: {fetching.fetch(pack, given.unpinned, given.accept_terms)}")
        elif given.action == "remove":
            fetching.remove(pack)
        else:
            console.say(f"{pack}: {fetching.check(pack)}")
    return 0


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


def _run(given: argparse.Namespace) -> int:
    """Run a command; a user's mistake becomes a line."""
    from .files import SourceError

    try:
        return given.run(given)
    except SourceError as error:
        if given.debug:
            raise
        problems = getattr(error, "problems", [error])
        head = f"{len(problems)} problems; nothing was run and nothing written" if len(problems) > 1 else problems.pop()
        for line in (f"bilateral: {head}", *problems):
            console.note(line)
        return 2
    except KeyboardInterrupt as stopped:
        goes_on = "; the same command finishes what is missing" if "out" in given else ""
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
