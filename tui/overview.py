"""How things stand: recorded facts and the library, brought together. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from lessons.model import Criterion, Lesson
from lessons.problem import Severity
from quizzes.library import CourseContents, Library
from quizzes.model import Quiz
from store.places import Place
from store.projections.item_memory import Faded
from store.projections.lesson_facts import LessonFacts
from store.projections.quiz_results import QuizResults
from store.projections.sittings import SittingRecord
from store.status import slipping
from tui.reviewing import NextReview
from tui.views import CourseView, LessonRow, QuizRow, QuizState, Status, Today

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything recorded of one member that lists and Today need, by the key of lesson or quiz."""

    lessons: Mapping[str, LessonFacts] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    results: Mapping[str, QuizResults] = field(default_factory=dict)
    open: Mapping[str, SittingRecord] = field(default_factory=dict)
    days: Mapping[date, int] = field(default_factory=dict)
    """What was done on each study day of this week: answers, reviews and lessons finished."""
    faded: Mapping[str, Faded] = field(default_factory=dict)
    """Of each quiz, how much of it is likely to be forgotten."""

    def lesson_touched(self, key: str) -> datetime:
        """When something was last done with a lesson."""
        facts, place = self.lessons.get(key), self.places.get(key)
        moments = [facts.opened if facts else None, facts.finished if facts else None, place.at if place else None]
        return max((moment for moment in moments if moment), default=_NEVER)

    def quiz_touched(self, key: str) -> datetime:
        """When something was last done in an open sitting of a quiz, or one was finished."""
        held, result = self.open.get(key), self.results.get(key)
        touched = (held.last_activity if held else None) or _NEVER
        # A result knows its day only; the day's start is early enough to let anything later on that day come first.
        finished = datetime.combine(result.latest_day, time(), UTC) if result else _NEVER
        return max(touched, finished)


def lesson_status(facts: LessonFacts | None, quiz: QuizRow | None) -> Status:
    """The first that holds: completed, in progress, not started (rules of completion and status)."""
    if facts and facts.finished_day:
        return Status.COMPLETED
    if facts or (quiz and quiz.state is not QuizState.NEW):
        return Status.IN_PROGRESS
    return Status.NOT_STARTED


def course_view(contents: CourseContents, standing: Standing) -> CourseView:
    """A course with a member's standing on everything in it."""
    quizzes = {quiz.id: quiz for quiz in contents.quizzes}
    taken: set[str] = set()
    lessons: list[LessonRow] = []
    for number, lesson in enumerate(contents.lessons, start=1):
        quiz = quizzes.get(lesson.quiz) if lesson.quiz else None
        row = quiz_row(quiz, standing, lesson) if quiz else None
        if quiz:
            taken.add(quiz.id)
        facts, place = standing.lessons.get(lesson.key), standing.places.get(lesson.key)
        status = lesson_status(facts, row)
        read = (
            1.0 if status is Status.COMPLETED and lesson.complete is Criterion.READ else (place.share if place else 0.0)
        )
        faded = standing.faded.get(quiz.key) if quiz and status is Status.COMPLETED else None
        lessons.append(
            LessonRow(
                lesson=lesson,
                number=number,
                status=status,
                read=read,
                quiz=row,
                slipping=faded is not None and slipping(*faded),
            )
        )
    alone = [quiz_row(quiz, standing, None) for quiz in contents.quizzes if quiz.id not in taken]
    return CourseView(
        course=contents.course,
        root=contents.root,
        lessons=tuple(lessons),
        quizzes=tuple(alone),
        problems=contents.problems,
    )


def quiz_row(quiz: Quiz, standing: Standing, lesson: Lesson | None) -> QuizRow:
    """A quiz with a member's standing on it."""
    now_open, result = standing.open.get(quiz.key), standing.results.get(quiz.key)
    if now_open and now_open.answered:
        state = QuizState.OPEN
    elif result and result.passed:
        state = QuizState.PASSED
    elif result and result.times:
        state = QuizState.NOT_PASSED
    else:
        state = QuizState.NEW
    return QuizRow(
        quiz=quiz,
        state=state,
        answered=now_open.answered if now_open else 0,
        asked=len(now_open.questions) if now_open else (quiz.draw or len(quiz.askable)),
        best=result.best if result else None,
        lesson=lesson,
    )


def today(
    library: Library,
    standing: Standing,
    name: str,
    day: date,
    *,
    section_title: Callable[[Lesson, Place], str],
    reviews: int,
    next_review: NextReview | None,
) -> Today:
    """What to do next.

    An open sitting comes first. The lesson is the one last opened and not completed, else the first that is not. A
    lesson whose text is read to its end and whose quiz is not passed offers that quiz.
    """
    views = [course_view(contents, standing) for contents in library.courses]
    course = _course_of(views, standing)
    lesson = _next_lesson(course, standing) if course else None
    quiz = _next_quiz(views, course, lesson, standing)
    place = standing.places.get(lesson.lesson.key) if lesson else None
    left = max(1, round(lesson.lesson.minutes * (1 - lesson.read))) if lesson and lesson.read < 1 else 0
    monday = day - timedelta(days=day.weekday())
    return Today(
        day=day,
        name=name,
        lesson=lesson,
        section=section_title(lesson.lesson, place) if lesson and place and 0 < lesson.read < 1 else "",
        minutes_left=left,
        quiz=quiz,
        course=course,
        courses=len(views),
        reviews=reviews,
        next_review=next_review,
        week=tuple(standing.days.get(monday + timedelta(days=offset), 0) for offset in range(day.weekday() + 1)),
        problems=sum(problem.severity is Severity.ERROR for problem in library.problems),
    )


def _course_of(views: list[CourseView], standing: Standing) -> CourseView | None:
    """The course last studied, while something is left in it; else the first with something left; else the first."""
    left = [view for view in views if view.completed < view.total]
    if not left:
        return views[0] if views else None
    return max(left, key=lambda view: _touched(view, standing))  # the first of several, and of none studied


def _touched(view: CourseView, standing: Standing) -> datetime:
    """When something was last done in a course."""
    moments = [standing.lesson_touched(row.lesson.key) for row in view.lessons]
    moments += [standing.quiz_touched(row.quiz.key) for row in _quizzes(view)]
    return max(moments, default=_NEVER)


def _quizzes(view: CourseView) -> list[QuizRow]:
    return [*(row.quiz for row in view.lessons if row.quiz), *view.quizzes]


def _next_lesson(course: CourseView, standing: Standing) -> LessonRow | None:
    begun = [row for row in course.lessons if row.status is Status.IN_PROGRESS and row.lesson.key in standing.lessons]
    if begun:
        return max(begun, key=lambda row: standing.lesson_touched(row.lesson.key))
    return next((row for row in course.lessons if row.status is not Status.COMPLETED), None)


def _next_quiz(
    views: list[CourseView], course: CourseView | None, lesson: LessonRow | None, standing: Standing
) -> QuizRow | None:
    begun = [row for view in views for row in _quizzes(view) if row.state is QuizState.OPEN]
    if begun:
        return max(begun, key=lambda row: standing.quiz_touched(row.quiz.key))
    if lesson and lesson.quiz and lesson.read >= 1 and lesson.quiz.quiz.askable:
        return lesson.quiz
    if course and not lesson:
        return next((row for row in course.quizzes if row.state is not QuizState.PASSED and row.quiz.askable), None)
    return None
