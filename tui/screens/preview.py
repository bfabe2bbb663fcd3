"""The trainer's live view: a file as its members will see it, with what is wrong with it, again on every save.

It is long because the text, its problems and its contents stand on it together, and which of them shows is one state.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event

from textual import getters, on, work
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from lessons.clean import clean
from lessons.errors import LessonError
from lessons.model import Kind
from lessons.problem import Problem, Severity
from quizzes.translations import title_among
from tui.i18n import _, language, later
from tui.keys import HELP, PREVIEW
from tui.proofing import Proof, Proofreader
from tui.screens.base import WATCHING, StudyScreen
from tui.screens.editing import edit
from tui.watching import saves
from tui.widgets.contents import Contents
from tui.widgets.problems import ProblemList
from tui.widgets.proof import SIGNS, ProofText

WIDE = 120
"""Cells from which the problems stand beside the text."""
_ROOM_FOR_ALL = 160
"""Cells from which the contents stand there as well."""
_TONES: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "primary",
}


class PreviewScreen(StudyScreen):
    """One file, while it is being written."""

    CSS_PATH = "preview.tcss"
    BINDINGS = [*PREVIEW, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later(
        "The file as its members will see it, again on every save. {preview_next} goes to what is wrong, "
        "{preview_edit} edits it."
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - the same

    text = getters.query_one(ProofText)
    problems = getters.query_one(ProblemList)
    contents = getters.query_one(Contents)
    notice = getters.query_one("#notice", Static)

    @dataclass
    class Read(Message):
        """The file has been read."""

        proof: Proof
        """As it stands."""

    @dataclass
    class Lost(Message):
        """The file cannot be read now."""

        sentence: str
        """Why."""

    def __init__(
        self,
        file: Path,
        *,
        kind: Kind | None = None,
        libraries: Sequence[Path] = (),
        now: Callable[[], datetime],
        environment: Mapping[str, str],
        problem: Problem | None = None,
        line: int = 0,
    ) -> None:
        """Take the file, and where to go in it at first: to one of its problems, or to a line.

        Args:
            file: To be shown.
            kind: What it is to be read as, whatever its name and front matter say.
            libraries: Where the courses of a plan are looked for that are not where it lies.
            now: The clock.
            environment: Names the editor.
            problem: Of the file, to be gone to.
            line: To be gone to, 1-based; 0 for the start.
        """
        super().__init__()
        self._aim: Problem | None = problem
        self._line = line
        self._file = file
        self._now = now
        self._environment = environment
        self._proofreader = Proofreader(file, kind, libraries)
        self._proof: Proof | None = None
        self._stop = Event()
        self._wants_problems: bool | None = None
        """Whether the trainer wants to see the problems; None where the width decides."""

    def body(self) -> Iterable[Widget]:
        """A notice, contents, the text, the problems."""
        yield Static("", id="notice", markup=False)
        with Container(id="proof"):
            yield Contents()
            yield ProofText()
            yield ProblemList()

    def on_mount(self) -> None:
        """Wait for the file, from now on."""
        self.notice.display = self.contents.display = self.problems.display = False
        self.top.place = Content.styled(clean(self._file.name), "bold")
        self.text.focus()
        self.watch_file()

    def on_unmount(self) -> None:
        """Wait no longer."""
        self._stop.set()

    @work(thread=True, exclusive=True, group=WATCHING)
    def watch_file(self) -> None:
        """Read the file now and whenever it is saved, away from the screen."""
        for _again in saves(self._file, lambda: self._proofreader.folders, self._stop):
            try:
                self.post_message(self.Read(self._proofreader.read()))
            except LessonError as problem:
                self.post_message(self.Lost(problem.text(_)))

    # What comes from the file

    @on(Read)
    def _show(self, event: Read) -> None:
        """Show the version that was saved; the place in the text is kept."""
        proof, before = event.proof, self._proof
        self._proof = proof
        self.notice.display = False
        if before is None or before.digest != proof.digest or before.document != proof.document:
            self.text.revise(proof.document, proof.lang or language())
            if self.contents.display:
                self.contents.list_sections(self.text.sections)
        self.problems.show(proof.problems)
        current = self.problems.problem
        signs = [(problem.line, problem.severity) for problem in proof.problems]
        self.text.mark(signs, pointed=current.line if current else None)
        self._arrange()
        if self._aim or self._line:
            self.call_after_refresh(self._go_to_aim)
        self._draw()

    def _go_to_aim(self) -> None:
        """Go to what was asked for when the file was opened, once it is laid out."""
        aim, line = self._aim, self._line
        self._aim, self._line = None, 0
        if aim:
            self._wants_problems = True
            self._arrange()
            if self.problems.go_to(aim):
                return
        self.call_after_refresh(self.text.point, aim.line if aim else line)

    @on(Lost)
    def _miss(self, event: Lost) -> None:
        """Say that the file is away; what stood in it last stays on the screen."""
        if self._proof is None:
            said = _("{reason} It is shown as soon as it can be read.")
        else:
            said = _("{reason} This is how it was read last; it is shown again as soon as it can be.")
        self.notice.update(Content.styled("! " + said.format(reason=event.sentence), "$text-warning bold"))
        self.notice.display = True
        self._draw()

    def _draw(self) -> None:
        """Bring the bars up to date."""
        proof = self._proof
        if proof is not None:
            self.top.within = clean(title_among(proof.courses, language())) if proof.entry else ""
            self.top.state = Content.assemble(
                *self._counts(proof), self.muted(f"  {self._now().astimezone():%H:%M:%S}")
            )
        self.refresh_bindings()

    def say_again(self) -> None:
        """Say the problems again; the file is in its own language."""
        if self._proof is not None:
            self.problems.show(self._proof.problems)
            self._draw()

    def _counts(self, proof: Proof) -> Sequence[Content]:
        found = [problem.severity for problem in proof.problems]
        counts = [
            self.toned(f"  {SIGNS[severity]} {found.count(severity)}", _TONES[severity], bold=True)
            for severity in Severity
            if severity in found
        ]
        return counts or [self.toned("✓", "success", bold=True)]

    # How it is laid out

    def on_resize(self) -> None:
        """Put the problems where there is room for them."""
        self._arrange()

    def _arrange(self) -> None:
        width = self.size.width
        wanted = self._wants_problems
        shown = width >= WIDE if wanted is None else wanted
        if self.contents.display and width < _ROOM_FOR_ALL:
            shown = False
        if self._proof is not None and shown != self.problems.display:
            self.problems.display = shown
            if not shown and self.focused is None:
                self.text.focus()

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """Only the keys that do something now."""
        match action:
            case "problem":
                return self._proof is not None and bool(self._proof.problems)
            case "contents":
                return self.text.has_sections
            case "problems":
                return self._proof is not None
            case "links":
                return any(self.text.references_in_view())
        return True

    def action_problem(self, step: int) -> None:
        """Go to the next problem, or to the one before, and show it."""
        self.contents.display = False
        self._wants_problems = True
        self._arrange()
        self.problems.step(step)

    @on(ProblemList.Pointed)
    def _point(self, event: ProblemList.Pointed) -> None:
        self.text.point(event.problem.line)

    @on(ProblemList.Left)
    def _to_text(self) -> None:
        self.text.focus()

    def action_problems(self) -> None:
        """Show or hide the problems."""
        self._wants_problems = not self.problems.display
        self.contents.display = False
        self._arrange()
        (self.problems if self.problems.display else self.text).focus()

    def action_contents(self) -> None:
        """Show or hide the contents."""
        self.contents.display = not self.contents.display
        if self.contents.display:
            self.contents.list_sections(self.text.sections)
        self._arrange()
        (self.contents if self.contents.display else self.text).focus()

    def action_links(self) -> None:
        """Show the links and images in view, with their full addresses."""
        from tui.screens.links import LinksScreen  # noqa: PLC0415 - loaded when it is wanted

        self.app.push_screen(LinksScreen(self.text.references_in_view()))

    @on(Contents.Pointed)
    def _look_at_section(self, event: Contents.Pointed) -> None:
        self.text.goto_section(event.section)

    @on(Contents.Chosen)
    def _go_to_section(self, event: Contents.Chosen) -> None:
        self.contents.display = False
        self._arrange()
        self.text.goto_section(event.section)
        self.text.focus()

    @on(ProofText.Moved)
    def _follow(self, event: ProofText.Moved) -> None:
        self.contents.current = event.section

    def action_back(self) -> None:
        """Close what stands over the text, else leave."""
        if self.contents.display:
            self.action_contents()
        elif self.problems.display and self.size.width < WIDE:
            self.action_problems()
        else:
            self._stop.set()
            self.dismiss(None)

    def action_edit(self) -> None:
        """Open the editor at the current problem where it is in view, else at what is in view."""
        line, column = self._place()
        edit(self, self._file, line, column, environment=self._environment)

    def _place(self) -> tuple[int, int]:
        """Line and column to edit."""
        problem = self.problems.problem
        if problem and self.text.is_in_view(problem.line):
            return max(1, problem.line), problem.column
        return self.text.line, 1
