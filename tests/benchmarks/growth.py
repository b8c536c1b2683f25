"""How time grows with what a document holds: for each kind of text the exponent of its seconds, n to 4 n; the table is Markdown.

    python tests/benchmarks/growth.py [KIND…]

1.0 is in proportion, 2.0 its square; more than 1.15 is marked. Times are processor time of one core, the best of three passes or
more (of up to nine, as long as they are short); each pass goes through all sizes, so that a busy machine is as slow for one as for
another.
"""

import argparse
import math
import time
from collections.abc import Callable

import bilateral

DYAD, SIZES, MOST = ("Peru", "Norway"), (2000, 4000, 8000), 1.15
HEAD = "Peru–Norway relations\n\n"
NAMES = "Alma Boris Clara David Elena Franz Greta Heinz Irene Jakob Karla Lukas Maria Niels Olivia Pablo".split()


def day(n: int) -> str:
    """A day of its own for each number."""
    return f"{1 + n % 28} {'January March May July October'.split()[n // 28 % 5]} {1850 + n // 140 % 170}"


def events(n: int) -> str:
    """Events that all differ."""
    verbs = ("established", "severed", "restored")
    return "\n\n".join(f"On {day(i * 13)} Peru {verbs[i % 3]} diplomatic relations with Norway." for i in range(n))


def agreements(n: int) -> str:
    """Agreements that all have names of their own."""
    names = (f"{NAMES[i % 16]}{'abcdefghij'[i // 16 % 10]}{i}" for i in range(n))
    return "\n\n".join(f"On {day(i * 13)} Peru and Norway signed the {one} treaty." for i, one in enumerate(names))


def visits(n: int) -> str:
    """Visits of many people, each on a day of its own."""
    name = (f"{NAMES[i % 16]} {NAMES[i // 16 % 16]}sen{'abcdefghij'[i // 256 % 10]}" for i in range(n))
    return "\n\n".join(f"President {who} of Peru visited Oslo on {day(i * 13)}." for i, who in enumerate(name))


def amounts(n: int) -> str:
    """Amounts of trade, each in a year."""
    return "\n\n".join(f"In {1900 + i % 120} Peru's exports to Norway were worth ${i + 1}.5 million." for i in range(n))


def repeated(n: int) -> str:
    """One event, stated again and again."""
    return "\n\n".join("Peru and Norway established diplomatic relations in 1905." for _ in range(n))


def headings(n: int) -> str:
    """Equal headings, each over a sentence."""
    return "\n\n".join(f"Economic relations\n\nThe coast was foggy {i} times." for i in range(n))


def partners(n: int) -> str:
    """A table that names the partner once, over many rows."""
    return "| Country | Date | Note |\n" + "\n".join(f"| Norway | {day(i)} | note {i} |" for i in range(n))


def marks(n: int) -> str:
    """Combining marks in a row."""
    return "Peru e" + "\u0301\u0323" * (n * 50) + " Norway in 1905."


def sentences(n: int) -> str:
    """Sentences of exported goods, and of arms."""
    goods = (f"Peru exports copper, fish{i} and zinc to Norway." for i in range(n // 2))
    arms = (f"Norway sold {i + 2} frigates, radars and rifles{i} to Peru in {1900 + i % 110}." for i in range(n // 2))
    return " ".join(part for pair in zip(goods, arms, strict=True) for part in pair)


def labels(n: int) -> str:
    """A list of labelled amounts."""
    return "Exports of Peru to Norway:\n\n" + "\n".join(f"- {1900 + i % 120}: ${i + 1} million" for i in range(n))


def bullets(n: int) -> str:
    """Entries of one line, which bullets part."""
    return "Events: " + " • ".join(f"On {day(i * 13)} a ship sailed." for i in range(n))


def paragraph(n: int) -> str:
    """One paragraph of many sentences, each of which ends with a number."""
    return " ".join(f"The archive holds boxes on the matter of {i + 2000}." for i in range(n))


def prose(n: int) -> str:
    """Prose without rows."""
    return "\n\n".join(f"The archive holds {i} boxes on the matter, which nobody opened." for i in range(n))


def read(text: str) -> Callable[[], object]:
    """What reads a text."""
    return lambda: bilateral.read_text(HEAD + text, dyad=DYAD)


def claims(text: str) -> Callable[[], object]:
    """What makes the claims of a text that is read already."""
    corpus = bilateral.read_text(HEAD + text, dyad=DYAD)
    return lambda: corpus.select().with_claims(*_fresh(corpus))


def _fresh(corpus: bilateral.Corpus) -> tuple:
    from bilateral import criticism

    return criticism.find(corpus)


KINDS: dict[str, tuple[Callable[[int], str], Callable[[str], Callable[[], object]]]] = {
    **{
        kind.__name__: (kind, read)
        for kind in (prose, events, repeated, visits, amounts, labels, headings, partners, marks, bullets, paragraph)
    },
    "exports and arms": (sentences, read),
    "claims of events": (events, claims),
    "claims of agreements": (agreements, claims),
    "claims of visits": (visits, claims),
    "claims of amounts": (amounts, claims),
}


def seconds(works: list[Callable[[], object]]) -> list[float]:
    """The least processor time of each of some works: three passes over all, or up to nine within six seconds."""
    passes: list[list[float]] = []
    while len(passes) < 3 or (len(passes) < 9 and sum(map(sum, passes)) < 6):
        passes.append([])
        for work in works:
            start = time.process_time()
            work()
            passes[-1].append(time.process_time() - start)
    return [max(min(times), 1e-4) for times in zip(*passes, strict=True)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(KINDS))
    wanted = parser.parse_args().kinds or list(KINDS)
    read(events(40))()  # what is loaded at first use is not counted
    print(f"| | {' | '.join(f'{n:,}' for n in SIZES)} | exponent | |\n|---|{'---:|' * (len(SIZES) + 1)}---|")
    for kind in wanted:
        text, prepare = KINDS[kind]
        took = seconds([prepare(text(n)) for n in SIZES])
        exponent = math.log(took[-1] / took[0]) / math.log(SIZES[-1] / SIZES[0])
        cells = " | ".join(f"{t:.3f}" for t in took)
        print(f"| {kind} | {cells} | {exponent:.2f} | {'beyond' if exponent > MOST else ''} |", flush=True)


if __name__ == "__main__":
    main()
