"""The power goes in the middle of studying: what was said to be recorded is there, and the file is whole."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import pytest

from store import database as store_database
from store import ids, places, sqlite
from store.database import Database, open_database
from store.errors import StoreError
from store.events import Body, LessonFinished, LessonOpened
from store.log import rebuild
from store.people import Member
from store.places import Place
from tests.faults import power
from tests.faults.soak import times
from tests.histories import (
    START,
    Clock,
    ada,
    answered,
    dump,
    finished,
    opened,
    rated,
    record,
    started,
)
from tests.older import STEPS, older

pytestmark = pytest.mark.timeout(times(120, 3_600))
PARTS, CUTS = times(1, 8), times(60, 250)
"""Parts that run side by side, and cuts in each."""
WITHIN = 1_500
"""Steps of the disk within which the power goes: some hundred answers, with several checkpoints between them."""
LESSON = "course/lesson"


@dataclass
class Said:
    """What somebody was told is recorded."""

    events: set[bytes] = field(default_factory=set)
    place: int = 0


@pytest.fixture
def blank(tmp_path: Path) -> tuple[bytes, Member]:
    """A database with a member, as it lies on the disk after it was closed."""
    with opened(tmp_path / "blank") as database:
        member = ada(database)
        path = database.path
    return path.read_bytes(), member


def study(database: Database, member: Member, random: Random, said: Said) -> None:
    """Study without end; every verb that has returned is noted down."""
    clock = Clock()
    sitting = 0
    while True:
        clock.forward(minutes=random.randrange(1, 2_000))
        sitting += 1
        bodies: list[Body] = [
            LessonOpened(LESSON, "d"),
            started(sitting),
            *(answered(number, sitting, right=random.random() < 0.7) for number in range(1, random.randrange(2, 12))),
            finished(sitting),
            LessonFinished(LESSON, "quiz-taken", "d"),
            *(rated(number, random.randrange(1, 5)) for number in range(1, random.randrange(1, 6))),
        ]
        for body in bodies:
            (event,) = record(database, member, body, now=clock, random=random)
            said.events.add(ids.to_bytes(event.id))
        places.keep(database, member.id, LESSON, Place("b", 0, sitting, 0.5, clock()))
        said.place = sitting


def cut(folder: Path, disk: power.Disk, member: Member) -> Said:
    """Study on a disk until its power goes."""
    said = Said()
    with pytest.MonkeyPatch.context() as patch:
        power.use(disk, patch)
        patch.setattr(store_database, "CHECKPOINT_ROWS", disk.random.choice((6, 40, 200)))
        try:
            with open_database(folder / "study.db", now=lambda: START) as database:
                study(database, member, disk.random, said)
        except StoreError:
            assert disk.out
    return said


def cuts(tmp_path: Path, blank: bytes, member: Member, numbers: range) -> Iterator[tuple[Path, Said]]:
    """Folders as they are found after a cut each, and what was said before it."""
    for number in numbers:
        random = Random(number)
        disk = power.Disk(random, cut_after=random.randrange(3, WITHIN))
        folder = tmp_path / str(number)
        folder.mkdir()
        path = folder / "study.db"
        path.touch()
        disk.put(str(path), blank)
        said = cut(folder, disk, member)
        power.found_on(disk)
        yield folder, said


def kept(database: Database) -> set[bytes]:
    return {row[0] for row in database.query("SELECT id FROM events")}


@pytest.mark.parametrize("part", range(PARTS))
def test_no_commit_is_lost_with_the_power(
    tmp_path: Path, blank: tuple[bytes, Member], figure: Callable[..., None], part: int
) -> None:
    content, member = blank
    commits = 0
    for folder, said in cuts(tmp_path, content, member, range(part * CUTS, (part + 1) * CUTS)):
        with opened(folder) as database:
            assert said.events <= kept(database)
            database.check()
            place = places.place_of(database, member.id, LESSON)
            assert (place.line if place else 0) >= said.place
            grown = dump(database)
            rebuild(database)
            assert dump(database) == grown
        shutil.rmtree(folder)
        commits += len(said.events)
    assert commits > 20 * CUTS, "the power went before there was anything to lose"
    figure(f"{{}} power cuts, {{}} commits, none lost (SQLite {power.VERSION})", CUTS, commits)


def test_the_disk_can_lose_what_is_not_synced(
    tmp_path: Path, blank: tuple[bytes, Member], monkeypatch: pytest.MonkeyPatch, figure: Callable[..., None]
) -> None:
    """The control: with a sync less, the very same test finds losses."""
    content, member = blank
    careless = tuple(pragma.replace("synchronous = FULL", "synchronous = NORMAL") for pragma in sqlite.PRAGMAS)
    assert careless != sqlite.PRAGMAS
    lost = 0
    with monkeypatch.context() as patch:
        patch.setattr(sqlite, "PRAGMAS", careless)
        found = [(folder, replace(said)) for folder, said in cuts(tmp_path, content, member, range(times(20, 500)))]
    for folder, said in found:
        with opened(folder) as database:
            lost += len(said.events - kept(database))
            database.check()  # what is left is whole all the same
    assert lost > 0
    figure(f"{len(found)} power cuts with synchronous = NORMAL, {lost} commits lost")


def test_a_cut_while_a_database_is_made_leaves_one_that_can_be_made(tmp_path: Path) -> None:
    for number in range(times(40, 400)):
        random = Random(number)
        disk = power.Disk(random, cut_after=random.randrange(1, 250))
        folder = tmp_path / str(number)
        folder.mkdir()
        with pytest.MonkeyPatch.context() as patch:
            power.use(disk, patch)
            try:
                opened(folder).close()
            except StoreError:
                assert disk.out
        power.found_on(disk)
        with opened(folder) as database:
            record(database, ada(database), started(), answered())
            database.check()


def test_a_cut_while_a_database_is_brought_up_to_date_leaves_the_earlier_or_the_present_one(tmp_path: Path) -> None:
    with opened(tmp_path / "present") as history:
        member = ada(history)
        record(history, member, started(), *(answered(number) for number in range(1, 40)), finished())
        expected = dump(history)
        old = older(tmp_path / "old", STEPS[1], history).read_bytes()
    for number in range(times(20, 300)):
        random = Random(number)
        disk = power.Disk(random, cut_after=random.randrange(1, 200))
        folder = tmp_path / str(number)
        folder.mkdir()
        path = folder / "study.db"
        path.touch()
        disk.put(str(path), old)
        with pytest.MonkeyPatch.context() as patch:
            power.use(disk, patch)
            try:
                opened(folder).close()
            except StoreError:
                assert disk.out
        power.found_on(disk)
        with opened(folder) as database:
            assert dump(database) == expected
            database.check()
