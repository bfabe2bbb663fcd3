"""Before an announced quiz: who is told what, and that it has not begun yet."""

from collections.abc import Iterable, Sequence

from textual.containers import Center, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from quizzes.model import Quiz
from tui.commands.wording import notice_lines
from tui.i18n import _, later
from tui.keys import HELP, NOTICE
from tui.screens.base import StudyScreen


class NoticeScreen(StudyScreen):
    """Says what is shared of a quiz before its first question."""

    CSS_PATH = "notice.tcss"
    BINDINGS = [*NOTICE, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later("Enter begins the quiz. Esc goes back: nothing has begun, and nothing is told.")

    def __init__(self, quiz: Quiz, groups: Sequence[str]) -> None:
        super().__init__()
        self._quiz = quiz
        self._groups = groups

    def body(self) -> Iterable[Widget]:
        """The notice."""
        lines = notice_lines(self._groups)
        with Center(classes="fill"), Vertical(classes="notice"):
            yield Static(Content.styled(self._quiz.title, "bold"), markup=False)
            for line in lines:
                yield Static(line, markup=False)

    def on_mount(self) -> None:
        """Name the place."""
        self.top.place = Content.assemble(self.muted(_("Quiz") + " · "), (self._quiz.title, "bold"))
        self.top.state = self.toned(_("announced"), "warning")

    async def reword(self) -> None:
        """Say the notice again."""
        self._quiz = self.study.find_quiz(self._quiz.key)
        await self.compose_again()
        self.on_mount()
        await super().reword()

    def action_start(self) -> None:
        """Begin the quiz in place of the notice."""
        self.fivefold.answer(self._quiz.key, instead=True, told=True)
