"""A question and an answer give a verdict."""

import pytest

from quizzes.errors import (
    NoNumberError,
    NoSuchOptionError,
    NotOfferedError,
    TooLongError,
    TooManyChosenError,
    TooManyTypedError,
)
from quizzes.gap import Gap, Words
from quizzes.grade import LONGEST_WRITTEN, Verdict, as_recorded, grade
from quizzes.model import (
    Entry,
    Matching,
    Multiple,
    Numeric,
    Option,
    Ordering,
    Output,
    Question,
    Reflection,
    Scoring,
    Single,
    Text,
)
from quizzes.parse.gap import read_gap
from tests.kinds import PLAIN


def option(name: str, right: bool, weight: float | None = None) -> Option:
    return Option(id=name, source=name, blocks=(), right=right, feedback=(), line=1, weight=weight)


def asked(kind: type[Single | Multiple], right: str, wrong: str, scoring: Scoring, **weights: float) -> Question:
    options = [option(name, name in right, weights.get(name)) for name in sorted(right + wrong)]
    return kind(**PLAIN, scoring=scoring, options=tuple(options))


@pytest.mark.parametrize(
    ("choice", "exact", "partial", "lenient"),
    [
        ("abc", 1, 1, 1),
        ("cba", 1, 1, 1),
        ("ab", 0, 2 / 3, 2 / 3),
        ("abd", 0, 2 / 3 - 1 / 2, 2 / 3),
        ("abcd", 0, 1 / 2, 1),
        ("d", 0, 0, 0),
        ("de", 0, 0, 0),
        ("abcde", 0, 0, 1),
        ("", 0, 0, 0),
    ],
)
def test_three_right_and_two_wrong(choice: str, exact: float, partial: float, lenient: float) -> None:
    for scoring, mark in zip(Scoring, (exact, partial, lenient), strict=True):
        verdict = grade(asked(Multiple, "abc", "de", scoring), tuple(choice))
        assert verdict.mark == pytest.approx(mark)
        assert verdict.right == (set(choice) == set("abc"))


def test_a_single_wrong_option_costs_half() -> None:
    assert grade(asked(Multiple, "ab", "c", Scoring.PARTIAL), ("a", "b", "c")).mark == 0.5


def test_authors_weights_count_under_partial_scoring_alone() -> None:
    weights = {"a": 0.75, "b": 0.25, "c": -0.25, "d": 0.1}
    chosen = ("a", "c", "d")
    assert grade(asked(Multiple, "ab", "cd", Scoring.PARTIAL, **weights), chosen).mark == pytest.approx(0.6)
    assert grade(asked(Multiple, "ab", "cd", Scoring.PARTIAL_LENIENT, **weights), chosen).mark == pytest.approx(0.85)
    assert grade(asked(Multiple, "ab", "cd", Scoring.EXACT, **weights), chosen).mark == 0


@pytest.mark.parametrize("count", [3, 6, 7, 9, 11])
def test_equal_shares_of_all_right_options_are_exactly_a_full_mark(count: int) -> None:
    right = "abcdefghijk"[:count]
    assert grade(asked(Multiple, right, "z", Scoring.PARTIAL), tuple(right)) == Verdict(1.0, True)


def test_partly_right_is_neither_right_nor_worthless() -> None:
    assert Verdict(0.5, False).partly
    assert not Verdict(1.0, True).partly
    assert not Verdict(0.0, False).partly


def test_refuses_what_the_question_does_not_offer() -> None:
    single = asked(Single, "a", "bc", Scoring.EXACT)
    assert grade(single, ("a", "a")).right
    with pytest.raises(NoSuchOptionError, match="no option z"):
        grade(single, ("z",))
    with pytest.raises(TooManyChosenError, match="2 were chosen"):
        grade(single, ("a", "b"))


def typed(source: str) -> Question:
    gap, _faults = read_gap(source, lambda _pattern: None)
    return (Numeric if gap.numeric else Text)(**PLAIN, gaps=(gap,))


def test_what_is_typed_is_right_partly_right_or_wrong() -> None:
    question = typed("mutable|%50%mut")
    assert grade(question, ("Mutable",)) == Verdict(1.0, right=True)
    assert grade(question, ("mut",)) == Verdict(0.5, right=False)
    assert grade(question, ("const",)) == Verdict(0.0, right=False)
    assert grade(question, ("",)) == grade(question, ()) == Verdict(0.0, right=False)


def test_several_gaps_are_right_when_each_of_them_is() -> None:
    gaps = [read_gap(source, lambda _pattern: None)[0] for source in ("mut", "let")]
    question = Text(**PLAIN, gaps=tuple(gaps))
    assert grade(question, ("mut", "let")) == Verdict(1.0, right=True)
    for half in (("mut", "const"), ("const", "let"), ("mut", ""), ("mut",)):
        assert grade(question, half) == Verdict(0.5, right=False)


def test_more_texts_than_gaps_and_no_number_are_no_answer() -> None:
    with pytest.raises(TooManyTypedError, match="2 were typed"):
        grade(typed("mut"), ("mut", "mut"))
    with pytest.raises(NoNumberError):
        grade(typed("= 4"), ("four",))
    assert grade(typed("= 4"), ("4.0",)).right


def test_an_answer_is_kept_in_source_order_or_as_it_was_typed_without_what_steers_a_terminal() -> None:
    assert as_recorded(asked(Multiple, "abc", "de", Scoring.EXACT), ("d", "a", "d")) == ("a", "d")
    assert as_recorded(typed("mut"), (" Mut\x1b[2J",)) == (" Mut<U+001B>[2J",)
    assert Gap("mut", (Words("mut"),)).worth("mut\x1b") == 0


def entries(names: str) -> tuple[Entry, ...]:
    return tuple(Entry(name, name) for name in names)


def test_an_order_is_right_or_under_partial_scoring_worth_its_neighbours() -> None:
    exact, partial = (
        Ordering(**PLAIN, entries=entries("abcd"), scoring=one) for one in (Scoring.EXACT, Scoring.PARTIAL)
    )
    assert grade(exact, tuple("abcd")) == grade(partial, tuple("abcd")) == Verdict(1.0, right=True)
    assert grade(exact, tuple("bcda")).mark == 0
    assert grade(partial, tuple("bcda")).mark == pytest.approx(2 / 3)
    assert grade(partial, tuple("dcba")).mark == 0
    assert as_recorded(partial, ("c", "a", "c", "b")) == ("c", "a", "b")
    with pytest.raises(NoSuchOptionError, match="no option z"):
        grade(exact, tuple("abcz"))


def test_entries_of_the_same_words_may_change_places() -> None:
    made = (Entry("a", "a"), Entry("b", "b"), Entry("a-2", "a"), Entry("b-2", "b"))
    question = Ordering(**PLAIN, entries=made, scoring=Scoring.PARTIAL)
    assert grade(question, ("a-2", "b-2", "a", "b")).right
    assert not grade(question, ("b", "a", "b-2", "a-2")).right
    assert grade(question, ("b", "a", "b-2", "a-2")).mark < 1
    flags = Ordering(**PLAIN, entries=(Entry("a", "-r"), Entry("a-2", "-R"), Entry("b", "-x")))
    assert not grade(flags, ("a-2", "a", "b")).right, "they say something else"


def test_pairs_are_marked_one_by_one_and_kept_in_source_order() -> None:
    pairs = (("a", "x"), ("b", "y"), ("c", "x"))
    question = Matching(**PLAIN, left=entries("abc"), right=entries("xyz"), pairs=pairs)
    assert as_recorded(question, ("c=z", "a=x", "c=x")) == ("a=x", "c=x")
    assert grade(question, ("a=x", "c=x")) == Verdict(2 / 3, right=False)
    assert grade(question, ("a=x", "b=y", "c=x")).right
    for wrong in ("a=q", "q=x", "a"):
        with pytest.raises(NoSuchOptionError):
            grade(question, (wrong,))


def test_output_is_compared_by_lines_without_blanks_at_their_ends() -> None:
    exact, partial = (Output(**PLAIN, expected="  a\n\nb", scoring=one) for one in (Scoring.EXACT, Scoring.PARTIAL))
    assert grade(exact, ("  a \n\t\nb\n\n",)).right
    assert not grade(exact, ("a\n\nb",)).right
    assert grade(partial, ("  a\n\nc",)).mark == pytest.approx(2 / 3)
    assert grade(partial, ("  a\n\nb\nmore",)) == Verdict(0.75, right=False)
    assert as_recorded(exact, ("a  \r\n\x1b\n\n",)) == ("a\n<U+001B>",)
    with pytest.raises(TooLongError):
        grade(exact, ("x" * (LONGEST_WRITTEN + 1),))
    with pytest.raises(TooManyTypedError):
        grade(exact, ("a", "b"))


def test_a_reflection_is_never_wrong_and_marked_by_its_author() -> None:
    question = Reflection(**PLAIN, rubric=entries("ab"))
    assert grade(question, ("because",)) == Verdict(0.0, right=True)
    assert grade(question, as_recorded(question, ("because", "b"))) == Verdict(0.5, right=True)
    assert as_recorded(question, ("why\x1b", "b", "a")) == ("why<U+001B>", "a", "b")
    assert as_recorded(question, ("",)) == ()
    with pytest.raises(NoSuchOptionError):
        grade(question, ("because", "z"))


def test_a_gap_that_offers_its_answers_takes_no_other() -> None:
    gap, _faults = read_gap("(10)|9|%50%b|`c`", lambda _pattern: None)
    assert gap.offered == ("9", "10", "b", "c")
    assert [gap.worth(one) for one in gap.offered] == [0, 1, 0.5, 0]
    assert gap.right == ("10",)
    signs, _faults = read_gap("(m²)|m2|M²", lambda _pattern: None)
    assert [signs.worth(one) for one in ("m²", "m2", "M²")] == [1, 0, 0], "what is offered is told apart"
    with pytest.raises(NotOfferedError, match="choose one of 9, 10, b, c"):
        gap.check("d")
