"""The verbs of a member's own notes. They are a part of Study; nobody else ever sees what is written here."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING

from lessons.clean import clean
from lessons.light import dataclass
from store import notes

if TYPE_CHECKING:
    from lessons.model import Lesson
    from quizzes.library import Library
    from quizzes.model import Quiz
    from store.database import Database
    from store.notes import Note
    from store.people import Member


@dataclass(frozen=True, slots=True)
class Noted:
    """A note beside what it is about, as the library has it now."""

    note: Note
    course: str
    """Title of the course; empty where the library has it no more."""
    lesson: Lesson | None
    """The lesson that it was written to, or to whose quiz."""
    quiz: Quiz | None
    """Of a note to a question."""

    @property
    def title(self) -> str:
        """What it is about, in the author's words, else by its key."""
        if self.lesson is not None:
            return self.lesson.title
        return self.quiz.title if self.quiz is not None else self.note.about


class Noting(ABC):
    """Writing notes, and finding them again."""

    _database: Database
    _now: Callable[[], datetime]
    _random: Random
    _deleted: list[Note]
    """What was deleted in this run, as it was."""

    @abstractmethod
    def _me(self) -> Member:
        """Who is acting."""

    @abstractmethod
    def read(self) -> Library:
        """The library in the language in use."""

    def notes(self, about: str = "") -> tuple[Noted, ...]:
        """The member's notes, in the order of each course; with the key of a lesson or quiz only those to it."""
        library = self.read()
        found = [
            self._noted(library, note)
            for note in notes.of_member(self._database, self._me().id)
            if about in {"", note.about}
        ]
        courses = {one.note.about.partition("/")[0] for one in found}
        order = {
            key: place
            for place, key in enumerate(
                key
                for contents in library.courses
                if contents.course.id in courses
                for lesson in contents.lessons
                for key in (lesson.key, f"{lesson.key}#checks", f"{lesson.course}/{lesson.quiz}")
            )
        }
        return tuple(sorted(found, key=lambda one: (order.get(one.note.about, len(order)), one.note.about)))

    def about(self, note: Note) -> Noted:
        """A note beside what it is about."""
        return self._noted(self.read(), note)

    def notes_to(self, lesson: str) -> tuple[Note, ...]:
        """The notes to the passages of a lesson."""
        return notes.of_lesson(self._database, self._me().id, lesson)

    def note_to(self, quiz: str, question: str) -> Note | None:
        """The note to a question; None where there is none."""
        return notes.of_question(self._database, self._me().id, quiz, question)

    def note_passage(self, lesson: str, *, block: str, section: int, quote: str, text: str) -> Note:
        """Write a note to a passage of a lesson.

        Raises:
            StoreError: nothing was written, and why.
        """
        return self._keep(None, text, about=lesson, question="", block=block, section=section, quote=_quoted(quote))

    def note_question(self, quiz: str, question: str, *, stem: str, text: str) -> Note:
        """Write a note to a question.

        Raises:
            StoreError: nothing was written, and why.
        """
        return self._keep(None, text, about=quiz, question=question, block="", section=-1, quote=_quoted(stem))

    def rewrite_note(self, note: Note, text: str) -> Note:
        """Change what a note says; with nothing left in it, it is deleted.

        Raises:
            StoreError: nothing was written, and why.
        """
        if not text.strip():
            self.delete_note(note)
            return note
        return self._keep(note, text)

    def delete_note(self, note: Note) -> None:
        """Delete a note; it can be brought back as long as this run lasts.

        Raises:
            StoreError: nothing was written, and why.
        """
        notes.delete(self._database, self._me().id, note, now=self._now, random=self._random)
        self._deleted.append(note)

    @property
    def can_undelete(self) -> bool:
        """Whether a note was deleted in this run."""
        return bool(self._deleted)

    def undelete_note(self) -> Note:
        """Bring back the note that was deleted last.

        Raises:
            StoreError: nothing was written, and why.
        """
        note = self._deleted[-1]
        me = self._me().id
        gone = notes.of_id(self._database, me, note.id) or note
        kept = notes.keep(
            self._database, me, gone, now=self._now, random=self._random, text=note.text, quote=note.quote
        )
        self._deleted.pop()
        return kept

    def _keep(self, note: Note | None, text: str, **about: object) -> Note:
        said = clean(text).strip()[: notes.MOST_CHARACTERS]
        return notes.keep(self._database, self._me().id, note, now=self._now, random=self._random, text=said, **about)

    def _noted(self, library: Library, note: Note) -> Noted:
        course = library.course(note.about.partition("/")[0])
        quiz = library.quiz(note.about) if note.question else None
        lesson = (library.lesson_of(quiz) if quiz else None) if note.question else library.lesson(note.about)
        return Noted(note, course.course.title if course else "", lesson, quiz)


def _quoted(text: str) -> str:
    """The passage that a note was written to, as it is kept."""
    return " ".join(clean(text).split())[: notes.MOST_QUOTED]
