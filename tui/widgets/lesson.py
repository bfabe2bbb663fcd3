"""A lesson as a member reads it: its text, and over it the questions that are asked where they stand.

The text is drawn line by line; a check is made of widgets, which lie over lines that the text leaves empty for them and
move with it. They are made when their place comes near the screen.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.containers import Container
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget

from lessons.model import Document
from tui.render.inline import References
from tui.render.places import Place
from tui.views import Answered, Begun
from tui.widgets.lesson_reader import LessonReader

if TYPE_CHECKING:  # most lessons ask nothing, and begin sooner without it; hence also `on_check_…` instead of `@on`
    from quizzes.model import Question, Quiz
    from tui.widgets.check import CheckCard, CheckQuestion


class LessonText(Container):
    """The text of a lesson and, over it, what it asks."""

    DEFAULT_CSS = """
    LessonText { layers: text checks; overflow: hidden hidden; }
    LessonText > LessonReader { layer: text; width: 100%; height: 100%; }
    LessonText > CheckCard { layer: checks; position: absolute; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.reader = LessonReader(self._follow)
        self._quiz: Quiz | None = None
        self._references: References = {}
        self._answered: Callable[[str], Answered | None] = lambda _question: None
        self._order: Callable[[Question], Sequence[str]] = lambda _question: ()
        self._back: Callable[[Answered], str] = lambda _answered: ""
        self._begun: Callable[[str], Begun] = lambda _question: Begun(())
        self._cards: dict[int, CheckCard] = {}
        self._wanted: int | None = None
        """The check that is to take the focus once it is there."""
        self._entered = ""
        """The question of it that takes the focus; empty for its first."""
        self._before: Mapping[str, CheckQuestion] = {}
        """The questions as they stood in another language, by their ids."""

    def compose(self) -> Sequence[Widget]:
        """The text; checks come when they are near."""
        return (self.reader,)

    def on_mount(self) -> None:
        """Look at what every layout has made of the checks."""
        self.screen.screen_layout_refresh_signal.subscribe(self, self._measure)

    def _measure(self, _screen: Screen[object]) -> None:
        """Have checks tell of their height; who was asked for before the layout, Textual does not tell of its size."""
        for index, card in self._cards.items():
            if card.outer_size.height and card.outer_size.height != self.reader.room(index):
                card.tell_height()

    def show(
        self,
        document: Document,
        lang: str,
        place: Place | None,
        section: int = -1,
        *,
        read: float = 0.0,
        checks: "Quiz | None",
        answered: Callable[[str], Answered | None],
        order: "Callable[[Question], Sequence[str]]",
        back: Callable[[Answered], str],
        begun: Callable[[str], Begun],
        advice: str = "",
    ) -> None:
        """Show a lesson.

        Args:
            document: Its text.
            lang: Its language.
            place: Where it is to begin.
            section: Where it is to begin, where that place is gone.
            read: How much of it was read at that place, 0 to 1.
            checks: What it asks, a section for each check.
            answered: How a question was answered last, by its id.
            order: The order in which the options or entries of a question are shown.
            back: When a question comes back, in words.
            begun: What was answered of a question when the lesson was left, by its id.
            advice: What is said below its title.
        """
        self._quiz, self._references = checks, document.references
        self._answered, self._order, self._back, self._begun = answered, order, back, begun
        self.reader.show(document, lang, place, section, read=read, advice=advice)

    async def reword(self, document: Document, lang: str, checks: "Quiz | None", *, advice: str = "") -> None:
        """Show the lesson in another language; what its questions were answered so far stays."""
        focused = self.question
        self._before = {one.asked.id: one for card in self._cards.values() for one in card.questions}
        self._cards = {}
        await self.query("CheckCard").remove()
        self._quiz, self._references = checks, document.references
        self.reader.reword(document, lang, advice=advice)
        if focused:
            self.reader.focus()
        if focused and checks:
            self._entered = focused.asked.id
            at = (number for number, one in enumerate(checks.sections) if focused.asked.id in one.questions)
            self._wanted = next(at, None)
            self._follow()

    @property
    def question(self) -> "CheckQuestion | None":
        """The question that has the focus."""
        if not self._cards:
            return None
        from tui.widgets.check import CheckQuestion  # noqa: PLC0415 - as above

        focused = self.screen.focused
        return (
            next((one for one in focused.ancestors_with_self if isinstance(one, CheckQuestion)), None)
            if focused
            else None
        )

    @property
    def in_view(self) -> "CheckQuestion | None":
        """The question that a digit can only mean: no other waits on the screen, none has the focus."""
        if not self._cards or self.question is not None:
            return None
        shown = [one for card in self._cards.values() if card.display for one in card.questions]
        waiting = [one for one in shown if one.open and one.has_options_within(self.region)]
        return waiting[0] if len(waiting) == 1 else None

    def stop(self, step: int) -> None:
        """Go to the next question or fold, or to the one before."""
        here = self.question
        card = here.card if here else None
        if here and card:
            if here.step_inside(step):
                return
            inside = card.neighbour(here, step)
            if inside is not None:
                inside.enter()
                return
        check = self.reader.stop(step, card.index if card else None)
        if check is None:
            self.reader.focus()
        else:
            self._enter(check, step)

    def to_text(self) -> None:
        """Give the focus back to the text."""
        self.reader.focus()

    def _enter(self, check: int, step: int) -> None:
        card = self._cards.get(check)
        if card is not None:
            self.reader.reveal(check, 0, 1)
            card.enter(last=step < 0)
            return
        self._wanted = check
        self.reader.reveal(check, 0, 1)  # it comes near, and is made

    def _follow(self) -> None:
        """Put the checks where their lines are now."""
        quiz = self._quiz
        if quiz is None:
            return
        left, width = self.reader.column
        rows = self.reader.rows()
        for index in rows:
            if index not in self._cards and index < len(quiz.sections):
                self._make(index)
        for index, card in self._cards.items():
            row = rows.get(index)
            # What has the focus and is not on the screen waits below it: what is not displayed loses the focus.
            card.display = row is not None or card.has_focus_within
            if card.display:
                card.styles.width = width
                card.styles.offset = Offset(left, self.size.height if row is None else row)

    def _make(self, index: int) -> None:
        if self._quiz is None:
            return
        from tui.widgets.check import CheckCard  # noqa: PLC0415 - as above

        section = self._quiz.sections[index]
        card = CheckCard(
            index,
            [question for question in self._quiz.questions if question.id in section.questions],
            introduction=section.introduction,
            references=self._references,
            lang=self._quiz.lang,
            answered=self._answered,
            order=self._order,
            back=self._back,
            begun=self._begun,
            before=self._before,
        )
        self._cards[index] = card
        self.mount(card)

    def on_check_card_grown(self, event: "CheckCard.Grown") -> None:
        """Make room for a check."""
        self.reader.leave_room(event.card.index, event.card.outer_size.height)
        if self._wanted == event.card.index:
            self._wanted = None
            event.card.enter(last=False, question=self._entered)
            self._entered = ""

    def on_check_question_touched(self, event: "CheckQuestion.Touched") -> None:
        """Keep what is being answered on the screen."""
        card, widget = event.question.card, event.widget
        if card is not None and widget.is_attached and card.index in self._cards:
            self.call_after_refresh(self._show_rows, card, widget)

    def _show_rows(self, card: "CheckCard", widget: Widget) -> None:
        if widget.is_attached:
            top = widget.region.y - card.region.y
            self.reader.reveal(card.index, max(0, top), top + widget.region.height)

    def on_descendant_blur(self) -> None:
        """Put away what had the focus and is not on the screen."""
        self.call_after_refresh(self._follow)

    def on_check_question_left(self, event: "CheckQuestion.Left") -> None:
        """Go back to the text."""
        event.stop()
        self.to_text()

    def on_check_question_paged(self, event: "CheckQuestion.Paged") -> None:
        """Turn the page of the text."""
        event.stop()
        if event.pages > 0:
            self.reader.action_page_down()
        else:
            self.reader.action_page_up()
