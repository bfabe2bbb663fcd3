"""A group as its leader sees it: what every key does, what is shown and what is not."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from textual.color import Color
from textual.geometry import Offset
from textual.strip import Strip
from textual.theme import Theme

from store.challenging import Said
from store.errors import DiskError
from store.group_pace import PaceWeek
from store.handling import SeenTo
from store.mirror import Basis, GoalRecord, GroupRecord
from tests.groups import (
    PLATFORM,
    TITLES,
    TODAY,
    LeadingStudy,
    crowd,
    figures,
    group,
    lesson_key,
    night_shift,
    platform,
    questions,
    write_course,
)
from tests.reports import planned
from tests.tui.pilot import Performance, performance
from tests.unit.test_themes import contrast
from tui.commands.wording import date_text
from tui.screens.blocked import BlockedScreen
from tui.screens.group import GroupScreen
from tui.screens.groups import GroupsScreen
from tui.screens.heights import shared_out
from tui.screens.help import HelpScreen
from tui.screens.me import MeScreen
from tui.screens.member import MemberScreen
from tui.screens.member_rows import member_page
from tui.screens.mirror import MirrorScreen
from tui.screens.quiz_sheet import QuizSheetScreen
from tui.screens.reader import ReaderScreen
from tui.screens.sentence import SentenceScreen
from tui.screens.today import TodayScreen
from tui.screens.who import WhoScreen
from tui.shell import Shell
from tui.themes import CONTRAST, THEMES
from tui.widgets.difficult import Difficult
from tui.widgets.matrix import Matrix
from tui.widgets.needs import NeedsHelp
from tui.widgets.overdue import Overdue
from tui.widgets.planned import Planned
from tui.widgets.rails import Rails
from tui.widgets.rows import RowList
from tui.widgets.weeks import Weeks

Snapshot = Callable[[str, str], None]
LEADER = "Mira Olsen"


@asynccontextmanager
async def leading(folder: Path, *led: GroupRecord, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Performance]:
    """Today, of a member who leads these groups."""
    verbs = type("Verbs", (LeadingStudy,), {"led": led, "compared": figures()})
    library = folder / "foundations" if (folder / "foundations").exists() else write_course(folder)
    async with performance(folder, library=library, size=size, member=LEADER, verbs=verbs) as acting:
        yield acting


def screen(acting: Performance) -> GroupScreen:
    assert isinstance(acting.app.screen, GroupScreen)
    return acting.app.screen


def members(acting: Performance) -> list[str]:
    """The names in the matrix, from top to bottom."""
    return [row.name for row in screen(acting).panels.matrix._rows]


def told(acting: Performance) -> list[str]:
    """What passing messages said."""
    return [one.message for one in acting.app._notifications]


def member_at_cursor(acting: Performance) -> str:
    row = screen(acting).panels.matrix.row
    return row.name if row else ""


# Coming and going


async def test_who_leads_no_group_is_told_how_one_comes_to_be(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        assert "g Group" not in acting.text()
        await acting.press("g")
        assert isinstance(acting.app.screen, TodayScreen)
        assert "You lead no group yet. Press “:” and choose “New group” to make one" in acting.notices()


async def test_the_matrix_opens_at_the_lesson_that_is_due_next(tmp_path: Path) -> None:
    async with leading(tmp_path, platform(), size=(40, 24)) as acting:
        await acting.press("g")
        matrix = screen(acting).panels.matrix
        assert matrix.lesson is not None
        assert (matrix.lesson.due, matrix.lesson.lesson) == (TODAY, lesson_key(7))
        columns = matrix._plan().columns
        assert (columns.start > 0, columns[-1]) == (True, 7), "as much of what was before as there is room for"
        await acting.press("home", "s")
        assert matrix.cursor.x == 0, "it stays where it is put"


async def test_a_group_fits_on_a_small_screen(tmp_path: Path, snapshot: Snapshot) -> None:
    async with leading(tmp_path, platform()) as acting:
        assert "g Group" in acting.text()
        await acting.press("g")
        await acting.shown(snapshot, "group-80")
        for name in PLATFORM:
            assert name in acting.text()
        await acting.press("escape")
        assert isinstance(acting.app.screen, TodayScreen)


async def test_a_group_uses_a_wide_screen(tmp_path: Path, snapshot: Snapshot) -> None:
    async with leading(tmp_path, platform(), size=(120, 40)) as acting:
        await acting.press("f8")
        await acting.shown(snapshot, "group-120")


async def test_a_group_of_three_shows_statuses_and_withholds_figures_about_all(
    tmp_path: Path, snapshot: Snapshot
) -> None:
    async with leading(tmp_path, night_shift(), size=(120, 40)) as acting:
        await acting.press("g")
        await acting.shown(snapshot, "group-few-120")
        assert acting.text().count("fewer than 5") == len(night_shift().dimensions) + 1
        assert "●" not in acting.text()


@pytest.mark.parametrize("size", [(120, 40), (120, 30), (160, 50)])
async def test_the_panels_share_out_the_rows_and_none_is_empty_while_another_is_cut(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with leading(tmp_path, platform(), size=size) as acting:
        await acting.press("g")
        panels = screen(acting).panels
        left = (panels.matrix, panels.needs, panels.overdue)
        blank = [one.size.height - len(one.rows) for one in (panels.needs, panels.overdue)]
        assert max(blank) <= 0, "no panel is higher than what it says"
        assert sum(one.outer_size.height for one in left) <= panels.size.height
        if size[1] > 40:
            assert blank == [0, 0]


def test_rows_are_shared_out_by_what_is_needed() -> None:
    assert shared_out(44, 19, 11, 6) == (19, 11, 6), "there is room for all"
    assert shared_out(33, 19, 11, 6) == (19, 8, 6)
    assert sum(shared_out(33, 507, 90, 60)) == 33
    assert min(shared_out(18, 507, 90, 60)) >= 5, "in few rows the column scrolls"


async def test_a_group_of_three_on_a_small_screen(tmp_path: Path, snapshot: Snapshot) -> None:
    async with leading(tmp_path, night_shift()) as acting:
        await acting.press("g")
        await acting.shown(snapshot, "group-few-80")


async def test_a_member_who_leads_no_group_has_no_key_for_one(tmp_path: Path) -> None:
    async with leading(tmp_path) as acting:
        assert "Group" not in acting.text()
        await acting.press("g", "f8")
        assert isinstance(acting.app.screen, TodayScreen)
        await acting.press("colon", *"leaders")
        await acting.wait_for("What your leaders see")
        await acting.press("escape", "colon", *"group")
        await acting.wait_for("New group")
        assert "Group   go to" not in acting.text()


async def test_g_opens_the_group_from_the_list_of_lessons_too(tmp_path: Path) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("down", "down", "down")
        assert isinstance(acting.app.screen.focused, RowList)
        await acting.press("g")
        assert isinstance(acting.app.screen, GroupScreen)


async def test_a_leader_of_several_groups_chooses_one_and_comes_back_to_the_choice(tmp_path: Path) -> None:
    async with leading(tmp_path, platform(), night_shift()) as acting:
        await acting.press("g")
        assert isinstance(acting.app.screen, GroupsScreen)
        await acting.press("down", "down", "enter")
        assert "Group Night shift" in acting.text()
        await acting.press("c")
        assert isinstance(acting.app.screen, GroupsScreen)
        assert acting.app.screen.bars.chosen is not None
        assert acting.app.screen.bars.chosen.title == "Night shift"
        await acting.press("escape")
        assert "Group Night shift" in acting.text(), "back is where one was"
        depth = len(acting.app.screen_stack)
        for way, group in (("down", "Platform"), ("up", "Night shift"), ("down", "Platform")):
            await acting.press("c")
            await acting.press(way, "enter")
            assert f"Group {group}" in acting.text()
        assert len(acting.app.screen_stack) == depth, "however often one goes to and fro"
        await acting.press("escape")
        assert isinstance(acting.app.screen, GroupsScreen)
        await acting.press("escape")
        assert isinstance(acting.app.screen, TodayScreen)


async def test_the_palette_opens_a_group_by_its_name_and_c_puts_it_beside_the_others(tmp_path: Path) -> None:
    async with leading(tmp_path, platform(), night_shift()) as acting:
        await acting.press("colon", *"night sh")
        await acting.wait_for("group that you lead")
        await acting.press("down", "enter")
        assert "Group Night shift" in acting.text()
        await acting.press("f8")
        groups = acting.app.screen
        assert isinstance(groups, GroupsScreen)
        assert groups.bars.chosen is not None
        assert groups.bars.chosen.title == "Night shift"
        await acting.press("escape")
        assert "Group Night shift" in acting.text()
        await acting.press("c", "enter")
        assert "Group Night shift" in acting.text()
        await acting.press("escape")
        assert isinstance(acting.app.screen, TodayScreen)


async def test_the_leader_of_one_group_has_nothing_to_compare_it_with(tmp_path: Path) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g", "c")
        assert isinstance(acting.app.screen, GroupScreen)
        assert "Compare" not in acting.text()


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (
            group("Late owls", {}),
            "No members yet.  o adds somebody, or takes a roster in. "
            "Where they study on machines of their own:  o shares the group in a folder. "
            "When they have shared:  o collects from it.",
        ),
        (
            group("Owls", {"Amy": ""}, titles=()),
            "No plan yet.  o assigns a course.",
        ),
    ],
)
async def test_an_empty_group_says_what_to_do(tmp_path: Path, record: GroupRecord, said: str) -> None:
    async with leading(tmp_path, record) as acting:
        await acting.press("g")
        assert said in " ".join(line.strip() for line in acting.text().split("\n"))
        keys = acting.text().split("\n")[-1]
        assert "Esc Back" in keys
        assert "Sort" not in keys
        await acting.press("s", "v", "p", "1", "tab", "enter", "h", "escape")
        assert isinstance(acting.app.screen, TodayScreen)


async def test_what_was_shared_in_a_file_says_as_of_which_week(tmp_path: Path) -> None:
    made = platform()
    record = replace(
        made,
        members=(replace(made.members[0], as_of="2026-W47"), *made.members[1:]),
        dimensions=(
            replace(made.dimensions[0], basis=Basis.ANNOUNCED),
            replace(made.dimensions[1], basis=Basis.ANNOUNCED, share=None, asked=False),
        ),
    )
    async with leading(tmp_path, record, size=(120, 45)) as acting:
        await acting.press("g", "home", "down")
        assert "Chen Wei: completed · as shared last week" in acting.text()
        assert "no announced quiz" in acting.text()
        assert "by announced quizzes: some share in files" in acting.text()
        await acting.press("enter")
        assert "As shared in a file: last week" in acting.text()


async def test_the_mirror_says_what_a_file_has_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with leading(tmp_path) as acting:
        assert isinstance(acting.study, LeadingStudy)
        acting.study.mirrored = (("Platform", platform().members[1]),)
        monkeypatch.setattr(acting.study, "shared_weeks", lambda _records: {"Platform": "2026-W46"})
        acting.app.show_mirror()
        await acting.settle()
        assert "Shared in a file: week of 9 Nov; what is new since is not in it" in acting.text()


async def test_a_group_that_is_led_no_longer_is_left_with_a_word(tmp_path: Path) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g")
        assert isinstance(acting.study, LeadingStudy)
        acting.study.led = ()
        screen(acting).load()
        await acting.settle()
        assert isinstance(acting.app.screen, TodayScreen)
        assert told(acting) == ["You lead no such group."]


async def test_a_database_that_fails_blocks_with_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_study: LeadingStudy, _group: str) -> GroupRecord:
        raise DiskError(path="study.db", detail="no space")

    async with leading(tmp_path, platform()) as acting:
        monkeypatch.setattr(LeadingStudy, "group", fail)
        await acting.press("g")
        assert isinstance(acting.app.screen, BlockedScreen)
        assert "no space" in acting.text()


# The matrix


async def test_the_cursor_goes_over_cells_and_says_where_it_is(tmp_path: Path) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g", "home", "right", "right", "down")
        assert screen(acting).panels.matrix.cursor == Offset(2, 1)
        assert "03 Gradient descent   due Mon 19 Oct" in acting.text()
        assert "Chen Wei: completed" in acting.text()
        await acting.press("up", "left", "end")
        assert screen(acting).panels.matrix.cursor == Offset(13, 0)
        await acting.press("home", "pagedown", "ctrl+end")
        assert screen(acting).panels.matrix.cursor == Offset(0, 11)
        await acting.press("down", "left", "pageup", "ctrl+home", "up")
        assert screen(acting).panels.matrix.cursor == Offset(0, 0)


async def test_a_need_is_told_with_its_reason_its_week_and_its_rule(tmp_path: Path) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g", "home", *["right"] * 5)
        assert "李晓明: needs help · asked since last week: raised a hand on this lesson" in acting.text()


async def test_the_mouse_puts_the_cursor_on_a_cell_and_opens_the_member_on_it(tmp_path: Path) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g")
        lines = acting.text().split("\n")
        y = next(index for index, line in enumerate(lines) if "Priya Nair" in line)
        x = lines[y - 3].index("07") if "07" in lines[y - 3] else lines[5].index("07")
        await acting.pilot.click(offset=(x, y))
        await acting.settle()
        assert screen(acting).panels.matrix.cursor == Offset(6, 2)
        await acting.pilot.click(offset=(x, y))
        await acting.settle()
        assert isinstance(acting.app.screen, MemberScreen)


async def test_members_are_sorted_in_three_ways_and_the_cursor_stays_with_its_member(tmp_path: Path) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g", "home", "down", "right")
        assert "sorted by what needs doing" in acting.text()
        assert members(acting)[:4] == ["李晓明", "Chen Wei", "Priya Nair", "Tom Okafor"]
        await acting.press("s")
        assert "sorted by name" in acting.text()
        assert members(acting) == sorted(PLATFORM, key=str.casefold)
        await acting.press("s")
        assert "sorted by lessons to go" in acting.text()
        assert members(acting)[0] == "Priya Nair"
        assert member_at_cursor(acting) == "Chen Wei"
        assert screen(acting).panels.matrix.cursor.x == 1


async def test_typing_narrows_the_members_and_escape_clears(tmp_path: Path) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g", "slash", "n", "a")
        assert members(acting) == ["Priya Nair", "Jonas Berg", "Lena Vogel", "Yuki Tanaka"]
        assert "4 of 12" in acting.text()
        await acting.press("enter", "ctrl+end")
        assert isinstance(screen(acting).focused, Matrix)
        assert member_at_cursor(acting) == "Yuki Tanaka"
        await acting.press("escape")
        assert len(members(acting)) == 12
        assert isinstance(acting.app.screen, GroupScreen)
        await acting.press("ctrl+f", "z", "z")
        assert members(acting) == []
        assert "Nobody is called that, or stands so." in acting.text()
        await acting.press("escape", "escape")
        assert isinstance(acting.app.screen, TodayScreen)


async def test_typing_a_status_narrows_the_members_to_those_who_stand_so(tmp_path: Path) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g", "slash")
        assert "A name, or: needs help, overdue, 07 not started. Esc clears" in acting.text()
        await acting.press(*"needs")
        assert members(acting) == ["李晓明", "Chen Wei", "Priya Nair", "Sofia Rossi"]
        await acting.press("enter", "down", "enter")
        assert isinstance(acting.app.screen, MemberScreen)


async def test_results_of_announced_quizzes_are_shown_on_demand_and_nothing_else(
    tmp_path: Path, snapshot: Snapshot
) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g", "v")
        await acting.shown(snapshot, "group-values-80")
        grid = [line for line in acting.text().split("\n") if any(name in line for name in PLATFORM) and "/14" in line]
        assert len(grid) == 12
        shown = [line.split("/14")[0].rsplit(None, 1)[0] for line in grid]
        assert sum(any(character.isdigit() for character in line) for line in shown) == 11, "one result a member"
        await acting.press("v")
        assert "▆▆" in acting.text()


async def test_without_announced_results_there_is_no_key_for_them(tmp_path: Path) -> None:
    record = platform()
    plain = replace(record, members=tuple(replace(one, results=()) for one in record.members))
    async with leading(tmp_path, plain) as acting:
        await acting.press("g")
        assert "v Results" not in acting.text()
        assert "none yet" in acting.text()


# Panels


async def test_tab_and_digits_go_to_the_panels_and_their_titles_carry_the_digits(tmp_path: Path) -> None:
    panels = [Matrix, NeedsHelp, Overdue, Rails, Weeks]
    titles = ["[1] Members × lessons", "[2] Needs help", "[3] Overdue", "[4] Dimensions", "[5] Activity by week"]
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g")
        for panel, title in zip(panels, titles, strict=True):
            assert isinstance(screen(acting).focused, panel)
            assert title in acting.text()
            await acting.press("tab")
        assert isinstance(screen(acting).focused, Matrix)
        await acting.press("shift+tab")
        assert isinstance(screen(acting).focused, Weeks)
        for number, panel in enumerate(panels, start=1):
            await acting.press(str(number))
            assert isinstance(screen(acting).focused, panel)
            assert titles[number - 1] in acting.text()


def with_plan(record: GroupRecord) -> GroupRecord:
    """A group that has fallen behind, with three goals."""
    weeks = [(40, 42), (48, 50), (60, 57), (72, 70), (84, 77), (96, 90), (108, 101)]
    pace = [PaceWeek(f"2026-W{number}", *counts, 168) for number, counts in enumerate(weeks, start=42)]
    goal = GoalRecord(
        goal="1",
        number=1,
        text="Nine in ten lessons are completed",
        measure="completed",
        about="",
        wanted=0.9,
        share=0.6,
        withheld=None,
        owner="Chen Wei",
        due=date(2026, 12, 24),
        state="open",
        ended=None,
        ended_by=None,
    )
    craft = replace(goal, text="We test prompts", measure="dimension", about="Prompting", wanted=0.8, share=0.91)
    ended = replace(
        goal,
        text="Nobody waits for a review",
        measure="judged",
        wanted=None,
        share=None,
        state="reached",
        ended=date(2026, 11, 2),
        ended_by=LEADER,
    )
    return replace(record, pace=tuple(pace), goals=(goal, craft, ended))


async def test_planned_and_done_stand_above_the_goals(tmp_path: Path, snapshot: Snapshot) -> None:
    async with leading(tmp_path, with_plan(platform()), size=(120, 60)) as acting:
        await acting.press("g", "7")
        assert isinstance(screen(acting).focused, Planned)
        await acting.shown(snapshot, "group-plan-120")
    async with leading(tmp_path, with_plan(platform())) as acting:
        await acting.press("g", "7")
        await acting.shown(snapshot, "group-plan-80", same=False)  # lines of Chinese are fewer


async def test_a_course_without_dimensions_has_no_panel_for_them(tmp_path: Path) -> None:
    async with leading(tmp_path, group("Platform", PLATFORM, dimensions=())) as acting:
        await acting.press("g", "tab", "tab", "tab")
        assert isinstance(screen(acting).focused, Weeks)
        await acting.press("4")
        assert isinstance(screen(acting).focused, Weeks)


async def test_needs_are_told_by_reason_with_the_rule_and_the_week(tmp_path: Path, snapshot: Snapshot) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g", "2")
        await acting.shown(snapshot, "group-needs-80")


async def test_a_group_in_which_all_is_fine_shows_no_flag(tmp_path: Path) -> None:
    async with leading(
        tmp_path, group("Platform", dict.fromkeys(PLATFORM, "DDDDDDDDWW....")), size=(120, 40)
    ) as acting:
        await acting.press("g")
        assert "Nobody needs help." in acting.text()
        assert "Nothing is overdue." in acting.text()
        assert "! " not in acting.text().replace("64% !", "").replace("!! help", "")


async def test_difficult_questions_are_told_as_sums_and_open_in_their_quiz(tmp_path: Path, snapshot: Snapshot) -> None:
    async with leading(tmp_path, replace(platform(), questions=questions())) as acting:
        await acting.press("g", "6")
        await acting.shown(snapshot, "group-difficult-80", same=False)  # lines of Chinese are fewer
        assert "25% of 20, indicative" in acting.text()
        assert "Enter Question" in acting.text()
        await acting.press("enter")
        assert isinstance(acting.app.screen, QuizSheetScreen)
        assert "Is it so?" in acting.text()
        assert TITLES[4] in acting.text()
        await acting.press("escape")
        assert isinstance(screen(acting).focused, Difficult)


async def test_a_question_opens_with_the_mouse_too_and_one_that_is_gone_says_so(tmp_path: Path) -> None:
    few = replace(platform(), questions=(replace(questions(asked=5)[0], quiz="foundations/gone"),))
    async with leading(tmp_path, few, size=(120, 40)) as acting:
        await acting.press("g", "6")
        assert "1 of 5 right" in acting.text()
        await acting.pilot.click(Difficult, offset=(5, 2))
        await acting.settle()
        assert isinstance(acting.app.screen, QuizSheetScreen)
        assert acting.notices()


async def test_without_an_announced_quiz_there_is_no_panel_for_its_questions(tmp_path: Path) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g", "6")
        assert not screen(acting).panels.difficult.display
        assert isinstance(screen(acting).focused, Matrix)


async def test_what_is_overdue_and_no_need_for_help_is_not_called_both_at_once(tmp_path: Path) -> None:
    late = group("Platform", dict.fromkeys(PLATFORM, "DDDDDDO......."))
    async with leading(tmp_path, late, size=(120, 40)) as acting:
        await acting.press("g")
        said = " ".join(acting.text().split())
        assert "! 12" in said, "the figure counts them"
        assert "Nobody needs help." in said
        assert "Overdue alone is no need for help" in said


async def test_h_where_nobody_needs_help_says_so_and_what_is_overdue_all_the_same(tmp_path: Path) -> None:
    late = group("Platform", dict.fromkeys(PLATFORM, "DDDDDOO......."))
    async with leading(tmp_path, late) as acting:
        await acting.press("g", "1", "home", "h")
        assert "Nobody needs help there." in acting.notices()
        await acting.press(*["right"] * 5, "h")
        assert "Nothing to see to there any more: a need is gone after 14 days" in acting.notices()
        assert "Overdue since Mon 9 Nov: 2 lessons" in acting.notices()


@pytest.mark.parametrize("way", [("2", "down"), ("1", "down", "end", *["left"] * 7)])
async def test_h_records_that_the_leader_saw_to_a_need(
    tmp_path: Path, way: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g", "1")
        assert "h Handled" not in acting.text(), "nothing is needed in the first cell"
        await acting.press(*way)
        assert "h Handled" in acting.text()
        await acting.press("h")
        assert isinstance(acting.study, LeadingStudy)
        assert list(acting.study.handled) == [], "it is recorded when it is asked for once more"
        asked = "This counts as handled then: Chen Wei, Attention. Have you seen to it? Then press h once more."
        assert told(acting) == [asked]
        await acting.press("v", "v", "h")
        assert list(acting.study.handled) == [], "any other key takes the question back"
        with monkeypatch.context() as quick:
            quick.setattr(Shell, "LOOK", 3600.0)
            await acting.press("h")
        assert (list(acting.study.handled), told(acting)) == ([], [asked]), "a key that bounces answers nothing"
        await acting.press("h")
        assert list(acting.study.handled) == [("group-Platform", "id-0", lesson_key(6))]
        words = "it comes back for a new reason only. The member sees it. u takes it back."
        assert told(acting) == [f"Chen Wei, Attention: {words}"]
        assert all(one.member != "id-0" for one in screen(acting).panels.needs._needs)
        await acting.press("u")
        assert acting.study.handled == ()
        assert "Chen Wei, Attention: not handled, and open as it was before." in told(acting)
        assert any(one.member == "id-0" for one in screen(acting).panels.needs._needs)
        assert "u Undo" not in acting.text(), "nothing is left to take back"


async def test_what_is_said_to_be_wrong_is_counted_and_leads_to_its_answer(tmp_path: Path, snapshot: Snapshot) -> None:
    said = Said("c-1", "id-0", "Chen Wei", lesson_key(2), "completed", "I did not", TODAY, "", "", None)
    async with leading(tmp_path, replace(platform(), said=(said,))) as acting:
        await acting.press("g")
        assert "! 1" in acting.text()
        matrix = screen(acting).panels.matrix
        (row,) = (one for one in acting.text().split("\n") if "Chen Wei" in one and "▆▆ ▆▆ ?▆" in one)
        assert row.count("?▆") == 1, "the status stays to be seen beside what is said of it"
        assert "?▆ wrong" in acting.text(), "the legend says it"
        matrix.go_to("id-0", lesson_key(2))
        await acting.settle()
        assert "completed · said to be wrong, not answered yet" in acting.text()
        await acting.press("2", "end", "enter")
        assert isinstance(acting.app.screen, MemberScreen)
        await acting.press("a")
        assert isinstance(acting.app.screen, SentenceScreen), "the cursor is on the lesson that it is about"
        await acting.shown(snapshot, "sentence")
        assert f"{TITLES[2]}: " in acting.text(), "the window says which"
        await acting.press("escape", "home", "a")
        assert isinstance(acting.app.screen, SentenceScreen), "what waits is answered from each row of the page"
        assert f"{TITLES[2]}: " in acting.text()
    answered = replace(said, answer="Right you are: " + "and so on " * 20 + "to the end", answered=TODAY)
    async with leading(tmp_path, replace(platform(), said=(answered,))) as acting:
        await acting.press("g", "2", "end")
        screen(acting).panels.matrix.go_to("id-0", lesson_key(2))
        await acting.press("1", "enter", "home")
        assert isinstance(acting.app.screen, MemberScreen)
        assert "a Answer it" not in acting.text()
        await acting.press("end", "down", "down", "down", "down")
        assert "Right you are" in acting.text()
        assert "to the end" in acting.text(), "nothing of it is cut off"
        await acting.press("home", "a")
        assert f"but about: {TITLES[2]}" in acting.notices()


async def test_a_need_leads_to_its_lesson_and_what_was_asked_is_asked_there_no_more(tmp_path: Path) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g", "2", "down", "h")
        assert len(told(acting)) == 1
        await acting.press("enter")
        page = acting.app.screen
        assert isinstance(page, MemberScreen)
        assert told(acting) == []
        assert page.lesson == lesson_key(6)
        await acting.press("h")
        assert len(told(acting)) == 1, "what was asked on the other screen is asked anew"
        await acting.press("escape")
        assert isinstance(acting.app.screen, GroupScreen)
        assert told(acting) == []
        await acting.press("h", "escape")
        assert told(acting) == []
        assert isinstance(acting.study, LeadingStudy)
        assert acting.study.handled == ()


def test_the_lessons_of_several_courses_stand_under_the_titles_of_these() -> None:
    member = platform().members[0]
    courses = {lesson_key(place): "Bread" if place < 2 else "Rye" for place in range(len(TITLES))}
    rows = list(member_page(member, TITLES, TODAY, 76, courses=courses))
    heads = [row.title for row in rows[3:] if row.title in {"Bread", "Rye", TITLES[0], TITLES[2]}]
    assert heads == ["Bread", TITLES[0], "Rye", TITLES[2]]
    assert "Bread" not in [row.title for row in member_page(member, TITLES, TODAY, 76)]


async def test_what_another_leader_saw_to_is_said_below_the_needs_and_on_the_page(
    tmp_path: Path, snapshot: Snapshot
) -> None:
    seen_to = (
        SeenTo("id-5", "Priya Nair", lesson_key(3), date(2026, 11, 18), "Ola Lindqvist"),
        SeenTo("id-0", "Chen Wei", lesson_key(4), TODAY, ""),
    )
    record = replace(platform(), handled=seen_to)
    async with leading(tmp_path, record) as acting:
        await acting.press("g", "2", "end")
        await acting.shown(snapshot, "group-handled-80")
        assert screen(acting).panels.member == "id-5"
        assert screen(acting).to_take_back == ("id-5", lesson_key(3)), "what another saw to can be taken back, too"
        await acting.press("enter")
        assert isinstance(acting.app.screen, MemberScreen)
        await acting.press("end")
        assert f"{TITLES[3]}: handled by Ola Lindqvist on Wed 18 Nov" in acting.text()
        assert TITLES[4] + ": handled" not in acting.text(), "that is another's"
        await acting.press("p", "end")
        assert f"{TITLES[3]}: handled on Wed 18 Nov" in acting.text()
        await acting.press("escape")
        assert "Ola" not in acting.text()
        assert "Wed 18 Nov" in acting.text()


async def test_what_could_not_be_recorded_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise DiskError(path="study.db", detail="no space")

    async with leading(tmp_path, platform()) as acting:
        monkeypatch.setattr(LeadingStudy, "handle", fail)
        await acting.press("g", "2", "h")
        asked, why = "This takes down the hand of 李晓明: Convolutions.", "Have you seen to it? Then press h once more."
        assert told(acting) == [f"{asked} {why}"]
        await acting.press("h")
        assert told(acting) == ["study.db could not be read or written (no space). Check that disk, then try again."]
        assert len(screen(acting).panels.needs._needs) == 5


async def test_what_is_overdue_opens_its_member(tmp_path: Path) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g", "3", "down", "down")
        assert "! Chen Wei    07" in acting.text()
        await acting.press("enter")
        assert "Platform › Chen Wei" in acting.text()


# Names


async def test_no_name_is_anywhere_on_the_screens_while_names_are_hidden(tmp_path: Path, snapshot: Snapshot) -> None:
    async with leading(tmp_path, platform(), size=(120, 40)) as acting:
        await acting.press("g", "slash", *"chen", "enter", "p")
        await acting.shown(snapshot, "group-hidden-120")
        seen = [acting.text()]
        for keys in (*["s", "s", "v", "v", "2", "h", "h", "1"], "question_mark", "escape", "colon"):
            await acting.press(keys)
            seen += [acting.text(), *told(acting)]
        assert any("Convolutions: it comes back for a new reason only." in one for one in seen)
        await acting.press("escape", "enter")
        assert isinstance(acting.app.screen, MemberScreen)
        seen.append(acting.text())
        assert "p Show names" in acting.text()
        await acting.press("f2")
        assert "p 显示姓名" in acting.text()
        await acting.press("f2", "escape")
        assert screen(acting).active_bindings["p"].binding.description == "Show names"
        await acting.press("escape", "g", "slash", *"chen")
        assert members(acting) == [], "a name that is hidden cannot be searched for"
        seen.append(acting.text())
        for text in seen:
            assert [name for name in (*PLATFORM, LEADER) if name in text] == []
        await acting.press("escape", "p")
        assert screen(acting).active_bindings["p"].binding.description == "Hide names"
        assert all(name in acting.text() for name in PLATFORM)


async def test_the_day_of_a_lesson_is_whole_however_long_its_title_is(tmp_path: Path) -> None:
    record = platform()
    lessons = tuple(replace(one, title=f"{one.title}, and what follows from all of it") for one in record.lessons)
    async with leading(tmp_path, replace(record, lessons=lessons), size=(60, 16)) as acting:
        await acting.press("g", "home")
        assert f"… due {date_text(record.lessons[0].due, record.as_of)}" in " ".join(acting.text().split())


async def test_where_a_name_is_looked_for_no_key_begins_that(tmp_path: Path) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g")
        assert "/ Filter" in acting.text()
        await acting.press("slash")
        assert "Filter" not in acting.text()
        await acting.press(*"chen", "enter")
        assert "/ Filter" in acting.text()


async def test_a_name_that_was_looked_for_goes_where_names_are_hidden_from_a_member(tmp_path: Path) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g", "slash", *"chen", "enter", "enter", "p", "escape")
        assert isinstance(acting.app.screen, GroupScreen)
        assert "chen" not in acting.text().lower()


async def test_what_leaders_wrote_names_nobody_while_names_are_hidden(tmp_path: Path) -> None:
    record = planned(platform())
    about = replace(record.about, team="Of Chen Wei", purpose=f"As {LEADER} said")
    async with leading(tmp_path, replace(record, about=about), size=(120, 40)) as acting:
        await acting.press("g", "7")
        await acting.press("p")
        assert "Everybody through by Christmas" in acting.text()
        assert "As name hidden said" in acting.text()
        assert "says" not in acting.text(), "nobody says it then"
        for text in (acting.text(), *told(acting)):
            assert [name for name in (*PLATFORM, LEADER) if name in text] == []


async def test_what_was_said_with_a_name_is_gone_once_names_are_hidden(tmp_path: Path) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g", "2", "down", "h")
        assert any("Chen Wei" in one for one in told(acting))
        await acting.press("p")
        assert told(acting) == []
        await acting.press("h")
        assert isinstance(acting.study, LeadingStudy)
        assert list(acting.study.handled) == [], "what was asked under a name is asked again"
        assert [one for one in told(acting) if "Member" in one and "Chen Wei" not in one]


async def test_who_studies_here_is_listed_once_names_are_shown_again(tmp_path: Path) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g", "p", "escape", "w")
        assert isinstance(acting.app.screen, TodayScreen)
        assert "p in the group shows names again." in acting.notices()
        await acting.press("g", "p", "escape", "w")
        assert isinstance(acting.app.screen, WhoScreen)


async def test_hiding_names_leaves_the_cursor_where_it_is(tmp_path: Path) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g", "2", "down", "p")
        assert isinstance(screen(acting).focused, NeedsHelp)
        assert screen(acting).panels.member == "id-0"


async def test_hidden_names_are_sorted_by_what_is_shown(tmp_path: Path) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g", "p", "s")
        assert members(acting) == [f"Member {number}" for number in range(1, 13)]


# A member


async def test_a_member_opens_while_another_window_records_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g")
        monkeypatch.setattr(type(acting.study), "recorded_elsewhere", lambda _study: True)
        acting.app.push_screen(MemberScreen(platform(), platform().members[0].member))
        await acting.app._look_for_others()
        await acting.settle()
        assert platform().members[0].name in acting.text()


async def test_a_member_is_shown_as_the_record_and_nothing_else(tmp_path: Path, snapshot: Snapshot) -> None:
    async with leading(tmp_path, platform(), size=(80, 40)) as acting:
        await acting.press("g", "home", "enter")
        assert isinstance(acting.app.screen, MemberScreen)
        await acting.shown(snapshot, "member")
        await acting.press(*["down"] * 5)
        assert "h Handled" in acting.text()
        await acting.press("h")
        assert isinstance(acting.study, LeadingStudy)
        assert list(acting.study.handled) == [], "a hand is taken down when it is asked for once more"
        await acting.press("h")
        assert acting.study.handled == (("group-Platform", "id-1", lesson_key(5)),)
        assert "h Handled" not in acting.text()
        await acting.press("enter")
        assert isinstance(acting.app.screen, ReaderScreen)
        await acting.press("escape", "p")
        assert "Platform › Member" in acting.text()
        await acting.press("escape")
        assert isinstance(acting.app.screen, GroupScreen)


async def test_a_member_who_has_left_meanwhile_is_left(tmp_path: Path) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g", "end", "ctrl+end", "enter")
        assert isinstance(acting.study, LeadingStudy)
        acting.study.led = (group("Platform", {"Ben": "", "Ada": ""}),)
        member = acting.app.screen
        assert isinstance(member, MemberScreen)
        member.load()
        await acting.settle()
        assert isinstance(acting.app.screen, GroupScreen)
        assert members(acting) == ["Ada", "Ben"]


async def test_a_lesson_that_is_not_in_the_library_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "foundations").mkdir()
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g", "enter")
        assert "Enter Lesson" not in acting.text()
        await acting.press("enter")
        assert isinstance(acting.app.screen, MemberScreen)


async def test_a_member_sees_what_leaders_see(tmp_path: Path, snapshot: Snapshot) -> None:
    async with leading(tmp_path, size=(80, 60)) as acting:
        assert isinstance(acting.study, LeadingStudy)
        acting.study.mirrored = (("Platform", platform().members[1]), ("Night shift", night_shift().members[1]))
        await acting.press("m", "l")
        assert isinstance(acting.app.screen, MirrorScreen)
        await acting.shown(snapshot, "mirror")
        await acting.press("enter")
        assert isinstance(acting.app.screen, ReaderScreen)
        await acting.press("escape", "escape")
        assert isinstance(acting.app.screen, MeScreen)


async def test_the_mirror_shows_every_row_that_the_leader_is_shown(tmp_path: Path) -> None:
    async with leading(tmp_path, platform(), size=(80, 60)) as acting:
        assert isinstance(acting.study, LeadingStudy)
        acting.study.mirrored = (("Platform", platform().members[1]),)
        await acting.press("g", "enter")
        member = acting.app.screen
        assert isinstance(member, MemberScreen)
        to_the_leader = member.rows.rows
        acting.app.show_mirror()
        await acting.settle()
        mirror = acting.app.screen
        assert isinstance(mirror, MirrorScreen)
        assert set(to_the_leader) <= set(mirror.rows.rows)


async def test_a_member_of_no_group_is_told_that_nobody_receives_anything(tmp_path: Path) -> None:
    async with leading(tmp_path) as acting:
        await acting.press("m", "f8")
        assert "You are in no group, so nobody receives anything about you." in acting.text()


async def test_a_leader_is_told_what_members_see_of_leaders(tmp_path: Path) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("m", "f8")
        assert "nobody receives anything of what you study" in " ".join(acting.text().split())
        assert "In Platform, where you have a duty, members see your name" in " ".join(acting.text().split())


# Groups side by side


async def test_groups_are_compared_and_one_too_small_has_no_figure(tmp_path: Path, snapshot: Snapshot) -> None:
    async with leading(tmp_path, platform(), night_shift()) as acting:
        await acting.press("g")
        await acting.shown(snapshot, "groups")
        await acting.press("2")
        assert "nothing due yet" in acting.text(), "no day has come for one of them"
        assert "+2" in acting.text(), "what has changed in seven days"
        await acting.press("3")
        assert "11 of 12" in acting.text(), "this week is not over: the whole of last week stands beside it"
        assert "9 of 12" in acting.text(), "so few are counted, not told in per cents"
        assert "this week so far" in acting.text()
        assert "since last week" not in acting.text()
        await acting.press("4")
        assert "103%" in acting.text(), "ahead of the plan"
        await acting.press("right", "right")
        assert "+3" in acting.text(), "of what is mastered, too"
        assert "▸6 Safety" in acting.text()
        assert "objectives at Proficient or above" in acting.text()
        await acting.press("right")
        assert "▸1 Completed" in acting.text()
        await acting.press("left", "9")
        assert "▸6 Safety" in acting.text()
        for line in acting.text().split("\n"):
            if "Night shift" in line:
                assert "fewer than 5" in line
                assert "%" not in line


async def test_groups_are_sorted_by_name_or_by_the_figure(tmp_path: Path) -> None:
    async with leading(tmp_path, platform(), night_shift()) as acting:
        await acting.press("g", "s")
        groups = acting.app.screen
        assert isinstance(groups, GroupsScreen)
        assert [row.title for row in groups.bars.rows if row.key] == [
            "Platform",
            "Search",
            "Mobile 移动端",
            "Data 数据组",
            "Night shift",
        ]
        assert "s sorted by Completed" in acting.text()


async def test_groups_on_a_wide_screen(tmp_path: Path, snapshot: Snapshot) -> None:
    async with leading(tmp_path, platform(), night_shift(), size=(120, 40)) as acting:
        await acting.press("g")
        await acting.shown(snapshot, "groups-120")


# Looks


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
async def test_shapes_and_words_can_be_seen_in_every_theme(tmp_path: Path, theme: Theme) -> None:
    least = 10.0 if theme.name == CONTRAST else 4.5
    async with leading(tmp_path, platform(), size=(120, 40)) as acting:
        acting.app.theme = theme.name
        await acting.press("g")
        drawn = [
            (segment.text, Color.from_rich_color(segment.style.color), Color.from_rich_color(segment.style.bgcolor))
            for strip in acting.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.color and segment.style.bgcolor
            if any(character.isalnum() or character in "▆▂!·●┃" for character in segment.text)
        ]
        assert {"▆▆", "▂▂", "!?", "!!", "!·", "··"} <= {text.strip() for text, _colour, _behind in drawn}
        faint = [text for text, colour, behind in drawn if contrast(colour, behind) < least]
        assert faint == []


# Size


async def test_a_large_group_is_drawn_only_where_somebody_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with leading(tmp_path, crowd(500, 200)) as acting:
        await acting.press("g")
        text = acting.text()
        assert "1 to 13 of 500" in text
        assert "›" in text.split("\n")[5]
        await acting.press("end", "ctrl+end")
        text = acting.text()
        assert "488 to 500 of 500" in text
        assert "200 Lesson number 200" in text
        assert "‹" in text.split("\n")[5]
        matrix = screen(acting).panels.matrix
        painted: list[int] = []
        line = matrix.render_line

        def counted(y: int) -> Strip:
            painted.append(y)
            return line(y)

        monkeypatch.setattr(matrix, "render_line", counted)
        await acting.press("left")
        assert 0 < len(painted) <= 2 * matrix.size.height


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (100, 30), (119, 24), (120, 24), (120, 40), (200, 60)])
async def test_every_screen_of_a_leader_fits(tmp_path: Path, size: tuple[int, int]) -> None:
    async with leading(tmp_path, platform(), night_shift(), size=size) as acting:
        for keys in (["g"], ["down", "down", "down", "enter"], ["2"], ["3"], ["4"], ["5"], ["1", "enter"]):
            await acting.press(*keys)
            lines = acting.text().split("\n")
            assert len(lines) == size[1]
            assert "Help" in lines[-1]
            assert max(strip.cell_length for strip in acting.app.screen._compositor.render_strips()) == size[0]
        assert isinstance(acting.app.screen, MemberScreen)


async def test_a_screen_that_becomes_wide_or_narrow_takes_the_other_form(tmp_path: Path) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g")
        narrow = acting.text()
        await acting.pilot.resize_terminal(120, 40)
        await acting.settle()
        assert "Activity by week" in acting.text()
        await acting.pilot.resize_terminal(80, 24)
        await acting.settle()
        assert acting.text() == narrow


async def test_help_lists_the_keys_of_the_group_and_of_its_matrix(tmp_path: Path) -> None:
    async with leading(tmp_path, platform(), size=(120, 60)) as acting:
        await acting.press("g", "question_mark")
        assert isinstance(acting.app.screen, HelpScreen)
        rows = acting.app.screen.rows
        await acting.press("end")
        assert rows.cursor == len(rows.rows) - 1
        await acting.press("home", "pagedown")
        assert 1 < rows.cursor < len(rows.rows) - 1
        await acting.press("pageup")
        assert rows.cursor == 0
        told = [row.title for row in acting.app.screen.rows.rows]
        assert {"Member", "Sort", "Filter", "Results", "Hide names", "Next panel", "Next lesson", "Needs help"} <= set(
            told
        )
        await acting.press(*"sort", "enter")
        assert "sorted by name" in acting.text()


async def test_enter_on_a_cell_opens_its_lesson_on_the_page_of_the_member(tmp_path: Path) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g", "right", "right", "right")
        cell = screen(acting).panels.matrix.lesson
        await acting.press("enter")
        assert isinstance(page := acting.app.screen, MemberScreen)
        assert page.rows.chosen is not None
        assert cell is not None
        assert page.rows.chosen.key == cell.lesson
