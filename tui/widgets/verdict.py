"""The verdict on an answer: what it was, why, and where to read again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from lessons.blocks import Block
from quizzes.grade import Verdict
from quizzes.model import Choice, Matching, Question, Reflection
from tui.commands.quiz_words import credit_words, right_lines, verdict_word
from tui.commands.wording import right_words
from tui.i18n import _
from tui.render.plain import plain_inline
from tui.views import Answered, References, Reread
from tui.widgets.passage import Passage

NOT_KEPT = "–"
"""Stands in the place of a verdict where nobody knows it any more."""

UNMARKED = "▪"
"""Stands there where nothing is marked: it was answered, and that is all."""


def verdict_look(verdict: Verdict) -> tuple[str, str]:
    """The mark of a verdict, and its meaning colour."""
    if verdict.right:
        return "✓", "success"
    return ("!", "warning") if verdict.partly else ("✗", "error")


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of an answer, in a quiz, in a lesson and in Review."""

    question: Question
    choice: Sequence[str]
    """What was answered; empty where nothing was."""
    verdict: Verdict | None
    """None where the question was only turned over."""
    references: References
    """Those of the file that it stands in."""
    lang: str
    """Of its text."""
    reread: Reread | None = None
    """Where to read again."""
    back: str = ""
    """When it comes back, in words."""
    warning: str = ""
    """What to know of it besides; mostly nothing."""
    kept: bool = True
    """Whether the answer is."""
    graded: bool = True
    """Whether anything is marked."""
    points: float = 1.0


def told_of(answered: Answered, reread: Reread | None, back: str, lang: str) -> Told:
    """What is told of an answer that is on disk; `lang` where its quiz names no language."""
    given, opened = answered.answer, answered.quiz
    return Told(
        question=answered.question,
        choice=given.choice,
        verdict=answered.verdict,
        references=opened.references,
        lang=opened.quiz.lang or lang,
        reread=reread,
        back=back,
        kept=answered.kept,
        graded=given.graded,
        points=given.points,
    )


def _look(told: Told) -> str:
    """The class of its panel."""
    if told.verdict is None:
        return "-open"
    if not told.kept:
        return "-gone"
    if told.choice and not told.graded:
        return "-open"
    return "-right" if told.verdict.right else "-partly" if told.verdict.partly else ""


class VerdictCard(Vertical):
    """Right, partly right or not quite; feedback; explanation; where to read again."""

    DEFAULT_CSS = """
    VerdictCard { height: auto; padding: 0 1; margin-bottom: 1; border-left: outer $text-error; background: $error 8%; }
    VerdictCard.-right { border-left: outer $text-success; background: $success 8%; }
    VerdictCard.-partly { border-left: outer $text-warning; background: $warning 8%; }
    VerdictCard.-gone { border-left: outer $text-muted; background: $surface; }
    VerdictCard.-open { border-left: outer $text-primary; background: $surface; }
    VerdictCard > * { height: auto; max-width: 80; }
    VerdictCard .verdict--source { color: $text-muted; }
    VerdictCard .verdict--warning { color: $text-error; }
    """

    def __init__(self, told: Told) -> None:
        super().__init__(classes=_look(told))
        self._told = told

    def compose(self) -> Iterable[Widget]:
        """Verdict, why the choice was wrong, why the right one is right, where to read again."""
        told, question, verdict = self._told, self._told.question, self._told.verdict
        back = ("   " + told.back, "$text-muted") if told.back else ""
        yield Static(Content.assemble(self._headline(), back), markup=False)
        if told.warning:
            yield Static(Content(told.warning), classes="verdict--warning", markup=False)
        if verdict:
            if why := credit_words(question, told.choice, verdict):
                yield Static(Content(why), markup=False)
            if right := right_words(question, told.choice, verdict):
                yield Static(Content(right), markup=False)
            # Pairs are told where they were put together, and so is an order where none was answered.
            told_above = isinstance(question, Matching) or not told.choice
            if not verdict.right and not told_above and (lines := right_lines(question, told.references)):
                yield Static(Content("\n".join(lines)), markup=False)
        # A reflection has shown its model answer before.
        explanation = () if isinstance(question, Reflection) else question.explanation
        blocks = [*self._feedback(), *explanation]
        if blocks:
            yield Passage(blocks=tuple(blocks), references=told.references, lang=told.lang, gaps=None)
        if told.reread:
            lesson = told.reread.lesson
            title = plain_inline(told.reread.title, {}) if told.reread.title else ""
            where = f"{lesson.title} › {title}" if title not in {"", lesson.title} else lesson.title
            yield Static(_("From {where}").format(where=where), classes="verdict--source", markup=False)

    def _headline(self) -> Content:
        told = self._told
        if told.verdict is None:
            return Content.styled(_("How did it come?"), "bold")
        if not told.kept:
            said = f"{NOT_KEPT} " + _("Your answer is no longer kept.")
            return Content.styled(said, "$text-muted bold")
        if not told.choice:
            return Content.styled("✗ " + _("Not answered"), "$text-error bold")
        if not told.graded:
            return Content.styled(f"{UNMARKED} " + _("Kept for you alone"), "$text-primary bold")
        mark, tone = verdict_look(told.verdict)
        return Content.styled(f"{mark} {verdict_word(told.verdict, told.points)}", f"$text-{tone} bold")

    def _feedback(self) -> Iterable[Block]:
        question, chosen = self._told.question, self._told.choice
        if isinstance(question, Choice):
            for option in question.options:
                if option.id in chosen:
                    yield from option.feedback
