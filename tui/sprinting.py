"""The verbs of sprints: to propose one, to take part or not, and to see how the groups that do are doing.

They are a part of Study, set apart because only some who study lead.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from lessons.late import LateModule
from store.errors import NotOpenedError
from tui.founding import NotLeading
from tui.i18n import _
from tui.standing import Standing
from tui.unknown import Unknown, nearest

if TYPE_CHECKING:
    from store import sprint_mirror
    from store import sprints as sprints_of
    from store.sprint_mirror import OwnSprint, SprintRecord
else:  # few runs need these
    sprint_mirror, sprints_of = LateModule("store.sprint_mirror"), LateModule("store.sprints")


class Sprinting(Standing):
    """What groups do beside each other for some weeks."""

    def sprints(self) -> tuple[SprintRecord, ...]:
        """The sprints of the groups that the member leads or is in, as the member may see them; the latest first.

        Raises:
            StoreError: they cannot be read.
        """
        return sprint_mirror.sprint_records(self._database, self.read(), self.day(), reader=self._me().id)

    def group_sprints(self, group_id: str) -> tuple[OwnSprint, ...]:
        """The sprints that a group takes part in, with its own bands alone, for its leaders; the latest first.

        Raises:
            NotLeading: others lead it.
            StoreError: they cannot be read.
        """
        me, day = self._me().id, self.day()
        try:
            return sprint_mirror.own_sprints(self._database, group_id, self.read(), day, reader=me)
        except NotOpenedError as refusal:
            raise NotLeading(refusal.text(_)) from refusal

    def has_sprints(self) -> bool:
        """Whether the member is shown any."""
        return bool(sprints_of.sprints(self._database) and self.sprints())

    def propose_sprint(self, name: str, group_name: str, others: Sequence[str], first: date, weeks: int) -> None:
        """Propose a sprint to other groups, and take part with one's own.

        Args:
            name: of the sprint.
            group_name: of a group that the member leads.
            others: names of the groups that are asked.
            first: a Monday.
            weeks: how many it lasts.

        Raises:
            Unknown: there is no such group.
            NotLeading: others lead it.
            StoreError: it cannot be so, or could not be recorded.
        """
        sprints_of.propose(
            self._database,
            self.find_group(group_name),
            name,
            (first, weeks),
            [self.group_named(one) for one in others],
            by=self._me().id,
            today=self.day(),
            now=self._now,
            random=self._random,
        )

    def join_sprint(self, name: str, group_name: str) -> bool:
        """Take part in a sprint with a group that the member leads; False where it does already.

        Raises:
            Unknown: there is no such sprint or group.
            NotLeading: others lead the group.
            StoreError: the group was not asked, or it could not be recorded.
        """
        group, sprint = self.find_group(group_name), self._sprint(name).sprint
        who, day = self._me().id, self.day()
        return sprints_of.join(self._database, sprint, group, by=who, today=day, now=self._now, random=self._random)

    def leave_sprint(self, name: str, group_name: str) -> bool:
        """Take part in a sprint no more; False where the group does not.

        Raises:
            Unknown: there is no such sprint or group.
            NotLeading: others lead the group.
            StoreError: it could not be recorded.
        """
        group, sprint = self.find_group(group_name), self._sprint(name).sprint
        return sprints_of.leave(self._database, sprint, group, by=self._me().id, now=self._now, random=self._random)

    def _sprint(self, name: str) -> SprintRecord:
        """The latest sprint of a name, or of an id."""
        known = self.sprints()
        wanted = name.strip().casefold()
        for one in known:
            if wanted in {one.sprint.id, one.sprint.name.casefold()}:
                return one
        near = nearest(name, [one.sprint.name for one in known])
        if near is None:
            raise Unknown(_("There is no sprint {name}. See: fivefold sprint list").format(name=repr(name)))
        words = _("There is no sprint {name}. Did you mean {nearest}?")
        raise Unknown(words.format(name=repr(name), nearest=repr(near)))
