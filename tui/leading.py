"""The verbs of a group: what a leader does for it, and what a member of it can do about what leaders see.

They are a part of Study, set apart because only some who study lead. It is long because who is in a group and who leads
it ask the same: which groups are theirs by a duty, and what the plans of these assign.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lessons.late import LateModule
from quizzes.errors import NotFound
from store import duties, facts, groups
from store.errors import NotOpenedError
from store.projections import sittings
from tui.founding import NotLeading
from tui.i18n import _, listed
from tui.standing import Standing
from tui.unknown import Unknown, UnknownMember

__all__ = ["Leading", "NotLeading"]
_MOST_DIGITS = 5
"""Of the number of a lesson."""

if TYPE_CHECKING:
    from lessons.model import Lesson
    from quizzes.model import Quiz
    from quizzes.statistics import Analysis
    from store import access, by_now, elsewhere, events, group_mirror, group_part, handling, shared, streams
    from store.facts import Assignment, Recorded
    from store.groups import Group, Plan
    from store.mirror import GroupFigures, GroupPart, GroupRecord, MemberRecord, Reached
    from store.people import Member
    from tui.course_growth import Targets
else:  # only who leads needs these
    access, by_now, elsewhere, events, group_mirror, group_part, handling, shared, streams = map(
        LateModule,
        (
            *("store.access", "store.by_now", "store.elsewhere", "store.events"),
            *("store.group_mirror", "store.group_part", "store.handling"),
            *("store.shared", "store.streams"),
        ),
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
        return facts.assignments(plans, self.read(), joined=joined, due_from=self._due_from(joined)) if plans else ()

    def _due_from(self, joined: Mapping[str, date]) -> Mapping[str, date]:
        """Of groups, by their ids, the day from which on something may be due for the member who joined them."""
        me, known = self._me().id, groups.groups(self._database)
        begins = (
            (one.id, elsewhere.counted_from(self._database, one, {me: joined[one.id]}))
            for one in known
            if one.id in joined
        )
        return {group: begin[me] for group, begin in begins}

    def _quiz_days(self) -> Mapping[str, date]:
        """The last day for each quiz that a plan of the member's groups sets one for, by its key; the earliest."""
        found: dict[str, date] = {}
        joined = self._joined()
        begin = self._due_from(joined) if joined else {}
        for plan in self._plans_of(joined):
            for key, day in plan.quizzes.items():
                due = max(day, begin[plan.group])
                found[key] = min(due, found.get(key, due))
        return found

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

    def _targets(self) -> Targets:
        """What should be reached on each dimension by the plans of one's groups, of several what is more."""
        joined = self._joined()
        plans = self._plans_of(joined)
        due_from, today, library = self._due_from(joined) if plans else {}, self.day(), self.read()

        def aim(course: str, dimension: str) -> by_now.Aim:
            contents, found = library.course(course), [by_now.Aim()]
            for plan in plans if contents else ():
                target = plan.target_of(dimension) if plan.course == course else None
                if contents and target is not None:
                    come = by_now.days_come(plan, contents, dimension, [due_from[plan.group]], today)
                    found.append(by_now.Aim(target, by_now.asked_by_now(target, [come])))
            return max(found, key=lambda one: (one.target or 0.0, one.by_now or 0.0))

        return aim

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

    def is_in_a_group(self) -> bool:
        """Whether the member is in any group that goes on."""
        return bool(self._joined())

    def is_assigned(self, lesson_key: str) -> bool:
        """Whether a group of the member is assigned a lesson: a hand is seen by the leaders of such a group alone."""
        return any(one.lesson == lesson_key for one in self._assigned())

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

    def own_shares(self) -> Mapping[str, tuple[Reached, ...]]:
        """For each group of the member that shows dimensions, by its name, what the member adds to them."""
        found = {
            group.name: group_mirror.own_share(self._database, group, self._me().id, self.read(), self.day())
            for group in self._groups_of_mine(groups.MEMBER)
        }
        return {name: shares for name, shares in found.items() if shares}

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

    def find_assigned(self, words: str, group_name: str = "", *, led: bool = False) -> Lesson:
        """The lesson that words name; a number counts in each assigned course.

        Args:
            words: as for any lesson.
            group_name: whose plans count; without one, those of the member's groups.
            led: whether the member has to lead it.

        Raises:
            Unknown: nothing is called that, or a number means several lessons.
            NotLeading: others lead the group.
        """
        library = self.read()
        try:
            return library.find_lesson(words)
        except NotFound as missing:
            if not words.isdecimal() or len(words) > _MOST_DIGITS:
                raise Unknown(missing.text(_)) from missing
        number = int(words)
        if group_name:
            group = self.find_group(group_name) if led else self.group_named(group_name)
            chosen = [group.id]
        else:
            chosen = list(self._joined())
        meant: dict[str, None] = {}
        for one in chosen:
            plans = groups.plans(self._database, one)
            courses = [library.course(plan.course) for plan in plans]
            for keys in ([each.key for each in course.lessons] for course in courses if course):
                if 0 < number <= len(keys):
                    meant[keys[number - 1]] = None
        lessons = [lesson for key in meant if (lesson := library.lesson(key))]
        if len(lessons) > 1:
            names = listed(f"{lesson.key} ({lesson.title})" for lesson in lessons)
            raise Unknown(_("{number} means several lessons. Say which: {names}").format(number=words, names=names))
        if not lessons:
            raise Unknown(_("No lesson {number} is assigned. Say its id or title.").format(number=words))
        return lessons[0]

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

    def take_back_handled(self, group_id: str, member_id: str, lesson_key: str) -> None:
        """Take back that a leader of a group last saw to a need: it is open as it was before.

        Raises:
            NotLeading: others lead the group.
            StoreError: there is nothing to take back, the member was told in a file, or it could not be recorded.
        """
        group, me = self._led(group_id), self._me().id
        told = streams.told_as_handled(self._database, shared.outside(group.id))
        name = group_mirror.names_of(self._database, group).get(member_id, "")
        lesson = self.read().lesson(lesson_key)
        handling.undo(
            self._database,
            group,
            member_id,
            lesson_key,
            called=(name or _("somebody"), lesson.title if lesson else lesson_key),
            told=told,
            by=me,
            now=self._now,
            random=self._random,
        )

    # Plans

    def my_plan(self) -> tuple[Assignment, ...]:
        """What the groups of the member assign, the first due first."""
        return tuple(self._assigned())

    def _act(self, body: events.Body, subject: str) -> None:
        from store.log import Entry, append  # noqa: PLC0415 - loaded when it is wanted

        append(self._database, [Entry(body, self._me().id, subject)], now=self._now, random=self._random)
