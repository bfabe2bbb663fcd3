"""What code prints, written line by line, and afterwards compared line by line."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static, TextArea

from quizzes.errors import QuizError
from quizzes.grade import as_recorded, grade, output_lines
from quizzes.model import Output
from tui.commands.quiz_words import blanks_differ, with_blanks
from tui.i18n import _
from tui.render.inline import References
from tui.widgets.form import AnswerForm
from tui.widgets.written import Written


class OutputForm(AnswerForm):
    """Several lines."""

    DEFAULT_CSS = """
    OutputForm { border-left: outer $text-primary; background: $surface; padding: 0 1; margin-bottom: 1; }
    OutputForm:focus-within { background: $block-cursor-background; }
    OutputForm > .output--problem { height: auto; color: $text-warning; display: none; }
    OutputForm.-told > .output--problem { display: block; }
    OutputForm > .output--compared { height: auto; display: none; }
    OutputForm.-answered > .output--compared { display: block; }
    OutputForm.-answered > Written { display: none; }
    OutputForm.-right { border-left: outer $text-success; }
    OutputForm.-wrong { border-left: outer $text-error; }
    """

    def __init__(self, question: Output, *, references: References, lang: str) -> None:
        super().__init__(question, references=references, lang=lang)
        self._output = question
        self.written = Written(_("type what is printed"))

    def take_over(self, before: AnswerForm) -> None:
        """What was typed stays."""
        if isinstance(before, OutputForm):
            self.written.take_over(before.written)

    def begun(self) -> tuple[str, ...]:
        """What is written."""
        return (self.written.text,) if self.started else ()

    def take_up(self, begun: Sequence[str]) -> None:
        """What was written stands there again."""
        self.written.take_up("".join(begun[:1]))

    def compose(self) -> Iterable[Widget]:
        """The lines; what is wrong with them; how they turned out."""
        yield self.written
        yield Static("", classes="output--problem", markup=False)
        yield Static("", classes="output--compared", markup=False)

    def begin(self) -> None:
        """Begin to write."""
        self.written.focus(scroll_visible=False)

    def given(self) -> tuple[str, ...] | None:
        """What is written."""
        if not self.started:
            return ()
        answer = as_recorded(self._output, (self.written.text,))
        try:
            grade(self._output, answer)
        except QuizError as problem:
            self.refuse(problem.text(_))
            return None
        return answer

    @property
    def started(self) -> bool:
        """Whether something is written."""
        return bool(self.written.text.strip())

    def refuse(self, sentence: str) -> None:
        """Say it below the lines, until something else is written."""
        self.query_one(".output--problem", Static).update(f"! {sentence}")
        self.add_class("-told")

    @on(TextArea.Changed)
    def _mend(self) -> None:
        self.remove_class("-told")

    def mark(self, answer: tuple[str, ...]) -> None:
        """Compare line by line: `✓` as it is printed, `✗` what was written, `→` what is printed there.

        Where blanks are what differs, they are marked.
        """
        expected = output_lines(self._output.expected)
        given = output_lines(answer[0]) if answer else expected
        rows: list[Content] = []
        for one, other in zip_longest(given, expected):
            if one == other:
                rows.append(Content.assemble(("✓ ", "$text-success bold"), Content(one or "")))
                continue
            marked = one is not None and other is not None and blanks_differ(one, other)
            if one is not None:
                rows.append(Content.assemble(("✗ ", "$text-error bold"), _said(one, marked=marked)))
            right = Content(_("(nothing)")) if other is None else _said(other, marked=marked)
            rows.append(Content.assemble(("→ ", "$text-success bold"), right))
        self.query_one(".output--compared", Static).update(Content("\n").join(rows))
        self.remove_class("-told")
        self.add_class("-answered", "-right" if given == expected else "-wrong")


def _said(line: str, *, marked: bool) -> Content:
    """A line, with marks for its blanks where those are what is not right."""
    if not marked:
        return Content(line)
    return Content.assemble(
        *(Content.styled(part, "$text-warning" if blank else "") for part, blank in with_blanks(line))
    )
