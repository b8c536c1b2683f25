"""The README's picture is the first chart of the notebook on phases: ``python tests/picture.py`` takes it from there."""

import base64
import json
from pathlib import Path

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "notebooks" / "phases.png"


def in_notebook():
    """The PNG bytes of the notebook's first chart, which also has a page; a plot of pandas has none."""
    cells = json.loads((ROOT / "notebooks" / "02_phases.ipynb").read_text(encoding="utf-8"))["cells"]
    outputs = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    return base64.b64decode(next(data["image/png"] for data in outputs if {"image/png", "text/html"} <= data.keys()))


if __name__ == "__main__":
    PICTURE.write_bytes(in_notebook())
