"""How fast the reader is and what it finds, beside what one would take instead; the tables are Markdown.

All is measured in one run: dates and amounts on the sentences of ``sentences.csv`` (made up, labelled by hand; a label
is what a sentence says, not what the reader makes of it), then the whole reader on longer texts. Times are processor
time of one core, the best of three passes (of long texts two, of the longest one). Peers that are not installed are
left out, and a line says so.

Exact is the label's EDTF string; near is another date that meets the label's days (a range's ends are near, not wrong);
wrong meets no label. `dateparser` gives a day where it read a month or a year: its word on its precision is taken. It
fills gaps from today, so that its counts of near and wrong may move by a few with the day.
"""

import argparse
import csv
import importlib
import json
import platform
import random
import re
import subprocess
import sys
import tempfile
import time
import warnings
from importlib.metadata import version
from pathlib import Path

import bilateral
from bilateral import files
from bilateral.dates import edtf
from bilateral.dates import finder as dates
from bilateral.documents import folders
from bilateral.text import fold

SENTENCES = Path(__file__).with_name("sentences.csv")
PEERS = ("dateparser", "edtf", "quantulum3")
DYAD = ("Peru", "Norway")
LIMIT = 1.0  # MB/s, of plain text


# What finds dates: each takes a sentence and gives EDTF strings.


def ours(sentence):
    return [date.edtf for date in dates.find(fold(sentence)) if date.edtf]


MONTHS = ("January|February|March|April|May|June|July|August|September|October|November|December").split("|")
DAY, MONTH, YEAR = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?", rf"(?P<m>{'|'.join(MONTHS)})", r"(?P<y>1[5-9]\d\d|20\d\d)\b"
KEYWORDS = re.compile(
    "|".join(
        re.sub(r"P<([dmy])>", rf"P<\g<1>{n}>", shape)
        for n, shape in enumerate((rf"{DAY} {MONTH} {YEAR}", rf"{MONTH} {DAY},? {YEAR}", rf"{MONTH} {YEAR}", YEAR))
    )
)


def keywords(sentence):
    """The baseline: ten lines that anybody would write."""
    found = []
    for match in KEYWORDS.finditer(sentence):
        part = {name[0]: text for name, text in match.groupdict().items() if text}
        month = f"-{MONTHS.index(part['m']) + 1:02d}" if "m" in part else ""
        found.append(part["y"] + month + (f"-{int(part['d']):02d}" if "d" in part else ""))
    return found


def by_dateparser(dateparser):
    """Two functions: what is timed, and what makes its answer EDTF, as exact as dateparser says that its words are."""
    search = importlib.import_module("dateparser.search").search_dates
    reader = importlib.import_module("dateparser.date").DateDataParser(languages=["en"])
    size = {"year": 4, "month": 7}

    def write(found):
        return [
            day.date().isoformat()[: size.get(reader.get_date_data(words).period, 10)] for words, day in found or []
        ]

    return lambda sentence: search(sentence, languages=["en"]), write


def by_edtf(package):
    """Likewise: one string for a sentence, or none."""
    return package.text_to_edtf, lambda found: [found] if found else []


def limits(value, package):
    """First and last day of any EDTF string as ISO texts, or None: by our own reading, else by the package's."""
    try:
        first, last = edtf.bounds(value)
        return first.isoformat() if first else "0000", last.isoformat() if last else "9999"
    except ValueError:
        pass
    try:
        parsed = package.parse_edtf(value)
        first, last = (time.strftime("%Y-%m-%d", t) for t in (parsed.lower_strict(), parsed.upper_strict()))
        return min(first, last), max(first, last)
    except Exception:  # what a peer writes and can't read again is wrong, whatever it raises
        return None


def score_dates(found, wanted, package):
    """How many labels are found exactly, how many nearly (days that meet the label's), and how many dates are wrong."""
    told, wanted, rest, near, wrong = wanted, list(wanted), [], 0, 0
    for value in found:
        wanted.remove(value) if value in wanted else rest.append(value)
    exact = len(told) - len(wanted)
    for value in rest:
        bounds = limits(value, package)
        met = [w for w in told if bounds and _meet(bounds, limits(w, package))]
        wrong += not met
        if hit := next((w for w in met if w in wanted), None):
            wanted.remove(hit)
            near += 1
    return exact, near, wrong, len(wanted)


def _meet(one, other):
    return one[0] <= other[1] and other[0] <= one[1]


# What finds amounts: each gives, for a sentence, pairs of a value and a unit.


def document(sentences):
    return "Peru–Norway relations\n\n" + "\n\n".join(sentences) + "\n"


def our_figures(corpus, sentences):
    """The amounts of each sentence of a document that `document` made."""
    found, start = [[] for _ in sentences], len(document([])) - 1
    at = []
    for sentence in sentences:
        at.append(start)
        start += len(sentence) + 2
    for row in corpus.figures.itertuples():
        n = max(i for i, place in enumerate(at) if place <= row.char_start)
        found[n].append((row.value, row.unit))
    return found


def their_figures(found):
    """The amounts that quantulum3 gives, in our units; ranges count at both ends."""
    same = {"percentage": "%", "per cent": "%", "tonne": "tonnes", "ton": "tonnes", "barrel": "barrels"}
    return [(q.value, q.unit.currency_code or same.get(q.unit.name, q.unit.name)) for q in found]


def score_amounts(found, wanted):
    """How many labels are found with value and unit, how many with the value alone, and how many amounts are wrong."""
    found, wanted = list(found), list(wanted)
    hits = []
    for whole in (True, False):
        before = len(wanted)
        for value, unit in list(wanted):
            same = [f for f in found if abs(f[0] - value) <= 1e-9 * value and (f[1] == unit or not whole)]
            if same:
                found.remove(same[0])
                wanted.remove((value, unit))
        hits.append(before - len(wanted))
    # A bare number is no claim to an amount: years and days are none of quantulum3's errors.
    return *hits, sum(unit != "dimensionless" for _, unit in found), len(wanted)


# Measuring


def best(work, passes=3):
    """The least processor time of some passes, in seconds, and what the work gave."""
    times = []
    for _ in range(passes):
        start = time.process_time()
        result = work()
        times.append(time.process_time() - start)
    return max(min(times), 1e-9), result


def forget(package):
    """Empty a package's caches of answers, so that every pass works anew."""
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] == package:
            own = [thing for thing in vars(module).values() if getattr(thing, "__module__", None) == name]
            own += [getattr(kind, member) for kind in own if isinstance(kind, type) for member in vars(kind)]
            for thing in own:
                if hasattr(thing, "cache_clear"):
                    thing.cache_clear()


def each(function, sentences, package=None):
    """A pass over all sentences, with nothing kept from the pass before."""

    def work():
        if package:
            forget(package)
        return [function(s) for s in sentences]

    function(sentences[0])  # what is loaded at first use is not counted
    return best(work)


def table(head, rows):
    """A Markdown table; all columns but the first are numbers."""
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    print("\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines), end="\n\n", flush=True)


def speed(seconds, sentences):
    size = sum(len(s.encode()) for s in sentences) / 1e6
    return f"{len(sentences) / seconds:,.0f}", f"{size / seconds:.3f}"


def show_dates(rows, peers):
    sentences, wanted = [r["sentence"] for r in rows], [r["dates"].split(";") if r["dates"] else [] for r in rows]
    tools = {"bilateral.dates.find": (ours, list, None)}
    if "dateparser" in peers:
        tools["dateparser search_dates"] = *by_dateparser(peers["dateparser"]), None
    if "edtf" in peers:
        tools["edtf text_to_edtf, by sentence"] = *by_edtf(peers["edtf"]), "edtf"
    tools["keywords, ten lines"] = keywords, list, None
    lines, missed = [], []
    for name, (function, write, cached) in tools.items():
        seconds, answers = each(function, sentences, cached)
        found = [write(answer) for answer in answers]
        scores = [score_dates(f, w, peers.get("edtf")) for f, w in zip(found, wanted, strict=True)]
        lines.append([name, *map(sum, zip(*scores, strict=True)), *speed(seconds, sentences)])
        if name.startswith("bilateral"):
            missed = [(s, w, f) for s, w, f in zip(sentences, wanted, found, strict=True) if sorted(w) != sorted(f)]
    total, none = sum(map(len, wanted)), sum(not w for w in wanted)
    print(f"Dates: {total} in {len(sentences)} sentences, {none} of which tell none.\n")
    table(["", "exact", "near", "wrong", "missed", "sentences/s", "MB/s"], lines)
    return missed


def show_amounts(rows, peers):
    sentences = [r["sentence"] for r in rows]
    wanted = [[(float(v), u) for v, u in (a.split() for a in r["amounts"].split(";") if a)] for r in rows]
    seconds, _ = best(lambda: bilateral.read_text(document(sentences * 10), dyad=DYAD))
    alone = our_figures(bilateral.read_text(document(sentences), dyad=DYAD), sentences)
    found = {"bilateral.read_text, all its tables": (speed(seconds, sentences * 10), alone)}
    if "quantulum3" in peers:
        seconds, answers = each(importlib.import_module("quantulum3.parser").parse, sentences)
        found["quantulum3 parse"] = speed(seconds, sentences), [their_figures(a) for a in answers]
    lines = []
    for name, (fast, answers) in found.items():
        scores = [score_amounts(f, w) for f, w in zip(answers, wanted, strict=True)]
        lines.append([name, *map(sum, zip(*scores, strict=True)), *fast])
    total = sum(map(len, wanted))
    print(f"Amounts: {total} in the same sentences.\n")
    table(["", "value and unit", "value alone", "wrong", "missed", "sentences/s", "MB/s"], lines)
    return [(s, w, f) for s, w, f in zip(sentences, wanted, alone, strict=True) if sorted(w) != sorted(f)]


# Longer texts

PEOPLE = "Arne Lund|Inés Quispe|Olav Berg|Rosa Mamani|Kari Dahl|Julio Paredes|Nils Haugen|Elena Vargas".split("|")
GOODS = "fish meal|copper|paper|stockfish|guano|machinery|coffee|turbines|asparagus|ships".split("|")
TOLD = (
    "{a} and {b} established diplomatic relations on {day} {month} {year}.",
    "In {month} {year} {a} opened a legation in {capital}.",
    "{a} severed diplomatic relations with {b} on {month} {day}, {year}, and they were restored {n} years later.",
    "President {who} of {a} paid a state visit to {b} in {year}.",
    "In {year} trade between the two countries reached ${n}.{day} million.",
    "{a}'s exports to {b} fell from $1{n} million in {year} to $9{day} million in {later}.",
    "The agreement on {goods} was signed in {capital} between {year} and {later}.",
    "Since {year} some {n},000 people from {a} have lived in {b}.",
    "Foreign Minister {who} met with his counterpart in {capital} in the early {decade}s.",
)
IDLE = (
    "The coast was foggy, and the pilots of the harbour waited for hours with their coffee.",
    "{who} wrote long letters about {goods}, which nobody answered.",
    "Much has been said about the mountains of {a}, and rather less about those who climbed them.",
    "It is not known whether the crew ever saw the cathedral, but the cook told stories of it all his life.",
    "The newspapers of {capital} printed a poem on {goods}, and then, as newspapers do, forgot it.",
    "A warehouse for {goods} stood beside the railway; its roof was green, its doors were always open.",
    "Historians disagree about what moved {who}: ambition, boredom, or a love of {goods}.",
    "Those who remember the old quarter speak of music, of {goods} on the quays and of very long evenings.",
    "The archive holds {n} boxes on the matter, most of which have never been opened.",
    "Such stories were common in both countries, and {who} collected them with patience.",
)


def prose(size):
    """Plain prose of about `size` bytes, always the same: one sentence in three tells something."""
    dice, parts, length = random.Random(1905), ["Peru–Norway relations"], 0
    while length < size:
        lines = []
        for _ in range(dice.randint(4, 9)):
            a, b = dice.sample(DYAD, 2)
            year = dice.randint(1850, 2010)
            words = {
                "a": a,
                "b": b,
                "capital": "Lima" if b == "Peru" else "Oslo",
                "year": year,
                "decade": year // 10 * 10,
            }
            words |= {"later": year + dice.randint(1, 9), "n": dice.randint(2, 99), "day": dice.randint(1, 28)}
            words |= {"month": dice.choice(MONTHS), "who": dice.choice(PEOPLE), "goods": dice.choice(GOODS)}
            lines.append(dice.choice(TOLD if dice.random() < 1 / 3 else IDLE).format(**words))
        parts.append(" ".join(lines))
        length += len(parts[-1].encode()) + 2
        if dice.random() < 0.05:
            parts.append(f"From {dice.randint(1850, 2000)} on")
    return "\n\n".join(parts) + "\n"


def peak():
    """The most memory that this process has held, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage says may be a parent's
        return int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


def alone(megabytes):
    """Read that much prose in this process, and print what it took."""
    text = prose(megabytes * 1_000_000)
    before, size = peak(), len(text.encode()) / 1e6
    seconds, corpus = best(lambda: bilateral.read_text(text, dyad=DYAD), 1)
    rows = sum(len(getattr(corpus, name)) for name in ("events", "figures", "visits", "items"))
    print(json.dumps({"MB": size, "seconds": seconds, "rows": rows, "before": before, "peak": peak()}))


def child(megabytes):
    command = [sys.executable, __file__, "--alone", str(megabytes)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def show_speed():
    texts = [f.path.read_text(encoding="utf-8") for f in folders.files(files.data_folder("seeds"))]
    size = sum(len(t.encode()) for t in texts) / 1e6
    lines = []

    def line(name, size, seconds, corpora):
        rows = sum(len(getattr(c, t)) for c in corpora for t in ("events", "figures", "visits", "items"))
        lines.append([name, f"{size:.2f}", f"{rows:,}", f"{seconds:.2f}", f"{size / seconds:.2f}"])

    seconds, corpora = best(lambda: [bilateral.read_text(t) for t in texts])
    line("the five seeds, one by one: mostly what five small sets of tables cost", size, seconds, corpora)
    with tempfile.TemporaryDirectory() as folder:
        for n, text in enumerate(texts * 20):
            (Path(folder) / f"{n:03d}.txt").write_text(text, encoding="utf-8")
        seconds, corpus = best(lambda: bilateral.read(folder), 2)
    line("the five seeds, twenty times, as a folder", size * 20, seconds, [corpus])
    joined = "\n\n".join(texts * 15)
    seconds, corpus = best(lambda: bilateral.read_text(joined, dyad="mexico-russia"), 2)
    line("the five seeds, fifteen times, as one document", len(joined.encode()) / 1e6, seconds, [corpus])
    text = prose(1_000_000)
    seconds, corpus = best(lambda: bilateral.read_text(text, dyad=DYAD), 2)
    line("made-up prose, one sentence in three with an event", len(text.encode()) / 1e6, seconds, [corpus])
    print(f"The whole reader, bilateral.read_text, on one core; wanted of plain text: {LIMIT:.0f} MB/s.\n")
    table(["text", "MB", "rows", "seconds", "MB/s"], lines)

    runs = {n: [child(n) for _ in range(passes)] for n, passes in ((1, 2), (2, 2), (4, 1))}
    lines = []
    for told in runs.values():
        seconds, first = min(r["seconds"] for r in told), told[0]
        memory = min(r["peak"] - r["before"] for r in told)
        rate = f"{first['MB'] / seconds:.2f}"
        lines.append([f"{first['MB']:.1f}", f"{seconds:.1f}", rate, f"{memory:.0f}", f"{memory / first['MB']:.0f}"])
    print("The same prose in a fresh process each: time and memory should grow with the text, and no faster.\n")
    table(["MB", "seconds", "MB/s", "peak memory, MB over that before", "for each MB"], lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument(
        "--errors", action="store_true", help="list the sentences that bilateral reads otherwise than labelled"
    )
    parser.add_argument("--only", choices=("dates", "amounts", "speed"), help="measure one of the three alone")
    parser.add_argument("--alone", type=int, metavar="MB", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    warnings.simplefilter("ignore")  # of the peers: none of them is ours to mend
    if wanted.alone:
        return alone(wanted.alone)
    peers = {}
    for name in PEERS:
        try:
            peers[name] = importlib.import_module(name)
        except ImportError:
            continue
    if lost := [name for name in PEERS if name not in peers]:
        names = " ".join(lost)
        print(f"Left out, not installed: {names}. To compare: python -m pip install {names}", file=sys.stderr)
    named = [f"{name} {version(name)}" for name in ("bilateral", *peers)]
    print(f"Python {platform.python_version()}; {', '.join(named)}; processor time of one core, best of passes.\n")
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    otherwise = []
    if wanted.only in (None, "dates"):
        otherwise += show_dates(rows, peers)
    if wanted.only in (None, "amounts"):
        otherwise += show_amounts(rows, peers)
    if wanted.only in (None, "speed"):
        show_speed()
    if wanted.errors:
        for sentence, label, found in otherwise:
            print(f"- {sentence}\n  labelled {label or 'none'}, found {found or 'none'}")


if __name__ == "__main__":
    main()
