"""The values that a course is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from math import ceil
from types import MappingProxyType
from typing import TYPE_CHECKING

from lessons.late import Late
from lessons.light import dataclass

if TYPE_CHECKING:
    from lessons.blocks import Block
    from lessons.problem import Problem

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Criterion(StrEnum):
    """What completes a lesson."""

    READ = "read"
    QUIZ_TAKEN = "quiz-taken"
    QUIZ_PASSED = "quiz-passed"


class Kind(StrEnum):
    """What a Markdown file of a library is."""

    COURSE = "course"
    LESSON = "lesson"
    QUIZ = "quiz"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The YAML at the head of a file: plain strings, numbers, booleans, lists and mappings."""

    values: Mapping[str, object]
    lines: Mapping[str, int]
    """The line of each top-level key, 1-based."""
    end: int
    """The line of the closing `---`; 0 where there is no front matter."""
    written: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """The values that are single words, as they are written: `1.10` is a number there and a title here."""


@dataclass(frozen=True, slots=True)
class Document(Late):
    """One Markdown file, read: its front matter and its block tree."""

    text: str
    """Cleaned, with `\\n` line ends; line numbers are those of the file."""
    front: FrontMatter
    blocks: tuple[Block, ...]
    references: Mapping[str, tuple[str, str]]
    """Link reference definitions: normalised label to (address, title). Footnotes: `[^label]` to two empty strings."""
    problems: tuple[Problem, ...]

    def line(self, number: int) -> str:
        """A line as it stands in the file, 1-based; empty for 0, which is the file as a whole."""
        return self.text.split("\n", number)[number - 1] if number else ""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A Markdown file as the shelf found it."""

    path: str
    """Relative to the library's root, with `/`."""
    text: str
    """Decoded and cleaned; empty where it could not be read (a problem says why)."""
    digest: str
    """blake2b of the bytes, 32 hex digits; empty where they could not be read."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the file itself: its encoding, its size, its permissions."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """A named axis of growth that a course declares."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Objective:
    """Something a member can do after the course, on one dimension."""

    id: str
    title: str
    dimension: str
    """Id of its dimension, or empty."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson's card: all that lists and plans need, without its text."""

    id: str
    """Unique in its course; default: path inside the course without extension."""
    course: str
    """Id of its course."""
    title: str
    path: str
    """Relative to the library's root."""
    lang: str
    minutes: int
    """Reading time: the author's figure, or 200 words or 300 Han characters a minute, at least 1."""
    objectives: tuple[str, ...]
    quiz: str | None
    """Id of the quiz that belongs to it, within the course."""
    prerequisites: tuple[str, ...]
    complete: Criterion
    digest: str
    problems: tuple[Problem, ...] = ()
    translation: str = ""
    """Path of the file that its words stand in, where that is a translation; all else is told by `path`."""

    @property
    def key(self) -> str:
        """`course/lesson`, unique in a library."""
        return f"{self.course}/{self.id}"

    def minutes_left(self, read: float) -> int:
        """Minutes for what is left when a share of it is read; 0 at its end alone."""
        return ceil(self.minutes * (1 - read))

    @property
    def source_path(self) -> str:
        """Path of the file that its words stand in."""
        return self.translation or self.path


@dataclass(frozen=True, slots=True)
class Course:
    """A course's own words: its front matter and introduction."""

    id: str
    title: str
    path: str
    """The course's folder, relative to the library's root; `.` for the root itself."""
    lang: str
    languages: tuple[str, ...]
    objectives: tuple[Objective, ...]
    dimensions: tuple[Dimension, ...]
    order: tuple[str, ...]
    pass_mark: float
    """0 to 1."""
    introduction: str
    """Path of `course.md`, or empty."""
    problems: tuple[Problem, ...] = ()
    objectives_line: int = field(default=0, compare=False)
    """Where `course.md` declares its objectives; 0 where it does not."""
    translation: str = ""
    """Path of the file that its words stand in, where that is a translation."""
