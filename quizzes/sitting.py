"""A quiz in progress, as a value: answering gives the next one.

A sitting holds ids and what was recorded, never the questions themselves, so that a quiz may be edited while it is
being answered. It is long because what begins it, answers it and reckons what it came to are all rules of that one
value.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import fsum
from random import Random
from shlex import quote
from types import MappingProxyType

from lessons.blocks import Block
from quizzes.arrangement import arranged, drawn, rearranged
from quizzes.errors import AlreadyAnsweredError, NothingToAskError, NotInSittingError, TimeIsUpError
from quizzes.grade import Verdict, as_recorded, grade
from quizzes.model import (
    Choice,
    Confidence,
    Question,
    Quiz,
    Reflection,
    Shown,
    Terms,
    arranged_entries,
)

_ROUNDING = 1e-9
"""Marks are sums of shares such as 1/3: a share this near to the pass mark has reached it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it is recorded."""

    question: str
    """Id of the question."""
    identity: str
    key: str
    revision: str
    """The three hashes of the question as it was answered."""
    choice: tuple[str, ...]
    """What was answered, in the form of `grade.as_recorded`."""
    mark: float
    """0 to 1."""
    points: float
    """What a full mark was worth."""
    right: bool
    hints: int
    """Hints that were open."""
    graded: bool = True
    """False for a reflection, which counts for nothing."""
    confidence: Confidence | None = None
    """How sure the member was before the verdict; None where that was not said."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A quiz in progress, or finished."""

    id: str
    quiz: str
    """Key of the quiz, `course/quiz`."""
    questions: tuple[str, ...]
    """Ids of the questions drawn, in the order they are asked."""
    options: Mapping[str, tuple[str, ...]]
    """Ids of each question's options, or of its entries, in the order they are shown."""
    terms: Terms
    started: datetime
    """From which moment its time runs; aware."""
    answers: tuple[Answer, ...] = ()
    """In the order they were given."""
    passed_over: frozenset[str] = frozenset()
    """Questions that the quiz has lost, or cannot ask any more, before they were answered."""
    skipped: tuple[str, ...] = ()
    """Questions put off to the end, in the order in which they come again.

    It is no event: whoever goes on with a sitting brings what is kept of it.
    """

    @property
    def answered(self) -> Mapping[str, Answer]:
        """The recorded answer of each answered question."""
        return {answer.question: answer for answer in self.answers}

    @property
    def asked(self) -> tuple[str, ...]:
        """Ids of the questions that it asks, answered or not, in their order: without those passed over."""
        return tuple(question for question in self.questions if question not in self.passed_over)

    @property
    def open(self) -> tuple[str, ...]:
        """Ids of the questions still to be answered, in the order in which they come."""
        done = self.passed_over.union(answer.question for answer in self.answers)
        left = dict.fromkeys(question for question in self.questions if question not in done)
        skipped = frozenset(self.skipped)
        return (*(one for one in left if one not in skipped), *(one for one in self.skipped if one in left))

    @property
    def current(self) -> str | None:
        """The first question still to be answered; None when there is none."""
        return next(iter(self.open), None)

    def number(self, question_id: str) -> int:
        """The place of a question among those asked, 1 for the first, whenever it is answered."""
        return self.asked.index(question_id) + 1

    @property
    def complete(self) -> bool:
        """Whether all is answered that can be."""
        return self.current is None

    def time_left(self, at: datetime) -> timedelta | None:
        """How much of its time is left at a moment; None where it has no limit."""
        return time_left(self.terms, self.started, at)

    def is_over(self, at: datetime) -> bool:
        """Whether its time is up. There is no grace: what comes later is not taken."""
        return is_up(self.terms, self.started, at)


@dataclass(frozen=True, slots=True)
class Score:
    """What a sitting has come to."""

    marks: float
    """Points reached."""
    points: float
    """Points that could be reached, in the questions not yet answered too."""
    right: int
    asked: int
    """Questions of the sitting that are marked, answered or not: without reflections, and those passed over."""
    share: float | None
    """0 to 1; None where nothing is marked."""
    passed: bool
    """Whether the share reaches the pass mark; where nothing is marked, whether all was answered."""


def time_left(terms: Terms, started: datetime, at: datetime) -> timedelta | None:
    """How much time is left at a moment, never less than nothing; None where there is no limit.

    It is the time on the wall: it runs on while nobody looks. A clock that was set back to before the beginning takes
    nothing away, and gives no more than the whole.
    """
    if not terms.time_limit:
        return None
    whole = timedelta(seconds=terms.time_limit)
    return min(whole, max(timedelta(), whole - (at - started)))


def is_up(terms: Terms, started: datetime, at: datetime) -> bool:
    """Whether the time is up at a moment."""
    return time_left(terms, started, at) == timedelta()


def over(terms: Terms, started: datetime) -> datetime:
    """The moment from which on the time is up, where there is a limit."""
    return started + timedelta(seconds=terms.time_limit)


def terms(quiz: Quiz) -> Terms:
    """What holds for a sitting that is begun now."""
    return Terms(quiz.pass_mark, quiz.mode, quiz.feedback, quiz.time_limit)


def unanswered(question: Question) -> Answer:
    """What stands for a question that was asked, and not answered in time."""
    return _recorded(question, (), Verdict(0.0, right=False))


def _recorded(
    question: Question, choice: tuple[str, ...], verdict: Verdict, hints: int = 0, confidence: Confidence | None = None
) -> Answer:
    graded = not isinstance(question, Reflection)
    return Answer(
        question=question.id,
        identity=question.identity,
        key=question.key,
        revision=question.revision,
        choice=choice,
        mark=verdict.mark,
        points=question.points,
        right=verdict.right,
        hints=hints,
        graded=graded,
        confidence=confidence if graded else None,
    )


def begin(
    quiz: Quiz,
    *,
    id: str,  # noqa: A002 - the sitting's own id, as the field is named
    random: Random,
    at: datetime,
) -> Sitting:
    """Draw and shuffle as the quiz says; the time runs from `at`.

    The questions keep the order of the file unless the quiz shuffles them.

    Raises:
        NothingToAskError: none of the quiz's questions can be asked.
    """
    questions = drawn(quiz, random)
    if not questions:
        raise NothingToAskError(quiz=quiz.title, path=quote(str(quiz.path)))
    if quiz.shuffle_questions:
        random.shuffle(questions)
    options = {question.id: arranged(question, random) for question in questions}
    order = tuple(question.id for question in questions)
    return Sitting(
        id=id, quiz=quiz.key, questions=order, options=MappingProxyType(options), terms=terms(quiz), started=at
    )


def answer(
    sitting: Sitting,
    quiz: Quiz,
    question_id: str,
    choice: Iterable[str],
    hints: int = 0,
    *,
    at: datetime,
    confidence: Confidence | None = None,
) -> tuple[Sitting, Answer]:
    """Grade one answer, given at a moment, and give the sitting that has it. How sure somebody is changes no mark.

    Raises:
        TimeIsUpError: it comes after the end of the sitting's time.
        NotInSittingError: the sitting does not ask this question, or the quiz has lost it.
        AlreadyAnsweredError: the question has its answer.
        QuizError: it is no answer to this question; `grade` names the ways.
    """
    if sitting.is_over(at):
        raise TimeIsUpError(question=question_id)
    if question_id in sitting.answered:
        raise AlreadyAnsweredError(question=question_id)
    question = next((question for question in quiz.askable if question.id == question_id), None)
    if question is None or question_id not in sitting.questions or question_id in sitting.passed_over:
        raise NotInSittingError(question=question_id)
    recorded = as_recorded(question, choice)
    given = _recorded(question, recorded, grade(question, recorded), hints, confidence)
    return replace(sitting, answers=(*sitting.answers, given)), given


def skip(sitting: Sitting, question_id: str) -> Sitting:
    """Put an open question off to the end, behind those that were put off before; it stays open.

    Raises:
        AlreadyAnsweredError: the question has its answer.
        NotInSittingError: the sitting does not ask this question, or the quiz has lost it.
    """
    if question_id in sitting.answered:
        raise AlreadyAnsweredError(question=question_id)
    if question_id not in sitting.open:
        raise NotInSittingError(question=question_id)
    rest = tuple(one for one in sitting.skipped if one != question_id)
    return replace(sitting, skipped=(*rest, question_id))


def restore(
    quiz: Quiz,
    *,
    id: str,  # noqa: A002 - the sitting's own id, as the field is named
    questions: Sequence[str],
    options: Mapping[str, Sequence[str]],
    answers: Sequence[Answer],
    terms: Terms,
    started: datetime,
) -> Sitting:
    """A sitting as it was recorded, over the quiz as it is now.

    Answers stay as they were given. Questions that the quiz has lost, or cannot ask any more, are passed over; options
    that a question has lost are left out, new ones stand last.
    """
    now = {question.id: question for question in quiz.askable}
    given = frozenset(answer.question for answer in answers)
    orders = {
        name: rearranged(now[name], options.get(name, ())) if name in now else tuple(options.get(name, ()))
        for name in questions
    }
    return Sitting(
        id=id,
        quiz=quiz.key,
        questions=tuple(questions),
        options=MappingProxyType(orders),
        terms=terms,
        started=started,
        answers=tuple(answers),
        passed_over=frozenset(name for name in questions if name not in now and name not in given),
    )


def score(sitting: Sitting, quiz: Quiz) -> Score:
    """What was recorded, against all that the sitting asks and marks; reflections count for nothing."""
    still_open = frozenset(sitting.open)
    open_points = [
        question.points
        for question in quiz.askable
        if question.id in still_open and not isinstance(question, Reflection)
    ]
    graded = [answer for answer in sitting.answers if answer.graded]
    marks = fsum(answer.mark * answer.points for answer in graded)
    points = fsum([*(answer.points for answer in graded), *open_points])
    right = sum(answer.right for answer in graded)
    asked = len(graded) + len(open_points)
    if not asked:
        return Score(0.0, 0.0, 0, 0, None, passed=sitting.complete)
    share = marks / points if points else right / asked
    return Score(marks, points, right, asked, share, passed=share >= sitting.terms.pass_mark - _ROUNDING)


def introduction(sitting: Sitting, quiz: Quiz, question_id: str) -> tuple[Block, ...]:
    """The texts of the sections that begin, in the order of this sitting, with this question; mostly none."""
    blocks: list[Block] = []
    for section in quiz.sections:
        members = frozenset(section.questions)
        if next((name for name in sitting.questions if name in members), None) == question_id:
            blocks += section.introduction
    return tuple(blocks)


def shown(question: Question, order: Sequence[str]) -> tuple[Shown, ...]:
    """The options or entries of a question in an order of their ids; mostly that of a sitting."""
    parts = question.options if isinstance(question, Choice) else arranged_entries(question)
    found: dict[str, Shown] = {one.id: one for one in parts}
    return tuple(found[name] for name in order)
