"""A document with its rows marked in place, and text made safe to stand in a page."""

import html
import re

from .prose import KINDS

#: What turns the order of the characters after it: Unicode's explicit embeddings, overrides and isolates.
_TURNS = "\u202a-\u202e\u2066-\u2069"


def escaped(text):
    """
    A text as HTML that shows its characters and does nothing else.

    Markup is escaped; what would turn the order of the words after it stands in a box of its own, where it turns
    nothing; a word too long for a line may be broken. The text of the HTML is the text, character for character.
    """
    text = re.sub(r"\S{40}(?=\S{20})", "\\g<0>\0", str(text).replace("\0", "\ufffd"))
    out = html.escape(text).replace("\0", "<wbr>")
    return re.sub(f"[{_TURNS}]", r'<bdi style="display:inline-block">\g<0></bdi>', out)


def plain(text):
    """A text on one line of a terminal; control characters are named there and not sent."""
    line = re.sub(r"\s+", " ", text)
    return re.sub(f"[\0-\x1f\x7f-\x9f{_TURNS}]", lambda m: f"<U+{ord(m[0]):04X}>", line)


class Marked:
    """
    A document with its rows marked in place; safe against markup in the text.

    Parameters
    ----------
    corpus : corpus.Corpus
    source : str
    """

    #: Table → background, light enough for black text (contrast over 10:1).
    COLOURS = {"events": "#cfe3f3", "visits": "#f6dcc7", "figures": "#fbeaa8", "items": "#dcefd2"}
    #: Table → the line under its words, for whoever can't tell the colours, or prints without them.
    LINES = {"events": "solid", "visits": "dashed", "figures": "double", "items": "dotted"}

    def __init__(self, corpus, source):
        self.text, self.source = corpus.texts[source], corpus.labels[source]
        self.spans = {}
        for name in self.COLOURS:
            table = getattr(corpus, name)
            for start, end in table.loc[table["source"] == source, ["char_start", "char_end"]].itertuples(index=False):
                self.spans.setdefault((start, end), []).append(name)
        self.aside = corpus.aside[source]

    def _pieces(self):
        """The text in order, cut where marks begin and end: (text, tables, set aside)."""
        spans = [(a, b, names, False) for (a, b), names in self.spans.items()] + [
            (a, b, [], True) for a, b in self.aside
        ]
        at = 0
        for start, end, names, off in sorted(spans, key=lambda s: (s[0], -s[1])):
            if start < at:
                continue
            yield self.text[at:start], [], False
            yield self.text[start:end], names, off
            at = end
        yield self.text[at:], [], False

    def _line(self, name):
        return f"color:#000;text-decoration:underline {self.LINES[name]} #595959;text-underline-offset:3px"

    def _repr_html_(self):
        out = []
        for text, names, off in self._pieces():
            words = escaped(text)
            if names:
                told = ", ".join(
                    f"{n} {KINDS[k][1]}" if (n := names.count(k)) > 1 else KINDS[k][0] for k in dict.fromkeys(names)
                )
                colours = [self.COLOURS[k] for k in dict.fromkeys(names)]
                stops = ", ".join(
                    f"{c} {i * 100 // len(colours)}% {(i + 1) * 100 // len(colours)}%" for i, c in enumerate(colours)
                )
                words = f'<mark style="{self._line(names[0])};background:linear-gradient(90deg, {stops})" title="{html.escape(told)}">{words}</mark>'
            elif off:
                words = f'<span style="color:#6b6b6b;text-decoration:line-through">{words}</span>'
            out.append(words)
        legend = " ".join(
            f'<mark style="{self._line(name)};background:{colour}">{html.escape(KINDS[name][1])}</mark>'
            for name, colour in self.COLOURS.items()
        )
        return (
            f'<p>{legend} <span style="color:#6b6b6b;text-decoration:line-through">set aside</span></p>'
            f'<div class="tex2jax_ignore" style="white-space:pre-wrap;overflow-wrap:anywhere;max-width:46rem">{"".join(out)}</div>'
        )

    def __repr__(self):
        marked = sum(len(names) for names in self.spans.values())
        return f"{plain(self.source)}: {marked} rows marked in {len(self.spans)} places, {len(self.aside)} stretches set aside."
