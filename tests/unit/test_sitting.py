"""A quiz in progress, as a value."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from quizzes.arrangement import size
from quizzes.errors import AlreadyAnsweredError, NoSuchOptionError, NothingToAskError, NotInSittingError, TimeIsUpError
from quizzes.identity import content
from quizzes.model import Choice, Confidence, Quiz
from quizzes.record import question_record
from quizzes.sitting import Sitting, answer, begin, introduction, restore, score, skip
from tests.kinds import quiz_in as quiz

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def numbered(count: int, head: str = "") -> str:
    return head + "".join(
        f"### Question {n}? {{#q{n}}}\n\n- [x] right {n}\n- [ ] wrong\n- [ ] other\n\n" for n in range(count)
    )


def right_of(asked: Quiz, name: str) -> tuple[str, ...]:
    question = next(question for question in asked.questions if question.id == name)
    assert isinstance(question, Choice)
    return question.right


def play(asked: Quiz, right: int, *, seed: int = 1) -> Sitting:
    """A sitting with its first `right` questions answered right and the others wrong."""
    sitting = begin(asked, id="s", random=Random(seed), at=AT)
    for place, name in enumerate(sitting.questions):
        correct = right_of(asked, name)
        wrong = next(option for option in sitting.options[name] if option not in correct)
        sitting, _ = answer(sitting, asked, name, correct if place < right else (wrong,), at=AT)
    return sitting


def test_goes_from_question_to_question_in_the_order_of_the_file() -> None:
    asked = quiz(numbered(3))
    sitting = begin(asked, id="s1", random=Random(7), at=AT)
    assert (sitting.id, sitting.quiz, sitting.questions) == ("s1", "c/q", ("q0", "q1", "q2"))
    seen = []
    while (current := sitting.current) is not None:
        seen.append(current)
        sitting, given = answer(sitting, asked, current, right_of(asked, current), hints=1, at=AT)
        assert given.hints == 1
    assert seen == ["q0", "q1", "q2"]
    assert sitting.complete


def test_what_is_skipped_comes_again_at_the_end_in_the_order_of_skipping() -> None:
    asked = quiz(numbered(4))
    sitting = begin(asked, id="s", random=Random(7), at=AT)
    sitting = skip(skip(sitting, "q0"), "q1")
    assert sitting.open == ("q2", "q3", "q0", "q1")
    assert [sitting.number(name) for name in sitting.open] == [3, 4, 1, 2], "a question keeps its number"
    sitting, _ = answer(sitting, asked, "q2", right_of(asked, "q2"), at=AT)
    sitting = skip(skip(sitting, "q3"), "q0")
    assert sitting.open == ("q1", "q3", "q0"), "what was skipped can be skipped again"
    assert score(sitting, asked).points == 4, "and counts as open until it is answered"
    with pytest.raises(AlreadyAnsweredError):
        skip(sitting, "q2")
    with pytest.raises(NotInSittingError):
        skip(sitting, "q9")


def test_how_sure_one_is_changes_no_mark() -> None:
    asked = quiz(numbered(1) + "### And you? {#r type=reflection}\n\n- [ ] a thought\n")
    begun = begin(asked, id="s", random=Random(7), at=AT)
    sure, given = answer(begun, asked, "q0", right_of(asked, "q0"), at=AT, confidence=Confidence.SURE)
    unsaid, _ = answer(begun, asked, "q0", right_of(asked, "q0"), at=AT)
    assert given.confidence is Confidence.SURE
    assert score(sure, asked) == score(unsaid, asked)
    _, thought = answer(sure, asked, "r", ("So it is",), at=AT, confidence=Confidence.SURE)
    assert thought.confidence is None, "nobody is sure of a reflection"


def test_an_answer_is_recorded_with_the_hashes_of_what_was_answered() -> None:
    asked = quiz("### a? {#a points=2}\n\n- [x] one\n- [x] two\n- [ ] three\n")
    question = asked.questions[0]
    assert isinstance(question, Choice)
    sitting, given = answer(
        begin(asked, id="s", random=Random(1), at=AT), asked, "a", reversed(question.right), 2, at=AT
    )
    assert (given.identity, given.key, given.revision) == (question.identity, question.key, question.revision)
    assert given.choice == question.right
    assert (given.mark, given.points, given.right, given.hints) == (1.0, 2.0, True, 2)
    assert sitting.answers == (given,)


def test_refuses_a_second_answer_and_what_is_not_asked() -> None:
    asked = quiz(numbered(2))
    sitting = begin(asked, id="s", random=Random(1), at=AT)
    sitting, _ = answer(sitting, asked, "q1", right_of(asked, "q1"), at=AT)
    with pytest.raises(AlreadyAnsweredError):
        answer(sitting, asked, "q1", right_of(asked, "q1"), at=AT)
    with pytest.raises(NotInSittingError):
        answer(sitting, asked, "q9", ("x",), at=AT)
    with pytest.raises(NoSuchOptionError):
        answer(sitting, asked, "q0", ("x",), at=AT)
    assert sitting.current == "q0"


def test_a_quiz_that_asks_nothing_says_how_to_find_out_why() -> None:
    with pytest.raises(NothingToAskError, match=r"fivefold check q\.md"):
        begin(quiz("### a?\n\n- [ ] one\n- [ ] two\n"), id="s", random=Random(1), at=AT)


def test_draws_and_shuffles_by_the_given_random_alone() -> None:
    asked = quiz(numbered(20, "---\ndraw: 5\nshuffle: [questions, options]\n---\n"))
    sittings = {begin(asked, id="s", random=Random(seed), at=AT).questions for seed in range(20)}
    assert len(sittings) > 15
    assert all(len(set(questions)) == 5 for questions in sittings)
    assert begin(asked, id="s", random=Random(3), at=AT) == begin(asked, id="s", random=Random(3), at=AT)


def test_draws_from_pools_first_and_keeps_the_order_of_the_file() -> None:
    pools = "## A\n<!-- draw: 1 -->\n\n" + numbered(4) + "## B\n\n### b? {#b}\n\n- [x] a\n- [ ] c\n"
    for seed in range(20):
        first, last = begin(quiz(pools), id="s", random=Random(seed), at=AT).questions
        assert first in {"q0", "q1", "q2", "q3"}
        assert last == "b"
    nested = "## A\n<!-- draw: 2 -->\n\n### Inner\n<!-- draw: 1 -->\n\n" + numbered(3).replace("###", "####").replace(
        "#### I", "### I"
    )
    assert len(begin(quiz(nested), id="s", random=Random(1), at=AT).questions) == 1


def test_never_moves_what_is_fixed() -> None:
    head = "---\nshuffle: options\n---\n"
    text = head + "### a?\n\n- [x] one\n- [ ] two {.fixed}\n- [ ] three\n- [ ] four\n- [ ] All of the above\n"
    text += "### b?\n\n- [x] True\n- [ ] False\n\n### c? {.shuffle-off}\n\n- [x] one\n- [ ] two\n- [ ] three\n"
    asked = quiz(text)
    many, pair, still = asked.questions
    assert isinstance(many, Choice)
    orders = set()
    for seed in range(30):
        options = begin(asked, id="s", random=Random(seed), at=AT).options
        orders.add(options[many.id])
        assert (options[many.id][1], options[many.id][4]) == (many.options[1].id, many.options[4].id)
        assert options[pair.id] == ("t", "f")
        assert isinstance(still, Choice)
        assert options[still.id] == tuple(option.id for option in still.options)
    assert len(orders) == 6


def test_a_section_is_introduced_before_the_first_of_its_questions_that_is_asked() -> None:
    asked = quiz(
        "---\nshuffle: questions\n---\n# T\n\n## A\n\nFirst this.\n\n"
        + numbered(3)
        + "## B\n\nThen that.\n\n### b? {#b}\n\n- [x] a\n- [ ] c\n"
    )
    for seed in range(10):
        sitting = begin(asked, id="s", random=Random(seed), at=AT)
        texts = {name: content(introduction(sitting, asked, name)) for name in sitting.questions}
        first = next(name for name in sitting.questions if name != "b")
        assert {name: text for name, text in texts.items() if text} == {first: "First this.", "b": "Then that."}


@pytest.mark.parametrize(
    ("count", "right", "mark", "passed"),
    [(10, 7, "70%", True), (10, 6, "70%", False), (3, 2, "67%", False), (3, 2, "66.6%", True), (0, 0, "0%", True)],
)
def test_passes_exactly_at_the_pass_mark(count: int, right: int, mark: str, passed: bool) -> None:
    asked = quiz(numbered(count or 1, f"---\npass_mark: {mark}\n---\n"))
    result = score(play(asked, right), asked)
    assert (result.right, result.asked, result.passed) == (right, count or 1, passed)


def test_sums_of_fractions_reach_the_pass_mark() -> None:
    text = "---\npass_mark: 75%\npoints: 0.7\n---\n" + numbered(4)
    asked = quiz(text)
    assert score(play(asked, 3), asked).passed
    assert not score(play(asked, 2), asked).passed


def test_points_weigh_the_share_and_open_questions_count_as_not_reached() -> None:
    asked = quiz("### a? {#a points=3}\n\n- [x] a\n- [ ] b\n\n### c? {#c}\n\n- [x] c\n- [ ] d\n")
    sitting, _ = answer(begin(asked, id="s", random=Random(1), at=AT), asked, "a", right_of(asked, "a"), at=AT)
    result = score(sitting, asked)
    assert (result.marks, result.points, result.share, result.right, result.asked) == (3.0, 4.0, 0.75, 1, 2)


def test_without_points_the_share_counts_questions() -> None:
    asked = quiz("### a? {#a points=0}\n\n- [x] a\n- [ ] b\n\n### c? {#c points=0}\n\n- [x] c\n- [ ] d\n")
    assert score(play(asked, 1), asked).share == 0.5


def test_reflections_count_for_nothing_and_alone_they_are_done() -> None:
    thought = "### f? {#f type=reflection}\n\n- [ ] one\n- [ ] two\n\n"
    asked = quiz(thought + numbered(1))
    sitting, given = answer(begin(asked, id="s", random=Random(1), at=AT), asked, "f", ("I thought",), at=AT)
    assert not given.graded
    assert (score(sitting, asked).asked, score(sitting, asked).points) == (1, 1.0)
    sitting, _ = answer(sitting, asked, "q0", right_of(asked, "q0"), at=AT)
    assert (score(sitting, asked).right, score(sitting, asked).share) == (1, 1.0)
    alone = quiz(thought)
    sitting = begin(alone, id="s", random=Random(1), at=AT)
    assert (score(sitting, alone).share, score(sitting, alone).passed) == (None, False)
    sitting, _ = answer(sitting, alone, "f", ("I thought",), at=AT)
    assert (score(sitting, alone).share, score(sitting, alone).passed) == (None, True)


def test_what_applied_at_the_beginning_applies_at_the_end() -> None:
    asked = quiz(numbered(2, "---\npass_mark: 50%\nmode: exam\ntime_limit: 1m\n---\n"))
    sitting, _ = answer(begin(asked, id="s", random=Random(1), at=AT), asked, "q0", right_of(asked, "q0"), at=AT)
    stricter = quiz(numbered(2, "---\npass_mark: 90%\n---\n"))
    assert score(sitting, stricter).passed
    assert sitting.terms.time_limit == 60
    assert not sitting.is_over(AT + timedelta(seconds=59.9))
    with pytest.raises(TimeIsUpError):
        answer(sitting, stricter, "q1", right_of(asked, "q1"), at=AT + timedelta(minutes=1))


def test_a_quiz_knows_how_many_it_asks_before_it_draws() -> None:
    pools = "## A\n<!-- draw: 2 -->\n\n" + numbered(4) + "## B\n\n### b? {#b}\n\n- [x] a\n- [ ] c\n"
    assert (size(quiz(pools)), size(quiz(numbered(5, "---\ndraw: 3\n---\n"))), size(quiz(numbered(2)))) == (3, 3, 2)


def resumed(asked: Quiz, sitting: Sitting) -> Sitting:
    return restore(
        asked,
        id=sitting.id,
        questions=sitting.questions,
        options=sitting.options,
        answers=sitting.answers,
        terms=sitting.terms,
        started=sitting.started,
    )


def test_is_restored_as_it_was() -> None:
    asked = quiz(numbered(4, "---\nshuffle: [questions, options]\n---\n"))
    sitting = begin(asked, id="s", random=Random(5), at=AT)
    sitting, _ = answer(sitting, asked, sitting.questions[0], right_of(asked, sitting.questions[0]), at=AT)
    assert resumed(asked, sitting) == sitting


def test_is_restored_over_a_quiz_that_was_edited_meanwhile() -> None:
    asked = quiz(numbered(4))
    sitting = begin(asked, id="s", random=Random(5), at=AT)
    for name in ("q0", "q1"):
        sitting, _ = answer(sitting, asked, name, right_of(asked, name), at=AT)
    edited = numbered(4).replace("{#q0}", "{#new}").replace("{#q2}", "{#other}").replace("right 3", "better 3")
    later = quiz(edited)
    sitting = resumed(later, sitting)
    assert sitting.questions == ("q0", "q1", "q2", "q3")
    assert sitting.passed_over == {"q2"}
    assert sitting.current == "q3"
    with pytest.raises(NotInSittingError):
        answer(sitting, later, "q2", (), at=AT)
    sitting, given = answer(sitting, later, "q3", right_of(later, "q3"), at=AT)
    assert sitting.complete
    assert given.right
    result = score(sitting, later)
    assert (result.right, result.asked, result.share) == (3, 3, 1.0)


def test_options_that_were_edited_meanwhile_stay_in_their_places() -> None:
    asked = quiz("---\nshuffle: options\n---\n### a? {#a}\n\n- [x] one\n- [ ] two\n- [ ] three\n")
    sitting = begin(asked, id="s", random=Random(2), at=AT)
    later = quiz("### a? {#a}\n\n- [ ] two\n- [ ] four\n- [x] one\n")
    question = later.questions[0]
    assert isinstance(question, Choice)
    two, four, one = (option.id for option in question.options)
    kept = [option for option in sitting.options["a"] if option in {one, two}]
    assert resumed(later, sitting).options["a"] == (*kept, four)


def test_a_quiz_that_lost_all_its_questions_still_shows_what_was_reached() -> None:
    asked = quiz(numbered(2))
    sitting, _ = answer(begin(asked, id="s", random=Random(1), at=AT), asked, "q0", right_of(asked, "q0"), at=AT)
    empty = quiz("# Nothing\n")
    sitting = resumed(empty, sitting)
    assert sitting.complete
    assert (score(sitting, empty).right, score(sitting, empty).asked) == (1, 1)


def test_a_question_is_recorded_with_its_words_and_its_key() -> None:
    question = quiz("#### Q1. Which `x`?\n\n```sh\nls\n```\n\n- [x] 这个\n- [ ] :\n\n  ```sh\n  cd\n  ```\n").questions[
        0
    ]
    assert isinstance(question, Choice)
    first, second = (option.id for option in question.options)
    assert question_record(question) == (
        f'{{"body":"ls","key":["{first}"],"label":"Q1","options":[{{"id":"{first}","text":"这个"}},'
        f'{{"body":"cd","id":"{second}","text":":"}}],"stem":"Which `x`?","type":"single"}}'
    )
