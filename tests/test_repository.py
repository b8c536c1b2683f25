"""The files that set the project up say the same, and say nothing of the machine they were written on."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINS = (ROOT / "requirements.txt").read_text(encoding="utf-8")
NEEDED = {
    "notebooks", "data", "src", "tests", "seeds", "environment.yml", "README.md", "pyproject.toml", "requirements.txt",
    "CONTRIBUTING.md", "Makefile", "LICENSE", "CITATION.cff", ".ci", ".gitignore", ".gitattributes", "postBuild",
}  # fmt: skip
ALLOWED = NEEDED | {"conftest.py"}
GRADER = (ROOT / "tests" / "grader.txt").read_text(encoding="utf-8")
SETUP = [
    "pyproject.toml",
    "requirements.txt",
    "tests/grader.txt",
    "environment.yml",
    "Makefile",
    "postBuild",
    ".ci/run",
    "CITATION.cff",
]


def pins(text=PINS):
    """Each pin with its hashes; a package may have one pin for older Pythons and another for newer ones."""
    for block in re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"(?m)^\s*#.*\n?", "", text).strip()):
        yield Requirement(re.split(r"\s*\\\n", block)[0]), re.findall(r"--hash=sha256:[0-9a-f]{64}\b", block)


def project_files():
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("not a clone: which files belong to the project is not known")
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return sorted({name for name in names if name and (ROOT / name).is_file()})


def make(*arguments):
    """What make says; the make that may have started these tests passes nothing on."""
    environment = {
        name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MFLAGS", "MAKELEVEL"}
    }
    command = ["make", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout


def test_every_pin_is_exact_and_hashed():
    for pin, hashes in [*pins(), *pins(GRADER)]:
        assert [part.operator for part in pin.specifier] == ["=="], str(pin)
        assert hashes, f"{pin.name} has no hash"


def test_every_dependency_is_pinned_as_the_project_asks():
    project = PROJECT["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"], *PROJECT["build-system"]["requires"]]
    assert PROJECT["dependency-groups"]["build"] == PROJECT["build-system"]["requires"]
    pinned = {}
    for pin, _ in pins():
        [version] = [part.version for part in pin.specifier]
        pinned.setdefault(canonicalize_name(pin.name), []).append(version)
    for requirement in map(Requirement, wanted):
        versions = pinned.get(canonicalize_name(requirement.name), [])
        assert versions and all(map(requirement.specifier.contains, versions)), f"{requirement}: pinned {versions}"


def test_the_grader_and_pyright_come_on_top_of_the_other_pins_and_not_among_them():
    extras = PROJECT["project"]["optional-dependencies"]
    below, above = ({canonicalize_name(pin.name): pin for pin, _ in pins(text)} for text in (PINS, GRADER))
    assert not below.keys() & above.keys()
    for wanted in map(Requirement, [*extras["lessons"], *extras["types"]]):
        [version] = [part.version for part in above[wanted.name].specifier]
        assert wanted.specifier.contains(version)


def test_environment_is_python_and_the_pins():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert environment["name"] == PROJECT["project"]["name"]
    python, *rest = environment["dependencies"]
    # The oldest Python that the project promises: the one that CI has.
    assert python.replace("=", ">=") == "python" + PROJECT["project"]["requires-python"]
    assert rest == ["pip", {"pip": ["-r requirements.txt"]}]
    # The package itself comes after, since pip takes no local folder together with hashes.
    install = "pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e ."
    assert install in (ROOT / "postBuild").read_text(encoding="utf-8")
    assert install in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_citation_and_package_have_one_version_and_licence():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = PROJECT["project"]
    assert (str(citation["version"]), citation["license"]) == (project["version"], project["license"])
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith(f"{project['license']} License")


def test_top_level_holds_what_is_expected():
    present = {name.split("/")[0] for name in project_files()}
    assert present <= ALLOWED, f"not expected: {present - ALLOWED}"
    assert present >= NEEDED, f"missing: {NEEDED - present}"


def test_no_web_address_in_the_setup():
    for name in SETUP:
        assert not re.search(r"\w://", (ROOT / name).read_text(encoding="utf-8")), name


def test_no_file_names_this_machine_or_a_package_index():
    place = re.compile(r"(?<![\w./:])/(?:work|root|home|Users|opt|tmp)/\w+|[A-Z]:\\Users\\\w+|\bfile:///\w+")
    hosts = "|".join(("py" + "pi", "python" + "hosted", "ana" + "conda", "npm" + "js"))  # this file names none itself
    index = re.compile(rf"\b(?:{hosts})\.(?:org|com)\b|(?:-|_)index[-_]url\b|[/]simple/")
    for name in project_files():
        if name.startswith("seeds/"):
            continue
        text = (ROOT / name).read_bytes().decode("utf-8", errors="replace")
        found = place.search(text) or index.search(text)
        assert not found, f"{name}: {found[0]}"


def test_ci_runs_make_test():
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111, "not executable"
    lines = script.read_text(encoding="utf-8").splitlines()
    assert "set -euo pipefail" in lines and lines[-1].startswith("bare ") and lines[-1].endswith(" test")
    assert "env -i" in script.read_text(encoding="utf-8"), "the README's commands are to work in a bare environment"


def test_help_lists_every_target():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    [phony] = re.findall(r"^\.PHONY: (.+)$", text, re.MULTILINE)
    assert re.findall(r"^make (\w+) +\S", make("help"), re.MULTILINE) == phony.split()
    assert make() == make("help")
    assert sorted(re.findall(r"^(\w+):", text, re.MULTILINE)) == sorted(phony.split())


def test_second_run_installs_nothing(tmp_path):
    """Of two runs, the second goes straight to its work; new pins start the set-up anew."""
    for name in ["Makefile", "requirements.txt", "pyproject.toml"]:
        shutil.copy(ROOT / name, tmp_path)
    assert "pip install" in make("-n", "-C", str(tmp_path), "report")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / ".ready").touch()
    assert "pip install" not in make("-n", "-C", str(tmp_path), "report")
    assert "pip install" in make("-n", "-C", str(tmp_path), "-W", "requirements.txt", "report")
