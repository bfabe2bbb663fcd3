"""What may be typed into a gap, what it is worth, and what it is to history."""

import pytest

from quizzes.errors import NoNumberError, QuizError, TooLongError, TwoNumbersError
from quizzes.gap import LONGEST_TYPED, Gap
from quizzes.parse.gap import read_gap


def gap(source: str, *, case: bool = False) -> Gap:
    read, faults = read_gap(source, lambda _pattern: None, exact_case=case)
    assert [fault.finding.code for fault in faults if fault.finding.code[0] == "E"] == []
    return read


@pytest.mark.parametrize(
    ("source", "typed", "worth"),
    [
        ("mut", "mut", 1),
        ("mut", "  MUT ", 1),
        ("mut", "ｍｕｔ", 1),
        ("mut", "mute", 0),
        ("mut", "", 0),
        ("mut", " \u3000 ", 0),
        ("let mut", "let   mut", 1),
        ("let mut", "let\u00a0mut", 1),
        ("let mut", "letmut", 0),
        ("Straße", "STRASSE", 1),
        ("café", "cafe\u0301", 1),
        ("don’t", "don't", 1),
        ("it's", "it’s", 1),
        ("e-mail", "e‑mail", 1),
        ("深度学习", "深度 学习", 1),
        ("colour|color", "Color", 1),
        ("`let x`", " let x ", 1),
        ("`let x`", "let  x", 0),
        ("`let x`", "LET x", 0),
        ("`let x`", "let　x", 0),
        ("/colou?rs?/i", "Colours", 1),
        ("/colou?rs?/i", " Colours ", 1),
        ("/colou?rs?/", "Colours", 0),
        ("/colou?rs?/", "colours and more", 0),
        ("/a b/", "a   b", 1),
        ("/x*/", "", 0),
        ("/25 ?℃/", "25 ℃", 1),
        ("/10 ?µm/", "10µm", 1),
        ("/北京，上海/", "北京，上海", 1),
        ("/北京,上海/", "北京，上海", 1),
        ("/m²/", "m³", 0),
        ("/cafe\u0301/", "café", 1),
        ("/yes…/", "yes…", 1),
        ("mutable|%50%mut", "mut", 0.5),
        ("mutable|%50%/mut.*/", "mutable", 1),
        ("= 5", "5,0", 1),
        ("= 5", "４＋１", 0),
        ("= 0.1 +- 0.2", "0.3", 1),
        ("= 0.1 +- 0.2", "-.1", 1),
        ("= 0.1 +- 0.2", "0.30000000000000004", 0),
        ("= 9.81 +- 1%", "9.9081", 1),
        ("= 9.81 +- 1%", "9.90811", 0),
        ("= -200 +- 10%", "-220", 1),
        ("= -200 +- 10%", "-179.999", 0),
        ("= 3.1 .. 3.2", "3.1", 1),
        ("= 3.1 .. 3.2", "16/5", 1),
        ("= 3.1 .. 3.2", "3.21", 0),
        ("= 0...3", "2", 1),
        ("= 1/3", "0.333", 0),
        ("= 1/3", "2/6", 1),
        ("= 0 +- 1%", "0", 1),
        ("= 2|= 3|%50%= 1 .. 4", "3", 1),
        ("= 2|= 3|%50%= 1 .. 4", "4", 0.5),
    ],
)
def test_what_an_answer_is_worth(source: str, typed: str, worth: float) -> None:
    assert gap(source).worth(typed) == worth


def test_case_counts_where_the_author_says_so() -> None:
    exact = gap("String|`str`", case=True)
    assert exact.exact_case
    assert [exact.worth(typed) for typed in ("String", " String ", "Ｓｔｒｉｎｇ", "string", "str", "Str")] == [
        1,
        1,
        1,
        0,
        1,
        0,
    ]
    assert not gap("String").exact_case


@pytest.mark.parametrize(
    ("typed", "error", "says"),
    [
        ("about 3", NoNumberError, "about 3 is no number: type one such as 3.14, without a unit."),
        ("3 m", NoNumberError, "3 m is no number"),
        ("3,142", TwoNumbersError, "3,142 can be read in two ways: type 3142 or 3.142."),
        ("-3，142", TwoNumbersError, "type -3142 or -3.142."),
        ("9" * (LONGEST_TYPED + 1), TooLongError, "1000 characters at most"),
        ("{0.__class__}", NoNumberError, "{0.__class__} is no number"),
    ],
)
def test_what_cannot_be_judged_is_asked_for_again(typed: str, error: type[QuizError], says: str) -> None:
    with pytest.raises(error) as caught:
        gap("= 3.14").check(typed)
    assert says in str(caught.value)


def test_words_and_an_empty_gap_can_always_be_judged() -> None:
    gap("mut").check("3,142 m")
    gap("= 3.14").check(" ")
    assert gap("= 3.14").numeric
    assert not gap("mut").numeric


def test_the_right_answer_is_told_in_words_rather_than_as_a_pattern() -> None:
    assert gap("/colou?r/|colour|`c`|%50%hue|colour").right == ("colour", "c")
    assert gap("/colou?r/i|/hue/").right == ("/colou?r/i",)
    assert gap("= 3.14 +- 1%|= 22/7").right == ("3.14 ± 1%", "22/7")


def test_another_spelling_of_an_answer_changes_nothing() -> None:
    assert gap("Colour | color").key == gap("color|colour").key
    assert gap("Colour|color").identity == gap(" colour|hue").identity
    assert gap("= 3.10 .. 3.20").key == gap("= 3,1..3,2").key


def test_a_further_answer_is_another_key_of_the_same_question() -> None:
    one = gap("colour")
    for other in (gap("colour|color"), gap("colour|%50%hue"), gap("`colour`"), gap("colour", case=True)):
        assert other.identity == one.identity
        assert other.key != one.key
    number = gap("= 5")
    for other in (gap("= 5 +- 1"), gap("= 4 .. 6"), gap("= 5|= 6"), gap("5")):
        assert other.identity == number.identity
        assert other.key != number.key
    assert gap("= 5 +- 1").key == gap("= 4 .. 6").key
    assert gap("/a/").key != gap("/a/i").key
    assert gap("hue").identity != one.identity
