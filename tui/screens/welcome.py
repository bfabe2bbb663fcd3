"""The first run: one screen, and Enter starts lesson 1."""

from collections.abc import Iterable

from textual import getters, on
from textual.containers import Center, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from lessons.clean import clean
from store.errors import StoreError
from tui.i18n import _, count, later
from tui.keys import HELP, WELCOME
from tui.screens.base import StudyScreen


class WelcomeScreen(StudyScreen):
    """Who studies, and what."""

    CSS_PATH = "welcome.tcss"
    BINDINGS = [*WELCOME, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later("Your name is kept in your own database on this machine. Enter starts the first lesson.")

    name_input = getters.query_one("#name", Input)
    problem = getters.query_one("#problem", Static)

    def body(self) -> Iterable[Widget]:
        """Name and course."""
        with Center(classes="fill"), Vertical(classes="welcome"):
            yield Static(_("A study hall in your terminal."), classes="muted", markup=False)
            yield Static(_("Name"), classes="label", markup=False)
            yield Input(clean(self.fivefold.member_name), id="name", max_length=80)
            yield Static("", id="problem", classes="error", markup=False)
            yield Static(_("Course"), classes="label", markup=False)
            yield Static(self._course(), id="course")

    def on_mount(self) -> None:
        """Put the cursor behind the name, so that Enter is all there is to press."""
        self.top.place = Content.styled(_("Welcome to Fivefold"), "bold")
        self.name_input.focus()

    async def reword(self) -> None:
        """Say it all again, around the name as it is typed so far."""
        await self.compose_again()
        self.top.place = Content.styled(_("Welcome to Fivefold"), "bold")
        await super().reword()

    def _course(self) -> Content:
        views = self.study.courses()
        if not views:
            return self.toned("✗ " + _("There is no lesson or quiz in this library."), "error")
        view = views[0]
        parts = [
            count("{n} lesson", "{n} lessons", len(view.lessons))
            if view.lessons
            else count("{n} quiz", "{n} quizzes", len(view.quizzes)),
            _("ships with Fivefold") if self.fivefold.starter else _("from {path}").format(path=str(view.root)),
        ]
        if len(views) > 1:
            parts.append(count("and {n} more course", "and {n} more courses", len(views) - 1))
        return Content.assemble((view.course.title, "bold"), self.muted(" · " + " · ".join(parts)))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_start()

    def action_start(self) -> None:
        """Create the member and open the first lesson."""
        name = " ".join(self.name_input.value.split())
        if not name:
            self.problem.update("✗ " + _("The name is empty."))
            return
        try:
            self.study.join(name)
        except StoreError as problem:
            self.problem.update(f"✗ {problem.text(_)}")
            return
        self.fivefold.show_today()
        today = self.study.today()
        if today.lesson:
            self.fivefold.read(today.lesson.lesson.key)
