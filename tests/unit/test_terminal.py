"""What fits a terminal, what it answers, and that no answer of it is taken for keys."""

import time
from collections.abc import Iterator

import pytest

from tui.terminal import Fitting, Question, Strainer, fitting, is_dark


@pytest.mark.parametrize(
    ("colour", "dark"),
    [
        ("0000/0000/0000", True),
        ("1c1c/1c1c/1c1c", True),
        ("fdfd/f6f6/e3e3", False),
        ("ff/ff/ff", False),
        ("f/f/f", False),
        ("#ffffff", False),
        ("#002b36", True),
        ("7070/7070/7070/ffff", True),
        ("", None),
        ("red", None),
        ("zz/zz/zz", None),
    ],
)
def test_a_background_is_dark_or_light(colour: str, dark: bool | None) -> None:
    assert is_dark(colour) is dark


@pytest.mark.parametrize(
    ("environment", "fits"),
    [
        ({}, Fitting(True, True, True)),
        ({"LANG": "zh_CN.GBK"}, Fitting(True, False, True)),
        ({"LANG": "C", "LC_CTYPE": "en_GB.utf8"}, Fitting(True, True, True)),
        ({"LC_ALL": "C"}, Fitting(True, False, True)),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, Fitting(True, False, True)),
        ({"LC_CTYPE": "C.UTF-8"}, Fitting(True, True, True)),
        ({"LANG": "C.UTF-8", "TERM": "linux"}, Fitting(True, False, True)),
        ({"SSH_CONNECTION": "10.0.0.1 50 10.0.0.2 22"}, Fitting(True, True, False)),
        ({"NO_MOTION": "1"}, Fitting(True, True, False)),
        ({"COLORFGBG": "0;15"}, Fitting(False, True, True)),
        ({"COLORFGBG": "15;default;0"}, Fitting(True, True, True)),
    ],
)
def test_marks_motion_and_colours_go_by_the_surroundings(environment: dict[str, str], fits: Fitting) -> None:
    assert fitting(environment) == fits
    assert fitting(environment, dark=False).dark is False


def question(*pieces: bytes) -> Question:
    """A terminal that was asked and sends these, one after another, then nothing."""
    coming: Iterator[bytes] = iter(pieces)
    return Question(time.monotonic() + 0.05, lambda _seconds: next(coming, b""), outstanding=True, places=2)


LIGHT = b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\"
KIND = b"\x1b[?62;22c"


@pytest.mark.parametrize(
    ("pieces", "dark", "before", "outstanding"),
    [
        ((LIGHT + KIND,), False, b"", False),
        ((LIGHT[:9], LIGHT[9:] + KIND[:3], KIND[3:]), False, b"", False),
        ((LIGHT.replace(b"\x1b\\", b"\x07") + KIND,), False, b"", False),
        ((KIND,), None, b"", False),
        ((b"\r" + LIGHT + b"j" + KIND + b"k",), False, b"\rjk", False),
        ((), None, b"", True),
        ((b"x", LIGHT[:9]), None, b"x" + LIGHT[:9], True),
    ],
)
def test_an_answer_is_told_from_what_is_typed(
    pieces: tuple[bytes, ...], dark: bool | None, before: bytes, outstanding: bool
) -> None:
    asked = question(*pieces)
    assert asked.answer().dark is dark
    assert (asked.before, asked.outstanding) == (before, outstanding)


@pytest.mark.parametrize(
    ("pieces", "wide", "before", "places"),
    [
        ((b"\x1b[24;1R\x1b[24;2R" + KIND,), False, b"", 0),
        ((b"\x1b[24;1R\x1b[24", b";3R" + KIND), True, b"", 0),
        ((b"j\x1b[1;79R" + LIGHT + b"\x1b[1;80R" + KIND + b"\x1b[1;2R",), False, b"j\x1b[1;2R", 0),
        ((b"\x1b[24;80R\x1b[24;80R" + KIND,), None, b"", 0),
        ((b"\x1b[23;80R\x1b[24;2R" + KIND,), None, b"", 0),
        ((KIND,), None, b"", 0),
        ((b"\x1b[24;1R",), None, b"", 1),
        ((b"\x1b[24;1R\x1b[24;3",), None, b"\x1b[24;3", 1),
    ],
)
def test_a_mark_is_one_cell_wide_or_two(
    pieces: tuple[bytes, ...], wide: bool | None, before: bytes, places: int
) -> None:
    asked = question(*pieces)
    assert asked.answer().wide is wide
    assert (asked.before, asked.places) == (before, places)
    assert fitting({"LANG": "C.UTF-8"}, wide=wide).unicode is not bool(wide)


def test_a_late_answer_is_strained_out_wherever_it_is_cut() -> None:
    whole = f"a{(LIGHT + KIND).decode()}b\x1b[A"
    for cut in range(len(whole)):
        strainer = Strainer()
        assert strainer.strain(whole[:cut]) + strainer.strain(whole[cut:]) == "ab\x1b[A", cut


def test_of_what_looks_like_the_place_of_the_cursor_only_what_was_asked_for_is_strained_out() -> None:
    whole = f"a\x1b[24;1R\x1b[24;3Rb\x1b[1;2R{KIND.decode()}\x1b[1;5R"
    for cut in range(len(whole)):
        strainer = Strainer(places=2)
        assert strainer.strain(whole[:cut]) + strainer.strain(whole[cut:]) == "ab\x1b[1;2R\x1b[1;5R", cut
    strainer = Strainer("\x1b[24;", places=1)
    assert strainer.strain("3Rj") + strainer.strain("\x1b[1;2R") == "j\x1b[1;2R"


def test_what_only_begins_like_an_answer_is_given_back() -> None:
    strainer = Strainer("\r")
    assert strainer.release() == ""
    assert strainer.release() == "\r"
    assert strainer.strain("\x1b") == ""
    assert (strainer.release(), strainer.release()) == ("", "\x1b")
    assert strainer.strain("\x1b[") + strainer.strain("B") == "\x1b[B"
    assert strainer.strain("\x1b[200~ \x1b]11 is how \x1b[201~") == "\x1b[200~ \x1b]11 is how \x1b[201~"
