"""Search: what is typed is found in lessons, questions, notes and commands, letter by letter.

It is long because each kind of hit says in its own way where it stands, and what Enter does there.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from textual import getters, on, work
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from lessons.words import Span, found_in, holds, wanted
from store.errors import StoreError
from tui.commands.wording import LANGUAGE_WORDS
from tui.i18n import _, count, later
from tui.keys import HELP, SEARCHING
from tui.palette import offers
from tui.screens.base import StudyScreen
from tui.searching import Findings, FoundLesson, FoundNote, FoundQuestion
from tui.sentences import with_keys
from tui.widgets.hits import Group, Hit, HitList

_MOST_COMMANDS = 8


class SearchScreen(StudyScreen):
    """A line to type in, and what was found."""

    CSS_PATH = "search.tcss"
    BINDINGS = [*SEARCHING, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later(
        'All the words have to be found, in whatever order; words between "quotation marks" stand in a row. '
        "{search_open} opens the passage."
    )

    words = getters.query_one("#search-words", Input)
    said = getters.query_one("#search-said", Static)
    hits = getters.query_one(HitList)

    @dataclass
    class Found(Message):
        """Something was looked for, and this is what was found."""

        typed: str
        findings: Findings

    @dataclass
    class Refused(Message):
        """The data could not be read."""

        typed: str
        sentence: str
        """Why, and what to do."""

    def __init__(self, typed: str = "") -> None:
        super().__init__()
        self._typed = typed
        self._asked_for = self._shown_for = ""
        self._findings: Findings | None = None
        self._openers: list[Callable[[], Any]] = []
        """What Enter does at each hit."""
        self._progress = (0, 0)

    def body(self) -> Iterable[Widget]:
        """The line, what there is to say, the hits."""
        yield Input(
            self._typed,
            id="search-words",
            placeholder=_("Words; the beginning of the last one is enough"),
            select_on_focus=False,
        )
        yield Static("", id="search-said", markup=False)
        yield HitList()

    @property
    def awaits(self) -> bool:
        """Whether what is typed is still looked for: until then there stands what was found for fewer letters."""
        return self._asked_for != self._shown_for

    def on_mount(self) -> None:
        """Begin to type."""
        self.words.focus()
        self._look(self._typed)
        self.fivefold.have_indexed()

    def say_again(self) -> None:
        """Look again: what there is to find is in another language, too."""
        self.words.placeholder = _("Words; the beginning of the last one is enough")
        self._look(self.words.value)

    def library_changed(self) -> None:
        """Look again."""
        self._look(self.words.value)

    def show_indexing(self, done: int, total: int) -> None:
        """So many files are in the index, of those that have to be; at the end, look again."""
        self._progress = (done, total)
        if done == total:
            self._look(self.words.value)
        else:
            self._say()

    # Looking

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._look(event.value)

    def _look(self, typed: str) -> None:
        self._asked_for = typed
        self._find(typed)

    @work(thread=True, exclusive=True, group="find")
    def _find(self, typed: str) -> None:
        """Look for what was typed, away from the screen."""
        worker = get_current_worker()
        try:
            findings = self.study.find(typed)
        except StoreError as problem:
            self.post_message(self.Refused(typed, problem.text(_)))
            return
        if not worker.is_cancelled:
            self.post_message(self.Found(typed, findings))

    @on(Refused)
    def _refused(self, event: Refused) -> None:
        self._findings, self._shown_for, self._openers = None, event.typed, []
        self.hits.show([])
        self.said.update("")
        self.refresh_bindings()
        self.notify(event.sentence, severity="error", markup=False)

    @on(Found)
    def _show(self, event: Found) -> None:
        if event.typed != self.words.value:  # more was typed meanwhile
            return
        again = event.typed == self._shown_for
        self._findings, self._shown_for, self._openers = event.findings, event.typed, []
        found = event.findings
        groups = [
            Group(_("Lessons"), tuple(map(self._lesson, found.lessons))),
            Group(_("Questions"), tuple(map(self._question, found.questions))),
            Group(_("Notes"), tuple(map(self._note, found.notes))),
            Group(_("Commands"), tuple(self._commands(event.typed))),
        ]
        self.hits.show(groups, at=self.hits.cursor if again else 0)
        self._say()
        self.refresh_bindings()

    def _say(self) -> None:
        found, (done, total) = self._findings, self._progress
        self.top.place = Content.styled(_("Search"), "bold")
        incomplete = found is not None and not found.complete
        self.top.state = self.muted(
            _("indexing {done} of {files}").format(done=done, files=count("{n} file", "{n} files", total))
            if incomplete and total
            else _("indexing …")
            if incomplete
            else ""
        )
        if not wanted(self._shown_for):
            said = _("Lessons, questions, your notes and commands are searched.")
        elif self._openers:
            said = count("{n} found", "{n} found", len(self._openers))
        elif incomplete:
            said = _("Nothing found so far; the index is not complete yet.")
        elif found and found.elsewhere:
            said = _("Nothing found.")
        else:
            said = _("Nothing found. Try fewer words, or the beginning of one.")
        for other, number in found.elsewhere.items() if found else ():
            there = _("{number} in {language}: {app_language}")
            said += "   " + with_keys(self, there, number=number, language=_(LANGUAGE_WORDS[other]))
        self.said.update(self.muted(said))

    # What is found

    def _lesson(self, found: FoundLesson) -> Hit:
        sought = self._shown_for
        self._openers.append(lambda: self.fivefold.read(found.lesson.key, line=found.line, sought=sought))
        course = self._course(found.lesson.course)
        title, marks = found.lesson.title, found_in(found.lesson.title, wanted(self._shown_for))
        if found.section.text and found.section.text != title:
            shift = len(title) + 3
            marks = (*marks, *(Span(start + shift, end + shift) for start, end in found.section.marks))
            title = f"{title} › {found.section.text}"
        return Hit(title, marks, course, found.passage.text, found.passage.marks)

    def _question(self, found: FoundQuestion) -> Hit:
        self._openers.append(lambda: self.fivefold.to_question(found))
        place = found.quiz.title if found.lesson is None else found.lesson.title
        return Hit(found.stem.text, found.stem.marks, place, found.passage.text, found.passage.marks)

    def _note(self, found: FoundNote) -> Hit:
        self._openers.append(lambda: self.fivefold.show_notes(found.note.id))
        return Hit(found.passage.text, found.passage.marks)

    def _commands(self, typed: str) -> Iterable[Hit]:
        looked_for = wanted(typed)
        below = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        offered = [one for one in offers(self.fivefold, below) if holds(one[0], looked_for)]
        for name, note, run in offered[:_MOST_COMMANDS]:
            self._openers.append(partial(self._run, run))
            yield Hit(name, found_in(name, looked_for), note)

    def _course(self, course: str) -> str:
        contents = self.study.read().course(course) if self.fivefold.several_courses else None
        return contents.course.title if contents else ""

    def _run(self, run: Callable[[], Any]) -> None:
        """Run a command where it would have run, had nobody searched."""
        self.app.pop_screen()
        self.app.call_later(run)

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """Nothing to open or to move among where nothing was found."""
        return bool(self._openers) if action in {"open", "move", "page"} else True

    @on(HitList.Chosen)
    def action_open(self) -> None:
        """Open what is pointed at."""
        if self.hits.cursor < len(self._openers):
            self._openers[self.hits.cursor]()

    def action_move(self, step: int) -> None:
        """Point at the next hit, or at the one before."""
        self.hits.move(step)

    def action_edge(self, end: int) -> None:
        """Go to the first hit, or to the last."""
        self.hits.edge(end)

    def action_page(self, pages: int) -> None:
        """Go on by a screen."""
        self.hits.page(pages)
