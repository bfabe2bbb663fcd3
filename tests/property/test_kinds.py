"""What holds for every question that is neither chosen nor typed into one gap, and for every answer to it."""

import json
from contextlib import suppress
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from quizzes.arrangement import arranged
from quizzes.errors import QuizError
from quizzes.grade import PAIRED, as_recorded, grade, output_lines
from quizzes.model import Cloze, Entry, Matching, Ordering, Output, Question, Reflection, Scoring
from quizzes.parse.gap import read_gap
from quizzes.record import question_record
from quizzes.sitting import shown
from tests.kinds import PLAIN, questions_in

ENTRIES = st.lists(st.sampled_from(["one", "two", "three", "four", "five"]), min_size=2, max_size=7)
SCORINGS = st.sampled_from(list(Scoring))
LINES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6)
WORDS = st.sampled_from(["rest", "knead", "bake", "7", "a b"])


def entries(texts: list[str]) -> tuple[Entry, ...]:
    times: dict[str, int] = {}
    made = []
    for text in texts:
        times[text] = times.get(text, 0) + 1
        made.append(Entry(f"{text}-{times[text]}" if times[text] > 1 else text, text))
    return tuple(made)


@st.composite
def orderings(draw: st.DrawFn) -> Ordering:
    texts = draw(ENTRIES.filter(lambda texts: len(set(texts)) > 1))
    return Ordering(**PLAIN, entries=entries(texts), scoring=draw(SCORINGS))


@st.composite
def matchings(draw: st.DrawFn) -> Matching:
    left = tuple(Entry(f"l{number}", f"l{number}") for number in range(draw(st.integers(2, 6))))
    right = tuple(Entry(f"r{number}", f"r{number}") for number in range(draw(st.integers(2, 7))))
    pairs = tuple((one.id, draw(st.sampled_from(right)).id) for one in left)
    return Matching(**PLAIN, left=left, right=right, pairs=pairs)


def kept(question: Question) -> None:
    """What was answered finds its question in the record."""
    record = json.loads(question_record(question))
    assert record["type"] == question.type
    ids = {one["id"] for one in record.get("entries", ())}
    match question:
        case Ordering():
            assert [one["id"] for one in record["entries"]] == [one.id for one in question.entries]
        case Matching():
            assert {left for left, _right in record["pairs"]} == {one["id"] for one in record["left"]}
            assert {right for _left, right in record["pairs"]} <= ids
        case Reflection():
            assert ids == {one.id for one in question.rubric}
        case Output():
            assert record["output"] == question.expected


@given(orderings(), st.randoms(use_true_random=False))
def test_the_right_order_is_right_and_any_other_is_worth_less(question: Ordering, random: Random) -> None:
    kept(question)
    right = tuple(entry.id for entry in question.entries)
    assert grade(question, right).mark == 1
    assert grade(question, ()).mark == 0
    mixed = list(right)
    random.shuffle(mixed)
    verdict = grade(question, as_recorded(question, mixed))
    texts = {entry.id: entry.source for entry in question.entries}
    same = [texts[one] for one in mixed] == [texts[one] for one in right]
    assert verdict.right is same
    assert (verdict.mark == 1) is same
    assert question.scoring is not Scoring.EXACT or verdict.mark in {0, 1}


@given(st.integers(2, 8), st.data())
def test_a_block_that_is_kept_together_is_worth_its_neighbours(count: int, data: st.DataObject) -> None:
    made = tuple(Entry(str(number), str(number)) for number in range(count))
    question = Ordering(**PLAIN, entries=made, scoring=Scoring.PARTIAL)
    cut = data.draw(st.integers(1, count - 1))
    ids = [entry.id for entry in made]
    verdict = grade(question, (*ids[cut:], *ids[:cut]))
    assert verdict.mark == (count - 2) / (count - 1)
    assert grade(question, tuple(reversed(ids))).mark == 0


@given(orderings() | matchings(), st.randoms(use_true_random=False))
def test_everything_is_shown_once_and_never_in_the_right_order(question: Ordering | Matching, random: Random) -> None:
    order = arranged(question, random)
    assert [one.id for one in shown(question, order)] == list(order)
    inside = question.entries if isinstance(question, Ordering) else question.right
    assert sorted(order) == sorted(entry.id for entry in inside)
    assert order != tuple(entry.id for entry in inside)


@given(matchings(), st.randoms(use_true_random=False))
def test_every_right_pair_adds_its_share(question: Matching, random: Random) -> None:
    kept(question)
    left = list(question.pairs)
    random.shuffle(left)
    given_so_far: list[str] = []
    verdict = grade(question, ())
    assert verdict.mark == 0
    for number, (one, other) in enumerate(left, 1):
        given_so_far.append(f"{one}{PAIRED}{other}")
        recorded = as_recorded(question, given_so_far)
        verdict = grade(question, recorded)
        assert verdict.mark == number / len(left)
        assert as_recorded(question, recorded) == recorded
    assert verdict.right


@given(st.lists(LINES, min_size=1, max_size=5), st.lists(LINES, max_size=5), SCORINGS)
def test_an_output_is_compared_line_by_line(expected: list[str], typed: list[str], scoring: Scoring) -> None:
    text = "\n".join(output_lines("\n".join(expected)))
    if not text.strip():
        return
    question = Output(**PLAIN, expected=text, scoring=scoring)
    kept(question)
    noisy = "\n".join(f"{line}  " for line in text.split("\n")) + "\n\n"
    assert grade(question, as_recorded(question, (noisy,))).mark == 1
    assert grade(question, ()).mark == grade(question, ("",)).mark == 0
    answer = as_recorded(question, ("\n".join(typed),))
    verdict = grade(question, answer)
    assert verdict.right is (output_lines(answer[0]) == output_lines(text))
    assert as_recorded(question, answer) == answer


@given(st.integers(0, 5), st.sets(st.integers(0, 4)), st.text(max_size=20))
def test_a_reflection_is_never_wrong_and_every_tick_counts(count: int, ticked: set[int], text: str) -> None:
    rubric = tuple(Entry(f"p{number}", f"p{number}") for number in range(count))
    question = Reflection(**PLAIN, rubric=rubric)
    kept(question)
    assert grade(question, ()).mark == 0
    points = [f"p{number}" for number in sorted(ticked) if number < count]
    answer = as_recorded(question, (text, *points))
    verdict = grade(question, answer)
    assert verdict.right is bool(answer and (answer[0].strip() or points))
    assert 0 <= verdict.mark <= 1
    if points:
        assert verdict.mark == len(points) / count
    assert as_recorded(question, answer) == answer


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5), st.data())
def test_every_gap_of_a_text_is_worth_the_same(pairs: list[tuple[str, str]], data: st.DataObject) -> None:
    bodies = [f"({right})|{wrong}x|%50%{wrong}y" if data.draw(st.booleans()) else right for right, wrong in pairs]
    text = " and ".join(f"it is [[{body}]]" for body in bodies)
    (question,) = questions_in(f"### Fill in\n\n{text}.\n")
    assert isinstance(question, Cloze)
    assert question.askable
    kept(question)
    record = json.loads(question_record(question))
    again = [read_gap(one["source"], lambda _pattern: None, exact_case=one["case"])[0] for one in record["gaps"]]
    assert tuple(again) == question.gaps
    right = [gap.right[0] for gap in question.gaps]
    assert grade(question, tuple(right)).mark == 1
    assert grade(question, ()).mark == 0
    filled: list[str] = [""] * len(right)
    before = 0.0
    for index, one in enumerate(right):
        filled[index] = one
        mark = grade(question, tuple(filled)).mark
        assert mark > before
        before = mark
    for gap in question.gaps:
        assert not gap.offered or set(gap.right) <= set(gap.offered)


PIECES = st.sampled_from(
    [
        *("[[a]]", "[[(a)|b]]", "[[(a)|b|%50%c]]", "[[ ]]", "[[= 3]]", "[[/x/]]", "a -> b", "- a -> b", "- -> c"),
        *("- a → b", "1. one", "2. two", "```python cloze", "```output", "```", "> [!TIP]", "> [[h]]", "| a | [[b]] |"),
        *("|---|---|", "| [[c]] | d |", "- [ ] point", "- [x] point", "---", "text", "", "", "**[[s]]**", "> quote"),
    ]
)


@given(
    st.sampled_from(["", " {type=reflection}", " {type=ordering}", " {type=cloze}", " {type=matching}"]),
    st.lists(PIECES, max_size=14),
    st.lists(st.text(max_size=8), max_size=6),
)
def test_whatever_is_written_and_answered_nothing_breaks(kind: str, lines: list[str], typed: list[str]) -> None:
    for question in questions_in("\n".join([f"### What?{kind}", "", *lines])):
        kept(question)
        for fault in question.faults:
            assert fault.line <= len(lines) + 2
            assert fault.column >= 1
        if not question.askable:
            continue
        answer = as_recorded(question, typed)
        with suppress(QuizError):
            assert 0 <= grade(question, answer).mark <= 1
