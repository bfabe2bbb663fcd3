"""What a group has planned and done by week, and its goals."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.style import Style
from textual.widget import Widget

from store.group_pace import PaceWeek
from store.mirror import GoalRecord
from store.projections.goals import OPEN
from tui.commands.plan_words import behind_word, goal_mark, goal_standing, measure_word
from tui.commands.wording import date_text, fraction, week_word
from tui.i18n import _
from tui.screens.drawing import rail_text
from tui.widgets.needs import broken

WEEKS = 6
"""Weeks that are shown; the command line has twice as many."""
_LEAST = 4
"""Cells below which a rail says nothing."""


class Planned(Widget, can_focus=True):
    """A rail a week, this one last: a dot for what is done, a tick for what was planned. Below them the goals."""

    DEFAULT_CSS = """
    Planned { height: auto; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._pace: Sequence[PaceWeek] = ()
        self._goals: Sequence[GoalRecord] = ()
        self._day = date.min

    def show(self, pace: Sequence[PaceWeek], goals: Sequence[GoalRecord], day: date) -> None:
        """Show them as they are called on a day."""
        self._pace = [week for week in pace if week.assigned][-WEEKS:]
        self._goals, self._day = goals, day
        self.refresh(layout=True)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self._pace and not self._goals

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's own
        """A row for each week and one below them; of goals as many as their words ask for."""
        return len(self._pace) + bool(self._pace) + sum(1 for _row in self._of_goals(width))

    def render(self) -> Content:
        """The rows."""
        width = max(1, self.size.width)
        rows = (*self._weeks(width), *self._of_goals(width))
        return Content("\n").join([row.truncate(width, ellipsis=True) for row in rows])

    def _weeks(self, width: int) -> Iterator[Content]:
        muted = "$text-muted"
        names = [week_word(one.week, self._day) for one in self._pace]
        figures = [fraction(one.done, one.assigned) for one in self._pace]
        name, figure = (max((cell_len(text) for text in texts), default=0) for texts in (names, figures))
        room = width - name - figure - 2
        for week, called, counted in zip(self._pace, names, figures, strict=True):
            parts: list[Content | tuple[str, str | Style]] = [(called + " " * (name - cell_len(called)) + " ", muted)]
            if room >= _LEAST:
                parts.append(rail_text(week.done / week.assigned, week.planned / week.assigned, room))
            parts.append((" " + " " * (figure - cell_len(counted)) + counted, Style()))
            yield Content.assemble(*parts)
        if self._pace:
            yield Content.assemble(
                (behind_word(self._pace[-1]), "bold"),
                (" · ● " + _("done") + "  ┃ " + _("planned"), muted),
            )

    def _of_goals(self, width: int) -> Iterator[Content]:
        """Each goal, and below it how it stands; nothing of it is cut off."""
        muted = "$text-muted"
        room = max(2, width - 2)
        day_words = partial(date_text, today=self._day)
        for goal in self._goals:
            mark = goal_mark(goal)
            tone = "$text-success" if mark == "✓" else muted
            standing = goal_standing(goal, self._day, day_words)
            told = [standing]
            if goal.state == OPEN:
                words = (_("by {day}").format(day=day_words(goal.due)), goal.owner)
                told = [f"{standing} · {measure_word(goal)}", " · ".join(word for word in words if word)]
            elif cell_len(f"{goal.text}  {standing}") <= room:
                yield Content.assemble((mark + " ", tone), goal.text, ("  " + standing, muted))
                continue
            for place, line in enumerate(broken(goal.text, room)):
                yield Content.assemble(("  " if place else mark + " ", tone), line)
            for text in told:
                for line in broken(text, room):
                    yield Content.styled("  " + line, muted)
