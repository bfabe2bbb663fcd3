"""What the quiz and the review share: a question on the screen, and a cursor on its options or in its gaps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from textual import getters
from textual.binding import ActiveBinding
from textual.containers import Center, Vertical, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from lessons.blocks import Block
from quizzes.errors import QuizError
from quizzes.model import Multiple, Numeric, Option, Question, Typed
from tui.i18n import _
from tui.keys import types, written
from tui.render.inline import References
from tui.screens.base import StudyScreen
from tui.widgets.answer import AnswerRow
from tui.widgets.choice import DIGITS, ChoiceRow
from tui.widgets.passage import Passage


def task(question: Question | None) -> str:
    """What there is to do, in a few words."""
    match question:
        case Multiple():
            return _("Choose all that are right")
        case Numeric():
            return _("Type a number")
        case Typed():
            return _("Type the answer")
    return _("Choose one")


class QuestionScreen(StudyScreen):
    """A screen that asks questions, one after another."""

    CSS_PATH = "question.tcss"

    @dataclass
    class Refused(Message):
        """What was answered could not be recorded."""

        sentence: str
        """Why, and what to do."""

    strip = getters.query_one("#strip", Static)
    page = getters.query_one("#page", VerticalScroll)
    column = getters.query_one("#column", Vertical)

    def __init__(self) -> None:
        super().__init__()
        self._cursor = 0
        self._chosen: set[str] = set()
        self._recording = False

    def body(self) -> Iterable[Widget]:
        """Progress, question."""
        with Center(id="above"):
            yield Static("", id="strip", markup=False)
        with VerticalScroll(id="page", classes="page", can_focus=False):
            yield Vertical(id="column", classes="column")

    @property
    def _rows(self) -> list[ChoiceRow]:
        return list(self.column.query(ChoiceRow))

    @property
    def _gaps(self) -> list[AnswerRow]:
        return list(self.column.query(AnswerRow))

    @property
    def _typing(self) -> bool:
        """Whether letters and digits go into a gap."""
        return isinstance(self.focused, Input)

    def _typed(self) -> tuple[str, ...] | None:
        """What stands in the gaps, one after another, or nothing at all; None where it cannot be judged.

        Then the gap says why, and waits for something else.
        """
        for row in self._gaps:
            try:
                row.gap.check(row.typed)
            except QuizError as problem:
                row.refuse(problem.text(_))
                row.line.focus()
                return None
        answer = tuple(row.typed for row in self._gaps)
        return answer if any(text.strip() for text in answer) else ()

    def _mark_typed(self, answer: Sequence[str]) -> None:
        """Show how the gaps turned out; where nothing was answered, what is right."""
        for number, row in enumerate(self._gaps):
            if answer:
                row.mark(answer[number])
            else:
                row.reveal()
        self.set_focus(None)

    async def _put(
        self,
        question: Question,
        options: Iterable[Option],
        *,
        references: References,
        lang: str,
        introduction: Sequence[Block] = (),
    ) -> None:
        """Put a question on the screen, nothing chosen yet."""
        self._cursor, self._chosen = 0, set()
        several = isinstance(question, Multiple)
        widgets: list[Widget] = []
        if introduction:
            widgets.append(Passage(blocks=introduction, references=references, lang=lang, classes="intro"))
        if question.stem:
            widgets.append(Passage(question.stem, references=references, lang=lang, classes="stem"))
        if question.body:
            widgets.append(Passage(blocks=question.body, references=references, lang=lang, classes="stem-body"))
        widgets.append(Vertical(id="hints"))
        for number, option in enumerate(options, start=1):
            widgets.append(ChoiceRow(number, option, references=references, lang=lang, several=several))
        if isinstance(question, Typed):
            widgets += [AnswerRow(gap) for gap in question.gaps]
        await self.column.remove_children()
        await self.column.mount(*widgets)
        if self._gaps:
            self._gaps[0].line.focus(scroll_visible=False)
        self.page.scroll_home(animate=False)

    def _draw_rows(self, *, answered: bool, chosen: Iterable[str]) -> None:
        """Draw how the options stand."""
        taken = frozenset(chosen)
        for index, row in enumerate(self._rows):
            row.show(cursor=index == self._cursor and not answered, chosen=row.option.id in taken, answered=answered)

    def _with_digits(self, most: int, text: str) -> dict[str, ActiveBinding]:
        """The keys that work now, digits written as one key, `1-4`, with one text; while typing, none that types."""
        found = super().active_bindings
        if self._typing:
            return {
                name: one._replace(binding=replace(one.binding, key_display=written(name)))
                for name, one in found.items()
                if not types(name)
            }
        first = found.get("1")
        if first is None:
            return found
        whole = replace(first.binding, show=True, key_display=f"1-{most}" if most > 1 else "1", description=text)
        rest = {
            key: one._replace(binding=replace(one.binding, description=text)) if key.isdigit() else one
            for key, one in found.items()
            if key != "1"
        }
        return {"1": first._replace(binding=whole), **rest}

    @property
    def _digits(self) -> int:
        """How many options have a digit."""
        return min(len(self._rows), DIGITS)

    def _draw(self) -> None:
        """Bring the screen up to date."""
        self.refresh_bindings()

    def action_move(self, step: int) -> None:
        """Move between the options; where there are none, scroll the question."""
        if not self._rows:
            self.page.scroll_relative(y=step, animate=False)
        else:
            self._cursor = max(0, min(len(self._rows) - 1, self._cursor + step))
            self._draw()
            self._rows[self._cursor].scroll_visible(animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll the question."""
        self.page.scroll_relative(y=pages * max(1, self.page.size.height - 2), animate=False)
