"""What is past its day, and who is silent: a row a member, with lessons, the earliest day, and when last active."""

from collections.abc import Mapping, Sequence
from datetime import date

from rich.cells import cell_len

from store.mirror import GroupLesson
from tui.commands.wording import week_word
from tui.i18n import _
from tui.render.text import fitted, safe
from tui.roster import MemberRow, number_runs
from tui.screens.words import date_text
from tui.widgets.rows import Row, RowList

_WIDEST_NAME = 20
_AROUND = 8
"""Cells of a row before its title, and around its note."""


class Overdue(RowList):
    """One row for each member with a lesson past its day, the earliest day first."""

    def __init__(self) -> None:
        super().__init__()
        self._late: Sequence[tuple[date | None, MemberRow]] = ()
        self._names: Mapping[str, str] = {}
        self._lessons: Sequence[GroupLesson] = ()
        self._day = date.min

    def show_overdue(
        self, rows: Sequence[MemberRow], names: Mapping[str, str], lessons: Sequence[GroupLesson], day: date
    ) -> None:
        """Show what is overdue on a day, by the names shown of its members; the cursor stays where it was.

        `lessons` are those of the group, in its order.
        """
        self._lessons = lessons
        self._day = day
        late = [(row.overdue_since, row) for row in rows if row.overdue_since is not None or row.silent]
        # Who is silent and not late by the days of now stands below those who are.
        late.sort(key=lambda one: (one[0] or date.max, names[one[1].record.member].casefold()))
        self._late, self._names = late, names
        self._fill()

    def on_resize(self) -> None:
        """There may be room for other words."""
        self._fill()

    def _fill(self) -> None:
        late, names = self._late, self._names
        width = min(max((cell_len(safe(names[row.record.member])) for _since, row in late), default=0), _WIDEST_NAME)
        titles = [
            f"{fitted(names[row.record.member], width)}  {_lessons(row, self._lessons)}".rstrip()
            for _since, row in late
        ]
        active = [_active(row, self._day) for _since, row in late]
        due = [
            f"{_('due {day}').format(day=date_text(since, self._day))} · {seen}"
            if since
            else _("silent: {active}").format(active=seen)
            for (since, _row), seen in zip(late, active, strict=True)
        ]
        # The panel says what the days are: where there is little room, the lessons come first.
        room = self.scrollable_content_region.width - _AROUND
        tight = any(cell_len(title) + cell_len(note) > room for title, note in zip(titles, due, strict=True))
        shown = [
            Row(
                title=title,
                key=row.record.member,
                mark="!",
                mark_tone="error",
                note=f"{date_text(since, self._day)} · {seen}" if tight and since else note,
            )
            for (since, row), title, note, seen in zip(late, titles, due, active, strict=True)
        ]
        at = self.chosen.key if self.chosen else ""
        self.show(shown or [Row(_("Nothing is overdue."), title_tone="muted")], at=at)


def _active(row: MemberRow, day: date) -> str:
    """When somebody was last active, as leaders know it: the week."""
    week = row.record.last_active_week
    return _("active {week}").format(week=week_word(week, day)) if week else _("never active")


def _lessons(row: MemberRow, lessons: Sequence[GroupLesson]) -> str:
    """The numbers of the lessons that are overdue, those in a row together, and a line between those of two courses."""
    return " │ ".join(
        " ".join(f"{first:02}" if first == last else f"{first:02}–{last:02}" for first, last in spans)
        for spans in number_runs(row.overdue, lessons)
    )
