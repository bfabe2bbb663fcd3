"""Groups: the one to open, or all of them side by side, one figure at a time.

It is long because bars, their order, their columns and the sentences around them all follow from the one figure that
is chosen.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from rich.cells import cell_len
from textual import getters, on, work
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from store.errors import StoreError
from store.groups import Group
from store.mirror import GroupFigures
from store.sprint_mirror import SprintRecord
from store.sprints import State
from tui.commands.sprint_words import days_words, state_word
from tui.commands.wording import date_text, percent
from tui.group_figures import Figure, Since, average, figures_of, points_of
from tui.i18n import _, count, later, listed, named
from tui.keys import GROUPS, GROUPS_DIGITS, HELP
from tui.screens.base import StudyScreen
from tui.sentences import key_of
from tui.widgets.group_bars import BarRow, GroupBars
from tui.widgets.rows import Row, RowList

_ROOMY = 70
"""Cells from which on a head of a column is a whole sentence."""


class GroupsScreen(StudyScreen):
    """All groups that the member leads, compared in the figure that is chosen."""

    CSS_PATH = "groups.tcss"
    BINDINGS = [*GROUPS, *GROUPS_DIGITS, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    SHOWS_RECORDS = True
    HELP_TEXT = later(
        "Your groups. {groups_open} opens one; {groups_previous} {groups_next} and the digits choose the figure they "
        "are compared in. {groups_archived} lists those that are archived, too: Organise lets one go on."
    )

    bars = getters.query_one(GroupBars)
    chooser = getters.query_one("#chooser", Static)
    said = getters.query_one("#said", Static)

    @dataclass
    class Loaded(Message):
        """The groups have been looked at."""

        groups: tuple[GroupFigures, ...]
        archived: tuple[Group, ...]
        """Those that have come to their end: no figure is told of them here."""
        sprints: tuple[SprintRecord, ...]

    def __init__(self, at: str = "") -> None:
        super().__init__()
        self._at = at
        """The group under the cursor at first."""
        self._groups: tuple[GroupFigures, ...] = ()
        self._archived: tuple[Group, ...] = ()
        self._all = False
        """Whether those that are archived are listed, too."""
        self._seen = False
        self._sprints: tuple[SprintRecord, ...] = ()
        self._figures: tuple[Figure, ...] = ()
        self._chosen = 0
        self._by_figure = False

    def body(self) -> Iterable[Widget]:
        """The chooser, the groups, what the figure counts."""
        with Vertical(id="groups"):
            yield Static("", id="chooser", markup=False)
            yield GroupBars()
            yield Static("", id="said", markup=False)

    def on_mount(self) -> None:
        """The groups have the focus."""
        self.top.place = Content.styled(_("Groups"), "bold")
        self.bars.focus()

    def say_again(self) -> None:
        """Name the place, and look again."""
        self.top.place = Content.styled(_("Groups"), "bold")
        self.load()

    @property
    def awaits(self) -> bool:
        """Whether the groups have not been looked at yet."""
        return not self._seen

    def on_screen_resume(self) -> None:
        """Look again: something may have been done meanwhile."""
        self.load()

    @work(thread=True, exclusive=True, group="load")
    def load(self) -> None:
        """Look at the groups, away from the screen."""
        try:
            groups, sprints = self.study.figures(), self.study.sprints()
            ended = tuple(one for one in self.study.led_groups(archived=True) if one.archived)
        except StoreError as problem:
            self.app.post_message(self.fivefold.Failed(problem.text(_)))
            return
        if not get_current_worker().is_cancelled:
            self.post_message(self.Loaded(groups, ended, sprints))

    @on(Loaded)
    def _loaded(self, event: Loaded) -> None:
        self._seen = True
        self._groups, self._figures = event.groups, figures_of(event.groups)
        self._archived = tuple(sorted(event.archived, key=lambda group: group.name.casefold()))
        self._sprints = event.sprints
        self._chosen = min(self._chosen, len(self._figures) - 1)
        self.top.state = self.muted(count("{n} group", "{n} groups", len(self._groups)))
        self._draw()

    def _draw(self) -> None:
        figure = self._figures[self._chosen]
        shares = {group.group: None if group.withheld else figure.of(group) for group in self._groups}
        mean = average(list(shares.values()))
        groups: Sequence[GroupFigures] = sorted(self._groups, key=lambda group: group.name.casefold())
        if self._by_figure:
            groups = sorted(groups, key=lambda group: -(-1.0 if (share := shares[group.group]) is None else share))
        at = self.bars.chosen.key if self.bars.chosen else self._at
        self.chooser.update(self._chooser())
        since = _("since last week") if self.size.width >= _ROOMY else _("change")
        change = since if figure.since is Since.WEEK_AGO else _("last week")
        counted = (cell_len(figure.count_before(group)) for group in groups)
        column = max([cell_len(change), *counted])
        rows = [self._row(group, shares[group.group], figure, column) for group in groups]
        head = [Row("", note=_columns(_("members"), change, column))] if rows else []
        ended = list(self._ended_rows()) if self._all or not rows else []
        first = next((row.key for row in (*rows, *ended) if row.key), "")
        self.bars.compare([*head, *rows, *ended], at=at or first, tick=mean)
        said = [named(figure.title, figure.rule)]
        if not any(figure.count(group) for group in groups):
            said.append(_("Per cents are cut, not rounded: 100% is all of it."))
        order = figure.title if self._by_figure else _("group name")
        below = [_("{key} sorted by {order}").format(key=key_of(self, "groups.sort"), order=order)]
        if mean is not None:
            told = sum(share is not None for share in shares.values())
            below.insert(0, "┃ " + _("average of {n} groups: {share}").format(n=told, share=percent(mean)))
        said.append(" · ".join(below))
        said.append(f"{key_of(self, 'groups.sprints')} {self._sprint_words()}")
        if self._archived and self._groups:
            number = count("{n} archived group", "{n} archived groups", len(self._archived))
            said.append(f"{key_of(self, 'groups.archived')} {number}")
        self.said.update(Content("\n".join(said)))
        self.refresh_bindings()

    def _ended_rows(self) -> Iterator[Row]:
        """The groups that are archived, under a heading."""
        today = self.study.day()
        if self._archived and self._groups:
            yield Row("")
        if self._archived:
            yield Row(_("Archived"))
        for group in self._archived:
            day = date_text(group.archived, today) if group.archived else ""
            yield Row(group.name, key=group.id, note=day)

    def _sprint_words(self) -> str:
        """The sprint that goes on or comes, or that there is none."""
        now = [one for one in self._sprints if one.state is not State.OVER]
        if not now:
            return _("no sprint: propose some weeks of study beside other groups")
        words = _("sprint {name}: {days}, {state}")
        days = days_words(now[0], partial(date_text, today=self.study.day()))
        said = words.format(name=now[0].sprint.name, days=days, state=state_word(now[0].state))
        asked = [group.name for one in now for group in one.to_answer]
        return f"{said} · {_('asked: {groups}').format(groups=listed(asked))}" if asked else said

    def on_resize(self) -> None:
        """The figures stand in other lines."""
        if self._figures:
            self.call_after_refresh(self._draw)

    def _chooser(self) -> Content:
        """The figures to choose from, in lines that break between them alone."""
        lines: list[list[Content | str]] = [[]]
        used = 0
        for place, figure in enumerate(self._figures):
            chosen = place == self._chosen
            title = figure.title
            number = f"{place + 1} " if place < len(GROUPS_DIGITS) else ""
            cells = cell_len(f" {number}{title}")
            if used + cells > self.chooser.size.width and lines[-1]:
                lines.append([])
                used = 0
            used += cells + 3
            lines[-1] += [
                self.toned("▸" if chosen else " ", "primary"),
                self.toned(number, "primary"),
                self.toned(title, "primary", bold=True) if chosen else Content(title),
                "   ",
            ]
        return Content("\n").join([Content.assemble(*parts).rstrip() for parts in lines])

    @staticmethod
    def _row(group: GroupFigures, share: float | None, figure: Figure, width: int) -> BarRow:
        """A group; `width` cells show what has changed, or how it was last week, where that can be told."""
        before, change = figure.before(group), ""
        if group.withheld or before is None:
            pass
        elif figure.since is Since.LAST_WEEK:
            change = figure.count_before(group) or percent(before)
        elif (points := points_of(share, before)) is not None:
            change = f"{points:+d}" if points else "±0"
        return BarRow(
            title=group.name,
            key=group.group,
            share=share,
            count=figure.count(group) if share is not None else "",
            words=figure.why(group),
            note=_columns(str(group.members), change, width),
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No digit for a figure that is not there."""
        if action == "choose":
            return isinstance(parameters[0], int) and parameters[0] <= len(self._figures)
        if action == "archived":
            return bool(self._archived and self._groups)
        if action in {"open", "organise"}:
            return self.is_mounted and self.bars.chosen is not None
        return True

    def action_choose(self, number: int) -> None:
        """Compare in a figure, by its number."""
        self._chosen = number - 1
        self._draw()

    def action_figure(self, step: int) -> None:
        """Compare in the next figure, or in the one before."""
        if self._figures:
            self._chosen = (self._chosen + step) % len(self._figures)
            self._draw()

    def action_sprints(self) -> None:
        """Show the groups that study beside each other."""
        self.fivefold.show_sprints(self.bars.chosen.key if self.bars.chosen else "")

    def action_organise(self) -> None:
        """Show what the group under the cursor is made of, to change it."""
        if self.bars.chosen:
            self.fivefold.organise_group(self.bars.chosen.key)

    def action_archived(self) -> None:
        """List the groups that are archived, too, or no more."""
        self._all = not self._all
        self._draw()

    def action_new(self) -> None:
        """Make another group."""
        self.fivefold.new_group()

    def action_sort(self) -> None:
        """Sort by the figure, or by name again."""
        self._by_figure = not self._by_figure
        self._draw()

    def action_open(self) -> None:
        """Open the group under the cursor."""
        if self.bars.chosen:
            self.fivefold.show_group(self.bars.chosen.key)

    @on(RowList.Chosen)
    def _clicked(self) -> None:
        self.action_open()


def _columns(members: str, change: str, width: int) -> str:
    """What stands behind the bars, under its heads."""
    return " " * (width - cell_len(change)) + change + " " * (10 - cell_len(members)) + members
