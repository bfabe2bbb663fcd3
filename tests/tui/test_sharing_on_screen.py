"""Members on machines of their own share in the app, and a leader collects there, by keys alone."""

from datetime import date
from pathlib import Path

from textual.widgets import Input

from tests.histories import Clock
from tests.machines import COURSE, GROUP, Machine, machine
from tests.tui.pilot import MONDAY, Performance, performance
from tests.tui.test_organise_on_screen import fill, to_row


def another(folder: Path, name: str) -> Machine:
    """The machine of somebody else, beside the one of the app."""
    clock = Clock()
    clock.moment = MONDAY
    return machine(folder / name, name, clock, folder / "common")


def found(study: Performance | Machine, folder: Path) -> None:
    """Make the group, and share it."""
    study.study.create_group(GROUP)
    study.study.set_plan(GROUP, COURSE, date(2026, 12, 31))
    study.study.share(study.study.offer(GROUP, folder), folder)


async def test_a_member_reads_the_notice_to_its_end_and_shares(tmp_path: Path) -> None:
    common = tmp_path / "common"
    with another(tmp_path, "Lea") as leader:
        found(leader, common)
        async with performance(tmp_path, size=(60, 16)) as acting:
            acting.app.show_mirror()
            await acting.press("s")
            fill(acting, str(tmp_path / "empty"))
            await acting.press("enter")
            assert "No leader has shared a group" in acting.text()
            fill(acting, str(common))
            await acting.press("enter")
            assert "This brings you into Night shift, led by Lea." in acting.text()
            assert "PgDn reads on" in acting.text()
            await acting.press("enter", "enter", "pagedown", "pagedown")
            assert "Enter does it so" in acting.text()
            assert len(list(common.iterdir())) == 1, "what is below was not read yet"
            await acting.press("enter")
            assert "Shared with Lea" in acting.text()
            assert str(common / "fivefold-")[-20:] in acting.text().replace("\n", "")
            await acting.press("enter")
            assert "To the leaders of Night shift" in acting.text()
            await acting.press("s")
            assert [one.value for one in acting.app.screen.query(Input)] == [str(common), GROUP], "as it was last"
            await acting.press("enter")
            assert "Nothing has changed this week" in acting.text(), "the notice is read once"
        assert [one.name for one in leader.collect().taken] == ["Xiaoming Li"]


async def test_a_leader_is_shown_what_comes_in_before_it_does(tmp_path: Path) -> None:
    common = tmp_path / "common"
    async with performance(tmp_path) as acting:
        acting.app.organise_group(acting.study.create_group("[/]").id)
        await acting.settle()
        await to_row(acting, "Share the group in a folder")
        fill(acting, str(common))
        await acting.press("enter")
        assert "It says the group's name" in acting.text()
        await acting.press("enter", "escape")
        found(acting, common)
        with another(tmp_path, "Wei") as wei:
            wei.share()
        (common / "fivefold-\x1b[2J.jsonl").write_text("{}\n", encoding="utf-8")
        acting.app.organise_group(acting.study.find_group(GROUP).id)
        await acting.settle()
        await to_row(acting, "Collect from a folder")
        await acting.press("enter")
        assert "Wei, Night shift: here for the first time" in acting.text()
        assert "refused: fivefold-<U+001B>[2J.jsonl" in acting.text()
        assert acting.study.group(acting.study.find_group(GROUP).id).members == (), "to look changes nothing"
        await acting.press("enter", "enter")
        assert "Wei" in acting.text()


async def test_days_away_are_noted_and_stand_there_the_next_time(tmp_path: Path) -> None:
    async with performance(tmp_path, size=(60, 16)) as acting:
        acting.app.show_me()
        await acting.press("a")
        fill(acting, "2026-12-24", "2026-12-01")
        await acting.press("enter")
        assert "A leave cannot begin on 2026-12-24" in acting.text()
        fill(acting, "2026-12-24", "2027-01-02")
        await acting.press("enter")
        assert "Noted: away from Thu 24 Dec to 2 Jan 2027." in acting.notices()
        await acting.press("a")
        assert [one.value for one in acting.app.screen.query(Input)] == ["2026-12-24", "2027-01-02"]
        await acting.press("2", "enter")
        assert "Taken back: away from Thu 24 Dec to 2 Jan 2027." in acting.notices()
        assert acting.study.leaves() == ()


async def test_who_shares_waits_for_no_charter_where_another_of_the_name_does(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        study = acting.study
        found(acting, tmp_path / "common")
        with another(tmp_path, "Marta Rossi") as marta:
            marta.share()
        study.collect([tmp_path / "common"])
        study.add_member("Marta")
        study.add_to_group(GROUP, "Marta")
        study.rename_member("Marta", "Marta Rossi")
        acting.app.organise_group(study.find_group(GROUP).id)
        await acting.settle()
        assert acting.text().count("charter not accepted") == 1


async def test_who_is_in_a_group_twice_is_one_once_a_leader_says_so(tmp_path: Path) -> None:
    common = tmp_path / "common"
    async with performance(tmp_path) as acting:
        study = acting.study
        found(acting, common)
        with another(tmp_path, "Marta Rossi") as marta:
            marta.share()
        study.collect([common])
        study.add_member("Marta")
        study.add_member("Bo")
        for name in ("Marta", "Bo"):
            study.add_to_group(GROUP, name)
        study.give_duty(GROUP, "Bo", "recorder")
        acting.app.organise_group(study.find_group(GROUP).id)
        await acting.settle()
        assert acting.text().count("one person?") == 1, "Bo is nobody else"
        await to_row(acting, "Marta and Marta Rossi: one person?")
        assert "Enter says that they are one" in acting.text()
        assert "Next line" not in acting.text(), "there is no line to go to"
        await acting.press("escape")
        assert len(study.twice(GROUP)) == 1, "to be asked changes nothing"
        acting.app.names_hidden = True
        acting.app.organise_group(study.find_group(GROUP).id)
        await acting.settle()
        assert "recorder" not in acting.text(), "a duty tells who it is"
        refused = "That names people, and names are hidden: p in the group shows them."
        for row in ("name hidden", "Add somebody", "Share the group in", "Collect from a folder", "Set a goal"):
            acting.app.clear_notifications()
            await to_row(acting, row)
            assert acting.notices() == refused
        for window in (acting.app.share, acting.app.collect, acting.app.ask_who):
            acting.app.clear_notifications()
            below = acting.app.screen
            window()
            await acting.settle()
            assert (acting.app.screen, "names are hidden" in acting.notices()) == (below, True)
        acting.app.read_charter(GROUP)
        await acting.settle()
        assert "Who leads Night shift: name hidden." in acting.text()
        await acting.press("escape")
        assert [name for name in ("Marta", "Bo", "Xiaoming") if name in acting.text()] == []
        acting.app.names_hidden = False
        await acting.press("escape")
        await to_row(acting, "Marta and Marta Rossi: one person?")
        await acting.press("enter")
        assert "Marta and Marta Rossi are one person in Night shift now" in acting.notices()
        assert "one person?" not in acting.text()
        held = [one.name for one in study.group(study.find_group(GROUP).id).duties if one.last is None]
        assert (held.count("Marta"), held.count("Marta Rossi")) == (0, 1)
