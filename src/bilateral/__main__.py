"""The command line: ``python -m bilateral report`` and ``check``."""

import argparse
import sys

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
    report.add_argument("--out", default="reports", metavar="FOLDER", help="where to write (%(default)s)")
    check = commands.add_parser("check", help="show what is read in documents, and what is not")
    check.add_argument("documents", nargs="+", metavar="FILE", help="a text file or a folder of them")
    check.add_argument(
        "--dyad", nargs=2, metavar=("STATE", "STATE"), help="the two states, where a document does not say"
    )
    check.add_argument("--corrections", action="store_true", help="print the rows in the form of corrections.csv")
    check.add_argument("--json", action="store_true", help="for machines: the tables as JSON, a document a line")
    return top


def report(told):
    """Make reports; the exit status."""
    from . import reports

    for path in reports.make(told.out, told.dyad, told.start, told.end, told.documents):
        print(path)
    return 0


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
        return {"report": report, "check": check}[told.command](told)
    except SourceError as error:
        print(f"bilateral: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"bilateral: {error.filename or 'the output folder'}: {error.strerror}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
