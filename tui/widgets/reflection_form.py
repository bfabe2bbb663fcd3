"""A reflection: written first, then held against its rubric and a model answer by its author alone."""

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget
from textual.widgets import Static, TextArea

from quizzes.model import Reflection
from tui.i18n import _, later
from tui.keys import key
from tui.render.inline import References
from tui.widgets.form import AnswerForm
from tui.widgets.passage import Passage
from tui.widgets.row_form import RowForm
from tui.widgets.written import Written

_COMPARED = "compared"


class ReflectionForm(RowForm):
    """What is written, then what a good answer has."""

    DEFAULT_CSS = """
    ReflectionForm > Written, ReflectionForm > Written:focus { border-left: outer $text-primary; padding: 0 1; }
    ReflectionForm > Written { min-height: 1; }
    ReflectionForm.-writing > Written { min-height: 5; }
    ReflectionForm > .reflection--word { height: auto; color: $text-muted; }
    ReflectionForm > .reflection--later { height: auto; margin-top: 1; }
    ReflectionForm.-writing > .reflection--later { display: none; }
    ReflectionForm.-writing > EntryRow { display: none; }
    ReflectionForm > .reflection--model { padding: 0 1; border-left: outer $text-accent; background: $accent 8%; }
    """
    BINDINGS = [  # noqa: RUF012 - Textual declares it as a plain class variable
        key("rubric.tick", "space,right,x", "tick", later("Tick"), display="Space"),
        key("rubric.down", "down,j", "step(1)", later("Down"), display="↓", show=False),
        key("rubric.up", "up,k", "step(-1)", later("Up"), display="↑", show=False),
        *(
            key(
                f"rubric.tick{digit}",
                str(digit),
                f"tick_number({digit})",
                later("Tick"),
                display=str(digit),
                show=False,
            )
            for digit in range(1, 10)
        ),
    ]

    def __init__(self, question: Reflection, *, references: References, lang: str) -> None:
        super().__init__(question, question.rubric, references=references, lang=lang)
        self.add_class("-writing")
        self.written = Written(_("write for yourself: nobody else ever sees it"))
        self._model = question.explanation
        self.ticked: set[str] = set()

    def take_over(self, before: AnswerForm) -> None:
        """What was written stays, with what was ticked."""
        super().take_over(before)
        if isinstance(before, ReflectionForm):
            self.written.take_over(before.written)
            self.ticked = set(before.ticked)
            if not before.writing:
                self._reveal()

    def begun(self) -> tuple[str, ...]:
        """What is written, whether it is held against the rubric already, and what was ticked."""
        return (self.written.text, "" if self.writing else _COMPARED, *sorted(self.ticked)) if self.started else ()

    def take_up(self, begun: Sequence[str]) -> None:
        """What was written stands there again, with what was ticked."""
        text, compared, *ticked = (*begun, "", "")
        self.written.take_up(text)
        self.ticked = {row.entry.id for row in self.rows} & set(ticked)
        if compared == _COMPARED and self.started:
            self._reveal()

    def compose(self) -> Iterable[Widget]:
        """What is written; what a good answer has; a model answer."""
        yield self.written
        word = _("What a good answer has: tick what yours does.") if self.rows else ""
        yield Static(word, classes="reflection--later reflection--word", markup=False)
        yield from super().compose()
        if self._model:
            yield Static(_("A model answer"), classes="reflection--later reflection--word", markup=False)
            yield Passage(
                blocks=self._model,
                references=self.references,
                lang=self.lang,
                gaps=None,
                classes="reflection--later reflection--model",
            )

    @property
    def writing(self) -> bool:
        """Whether the rubric is still hidden."""
        return self.has_class("-writing")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ticking begins when the rubric is shown."""
        if action == "tick_number" and not (isinstance(parameters[0], int) and parameters[0] <= len(self.rows)):
            return False
        return not self.closed and not self.writing

    @property
    def digits_do(self) -> str:
        """What a digit does, for the bar of keys."""
        return _("Tick")

    @property
    def places(self) -> int:
        """How many points have a digit."""
        return 0 if self.writing or self.closed else min(9, len(self.rows))

    def begin(self) -> None:
        """Begin to write; where that is done, to tick."""
        (self.written if self.writing else self).focus(scroll_visible=False)

    def given(self) -> tuple[str, ...]:
        """What is written, and what was ticked."""
        if not self.started:
            return ()
        return (self.written.text, *(row.entry.id for row in self.rows if row.entry.id in self.ticked))

    @property
    def started(self) -> bool:
        """Whether something is written."""
        return bool(self.written.text.strip())

    def advance(self) -> bool:
        """Show the rubric and the model answer, once something is written."""
        if not self.writing or not self.started:
            return False
        self._reveal()
        self.screen.set_focus(self)
        return True

    @property
    def next_step(self) -> str:
        """To the rubric."""
        return _("Compare") if self.writing and self.started else ""

    def _reveal(self) -> None:
        self.remove_class("-writing")
        self.written.read_only = True
        if self.is_mounted:
            self.changed()

    @on(TextArea.Changed)
    def _mend(self) -> None:
        self.remove_class("-told")

    def action_step(self, step: int) -> None:
        """Move the cursor."""
        if self.rows:
            self.move(step)

    def action_tick(self) -> None:
        """Tick the point under the cursor, or take the tick back."""
        if self.rows:
            self.ticked ^= {self.rows[self.cursor].entry.id}
            self.changed()

    def action_tick_number(self, number: int) -> None:
        """Tick a point by its number."""
        self.cursor = number - 1
        self.action_tick()

    def move(self, step: int) -> bool:
        """Move in the rubric, where it is shown."""
        return bool(self.rows) and not self.writing and super().move(step)

    def draw(self) -> None:
        """Each point with its box."""
        for number, row in enumerate(self.rows, 1):
            box = "[x]" if row.entry.id in self.ticked else "[ ]"
            here = number - 1 == self.cursor and not self.closed
            row.show("cursor" if here else "", f"{number} {box}")

    def mark(self, answer: tuple[str, ...]) -> None:
        """Show what was written and ticked; nothing is right or wrong."""
        self.written.text = answer[0] if answer else ""
        self.ticked = set(answer[1:])
        self._reveal()
        self.closed = True
        self.draw()
