"""Somebody at their desk: how far they have come, and a visit acted out through the verbs."""

from dataclasses import dataclass, field
from random import Random

from lessons.parse import sections
from quizzes.memory import Rating, recall
from tui.demo.clock import Clock
from tui.demo.story import Reading, Taking, Task, Visit, happens, knows, rating, reply
from tui.render.glyphs import UNICODE
from tui.render.manuscript import Manuscript
from tui.study import Study
from tui.views import Finished, OpenLesson, ReviewCard

_AN_ANSWER = (8, 40)
"""Seconds that one takes."""
_SLIPS = 0.004
"""Chance that a rating is a slip of the finger, and is taken back."""
_LOOKS_UP = 0.5
"""Chance that somebody who did not know an answer reads it again."""

_TAKES_A_HINT = 0.15


@dataclass(slots=True)
class _Work:
    """How far somebody has come with a lesson; days are counted back from the last one of the story."""

    opened: int | None = None
    read: bool = False
    completed: bool = False
    failed: list[int] = field(default_factory=list)
    left: bool = False
    hand: int | None = None


class Desk:
    """Somebody's lessons, and how far they have come with each."""

    def __init__(self) -> None:
        self._work: dict[str, _Work] = {}
        self._own: dict[str, int] = {}
        self._assigned: dict[str, int] = {}

    def choose(self, due: dict[str, int]) -> None:
        """Put lessons there that nobody assigned, by key, with the days on which they are meant to be done."""
        self._own = due

    def assign(self, due: dict[str, int]) -> None:
        """Put there what is assigned now, by key, with its due dates, in place of what was assigned before."""
        self._assigned = due

    def tasks(self) -> tuple[Task, ...]:
        """What is not completed, the first due first."""
        due = self._own | self._assigned
        found = ((key, self.work(key)) for key in sorted(due, key=lambda key: -due[key]))
        return tuple(
            Task(
                lesson=key,
                due=due[key],
                own=key not in self._assigned,
                opened=work.opened,
                read=work.read,
                failed=tuple(work.failed),
                left=work.left,
                hand=work.hand,
            )
            for key, work in found
            if not work.completed
        )

    def work(self, lesson: str) -> _Work:
        """How far somebody has come with a lesson."""
        return self._work.setdefault(lesson, _Work())


@dataclass(frozen=True, slots=True)
class Student:
    """Whoever has joined the study, on a day counted back from the last one."""

    study: Study
    clock: Clock
    desk: Desk
    lots: Random
    back: int

    def act(self, visit: Visit) -> None:
        """Act a visit out: first what is to be asked again, then a lesson."""
        self._review(visit.reviews)
        if visit.reading is not None:
            self._read(visit.reading)

    def _review(self, most: int) -> None:
        after: str | None = None
        for _number in range(most):
            card = self.study.review(after=after)
            if card is None:
                return
            after = card.asked.identity
            self.clock.forward(seconds=self.lots.randint(*_AN_ANSWER))
            self._rate(card)

    def _rate(self, card: ReviewCard) -> None:
        question = card.asked.question
        right = happens(recall(card.asked.memory, self.clock()), self.lots)
        choice = reply(question, self.lots, right=right)
        if happens(_SLIPS, self.lots):
            self.study.undo(self.study.rate(card, Rating.EASY, choice))
            self.clock.forward(seconds=2)
        self.study.rate(card, rating(self.lots, right=right), choice)
        if not right and card.lesson is not None and happens(_LOOKS_UP, self.lots):
            self.study.open(card.lesson.key)
            self.clock.forward(minutes=1)

    def _read(self, reading: Reading) -> None:
        work = self.desk.work(reading.lesson)
        opened = self.study.open(reading.lesson)
        if work.opened is None:
            work.opened = self.back
        self._turn_pages(opened.lesson.minutes * reading.until)
        if reading.until < 1 and not work.read:
            self._leave(opened, reading.until)
        else:
            work.read = True
            self.study.keep_place(reading.lesson, block="", section=-1, line=0, share=1.0)
            work.completed = self.study.finish(reading.lesson) or work.completed
        if reading.asks and self.study.raise_hand(reading.lesson):
            work.hand = self.back
        if reading.quiz is not None and opened.row.quiz is not None:
            self._take(opened.row.quiz.quiz.key, reading, reading.quiz)

    def _turn_pages(self, minutes: float) -> None:
        """Read for a while, a page a minute."""
        for _page in range(int(minutes)):
            self.clock.forward(minutes=1)
            self.study.active()
        self.clock.forward(minutes=minutes % 1)

    def _leave(self, opened: OpenLesson, share: float) -> None:
        """Leave a lesson at the heading that is nearest to a share of its lines, 0 to 1."""
        document = opened.document
        lines = document.text.count("\n") + 1
        shares = [heading.line / lines for heading in sections(document)]
        section = min(range(len(shares)), key=lambda number: abs(shares[number] - share))
        manuscript = Manuscript(document, opened.lesson.lang, UNICODE)
        place = manuscript.places.place(manuscript.section_spot(section))
        self.study.keep_place(
            opened.lesson.key, block=place.block, section=section, line=place.line, share=shares[section]
        )

    def _take(self, quiz: str, reading: Reading, taking: Taking) -> None:
        work = self.desk.work(reading.lesson)
        opened = self.study.start(quiz)
        if isinstance(opened, Finished):  # its time ran out; somebody goes on another day
            work.left = False
            return
        work.left = True
        given = 0
        while (question := opened.question) is not None and given != taking.leaves_after:
            self.clock.forward(seconds=self.lots.randint(*_AN_ANSWER))
            right = knows(question.id, taking.skill, self.lots)
            hints = int(bool(question.hints) and happens(_TAKES_A_HINT, self.lots))
            answered = self.study.answer(opened, question.id, reply(question, self.lots, right=right), hints)
            opened, given = answered.quiz, given + 1
            if answered.finished is not None:
                work.left = False
                if not answered.finished.score.passed:
                    work.failed.append(self.back)
            if answered.finished is not None and answered.finished.completed is not None:
                work.completed = True
                if work.hand is not None:
                    self.study.lower_hand(reading.lesson)
