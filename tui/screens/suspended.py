"""Suspended questions: what is not asked any more, and the key that asks it again."""

from collections.abc import Iterable

from textual import getters, on
from textual.containers import Center, Vertical
from textual.content import Content
from textual.widget import Widget

from quizzes.mastery import QuestionKey
from store.errors import StoreError
from tui.commands.wording import date_text
from tui.growth import Suspended
from tui.i18n import _, count, later
from tui.keys import HELP, SUSPENDED
from tui.render.plain import plain_inline
from tui.screens.base import StudyScreen
from tui.sentences import with_keys
from tui.widgets.rows import Row, RowList


class SuspendedScreen(StudyScreen):
    """The questions that are not asked until they are resumed."""

    CSS_PATH = "course.tcss"
    BINDINGS = [*SUSPENDED, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    SHOWS_RECORDS = True
    HELP_TEXT = later(
        "Questions you suspended in Review. {suspended_resume} resumes one: it is asked again when it is due."
    )

    rows = getters.query_one(RowList)

    def __init__(self) -> None:
        super().__init__()
        self._questions: tuple[Suspended, ...] = ()
        self._resumed: list[str] = []
        self._said = ""
        """What was said of the latest resumption."""

    def body(self) -> Iterable[Widget]:
        """The list."""
        with Center(classes="fill"), Vertical(classes="listing"):
            yield RowList()

    def on_mount(self) -> None:
        """Show what there is."""
        self._fill()
        self.rows.focus()

    def say_again(self) -> None:
        """Show what there is, with the cursor where it was."""
        self._fill(self.rows.chosen.key if self.rows.chosen else "")

    def _fill(self, at: str = "") -> None:
        self._questions = self.study.suspended()
        self.top.place = Content.assemble(self.muted(_("Me") + " › "), (_("Suspended questions"), "bold"))
        self.top.state = self.muted(count("{n} question", "{n} questions", len(self._questions)))
        rows: list[Row] = []
        for number, one in enumerate(self._questions):
            since = _("{quiz}, since {day}").format(quiz=one.quiz.title, day=date_text(one.since, self.study.day()))
            stem = plain_inline(one.question.stem, {}).replace("\n", " ")
            # Below it, so that a question can be told from the others in a narrow terminal, too.
            rows += [Row(stem, key=str(number), mark="▪", mark_tone="muted"), Row(f"  {since}", title_tone="muted")]
        self.rows.show(
            rows or [Row(with_keys(self, _("No question is suspended.  {back}  back")), title_tone="muted")], at=at
        )
        if not at:
            self.rows.action_edge(-1)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """No key for what there is not."""
        if action == "resume":
            return bool(self._questions)
        if action == "undo":
            return bool(self._resumed)
        return True

    @property
    def _chosen(self) -> QuestionKey | None:
        row = self.rows.chosen
        return self._questions[int(row.key)].key if row else None

    @on(RowList.Chosen)
    def _clicked(self) -> None:
        self.action_resume()

    def action_resume(self) -> None:
        """Ask the question under the cursor again when it is due."""
        chosen = self._chosen
        if chosen is None:
            return
        try:
            self._resumed.append(self.study.resume(chosen))
        except StoreError as problem:
            self.notify(problem.text(_), severity="error", markup=False)
            return
        self._said = _("It is asked again when it is due.")
        self.notify(self._said, markup=False)
        self._fill()

    def action_undo(self) -> None:
        """Take the latest resumption of this visit back."""
        try:
            self.study.undo(self._resumed[-1])
        except StoreError as problem:
            self.notify(problem.text(_), severity="error", markup=False)
            return
        self._resumed.pop()
        self.fivefold.unsay(self._said)
        self._fill()
