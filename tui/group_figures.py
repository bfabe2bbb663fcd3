"""Groups side by side: the figures in which they are compared, each with how it was before. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from store.mirror import GroupFigures
from tui.commands.wording import fraction, too_few, why_none, withheld_word
from tui.i18n import _

_NAMES = {"completion": "completion", "on-time": "on_time", "active": "active", "pace": "pace"}
"""What figures are called in the records of groups; those of dimensions are not among them."""
_COUNTED = 100
"""Members up to whom people are counted, and not told in per cents."""


class Since(StrEnum):
    """What stands beside a figure, so that it can be seen how a group has moved."""

    WEEK_AGO = "week-ago"
    """What has changed in seven days, in points of a per cent."""
    LAST_WEEK = "last-week"
    """The whole of last week: this one is not over, so that a difference would say nothing."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in which groups are compared."""

    key: str
    """`completion`, `on-time`, `active`, `pace`, or the key of a dimension."""
    title: str
    rule: str
    """What it counts, in a sentence."""
    since: Since = Since.WEEK_AGO

    def of(self, group: GroupFigures) -> float | None:
        """A group's figure, 0 to 1, of pace perhaps more; None where it has none or it is withheld."""
        match self.key:
            case "completion":
                return group.completion
            case "on-time":
                return group.on_time
            case "active":
                return group.active
            case "pace":
                return group.pace
        return next((one.share for one in group.dimensions if one.dimension == self.key), None)

    def why(self, group: GroupFigures) -> str:
        """Why a group has no such figure; empty where it has one."""
        if self.key in _NAMES:
            reason = group.reasons.get(_NAMES[self.key])
            return why_none(reason) if reason else ""
        if group.withheld:
            return too_few()
        known = next((one for one in group.dimensions if one.dimension == self.key), None)
        if known is None:
            return _("not in its courses")
        return withheld_word(known) if known.share is None else ""

    def count(self, group: GroupFigures) -> str:
        """A group's figure as people counted, `7 of 12`; empty where it counts none, or too many to think of each."""
        if self.key != "active" or group.studied is None or group.members > _COUNTED:
            return ""
        return fraction(group.studied, group.members)

    def count_before(self, group: GroupFigures) -> str:
        """The same of last week."""
        if self.key != "active" or group.studied_last_week is None or group.members > _COUNTED:
            return ""
        return fraction(*group.studied_last_week)

    def before(self, group: GroupFigures) -> float | None:
        """The same of a week ago, or of last week; None where that is not known."""
        match self.key:
            case "completion":
                return group.week_ago
            case "on-time":
                return group.on_time_week_ago
            case "active":
                return group.active_last_week
            case "pace":
                return group.pace_last_week
        return next((one.week_ago for one in group.dimensions if one.dimension == self.key), None)


def figures_of(groups: Sequence[GroupFigures]) -> tuple[Figure, ...]:
    """The figures in which these groups can be compared: those that every group has, then every dimension."""
    dimensions = {one.dimension: one.title for group in groups for one in group.dimensions}
    assigned = _("lessons completed of those assigned, over all members")
    planned = _(
        "all lessons completed, ahead of their day too, for each due before today for who is in the group now: "
        "over 100% is ahead of the plan"
    )
    come = _(
        "of the lessons whose day has come for who was in the group on it, those completed by now, late ones too; "
        "what is done ahead of its day does not count yet"
    )
    so_far = _("members who studied this week so far; last week is the whole of it")
    return (
        Figure("completion", _("Completed"), assigned, Since.WEEK_AGO),
        Figure("on-time", _("Of what is due"), come, Since.WEEK_AGO),
        Figure("active", _("Active"), so_far, Since.LAST_WEEK),
        *(
            [Figure("pace", _("Pace with work ahead"), planned, Since.WEEK_AGO)]
            if any(one.pace is not None for one in groups)
            else []
        ),
        *(
            Figure(key, title, _("objectives at Proficient or above, over all members"))
            for key, title in dimensions.items()
        ),
    )


def points_of(share: float | None, before: float | None) -> int | None:
    """What has changed, in points of a per cent as they are shown; None where there is nothing to compare."""
    if share is None or before is None:
        return None
    return int(share * 100 + 1e-9) - int(before * 100 + 1e-9)


def average(shares: Sequence[float | None]) -> float | None:
    """The mean of those that are there; None where fewer than two are, since one alone is no comparison."""
    known = [share for share in shares if share is not None]
    return sum(known) / len(known) if len(known) > 1 else None
