"""Three days of a member: what was missed comes back, is reviewed, rated, taken back."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events

from quizzes.memory import Rating
from store.items import ItemMemory
from store.projections import item_memory
from tests.tui.pilot import Performance, performance
from tui.app import Aim
from tui.reviewing import Practice
from tui.screens.reader import ReaderScreen
from tui.screens.review import ReviewScreen
from tui.screens.today import TodayScreen

Snapshot = Callable[[str, str], None]
QUIZ = "bread/quizzes/01-dough"


def memory(acting: Performance, question: str) -> ItemMemory | None:
    """What the database holds of a question."""
    member = acting.study.member
    assert member is not None
    return item_memory.of_question(acting.study._database, member.id, QUIZ, question)


async def miss_the_first(acting: Performance) -> None:
    """Answer the quiz: the first question wrong, the others right."""
    await acting.press("1", "enter", "2", "enter", "1", "2", "enter", "enter", "2", "enter")


async def test_what_was_missed_today_is_asked_tomorrow(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        await miss_the_first(acting)
        await acting.press("escape")
        assert isinstance(acting.app.screen, TodayScreen)
        assert "due" not in acting.text()
        missed = memory(acting, "water")
        assert missed is not None
        assert (missed.memory.due_day - acting.study.day()).days == 1

        acting.clock.pass_days(1)
        acting.app.show_today()
        acting.app.screen.refresh_today()
        await acting.settle()
        assert "4 questions due" in acting.text()
        await acting.shown(snapshot, "today-review")
        await acting.press("2")
        assert isinstance(acting.app.screen, ReviewScreen)
        await acting.shown(snapshot, "review-asked")


async def test_a_rating_can_be_taken_back_and_leaves_no_trace(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        await miss_the_first(acting)
        acting.clock.pass_days(1)
        acting.app.review()
        await acting.settle()
        screen = acting.app.screen
        assert isinstance(screen, ReviewScreen)
        assert screen._card is not None
        question = screen._card.asked.question.id
        before = memory(acting, question)
        await acting.press("enter")
        await acting.shown(snapshot, "review-shown")
        await acting.press("enter")
        assert "Say how it came: 1 Again, 2 Hard, 3 Good, 4 Easy." in acting.notices()
        await acting.press("4")
        after = memory(acting, question)
        assert after != before
        assert after is not None
        assert before is not None
        assert after.memory.due_day > before.memory.due_day
        await acting.press("u")
        assert memory(acting, question) == before
        assert screen._card is not None
        assert screen._card.asked.question.id == question


async def test_a_wrong_answer_suggests_again_and_jumps_to_its_section(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        await miss_the_first(acting)
        acting.clock.pass_days(1)
        acting.app.review()
        await acting.settle()
        screen = acting.app.screen
        assert isinstance(screen, ReviewScreen)
        for _question in range(4):
            assert screen._card is not None
            if screen._card.asked.question.id == "water":
                break
            await acting.press("enter", "enter")
            assert "1-4 Rate" in acting.text(), "what was only turned over is rated by a key of its own"
            await acting.press("3")
        await acting.press("1")
        assert "Not quite" in acting.text()
        await acting.press("r")
        assert isinstance(acting.app.screen, ReaderScreen)
        assert "The ratio" in acting.text()
        await acting.press("escape", "enter")
        found = memory(acting, "water")
        assert found is not None
        assert found.memory.due_at is not None, "after Again it comes back within minutes"


async def to_water(acting: Performance) -> ReviewScreen:
    """Review, a day later, as far as the question about water: what stands before it is put off."""
    await miss_the_first(acting)
    acting.clock.pass_days(1)
    acting.app.review()
    await acting.settle()
    screen = acting.app.screen
    assert isinstance(screen, ReviewScreen)
    while asked(acting) != "water":
        await acting.press("minus")
    screen._steps.clear()
    return screen


async def test_of_what_was_not_right_no_long_interval_is_offered(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        screen = await to_water(acting)
        await acting.press("1", "3")
        assert "Not quite" in acting.text()
        assert re.search(r"▸ Again in 10? min", acting.text())
        assert "Good" not in acting.text()
        assert "Enter Next" in acting.text()
        await acting.press("enter")
        assert [step.rating for step in screen._steps] == [Rating.AGAIN], "a digit for another option rates nothing"


async def test_space_chooses_as_in_a_quiz_and_a_right_answer_with_a_hint_came_hard(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        screen = await to_water(acting)
        assert "Space Choose" in acting.text()
        assert "i Hint" in acting.text()
        await acting.press("i")
        assert "Five parts to three." in acting.text()
        assert "i Hint" not in acting.text()
        await acting.press("f2", "f2")
        assert "Five parts to three." in acting.text(), "what was helped stays in view in other words"
        await acting.press("space")
        assert "1●" in acting.text()
        assert "Enter Answer" in acting.text()
        assert not screen._shown, "what is chosen waits for Enter"
        await acting.press("down", "space", "enter")
        assert "▸2 Hard" in acting.text()
        await acting.press("space")
        assert [step.rating for step in screen._steps] == [Rating.HARD]


async def test_an_option_that_the_cursor_was_moved_to_is_answered_by_enter_as_in_a_quiz(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        await to_water(acting)
        places = [row.find("300 g") for row in acting.text().splitlines() if "300 g" in row]
        await acting.press("down", "down", "enter")
        assert "✓ Right" in acting.text()
        assert "300 g  ← your answer" in acting.text()
        assert [row.find("300 g") for row in acting.text().splitlines() if "300 g" in row] == places


@pytest.mark.parametrize("leaving", ["escape", "ctrl+q", "r"])
@pytest.mark.parametrize(("answer", "rating"), [("1", Rating.AGAIN), ("2", Rating.GOOD)])
async def test_an_answer_is_recorded_before_its_verdict_is_shown(
    tmp_path: Path, leaving: str, answer: str, rating: Rating
) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        screen = await to_water(acting)
        before = memory(acting, "water")
        await acting.press(answer)
        after = memory(acting, "water")
        assert before is not None
        assert after is not None
        assert after.memory.reviews == before.memory.reviews + 1
        assert [step.rating for step in screen._steps] == [rating]
        await acting.press(leaving)
        assert memory(acting, "water") == after, "once"
        if leaving == "escape":
            assert "1 review: " in acting.notices()


async def test_rated_otherwise_it_is_as_if_it_had_been_rated_so_at_once(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        screen = await to_water(acting)
        await acting.press("2")
        good = memory(acting, "water")
        await acting.press("4")
        easy = memory(acting, "water")
        assert good is not None
        assert easy is not None
        assert [step.rating for step in screen._steps] == [Rating.EASY]
        assert easy.memory.reviews == good.memory.reviews
        assert easy.memory.stability > good.memory.stability


async def test_what_is_set_aside_after_its_verdict_stays_missed(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        screen = await to_water(acting)
        await acting.press("1")
        missed = memory(acting, "water")
        await acting.press("s", "u")
        assert memory(acting, "water") == missed
        assert [step.rating for step in screen._steps] == [Rating.AGAIN]
        await acting.press("u")
        assert screen._steps == []
        assert asked(acting) == "water", "the answer itself is taken back by a second time"


async def test_what_was_only_turned_over_is_not_rated_when_it_is_left(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        await to_water(acting)
        before = memory(acting, "water")
        await acting.press("enter", "escape")
        assert not isinstance(acting.app.screen, ReviewScreen)
        assert memory(acting, "water") == before


async def test_a_key_pressed_before_the_verdict_is_shown_rates_nothing(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        screen = await to_water(acting)
        for key in ("2", "4", "enter"):  # faster than anything can come up
            acting.app.post_message(events.Key(key, key if key.isdecimal() else None))
        await acting.settle()
        assert "Right" in acting.text()
        assert ([step.rating for step in screen._steps], asked(acting)) == ([Rating.GOOD], "water")
        await acting.press("4")
        assert [step.rating for step in screen._steps] == [Rating.EASY]


async def test_when_nothing_is_due_it_says_when_the_next_is(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        await miss_the_first(acting)
        acting.clock.pass_days(1)
        acting.app.review()
        await acting.settle()
        for _question in range(8):
            if "Nothing is due" in acting.text():
                break
            await acting.press("enter", "4")
        assert "Nothing is due any more." in acting.text()
        assert "Next review" in acting.text()
        await acting.press("enter")
        assert isinstance(acting.app.screen, TodayScreen)
        assert "Next review" in acting.text()


def asked(acting: Performance) -> str:
    """The question on the screen."""
    screen = acting.app.screen
    assert isinstance(screen, ReviewScreen)
    assert screen._card is not None
    return screen._card.asked.question.id


async def test_a_question_is_set_aside_and_taken_up_again(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        await miss_the_first(acting)
        acting.clock.pass_days(1)
        acting.app.review()
        await acting.settle()
        first = asked(acting)
        before = memory(acting, first)
        await acting.press("x")
        suspended = memory(acting, first)
        assert suspended is not None
        assert suspended.aside.suspended == acting.study.day()
        assert asked(acting) != first
        await acting.press("u")
        assert memory(acting, first) == before
        assert asked(acting) == first
        await acting.press("enter", "ctrl+b")
        second = asked(acting)
        await acting.press("minus")
        buried = memory(acting, second)
        assert buried is not None
        assert (buried.day - acting.study.day()).days == 1
        await acting.press("ctrl+z")
        assert asked(acting) == second
        await acting.press("－")
        await acting.press("enter", "4", "enter", "4")
        assert "2 reviews: 2 known, 0 forgotten · 1 suspended · 1 put off until tomorrow" in acting.text()
        await acting.shown(snapshot, "review-done")


async def test_who_leaves_is_told_what_was_done(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        await miss_the_first(acting)
        acting.clock.pass_days(1)
        acting.app.review()
        await acting.settle()
        await acting.press("enter", "1", "escape")
        assert "1 review: 0 known, 1 forgotten" in acting.notices()


async def test_what_was_asked_early_at_the_end_is_asked_again_after_undo(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        await miss_the_first(acting)
        acting.clock.pass_days(1)
        acting.app.review()
        await acting.settle()
        last = asked(acting)
        await acting.press("enter", "1", *["enter", "4"] * 3)
        assert asked(acting) == last, "it comes back in a minute, and nothing else is left"
        await acting.press("enter", "4")
        assert "Nothing is due any more." in acting.text()
        await acting.press("u")
        assert asked(acting) == last


async def test_a_leech_is_marked_and_told_of_when_it_becomes_one(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        await miss_the_first(acting)
        water = Practice(((QUIZ, "water"),))

        def rate(rating: Rating) -> None:
            card = acting.study.review(practice=water)
            assert card
            acting.study.rate(card, rating)
            acting.clock.pass_days(1)

        for _lapse in range(7):
            rate(Rating.EASY)
            rate(Rating.AGAIN)
        rate(Rating.EASY)
        acting.app.review(practice=water)
        await acting.settle()
        assert "leech" not in acting.text().casefold()
        await acting.press("1", "1")
        assert "What was not right is rated Again: Enter goes on." in acting.notices(), "no digit rates it"
        await acting.press("enter")
        assert "Leech: forgotten 8 times" in acting.notices()
        acting.app.clear_notifications()
        await acting.press("1")
        await acting.shown(snapshot, "review-leech")


async def test_a_practice_asks_the_weakest_until_they_are_known(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        await acting.press("1", "enter", "2", "enter", "1", "2", "enter", "enter", "3", "enter")
        acting.app.show_me()
        await acting.settle()
        await acting.press("p")
        assert "Practice" in acting.text()
        assert "2 left" in acting.text()
        first = asked(acting)
        before = memory(acting, first)
        await acting.press("enter", "1")
        second = asked(acting)
        assert second != first
        await acting.press("u")
        assert asked(acting) == first
        assert memory(acting, first) == before
        await acting.press("enter", "1", "enter", "3")
        assert asked(acting) == first, "what was forgotten comes again"
        await acting.press("enter", "3")
        assert "That was all of it." in acting.text()
        assert "3 reviews: 2 known, 1 forgotten" in acting.text()
        practised = memory(acting, first)
        assert practised is not None
        assert before is not None
        assert practised.memory.reviews == before.memory.reviews + 2


async def test_how_sure_one_is_may_be_said_before_the_answer_is_told(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        await miss_the_first(acting)
        acting.clock.pass_days(1)
        acting.study.preferences.choose("confidence", "true")
        acting.app.review()
        await acting.settle()
        screen = acting.app.screen
        assert isinstance(screen, ReviewScreen)
        await acting.press("1")
        assert "How sure are you?" in acting.text()
        assert "Right" not in acting.text()
        assert "Not quite" not in acting.text()
        await acting.press("escape")
        assert "How sure are you?" not in acting.text(), "Esc goes back to the answer"
        await acting.press("2", "3", "3")
        assert "✓ Right" in acting.text(), "a key pressed twice does not go on"
        await acting.press("enter")
        assert [(one.confidence, one.answers) for one in acting.study.me().calibration] == [(3, 1)]
        await acting.press("u")
        assert acting.study.me().calibration == (), "what was taken back was never said"
        await acting.press("2", "enter", "enter", "enter", "3")
        assert len(screen._steps) == 2, "Enter says nothing, and what is turned over is not asked"
        assert acting.study.me().calibration == ()
