"""Review: what is due is asked again, the answer shown, and how it came is rated."""

from dataclasses import dataclass, replace

from textual import on, work
from textual.binding import ActiveBinding
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from quizzes.grade import Verdict, as_recorded, grade
from quizzes.memory import Rating
from quizzes.model import Choice, Multiple, Question, Typed
from store.errors import StoreError
from tui.commands.wording import accepted_words, rating_word, return_words
from tui.i18n import _, count, language, later
from tui.keys import HELP, REVIEW, REVIEW_DIGITS
from tui.screens.question import QuestionScreen, task
from tui.views import ReviewCard
from tui.widgets.choice import ChoiceRow
from tui.widgets.passage import Passage

_TONES = {Rating.AGAIN: "error", Rating.HARD: "warning", Rating.GOOD: "success", Rating.EASY: "accent"}


class ReviewScreen(QuestionScreen):
    """One question after another, until nothing is due."""

    BINDINGS = [*REVIEW, *REVIEW_DIGITS, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later(
        "Answer by digit or by typing, or turn over with Space, an empty line with Enter; then rate how it came."
    )

    @dataclass
    class Rated(Message):
        """A rating is on disk."""

        event: str
        """Its id, for taking it back."""

    def __init__(self) -> None:
        super().__init__()
        self._card: ReviewCard | None = None
        self._verdict: Verdict | None = None
        self._answer: tuple[str, ...] = ()
        self._shown = False
        self._rated: list[str] = []

    async def on_mount(self) -> None:
        """Ask the first question."""
        await self._ask(None)

    @property
    def _question(self) -> Question | None:
        return self._card.asked.question if self._card else None

    @property
    def _suggested(self) -> Rating:
        """The rating that the verdict stands for."""
        return Rating.GOOD if self._verdict is None or self._verdict.right else Rating.AGAIN

    async def _ask(self, after: str | None) -> None:
        card = self.study.review(after=after) or (self.study.review() if after else None)
        self._card, self._verdict, self._shown, self._answer = card, None, False, ()
        if card is None:
            await self.column.remove_children()
            await self.column.mount(Static(self._nothing_due(), markup=False))
        else:
            question = card.asked.question
            options = question.options if isinstance(question, Choice) else ()
            lang = card.asked.quiz.lang or language()
            await self._put(question, options, references=card.references, lang=lang)
        self._draw()

    def _nothing_due(self) -> Content:
        load = self.study.load()
        days = [day for day, number in load.items() if number]
        lines = [self.toned("✓ " + _("Nothing is due any more."), "success", bold=True)]
        if days:
            number = count("{n} question", "{n} questions", load[days[0]])
            ahead = list(load).index(days[0]) + 1
            lines.append(
                self.muted(_("Next review {when}, {number}.").format(when=return_words(ahead, None), number=number))
            )
        return Content("\n").join(lines)

    def _draw(self) -> None:
        """Bring bars and choices up to date."""
        card = self._card
        self.top.place = Content.styled(_("Review"), "bold")
        left = card.left if card else 0
        self.top.state = Content(count("{n} left", "{n} left", left)) if left else Content("")
        self.strip.update(self._ratings() if self._shown else self._where())
        self._draw_rows(answered=self._shown, chosen=self._chosen)
        self.refresh_bindings()

    def _where(self) -> Content:
        if self._card is None:
            return Content("")
        return Content.assemble("  ", self.muted(f"{self._card.asked.quiz.title}  ·  {task(self._question)}"))

    def _ratings(self) -> Content:
        """The four ratings, with when the question comes back under each."""
        parts: list[Content | str] = [" "]
        if self._card is None:
            return Content("")
        for rating in Rating:
            back = self._card.returns[rating]
            when = return_words(*self.study.wait(back))
            strong = self._verdict is not None and rating is self._suggested
            parts += [
                self.toned(
                    f"{'▸' if strong else ' '}{rating.value} {rating_word(rating)}", _TONES[rating], bold=strong
                ),
                self.muted(f" {when}  "),
            ]
        return Content.assemble(*parts)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now."""
        if self._shown:
            return self._with_digits(len(Rating), _("Rate"))
        found = self._with_digits(self._digits, _("Answer"))
        enter = found.get("enter")
        if enter and any(row.typed.strip() for row in self._gaps):
            found["enter"] = enter._replace(binding=replace(enter.binding, description=_("Answer")))
        return found

    @on(Input.Changed)
    def _retyped(self) -> None:
        """An empty line is turned over, any other is answered: the bar of keys says which."""
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that do something now."""
        asking = self._card is not None and not self._recording
        match action:
            case "show_answer":
                return asking and not self._shown
            case "accept":  # what was only turned over is rated by a key of its own
                return asking and self._shown and self._verdict is not None
            case "done":
                return self._card is None
            case "move" | "choose_here":
                return asking and not self._shown
            case "digit":
                most = len(Rating) if self._shown else len(self._rows)
                return asking and isinstance(parameters[0], int) and parameters[0] <= most
            case "reread":
                return self._card is not None and self._card.lesson is not None
            case "undo":
                return bool(self._rated) and not self._recording
        return True

    # Answering

    def action_choose_here(self) -> None:
        """Choose the option under the cursor, where several may be right."""
        if self._rows:
            self._chosen ^= {self._rows[self._cursor].option.id}
            self._draw()

    async def action_digit(self, digit: int) -> None:
        """Before the answer is shown, choose; afterwards, rate."""
        if self._shown:
            self._rate(Rating(digit))
            return
        option = self._rows[digit - 1].option.id
        self._cursor = digit - 1
        if isinstance(self._question, Multiple):
            self._chosen ^= {option}
            self._draw()
        else:
            self._chosen = {option}
            await self.action_show_answer()

    async def action_show_answer(self) -> None:
        """Show the answer: judged where something was chosen, turned over where nothing was."""
        card = self._card
        answer = self._typed() if self._gaps else tuple(self._chosen)
        if card is None or answer is None:
            return
        self._shown, self._answer = True, answer
        question = card.asked.question
        self._verdict = grade(question, as_recorded(question, answer)) if answer else None
        self._mark_typed(answer)
        lang = card.asked.quiz.lang or language()
        blocks = [
            block
            for option in (question.options if isinstance(question, Choice) else ())
            if option.id in self._chosen
            for block in option.feedback
        ]
        blocks += question.explanation
        said = Static(self._said(), classes="verdict--said", markup=False)
        await self.column.mount(said)
        if (
            isinstance(question, Typed)
            and self._verdict
            and (accepted := accepted_words(question, answer, self._verdict))
        ):
            await self.column.mount(Static(Content(accepted), markup=False))
        if blocks:
            await self.column.mount(Passage(blocks=tuple(blocks), references=card.references, lang=lang, gaps=None))
        self._draw()
        self.call_after_refresh(said.scroll_visible, animate=False)

    def _said(self) -> Content:
        if self._verdict is None:
            return self.muted(_("How did it come?"))
        if self._verdict.right:
            return self.toned("✓ " + _("Right"), "success", bold=True)
        if self._verdict.partly:
            return self.toned("! " + _("Partly right"), "warning", bold=True)
        return self.toned("✗ " + _("Not quite"), "error", bold=True)

    @on(ChoiceRow.Chosen)
    async def _clicked(self, event: ChoiceRow.Chosen) -> None:
        if not self._shown:
            await self.action_digit(event.number)

    def action_accept(self) -> None:
        """Take the rating that the verdict suggests."""
        self._rate(self._suggested)

    def _rate(self, rating: Rating) -> None:
        if self._card and not self._recording:
            self._recording = True
            self._record(self._card, rating, self._answer)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _record(self, card: ReviewCard, rating: Rating, choice: tuple[str, ...]) -> None:
        """Write the rating, away from the screen; a write's result is never dropped."""
        try:
            event = self.study.rate(card, rating, choice)
        except StoreError as problem:
            self.post_message(self.Refused(problem.text(_)))
        else:
            self.post_message(self.Rated(event))

    @on(Rated)
    async def _go_on(self, event: Rated) -> None:
        """The rating is on disk: on to the next question."""
        self._recording = False
        self._rated.append(event.event)
        await self._ask(self._card.asked.identity if self._card else None)

    @on(QuestionScreen.Refused)
    def _stay(self, event: QuestionScreen.Refused) -> None:
        """The question stays on the screen, and the same key tries again."""
        self._recording = False
        self.notify(event.sentence, title=_("Not recorded; rate it again"), severity="error", timeout=12, markup=False)
        self._draw()

    async def action_undo(self) -> None:
        """Take the latest rating of this visit back."""
        try:
            self.study.undo(self._rated[-1])
        except StoreError as problem:
            self.notify(problem.text(_), severity="error", markup=False)
            return
        self._rated.pop()
        self.notify(_("The rating was taken back."), markup=False)
        await self._ask(None)

    def action_done(self) -> None:
        """Back to Today."""
        self.fivefold.show_today()

    def action_reread(self) -> None:
        """Open the lesson where the question comes from."""
        card = self._card
        reread = self.study.reread(card.lesson, card.asked.question) if card else None
        if reread:
            self.fivefold.read(reread.lesson.key, section=reread.section)
