"""A leader's matrix of a large group: on the screen, against an app with nothing in it; and from a key to a cell."""

import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Line, Sample, alternate, report, sample
from benchmarks.terminal import Terminal, first_and_settled, surroundings
from store.mirror import GroupLesson, GroupRecord, LessonRecord, MemberRecord
from store.status import Status

if TYPE_CHECKING:
    from textual.app import App

MEMBERS, LESSONS = 500, 200
GOAL = 1.50
"""Of a blank app's start; both sides make the group first, so that what a database would answer does not count."""
KEY = 15.0
"""Milliseconds that a cell may take from its key."""
KEYS = ("\x1b[C", "\x1b[B", "\x1b[6~")
"""Right, down, a page down."""
ROUNDS = 10
TODAY = date(2026, 11, 23)
SIDES = ("matrix", "blank")


def made_up() -> GroupRecord:
    """The group."""
    statuses = list(Status)
    due = [TODAY + timedelta(days=place - LESSONS // 2) for place in range(LESSONS)]
    members = tuple(
        MemberRecord(
            str(number),
            f"Member {number} 成员",
            {
                f"course/{place}": LessonRecord(statuses[(number + place) % 5], None, None, due[place])
                for place in range(LESSONS)
            },
            "2026-W47",
            (),
        )
        for number in range(MEMBERS)
    )
    tally = dict.fromkeys(Status, MEMBERS // len(Status))
    lessons = tuple(
        GroupLesson(f"course/{place}", f"Lesson {place}", "Course", due[place], tally) for place in range(LESSONS)
    )
    return GroupRecord("group", "Crowd", TODAY, (), members, lessons, (), (), ())


def matrix(record: GroupRecord) -> "App[None]":
    """An app with the matrix in it."""
    from textual.app import App, ComposeResult  # noqa: PLC0415 - what each side imports is measured

    from tui.render.matrix import MatrixRow  # noqa: PLC0415
    from tui.roster import Order, in_order, member_rows, shown_names  # noqa: PLC0415
    from tui.themes import THEMES  # noqa: PLC0415
    from tui.widgets.matrix import Matrix  # noqa: PLC0415

    class MatrixApp(App[None]):
        CSS = "Matrix { height: 1fr; }"

        def __init__(self) -> None:
            super().__init__()
            self.register_theme(THEMES[0])
            self.theme = THEMES[0].name

        def compose(self) -> ComposeResult:
            yield Matrix()

        def on_mount(self) -> None:
            names = shown_names(record.members, hidden=False)
            rows = [
                MatrixRow(row.record.name, row.record, row.completed)
                for row in in_order(member_rows(record), Order.NEED, names)
            ]
            self.query_one(Matrix).show(record.lessons, rows, quizzes={}, day=record.as_of)

    return MatrixApp()


def lines(folder: Path) -> Iterator[Line]:
    sides = [
        first_and_settled((sys.executable, "-m", "benchmarks.group", side), surroundings(folder), Path.cwd())
        for side in SIDES
    ]
    _first, settled, _memory = alternate(sides[0], sides[1], 7)
    yield Line(f"matrix {MEMBERS} x {LESSONS} settled", "s", *settled, GOAL)
    command = (sys.executable, "-m", "benchmarks.group", "matrix")
    with closing(Terminal(command, surroundings(folder), Path.cwd())) as terminal:
        terminal.until_painted("Lesson")
        terminal.until_settled()
        turns = sample([terminal.turn(key) * 1000 for key in KEYS * ROUNDS])
    yield Line(f"matrix, a key, against {KEY:g} ms", "ms", turns, Sample(KEY, KEY, KEY, 1), 1.00)


if __name__ == "__main__":
    if len(sys.argv) == 1:
        report([lines])
    else:
        group = made_up()
        if sys.argv[1] == "matrix":
            matrix(group).run()
        else:
            from textual.app import App

            App[None]().run()
