"""The verbs of a member's own notes and bookmarks. They are a part of Study; nobody else ever sees any of it.

It is long because notes and bookmarks are listed in one order, and the last of either that was deleted is brought back
by one verb.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING

from lessons.clean import clean
from lessons.digest import blake2b
from lessons.light import dataclass
from store import bookmarks, drafts, notes
from tui.i18n import _
from tui.unknown import Unknown

if TYPE_CHECKING:
    from lessons.model import Lesson
    from quizzes.library import Library
    from quizzes.model import Quiz
    from store.bookmarks import Bookmark
    from store.database import Database
    from store.notes import Note
    from store.people import Member

_SHORT = 8
"""Digits by which a note or a bookmark is named on the command line."""


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
    def id(self) -> str:
        """Of the note."""
        return self.note.id

    @property
    def name(self) -> str:
        """What it is called on the command line."""
        return self.note.id[-_SHORT:]

    @property
    def title(self) -> str:
        """What it is about, in the author's words, else by its key."""
        if self.lesson is not None:
            return self.lesson.title
        return self.quiz.title if self.quiz is not None else self.note.about


@dataclass(frozen=True, slots=True)
class Bookmarked:
    """A bookmark beside the lesson that it is in, as the library has it now."""

    bookmark: Bookmark
    course: str
    """Title of the course; empty where the library has it no more."""
    lesson: Lesson | None
    """None where the library has it no more."""

    @property
    def id(self) -> str:
        """Of the bookmark."""
        return self.bookmark.id

    @property
    def name(self) -> str:
        """What it is called on the command line."""
        return blake2b(self.bookmark.id.encode(), digest_size=_SHORT // 2).hexdigest()

    @property
    def title(self) -> str:
        """Of its lesson, in the author's words, else the lesson's key."""
        return self.lesson.title if self.lesson is not None else self.bookmark.lesson


class Noting(ABC):
    """Writing notes and setting bookmarks, and finding them again."""

    _database: Database
    _now: Callable[[], datetime]
    _random: Random
    _deleted: list[Note | Bookmark]
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
        order = _order(library, {one.note.about for one in found})
        return tuple(sorted(found, key=lambda one: (order.get(one.note.about, len(order)), one.note.about)))

    def kept(self) -> tuple[Noted | Bookmarked, ...]:
        """The member's bookmarks and notes, in the order of each course; of a lesson the bookmarks come first."""
        found: list[Noted | Bookmarked] = [*self.bookmarks(), *self.notes()]
        order = _order(self.read(), {_about(one) for one in found})
        return tuple(sorted(found, key=lambda one: (order.get(_about(one), len(order)), _about(one))))

    def bookmarks(self) -> tuple[Bookmarked, ...]:
        """The member's bookmarks, in the order of each course and lesson."""
        library = self.read()
        found = [self._bookmarked(library, one) for one in bookmarks.of_member(self._database, self._me().id)]
        order = _order(library, {one.bookmark.lesson for one in found})
        return tuple(sorted(found, key=lambda one: order.get(one.bookmark.lesson, len(order))))

    def bookmarks_in(self, lesson: str) -> tuple[Bookmark, ...]:
        """The bookmarks in a lesson."""
        return bookmarks.of_lesson(self._database, self._me().id, lesson)

    def set_bookmark(self, lesson: str, *, block: str, section: int, quote: str) -> Bookmark:
        """Keep a passage of a lesson to come back to.

        Raises:
            StoreError: nothing was kept, and why.
        """
        said = _cut(_quoted(quote), bookmarks.MOST_QUOTED)
        kept = bookmarks.Bookmark(lesson, block, section, said, self._now())
        bookmarks.keep(self._database, self._me().id, kept)
        return kept

    def take_bookmark(self, bookmark: Bookmark) -> None:
        """Take a bookmark away; it can be brought back as long as this run lasts.

        Raises:
            StoreError: nothing was taken away, and why.
        """
        gone = replace(bookmark, quote="", at=self._now(), kept=False)
        bookmarks.keep(self._database, self._me().id, gone)
        self._deleted.append(bookmark)

    def about(self, note: Note) -> Noted:
        """A note beside what it is about."""
        return self._noted(self.read(), note)

    def marked(self, bookmark: Bookmark) -> Bookmarked:
        """A bookmark beside its lesson."""
        return self._bookmarked(self.read(), bookmark)

    def find_note(self, name: str) -> Noted:
        """The note of a name, or of an id.

        Raises:
            Unknown: there is none.
        """
        found = next((one for one in self.notes() if name in {one.name, one.id}), None)
        if found is None:
            raise Unknown(_("There is no note {name}. See: fivefold notes").format(name=repr(name)))
        return found

    def find_bookmark(self, name: str) -> Bookmarked:
        """The bookmark of a name.

        Raises:
            Unknown: there is none.
        """
        found = next((one for one in self.bookmarks() if name == one.name), None)
        if found is None:
            raise Unknown(_("There is no bookmark {name}. See: fivefold notes").format(name=repr(name)))
        return found

    def notes_to(self, lesson: str) -> tuple[Note, ...]:
        """The notes to the passages of a lesson."""
        return notes.of_lesson(self._database, self._me().id, lesson)

    def note_to(self, quiz: str, question: str) -> Note | None:
        """The note to a question; None where there is none."""
        return notes.of_question(self._database, self._me().id, quiz, question)

    def note_passage(self, lesson: str, *, block: str, section: int, quote: str, text: str) -> Note:
        """Write a note to a passage of a lesson; of code it is lines, and stays them.

        Raises:
            StoreError: nothing was written, and why.
        """
        return self._keep(text, about=lesson, question="", block=block, section=section, quote=_lines(quote))

    def note_question(self, quiz: str, question: str, *, stem: str, text: str) -> Note:
        """Write a note to a question.

        Raises:
            StoreError: nothing was written, and why.
        """
        return self._keep(text, about=quiz, question=question, block="", section=-1, quote=_quoted(stem))

    def drafts(self) -> Mapping[str, str]:
        """What the member has begun to write and not kept, by the places of `draft_place`."""
        return drafts.drafts(self._database, self._me().id)

    def keep_drafts(self, texts: Mapping[str, str]) -> None:
        """Keep what is being written, by its places; with nothing in it, a draft is gone.

        Raises:
            StoreError: nothing was kept, and why.
        """
        fit = {place: clean(text)[: notes.MOST_CHARACTERS] for place, text in texts.items()}
        drafts.keep_drafts(self._database, self._me().id, fit)

    @staticmethod
    def draft_place(note: Note | None, *names: str) -> str:
        """The place of a draft: that of a note, or of what has none yet, which is given by its names."""
        return drafts.place_of(note.id) if note else drafts.place_of(*names)

    def rewrite_note(self, note: Note, text: str) -> bool:
        """Change what a note says, as it was read; with nothing left in it, it is deleted.

        Answers whether another window wrote to it meanwhile, and that is kept too.

        Raises:
            StoreError: nothing was written, and why.
        """
        if not text.strip():
            return self.delete_note(note)
        return len(notes.rewrite(self._database, self._me().id, note, now=self._now, text=_fit(text))) > 1

    def delete_note(self, note: Note) -> bool:
        """Delete a note, as it was read; it can be brought back as long as this run lasts.

        Answers whether another window wrote to it meanwhile, so that it is not deleted.

        Raises:
            StoreError: nothing was written, and why.
        """
        if notes.delete(self._database, self._me().id, note, now=self._now).text:
            return True
        self._deleted.append(note)
        return False

    @property
    def can_undelete(self) -> bool:
        """Whether a note or bookmark was deleted in this run."""
        return bool(self._deleted)

    def undelete(self) -> Note | Bookmark:
        """Bring back the note or bookmark that was deleted last.

        Raises:
            StoreError: nothing was written, and why.
        """
        note = self._deleted[-1]
        me = self._me().id
        if isinstance(note, bookmarks.Bookmark):
            again = replace(note, at=self._now())
            bookmarks.keep(self._database, me, again)
            self._deleted.pop()
            return again
        gone = notes.of_id(self._database, me, note.id) or note
        kept = notes.keep(
            self._database, me, gone, now=self._now, random=self._random, text=note.text, quote=note.quote
        )
        self._deleted.pop()
        return kept

    def _keep(self, text: str, **about: object) -> Note:
        me, said = self._me().id, _fit(text)
        return notes.keep(self._database, me, None, now=self._now, random=self._random, text=said, **about)

    @staticmethod
    def _bookmarked(library: Library, bookmark: Bookmark) -> Bookmarked:
        course = library.course(bookmark.lesson.partition("/")[0])
        return Bookmarked(bookmark, course.course.title if course else "", library.lesson(bookmark.lesson))

    def _noted(self, library: Library, note: Note) -> Noted:
        course = library.course(note.about.partition("/")[0])
        quiz = library.quiz(note.about) if note.question else None
        lesson = (library.lesson_of(quiz) if quiz else None) if note.question else library.lesson(note.about)
        return Noted(note, course.course.title if course else "", lesson, quiz)


def _fit(text: str) -> str:
    """What is kept of what was written."""
    return clean(text).strip()[: notes.MOST_CHARACTERS]


def _about(one: Noted | Bookmarked) -> str:
    """Key of the lesson or quiz."""
    return one.note.about if isinstance(one, Noted) else one.bookmark.lesson


def _order(library: Library, keys: set[str]) -> dict[str, int]:
    """The place of lessons and quizzes, by their keys, in the courses that some of them are in."""
    courses = {key.partition("/")[0] for key in keys}
    return {
        key: place
        for place, key in enumerate(
            key
            for contents in library.courses
            if contents.course.id in courses
            for lesson in contents.lessons
            for key in (lesson.key, f"{lesson.key}#checks", f"{lesson.course}/{lesson.quiz}")
        )
    }


def _cut(text: str, most: int) -> str:
    """A text of so many characters at most: where it is longer, cut between words, with a mark that says so."""
    if len(text) <= most:
        return text
    kept = text[: most - len(bookmarks.CUT)]
    blank = kept.rfind(" ")
    return (kept[:blank] if blank * 2 >= most else kept) + bookmarks.CUT


def _quoted(text: str) -> str:
    """The passage that a note was written to, as it is kept."""
    return " ".join(clean(text).split())[: notes.MOST_QUOTED]


def _lines(text: str) -> str:
    """The same where it may be lines of code."""
    lines = (line.rstrip() for line in clean(text).strip("\n").split("\n"))
    return "\n".join(lines)[: notes.MOST_QUOTED]
