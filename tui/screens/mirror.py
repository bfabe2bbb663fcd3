"""What your leaders see: the page of a member, shown to that member, one part for each group.

It is long because the part of each group is put together of all that touches it: the record, what was shared, who
looked, and what was called wrong.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from store.challenging import refuse_said_already
from store.errors import AlreadySaidError, StoreError
from store.group_mirror import course_titles, places_in_courses
from store.mirror import MemberRecord, Reached
from tui.commands.wording import (
    accepted_lines,
    date_text,
    duties_seen,
    looked_lines,
    receiving,
    share_lines,
    silent,
    silent_head,
    stay_lines,
    week_word,
)
from tui.i18n import _, count, later
from tui.keys import HELP, MIRROR
from tui.screens.listed import ListScreen
from tui.screens.member_rows import handled_rows, member_page, said_rows
from tui.standing import Mirrored, Stayed
from tui.unknown import Unknown
from tui.unnamed import projected_mirror, projected_stay
from tui.widgets.rows import Row

if TYPE_CHECKING:
    from tui.screens.begun import Begun

_MARGINS = 3
"""Cells of a row beside its words."""


class MirrorScreen(ListScreen):
    """What the leaders of each group receive of the member who looks."""

    BINDINGS = [*MIRROR, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later(
        "What your leaders see: exactly this, and nothing else about you. Where they study on another machine, "
        "{mirror_share} writes it as a file into a folder, after you have read what is in it, and {mirror_collect} "
        "takes in what they put there for you."
    )

    @dataclass
    class Loaded(Message):
        """What leaders receive has been looked at."""

        mirrored: tuple[tuple[str, MemberRecord], ...]
        """The name of each group, and what its leaders receive."""
        day: date
        beside: Mapping[str, Mirrored]
        """Of each group, by its name, who looked, and what was said to be wrong."""
        waiting: tuple[str, ...]
        """Names of the groups whose charter is not accepted."""
        shared: Mapping[str, str]
        """Of each group with which a file was shared, by its name, the week in which it last was."""
        shares: Mapping[str, tuple[Reached, ...]]
        """Of each group, by its name, what the member adds to its shares on dimensions."""
        stayed: Mapping[str, Stayed]
        """The groups that the member is in, or was in, by their names, and who looked."""
        duties: tuple[str, ...]
        """Names of the groups in which the member leads, or has another duty that opens something."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: MirrorScreen.Loaded | None = None
        self._starts: list[tuple[int, str]] = []
        """Where the part of each group begins, with the group's name."""

    @property
    def awaits(self) -> bool:
        """Whether nobody has looked yet."""
        return self._seen is None

    def on_screen_resume(self) -> None:
        """Look again: something may have been done meanwhile."""
        self.load()

    def records_changed(self) -> None:
        """Look again."""
        self.load()

    @work(thread=True, exclusive=True, group="load")
    def load(self) -> None:
        """Look, away from the screen."""
        try:
            mirrored = self.study.mirror()
            seen = self.Loaded(
                mirrored,
                self.study.day(),
                {one.group.name: one for one in self.study.told_beside(mirrored)},
                tuple(asked.group.name for asked in self.study.waiting_charters()),
                self.study.shared_weeks(mirrored),
                self.study.own_shares(),
                {one.group.name: one for one in self.study.stayed()},
                tuple(one.name for one in (*self.study.led_groups(), *self.study.served_groups())),
            )
        except StoreError as problem:
            self.app.post_message(self.fivefold.Failed(problem.text(_)))
            return
        if not get_current_worker().is_cancelled:
            self.post_message(seen)

    @on(Loaded)
    def _loaded(self, event: Loaded) -> None:
        self._seen = event
        self.draw()

    def say_again(self) -> None:
        """Look again: titles are in another language, too."""
        super().say_again()
        self.load()

    def _shown(self, seen: Loaded) -> Loaded:
        """What there is to show: nobody is named in it while names are hidden."""
        if not self.fivefold.names_hidden:
            return seen
        beside = {name: projected_mirror(one) for name, one in seen.beside.items()}
        mirrored = tuple((name, replace(record, name=_("name hidden"))) for name, record in seen.mirrored)
        stayed = {name: projected_stay(one) for name, one in seen.stayed.items()}
        return replace(seen, beside=beside, mirrored=mirrored, stayed=stayed)

    def draw(self) -> None:
        """One part for each group."""
        self.top.place = Content.styled(_("What your leaders see"), "bold")
        if self._seen is None:
            return
        seen = self._shown(self._seen)
        mirrored = seen.mirrored
        self.top.state = self.muted(count("{n} group", "{n} groups", len(mirrored)))
        self.said.update(
            self.muted(
                _(
                    "Exactly this is what leaders of your groups receive about you. Never: answers of practice, hints, "
                    "notes, what you remember, minutes, times, days of study."
                )
                if mirrored or self._seen.waiting
                else _("You are a member of no group, so nobody receives anything of what you study.")
                if self._seen.duties
                else _("You are in no group, so nobody receives anything about you.")
            )
        )
        at = self.rows.chosen.key if self.rows.chosen else ""
        said = _("{group}: not accepted yet, so that its leaders see your name alone")
        width = max(1, self.rows.room - _MARGINS)
        lines = (line for name in self._seen.waiting for line in Content(said.format(group=name)).wrap(width))
        parts = [Row(line.plain.rstrip()) for line in lines]
        if self._seen.duties:
            parts += [Row(line.plain.rstrip()) for line in Content(duties_seen(self._seen.duties)).wrap(width)]
            parts.append(Row(""))
        self._starts = []
        for name, record in mirrored:
            self._starts.append((len(parts), name))
            parts += self._part(name, record, seen)
        parts += self._earlier(seen)
        self.rows.show(parts, at=at)
        self.refresh_bindings()

    def _part(self, name: str, record: MemberRecord, seen: Loaded) -> Iterator[Row]:
        library = self.study.read()
        lessons = [(key, library.lesson(key)) for key in record.lessons]
        titles = [lesson.title if lesson else key for key, lesson in lessons]
        width = self.rows.room
        day_words = partial(date_text, today=seen.day)
        mentors = seen.beside[name].mentors if name in seen.beside else ()
        for line in Content(receiving(name, mentors)).wrap(max(1, width - _MARGINS)):
            yield Row(line.plain.rstrip())
        yield Row(_("Your name: {name}").format(name=record.name), title_tone="muted")
        if name in seen.beside:
            yield from self._muted(*accepted_lines(seen.beside[name].accepted, day_words))
        if name in seen.shared:
            week = week_word(seen.shared[name], seen.day)
            yield Row(
                _("Shared in a file: {week}; what is new since is not in it").format(week=week), title_tone="muted"
            )
        numbers = places_in_courses(library, record.lessons)
        courses = course_titles(library, record.lessons)
        yield from member_page(record, titles, seen.day, width, numbers=numbers, courses=courses)
        if name in seen.shares:
            yield Row("")
            yield from self._muted(*share_lines(seen.shares[name]))
        if name in seen.beside:
            named_so = dict(zip(record.lessons, titles, strict=True))
            yield from handled_rows(seen.beside[name].handled, named_so, seen.day, width, own=True)
            yield from said_rows(seen.beside[name].said, named_so, seen.day, width, own=True)
            yield Row("")
            stays = seen.stayed[name].stays if name in seen.stayed else ()
            looked = looked_lines(seen.beside[name].looked, day_words=day_words)
            yield from self._muted(*stay_lines(stays, seen.day, day_words), *looked)
        yield Row("")

    def _muted(self, *lines: str) -> Iterator[Row]:
        width = max(1, self.rows.room - _MARGINS)
        for line in lines:
            yield from (Row(part.plain.rstrip(), title_tone="muted") for part in Content(line).wrap(width))

    def _earlier(self, seen: Loaded) -> Iterator[Row]:
        """Who looked in the groups that receive nothing of the member now."""
        day_words = partial(date_text, today=seen.day)
        for one in silent(seen.stayed.values(), seen.mirrored):
            yield Row(silent_head(one))
            looked = looked_lines(one.looked, day_words=day_words)
            yield from self._muted(*stay_lines(one.stays, seen.day, day_words), *looked)
            yield Row("")

    def _place(self) -> tuple[str, str]:
        """The group, by its name, and the key of the lesson under the cursor; both empty where there is no status."""
        if not self.is_mounted or self._seen is None or self.rows.chosen is None:
            return "", ""
        group = next((name for start, name in reversed(self._starts) if start <= self.rows.cursor), "")
        record = dict(self._seen.mirrored).get(group)
        key = self.rows.chosen.key
        return (group, key) if record and key in record.lessons else ("", "")

    def action_wrong(self) -> None:
        """Say that the status under the cursor is wrong."""
        group, lesson = self._place()
        try:
            self._require_new(group, lesson)
        except AlreadySaidError as refusal:
            self.notify(refusal.text(_), severity="warning", markup=False)
            return
        from tui.screens.begun import Begun  # noqa: PLC0415 - few ever need it

        title = self.rows.chosen.title if self.rows.chosen else ""

        def about() -> str:
            return _("{group} · {title}: what is wrong? Its leaders read it.").format(group=group, title=title)

        self._ask_what(group, lesson, about, Begun(self.study, "wrong", group, lesson))

    def _ask_what(
        self, group: str, lesson: str, about: Callable[[], str], begun: "Begun", typed: str | None = None
    ) -> None:
        """Ask what is wrong; `typed` is what could not be recorded."""
        from tui.screens.sentence import SentenceScreen  # noqa: PLC0415 - few ever need it

        def said(text: str | None) -> None:
            if text:
                self._challenge(group, lesson, text, begun, partial(self._ask_what, group, lesson, about, begun, text))

        self.app.push_screen(SentenceScreen(lambda: _("This is wrong"), about, begun=begun, typed=typed), said)

    def _require_new(self, group: str, lesson: str) -> None:
        """See to it that nobody writes what would be refused.

        Raises:
            AlreadySaidError: that was said of the same status, and nobody has answered.
        """
        if self._seen is not None and group in self._seen.beside:
            beside = self._seen.beside[group]
            refuse_said_already(beside.said, lesson, beside.record.lessons[lesson].status.value)

    def action_share(self) -> None:
        """Ask into which folder a file is put for the leaders."""
        self.fivefold.share()

    def action_collect(self) -> None:
        """Ask from which folder replies are taken in."""
        self.fivefold.collect()

    @work(thread=True)
    def _challenge(self, group: str, lesson: str, text: str, begun: "Begun", again: Callable[[], None]) -> None:
        """Record it; where that cannot be, it is said why, and `again` asks with what was typed."""
        try:
            self.study.challenge(lesson, text, group)
        except (StoreError, Unknown) as problem:
            words = problem.text(_) if isinstance(problem, StoreError) else str(problem)
            self.app.call_from_thread(self.notify, words, title=_("Not recorded"), severity="error", markup=False)
            self.app.call_from_thread(again)
        else:
            begun.over()
            told = _("The leaders of {group} read it; the answer will stand on this page, below.")
            if group in self.study.shares():
                told = _("It goes with the next file that you share with {group}; the answer comes with theirs.")
            self.app.call_from_thread(self.notify, told.format(group=group), title=_("Recorded"), markup=False)
            self.app.call_from_thread(self.load)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """Nothing to open, and nothing to say is wrong, where there is nothing."""
        if action == "wrong":
            return bool(self._place()[1])
        return action != "open" or bool(self.lesson)
