"""What a duty opens in the app, and what a group says of itself at its head."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from store.mirror import About
from tests.groups import LeadingStudy, figures, platform, write_course
from tests.tui.pilot import Performance, performance
from tui.screens.group import GroupScreen
from tui.screens.part import PartScreen
from tui.screens.reader import ReaderScreen
from tui.screens.today import TodayScreen

Snapshot = Callable[[str, str], None]


def found(acting: Performance, *duties: str, people: int = 5) -> None:
    """A group that somebody else leads, in which the member has some duties."""
    study, me = acting.study, acting.study.member
    assert me is not None
    names = [f"Member {number}" for number in range(1, people + 1)]
    for name in ("Lea", *names):
        study.add_member(name)
    study.join("Lea")
    study.create_group("Night shift")
    study.describe_group("Night shift", team="Search", purpose="Bread for the night")
    for name in names:
        study.add_to_group("Night shift", name)
    study.set_plan("Night shift", "bread", study.day() + timedelta(days=14))
    for duty in duties:
        study.give_duty("Night shift", me.name, duty, mentees=names[:1] if duty == "mentor" else ())
    for name in names:
        study.join(name)
        study.accept_charter("Night shift", signed=name)
    study.join(me.name)


async def test_a_recorder_who_is_a_mentor_sees_tallies_and_one_record(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path) as acting:
        found(acting, "recorder", "mentor")
        await acting.press("m", "escape", "g")
        assert isinstance(acting.app.screen, PartScreen)
        await acting.shown(snapshot, "part")
        assert acting.text().count("Member") == 1
        await acting.press("down", "enter")
        assert isinstance(acting.app.screen, ReaderScreen)


async def test_who_has_no_duty_has_no_such_screen(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        found(acting)
        await acting.press("m", "escape", "g")
        assert isinstance(acting.app.screen, TodayScreen)
        acting.app.show_duties()
        await acting.settle()
        assert "You have no duty that opens anything" in acting.text()


async def test_a_group_says_its_team_and_what_it_is_for(tmp_path: Path) -> None:
    about = About("Search", "Five pursuits in one quarter")
    verbs = type("Verbs", (LeadingStudy,), {"led": (replace(platform(), about=about),), "compared": figures()})
    library = write_course(tmp_path)
    async with performance(tmp_path, library=library, member="Mira Olsen", verbs=verbs) as acting:
        await acting.press("g")
        assert isinstance(acting.app.screen, GroupScreen)
        head = acting.text().splitlines()[:3]
        assert "Search · " in head[0]
        assert "Five pursuits in one quarter" in head[1]
