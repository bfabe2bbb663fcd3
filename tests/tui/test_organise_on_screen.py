"""A leader makes a group what it is to be, by keys alone."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Input

from store.events import JUDGED
from tests.groups import write_course
from tests.tui.pilot import SECONDS, Performance, performance
from tui.forms import Answers, Form, Line, Told
from tui.planning import Measure
from tui.screens.asking import AskScreen
from tui.screens.organise import OrganiseScreen
from tui.shell import Shell

Snapshot = Callable[[str, str], None]


async def to_row(acting: Performance, words: str) -> None:
    """Open the row that begins with some words."""
    screen = acting.app.screen
    assert isinstance(screen, OrganiseScreen)
    row = next(row for row in screen.rows.rows if row.title.startswith(words))
    screen.rows.cursor = screen.rows.rows.index(row)
    await acting.press("enter")


async def do(acting: Performance, words: str) -> None:
    """Do what a row asks for, and go back to the list of groups."""
    await to_row(acting, words)
    await acting.press("enter", "escape")
    acting.app.clear_notifications()
    await acting.settle()


def fill(acting: Performance, *texts: str) -> None:
    """Type into the fields of the window on top, in their order."""
    for field, text in zip(acting.app.screen.query(Input), texts, strict=False):
        field.value = text


async def test_a_group_comes_to_be_with_people_and_a_plan(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path) as acting:
        acting.study.add_member("Ana [b]")
        acting.app.new_group()
        await acting.settle()
        await acting.press("enter")
        assert isinstance(acting.app.screen, AskScreen)
        assert "✗" in acting.text(), "a name is missing, and it says so"
        fill(acting, "Night shift", "Search")
        await acting.press("enter")
        assert "Nobody is in it yet" in acting.text()
        await to_row(acting, "Add somebody")
        fill(acting, "Ana [b]")
        await acting.press("enter")
        await to_row(acting, "Assign a course")
        fill(acting, "", "", "2026-12-24", "75%")
        await acting.shown(snapshot, "organise-assign")
        await acting.press("enter")
        acting.app.clear_notifications()
        await acting.settle()
        await acting.shown(snapshot, "organise")


async def test_what_a_file_changes_is_shown_first_and_it_fits_the_smallest_screen(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("name,duty\nAna,member\nBo,facilitator\n", encoding="utf-8")
    async with performance(tmp_path, size=(60, 16)) as acting:
        study = acting.study
        acting.app.organise_group(study.create_group("Night shift").id)
        await acting.settle()
        await to_row(acting, "Take a roster in")
        fill(acting, "~nobody-here/roster.csv")
        await acting.press("enter")
        assert "There is no folder ~nobody-here." in acting.text()
        fill(acting, str(roster))
        await acting.settle()
        screen = acting.app.screen
        assert isinstance(screen, AskScreen)
        assert screen._waiting is not None
        screen.try_to_keep()  # as the timer does
        assert any(str(roster) in draft for draft in study.drafts().values()), "a crash takes none of it"
        await acting.press("enter")
        assert "2 join" in acting.text()
        assert acting.text().count("does it so") == 1
        assert acting.text().count("Esc closes") == 1
        await acting.press("f2")
        assert acting.app.screen.query_one(Input).value == str(roster), "what was typed stays"
        assert len(study.members()) == 1, "to be shown changes nothing"
        roster.write_text("name,duty\nAna,member\nBo,facilitator\n\n", encoding="utf-8")
        await acting.press("enter")
        assert len(study.members()) == 1, "what is in the file by now was not shown"
        await acting.press("escape")
        await to_row(acting, "导入名单")
        assert acting.app.screen.query_one(Input).value == str(roster), "and is kept where the window closes"
        await acting.press("enter", "enter")
        assert [one.name for one in study.members()] == ["Xiaoming Li", "Ana", "Bo"]
        assert "添加成员" in acting.text()


async def test_what_is_said_while_other_answers_are_asked_about_is_asked_about_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, done = Event(), list[int]()

    def act(said: Answers, shown: Told | None) -> Told:
        gate.wait(SECONDS)  # as a busy disk does
        would = Told((f"This would be {said.at('what')}.",), first=True)
        if shown != would:
            return would
        done.append(said.at("what"))
        return Told(("Done.",))

    form = Form("What", "", "does it", (Line("what", "What", choices=("first", "other")),), act)
    async with performance(tmp_path) as acting:
        acting.app.push_screen(AskScreen(lambda: form))
        await acting.settle()
        await acting.pilot.press("enter", "right")
        gate.set()
        await acting.settle()
        assert "This would be" not in acting.text()
        await acting.press("enter")
        assert "This would be 1." in acting.text()
        with monkeypatch.context() as held:
            held.setattr(Shell, "LOOK", 3600.0)
            await acting.press("enter", "enter")
        assert done == [], "nor is it done by a key that is held"
        await acting.press("enter")
        assert done == [1]


async def test_where_enter_closes_the_keys_say_so_until_other_answers_are_given(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("name,duty\nXiaoming Li,leader\n", encoding="utf-8")
    async with performance(tmp_path) as acting:
        acting.app.organise_group(acting.study.create_group("Night shift").id)
        await acting.settle()
        await to_row(acting, "Take a roster in")
        assert "Enter Do it" in acting.text()
        fill(acting, str(roster))
        await acting.press("enter")
        assert "Nothing changes." in acting.text()
        assert "Enter closes" in acting.text()
        assert "Do it" not in acting.text()
        assert "Enter Close" in acting.text()
        await acting.press("tab", "right")
        assert "Enter Do it" in acting.text()
        await acting.press("enter", "enter")
        assert isinstance(acting.app.screen, OrganiseScreen)


async def test_days_of_a_plan_that_are_there_are_shown_before_they_are_replaced(tmp_path: Path) -> None:
    library = write_course(tmp_path)
    async with performance(tmp_path, library=library) as acting:
        study = acting.study
        acting.app.organise_group(study.create_group("Night shift").id)
        study.set_plan("Night shift", "foundations", date(2026, 12, 24), announced=["foundations/quiz-2"])
        await acting.settle()
        await to_row(acting, "Foundations")
        first, _weekdays, due, _target = acting.app.screen.query(Input)
        assert due.value == "2026-12-24"
        assert "1 none  ▸2 as now (1)   3 all of its quizzes" in acting.text()
        first.value, due.value = "2026-12-31", "2026-12-31"
        await acting.press("enter")
        assert "From 2026-12-31 on is not before the last day, 2026-12-31." in acting.text()
        first.value = ""
        await acting.press("enter")
        assert "These days are there already, and would be replaced:" in acting.text()
        assert "Thu 24 Dec → Thu 31 Dec" in acting.text()
        assert {*study.plans("Night shift")[0].due.values()} == {date(2026, 12, 24)}, "to be shown changes nothing"
        while "PgDn reads on" in acting.text():
            await acting.press("pagedown")
        await acting.press("enter")
        assert isinstance(acting.app.screen, OrganiseScreen)
        assert {*study.plans("Night shift")[0].due.values()} == {date(2026, 12, 31)}
        assert study.plans("Night shift")[0].announced == ("foundations/quiz-2",), "no other is told to leaders unasked"


async def test_name_purpose_and_charter_can_be_read_whole_on_the_smallest_screen(tmp_path: Path) -> None:
    purpose = "Whoever is on call at night can lead the others through an incident without waking anybody else at all"
    async with performance(tmp_path, size=(60, 16)) as acting:
        study = acting.study
        group = study.create_group("Night shift")
        study.describe_group(group.name, team="Operations", purpose=purpose)
        study.set_charter(group.name, "# Norms\n\nWe ask early.\n")
        acting.app.organise_group(group.id)
        await acting.settle()
        shown = " ".join(re.sub("[▁▂▃▄▅▆▇█]", "", acting.text()).split())
        assert "Night shift Operations" in shown
        assert purpose in shown
        await to_row(acting, "Norms of study")
        read = acting.text()
        for _page in range(9):
            await acting.press("pagedown")
            read += acting.text()
        assert "We ask early." in read
        assert "say that something in it is wrong" in " ".join(read.split())
        await acting.press("escape")
        assert isinstance(acting.app.screen, OrganiseScreen)


async def test_a_group_that_is_archived_is_out_of_the_list_and_goes_on_from_there(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        study = acting.study
        for name in ("Bakers", "Night shift"):
            study.create_group(name)
        acting.app.show_group()
        await acting.press("end", "o")
        await do(acting, "Archive it")
        assert "Bakers" in acting.text()
        assert "Night shift" not in acting.text()
        assert "a 1 archived group" in acting.text()
        await acting.press("a")
        assert "Archived" in acting.text()
        study.archive_group("Bakers")
        acting.app.show_today()
        acting.app.show_group()
        await acting.settle()
        assert [name in acting.text() for name in ("Bakers", "Night shift")] == [True, True], "no other is left to show"
        await acting.press("end", "o")
        await do(acting, "Let it go on")
        assert "Night shift" in acting.text()
        assert "Bakers" not in acting.text(), "among those that go on"


async def test_a_plan_that_was_replaced_is_put_back_after_it_was_shown(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        study = acting.study
        group = study.create_group("Night shift")
        study.set_plan("Night shift", "bread", date(2026, 12, 4))
        acting.app.organise_group(group.id)
        await acting.settle()
        assert "Put back" not in acting.text(), "it replaced none"
        study.set_plan("Night shift", "bread", date(2027, 1, 8))
        acting.app.organise_group(group.id)
        await acting.settle()
        await to_row(acting, "Put back the plan before")
        await acting.press("enter")
        assert "8 Jan 2027 → Fri 4 Dec" in acting.text()
        await acting.press("enter")
        (plan,) = study.plans("Night shift")
        assert set(plan.due.values()) == {date(2026, 12, 4)}


async def test_a_goal_is_read_to_its_end_and_nobody_is_on_pace_where_nobody_counts(tmp_path: Path) -> None:
    text = "We write down what we learn, each of us once a month, in the folder that all of us share at work"
    async with performance(tmp_path, size=(60, 16)) as acting:
        study = acting.study
        group = study.create_group("Night shift")
        study.set_plan("Night shift", "bread", date(2026, 12, 4))
        study.set_goal("Night shift", text, date(2026, 12, 4), Measure(JUDGED))
        acting.app.organise_group(group.id)
        await acting.settle()
        await acting.press("end")
        assert text in " ".join(acting.text().split())
        assert "on pace" not in acting.text()
