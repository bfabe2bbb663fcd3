"""What holds for every gap and everything that is typed into it."""

import json
import random as lots
import unicodedata
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from lessons.document import read_document
from quizzes.errors import QuizError
from quizzes.gap import Code, Gap, Number, Words
from quizzes.grade import as_recorded, grade
from quizzes.model import Typed
from quizzes.number import read_number
from quizzes.parse.gap import read_gap
from quizzes.record import question_record
from tests.kinds import quiz_in as read

PIECES = st.sampled_from(
    [
        *(
            "mut",
            "4",
            "=",
            "= 3",
            "= 3.1 .. 3.2",
            "= 2 +- 5%",
            "±",
            "|",
            "|",
            "%50%",
            "%",
            "`",
            "``",
            "/",
            "/i",
            "/a+/",
        ),
        *(
            "\\",
            "\\|",
            "\\/",
            "[",
            "]",
            "(",
            ")",
            "(a)",
            "^(a+)+$",
            "{",
            "}",
            " ",
            "\n",
            "深度",
            "（",
            "＝",
            "é",
            "İ",
            "ß",
        ),
    ]
)
BODIES = st.lists(PIECES | st.text(max_size=4), max_size=12).map("".join)
WORDS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=20)
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**6), max_value=10**6, places=4)


@given(BODIES, st.booleans())
def test_every_gap_is_read_and_every_fault_stands_in_it(body: str, case: bool) -> None:
    gap, faults = read_gap(body, lambda _pattern: None, exact_case=case)
    assert gap.accepted or faults
    for fault in faults:
        assert 0 <= fault.offset <= len(body)
        assert fault.finding.message.format_map(dict(fault.values))
    again, _faults = read_gap(gap.source, lambda _pattern: None, exact_case=gap.exact_case)
    assert again == gap
    assert gap.key == again.key
    if not any(fault.finding.code[0] == "E" for fault in faults):
        assert gap.right
        assert all(0 < one.share <= 1 for one in gap.accepted)


@given(BODIES, st.text(max_size=30), st.booleans())
def test_a_question_with_any_gap_is_recorded_and_answered(body: str, typed: str, case: bool) -> None:
    text = f"### What? {{.case}}\n\n[[{body}]]\n" if case else f"### What?\n\n[[{body}]]\n"
    quiz = read(text)
    lines = read_document("q.md", text, repair_headings=True).text.split("\n")
    for problem in quiz.problems:
        assert 0 <= problem.line <= len(lines)
        assert problem.line == 0 or 1 <= problem.column <= len(lines[problem.line - 1]) + 1
    for question in quiz.questions:
        record = json.loads(question_record(question))
        if not isinstance(question, Typed) or not question.askable:
            continue
        kept = [read_gap(gap["source"], lambda _pattern: None, exact_case=gap["case"])[0] for gap in record["gaps"]]
        assert tuple(kept) == question.gaps
        answer = as_recorded(question, (typed,))
        try:
            verdict = grade(question, answer)
        except QuizError:
            assert question.type == "numeric"
        else:
            assert 0 <= verdict.mark <= 1
            assert verdict.right == (verdict.mark == 1)
            assert verdict.mark == 0 or typed.strip()


def noisy(text: str, random: lots.Random) -> str:
    """The same answer in another look: other blanks around and between, wide or composed characters."""
    parts = [random.choice(["", " ", "\t", "\u3000"])]
    parts += [random.choice([" ", "  ", "\u00a0", "\u3000"]) if one.isspace() else one for one in text]
    noise = "".join([*parts, random.choice(["", " ", "\n"])])
    return unicodedata.normalize("NFD" if random.random() < 0.5 else "NFKC", noise)


@given(WORDS, st.randoms(use_true_random=False))
def test_an_accepted_answer_is_right_in_any_case_and_with_any_blanks(text: str, random: lots.Random) -> None:
    if not text.strip():
        return
    gap = Gap(text, (Words(text),))
    assert gap.worth(text) == 1
    assert gap.worth(noisy(text, random)) == 1
    assert gap.worth(noisy(text.casefold(), random)) == 1
    exact = Gap(text, (Words(text, exact_case=True),))
    assert exact.worth(noisy(text, random)) == 1
    code = Gap(text, (Code(text),))
    assert code.worth(f" {text}\n") == 1
    for right in gap.right:
        assert gap.worth(right) == 1


@given(DECIMALS, st.decimals(0, 1000, places=3), DECIMALS, st.booleans())
def test_a_tolerance_is_reckoned_as_with_fractions(value: object, within: object, typed: object, percent: bool) -> None:
    gap, faults = read_gap(f"= {value} +- {within}{'%' if percent else ''}", lambda _pattern: None)
    assert faults == []
    middle, wide = Fraction(str(value)), Fraction(str(within))
    wide = wide * abs(middle) / 100 if percent else wide
    assert gap.worth(str(typed)) == (abs(Fraction(str(typed)) - middle) <= wide)
    for edge, beyond in (
        (middle - wide, middle - wide - Fraction(1, 10**9)),
        (middle + wide, middle + wide + Fraction(1, 10**9)),
    ):
        assert gap.worth(f"{edge.numerator}/{edge.denominator}") == 1
        assert gap.worth(f"{beyond.numerator}/{beyond.denominator}") == 0


@given(DECIMALS, DECIMALS, DECIMALS)
def test_both_ends_belong_to_a_range(one: object, other: object, typed: object) -> None:
    low, high = sorted((Fraction(str(one)), Fraction(str(other))))
    words = sorted((str(one), str(other)), key=Fraction)
    gap, faults = read_gap(f"= {words[0]} .. {words[1]}", lambda _pattern: None)
    assert faults == []
    assert isinstance(gap.accepted[0], Number)
    assert gap.worth(words[0]) == gap.worth(words[1]) == 1
    assert gap.worth(str(typed)) == (low <= Fraction(str(typed)) <= high)


@given(DECIMALS, st.sampled_from([".", ","]), st.booleans())
def test_a_number_is_the_same_with_either_decimal_sign_and_in_wide_digits(value: object, sign: str, wide: bool) -> None:
    text = f"{value:f}".replace(".", sign)
    if wide:
        text = "".join(chr(ord(one) + 0xFEE0) for one in text)
    assert read_number(text) == Fraction(str(value))


@given(st.text(max_size=40))
def test_every_text_is_a_number_or_none(text: str) -> None:
    number = read_number(text)
    assert number is None or isinstance(number, Fraction)
