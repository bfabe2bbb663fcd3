"""The charter of a group: its norms, exactly what leaders receive, and, once, at the time, the one question."""

from collections.abc import Iterable

from textual import work
from textual.containers import Center, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from store.charter import Charter
from store.errors import StoreError
from tui.commands.charter import charter_lines, notice_of
from tui.commands.wording import date_text
from tui.founding import NotSigned
from tui.i18n import _, later
from tui.keys import CHARTER, HELP, NORMS
from tui.screens.base import StudyScreen
from tui.screens.drawing import hanging
from tui.screens.sentence import SentenceScreen
from tui.sentences import with_keys


class NormsScreen(StudyScreen):
    """The charter to read, to its end."""

    CSS_PATH = "charter.tcss"
    BINDINGS = [*NORMS, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later("What every member accepts before anything of theirs is shown. {norms_page_down} reads on.")

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
        self.top.state = self.state
        leaders, mentors = self.study.leaders_of(asked.group), self.study.mentors_of(asked.group)
        if self.fivefold.names_hidden:
            leaders, mentors = (_("name hidden"),) * len(leaders), (_("name hidden"),) * len(mentors)
        notice = list(notice_of(asked, leaders, mentors))
        norms = list(charter_lines(asked))
        lines = [*(norms or [_("The group has set no norms of its own: this notice is its charter.")]), "", *notice]
        asked_here = self.query_one("#asked", Static)
        width = asked_here.size.width or self.size.width
        heads = {line for line in notice if line and not line.startswith(" ")}
        parts = (
            part.stylize("$text-primary bold") if line in heads else part
            for line in lines
            for part in hanging(line, width)
        )
        asked_here.update(Content("\n").join(parts))

    @property
    def state(self) -> Content:
        """What stands at the right above: when the member accepted it."""
        day = self._asked.accepted
        return self.muted(_("accepted {day}").format(day=date_text(day, self.study.day())) if day else "")

    def action_line(self, lines: int) -> None:
        """Scroll."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Read on, or back."""
        box = self.query_one(VerticalScroll)
        box.scroll_relative(y=pages * max(1, box.size.height - 1), animate=False)

    def action_edge(self, end: int) -> None:
        """Scroll to the beginning or the end."""
        box = self.query_one(VerticalScroll)
        (box.scroll_home if end < 0 else box.scroll_end)(animate=False)


class CharterScreen(NormsScreen):
    """What a group asks its member to accept; without that its leaders see the name alone."""

    BINDINGS = [*CHARTER, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later(
        "{charter_on} reads on; at the end {charter_accept} accepts. {charter_later} leaves it for later: until then "
        "leaders see that you have not accepted."
    )

    def __init__(self, asked: Charter) -> None:
        super().__init__(asked)
        self._recording = False
        """Whether it is being recorded that it is accepted: nobody accepts twice."""

    def on_mount(self) -> None:
        """Say it; which key does what depends on how far it is read."""
        super().on_mount()
        self.watch(self.query_one(VerticalScroll), "scroll_y", self.refresh_bindings, init=False)

    def draw(self) -> None:
        """Say it; where all of it is in view, it can be accepted at once."""
        super().draw()
        self.call_after_refresh(self.refresh_bindings)

    @property
    def _at_end(self) -> bool:
        box = self.query_one(VerticalScroll)
        return box.scroll_offset.y >= box.max_scroll_y

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """What was not read is read on, and not accepted."""
        if action in {"read_on", "accept"}:
            return self.is_mounted and self._at_end == (action == "accept")
        return True

    @property
    def state(self) -> Content:
        """What stands at the right above: that it waits."""
        return self.toned(_("changed") if self._asked.before else _("new"), "warning")

    def action_read_on(self) -> None:
        """Read on; a key that was meant for Today accepts nothing."""
        self.action_page(1)
        words = with_keys(self, _("Nobody accepts what was not read: {charter_on} reads on to the end."))
        self.notify(words, markup=False)

    def action_accept(self) -> None:
        """Accept what was read to its end; where several study here, by the member's own name."""
        if self._recording:
            return
        name = self.study.name_to_sign()
        if not name:
            self._sign("")
            return

        def signed(said: str | None) -> None:
            if said is not None:
                self._sign(said)

        self.app.push_screen(
            SentenceScreen(
                lambda: _("You are {name}?").format(name=name),
                lambda: _("Several people study here: {name} alone accepts for {name}, by typing that name.").format(
                    name=name
                ),
                lambda: _("Enter accepts   {sentence_cancel} does not"),
            ),
            signed,
        )

    def _sign(self, signed: str) -> None:
        if not self._recording:
            self._recording = True
            self._accept(signed)

    @work(thread=True)
    def _accept(self, signed: str) -> None:
        """Record that the member accepts; a write's result is never dropped."""
        try:
            self.study.accept_charter(self._asked.group.name, signed=signed)
        except (NotSigned, StoreError) as problem:
            self.app.call_from_thread(self._refused, problem)
        else:
            self.app.call_from_thread(self._accepted)

    def _refused(self, problem: NotSigned | StoreError) -> None:
        self._recording = False
        if isinstance(problem, NotSigned):
            self.notify(str(problem), severity="warning", markup=False)
        else:
            self.notify(problem.text(_), title=_("Not recorded"), severity="error", timeout=12, markup=False)

    def _accepted(self) -> None:
        if self.is_current:  # who went elsewhere meanwhile stays there
            self.app.pop_screen()
