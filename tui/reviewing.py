"""Review: what is asked again today, one card at a time. No Textual in it, and no SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from quizzes.due import queue
from quizzes.library import Library
from quizzes.memory import Memory, Rating, review
from quizzes.model import Question, Quiz
from store.projections.item_memory import ItemMemory


@dataclass(frozen=True, slots=True)
class Return:
    """When a question comes back."""

    day: date
    """The study day."""
    at: datetime | None
    """The moment, where it is minutes away; UTC."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is due, as the library has it now."""

    quiz: Quiz
    question: Question
    item: ItemMemory

    @property
    def memory(self) -> Memory:
        """What is left of it in memory."""
        return self.item.memory

    @property
    def identity(self) -> str:
        """Hash of what it is: siblings share it."""
        return self.question.identity


def due_now(
    items: Sequence[ItemMemory], library: Library, at: datetime, day: date, *, after: str | None = None
) -> list[Asked]:
    """The questions to ask, in order; what the library does not hold, or cannot ask any more, waits for it."""
    questions: dict[str, Mapping[str, Question]] = {}
    found: list[Asked] = []
    for item in items:
        quiz = library.quiz(item.quiz)
        if quiz is None:
            continue
        if item.quiz not in questions:
            questions[item.quiz] = {question.id: question for question in quiz.askable}
        question = questions[item.quiz].get(item.question)
        if question is not None:
            found.append(Asked(quiz, question, item))
    return queue(found, at, day, after=after)


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
