"""What a leader's screens of one group share: the record, names or none, and seeing to a need.

It is long because seeing to a need is a conversation: it is asked, confirmed, recorded and may be taken back, and each
step has to know the one before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from textual import on, work
from textual.binding import ActiveBinding
from textual.message import Message
from textual.worker import get_current_worker

from store.errors import StoreError
from store.handling import SeenTo
from store.mirror import GroupRecord, HelpNeeded
from store.status import HELP_DAYS, Reason, Status
from tui.commands.wording import date_text, taken_back_words, week_word
from tui.i18n import _, count
from tui.leading import NotLeading
from tui.roster import MemberRow, member_rows, shown_names
from tui.screens.base import StudyScreen
from tui.sentences import key_of
from tui.study import Unknown
from tui.unnamed import projected


def described(bindings: Mapping[str, ActiveBinding], action: str, words: str) -> dict[str, ActiveBinding]:
    """The same keys, with other words for what those of an action do now."""
    return {
        key: one._replace(binding=replace(one.binding, description=words)) if one.binding.action == action else one
        for key, one in bindings.items()
    }


class LeaderScreen(StudyScreen):
    """A screen about a group that its member leads."""

    @dataclass
    class Loaded(Message):
        """The group has been looked at."""

        record: GroupRecord
        rows: tuple[MemberRow, ...]
        several: bool
        """Whether the member leads other groups too, or has led such as are archived."""

    @dataclass
    class Gone(Message):
        """There is no such group any more, or the member does not lead it."""

        sentence: str

    @dataclass
    class Handled(Message):
        """It is recorded that the leader saw to a need."""

        need: HelpNeeded
        name: str
        """What the member is called on the screen."""

    @dataclass
    class TakenBack(Message):
        """It is recorded that a need was not seen to after all."""

        name: str
        """What the member is called on the screen."""
        title: str
        """Of the lesson."""

    @dataclass
    class Refused(Message):
        """It could not be recorded."""

        sentence: str

    def __init__(self, group: str) -> None:
        super().__init__()
        self._asked: HelpNeeded | None = None
        """A need of which it was asked whether it was seen to."""
        self._asked_at = 0.0
        """When the key was pressed that had it asked: any other one between that and the next takes it back."""
        self._shown_at = 0.0
        """When it was asked, by the same clock."""
        self._question = ""
        """What was asked."""
        self._seen_to: tuple[str, str] | None = None
        """Member and lesson of the need that was seen to last on this screen."""
        self.group = group
        self.several = False

    @property
    def hidden(self) -> bool:
        """Whether names are hidden."""
        return self.fivefold.names_hidden

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now; that for names says what it does, where all see it while they are hidden."""
        found = super().active_bindings
        if not self.hidden:
            return found
        told = described(found, "hide_names", _("Show names"))
        first = {key: one for key, one in told.items() if key == "enter" or one.binding.action == "hide_names"}
        return {**first, **told}

    def names(self, record: GroupRecord) -> Mapping[str, str]:
        """What each member, by id, is called on the screen."""
        return shown_names(record.members, hidden=self.hidden)

    def shown(self, record: GroupRecord) -> GroupRecord:
        """The group as it is told on the screen: nobody is named in what was written of it, where names are hidden."""
        return projected(record) if self.hidden else record

    def handled(self, record: GroupRecord) -> tuple[SeenTo, ...]:
        """What leaders saw to, by nobody's name where names are hidden."""
        return tuple(replace(one, by="") for one in record.handled) if self.hidden else record.handled

    def draw(self) -> None:
        """Show what is known, under the names that are to be shown."""
        self.refresh_bindings()

    @work(thread=True, exclusive=True, group="load")
    def load(self) -> None:
        """Look at the group, away from the screen."""
        leading = self.study
        try:
            record = leading.group(self.group)
            several = len(leading.led_groups(archived=True)) > 1
        except StoreError as problem:
            self.app.post_message(self.fivefold.Failed(problem.text(_)))
            return
        except (Unknown, NotLeading) as refusal:
            self.post_message(self.Gone(str(refusal)))
            return
        rows = member_rows(record)
        if not get_current_worker().is_cancelled:
            self.post_message(self.Loaded(record, rows, several))

    @on(Gone)
    def _leave(self, event: Gone) -> None:
        self.notify(event.sentence, severity="warning", markup=False)
        self.leave()

    def leave(self) -> None:
        """Go up, where this is still the screen on top."""
        if self.is_current:
            self.app.pop_screen()

    def action_hide_names(self) -> None:
        """Hide every name, or show them again; what was said before names nobody any longer."""
        self.fivefold.names_hidden = not self.hidden
        self._ask_no_more()
        if self.hidden:
            self.app.clear_notifications()
        self.draw()

    def see_to(self, need: HelpNeeded, name: str) -> None:
        """Record at the second asking that the leader saw to a need: its member is told.

        `name` is what the member is called on the screen.
        """
        if self._asked == need and self._asked_at in {self.fivefold.pressed_before, self.fivefold.pressed_at}:
            if self.fivefold.too_soon(self._shown_at):
                self._asked_at = self.fivefold.pressed_at
                return
            self._ask_no_more()
            self.handle(need, name)
            return
        self._ask_no_more()
        said = (
            _("This takes down the hand of {name}: {title}. Have you seen to it? Then press {key} once more.")
            if need.reason is Reason.ASKED
            else _("This counts as handled then: {name}, {title}. Have you seen to it? Then press {key} once more.")
        )
        key = key_of(self, "group.handled")
        self._asked_at = self._shown_at = self.fivefold.pressed_at
        self._asked, self._question = need, said.format(name=name, title=need.title, key=key)
        self.notify(self._question, timeout=10, markup=False)

    def _ask_no_more(self) -> None:
        if self._asked is not None:
            self.fivefold.unsay(self._question)
        self._asked, self._question = None, ""

    def on_screen_suspend(self) -> None:
        """What is asked here is asked on no other screen."""
        self._ask_no_more()

    @work(thread=True)
    def handle(self, need: HelpNeeded, name: str) -> None:
        """Record that the leader saw to a need; a write's result is never dropped."""
        try:
            self.study.handle(self.group, need.member, need.lesson)
        except StoreError as problem:
            self.post_message(self.Refused(problem.text(_)))
        else:
            self.post_message(self.Handled(need, name))

    def say_no_need(self, record: GroupRecord | None, member: str, lesson: str) -> None:
        """Say that nothing under the cursor is to be seen to; of what is overdue, why, and for how long it has been."""
        row = next((one for one in member_rows(record) if one.record.member == member), None) if record else None
        said = [_("Nobody needs help there. What can be seen to is under Needs help.")]
        if record and row and row.overdue_since:
            standing = row.record.lessons.get(lesson)
            if standing is None or standing.status is Status.OVERDUE:
                said = [
                    count(
                        "Nothing to see to there any more: a need is gone after {n} day, or once it is handled.",
                        "Nothing to see to there any more: a need is gone after {n} days, or once it is handled.",
                        HELP_DAYS,
                    )
                ]
            since, late = (
                date_text(row.overdue_since, record.as_of),
                count("{n} lesson", "{n} lessons", len(row.overdue)),
            )
            said.append(_("Overdue since {day}: {lessons}").format(day=since, lessons=late))
            week = row.record.last_active_week
            said.append(_("Last active: {week}").format(week=week_word(week, record.as_of) if week else _("not yet")))
        self.notify("\n".join(said), timeout=10, markup=False)

    @on(Handled)
    def _handled(self, event: Handled) -> None:
        self._seen_to = event.need.member, event.need.lesson
        self.notify(
            _("{name}, {title}: it comes back for a new reason only. The member sees it. {key} takes it back.").format(
                name=event.name, title=event.need.title, key=key_of(self, "group.undo")
            ),
            title=_("Handled"),
            markup=False,
        )
        self.load()

    @property
    def to_take_back(self) -> tuple[str, str] | None:
        """Member, by id, and lesson, by key, of what `action_undo` takes back; None where that is nothing."""
        return self._seen_to

    def take_back(self, record: GroupRecord) -> None:
        """Take back that a need was seen to."""
        if about := self.to_take_back:
            member, lesson = about
            titles = {one.lesson: one.title for one in record.lessons}
            self._take_back(member, lesson, self.names(record).get(member, ""), titles.get(lesson, lesson))

    @work(thread=True)
    def _take_back(self, member: str, lesson: str, name: str, title: str) -> None:
        """Record it; a write's result is never dropped."""
        try:
            self.study.take_back_handled(self.group, member, lesson)
        except (StoreError, Unknown, NotLeading) as problem:
            self.post_message(self.Refused(problem.text(_) if isinstance(problem, StoreError) else str(problem)))
        else:
            self.post_message(self.TakenBack(name, title))

    @on(TakenBack)
    def _taken_back(self, event: TakenBack) -> None:
        self._seen_to = None
        self.notify(taken_back_words(event.name, event.title), title=_("Taken back"), markup=False)
        self.load()

    @on(Refused)
    def _not_handled(self, event: Refused) -> None:
        self.notify(event.sentence, title=_("Not recorded"), severity="error", timeout=12, markup=False)
