"""A text with gaps, and the rows in which they are filled in."""

from collections.abc import Iterable, Sequence

from textual import events, on
from textual.widget import Widget
from textual.widgets import Input

from quizzes.errors import QuizError
from quizzes.model import Cloze, Numeric, Text
from tui.commands.wording import gap_texts
from tui.i18n import _
from tui.marks import glyphs_of
from tui.render.inline import References
from tui.widgets.answer import AnswerRow, Picks
from tui.widgets.form import AnswerForm
from tui.widgets.passage import Passage

Gapped = Text | Numeric | Cloze


class GapForm(AnswerForm):
    """One gap, or several with the text around them; what is typed is seen in the text too."""

    DEFAULT_CSS = """
    GapForm { margin-bottom: 1; }
    GapForm > Passage { margin-bottom: 1; }
    GapForm > AnswerRow:last-child { margin-bottom: 0; }
    .-short GapForm > AnswerRow { margin-bottom: 0; }
    """

    def __init__(self, question: Gapped, *, references: References, lang: str) -> None:
        super().__init__(question, references=references, lang=lang)
        several = len(question.gaps) > 1
        self.rows = [AnswerRow(gap, number if several else None) for number, gap in enumerate(question.gaps, 1)]
        self._first = 0
        """Index of the row to begin in."""
        self._told: tuple[str, ...] | None = None
        """What stood in the gaps when it was said how many are empty."""
        self._passage: Passage | None = None
        if isinstance(question, Cloze):
            gaps = gap_texts(["" for _gap in question.gaps])
            self._passage = Passage(blocks=question.passage, references=references, lang=lang, gaps=gaps)

    def take_over(self, before: AnswerForm) -> None:
        """What was typed or picked stays, with the gap that it was typed into."""
        if isinstance(before, GapForm):
            self._first = max(0, before.current)
            for row, other in zip(self.rows, before.rows, strict=True):
                row.take_over(other)

    def begun(self) -> tuple[str, ...]:
        """What stands in each gap."""
        return tuple(row.begun for row in self.rows) if self.started else ()

    def take_up(self, begun: Sequence[str]) -> None:
        """Fill the gaps, and begin in the first that is empty; not where the text has more or fewer of them now."""
        if len(begun) == len(self.rows):
            for row, text in zip(self.rows, begun, strict=True):
                row.take_up(text)
            self._first = next(iter(self._open), 0)

    def compose(self) -> Iterable[Widget]:
        """The text, then a row for each gap."""
        if self._passage:
            yield self._passage
        yield from self.rows

    def begin(self) -> None:
        """Begin in the first gap, or go on in another."""
        self.rows[self._first].line.focus(scroll_visible=False)

    def given(self) -> tuple[str, ...] | None:
        """What stands in the gaps; what cannot be judged is said at its row."""
        for row in self.rows:
            try:
                row.gap.check(row.typed)
            except QuizError as problem:
                row.refuse(problem.text(_))
                row.line.focus()
                return None
        answer = tuple(row.typed for row in self.rows)
        return answer if any(text.strip() for text in answer) else ()

    @property
    def started(self) -> bool:
        """Whether something stands in a gap."""
        return any(row.typed.strip() for row in self.rows)

    def refuse(self, sentence: str) -> None:
        """Say it at the first gap."""
        self.rows[0].refuse(sentence)

    @property
    def current(self) -> int:
        """Index of the row that has the focus; -1 where none has."""
        return next((index for index, row in enumerate(self.rows) if row.line.has_focus), -1)

    @property
    def _next_open(self) -> int | None:
        """The next gap below with nothing in it."""
        below = range(self.current + 1, len(self.rows))
        return next((index for index in below if not self.rows[index].typed.strip()), None)

    @property
    def _open(self) -> list[int]:
        """Indices of the gaps with nothing in them."""
        return [index for index, row in enumerate(self.rows) if not row.typed.strip()]

    @property
    def _texts(self) -> tuple[str, ...]:
        return tuple(row.typed for row in self.rows)

    @property
    def _is_told(self) -> bool:
        """Whether it was said how many gaps are empty, and nothing was changed since."""
        return self._told == self._texts

    def advance(self) -> bool:
        """Go to the next gap that is open. Behind the last one, say how many are; the next time, they are left so."""
        if self._is_told:
            return False
        index, places = self._next_open, self._open
        if index is not None:
            self.screen.set_focus(self.rows[index].line)
            return True
        if not places or not self.started:
            return False
        self.screen.set_focus(self.rows[places[0]].line)
        self.rows[places[0]].refuse(self.open_words(len(places)))
        self._told = self._texts
        return True

    @property
    def next_step(self) -> str:
        """To a gap that is open, until it was said that some are."""
        if self._is_told or (self._next_open is None and not (self.started and self._open)):
            return ""
        return _("Next gap")

    def move(self, step: int) -> bool:
        """Move between gaps."""
        if len(self.rows) == 1:
            return False
        self.screen.set_focus(self.rows[max(0, min(len(self.rows) - 1, self.current + step))].line)
        return True

    def mark(self, answer: tuple[str, ...]) -> None:
        """Mark each row; without an answer, tell what is right."""
        for number, row in enumerate(self.rows):
            if answer:
                row.mark(answer[number])
            else:
                row.reveal()
        if self._passage:
            self._passage.fill(gap_texts([row.said for row in self.rows]))

    @on(Input.Changed)
    @on(Picks.Changed)
    def _typed(self) -> None:
        self._fill()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:  # noqa: ARG002 - Textual's own
        """Show in the text which gap it is."""
        self._fill()

    def _fill(self) -> None:
        if self._passage and not any(row.answered for row in self.rows):
            self._passage.fill(gap_texts([row.typed for row in self.rows], self.current, glyphs_of(self).pointer))
