"""The trainer's page: the files of the courses that can be written, what is wrong with them, again on every save.

It is long because it leads to everything that a trainer does with a file.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock

from textual import getters, on, work
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from lessons.clean import clean
from lessons.errors import LessonError
from lessons.problem import Problem, Severity
from quizzes.findings import NO_QUESTION_ID
from store.errors import StoreError
from tui.course_check import CourseFound
from tui.i18n import _, count, language, later
from tui.keys import HELP, TRAINER
from tui.screens.base import WATCHING, StudyScreen
from tui.screens.editing import edit
from tui.training import Rehearsal
from tui.unknown import Unknown
from tui.watching import SECONDS, happenings
from tui.widgets.problems import ProblemList
from tui.widgets.proof import SIGNS
from tui.widgets.rows import Row, RowList, Tone
from tui.writing_ids import NotWrittenError, write_ids

WIDE = 120
"""Cells from which the problems stand beside the files."""
_FILES_IN_A_SECOND = 1000
"""Files that may be looked at once a second where the platform tells of no save."""
_STEPS = 20
"""How often the list is drawn anew while a large library is checked."""
TONES: dict[Severity, Tone] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "primary",
}


class _NotAwaitedError(Exception):
    """Nobody waits for the check any more."""


class TrainerScreen(StudyScreen):
    """Files and their problems."""

    CSS_PATH = "trainer.tcss"
    BINDINGS = [*TRAINER, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later(
        "The files of your courses and what is wrong with them, again on every save. ✗ error, ! warning, i note. "
        "{trainer_open} shows the place as its members see it, {trainer_learner} lets you try it without a record."
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - the same

    rows = getters.query_one(RowList)
    problems = getters.query_one(ProblemList)

    @dataclass
    class Checked(Message):
        """Courses as they are now; while a check is under way, as far as they are known."""

        found: tuple[CourseFound, ...]
        done: bool

    @dataclass
    class Checking(Message):
        """Files are being checked."""

        done: int
        total: int

    @dataclass
    class Lost(Message):
        """Something cannot be done."""

        sentence: str

    @dataclass
    class Ready(Message):
        """A rehearsal can begin."""

        rehearsal: Rehearsal

    @dataclass
    class IdsWritten(Message):
        """Ids were written into files."""

        sentences: Sequence[str]

    def __init__(self, course: tuple[Path, str] | None = None) -> None:
        """Take the course to begin with, by its root and folder; it is shown also where it cannot be written."""
        super().__init__()
        self._course = course
        self._found: tuple[CourseFound, ...] = ()
        self._first, self._put = True, ""
        """Whether the cursor is where the check put it: at the first problem that it found; and where that is."""
        self._done = self._changed = False
        self._checking = ""
        """How far the check is, as long as it is under way."""
        self._only_problems = False
        self._stop = Event()
        self._one_at_a_time = Lock()
        self._shown_file = ""
        """The key of the file whose problems are listed."""

    def body(self) -> Iterable[Widget]:
        """Files, and the problems of the one under the cursor."""
        with Container(id="training"):
            yield RowList()
            yield ProblemList()

    def on_mount(self) -> None:
        """Check everything, from now on."""
        self._checker = self.study.course_check(self._course)
        self._name_place()
        self._checking = _("Looking through the files …")
        self.rows.show([Row(self._checking, title_tone="muted")])
        self.rows.focus()
        self.action_check_all()

    def on_unmount(self) -> None:
        """Wait for no save any more."""
        self._stop.set()

    @property
    def awaits(self) -> bool:
        """Whether no file is listed yet."""
        return not self._found and not self._done

    def on_screen_resume(self) -> None:
        """A rehearsal that led here is over."""
        if self.app.screen is self:
            self.fivefold.end_rehearsal()
            self.top.label = self._label

    def _name_place(self) -> None:
        self.top.place = Content.styled(_("Trainer"), "bold")

    # Checking

    def action_check_all(self) -> None:
        """Check every file anew: what they link to may have changed."""
        self._stop.set()
        self._stop = Event()
        self.check(self._stop)

    @work(thread=True, exclusive=True, group=WATCHING)
    def check(self, stop: Event) -> None:
        """Check all files, and again what is saved, away from the screen."""
        told, everything, checker = -1, True, self._checker
        found: tuple[CourseFound, ...] = ()

        def tell(done: int, total: int) -> None:
            nonlocal told
            if stop.is_set():
                raise _NotAwaitedError
            if (step := _STEPS * done // max(1, total)) > told:
                told = step
                self.post_message(self.Checking(done, total))
                self.post_message(self.Checked(found, done=False))

        def seconds() -> float:
            return max(SECONDS, checker.files / _FILES_IN_A_SECOND)

        with self._one_at_a_time:  # the one before it ends at its next file
            for _again in happenings(lambda: checker.folders, stop, seconds=seconds):
                told, found = -1, ()
                try:
                    for now in checker.look(tell, everything=everything):
                        found = now
                    self.post_message(self.Checked(found, done=True))
                    everything = False
                except LessonError as problem:
                    self.post_message(self.Lost(problem.text(_)))
                except _NotAwaitedError:
                    return

    @on(Checking)
    def _show_checking(self, event: Checking) -> None:
        files = count("{n} file", "{n} files", event.total)
        self._checking = _("Checking: {done} of {files}").format(done=event.done, files=files)
        self.top.state = self.muted(self._checking)
        self._show_file()

    @on(Checked)
    def _show_checked(self, event: Checked) -> None:
        self._changed = self._changed or (self._done and event.found != self._found)
        self._found, self._done = event.found, event.done
        self._fill()

    @on(Lost)
    def _miss(self, event: Lost) -> None:
        self.notify(event.sentence, severity="warning", timeout=12, markup=False)

    # Showing

    def _fill(self) -> None:
        at = self.rows.chosen.key if self.rows.chosen else ""
        shown = {key for key, _course, _path in self._files()}
        self._first = self._first and at == self._put
        if self._first or at not in shown:
            at = next((key for key, course, path in self._in_order() if course.of(path)), "") or at
            self._first = self._first and not self._done
        rows = list(self._rows())
        self.rows.show(rows or [self._nothing()], at=at)
        if self.rows.cursor < 0:
            self.rows.action_edge(-1)
        self._put = self._key
        self._show_file()
        if self._done:
            every = [one for course in self._found for several in (course.problems or {}).values() for one in several]
            counts = self._counts(every)
            files = self.muted("  " + count("{n} file", "{n} files", sum(len(one.files) for one in self._found)))
            self.top.state = Content.assemble(counts, files)
        self.refresh_bindings()

    def _nothing(self) -> Row:
        if not self._done:
            return Row(self._checking, title_tone="muted")
        if self._found:
            return Row("✓ " + _("Nothing to mend."), title_tone="success")
        return Row(_("There is no course here that you can write."), title_tone="muted")

    def _rows(self) -> Iterable[Row]:
        for number, course in enumerate(self._found):
            files = [path for path in course.files if not self._only_problems or course.of(path)]
            if not files:
                continue
            note = "" if course.problems is not None else _("not checked yet")
            yield Row(course.title(language()), note=note)
            for path in files:
                problems = course.of(path)
                worst = _worst(problems)
                sign, tone = (SIGNS[worst], TONES[worst]) if worst else ("✓", "success")
                if not course.knows(path):
                    sign, tone = "·", "muted"
                yield Row(
                    title=clean(course.inside(path)),
                    key=f"{number} {path}",
                    mark=sign,
                    mark_tone=tone,
                    title_tone="" if problems else "muted",
                    note=_tally(problems),
                    note_tone=TONES[worst] if worst else "muted",
                )

    def _counts(self, problems: Sequence[Problem]) -> Content:
        found = Counter(problem.severity for problem in problems)
        parts = [self.toned(f"  {SIGNS[one]} {found[one]}", TONES[one], bold=True) for one in Severity if found[one]]
        return Content.assemble(*parts) if parts else self.toned("✓", "success", bold=True)

    def _files(self) -> Iterable[tuple[str, CourseFound, str]]:
        """Every file with its key in the list."""
        for number, course in enumerate(self._found):
            for path in course.files:
                yield f"{number} {path}", course, path

    def _in_order(self) -> Iterable[tuple[str, CourseFound, str]]:
        """The files, those of the course that was asked for first."""
        return sorted(self._files(), key=lambda one: (one[1].root, one[1].path) != self._course)

    @property
    def _chosen(self) -> tuple[CourseFound, str] | None:
        """The file under the cursor, and its course."""
        row = self.rows.chosen
        number, _space, path = row.key.partition(" ") if row else ("", "", "")
        return (self._found[int(number)], path) if path and int(number) < len(self._found) else None

    def say_again(self) -> None:
        """Say the problems again; the files are in their own languages."""
        self._name_place()
        self._fill()

    @on(RowList.Moved)
    def _show_file(self) -> None:
        chosen = self._chosen
        known = chosen[0].knows(chosen[1]) if chosen else self._done
        self.problems.show(chosen[0].of(chosen[1]) if chosen else (), meanwhile="" if known else self._checking)
        if self._shown_file != self._key:
            self._shown_file = self._key
            self.problems.current = -1
        self.refresh_bindings()

    @property
    def _key(self) -> str:
        return self.rows.chosen.key if self.rows.chosen else ""

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """Only the keys that do something now."""
        chosen = self._chosen if self.is_mounted else None
        match action:
            case "open" | "edit":
                return chosen is not None
            case "problem":
                return any(course.problems for course in self._found)
            case "rehearse" | "items":
                return chosen is not None and bool(chosen[0].path) and chosen[1].rpartition("/")[2] != "course.md"
            case "languages":
                return chosen is not None and chosen[0].pair(chosen[1]) is not None
            case "write_ids":
                return chosen is not None and self._without_ids(chosen[0]) > 0
        return True

    def action_problem(self, step: int) -> None:
        """Go to the next problem, or to the one before, whatever file it is in; after the last comes the first."""
        if self.problems.move(step):
            return
        files = [key for key, course, path in self._files() if course.of(path)]
        if not files:
            return
        every = [key for key, _course, _path in self._files()]
        here = every.index(self._key) if self._key in every else -1
        following = [key for key in files if (every.index(key) - here) * step > 0]
        aim = (following or files)[0 if step > 0 else -1]
        self.rows.cursor = next(place for place, row in enumerate(self.rows.rows) if row.key == aim)
        self._show_file()
        self.problems.current = -1
        self.problems.move(step)

    def action_panel(self) -> None:
        """To the other list."""
        (self.problems if self.rows.has_focus else self.rows).focus()

    def action_only_problems(self) -> None:
        """List only the files with something to mend, or all again."""
        self._only_problems = not self._only_problems
        self._fill()

    @on(RowList.Chosen)
    @on(ProblemList.Left)
    def _clicked(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Show the file as its members see it, at the problem."""
        from tui.screens.preview import PreviewScreen  # noqa: PLC0415 - loaded when it is wanted

        if chosen := self._chosen:
            course, path = chosen
            problem = self.problems.problem or next(iter(course.of(path)), None)
            now, environment = self.study.now, self.fivefold.environment
            self.app.push_screen(PreviewScreen(course.root / path, now=now, environment=environment, problem=problem))

    def action_edit(self) -> None:
        """Open the editor at the problem, else at the beginning of the file."""
        if chosen := self._chosen:
            course, path = chosen
            problem = self.problems.problem or next(iter(course.of(path)), None)
            line, column = (max(1, problem.line), problem.column) if problem else (1, 1)
            edit(self, course.root / path, line, column, environment=self.fivefold.environment)

    def action_items(self) -> None:
        """Show what first attempts say about the questions of the quiz under the cursor."""
        from tui.screens.items import ItemsScreen  # noqa: PLC0415 - loaded when it is wanted

        if chosen := self._chosen:
            self.app.push_screen(ItemsScreen(chosen[0].root, chosen[1]))

    def action_languages(self) -> None:
        """Show the file beside its translation."""
        from tui.screens.languages import LanguagesScreen  # noqa: PLC0415 - loaded when it is wanted

        if (chosen := self._chosen) and (pair := chosen[0].pair(chosen[1])):
            original, translation = (chosen[0].root / one for one in pair)
            self.app.push_screen(LanguagesScreen(original, translation, environment=self.fivefold.environment))

    def action_back(self) -> None:
        """Leave; what was saved meanwhile is there for whoever studies."""
        self._stop.set()
        self.app.pop_screen()
        if self._changed:
            self.fivefold.check_library()

    # As a learner

    def action_rehearse(self) -> None:
        """Read the lesson, or answer the quiz, as a member would; nothing of it is recorded."""
        if chosen := self._chosen:
            course, path = chosen
            self._rehearse(course, course.translated.get(path, path))

    @work(thread=True, exclusive=True, group="rehearse")
    def _rehearse(self, course: CourseFound, path: str) -> None:
        try:
            rehearsal = self.study.rehearsal(course.root, course.path, course.inside(path))
        except (LessonError, StoreError) as problem:
            self.post_message(self.Lost(problem.text(_)))
        except Unknown as unknown:
            self.post_message(self.Lost(str(unknown)))
        else:
            self.post_message(self.Ready(rehearsal))

    @on(Ready)
    def _begin_rehearsal(self, event: Ready) -> None:
        if self.app.screen is self:
            self.fivefold.rehearse(event.rehearsal)
        else:  # something else came on top while it was made ready
            event.rehearsal.close()

    # Ids

    @staticmethod
    def _without_ids(course: CourseFound) -> int:
        """How many questions of a course have no id."""
        every = (one for several in (course.problems or {}).values() for one in several)
        return sum(int(one.values["count"]) for one in every if one.finding is NO_QUESTION_ID)

    def action_write_ids(self) -> None:
        """Ask whether ids are to be written into the files of the course."""
        from tui.screens.ask_ids import AskIdsScreen  # noqa: PLC0415 - loaded when it is wanted

        if chosen := self._chosen:
            course = chosen[0]

            def answered(wanted: bool | None) -> None:
                if wanted:
                    self._write_ids(course.root / course.path)

            self.app.push_screen(AskIdsScreen(course.title(language()), self._without_ids(course)), answered)

    @work(thread=True, exclusive=True, group="ids")
    def _write_ids(self, folder: Path) -> None:
        written = left = 0
        try:
            for one in write_ids(folder):
                written, left = written + one.written, left + one.left
        except LessonError as problem:
            self.post_message(self.Lost(problem.text(_)))
        except NotWrittenError as problem:
            self.post_message(self.Lost(str(problem)))
        self.post_message(self.IdsWritten((*_said_of_ids(written, left),)))

    @on(IdsWritten)
    def _say_ids(self, event: IdsWritten) -> None:
        for sentence in event.sentences:
            self.notify(sentence, timeout=12, markup=False)
        self.action_check_all()


def _worst(problems: Sequence[Problem]) -> Severity | None:
    return min((problem.severity for problem in problems), key=list(Severity).index, default=None)


def _tally(problems: Sequence[Problem]) -> str:
    found = Counter(problem.severity for problem in problems)
    return "  ".join(f"{SIGNS[one]} {found[one]}" for one in Severity if found[one])


def _said_of_ids(written: int, left: int) -> Iterable[str]:
    yield _("{ids} written.").format(ids=count("{n} id", "{n} ids", written))
    if left:
        yield _("{questions} left without: no heading begins them.").format(
            questions=count("{n} question", "{n} questions", left)
        )
