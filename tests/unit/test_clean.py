"""The gate for text from outside: nothing that steers a terminal gets through, nothing else is touched."""

import pytest

from lessons.clean import clean, unify_line_ends

E_ACUTE = "e\u0301"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b]52;c;cm0=\x07", "<U+001B>]52;c;cm0=<U+0007>"),
        ("a\x9b31mb", "a<U+009B>31mb"),
        ("a\x00b\x7fc\rd", "a<U+0000>b<U+007F>c<U+000D>d"),
        ("user\u202etxt.exe", "user<U+202E>txt.exe"),
        ("\u2066x\u2069\u200e\u061c", "<U+2066>x<U+2069><U+200E><U+061C>"),
        ("pass\u200bword\ufeff\u2060", "pass<U+200B>word<U+FEFF><U+2060>"),
        ("hi\U000e0041\U000e007f", "hi<U+E0041><U+E007F>"),
        ("\ud800", "<U+D800>"),
        ("a\u2028b", "a<U+2028>b"),
    ],
)
def test_what_steers_or_hides_becomes_visible(hostile: str, shown: str) -> None:
    assert clean(hostile) == shown


@pytest.mark.parametrize(
    "harmless",
    [
        "tab\tand\nnewline",
        "naïve " + E_ACUTE,
        FAMILY,
        "क्\u200dष",
        "می\u200cخواهم",
        "——————————————",
        "“引号”",
        "\u3000",
    ],
)
def test_what_people_write_stays(harmless: str) -> None:
    assert clean(harmless) == harmless


def test_of_a_pile_of_marks_eight_stay() -> None:
    assert clean("a" + "\u0301" * 30 + "b" + "\u0302" * 8) == "a" + "\u0301" * 8 + "b" + "\u0302" * 8


def test_joiners_do_not_begin_a_new_pile() -> None:
    pile = ("\u0301" * 5 + "\u200d") * 10
    assert len(clean("a" + pile)) == 1 + 8


def test_line_ends_of_windows_and_of_old_macs_are_line_ends() -> None:
    assert clean("a\r\nb") == "a\nb"
    assert unify_line_ends("a\r\nb\rc\n") == "a\nb\nc\n"
