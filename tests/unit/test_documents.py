"""What the documents promise is there, and what is there is in the documents."""

import os
import re
from pathlib import Path

import pytest

from lessons.problem import Severity
from store.events import KINDS
from tests.finding_examples import EXAMPLES, FINDINGS
from tui.__main__ import COMMANDS

ROOT = Path(__file__).parents[2]
SEVERITIES = {
    Severity.ERROR: "Errors: something is not asked, not found or not read",
    Severity.WARNING: "Warnings: it is read, but perhaps not as it was meant",
    Severity.INFORMATION: "Notes",
}


def told_of_findings() -> str:
    """What `docs/findings.md` says."""
    lines = [
        "# What `fivefold check` says",
        "",
        "Words in braces stand for what is found in the file. Under each finding stands a text that has it; where it",
        "takes several files, `=== PATH` begins one. This file is written by `make snap`.",
    ]
    shown = {FINDINGS[example.name]: example for example in EXAMPLES}
    for severity, heading in SEVERITIES.items():
        of_it = {one: name for name, one in FINDINGS.items() if one.severity is severity}
        lines += ["", f"## {heading}"]
        for finding in sorted(of_it, key=lambda one: (one.code, one.message, one.fix)):
            said = f"- **{finding.code}**: {finding.message}\n  *Fix:* {finding.fix}"
            lines += ["", said.replace("{{", "{").replace("}}", "}")]
            if finding in shown:
                lines += ["", *(f"      {line}".rstrip() for line in shown[finding].shown.split("\n"))]
    return "\n".join(lines) + "\n"


@pytest.mark.usefixtures("snapshot")
def test_every_finding_is_documented() -> None:
    path = ROOT / "docs" / "findings.md"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(told_of_findings(), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == told_of_findings(), "run `make snap`, and read the diff"


def test_every_kind_of_event_is_in_the_architecture() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"`{kind}`" not in text] == []


def test_every_command_is_in_the_readme_and_every_one_there_exists() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`fivefold ([a-z]+)", text)) | set(re.findall(r"^    fivefold ([a-z]+)", text, re.MULTILINE))
    assert told == set(COMMANDS)


@pytest.mark.parametrize(("name", "most"), [("README.md", 150), ("ARCHITECTURE.md", 90)])
def test_the_documents_stay_short(name: str, most: int) -> None:
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) < most


def test_a_module_that_is_long_says_why() -> None:
    silent = {}
    for path in (path for package in ("lessons", "quizzes", "store", "tui") for path in (ROOT / package).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        lines, most = text.count("\n"), 200 if path.parts[-3:-1] == ("tui", "screens") else 300
        if lines > most and "long because" not in " ".join(text.split('"""', 2)[1].split()):
            silent[path.relative_to(ROOT).as_posix()] = lines
    assert silent == {}, "put it into its docstring, or divide the module"


def test_every_make_target_is_explained() -> None:
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert [target for target in targets if target != "help" and f"`make {target}" not in text] == []


def test_every_picture_of_the_readme_is_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text)
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)
