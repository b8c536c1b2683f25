"""What the README shows and promises is there."""

import json
import re
import textwrap

from picture import PICTURE, ROOT, in_notebook

import bilateral
from bilateral import tables

README = (ROOT / "README.md").read_text(encoding="utf-8")
NOTEBOOKS = (ROOT / "notebooks" / "README.md").read_text(encoding="utf-8")
CODEBOOK = (ROOT / "data" / "README.md").read_text(encoding="utf-8")


def test_picture_is_the_notebooks():
    assert f"({PICTURE.relative_to(ROOT).as_posix()})" in README
    assert PICTURE.read_bytes() == in_notebook()


def test_the_list_of_notebooks_is_that_of_their_metadata():
    """Name, question and order; a notebook that is added is in the list, or this fails."""
    wanted = []
    for path in (ROOT / "notebooks").rglob("*.ipynb"):
        about = json.loads(path.read_text(encoding="utf-8"))["metadata"]
        name = path.relative_to(ROOT / "notebooks").as_posix()
        wanted.append((about["order"], f"| [`{name}`]({name}) | {about['title']} |"))
    assert [line for line in NOTEBOOKS.splitlines() if line.startswith("| [`")] == [line for _, line in sorted(wanted)]


def test_every_table_and_column_is_in_the_codebook():
    for table, columns in tables.COLUMNS.items():
        assert f"`{table}`" in CODEBOOK
        missing = [c for c in columns if not re.search(rf"`(?:\w+, )*{c}(?:, \w+)*`", CODEBOOK)]
        assert not missing, f"{table}: {missing}"


def test_python_examples_run():
    [code] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    code = textwrap.dedent(code)
    space = {}
    exec(compile(code, "README.md", "exec"), space)
    assert isinstance(space["corpus"], bilateral.Corpus)
    assert len(space["corpus"].events)


def test_links_lead_somewhere():
    for page in (ROOT / name for name in ("README.md", "CONTRIBUTING.md", "notebooks/README.md", "data/README.md")):
        for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page}: {link}"
