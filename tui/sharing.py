"""The verbs of groups whose members study on machines of their own: what is shared, and what is collected.

They are a part of Study, set apart because most groups need none of it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from lessons.late import LateModule
from lessons.light import dataclass
from store import groups, settings
from store.errors import StoreError
from tui.i18n import _, listed
from tui.leading import NotLeading
from tui.signing import require_name
from tui.unknown import UnknownMember

if TYPE_CHECKING:
    from quizzes.library import Library
    from store import charter, group_mirror, sharing
    from store.charter import Charter
    from store.collecting import Collected
    from store.database import Database
    from store.groups import Group
    from store.mirror import MemberRecord
    from store.people import Member
    from store.sharing import Shared
else:  # few share
    charter, group_mirror, sharing = map(LateModule, ("store.charter", "store.group_mirror", "store.sharing"))


_FOLDER, _LAST, _COLLECTED = "shared_folder {member} {group}", "shared_group {member}", "collected_folder {member}"
"""Names of settings: where something was shared with a group, with which group last, where it was collected from.

They go when their member is erased, whose id is in them.
"""


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody is about to share with a group."""

    group: Group
    leaders: tuple[str, ...]
    """Names of those who will receive it."""
    leads: bool
    """Whether it is the group itself that is shared, with its members."""
    joins: bool
    """Whether the member comes into the group by this."""
    agreed: bool
    """Whether the member was told before what is shared, and agreed."""
    asked: Charter
    """What the group asks its members to accept."""


class Sharing(ABC):
    """What there is to share and to collect."""

    _database: Database
    _now: Callable[[], datetime]
    _random: Random
    _apart: Random | None

    @abstractmethod
    def read(self) -> Library:
        """The library."""

    @abstractmethod
    def day(self) -> date:
        """The study day of this moment."""

    @abstractmethod
    def _me(self) -> Member:
        """Who is acting."""

    def offer(self, name: str, folder: Path) -> Offer:
        """What sharing with the group of a name would mean; what its leader's file in the folder says is known then.

        Raises:
            NotLeading: it is a group of this database that the member is not in.
            StoreError: there is no such group here or there.
        """
        from store.collecting import take_up  # noqa: PLC0415 - few share

        me, day = self._me(), self.day()
        group = groups.find(self._database, name)
        led_here = group is not None and bool(groups.people_of(self._database, group.id, groups.LEADER, day))
        if group is None or not led_here:
            group = take_up(self._database, folder, name, me, now=self._now, random=self._random)
        leads = group.id in groups.held_by(self._database, me.id, groups.LEADER, day)
        inside = group.id in groups.held_by(self._database, me.id, groups.MEMBER, day)
        leaders = group_mirror.leaders_of(self._database, group, day)
        if led_here and not (leads or inside):
            sentence = _("You are not in {name}. Its leaders can add you: {leaders}")
            raise NotLeading(sentence.format(name=group.name, leaders=listed(leaders)))
        asked = charter.charter(self._database, group, me.id, self.day())
        return Offer(
            group=group,
            leaders=leaders,
            leads=leads,
            joins=not (leads or inside),
            agreed=bool(sharing.agreed(self._database, me, group)) and asked.accepted is not None,
            asked=asked,
        )

    def share(self, offer: Offer, folder: Path, *, signed: str = "") -> Shared:
        """Share what was offered, as one file in a folder. The member was told what that is.

        Args:
            offer: what it means, as it was told.
            folder: where the file goes.
            signed: what the member typed as their name, where several study here and nothing was agreed to before.

        Raises:
            NotSigned: that is not the member's name.
            StoreError: it could not be recorded or written.
        """
        me, now, random, apart = self._me(), self._now, self._random, self._apart
        if apart is None:
            raise RuntimeError("a study that shares needs a random source apart for it")
        if offer.leads:
            shared = sharing.share_group(self._database, me, offer.group, folder, now=now, apart=apart)
        else:
            if not offer.agreed:
                require_name(self._database, me, signed)
            if offer.joins:
                groups.join(self._database, offer.group, me, groups.MEMBER, by=me.id, now=now, random=random)
            record = group_mirror.own_record(self._database, offer.group, me.id, self.read(), self.day(), told=True)
            if record is None:
                raise UnknownMember(me.name, [])
            shared = sharing.share(self._database, me, offer.group, record, folder, now=now, random=random, apart=apart)
            charter.accept(self._database, offer.group, me, now=now, random=random)
        sharing.share_erasures(self._database, folder, offer.group)
        return shared

    def folder_for(self, group: str) -> str:
        """The folder that the member shared with a group in last, by its name; empty where there was none.

        Before anything was shared it is the one that was collected from: the folder of another group is never offered,
        since what is put there tells its members of this one.
        """
        known = groups.find(self._database, group) if group else None
        own = self._choice(_FOLDER, known.id) if known else ""
        return own or ("" if self._choice(_LAST) else self._choice(_COLLECTED))

    @property
    def collected_folder(self) -> str:
        """The folder that the member collected from last, else the one of what was shared last; empty before that."""
        return self._choice(_COLLECTED) or self._choice(_FOLDER, self._choice(_LAST))

    def remember_folder(self, folder: Path, offer: Offer | None = None) -> None:
        """Offer a folder the next time; where that finds no room, what was done is done all the same.

        Args:
            folder: that was used.
            offer: what was shared in it; None where it was collected from.
        """
        with suppress(StoreError):
            if offer is None:
                self._keep_choice(_COLLECTED, str(folder.absolute()))
            else:
                self._keep_choice(_FOLDER, str(folder.absolute()), offer.group.id)
                self._keep_choice(_LAST, offer.group.id)

    def _choice(self, name: str, group: str = "") -> str:
        return settings.setting(self._database, name.format(member=self._me().id, group=group)) or ""

    def _keep_choice(self, name: str, value: str, group: str = "") -> None:
        if self._choice(name, group) != value:
            settings.keep_setting(self._database, name.format(member=self._me().id, group=group), value)

    def own_groups(self) -> tuple[str, ...]:
        """The names of the groups that the member is in: those shared with first, the last of them at first."""
        me, day = self._me(), self.day()
        held = groups.held_by(self._database, me.id, groups.MEMBER, day)
        mine = [one for one in groups.groups(self._database) if one.id in held and one.archived is None]
        last = self._choice(_LAST)
        mine.sort(key=lambda one: (one.id != last, not sharing.shared_last(self._database, me, one)))
        return tuple(one.name for one in mine)

    def groups_told_in(self, folder: Path) -> tuple[str, ...]:
        """The names of the groups of which leaders' files in a folder, or above it, tell.

        Raises:
            StoreError: the folder cannot be read.
        """
        from store.collecting import told_of  # noqa: PLC0415 - few share

        return told_of(self._database, folder)

    def share_erasures(self, name: str, folder: Path) -> int:
        """Put what tells a group's leaders to empty what erased members have shared into its folder; for how many.

        Raises:
            StoreError: it could not be written.
        """
        group = groups.find(self._database, name)
        return sharing.share_erasures(self._database, folder, group) if group else 0

    def with_erasures(self) -> tuple[str, ...]:
        """The names of the groups whose leaders can be told that somebody here was erased."""
        return tuple(one.name for one in sharing.with_erasures(self._database))

    def is_shared(self, name: str) -> bool:
        """Whether anybody here shares with a group in files."""
        group = groups.find(self._database, name)
        return group is not None and sharing.is_shared(self._database, group)

    def shares(self) -> tuple[str, ...]:
        """The names of the groups with which the member has shared anything in a file."""
        me = self._me()
        return tuple(one.name for one in groups.groups(self._database) if sharing.shared_last(self._database, me, one))

    def collect(self, folders: Iterable[Path]) -> Collected:
        """Take in what members of the groups that the member leads have shared, and what leaders share of groups.

        Raises:
            StoreError: a folder cannot be read, or the database not be written.
        """
        from store.collecting import collect  # noqa: PLC0415 - few collect

        return collect(self._database, list(folders), self._me(), now=self._now, random=self._random)

    def look_into(self, folder: Path) -> Collected:
        """What collecting from a folder would take in and refuse; nothing of it stays.

        Raises:
            StoreError: it cannot be read, or the database not be written.
        """
        from store.collecting import look  # noqa: PLC0415 - few collect

        return look(self._database, [folder], self._me(), now=self._now, random=self._random)

    def shared_weeks(self, records: Iterable[tuple[str, MemberRecord]]) -> Mapping[str, str]:
        """Of groups, by name, the week in which the member last shared a file with each; those that there are."""
        me, names = self._me(), {name for name, _record in records}
        found = {one.name: sharing.shared_last(self._database, me, one) for one in groups.groups(self._database)}
        return {name: week for name, week in found.items() if week and name in names}
