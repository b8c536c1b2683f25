"""Evidence: the words of one source for one claim, with what they assert and how that stands."""

from dataclasses import dataclass, field

from ..dates import edtf

#: The better first: of a claim's verdicts the last one stands.
VERDICTS = ("not covered", "supported", "disputed", "contradicted")
BETWEEN = ("single", "agree", "finer", "conflict")


@dataclass
class Evidence:
    """What one source says of one thing: the words, the date or value asserted, and the verdict on it."""

    source: str
    said: str  # an EDTF date, or a value as it is printed
    quote: tuple  # start and end in the source's text
    table: str = ""
    row: object = None  # the row's label in its table; None where no row says it
    verdict: str = "not covered"
    decided_by: str = ""
    reference: tuple = ()
    correction: str = ""

    def judge(self, verdict, decided_by, reference=(), correction=""):
        """Set the verdict, what decided it, the ids of the references, and what is right instead."""
        self.verdict, self.decided_by = verdict, decided_by
        self.reference, self.correction = tuple(dict.fromkeys(" ".join(reference).split())), correction


@dataclass
class Claim:
    """One thing that one or more sources assert."""

    kind: str  # event, office, amount, visit, first, arithmetic, checked
    dyad: str
    subject: str
    evidence: list = field(default_factory=list)
    between: str = "single"
    checked: str = ""  # the id of the same claim in the table of those that a person has checked

    @property
    def worst(self):
        """The evidence whose verdict stands for the claim."""
        return max(self.evidence, key=lambda e: VERDICTS.index(e.verdict))


def selected(corpus, date):
    """Whether a date can lie in the period that a corpus was selected by."""
    if corpus.start not in (None, "") and not edtf.meet(date, f"{corpus.start}/.."):
        return False
    return corpus.end in (None, "") or edtf.meet(date, f"../{corpus.end}")


def where(table, column, test):
    """The rows of a table whose value in a column passes a test."""
    return table[[bool(test(value)) for value in table[column]] if len(table) else slice(0)]


def of_row(row, table, said):
    """The evidence that a row of an extracted table is; `row` as `itertuples` gives it."""
    return Evidence(row.source, said, (row.char_start, row.char_end), table, row.Index)
