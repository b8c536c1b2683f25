"""The house: its layers, and its measures."""

import subprocess
import sys
from pathlib import Path

import shape

ROOT = Path(__file__).parents[1]


def test_each_layer_imports_only_those_below_it():
    lint = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    done = subprocess.run(lint, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_code_keeps_its_measures(capsys):
    """Prints today's figures beside those that are allowed; see ``tests/shape.py``."""
    assert shape.main([]) == 0, capsys.readouterr().out
