"""The verbs of flags: what a member tells the trainer of a question. They are a part of Study."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from lessons.clean import clean
from lessons.late import LateModule
from lessons.light import dataclass
from store import drafts
from store.errors import StoreError
from tui.i18n import _
from tui.unknown import Unknown

if TYPE_CHECKING:
    from datetime import date

    from quizzes.library import Library
    from quizzes.model import Question, Quiz
    from store import events
    from store.database import Database
    from store.people import Member
    from store.projections import flags
    from store.projections.flags import FlagRecord
else:  # few runs put one
    events, flags = LateModule("store.events"), LateModule("store.projections.flags")

_BEGUN = "flag"
"""What the draft of a flag is named by, beside the question."""
_SHORT = 8
"""Digits of its id by which a flag is named on the command line."""


@dataclass(frozen=True, slots=True)
class Flagged:
    """A flag beside the question that it is about, as the library has it now. Who put it is not in it."""

    record: FlagRecord
    quiz: Quiz | None
    question: Question | None
    """None where the library has it no more."""
    edited: bool
    """Whether the question was edited since, in the language that it was flagged in."""

    @property
    def name(self) -> str:
        """What it is called on the command line."""
        return self.record.id[-_SHORT:]

    @property
    def stem(self) -> str:
        """The words of the question in one line; its id where the library has it no more."""
        from tui.render.plain import plain_inline  # noqa: PLC0415 - few runs list flags

        return plain_inline(self.question.stem, {}).replace("\n", " ") if self.question else self.record.question


class Flagging(ABC):
    """Telling the trainer what is wrong with a question, and seeing to it."""

    _database: Database

    @abstractmethod
    def _me(self) -> Member:
        """Who is acting."""

    @abstractmethod
    def read(self) -> Library:
        """The library in the language in use."""

    @abstractmethod
    def _act(self, body: events.Body, subject: str) -> None:
        """Record what the member did, about somebody or something."""

    def flag(self, quiz: str, question: Question, reason: str, text: str) -> None:
        """Flag a question, given with the key of its quiz, for one of `events.REASONS`; an open flag is replaced.

        Raises:
            StoreError: it could not be recorded.
        """
        before = self.flag_on(quiz, question.id)
        text = clean(text).strip()[: events.LONGEST_REASON]
        body = events.QuestionFlagged(
            quiz=quiz, question=question.id, edition=question.revision, reason=reason, text=text
        )
        self._act(body, self._me().id)
        if before:
            self.withdraw(before)
        with suppress(StoreError):  # the flag is put, and what was begun of it is seen by nobody
            self.keep_flag_begun(quiz, question.id, "", "")

    def flag_begun(self, quiz: str, question: str) -> tuple[str, str]:
        """The reason and the words of a flag that the member began and did not put; empty where there are none.

        Raises:
            StoreError: they cannot be read.
        """
        kept = drafts.drafts(self._database, self._me().id).get(drafts.place_of(_BEGUN, quiz, question))
        reason, text = json.loads(kept) if kept else ("", "")
        return reason, text

    def keep_flag_begun(self, quiz: str, question: str, reason: str, text: str) -> None:
        """Keep what is begun of a flag, for its member alone; with neither reason nor words there is nothing to keep.

        Raises:
            StoreError: it was not kept, and why.
        """
        if (reason, text) != self.flag_begun(quiz, question):
            kept = json.dumps([reason, text], ensure_ascii=False) if reason or text else ""
            drafts.keep_drafts(self._database, self._me().id, {drafts.place_of(_BEGUN, quiz, question): kept})

    def flag_on(self, quiz: str, question: str) -> Flagged | None:
        """The member's own open flag on a question; None where there is none."""
        mine = (one for one in self.flags() if (one.record.quiz, one.record.question) == (quiz, question))
        return next(mine, None)

    def flags(self) -> tuple[Flagged, ...]:
        """The member's own flags that are open, the one put last at the end."""
        return self._told(one for one in flags.every(self._database, member=self._me().id) if one.open)

    def flags_and_what_came(self, since: date) -> tuple[Flagged, ...]:
        """The member's own flags that are open, and those that the trainer has dealt with since a study day."""
        mine = flags.every(self._database, member=self._me().id)
        return self._told(one for one in mine if one.open or (one.settled is not None and one.settled >= since))

    def flags_of(self, quiz: str) -> tuple[Flagged, ...]:
        """Every open flag on the questions of a quiz, whoever put it in this database: for its trainer."""
        return tuple(one for one in self.every_flag() if one.record.quiz == quiz)

    def find_flag(self, name: str, among: Sequence[Flagged] | None = None) -> Flagged:
        """The flag of a name, among the member's own where no others are given.

        Raises:
            Unknown: there is no open one of that name.
        """
        found = [one for one in (self.flags() if among is None else among) if name in {one.name, one.record.id}]
        if not found:
            raise Unknown(_("There is no open flag {name}. See: fivefold flags").format(name=repr(name)))
        return found[0]

    def every_flag(self) -> tuple[Flagged, ...]:
        """Every open flag in this database, whoever put it: for the trainer."""
        return self._told(one for one in flags.every(self._database) if one.open)

    def withdraw(self, flag: Flagged) -> None:
        """Take a flag of one's own back.

        Raises:
            StoreError: it could not be recorded.
        """
        self._act(events.FlagClosed(flag.record.id, events.WITHDRAWN), self._me().id)

    def settle(self, flag: Flagged) -> None:
        """Say, as its trainer, that a flag is dealt with.

        Raises:
            StoreError: it could not be recorded.
        """
        self._act(events.FlagClosed(flag.record.id, events.SETTLED), flag.record.member)

    def _told(self, found: Iterable[FlagRecord]) -> tuple[Flagged, ...]:
        """Flags beside what they are about."""
        library = self.read()
        told: list[Flagged] = []
        for one in found:
            quiz = library.quiz(one.quiz)
            asked = next((each for each in quiz.questions if each.id == one.question), None) if quiz else None
            # Each language has a revision of its own, and whoever looks may read in another.
            same = not quiz or not asked or one.edition in {asked.revision} | library.revisions(quiz, asked.id)
            told.append(Flagged(one, quiz, asked, edited=not same))
        return tuple(told)
