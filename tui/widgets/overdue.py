"""What is past its day, and who is silent: a row a member, with lessons, the earliest day, and when last active."""

from collections.abc import Mapping, Sequence
from datetime import date

from rich.cells import cell_len

from store.mirror import GroupLesson
from tui.commands.wording import date_text, week_word
from tui.i18n import _
from tui.render.text import fitted, safe
from tui.roster import MemberRow, number_runs
from tui.widgets.rows import Row, RowList

_WIDEST_NAME = 20


class Overdue(RowList):
    """One row for each member with a lesson past its day, the earliest day first."""

    def show_overdue(
        self, rows: Sequence[MemberRow], names: Mapping[str, str], lessons: Sequence[GroupLesson], day: date
    ) -> None:
        """Show what is overdue on a day, by the names shown of its members; the cursor stays where it was.

        `lessons` are those of the group, in its order.
        """
        late = [(row.overdue_since, row) for row in rows if row.overdue_since is not None or row.silent]
        # Who is silent and not late by the days of now stands below those who are.
        late.sort(key=lambda one: (one[0] or date.max, names[one[1].record.member].casefold()))
        width = min(max((cell_len(safe(names[row.record.member])) for _since, row in late), default=0), _WIDEST_NAME)
        titles = [
            f"{fitted(names[row.record.member], width)}  {_lessons(row, lessons)}".rstrip() for _since, row in late
        ]
        notes = [f"{date_text(since, day) if since else _('silent')} · {_active(row, day)}" for since, row in late]
        # The head of the panel says what the days and the weeks are, so that the lessons have the room.
        shown = [
            Row(title=title, key=row.record.member, mark="!", mark_tone="error", note=note)
            for (_since, row), title, note in zip(late, titles, notes, strict=True)
        ]
        at = self.chosen.key if self.chosen else ""
        self.show(shown or [Row(_("Nothing is overdue."), title_tone="muted")], at=at)


def _active(row: MemberRow, day: date) -> str:
    """When somebody was last active, as leaders know it: the week."""
    week = row.record.last_active_week
    return week_word(week, day) if week else _("never")


def _lessons(row: MemberRow, lessons: Sequence[GroupLesson]) -> str:
    """The numbers of the lessons that are overdue, those in a row together, and a line between those of two courses."""
    return " │ ".join(
        " ".join(f"{first:02}" if first == last else f"{first:02}–{last:02}" for first, last in spans)
        for spans in number_runs(row.overdue, lessons)
    )
