"""A check in a lesson: its questions, answered where they stand, with the verdict below; each can be tried again.

It is long because what a question asks and what came of it are drawn and answered in one place between the lines.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from textual import events, on
from textual.binding import ActiveBinding
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from lessons.blocks import Block
from quizzes import sitting
from quizzes.model import Choice, Multiple, Option, Output, Question, Reflection, Typed
from tui.commands.quiz_words import hint_title, no_hint_words
from tui.i18n import _, language
from tui.keys import CHECK, CHECK_DIGITS
from tui.render.inline import References
from tui.render.words import words
from tui.sentences import key_of
from tui.shell import Shell
from tui.views import Answered
from tui.views import Begun as Kept
from tui.widgets.answer import Picks
from tui.widgets.choice import DIGITS, ChoiceRow, nothing_chosen, stepped
from tui.widgets.form import AnswerForm
from tui.widgets.passage import Passage
from tui.widgets.verdict import VerdictCard, told_of

_NOTHING = Kept(())


class CheckQuestion(Vertical, can_focus=True):
    """One question of a check."""

    DEFAULT_CSS = """
    CheckQuestion { height: auto; }
    CheckQuestion ChoiceRow { margin-bottom: 0; }
    CheckQuestion > .check--hints, CheckQuestion > GapForm { margin-bottom: 0; }
    CheckQuestion > VerdictCard { margin: 1 0 0 0; }
    CheckCard > CheckQuestion { margin-bottom: 1; }
    CheckCard > CheckQuestion:last-child { margin-bottom: 0; }
    CheckQuestion > .check--task { height: auto; color: $text-muted; }
    CheckQuestion:focus > .check--task, CheckQuestion:focus-within > .check--task {
        color: $text-primary; text-style: bold; background: $block-cursor-background;
    }
    CheckQuestion > .stem, CheckQuestion > .stem-body, CheckQuestion .hint { height: auto; margin-bottom: 1; }
    CheckQuestion > .check--hints { height: auto; }
    CheckQuestion .hint--title { height: auto; color: $text-accent; text-style: bold; }
    """
    BINDINGS = [*CHECK, *CHECK_DIGITS]  # noqa: RUF012 - Textual declares it as a plain class variable

    @dataclass
    class Given(Message):
        """It was answered, and waits to be recorded."""

        question: "CheckQuestion"
        choice: tuple[str, ...]
        hints: int

    @dataclass
    class Begun(Message):
        """Its answer, which is not given yet, is another than before."""

        question: "CheckQuestion"

    @dataclass
    class Left(Message):
        """The member wants to read on."""

        question: "CheckQuestion"

    @dataclass
    class Paged(Message):
        """The member wants to turn the page."""

        pages: int

    @dataclass
    class Touched(Message):
        """Something in it is to be on the screen."""

        question: "CheckQuestion"
        widget: Widget

    def __init__(
        self,
        question: Question,
        order: Sequence[str],
        *,
        references: References,
        lang: str,
        title: str,
        answered: Answered | None,
        back: Callable[[Answered], str],
        begun: Kept = _NOTHING,
        before: "CheckQuestion | None" = None,
    ) -> None:
        """Take the question; `before` is what it was in another language, with what was answered so far.

        What was `begun` of an answer when the lesson was left stands there again.
        """
        super().__init__()
        self._before = before
        self._begun = begun.parts
        self.asked = question
        self._title = title
        self.order = tuple(order)
        self._references = references
        self._lang = lang
        self._answered = answered
        self._back = back
        self._form: AnswerForm | None = None
        self._cursor, self._moved = 0, False
        self._chosen: set[str] = set()
        self._given: tuple[str, ...] = ()
        self._hints = 0
        self._recording = False
        if before and before.open:
            self._answered = None
            self._cursor, self._moved = before.cursor, before.moved
            self._chosen, self._hints = set(before.chosen), before.hints
        elif not answered:
            self._hints = min(begun.hints, len(question.hints))
            self._take_up_chosen()

    def _take_up_chosen(self) -> None:
        if isinstance(self.asked, Choice):
            self._chosen = {one.id for one in self.asked.options} & set(self._begun)

    @property
    def card(self) -> "CheckCard | None":
        """The check that it is in."""
        return next((one for one in self.ancestors if isinstance(one, CheckCard)), None)

    def compose(self) -> Iterable[Widget]:
        """What is asked, and the answers."""
        yield from self._parts()

    def _parts(self) -> Iterable[Widget]:
        from tui.screens.question import form_for, task  # noqa: PLC0415 - a screen imports its widgets

        question, references, lang = self.asked, self._references, self._lang
        head = Content.assemble((self._title, "$text-accent bold"), " · ", task(question))
        yield Static(head, classes="check--task", markup=False)
        if question.introduction:
            yield Passage(blocks=question.introduction, references=references, lang=lang, classes="stem-body")
        if question.stem:
            yield Passage(question.stem, references=references, lang=lang, classes="stem")
        if question.body:
            yield Passage(blocks=question.body, references=references, lang=lang, classes="stem-body")
        yield Vertical(classes="check--hints")
        shown = sitting.shown(question, self.order)
        several = isinstance(question, Multiple)
        for number, option in enumerate((one for one in shown if isinstance(one, Option)), 1):
            yield ChoiceRow(
                number, option, references=references, lang=lang, several=several, confirmed=not self._digit_answers
            )
        self._form = form_for(question, shown, references=references, lang=lang)
        if self._form:
            if self._before and self._before.form and self._answered is None:
                self._form.take_over(self._before.form)
            elif self._begun and self._answered is None:
                self._form.take_up(self._begun)
            yield self._form
        self._before = None

    async def on_mount(self) -> None:
        """Show how it was answered last, where it was."""
        if self._answered:
            await self._show_answer(self._answered)
        else:
            for number in range(self._hints):
                self._show_hint(number)
            self._draw()

    @property
    def cursor(self) -> int:
        """The option under the cursor, from 0."""
        return self._cursor

    @property
    def moved(self) -> bool:
        """Whether an option has the cursor: none has before a key moves there."""
        return self._moved

    @property
    def chosen(self) -> Collection[str]:
        """Ids of the options that are chosen so far."""
        return self._chosen

    @property
    def hints(self) -> int:
        """How many hints are shown."""
        return self._hints

    @property
    def hint_waits(self) -> bool:
        """Whether there is a hint that is not open yet."""
        return self._hints < len(self.asked.hints)

    @property
    def _rows(self) -> list[ChoiceRow]:
        return list(self.query_children(ChoiceRow))

    @property
    def choices(self) -> int:
        """How many options have a digit."""
        return min(len(self._rows), DIGITS)

    def has_options_within(self, region: Region) -> bool:
        """Whether it has options, and all of them are within a region of the screen."""
        return bool(self._rows) and all(region.contains_region(row.region) for row in self._rows)

    @property
    def open(self) -> bool:
        """Whether it waits for an answer."""
        return self._answered is None and not self._recording

    @property
    def begun(self) -> Kept:
        """What is answered so far, and not given yet."""
        if self._answered is not None:
            return _NOTHING
        return Kept(self._form.begun() if self._form else tuple(sorted(self._chosen)), self._hints)

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Picks.Changed)
    @on(AnswerForm.Changed)
    def _tell_begun(self) -> None:
        if self.open:
            self.post_message(self.Begun(self))

    @property
    def form(self) -> AnswerForm | None:
        """What the answer is put into, where it is not chosen."""
        return self._form

    def enter(self) -> None:
        """Take the focus, where the answer is put in."""
        if self._form and self._answered is None:
            self._form.begin()
        else:
            self.focus()
        self.post_message(self.Touched(self, self))

    def step_inside(self, step: int) -> bool:
        """Give the focus to the next place to type in, or the one before; False where there is none."""
        places = [one for one in self.query("*") if one.focusable] if self.open else []
        at = next((index for index, one in enumerate(places) if one.has_focus), None)
        if at is None or not 0 <= at + step < len(places):
            return False
        places[at + step].focus(scroll_visible=False)
        return True

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show the part that is being answered."""
        self.post_message(self.Touched(self, event.widget))
        self._draw()

    def on_focus(self) -> None:
        """Show the cursor."""
        self._draw()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self._draw()

    def _draw(self) -> None:
        answered = self._answered
        taken = frozenset(answered.answer.choice) if answered else frozenset(self._chosen)
        for index, row in enumerate(self._rows):
            if row.is_mounted:
                cursor = self.has_focus and self._moved and index == self._cursor and answered is None
                row.show(cursor=cursor, chosen=row.option.id in taken, answered=answered is not None)
        self.refresh_bindings()

    # Keys

    @property
    def _was_typed(self) -> bool:
        """Whether it is answered, and by typing: then no letter is a key, as none was while it was typed."""
        return self._answered is not None and isinstance(self.asked, Typed | Output | Reflection)

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002 - Textual's own
        """Whether this key does nothing else here."""
        return self._was_typed and character is not None and character.isalnum()

    async def _on_key(self, event: events.Key) -> None:
        """Say to who goes on typing that it is answered; nothing of the lesson's keys happens by it."""
        if self.has_focus and self.check_consume_key(event.key, event.character):
            event.stop()
            event.prevent_default()
            keys = {one.binding.id: self.app.get_key_display(one.binding) for one in self._active_keys()}
            again, on_ = (keys.get(name) or key_of(self, name) for name in ("check.again", "check.on"))
            said = _("This is answered: {again} asks it again, {on} reads on.").format(again=again, on=on_)
            self.notify(said, markup=False)

    def _active_keys(self) -> list[ActiveBinding]:
        """The keys that work now; of several for one thing the first at the end, as the bar of keys has it."""
        return list(reversed(self.screen.active_bindings.values()))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that do something now."""
        match action:
            case "submit":
                return self.open
            case "choose_here":
                return self.open and bool(self._rows)
            case "move":
                return self.open and (bool(self._rows) or self._form is not None)
            case "choose":
                return self.open and isinstance(parameters[0], int) and parameters[0] <= len(self._rows)
            case "choose_option":
                return self.open and any(row.option.id == parameters[0] for row in self._rows)
            case "hint":
                return self.open
            case "again" | "read_on":
                return self._answered is not None
            case "on":
                return not self._recording
        return True

    def action_move(self, step: int) -> None:
        """Move between the options, or inside the form."""
        if self._form:
            self._form.move(step)
            self.post_message(self.Touched(self, self.screen.focused or self))
            return
        self._cursor = stepped(self._cursor if self._moved else None, step, len(self._rows))
        self._moved = True
        self._draw()
        self.post_message(self.Touched(self, self._rows[self._cursor]))

    def action_read_on(self) -> None:
        """Go on after the verdict, as in a quiz."""
        self.action_on()

    def action_choose_here(self) -> None:
        """Choose the option under the cursor, or take the choice back."""
        self._toggle(self._cursor)

    def action_choose(self, digit: int) -> None:
        """Choose by number; where one is right, that is the answer."""
        self._cursor = digit - 1
        self._toggle(self._cursor)
        if not isinstance(self.asked, Multiple) and self._digit_answers:
            self.action_submit()

    def action_choose_option(self, id_: str) -> None:
        """Choose by id: true or false, wherever it stands."""
        self.action_choose([row.option.id for row in self._rows].index(id_) + 1)

    @property
    def _digit_answers(self) -> bool:
        """Whether a digit answers at once."""
        return self.app.digit_answers if isinstance(self.app, Shell) else True

    def _toggle(self, index: int) -> None:
        option = self._rows[index].option.id
        self._moved = True
        self._chosen = self._chosen ^ {option} if isinstance(self.asked, Multiple) else {option}
        self._tell_begun()
        self._draw()

    @on(ChoiceRow.Chosen)
    def _clicked(self, event: ChoiceRow.Chosen) -> None:
        event.stop()
        if self.open:
            self.focus()
            self.action_choose(event.number)

    def action_submit(self) -> None:
        """Answer."""
        if self._form:
            if self._form.advance():
                self.refresh_bindings()
                return
            answer = self._form.given()
            if answer:
                self._give(answer)
            elif answer is not None:
                self._form.refuse(_("Nothing is answered yet.") if self._form.can_focus else _("Nothing is typed yet."))
            return
        if not self._chosen and self._moved and not isinstance(self.asked, Multiple):
            self._chosen = {self._rows[self._cursor].option.id}
        if self._chosen:
            self._give(tuple(self._chosen))
        else:
            toggle, down = key_of(self, "check.toggle"), key_of(self, "check.down")
            self.notify(nothing_chosen(toggle, down, moved=self._moved), markup=False)

    def give_again(self) -> None:
        """Give the answer that was refused once more."""
        if self.is_attached and self.open:
            self._give(self._given)

    def _give(self, choice: tuple[str, ...]) -> None:
        self._given = choice
        self._recording = True
        self._draw()
        self.post_message(self.Given(self, choice, self._hints))

    def refused(self) -> None:
        """It could not be recorded: the answer stays, and can be given again."""
        self._recording = False
        self._draw()

    async def recorded(self, answered: Answered) -> None:
        """Show the verdict: the answer is on disk."""
        self._recording, self._begun = False, ()
        await self._show_answer(answered)
        if self.has_focus_within:
            self.focus()
        card = self.query_one(VerdictCard)
        self.call_after_refresh(self.post_message, self.Touched(self, card))

    async def _show_answer(self, answered: Answered) -> None:
        self._answered = answered
        if self._form:
            self._form.mark(answered.answer.choice)
        await self.mount(VerdictCard(told_of(answered, None, self._back(answered), language())))
        self._draw()

    def action_hint(self) -> None:
        """Show the next hint."""
        if not self.hint_waits:
            self.notify(no_hint_words(self.asked), markup=False)
            return
        self._show_hint(self._hints)
        self._hints += 1
        self._tell_begun()
        self._draw()

    def _show_hint(self, number: int) -> None:
        hints = self.asked.hints
        title = Static(hint_title(number + 1, len(hints)), classes="hint--title", markup=False)
        shown = Passage(blocks=hints[number], references=self._references, lang=self._lang, classes="hint")
        self.query_one(".check--hints").mount(title, shown)

    async def action_again(self) -> None:
        """Ask it again."""
        self._answered, self._hints, self._cursor, self._moved = None, 0, 0, False
        self._chosen = set()
        self._take_up_chosen()
        await self.remove_children()
        await self.mount(*self._parts())
        self._draw()
        self.enter()

    def action_on(self) -> None:
        """Read on."""
        self.post_message(self.Left(self))

    def action_page(self, pages: int) -> None:
        """Turn the page of the lesson."""
        self.post_message(self.Paged(pages))


class CheckCard(Vertical):
    """One check: a line that says so, and its questions."""

    DEFAULT_CSS = """
    CheckCard { height: auto; background: $background; }
    CheckCard > .check--broken { height: auto; color: $text-warning; }
    CheckCard > Passage { height: auto; margin-bottom: 1; }
    """

    @dataclass
    class Grown(Message):
        """It has another height."""

        card: "CheckCard"

    def __init__(
        self,
        index: int,
        questions: Sequence[Question],
        *,
        introduction: Sequence[Block],
        references: References,
        lang: str,
        answered: Callable[[str], Answered | None],
        order: Callable[[Question], Sequence[str]],
        back: Callable[[Answered], str],
        begun: Callable[[str], Kept] = lambda _question: _NOTHING,
        before: Mapping[str, CheckQuestion] = MappingProxyType({}),
    ) -> None:
        super().__init__()
        self.index = index
        self._lang = lang
        self._introduction = introduction
        self._references = references
        self._broken = any(not question.askable for question in questions)
        asked = [question for question in questions if question.askable]
        title = f"▸ {words(language()).check}"
        self.questions = [
            CheckQuestion(
                question,
                order(question),
                references=references,
                lang=lang,
                title=title if len(asked) == 1 else f"{title} {number}/{len(asked)}",
                answered=answered(question.id),
                back=back,
                begun=begun(question.id),
                before=before.get(question.id),
            )
            for number, question in enumerate(asked, 1)
        ]

    def compose(self) -> Iterable[Widget]:
        """Introduction, questions, and a word where one is not asked."""
        if self._introduction:
            yield Passage(blocks=self._introduction, references=self._references, lang=self._lang)
        yield from self.questions
        if self._broken or not self.questions:
            said = _("A question here has an error and is not asked; fivefold check names it.")
            yield Static(f"! {said}", classes="check--broken", markup=False)

    def tell_height(self) -> None:
        """Tell how high it is now."""
        self.post_message(self.Grown(self))

    def enter(self, *, last: bool, question: str = "") -> None:
        """Give the focus to the first question, or to the last one, or to the one of this id."""
        found = next((one for one in self.questions if one.asked.id == question), None)
        if found:
            found.enter()
        elif self.questions:
            self.questions[-1 if last else 0].enter()

    def neighbour(self, question: CheckQuestion, step: int) -> CheckQuestion | None:
        """The next question of this check, or the one before."""
        at = self.questions.index(question) + step
        return self.questions[at] if 0 <= at < len(self.questions) else None
