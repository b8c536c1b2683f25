"""Source documents: found in a folder, decoded, and laid out as lines, headings and sentences.

Offsets count in `Document.text`, the decoded file with its line ends made ``\\n``. `Document.folded` is the same text,
character for character, with quotes, dashes and spaces made plain: it is what the readers' patterns look at.
"""

import functools
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from . import dates

SUFFIXES = {".txt", ".text", ".md"}
MAX_BYTES = 64_000_000
_FOLD = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'),
        **dict.fromkeys("\u200b\u200e\u200f\u2060\ufeff\u00ad", " "),
    }
)
_ENGLISH = frozenset("the of and in to a was were is by on with for as at from that between his its it which had".split())
_LIST = re.compile(r"\s*(?:[-*+•·–—▪◦‣]|\(?\d{1,2}[.)])\s+(?=\S)")
_NOTES = r"(?:\[[\w ]{1,20}\])*"
# A sentence ends at . ! ? (and footnote marks) before a capital, unless an abbreviation or an initial stands there.
_END = re.compile(rf"(?<=[.!?])[\"')\]]*{_NOTES}(?=\s+[\"'(\[]?[A-Z0-9À-ÞĀ-ŽА-Я])|[.!?][\"')]*(?:\[[\w ]{{1,20}}\])+(?=[A-Z])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Ste|Sr|Jr|Gen|Col|Lt|Capt|Adm|Sen|Rep|Gov|Prof|Rev|Hon|No|Nos|Art|vs|ca?|approx|Mt|Ft|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|U\.S|U\.K|U\.N|U\.S\.S\.R|O\.S|N\.S|e\.g|i\.e|p|pp|Messrs)\.)$"
)


class SourceError(ValueError):
    """A file, folder or parameter that can't be read, told in one line."""

    def _render_traceback_(self):  # IPython asks for this: a user's mistake needs no traceback
        return [f"SourceError: {self}"]


def fold(text):
    """The text with quotes, dashes and spaces made plain, character for character."""
    return text.translate(_FOLD)


@dataclass(frozen=True)
class Sentence:
    """A stretch of text that is read as one: a sentence, a list entry, a heading, a table row."""

    start: int
    end: int
    kind: str  # title, heading, prose, list, table
    heading: str = ""


@dataclass
class Document:
    """One source: its text, its stretches, and what was set aside."""

    name: str
    file: str
    text: str
    folded: str = ""
    sentences: list = field(default_factory=list)
    aside: list = field(default_factory=list)
    remarks: list = field(default_factory=list)
    calendar: str | None = None
    title: str = ""

    def __post_init__(self):
        self.folded = fold(self.text)
        _lay_out(self)

    @property
    def words(self):
        return len(re.findall(r"\w+", self.text))

    @property
    def language(self):
        """``en``, or ``und`` where fewer than one word in ten is one that English prose can't do without."""
        words = re.findall(r"[^\W\d_]+", self.folded[:200_000].lower())
        if len(words) < 20:
            return "en" if words and self.folded.isascii() else "und"
        return "en" if sum(w in _ENGLISH for w in words) / len(words) > 0.1 else "und"


def data_folder(name):
    """The folder of that name (data, seeds, notebooks) in the installed package, or else in the checkout."""
    here = Path(__file__).resolve().parent
    return next(p for p in (here / name, here.parents[1] / name) if p.is_dir())


def files(path):
    """
    The documents at a path, in the order of their names.

    Raises
    ------
    SourceError
        If there is no such path, or a folder holds no document.
    """
    path = Path(path)
    if not path.exists():
        raise SourceError(f"documents: no file or folder {str(path)!r}; give a text file or a folder of text files")
    if path.is_file():
        return [path]
    found = sorted(p for p in path.iterdir() if p.is_file() and p.suffix.lower() in SUFFIXES and p.name.lower() != "readme.md")
    if not found:
        kinds = ", ".join(sorted(SUFFIXES))
        raise SourceError(f"documents: no document in {str(path)!r}; a document is a file ending in {kinds}")
    return found


def decode(raw):
    """
    The text of a file's bytes, and a remark on how it was read.

    Byte order marks decide first, then UTF-8, then Windows-1252; a binary file is an empty text with a remark.
    """
    marks = ((b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    encoding = next((name for mark, name in marks if raw.startswith(mark)), None)
    if encoding is None and raw[:400].count(0) > 40:  # UTF-16 without a mark has a zero in every other byte
        encoding = "utf-16-le" if raw[1:400:2].count(0) > raw[:400:2].count(0) else "utf-16-be"
    remark = ""
    try:
        text = raw.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        text, remark = raw.decode("cp1252", errors="replace"), "read as Windows-1252"
    strange = sum(1 for c in text[:4000] if c == "\ufffd" or (c < " " and c not in "\t\n\r\f\v"))
    if strange > 0.02 * len(text[:4000]):
        return "", "not a text file (binary)"
    return re.sub(r"\r\n?|[\f\v\u2028\u2029\x85]", "\n", text), remark


def load(path):
    """Read one file into a `Document`; what can't be read is an empty document with a remark."""
    path = Path(path)
    remark = ""
    try:
        if path.stat().st_size > MAX_BYTES:
            text, remark = "", f"not read: over {MAX_BYTES // 10**6} MB"
        else:
            text, remark = decode(path.read_bytes())
    except OSError as error:
        text, remark = "", f"not read: {error.strerror}"
    document = Document(path.stem, path.name, text)
    if remark:
        document.remarks.insert(0, remark)
    return document


def describe(folder):
    """
    What `sources.csv` beside the documents says of them; empty where there is none.

    Returns
    -------
    pandas.DataFrame
        Indexed by file name: label, title, publisher, published, address, dyad (strings).

    Raises
    ------
    SourceError
        If the file can't be read as CSV or has no column `file`.
    """
    path = Path(folder) / "sources.csv"
    columns = ["label", "title", "publisher", "published", "address", "dyad"]
    if not path.is_file():
        return pd.DataFrame(columns=columns, dtype="string")
    try:
        table = pd.read_csv(path, dtype="string")
    except (ValueError, UnicodeError) as error:
        raise SourceError(f"{path.name}: not a CSV table in UTF-8 ({str(error).splitlines()[0]})") from None
    if "file" not in table or table["file"].duplicated().any():
        raise SourceError(f"{path.name}: needs a column 'file' that names each document once; found {', '.join(table.columns)}")
    return table.set_index("file").reindex(columns=columns)


@functools.cache
def _furniture():
    spec = tomllib.loads((data_folder("data") / "furniture.toml").read_text(encoding="utf-8"))
    rules = {key: re.compile(f"(?:{'|'.join(spec[key])})", re.I) for key in ("lines", "sections")}
    return {**rules, "announced": [tuple(re.compile(p, re.I) for p in pair) for pair in spec["announced"]]}


def _lines(text):
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _wrapped(spans, folded):
    """Whether the lines are those of a terminal (wrapped at some 70 columns), so that a sentence runs on over them."""
    lengths = [b - a for a, b in spans if b - a]
    full = [n for n in lengths if 55 <= n <= 100]
    return len(lengths) > 3 and max(lengths) <= 120 and len(full) > len(lengths) / 2


def _paragraphs(folded):
    """Spans of lines; lines of a text wrapped for a terminal are joined up to the next blank one or list entry."""
    spans = list(_lines(folded))
    if not _wrapped(spans, folded):
        return spans
    out, last = [], 0
    for a, b in spans:
        line = folded[a:b]
        run_on = out and last and line.strip() and not _LIST.match(line) and not line.lstrip().startswith("|") and last >= 45
        if run_on:
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
        last = len(line.strip())
    return out


def _lay_out(document):
    """Sort the lines into title, headings, list entries, table rows, prose and furniture."""
    folded, furniture, heading, skipping = document.folded, _furniture(), "", False
    spans = [(a, b) for a, b in _paragraphs(folded) if folded[a:b].strip()]
    prose_seen = False
    for i, (a, b) in enumerate(spans):
        line = folded[a:b].strip()
        core = re.sub(_NOTES + "$", "", line.strip("#=*_ ")).strip()
        only_date = _only_date(core)
        if only_date:
            day = only_date if re.fullmatch(r"(\d{4}-)?\d\d-\d\d", only_date) else None
            document.calendar = (day[-5:] if day else None) or document.calendar
        if not document.title and not furniture["lines"].fullmatch(core) and not only_date:
            document.title, kind = line.strip("#=*_ "), "title"
        elif furniture["sections"].fullmatch(core):
            document.aside.append((a, b, core))
            skipping = True
            continue
        elif skipping and not (_is_heading(line, core, spans, i, folded) and i + 1 < len(spans) and _is_prose(folded[slice(*spans[i + 1])])):
            document.aside.append((a, b, core))
            continue
        elif furniture["lines"].fullmatch(core) or (only_date and len(only_date) >= 10 and not prose_seen):
            document.aside.append((a, b, core))
            skipping = False
            continue
        elif line.startswith("|") or line.count("|") >= 2:
            kind = "table"
        elif only_date or _is_heading(line, core, spans, i, folded):
            kind = "heading"
        elif _LIST.match(folded[a:b]):
            kind = "list"
        elif re.match(r"\S", line) and len(line.split()) <= 12 and not _is_prose(line):
            kind = "list"
        else:
            kind = "prose"
        skipping = False
        heading = core if kind == "heading" else heading
        prose_seen = prose_seen or kind == "prose"
        _cut(document, a, b, kind, heading)
    _miss(document)
    if document.aside:
        words = list(dict.fromkeys(text for _, _, text in document.aside))
        shown = "; ".join(w if len(w) <= 60 else w[:57] + "…" for w in words[:8]) + ("; …" if len(words) > 8 else "")
        document.remarks.append(f"set aside as page furniture, {len(document.aside)} lines: {shown}")


def _miss(document):
    """Remark on headings that announce a list where none stands under them."""
    told, spec = document.sentences, _furniture()["announced"]
    heads = [i for i, s in enumerate(told) if s.kind == "heading"]
    for n, i in enumerate(heads):
        title = document.folded[told[i].start : told[i].end]
        below = told[i + 1 : heads[n + 1] if n + 1 < len(heads) else len(told)]
        if not below and n + 1 < len(heads):  # a heading over more exact ones is no missing list
            below = told[heads[n + 1] : heads[n + 1] + 1] if not re.search(r"\b(?:from|to|of|in)\b", title) else []
        text = " ".join(document.folded[s.start : s.end] for s in below)
        for announced, wanted in spec:
            if announced.search(title) and not wanted.search(text):
                document.remarks.append(f"no list stands under the heading “{document.text[told[i].start : told[i].end]}”")
                break


def _only_date(line):
    """The EDTF string (or month-day) of a line that is a date and nothing else."""
    if len(line) > 40 or not re.search(r"\d", line):
        return None
    core = _LIST.sub("", line, count=1).strip(" .,:|-")
    if m := re.fullmatch(r"(\d{1,2})[./](\d{1,2})", core):
        return f"{int(m[2]):02d}-{int(m[1]):02d}" if int(m[2]) <= 12 and int(m[1]) <= 31 else None
    found = dates.find(core)
    if len(found) == 1 and found[0].edtf and found[0].end - found[0].start == len(core):
        return found[0].edtf
    found = dates.find(f"{core} 2000")  # a day without a year, as calendars print it
    if len(found) == 1 and found[0].shape in ("day", "american") and found[0].start == 0 and found[0].edtf:
        return found[0].edtf[5:]
    return None


def _is_prose(line):
    return len(line.split()) > 6 and bool(re.search(r"[.!?][\"')\]\d]*\s*$|[.!?]\s+[A-Z]", line))


def _is_heading(line, core, spans, i, folded):
    if line.startswith(("#", "==")):
        return True
    words = core.split()
    marked = _LIST.match(line)
    if not words or len(words) > 14 or len(core) > 110 or line.endswith((".", ";", ",", '"')):
        return False
    if marked and not (line[0].isdigit() and i + 1 < len(spans) and _is_prose(folded[slice(*spans[i + 1])])):
        return False
    if not re.match(r"[\"'(]?[A-Z0-9À-ÞА-Я]", core) or re.search(r"\.jpe?g|\b(?:with|visited|signed|was|were|has|have|is|are)\b.*\d{4}", core):
        return False
    if re.search(r",? \d{1,2}[-, ].*\d{4}|\(\d{4}", core):
        return False
    following = folded[slice(*spans[i + 1])].strip() if i + 1 < len(spans) else ""
    return line.endswith(("?", ":")) or core.isupper() or len(words) <= 10 and (bool(_LIST.match(following)) or not following or _is_heading_like(core))


def _is_heading_like(core):
    small = {"and", "of", "the", "in", "to", "from", "with", "by", "for", "on", "at", "a", "an", "since", "between", "day", "relations", "visits", "era", "does", "it", "ties", "missions"}
    words = [w for w in re.findall(r"[\w']+", core) if w.lower() not in small]
    capitals = sum(w[0].isupper() or w[0].isdigit() for w in words)
    return len(core.split()) <= 5 or capitals >= 0.7 * max(1, len(words))


def _cut(document, a, b, kind, heading):
    """Cut a line into sentences (prose, list entries) or keep it whole (headings, table rows)."""
    folded = document.folded
    marker = _LIST.match(folded[a:b]) if kind in ("prose", "list") else None
    a += marker.end() if marker else 0
    cuts = [a]
    if kind in ("prose", "list", "title"):
        for match in _END.finditer(folded, a, b):
            tail = folded[max(a, match.start() - 12) : match.start() + (folded[match.start()] in ".!?")]
            if not _ABBREVIATION.search(tail):
                cuts.append(match.end())
    for start, end in zip(cuts, [*cuts[1:], b], strict=True):
        while start < end and folded[start].isspace():
            start += 1
        while end > start and folded[end - 1].isspace():
            end -= 1
        if end > start:
            document.sentences.append(Sentence(start, end, kind, heading))
