"""Texts made safe to stand in a page or a terminal, and the templates of all that is shown as HTML."""

import functools
import html
import re
from typing import Any

import jinja2
import pandas as pd
from markupsafe import Markup

from .. import wording
from ..dates.formatting import in_words
from ..files import PACKAGE

#: What turns the order of the characters after it (Unicode's explicit embeddings, overrides and isolates), each in a box
#: of its own, where it turns nothing.
_APART = {
    ord(sign): f'<bdi style="display:inline-block">{sign}</bdi>'
    for sign in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
}
_CONTROLS = re.compile("[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_LONG, _SPACE = re.compile(r"\S{40}(?=\S{20})"), re.compile(r"\s+")
#: A cell of a frame that begins as a date or a number and has no space: a browser would break it at its hyphens.
_UNBROKEN = re.compile(r"<td>(?=[\d\[.][^ <]{,30}<)")
#: The most characters of a quote in a table.
_LONGEST = 110


def escaped(text: object) -> str:
    """
    Write a text as HTML that shows its characters and does nothing else.

    Markup is escaped; what would turn the order of the words after it stands in a box of its own, where it turns
    nothing; a word too long for a line may be broken. The text of the HTML is the text, character for character.
    """
    text = _LONG.sub("\\g<0>\0", str(text).replace("\0", "\ufffd"))
    return html.escape(text).replace("\0", "<wbr>").translate(_APART)


def plain(text: str) -> str:
    """Write a text on one line of a terminal; control characters are named there and not sent."""
    return _CONTROLS.sub(lambda m: f"<U+{ord(m[0]):04X}>", _SPACE.sub(" ", text))


def frames_as_written() -> None:
    """
    Have the notebook that calls this show the frames of pandas with their texts as they are written.

    A dollar sign begins no formula; nothing in a text turns the order of the words after it, as in `escaped`; a date
    stays on one line.
    """
    from IPython import get_ipython

    pd.options.display.html.use_mathjax = False
    get_ipython().display_formatter.formatters["text/html"].for_type(
        pd.DataFrame,
        lambda frame: (
            (page := frame._repr_html_())  # None if pandas' options say so
            and _UNBROKEN.sub('<td style="white-space:nowrap">', page).translate(_APART)
        ),
    )


@functools.cache
def environment() -> jinja2.Environment:
    """The templates, in which every value is made safe; `| line` makes it safe for an attribute."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader([PACKAGE / "templates" / "sections", PACKAGE / "templates"]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        finalize=_safe,
    )
    made.tests["startswith"] = str.startswith
    made.filters |= {
        "line": lambda value: Markup(html.escape(wording.clean(value))),
        "short": functools.partial(wording.clean, limit=_LONGEST),
        "is_web": lambda address: given(address) and address.startswith(("https://", "http://")),
        "words": in_words,
        "given": given,
        "count": wording.count,
    }
    return made


def rendered(template: str, **values: object) -> str:
    """Render one of the templates."""
    return environment().get_template(f"{template}.html.j2").render(**values)


def given(value: Any) -> bool:
    """Whether a value is there."""
    return bool(pd.notna(value)) and value != ""


def _safe(value: Any) -> Markup:
    """A value as HTML; NA as nothing."""
    return value if isinstance(value, Markup) else Markup(escaped("" if pd.isna(value) is True else value))
