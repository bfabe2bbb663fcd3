"""Sprints in the app: bands of groups, and a leader who takes part or does not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from store.mirror import FEW
from store.projections.groups import Group
from store.sprint_mirror import SprintGroup, SprintRecord
from store.sprints import EARLY, Band, Bands, Sprint, State
from tests.groups import LeadingStudy, figures, night_shift, platform, write_course
from tests.tui.pilot import Performance, performance
from tui.commands.wording import date_text
from tui.screens.groups import GroupsScreen
from tui.screens.sprints import SprintsScreen

Snapshot = Callable[[str, str], None]
PLATFORM, SEARCH, NIGHTS = platform().group, "group-Search", night_shift().group


def record(*, nights: bool = False) -> SprintRecord:
    """Three groups: two that take part, and one of the leader's own that is asked."""
    taking = frozenset({PLATFORM, SEARCH} | ({NIGHTS} if nights else set()))
    first, last = date(2026, 11, 9), date(2026, 12, 6)
    sprint = Sprint(
        id="sprint-1", name="Autumn [b]", first=first, last=last, by=SEARCH, asked=(PLATFORM, NIGHTS), groups=taking
    )
    asked = () if nights else (Group(NIGHTS, "Night shift", first),)
    groups = [
        SprintGroup(PLATFORM, "Platform", Bands(Band.MORE, 3, None), own=True),
        SprintGroup(SEARCH, "Search", Bands(None, 2, FEW), own=False),
        *([SprintGroup(NIGHTS, "Night shift", Bands(None, None, EARLY), own=True)] if nights else []),
    ]
    return SprintRecord(sprint, State.RUNNING, tuple(groups), asked, asked)


class Sprinting(LeadingStudy):
    """The verbs, with a sprint that is made up."""

    takes_part = False

    def sprints(self) -> tuple[SprintRecord, ...]:
        over = replace(record(nights=True), state=State.OVER)
        later = replace(over, sprint=replace(over.sprint, id="sprint-0", name="Spring"), to_answer=())
        return record(nights=self.takes_part), later

    def join_sprint(self, name: str, group_name: str) -> bool:
        assert (name, group_name) == ("sprint-1", "Night shift")
        type(self).takes_part = True
        return True

    def leave_sprint(self, name: str, group_name: str) -> bool:
        assert (name, group_name) == ("sprint-1", "Night shift")
        type(self).takes_part = False
        return True


def verbs() -> type[Sprinting]:
    return type("Verbs", (Sprinting,), {"led": (platform(), night_shift()), "compared": figures()})


async def shown(acting: Performance) -> SprintsScreen:
    await acting.press("g")
    assert isinstance(acting.app.screen, GroupsScreen)
    await acting.press("t")
    assert isinstance(acting.app.screen, SprintsScreen)
    return acting.app.screen


async def test_groups_are_shown_in_bands_by_name_and_a_leader_takes_part(tmp_path: Path, snapshot: Snapshot) -> None:
    library = write_course(tmp_path)
    async with performance(tmp_path, library=library, member="Mira Olsen", verbs=verbs()) as acting:
        screen = await shown(acting)
        await acting.shown(snapshot, "sprints")
        text = acting.text()
        assert text.index("Platform") < text.index("Search")
        assert "Enter Take part" not in text
        await acting.press("down", "down")
        assert screen.rows.chosen
        assert screen.rows.chosen.title == "Night shift"
        assert "Enter Take part" in acting.text()
        await acting.press("enter")
        assert "its first week is not over" in acting.text()
        assert "Enter Take part" not in acting.text()
        assert "x Not any more" in acting.text()
        await acting.press("x")
        assert "asked, has not said yes" in acting.text()


async def test_a_click_decides_nothing_and_what_is_over_stays_as_it_is(tmp_path: Path) -> None:
    made = verbs()
    async with performance(tmp_path, library=write_course(tmp_path), member="Mira Olsen", verbs=made) as acting:
        screen = await shown(acting)
        row = next(place for place, one in enumerate(screen.rows.rows) if one.note.startswith("asked"))
        await acting.pilot.click(screen.rows, offset=(6, row))
        await acting.settle()
        assert not made.takes_part
        await acting.press("end")
        assert screen.rows.chosen
        assert screen.rows.chosen.title == "Night shift"
        assert "Not any more" not in acting.text()


async def test_it_fits_the_smallest_screen_and_speaks_chinese(tmp_path: Path) -> None:
    library = write_course(tmp_path)
    size = (60, 16)
    async with performance(tmp_path, library=library, member="Mira Olsen", verbs=verbs(), size=size) as acting:
        await shown(acting)
        assert "more than before  ▰▰▰▱" in acting.text()
        await acting.press("f2")
        assert "比以前多" in acting.text()
        assert "没有名次" in "".join(acting.text().split())


async def test_without_a_sprint_one_is_proposed_by_keys_alone(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        study = acting.study
        acting.app.show_sprints()
        await acting.settle()
        assert "No sprint yet" in acting.text()
        await acting.press("ctrl+n")
        assert isinstance(acting.app.screen, SprintsScreen), "who leads nothing proposes nothing"
        study.create_group("Night shift")
        await acting.press("ctrl+n")
        assert "There is no other group here to study beside." in acting.notices()
        study.add_member("Lea")
        study.join("Lea")
        study.create_group("Platform")
        study.join("Xiaoming Li")
        await acting.press("ctrl+n", *"Winter", "tab", "1", "enter")
        monday = study.day() + timedelta(days=7 - study.day().weekday())
        assert f"‹ {date_text(monday, study.day())} ›" in acting.text(), "a day in words, as everywhere"
        assert "Ask at least one other group." in acting.text()
        await acting.press("right", "enter")
        (made,) = study.sprints()
        assert [one.name for one in made.asked] == ["Platform"]
        assert (made.sprint.first - study.day()).days == 7
        assert "Winter" in acting.text()
        assert "asked, has not said yes" in acting.text()
