"""From the read models to the facts that a status is judged by, for many members at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from math import fsum
from typing import TYPE_CHECKING

from lessons.light import dataclass
from store.projections import lesson_facts, quiz_results, sittings, study_days
from store.projections import members as members_read
from store.projections.lesson_facts import LessonFacts
from store.status import Facts
from store.uncollected import uncollected

if TYPE_CHECKING:
    from quizzes.library import Library
    from quizzes.model import Quiz
    from store.database import Database
    from store.leave import Leaves
    from store.people import Member
    from store.projections.groups import Plan
    from store.projections.quiz_results import QuizResults
    from store.projections.sittings import Try

_ROUNDING = 1e-9
"""Marks are sums of shares such as 1/3: a pass mark this near can still be reached."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A lesson that a plan assigns."""

    lesson: str
    """Its key."""
    title: str
    course: str
    """Title of its course."""
    due: date
    """The last day to complete it; for somebody who joined after that day, the day on which they joined."""
    assigned: date
    """The day on which it was first assigned."""
    quiz: Quiz | None
    """The quiz that belongs to it, as the library has it."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """All that is recorded of one member and that a status needs."""

    lessons: Mapping[str, LessonFacts] = field(default_factory=dict)
    """By the lesson's key."""
    results: Mapping[str, QuizResults] = field(default_factory=dict)
    """By the quiz's key."""
    tries: Mapping[str, Try] = field(default_factory=dict)
    """The sittings that have answers and no end, by the quiz's key."""
    active: date | None = None
    """The latest study day."""
    leaves: Leaves = ()

    def finished(self, lesson: str) -> date | None:
        """The study day on which a lesson, given by its key, was completed; None where it is not."""
        facts = self.lessons.get(lesson)
        return facts.finished_day if facts else None

    def completed(self, lesson: str) -> bool:
        """Whether a lesson, given by its key, is completed."""
        return self.finished(lesson) is not None


def recorded(database: Database, members: Sequence[Member]) -> Mapping[str, Recorded]:
    """What is recorded of each member, by the member's id; one query for each read model, however many they are."""
    names = [member.id for member in members]
    with uncollected():  # of a large group there are many thousands
        facts = lesson_facts.of_members(database, names)
        results = quiz_results.of_members(database, names)
        tries = sittings.tries(database, names)
        active = study_days.latest(database, names)
        leaves = members_read.leaves(database, names)
    return {
        member.id: Recorded(
            lessons=facts.get(member.id, {}),
            results=results.get(member.id, {}),
            tries=tries.get(member.id, {}),
            active=active.get(member.id),
            leaves=leaves.get(member.id, ()),
        )
        for member in members
    }


def assignments(
    plans: Iterable[Plan],
    library: Library,
    *,
    joined: Mapping[str, date] | None = None,
    due_from: Mapping[str, date] | None = None,
) -> tuple[Assignment, ...]:
    """The lessons that plans assign, the first due first, and of one day in the order of their courses.

    `joined` says of each group when the member joined for whom they are: nothing was assigned before. `due_from`
    says from which day on anything can be due for them, of each group: what was due before is due on that day.

    A lesson that several plans assign is due by the first of their days. What the library has lost keeps its key for a
    title.
    """
    found: dict[str, Assignment] = {}
    first: dict[str, date] = {}
    for plan in plans:
        contents = library.course(plan.course)
        course = contents.course.title if contents else plan.course
        quizzes = {quiz.id: quiz for quiz in contents.quizzes} if contents else {}
        order = [lesson.key for lesson in contents.lessons] if contents else []
        for key in sorted(plan.due, key=lambda key: (order.index(key) if key in order else len(order), key)):
            lesson = library.lesson(key)
            held = found.get(key)
            assigned, due = plan.assigned[key], plan.due[key]
            first[key] = min(due, first.get(key, due))
            if joined:
                assigned = max(assigned, joined[plan.group])
            if due_from:
                due = max(due, due_from[plan.group])
            found[key] = Assignment(
                lesson=key,
                title=lesson.title if lesson else key,
                course=course,
                due=min(due, held.due) if held else due,
                assigned=min(assigned, held.assigned) if held else assigned,
                quiz=quizzes.get(lesson.quiz) if lesson and lesson.quiz else None,
            )
    # What was due before somebody joined is due on one day: it keeps the order that it has for everybody else.
    return tuple(sorted(found.values(), key=lambda one: (one.due, first[one.lesson])))


def facts_of(recorded: Recorded, assigned: Sequence[Assignment]) -> Mapping[str, Facts]:
    """The facts of a member on each assigned lesson, by its key."""
    in_hand = next((one.lesson for one in assigned if not recorded.completed(one.lesson)), None)
    return {
        one.lesson: lesson_facts_of(recorded, one.lesson, one.quiz, one, in_hand=one.lesson == in_hand)
        for one in assigned
    }


def lesson_facts_of(
    recorded: Recorded, lesson: str, quiz: Quiz | None, assignment: Assignment | None = None, *, in_hand: bool = False
) -> Facts:
    """The facts of a member on one lesson with its quiz, assigned or not."""
    known = recorded.lessons.get(lesson) or LessonFacts(lesson)
    result = recorded.results.get(quiz.key) if quiz else None
    begun = recorded.tries.get(quiz.key) if quiz else None
    now = begun if begun and begun.open else None
    failed = result is not None and not result.passed
    return Facts(
        completed=known.finished_day,
        started=known.opened_day is not None or result is not None or begun is not None,
        assigned=assignment.assigned if assignment else None,
        due=assignment.due if assignment else None,
        in_hand=in_hand,
        hand=known.hand,
        handled=known.handled,
        wrong=now.wrong if now else 0,
        out_of_reach=bool(quiz and now and _out_of_reach(quiz, now)),
        wrong_day=now.wrong_day if now else None,
        failed=result.times if result and failed else 0,
        failed_day=result.latest_day if result and failed else None,
        active=recorded.active,
        leaves=recorded.leaves,
    )


def _out_of_reach(quiz: Quiz, now: Try) -> bool:
    """Whether a try cannot be passed any more, were all that is left answered right."""
    asked = frozenset(now.questions)
    total = fsum(
        question.points for question in quiz.questions if question.id in asked and question.type != "reflection"
    )
    return total > 0 and (total - now.lost) / total < now.pass_mark - _ROUNDING
