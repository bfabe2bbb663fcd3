"""Rails, bars and the words beside them."""

from datetime import date

import pytest

from store.status import Reason, Status
from tui.commands.wording import reason_rule, reason_word, status_word, too_few, week_word
from tui.render.bar import bar
from tui.render.matrix import SHAPES


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
    assert len({shape for shape, _tone in SHAPES.values()}) == 4
    assert SHAPES[Status.NEEDS_HELP] == SHAPES[Status.OVERDUE], "both ask to be looked at"
    assert all(len(shape) == 2 for shape, _tone in SHAPES.values())


def test_a_week_is_called_as_people_call_it() -> None:
    day = date(2026, 1, 7)
    assert week_word("2026-W02", day) == "this week"
    assert week_word("2026-W01", day) == "last week"
    assert week_word("2025-W52", day) == "week 52 of 2025"
    assert week_word("2025-W52", date(2026, 1, 1)) == "last week", "the year of a week may not be the day's"
    assert week_word("2026-W03", date(2026, 11, 23)) == "week 3"
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
