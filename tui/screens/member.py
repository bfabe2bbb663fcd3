"""A member, as leaders see one: exactly what they receive, on the page that the member can look at too."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import getters, on, work
from textual.containers import Center, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from store.challenging import Said
from store.errors import StoreError
from store.handling import SeenTo
from store.mirror import GroupRecord, HelpNeeded, MemberRecord
from store.status import Status
from tui.commands.group import said_lines
from tui.commands.wording import (
    fraction,
    handled_lines,
    percent,
    reason_rule,
    reason_word,
    seen_to_words,
    status_word,
    unchanged_words,
    week_word,
)
from tui.i18n import _, later, listed, named
from tui.keys import HELP, MEMBER
from tui.leading import NotLeading
from tui.roster import courses_told, numbers_of
from tui.screens.base import StudyScreen
from tui.screens.drawing import padded
from tui.screens.leader import LeaderScreen
from tui.screens.words import date_text, status_mark
from tui.unknown import Unknown, UnknownMember
from tui.widgets.needs import explained, wrapped
from tui.widgets.rows import Row, RowList

if TYPE_CHECKING:
    from tui.screens.begun import Begun

_INDENT = "        "
"""Under the title of a lesson."""
_ROOMY = 66
"""Cells of a list in which everything has room."""
_TELLING = (Status.NEEDS_HELP, Status.OVERDUE, Status.IN_PROGRESS)


def member_page(
    record: MemberRecord,
    titles: Sequence[str],
    day: date,
    width: int,
    *,
    numbers: Mapping[str, int] | None = None,
    courses: Mapping[str, str] | None = None,
) -> Iterator[Row]:
    """All that a record holds, row by row.

    Args:
        record: what a leader receives of the member.
        titles: of the lessons, in the record's order.
        day: on which it was judged.
        width: of the list, in cells.
        numbers: of the lessons, by their keys; those that are not there are counted.
        courses: of the lessons, by their keys, where they are of several: each stands above those of it in a row.
    """
    done = _("{done} completed").format(done=fraction(record.completed, record.assigned))
    counted = [
        _("{n} {status}").format(n=record.count(status), status=status_word(status))
        for status in _TELLING
        if record.count(status)
    ]
    yield Row(" · ".join([done, *counted]), title_tone="primary")
    active = week_word(record.last_active_week, day) if record.last_active_week else _("not yet")
    yield Row(_("Last active: {week}").format(week=active), title_tone="muted")
    if record.as_of is not None:
        yield Row(_("As shared in a file: {week}").format(week=week_word(record.as_of, day)), title_tone="muted")
    yield Row("")
    dues = [_("due {day}").format(day=date_text(lesson.due, day)) for lesson in record.lessons.values()]
    longest = max(map(cell_len, dues), default=0)
    known, of, above = numbers or {}, courses or {}, ""
    for place, ((key, lesson), title, due) in enumerate(zip(record.lessons.items(), titles, dues, strict=True), 1):
        if of.get(key, above) != above:
            above = of[key]
            yield Row(above, title_tone="muted")
        mark, tone = status_mark(lesson.status)
        # Where there is little room, the day of what is completed gives way to its title.
        told = lesson.status is not Status.COMPLETED or width >= _ROOMY
        yield Row(
            title=title,
            key=key,
            mark=mark,
            mark_tone=tone,
            number=f"{known.get(key, place):02}",
            title_tone="muted" if lesson.status is Status.COMPLETED else "",
            note_tone=tone if lesson.status in _TELLING else "muted",
            note=f"{status_word(lesson.status)}   {padded(due, longest)}" if told else status_word(lesson.status),
        )
        if lesson.reason is not None and lesson.since is not None:
            since = _("{reason} since {week}").format(
                reason=reason_word(lesson.reason), week=week_word(lesson.since, day)
            )
            yield from explained(since, reason_rule(lesson.reason), width, indent=_INDENT)
    if record.results:
        yield Row("")
        yield Row(_("Announced results"))
    days = [date_text(result.day, day) for result in record.results]
    latest = max(map(cell_len, days), default=0)
    for result, taken in zip(record.results, days, strict=True):
        yield Row(
            title=result.title,
            key=f"quiz {result.quiz}",
            mark="✓" if result.passed else "✗",
            mark_tone="success" if result.passed else "error",
            note=f"{percent(result.share)} "
            + (_("passed") if result.passed else _("not passed"))
            + f"   {padded(taken, latest)}",
        )


def said_rows(
    said: Sequence[Said], titles: Mapping[str, str], day: date, width: int, *, own: bool = False
) -> Iterator[Row]:
    """What a member said is wrong, and what was answered.

    Args:
        said: what was said, each with its answer.
        titles: of the lessons, by key.
        day: today.
        width: of the list, in cells.
        own: whether the member reads it.
    """
    if said:
        yield Row("")
        yield Row(_("Said to be wrong"))
    for one in said:
        for line in said_lines(one, titles, own=own, day_words=partial(date_text, today=day)):
            yield from wrapped(line, width, tone="warning" if one.answered is None else "muted")


def handled_rows(
    handled: Sequence[SeenTo], titles: Mapping[str, str], day: date, width: int, *, own: bool = False
) -> Iterator[Row]:
    """Which needs of a member were seen to.

    Args:
        handled: what was seen to.
        titles: of the lessons, by key.
        day: today.
        width: of the list, in cells.
        own: whether the member reads it.
    """
    day_words = partial(date_text, today=day)
    if handled:
        yield Row("")
    others = (named(titles.get(one.lesson, one.lesson), seen_to_words(one, day_words)) for one in handled)
    for line in handled_lines(handled, titles, day_words) if own else others:
        yield from wrapped(line, width)


class MemberPage(StudyScreen):
    """A list under one or two sentences."""

    CSS_PATH = "member.tcss"
    rows = getters.query_one(RowList)
    said = getters.query_one("#said", Static)

    def body(self) -> Iterable[Widget]:
        """What the page is, and the page."""
        with Center(classes="fill"), Vertical(id="member"):
            yield Static("", id="said", markup=False)
            yield RowList()

    def on_mount(self) -> None:
        """The list has the focus."""
        self.watch(self.rows, "cursor", self.refresh_bindings, init=False)
        self.rows.focus()

    def on_resize(self) -> None:
        """Sentences break into other lines."""
        self.call_after_refresh(self.draw)

    def draw(self) -> None:
        """Show the page."""
        self.refresh_bindings()

    def say_again(self) -> None:
        """Show the page again."""
        self.draw()

    @on(RowList.Chosen)
    def _clicked(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open the lesson under the cursor."""
        if self.lesson:
            self.fivefold.read(self.lesson)

    @property
    def lesson(self) -> str:
        """The key of the lesson under the cursor; empty where there is none, or the library does not have it."""
        key = self.rows.chosen.key if self.is_mounted and self.rows.chosen else ""
        return key if self.study.read().lesson(key) else ""


class MemberScreen(MemberPage, LeaderScreen):
    """One member of a group, for its leader."""

    BINDINGS = [*MEMBER, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    SHOWS_RECORDS = True
    HELP_TEXT = later("All that you receive of a member. The member can open the same page.")

    def __init__(self, record: GroupRecord, member: str, *, at: str = "") -> None:
        super().__init__(record.group)
        self._at = at
        """Key of the lesson under the cursor before anybody moves it; empty for the first."""
        self.record = record
        self._member = member

    def on_mount(self) -> None:
        """The member will see that the page was opened."""
        self._note()

    def say_again(self) -> None:
        """Look again: titles are in another language, too."""
        super().say_again()
        self.load()

    @on(LeaderScreen.Loaded)
    def _loaded(self, event: LeaderScreen.Loaded) -> None:
        self.record = event.record
        if all(one.member != self._member for one in self.record.members):
            self.leave()
        else:
            self.draw()

    def draw(self) -> None:
        """Show the record, under the name that is to be shown."""
        record = next(one for one in self.record.members if one.member == self._member)
        name = self.names(self.record)[self._member]
        self.top.within, self.top.place = self.record.name, Content.styled(name, "bold")
        self.top.state = self.muted(date_text(self.record.as_of, self.study.day()))
        self.said.update(self.muted(_("This is all that you receive of a member. The member can open the same page.")))
        titles = {lesson.lesson: lesson.title for lesson in self.record.lessons}
        at = self.rows.chosen.key if self.rows.chosen else self._at
        width = self.rows.scrollable_content_region.width
        said = [replace(one, by="") if self.hidden else one for one in self.record.said if one.member == self._member]
        numbers = dict(zip(titles, numbers_of(self.record.lessons), strict=True))  # by key, as the titles are
        named = [titles.get(key, key) for key in record.lessons]
        courses = courses_told(self.record.lessons)
        rows = member_page(record, named, self.record.as_of, width, numbers=numbers, courses=courses)
        handled = [one for one in self.handled(self.record) if one.member == self._member]
        day = self.study.day()
        beside = (*handled_rows(handled, titles, day, width), *said_rows(said, titles, day, width))
        self.rows.show([*rows, *beside], at=at)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """Only the keys that do something now."""
        if action == "answer":
            return self.is_mounted and any(one.member == self._member for one in self.record.said)
        if action == "open":
            return bool(self.lesson)
        if action == "undo":
            return self.to_take_back is not None
        return True

    def action_undo(self) -> None:
        """Take back that a need was seen to."""
        self.take_back(self.record)

    def _said(self) -> Said | None:
        """What the member said is wrong about the lesson under the cursor, or else about the first that waits.

        Of one lesson the oldest that waits goes first, and then the latest, whose answer can be given again.
        """
        lesson = self.rows.chosen.key if self.rows.chosen else ""
        said = [one for one in self.record.said if one.member == self._member]
        here = [one for one in said if one.lesson == lesson]
        of = here or said
        return next((one for one in of if one.answered is None), here[-1] if here else None)

    def action_answer(self) -> None:
        """Answer what the member said is wrong."""
        about = self._said()
        titles = {lesson.lesson: lesson.title for lesson in self.record.lessons}
        if about is None:
            wrong = dict.fromkeys(one.lesson for one in self.record.said if one.member == self._member)
            where = listed(titles.get(key, key) for key in wrong)
            self.notify(
                _("Nothing was said about that lesson, but about: {lessons}").format(lessons=where), markup=False
            )
            return

        words = named(titles.get(about.lesson, about.lesson), " ".join(about.text.split()))
        from tui.screens.begun import Begun  # noqa: PLC0415 - few ever need it

        self._ask_answer(about, words, Begun(self.study, "answer", about.id))

    def _ask_answer(self, about: Said, words: str, begun: "Begun", typed: str | None = None) -> None:
        """Ask for the answer; `typed` is what could not be recorded."""
        from tui.screens.sentence import SentenceScreen  # noqa: PLC0415 - few ever need it

        def said(text: str | None) -> None:
            if text:
                self._answer(about, text, begun, partial(self._ask_answer, about, words, begun, text))

        self.app.push_screen(SentenceScreen(lambda: _("Answer"), lambda: words, begun=begun, typed=typed), said)

    @work(thread=True)
    def _answer(self, about: Said, text: str, begun: "Begun", again: Callable[[], None]) -> None:
        """Record it; where that cannot be, it is said why, and `again` asks with what was typed."""
        try:
            self.study.answer_said(self.record.group, about, text)
        except (StoreError, Unknown, UnknownMember, NotLeading) as problem:
            words = problem.text(_) if isinstance(problem, StoreError | UnknownMember) else str(problem)
            self.post_message(self.Refused(words))
            self.app.call_from_thread(again)
        else:
            begun.over()
            self.app.call_from_thread(self.notify, unchanged_words(about.status), title=_("Answered"), markup=False)
            self.app.call_from_thread(self.load)

    @work(thread=True)
    def _note(self) -> None:
        """Note that the page was opened; where that cannot be, it is not shown."""
        try:
            self.study.note_page(self.record.group, self._member)
        except StoreError as problem:
            self.post_message(self.Gone(problem.text(_)))

    def _need(self) -> HelpNeeded | None:
        """The need for help under the cursor."""
        lesson = self.rows.chosen.key if self.rows.chosen else ""
        cell = (self._member, lesson)
        return next((one for one in self.record.needs_help if (one.member, one.lesson) == cell), None)

    def action_handled(self) -> None:
        """Record that the need under the cursor was seen to."""
        if need := self._need():
            self.see_to(need, self.names(self.record)[need.member])
        else:
            self.say_no_need(self.record, self._member, self.rows.chosen.key if self.rows.chosen else "")

    @property
    def only_said(self) -> frozenset[str]:
        """What can be seen to or answered is under the cursor, or nothing is."""
        if not self.is_mounted:
            return frozenset()
        there = {"handled": self._need(), "answer": self._said()}
        return frozenset(action for action, about in there.items() if about is None)
