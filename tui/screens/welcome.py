"""The first run: one screen, and Enter starts lesson 1."""

from collections.abc import Iterable

from textual import getters, on
from textual.binding import ActiveBinding
from textual.containers import Center, Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from lessons.clean import clean
from store.errors import StoreError
from tui.i18n import LANGUAGE_NAMES, LANGUAGES, _, count, language, later
from tui.keys import HELP, WELCOME
from tui.screens.base import StudyScreen
from tui.unknown import UnknownMember
from tui.widgets.choice_line import ChoiceLine


class WelcomeScreen(StudyScreen):
    """Who studies, and what."""

    CSS_PATH = "welcome.tcss"
    BINDINGS = [*WELCOME, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later(
        "Your name is kept in your own database on this machine. {welcome_next} goes from line to line; "
        "{welcome_start} starts the first lesson of the course."
    )

    name_input = getters.query_one("#name", Input)
    problem = getters.query_one("#problem", Static)

    def __init__(self) -> None:
        super().__init__()
        self._course = 0

    def body(self) -> Iterable[Widget]:
        """Language, name, course."""
        names = [LANGUAGE_NAMES[one] for one in LANGUAGES]
        with Center(classes="fill"), Vertical(classes="welcome"):
            yield Static(_("A study hall in your terminal."), classes="muted", markup=False)
            with Horizontal(classes="line"):
                # Also in the language that is not in use: whoever looks for theirs does not read the other one.
                yield Static(_("Language 语言"), classes="label", markup=False)
                yield ChoiceLine(names, LANGUAGES.index(language()), id="language")
            with Horizontal(classes="line"):
                yield Static(_("Name"), classes="label", markup=False)
                yield Input(clean(self.fivefold.member_name), id="name", max_length=80)
            yield Static("", id="problem", classes="error", markup=False)
            with Horizontal(classes="line"):
                yield Static(_("Course"), classes="label", markup=False)
                if titles := [view.course.title for view in self.study.courses()]:
                    yield ChoiceLine(titles, self._course, id="course")
                else:
                    yield Static(self.toned("✗ " + _("There is no lesson or quiz in this library."), "error"))
            yield Static(self._about_course(), id="about", classes="muted")

    def on_mount(self) -> None:
        """Put the cursor behind the name, so that Enter is all there is to press."""
        self.top.place = Content.styled(_("Welcome to Fivefold"), "bold")
        self.name_input.focus()

    async def reword(self) -> None:
        """Say it all again, around the name as it is typed so far."""
        await self.compose_again()
        self.top.place = Content.styled(_("Welcome to Fivefold"), "bold")
        await super().reword()

    def _about_course(self) -> Content:
        """How much there is in the chosen course, and where it comes from."""
        views = self.study.courses()
        if not views:
            return Content("")
        view = views[self._course]
        parts = [
            count("{n} lesson", "{n} lessons", len(view.lessons))
            if view.lessons or not view.quizzes
            else count("{n} quiz", "{n} quizzes", len(view.quizzes)),
            _("ships with Fivefold") if self.fivefold.starter else _("from {path}").format(path=str(view.root)),
        ]
        return Content(" · ".join(parts))

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, the one that starts first: Textual has its own for Tab before it."""
        found = dict(super().active_bindings)
        start = found.pop("enter", None)
        return {"enter": start, **found} if start else found

    def action_step(self, step: int) -> None:
        """Go to the next line, or the one before."""
        if step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    @on(ChoiceLine.Changed, "#language")
    async def _speak(self, event: ChoiceLine.Changed) -> None:
        await self.fivefold.prefer("lang", LANGUAGES[event.at])

    @on(ChoiceLine.Changed, "#course")
    def _take_course(self, event: ChoiceLine.Changed) -> None:
        self._course = event.at
        self.query_one("#about", Static).update(self._about_course())

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_start()

    def action_start(self) -> None:
        """Create the member and open what the command line named, else the first lesson."""
        name = " ".join(self.name_input.value.split())
        if not name:
            self.problem.update("✗ " + _("The name is empty."))
            return
        chosen = self.study.courses()[self._course : self._course + 1]
        lessons = [row.lesson for view in chosen for row in view.lessons]
        try:
            self.study.join(name)
            if lessons and self._course:  # so that Today goes on with what was chosen, however soon this is left
                self.study.note_reading(lessons[0])
        except (StoreError, UnknownMember) as problem:  # unknown: another window was quicker, and somebody studies here
            self.problem.update(f"✗ {problem.text(_)}")
            return
        self.fivefold.enter(first=lessons[0].key if lessons else None)
