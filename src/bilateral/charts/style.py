"""How charts look: colours by the names that a page gives them, the signs of verdicts, and sizes of words."""

from ..files import read_toml

_LOOKS = read_toml("looks.toml", "pages")
#: Name of a colour of a page → the colour where the page has none: shapes and words are painted with the names' values.
COLORS: dict[str, str] = _LOOKS["colors"]
_DRAWN = {verdict: look for verdict, look in _LOOKS["verdicts"].items() if "sign" in look}
#: Of each verdict its sign and colour, its words, and its sign among words.
VERDICTS = {verdict: (look["sign"], look["color"]) for verdict, look in _DRAWN.items()}
WORDS, PRINTED = ({verdict: look[key] for verdict, look in _DRAWN.items()} for key in ("words", "printed"))
#: Those that leave a doubt.
DOUBTS = ("disputed", "contradicted")
#: Of each status of relations its words, and the fill and the outline of its band.
STATUS: dict[str, tuple[str, str, str]] = _LOOKS["statuses"]
#: Of each sign that is a polygon its corners, in its own size.
SHAPES: dict[str, list[tuple[float, float]]] = _LOOKS["shapes"]
#: The lanes of events, in the order drawn, and the lane of each type of event.
LANES = [*_LOOKS["events"]]
LANE_OF = {kind: lane for lane, kinds in _LOOKS["events"].items() for kind in kinds}
LABEL, SMALL = 13.0, 12.0  # sizes of words
LINE = 16.0  # from line to line
NAMES = 150.0  # left of a time axis, where lanes are named beside it
BESIDE = 600.0  # the narrowest sheet on which they are
