"""The level of an objective: each bound, and which questions ask for it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from lessons.shelf import open_shelf
from quizzes.library import CourseContents, build
from quizzes.mastery import Level, Verdicts, judged, level, levels, questions_of, reached
from quizzes.memory import Memory, State

MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Item:
    verdicts: Verdicts | None
    memory: Memory


def item(verdicts: Verdicts | None, stability: float = 100.0) -> Item:
    return Item(verdicts, Memory(stability, 5.0, State.REVIEW, 0, MONDAY, None, 3, 0, NOON))


def verdicts(*steps: tuple[int, bool, bool], mark: float | None = None) -> Verdicts:
    """After answers on days after Monday: the day, whether right, whether in a review."""
    found: Verdicts | None = None
    for day, right, in_review in steps:
        found = judged(found, MONDAY + day * DAY, right=right, mark=float(right), in_review=in_review)
    assert found
    return found if mark is None else Verdicts(found.right, mark, found.since, found.confirmed)


RIGHT = verdicts((0, True, False))
WRONG = verdicts((0, False, False))
CONFIRMED = verdicts((0, True, False), (7, True, True))


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ([None, None], Level.NOT_BEGUN),
        ([], Level.NOT_BEGUN),
        ([item(None)], Level.NOT_BEGUN),
        ([item(WRONG)], Level.ATTEMPTED),
        ([item(RIGHT), None], Level.ATTEMPTED),
        ([*[item(RIGHT)] * 6, *[item(WRONG)] * 4], Level.ATTEMPTED),
        ([*[item(RIGHT)] * 7, *[item(WRONG)] * 3], Level.FAMILIAR),
        ([*[item(RIGHT)] * 7, *[None] * 3], Level.FAMILIAR),
        ([*[item(RIGHT)] * 99, None], Level.FAMILIAR),
        ([item(verdicts((0, False, False), mark=0.7))], Level.FAMILIAR),
        ([item(verdicts((0, False, False), mark=0.7))] * 3, Level.FAMILIAR),
        ([item(RIGHT)] * 3, Level.PROFICIENT),
        ([item(CONFIRMED), item(RIGHT)], Level.PROFICIENT),
        ([item(CONFIRMED)] * 2, Level.MASTERED),
    ],
)
def test_a_level_follows_from_the_latest_verdicts(known: list[Item | None], expected: Level) -> None:
    assert level(known, NOON) is expected


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([(0, True, False), (6, True, True)], Level.PROFICIENT),
        ([(0, True, False), (7, True, True)], Level.MASTERED),
        ([(0, True, False), (7, True, False)], Level.PROFICIENT),  # the quiz again is no mixed review
        ([(0, True, False), (9, False, True)], Level.ATTEMPTED),
        ([(0, True, False), (9, True, True), (10, False, True)], Level.ATTEMPTED),
        ([(0, True, False), (9, True, True), (10, False, True), (11, True, True)], Level.PROFICIENT),
        ([(0, True, False), (10, False, True), (11, True, True), (18, True, True)], Level.MASTERED),
        ([(0, True, True), (7, True, True), (8, True, False)], Level.MASTERED),
    ],
)
def test_mastery_is_being_right_again_a_week_later_without_a_miss(
    steps: list[tuple[int, bool, bool]], expected: Level
) -> None:
    assert level([item(verdicts(*steps))], NOON) is expected


def test_mastery_falls_with_what_is_likely_to_be_known() -> None:
    known = [item(CONFIRMED, stability=10.0), item(CONFIRMED, stability=1000.0)]
    assert level(known, NOON) is Level.MASTERED
    assert level(known, NOON + 100 * DAY) is Level.MASTERED, "one of the two is still known"
    assert level(known, NOON + 3000 * DAY) is Level.PROFICIENT


def test_a_question_added_later_asks_for_itself_alone() -> None:
    assert level([item(CONFIRMED), item(verdicts((30, True, False), (37, True, True)))], NOON) is Level.MASTERED


def test_a_dimension_counts_its_objectives_at_proficient_or_above() -> None:
    assert reached([]) is None
    assert reached([Level.NOT_BEGUN, Level.FAMILIAR]) == 0
    assert reached([Level.PROFICIENT, Level.MASTERED, Level.FAMILIAR, Level.ATTEMPTED]) == 0.5


COURSE = """---
title: Bread
id: bread
objectives: [{id: dough, title: Dough}, {id: oven, title: Oven}, {id: crumb, title: Crumb}]
---
"""
QUESTION = "### {stem}? {{#{stem}{objective}}}\n\n- [{tick}] a\n- [ ] b\n\n"


def question(stem: str, objective: str = "", tick: str = "x") -> str:
    return QUESTION.format(stem=stem, objective=f" objective={objective}" if objective else "", tick=tick)


@pytest.fixture
def bread(tmp_path: Path) -> CourseContents:
    texts = {
        "course.md": COURSE,
        "lessons/01.md": "---\nobjectives: [dough, oven]\n---\n\n# One\n\nText.\n",
        "lessons/02.md": "---\nobjectives: [crumb]\nquiz: 01\n---\n\n# Two\n\nText.\n",
        "lessons/03.md": "---\nobjectives: [oven]\n---\n\n# Three\n\nText.\n",
        "quizzes/01.md": "# Q\n\n" + question("own", "dough") + question("none") + question("broken", tick=" "),
        "quizzes/other.md": "# O\n\n" + question("far", "oven") + question("alone"),
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (contents,) = build([open_shelf(tmp_path)]).courses
    return contents


def test_a_question_asks_for_what_it_names_else_for_what_its_lessons_teach(bread: CourseContents) -> None:
    own, none = ("bread/quizzes/01", "own"), ("bread/quizzes/01", "none")
    assert questions_of(bread) == {
        "dough": (own, none),
        "oven": (none, ("bread/quizzes/other", "far")),
        "crumb": (none,),
    }


def test_each_objective_has_its_level(bread: CourseContents) -> None:
    known = {("bread/quizzes/01", "own"): item(RIGHT), ("bread/quizzes/01", "none"): item(RIGHT)}
    assert levels(questions_of(bread), known, NOON) == {
        "dough": Level.PROFICIENT,
        "oven": Level.ATTEMPTED,
        "crumb": Level.PROFICIENT,
    }
