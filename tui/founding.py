"""The verbs by which a group comes to be, changes and ends: its name, its team, and who does what in it on which days.

They are a part of Leading, set apart because a leader looks often and changes seldom. It is long because its verbs are
made of each other, several in one transaction: a group is made and described, a member leaves one and joins another.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from datetime import date, datetime
from random import Random
from shlex import quote
from typing import TYPE_CHECKING

from lessons.clean import clean
from lessons.late import LateModule
from store import groups, people
from store.duties import Opens
from store.errors import MentorOfNobodyError, NotOpenedError
from tui.i18n import _
from tui.unknown import Unknown, UnknownMember, nearest, refuse_unknown

if TYPE_CHECKING:
    from quizzes.library import CourseContents, Library
    from store import enrolling, group_mirror, twice
    from store.database import Database
    from store.enrolling import Preview
    from store.groups import Group
    from store.people import Member
    from store.twice import Twice
    from tui import named_people
else:  # only who leads needs these
    enrolling, group_mirror, twice = map(LateModule, ("store.enrolling", "store.group_mirror", "store.twice"))
    named_people = LateModule("tui.named_people")


class NotLeading(Exception):  # noqa: N818 - an answer as much as an error: this is for somebody else
    """Something that only a leader of a group may do or see, in one sentence."""


class NotSigned(Exception):  # noqa: N818 - as above: the name of whoever agrees is still to be typed
    """Something that a person agrees to for themselves alone, in one sentence."""


class Founding(ABC):
    """What a leader makes of a group."""

    _database: Database
    _now: Callable[[], datetime]
    _random: Random

    @abstractmethod
    def read(self) -> Library:
        """The library."""

    @abstractmethod
    def day(self) -> date:
        """The study day of this moment."""

    @abstractmethod
    def _me(self) -> Member:
        """Who is acting."""

    def create_group(self, name: str, *, team: str = "", purpose: str = "") -> Group:
        """Make a group that the member leads, with its team and what it is for where they are said: all or nothing.

        Raises:
            StoreError: the name is taken or unfit, or what is said of it does not fit.
        """
        with self._database.transaction():
            group = groups.create(self._database, name, self._me().id, now=self._now, random=self._random)
            return self.describe_group(group.name, team=team, purpose=purpose) if team or purpose else group

    def find_group(self, name: str) -> Group:
        """The group of this name, which the member leads; an archived one, too.

        Raises:
            Unknown: there is none of that name.
            NotLeading: others lead it.
        """
        group = self.group_named(name)
        self._refuse_others(group)
        return group

    def group_named(self, name: str) -> Group:
        """The group of this name, whoever leads it.

        Raises:
            Unknown: there is none of that name.
        """
        group = groups.find(self._database, name)
        if group is not None:
            return group
        near = nearest(name, [one.name for one in groups.groups(self._database)])
        if near is None:
            raise Unknown(_("There is no group {name}. See: fivefold groups").format(name=repr(name)))
        raise Unknown(
            _("There is no group {name}. Did you mean {nearest}?").format(name=repr(name), nearest=repr(near))
        )

    def groups_here(self) -> tuple[Group, ...]:
        """Every group here that goes on, whoever leads it, by name."""
        known = (one for one in groups.groups(self._database) if one.archived is None)
        return tuple(sorted(known, key=lambda one: one.name.casefold()))

    def _group_of(self, group_id: str) -> Group:
        """The group of an id."""
        group = next((one for one in groups.groups(self._database) if one.id == group_id), None)
        if group is None:
            raise Unknown(_("There is no group {name}. See: fivefold groups").format(name=repr(group_id)))
        return group

    def _led(self, group_id: str) -> Group:
        group = self._group_of(group_id)
        self._refuse_others(group)
        return group

    def _refuse_others(self, group: Group) -> None:
        try:
            group_mirror.require(self._database, group, self._me().id, self.day(), Opens.GROUP)
        except NotOpenedError as refusal:
            raise NotLeading(refusal.text(_)) from refusal

    def own_group(self, name: str) -> Group:
        """The group of this name, in which the member has a duty: for what is the group's own, and about nobody.

        Raises:
            Unknown: there is none of that name.
            NotLeading: the member has no duty in it.
        """
        group = self.group_named(name)
        try:
            group_mirror.require_duty(self._database, group, self._me().id, self.day())
        except NotOpenedError as refusal:
            raise NotLeading(refusal.text(_)) from refusal
        return group

    # What it is

    def rename_group(self, name: str, new_name: str) -> str:
        """Give a group another name; answer it as it is kept.

        Raises:
            Unknown: there is no such group.
            NotLeading: others lead it.
            StoreError: the name is taken or unfit, or could not be recorded.
        """
        group, me = self.find_group(name), self._me().id
        return groups.rename(self._database, group, new_name, by=me, now=self._now, random=self._random)

    def archive_group(self, name: str) -> bool:
        """Bring a group to its end; False where it is archived already.

        Raises:
            Unknown: there is no such group.
            NotLeading: others lead it.
            StoreError: it could not be recorded.
        """
        group, me = self.find_group(name), self._me().id
        return groups.archive(self._database, group, by=me, now=self._now, random=self._random)

    def reopen_group(self, name: str) -> bool:
        """Let an archived group go on; False where it is not archived.

        Raises:
            Unknown: there is no such group.
            NotLeading: others lead it.
            StoreError: it could not be recorded.
        """
        group, me = self.find_group(name), self._me().id
        return groups.reopen(self._database, group, by=me, now=self._now, random=self._random)

    def describe_group(
        self, name: str, *, team: str | None = None, purpose: str | None = None, courses: Sequence[str] | None = None
    ) -> Group:
        """Say which team a group is matched to, or what it is for; what is None stays as it was.

        Args:
            name: of the group.
            team: its name; empty for none.
            purpose: in one line; empty for none.
            courses: words that name the courses that it exists for; none for no courses.

        Raises:
            Unknown: there is no such group or course.
            NotLeading: others lead it.
            StoreError: it does not fit, or could not be recorded.
        """
        group = self.find_group(name)
        chosen = group.courses
        if courses is not None:
            chosen = tuple(dict.fromkeys(self.find_course(words).course.id for words in courses))
        groups.describe(
            self._database,
            group,
            team=group.team if team is None else _one_line(team),
            purpose=group.purpose if purpose is None else _one_line(purpose),
            courses=chosen,
            by=self._me().id,
            now=self._now,
            random=self._random,
        )
        return self._group_of(group.id)

    def keep_group(self, name: str, new_name: str, *, team: str, purpose: str) -> str:
        """Give a group another name, and say its team and what it is for: all or nothing; answer its name.

        Raises:
            Unknown: there is no such group.
            NotLeading: others lead it.
            StoreError: the name is taken or unfit, or it could not be recorded.
        """
        with self._database.transaction():
            group = self.find_group(name)
            kept = name if new_name == name else self.rename_group(name, new_name)
            if (team, purpose) != (group.team, group.purpose):
                self.describe_group(kept, team=team, purpose=purpose)
            return kept

    def find_course(self, words: str) -> CourseContents:
        """The course that words name: its id or its title.

        Raises:
            Unknown: there is none of that name.
        """
        courses = self.read().courses
        wanted = people.compared(words)
        for contents in courses:
            if wanted in {people.compared(contents.course.id), people.compared(contents.course.title)}:
                return contents
        names = [name for contents in courses for name in (contents.course.id, contents.course.title)]
        near = nearest(words, names)
        if near is None:
            raise Unknown(_("There is no course {words}. See: fivefold list").format(words=repr(words)))
        raise Unknown(
            _("There is no course {words}. Did you mean {nearest}?").format(words=repr(words), nearest=repr(near))
        )

    # Who is in it

    def add_to_group(self, group_name: str, member_name: str, *, leader: bool = False, on: date | None = None) -> bool:
        """Put somebody into a group, or make them lead it; False where they are and do already.

        Args:
            group_name: of the group.
            member_name: who it is.
            leader: whether they lead it, and are not assigned its plans.
            on: the first day on which it is so; None for today.

        Raises:
            Unknown: there is no such group.
            UnknownMember: nobody has that name.
            NotLeading: others lead the group.
            StoreError: the day does not fit, or it could not be recorded.
        """
        group = self.find_group(group_name)
        member = self._somebody(member_name) if leader else self._somebody(member_name, group)
        duty = groups.LEADER if leader else groups.MEMBER
        me, now, random = self._me().id, self._now, self._random
        return groups.join(self._database, group, member, duty, first=on, by=me, now=now, random=random)

    def add_several_to_group(
        self, group_name: str, names: Sequence[str], *, leader: bool = False, on: date | None = None
    ) -> tuple[tuple[str, bool], ...]:
        """Put several people into a group, or make them lead it: all of them or none.

        Args:
            group_name: of the group.
            names: who they are; a name that is said twice counts once.
            leader: whether they lead it, and are not assigned its plans.
            on: the first day on which it is so; None for today.

        Returns:
            Of each, in their order, the name and whether it was not so before.

        Raises:
            Unknown: there is no such group.
            UnknownMember: nobody has one of the names.
            UnknownMembers: nobody has several of them.
            NotLeading: others lead the group.
            StoreError: the day does not fit, or it could not be recorded.
        """
        wanted: dict[str, str] = {}
        for name in names:
            wanted.setdefault(people.compared(name), name)
        with self._database.transaction():
            group, missing = self.find_group(group_name), list[UnknownMember]()
            for name in wanted.values():
                try:
                    self._somebody(name, None if leader else group)
                except UnknownMember as unknown:
                    missing.append(unknown)
            refuse_unknown(missing)
            return tuple((name, self.add_to_group(group_name, name, leader=leader, on=on)) for name in wanted.values())

    def remove_from_group(self, group_name: str, member_name: str, *, on: date | None = None) -> Member:
        """Take somebody out of a group, and answer who; what they did stays theirs, and its earlier weeks as they were.

        Args:
            group_name: of the group.
            member_name: who it is.
            on: the first day on which they are not in it any more; None for today.

        Raises:
            Unknown: there is no such group.
            UnknownMember: nobody has that name.
            NotLeading: others lead the group.
            StoreError: they are not in it, or the day does not fit.
        """
        group = self.find_group(group_name)
        member = self._somebody(member_name, group, alone=True)
        groups.leave(self._database, group, member, on=on, by=self._me().id, now=self._now, random=self._random)
        return member

    def move_member(self, group_name: str, member_name: str, other_name: str, *, on: date | None = None) -> None:
        """Take a member out of a group and put them into another that the member leads too: both or neither.

        Args:
            group_name: of the group that is left.
            member_name: who it is; their id does, too.
            other_name: of the group that they go to.
            on: the first day in it; None for today.

        Raises:
            Unknown: there is no such group.
            UnknownMember: nobody has that name.
            NotLeading: others lead one of the groups.
            StoreError: they are not in the first, or the day does not fit.
        """
        with self._database.transaction():
            member = self.remove_from_group(group_name, member_name, on=on)
            self.add_to_group(other_name, member.name, on=on)

    def give_duty(
        self,
        group_name: str,
        member_name: str,
        duty: str,
        *,
        first: date | None = None,
        last: date | None = None,
        mentees: Sequence[str] = (),
    ) -> bool:
        """Give somebody a duty in a group; False where they have it already, on these terms.

        A group that nobody leads may be taken on by those whom `groups.may_lead` names, each for themselves.

        Args:
            group_name: of the group.
            member_name: who takes it on.
            duty: one of `groups.DUTIES`.
            first: the day from which on it holds; None for today.
            last: the last day; None where no end is set.
            mentees: names of the members whose records a mentor may open.

        Raises:
            Unknown: there is no such group.
            UnknownMember: nobody has that name; of a mentee, nobody in the group.
            UnknownMembers: so it is of several mentees.
            NotLeading: others lead the group.
            StoreError: the days do not fit, a mentor has no mentees, or it could not be recorded.
        """
        group, me = self.group_named(group_name), self._me()
        member = self._somebody(member_name) if duty != groups.MEMBER else self._somebody(member_name, group)
        able = {one.id for one in groups.may_lead(self._database, group.id, self.day())}
        if not (duty == groups.LEADER and member.id == me.id and me.id in able):
            self._refuse_others(group)
        if duty == groups.MENTOR and not mentees:
            raise MentorOfNobodyError(group=quote(group.name), name=quote(member.name))
        named = named_people.all_in_group(self._database, group, mentees, self.day())
        return groups.join(
            self._database,
            group,
            member,
            duty,
            first=first,
            last=last,
            mentees=named,
            by=me.id,
            now=self._now,
            random=self._random,
        )

    def strangers(self, group_name: str, names: Sequence[str], duty: str) -> tuple[str, ...]:
        """Of some names those that nobody has who could take on a duty in a group, as they would be kept.

        Raises:
            Unknown: there is no such group.
            StoreError: one of them can be nobody's name.
        """
        group, found = self.group_named(group_name), []
        for name in names:
            try:
                self._somebody(name, group if duty == groups.MEMBER else None)
            except UnknownMember:
                found.append(people.fit(name))
        return tuple(found)

    def take_in(
        self,
        group_name: str,
        names: Sequence[str],
        duty: str,
        *,
        first: date | None = None,
        mentees: Sequence[str] = (),
    ) -> tuple[bool, ...]:
        """Give several people a duty in a group, all of them or none; whoever is a stranger begins to study here.

        Returns:
            Of each, in their order, whether they did not have it before.

        Raises:
            Unknown: there is no such group.
            UnknownMember: of a mentee, nobody in the group has that name.
            UnknownMembers: so it is of several mentees.
            NotLeading: others lead the group.
            StoreError: as `give_duty` says, or a name is unfit.
        """
        with self._database.transaction():
            for name in self.strangers(group_name, names, duty):
                people.add(self._database, name, now=self._now, random=self._random)
            return tuple(self.give_duty(group_name, name, duty, first=first, mentees=mentees) for name in names)

    def end_duty(self, group_name: str, member_name: str, duty: str, *, on: date | None = None) -> Member:
        """End a duty of somebody in a group, and answer whose, on the first day on which it is over; None for today.

        Raises:
            Unknown: there is no such group.
            UnknownMember: nobody has that name.
            NotLeading: others lead the group.
            StoreError: they do not have it, or the day does not fit.
        """
        group = self.find_group(group_name)
        here = people.find(self._database, member_name) if duty != groups.MEMBER else None
        serves = here is not None and named_people.serves(self._database, group, here.id, duty, self.day())
        if here is not None and serves:  # one who shares may be called the same
            member = here
        else:
            member = self._somebody(member_name, group, alone=duty == groups.MEMBER)
        me, now, random = self._me().id, self._now, self._random
        groups.leave(self._database, group, member, duty=duty, on=on, by=me, now=now, random=random)
        return member

    def unled_from(self, group_name: str) -> date | None:
        """The first day to come on which nobody leads a group; None where somebody does, or it is archived.

        Raises:
            Unknown: there is no such group.
        """
        group = self.group_named(group_name)
        return groups.unled_from(self._database, group.id, self.day()) if group.archived is None else None

    def enrol(self, group_name: str, text: bytes, *, apply: bool, leaving: bool) -> Preview:
        """What a roster, as the bytes of a CSV file, would change in a group; with `apply` it does.

        Args:
            group_name: of the group.
            text: the file.
            apply: whether it is done: all of it, or nothing where a row cannot be used.
            leaving: whether members who are not in the roster leave.

        Raises:
            Unknown: there is no such group.
            NotLeading: others lead it.
            StoreError: it is no roster, or could not be recorded.
        """
        group = self.find_group(group_name)
        return enrolling.enrol(
            self._database,
            group,
            text,
            apply=apply,
            leaving=leaving,
            by=self._me().id,
            now=self._now,
            random=self._random,
        )

    def twice(self, group_name: str) -> tuple[Twice, ...]:
        """Who is twice in a group: here by name, and sharing in files under a like one.

        Raises:
            StoreError: the file cannot be read.
        """
        group = groups.find(self._database, group_name)
        return twice.twice(self._database, group, self._now) if group else ()

    def tie(self, group_name: str, name: str, shared_as: str = "") -> Twice:
        """Say that somebody who is in a group here is one person with somebody who shares with it in files.

        Args:
            group_name: of a group that the member leads.
            name: of the one who is in the group here.
            shared_as: the name in the file, or the id of who shares; empty where one alone is like it.

        Raises:
            Unknown: there is no such group.
            NotLeading: others lead it.
            StoreError: there are no two such, or it could not be recorded.
        """
        group = self.find_group(group_name)
        me, now, random = self._me().id, self._now, self._random
        return twice.tie(self._database, group, name, shared_as, by=me, now=now, random=random)

    def _somebody(self, name: str, group: Group | None = None, *, alone: bool = False) -> Member:
        return named_people.somebody(self._database, name, self.day(), group, alone=alone)

    def _is_in(self, group: Group, member: str) -> bool:
        return group.id in groups.held_by(self._database, member, groups.MEMBER, self.day())


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())
