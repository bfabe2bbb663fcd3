"""What is past its day: one row a member, with the lessons and the earliest of their days."""

from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from tui.i18n import _
from tui.pace import runs
from tui.render.text import fitted, safe
from tui.roster import MemberRow
from tui.screens.words import date_text
from tui.widgets.rows import Row, RowList

_WIDEST_NAME = 20


class Overdue(RowList):
    """One row for each member with a lesson past its day, the earliest day first."""

    def show_overdue(self, rows: Sequence[MemberRow], names: Mapping[str, str]) -> None:
        """Show what is overdue, by the names shown of its members; the cursor stays where it was."""
        late = [(row.overdue_since, row) for row in rows if row.overdue_since is not None]
        late.sort(key=lambda one: (one[0], names[one[1].record.member].casefold()))
        width = min(max((cell_len(safe(names[row.record.member])) for _since, row in late), default=0), _WIDEST_NAME)
        shown = [
            Row(
                title=fitted(names[row.record.member], width)
                + "  "
                + " ".join(
                    f"{first + 1:02}" if first == last else f"{first + 1:02}–{last + 1:02}"
                    for first, last in runs(row.overdue)
                ),
                key=row.record.member,
                mark="!",
                mark_tone="error",
                note=_("due {day}").format(day=date_text(since)),
            )
            for since, row in late
        ]
        at = self.chosen.key if self.chosen else ""
        self.show(shown or [Row(_("Nothing is overdue."), title_tone="muted")], at=at)
