"""The verbs of a group: what a leader does for it, and what a member of it can do about what leaders see.

They are a part of Study, set apart because only some who study lead.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from lessons.late import LateModule
from store import facts, groups, people
from store.projections import sittings
from tui.i18n import _
from tui.unknown import Unknown, UnknownMember, nearest

if TYPE_CHECKING:
    from lessons.model import Lesson
    from quizzes.library import Library
    from quizzes.model import Quiz
    from store import elsewhere, events, group_mirror
    from store.database import Database
    from store.facts import Assignment, Recorded
    from store.groups import Group, Plan
    from store.mirror import GroupFigures, GroupRecord, MemberRecord
    from store.people import Leave, Member
    from tui.growth import Targets
else:  # only who leads needs these
    elsewhere, events, group_mirror = map(LateModule, ("store.elsewhere", "store.events", "store.group_mirror"))


class NotLeading(Exception):  # noqa: N818 - an answer as much as an error: this is for somebody else
    """Something that only a leader of a group may do or see, in one sentence."""


class Leading(ABC):
    """What there is to do in and for groups."""

    _database: Database
    _now: Callable[[], datetime]
    _random: Random
    member: Member | None

    @abstractmethod
    def read(self) -> Library:
        """The library."""

    @abstractmethod
    def day(self) -> date:
        """The study day of this moment."""

    @abstractmethod
    def find_quiz(self, words: str) -> Quiz:
        """The quiz that words name."""

    @abstractmethod
    def _me(self) -> Member:
        """Who is acting."""

    @abstractmethod
    def _lesson(self, key: str) -> Lesson:
        """The lesson with a key."""

    # A member of groups

    def _recorded(self) -> Recorded:
        """What is recorded of the member and that a status needs."""
        me = self._me()
        return facts.recorded(self._database, [me])[me.id]

    def _groups_of_mine(self, duty: str) -> tuple[Group, ...]:
        held = groups.held_by(self._database, self._me().id, duty)
        return tuple(group for group in groups.groups(self._database) if group.id in held) if held else ()

    def _assigned(self) -> Sequence[Assignment]:
        """The lessons that the plans of the member's groups assign, the first due first."""
        joined = self._joined()
        plans = self._plans_of(joined)
        return facts.assignments(plans, self.read(), joined=joined) if plans else ()

    def _joined(self) -> Mapping[str, date]:
        """When the member joined each of the groups, by the group's id."""
        return {
            one.group: one.joined
            for one in groups.memberships(self._database, member=self._me().id)
            if one.left is None and one.duty == groups.MEMBER
        }

    def _plans_of(self, names: Iterable[str]) -> Sequence[Plan]:
        """The plans of groups, given by their ids."""
        return [plan for group in names for plan in groups.plans(self._database, group)]

    def _targets(self) -> Targets:
        """The share of its objectives that each dimension should reach, by the plans of one's groups."""
        plans = self._plans_of(self._joined())

        def target(course: str, dimension: str) -> float | None:
            wanted = [plan.target_of(dimension) for plan in plans if plan.course == course]
            return max((one for one in wanted if one is not None), default=None)

        return target

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
        for group in groups.held_by(self._database, me, groups.MEMBER):
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
            for group in self._groups_of_mine(groups.MEMBER)
        )
        return tuple((name, record) for name, record in found if record is not None)

    def go_away(self, leave: Leave) -> None:
        """Record that the member is away: not studying then raises no question.

        Raises:
            StoreError: it could not be recorded, or ends before it begins.
        """
        self.member = people.go_away(self._database, self._me(), leave, now=self._now, random=self._random)

    # A leader

    def led_groups(self) -> tuple[Group, ...]:
        """The groups that the member leads."""
        return self._groups_of_mine(groups.LEADER)

    def create_group(self, name: str) -> Group:
        """Make a group that the member leads.

        Raises:
            StoreError: the name is taken or unfit.
        """
        return groups.create(self._database, name, self._me().id, now=self._now, random=self._random)

    def find_group(self, name: str) -> Group:
        """The group of this name, which the member leads.

        Raises:
            Unknown: there is none of that name.
            NotLeading: others lead it.
        """
        group = groups.find(self._database, name)
        if group is None:
            near = nearest(name, [one.name for one in groups.groups(self._database)])
            if near is None:
                raise Unknown(_("There is no group {name}. See: fivefold groups").format(name=repr(name)))
            raise Unknown(
                _("There is no group {name}. Did you mean {nearest}?").format(name=repr(name), nearest=repr(near))
            )
        self._refuse_others(group)
        return group

    def _refuse_others(self, group: Group) -> None:
        if group.id not in groups.held_by(self._database, self._me().id, groups.LEADER):
            names = ", ".join(group_mirror.leaders_of(self._database, group)) or _("nobody at the moment")
            sentence = _("{name} is shown to its leaders alone: {leaders}. What they see of you: fivefold data mirror")
            raise NotLeading(sentence.format(name=group.name, leaders=names))

    def add_to_group(self, group_name: str, member_name: str, *, leader: bool = False) -> bool:
        """Put somebody into a group, or make them lead it; False where they are and do already.

        Raises:
            Unknown: there is no such group.
            UnknownMember: nobody has that name.
            NotLeading: others lead the group.
            StoreError: it could not be recorded.
        """
        group = self.find_group(group_name)
        member = self._somebody(member_name) if leader else self._somebody(member_name, group)
        duty = groups.LEADER if leader else groups.MEMBER
        return groups.join(self._database, group, member, duty, by=self._me().id, now=self._now, random=self._random)

    def remove_from_group(self, group_name: str, member_name: str) -> None:
        """Take somebody out of a group; what they did in it stays theirs.

        Raises:
            Unknown: there is no such group.
            UnknownMember: nobody has that name.
            NotLeading: others lead the group.
            StoreError: they are not in it.
        """
        group = self.find_group(group_name)
        member = self._somebody(member_name, group)
        groups.leave(self._database, group, member, by=self._me().id, now=self._now, random=self._random)

    def _somebody(self, name: str, group: Group | None = None) -> Member:
        """Who studies here under a name, or has shared in a file with the group under it."""
        found = people.find(self._database, name)
        if group is not None and (found is None or not self._is_in(group, found.id)):
            shared = elsewhere.find(self._database, group, name)
            found = shared or found
        if found is None:
            raise UnknownMember(name, [member.name for member in people.members(self._database)])
        return found

    def _is_in(self, group: Group, member: str) -> bool:
        return group.id in groups.held_by(self._database, member, groups.MEMBER)

    def group(self, group_id: str) -> GroupRecord:
        """Everything that a leader receives of a group.

        Raises:
            NotLeading: others lead it.
            StoreError: it cannot be read.
        """
        return group_mirror.group_record(self._database, self._led(group_id), self.read(), self.day())

    def _led(self, group_id: str) -> Group:
        group = next((one for one in groups.groups(self._database) if one.id == group_id), None)
        if group is None:
            raise Unknown(_("There is no group {name}. See: fivefold groups").format(name=repr(group_id)))
        self._refuse_others(group)
        return group

    def figures(self) -> tuple[GroupFigures, ...]:
        """The groups that the member leads, side by side.

        Raises:
            StoreError: they cannot be read.
        """
        return tuple(
            group_mirror.group_figures(self._database, group, self.read(), self.day()) for group in self.led_groups()
        )

    def handle(self, group_id: str, member_id: str, lesson_key: str) -> None:
        """A leader saw to the help that a member of the group needed with a lesson.

        Raises:
            NotLeading: others lead the group.
            UnknownMember: nobody of that id is in it.
            StoreError: it could not be recorded.
        """
        group = self._led(group_id)
        if not self._is_in(group, member_id):
            members = groups.people_of(self._database, group.id, groups.MEMBER)
            raise UnknownMember(member_id, [member.name for member in members])
        self._act(events.HelpHandled(lesson_key), member_id)

    # Plans

    def my_plan(self) -> tuple[Assignment, ...]:
        """What the groups of the member assign, the first due first."""
        return tuple(self._assigned())

    def _act(self, body: events.Body, subject: str) -> None:
        from store.log import Entry, append  # noqa: PLC0415 - loaded when it is wanted

        append(self._database, [Entry(body, self._me().id, subject)], now=self._now, random=self._random)
