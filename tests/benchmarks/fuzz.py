"""
Read texts that nobody would write, without the guard, and list what breaks: exceptions, and rows that break a promise.

    python tests/benchmarks/fuzz.py --seconds 60 --seed 1        # or --texts 100000

A third of the texts is made by a grammar of dates, amounts, acts, visits, lists and tables, with slips; a third mutates
documents that ship or sentences of the grammar; a third is made of odd characters and pieces. Each fault is printed once,
by its cause, with the smallest text that shows it; exit status 1 if there is any.
"""

import argparse
import collections
import math
import random
import re
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import pandas as pd

import bilateral
from bilateral import decoding
from bilateral import reading as documents
from bilateral.dates import edtf
from bilateral.documents import files as sources
from bilateral.documents import typography
from bilateral.states import names as states

SEEDS = [p.read_text(encoding="utf-8") for p in sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))]
PAIRS = [
    ("Mexico", "Russia"), ("Peru", "Japan"), ("Ghana", "United States"), ("Austria", "Lithuania"), ("Greece", "Sudan"),
    ("Laos", "Belgium"), ("Guinea-Bissau", "Timor-Leste"), ("Colombia", "Soviet Union"),
]  # fmt: skip
MONTHS = (
    "January February March April May June July August September October November December Jan Sept. Dec. Febr".split()
)
ORDINALS = "first second third fourth seventh ninth tenth last".split()
CENTURIES = "10th 9th 1st 19th 20th 21st eighteenth tenth twentieth 99th 0th".split()
MODIFIERS = [
    "",
    "",
    "early ",
    "late ",
    "mid-",
    "mid ",
    "the beginning of ",
    "the end of ",
    "the middle of ",
    "the summer of ",
]
DOUBTS = [
    "",
    "",
    "",
    "about ",
    "circa ",
    "c. ",
    "perhaps about ",
    "possibly around ",
    "perhaps ",
    "probably in ",
    "around ",
    "some time in ",
    "ca ",
]
DASHES = ["-", "–", "—", " - ", " to ", "/", " and ", " or ", "-or-", ".."]
NUMBERS = [
    "1", "2.5", "1,784", "1.500", "20.000", "4-1,,2", "98–5", "1/2", "3½", "½", "¼", "0", "-3", "1e9", "9" * 310, "1 000", "1'000",
    "1,2,3", "12,34.56", ".5", "5.", "1..2", "½½", "٣", "²", "10,000,000", "0.0001", "1,000,000,000,000,000,000,000",
]  # fmt: skip
SCALES = [
    "",
    "",
    " million",
    " billion",
    " bn",
    "m",
    "MM",
    " thousand",
    " trillion",
    " million million",
    " hundred",
    " dozen",
    "k",
    " per cent",
    " percent",
    "%",
    " crore",
]
CURRENCIES = ["$", "US$", "€", "£", "¥", "CN¥", "Rs ", "USD", "USD ", "₽", "", "", "$ ", "£E", "S$"]
UNITS = [
    "",
    " dollars",
    " euros",
    " pesos",
    " kroner",
    " tonnes",
    " people",
    " tourists",
    " troops",
    " roubles",
    " students",
    " of GDP",
    " a year",
]
VERBS = [
    "established", "severed", "broke off", "restored", "resumed", "recognized", "suspended", "opened", "closed", "re-opened", "elevated",
    "raised", "appointed", "visited", "paid a visit to", "met", "declared war on", "signed", "withdrew", "was to have visited", "never recognized",
]  # fmt: skip
THINGS = [
    "diplomatic relations with", "a legation in", "an embassy in", "its consulate in", "relations with", "a treaty with", "ambassadors with",
    "the two countries'", "ties with", "a trade agreement with", "", "an ambassador to", "exports to", "imports from",
]  # fmt: skip
PERSONS = [
    "President Kwame Nkrumah", "King George VI", "Foreign Minister Sergei Lavrov", "Prime Minister", "President", "Alma Berg", "Pope John Paul II",
    "President Dr. A. B. C. van der D'Arc-O'Neil Jr.", "the Emperor", "Nkrumah", "General Secretary L. I. Brezhnev", "Белев", "Queen",
]  # fmt: skip
KINDS = [
    "Official visit",
    "State visit",
    "visit",
    "talks",
    "summit",
    "working visit",
    "meeting",
    "stopover",
    "private visit",
]
LINKS = [
    ", ",
    ". ",
    "; ",
    ": ",
    " – ",
    " ",
    "\n",
    "\n\n",
    ") ",
    " (",
    " | ",
    ", and ",
    ", whereas ",
    " until ",
    " since ",
    " from ",
    " by ",
    "\t",
    "…",
    "·",
]
ODD = "\u0301\u200b\u00ad\ufeff\u202e\u2028\x0b\x85\x00\ud7ff\U0001f600ßİı²³½⅞٣०—–‐‑−'’“”„«»|*#=_[](){}<>&;:,.!?/\\%$€£¥₹º°\t\r\n"


#: Of so many texts one is read to the end: tables, phases, claims, and what was not read.
WHOLE = 10


class Maker:
    """Makes texts from a source of chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.pick = chance, chance.choice

    def year(self) -> str:
        n = self.chance.random()
        if n < 0.8:
            return str(self.chance.randint(1700, 2030))
        return self.pick(
            [
                "1",
                "33",
                "962",
                "0000",
                "0900",
                "9999",
                "12345",
                "'68",
                "1924/5",
                "1960–61",
                "19",
                "2024-25",
                "1899a",
                "197O",
            ]
        )

    def day(self) -> str:
        day, month, year = self.chance.randint(0, 33), self.pick(MONTHS), self.year()
        ordinal = self.pick(["", "", "th", "st", "nd", "rd"])
        numbers = f"{day}{self.pick('/.-')}{self.chance.randint(0, 13)}{self.pick('/.-')}{year}"
        return self.pick([
            f"{day}{ordinal} {month} {year}", f"{month} {day}{ordinal}, {year}", f"{month} {day}{ordinal}", f"{day} {month}", f"{month} {year}", numbers,
            f"{year}-{self.chance.randint(0, 13):02}-{day:02}", f"{day}-{self.chance.randint(1, 31)} {month} {year}", f"{day} {month} [O.S.]/{day + 12} {month} {year}",
            f"{day}-{self.chance.randint(1, 12)}/{year}", f"{day} and {day + 1} {month} {year}", f"{month}-{self.pick(MONTHS)} {year}", f"the {day}{ordinal} of {month}",
            f"{day}-{month[:3]}-{year}", f"{month} {day}–{self.pick(MONTHS)} {day}, {year}", f"{day} {month} {year[2:]}",
        ])  # fmt: skip

    def vague(self) -> str:
        return self.pick([
            f"the {self.year()[:3]}0s", f"{self.year()[:3]}0s", f"the {self.year()[:2]}00s", f"the {self.pick(CENTURIES)} century", f"{self.pick(CENTURIES)} century BC",
            f"the {self.pick(ORDINALS)} decade of the {self.pick(CENTURIES)} century", f"the {self.pick(ORDINALS)} half of the {self.pick(CENTURIES)} century",
            f"the {self.pick(ORDINALS)} quarter of {self.year()}", f"{self.pick(['spring', 'summer', 'autumn', 'winter', 'Fall'])} {self.year()}", "the year",
            "the following year", f"{self.pick(['three', '2', 'ten', 'a hundred'])} years {self.pick(['later', 'earlier', 'after', 'before'])}", "that month", "the same day",
            "today", "last month", "the next day", f"FY{self.year()[2:]}", f"FY {self.year()}", f"the war of {self.year()}", "the turn of the century", f"{self.year()}s",
        ])  # fmt: skip

    def date(self) -> str:
        one = self.pick([self.year, self.day, self.vague])
        text = f"{self.pick(DOUBTS)}{self.pick(MODIFIERS)}{one()}"
        n = self.chance.random()
        if n < 0.2:
            text += self.pick(DASHES) + self.pick([self.year, self.day, self.vague])()
        elif n < 0.4:
            text = self.pick([
                f"from {text} on", f"from {text} to the present", f"since {text}", f"until {text}", f"by {text}", f"between {text} and {self.date()}",
                f"from {text} to {self.date()}", f"before {text}", f"after {text}", f"not until {text}", f"from {text} onwards", f"up to {text}", f"as of {text}",
            ])  # fmt: skip
        return text

    def amount(self) -> str:
        number = (
            self.pick(NUMBERS)
            if self.chance.random() < 0.6
            else f"{self.chance.uniform(0, 10 ** self.chance.randint(0, 13)):,.{self.chance.randint(0, 3)}f}"
        )
        text = f"{self.pick(CURRENCIES)}{number}{self.pick(SCALES)}{self.pick(UNITS)}"
        n = self.chance.random()
        if n < 0.15:
            text += self.pick(DASHES) + self.amount()
        elif n < 0.3:
            text = (
                self.pick(
                    [
                        "about ",
                        "more than ",
                        "up to ",
                        "between ",
                        "from ",
                        "less than ",
                        "twice ",
                        "a third of ",
                        "minus ",
                        "nearly ",
                    ]
                )
                + text
            )
        return text

    def states(self, pair: tuple[str, str]) -> str:
        return self.pick(
            [
                *pair,
                *pair,
                "both countries",
                "the two states",
                "it",
                "France",
                "the United States",
                "Washington",
                "Soviet",
            ]
        )

    def clause(self, pair: tuple[str, str]) -> str:
        one, other, date = self.states(pair), self.states(pair), self.date()
        return self.pick([
            f"{one} {self.pick(VERBS)} {self.pick(THINGS)} {other} {self.pick(['in', 'on', 'at', ''])} {date}", f"In {date} {one} {self.pick(VERBS)} {other}",
            f"{self.pick(THINGS)} {other} were {self.pick(VERBS)} {date}", f"{self.pick(['Trade', 'Exports', 'Imports', 'Aid', 'Investment'])} between {one} and {other} {self.pick(['was', 'rose to', 'fell from'])} {self.amount()} in {date}",
            f"{self.pick(PERSONS)} {self.pick(VERBS)} {other} {self.pick(['in', 'on'])} {date}", f"{date}: {self.pick(KINDS)}. {self.pick(PERSONS)} in {other}",
            f"{self.pick(KINDS)} by {self.pick(PERSONS)} of {one} to {other}, {date}", f"exports include {self.pick(['tin', 'beer', 'oil'])}, {self.amount()}, and {self.date()}",
            f"{date} | {one} | {self.amount()} | {self.pick(PERSONS)}", f"{self.amount()} {self.pick(['tourists', 'of trade', 'exports', 'rank'])} {date}", f"({date})", self.amount(), date,
        ])  # fmt: skip

    def grammatical(self) -> str:
        pair = self.pick(PAIRS)
        title = self.pick(
            [
                f"{pair[0]}–{pair[1]} relations\n\n",
                f"Visits from {pair[0]} to {pair[1]}\n\n",
                "",
                f"{pair[0]} and {pair[1]}\n",
                f"# {pair[1]}\n\n",
            ]
        )
        text = ""
        for _ in range(self.chance.randint(1, 4)):
            start = self.pick(["", "", "", "* ", "- ", "1. ", "| ", "## ", "> ", f"{self.date()} – "])
            text += start + self.clause(pair) + self.pick(LINKS if self.chance.random() < 0.5 else [". ", ".\n"])
        return title + (text if self.chance.random() < 0.9 else self.pick([text.upper(), text.lower(), text.title()]))

    def mutated(self) -> str:
        text = self.pick(SEEDS) if self.chance.random() < 0.4 else self.grammatical() + self.grammatical()
        start = self.chance.randrange(max(1, len(text) - 500)) if len(text) > 600 else 0
        text = text[start : start + 600]
        for _ in range(self.chance.randint(1, 8)):
            a = self.chance.randrange(len(text) + 1)
            b = min(len(text), a + self.chance.randint(0, 12))
            part = text[a:b]
            text = text[:a] + self.pick([
                "", part * 2, part[::-1], part.upper(), self.pick(ODD), self.pick(LINKS), self.date(), self.amount(), "\n", part + self.pick(ODD), self.pick(NUMBERS),
            ]) + text[b:]  # fmt: skip
        return text

    def odd(self) -> str:
        pieces = [
            *ODD,
            *LINKS,
            *NUMBERS,
            *MONTHS,
            *DASHES,
            *CENTURIES,
            *VERBS,
            *UNITS,
            *KINDS,
            *PERSONS,
            "Mexico",
            "Russia",
            "relations",
            "visit",
            "10",
            "1990",
            "s",
            "th",
        ]
        return "".join(self.pick(pieces) + self.pick(["", " "]) for _ in range(self.chance.randint(1, 40)))

    def text(self) -> str:
        """A text of one of the three sorts."""
        return self.pick([self.grammatical, self.mutated, self.odd])()


def faults(text: str, dyad: tuple[str, str], whole: bool = True) -> list[str]:
    """The causes of all that is wrong with how a text is read; none where nothing is."""
    try:
        found = _whole(text, dyad) if whole else _rows(text, dyad)
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return [
            f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno} {re.sub('[0-9]+', '0', str(error))[:60]}"
        ]
    return list(dict.fromkeys(found))


def _rows(text: str, dyad: tuple[str, str]) -> list[str]:
    """What is wrong with the rows as the reader makes them, before they are tables: four times as fast."""
    clean = typography.clean(decoding.decode(text.encode("utf-8", "replace"))[0])
    parts = documents.read(sources.Document("text", "text", clean), states.pair(dyad), {}, guarded=False)
    texts = {"text": parts[0].document.text}
    return [cause for part in parts for rows in part.found.values() for row in rows for cause in broken(row, texts)]


def _whole(text: str, dyad: tuple[str, str]) -> list[str]:
    """What is wrong with the tables, with the phases, claims and list of what was not read that follow from them."""
    corpus = bilateral.read_text(text, dyad=dyad)
    corpus.unread
    tables = [getattr(corpus, name).to_dict("records") for name in ("events", "figures", "visits", "items")]
    found = [cause for table in tables for row in table for cause in broken(row, corpus.texts)]
    found += [f"phases: {cause}" for row in corpus.phases.to_dict("records") for cause in broken_phase(row)]
    return found + [
        f"evidence: {cause}" for row in corpus.evidence.to_dict("records") for cause in misquoted(row, corpus.texts)
    ]


def misquoted(row: dict, texts: dict[str, str]) -> list[str]:
    """Quotes that are not the words at their place."""
    if row.get("quote") is None or pd.isna(row["quote"]):
        return []
    a, b = row["char_start"], row["char_end"]
    return [] if texts[row["source"]][a:b] == row["quote"] and b > a else ["a quote is not the words at its place"]


def broken(row: dict, texts: dict[str, str]) -> list[str]:
    """The promises that a row breaks."""
    found = misquoted(row, texts)
    date = row.get("date")
    if not pd.isna(date):
        try:
            low, high = edtf.bounds(date)
        except ValueError:
            return [*found, "a date is not EDTF"]
        if low and high and low > high:
            found.append("earliest is after latest")
        a, b = row.get("date_char_start"), row.get("date_char_end")
        if a is not None and not pd.isna(a) and texts[row["source"]][a:b] != row["date_text"]:
            found.append("the words of a date are not those at their place")
    given = {name: row[name] for name in ("value", "low", "high", "alternative") if row.get(name) is not None}
    if any(math.isinf(number) for number in given.values()):
        found.append("a number is infinite")
    value, low, high = (given.get(name, math.nan) for name in ("value", "low", "high"))
    if low > high or value < low or value > high:
        found.append("low, value and high are out of order")
    return found


def broken_phase(row: dict) -> list[str]:
    """The promises that a phase breaks."""
    for end in ("opened", "closed"):
        low, high = row[f"{end}_earliest"], row[f"{end}_latest"]
        if not pd.isna(low) and not pd.isna(high) and low > high:
            return ["earliest is after latest"]
    return []


def shrunk(text: str, still: Callable[[str], bool], tries: int = 400) -> str:
    """A smaller text that is still at fault: lines, then words, then characters are left out as long as it is."""
    for parts_of, glue in ((lambda t: t.split("\n"), "\n"), (lambda t: t.split(" "), " "), (list, "")):
        parts, size = parts_of(text), max(1, len(parts_of(text)) // 2)
        while size and tries > 0:
            at = 0
            while at < len(parts) and tries > 0:
                tries -= 1
                less = parts[:at] + parts[at + size :]
                if less and still(glue.join(less)):
                    parts = less
                else:
                    at += size
            size //= 2
        text = glue.join(parts)
    return text


def main() -> int:
    """Make texts, read them, print the faults; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--seconds", type=float, help="how long to go on")
    parser.add_argument("--texts", type=int, help="how many texts to read (1,000 where neither is given)")
    parser.add_argument("--seed", type=int, default=0)
    wanted = parser.parse_args()
    limit = wanted.texts or (10**9 if wanted.seconds else 1000)
    maker, begun, done = Maker(random.Random(wanted.seed)), time.monotonic(), 0
    counts, examples = collections.Counter(), {}
    while done < limit and not (wanted.seconds and time.monotonic() - begun > wanted.seconds):
        text, dyad = maker.text(), maker.pick(PAIRS)
        done += 1
        for cause in faults(text, dyad, whole=done % WHOLE == 0):
            counts[cause] += 1
            if len(text) < len(examples.get(cause, (text + " ",))[0]):
                examples[cause] = text, dyad
    for cause, number in counts.most_common():
        text, dyad = examples[cause]
        small = shrunk(text, lambda t, cause=cause, dyad=dyad: cause in faults(t, dyad) + faults(t, dyad, whole=False))
        print(f"{number:6} {cause}\n       {small!r} {dyad}")
    took = time.monotonic() - begun
    print(
        f"seed {wanted.seed}: {done:,} texts in {took:.0f} s ({done / took:.0f} a second), {len(counts)} causes, {counts.total()} faults"
    )
    return 1 if counts else 0


if __name__ == "__main__":
    sys.exit(main())
