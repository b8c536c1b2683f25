"""The command line: ``python -m bilateral report``."""

import argparse
import sys

from . import SourceError, __version__


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
    return top


def main(arguments=None):
    """Run a command; returns the exit status."""
    told = parser().parse_args(arguments)
    try:
        from . import reports

        made = reports.make(told.out, told.dyad, told.start, told.end, told.documents)
    except SourceError as error:
        print(f"bilateral: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"bilateral: {error.filename or told.out}: {error.strerror}", file=sys.stderr)
        return 2
    for path in made:
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
