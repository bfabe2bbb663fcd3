"""The requirement files hold pins and hashes and nothing else, and they are what pyproject.toml asks for."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
FILES = ("requirements.txt", "requirements-dev.txt", "requirements-browser.txt")
PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[\w.]+)( ; [\w.=!<>' ()]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]


def pins(file: str) -> dict[str, str]:
    found = map(PIN.fullmatch, (ROOT / file).read_text(encoding="utf-8").splitlines())
    return {match["name"]: match["version"] for match in found if match}


def wanted(file: str) -> list[Requirement]:
    of_program = [*PROJECT["project"]["dependencies"], *GROUPS["build"]]
    lines = {FILES[0]: of_program, FILES[1]: [*of_program, *GROUPS["dev"]], FILES[2]: GROUPS["browser"]}[file]
    return [Requirement(line) for line in lines if isinstance(line, str)]


@pytest.mark.parametrize("file", FILES)
def test_every_line_is_a_pin_or_its_hash(file: str) -> None:
    # A host, an index, a path or an option has no place in such a file, and no such line can match.
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not PIN.fullmatch(line) and not HASH.fullmatch(line)] == []
    unhashed = [line for line, following in pairwise(lines) if PIN.fullmatch(line) and not HASH.fullmatch(following)]
    assert unhashed == []
    assert HASH.fullmatch(lines[-1])


@pytest.mark.parametrize(
    "requirement", [*wanted(FILES[1]), *wanted(FILES[2])], ids=lambda requirement: requirement.name
)
def test_every_dependency_is_bounded(requirement: Requirement) -> None:
    operators = {specifier.operator for specifier in requirement.specifier}
    assert operators >= {">=", "<"} or operators & {"==", "~="}, "name the lowest version that works and where to stop"


@pytest.mark.parametrize("file", FILES)
def test_the_pins_are_what_the_project_asks_for(file: str) -> None:
    pinned = pins(file)
    unmet = [
        str(requirement)
        for requirement in wanted(file)
        if not requirement.specifier.contains(pinned.get(canonicalize_name(requirement.name), "0"))
    ]
    assert unmet == [], "run `make lock`"


def test_tests_run_on_the_versions_that_ship() -> None:
    tested = pins("requirements-dev.txt")
    assert {name: tested.get(name) for name in pins("requirements.txt")} == pins("requirements.txt")
    beside = pins("requirements-browser.txt")
    assert {name: beside[name] for name in beside.keys() & tested.keys()} == {
        name: tested[name] for name in beside.keys() & tested.keys()
    }


def test_the_editable_install_finds_its_builder() -> None:
    # It is made without build isolation, so the builder comes from the requirement files.
    assert PROJECT["build-system"]["requires"] == GROUPS["build"]
