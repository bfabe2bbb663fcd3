"""Numbers as people write them are read exactly, in one way or not at all."""

from fractions import Fraction

import pytest

from quizzes.number import has_two_readings, read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3.14", "3.14"),
        ("3,14", "3.14"),
        (" + 3.14 ", "3.14"),
        (".5", "0.5"),
        (",5", "0.5"),
        ("5.", "5"),
        ("007", "7"),
        ("-5", "-5"),
        ("- 5", "-5"),
        ("−5", "-5"),
        ("–5", "-5"),
        ("３．１４", "3.14"),
        ("－３，５", "-3.5"),
        ("3。14", "3.14"),
        ("0,125", "0.125"),
        ("1234,567", "1234.567"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1.234", "1.234"),
        ("1 234 567", "1234567"),
        ("1\u202f234,5", "1234.5"),
        ("1'234", "1234"),
        ("1’234.5", "1234.5"),
        ("1e-3", "0.001"),
        ("1E+3", "1000"),
        ("1e−3", "0.001"),
        ("3x10^8", "3e8"),
        ("3 × 10^8", "3e8"),
        ("3·10^-2", "0.03"),
        ("2*10**3", "2000"),
        ("10^3", "1000"),
        ("1/3", "1/3"),
        ("-2 / 4", "-1/2"),
        ("1⁄3", "1/3"),
        ("1e300", "1e300"),
    ],
)
def test_a_number_is_read_exactly(text: str, value: str) -> None:
    assert read_number(text) == Fraction(value)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            ".",
            ",",
            "-",
            "+",
            "--5",
            "5-",
            "abc",
            "3 m",
            "3m",
            "50%",
            "½",
            "10⁸",
            "x²",
            "√2",
            "π",
            "nan",
            "inf",
        ),
        *(
            "1/0",
            "1/2/3",
            "1 1/2",
            "12 34",
            "1,00,000",
            "1,2,3",
            "0.1.2",
            "1,234,5",
            "0x10",
            "1_000",
            "e5",
            "1e",
            "1e1.5",
        ),
        *("1e301", "1e-301", "1e99999999999", "9" * 81, "3.14 ± 1", "= 3", "1:30", "三", "\x00", "\ud800"),
    ],
)
def test_anything_else_is_no_number(text: str) -> None:
    assert read_number(text) is None
    assert not has_two_readings(text)


@pytest.mark.parametrize("text", ["1,000", "-3,142", "12，345", "９９９,０００"])
def test_three_digits_behind_the_only_comma_may_be_two_numbers(text: str) -> None:
    assert read_number(text) is None
    assert has_two_readings(text)
