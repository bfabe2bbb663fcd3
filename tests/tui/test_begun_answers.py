"""What was answered of a question so far is there again after the quiz was left, or the program ended."""

from pathlib import Path
from random import Random

import pytest

from store.database import open_database
from store.drafts import drafts
from tests.tui.pilot import Performance, performance
from tui.app import Aim
from tui.screens.quiz import QuizScreen
from tui.screens.review import ReviewScreen
from tui.study import Study
from tui.views import OpenQuiz

LIBRARY = Path(__file__).parents[1] / "fixtures" / "kinds"
EXAMS = LIBRARY.parent / "exams"

HALF = {
    "cloze-quiz": ("1005\nwa", "2 wa"),
    "output-quiz": ("line one", "line one"),
    "reflection-quiz": ("I think", "I think"),
}
"""By the quiz, what is typed, and what of it is on the screen."""


async def write(acting: Performance, text: str) -> None:
    """Type a text, key by key, as a terminal sends it."""
    await acting.press(*({" ": "space", "\n": "enter"}.get(one, one) for one in text))


def begun(acting: Performance) -> dict[str, str]:
    """The drafts of the member."""
    member = acting.study.member
    assert member is not None
    return dict(drafts(acting.study._database, member.id))


def quiz_screen(acting: Performance) -> QuizScreen:
    screen = acting.app.screen
    assert isinstance(screen, QuizScreen)
    return screen


async def come_back(acting: Performance, quiz: str) -> None:
    """Leave the quiz and open it again."""
    clock = acting.study.time_left(quiz_screen(acting)._opened) is not None  # then it is asked first
    await acting.press("escape", *(["escape"] if clock else []))
    assert not isinstance(acting.app.screen, QuizScreen)
    acting.app.answer(quiz)
    await acting.settle()
    assert isinstance(acting.app.screen, QuizScreen)


@pytest.mark.parametrize("quiz", HALF)
async def test_what_was_typed_is_there_again(tmp_path: Path, quiz: str) -> None:
    typed, seen = HALF[quiz]
    async with performance(tmp_path, library=LIBRARY, aim=Aim(quiz=f"kinds/{quiz}")) as acting:
        await write(acting, typed)
        await come_back(acting, f"kinds/{quiz}")
        assert seen in acting.text()
        await acting.press("f2")
        assert seen in acting.text()
        await come_back(acting, f"kinds/{quiz}")
        assert seen in acting.text(), "also in the other language"


async def test_pairs_and_places_are_there_again(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(quiz="kinds/match-quiz")) as acting:
        await acting.press("2")
        paired = [line for line in acting.text().split("\n") if "→ 2 " in line]
        assert paired
        await come_back(acting, "kinds/match-quiz")
        assert [line.replace("▸", " ") for line in acting.text().split("\n") if "→ 2 " in line] == [
            line.replace("▸", " ") for line in paired
        ]
    (tmp_path / "order").mkdir()
    async with performance(tmp_path / "order", library=LIBRARY, aim=Aim(quiz="kinds/order-quiz")) as acting:
        await acting.press("3")
        form = quiz_screen(acting)._form
        assert form is not None
        moved = form.given()
        await come_back(acting, "kinds/order-quiz")
        again = quiz_screen(acting)._form
        assert again is not None
        assert again is not form
        assert again.given() == moved
        assert again.started


async def test_nothing_is_kept_of_an_answer_once_it_is_recorded(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(quiz="kinds/output-quiz")) as acting:
        await write(acting, "4")
        quiz_screen(acting).try_to_keep()  # as the timer does
        assert '"4"' in "".join(begun(acting).values())
        await acting.press("ctrl+d")
        await acting.press("escape")
        assert "".join(begun(acting).values()) == ""


async def test_choices_are_there_again_and_what_was_skipped(tmp_path: Path) -> None:
    async with performance(tmp_path, library=EXAMS, aim=Aim(quiz="pumps/licence")) as acting:
        await acting.press("enter", "2")
        assert "(x)" in acting.text()
        await come_back(acting, "pumps/licence")
        assert "(x)" in acting.text()
        await acting.press("s", "1")
        assert "[x]" in acting.text()
        await come_back(acting, "pumps/licence")
        assert "[x]" in acting.text(), "what was skipped waits at the end"
        assert "» ●" in acting.text()


async def test_what_was_skipped_is_known_after_a_kill(tmp_path: Path) -> None:
    async with performance(tmp_path, library=EXAMS, aim=Aim(quiz="pumps/licence")) as acting:
        await acting.press("enter", "s")
        first = quiz_screen(acting)._opened.sitting.questions[0]
        with open_database(tmp_path / "study.db", now=acting.clock) as another:  # nothing of the first has ended
            study = Study([EXAMS], another, now=acting.clock, random=Random(9))
            study.join("Xiaoming Li")
            opened = study.start("pumps/licence")
            assert isinstance(opened, OpenQuiz)
            assert opened.sitting.skipped == (first,)
            assert opened.sitting.current != first
        await acting.press("2", "enter")
    async with performance(tmp_path, library=EXAMS, aim=Aim(quiz="pumps/licence")) as again:
        assert "» ▪ ●" in again.text()
        assert quiz_screen(again)._opened.sitting.open[-1] == first


async def asked_again(acting: Performance, quiz: str) -> ReviewScreen:
    """Answer a quiz of one question wrong, and have it asked again tomorrow."""
    opened = acting.study.start(f"kinds/{quiz}")
    assert isinstance(opened, OpenQuiz)
    wrong = {"cloze-quiz": ("1", "2", "minutes"), "output-quiz": ("nothing",)}[quiz]
    assert opened.question
    acting.study.answer(opened, opened.question.id, wrong, 0)
    acting.clock.pass_days(1)
    return await review(acting)


async def review(acting: Performance) -> ReviewScreen:
    acting.app.review()
    await acting.settle()
    screen = acting.app.screen
    assert isinstance(screen, ReviewScreen)
    return screen


@pytest.mark.parametrize("quiz", ["cloze-quiz", "output-quiz"])
async def test_what_was_typed_in_a_review_is_there_again(tmp_path: Path, quiz: str) -> None:
    typed, seen = HALF[quiz]
    async with performance(tmp_path, library=LIBRARY) as acting:
        await asked_again(acting, quiz)
        await write(acting, typed)
        await acting.press("escape")
        await review(acting)
        assert seen in acting.text()
        await acting.press("f2")
        assert seen in acting.text(), "also in the other language"


async def test_nothing_is_kept_of_an_answer_once_it_was_turned_over(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY) as acting:
        screen = await asked_again(acting, "output-quiz")
        await write(acting, "4")
        screen.try_to_keep()  # as the timer does
        assert '"4"' in "".join(begun(acting).values())
        await acting.press("ctrl+d")
        assert "".join(begun(acting).values()) == ""
        await acting.press("escape")
        await review(acting)
        assert "".join(begun(acting).values()) == ""


async def test_nothing_is_kept_of_a_question_that_was_put_off(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY) as acting:
        await asked_again(acting, "output-quiz")
        await write(acting, "4")
        await acting.press("escape")
        assert begun(acting)
        await review(acting)
        await acting.press("ctrl+b")
        assert begun(acting) == {}


async def test_a_hint_that_was_opened_in_a_review_is_open_again_and_counts(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz="Dough, tried")) as acting:
        await acting.press("2", "enter", "i")
        assert acting.notices() == "There is no hint."
        await acting.press("escape")
        acting.clock.pass_days(3)
        screen = await review(acting)
        assert screen._question is not None
        assert screen._question.id == "water"
        await acting.press("i", "i")
        assert acting.notices() == "There is no other hint."
        await acting.press("escape")
        await review(acting)
        assert "Five parts to three." in acting.text()
        await acting.press("2")
        assert "▸2 Hard" in acting.text()
        await acting.press("enter", "escape")
        assert "".join(begun(acting).values()) == ""
