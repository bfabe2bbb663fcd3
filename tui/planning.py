"""The verbs of plans and goals: what a leader assigns to a group, and what the group is to reach.

They are a part of Study, set apart because only some who study lead. It is long because a goal is measured by what
plans assign and announce, and its quizzes are named by the same words as theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from shlex import quote
from typing import TYPE_CHECKING

from lessons.late import LateModule
from lessons.light import dataclass
from store import groups, people
from tui.i18n import _, listed, together
from tui.leading import Leading
from tui.unknown import Unknown, UnknownMember, nearest

if TYPE_CHECKING:
    from quizzes.library import CourseContents
    from quizzes.model import Quiz
    from store import events, group_mirror, plans
    from store.group_pace import Proposal
    from store.groups import Group, Plan
    from store.mirror import GoalRecord
    from store.plans import Goal
    from tui import plan_changes, plan_days, plan_file, plan_settling
    from tui.plan_changes import PlanChanges
else:  # only who leads needs these
    events, group_mirror, plans = map(LateModule, ("store.events", "store.group_mirror", "store.plans"))
    plan_changes, plan_days, plan_file, plan_settling = map(
        LateModule, ("tui.plan_changes", "tui.plan_days", "tui.plan_file", "tui.plan_settling")
    )


_DIGITS = 5
"""What is typed with so many digits or more is the number of nothing."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What tells how far a goal has come."""

    kind: str
    """One of `events.MEASURES`."""
    wanted: float | None = None
    """The share that is to be reached, 0 to 1; None where a person judges."""
    about: str = ""
    """Words that name the dimension or the quiz; empty for every announced quiz, and otherwise."""


class GoalUnfit(Exception):  # noqa: N818 - an answer as much as an error
    """Why a goal cannot be set, or ended, in one sentence."""


class Planning(Leading):
    """What there is to decide for groups."""

    # Plans

    def set_plan(
        self,
        group_name: str,
        course_words: str,
        due: date,
        *,
        first: date | None = None,
        weekdays: Collection[int] = (),
        target: float | None = None,
        targets: Mapping[str, float] | None = None,
        announced: Sequence[str] = (),
        keep: Collection[str] = (),
        agree: Callable[[PlanChanges], bool] | None = None,
    ) -> Plan | None:
        """Assign a course to a group, in place of its earlier plan for that course, of which days of quizzes stay.

        Args:
            group_name: of a group that the member leads.
            course_words: its id or title.
            due: the day on which all of it should be completed.
            first: the day from which on the lessons are spread evenly; None: all are due on the last day.
            weekdays: days of the week that they are spread over, Monday 0; none for all of them.
            target: share of its objectives that each dimension should reach, 0 to 1; None for the course's own.
            targets: the same of single dimensions, by their ids or titles.
            announced: words that name quizzes of the course whose results the group is told.
            keep: what of the earlier plan stays where nothing else is given: of "target", "targets" and "announced".
            agree: asked before days that are there are replaced by others.

        Returns:
            The plan; None where nobody agreed, and nothing was changed.

        Raises:
            Unknown: there is no such group, course, quiz or dimension, or the last day is past.
            NotLeading: others lead the group.
            StoreError: it could not be recorded.
        """
        group, contents = self.find_group(group_name), self.find_course(course_words)
        course = contents.course
        if not contents.lessons:
            raise Unknown(_("The course {title} has no lessons to assign.").format(title=course.title))
        if due < self.day():
            raise Unknown(_("{day} is past. Write a day from {today} on.").format(day=due, today=self.day()))
        old = next((plan for plan in groups.plans(self._database, group.id) if plan.course == course.id), None)
        quizzes = {quiz.key for quiz in contents.quizzes}
        told = [self._quiz_of(contents, words).key for words in announced]
        single = dict(old.targets) if old and "targets" in keep else {}
        if old and "announced" in keep and not told:
            told = [key for key in old.announced if key in quizzes]
        body = events.PlanSet(
            course.id,
            plan_days.spread([lesson.key for lesson in contents.lessons], first, due, weekdays),
            old.target if old and "target" in keep and target is None else target,
            tuple(dict.fromkeys(told)),
            single | {_dimension_of(contents, words): share for words, share in (targets or {}).items()},
            {key: day for key, day in old.quizzes.items() if key in quizzes} if old else {},
        )
        if old and agree:
            self._refuse_others(group)
            changes = self._changes(group, [old], [body])
            if any(one.old for change in changes.courses for one in change.lessons) and not agree(changes):
                return None
        self._decide(group, body)
        return next(plan for plan in groups.plans(self._database, group.id) if plan.course == course.id)

    def _quiz_of(self, contents: CourseContents, words: str) -> Quiz:
        """The quiz of a course that words name."""
        if own := self._own_quiz(contents, words):
            return own
        quiz = self.find_quiz(words)
        if quiz.course != contents.course.id:
            title = contents.course.title
            raise Unknown(_("{quiz} is no quiz of the course {title}.").format(quiz=quiz.title, title=title))
        return quiz

    def _own_quiz(self, contents: CourseContents, words: str) -> Quiz | None:
        """The quiz that words name among those of a course, where a number is that of a lesson; None where none is.

        Raises:
            Unknown: they name two of its quizzes, or the number of no lesson that has one.
        """
        found = {plan_settling.names_in(contents.quizzes, contents).get(words.strip().casefold())}
        if number := _number(words):
            lesson = contents.lessons[number - 1] if number <= len(contents.lessons) else None
            found.add(f"{lesson.course}/{lesson.quiz}" if lesson and lesson.quiz else None)
        quizzes = [quiz for key in found if key and (quiz := self.read().quiz(key))]
        if len(quizzes) > 1:
            names = listed(sorted(f"{quiz.id} ({quiz.title})" for quiz in quizzes))
            raise Unknown(_("{number} means several quizzes. Say which: {names}").format(number=words, names=names))
        if number and not quizzes:
            sentence = _("The course {title} has no quiz {words}.")
            raise Unknown(sentence.format(title=contents.course.title, words=repr(words)))
        return quizzes[0] if quizzes else None

    def plans(self, group_name: str) -> tuple[Plan, ...]:
        """What a group is assigned, one plan for each course; for everybody with a duty in it.

        Raises:
            Unknown: there is no such group.
            NotLeading: the member has no duty in it.
        """
        return groups.plans(self._database, self.own_group(group_name).id)

    def plan_text(self, group_name: str) -> str:
        """The plans of a group as a plan file; for everybody with a duty in it.

        Raises:
            Unknown: there is no such group.
            NotLeading: the member has no duty in it.
        """
        group = self.own_group(group_name)
        return plan_file.write_plan(group.name, groups.plans(self._database, group.id))

    def plan_changes(self, path: str, text: str, group_name: str = "") -> PlanChanges:
        """What a plan file would change; nothing is recorded.

        Args:
            path: of the file, as problems name it.
            text: what stands in it.
            group_name: of the group; empty for the one that the file names.

        Raises:
            PlanFileError: all that is wrong with the file.
            Unknown: there is no such group.
            NotLeading: others lead it.
        """
        file = plan_file.read_plan(path, text)
        if not (group_name or file.group):
            said = _('It names no group. Write group = "NAME" at its head, or name one with --group.')
            raise plan_file.PlanFileError([plan_file.PlanProblem(path, 1, said)])
        group = self.find_group(group_name or file.group)
        now = groups.plans(self._database, group.id)
        changes = self._changes(group, now, plan_settling.settle(file, self.read(), now, self.day()))
        kept = [frozenset(plan_file.KEEPS) - course.keys() for course in file.courses]
        return replace(
            changes, courses=tuple(replace(one, kept=keys) for one, keys in zip(changes.courses, kept, strict=True))
        )

    def _changes(self, group: Group, now: Sequence[Plan], wanted: Sequence[events.PlanSet]) -> PlanChanges:
        return plan_changes.changes_of(group, self.read(), now, wanted)

    def apply_plan(self, changes: PlanChanges) -> None:
        """Record what a plan file changes, all of it or nothing.

        Raises:
            NotLeading: others lead the group.
            StoreError: it could not be recorded.
        """
        self._refuse_others(changes.group)
        self._decide(changes.group, *(one.plan for one in changes.courses if one.is_any))

    def go_back(self, group_name: str, course_words: str) -> PlanChanges:
        """Put the plan of a group for a course back that the one of now has replaced; once more, and that one is back.

        Raises:
            Unknown: there is no such group or course, or the plan replaced none.
            NotLeading: others lead the group.
            StoreError: it could not be recorded.
        """
        course = self.find_course(course_words).course
        changes = self.plan_before(group_name, course.id)
        if changes is None:
            raise Unknown(
                _("{group} had no other plan for {title} before.").format(
                    group=self.find_group(group_name).name, title=course.title
                )
            )
        self._decide(changes.group, *(one.plan for one in changes.courses))
        return changes

    def plan_before(self, group_name: str, course: str) -> PlanChanges | None:
        """What the plan of a group for a course, given by id, would change that the one of now has replaced.

        None where it replaced none. It is put back with `apply_plan`.

        Raises:
            Unknown: there is no such group.
            NotLeading: others lead it.
            StoreError: it cannot be read.
        """
        group = self.find_group(group_name)
        before = plans.before(self._database, group, course)
        return self._changes(group, groups.plans(self._database, group.id), [before]) if before else None

    def propose(self, group_name: str) -> tuple[Proposal, PlanChanges]:
        """Other dates for a group that is behind its plan, from the pace at which it completes lessons.

        They are recorded with `apply_plan`.

        Raises:
            Unknown: there is no such group.
            NotLeading: others lead it.
        """
        group = self.find_group(group_name)
        found = group_mirror.proposal(self._database, group, self.read(), self.day(), reader=self._me().id)
        now = groups.plans(self._database, group.id)
        wanted = [
            events.PlanSet(
                plan.course,
                {lesson: found.due.get(lesson, day) for lesson, day in plan.due.items()},
                plan.target,
                plan.announced,
                dict(plan.targets),
                dict(plan.quizzes),
            )
            for plan in now
            if not found.due.keys().isdisjoint(plan.due)
        ]
        return found, self._changes(group, now, wanted)

    def my_quizzes(self) -> tuple[tuple[Quiz, date], ...]:
        """The quizzes that plans of the member's groups set a day for, and that are not passed, the first due first."""
        passed = {key for key, result in self._recorded().results.items() if result.passed}
        library = self.read()
        known = ((library.quiz(key), day) for key, day in self._quiz_days().items() if key not in passed)
        return tuple(sorted(((quiz, day) for quiz, day in known if quiz), key=lambda one: (one[1], one[0].key)))

    # Goals

    def set_goal(self, group_name: str, text: str, due: date, measure: Measure, owner: str = "") -> Goal:
        """Have a group take on a goal, in place of the open one of the same words.

        Args:
            group_name: of a group that the member leads.
            text: what is to be reached, one line.
            due: by when.
            measure: what tells how far it has come.
            owner: name of who sees to it, of those with a duty in the group; empty for the member.

        Raises:
            GoalUnfit: the text or the day is.
            Unknown: there is no such group, dimension or quiz.
            UnknownMember: nobody with a duty in the group has that name.
            NotLeading: others lead the group.
            StoreError: it could not be recorded.
        """
        group, text = self.find_group(group_name), " ".join(text.split())
        if not text.isprintable() or not 0 < len(text) <= events.LONGEST_GOAL:
            most = events.LONGEST_GOAL
            raise GoalUnfit(_("A goal is one line of up to {most} characters.").format(most=most))
        if due < self.day():
            raise GoalUnfit(_("{day} is past. Write a day from {today} on.").format(day=due, today=self.day()))
        about = self._measured(group, measure)
        open_goals = [one for one in plans.goals(self._database, group.id) if one.state == plans.OPEN]
        known = next((one for one in open_goals if people.compared(one.text) == people.compared(text)), None)
        goal = known.id if known else self._database.ids.next(self._now(), self._random)
        who = self._owner(group, owner) if owner else known.owner if known else self._me().id
        self._decide(group, events.GoalSet(goal, text, measure.kind, about, measure.wanted, who, due))
        return next(one for one in plans.goals(self._database, group.id) if one.id == goal)

    def _measured(self, group: Group, measure: Measure) -> str:
        """The id of the dimension, or the key of the quiz, that is measured."""
        if not measure.about:
            return ""
        if measure.kind == events.PASSED:
            quiz = self._announced_quiz(group, measure.about)
            if not any(quiz.key in plan.announced for plan in groups.plans(self._database, group.id)):
                sentence = _("{quiz} is not announced to {group}: nobody is told how it comes out.")
                raise Unknown(sentence.format(quiz=quiz.title, group=group.name))
            return quiz.key
        assigned = [self.read().course(plan.course) for plan in groups.plans(self._database, group.id)]
        dimensions = {
            name: one.id
            for contents in assigned
            if contents
            for one in contents.course.dimensions
            for name in (people.compared(one.title), people.compared(one.id))
        }
        return _named(measure.about, dimensions, _("No course of the group has a dimension {words}."))

    def _announced_quiz(self, group: Group, words: str) -> Quiz:
        """The quiz that words name; a number is that of a lesson in a course that announces its quiz to the group.

        Raises:
            Unknown: nothing is called that, or a number means several.
        """
        if not _number(words):
            return self.find_quiz(words)
        library = self.read()
        found: dict[str, Quiz] = {}
        for plan in groups.plans(self._database, group.id):
            if (contents := library.course(plan.course)) is None:
                continue
            with suppress(Unknown):  # of another course it may be the number of a lesson
                if (own := self._own_quiz(contents, words)) and own.key in plan.announced:
                    found[own.key] = own
        if len(found) > 1:
            names = listed(f"{key} ({quiz.title})" for key, quiz in found.items())
            raise Unknown(_("{number} means several quizzes. Say which: {names}").format(number=words, names=names))
        return next(iter(found.values())) if found else self.find_quiz(words)

    def _owner(self, group: Group, name: str) -> str:
        """The id of somebody with a duty in a group."""
        known = group_mirror.names_of(self._database, group)
        day = self.day()
        here = [one.member for one in groups.memberships(self._database, group=group.id) if one.holds(day)]
        called = {people.compared(known[one]): one for one in here if one in known}
        found = called.get(people.compared(name))
        if found is None:
            raise UnknownMember(name, [known[one] for one in dict.fromkeys(here) if one in known])
        return found

    def goals(self, group_name: str) -> tuple[GoalRecord, ...]:
        """The goals of a group; for who leads it each with how far it has come.

        Raises:
            Unknown: there is no such group.
            NotLeading: the member has no duty in it.
        """
        group = self.own_group(group_name)
        return self._goals(group) if self.leads(group.id) else self._own_goals(group)

    def _own_goals(self, group: Group) -> tuple[GoalRecord, ...]:
        """The goals of a group as everybody with a duty in it sees them."""
        return group_mirror.goals_of(self._database, group, self.read(), self.day(), reader=self._me().id)

    def _goals(self, group: Group) -> tuple[GoalRecord, ...]:
        """The goals of a group; nothing is looked at of anybody in it, so that nobody is told of a look."""
        me, day = self._me().id, self.day()
        return group_mirror.group_record(self._database, group, self.read(), day, reader=me).goals

    def my_goals(self) -> tuple[tuple[str, GoalRecord], ...]:
        """The goals of the member's groups, each with the name of the group; how far they have come is its leaders'."""
        return tuple(
            (group.name, goal)
            for group in groups.groups(self._database)
            if groups.duties_of(self._database, group.id, self._me().id, self.day())
            for goal in self._own_goals(group)
        )

    def end_goal(self, group_name: str, words: str, *, reached: bool) -> GoalRecord:
        """Say that an open goal of a group is reached, or not pursued any more.

        Args:
            group_name: of a group that the member leads.
            words: its id, its text, the beginning of it, or its number in the list of goals.
            reached: whether it is.

        Raises:
            GoalUnfit: what is counted for it has not come to what is wanted.
            Unknown: there is no such group or open goal.
            NotLeading: others lead the group.
            StoreError: it could not be recorded.
        """
        group = self.find_group(group_name)
        goals = [one for one in self._goals(group) if one.state == plans.OPEN]
        goal = _goal_of(goals, words)
        if reached and goal.wanted is not None and not goal.is_met:
            sentence = _("It is not reached by what is counted. See: fivefold goal list {group}")
            raise GoalUnfit(sentence.format(group=quote(group.name)))
        self._decide(group, events.GoalReached(goal.goal) if reached else events.GoalDropped(goal.goal))
        return next(one for one in self._goals(group) if one.goal == goal.goal)

    def _decide(
        self, group: Group, *bodies: events.PlanSet | events.GoalSet | events.GoalReached | events.GoalDropped
    ) -> None:
        if bodies:
            plans.record(self._database, group, bodies, by=self._me().id, now=self._now, random=self._random)


def _dimension_of(contents: CourseContents, words: str) -> str:
    """The id of the dimension of a course that words name."""
    known = {
        name: one.id
        for one in contents.course.dimensions
        for name in (people.compared(one.title), people.compared(one.id))
    }
    return _named(words, known, _("The course declares no dimension {words}."))


def _named(words: str, known: Mapping[str, str], sentence: str) -> str:
    found = known.get(people.compared(words))
    if found is None:
        near = nearest(people.compared(words), list(known))
        name = known[near] if near else listed(dict.fromkeys(known.values()))
        said = sentence.format(words=repr(words))
        if near:
            raise Unknown(together(said, _("Did you mean {nearest}?").format(nearest=repr(name))))
        raise Unknown(together(said, _("There are: {known}.").format(known=name) if name else ""))
    return found


def _number(words: str) -> int:
    """The number that words are; 0 where they are none that anything here could have."""
    return int(words) if words.isascii() and words.isdecimal() and len(words) < _DIGITS else 0


def _goal_of(goals: Sequence[GoalRecord], words: str) -> GoalRecord:
    """The goal that words name: by its id, its number, its text, or how that begins."""
    wanted = people.compared(words)
    texts = [(people.compared(one.text), one) for one in goals]
    called = [one for text, one in texts if text == wanted]
    if of_id := next((one for one in goals if one.goal == words), None):
        return of_id
    number = _number(words)
    if numbered := next((one for one in goals if one.number == number), None):
        if any(one is not numbered for one in called):
            said = _(
                "{words} is the number of one open goal and the text of another: say the text of the one, or the "
                "number of the other."
            )
            raise Unknown(said.format(words=repr(words)))
        return numbered
    found = called or [one for text, one in texts if wanted and text.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise Unknown(_("Several open goals begin so: say more of it, or its number."))
    near = nearest(wanted, [text for text, _one in texts])
    if near:
        raise Unknown(
            _("There is no open goal {words}. Did you mean {nearest}?").format(
                words=repr(words), nearest=repr(dict(texts)[near].text)
            )
        )
    raise Unknown(_("There is no open goal {words}. See: fivefold goal list GROUP").format(words=repr(words)))
