"""The charter of a group, once, at the time: its norms, exactly what leaders receive, and the one question."""

from collections.abc import Iterable

from textual import work
from textual.containers import Center, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from store.charter import Charter
from store.errors import StoreError
from tui.commands.charter import charter_lines, notice_of
from tui.i18n import _, later
from tui.keys import CHARTER, HELP
from tui.screens.base import StudyScreen
from tui.screens.drawing import hanging


class CharterScreen(StudyScreen):
    """What a group asks its member to accept; without that its leaders see the name alone."""

    CSS_PATH = "charter.tcss"
    BINDINGS = [*CHARTER, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later(
        "{charter_accept} accepts. {charter_later} leaves it for later: until then leaders see that you have not "
        "accepted."
    )

    def __init__(self, asked: Charter) -> None:
        super().__init__()
        self._asked = asked

    def body(self) -> Iterable[Widget]:
        """The norms, and the notice."""
        with Center(classes="fill"), VerticalScroll(id="charter", can_focus=False):
            yield Static("", id="asked", markup=False)

    def on_mount(self) -> None:
        """Say it."""
        self.draw()

    def on_resize(self) -> None:
        """Its lines break elsewhere."""
        self.call_after_refresh(self.draw)

    def say_again(self) -> None:
        """Say it in another language."""
        self.draw()

    def draw(self) -> None:
        """The norms as the group wrote them, and the notice below."""
        asked = self._asked
        self.top.place = Content.assemble(self.muted(_("Charter") + " · "), (asked.group.name, "bold"))
        self.top.state = self.toned(_("changed") if asked.before else _("new"), "warning")
        notice = list(notice_of(asked, self.study.leaders_of(asked.group), self.study.mentors_of(asked.group)))
        norms = list(charter_lines(asked))
        lines = [*norms, *([""] if norms else []), *notice]
        asked_here = self.query_one("#asked", Static)
        width = asked_here.size.width or self.size.width
        asked_here.update(Content("\n").join(part for line in lines for part in hanging(line, width)))

    @work(thread=True)
    def action_accept(self) -> None:
        """Record that the member accepts; a write's result is never dropped."""
        try:
            self.study.accept_charter(self._asked.group.name)
        except StoreError as problem:
            self.app.call_from_thread(
                self.notify, problem.text(_), title=_("Not recorded"), severity="error", timeout=12, markup=False
            )
        else:
            self.app.call_from_thread(self.app.pop_screen)

    def action_line(self, lines: int) -> None:
        """Scroll."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by what is in view."""
        page = self.query_one(VerticalScroll)
        page.scroll_relative(y=pages * max(1, page.size.height - 1), animate=False)

    def action_edge(self, end: int) -> None:
        """Scroll to the beginning or the end."""
        page = self.query_one(VerticalScroll)
        (page.scroll_home if end < 0 else page.scroll_end)(animate=False)
