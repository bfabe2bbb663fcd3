"""What becomes of a group's plans where others take their place, as values that are shown before it is done. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quizzes.library import Library
from store.events import PlanSet
from store.groups import Group, Plan


@dataclass(frozen=True, slots=True)
class Moved:
    """Something that is due on another day than before."""

    title: str
    old: date | None
    """None where it is new."""
    new: date | None
    """None where it is not assigned any more."""


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What becomes of a group's plan for one course."""

    plan: PlanSet
    """The plan as it is to be."""
    title: str
    """Of the course."""
    lessons: tuple[Moved, ...]
    quizzes: tuple[Moved, ...]
    announced: tuple[str, ...]
    """Titles of the quizzes that are announced from now on."""
    withdrawn: tuple[str, ...]
    """Titles of those that are not any more."""
    targets: tuple[tuple[str, float | None, float | None], ...]
    """Title of each dimension whose target is another, with the old and the new one."""
    kept: frozenset[str] = frozenset()
    """Of `plan_file.KEEPS` what stays as it is, since nothing is said of it."""

    @property
    def is_any(self) -> bool:
        """Whether anything becomes different."""
        return bool(self.lessons or self.quizzes or self.announced or self.withdrawn or self.targets)


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """What a plan file, or other dates, would make of the plans of a group."""

    group: Group
    courses: tuple[PlanChange, ...]
    """Of each course that something is said of."""
    untouched: tuple[str, ...]
    """Titles of the courses that are assigned and not named: their plans stay."""

    @property
    def is_any(self) -> bool:
        """Whether anything becomes different."""
        return any(one.is_any for one in self.courses)


def changes_of(group: Group, library: Library, now: Sequence[Plan], wanted: Sequence[PlanSet]) -> PlanChanges:
    """What plans that are wanted make of those of a group as they are.

    Args:
        group: whose plans they are.
        library: what its courses, lessons and quizzes are called.
        now: its plans, one for each course that it is assigned.
        wanted: of some courses, what is to be in their place.
    """
    known = {plan.course: plan for plan in now}

    def title(course: str) -> str:
        contents = library.course(course)
        return contents.course.title if contents else course

    def lesson(key: str) -> str:
        found = library.lesson(key)
        return found.title if found else key

    def quiz(key: str) -> str:
        found = library.quiz(key)
        return found.title if found else key

    changes: list[PlanChange] = []
    for plan in wanted:
        old = known.get(plan.course)
        contents = library.course(plan.course)
        dimensions = {one.id: one.title for one in contents.course.dimensions} if contents else {}
        told = old.announced if old else ()
        every = dict.fromkeys([*dimensions, *plan.targets, *(old.targets if old else ())])
        targets = [
            (
                dimensions.get(one, one),
                old.target_of(one) if old else None,
                plan.targets.get(one, plan.target),
            )
            for one in every
        ]
        changes.append(
            PlanChange(
                plan=plan,
                title=title(plan.course),
                lessons=_moved(old.due if old else {}, plan.due, lesson),
                quizzes=_moved(old.quizzes if old else {}, plan.quizzes, quiz),
                announced=tuple(quiz(one) for one in plan.announced if one not in told),
                withdrawn=tuple(quiz(one) for one in told if one not in plan.announced),
                targets=tuple(one for one in targets if one[1] != one[2]),
            )
        )
    named = {plan.course for plan in wanted}
    untouched = tuple(title(course) for course in known if course not in named)
    return PlanChanges(group, tuple(changes), untouched)


def _moved(old: Mapping[str, date], new: Mapping[str, date], title: Callable[[str], str]) -> tuple[Moved, ...]:
    every = sorted(dict.fromkeys([*new, *old]), key=lambda key: new.get(key) or old[key])
    return tuple(Moved(title(key), old.get(key), new.get(key)) for key in every if old.get(key) != new.get(key))
