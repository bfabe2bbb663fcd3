"""What the quiz and the review share: a question, a cursor on its options or in its gaps, how sure its answer is.

It is long because every type of question is asked by it, with one set of keys.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from textual import events, getters, on
from textual.binding import ActiveBinding
from textual.containers import Center, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from lessons.blocks import Block
from quizzes.errors import QuizError
from quizzes.model import (
    Cloze,
    Confidence,
    Entry,
    Matching,
    Multiple,
    Numeric,
    Option,
    Ordering,
    Output,
    Question,
    Quiz,
    Reflection,
    Shown,
    Text,
    Typed,
)
from store.errors import StoreError
from tui.commands.quiz_words import confidence_word, hint_title
from tui.i18n import _
from tui.keys import written
from tui.render.inline import References
from tui.render.plain import plain_inline
from tui.screens.base import StudyScreen, not_typed
from tui.screens.keeping import Keeping
from tui.widgets.answer import Picks
from tui.widgets.choice import DIGITS, ChoiceRow, stepped
from tui.widgets.form import AnswerForm
from tui.widgets.gap_form import GapForm
from tui.widgets.match_form import MatchForm
from tui.widgets.order_form import OrderForm
from tui.widgets.output_form import OutputForm
from tui.widgets.passage import Passage
from tui.widgets.reflection_form import ReflectionForm
from tui.widgets.verdict import VerdictCard

_VERDICT_ROWS = 7
"""Rows left for a verdict below the options, so that they need not move closer when it comes."""

_HEADLINE = 2
"""Rows of a verdict that say what it was, and what of the answer was right."""


def task(question: Question | None) -> str:
    """What there is to do, in a few words."""
    match question:
        case Multiple():
            return _("Choose all that are right")
        case Numeric():
            return _("Type a number")
        case Ordering():
            return _("Put in order")
        case Matching():
            return _("Find the partners")
        case Reflection():
            return _("For you alone")
        case Output():
            return _("Type what is printed")
        case Cloze():
            return _("Fill in the gaps")
        case Typed():
            return _("Type the answer")
    return _("Choose one")


def form_for(question: Question, shown: Sequence[Shown], *, references: References, lang: str) -> AnswerForm | None:
    """What the answer is put into; None where it is chosen among options."""
    entries = [one for one in shown if isinstance(one, Entry)]
    match question:
        case Text() | Numeric() | Cloze():
            return GapForm(question, references=references, lang=lang)
        case Output():
            return OutputForm(question, references=references, lang=lang)
        case Ordering():
            return OrderForm(question, entries, references=references, lang=lang)
        case Matching():
            return MatchForm(question, entries, references=references, lang=lang)
        case Reflection():
            return ReflectionForm(question, references=references, lang=lang)
    return None


class QuestionScreen(StudyScreen, Keeping[None]):
    """A screen that asks questions, one after another."""

    AUTO_FOCUS = ""  # what is asked takes the focus, and what is answered leaves every key to the screen
    CSS_PATH = "question.tcss"
    STUDIES = True

    @dataclass
    class Refused(Message):
        """What was answered could not be recorded."""

        problem: StoreError | QuizError
        """Why."""
        again: Callable[[], object]
        """Tries the very same again."""

    KEPT_FREE: ClassVar = _VERDICT_ROWS
    """Rows below the options where they have air between them."""

    strip = getters.query_one("#strip", Static)
    page = getters.query_one("#page", VerticalScroll)
    column = getters.query_one("#column", Vertical)

    def __init__(self) -> None:
        super().__init__()
        self._cursor = 0
        self._moved = False
        """Whether an option has the cursor: none has before a key moves there, so that Enter alone answers nothing."""
        self._chosen: set[str] = set()
        self._several = False
        """Whether several options may be chosen."""
        self._recording = False
        self._form: AnswerForm | None = None
        self._hints = 0
        """How many hints of the question are open."""
        self._asking_sure: tuple[str, ...] | None = None
        """What was answered, while it is asked how sure the member is of it; nothing of it is recorded yet."""
        self._afterwards: Callable[[], object] | None = None
        """What waits until it is known whether an answer is on disk: it leaves this."""

    def body(self) -> Iterable[Widget]:
        """Progress, question."""
        with Center(id="above"):
            yield Static("", id="strip", markup=False)
        with VerticalScroll(id="page", classes="page", can_focus=False):
            yield Vertical(id="column", classes="column -airy")

    def _on_mount(self, event: events.Mount) -> None:
        """Give the options air as often as something has another height."""
        super()._on_mount(event)
        self.screen_layout_refresh_signal.subscribe(self, lambda _screen: self._give_air())

    @property
    def _keeps_air(self) -> bool:
        """Whether the options stay as close as they are: what came below them may have any height."""
        return self._answer_shown

    def _give_air(self) -> None:
        """Put a blank line between the options where all of it is in view even so."""
        rows = len(self._rows)
        if rows > 1 and not self._keeps_air:
            airy = self.column.has_class("-airy")
            needed = self.column.size.height + (0 if airy else rows) + self.KEPT_FREE
            self.column.set_class(needed <= self.page.size.height, "-airy")

    def on_resize(self) -> None:
        """The strip has another room."""
        if self.column.children:
            self._draw()

    @property
    def _rows(self) -> list[ChoiceRow]:
        return [
            child for child in self.column.children if isinstance(child, ChoiceRow)
        ]  # a query takes fifty times as long

    @property
    def _answer_shown(self) -> bool:
        """Whether the question is answered, or turned over."""
        raise NotImplementedError

    @property
    def _question(self) -> Question | None:
        """What is asked, or was."""
        raise NotImplementedError

    @property
    def _hint_waits(self) -> bool:
        """Whether there is a hint that is not open yet."""
        return self._question is not None and self._hints < len(self._question.hints)

    @property
    def only_said(self) -> frozenset[str]:
        """Where no hint waits, that alone is said."""
        return frozenset() if self._hint_waits else frozenset({"hint"})

    @property
    def _typing(self) -> bool:
        """Whether letters and digits are written."""
        return isinstance(self.focused, Input | TextArea)

    async def _put(
        self,
        question: Question,
        shown: Sequence[Shown],
        *,
        references: References,
        lang: str,
        introduction: Sequence[Block] = (),
        confirmed: bool = False,
        again: bool = False,
        begun: Sequence[str] = (),
    ) -> None:
        """Put a question on the screen, nothing chosen yet.

        Args:
            question: What is asked.
            shown: Its options or entries, in the order in which they are shown.
            references: Of its file.
            lang: Of its text.
            introduction: What is said before it.
            confirmed: Whether a choice waits for Enter.
            again: Whether it is the same question in other words, with what was answered so far.
            begun: What was answered of it so far, when it was left.
        """
        self.fivefold.unsay_what_was_said_before()
        before = self._form if again else None
        self._asking_sure = self._asking_sure if again else None
        if not again:
            self._cursor, self._moved, self._chosen = 0, False, set()
        self._several = several = isinstance(question, Multiple)
        widgets: list[Widget] = []
        if introduction:
            widgets.append(Passage(blocks=introduction, references=references, lang=lang, classes="intro"))
        if question.stem:
            widgets.append(Passage(question.stem, references=references, lang=lang, classes="stem"))
        if question.body:
            widgets.append(Passage(blocks=question.body, references=references, lang=lang, classes="stem-body"))
        widgets.append(Vertical(id="hints"))
        options = [one for one in shown if isinstance(one, Option)]
        for number, option in enumerate(options, start=1):
            widgets.append(
                ChoiceRow(number, option, references=references, lang=lang, several=several, confirmed=confirmed)
            )
        self._form = form_for(question, shown, references=references, lang=lang)
        if self._form:
            widgets.append(self._form)
            if before:
                self._form.take_over(before)
            elif begun:
                self._form.take_up(begun)
        elif begun:
            self._chosen = {one.id for one in options} & set(begun)
        await self.column.remove_children()
        await self.column.mount(*widgets)
        if self._form and not self._answer_shown:  # it would take the focus later, and with it every letter
            self._form.begin()
        self.page.scroll_home(animate=False)
        if self._asking_sure is not None:
            self._ask_sure(self._asking_sure)

    async def _put_hint(self, question: Question, number: int, *, references: References, lang: str) -> None:
        """Put one of its hints, 0-based, below the question."""
        await self.query_one("#hints").mount(
            Static(hint_title(number + 1, len(question.hints)), classes="hint--title", markup=False),
            Passage(blocks=question.hints[number], references=references, lang=lang, classes="hint"),
        )

    def _draw_rows(self, *, answered: bool, chosen: Iterable[str]) -> None:
        """Draw how the options stand."""
        taken = frozenset(chosen)
        for index, row in enumerate(self._rows):
            here = self._moved and index == self._cursor and not answered
            row.show(cursor=here, chosen=row.option.id in taken, answered=answered)

    def _with_digits(self, most: int, text: str) -> dict[str, ActiveBinding]:
        """The keys that work now, digits written as one key, `1-4`, with one text; while typing, none that types."""
        found = dict(super().active_bindings)
        found.pop("enter" if isinstance(self.focused, TextArea) else "ctrl+d", None)
        if self._form and not self._answer_shown:
            for name in ("enter", "ctrl+d"):
                if name in found:
                    one = found[name].binding
                    step = self._form.next_step or one.description
                    found[name] = found[name]._replace(
                        binding=replace(one, description=step, key_display=written(name))
                    )
        if self._typing:
            return not_typed(found)
        if isinstance(self.focused, Picks):
            most, text = len(self.focused.offered), _("Choose")
        elif isinstance(self.focused, OrderForm | MatchForm | ReflectionForm) and self.focused.places:
            most, text = self.focused.places, self.focused.digits_do
        first = found.get("1")
        if first is None:
            return found
        whole = replace(first.binding, show=True, key_display=f"1-{most}" if most > 1 else "1", description=text)
        rest = {
            key: one._replace(binding=replace(one.binding, description=text)) if key.isdigit() else one
            for key, one in found.items()
            if key != "1"
        }
        return {"1": first._replace(binding=whole), **rest}

    def _with_sure(self) -> dict[str, ActiveBinding]:
        """The keys that work while it is asked how sure somebody is."""
        found = self._with_digits(len(Confidence), _("How sure"))
        silent = dict.fromkeys(("space", "enter", "ctrl+d"), (_("Do not say"), "enter"))
        for name, (said, shown) in {**silent, "escape": (_("Change"), "escape")}.items():
            if name in found:
                one = found[name].binding
                found[name] = found[name]._replace(binding=replace(one, description=said, key_display=written(shown)))
        return found

    def _asks_sure(self, question: Question) -> bool:
        """Whether the member wants to be asked how sure they are of an answer."""
        return self.study.preferences.confidence and not isinstance(question, Reflection)

    def _ask_sure(self, answer: tuple[str, ...]) -> None:
        """Ask how sure the member is of an answer."""
        self._asking_sure = answer
        self.set_focus(None)
        words = Content("  ").join(
            Content.assemble((f"{one.value} ", "$text-primary bold"), confidence_word(one)) for one in Confidence
        )
        line = Static(Content.assemble(_("How sure are you?"), "  ", words), classes="sure", markup=False)
        self.column.mount(line)
        self._draw()
        self.call_after_refresh(line.scroll_visible, animate=False)

    def _bring_verdict(self, card: VerdictCard) -> None:
        """Scroll to a verdict; where what is right is told above it, only so far that its first words are in view."""
        if isinstance(self._form, MatchForm):
            # The rows that tell the pairs are laid out once more when they have their room.
            self.call_after_refresh(self.call_after_refresh, self._bring_headline, card)
        else:
            card.scroll_visible(animate=False)

    def _bring_headline(self, card: VerdictCard) -> None:
        told = card.virtual_region.y + _HEADLINE - self.page.size.height
        self.page.scroll_to(y=max(0, told), animate=False)

    def _change(self) -> None:
        """Go back from how sure one is to the answer, which stands as it was."""
        if self._asking_sure is not None:
            self._asking_sure = None
            self.column.query(".sure").remove()
            self._draw()

    def on_descendant_focus(self) -> None:
        """What is answered can be changed as long as it is not told: how sure one was is asked again then."""
        self._change()

    def action_back(self) -> None:
        """Leave; while it is asked how sure one is, back to the answer."""
        if self._asking_sure is None:
            if self.let_end(self.action_back):
                super().action_back()
            return
        self._change()
        if self._form:
            self._form.begin()

    def _toggle(self, option: str) -> None:
        """Choose an option, or, where several may be chosen, take the choice back."""
        self.fivefold.unsay_what_was_said_before()
        self._moved = True
        self._chosen = self._chosen ^ {option} if self._several else {option}
        self.keep_soon()
        self._draw()

    @property
    def _takes_cursor(self) -> bool:
        """Whether the option under the cursor is meant, where one is right: it was moved there, and none is chosen."""
        return bool(self._rows) and self._moved and not self._chosen and not self._several

    @property
    def _digits(self) -> int:
        """How many options have a digit."""
        return min(len(self._rows), DIGITS)

    def _draw(self) -> None:
        """Bring the screen up to date."""
        self.refresh_bindings()

    @on(Input.Changed)
    @on(Picks.Changed)
    @on(TextArea.Changed)
    @on(AnswerForm.Changed)
    def _retyped(self) -> None:
        """What Enter does depends on what is answered so far: the bar of keys says so."""
        self.refresh_bindings()
        self.keep_soon()

    # What is begun

    def keep_soon(self) -> None:
        """Keep what is answered so far, where it can be answered still."""
        if self._is_open and not self._recording:
            super().keep_soon()

    def write_begun_now(self) -> None:
        """Write what is answered so far of the question that is open, unless its answer is being recorded."""
        if self._is_open and not self._recording:
            self._write_open()

    @property
    def _is_open(self) -> bool:
        """Whether there is a question that can still be answered; none where answers are looked at."""
        return False

    def _write_open(self) -> None:
        """Write what is answered so far of the question that is open, where it is another than was written last.

        Raises:
            StoreError: it cannot be kept.
        """

    @property
    def _begun_parts(self) -> tuple[str, ...]:
        """What is answered so far."""
        return self._form.begun() if self._form else tuple(sorted(self._chosen))

    def on_screen_suspend(self) -> None:
        """Another screen is on top, or this one is gone."""
        self.try_to_keep()

    def on_unmount(self) -> None:
        """The program ends, or this is gone."""
        self.keep_at_last(self.fivefold.say_unkept)

    # Leaving

    @property
    def _under_way(self) -> bool:
        """Whether something is being recorded."""
        return self._recording

    def let_end(self, again: Callable[[], object]) -> bool:
        """Keep what is answered so far, since this is left; what is being recorded is waited for."""
        if self._under_way:
            self._afterwards = again
            return False
        return super().let_end(again)

    def _leave_afterwards(self) -> None:
        """Leave where that had to wait: what was being recorded is on disk."""
        again, self._afterwards = self._afterwards, None
        if again:
            again()

    def post_refusal(self, message: Refused) -> None:
        """Post, from a worker, that something could not be recorded; where this is gone, the app says it."""
        if not self.post_message(message):
            self.fivefold.say_unkept(message.problem)

    @property
    def _flaggable(self) -> tuple[Quiz, Question] | None:
        """The question that can be flagged, with its quiz; None where there is none."""
        raise NotImplementedError

    def action_flag(self) -> None:
        """Tell the trainer that something is wrong with this question, or look at what was told."""
        from tui.screens.flag import FlagScreen  # noqa: PLC0415 - few questions need it

        found = self._flaggable
        if found:
            quiz, question = found
            before = self.study.flag_on(quiz.key, question.id)
            stem = plain_inline(question.stem, {})
            begun = "", ""
            with suppress(StoreError):  # what cannot be read now is there the next time
                begun = self.study.flag_begun(quiz.key, question.id)
            put = partial(self.study.flag, quiz.key, question)
            keep = partial(self.study.keep_flag_begun, quiz.key, question.id)
            today = self.study.day()
            self.app.push_screen(
                FlagScreen(stem, before, put, self.study.withdraw, begun=begun, keep=keep, today=today)
            )

    def action_move(self, step: int) -> None:
        """Move between the options; where there are none, scroll the question."""
        if self._form and not self._answer_shown and self._form.move(step):
            self.refresh_bindings()
        elif not self._rows:
            self.page.scroll_relative(y=step, animate=False)
        else:
            self.fivefold.unsay_what_was_said_before()
            self._cursor = stepped(self._cursor if self._moved else None, step, len(self._rows))
            self._moved = True
            self._draw()
            self._rows[self._cursor].scroll_visible(animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll the question, or what of its form has no room."""
        if self._form and not self._answer_shown and self._form.page(pages):
            return
        self.page.scroll_relative(y=pages * max(1, self.page.size.height - 2), animate=False)
