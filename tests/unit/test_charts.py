"""Rails, bars and the words beside them."""

from datetime import date

import pytest
from rich.cells import cell_len
from rich.style import Style

from store.mirror import LessonRecord
from store.status import Reason, Status
from tui.commands.wording import reason_rule, reason_word, status_word, too_few, week_name, week_word
from tui.marks import in_ascii
from tui.render.bar import bar
from tui.render.matrix import SHAPES, legend, sign_of


def text(parts: list[tuple[str, str]]) -> str:
    return "".join(part for part, _role in parts)


@pytest.mark.parametrize(
    ("value", "tick", "drawn"),
    [
        (0.5, None, "▆▆▆▆▆▁▁▁▁▁"),
        (0.0, None, "▁▁▁▁▁▁▁▁▁▁"),
        (0.001, None, "▆▁▁▁▁▁▁▁▁▁"),
        (0.999, None, "▆▆▆▆▆▆▆▆▆▁"),
        (1.0, None, "▆▆▆▆▆▆▆▆▆▆"),
        (0.5, 0.8, "▆▆▆▆▆▁▁┃▁▁"),
        (0.8, 0.5, "▆▆▆▆┃▆▆▆▁▁"),
        (0.5, 1.0, "▆▆▆▆▆▁▁▁▁┃"),
        (0.0, 0.0, "┃▁▁▁▁▁▁▁▁▁"),
    ],
)
def test_a_bar(value: float, tick: float | None, drawn: str) -> None:
    assert text([*bar(value, 10, tick=tick)]) == drawn


def test_four_shapes_tell_statuses_apart_without_colour() -> None:
    assert set(SHAPES) == set(Status)
    assert {shape[0] for shape, _tone in SHAPES.values()} == {"▆", "▂", "!", "·"}
    assert SHAPES[Status.NEEDS_HELP][0][0] == SHAPES[Status.OVERDUE][0][0] == "!", "both ask to be looked at"
    assert all(len(shape) == 2 for shape, _tone in SHAPES.values())


def test_a_raised_hand_another_need_and_a_day_gone_by_have_signs_of_their_own_in_ascii_too() -> None:
    said = [
        LessonRecord(Status.NEEDS_HELP, Reason.ASKED, "2026-W48", date(2026, 11, 20)),
        *(
            LessonRecord(Status.NEEDS_HELP, reason, "2026-W48", date(2026, 11, 20))
            for reason in Reason
            if reason is not Reason.ASKED
        ),
        LessonRecord(Status.OVERDUE, None, None, date(2026, 11, 20)),
    ]
    assert [sign_of(one)[0] for one in said] == ["!?", "!!", "!!", "!!", "!·"]
    every = {sign_of(said[0])[0], *(shape for shape, _tone in SHAPES.values())}
    assert len({in_ascii(sign) for sign in every}) == len(every) == 6


@pytest.mark.parametrize("width", [56, 66, 75, 200])
@pytest.mark.parametrize("wrong", [None, 1])
def test_the_legend_says_every_sign_at_any_width(width: int, wrong: int | None) -> None:
    line = "".join(segment.text for segment in legend(width, lambda _tone: Style(), values=False, wrong=wrong))
    assert cell_len(line.rstrip()) <= width
    for sign in ("▆▆", "▂▂", "!?", "!!", "!·", "··", *(["?▆"] if wrong else [])):
        assert f"{sign} " in line


def test_the_legend_counts_how_many_stand_so_where_there_is_room() -> None:
    def line(width: int) -> str:
        counted = legend(width, lambda _tone: Style(), values=False, tallies=(12, 0, 1, 2, 4, 9))
        return "".join(segment.text for segment in counted).rstrip()

    wide = "▆▆ 12 done   ▂▂ under way   !? 1 raised hand   !! 2 needs help   !· 4 overdue   ·· 9 not started"
    assert line(120) == wide
    assert line(76) == "▆▆ 12 done ▂▂ begun !? 1 hand !! 2 needs help !· 4 overdue ·· 9 not begun"
    assert line(70) == "▆▆ 12 done ▂▂ begun !? 1 hand !! 2 help !· 4 overdue ·· 9 not begun"
    assert line(63) == "▆▆ done ▂▂ begun !? hand !! needs help !· overdue ·· not begun"
    assert line(53) == "▆▆ done ▂▂ begun !? hand !! help !· late ·· not begun"


def test_a_week_is_called_as_people_call_it() -> None:
    day = date(2026, 1, 7)
    assert week_word("2026-W02", day) == "this week"
    assert week_word("2026-W01", day) == "last week"
    assert week_word("2025-W52", day) == "week of 22 Dec 2025"
    assert week_word("2025-W52", date(2026, 1, 1)) == "last week", "the year of a week may not be the day's"
    assert week_word("2026-W03", date(2026, 11, 23)) == "week of 12 Jan"
    assert week_name("2026-W47", date(2026, 11, 23)) == "week of 16 Nov", "what is handed on is read on other days"
    assert week_name("2026-W47") == "week of 16 Nov 2026"
    assert week_word("2020-W53", date(2021, 1, 3)) == "this week"


def test_every_reason_has_a_word_and_its_rule() -> None:
    assert [reason_word(reason) for reason in Reason] == ["asked", "stuck", "overdue", "quiet"]
    assert [reason_rule(reason) for reason in Reason] == [
        "raised a hand on this lesson",
        "4 wrong and a pass out of reach, or failed 2 times",
        "its day has passed and it was not started",
        "nothing studied for 7 days, leave apart",
    ]


def test_every_status_has_a_word() -> None:
    assert [status_word(status) for status in Status] == [
        "completed",
        "needs help",
        "overdue",
        "in progress",
        "not started",
    ]
    assert too_few() == "fewer than 5"
