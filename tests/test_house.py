"""The house: its layers, its types, and its measures."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import shape

ROOT = Path(__file__).parents[1]


def test_each_layer_imports_only_those_below_it():
    lint = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    done = subprocess.run(lint, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_pyright_finds_nothing_wrong_with_the_types():
    """pyright is in the environment of the grader, which `make test` makes on top of the one of the tests."""
    python = Path(sys.prefix) / "grader" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not any(python.parent.glob("pyright*")):
        pytest.skip("no environment with pyright (make test makes one)")
    check = [python, "-m", "pyright", "--warnings", "--pythonpath", python]
    quiet = os.environ | {"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}  # or it asks whether there is a newer one
    done = subprocess.run(check, cwd=ROOT, env=quiet, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_code_keeps_its_measures(capsys):
    """Prints today's figures beside those that are allowed; see ``tests/shape.py``."""
    assert shape.main([]) == 0, capsys.readouterr().out
