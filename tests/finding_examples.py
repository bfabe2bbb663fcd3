"""An example of each finding of `check`: `tests/fixtures/findings.md`, in the form name and path / . / files / ."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import lessons.findings
import quizzes.findings
from lessons.problem import Finding

_FILE = re.compile(r"^=== (.+)\n", re.MULTILINE)
_EXAMPLE = re.compile(r"^(?P<name>[\w.]+) (?P<path>\S+)\n\.\n(?P<texts>.*?)^\.\n", re.MULTILINE | re.DOTALL)


class Example(NamedTuple):
    """A course that has a finding."""

    name: str
    """Of the finding: `lessons.FENCE_OPEN`, or without a package one of `quizzes`."""
    path: str
    """Of the file that has it."""
    texts: str
    """The files, each behind a line `=== PATH`."""

    @property
    def files(self) -> dict[str, str]:
        """Each file of the course by its path."""
        _nothing, *parts = _FILE.split(self.texts)
        return dict(zip(parts[::2], parts[1::2], strict=True))

    @property
    def shown(self) -> str:
        """As a document shows it: a file alone without its name."""
        return (next(iter(self.files.values())) if len(self.files) == 1 else self.texts).rstrip("\n")


def _findings(module: object, before: str) -> dict[str, Finding]:
    return {f"{before}{name}": value for name, value in vars(module).items() if isinstance(value, Finding)}


FINDINGS: Mapping[str, Finding] = _findings(lessons.findings, "lessons.") | _findings(quizzes.findings, "")
"""All findings that there are, by their names."""
EXAMPLES = tuple(
    Example(found["name"], found["path"], found["texts"])
    for found in _EXAMPLE.finditer((Path(__file__).parent / "fixtures" / "findings.md").read_text(encoding="utf-8"))
)
