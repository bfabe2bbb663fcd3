"""Your duties: of each group in which the member has one and does not lead, the parts that it opens."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from textual import on, work
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from store.errors import StoreError
from store.group_mirror import places_in_courses
from store.mirror import GroupPart
from tui.commands.group import agenda_lines
from tui.commands.group_part import part_lines
from tui.commands.wording import date_text
from tui.i18n import _, count, later
from tui.keys import HELP, PART
from tui.leading import NotLeading
from tui.screens.listed import ListScreen
from tui.screens.member_rows import member_page
from tui.unnamed import projected_part
from tui.widgets.needs import wrapped
from tui.widgets.rows import Row


class PartScreen(ListScreen):
    """What the member's duties open of groups that others lead."""

    BINDINGS = [*PART, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later("What your duties in groups open. Figures are without names; only a mentor sees records.")

    @dataclass
    class Loaded(Message):
        """The groups have been looked at."""

        parts: tuple[GroupPart, ...]

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[GroupPart, ...] | None = None

    @property
    def awaits(self) -> bool:
        """Whether nobody has looked yet."""
        return self._parts is None

    def on_screen_resume(self) -> None:
        """Look again: something may have been done meanwhile."""
        self.load()

    def say_again(self) -> None:
        """Look again: titles are in another language, too."""
        super().say_again()
        self.load()

    def records_changed(self) -> None:
        """Look again."""
        self.load()

    @work(thread=True, exclusive=True, group="load")
    def load(self) -> None:
        """Look, away from the screen."""
        parts: list[GroupPart] = []
        try:
            for group in self.study.served_groups():
                try:
                    parts.append(self.study.group_part(group.id))
                except NotLeading:  # it was given up in between
                    continue
        except StoreError as problem:
            self.app.post_message(self.fivefold.Failed(problem.text(_)))
            return
        if not get_current_worker().is_cancelled:
            self.post_message(self.Loaded(tuple(parts)))

    @on(Loaded)
    def _loaded(self, event: Loaded) -> None:
        self._parts = event.parts
        self.draw()

    def draw(self) -> None:
        """One part for each group."""
        self.top.place = Content.styled(_("Your duties"), "bold")
        if self._parts is None:
            return
        self.top.state = self.muted(count("{n} group", "{n} groups", len(self._parts)))
        none = _("You have no duty that opens anything of a group.")
        said = _("This is what your duties open, and no more. In a shared file they guide, and do not protect.")
        self.said.update(self.muted(said if self._parts else none))
        at = self.rows.chosen.key if self.rows.chosen else ""
        self.rows.show([row for part in self._parts for row in self._part(part)], at=at)
        self.refresh_bindings()

    def _part(self, part: GroupPart) -> Iterator[Row]:
        if self.fivefold.names_hidden:
            part = projected_part(part)
        day_words = partial(date_text, today=self.study.day())
        first, *lines = part_lines(part, day_words)
        agenda = part.agenda or ()
        keys = dict(zip(agenda_lines(agenda, day_words), (lesson.lesson for lesson in agenda), strict=True))
        width = self.rows.room
        yield Row(first)
        about = True  # until the first blank line: what the group is
        for line in lines:
            about = about and bool(line)
            if line in keys:
                yield Row(line, key=keys[line])
            elif about or line.startswith(" "):
                yield from wrapped(line, width)
            else:
                yield Row(line)
        library = self.study.read()
        for member in part.mentees or ():
            yield Row("")
            yield Row(member.name, title_tone="primary")
            lessons = [(key, library.lesson(key)) for key in member.lessons]
            titles = [lesson.title if lesson else key for key, lesson in lessons]
            numbers = places_in_courses(library, member.lessons)
            yield from member_page(member, titles, part.as_of, width, numbers=numbers)
        yield Row("")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """Nothing to open where there is nothing."""
        return action != "open" or bool(self.lesson)
