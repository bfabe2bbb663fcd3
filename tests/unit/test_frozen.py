"""What was frozen comes back as it was, and nothing that may change is in two places."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.document import read_document
from lessons.model import Criterion, Dimension, FrontMatter, Lesson, SourceFile
from lessons.parse import read_course
from quizzes.model import Quiz
from quizzes.reading import read_one
from store.frozen import BrokenError, Freezer, freeze, thaw

QUIZ = "### What is one and one?\n\n- [x] two\n- [ ] three\n\n### And two and two?\n\n- [ ] two\n- [x] four\n"


def back(value: object) -> Any:  # noqa: ANN401 - whatever was frozen
    return thaw(freeze(value), lambda name: name)


def kinds(value: object) -> object:
    """A value with the kind of each part: for Python, 1 is the same as 1.0 and True."""
    return [type(value), [kinds(part) for part in value] if isinstance(value, tuple) else value]


def a_quiz(text: str = QUIZ) -> Quiz:
    course = read_course(".", None, None, name="course")
    quiz = read_one(SourceFile("quizzes/a.md", text, "d" * 32), course).entry
    assert isinstance(quiz, Quiz)
    return quiz


@given(st.lists(st.tuples(st.sampled_from([0, 0.0, -0.0, False, 1, True, 1.0, None, "1", ""]), st.text()), max_size=4))
def test_values_of_one_class_come_back_each_with_its_own_fields(said: list[tuple[str, str]]) -> None:
    values = tuple(Dimension(*one) for one in said)
    found = back(values)
    assert found == values
    assert [kinds((one.id, one.title)) for one in values] == [kinds((one.id, one.title)) for one in found]
    assert repr(found) == repr(values)


def test_what_may_change_is_nobody_elses() -> None:
    first, second = back(tuple(FrontMatter({"order": ["a"]}, {}, 2) for _place in range(2)))
    assert first == second
    first.values["order"].append("b")
    assert second.values == {"order": ["a"]}
    lists = back((["a"], ["a"]))
    assert lists == (["a"], ["a"])


def test_lessons_of_a_course_come_back() -> None:
    lessons = tuple(
        Lesson(f"{place}", "c", "T", "p", "en", place, ("a",) * place, None, (), Criterion.READ, "")
        for place in range(3)
    )
    assert back(lessons) == lessons


def test_the_cards_of_a_quiz_come_without_its_questions() -> None:
    quizzes = (a_quiz(), a_quiz(QUIZ.replace("four", "five")))
    freezer = Freezer()
    body = freezer.body(quizzes)
    asked: list[str] = []

    def text(name: str) -> str:
        asked.append(name)
        return freezer.texts[name]

    found = thaw(body, text, freezer.cards.get)
    assert [one.cards for one in found] == [one.cards for one in quizzes]
    assert [(one.asks, one.size) for one in found] == [(2, 2), (2, 2)]
    assert not asked
    assert found == quizzes


def test_cards_that_are_lost_are_made_of_the_questions() -> None:
    quiz = a_quiz()
    freezer = Freezer()
    found = thaw(freezer.body(quiz), freezer.texts.__getitem__)
    assert found.cards == quiz.cards
    assert found == quiz


@pytest.mark.parametrize(
    "body",
    [
        '[["lessons.model.Dimension"],[-4,0,2,[1,["a"]],[0,"b"]]]',
        '[["lessons.model.Dimension"],[-4,0,2,[2,["a","b"]],[0,"b"]]]',
        '[["lessons.model.Dimension"],[-4,0,2,[0,"b"]]]',
        '[["lessons.model.Dimension"],[-4,1,2,[0,"b"],[0,"b"]]]',
        "[[],[-5]]",
    ],
)
def test_what_was_not_frozen_is_told(body: str) -> None:
    with pytest.raises(BrokenError):
        thaw(body, lambda name: name)


def test_a_document_comes_back() -> None:
    document = read_document("a.md", "# A\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n\n***\n\n***\n")
    assert back(document) == document
