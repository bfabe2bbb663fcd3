"""The questions in the text of a lesson on the screen: answered where they stand, by keyboard alone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from store import drafts
from store.errors import BusyError, FullError
from tests.tui.pilot import MONDAY, Performance, performance
from tui.app import Aim
from tui.screens.reader import ReaderScreen
from tui.study import Study
from tui.views import Answered, OpenLesson
from tui.widgets.check import CheckCard
from tui.widgets.lesson import LessonText
from tui.widgets.lesson_reader import LessonReader

Snapshot = Callable[[str, str], None]
LIBRARY = Path(__file__).parents[1] / "fixtures" / "checks"
AIM = Aim(lesson="start")


class Failing(Study):
    """Cannot record the first answer."""

    failed = False

    def answer_check(
        self, opened: OpenLesson, question_id: str, choice: tuple[str, ...], hints: int, order: tuple[str, ...]
    ) -> Answered:
        if not self.failed:
            self.failed = True
            raise BusyError(path=Path("study.db"), pid=7)
        return super().answer_check(opened, question_id, choice, hints, order)


def focus(acting: Performance) -> str:
    text = acting.app.screen.query_one(LessonText)
    return text.question.asked.id if text.question else type(acting.app.focused).__name__


async def test_a_check_is_answered_in_its_place_tried_again_and_kept(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM) as acting:
        await acting.shown(snapshot, "check-asked")
        await acting.press("tab", "1")
        await acting.shown(snapshot, "check-wrong")
        await acting.press("r")
        assert "Not quite" not in acting.text()
        await acting.press("enter")
        assert "or ↓ goes to an option" in acting.notices(), "no option has the cursor before a key moves there"
        await acting.press("down", "down", "enter")
        assert "✓ Right" in acting.text()
        await acting.press("space")
        assert focus(acting) == "LessonReader"
        await acting.press("escape")
        assert not acting.app.screen.query(LessonText)
    async with performance(tmp_path, library=LIBRARY, aim=AIM, at=MONDAY.replace(hour=10)) as acting:
        assert "✓ Right" in acting.text()
        assert "← your answer" in acting.text()


async def test_a_digit_answers_the_one_question_whose_options_are_on_the_screen(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM) as acting:
        await acting.press("9")
        assert focus(acting) == "LessonReader", "it has no ninth option"
        await acting.press("down", "2")
        assert "✓ Right" in acting.text()
        await acting.press("escape", "1")
        assert "✓ Right" in acting.text(), "it is answered"
        assert focus(acting) == "LessonReader"
        await acting.press("slash", "1")
        assert "/ 1" in acting.text(), "where words are typed, a digit is one of them"


async def test_tab_goes_from_one_to_the_next_and_escape_back_to_the_text(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM) as acting:
        met = []
        for _stop in range(7):
            await acting.press("tab")
            met.append(focus(acting))
        typed = met[3]
        assert typed.startswith("~")
        # Two folds are pointed at in the text; the gaps are two places in one question.
        assert met == ["first", "LessonReader", "LessonReader", typed, typed, "heard", "first"]
        await acting.press("shift+tab")
        assert focus(acting) == "heard"
        await acting.press("escape")
        assert focus(acting) == "LessonReader"
        assert acting.app.screen.query(LessonText)


async def test_a_question_with_gaps_is_typed_where_it_stands(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM) as acting:
        await acting.press("tab", "tab", "tab", "tab", *"1970", "enter", *"jkt?", "enter")
        assert "jkt?" in acting.text()  # what is typed is no key of the reader
        await acting.shown(snapshot, "check-gaps")
        before, focused = acting.text(), acting.app.focused
        await acting.press(*"nas", "r", "1")  # somebody who has not seen that it is answered
        assert acting.notices() == "This is answered: Ctrl+R asks it again, Enter reads on."
        assert acting.text() == before
        assert acting.app.focused is focused
        await acting.press("ctrl+r", *"1971")
        assert "1971" in acting.text()


async def test_a_hint_that_was_opened_is_open_when_one_comes_back_and_that_there_is_none_is_said(
    tmp_path: Path,
) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM) as acting:
        await acting.press("tab", "i")
        assert acting.notices() == "There is no hint."
        await acting.press("enter")
        assert "Nothing is chosen yet" in acting.notices()
        await acting.press("1")
        assert "Nothing is chosen" not in acting.notices(), "something is answered"
        await acting.press("shift+tab")
        assert focus(acting) == "heard"
        await acting.press("i", "i")
        assert acting.notices() == "There is no other hint."
        await acting.press("escape", "escape")
        acting.app.read(acting.study.find_lesson("start").key)
        await acting.settle()
        await acting.press("shift+tab")
        assert "Two of them." in acting.text()


async def test_the_scroll_bar_goes_by_a_check_that_is_still_below_the_screen(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM, size=(80, 16)) as acting:
        await acting.press("tab")
        reader = acting.app.screen.query_one(LessonReader)
        assert reader._window is not None
        flow, below = reader._window.flow, 0
        for card in acting.app.screen.query(CheckCard):
            piece = reader._piece_of(card.index)
            assert piece is not None
            below += card.region.y >= reader.region.bottom
            assert flow.top(piece + 1) - flow.top(piece) == flow.pieces[piece].gap + card.outer_size.height
        assert below


async def test_the_text_leaves_room_for_a_check_and_moves_with_it(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM, size=(60, 16)) as acting:
        reader = acting.app.screen.query_one(LessonReader)
        seen: list[str] = []
        heads = set[int]()
        while not reader.at_end:
            seen += acting.text().split("\n")[2:-2]
            for card in acting.app.screen.query("CheckCard"):
                if card.display and card.region.y < 15:
                    row = acting.text().split("\n")[card.region.y] if card.region.y >= 2 else "▸ Check yourself"
                    assert "▸ Check yourself" in row
                    heads.add(card.region.y)
            await acting.press("down")
        assert len(heads) > 10, "each moved up through the window"
        for words in ("What comes first?", "▌ 3  Neither", "What can be heard?", "The last line."):
            assert any(words in line for line in [*seen, *acting.text().split("\n")]), words


async def test_a_fold_opens_and_shuts_and_nothing_above_it_moves(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM, size=(80, 40)) as acting:
        before = acting.text().split("\n")
        row = next(number for number, line in enumerate(before) if "▸ Why water cools" in line)
        assert "Because it moves." not in acting.text()
        assert "Said aloud." in acting.text()
        await acting.press("tab", "escape", "tab", "tab", "enter")
        shown = acting.text().split("\n")
        assert "▾ Why water cools" in shown[row]
        assert "Because it moves." in acting.text()
        assert shown[2:row] == before[2:row]
        await acting.press("enter")
        assert "Because it moves." not in acting.text()


async def test_a_section_that_is_folded_away_is_unfolded_to_go_there(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM) as acting:
        reader = acting.app.screen.query_one(LessonReader)
        names = [section.title for section in reader.sections]
        assert names == ["Before you start", "What is folded away", "Hidden heading", "The end"]
        reader.goto_section(2)
        await acting.settle()
        assert "and takes heat along" in acting.text()


async def test_an_unanswered_check_is_in_nobodys_way(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM) as acting:
        await acting.press("end", "enter")
        assert "Stopping" in acting.text()
        assert acting.study.course("pumps").completed == 1


async def test_a_link_to_a_lesson_is_followed_and_another_only_shown(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM) as acting:
        await acting.press("o")
        assert "→ Stopping › The last val" in acting.text()
        assert "../../../../etc/passwd" in acting.text()
        await acting.press("enter")
        assert "Then the valve." in acting.text()
        await acting.press("escape", "o", "down", "enter")
        assert "Copied: 19 characters." in acting.notices()


async def test_an_answer_that_cannot_be_recorded_stays_and_can_be_given_again(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM, verbs=Failing) as acting:
        await acting.press("tab", "2")
        assert "✓ Right" not in acting.text()
        assert "Not recorded" in str([notice.title for notice in acting.app._notifications])
        await acting.press("enter")
        assert "✓ Right" in acting.text()


async def test_what_is_begun_of_an_answer_is_there_again_and_not_lost_unsaid(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise FullError(path=tmp_path)

    def kept(acting: Performance) -> list[str]:
        member = acting.study.member
        assert member is not None
        return list(drafts.drafts(acting.study._database, member.id).values())

    async def to_the_gaps(acting: Performance) -> None:
        while not focus(acting).startswith("~"):
            await acting.press("tab")

    async with performance(tmp_path, library=LIBRARY, aim=AIM) as acting:
        await to_the_gaps(acting)
        await acting.press(*"1970")
        screen = acting.app.screen
        assert isinstance(screen, ReaderScreen)
        assert screen._waiting is not None
        screen.try_to_keep()  # as the timer does, before a kill
        assert kept(acting) == ['["1970", ""]']
    async with performance(tmp_path, library=LIBRARY, aim=AIM, at=MONDAY.replace(hour=10)) as again:
        await to_the_gaps(again)
        assert "1970" in again.text()
        with monkeypatch.context() as full:
            full.setattr(drafts, "keep_drafts", refuse)  # before: what is typed is kept by itself on a slow machine
            await again.press(*"ha", "escape", "escape")
            assert isinstance(again.app.screen, ReaderScreen)
            assert "There is no room to write" in again.notices()
        await again.press("escape")
        assert not isinstance(again.app.screen, ReaderScreen)
        assert kept(again) == ['["1970", "ha"]']
    async with performance(tmp_path, library=LIBRARY, aim=AIM, at=MONDAY.replace(hour=11)) as last:
        await to_the_gaps(last)
        assert "1970" in last.text()
        await last.press("tab", "end", *"nd", "enter")
        assert "Right" in last.text()
        assert kept(last) == []


async def test_the_keys_say_what_comes_after_a_lesson(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=AIM) as acting:
        assert "> Next lesson" not in acting.text(), "it is not read yet"
        await acting.press("end")
        assert acting.text().split("\n")[-1].startswith(" Enter Next lesson  ")
        await acting.press("enter", "end")
        assert acting.text().split("\n")[-1].startswith(" Enter Go on  "), "it is the last one"
        await acting.press("less_than_sign", "home")
        assert acting.text().split("\n")[-1].startswith(" Space Page  > Next lesson  ")
        await acting.press("》")
        assert "Stopping" in acting.text().split("\n")[0]
