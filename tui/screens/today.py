"""Today: one thing to do next, always one key away.

It is long because each card and each list of it says in its own words what there is to do, and why.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial

from rich.cells import cell_len
from textual import getters, on, work
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from store.days import day_ends
from tui.commands.wording import (
    away_words,
    date_text,
    elsewhere_words,
    enough_words,
    fraction,
    minutes_words,
    next_review_words,
    nothing_for,
    off_words,
    pace_words,
    row_words,
    unanswered_words,
    until_words,
)
from tui.i18n import _, count, later, together
from tui.keys import HELP, TODAY
from tui.other_libraries import Elsewhere
from tui.screens.base import StudyScreen
from tui.screens.drawing import week_text
from tui.screens.words import lesson_row, quiz_note, quiz_row, reading_words
from tui.sentences import key_of, with_keys
from tui.views import CourseView, LessonRow, QuizRow, Step, Today, minutes_to_answer
from tui.widgets.card import Card, CardText
from tui.widgets.rows import Row, RowList, Rows

MANY = 50
"""Files that are read before we say that it takes a while."""
_A_ROW = 2
"""Study days from which on they are a row."""
_EDGES = 8
"""Cells of the margins."""
_WEEK_EDGES = 6
"""Cells of those of the week."""
_SOURCE_CELLS = 70
"""Of a line that says why the courses are those that they are."""
_AROUND = 12
"""Cells of a row beside the name of the course and how much of it is done."""


class TodayScreen(StudyScreen):
    """Cards for what comes next, and the course below them."""

    CSS_PATH = "today.tcss"
    BINDINGS = [*TODAY, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    SHOWS_RECORDS = True
    HELP_TEXT = later(
        "Today shows what comes next. {today_open} opens it; a card's digit opens that card. In the week ✓ is "
        "studied, · one of your study days, ─ none, [ ] today; only you see it, and "
        "{app_settings} changes your study days."
    )

    week = getters.query_one("#week", Static)
    cards = getters.query_one("#cards", Vertical)
    rows = getters.query_one(RowList)

    def __init__(self, *, waits: bool = False) -> None:
        """Show Today; where it `waits`, below a screen that comes at once, when that is gone."""
        super().__init__()
        self.waits = waits
        self._aims: list[tuple[Step, str]] = []
        self._leads = False
        self._trains = False
        self._to_focus: int | None = None
        """While it looks again, the number of the card that has the focus then; 0 for the list, None where it rests."""
        self._composed: Today | None = None
        """What the screen was composed with, until it is first looked at."""
        self._elsewhere: Elsewhere | None = None
        """What is due of libraries that are not open."""
        self._minute: Timer | None = None
        """Until fewer minutes are left in which nothing waits for review."""

    def body(self) -> Iterable[Widget]:
        """The week, the cards, the course; with what they say, so that the first frame is the true one."""
        today = self._composed = self.study.today()
        with Vertical(classes="today"):
            yield Static("", id="banner", classes="error", markup=False)
            yield Static("", id="week", markup=False)
            yield Static("", id="pace", markup=False)
            yield Static("", id="catching-up", classes="muted", markup=False)
            with Vertical(id="cards"):
                yield from self._cards(today)
            yield Static("", id="next", classes="muted", markup=False)
            yield Static("", id="elsewhere", classes="muted", markup=False)
            yield RowList(self._course_rows(today))

    def on_mount(self) -> None:
        """Say the rest."""
        if self._composed:
            self._say(self._composed)

    def library_changed(self) -> None:
        """Show what there is now."""
        if not self._is_made:
            return
        self.query_one("#catching-up").display = False
        self.refresh_today()

    def show_reading(self, done: int, total: int) -> None:
        """Say how far the changed files are read, where there are so many that it takes a while."""
        if not self._is_made:
            return
        line = self.query_one("#catching-up", Static)
        line.display = total >= MANY
        line.update(reading_words(done, total))

    def on_screen_resume(self) -> None:
        """Look again: something may have been done meanwhile."""
        if self.waits:
            if self.app.screen is self:
                self._begin()
        elif self._composed:
            self._composed = None
            self.call_after_refresh(self._settle_in)
        else:
            self.refresh_today()

    def _settle_in(self) -> None:
        """Once the first frame is there: do what could wait, and ask for a charter that waits to be accepted."""
        self.fivefold.settle_in()
        if self.is_current and self.study.member is not None and self.study.is_in_a_group():
            self.fivefold.ask_charter()

    @work(exclusive=True)
    async def _begin(self) -> None:
        """Make what was not made as long as another screen was above this one."""
        self.waits = False
        async with self.batch():
            await self.recompose()
        self.on_mount()
        self._composed = None
        (self.query(Card).first() if self.query(Card) else self.rows).focus()
        self.fivefold.settle_in()

    async def reword(self) -> None:
        """Say everything in the language in use now, where anything is said."""
        if self._is_made:
            await super().reword()

    @property
    def _is_made(self) -> bool:
        """Whether there is anything in it yet."""
        return bool(self.query("#catching-up"))

    def say_again(self) -> None:
        """Ask again: titles are in another language, too. The cursor stays where it was."""
        self.refresh_today(stays=True)

    @work(exclusive=True)
    async def refresh_today(self, *, stays: bool = False) -> None:
        """Ask for Today and show it, with the cursor on the first card, or where it `stays`."""
        today, at = self.study.today(), self.rows.chosen
        if not stays:
            self._to_focus = 1
        elif self._to_focus is None:  # else the look before this one was cut short, and its cards may be gone
            self._to_focus = self.focused.number if isinstance(self.focused, Card) else 0
        cards = self._cards(today)
        await self.cards.remove_children()
        await self.cards.mount(*cards)
        self.rows.show(self._course_rows(today), at=at.key if stays and at else "")
        self._say(today)
        number, self._to_focus = min(self._to_focus, len(cards)), None
        (cards[number - 1] if number else self.rows).focus()
        self.fivefold.settle_in()
        if self.is_current:
            self.fivefold.ask_charter()

    def _say(self, today: Today) -> None:
        """Say what stands around the cards and the course."""
        due = today.next_review.back.at if today.next_review else None
        self.look_again_at([due, day_ends(today.day), *(quiz.until for quiz in _quizzes(today))])
        self._leads, self._trains = self.fivefold.leads, self.study.trains()
        self.top.place = Content.assemble((_("Today"), "bold"), "  ", self.muted(date_text(today.day)))
        self.top.beside = self.muted(f" · {until_words()}" if self.study.past_midnight() else "")
        several = self.study.has_several_members
        state: list[Content | str] = [today.name]
        if several:
            state += [self.toned(f"  {key_of(self, 'today.who')}", "primary", bold=True), self.muted(" " + _("Change"))]
        self.top.state = Content.assemble(*state)
        row = self.toned(row_words(today.rhythm.in_a_row), "success")
        self.top.more = Content.assemble("  ·  ", row) if today.rhythm.in_a_row >= _A_ROW else Content("")
        self.week.update(self._week_line(today))
        elsewhere = self._elsewhere = self.study.due_elsewhere(today.unheld) if today.unheld else None
        self._say_wait(today)
        other = self.query_one("#elsewhere", Static)
        other.display = elsewhere is not None
        if elsewhere:
            other.update(elsewhere_words(elsewhere))
        banner = self.query_one("#banner", Static)
        banner.display = bool(today.problems)
        errors = count("{n} error", "{n} errors", today.problems)
        banner.update(
            "✗ "
            + with_keys(
                self, _("{errors} in the library's files: {today_course}, then {course_problems}"), errors=errors
            )
        )
        self.refresh_bindings()

    def _say_wait(self, today: Today) -> None:
        """Say how the member stands, and how long nothing waits for review, again with each minute of that."""
        if self._minute:
            self._minute.stop()
        line, words = self.query_one("#pace", Static), self._pace_line(today)
        line.display = bool(words.plain)
        line.update(words)
        self.week.set_class(line.display, "-above-pace")
        following = self.query_one("#next", Static)
        following.display = today.next_review is not None
        if today.next_review:
            days, minutes = self.study.wait(today.next_review.back)
            following.update(next_review_words(days, minutes, today.next_review.questions))
            if today.next_review.back.at and minutes:
                fewer = today.next_review.back.at - timedelta(minutes=minutes - 1, seconds=1)  # as `wait` rounds them
                self._minute = self.set_timer(self.study.seconds_to(fewer), partial(self._say_wait, today))

    def _cards(self, today: Today) -> list[Card]:
        opens = key_of(self, "today.open")
        texts = self._card_texts(today)
        verb_cells = max((cell_len(text.verb) for text in texts), default=0)
        return [Card(text, number, opens, verb_cells) for number, text in enumerate(texts, start=1)]

    def _week_line(self, today: Today) -> Content:
        rhythm = today.rhythm
        minutes = minutes_words(rhythm)
        spent = [self.muted(text) for text in (_("This week {minutes}").format(minutes=minutes), minutes)]
        share = rhythm.minutes / rhythm.aim if rhythm.aim else None
        return week_text(rhythm.cells, today.day.weekday(), spent, share, self.app.size.width - _WEEK_EDGES)

    def _pace_line(self, today: Today) -> Content:
        """That it is enough for today, else how the member stands to a plan; mostly nothing."""
        rhythm = today.rhythm
        if rhythm.enough:
            minutes = nothing_for(today, self.study.wait)
            words = enough_words(rhythm, opened=today.opened, minutes=minutes, here=self._elsewhere is not None)
            said, keys = Content(words) if today.opened else self.toned("✓ " + words, "success"), Content("")
            for key, does in (("q", _("stop here")), ("Enter", _("go on"))):
                keys = Content.assemble(keys, "  ", self.toned(key, "primary", bold=True), self.muted(f" {does}"))
            room = self.size.width - _EDGES
            return Content.assemble(said, keys if said.cell_length + keys.cell_length <= room else "")
        if rhythm.away:
            return self.muted(away_words(rhythm.away, today.day, partial(date_text, today=today.day)))
        off = off_words(rhythm, today.day, self.study.preferences.value("study_days"))
        if off and not rhythm.pace:
            return self.muted(together(off, with_keys(self, _("The key {app_settings} changes them."))))
        return self.muted(pace_words(rhythm.pace)) if rhythm.pace else Content("")

    def _card_texts(self, today: Today) -> list[CardText]:
        texts: list[CardText] = []
        self._aims = []
        for step in today.steps:
            aim = ""
            if step is Step.LESSON and today.lesson:
                texts.append(_lesson_card(today, today.lesson))
                aim = today.lesson.lesson.key
            elif step is Step.QUIZ and (row := today.quiz):
                left = "" if row.time_up or row.until else _about(row.asked - row.answered)
                note = _apart(left, quiz_note(row, today.day))
                texts.append(CardText(verb=_("Quiz"), tone="accent", title=row.quiz.title, note=note))
                aim = row.quiz.key
            else:
                waiting = count("{n} question due", "{n} questions due", today.reviews)
                more = count("{n} more tomorrow", "{n} more tomorrow", today.tomorrow) if today.tomorrow else ""
                takes = _about(today.reviews)
                texts.append(CardText(verb=_("Review"), tone="warning", title=waiting, note=takes, aside=more))
            self._aims.append((step, aim))
        return texts

    def _course_rows(self, today: Today) -> Rows:
        course = today.course
        if course is None:
            return [Row(_("There is nothing to study here yet."), title_tone="muted")]
        done = fraction(course.completed, course.total)
        heading = _("Course · {title}").format(title=course.course.title)
        beside = cell_len(heading) + cell_len(done) + _AROUND <= self.size.width  # else the heading gives way
        rows: list[Row | Callable[[], Row]] = [
            Row(heading, aside=f"  {done}" if beside else "", note="" if beside else done)
        ]
        if not course.total and not course.quizzes:
            rows.append(Row(self._how_it_begins(), title_tone="muted"))
        rows += [partial(_lesson_at, course, place, today.day) for place in range(len(course.lessons))]
        if today.lesson:
            rows[today.lesson.number] = partial(lesson_row, today.lesson, today.day, here=True)
        below = bool(course.lessons)
        rows += [partial(quiz_row, row, today.day, below_lessons=below) for row in course.quizzes]
        left = (*today.open, *today.failed)
        listed = {one.quiz.key for one in course.quizzes} if left else set()
        listed |= {row.quiz.quiz.key for row in course.lessons.touched if row.quiz and row.quiz in today.failed}
        if shown := [row for row in left if row.quiz.key not in listed]:
            rows = [Row(_("Not finished yet")), *(quiz_row(row, today.day) for row in shown), Row(""), *rows]
        unanswered = self.study.unanswered() if self.fivefold.leads else ()
        if unanswered:
            waits = (
                Row(unanswered_words(group.name, number), key=f"said {group.id}", mark="?", mark_tone="warning")
                for group, number in unanswered
            )
            rows = [Row(_("Waits for your answer")), *waits, Row(""), *rows]
        if source := self.fivefold.source():
            lines = Content(source).wrap(_SOURCE_CELLS)
            rows += [Row(""), *(Row(line.plain.rstrip(), title_tone="muted") for line in lines)]
        if not self._aims and (course.total or course.quizzes):
            said = with_keys(self, _("Everything in this course is done.  {today_course}  Course"))
            rows = [Row(said, title_tone="success"), Row(""), *rows]
        return rows

    def _how_it_begins(self) -> str:
        """What is said of a course without anything in it, and what to do."""
        if self.study.trains():
            return with_keys(self, _("This course has no lessons yet.  {today_trainer}  Trainer"))
        return _("This course has no lessons yet.")

    def action_move(self, step: int) -> None:
        """Move between the cards and the list."""
        cards = list(self.cards.query(Card))
        focused = self.focused
        index = cards.index(focused) + step if isinstance(focused, Card) and focused in cards else 0
        if 0 <= index < len(cards):
            cards[index].focus()
        elif index >= len(cards):
            self.rows.focus()

    @on(RowList.LeftAtTop)
    def _leave_rows(self) -> None:
        cards = list(self.cards.query(Card))
        if cards:
            cards[-1].focus()

    def action_open(self) -> None:
        """Open what the cursor is on."""
        if isinstance(self.focused, Card):
            self.action_card(self.focused.number)
        elif self.rows.chosen:
            self._open_row(self.rows.chosen.key)

    def action_card(self, number: int) -> None:
        """Open a card by its number."""
        if number <= len(self._aims):
            kind, aim = self._aims[number - 1]
            if kind is Step.LESSON:
                self.fivefold.read(aim)
            elif kind is Step.REVIEW:
                self.fivefold.review()
            else:
                self.fivefold.answer(aim)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No digit for a card that is not there, no trainer for who writes none."""
        if action == "trainer":
            return self._trains
        if action == "card":
            return isinstance(parameters[0], int) and parameters[0] <= len(self._aims)
        return True

    @on(Card.Chosen)
    def _card_clicked(self, event: Card.Chosen) -> None:
        self.action_card(event.number)

    @on(RowList.Chosen)
    def _row_clicked(self, event: RowList.Chosen) -> None:
        self._open_row(event.key)

    def _open_row(self, aim: str) -> None:
        kind, _space, key = aim.partition(" ")
        if kind == "quiz":
            self.fivefold.answer(key)
        elif kind == "said":
            self.fivefold.show_group(key)
        else:
            self.fivefold.read(key)

    def action_result(self) -> None:
        """Show how the quiz that the cursor is on, or that of the lesson there, came out when it was finished last."""
        if isinstance(self.focused, Card):
            kind, aim = self._aims[self.focused.number - 1]
            if kind is not Step.REVIEW:
                self.fivefold.show_last_result(f"{'lesson' if kind is Step.LESSON else 'quiz'} {aim}")
        elif self.rows.chosen:
            self.fivefold.show_last_result(self.rows.chosen.key)

    def action_me(self) -> None:
        """Show the member's own page."""
        self.fivefold.show_me()

    def action_notes(self) -> None:
        """Show the member's own notes."""
        self.fivefold.show_notes()

    def action_group(self) -> None:
        """Show the group that the member leads, or all of them; to who leads none, say how one comes to be."""
        if self._leads:
            self.fivefold.show_group()
        else:
            said = _(
                "You lead no group yet. Press {app_palette} and choose “New group” to make one; or its leader adds you."
            )
            self.notify(with_keys(self, said), markup=False)

    @property
    def only_said(self) -> frozenset[str]:
        """Who leads no group is told how one comes to be."""
        return frozenset() if self._leads else frozenset({"group"})

    def action_trainer(self) -> None:
        """Show the courses that can be written."""
        self.fivefold.show_trainer()

    def action_who(self) -> None:
        """Ask who studies."""
        self.fivefold.ask_who()

    def action_course(self) -> None:
        """Show the course, or all of them."""
        self.fivefold.show_courses()


def _lesson_at(course: CourseView, place: int, day: date) -> Row:
    """The lesson at a place of a course: of a large one most are never looked at."""
    return lesson_row(course.lessons[place], day)


def _quizzes(today: Today) -> Iterable[QuizRow]:
    """The quizzes that something is said of."""
    yield from filter(None, (today.quiz, *today.open))
    if today.course:
        yield from today.course.touched_quizzes


def _about(questions: int) -> str:
    """How long so many questions take, about."""
    minutes = minutes_to_answer(questions)
    return _("about {time}").format(time=count("{n} min", "{n} min", minutes))


def _lesson_card(today: Today, row: LessonRow) -> CardText:
    """The lesson to go on with, and how much of it is left."""
    minutes = today.minutes_left
    if not row.read:
        left = count("{n} min", "{n} min", minutes)
    else:
        left = count("{n} min left", "{n} min left", minutes) if minutes else _("read to its end")
    detail = ""
    if today.section:  # where less is left of it than of what is behind that place, it is said that it is behind
        words = _("back at “{section}”") if today.back else _("at “{section}”")
        detail = words.format(section=_as_read(today.section))
    return CardText(
        verb=_("Continue") if row.read else _("Start"),
        tone="primary",
        title=f"{row.number:02} {row.lesson.title}",
        note=left,
        aside=today.course.course.title if today.course and today.courses > 1 else "",
        share=row.read or None,
        detail=detail,
    )


def _apart(*said: str) -> str:
    return " · ".join(filter(None, said))


def _as_read(section: str) -> str:
    """A heading as it is read."""
    from tui.render.plain import plain_inline  # noqa: PLC0415 - it loads the parser

    return plain_inline(section, {})
