"""How things stand: recorded facts and the library, brought together. Pure.

It is long because what Today offers is chosen among the very rows that the list of a course shows, so that both say the
same of a lesson.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from lessons.late import LateModule
from lessons.light import dataclass
from lessons.model import Criterion, Lesson
from store.facts import Assignment, Recorded, lesson_facts_of
from store.status import Status, slipping
from store.status import standing as judge
from tui.views import CourseView, LessonRow, LessonRows, QuizRow, QuizState, Today

if TYPE_CHECKING:
    from quizzes import sitting
    from quizzes.library import CourseContents, Library
    from quizzes.model import Quiz
    from store.places import Place
    from store.projections.item_memory import Faded
    from store.projections.lesson_facts import LessonFacts
    from store.projections.quiz_results import QuizResults
    from store.projections.sittings import SittingRecord
    from store.projections.study_days import StudyDay
    from store.status import Standing as Judgement
    from tui.pace import Rhythm
    from tui.reviewing import NextReview

else:  # who has nothing open does without
    sitting = LateModule("quizzes.sitting")

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
UNTOUCHED = (_NEVER, _NEVER)
_SETTLED = frozenset({QuizState.PASSED, QuizState.DONE})
SOON = timedelta(days=7)
"""Before its own last day Today offers a quiz so long."""
FAILED_LATELY = timedelta(days=14)
"""A quiz that was not passed is offered so long before what a group waits for: as long as help is said to be needed."""


def _nothing_faded(_course: str) -> Mapping[str, Faded]:
    """Nothing was answered."""
    return {}


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything recorded of one member that lists and Today need, by the key of lesson or quiz."""

    recorded: Recorded = field(default_factory=Recorded)
    assigned: Mapping[str, Assignment] = field(default_factory=dict)
    """What the plans of the member's groups assign, the first due first."""
    quiz_days: Mapping[str, date] = field(default_factory=dict)
    """The last day for each quiz that a plan sets one for."""
    pending: frozenset[str] = frozenset()
    """Keys of the quizzes of whose result a group waits to be told."""
    places: Mapping[str, Place] = field(default_factory=dict)
    open: Mapping[str, SittingRecord] = field(default_factory=dict)
    closed: Mapping[str, datetime] = field(default_factory=dict)
    """When a sitting of each quiz was last finished or given up; UTC."""
    days: Mapping[date, StudyDay] = field(default_factory=dict)
    """What was done on each study day of this week."""
    faded: Callable[[str], Mapping[str, Faded]] = _nothing_faded
    """Answers of a course, by its id, how much of each of its quizzes is likely to be forgotten, by the quiz's key."""
    details_before: date | None = None
    """Of earlier study days the details were erased; None where none were."""
    quizzes_begun: Mapping[str, date] = field(default_factory=dict)
    """The study day on which each quiz was first begun; empty where no details were erased, since nobody asks then."""
    day: date = date.min
    """The study day."""
    at: datetime = _NEVER
    """The moment."""

    @property
    def lessons(self) -> Mapping[str, LessonFacts]:
        """What is known of each lesson."""
        return self.recorded.lessons

    @property
    def results(self) -> Mapping[str, QuizResults]:
        """How each quiz came out that was finished."""
        return self.recorded.results

    @property
    def in_hand(self) -> str | None:
        """The first of the assigned lessons that is not completed."""
        return next((lesson for lesson in self.assigned if not self.recorded.completed(lesson)), None)

    def touched(self, course: str) -> frozenset[str]:
        """Ids of the lessons and quizzes of a course of which anything is recorded, or planned."""
        recorded, start = self.recorded, f"{course}/"
        of_lessons = (recorded.lessons, self.assigned, self.places)
        of_quizzes = (recorded.results, recorded.tries, self.open, self.quiz_days, self.pending)
        keys = chain(*of_lessons, *of_quizzes)
        return frozenset([key.removeprefix(start) for key in keys if key.startswith(start)])

    def knows_quiz(self, key: str) -> bool:
        """Whether anything is recorded of a quiz, or planned."""
        recorded = key in self.recorded.results or key in self.recorded.tries or key in self.open
        return recorded or key in self.quiz_days or key in self.pending

    def lesson_touched(self, key: str) -> tuple[datetime, datetime]:
        """When a lesson was last read, and when it was first opened: to open it alone is not to read it."""
        facts, place = self.lessons.get(key), self.places.get(key)
        read = max((facts.finished if facts else None) or _NEVER, place.at if place else _NEVER)
        return read, (facts.opened if facts else None) or _NEVER

    def courses_touched(self) -> Mapping[str, tuple[datetime, datetime]]:
        """Of each course in which anything was done, by its id: when it last was, and when a lesson was last new."""
        found: dict[str, tuple[datetime, datetime]] = {}
        lessons = ((key, self.lesson_touched(key)) for key in {*self.lessons, *self.places})
        quizzes = ((key, (self.quiz_touched(key), _NEVER)) for key in {*self.open, *self.closed})
        for key, (at, new) in chain(lessons, quizzes):
            course = key.partition("/")[0]
            before = found.get(course, UNTOUCHED)
            found[course] = max(at, before[0]), max(new, before[1])
        return found

    def quiz_touched(self, key: str) -> datetime:
        """When something was last done in an open sitting of a quiz, or one came to its end."""
        held = self.open.get(key)
        return max((held.last_activity if held else None) or _NEVER, self.closed.get(key, _NEVER))


def _slips(standing: Standing, quiz: str, completed: date | None, faded: Faded) -> bool:
    begun = min(day for day in (completed, standing.quizzes_begun.get(quiz), date.max) if day is not None)
    return slipping(*faded, begun=begun, details_before=standing.details_before)


def course_view(contents: CourseContents, standing: Standing) -> CourseView:
    """A course with a member's standing on everything in it."""
    quizzes = {quiz.id: quiz for quiz in contents.quizzes}
    checks = {quiz.lesson: quiz for quiz in contents.checks}
    touched, in_hand = standing.touched(contents.course.id), standing.in_hand
    untouched = judge(lesson_facts_of(standing.recorded, "", None), standing.day)
    rows: list[LessonRow | Callable[[], LessonRow]] = []
    for number, lesson in enumerate(contents.lessons, start=1):
        parts = (lesson, number, quizzes.get(lesson.quiz) if lesson.quiz else None, checks.get(lesson.id))
        if lesson.id in touched or lesson.quiz in touched:
            rows.append(_touched_row(*parts, standing, in_hand=lesson.key == in_hand))
        else:  # of a large course nearly all
            rows.append(partial(_untouched_row, *parts, untouched))
    taken = {lesson.quiz for lesson in contents.lessons}
    alone = [quiz_row(quiz, standing, None) for quiz in contents.quizzes if quiz.id not in taken]
    return CourseView(
        course=contents.course,
        root=contents.root,
        lessons=_with_advice(LessonRows(rows), contents),
        quizzes=tuple(alone),
        problems=contents.problems,
        glanced=contents.glanced,
    )


def _untouched_row(
    lesson: Lesson, number: int, quiz: Quiz | None, checks: Quiz | None, standing: Judgement
) -> LessonRow:
    row = _new_quiz_row(quiz, lesson) if quiz else None
    return LessonRow(lesson, number, standing, begun=False, due=None, read=0.0, quiz=row, checks=checks)


def _touched_row(
    lesson: Lesson, number: int, quiz: Quiz | None, checks: Quiz | None, standing: Standing, *, in_hand: bool
) -> LessonRow:
    key = lesson.key
    place, assignment = standing.places.get(key), standing.assigned.get(key)
    facts = lesson_facts_of(standing.recorded, key, quiz, assignment, in_hand=in_hand)
    completed = facts.completed is not None
    faded = standing.faded(lesson.course).get(quiz.key) if quiz and completed else None
    return LessonRow(
        lesson=lesson,
        number=number,
        standing=judge(facts, standing.day),
        begun=facts.started or completed,
        due=facts.due,
        read=1.0 if completed and lesson.complete is Criterion.READ else (place.share if place else 0.0),
        quiz=quiz_row(quiz, standing, lesson) if quiz else None,
        checks=checks,
        slipping=bool(quiz and faded and _slips(standing, quiz.key, facts.completed, faded)),
    )


def _with_advice(rows: LessonRows, contents: CourseContents) -> LessonRows:
    """The lessons, each with those that should come before it and are not completed, unless it is completed itself."""
    if not any(lesson.prerequisites for lesson in contents.lessons):
        return rows
    from quizzes.library import names_of  # noqa: PLC0415 - few courses need it

    named = {name: row for row in reversed(rows) for name in names_of(row.lesson, contents.course)}
    found: list[LessonRow] = []
    for row in rows:
        names = (name.removesuffix(".md") for name in row.lesson.prerequisites)
        before = dict.fromkeys(named[name].number for name in names if name in named)
        open_ = (rows[number - 1] for number in before if number != row.number)
        after = tuple(one for one in open_ if one.status is not Status.COMPLETED)
        found.append(replace(row, after=after) if after and row.status is not Status.COMPLETED else row)
    return LessonRows(found)


def quiz_row(quiz: Quiz, standing: Standing, lesson: Lesson | None) -> QuizRow:
    """A quiz with a member's standing on it."""
    known = standing.knows_quiz(quiz.key)
    return _known_quiz_row(quiz, standing, lesson) if known else _new_quiz_row(quiz, lesson)


def _new_quiz_row(quiz: Quiz, lesson: Lesson | None) -> QuizRow:
    return QuizRow(quiz, QuizState.NEW, answered=0, asked=quiz.size, best=None, lesson=lesson)


def _known_quiz_row(quiz: Quiz, standing: Standing, lesson: Lesson | None) -> QuizRow:
    now_open, result = standing.open.get(quiz.key), standing.results.get(quiz.key)
    if now_open and (now_open.answered or now_open.terms.time_limit):
        state = QuizState.OPEN
    elif result and result.passed:
        state = QuizState.DONE if result.best is None else QuizState.PASSED
    elif result and result.times:
        state = QuizState.NOT_PASSED
    else:
        state = QuizState.NEW
    timed = now_open if now_open and now_open.started and now_open.terms.time_limit else None
    until = sitting.over(timed.terms, timed.started) if timed and timed.started else None
    return QuizRow(
        quiz=quiz,
        state=state,
        answered=now_open.answered if now_open else 0,
        asked=len(now_open.questions) if now_open else quiz.size,
        best=result.best if result else None,
        lesson=lesson,
        pending=quiz.key in standing.pending,
        due=None if state in _SETTLED else standing.quiz_days.get(quiz.key),
        time_up=until is not None and until <= standing.at,
        until=until if until and until > standing.at else None,
    )


def today(
    library: Library,
    standing: Standing,
    name: str,
    day: date,
    *,
    where: Callable[[Lesson, Place], tuple[str, bool]],
    reviews: int,
    late: bool,
    tomorrow: int,
    next_review: NextReview | None,
    rhythm: Rhythm,
    unheld: frozenset[str] = frozenset(),
) -> Today:
    """What to do next.

    An open sitting comes first. The lesson is the one last read and not completed, else the one last opened, else the
    first. A quiz that was not passed comes next, of any course, the one tried last first. A lesson whose text is read
    to its end and whose quiz is not passed offers that quiz, and the lesson is the next one; else a quiz that is
    announced, or whose own last day is near or past, is offered.
    """
    views = _Views(library, standing)
    course = _course_of(library, views, standing)
    left = _next_lesson(course, standing) if course else None
    quiz = _next_quiz(views, course, left, standing)
    lesson = left
    if course and left and _is_read(left):
        lesson = _next_lesson(course, standing, to_read=True) or (left if quiz is None else None)
    place = standing.places.get(lesson.lesson.key) if lesson else None
    section, back = where(lesson.lesson, place) if lesson and place and 0 < lesson.read < 1 else ("", False)
    monday, past = day - timedelta(days=day.weekday()), day.weekday() + 1
    return Today(
        day=day,
        name=name,
        lesson=lesson,
        section=section,
        back=back,
        minutes_left=lesson.lesson.minutes_left(lesson.read) if lesson else 0,
        quiz=quiz,
        open=tuple(row for row in _open(views, standing) if row is not quiz),
        failed=tuple(row for row in _failed(views, standing) if row is not quiz),
        course=course,
        courses=len(library.courses),
        reviews=reviews,
        late=late,
        tomorrow=tomorrow,
        next_review=next_review,
        week=tuple(one.done if (one := standing.days.get(monday + timedelta(days=at))) else 0 for at in range(past)),
        rhythm=rhythm,
        problems=library.errors,
        unheld=unheld,
    )


class _Views:
    """Courses with a member's standing, each made when it is wanted: of a large library most never are."""

    def __init__(self, library: Library, standing: Standing) -> None:
        self._courses = {contents.course.id: contents for contents in library.courses}
        self._standing = standing
        self._made: dict[str, CourseView] = {}

    def of(self, course: str) -> CourseView:
        """The course with this id."""
        if course not in self._made:
            self._made[course] = course_view(self._courses[course], self._standing)
        return self._made[course]

    def having(self, keys: Iterable[str]) -> list[CourseView]:
        """Those of the courses that lessons or quizzes with these keys are in, in the library's order."""
        named = {key.partition("/")[0] for key in keys}
        return [self.of(course) for course in self._courses if course in named]


def _course_of(library: Library, views: _Views, standing: Standing) -> CourseView | None:
    """The course in which something was read, answered or finished last, while something is left in it.

    Else one that is assigned; else the first.
    """
    ids = [contents.course.id for contents in library.courses]
    touched = standing.courses_touched()
    due = {key.partition("/")[0] for key in standing.assigned}
    # The first of several, and of none studied.
    for course in sorted(ids, key=lambda id_: (touched.get(id_, UNTOUCHED), id_ in due), reverse=True):
        view = views.of(course)
        if view.completed < view.total:
            return view
    return views.of(ids[0]) if ids else None


def _is_read(row: LessonRow) -> bool:
    """Whether a lesson has nothing left to read, and is completed by something else."""
    return row.read >= 1 and row.lesson.complete is not Criterion.READ


def _next_lesson(course: CourseView, standing: Standing, *, to_read: bool = False) -> LessonRow | None:
    """The lesson to go on with; `to_read`: of those alone in which there is something to read."""

    def is_left(row: LessonRow) -> bool:
        return row.status is not Status.COMPLETED and not (to_read and _is_read(row))

    begun = [
        row
        for row in filter(is_left, course.lessons.touched)
        if (facts := standing.lessons.get(row.lesson.key)) is not None and facts.opened_day is not None
    ]
    if begun:
        return max(begun, key=lambda row: standing.lesson_touched(row.lesson.key))
    return next(filter(is_left, course.lessons), None)


def _open(views: _Views, standing: Standing) -> list[QuizRow]:
    """The quizzes with an open sitting, the one touched last first."""
    found = [row for view in views.having(standing.open) for row in view.touched_quizzes if row.state is QuizState.OPEN]
    return sorted(found, key=lambda row: standing.quiz_touched(row.quiz.key), reverse=True)


def _failed(views: _Views, standing: Standing) -> list[QuizRow]:
    """The quizzes that were lately not passed, and are not begun again, the one tried last first."""
    since = standing.at - FAILED_LATELY
    failed = {
        key
        for key, result in standing.results.items()
        if result.times and not result.passed and standing.closed.get(key, _NEVER) > since
    }
    rows = (row for view in views.having(failed) for row in view.touched_quizzes)
    found = [row for row in rows if row.quiz.key in failed and row.state is QuizState.NOT_PASSED and row.quiz.asks]
    return sorted(found, key=lambda row: standing.quiz_touched(row.quiz.key), reverse=True)


def _next_quiz(
    views: _Views, course: CourseView | None, lesson: LessonRow | None, standing: Standing
) -> QuizRow | None:
    begun, failed = _open(views, standing), _failed(views, standing)
    if begun:
        return max([*begun, *failed], key=lambda row: standing.quiz_touched(row.quiz.key))
    if failed:
        return failed[0]
    if lesson and lesson.quiz and lesson.read >= 1 and lesson.quiz.quiz.asks:
        return lesson.quiz
    waiting = views.having(standing.pending)
    announced = next((row for view in waiting for row in view.touched_quizzes if row.pending and row.quiz.asks), None)
    if announced:
        return announced
    near = [key for key, due in standing.quiz_days.items() if due <= standing.day + SOON]
    due = [row for view in views.having(near) for row in view.touched_quizzes if row.quiz.key in near and row.quiz.asks]
    first = min((row for row in due if row.due), key=lambda row: (row.due, row.quiz.key), default=None)
    if first:
        return first
    if course and not lesson:
        return next((row for row in course.quizzes if row.state not in _SETTLED and row.quiz.asks), None)
    return None
