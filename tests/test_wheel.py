"""A wheel, installed where nothing else of this project is, finds its documents, data and notebooks."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run(*command, cwd):
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run([str(word) for word in command], cwd=cwd, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The folder with the commands of an environment that holds the wheel and nothing else but what it needs."""
    here = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    run(*pip, "wheel", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", here, ROOT, cwd=here)
    [wheel] = here.glob("bilateral-*.whl")
    venv.create(here / "env", with_pip=False)
    commands = here / "env" / ("Scripts" if os.name == "nt" else "bin")
    python = commands / "python"
    # What others wrote is seen from the environment that runs this test. Its own .pth files, and so the package
    # under test, are not: Python does not read those of a folder that it was sent to by a .pth file.
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=here))
    others = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "others.pth").write_text("\n".join(sorted(others)), encoding="utf-8")
    spec = "import importlib.util as u; print(u.find_spec('pandas') is not None, u.find_spec('bilateral'))"
    assert run(python, "-c", spec, cwd=here) == "True None"
    run(*pip, "--python", python, "install", "--no-index", "--no-deps", wheel, cwd=here)
    return commands


def test_documents_are_read(installed, tmp_path):
    code = "import bilateral; print(bilateral.__file__); print(len(bilateral.read().sources))"
    place, count = run(installed / "python", "-c", code, cwd=tmp_path).splitlines()
    assert Path(place).resolve().is_relative_to(installed.parent.resolve())
    assert count == "5"


@pytest.mark.parametrize("folder", ["data", "seeds", "notebooks"])
def test_files_come_along(installed, tmp_path, folder):
    code = f"import bilateral, pathlib; print(pathlib.Path(bilateral.__file__).parent / {folder!r})"
    packed = Path(run(installed / "python", "-c", code, cwd=tmp_path))

    def contents(top):
        return {
            path.relative_to(top).as_posix(): path.read_bytes()
            for path in top.rglob("*")
            if path.is_file() and not {"__pycache__", ".ipynb_checkpoints"} & set(path.parts)
        }

    assert contents(packed) == contents(ROOT / folder)


def test_command_is_there(installed, tmp_path):
    assert run(installed / "bilateral", "--help", cwd=tmp_path)
