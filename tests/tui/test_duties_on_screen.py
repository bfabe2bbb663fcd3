"""What a duty opens in the app, and what a group says of itself at its head."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import copytree

from store.mirror import About
from tests.groups import LeadingStudy, figures, platform, write_course
from tests.tui.pilot import Performance, performance
from tui.screens.group import GroupScreen
from tui.screens.part import PartScreen
from tui.screens.reader import ReaderScreen
from tui.screens.today import TodayScreen

BILINGUAL = Path(__file__).parent.parent / "fixtures" / "bilingual"
Snapshot = Callable[[str, str], None]


def found(acting: Performance, *duties: str, people: int = 5, mentee: str = "Member 1", course: str = "bread") -> None:
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
    study.set_plan("Night shift", course, study.day() + timedelta(days=14))
    for duty in duties:
        study.give_duty("Night shift", me.name, duty, mentees=[mentee] if duty == "mentor" else ())
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


async def test_what_a_duty_opens_and_what_leaders_see_is_in_the_language_in_use(tmp_path: Path) -> None:
    async with performance(tmp_path, library=BILINGUAL) as acting:
        found(acting, "recorder", course="tea")
        await acting.press("m", "escape", "g")
        assert "Water for tea" in acting.text()
        await acting.press("f2")
        assert "Water for tea" not in acting.text()
        assert "泡茶的水" in acting.text()
        acting.app.study_as(next(one for one in acting.study.members() if one.name == "Member 1"))
        await acting.settle()
        acting.app.show_mirror()
        await acting.settle()
        assert "Craft: 0 of 1" in acting.text()
        await acting.press("f2")
        assert "泡茶的水" in acting.text()
        assert "手艺：0/1" in acting.text(), "what is told of dimensions is looked at again"


async def test_while_names_are_hidden_neither_a_duty_nor_the_palette_tells_one(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        found(acting, "mentor", mentee="Member 4")
        acting.app.names_hidden = True
        await acting.press("m", "escape", "g")
        assert isinstance(acting.app.screen, PartScreen)
        assert "Led by name hidden." in acting.text()
        assert [name for name in ("Member 1", "Member 4", "Lea") if name in acting.text()] == ["Member 1"], "a number"
        await acting.press("colon", *"Member 3")
        await acting.wait_for("Nothing here has that name.")
        await acting.press("escape")
        # Whoever studies next has no group in which a key shows names: they stay hidden, and can be shown again.
        acting.app.study_as(next(one for one in acting.study.members() if one.name == "Member 2"))
        await acting.settle()
        acting.app.ask_who()
        await acting.settle()
        assert "“Show names” in “:” shows them." in acting.notices()
        await acting.press("colon", *"Show names")
        await acting.wait_for("they are hidden")
        await acting.press("enter", "colon", *"Member 3")
        await acting.wait_for("study as this member")


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


async def test_a_dimension_that_is_called_as_a_lesson_is_opens_none(tmp_path: Path) -> None:
    library = tmp_path / "library"
    copytree(BILINGUAL, library)
    (lesson,) = library.glob("tea/lessons/01-water.md")
    lesson.write_text(lesson.read_text(encoding="utf-8").replace("title: Water for tea", "title: Craft"))
    async with performance(tmp_path, library=library) as acting:
        found(acting, "facilitator", course="tea")
        await acting.press("m", "escape", "g")
        screen = acting.app.screen
        assert isinstance(screen, PartScreen)
        called = [row for row in screen.rows.rows if row.title.startswith("  Craft")]
        assert [bool(row.key) for row in called] == [True, False], "a lesson, and a dimension"
        assert called[1].title_tone == "muted", "it is no heading"
