"""One quiz file while it is read: what every rule needs to know, and where it leaves what it finds."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from lessons.findings import UNKNOWN_KEY, UNKNOWN_KEY_NEAR
from lessons.model import Course, FrontMatter
from lessons.problem import Finding, Problem

MOST_PROBLEMS = 1_000
"""Problems of one file that are told; who has more begins with these."""
_MOST_SUGGESTIONS = 50
_LONGEST_KEY = 40


@dataclass(slots=True)
class Page:
    """A quiz file while it is read."""

    path: str
    """Relative to the library's root."""
    lines: list[str]
    """Of the whole file."""
    front: FrontMatter
    course: Course
    end: int
    """The last line that is read."""
    quizdown: bool = False
    """Whether its author follows quizdown: task lists take several answers, plain quotes are hints."""
    problems: list[Problem] = field(default_factory=list)
    """Of the file; those of a question are kept with the question."""
    suggestions: int = 0
    """Unknown keys for which the nearest known one was looked for: each look costs time."""
    gap_work: int = 0
    """What reading the gaps of the file has cost so far."""

    def problem(self, finding: Finding, line: int, column: int = 1, **values: str) -> Problem:
        """A finding at a place of this file; line 0 is the whole file."""
        source = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Problem(self.path, line, column, finding, source, values)

    def at(self, finding: Finding, line: int, sought: str, **values: str) -> Problem:
        """A finding at the first place in the line where `sought` stands."""
        source = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return self.problem(finding, line, source.find(sought) + 1 or 1, **values)

    def unknown_key(self, key: str, line: int, known: Iterable[str]) -> Problem:
        """A key that means nothing here, with the one that was probably meant."""
        names = {name.lower(): name for name in known}
        self.suggestions += 1
        looked_for = self.suggestions <= _MOST_SUGGESTIONS and len(key) <= _LONGEST_KEY
        nearest = get_close_matches(key.lower(), names, 1) if looked_for else []
        if not nearest:
            return self.at(UNKNOWN_KEY, line, key, key=key)
        return self.at(UNKNOWN_KEY_NEAR, line, key, key=key, nearest=names[nearest[0]])
