"""The quiz: one question at a time, answered by keyboard, each answer on disk before it is called recorded.

It is long because choosing, recording, the verdict and the clock take turns on it.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

from rich.cells import cell_len
from textual import on, work
from textual.binding import ActiveBinding
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from quizzes import sitting
from quizzes.errors import AlreadyAnsweredError, QuizError, TimeIsUpError
from quizzes.model import Confidence, Feedback, Mode, Question, Quiz
from store.errors import StoreError
from tui.commands.quiz_words import answered_elsewhere, no_hint_words, question_facts, time_words
from tui.commands.wording import clock_words, return_words
from tui.i18n import _, language, later, together
from tui.keys import HELP, QUIZ, QUIZ_DIGITS, written
from tui.screens.question import QuestionScreen, task
from tui.sentences import key_of, with_keys
from tui.views import Answered, Begun, Finished, OpenQuiz, Unsent
from tui.widgets.choice import ChoiceRow, nothing_chosen
from tui.widgets.form import AnswerForm
from tui.widgets.verdict import UNMARKED, VerdictCard, told_of

_SOON = timedelta(minutes=1)
"""With less time than this the clock steps forward."""
_LAST = timedelta(seconds=2)
"""With less time than this an answer is recorded that only waits to be told how sure the member is of it."""
_TOLD = 12
"""Seconds for which it counts that somebody was told from above that the clock runs on."""


class QuizScreen(QuestionScreen):
    """A sitting, being answered."""

    BINDINGS = [*QUIZ, *QUIZ_DIGITS, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later(
        "Answer by digit, by {quiz_toggle} on the option that {quiz_down} goes to, or by typing; {quiz_next} goes on. "
        "{quiz_skip} puts a question off to the end. Leaving loses nothing: you go on where you left."
    )

    @dataclass
    class Recorded(Message):
        """An answer is on disk."""

        answered: Answered
        """The answer, and what follows from it."""

    @dataclass
    class Elsewhere(Message):
        """Another window has answered the question, or ended the sitting."""

        came: OpenQuiz | Finished
        """What has become of it."""

    @dataclass
    class TimeUp(Message):
        """The time is up, and the sitting has come to its end."""

        finished: Finished
        """How it came out."""
        unsent: Unsent | None
        """Why an answer does not count that stood there; None where there was none."""

    def __init__(self, opened: OpenQuiz) -> None:
        super().__init__()
        self._opened = opened
        self._answered: Answered | None = None
        self._skipped: dict[str, tuple[AnswerForm | None, set[str], int]] = {}
        """Of each question that was skipped, what was answered so far, and its hints that were open."""
        self._begun: dict[str, Begun] = {}
        """Of each question that is open, what is kept of its answer."""
        self._said_up = False
        self._end_refused = False
        """Whether the end could not be recorded; then Enter tries again, not the clock."""
        self._too_late = False
        """Whether an answer was submitted when the time was up."""
        self._asking_leave = False
        """Whether it is asked if this is to be left while the clock runs on."""
        self._leaves: Callable[[], object] = self.action_back
        """How it is left then."""
        self._told_from_above = False
        """Whether that was said just now where another screen is on top."""

    async def on_mount(self) -> None:
        """Show the first open question, and the time that is left where it is limited."""
        with suppress(StoreError):  # what cannot be read now is there the next time
            self._begun = dict(self.study.begun(self._opened))
        await self._ask()
        if self._opened.sitting.terms.time_limit:
            self.set_interval(1, self.tick)

    @property
    def quiz_key(self) -> str:
        """The key of the quiz."""
        return self._opened.quiz.key

    # What is begun

    @property
    def _is_open(self) -> bool:
        return self._answered is None and self._question is not None

    def _write_open(self) -> None:
        if question := self._question:
            self._write_begun(self._begun | {question.id: self._begun_now})

    def _write_begun(self, begun: dict[str, Begun]) -> None:
        """Write what is kept of open answers, where it is another than was written last."""
        now = {name: one for name, one in begun.items() if one.parts or one.hints}
        if now != self._begun:
            self.study.keep_begun(self._opened, now)
            self._begun = now

    @property
    def _begun_now(self) -> Begun:
        return Begun(self._begun_parts, self._hints)

    @property
    def _at_once(self) -> bool:
        """Whether an answer is followed by its verdict."""
        return self._opened.sitting.terms.feedback is Feedback.IMMEDIATE

    # Time

    def tick(self) -> None:
        """Show the time that is left; when none is, come to the end."""
        for line in self.column.query("#leaving").results(Static):
            line.update(self._leave_words())
        left = self.study.time_left(self._opened)
        if left != timedelta():
            self._draw_state()
            if left is not None and left < _LAST and self._asking_sure is not None and not self._recording:
                self._answer_with(self._asking_sure)
        elif self.app.screen is not self:
            self._draw_state()  # behind a window it is still seen
            if not self._said_up:  # what is on top stays: a lesson, the help
                self._said_up = True
                self.notify(_("Time is up for this quiz."), severity="warning", markup=False)
        elif self._answered is not None:
            self._draw_state()  # the verdict stays until it is read: Enter comes to the end
        elif not self._recording and not self._end_refused:
            self._come_to_the_end()

    def on_screen_resume(self) -> None:
        """Look at the clock when this comes on top again."""
        if self._opened.sitting.terms.time_limit and self.column.children:
            self.tick()

    def _come_to_the_end(self) -> None:
        self._recording = True
        stands = bool(self._chosen or (self._form and self._form.started))
        self._end(Unsent.TOO_LATE if self._too_late else Unsent.NOT_SUBMITTED if stands else None)

    @work(thread=True, exclusive=True)
    def _end(self, unsent: Unsent | None) -> None:
        """Record that the time is up, away from the screen."""
        self._record_end(unsent)

    def _record_end(self, unsent: Unsent | None) -> None:
        try:
            finished = self.study.time_up(self._opened)
        except StoreError as problem:
            self.post_refusal(self.Refused(problem, self._come_to_the_end))
        else:
            self.post_message(self.TimeUp(finished, unsent))

    @on(TimeUp)
    def _time_is_up(self, event: TimeUp) -> None:
        self.fivefold.show_result(event.finished, unsent=event.unsent)
        self._leave_afterwards()

    def _draw_state(self) -> None:
        """The number of the question, before it the time that is left, and what is recorded without a verdict."""
        taken, question = self._opened.sitting, self._question
        answers, asked = taken.answers, len(taken.asked)
        number = taken.number(question.id) if question else asked
        where = Content(_("Question {number} of {asked}").format(number=number, asked=asked))
        if answers and not self._at_once:
            recorded = _("{n} recorded").format(n=len(answers))
            where = Content.assemble(self.muted(f"{recorded} · "), where)
        left = self.study.time_left(self._opened)
        if left is None:
            self.top.state = where
            return
        said = _("{time} left").format(time=self._in_words(left)) if left else _("time is up")
        soon = left < _SOON
        clock = self.toned(f"! {said}", "warning", bold=True) if soon else self.muted(said)
        self.top.state = Content.assemble(clock, self.muted(" · "), where)

    def _in_words(self, left: timedelta) -> str:
        return time_words(left, self._opened.sitting.terms.time_limit)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now."""
        if self._asking_sure is None:
            found = self._with_digits(self._digits, _("Answer"))
            if self._answered is None:  # the bar is full: help lists it
                for name, one in found.items():
                    if one.binding.id == "quiz.flag" or (one.binding.id == "quiz.submit" and self._digit_submits):
                        found[name] = one._replace(binding=replace(one.binding, show=False))
            elif self._answered.finished is not None:
                found = {name: _leads_to_result(one) for name, one in found.items()}
            return {name: _stays(one) for name, one in found.items()} if self._asking_leave else found
        return self._with_sure()

    @property
    def _answer_shown(self) -> bool:
        return self._answered is not None or self._asking_sure is not None or self._asking_leave

    @property
    def _question(self) -> Question | None:
        return self._answered.question if self._answered else self._opened.question

    @property
    def _flaggable(self) -> tuple[Quiz, Question] | None:
        return (self._opened.quiz, self._question) if self._question else None

    async def reword(self) -> None:
        """The same question in other words, with what was answered so far, its hints, and its verdict."""
        if self._recording:  # what is being recorded comes back in the words that it was answered in
            await super().reword()
            return
        if self._answered:
            self._answered = self.study.reworded_answer(self._answered)
            self._opened = self._answered.quiz
        else:
            self._opened = self.study.reworded_quiz(self._opened)
        if question := self._question:
            await self._put_question(question, again=True)
        if self._answered:
            await self._show_verdict(self._answered)
        if self._asking_leave:
            self._ask_leave()
        await super().reword()

    def say_again(self) -> None:
        """Bring the bars up to date."""
        self._draw()

    async def _ask(self) -> None:
        question = self._opened.question
        self._answered, self._hints, self._asking_leave = None, 0, False
        if question is None:
            return
        before, begun = self._skipped.pop(question.id, None), self._begun.get(question.id)
        if before:
            self._form, self._chosen, self._hints = before
            self._cursor, self._moved = 0, False
        elif begun:
            self._hints = min(begun.hints, len(question.hints)) if self._hints_allowed else 0
        await self._put_question(question, again=before is not None, begun=begun.parts if begun else ())
        self._draw()

    async def _put_question(self, question: Question, *, again: bool = False, begun: Sequence[str] = ()) -> None:
        opened = self._opened
        under_way = opened.sitting.skipped or len(opened.sitting.answers) > (self._answered is not None)
        first = () if under_way else opened.quiz.introduction
        await self._put(
            question,
            sitting.shown(question, opened.sitting.options[question.id]),
            references=opened.references,
            lang=opened.quiz.lang or language(),
            introduction=(*first, *sitting.introduction(opened.sitting, opened.quiz, question.id)),
            # Where it is asked how sure one is, what was chosen has to show meanwhile.
            confirmed=not self._digit_answers or self._asks_sure(question),
            again=again,
            begun=begun,
        )
        for number in range(self._hints):
            await self._show_hint(question, number)

    def _draw(self) -> None:
        """Bring bars, strip and choices up to date."""
        opened, question = self._opened, self._question
        self.top.place = Content.assemble(self.muted(_("Quiz") + " · "), (opened.quiz.title, "bold"))
        self._draw_state()
        self.strip.update(self._strip(question))
        chosen = self._answered.answer.choice if self._answered else self._chosen
        self._draw_rows(answered=self._answered is not None, chosen=chosen)
        self.refresh_bindings()

    def _strip(self, question: Question | None) -> Content:
        """A mark for each question in its place, and what there is to do."""
        taken = self._opened.sitting
        line = Content.assemble("   ", *(self._mark(name) for name in taken.asked))
        facts = question_facts(question) if question else ()
        kind = " · ".join(facts if self._answered else [task(question), *facts])
        room = self.size.width - cell_len(kind) - 8
        if line.cell_length > room > 0:
            line = Content.assemble("   ", self.muted(f"{len(taken.answers)} / {len(taken.asked)}  "))
        return Content.assemble(line, "   ", self.muted(kind))

    def _mark(self, name: str) -> Content:
        """How a question of the sitting stands, in two cells."""
        taken = self._opened.sitting
        answer = taken.answered.get(name)
        if answer is None:
            if self._answered is None and name == taken.current:
                return self.toned("● ", "primary")
            return self.toned("» ", "warning") if name in taken.skipped else self.muted("· ")
        if not self._at_once or not answer.graded:
            return self.muted(f"{UNMARKED} ")
        if answer.right:
            return self.toned("✓ ", "success")
        return self.toned("! ", "warning") if answer.mark > 0 else self.toned("✗ ", "error")

    # Choosing

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that do something now."""
        waiting = self._answered is None and not self._recording
        sure = waiting and self._asking_sure is not None
        asking = waiting and self._asking_sure is None and not self._asking_leave
        question = self._question
        match action:
            case "submit":
                return waiting
            case "next":
                return self._answered is not None
            case "move" | "choose_here":
                return asking
            case "choose":
                most = len(Confidence) if sure else len(self._rows) if asking else 0
                return isinstance(parameters[0], int) and parameters[0] <= most
            case "choose_option":
                return asking and any(row.option.id == parameters[0] for row in self._rows)
            case "skip":
                return asking and self._opened.can_skip
            case "hint":
                return asking and question is not None
            case "back":
                return not self._recording
            case "flag":
                return not self._recording and not sure and not self._asking_leave
            case "reread":
                return self._opened.lesson is not None and self._hints_allowed and not self._asking_leave
        return True

    @property
    def _hint_waits(self) -> bool:
        return self._hints_allowed and super()._hint_waits

    @property
    def _hints_allowed(self) -> bool:
        """Whether there is help before an answer: its hints, and the place in the lesson."""
        return self._opened.sitting.terms.mode is Mode.PRACTICE

    @property
    def _digit_answers(self) -> bool:
        """Whether a digit answers at once; where no verdict follows, Enter confirms it."""
        return self._hints_allowed and self._at_once and self.fivefold.digit_answers

    @property
    def _digit_submits(self) -> bool:
        """Whether a digit is all there is to answer with: nothing is chosen that could be submitted."""
        single = bool(self._rows) and not self._several
        return single and self._digit_answers and not self._chosen and not self._moved

    def action_choose_here(self) -> None:
        """Choose the option under the cursor, or take the choice back."""
        if self._rows:
            self._toggle(self._rows[self._cursor].option.id)

    def action_choose(self, digit: int) -> None:
        """Choose by number; a single choice in practice is answered at once. Then say by number how sure one is."""
        if self._asking_sure is not None:
            self._answer_with(self._asking_sure, Confidence(digit))
            return
        self._cursor = digit - 1
        self._toggle(self._rows[self._cursor].option.id)
        if not self._several and self._digit_answers:
            self.action_submit()

    def action_choose_option(self, id_: str) -> None:
        """Choose by id: true or false, wherever it stands."""
        self.action_choose([row.option.id for row in self._rows].index(id_) + 1)

    @on(ChoiceRow.Chosen)
    def _clicked(self, event: ChoiceRow.Chosen) -> None:
        if self._answered is None and not self._recording:
            self._change()
            self.action_choose(event.number)

    def action_submit(self) -> None:
        """Record the answer."""
        question = self._question
        if question is None or self._recording:
            return
        if self._asking_leave:
            self._stay()
            return
        if self._end_refused:
            self._come_to_the_end()
            return
        if self._asking_sure is not None:
            self._answer_with(self._asking_sure)
            return
        if self._form:
            if self._form.advance():
                self.refresh_bindings()
                return
            answer = self._form.given()
            if answer:
                self._take(question, answer)
            elif answer is not None:
                self._form.refuse(_("Nothing is answered yet.") if self._form.can_focus else _("Nothing is typed yet."))
            return
        if self._takes_cursor and self._digit_answers:
            self._chosen = {self._rows[self._cursor].option.id}
        if not self._chosen:
            toggle, down = key_of(self, "quiz.toggle"), key_of(self, "quiz.down")
            self.notify(nothing_chosen(toggle, down, moved=self._moved), markup=False)
            return
        self._take(question, tuple(self._chosen))

    def _take(self, question: Question, choice: tuple[str, ...]) -> None:
        """Record an answer, or ask first how sure the member is of it."""
        if self._asks_sure(question):
            self._ask_sure(choice)
        else:
            self._begin_record(question.id, choice, None)

    def _answer_with(self, choice: tuple[str, ...], confidence: Confidence | None = None) -> None:
        question = self._question
        if question:
            self._change()
            self._begin_record(question.id, choice, confidence)

    # Recording

    def _begin_record(self, question: str, choice: tuple[str, ...], confidence: Confidence | None) -> None:
        self._recording = True
        self._draw()
        self._record(question, choice, confidence, self._hints)

    @work(thread=True, exclusive=True)
    def _record(self, question: str, choice: tuple[str, ...], confidence: Confidence | None, hints: int) -> None:
        """Write the answer, away from the screen; a write's result is never dropped."""
        try:
            answered = self.study.answer(self._opened, question, choice, hints, confidence)
        except TimeIsUpError:
            self._too_late = True
            self._record_end(Unsent.TOO_LATE)
        except AlreadyAnsweredError:
            self._look_elsewhere(lambda: self._begin_record(question, choice, confidence))
        except StoreError as problem:
            self.post_refusal(self.Refused(problem, lambda: self._begin_record(question, choice, confidence)))
        else:
            self.post_message(self.Recorded(answered))

    def _look_elsewhere(self, again: Callable[[], object]) -> None:
        try:
            came = self.study.catch_up(self._opened)
        except (StoreError, QuizError) as problem:
            self.post_refusal(self.Refused(problem, again))
        else:
            self.post_message(self.Elsewhere(came))

    @on(Elsewhere)
    async def _answered_elsewhere(self, event: Elsewhere) -> None:
        """Go on behind what another window has done."""
        self._recording = False
        self.notify(answered_elsewhere(), severity="warning", markup=False)
        if isinstance(event.came, Finished):
            self.fivefold.show_result(event.came)
        else:
            self._opened = event.came
            await self._ask()
        self._leave_afterwards()

    @on(QuestionScreen.Refused)
    def _not_recorded(self, event: QuestionScreen.Refused) -> None:
        """The answer stays on the screen, and Enter tries again."""
        self._recording, self._afterwards = False, None
        self._end_refused = self.study.time_left(self._opened) == timedelta()
        self._draw()
        self.not_recorded(
            event.problem, _("Not recorded; {key} tries again").format(key=key_of(self, "quiz.submit")), event.again
        )

    @on(Recorded)
    async def _recorded(self, event: Recorded) -> None:
        """Show the verdict: the answer is on disk."""
        answered = event.answered
        self._recording = False
        self._opened = answered.quiz
        with suppress(StoreError):  # it is passed over when it is read: the question is not open any more
            self._write_begun({name: one for name, one in self._begun.items() if name != answered.question.id})
        if self._at_once:
            await self._show_verdict(answered)
        else:
            await self._go_on(answered)
        self._leave_afterwards()

    async def _show_verdict(self, answered: Answered) -> None:
        self.fivefold.unsay_what_was_said_before()
        self._answered = answered
        if self._form:
            self._form.mark(answered.answer.choice)
            self.set_focus(None)
        reread = self.study.reread(answered.quiz.lesson, answered.question)
        back = ""
        if answered.back is not None:
            back = _("comes back {when}").format(when=return_words(*self.study.wait(answered.back)))
        card = VerdictCard(told_of(answered, reread, back, language()))
        await self.column.mount(card)
        self._draw()
        self.call_after_refresh(self._bring_verdict, card)

    async def action_next(self) -> None:
        """Go on: to the next question, or to the result; where it was asked whether this is left, stay."""
        if self._asking_leave:
            self._change()
        elif self._answered is not None:
            await self._go_on(self._answered)

    async def _go_on(self, answered: Answered) -> None:
        if answered.finished is not None:
            self.fivefold.show_result(answered.finished)
            return
        await self._ask()
        if self._opened.sitting.terms.time_limit:
            self.tick()

    async def action_skip(self) -> None:
        """Put this question off to the end; what was answered of it so far stands there again."""
        question = self._question
        if question is None:
            return
        self.try_to_keep()
        self._skipped[question.id] = self._form, set(self._chosen), self._hints
        self._opened = self.study.skip(self._opened)
        self.notify(_("Skipped: it comes again at the end."), markup=False)
        await self._ask()

    def let_end(self, again: Callable[[], object]) -> bool:
        """Keep what is answered so far; where time runs, ask first, once: it runs on whichever way this is left."""
        told = self._asking_leave or self._told_from_above
        if told or self._under_way or not self.study.time_left(self._opened):
            return super().let_end(again)
        if self.app.screen is self:
            self._change()
            self._leaves, self._asking_leave = again, True
            self.call_later(self._ask_leave)
        else:
            self._told_from_above = True
            self.set_timer(_TOLD, self._forget_told)
            words, go = self._clock_words(), _("Leave again to go; what you answered is kept, and you may come back.")
            self.notify(f"{words} {go}", title=_("Leave?"), severity="warning", timeout=_TOLD, markup=False)
        return False

    def _forget_told(self) -> None:
        self._told_from_above = False

    @property
    def _quits(self) -> bool:
        """Whether it was all of the app that was to be left."""
        return self._leaves == self.fivefold.action_leave_app

    def action_back(self) -> None:
        """Leave; where it is asked whether this is left, go where somebody wanted to. The key back never quits."""
        if self._asking_leave and self._leaves != self.action_back and not self._quits:
            self._leaves()
        else:
            super().action_back()

    def _ask_leave(self) -> None:
        """Ask, below the question, whether it is left though the clock runs on."""
        if not self._asking_leave:
            return
        self.set_focus(None)
        line = Static(self._leave_words(), id="leaving", classes="sure -clock", markup=False)
        self.column.mount(line)
        self._draw()
        self.call_after_refresh(line.scroll_visible, animate=False)

    def _leave_words(self) -> Content:
        """What happens to the time when this is left, and to what was answered."""
        kept = _("What you answered is kept, and you may come back before.")
        quits = (with_keys(self, _("{app_quit} again quits.")),) if self._quits else ()
        said = together(self._clock_words(), kept, *quits)
        return Content.assemble(self.toned(_("Leave?"), "warning", bold=True), "  ", said)

    def _clock_words(self) -> str:
        terms, started = self._opened.sitting.terms, self._opened.sitting.started
        return _("The clock runs on without you: {time} left, until {end}.").format(
            time=self._in_words(self.study.time_left(self._opened) or timedelta()),
            end=clock_words(sitting.over(terms, started)),
        )

    def _stay(self) -> None:
        """Go on where the question was left."""
        self._change()
        if self._form:
            self._form.begin()

    def _change(self) -> None:
        """Go back to the answer from whatever was asked about it."""
        super()._change()
        if self._asking_leave:
            self._asking_leave = False
            self.column.query("#leaving").remove()
            self._draw()

    async def action_hint(self) -> None:
        """Show the next hint."""
        question = self._question
        if question is None:
            return
        if not self._hint_waits:
            self.notify(no_hint_words(question, exam=not self._hints_allowed), markup=False)
            return
        await self._show_hint(question, self._hints)
        self._hints += 1
        self.keep_soon()
        self._draw()

    async def _show_hint(self, question: Question, number: int) -> None:
        lang = self._opened.quiz.lang or language()
        await self._put_hint(question, number, references=self._opened.references, lang=lang)

    def action_reread(self) -> None:
        """Open the lesson where the question comes from."""
        if question := self._question:
            self.fivefold.reread(self._opened.lesson, question)


def _stays(active: ActiveBinding) -> ActiveBinding:
    """What Enter does where it is asked whether this is left."""
    if active.binding.id not in {"quiz.submit", "quiz.next"}:
        return active
    return active._replace(binding=replace(active.binding, description=_("Stay"), key_display=written("enter")))


def _leads_to_result(active: ActiveBinding) -> ActiveBinding:
    """What Enter leads to after the last question."""
    if active.binding.id != "quiz.next":
        return active
    return active._replace(binding=replace(active.binding, description=_("Result")))
