"""What the quiz and the review share: a question on the screen, and a cursor on its options."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from textual import getters
from textual.binding import ActiveBinding
from textual.containers import Center, Vertical, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from lessons.blocks import Block
from quizzes.model import Multiple, Option, Question
from tui.render.inline import References
from tui.screens.base import StudyScreen
from tui.widgets.choice import DIGITS, ChoiceRow
from tui.widgets.passage import Passage


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
        await self.column.remove_children()
        await self.column.mount(*widgets)
        self.page.scroll_home(animate=False)

    def _draw_rows(self, *, answered: bool, chosen: Iterable[str]) -> None:
        """Draw how the options stand."""
        taken = frozenset(chosen)
        for index, row in enumerate(self._rows):
            row.show(cursor=index == self._cursor and not answered, chosen=row.option.id in taken, answered=answered)

    def _with_digits(self, most: int, text: str) -> dict[str, ActiveBinding]:
        """The keys that work now, the digits written as one key, `1-4`, with one text."""
        found = super().active_bindings
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
        """Move between the options."""
        if self._rows:
            self._cursor = max(0, min(len(self._rows) - 1, self._cursor + step))
            self._draw()
            self._rows[self._cursor].scroll_visible(animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll the question."""
        self.page.scroll_relative(y=pages * max(1, self.page.size.height - 2), animate=False)
