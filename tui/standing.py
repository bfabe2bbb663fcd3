"""The verbs of trust between members and leaders: the charter, who looked, and what a member says is wrong.

They are a part of Leading, set apart because each of them is asked for seldom. It is long because all of it comes
together beside one record: what a member accepted, who looked at it, and what they called wrong in it and were
answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from shlex import quote
from typing import TYPE_CHECKING

from lessons.clean import clean
from lessons.late import LateModule
from lessons.light import dataclass
from store import groups, people
from store.errors import SeveralOfOneNameError
from store.projections import lesson_facts
from tui.founding import Founding, NotLeading
from tui.i18n import _, listed
from tui.signing import name_to_sign, require_name
from tui.unknown import Unknown, UnknownMember

if TYPE_CHECKING:
    from random import Random

    from store import access, challenging, charter, elsewhere, group_mirror, handling, sharing, stays
    from store.access import Looked
    from store.challenging import Said
    from store.charter import Charter, CharterChange
    from store.groups import Group
    from store.handling import SeenTo
    from store.mirror import MemberRecord
    from store.stays import Stay
else:  # few runs need these
    access, challenging, charter, elsewhere, group_mirror, handling, sharing, stays = map(
        LateModule,
        (
            *("store.access", "store.challenging", "store.charter"),
            *("store.elsewhere", "store.group_mirror", "store.handling", "store.sharing", "store.stays"),
        ),
    )


@dataclass(frozen=True, slots=True)
class Mirrored:
    """What the leaders of one group receive of the member, and what there is to know beside it."""

    group: Group
    record: MemberRecord
    looked: tuple[Looked, ...]
    """Who looked, the latest first."""
    said: tuple[Said, ...]
    """What the member said is wrong in it, with the answers."""
    handled: tuple[SeenTo, ...]
    """When a leader last saw to a need for help of the member, and who where that was one of the group's."""
    mentors: tuple[str, ...] = ()
    """Names of the mentors who receive it, too."""
    accepted: date | None = None
    """The study day on which the member's acceptance of the charter was recorded; None where they share in files."""


@dataclass(frozen=True, slots=True)
class Stayed:
    """A group that the member is in, or was in, and who looked meanwhile."""

    group: Group
    stays: tuple[Stay, ...]
    """The times in it, without those that have not begun."""
    looked: tuple[Looked, ...]
    """Who looked, the latest first."""
    present: bool
    """Whether the member is in it now."""


@dataclass(frozen=True, slots=True)
class Replied:
    """What was answered of what a member said is wrong."""

    about: Said
    waits: bool
    """Whether the member shares in files, so that the answer waits for what is shared with the group next."""
    left: int
    """How much else the same member said of the lesson waits for an answer."""


def _latest_first(look: Looked) -> int:
    return -look.day.toordinal()


class Standing(Founding):
    """What members accept, see and say of what leaders receive."""

    _apart: Random | None

    # The charter

    def waiting_charters(self) -> tuple[Charter, ...]:
        """The charters of the member's groups that the member has not accepted as they are now."""
        me = self._me().id
        return tuple(
            charter.charter(self._database, group, me, self.day())
            for group in charter.waiting(self._database, me, self.day())
        )

    def charter(self, name: str) -> Charter:
        """The charter of a group that the member is in, or leads.

        Raises:
            Unknown: there is no such group.
            NotLeading: the member has nothing to do with it.
        """
        group, me = self.group_named(name), self._me().id
        if not groups.duties_of(self._database, group.id, me, self.day()):
            leaders = listed(self.leaders_of(group)) or _("nobody at the moment")
            raise NotLeading(
                _("You are not in {name}. Its leaders can add you: {leaders}").format(name=group.name, leaders=leaders)
            )
        return charter.charter(self._database, group, me, self.day())

    def leaders_of(self, group: Group) -> tuple[str, ...]:
        """The names of those who lead a group."""
        return group_mirror.leaders_of(self._database, group, self.day())

    def mentors_of(self, group: Group) -> tuple[str, ...]:
        """The names of those who may open the member's record in a group as mentors."""
        me, day = self._me().id, self.day()
        names = {one.id: one.name for one in people.members(self._database)}
        held = groups.memberships(self._database, group=group.id)
        mine = (one.member for one in held if one.holds(day) and me in one.mentees and one.member in names)
        return tuple(names[one] for one in dict.fromkeys(mine))

    def charter_change(self, name: str, text: str) -> CharterChange:
        """What it would do to the acceptances of its members to set the norms of a group that the member leads.

        Raises:
            Unknown: there is no such group.
            NotLeading: others lead it.
            StoreError: it is too long.
        """
        return charter.change(self._database, self.find_group(name), text, self.day())

    def set_charter(self, name: str, text: str) -> bool:
        """Set the norms of a group that the member leads; False where they are those already.

        Raises:
            Unknown: there is no such group.
            NotLeading: others lead it.
            StoreError: it is too long, or could not be recorded.
        """
        group, me = self.find_group(name), self._me().id
        return charter.write(self._database, group, text, by=me, now=self._now, random=self._random)

    def name_to_sign(self) -> str:
        """What the member types to agree to something; empty where nobody else studies here who could be meant."""
        return name_to_sign(self._database, self._me())

    def accept_charter(self, name: str, *, signed: str = "") -> bool:
        """Accept the charter of a group as it is now; False where that was done.

        Args:
            name: of the group.
            signed: what the member typed as their name, where several study here.

        Raises:
            Unknown: there is no such group.
            NotLeading: the member is not in it.
            NotSigned: several study here, and that is not the member's name.
            StoreError: it could not be recorded.
        """
        asked, me = self.charter(name), self._me()
        if not self._is_in(asked.group, me.id):
            raise NotLeading(_("Its members accept a charter; you are none of {name}.").format(name=asked.group.name))
        if asked.accepted is None:
            require_name(self._database, me, signed)
        return charter.accept(self._database, asked.group, me, now=self._now, random=self._random)

    # Looking

    def told_beside(self, records: Sequence[tuple[str, MemberRecord]]) -> tuple[Mirrored, ...]:
        """Beside what leaders receive of the member: who looked at it, and what the member said is wrong."""
        me = self._me().id
        looks = {one.group.id: one.looked for one in self.stayed()}
        facts = lesson_facts.of_members(self._database, [me]).get(me, {})
        found: list[Mirrored] = []
        for name, record in records:
            group = groups.find(self._database, name)
            if group is None:
                continue
            persons = sharing.agreed(self._database, self._me(), group)
            said = elsewhere.own_said(self._database, group, me, persons)
            handled = handling.seen_to(
                *(self._database, group, {me: record.name}, {me: facts}, record.lessons),
                since={me: date.min},
                day=self.day(),
            )
            looked = looks.get(group.id, ())
            accepted = charter.accepted_on(self._database, group, me)
            found.append(Mirrored(group, record, looked, said, handled, self.mentors_of(group), accepted))
        return tuple(found)

    def stayed(self) -> tuple[Stayed, ...]:
        """The groups that the member is in, or was in, in the order in which they came to be, with who looked."""
        me, day = self._me(), self.day()
        inside: dict[str, list[Stay]] = {}
        for one in stays.stays(self._database, member=me.id):
            if one.first <= day:
                inside.setdefault(one.group, []).append(one)
        found: list[Stayed] = []
        for group in groups.groups(self._database):
            if during := inside.get(group.id):
                persons = sharing.agreed(self._database, me, group)
                here = access.looked(self._database, group.id, me.id, during=during)
                looked = sorted((*here, *elsewhere.looked(self._database, group, persons)), key=_latest_first)
                found.append(Stayed(group, tuple(during), tuple(looked), any(one.holds(day) for one in during)))
        return tuple(found)

    def note_page(self, group_id: str, member_id: str) -> None:
        """Note that the member opened the page of somebody in a group.

        Raises:
            StoreError: it could not be noted.
        """
        access.note(self._database, group_id, self._me().id, self.day(), [member_id])

    # What is wrong

    def challenge(self, lesson_key: str, text: str, group_name: str = "") -> Group:
        """Say that the status of a lesson is wrong, to the leaders of a group; without one, of the only one.

        Raises:
            Unknown: no group of the member is told anything of that lesson, or several are and none is named.
            AlreadySaidError: the member said that of the same status, and nobody has answered.
            StoreError: it is empty or too long, or could not be recorded.
        """
        me, day = self._me().id, self.day()
        found: Mapping[str, tuple[Group, str]] = {
            people.compared(group.name): (group, record.lessons[lesson_key].status.value)
            for group in groups.groups(self._database)
            if group.id in groups.held_by(self._database, me, groups.MEMBER, day)
            for record in [group_mirror.own_record(self._database, group, me, self.read(), day)]
            if record is not None and lesson_key in record.lessons
        }
        wanted = people.compared(group_name)
        chosen = found.get(wanted) if wanted else next(iter(found.values()), None)
        if chosen is None:
            raise Unknown(_("No leader is told anything of you and that lesson. See: fivefold data mirror"))
        if not wanted and len(found) > 1:
            names = listed(group.name for group, _status in found.values())
            raise Unknown(_("Several groups are told of it: {names}. Say which with --group NAME.").format(names=names))
        group, status = chosen
        own = elsewhere.own_said(self._database, group, me, sharing.agreed(self._database, self._me(), group))
        challenging.refuse_said_already(own, lesson_key, status)
        challenging.challenge(
            self._database,
            group,
            me,
            lesson=lesson_key,
            status=status,
            text=clean(text).strip(),
            now=self._now,
            random=self._random,
        )
        return group

    def unanswered(self) -> tuple[tuple[Group, int], ...]:
        """How many statuses members say are wrong and nobody has answered, of each group that the member leads."""
        day = self.day()
        held = groups.held_by(self._database, self._me().id, groups.LEADER, day)
        led = [one for one in groups.groups(self._database) if one.id in held and one.archived is None] if held else []
        found: list[tuple[Group, int]] = []
        for group in led:
            waiting = [one.member for one in challenging.said(self._database, group.id) if one.answered is None]
            here = set(groups.present(self._database, group.id, groups.MEMBER, day)) if waiting else set()
            agreed = charter.accepted(self._database, group, here, day) if waiting else {}
            shared = [one for one in elsewhere.said(self._database, group, day) if one.answered is None]
            number = sum(bool(agreed.get(one)) for one in waiting) + len(shared)
            found += [(group, number)] if number else []
        return tuple(found)

    def answer_challenge(self, group_name: str, member_name: str, lesson_key: str, text: str) -> Replied:
        """Answer what a member said is wrong about a lesson: the oldest that waits; where nothing does, the latest.

        Raises:
            Unknown: there is no such group, or the member said nothing of that lesson.
            UnknownMember: nobody of that name or id is in it, or said anything.
            NotLeading: others lead the group.
            StoreError: several who said something have that name, it is empty or too long, or could not be recorded.
        """
        group = self.find_group(group_name)
        said = (*challenging.said(self._database, group.id), *elsewhere.said(self._database, group, self.day()))
        wanted = people.compared(member_name)
        of_member = [one for one in said if one.member == member_name]
        of_member = of_member or [one for one in said if people.compared(one.name) == wanted]
        if not of_member:
            here = groups.people_of(self._database, group.id, groups.MEMBER, self.day())
            known = [*(one.name for one in here), *(one.name for one in said)]
            silent = next((name for name in known if people.compared(name) == wanted), None)
            if silent is None:
                raise UnknownMember(member_name, list(dict.fromkeys(known)))
            raise Unknown(_("{name} said of nothing that it is wrong.").format(name=silent))
        if len({one.member for one in of_member}) > 1:
            ids = [dict.fromkeys(one.member for one in of_member if bool(one.week) is told) for told in (False, True)]
            of_here, of_files = (tuple(those) or "-" for those in ids)
            raise SeveralOfOneNameError(name=quote(member_name), group=quote(group.name), here=of_here, shared=of_files)
        about = [one for one in of_member if one.lesson == lesson_key]
        if not about:
            raise Unknown(_("{name} said nothing about that lesson.").format(name=of_member[0].name))
        waiting = [one for one in about if one.answered is None]
        answered = waiting[0] if waiting else about[-1]
        self._reply(group, answered, text)
        return Replied(answered, bool(answered.week), len(waiting[1:]))

    def answer_said(self, group_id: str, about: Said, text: str) -> None:
        """Answer one thing that a member said is wrong.

        Raises:
            Unknown: there is no such group.
            NotLeading: others lead it.
            StoreError: it is empty or too long, or could not be recorded.
        """
        self._reply(self._led(group_id), about, text)

    def _reply(self, group: Group, answered: Said, text: str) -> None:
        me, now, random, words = self._me(), self._now, self._random, clean(text).strip()
        if answered.week:
            if self._apart is None:
                raise RuntimeError("a study that shares needs a random source apart for it")
            sharing.answer(self._database, me, answered, group, words, now=now, apart=self._apart)
        else:
            challenging.answer(self._database, answered, words, by=me.id, now=now, random=random)
