"""The quiz: one question at a time, answered by keyboard, each answer on disk before it is called recorded."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on, work
from textual.binding import ActiveBinding
from textual.content import Content
from textual.message import Message

from lessons.blocks import Block
from lessons.errors import LessonError
from quizzes import sitting
from quizzes.model import Mode, Multiple, Question
from store.errors import StoreError
from tui.commands.wording import return_words
from tui.i18n import _, language, later
from tui.keys import HELP, QUIZ, QUIZ_DIGITS
from tui.screens.question import QuestionScreen, task
from tui.views import Answered, OpenQuiz
from tui.widgets.choice import ChoiceRow
from tui.widgets.passage import Passage
from tui.widgets.verdict import VerdictCard


class QuizScreen(QuestionScreen):
    """A sitting, being answered."""

    BINDINGS = [*QUIZ, *QUIZ_DIGITS, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later("Answer by digit or by typing; Enter goes on. Leaving loses nothing: you go on where you left.")

    @dataclass
    class Recorded(Message):
        """An answer is on disk."""

        answered: Answered
        """The answer, and what follows from it."""

    def __init__(self, opened: OpenQuiz) -> None:
        super().__init__()
        self._opened = opened
        self._answered: Answered | None = None
        self._hints = 0

    async def on_mount(self) -> None:
        """Show the first open question."""
        await self._ask()

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now."""
        return self._with_digits(self._digits, _("Answer"))

    @property
    def _answer_shown(self) -> bool:
        return self._answered is not None

    @property
    def _question(self) -> Question | None:
        return self._answered.question if self._answered else self._opened.question

    async def reword(self) -> None:
        """The same question in other words, with what was answered so far, its hints, and its verdict."""
        if self._recording:  # what is being recorded comes back in the words that it was answered in
            await super().reword()
            return
        try:
            if self._answered:
                self._answered = self.study.reworded_answer(self._answered)
                self._opened = self._answered.quiz
            else:
                self._opened = self.study.reworded_quiz(self._opened)
        except LessonError as problem:
            self.notify(problem.text(_), severity="error", markup=False)
            return
        if question := self._question:
            await self._put_question(question, again=True)
            for hint in question.hints[: self._hints]:
                await self._show_hint(hint)
        if self._answered:
            await self._show_verdict(self._answered)
        await super().reword()

    def say_again(self) -> None:
        """Bring the bars up to date."""
        self._draw()

    async def _ask(self) -> None:
        question = self._opened.question
        self._answered, self._hints = None, 0
        if question is None:
            return
        await self._put_question(question)
        self._draw()

    async def _put_question(self, question: Question, *, again: bool = False) -> None:
        opened = self._opened
        first = () if len(opened.sitting.answers) > (self._answered is not None) else opened.quiz.introduction
        await self._put(
            question,
            sitting.shown(question, opened.sitting.options[question.id]),
            references=opened.references,
            lang=opened.quiz.lang or language(),
            introduction=(*first, *sitting.introduction(opened.sitting, opened.quiz, question.id)),
            again=again,
        )

    def _draw(self) -> None:
        """Bring bars, strip and choices up to date."""
        opened, question = self._opened, self._question
        answers = opened.sitting.answers
        asked = len(opened.sitting.questions) - len(opened.sitting.passed_over)
        number = len(answers) + (self._answered is None)
        self.top.place = Content.assemble(self.muted(_("Quiz") + " · "), (opened.quiz.title, "bold"))
        self.top.state = Content(_("Question {number} of {asked}").format(number=min(number, asked), asked=asked))
        self.strip.update(self._strip(asked, question))
        chosen = self._answered.answer.choice if self._answered else self._chosen
        self._draw_rows(answered=self._answered is not None, chosen=chosen)
        self.refresh_bindings()

    def _strip(self, asked: int, question: Question | None) -> Content:
        parts: list[Content | str] = ["   "]
        answers = self._opened.sitting.answers
        for answer in answers:
            if answer.right:
                parts.append(self.toned("✓ ", "success"))
            elif answer.mark > 0:
                parts.append(self.toned("! ", "warning"))
            else:
                parts.append(self.toned("✗ ", "error"))
        left = asked - len(answers)
        if left and self._answered is None:
            parts.append(self.toned("● ", "primary"))
            left -= 1
        parts.append(self.muted("· " * left))
        kind = task(question)
        line = Content.assemble(*parts)
        room = self.size.width - len(kind) - 8
        if line.cell_length > room > 0:
            line = Content.assemble("   ", self.muted(f"{len(answers)} / {asked}  "))
        return Content.assemble(line, "   ", self.muted(kind))

    # Choosing

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that do something now."""
        asking = self._answered is None and not self._recording
        question = self._question
        match action:
            case "submit":
                return asking
            case "next":
                return self._answered is not None
            case "move" | "choose_here":
                return asking
            case "choose":
                return asking and isinstance(parameters[0], int) and parameters[0] <= len(self._rows)
            case "hint":
                return asking and question is not None and self._hints < len(question.hints) and self._hints_allowed
            case "back":
                return not self._recording
            case "reread":
                return self._opened.lesson is not None
        return True

    @property
    def _hints_allowed(self) -> bool:
        return self._opened.quiz.mode is Mode.PRACTICE

    def action_choose_here(self) -> None:
        """Choose the option under the cursor, or take the choice back."""
        if self._rows:
            self._toggle(self._rows[self._cursor].option.id)

    def _toggle(self, option: str) -> None:
        if isinstance(self._question, Multiple):
            self._chosen ^= {option}
        else:
            self._chosen = {option}
        self._draw()

    def action_choose(self, digit: int) -> None:
        """Choose by number; a single choice in practice is answered at once."""
        self._cursor = digit - 1
        self._toggle(self._rows[self._cursor].option.id)
        if not isinstance(self._question, Multiple) and self._opened.quiz.mode is Mode.PRACTICE:
            self.action_submit()

    @on(ChoiceRow.Chosen)
    def _clicked(self, event: ChoiceRow.Chosen) -> None:
        if self._answered is None and not self._recording:
            self.action_choose(event.number)

    def action_submit(self) -> None:
        """Record the answer."""
        question = self._question
        if question is None or self._recording:
            return
        if self._form:
            if self._form.advance():
                self.refresh_bindings()
                return
            answer = self._form.given()
            if answer:
                self._begin_record(question, answer)
            elif answer is not None:
                self._form.refuse(_("Nothing is answered yet.") if self._form.can_focus else _("Nothing is typed yet."))
            return
        if not self._chosen and not isinstance(question, Multiple):
            self._chosen = {self._rows[self._cursor].option.id}
        if not self._chosen:
            self.notify(_("Nothing is chosen yet: Space chooses."), markup=False)
            return
        self._begin_record(question, tuple(self._chosen))

    def _begin_record(self, question: Question, choice: tuple[str, ...]) -> None:
        self._recording = True
        self._draw()
        self._record(question.id, choice, self._hints)

    @work(thread=True, exclusive=True)
    def _record(self, question: str, choice: tuple[str, ...], hints: int) -> None:
        """Write the answer, away from the screen; a write's result is never dropped."""
        try:
            answered = self.study.answer(self._opened, question, choice, hints)
        except StoreError as problem:
            self.post_message(self.Refused(problem.text(_)))
        else:
            self.post_message(self.Recorded(answered))

    @on(QuestionScreen.Refused)
    def _not_recorded(self, event: QuestionScreen.Refused) -> None:
        """The answer stays on the screen, and Enter tries again."""
        self._recording = False
        self.notify(
            event.sentence, title=_("Not recorded; Enter tries again"), severity="error", timeout=12, markup=False
        )
        self._draw()

    @on(Recorded)
    async def _recorded(self, event: Recorded) -> None:
        """Show the verdict: the answer is on disk."""
        answered = event.answered
        self._recording = False
        self._answered = answered
        self._opened = answered.quiz
        await self._show_verdict(answered)

    async def _show_verdict(self, answered: Answered) -> None:
        if self._form:
            self._form.mark(answered.answer.choice)
            self.set_focus(None)
        reread = self.study.reread(answered.quiz.lesson, answered.question)
        back = _("comes back {when}").format(when=return_words(*self.study.wait(answered.back)))
        card = VerdictCard(answered, reread, back, language())
        await self.column.mount(card)
        self._draw()
        self.call_after_refresh(card.scroll_visible, animate=False)

    async def action_next(self) -> None:
        """Go on: to the next question, or to the result."""
        if self._answered is None:
            return
        if self._answered.score is not None:
            self.fivefold.show_result(self._answered)
        else:
            await self._ask()

    async def action_hint(self) -> None:
        """Show the next hint."""
        question = self._question
        if question is None or self._hints >= len(question.hints):
            return
        await self._show_hint(question.hints[self._hints])
        self._hints += 1
        self._draw()

    async def _show_hint(self, hint: Sequence[Block]) -> None:
        lang = self._opened.quiz.lang or language()
        await self.query_one("#hints").mount(
            Passage(blocks=hint, references=self._opened.references, lang=lang, classes="hint")
        )

    def action_reread(self) -> None:
        """Open the lesson where the question comes from."""
        question = self._question
        reread = self.study.reread(self._opened.lesson, question) if question else None
        if reread:
            self.fivefold.read(reread.lesson.key, section=reread.section)
