"""The verbs of what is kept: looking after the database, and a member's own data, exported, merged and erased.

They are a part of Study, set apart because nobody studies with them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random
from shlex import quote
from typing import TYPE_CHECKING

from lessons.late import LateModule
from store import location, people
from store.days import study_day
from store.errors import command, speak_of
from tui.i18n import _
from tui.typed_path import typed_path

if TYPE_CHECKING:
    from quizzes.library import Library
    from store import backup, details, edits, erase, relocate
    from store.database import Database
    from store.details import Old
    from store.erase import Erasable, Gone
    from store.export import Exported
    from store.merge import Merged
    from store.people import Member
    from tui.preferences import Preferences
else:  # loaded when there is something to do
    backup, details, edits, erase, relocate = map(
        LateModule, ("store.backup", "store.details", "store.edits", "store.erase", "store.relocate")
    )


class Keeping(ABC):
    """What there is to do with the database and with one's own data."""

    member: Member | None
    preferences: Preferences
    _database: Database
    _now: Callable[[], datetime]
    _random: Random
    _began_in: Path | None = None
    """The database in which this run began, where it goes on in another place."""
    _taken_back = ""
    """The command that takes what another database holds back into that one."""

    @abstractmethod
    def read(self) -> Library:
        """The library."""

    @abstractmethod
    def _me(self) -> Member:
        """Who is acting."""

    def look_after(self) -> bool:
        """Read the whole database once for damage, end an erasure that was cut short, and make today's backup.

        Then old details go, where the member wishes for that; whether any went. Takes a while: for a worker.

        Raises:
            StoreError: it is damaged, and kept aside; or the backup could not be written.
        """
        self._database.check()
        if self._database.unwritable is None:
            erase.finish(self._database, now=self._now)
            if not self._database.demo:  # what is made up can be made up again
                backup.daily_backup(self._database, now=self._now)
                return self._keep_details()
        return False

    def let_go(self) -> None:
        """Let old details go, where the member wishes for that, once a study day; a backup is made where it is due.

        Raises:
            StoreError: it could not be done, and why.
        """
        if self._database.unwritable is None and not self._database.demo and self.preferences.keep_months:
            self._keep_details()

    def _keep_details(self) -> bool:
        if self.member is None:
            return False
        months = self.preferences.keep_months
        return details.keep_to(self._database, self.member, months, now=self._now, random=self._random)

    def recorded_elsewhere(self) -> bool:
        """Whether another window, or a command, has recorded something since this was asked last.

        Raises:
            StoreError: the database cannot be read, and why.
        """
        return self._database.written_elsewhere()

    def back_up(self) -> None:
        """Make the backup of this study day, if there is none yet and something was recorded in this run.

        Raises:
            StoreError: it could not be written.
        """
        if self._database.has_written and not self._database.demo:
            backup.daily_backup(self._database, now=self._now)

    def notices(self) -> tuple[str, ...]:
        """What the member should know of the database, in whole sentences; mostly nothing."""
        unwritable = self._database.unwritable
        found = (
            unwritable.text(_) if unwritable else location.others_read(self._database.path, _),
            self._database.location.notice(_),
        )
        return tuple(notice for notice in found if notice)

    def room_elsewhere(self) -> Path | None:
        """A folder in which there is room to go on, to be proposed; None where none is known."""
        return relocate.room_elsewhere(self._database, Path.home())

    def go_on_elsewhere(self, place: Path) -> Path:
        """Go on in a copy of the database in another folder or file; answer its path. What was there stays there.

        Raises:
            StoreError: it cannot be read, or not be written there; nothing was changed.
            NoSuchHomeError: it is in the home of nobody here.
        """
        there = relocate.go_on_at(self._database, typed_path(place), now=self._now)
        # Whoever opened the first one closes it: a worker may still read from it.
        earlier, self._database = self._database, there
        if self._began_in is None:
            self._began_in, self._taken_back = earlier.path, command("data import")
        else:
            earlier.close()
        speak_of(there.path)
        return there.path

    def gone_on(self) -> str:
        """Where all is now, and how to come back to it, in one sentence; empty where it is where it was."""
        if self._began_in is None:
            return ""
        path = quote(str(self._database.path))
        there, back = f"fivefold --db {path}", f"{self._taken_back} {path}"
        return _(
            "All of it is in {path} now. Next time: {there} (when the old place can be written again, "
            "{back} takes it all back there)."
        ).format(path=self._database.path, there=there, back=back)

    def close_elsewhere(self) -> None:
        """Close the database in the other place, where there is one."""
        if self._began_in is not None:
            self._database.close()

    def export(self, folder: Path, *, force: bool = False) -> Exported:
        """Write everything about the member to a folder; with `force` also over an earlier export that holds more.

        Raises:
            StoreError: the folder cannot be used.
        """
        from store.export import export_member  # noqa: PLC0415 - it reads its own sources, and few export

        held = edits.Places(self.read())
        return export_member(self._database, self._me().id, folder, standing=held.standing, force=force)

    def merge(self, path: Path, *, mine: bool, erasing: bool, keeping: bool = False) -> Merged:
        """Add what an export or another machine's database holds.

        Args:
            path: of the export's folder, its file of events, or the database.
            mine: whether it is about the member, whatever id it says.
            erasing: whether members, or old details, that were erased there are erased here too.
            keeping: whether old details stay here instead.

        Raises:
            StoreError: it cannot be added, and why; nothing was changed.
        """
        from store.merge import merge  # noqa: PLC0415 - as above

        me = self.member if mine else None
        merged = merge(self._database, path, mine=me.id if me else "", erasing=erasing, keeping=keeping, now=self._now)
        if me and any(one.id == me.id and one.name != me.name for one in people.members(self._database)):
            # Whoever began there under another name goes on under the one that they have here.
            people.rename(self._database, me, me.name, now=self._now, random=self._random)
        return merged

    def erasable(self) -> Erasable:
        """What there is to erase about the member."""
        return erase.survey(self._database, self._me(), study_day(self._now()))

    def old_details(self, months: int) -> Old:
        """The member's details that are older than so many months."""
        return details.survey(self._database, self._me(), months, study_day(self._now()))

    def erase_details(self, months: int) -> Gone:
        """Erase them, for good.

        Raises:
            StoreError: it could not be done, and why.
        """
        return details.erase_old(self._database, self._me(), months, now=self._now, random=self._random)

    def erase(self) -> Gone:
        """Erase everything about the member, for good; nobody studies then until somebody joins.

        Raises:
            StoreError: it could not be done, and why.
        """
        gone = erase.erase(self._database, self._me(), now=self._now, random=self._random)
        self.member = None
        return gone
