"""What your leaders see: the page of a member, shown to that member, one part for each group."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from textual import on, work
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from store.errors import StoreError
from store.mirror import MemberRecord
from tui.commands.wording import week_word
from tui.i18n import _, count, later
from tui.keys import HELP, MIRROR
from tui.screens.member import MemberPage, member_page
from tui.widgets.rows import Row


class MirrorScreen(MemberPage):
    """What the leaders of each group receive of the member who looks."""

    BINDINGS = [*MIRROR, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later("What your leaders see: exactly this, and nothing else about you.")

    @dataclass
    class Loaded(Message):
        """What leaders receive has been looked at."""

        mirrored: tuple[tuple[str, MemberRecord], ...]
        """The name of each group, and what its leaders receive."""
        day: date
        shared: Mapping[str, str]
        """Of each group with which a file was shared, by its name, the week in which it last was."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: MirrorScreen.Loaded | None = None

    def on_screen_resume(self) -> None:
        """Look again: something may have been done meanwhile."""
        self.load()

    @work(thread=True, exclusive=True, group="load")
    def load(self) -> None:
        """Look, away from the screen."""
        try:
            mirrored = self.study.mirror()
            seen = self.Loaded(mirrored, self.study.today().day, self.study.shared_weeks(mirrored))
        except StoreError as problem:
            self.app.post_message(self.fivefold.Failed(problem.text(_)))
            return
        if not get_current_worker().is_cancelled:
            self.post_message(seen)

    @on(Loaded)
    def _loaded(self, event: Loaded) -> None:
        self._seen = event
        self.draw()

    def draw(self) -> None:
        """One part for each group."""
        self.top.place = Content.styled(_("What your leaders see"), "bold")
        if self._seen is None:
            return
        mirrored = self._seen.mirrored
        self.top.state = self.muted(count("{n} group", "{n} groups", len(mirrored)))
        self.said.update(
            self.muted(
                _(
                    "Exactly this is what leaders of your groups receive about you. Never: answers of practice, hints, "
                    "notes, what you remember, minutes, times, days of study."
                )
                if mirrored
                else _("You are in no group, so nobody receives anything about you.")
            )
        )
        at = self.rows.chosen.key if self.rows.chosen else ""
        parts = [row for name, record in mirrored for row in self._part(name, record, self._seen)]
        self.rows.show(parts, at=at)
        self.refresh_bindings()

    def _part(self, name: str, record: MemberRecord, seen: Loaded) -> Iterator[Row]:
        library = self.study.read()
        lessons = [(key, library.lesson(key)) for key in record.lessons]
        titles = [lesson.title if lesson else key for key, lesson in lessons]
        yield Row(_("To the leaders of {group}").format(group=name))
        yield Row(_("Your name: {name}").format(name=record.name), title_tone="muted")
        if name in seen.shared:
            week = week_word(seen.shared[name], seen.day)
            yield Row(
                _("Shared in a file: {week}; what is new since is not in it").format(week=week), title_tone="muted"
            )
        yield from member_page(record, titles, seen.day, self.rows.scrollable_content_region.width)
        yield Row("")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """Nothing to open where there is nothing."""
        return action != "open" or bool(self.lesson)
