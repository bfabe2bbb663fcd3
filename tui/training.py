"""The verbs of a trainer: which courses are theirs to write, what is wrong with them, how a member would meet them.

They are a part of Study.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import lessons
from lessons.light import dataclass
from tui.i18n import _
from tui.unknown import Unknown

if TYPE_CHECKING:
    from contextlib import ExitStack

    from quizzes.library import Library
    from quizzes.model import Quiz
    from store.people import Member
    from tui.course_check import CourseCheck
    from tui.known_library import KnownLibrary
    from tui.preferences import Preferences
    from tui.study import Study

_OURS = Path(lessons.__file__).resolve().parent / "content"
"""Where the courses lie that ship with the program."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A lesson or a quiz as a member would open it for the first time; nothing of it is recorded anywhere."""

    study: Study
    """On a database of its own, which goes when this is closed."""
    lesson: str
    """Key of the lesson to be read; empty where a quiz is asked."""
    quiz: str
    """Key of the quiz to be answered; empty where a lesson is read."""
    _held: ExitStack

    def close(self) -> None:
        """Let go of all that was answered in it."""
        self._held.close()


class Training(ABC):
    """Writing courses."""

    roots: tuple[Path, ...]
    preferences: Preferences
    _known: KnownLibrary
    _now: Callable[[], datetime]
    _random: Random

    @abstractmethod
    def _me(self) -> Member:
        """Who is acting."""

    @abstractmethod
    def read(self) -> Library:
        """The library in the language in use."""

    @property
    def now(self) -> Callable[[], datetime]:
        """The clock."""
        return self._now

    def trains(self) -> bool:
        """Whether there is a course that can be written; what ships with the program is nobody's to write."""
        return any(self.writes(contents.root, contents.course.path) for contents in self.read().courses)

    def writes(self, root: Path, folder: str) -> bool:
        """Whether the course in a folder below a root of the library can be written."""
        path = (root / folder).resolve()
        return path != _OURS and _OURS not in path.parents and os.access(path, os.W_OK)

    def course_check(self, also: tuple[Path, str] | None = None) -> CourseCheck:
        """The check of all courses that can be written, and of one more, by its root and folder."""
        from tui.course_check import CourseCheck  # noqa: PLC0415 - loaded when it is wanted

        def wanted(root: Path, folder: str) -> bool:
            return (root, folder) == also or self.writes(root, folder)

        return CourseCheck(self.roots, wanted, self._known.kinds)

    def quiz_at(self, root: Path, path: str) -> Quiz | None:
        """The quiz in a file below a root of the library, else that of the lesson in it, else what it asks itself."""
        for contents in self.read().courses:
            if contents.root != root or not _lies_in(path, contents.course.path):
                continue
            for quiz in contents.quizzes:
                if path in {quiz.path, quiz.translation}:
                    return quiz
            for lesson in contents.lessons:
                if path in {lesson.path, lesson.translation}:
                    own = self.read().quiz(f"{lesson.course}/{lesson.quiz}") if lesson.quiz else None
                    return own or self.read().checks(lesson)
        return None

    def rehearsal(self, root: Path, folder: str, inside: str) -> Rehearsal:
        """A lesson or quiz as it stands in its file now, opened as by a member who never saw it.

        Args:
            root: Of the library.
            folder: Of the course below it.
            inside: The path of the file below the course.

        Raises:
            Unknown: the file is neither a lesson nor a quiz.
            LessonError: the course cannot be read.
            StoreError: there is no room for what is answered.
        """
        from contextlib import ExitStack  # noqa: PLC0415 - loaded when it is wanted
        from tempfile import TemporaryDirectory  # noqa: PLC0415

        from store.database import open_database  # noqa: PLC0415
        from tui.study import Study  # noqa: PLC0415 - this is a part of it

        with ExitStack() as held:
            scratch = Path(held.enter_context(TemporaryDirectory(prefix="fivefold-", ignore_cleanup_errors=True)))
            database = held.enter_context(open_database(scratch / "study.db", now=self._now))
            study = Study([root / folder], database, now=self._now, random=self._random)
            study.preferences = self.preferences
            kind = self._known.kinds.get((root, inside if folder == "." else f"{folder}/{inside}"))
            study.take_as(root / folder, inside, kind)
            study.join(self._me().name)
            library = study.read()
            quizzes = (quiz for contents in library.courses for quiz in contents.quizzes)
            quiz = next((one.key for one in quizzes if inside in {one.path, one.translation}), "")
            entries = (lesson for contents in library.courses for lesson in contents.lessons)
            lesson = next((one.key for one in entries if inside in {one.path, one.translation}), "")
            if not quiz and not lesson:
                raise Unknown(_("{path} is neither a lesson nor a quiz.").format(path=inside))
            return Rehearsal(study, "" if quiz else lesson, quiz, held.pop_all())
        raise AssertionError("an exit stack hides no error")


def _lies_in(path: str, folder: str) -> bool:
    return folder == "." or path.startswith(f"{folder}/")
