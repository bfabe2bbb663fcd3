"""A member, as leaders see one: exactly what they receive, on the page that the member can look at too."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content

from store.challenging import Said
from store.errors import StoreError
from store.mirror import GroupRecord, HelpNeeded
from tui.commands.wording import date_text, unchanged_words
from tui.i18n import _, later, listed, named
from tui.keys import HELP, MEMBER
from tui.leading import NotLeading
from tui.roster import courses_told, numbers_of
from tui.screens.leader import LeaderScreen
from tui.screens.listed import ListScreen
from tui.screens.member_rows import handled_rows, member_page, said_rows
from tui.unknown import Unknown, UnknownMember

if TYPE_CHECKING:
    from tui.screens.begun import Begun


class MemberScreen(ListScreen, LeaderScreen):
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
        width = self.rows.room
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

        self.app.push_screen(SentenceScreen(lambda: _("Answer it"), lambda: words, begun=begun, typed=typed), said)

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
