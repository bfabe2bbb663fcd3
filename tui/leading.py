"""The verbs of a group: what a leader does for it, and what a member of it can do about what leaders see.

They are a part of Study, set apart because only some who study lead.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lessons.late import LateModule
from store import duties, facts, groups, people
from store.errors import NotOpenedError
from store.projections import sittings
from tui.founding import NotLeading
from tui.i18n import _
from tui.standing import Standing
from tui.unknown import Unknown, UnknownMember

__all__ = ["Leading", "NotLeading"]

if TYPE_CHECKING:
    from lessons.model import Lesson
    from quizzes.model import Quiz
    from quizzes.statistics import Analysis
    from store import access, elsewhere, events, group_mirror, group_part
    from store.facts import Assignment, Recorded
    from store.groups import Group, Plan
    from store.mirror import GroupFigures, GroupPart, GroupRecord, MemberRecord
    from store.people import Leave, Member
else:  # only who leads needs these
    access, elsewhere, events, group_mirror, group_part = map(
        LateModule, ("store.access", "store.elsewhere", "store.events", "store.group_mirror", "store.group_part")
    )


class Leading(Standing):
    """What there is to do in and for groups."""

    member: Member | None

    @abstractmethod
    def find_quiz(self, words: str) -> Quiz:
        """The quiz that words name."""

    @abstractmethod
    def _lesson(self, key: str) -> Lesson:
        """The lesson with a key."""

    # A member of groups

    def _recorded(self) -> Recorded:
        """What is recorded of the member and that a status needs."""
        me = self._me()
        return facts.recorded(self._database, [me])[me.id]

    def _groups_of_mine(self, duty: str, *, archived: bool = False) -> tuple[Group, ...]:
        held = groups.held_by(self._database, self._me().id, duty, self.day())
        if not held:
            return ()
        known = groups.groups(self._database)
        return tuple(group for group in known if group.id in held and (archived or group.archived is None))

    def _assigned(self) -> Sequence[Assignment]:
        """The lessons that the plans of the member's groups assign, the first due first."""
        joined = self._joined()
        plans = self._plans_of(joined)
        return facts.assignments(plans, self.read(), joined=joined) if plans else ()

    def _joined(self) -> Mapping[str, date]:
        """When the member joined each of the groups that go on, by the group's id."""
        going_on = {group.id for group in self._groups_of_mine(groups.MEMBER)}
        day = self.day()
        return {
            one.group: one.joined
            for one in groups.memberships(self._database, member=self._me().id)
            if one.group in going_on and one.duty == groups.MEMBER and one.holds(day)
        }

    def _plans_of(self, names: Iterable[str]) -> Sequence[Plan]:
        """The plans of groups, given by their ids."""
        return [plan for group in names for plan in groups.plans(self._database, group)]

    def _targets(self) -> Mapping[str, float]:
        """The share of its objectives that each dimension of a course should reach, by the plans of one's groups."""
        found: dict[str, float] = {}
        for plan in self._plans_of(self._joined()):
            if plan.target is not None:
                found[plan.course] = max(plan.target, found.get(plan.course, 0.0))
        return found

    def announced_to(self, quiz_key: str) -> tuple[Group, ...]:
        """The groups of the member whose plan announces a quiz: their leaders are told how it comes out.

        Where nothing in it is marked there is nothing to tell.
        """
        quiz = self.read().quiz(quiz_key)
        if quiz is not None and not any(card.graded for card in quiz.cards):
            return ()
        return tuple(
            group
            for group in self._groups_of_mine(groups.MEMBER)
            if any(quiz_key in plan.announced for plan in groups.plans(self._database, group.id))
        )

    def _pending(self) -> frozenset[str]:
        """Keys of the announced quizzes of whose result some group still waits to be told."""
        me = self._me().id
        waiting: set[str] = set()
        for group in self._joined():
            told = {one.quiz for one in sittings.announced(self._database, group, [me])}
            for plan in groups.plans(self._database, group):
                waiting.update(quiz for quiz in plan.announced if quiz not in told)
        quizzes = {key: self.read().quiz(key) for key in waiting}
        return frozenset(
            key for key, quiz in quizzes.items() if quiz is None or any(card.graded for card in quiz.cards)
        )

    def hand_is_up(self, lesson_key: str) -> bool:
        """Whether the member asks for help with a lesson."""
        known = self._recorded().lessons.get(lesson_key)
        return known is not None and known.hand is not None

    def raise_hand(self, lesson_key: str) -> bool:
        """Ask for help with a lesson; False where the hand is up already.

        Raises:
            StoreError: it could not be recorded.
        """
        lesson = self._lesson(lesson_key)
        if self.hand_is_up(lesson.key):
            return False
        self._act(events.HandRaised(lesson.key), self._me().id)
        return True

    def seen_from(self) -> date:
        """The day from which leaders see what is asked for now: the next one."""
        return self.day() + timedelta(days=1)

    def lower_hand(self, lesson_key: str) -> bool:
        """Need that help no longer; False where the hand is not up.

        Raises:
            StoreError: it could not be recorded.
        """
        if not self.hand_is_up(lesson_key):
            return False
        self._act(events.HandLowered(lesson_key), self._me().id)
        return True

    def mirror(self) -> tuple[tuple[str, MemberRecord], ...]:
        """For each group of the member, its name and exactly what its leaders receive of the member."""
        found = (
            (
                group.name,
                group_mirror.own_record(self._database, group, self._me().id, self.read(), self.day()),
            )
            for group in self._groups_of_mine(groups.MEMBER, archived=True)
        )
        return tuple((name, record) for name, record in found if record is not None)

    def go_away(self, leave: Leave) -> None:
        """Record that the member is away: not studying then raises no question.

        Raises:
            StoreError: it could not be recorded, or ends before it begins.
        """
        self.member = people.go_away(self._database, self._me(), leave, now=self._now, random=self._random)

    # A leader

    def led_groups(self, *, archived: bool = False) -> tuple[Group, ...]:
        """The groups that the member leads and that go on, or those that are archived, too."""
        return self._groups_of_mine(groups.LEADER, archived=archived)

    def served_groups(self) -> tuple[Group, ...]:
        """The groups in which the member has another duty that opens something, and does not lead."""
        led, day = {group.id for group in self.led_groups()}, self.day()
        opened = duties.opens
        return tuple(
            group
            for group in groups.groups(self._database)
            if group.id not in led
            and group.archived is None
            and opened(groups.duties_of(self._database, group.id, self._me().id, day))
        )

    def group(self, group_id: str) -> GroupRecord:
        """Everything that a leader receives of a group.

        Raises:
            NotLeading: others lead it.
            StoreError: it cannot be read.
        """
        group, me, day = self._group_of(group_id), self._me().id, self.day()
        try:
            group_mirror.require(self._database, group, me, day, duties.Opens.GROUP)
            access.note(self._database, group.id, me, day)  # or else nothing is shown
            return group_mirror.group_record(self._database, group, self.read(), day, reader=me)
        except NotOpenedError as refusal:
            raise NotLeading(refusal.text(_)) from refusal

    def group_part(self, group_id: str) -> GroupPart:
        """What the duties of the member open of a group.

        Raises:
            NotLeading: they open nothing.
            StoreError: it cannot be read.
        """
        me, day = self._me().id, self.day()
        try:
            part = group_part.group_part(self._database, self._group_of(group_id), self.read(), day, reader=me)
        except NotOpenedError as refusal:
            raise NotLeading(refusal.text(_)) from refusal
        if part.mentees:
            access.note(self._database, group_id, me, day, [one.member for one in part.mentees])
        return part

    def leads(self, group_id: str) -> bool:
        """Whether the member leads a group today."""
        return group_id in groups.held_by(self._database, self._me().id, groups.LEADER, self.day())

    def figures(self, *, archived: bool = False) -> tuple[GroupFigures, ...]:
        """The groups that the member leads, side by side; those that are archived only where they are asked for.

        Raises:
            StoreError: they cannot be read.
        """
        me, day = self._me().id, self.day()
        return tuple(
            group_mirror.group_figures(self._database, group, self.read(), day, reader=me)
            for group in self.led_groups(archived=archived)
        )

    def announced_items(self, group_name: str, quiz_key: str) -> tuple[Group, Analysis]:
        """What the members of a group that the member leads answered when a quiz was announced, as sums alone.

        Raises:
            Unknown: there is no such group.
            NotLeading: others lead it.
            StoreError: it cannot be read.
        """
        from store.group_items import announced_items  # noqa: PLC0415 - loaded when it is wanted

        group, quiz = self.find_group(group_name), self.find_quiz(quiz_key)
        return group, announced_items(self._database, group, quiz, self.day())

    def handle(self, group_id: str, member_id: str, lesson_key: str) -> None:
        """A leader saw to the help that a member of the group needed with a lesson.

        Raises:
            NotLeading: others lead the group.
            UnknownMember: nobody of that id is in it.
            StoreError: it could not be recorded.
        """
        group = self._led(group_id)
        if not self._is_in(group, member_id):
            members = groups.people_of(self._database, group.id, groups.MEMBER, self.day())
            raise UnknownMember(member_id, [member.name for member in members])
        need = elsewhere.need(self._database, group, member_id, lesson_key, self.day())
        self._act(events.HelpHandled(lesson_key, need), member_id)

    # Plans

    def set_plan(
        self,
        group_name: str,
        course_words: str,
        due: date,
        *,
        first: date | None = None,
        target: float | None = None,
        announced: Sequence[str] = (),
    ) -> Plan:
        """Assign a course to a group, in place of its earlier plan for that course.

        Args:
            group_name: of a group that the member leads.
            course_words: its id or title.
            due: the day on which all of it should be completed.
            first: the day from which on the lessons are spread evenly; None: all are due on the last day.
            target: share of its objectives that each dimension should reach, 0 to 1; None for the course's own.
            announced: words that name quizzes of the course whose results the group is told.

        Raises:
            Unknown: there is no such group, course or quiz.
            NotLeading: others lead the group.
            StoreError: it could not be recorded.
        """
        group, contents = self.find_group(group_name), self.find_course(course_words)
        title = contents.course.title
        if not contents.lessons:
            raise Unknown(_("The course {title} has no lessons to assign.").format(title=title))
        quizzes = [self.find_quiz(words) for words in announced]
        for quiz in quizzes:
            if quiz.course != contents.course.id:
                raise Unknown(_("{quiz} is no quiz of the course {title}.").format(quiz=quiz.title, title=title))
        return groups.set_plan(
            self._database,
            group,
            contents.course.id,
            _spread(contents.lessons, first, due),
            target=target,
            announced=list(dict.fromkeys(quiz.key for quiz in quizzes)),
            by=self._me().id,
            now=self._now,
            random=self._random,
        )

    def plans(self, group_name: str) -> tuple[Plan, ...]:
        """What a group is assigned, one plan for each course.

        Raises:
            Unknown: there is no such group.
            NotLeading: others lead it.
        """
        return groups.plans(self._database, self.find_group(group_name).id)

    def my_plan(self) -> tuple[Assignment, ...]:
        """What the groups of the member assign, the first due first."""
        return tuple(self._assigned())

    def _act(self, body: events.Body, subject: str) -> None:
        from store.log import Entry, append  # noqa: PLC0415 - loaded when it is wanted

        append(self._database, [Entry(body, self._me().id, subject)], now=self._now, random=self._random)


def _spread(lessons: Sequence[Lesson], first: date | None, due: date) -> Mapping[str, date]:
    """Of each lesson, by its key, the day it is due: all on the last one, or one after another from the first on."""
    if first is None or first >= due:
        return {lesson.key: due for lesson in lessons}
    days = due - first
    return {lesson.key: first + days * number // len(lessons) for number, lesson in enumerate(lessons, start=1)}
