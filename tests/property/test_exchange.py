"""Nothing gets lost on the way: questions through our Markdown and through other formats, with hostile texts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.markdown import plain, read_inline
from quizzes.exchange import EXPORTS, IMPORTS, anki, gift, moodle_xml_out
from quizzes.exchange.foreign import with_ids
from quizzes.exchange.losses import FEATURES
from quizzes.exchange.text import blocks_of, escaped
from quizzes.exchange.written import Written
from quizzes.parse.metadata import Type
from tests.questions import LINES, again, questions


@settings(deadline=None)
@given(questions(FEATURES))
def test_our_own_markdown_is_read_as_the_question_that_was_written(question: Written) -> None:
    assert again([question]) == [question]


@given(LINES)
def test_a_plain_text_says_the_same_as_markdown(text: str) -> None:
    source = escaped(text)
    blocks = blocks_of(source)
    assert [type(block).__name__ for block in blocks] in ([], ["Paragraph"])
    assert plain(read_inline(source, {})).split() == text.split()


CHOSEN_OR_TYPED = (Type.SINGLE, Type.MULTIPLE, Type.TRUE_FALSE, Type.TEXT, Type.NUMERIC)


def has_arrow(question: Written) -> bool:
    """Whether `->` stands where GIFT would take it for the middle of a match: the question is left out there."""
    return any("->" in text for text in [*(gap.source for gap in question.gaps), *(one.left for one in question.pairs)])


TYPES = {
    "anki": tuple(Type),
    "gift": (*CHOSEN_OR_TYPED, Type.MATCHING, Type.REFLECTION),
    "moodle-xml": (*CHOSEN_OR_TYPED, Type.MATCHING, Type.REFLECTION),
}
CARRIED = {"anki": anki.CARRIED, "gift": gift.CARRIED, "moodle-xml": moodle_xml_out.CARRIED}


@pytest.mark.parametrize("name", sorted(EXPORTS.keys() & IMPORTS.keys()))
@settings(deadline=None)
@given(data=st.data())
def test_a_question_that_goes_out_and_comes_back_is_the_same(name: str, data: st.DataObject) -> None:
    question = data.draw(questions(CARRIED[name], TYPES[name]).filter(lambda one: name != "gift" or not has_arrow(one)))
    writing = EXPORTS[name]([question], title="T")
    assert writing.lost == ()
    reading = IMPORTS[name].read(writing.text)
    assert reading.lost == ()
    back, lost = with_ids(reading.questions, set())
    assert not lost
    assert again(back) == [question]
