"""The verdict on an answer: what it was, why, and where to read again."""

from collections.abc import Iterable

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from lessons.blocks import Block
from quizzes.grade import Verdict
from quizzes.model import Choice, Reflection
from tui.commands.quiz_words import credit_words, right_lines, verdict_word
from tui.commands.wording import right_words
from tui.i18n import _
from tui.render.plain import plain_inline
from tui.views import Answered, Reread
from tui.widgets.passage import Passage

NOT_KEPT = "–"
"""Stands in the place of a verdict where nobody knows it any more."""


def verdict_look(verdict: Verdict) -> tuple[str, str]:
    """The mark of a verdict, and its meaning colour."""
    if verdict.right:
        return "✓", "success"
    return ("!", "warning") if verdict.partly else ("✗", "error")


class VerdictCard(Vertical):
    """Right, partly right or not quite; feedback; explanation; where to read again."""

    DEFAULT_CSS = """
    VerdictCard { height: auto; padding: 0 1; margin-bottom: 1; border-left: outer $text-error; background: $error 8%; }
    VerdictCard.-right { border-left: outer $text-success; background: $success 8%; }
    VerdictCard.-partly { border-left: outer $text-warning; background: $warning 8%; }
    VerdictCard.-gone { border-left: outer $text-muted; background: $surface; }
    VerdictCard > * { height: auto; }
    VerdictCard .verdict--source { color: $text-muted; }
    """

    def __init__(self, answered: Answered, reread: Reread | None, back: str, lang: str) -> None:
        verdict = answered.verdict
        look = "-right" if verdict.right else "-partly" if verdict.partly else ""
        super().__init__(classes=look if answered.kept else "-gone")
        self._answered = answered
        self._reread = reread
        self._back = back
        self._lang = answered.quiz.quiz.lang or lang

    def compose(self) -> Iterable[Widget]:
        """Verdict, why the choice was wrong, why the right one is right, where to read again."""
        back = ("   " + self._back, "$text-muted") if self._back else ""
        yield Static(Content.assemble(self._headline(), back), markup=False)
        question, given = self._answered.question, self._answered.answer
        if why := credit_words(question, given.choice, self._answered.verdict):
            yield Static(Content(why), markup=False)
        if right := right_words(question, given.choice, self._answered.verdict):
            yield Static(Content(right), markup=False)
        if not self._answered.verdict.right and (lines := right_lines(question, self._answered.quiz.references)):
            yield Static(Content("\n".join(lines)), markup=False)
        # A reflection has shown its model answer before.
        explanation = () if isinstance(question, Reflection) else question.explanation
        blocks = [*self._feedback(), *explanation]
        if blocks:
            yield Passage(blocks=tuple(blocks), references=self._answered.quiz.references, lang=self._lang, gaps=None)
        if self._reread:
            lesson = self._reread.lesson
            title = plain_inline(self._reread.title, {}) if self._reread.title else ""
            where = f"{lesson.title} › {title}" if title not in {"", lesson.title} else lesson.title
            yield Static(_("From {where}").format(where=where), classes="verdict--source", markup=False)

    def _headline(self) -> Content:
        verdict = self._answered.verdict
        answer = self._answered.answer
        if not self._answered.kept:
            said = f"{NOT_KEPT} " + _("Your answer is no longer kept.")
            return Content.styled(said, "$text-muted bold")
        if not answer.choice:
            return Content.styled("✗ " + _("Not answered"), "$text-error bold")
        if not answer.graded:
            return Content.styled("✓ " + _("Kept for you alone"), "$text-success bold")
        mark, tone = verdict_look(verdict)
        return Content.styled(f"{mark} {verdict_word(verdict, answer.points)}", f"$text-{tone} bold")

    def _feedback(self) -> Iterable[Block]:
        question, chosen = self._answered.question, self._answered.answer.choice
        if isinstance(question, Choice):
            for option in question.options:
                if option.id in chosen:
                    yield from option.feedback
