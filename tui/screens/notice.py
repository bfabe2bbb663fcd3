"""Before a quiz that is more than practice: what applies to it, who is told what, and that it has not begun yet."""

from collections.abc import Iterable

from textual.containers import Center, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from quizzes.model import Mode
from tui.commands.quiz_words import condition_lines
from tui.commands.wording import notice_lines
from tui.i18n import _, later
from tui.keys import HELP, NOTICE
from tui.screens.base import StudyScreen
from tui.views import Conditions


class NoticeScreen(StudyScreen):
    """Says what applies to a quiz, and what is shared of it, before its first question."""

    CSS_PATH = "notice.tcss"
    BINDINGS = [*NOTICE, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later(
        "{notice_start} begins the quiz. {back} goes back: nothing has begun, no time runs, and nothing is told."
    )

    def __init__(self, conditions: Conditions) -> None:
        super().__init__()
        self._conditions = conditions
        self._quiz = conditions.quiz

    def body(self) -> Iterable[Widget]:
        """The notice."""
        asked = self._conditions
        told = notice_lines(asked.groups, counted=asked.counted) if asked.groups else ()
        lines = (*condition_lines(asked), *told)
        with Center(classes="fill"), Vertical(classes="notice"):
            yield Static(Content.styled(self._quiz.title, "bold"), markup=False)
            for line in lines:
                yield Static(line, markup=False)

    def on_mount(self) -> None:
        """Name the place."""
        self.top.place = Content.assemble(self.muted(_("Quiz") + " · "), (self._quiz.title, "bold"))
        exam = self._conditions.terms.mode is Mode.EXAM
        states = [_("exam") if exam else "", _("announced") if self._conditions.groups else ""]
        self.top.state = self.toned(" · ".join(filter(None, states)), "warning")

    async def reword(self) -> None:
        """Say the notice again."""
        self._conditions = self.study.conditions(self._quiz.key)
        self._quiz = self._conditions.quiz
        await self.compose_again()
        self.on_mount()
        await super().reword()

    def action_start(self) -> None:
        """Begin the quiz in place of the notice."""
        self.fivefold.answer(self._quiz.key, instead=True, told=True)
