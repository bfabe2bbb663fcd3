"""Which questions of announced quizzes were difficult: of each quiz its sums, and nobody's answers."""

from collections.abc import Iterator, Sequence

from store.mirror import QuestionDone, QuizQuestions
from tui.commands.difficult import stem_text
from tui.commands.wording import difficult_note, difficult_words, question_share
from tui.widgets.needs import wrapped
from tui.widgets.rows import Row, RowList

HARD = 0.3
"""A facility under which the question itself is worth a look (Moodle's bound)."""


class Difficult(RowList):
    """A heading for each announced quiz, and below it the questions of which less than two thirds was reached."""

    def __init__(self) -> None:
        super().__init__()
        self._quizzes: Sequence[QuizQuestions] = ()
        self._width = 0

    def show_questions(self, quizzes: Sequence[QuizQuestions]) -> None:
        """Show the quizzes; the cursor stays where it was."""
        self._quizzes = quizzes
        self._fill()

    @property
    def question(self) -> tuple[QuizQuestions, QuestionDone] | None:
        """The question under the cursor, and its quiz."""
        row = self.chosen
        found = ((quiz, one) for quiz in self._quizzes for one in quiz.difficult)
        return next((pair for pair in found if row and row.key == _key(*pair)), None)

    def on_resize(self) -> None:
        """What is said below breaks into other lines."""
        if self.scrollable_content_region.width != self._width:
            self._fill()

    def _fill(self) -> None:
        self._width = self.scrollable_content_region.width
        at = self.chosen.key if self.chosen else ""
        self.show(list(self._lines()), at=at)

    def _lines(self) -> Iterator[Row]:
        for quiz in self._quizzes:
            yield Row(quiz.title, note=difficult_words(quiz))
            for one in quiz.difficult:
                yield Row(
                    title=stem_text(one),
                    key=_key(quiz, one),
                    mark="!" if one.figures and one.share < HARD else "·",
                    mark_tone="warning" if one.figures and one.share < HARD else "muted",
                    note=question_share(one),
                )
        if any(quiz.difficult for quiz in self._quizzes):
            yield from wrapped(difficult_note(), self._width)


def _key(quiz: QuizQuestions, question: QuestionDone) -> str:
    return f"{quiz.quiz} {question.question}"
