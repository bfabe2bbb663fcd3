"""Courses: all of them, and one of them.

It is long because one course has a key for each thing that can be done with a lesson and with its quiz.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import PurePosixPath

from textual import getters, on
from textual.containers import Center, Vertical
from textual.content import Content
from textual.widget import Widget

from lessons.model import Course, Lesson
from lessons.parse import named_after
from store.status import Status
from tui.commands.wording import fraction
from tui.i18n import _, count, later
from tui.keys import COURSE, COURSES, HELP
from tui.screens.base import StudyScreen
from tui.screens.words import lesson_row, quiz_row
from tui.sentences import with_keys
from tui.views import CourseView
from tui.widgets.rows import Row, RowList

_LESSONS = "lessons"
"""The folder that lessons lie in by custom: no part of a course."""


def _module(lesson: Lesson, course: Course) -> str:
    """The part of a course that a lesson stands in: the name of its folder, as people write it; mostly none."""
    folders = PurePosixPath(lesson.path).relative_to(course.path).parts[:-1]
    return " › ".join(named_after(folder) for folder in folders if folder != _LESSONS)


class _Listing(StudyScreen):
    """A screen that is one list."""

    CSS_PATH = "course.tcss"
    rows = getters.query_one(RowList)

    def body(self) -> Iterable[Widget]:
        """The list."""
        with Center(classes="fill"), Vertical(classes="listing"):
            yield RowList()

    SHOWS_RECORDS = True

    def on_screen_resume(self) -> None:
        """Look again: something may have been done meanwhile."""
        at = self.rows.chosen.key if self.rows.chosen else ""
        self.fill(at)
        self.rows.focus()
        self.refresh_bindings()

    def say_again(self) -> None:
        """Fill the list again."""
        self.fill(self.rows.chosen.key if self.rows.chosen else "")

    def library_changed(self) -> None:
        """Fill the list again, and have the keys for what is there now."""
        self.say_again()
        self.refresh_bindings()

    def fill(self, at: str) -> None:
        """Fill the list, with the cursor on the row whose key is `at`; of itself it is empty."""
        self.rows.show((), at=at)

    @on(RowList.Chosen)
    def _clicked(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open the row under the cursor; of itself a list has none."""
        self.refresh_bindings()


class CoursesScreen(_Listing):
    """All courses of the library."""

    BINDINGS = [*COURSES, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later("All courses of your library. {courses_open} opens one.")

    def __init__(self, at: str = "") -> None:
        """Take the id of the course that the cursor begins on; of itself it is that which Today has."""
        super().__init__()
        self._at = at

    def fill(self, at: str) -> None:
        """One row a course."""
        views = self.study.courses()
        self.top.place = Content.styled(_("Courses"), "bold")
        self.top.state = self.muted(count("{n} course", "{n} courses", len(views)))
        at = at or self._at
        if not at and (course := self.study.today().course):
            at = course.course.id
        self.rows.show([self._row(view) for view in views], at=at)

    @staticmethod
    def _row(view: CourseView) -> Row:
        done = view.total > 0 and view.completed == view.total
        note = fraction(view.completed, view.total)
        if view.broken:
            note = "✗ " + count("{n} error", "{n} errors", view.broken) + "   " + note
        return Row(
            title=view.course.title,
            key=view.course.id,
            mark="✓" if done else ("▸" if view.begun else "·"),
            mark_tone="success" if done else ("primary" if view.begun else "muted"),
            title_tone="muted" if done else "",
            note=note,
        )

    def action_open(self) -> None:
        """Open the course under the cursor."""
        chosen = self.rows.chosen
        if chosen is None:
            return
        below = self.app.screen_stack[-2]
        if isinstance(below, CourseScreen) and below.course_id == chosen.key:
            self.app.pop_screen()
        else:
            self.app.push_screen(CourseScreen(chosen.key))


class CourseScreen(_Listing):
    """One course: its lessons and quizzes."""

    BINDINGS = [*COURSE, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later(
        "The lessons and quizzes of a course. ✓ done, ▸ begun, · not yet, ✗ has an error. ! slipping: done, and at "
        "least three in ten of its questions are likely to be forgotten by now."
    )

    def __init__(self, course_id: str) -> None:
        super().__init__()
        self.course_id = course_id
        """Which course it is."""
        self._view: CourseView | None = None

    def fill(self, at: str) -> None:
        """Lessons in order, then the quizzes that stand alone."""
        view = self.study.course(self.course_id)
        self._view, day = view, self.study.day()
        self.look_again_at(quiz.until for quiz in view.touched_quizzes)
        self.top.place = Content.assemble(self.muted(_("Course") + " › "), (view.course.title, "bold"))
        self.top.state = self.muted(fraction(view.completed, view.total))
        rows = list(self._lessons(view, day))
        if view.quizzes:
            rows += [Row(""), Row(_("Quizzes"))] if view.lessons else []
            rows += [quiz_row(row, day) for row in view.quizzes]
        if view.glanced:
            rows += [Row(""), Row(_("Its files are still being read."), title_tone="muted")]
        if view.broken:
            rows.append(Row(""))
            said = _("{errors} in its files, see {course_problems}")
            text = with_keys(self, said, errors=count("{n} error", "{n} errors", view.broken))
            rows.append(Row("✗ " + text, title_tone="error"))
        if not rows:
            rows = [Row(_("This course has no lessons yet."), title_tone="muted")]
        self.rows.show(rows, at=at or self._to_go_on_with(view))

    @staticmethod
    def _lessons(view: CourseView, day: date) -> Iterator[Row]:
        """The lessons; those in folders of their own below the names of these, where there are several."""
        modules = [_module(row.lesson, view.course) for row in view.lessons]
        several, at = len(set(modules)) > 1, ""
        for row, module in zip(view.lessons, modules, strict=True):
            if several and module != at:
                at = module
                if row.number > 1:
                    yield Row("")
                if module:
                    yield Row(module)
            yield lesson_row(row, day, minutes=True)

    @staticmethod
    def _to_go_on_with(view: CourseView) -> str:
        """The key of the row of the lesson that is begun, else of the first to come; empty where all are done."""
        left = [row for row in view.lessons if row.status is not Status.COMPLETED]
        here = next((row for row in left if row.begun), left[0] if left else None)
        return f"lesson {here.lesson.key}" if here else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """No key for what is not there."""
        if action == "problems":
            view = self._view
            return view is not None and (bool(view.problems) or self.study.writes(view.root, view.course.path))
        if action == "quiz":
            return bool(self._view and any(row.quiz for row in self._view.lessons))
        if action == "result":
            return bool(self._view and any(row.finished for row in self._view.touched_quizzes))
        if action == "courses":
            return self.fivefold.several_courses
        return action != "open" or self.rows.chosen is not None

    def action_open(self) -> None:
        """Open the lesson or quiz under the cursor."""
        if self.rows.chosen is None:
            return
        kind, _space, key = self.rows.chosen.key.partition(" ")
        if kind == "quiz":
            self.fivefold.answer(key)
        else:
            self.fivefold.read(key)

    def action_quiz(self) -> None:
        """Open the quiz of the lesson under the cursor."""
        if self.rows.chosen is None or self._view is None:
            return
        kind, _space, key = self.rows.chosen.key.partition(" ")
        if kind == "quiz":
            self.fivefold.answer(key)
            return
        row = next((row for row in self._view.lessons if row.lesson.key == key), None)
        if row and row.quiz:
            self.fivefold.answer(row.quiz.quiz.key)
        else:
            self.notify(_("This lesson has no quiz."), markup=False)

    def action_result(self) -> None:
        """Show how the quiz under the cursor, or that of the lesson there, came out when it was finished last."""
        if self.rows.chosen:
            self.fivefold.show_last_result(self.rows.chosen.key)

    def action_courses(self) -> None:
        """Show all courses."""
        if isinstance(self.app.screen_stack[-2], CoursesScreen):
            self.app.pop_screen()
        else:  # above this one, so that the key back leads here again
            self.app.push_screen(CoursesScreen(self.course_id))

    def action_problems(self) -> None:
        """Show the course's files to whoever writes them, with what is wrong with them."""
        if self._view:
            self.fivefold.show_trainer(self._view.course, self._view.root)
