"""What the verbs answer: frozen values that a screen or a command shows as they are.

It is long because it is the one list of what crosses from the verbs to who shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, overload

from lessons.light import dataclass
from quizzes.model import Feedback, Mode
from store.status import Standing, Status

if TYPE_CHECKING:
    from lessons.model import Course, Document, Lesson
    from lessons.problem import Problem
    from quizzes.grade import Verdict
    from quizzes.memory import Rating
    from quizzes.model import Question, Quiz, Terms
    from quizzes.sitting import Answer, Score, Sitting
    from store.places import Place
    from tui.pace import Rhythm
    from tui.reviewing import Asked, NextReview, Return

References = Mapping[str, tuple[str, str]]
"""Link reference definitions of a file."""
_SECONDS_A_QUESTION = 25


class QuizState(StrEnum):
    """A member's standing on a quiz."""

    PASSED = "passed"
    DONE = "done"
    """Finished, and nothing in it is marked."""
    NOT_PASSED = "not-passed"
    OPEN = "open"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class QuizRow:
    """A quiz in a list."""

    quiz: Quiz
    state: QuizState
    answered: int
    """Questions answered in the open sitting."""
    asked: int
    """Questions of the open sitting, else the questions that a sitting would ask."""
    best: float | None
    """Best finished share, 0 to 1."""
    lesson: Lesson | None
    """The lesson it belongs to."""
    pending: bool = False
    """Whether a group of the member waits to be told how it comes out."""
    time_up: bool = False
    """Whether the time of the open sitting is up, so that opening it shows its result."""
    due: date | None = None
    """The last day to pass it, where a plan sets one for it; None once it is passed."""
    until: datetime | None = None
    """The moment at which the time of the open sitting is up; None where none runs."""

    @property
    def finished(self) -> bool:
        """Whether it was ever finished, so that there is a result."""
        return self.best is not None or self.state in {QuizState.NOT_PASSED, QuizState.PASSED, QuizState.DONE}


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A lesson in a list."""

    lesson: Lesson
    number: int
    """1-based place in its course."""
    standing: Standing
    begun: bool
    """Whether anything was done with it or its quiz."""
    due: date | None
    """The last day to complete it, where a plan assigns it."""
    read: float
    """Share of the text that was reached, 0 to 1."""
    quiz: QuizRow | None
    checks: Quiz | None = None
    """What it asks in its text."""
    slipping: bool = False
    """Whether it is completed, and being forgotten."""
    after: tuple[LessonRow, ...] = ()
    """Those that its author asks for first, and that are not completed: advice, and no lock."""

    @property
    def status(self) -> Status:
        """How the member stands on it today."""
        return self.standing.status


class LessonRows(Sequence[LessonRow]):
    """The rows of a course's lessons, each made when it is looked at: of a large course most never are."""

    __slots__ = ("_rows", "touched")

    def __init__(self, rows: Iterable[LessonRow | Callable[[], LessonRow]]) -> None:
        """Take rows, and what makes those of lessons with which nothing was done and nothing is planned."""
        self._rows = list(rows)
        self.touched = tuple([row for row in self._rows if isinstance(row, LessonRow)])
        """The others: no lesson is begun or completed that is not among them, and no quiz of a lesson."""

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> LessonRow: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[LessonRow, ...]: ...

    def __getitem__(self, place: int | slice) -> LessonRow | tuple[LessonRow, ...]:
        """One row, or some."""
        if isinstance(place, slice):
            return tuple(self)[place]
        row = self._rows[place]
        if not isinstance(row, LessonRow):
            row = self._rows[place] = row()
        return row

    def __iter__(self) -> Iterator[LessonRow]:
        return map(self.__getitem__, range(len(self._rows)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LessonRows) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment] # what is equal may be made or not


@dataclass(frozen=True, slots=True)
class CourseView:
    """A course with the member's standing on everything in it."""

    course: Course
    root: Path
    lessons: LessonRows
    quizzes: tuple[QuizRow, ...]
    """The quizzes that belong to no lesson."""
    problems: tuple[Problem, ...]
    glanced: bool = False
    """Whether its files are still being read, so that there may be more problems."""

    @property
    def touched_quizzes(self) -> tuple[QuizRow, ...]:
        """All with which anything was done, or is planned: those of its touched lessons, and those that have none."""
        return (*(row.quiz for row in self.lessons.touched if row.quiz), *self.quizzes)

    @property
    def completed(self) -> int:
        """Lessons completed; in a course of quizzes alone, quizzes passed."""
        if not self.lessons:
            return sum(row.state in {QuizState.PASSED, QuizState.DONE} for row in self.quizzes)
        return sum(row.status is Status.COMPLETED for row in self.lessons.touched)

    @property
    def total(self) -> int:
        """Lessons; in a course of quizzes alone, quizzes."""
        return len(self.lessons) or len(self.quizzes)

    @property
    def begun(self) -> bool:
        """Whether the member has done anything in it."""
        return any(row.begun for row in self.lessons.touched) or any(
            row.state is not QuizState.NEW for row in self.quizzes
        )

    @property
    def broken(self) -> int:
        """Errors in its files."""
        return sum(problem.severity.value == "error" for problem in self.problems)


class Step(StrEnum):
    """Something to do today."""

    LESSON = "lesson"
    QUIZ = "quiz"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Today:
    """One read model for the page that everybody opens first."""

    day: date
    name: str
    lesson: LessonRow | None
    """The lesson to go on with: the one last read and not completed, else the next in order.

    One that is read to its end and waits for its quiz is not gone on with.
    """
    section: str
    """Where it was left: the section's heading, inline source, or empty."""
    back: bool
    """Whether that is before what was read already."""
    minutes_left: int
    quiz: QuizRow | None
    """An open sitting, else the quiz of a lesson that is read and not yet passed."""
    open: tuple[QuizRow, ...]
    """The other open sittings, of all courses, the one touched last first."""
    failed: tuple[QuizRow, ...]
    """The other quizzes that were lately not passed, of all courses, the one tried last first."""
    course: CourseView | None
    """The course in which something was read, answered or finished last, else the first."""
    courses: int
    reviews: int
    """Questions to be asked again now."""
    late: bool
    """Whether some of them were to be asked before yesterday."""
    tomorrow: int
    """Questions whose day is the next study day."""
    next_review: NextReview | None
    """When there is something to ask again, where nothing is to be asked now."""
    week: tuple[int, ...]
    """Answers and lessons on each day of this week, Monday first, up to today."""
    rhythm: Rhythm
    """The week, and how the member stands to what they mean to do."""
    problems: int
    """Errors in the library."""
    unheld: frozenset[str] = frozenset()
    """Quizzes of which something is to be asked again that the library does not have: another one may."""

    @property
    def opened(self) -> int:
        """Quizzes that are begun and not finished, in all courses."""
        return sum(row.state is QuizState.OPEN for row in filter(None, (self.quiz, *self.open)))

    @property
    def steps(self) -> tuple[Step, ...]:
        """What can be done, the first thing first: what was left in the middle, a review that is late, the rest.

        A quiz that was not passed, or whose lesson is read, comes before all but a lesson that is read in part.
        """
        quiz_first = self.quiz and (self.quiz.state is QuizState.OPEN or (self._quiz_waits and not self._is_reading))
        order = (
            (Step.QUIZ, quiz_first),
            (Step.REVIEW, self.reviews and self.late),
            (Step.LESSON, self.lesson),
            (Step.QUIZ, self._quiz_waits and not quiz_first),
            (Step.REVIEW, self.reviews and not self.late),
            (Step.QUIZ, self.quiz and not self._quiz_waits and not quiz_first),
        )
        return tuple(step for step, there in order if there)

    @property
    def _is_reading(self) -> bool:
        """Whether the lesson is read in part."""
        return self.lesson is not None and 0 < self.lesson.read < 1

    @property
    def _quiz_waits(self) -> bool:
        """Whether the quiz was not passed, or its lesson is read and waits for it."""
        if self.quiz is None:
            return False
        lessons = self.course.lessons.touched if self.course else ()
        read = (row for row in lessons if row.read >= 1 and row.status is not Status.COMPLETED)
        return self.quiz.state is QuizState.NOT_PASSED or any(row.quiz is self.quiz for row in read)


def minutes_to_answer(questions: int) -> int:
    """How many minutes so many questions take, at 25 seconds each, at least 1: an estimate for a card."""
    return max(1, ceil(questions * _SECONDS_A_QUESTION / 60))


@dataclass(frozen=True, slots=True)
class OpenLesson:
    """A lesson, open."""

    row: LessonRow
    course: CourseView
    document: Document
    place: Place | None
    checks: Quiz | None = None
    """What is asked in its text, a section for each check."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """The last answer to each of those questions, where it was answered as it is now."""

    def find_check(self, question_id: str) -> Question | None:
        """A question in its text that can be asked."""
        asked = self.checks.askable if self.checks else ()
        return next((question for question in asked if question.id == question_id), None)

    @property
    def lesson(self) -> Lesson:
        """The lesson's card."""
        return self.row.lesson

    @property
    def untranslated(self) -> bool:
        """Whether its course has the language in use, and this lesson is not in it."""
        course = self.course.course
        return course.lang in course.languages[1:] and not self.lesson.translation

    def neighbour(self, step: int) -> LessonRow | None:
        """The lesson `step` places on in the course."""
        index = self.row.number - 1 + step
        return self.course.lessons[index] if 0 <= index < len(self.course.lessons) else None


@dataclass(frozen=True, slots=True)
class Begun:
    """What was answered of a question that is open still: for its member alone, and nothing of it is recorded."""

    parts: tuple[str, ...]
    """What was chosen, or what stood in its form."""
    hints: int = 0
    """Those that were open."""


@dataclass(frozen=True, slots=True)
class OpenQuiz:
    """A quiz, being answered."""

    quiz: Quiz
    references: References
    """Those of the quiz."""
    sitting: Sitting
    lesson: Lesson | None
    resumed: bool
    """True where answers of an earlier visit are in the sitting."""

    @property
    def question(self) -> Question | None:
        """The question to answer now; None when all are answered."""
        current = self.sitting.current
        return None if current is None else self.find(current)

    @property
    def can_skip(self) -> bool:
        """Whether another question can come before the one to answer now."""
        return len(self.sitting.open) > 1

    def find(self, question_id: str) -> Question | None:
        """A question of the sitting; None where the author has taken it out meanwhile."""
        return next((question for question in self.quiz.questions if question.id == question_id), None)


@dataclass(frozen=True, slots=True)
class Conditions:
    """What applies to a quiz, for somebody about to take it."""

    quiz: Quiz
    questions: int
    """How many are asked."""
    terms: Terms
    attempts: int
    """Finished sittings allowed; 0 = as many as one likes."""
    used: int
    """Finished sittings."""
    groups: tuple[str, ...]
    """Names of the groups that will be told how it comes out; empty where an open sitting goes on."""
    goes_on: bool
    """Whether an open sitting goes on: then its own terms are these."""
    counted: bool = False
    """Whether leaders of any of the groups study in this database, where the answers to each question are counted."""

    @property
    def refused(self) -> bool:
        """Whether it may not be begun any more."""
        return not self.goes_on and 0 < self.attempts <= self.used

    @property
    def said_first(self) -> bool:
        """Whether a member should know before the first question, and before the time runs."""
        terms = self.terms
        special = terms.mode is Mode.EXAM or terms.feedback is not Feedback.IMMEDIATE
        return not self.goes_on and bool(self.groups or special or terms.time_limit or self.attempts)


class Unsent(StrEnum):
    """Why an answer does not count that stood there when the time was up."""

    NOT_SUBMITTED = "not-submitted"
    TOO_LATE = "too-late"
    """It was submitted after that."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A sitting that has come to its end."""

    quiz: OpenQuiz
    """Its questions and answers."""
    score: Score
    timed_out: bool
    """Whether it ended because its time was up."""
    day: date
    """The study day on which it ended."""
    completed: Lesson | None
    """The lesson that it completed."""
    attempts_left: int | None
    """How often the quiz may be taken again; None where there is no limit."""
    gone: frozenset[str] = frozenset()
    """Ids of the questions whose answers were erased when they were old: nobody knows any more how they came out."""

    @property
    def again(self) -> bool:
        """Whether the quiz may be taken again."""
        return self.attempts_left is None or self.attempts_left > 0


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """A question that is asked again."""

    asked: Asked
    references: References
    """Those of the quiz."""
    lesson: Lesson | None
    """The lesson that its quiz belongs to."""
    returns: Mapping[Rating, Return]
    """When it comes back, by the rating it is given."""
    left: int
    """Questions still to ask, this one included."""
    order: tuple[str, ...]
    """Ids of its options or entries, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Reread:
    """Where to read again what a question asks for."""

    lesson: Lesson
    section: int
    """Index into the lesson's sections; -1 for its beginning."""
    title: str
    """The section's heading, inline source, or empty."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that is on disk, and what follows from it."""

    quiz: OpenQuiz
    question: Question
    answer: Answer
    verdict: Verdict
    finished: Finished | None
    """How the sitting came out, where this answer was the last."""
    back: Return | None
    """When the question is asked again; None where it is not."""
    kept: bool = True
    """Whether the answer is: one that was erased when it was old has no choice here, and is neither right nor wrong."""
