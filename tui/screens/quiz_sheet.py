"""A quiz with what is right in it, to be read and not to be taken: where a leader looks up a question."""

from collections.abc import Iterable

from textual import getters
from textual.content import Content
from textual.widget import Widget

from lessons.errors import LessonError
from store.mirror import QuestionDone, QuizQuestions
from tui.commands.wording import difficult_words
from tui.i18n import _, later
from tui.keys import HELP, QUIZ_SHEET
from tui.screens.base import StudyScreen
from tui.study import Unknown
from tui.widgets.proof import ProofText


class QuizSheetScreen(StudyScreen):
    """The sheet of one quiz, at one of its questions."""

    BINDINGS = [*QUIZ_SHEET, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later("A quiz as it stands in its file, with what is right. Nothing is answered here.")

    text = getters.query_one(ProofText)

    def __init__(self, quiz: QuizQuestions, question: QuestionDone) -> None:
        super().__init__()
        self._quiz = quiz
        self._question = question

    def body(self) -> Iterable[Widget]:
        """The text."""
        yield ProofText()

    def on_mount(self) -> None:
        """Show the quiz, and go to the question once there is a place to go to."""
        self._fill()
        self.text.focus()
        self.call_after_refresh(self.text.point, self._question.line)

    def say_again(self) -> None:
        """The quiz in its words of another language, at the same question."""
        self._fill()
        self.call_after_refresh(self.text.point, self._question.line)

    def _fill(self) -> None:
        try:
            quiz, document = self.study.quiz_sheet(self._quiz.quiz)
        except (LessonError, Unknown) as problem:
            self.notify(problem.text(_) if isinstance(problem, LessonError) else str(problem), markup=False)
            return
        self.text.revise(document, quiz.lang)
        self.top.place = Content.assemble(self.muted(_("Quiz") + " "), (quiz.title, "bold"))
        self.top.state = self.muted(difficult_words(self._quiz))
        self.refresh_bindings()
