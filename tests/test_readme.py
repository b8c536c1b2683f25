"""What the README shows and promises is there."""

import json
import re

import bilateral
from bilateral import tables
from picture import PICTURE, ROOT, in_notebook

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_picture_is_the_notebooks():
    assert f"({PICTURE.relative_to(ROOT).as_posix()})" in README
    assert PICTURE.read_bytes() == in_notebook()


def test_every_notebook_is_listed_with_its_question():
    for path in sorted((ROOT / "notebooks").rglob("*.ipynb")):
        title = json.loads(path.read_text(encoding="utf-8"))["metadata"]["title"]
        assert f"[`{path.relative_to(ROOT / 'notebooks').as_posix()}`]" in README, path.name
        assert title in README, path.name


def test_every_table_and_column_is_in_the_codebook():
    for table, columns in tables.COLUMNS.items():
        assert f"`{table}`" in README
        missing = [c for c in columns if not re.search(rf"`(?:\w+, )*{c}(?:, \w+)*`", README)]
        assert not missing, f"{table}: {missing}"


def test_python_examples_run():
    [code] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    space = {}
    exec(compile(code, "README.md", "exec"), space)
    assert isinstance(space["corpus"], bilateral.Corpus)
    assert len(space["corpus"].events)
