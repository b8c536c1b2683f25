"""How charts look: colours by the names that a page gives them, the signs of verdicts, and sizes of words."""

#: Name of a colour of a page → the colour where the page has none: shapes and words are painted with the names' values.
COLORS = {
    "paper": "#ffffff",
    "ink": "#1b1f24",
    "muted": "#56606b",
    "rule": "#d5dade",
    "rel": "#1d5b8c",
    "pale": "#bdd5e7",
    "amber": "#a06200",
    "red": "#8f1a08",
    "grey": "#6b7580",
    "hatch": "#8a939c",
}
#: Of each verdict its sign and colour.
VERDICTS = {
    "contradicted": ("cross", "red"),
    "disputed": ("diamond", "amber"),
    "supported": ("dot", "rel"),
    "not covered": ("ring", "grey"),
}
#: Those that leave a doubt.
DOUBTS = ("disputed", "contradicted")
#: Of each verdict its words, and its sign among words.
WORDS = {verdict: verdict for verdict in VERDICTS} | {"not covered": "not in the record"}
PRINTED = dict(zip(VERDICTS, "✕◆●○", strict=True))
LABEL, SMALL = 13.0, 12.0  # sizes of words
LINE = 16.0  # from line to line
NAMES = 150.0  # left of a time axis, where lanes are named beside it
BESIDE = 600.0  # the narrowest sheet on which they are
