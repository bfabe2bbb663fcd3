"""The window in which a question is flagged, in a small terminal and beside its bar of keys."""

from pathlib import Path

import pytest

from store import drafts
from store.errors import FullError
from tests.tui.pilot import performance
from tui.app import Aim
from tui.commands.wording import date_text
from tui.screens.flag import FlagScreen

EXAMS = Path(__file__).parents[1] / "fixtures" / "exams"


@pytest.mark.parametrize("size", [(80, 24), (60, 16), (40, 10)], ids=lambda size: "x".join(map(str, size)))
async def test_every_reason_and_the_line_can_be_reached(tmp_path: Path, size: tuple[int, int]) -> None:
    async with performance(tmp_path, library=EXAMS, aim=Aim(quiz="pumps/licence"), size=size) as acting:
        await acting.press("enter", "g")
        assert isinstance(acting.app.screen, FlagScreen)
        assert acting.text().count("Esc") == 1, "the keys are told once"
        seen = acting.text()
        for _step in range(6):
            await acting.press("down")
            seen += acting.text()
        assert all(f"{number} (x)" in seen for number in range(1, 6))
        assert "a few words" in acting.text(), "behind the last reason are the words"
        assert "your answer." in acting.text()
        await acting.press("up", "5")
        assert "a few words" in acting.text(), "what is written is seen"
        await acting.press("x", "enter")
        assert "Flagged. Thank you." in acting.notices()
        (flag,) = acting.study.flags()
        assert (flag.record.reason, flag.record.text) == ("other", "x")
        await acting.press("g")
        assert f"You flagged it on {date_text(flag.record.day, flag.record.day)}." in acting.text()


async def test_the_bar_stands_beside_each_line_of_the_question_and_a_day_is_said_in_words(tmp_path: Path) -> None:
    quiz = tmp_path / "library" / "quizzes"
    quiz.mkdir(parents=True)
    stem = "Which of these has to be open before the motor is switched on, when nobody has used the pump for a month?"
    (quiz / "pump.md").write_text(f"### {stem}\n\n- [x] The vent\n- [ ] The door\n", encoding="utf-8")
    async with performance(tmp_path, library=quiz.parent, aim=Aim(quiz="pump")) as acting:
        await acting.press("1", "g")
        above = acting.text().split("1 ( )")[0].split("Flag for the trainer")[1].split("\n")[1:]
        said = [line.split("│")[1].strip() for line in above if "│" in line]
        assert [line[:1] for line in said if line] == ["▌", "▌"]
        await acting.press("2", "enter", "g")
        assert "You flagged it on Mon 23 Nov." in acting.text()
        acting.clock.pass_days(200)
        await acting.press("escape", "g")
        assert "You flagged it on 23 Nov 2026." in acting.text()


@pytest.mark.parametrize(
    "keys",
    [
        ["3", "tab", *"a note 5"],
        ["3", "tab", "tab", *"a note 5"],
        ["tab", "tab", *"a note 5", "up", "3"],
        ["down", "down", "down", "tab", *"a note 5"],
        [*"a note 5", "up", "up", "3"],
    ],
    ids=["tab", "twice", "words first", "arrows", "typed at once"],
)
async def test_what_is_typed_goes_to_the_words_and_is_seen(tmp_path: Path, keys: list[str]) -> None:
    async with performance(tmp_path, library=EXAMS, aim=Aim(quiz="pumps/licence")) as acting:
        await acting.press("enter", "g", *keys)
        assert "a note 5" in acting.text()
        assert "3 (x)" in acting.text()
        await acting.press("enter")
        (flag,) = acting.study.flags()
        assert (flag.record.reason, flag.record.text) == ("outdated", "a note 5")


async def test_what_was_begun_of_a_flag_is_there_again_until_it_is_put(tmp_path: Path) -> None:
    quiz = Aim(quiz="pumps/licence")
    async with performance(tmp_path, library=EXAMS, aim=quiz) as acting:
        await acting.press("enter", "g", "2", *"pipe", "escape")
        assert "Not flagged; what you began is kept here." in acting.notices()
        assert acting.study.flags() == ()
    async with performance(tmp_path, library=EXAMS, aim=quiz) as again:
        await again.press("g")
        assert "2 (x)" in again.text()
        assert "pipe" in again.text()
        await again.press("2", *"s", "ctrl+q", "ctrl+q")  # the clock of the exam is asked about first
    async with performance(tmp_path, library=EXAMS, aim=quiz) as last:
        await last.press("g")
        assert "pipes" in last.text()
        await last.press("enter")
        (flag,) = last.study.flags()
        assert (flag.record.reason, flag.record.text) == ("unclear", "pipes")
        assert last.study.flag_begun(flag.record.quiz, flag.record.question) == ("", "")
        last.study.withdraw(flag)
        await last.press("g")
        assert "pipes" not in last.text()
        await last.press("escape")
        assert "what you began" not in last.notices(), "nothing was begun"


async def test_what_is_begun_of_a_flag_outlives_a_kill_and_is_not_lost_unsaid(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise FullError(path=tmp_path)

    quiz = Aim(quiz="pumps/licence")
    async with performance(tmp_path, library=EXAMS, aim=quiz) as acting:
        await acting.press("enter", "g", "2", *"pipe")
        screen = acting.app.screen
        assert isinstance(screen, FlagScreen)
        assert screen._waiting is not None
        screen.try_to_keep()  # as the timer does; nothing closes the window
    async with performance(tmp_path, library=EXAMS, aim=quiz) as again:
        await again.press("g")
        assert "2 (x)" in again.text()
        assert "pipe" in again.text()
        monkeypatch.setattr(drafts, "keep_drafts", refuse)
        await again.press("s", "escape")
        assert isinstance(again.app.screen, FlagScreen)
        assert "There is no room to write" in again.notices()
        await again.press("escape")
        assert not isinstance(again.app.screen, FlagScreen)
