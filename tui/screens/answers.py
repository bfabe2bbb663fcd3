"""Looking back: each question of a finished quiz, or each missed one, with its answer, verdict and what is right."""

from rich.cells import cell_len
from textual.binding import ActiveBinding
from textual.content import Content

from quizzes import sitting
from quizzes.model import Question, Quiz
from tui.commands.quiz_words import question_facts
from tui.commands.wording import return_words
from tui.i18n import _, language, later
from tui.keys import ANSWERS, HELP
from tui.reviewing import Practice
from tui.screens.question import QuestionScreen
from tui.views import Answered, Finished
from tui.widgets.verdict import NOT_KEPT, UNMARKED, VerdictCard, told_of, verdict_look


class AnswersScreen(QuestionScreen):
    """One question after another, as they were asked."""

    KEPT_FREE = 0  # the verdict is there

    BINDINGS = [*ANSWERS, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later(
        "{answers_next} goes to the next question, {answers_before} to the one before; after the last one the result "
        "comes back. {answers_practise} practises what was missed, which is no attempt at the quiz."
    )

    def __init__(self, finished: Finished, *, missed: bool = False) -> None:
        """Take what came out; `missed` shows only what was missed."""
        super().__init__()
        self._finished = finished
        self._missed = missed
        self._practice = Practice(())
        self._answers: tuple[Answered, ...] = ()
        self._at = 0

    async def on_mount(self) -> None:
        """Show the first question."""
        self._look()
        await self._show()

    def _look(self) -> None:
        self._answers = (self.study.missed if self._missed else self.study.look_back)(self._finished)
        self._practice = self.study.practise_missed(self._finished)

    async def reword(self) -> None:
        """The same question in other words."""
        self._finished = self.study.reworded_result(self._finished)
        self._look()
        await self._show()
        await super().reword()

    @property
    def _answer_shown(self) -> bool:
        return True

    @property
    def _keeps_air(self) -> bool:
        return False

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now; the forms have no say any more."""
        return self._with_digits(0, "")

    @property
    def _question(self) -> Question | None:
        return self._here.question if self._here else None

    @property
    def _here(self) -> Answered | None:
        return self._answers[self._at] if self._at < len(self._answers) else None

    @property
    def _flaggable(self) -> tuple[Quiz, Question] | None:
        return (self._finished.quiz.quiz, self._here.question) if self._here else None

    async def _show(self) -> None:
        here, opened = self._here, self._finished.quiz
        if here is None:
            return
        question = here.question
        lang = opened.quiz.lang or language()
        shown = sitting.shown(question, opened.sitting.options[question.id])
        introduction = sitting.introduction(opened.sitting, opened.quiz, question.id)
        await self._put(question, shown, references=opened.references, lang=lang, introduction=introduction)
        if self._form:
            self._form.mark(here.answer.choice)
            self.set_focus(None)
        back = ""
        if here.back is not None:
            back = _("comes back {when}").format(when=return_words(*self.study.wait(here.back)))
        reread = self.study.reread(opened.lesson, question)
        await self.column.mount(VerdictCard(told_of(here, reread, back, language())))
        self._draw()

    def _draw(self) -> None:
        here, opened = self._here, self._finished.quiz
        place = _("Missed") if self._missed else _("Answers")
        self.top.place = Content.assemble(self.muted(place + " · "), (opened.quiz.title, "bold"))
        said = _("{number} of {asked} missed") if self._missed else _("Question {number} of {asked}")
        self.top.state = Content(said.format(number=self._at + 1, asked=len(self._answers)))
        if here is not None:
            self.strip.update(self._strip(here.question))
            self._draw_rows(answered=True, chosen=here.answer.choice)
        self.refresh_bindings()

    def _strip(self, question: Question) -> Content:
        parts: list[Content | str] = ["   "]
        for index, one in enumerate(self._answers):
            mark, tone = verdict_look(one.verdict)
            if not one.kept or (one.answer.choice and not one.answer.graded):
                mark, tone = UNMARKED if one.kept else NOT_KEPT, ""
            here = index == self._at
            sign = f"▸{mark} " if here else f" {mark} "
            parts.append(self.toned(sign, tone, bold=here) if tone else self.muted(sign))
        line = Content.assemble(*parts)
        kind = " · ".join(question_facts(question))
        if line.cell_length > self.size.width - cell_len(kind) - 8:
            line = Content("")
        return Content.assemble(line, "   ", self.muted(kind))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """Only the keys that do something now."""
        match action:
            case "before":
                return self._at > 0
            case "reread":
                return self._finished.quiz.lesson is not None
            case "practise":
                return bool(self._practice.questions)
        return True

    def action_move(self, step: int) -> None:
        """Scroll."""
        self.page.scroll_relative(y=step, animate=False)

    async def action_next(self) -> None:
        """Go on to the next question, after the last one back to the result."""
        if self._at + 1 >= len(self._answers):
            self.action_back()
            return
        self._at += 1
        await self._show()

    async def action_before(self) -> None:
        """Go back to the question before."""
        self._at -= 1
        await self._show()

    def action_practise(self) -> None:
        """Ask what was missed again, in review."""
        self.fivefold.review(practice=self._practice)

    def action_reread(self) -> None:
        """Open the lesson where the question comes from."""
        if here := self._here:
            self.fivefold.reread(self._finished.quiz.lesson, here.question)
