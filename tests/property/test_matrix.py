"""Whatever a group's names, titles and size: no line is too wide, and every shape stands in its column."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.strip import Strip

from store.mirror import GroupRecord
from store.status import Status
from tests.groups import STATUSES, TODAY, group, lesson_key
from tui.render.bar import bar
from tui.render.matrix import SHAPES, MatrixRow, sign_of
from tui.roster import member_rows
from tui.themes import variable_defaults
from tui.widgets.matrix import Matrix

HOSTILE = (
    "Li Wei",
    "李晓明",
    "[@click=app.quit]quit[/]",
    "a [/] b",
    "\u202eevil",
    "\x1b[31mred",
    "e\u0301\u0301\u0301",
    "👨\u200d👩\u200d👧",
    "🎉🎉🎉",
    "ｶﾅ한글",
    "\u200bzero",
    "a\tb\nc",
    "",
)
names = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30)), min_size=1, max_size=9, unique=True)
shares = st.floats(-0.5, 1.5)


class MatrixApp(App[None]):
    """A matrix and nothing else."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults(self.current_theme)

    def compose(self) -> ComposeResult:
        yield Matrix()


def filled(matrix: Matrix, record: GroupRecord) -> None:
    rows = [MatrixRow(row.record.name, row.record, row.completed) for row in member_rows(record)]
    matrix.show(record.lessons, rows, quizzes={}, day=TODAY)


def columns(strip: Strip, width: int) -> list[str]:
    """What stands in each cell of the screen; the second half of a wide character is empty."""
    cells: list[str] = []
    for character in strip.text:
        size = cell_len(character)
        if size:
            cells += [character, *[""] * (size - 1)]
    return cells[:width]


@pytest.mark.parametrize("size", [(40, 20), (76, 24), (140, 24)])
async def test_every_line_is_as_wide_as_the_matrix_and_every_shape_in_its_column(size: tuple[int, int]) -> None:
    app = MatrixApp()
    async with app.run_test(size=size) as pilot:
        matrix = app.query_one(Matrix)

        @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
        @given(
            people=names,
            letters=st.text("".join(STATUSES), min_size=1, max_size=40),
            values=st.booleans(),
            second=st.integers(0, 40),
        )
        def check(people: list[str], letters: str, values: bool, second: int) -> None:
            titles = [f"{people[0]} {place}" for place in range(len(letters))]
            record = group("Any", dict.fromkeys(people, letters), titles=titles)
            lessons = [
                replace(one, course="Rye") if place >= second else one for place, one in enumerate(record.lessons)
            ]
            record = replace(record, lessons=tuple(lessons))
            several = 0 < second < len(letters)
            filled(matrix, record)
            matrix.values = values
            matrix.action_edge(len(letters) % 2 * 2 - 1, len(people) % 2 * 2 - 1)
            plan = matrix._plan()
            assert matrix.cursor.x in plan.columns
            assert matrix.cursor.y in plan.rows
            for y in range(size[1]):
                assert matrix.render_line(y).cell_length == size[0]
            heads = columns(matrix.render_line(0), size[0])
            if several and second in plan.columns:
                start = plan.name + 1 + (second - plan.columns.start) * plan.pitch
                assert heads[start] == "R", "a course stands above the first of its lessons"
                assert heads[start - 1] == "│" or second == plan.columns.start
            if values:
                return
            for y, place in enumerate(plan.rows, start=1 + several):
                if not people[place].isascii() or not people[place].isprintable():
                    continue  # what a cluster of characters takes is known to a terminal alone
                cells = columns(matrix.render_line(y), size[0])
                for column in plan.columns:
                    start = plan.name + 1 + (column - plan.columns.start) * plan.pitch
                    shown = "".join(cells[start : start + plan.pitch - 1]).strip()
                    assert shown == sign_of(record.members[place].lessons[lesson_key(column)])[0]

        check()
        await pilot.pause()


async def test_chinese_and_latin_names_stand_in_one_column() -> None:
    app = MatrixApp()
    async with app.run_test(size=(60, 12)) as pilot:
        matrix = app.query_one(Matrix)
        record = group("Any", dict.fromkeys(("Li", "李晓明", "周婷婷（后端）很长的名字确实很长很长", "A" * 60), "DW"))
        filled(matrix, record)
        await pilot.pause()
        starts = {columns(matrix.render_line(y), 60).index("▂") for y in range(1, 5)}
        assert len(starts) == 1


async def test_a_screen_without_colour_tells_the_statuses_apart() -> None:
    app = MatrixApp()
    async with app.run_test(size=(60, 12)) as pilot:
        matrix = app.query_one(Matrix)
        letters = {status: letter for letter, (status, reason) in STATUSES.items() if reason is None}
        letters[Status.NEEDS_HELP] = "s"
        filled(matrix, replace(group("Any", {"Li": "".join(letters[status] for status in Status) + "a"})))
        await pilot.pause()
        text = matrix.render_line(1).text.replace("▐", " ").replace("▌", " ")
        assert text.split()[1:7] == [*(SHAPES[status][0] for status in Status), "!?"]
        assert matrix.render_line(matrix.size.height - 2).text.split()[0] == "▆▆", "a line says what they mean"


@given(value=shares, tick=st.none() | shares, width=st.integers(1, 80))
def test_a_bar_is_as_wide_as_asked(value: float, tick: float | None, width: int) -> None:
    text = "".join(part for part, _role in bar(value, width, tick=tick))
    assert cell_len(text) == width
    assert text.count("┃") == (tick is not None)
    assert text.replace("┃", "") == "".join(sorted(text.replace("┃", ""), reverse=True)), "done, then what is not"
