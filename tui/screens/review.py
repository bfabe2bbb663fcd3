"""Review: what is due is asked again, the answer recorded as its verdict stands for, and shown; then rated otherwise.

It is long because asking, turning over, rating, taking back and setting aside are steps of one turn, in one state.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from math import inf

from textual import on, work
from textual.binding import ActiveBinding
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from lessons.document import read_document
from lessons.errors import LessonError
from quizzes import sitting
from quizzes.grade import Verdict, as_recorded, grade
from quizzes.memory import Rating, rate
from quizzes.model import Confidence, Question, Quiz
from store.errors import StoreError
from tui.commands.quiz_words import no_hint_words
from tui.commands.wording import (
    leech_words,
    next_review_words,
    rating_word,
    return_words,
    session_words,
)
from tui.i18n import _, count, language, later, listed
from tui.keys import HELP, REVIEW, REVIEW_DIGITS
from tui.render.plain import plain_inline
from tui.reviewing import Practice, Step, tally
from tui.screens.note_editor import NoteEditor, Subject
from tui.screens.question import QuestionScreen, task
from tui.sentences import key_written, with_keys
from tui.views import Begun, ReviewCard
from tui.widgets.choice import ChoiceRow
from tui.widgets.passage import Passage
from tui.widgets.verdict import Told, VerdictCard

_TONES = {Rating.AGAIN: "error", Rating.HARD: "warning", Rating.GOOD: "success", Rating.EASY: "accent"}


class ReviewScreen(QuestionScreen):
    """One question after another, until nothing is due, or nothing of a practice is left."""

    BINDINGS = [*REVIEW, *REVIEW_DIGITS, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later(
        "Answer by digit, by {review_choose} on the option that {review_down} goes to, or by typing; with nothing "
        "answered {review_show} turns the question over. Then rate how it came. What was not right is rated Again; "
        "right with a hint is Hard. {review_later} puts a question off until tomorrow, {review_suspend} suspends it "
        "until you resume it from Me, {review_undo} takes the last of these back. {review_leave} leaves, nothing is "
        "lost."
    )

    @property
    def help_values(self) -> Mapping[str, object]:
        """The key that turns this question over: where several lines are typed, it is another."""
        found = [name for name, one in self.active_bindings.items() if one.binding.id == "review.show"]
        return {"review_show": key_written(self, found[0])} if found else {}

    @dataclass
    class Done(Message):
        """A rating, or that a question was set aside, is on disk."""

        step: Step
        """What was done."""

    @dataclass
    class Judged(Message):
        """An answer is on disk, rated as its verdict stands for."""

        step: Step
        """What was done."""
        verdict: Verdict

    def __init__(self, practice: Practice | None = None) -> None:
        super().__init__()
        self._practice = practice
        self._card: ReviewCard | None = None
        self._verdict: Verdict | None = None
        self._answer: tuple[str, ...] = ()
        self._confidence: Confidence | None = None
        self._shown = False
        self._seen_at = inf
        """When the verdict was on the screen, by the clock of `pressed_at`: what was pressed before rates nothing."""
        self._answered_by: int | None = None
        """The digit that answered, while it does not rate: pressed twice by accident it would do both."""
        self._begun = Begun(())
        """What is kept of the answer to the question that is asked."""
        self._steps: list[Step] = []
        self._judged: Step | None = None
        """What is recorded of the answer whose verdict is on the screen."""
        self._unread = False
        """Whether the file of the next question cannot be read."""
        self._aside = ""
        """What was said of the latest question that was set aside."""

    async def on_mount(self) -> None:
        """Ask the first question."""
        await self._ask(None)

    @property
    def _answer_shown(self) -> bool:
        return self._shown or self._asking_sure is not None

    @property
    def _question(self) -> Question | None:
        return self._card.asked.question if self._card else None

    @property
    def _flaggable(self) -> tuple[Quiz, Question] | None:
        return (self._card.asked.quiz, self._card.asked.question) if self._card else None

    @property
    def _suggested(self) -> Rating:
        """The rating that the verdict stands for."""
        return Rating.GOOD if self._verdict is None else rate(right=self._verdict.right, hints=self._hints)

    @property
    def _offered(self) -> tuple[Rating, ...]:
        """The ratings to choose from: what was not right is forgotten."""
        return tuple(Rating) if self._verdict is None or self._verdict.right else (Rating.AGAIN,)

    @property
    def _too_early(self) -> bool:
        """Whether the key whose turn it is was pressed before the answer was on the screen."""
        return self.fivefold.pressed_at <= self._seen_at

    def _see(self) -> None:
        """The answer is on the screen."""
        self._seen_at = Message().time

    async def _ask(self, after: str | None) -> None:
        """Ask the next question; `after` is the identity of the one before, empty where that was taken back."""
        try:
            card = self.study.review(after=after, practice=self._practice) or (
                self.study.review(practice=self._practice) if after is not None else None
            )
        except LessonError as problem:
            card, self._unread = None, True
            self.fivefold.say_gone(problem)
        else:
            self._unread = False
        self._card, self._verdict, self._shown, self._answer, self._judged = card, None, False, (), None
        self._answered_by = self._confidence = None
        self._hints = 0
        self._seen_at = inf
        if card is None:
            await self.column.remove_children()
            await self.column.mount(Static(self._nothing_due(), markup=False))
        else:
            question = card.asked.question
            shown = sitting.shown(question, card.order)
            lang = card.asked.quiz.lang or language()
            confirmed = self._confirmed(question)
            self._begun = Begun(())
            with suppress(StoreError):  # what cannot be read now is there the next time
                self._begun = self.study.begun_again(card.asked.key)
            references, begun = card.references, self._begun.parts
            await self._put(question, shown, references=references, lang=lang, confirmed=confirmed, begun=begun)
            self._hints = min(self._begun.hints, len(question.hints))
            for number in range(self._hints):
                await self._put_hint(question, number, references=references, lang=lang)
        self._draw()

    @property
    def _is_open(self) -> bool:
        return self._card is not None and not self._shown

    def _write_open(self) -> None:
        self._write_begun(Begun(self._begun_parts, self._hints))

    def _write_begun(self, begun: Begun) -> None:
        if self._card and begun != self._begun:
            self.study.keep_begun_again(self._card.asked.key, begun)
            self._begun = begun

    def _forget_begun(self) -> None:
        """Nothing is begun any more: who has seen the answer begins anew."""
        with suppress(StoreError):  # what is kept of it yet does no harm, and goes with what is kept next
            self._write_begun(Begun(()))

    async def reword(self) -> None:
        """The same question in other words, with what was answered so far."""
        card = self._card
        if card is None:
            await self.column.remove_children()
            await self.column.mount(Static(self._nothing_due(), markup=False))
        elif not self._recording:
            card = self._card = self.study.reworded_card(card)
            question, lang = card.asked.question, card.asked.quiz.lang or language()
            shown = sitting.shown(question, card.order)
            confirmed = self._confirmed(question)
            await self._put(question, shown, references=card.references, lang=lang, confirmed=confirmed, again=True)
            for number in range(self._hints):
                await self._put_hint(question, number, references=card.references, lang=lang)
            if self._shown:
                await self._show_verdict(card)
        await super().reword()

    def _confirmed(self, question: Question) -> bool:
        """Whether a choice waits for Enter, or shows while it is asked how sure one is of it."""
        return not self.fivefold.digit_answers or self._asks_sure(question)

    def say_again(self) -> None:
        """Bring the bars up to date."""
        self._draw()

    def library_changed(self) -> None:
        """Ask what can be asked in a library that is another, where nothing was asked since a file is gone."""
        if self._unread:
            self.call_later(self._ask, None)

    def _nothing_due(self) -> Content:
        if self._unread:
            sentence = _("What is due cannot be asked: its file cannot be read. {review_done} leads to Today.")
            return self.toned("! " + with_keys(self, sentence), "warning", bold=True)
        nothing = _("Nothing is due any more.") if self._steps else _("Nothing is due.")
        done = nothing if self._practice is None else _("That was all of it.")
        if self._practice is not None and not self._steps:
            done = _("No question is weak.")
        lines = [self.toned("✓ " + done, "success", bold=True)]
        if said := self._session():
            lines.append(Content(said))
        if following := self.study.next_review():
            lines.append(self.muted(next_review_words(*self.study.wait(following.back), following.questions)))
        return Content("\n").join(lines)

    def _session(self) -> str:
        """What was done in this visit, in one line; empty where nothing was."""
        return session_words(tally(self._steps))

    def _draw(self) -> None:
        """Bring bars and choices up to date."""
        card = self._card
        self.top.place = Content.styled(_("Review") if self._practice is None else _("Practice"), "bold")
        left = card.left if card else 0
        self.top.state = Content(count("{n} left", "{n} left", left)) if left else Content("")
        self.strip.update(self._ratings() if self._shown else self._where())
        self._draw_rows(answered=self._shown, chosen=self._chosen)
        self.refresh_bindings()

    def _where(self) -> Content:
        if self._card is None:
            return Content("")
        leech = self.toned("  ·  ! " + _("leech"), "error") if self._card.asked.memory.leech else ""
        earlier = self.toned("  ·  ! " + _("new key"), "warning") if self._card.asked.earlier_key else ""
        kind = task(self._question)
        return Content.assemble("  ", self.muted(f"{self._card.asked.quiz.title}  ·  {kind}"), leech, earlier)

    def _ratings(self) -> Content:
        """The four ratings, with when the question comes back beside each, or under it where there is less room."""
        if self._card is None:
            return Content("")
        parts: list[tuple[Content, Content]] = []
        for rating in self._offered:
            strong = self._verdict is not None and rating is self._suggested
            digit = f"{rating.value} " if len(self._offered) > 1 else " "
            text = f"{'▸' if strong else ' '}{digit}{rating_word(rating)}"
            when = return_words(*self.study.wait(self._card.returns[rating]))
            parts.append((self.toned(text, _TONES[rating], bold=strong), self.muted(f" {when}  ")))
        row = Content.assemble(" ", *chain.from_iterable(parts))
        if row.cell_length <= self.size.width:
            return row
        cells = max(part.cell_length for part in chain.from_iterable(parts))
        before = " " if 1 + cells * len(parts) <= self.size.width else ""
        columns = zip(*parts, strict=True)
        return Content("\n").join(
            Content.assemble(before, *(part.pad_right(cells - part.cell_length) for part in line)) for line in columns
        )

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now."""
        if self._asking_sure is not None:
            return self._with_sure()
        if self._shown and len(self._offered) == 1:
            found = self._with_digits(1, _("Rate"))
            for name, one in found.items():
                if one.binding.id == "review.accept":
                    found[name] = one._replace(binding=replace(one.binding, description=_("Next")))
            if "1" in found:  # it does nothing while a rating is being recorded
                found["1"] = found["1"]._replace(binding=replace(found["1"].binding, show=False))
            return found
        if self._shown:
            return self._with_digits(len(Rating), _("Rate"))
        found = self._with_digits(self._digits, _("Answer"))
        for name in ("enter", "ctrl+d"):
            started = (
                self._form.started and not self._form.next_step if self._form else self._chosen or self._takes_cursor
            )
            if name in found and started:
                found[name] = found[name]._replace(binding=replace(found[name].binding, description=_("Answer")))
        return found

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that do something now."""
        sure = self._asking_sure is not None
        asking = self._card is not None and not self._recording
        match action:
            case "show_answer":
                return asking and not self._shown
            case "accept":  # what was only turned over is rated by a key of its own
                return asking and self._shown
            case "done":
                return self._card is None
            case "move":
                return asking and not self._answer_shown
            case "choose_here":
                return asking and not self._answer_shown and bool(self._rows)
            case "hint":
                return asking and not self._answer_shown
            case "digit":
                most = len(Rating) if self._shown else len(Confidence) if sure else len(self._rows)
                return asking and isinstance(parameters[0], int) and parameters[0] <= most
            case "choose_option":
                return asking and not self._answer_shown and any(row.option.id == parameters[0] for row in self._rows)
            case "reread":
                return self._card is not None and self._card.lesson is not None
            case "suspend" | "put_off" | "note" | "flag":
                return asking and not sure
            case "undo":
                return bool(self._steps) and not self._recording and not sure
        return True

    @property
    def only_said(self) -> frozenset[str]:
        """What was only turned over suggests no rating that could be taken."""
        return super().only_said | (frozenset({"accept"}) if self._verdict is None else frozenset())

    # Answering

    def action_choose_here(self) -> None:
        """Choose the option under the cursor, or take the choice back."""
        self._toggle(self._rows[self._cursor].option.id)

    async def action_hint(self) -> None:
        """Show the next hint."""
        card, question = self._card, self._question
        if question and not self._hint_waits:
            self.notify(no_hint_words(question), markup=False)
        elif card and question:
            lang = card.asked.quiz.lang or language()
            await self._put_hint(question, self._hints, references=card.references, lang=lang)
            self._hints += 1
            self.keep_soon()
            self._draw()

    async def action_digit(self, digit: int) -> None:
        """Before the answer is shown, choose, and say how sure one is where that is asked; afterwards, rate."""
        if self._asking_sure is not None:
            await self._turn(self._asking_sure, Confidence(digit))
            self._answered_by = digit
            return
        if self._shown:
            if self._too_early:
                return
            if len(self._offered) == 1:
                self.notify(
                    with_keys(self, _("What was not right is rated Again: {review_accept} goes on.")), markup=False
                )
                return
            if digit == self._answered_by:
                self._answered_by = None
                rating = rating_word(Rating(digit))
                said = _("{digit} answered; press it again to rate {rating}.").format(digit=digit, rating=rating)
                self.notify(said, markup=False)
                return
            await self._rate(Rating(digit))
            return
        option = self._rows[digit - 1].option.id
        self._cursor = digit - 1
        self._toggle(option)
        if not self._several and self.fivefold.digit_answers:
            await self.action_show_answer()
            self._answered_by = digit

    async def action_choose_option(self, id_: str) -> None:
        """Choose by id: true or false, wherever it stands."""
        await self.action_digit([row.option.id for row in self._rows].index(id_) + 1)
        self._answered_by = None

    async def action_show_answer(self) -> None:
        """Show the answer: judged where something was chosen, turned over where nothing was."""
        if self._asking_sure is not None:
            await self._turn(self._asking_sure)
            self._answered_by = None
            return
        answer: tuple[str, ...] | None = ()
        if self._form is None:
            if self._takes_cursor and self.fivefold.digit_answers:
                self._chosen = {self._rows[self._cursor].option.id}
            answer = tuple(self._chosen)
        elif self._form.started:
            if self._form.advance():
                self.refresh_bindings()
                return
            answer = self._form.given()
        question = self._question
        if answer and question and self._asks_sure(question):
            self._ask_sure(answer)
        elif answer is not None:
            await self._turn(answer)

    async def _turn(self, answer: tuple[str, ...], confidence: Confidence | None = None) -> None:
        """Turn the card over, with what was answered and how sure the member is of it; empty where nothing was."""
        card = self._card
        if card is None:
            return
        self._change()
        self._answer, self._confidence = answer, confidence
        if answer:
            self._judge(card)
        else:
            self._forget_begun()
            await self._show(card)

    def _judge(self, card: ReviewCard) -> None:
        """Record an answer, rated as its verdict stands for: it is on disk before that is shown."""
        question, answer, confidence = card.asked.question, self._answer, self._confidence
        verdict = grade(question, as_recorded(question, answer))
        rating = rate(right=verdict.right, hints=self._hints)
        if not self._recording:
            self._recording = True
            self._record_judged(lambda: self.study.rate(card, rating, answer, confidence), rating, verdict)

    @work(thread=True, exclusive=True)
    def _record_judged(self, verb: Callable[[], str], rating: Rating, verdict: Verdict) -> None:
        """Write it, away from the screen; a write's result is never dropped."""
        try:
            event = verb()
        except StoreError as problem:
            self.post_refusal(self.Refused(problem, self._judge_again))
        else:
            self.post_message(self.Judged(Step(event, rating, False, self._practice), verdict))

    def _judge_again(self) -> None:
        if self._card:
            self._judge(self._card)

    @on(Judged)
    async def _judgement(self, event: Judged) -> None:
        """It is on disk: show the verdict."""
        self._recording = False
        self._steps.append(event.step)
        self._judged, self._verdict = event.step, event.verdict
        self._forget_begun()
        if self._card:
            await self._show(self._card)
        self._leave_afterwards()

    async def _show(self, card: ReviewCard) -> None:
        self._shown = True
        await self._show_verdict(card)
        self._draw()

    async def _show_verdict(self, card: ReviewCard) -> None:
        question, answer = card.asked.question, self._answer
        if self._form:
            self._form.mark(answer)
            self.set_focus(None)
        memory = card.asked.memory
        told = VerdictCard(
            Told(
                question=question,
                choice=answer,
                verdict=self._verdict,
                references=card.references,
                lang=card.asked.quiz.lang or language(),
                reread=self.study.reread(card.lesson, question),
                warning=leech_words(memory.lapses) if memory.leech else "",
                points=question.points,
            )
        )
        await self.column.mount(told)
        if note := self.study.note_to(*card.asked.key):
            await self.column.mount(Static(self.muted(_("Your note")), classes="note--word", markup=False))
            document = read_document("", note.text)
            await self.column.mount(
                Passage(
                    blocks=document.blocks, references=document.references, lang=language(), gaps=None, as_written=True
                )
            )
        self.call_after_refresh(self._bring_verdict, told)
        self.call_after_refresh(self._see)

    @on(ChoiceRow.Chosen)
    async def _clicked(self, event: ChoiceRow.Chosen) -> None:
        if not self._shown:
            self._change()
            await self.action_digit(event.number)

    async def action_accept(self) -> None:
        """Take the rating that the verdict suggests."""
        if self._too_early:
            return
        if self._verdict is None:
            ratings = listed(f"{one.value} {rating_word(one)}" for one in Rating)
            self.notify(_("Say how it came: {ratings}.").format(ratings=ratings), markup=False)
            return
        await self._rate(self._suggested)

    async def _rate(self, rating: Rating) -> None:
        card, choice, confidence, judged = self._card, self._answer, self._confidence, self._judged
        if judged and judged.rating is rating:
            await self._further(judged)
        elif card:
            before = judged.event if judged else ""
            self._do(lambda: self.study.rate(card, rating, choice, confidence, instead_of=before), rating=rating)

    def action_suspend(self) -> None:
        """Ask this question no more, until it is resumed."""
        if self._card:
            question = self._card.asked.key
            self._do(lambda: self.study.suspend(question), suspended=True)

    def action_note(self) -> None:
        """Write a note to this question, or change it."""
        card = self._card
        if card is None:
            return
        quiz, question = card.asked.key
        note = self.study.note_to(quiz, question)
        stem = plain_inline(card.asked.question.stem, card.references)

        def keep(_number: int, text: str) -> bool:
            if note:
                return self.study.rewrite_note(note, text)
            self.study.note_question(quiz, question, stem=stem, text=text)
            return False

        subject = Subject(stem, note.text if note else "", self.study.draft_place(note, quiz, question))
        self.app.push_screen(NoteEditor(self.study, [subject], keep), self.note_kept)

    def action_put_off(self) -> None:
        """Ask this question no more today."""
        if self._card:
            question = self._card.asked.key
            self._do(lambda: self.study.bury(question))

    def _do(self, verb: Callable[[], str], *, rating: Rating | None = None, suspended: bool = False) -> None:
        if not self._recording:
            self._recording = True
            self._record(verb, rating, suspended)

    @work(thread=True, exclusive=True)
    def _record(self, verb: Callable[[], str], rating: Rating | None, suspended: bool) -> None:
        """Write what was done, away from the screen; a write's result is never dropped."""
        try:
            event = verb()
        except StoreError as problem:
            again = partial(self._do, verb, rating=rating, suspended=suspended)
            self.post_refusal(self.Refused(problem, again))
        else:
            self.post_message(self.Done(Step(event, rating, suspended, self._practice)))

    @on(Done)
    async def _go_on(self, event: Done) -> None:
        """It is on disk: on to the next question."""
        self._recording = False
        step = event.step
        if step.rating is not None and self._judged:  # it is rated otherwise
            self._steps.remove(self._judged)
        self._steps.append(step)
        self._forget_begun()
        await self._further(step)
        self._leave_afterwards()

    async def _further(self, step: Step) -> None:
        """Ask the next question."""
        asked = self._card.asked if self._card else None
        if asked is None:
            return
        if self._practice:
            self._practice = self._practice.after(asked.key, step.rating)
        if step.suspended:
            self._set_aside(_("It is not asked any more; Me lists what is suspended. {review_undo} takes it back."))
        elif step.rating is None:
            self._set_aside(_("It is asked tomorrow. {review_undo} takes it back."))
        elif asked.becomes_leech(step.rating):
            self.notify(leech_words(asked.memory.lapses + 1), severity="warning", timeout=8, markup=False)
        await self._ask(asked.identity)

    def _set_aside(self, said: str) -> None:
        self._aside = with_keys(self, said)
        self.notify(self._aside, markup=False)

    def on_screen_suspend(self) -> None:
        """Elsewhere nothing takes it back."""
        self.fivefold.unsay(self._aside)

    @on(QuestionScreen.Refused)
    def _stay(self, event: QuestionScreen.Refused) -> None:
        """The question stays on the screen, and the same key tries again."""
        self._recording, self._afterwards = False, None
        self._draw()
        self.not_recorded(event.problem, _("Not recorded; try again"), event.again)

    async def action_undo(self) -> None:
        """Take the latest thing done in this visit back."""
        step = self._steps[-1]
        try:
            self.study.undo(step.event)
        except StoreError as problem:
            self.notify(problem.text(_), severity="error", markup=False)
            return
        self._steps.pop()
        self._practice = step.before
        self.fivefold.unsay(self._aside)
        self.notify(
            _("The rating was taken back.") if step.rating is not None else _("The question is asked again."),
            markup=False,
        )
        await self._ask("")

    def action_back(self) -> None:
        """Leave, with a word of what was done."""
        if self._asking_sure is None:
            if not self.let_end(self.action_back):
                return
            if self._card and (said := self._session()):
                self.notify(said, markup=False)
        super().action_back()

    def action_done(self) -> None:
        """Back to Today."""
        self.fivefold.show_today()

    def action_reread(self) -> None:
        """Open the lesson where the question comes from."""
        if card := self._card:
            self.fivefold.reread(card.lesson, card.asked.question)
