"""Review: what is asked again, one card at a time, and when what comes next. No Textual in it, and no SQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from lessons.light import dataclass
from quizzes.memory import LEECH, Memory, Rating, State, review

if TYPE_CHECKING:
    from quizzes.library import Library
    from quizzes.mastery import QuestionKey
    from quizzes.model import Question, QuestionCard, Quiz
    from store.items import ItemMemory
    from store.projections.item_memory import Coming


@dataclass(frozen=True, slots=True)
class Return:
    """When a question comes back."""

    day: date
    """The study day."""
    at: datetime | None
    """The moment, where it is minutes away; UTC."""


@dataclass(frozen=True, slots=True)
class NextReview:
    """When there is something to review again, where nothing is due."""

    back: Return
    """Of the first question."""
    questions: int
    """How many come back on that day."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was answered before, as the library has it now."""

    quiz: Quiz
    card: QuestionCard
    item: ItemMemory

    @property
    def question(self) -> Question:
        """The question itself, read now where it was not yet."""
        return next(one for one in self.quiz.questions if one.id == self.card.id)

    @property
    def key(self) -> QuestionKey:
        """The key of its quiz, and its id."""
        return self.item.quiz, self.item.question

    @property
    def memory(self) -> Memory:
        """What is left of it in memory."""
        return self.item.memory

    @property
    def earlier_key(self) -> bool:
        """Whether something else was the right answer when it was answered last."""
        return self.item.key != self.question.key

    @property
    def identity(self) -> str:
        """Hash of what it is: siblings share it."""
        return self.card.identity

    def becomes_leech(self, rating: Rating) -> bool:
        """Whether it is forgotten so often, with this rating, that it should be learned in another way."""
        lapses = rating is Rating.AGAIN and self.memory.state is State.REVIEW
        return lapses and self.memory.lapses + 1 == LEECH


@dataclass(frozen=True, slots=True)
class Practice:
    """A session of chosen questions, due or not: each is asked until it is not forgotten."""

    questions: tuple[QuestionKey, ...]
    """Still to be asked, in order."""

    def after(self, question: QuestionKey, rating: Rating | None = None) -> Practice:
        """What is left when a question was rated, or, without a rating, set aside: a forgotten one waits at the end."""
        rest = tuple(one for one in self.questions if one != question)
        return Practice((*rest, question) if rating is Rating.AGAIN else rest)


@dataclass(frozen=True, slots=True)
class Step:
    """Something done in a session of review, and what it needs to be taken back."""

    event: str
    """Its id."""
    rating: Rating | None = None
    """None where the question was set aside."""
    suspended: bool = False
    """Whether it was suspended; without that and without a rating it was put off."""
    before: Practice | None = None
    """The practice before it."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What a session of review came to."""

    known: int
    forgotten: int
    """Rated as such: Again."""
    suspended: int
    buried: int

    @property
    def reviews(self) -> int:
        """Questions rated, one that came back twice counts twice."""
        return self.known + self.forgotten


def tally(steps: Iterable[Step]) -> Tally:
    """What some steps come to."""
    every = list(steps)
    ratings = [step.rating for step in every if step.rating is not None]
    forgotten = sum(rating is Rating.AGAIN for rating in ratings)
    suspended = sum(step.suspended for step in every)
    return Tally(len(ratings) - forgotten, forgotten, suspended, len(every) - len(ratings) - suspended)


class Holdings:
    """What a library can ask, by quiz and id; each quiz is looked through once."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._quizzes: dict[str, tuple[Quiz, Mapping[str, QuestionCard]] | None] = {}

    def find(self, quiz: str, question: str) -> tuple[Quiz, QuestionCard] | None:
        """The card of a question, and its quiz; None where the library does not hold it, or cannot ask it any more."""
        held = self._quiz(quiz)
        asked = held[1].get(question) if held else None
        return (held[0], asked) if held and asked else None

    def of(self, quiz: str) -> Mapping[str, QuestionCard]:
        """The cards of all questions of a quiz that the library can ask, by their ids."""
        held = self._quiz(quiz)
        return held[1] if held else {}

    def _quiz(self, quiz: str) -> tuple[Quiz, Mapping[str, QuestionCard]] | None:
        if quiz not in self._quizzes:
            found = self.library.quiz(quiz)
            self._quizzes[quiz] = (found, {one.id: one for one in found.cards if one.graded}) if found else None
        return self._quizzes[quiz]

    def asked(self, items: Iterable[ItemMemory]) -> Iterator[Asked]:
        """The questions of some items; what the library does not hold waits for it."""
        for item in items:
            found = self.find(item.quiz, item.question)
            if found:
                yield Asked(*found, item)

    def holds(self, quiz: str, question: str) -> bool:
        """Whether the library holds a question, and can ask it."""
        held = self._quizzes[quiz] if quiz in self._quizzes else self._quiz(quiz)  # hundreds between two cards
        return held is not None and question in held[1]


def practised(items: Iterable[ItemMemory], held: Holdings, *, after: str | None = None) -> list[Asked]:
    """The questions left in a practice, in its order; a sibling of what was asked last lets another one go first."""
    left = list(held.asked(items))
    first = next((one for one in left if one.identity != after), None)
    return [first, *(one for one in left if one is not first)] if first else left


def next_review(coming: Iterable[Coming], at: datetime, day: date) -> NextReview | None:
    """When something is due next after a moment of a study day; None where nothing is left that could be.

    Args:
        coming: what the library can ask, the first to come first.
        at: the moment.
        day: its study day.
    """
    first: Return | None = None
    number = 0
    for item in coming:
        back = Return(max(item.day, day), item.at)
        if item.day <= day and (item.at is None or item.at <= at):
            continue  # due already
        if first is None:
            first = back
        if back.day > first.day:
            break
        number += 1
    return NextReview(first, number) if first else None


def load(coming: Iterable[Coming], day: date, days: int) -> Mapping[date, int]:
    """How many questions are asked on each of the days after a study day, as long as nothing more is answered."""
    found = {day + timedelta(days=ahead): 0 for ahead in range(1, days + 1)}
    for item in coming:
        if item.day in found:
            found[item.day] += 1
    return found


def returns(asked: Asked, at: datetime, day: date, member: str, retention: float) -> dict[Rating, Return]:
    """For each rating, when the question would come back."""
    found: dict[Rating, Return] = {}
    for rating in Rating:
        memory = review(
            asked.memory,
            rating,
            at,
            day=day,
            member=member,
            question=f"{asked.item.quiz}\n{asked.item.question}",
            retention=retention,
        )
        found[rating] = Return(memory.due_day, memory.due_at)
    return found
