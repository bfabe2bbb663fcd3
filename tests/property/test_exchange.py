"""Nothing gets lost on the way: questions through our Markdown and through other formats, with hostile texts."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.inline import plain
from lessons.markdown import read_inline
from quizzes.exchange import EXPORTS, IMPORTS, anki_out, foreign, gap_text, gift_out, moodle_xml_out, wordings
from quizzes.exchange.foreign import with_ids
from quizzes.exchange.losses import FEATURES
from quizzes.exchange.ours import written
from quizzes.exchange.passage import emptied
from quizzes.exchange.text import blocks_of, escaped
from quizzes.exchange.written import Answer, Step, Written, answer, settled
from quizzes.gap import Code, Gap, Number, Pattern, Words
from quizzes.model import Scoring
from quizzes.parse.metadata import Type
from tests.kinds import quiz_in as read
from tests.questions import again, questions


@settings(deadline=None)
@given(questions(FEATURES))
def test_our_own_markdown_is_read_as_the_question_that_was_written(question: Written) -> None:
    assert again([question]) == [question]


@given(st.text("ab *_`[]#>-+1.|\\&;<汉 \n", max_size=40))
def test_a_plain_text_says_the_same_as_markdown(text: str) -> None:
    source = escaped(text)
    blocks = blocks_of(source)
    assert {type(block).__name__ for block in blocks} <= {"Paragraph"}
    assert plain(read_inline(source, {})).split() == text.split()


CARRIED = {"anki": anki_out.CARRIED, "gift": gift_out.CARRIED, "moodle-xml": moodle_xml_out.CARRIED}
TYPES = {
    "anki": tuple(Type),
    "gift": tuple(type_ for type_ in Type if type_ not in {Type.CLOZE, Type.OUTPUT}),
    "moodle-xml": tuple(type_ for type_ in Type if type_ is not Type.OUTPUT),
}
BOTH_WAYS = sorted(EXPORTS.keys() & IMPORTS.keys())


def meant(question: Written) -> Written:
    """A question whose gaps are told by what they accept, however that is written."""
    gaps = tuple(replace(gap, source=gap.key, accepted=tuple(map(plainly, gap.accepted))) for gap in question.gaps)
    return replace(question, gaps=gaps, passage=emptied(question.passage))


def plainly(one: Words | Code | Pattern | Number) -> Words | Code | Pattern | Number:
    return replace(one, shown="") if isinstance(one, Number) else one


@pytest.mark.parametrize("name", BOTH_WAYS)
@settings(deadline=None)
@given(data=st.data())
def test_what_a_format_has_words_for_comes_back_the_same(name: str, data: st.DataObject) -> None:
    question = data.draw(questions(CARRIED[name], TYPES[name]))
    writing = EXPORTS[name]([question], title="T")
    if any(loss.whole or loss.what == wordings.POINTS_OF_GAPS for loss in writing.lost):
        return  # what stands in its texts has no word there: the next test is of that
    assert writing.lost == ()
    assert [meant(one) for one in back(name, writing.text)] == [meant(question)]


def back(name: str, text: str) -> list[Written]:
    """The questions of a foreign file, after a way through our Markdown."""
    reading = IMPORTS[name].read(text)
    assert reading.lost == ()
    found, lost = with_ids(reading.questions, set())
    assert not lost
    assert again(found) == list(found)
    return list(found)


def degraded(gap: Gap, change: Callable[[Words | Code | Pattern | Number], str | None], *, exact: bool) -> Gap:
    """A gap whose answers are written as they come back."""
    found = gap_text.gap_of([change(one) or "" for one in gap.accepted], exact_case=exact)
    assert found is not None
    return found


def as_typed(one: Words | Code | Pattern | Number, *, minds_case: bool, code: bool) -> str | None:
    match one:
        case Words(text=text, share=share) | Code(text=text, share=share):
            return gap_text.typed_code(text, share) if code else gap_text.typed_words(text, share)
        case Pattern(source=source, share=share):
            return gap_text.typed_pattern(source, share, any_case=not minds_case)
        case Number(share=share):
            return gap_text.number_source(*gap_text.centre(one), share)


def without_gaps(question: Written, *, case: bool) -> Written:
    """A question that is answered by typing, as a format without that look of its gaps tells it."""
    minds = [None if gap.offered or gap.numeric else gap_text.minds_case(gap) for gap in question.gaps]
    mixed = False in minds
    gaps = []
    for gap, own in zip(question.gaps, minds, strict=True):
        exact = bool(own) and not case

        def change(one: Words | Code | Pattern | Number, exact: bool = exact) -> str | None:
            return as_typed(one, minds_case=exact, code=exact and mixed)

        gaps.append(gap if gap.offered else degraded(gap, change, exact=exact and not mixed))
    return replace(question, gaps=tuple(gaps))


def without_look(question: Written) -> Written:
    steps = tuple(Step(foreign.armless(escaped(foreign.said(one.text)))) for one in question.steps)
    return replace(question, steps=steps)


def without_sides(question: Written) -> Written:
    pairs = tuple(replace(one, right=escaped(foreign.said(one.right)), body="") for one in question.pairs)
    return replace(question, pairs=foreign.matched(pairs))


def refixed(one: Answer) -> Answer:
    return replace(one, fixed=answer(one.whole, one.right).fixed)


WITHOUT: Mapping[str, Callable[[Written], Written]] = {
    wordings.POINTS: lambda one: replace(one, points=1.0),
    wordings.POINTS_OF_GAPS: lambda one: replace(one, points=float(len(one.gaps))),
    wordings.DIFFICULTY: lambda one: replace(one, difficulty=""),
    wordings.OBJECTIVE: lambda one: replace(one, objective=""),
    wordings.TIME: lambda one: replace(one, time=0),
    wordings.HINTS: lambda one: replace(one, hints=()),
    wordings.CASE: lambda one: without_gaps(one, case=True),
    wordings.CODE: lambda one: without_gaps(one, case=False),
    wordings.RANGE: lambda one: without_gaps(one, case=False),
    wordings.PERCENT_WITHIN: lambda one: without_gaps(one, case=False),
    wordings.IDLE_WEIGHTS: lambda one: replace(one, answers=tuple(replace(o, weight=None) for o in one.answers)),
    wordings.SECTION_LOOK: lambda one: replace(one, section=foreign.section_of(foreign.category_of(one.section))),
    wordings.FIXED: lambda one: replace(one, answers=tuple(map(refixed, one.answers))),
    wordings.SHUFFLED: lambda one: replace(one, shuffled=False),
    wordings.RUBRIC: lambda one: replace(one, steps=()),
    wordings.STEP_LOOK: without_look,
    wordings.SIDES: without_sides,
    wordings.SCORING: lambda one: replace(one, scoring=Scoring.EXACT),
}
"""What of a question each loss takes away: whatever else differs was lost without a word."""


@pytest.mark.parametrize("name", BOTH_WAYS)
@settings(deadline=None)
@given(data=st.data())
def test_what_does_not_come_back_was_listed(name: str, data: st.DataObject) -> None:
    question = data.draw(questions(FEATURES))
    writing = EXPORTS[name]([question], title="T")
    assert {loss.name for loss in writing.lost} <= {foreign.named(question)}
    if any(loss.whole for loss in writing.lost):
        assert not IMPORTS[name].read(writing.text).questions
        return
    expected = question
    for loss in writing.lost:
        expected = WITHOUT[loss.what](expected)
    assert [meant(one) for one in back(name, writing.text)] == [meant(settled(expected))]


@settings(deadline=None)
@given(questions(FEATURES))
def test_a_table_and_a_document_say_all_of_a_question(question: Written) -> None:
    (row,) = csv.DictReader(io.StringIO(EXPORTS["csv"]([question]).text))
    assert [replace(one, section=row["section"].removeprefix("'")) for one in again_from(row["markdown"])] == [question]
    (document,) = json.loads(EXPORTS["json"]([question]).text)["questions"]
    assert [replace(one, section=document["section"]) for one in again_from(document["markdown"])] == [question]
    for name in (
        "id",
        "label",
        "stem",
        "body",
        "passage",
        "output",
        "explanation",
        "points",
        "difficulty",
        "objective",
    ):
        assert document[name] == getattr(question, name)
    assert document["hints"] == list(question.hints)
    assert [one["text"] for one in document["options"]] == [one.text for one in question.answers]
    assert [(one["text"], one["body"]) for one in document["steps"]] == [(one.text, one.body) for one in question.steps]
    pairs = [(one.left, one.right, one.body) for one in question.pairs]
    assert [(one["left"], one["right"], one["body"]) for one in document["pairs"]] == pairs
    assert [one["offered"] for one in document["gaps"]] == [list(gap.offered) for gap in question.gaps]


def again_from(markdown: str) -> list[Written]:

    return [written(question) for question in read(f"---\ntype: quiz\n---\n\n{markdown}\n").questions]
