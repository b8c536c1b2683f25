"""The command line: ``python -m bilateral report``, ``batch`` and ``check``."""

import argparse
import signal
import sys
from pathlib import Path

from . import SourceError, __version__, read


def parser():
    """The command line's parser."""
    top = argparse.ArgumentParser(prog="bilateral", description="The relations of two states, as documents tell them.")
    top.add_argument("--version", action="version", version=__version__)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    report = commands.add_parser("report", help="make one HTML report for each dyad, and an index")
    report.add_argument(
        "--dyad",
        action="append",
        metavar="SLUG",
        help="such as mexico-russia; may be given several times (all by default)",
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
            "--report-timeout", type=_seconds, default=1800, metavar="SECONDS", help="how long a report may take (%(default)s)"
        )
    check = commands.add_parser("check", help="show what is read in documents, and what is not")
    check.add_argument("documents", nargs="+", metavar="FILE", help="a text file or a folder of them")
    check.add_argument(
        "--dyad", nargs=2, metavar=("STATE", "STATE"), help="the two states, where a document does not say"
    )
    check.add_argument("--corrections", action="store_true", help="print the rows in the form of corrections.csv")
    check.add_argument("--json", action="store_true", help="for machines: the tables as JSON, a document a line")
    return top


def _count(text):
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def _seconds(text):
    number = float(text)
    if not 0 < number < 1e9:
        raise ValueError
    return number


def report(told):
    """Make a report for each dyad; the exit status."""
    from . import reports

    made = _made(reports.jobs(told.out, told.dyad, told.start, told.end, told.documents), told)
    print("\n".join(map(str, [*made.pages, made.index])))
    return 1 if made.failed else 0


def batch(told):
    """Make the reports of a plan; the exit status is 1 where one failed."""
    from .batch import checks

    jobs = checks.jobs(told.plan, told.out)
    if told.dry_run:
        for job in jobs:
            given = ", ".join(f"{name}={value!r}" for name, value in job.parameters.items())
            print(f"{Path(told.out) / job.name}.html: {job.notebook}({given})")
        return 0
    made = _made(jobs, told)
    print("\n".join(map(str, [made.index, made.manifest])))
    return 1 if made.failed else 0


def _made(jobs, told):
    """Make the reports, and say how many there are and which failed."""
    from .batch import make, making
    from .batch.jobs import Limits

    # A process more takes a second to start, in which another makes a report.
    workers = told.jobs or min(making.cores(), (len(jobs) + 1) // 2)
    limits = Limits(told.timeout, told.report_timeout)
    made = make(jobs, told.out, workers, told.scheduler, told.force, limits=limits)
    for record in made.failed:
        print(f"bilateral: {record.name} failed: {record.error}", file=sys.stderr)
    new = len(made.records) - made.skipped - len(made.failed)
    print(f"{new} made, {made.skipped} unchanged, {len(made.failed)} failed", file=sys.stderr)
    return made


def check(told):
    """Print what was read and what was not; the exit status is 1 where nothing was read."""
    from . import checking, corrections, unread

    corpora = [read(path, dyad=tuple(told.dyad) if told.dyad else None) for path in told.documents]
    if told.corrections:
        print("\n".join(corrections.offer(corpus, unread.find(corpus)) for corpus in corpora))
        return 0 if any(checking.rows(corpus) for corpus in corpora) else 1
    print("\n".join(checking.lines(corpora, as_json=told.json)))
    return 0 if any(checking.rows(corpus) for corpus in corpora) else 1


def main(arguments=None):
    """Run a command; returns the exit status."""
    told = parser().parse_args(arguments)
    try:
        return {"report": report, "batch": batch, "check": check}[told.command](told)
    except SourceError as error:
        if len(problems := getattr(error, "problems", [])) > 1:
            error = "\n".join([f"{len(problems)} problems; nothing was run and nothing written", *problems])
        print(f"bilateral: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"bilateral: {error.filename or 'the output folder'}: {error.strerror}", file=sys.stderr)
        return 2
    except KeyboardInterrupt as stopped:
        print("bilateral: stopped; the same command finishes what is missing", file=sys.stderr)
        return 128 + getattr(stopped, "number", signal.SIGINT)


if __name__ == "__main__":
    sys.exit(main())
