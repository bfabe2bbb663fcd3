"""A file beside its translation: both as members see them, block beside block, again on every save."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from textual import on, work
from textual.containers import Container, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from lessons.clean import clean
from lessons.errors import LessonError
from tui.i18n import _, language, later
from tui.keys import HELP, SIDE_BY_SIDE
from tui.proofing import Proof, Proofreader
from tui.screens.base import WATCHING, StudyScreen
from tui.screens.editing import edit
from tui.watching import saves
from tui.widgets.beside import BesideText, pair

WIDE = 100
"""Cells from which they stand side by side; below, one above the other."""


class LanguagesScreen(StudyScreen):
    """Two texts that go along with each other."""

    CSS_PATH = "languages.tcss"
    BINDINGS = [*SIDE_BY_SIDE, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later(
        "The original and its translation, block beside block. {languages_other} goes to the other one; each goes "
        "along with the other."
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - the same

    @dataclass
    class Read(Message):
        """One of the files has been read."""

        number: int
        proof: Proof

    @dataclass
    class Lost(Message):
        """One of them cannot be read now."""

        number: int
        sentence: str

    def __init__(self, original: Path, translation: Path, *, environment: Mapping[str, str]) -> None:
        super().__init__()
        self._files = (original, translation)
        self._environment = environment
        self._stop = Event()

    def body(self) -> Iterable[Widget]:
        """A name and a text for each of the two."""
        with Container(id="languages"):
            for number, part in enumerate(("first", "second")):
                with Vertical(classes=f"half {part}"):
                    yield Static("", classes="language", id=f"language-{number}", markup=False)
                    yield BesideText(least=WIDE, id=f"text-{number}")

    @property
    def _texts(self) -> Sequence[BesideText]:
        return [self.query_one(f"#text-{number}", BesideText) for number in range(len(self._files))]

    def on_mount(self) -> None:
        """Wait for both files, from now on."""
        self._name_place()
        self._texts[0].focus()
        for number in range(len(self._files)):
            self.watch_file(number)

    def on_unmount(self) -> None:
        """Wait no longer."""
        self._stop.set()

    def say_again(self) -> None:
        """Name the place; the files are in their own languages."""
        self._name_place()

    def _name_place(self) -> None:
        name = clean(self._files[0].name)
        self.top.place = Content.assemble(self.muted(_("Side by side") + " › "), (name, "bold"))

    @work(thread=True, group=WATCHING)
    def watch_file(self, number: int) -> None:
        """Read one of the files now and whenever it is saved, away from the screen."""
        file = self._files[number]
        proofreader = Proofreader(file, own_language=True)
        for _again in saves(file, lambda: proofreader.folders, self._stop):
            try:
                self.post_message(self.Read(number, proofreader.read()))
            except LessonError as problem:
                self.post_message(self.Lost(number, problem.text(_)))

    @on(Read)
    def _show(self, event: Read) -> None:
        proof, texts = event.proof, self._texts
        texts[event.number].revise(proof.document, proof.lang or language())
        pair(*texts)
        self._follow()
        self._head(event.number).update(f"{proof.lang or '?'}  {clean(self._files[event.number].name)}")

    @on(Lost)
    def _miss(self, event: Lost) -> None:
        self._head(event.number).update("! " + event.sentence)

    def _head(self, number: int) -> Static:
        return self.query_one(f"#language-{number}", Static)

    @on(BesideText.Moved)
    def _follow(self) -> None:
        """The one that has the focus leads; the other shows what stands beside that."""
        texts, here = self._texts, self._here
        texts[1 - here].go_along(texts[here])

    @property
    def _here(self) -> int:
        """Which of the two has the focus."""
        return int(self._texts[1].has_focus)

    def action_other(self) -> None:
        """To the other language."""
        self._texts[1 - self._here].focus()

    def action_edit(self) -> None:
        """Open the editor at what is in view of the one that has the focus."""
        here = self._here
        edit(self, self._files[here], self._texts[here].line, environment=self._environment)

    def action_back(self) -> None:
        """Leave."""
        self._stop.set()
        self.app.pop_screen()
