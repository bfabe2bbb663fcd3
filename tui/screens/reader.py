"""The reader: a lesson, its contents, and where one is in it."""

from collections.abc import Iterable

from textual import getters, on
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from lessons.clean import clean
from lessons.problem import Severity
from store.errors import StoreError
from store.status import Status
from tui.i18n import _, count, language, later
from tui.keys import HELP, READER
from tui.render.places import Place
from tui.screens.base import StudyScreen
from tui.views import OpenLesson
from tui.widgets.contents import Contents
from tui.widgets.progress_line import ProgressLine
from tui.widgets.reader import Reader

WIDE = 100
"""Cells from which the contents stand beside the text."""


class ReaderScreen(StudyScreen):
    """One lesson, open."""

    CSS_PATH = "reader.tcss"
    BINDINGS = [*READER, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later("Space turns the page. At the end, Enter goes on. Your place is kept.")

    reader = getters.query_one(Reader)
    contents = getters.query_one(Contents)
    line = getters.query_one(ProgressLine)

    def __init__(self, opened: OpenLesson, *, section: int | None = None) -> None:
        super().__init__()
        self._opened = opened
        self._section = section
        self._moved: Reader.Moved | None = None
        self._hand = False

    def body(self) -> Iterable[Widget]:
        """Progress line, contents, text."""
        yield ProgressLine()
        with Horizontal(id="reading"):
            yield Contents()
            yield Reader()

    def on_mount(self) -> None:
        """Show the lesson where it was left, or at the section asked for."""
        opened, kept = self._opened, self._opened.place
        self.contents.display = False
        place = Place(kept.block, kept.line) if kept and kept.block else None
        self.reader.show(opened.document, opened.lesson.lang or language(), place)
        if self._section is not None:
            self.call_after_refresh(self.reader.goto_section, self._section)
        self.contents.list_sections(self.reader.sections)
        self.reader.focus()
        self._hand = opened.row.due is not None and self.study.hand_is_up(opened.lesson.key)
        self._draw()
        for problem in opened.lesson.problems:
            if problem.severity is Severity.ERROR:
                where = f"{clean(problem.path)}:{problem.line}  {problem.message(_)}"
                self.notify(where, title=_("This file has an error"), severity="warning", markup=False)
                break

    def _draw(self) -> None:
        """Bring the bars up to date."""
        row, share = self._opened.row, self._moved.share if self._moved else self.reader.share
        self.top.place = Content.assemble(
            self.muted(f"{self._opened.course.course.title} › "), (f"{row.number:02} {row.lesson.title}", "bold")
        )
        left = max(0, round(row.lesson.minutes * (1 - share)))
        minutes = count("{n} min left", "{n} min left", left) if left else _("at the end")
        done = self.toned(" ✓", "success") if row.status is Status.COMPLETED else Content("")
        self.top.state = Content.assemble(
            f"{row.number}/{len(self._opened.course.lessons)}",
            self.muted(f"  ·  {minutes}  "),
            self.toned(f"{int(share * 100):3d}%", "primary", bold=True),
            done,
            self.toned(" ?", "warning") if self._hand else Content(""),
        )
        self.line.share = share
        self.refresh_bindings()

    @on(Reader.Moved)
    def _keep_place(self, event: Reader.Moved) -> None:
        self._moved = event
        self.contents.current = event.section
        self._draw()

    def on_screen_suspend(self) -> None:
        """Keep the place when something else comes on the screen."""
        self._save()

    def on_unmount(self) -> None:
        """Keep the place when the lesson is left."""
        self._save()

    def _save(self) -> None:
        moved, self._moved = self._moved, None
        if moved is None or self._section is not None:  # what is only looked up leaves the place where it was
            return
        try:
            self.study.keep_place(
                self._opened.lesson.key,
                block=moved.place.block,
                section=moved.section,
                line=moved.place.line,
                share=moved.share,
            )
        except StoreError as problem:
            self.notify(problem.text(_), severity="warning", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that do something now."""
        match action:
            case "on":
                return self.reader.at_end
            case "contents":
                return len(self.reader.sections) > 1
            case "neighbour":
                return isinstance(parameters[0], int) and self._opened.neighbour(parameters[0]) is not None
            case "hand":
                return self._opened.row.due is not None
            case "links":
                return any(self.reader.references_in_view())
        return True

    def action_on(self) -> None:
        """At the end: the lesson is read; on to its quiz, else to the next lesson, else back."""
        self._save()
        lesson = self._opened.lesson
        try:
            if self.study.finish(lesson.key):
                view = self.study.course(lesson.course)
                to_go = count("{n} to go", "{n} to go", view.total - view.completed)
                self.notify(_("Lesson done: {title} · {to_go}").format(title=lesson.title, to_go=to_go), markup=False)
        except StoreError as problem:
            self.notify(problem.text(_), severity="error", markup=False)
            return
        quiz, following = self._opened.row.quiz, self._opened.neighbour(1)
        if quiz and quiz.quiz.asks:
            self.fivefold.answer(quiz.quiz.key, instead=True)
        elif following:
            self.fivefold.read(following.lesson.key, instead=True)
        else:
            self.action_back()

    def action_contents(self) -> None:
        """Show or hide the contents."""
        self.contents.display = not self.contents.display
        (self.contents if self.contents.display else self.reader).focus()

    @on(Contents.Pointed)
    def _look_at_section(self, event: Contents.Pointed) -> None:
        self.reader.goto_section(event.section)

    @on(Contents.Chosen)
    def _go_to_section(self, event: Contents.Chosen) -> None:
        if self.size.width < WIDE:
            self.contents.display = False
        self.reader.goto_section(event.section)
        self.reader.focus()

    def action_back(self) -> None:
        """Close the contents where they are in the way, else leave the lesson."""
        if self.contents.display and self.contents.has_focus:
            self.action_contents()
        else:
            self._save()  # before the screen below looks again
            self.app.pop_screen()

    def action_neighbour(self, step: int) -> None:
        """Open the next lesson or the one before."""
        row = self._opened.neighbour(step)
        if row:
            self.fivefold.read(row.lesson.key, instead=True)

    def action_hand(self) -> None:
        """Ask for help with this lesson, or need it no longer."""
        lesson = self._opened.lesson.key
        try:
            if self._hand:
                self.study.lower_hand(lesson)
                said = _("Your hand is down.")
            else:
                self.study.raise_hand(lesson)
                said = _("Your hand is up; leaders see it from tomorrow.")
        except StoreError as problem:
            self.notify(problem.text(_), severity="error", markup=False)
            return
        self._hand = not self._hand
        self.notify(said, markup=False)
        self._draw()

    def action_links(self) -> None:
        """Show the links and images in view, with their full addresses."""
        from tui.screens.links import LinksScreen  # noqa: PLC0415 - loaded when it is wanted

        self.app.push_screen(LinksScreen(self.reader.references_in_view()))
