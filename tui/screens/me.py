"""Me: what is done, what is remembered, what comes back, what is weak. Its member alone sees it."""

from collections.abc import Iterable

from textual import events
from textual.containers import Center, Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui.commands.wording import date_text
from tui.growth import Me
from tui.i18n import _, later
from tui.keys import HELP, ME
from tui.screens import my_page
from tui.screens.base import StudyScreen
from tui.screens.drawing import muted
from tui.sentences import with_keys

WIDE = 100
"""Columns from which on the page stands in two columns."""
WIDEST = 132
"""A page wider than this is hard to read."""
_EDGES, _GAP = 6, 4
"""Cells of the margins with the scrollbar, and between two columns."""


class MeScreen(StudyScreen):
    """One member's own page."""

    CSS_PATH = "me.tcss"
    BINDINGS = [*ME, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    SHOWS_RECORDS = True
    HELP_TEXT = later(
        "Your own page: nobody else is shown it. A rail shows the objectives of a dimension that you have reached, its "
        "tick what your group aims at. An objective is proficient when the latest answer to each of its questions is "
        "right, and mastered when each was right again in a review a week later. What you only turn over counts for "
        "neither. {me_away} says on which days you are away."
    )

    def __init__(self) -> None:
        super().__init__()
        self._me: Me | None = None
        self._in_group = True

    def body(self) -> Iterable[Widget]:
        """One page, in one column or two."""
        with Center(classes="fill"), VerticalScroll(classes="me", can_focus=False), Horizontal(id="columns"):
            yield Static("", id="left", markup=False)
            yield Static("", id="right", markup=False)

    def on_screen_resume(self) -> None:
        """Look again: something may have been done meanwhile."""
        self._me = self.study.me()
        self._in_group = bool(self.study.own_groups())
        self.top.place = Content.assemble((_("Me"), "bold"), "  ", self.muted(date_text(self._me.day)))
        self.top.state = Content(self._me.name)
        self._draw(self.size.width)
        self.refresh_bindings()

    def say_again(self) -> None:
        """Look again: titles are in another language, too."""
        self.on_screen_resume()

    def on_resize(self, event: events.Resize) -> None:
        """Draw for the new width."""
        self._draw(event.size.width)

    def _draw(self, width: int) -> None:
        me = self._me
        if me is None:
            return
        wide = width >= WIDE
        whole = min(width, WIDEST) - _EDGES
        left_width = (whole - _GAP) * 11 // 20 if wide else whole
        right_width = whole - _GAP - left_width if wide else whole
        if not me.answered and not me.courses:
            lines = [muted(with_keys(self, _("Nothing is begun yet.  {me_back}  back to Today")))]
            self._show([*lines, *my_page.away(me, whole)], [])
            return
        left = [*my_page.courses(me, left_width)]
        later = self.study.wait(me.later.back) if me.later else None
        right = [*my_page.weakest(me, right_width), *my_page.memory(me, right_width, later)]
        right += my_page.days(me, right_width)
        right += [*my_page.flagged(me.flags, right_width), *my_page.set_aside(me)]
        grown = list(my_page.objectives(me, left_width))
        self._show([*left, *grown] if wide else [*left, *right, *grown], right if wide else [])

    def _show(self, left: list[Content], right: list[Content]) -> None:
        columns = self.query_one("#left", Static), self.query_one("#right", Static)
        for column, lines in zip(columns, (left, right), strict=True):
            column.display = bool(lines)
            column.update(Content("\n").join(lines))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """No key for what there is not."""
        if action == "practise":
            return bool(self._me and self._me.weakest)
        if action == "suspended":
            return bool(self._me and self._me.suspended)
        return True

    @property
    def only_said(self) -> frozenset[str]:
        """Who is in no group is told there that no leader sees anything."""
        return frozenset() if self._in_group else frozenset({"mirror"})

    def action_review(self) -> None:
        """Ask again what is due."""
        self.fivefold.review()

    def action_mirror(self) -> None:
        """Show what leaders see."""
        self.fivefold.show_mirror()

    def action_away(self) -> None:
        """Ask on which days the member is away."""
        self.fivefold.go_away()

    def action_practise(self) -> None:
        """Ask the weakest questions."""
        self.fivefold.review(practice=self.study.weakest())

    def action_suspended(self) -> None:
        """Show what is suspended."""
        self.fivefold.show_suspended()

    def action_page(self, pages: int) -> None:
        """Scroll."""
        page = self.query_one(VerticalScroll)
        page.scroll_relative(y=pages * max(1, page.size.height - 2), animate=False)

    def action_line(self, lines: int) -> None:
        """Scroll by a line."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_edge(self, end: int) -> None:
        """Scroll to the beginning or the end."""
        page = self.query_one(VerticalScroll)
        (page.scroll_home if end < 0 else page.scroll_end)(animate=False)
