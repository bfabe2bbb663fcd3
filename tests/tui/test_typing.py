"""Answers that are typed: on the quiz and in Review, by keyboard alone, whatever is typed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from store.items import ItemMemory
from store.projections import item_memory, sitting_answers, sittings
from tests.tui.pilot import Performance, performance
from tui.app import Aim
from tui.screens.quiz import QuizScreen
from tui.screens.reader import ReaderScreen
from tui.screens.result import ResultScreen
from tui.screens.review import ReviewScreen
from tui.screens.today import TodayScreen

Snapshot = Callable[[str, str], None]
LIBRARY = Path(__file__).parents[1] / "fixtures" / "typing"
QUIZ = "weighing/scale-quiz"
AIM = Aim(quiz=QUIZ)


async def write(acting: Performance, text: str) -> None:
    """Type a text, key by key, as a terminal sends it."""
    await acting.press(*("space" if one == " " else one for one in text))


def recorded(acting: Performance) -> list[tuple[str, tuple[str, ...], float]]:
    """What the database holds of the answers to the quiz."""
    member = acting.study.member
    assert member is not None
    return [
        (one.question, one.choice, one.mark)
        for taken in sittings.of_quiz(acting.study._database, member.id, QUIZ)
        for one in sitting_answers.of_sitting(acting.study._database, taken.id)
    ]


def last_line(acting: Performance) -> str:
    return acting.text().split("\n")[-1]


async def test_a_typed_question_has_the_cursor_in_its_line_at_once(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM) as acting:
        await acting.press("f6")
        await write(acting, "ta1")
        await acting.shown(snapshot, "typed-asked")


async def test_a_wrong_answer_is_shown_with_what_is_right(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM) as acting:
        await write(acting, "to weigh")
        await acting.press("enter")
        await acting.shown(snapshot, "typed-wrong")
        assert recorded(acting) == [("tare", ("to weigh",), 0.0)]
        await acting.press("enter")
        assert "Question 2 of 3" in acting.text()


async def test_letters_digits_and_marks_are_text_while_something_is_typed(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM) as acting:
        await acting.press("i", "r", "1", "j", "space", "question_mark", "colon", "q")
        acting.app.post_message(events.Key("fullwidth_question_mark", "？"))
        await acting.settle()
        screen = acting.app.screen
        assert isinstance(screen, QuizScreen)
        assert screen.query_one(Input).value == "ir1j ?:q？"
        assert last_line(acting) == " Enter Submit  F6 Hint  Ctrl+S Skip  Ctrl+R Re-read  Esc Leave  F1 Help"


async def test_a_part_of_the_mark_is_partly_right(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM) as acting:
        await write(acting, "To  ZERO")
        await acting.press("enter")
        assert "! Partly right" in acting.text()
        assert "The right answer: tare or to tare" in acting.text()
        assert recorded(acting) == [("tare", ("To  ZERO",), 0.5)]


async def test_a_pattern_is_told_by_words(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM) as acting:
        await write(acting, "Taring")
        await acting.press("enter")
        assert "✓ Right" in acting.text()
        assert "Accepted: tare or to tare" in acting.text()


async def test_nothing_typed_is_no_answer(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM) as acting:
        await acting.press("space", "space", "enter")
        assert "Nothing is typed yet." in acting.text()
        assert recorded(acting) == []
        await write(acting, "t")
        assert "Nothing is typed yet." not in acting.text()


async def test_what_is_no_number_is_asked_for_again(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM) as acting:
        await write(acting, "tare")
        await acting.press("enter", "enter")
        await write(acting, "1 kg")
        await acting.press("enter")
        assert "1 kg is no number: type one such as 3.14, without a unit." in acting.text()
        assert len(recorded(acting)) == 1
        await acting.press("ctrl+u")
        await write(acting, "1,000")
        await acting.press("enter")
        assert "1,000 can be read in two ways: type 1000 or 1.000." in acting.text()
        assert len(recorded(acting)) == 1
        await acting.press("ctrl+u")
        await write(acting, "９９０,0")
        await acting.press("enter")
        assert "✓ Right" in acting.text()
        assert recorded(acting)[-1] == ("kilogram", ("９９０,0",), 1.0)


async def test_the_line_waits_while_the_lesson_is_read_again(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM) as acting:
        await write(acting, "ta")
        await acting.press("ctrl+r")
        assert isinstance(acting.app.screen, ReaderScreen)
        await acting.press("escape")
        await write(acting, "re")
        await acting.press("enter")
        assert recorded(acting) == [("tare", ("tare",), 1.0)]


async def test_escape_leaves_and_the_quiz_goes_on_there(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM) as acting:
        await write(acting, "tare")
        await acting.press("enter", "enter", "escape")
        assert isinstance(acting.app.screen, TodayScreen)
        await acting.press("1")
        assert "Question 2 of 3" in acting.text()
        await write(acting, "1000")
        await acting.press("enter", "enter")
        await write(acting, "TARE")
        await acting.press("enter", "enter")
        assert isinstance(acting.app.screen, ResultScreen)
        assert [mark for *_, mark in recorded(acting)] == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    "hostile", ["\x1b]0;x\x07\x1b[2J", "[@click=app.quit]x[/]", "a [/] b", "\u202e\u200b", "{0}%s"]
)
async def test_hostile_text_does_nothing(tmp_path: Path, hostile: str) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM) as acting:
        acting.app.post_message(events.Paste(hostile))
        await acting.settle()
        await acting.press("enter")
        assert isinstance(acting.app.screen, QuizScreen)
        assert "Not quite" in acting.text()
        assert "\x1b" not in acting.text()
        ((_question, (text,), _mark),) = recorded(acting)
        assert text.isprintable()


async def test_help_lists_the_keys_that_work_while_typing(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM) as acting:
        await acting.press("f1", *"hint", "enter")
        assert "Four letters" in acting.text()
        await write(acting, "ta")
        screen = acting.app.screen
        assert isinstance(screen, QuizScreen)
        assert screen.query_one(Input).value == "ta"


# Review


async def review(acting: Performance) -> ReviewScreen:
    """Miss all three questions, and open the review of the next day at the first of them."""
    await write(acting, "no")
    await acting.press("enter", "enter")
    await write(acting, "1")
    await acting.press("enter", "enter")
    await write(acting, "no")
    await acting.press("enter")
    acting.clock.pass_days(1)
    acting.app.review()
    await acting.settle()
    screen = acting.app.screen
    assert isinstance(screen, ReviewScreen)
    return screen


async def reach(acting: Performance, screen: ReviewScreen, question: str) -> None:
    """Rate what comes before a question."""
    for _other in range(3):
        assert screen._card is not None
        if screen._card.asked.question.id == question:
            return
        await acting.press("enter", "3")
    raise AssertionError(question)


def memory(acting: Performance, question: str) -> ItemMemory | None:
    member = acting.study.member
    assert member is not None
    return item_memory.of_question(acting.study._database, member.id, QUIZ, question)


async def test_a_review_is_typed_and_judged(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM) as acting:
        screen = await review(acting)
        await reach(acting, screen, "tare")
        assert last_line(acting).startswith(" Enter Show answer")
        await write(acting, "to weigh 1")
        assert last_line(acting).startswith(" Enter Answer")
        await acting.shown(snapshot, "review-typed-asked")
        before = memory(acting, "tare")
        await acting.press("enter")
        await acting.shown(snapshot, "review-typed-wrong")
        await acting.press("enter")
        after = memory(acting, "tare")
        assert before is not None
        assert after is not None
        assert after.memory.reviews == before.memory.reviews + 1
        assert after.memory.due_at is not None, "Again comes back within minutes"


async def test_an_empty_line_is_turned_over_and_rated_by_a_key(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM) as acting:
        screen = await review(acting)
        await reach(acting, screen, "kilogram")
        await acting.press("enter")
        assert "✓  1000 ± 1%" in acting.text()
        assert "your answer" not in acting.text()
        assert "1-4 Rate" in acting.text()
        await acting.press("enter")
        assert screen._shown, "what was only turned over is rated by a key of its own"
        before = memory(acting, "kilogram")
        await acting.press("4")
        assert memory(acting, "kilogram") != before
        await acting.press("ctrl+z")
        assert memory(acting, "kilogram") == before


async def test_what_is_no_number_is_not_turned_over(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM) as acting:
        screen = await review(acting)
        await reach(acting, screen, "kilogram")
        await write(acting, "many")
        await acting.press("enter")
        assert "many is no number" in acting.text()
        assert not screen._shown
        await acting.press("ctrl+u")
        await write(acting, "1000")
        await acting.press("enter")
        assert "✓ Right" in acting.text()
        assert "▸3 Good" in acting.text()


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 40)])
async def test_both_screens_fit_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM, size=size) as acting:
        await write(acting, "word " * 30)
        assert last_line(acting).endswith("F1 Help")
        await acting.press("enter")
        lines = acting.text().split("\n")
        assert len(lines) == size[1]
        assert all(len(line) <= size[0] for line in lines)
        assert lines[-1].endswith("? Help")
