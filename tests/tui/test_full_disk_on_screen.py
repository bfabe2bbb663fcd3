"""A disk takes nothing any more: the answer stays on the screen, is tried again, or all goes on in another place."""

import subprocess
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Input

from store.database import Database, open_database
from store.errors import DiskError, FullError
from store.events import Answered as AnsweredEvent
from store.events import Rated
from tests.tui.pilot import MONDAY, Performance, performance
from tui.answering import Record
from tui.app import Aim
from tui.growth import Me
from tui.screens.me import MeScreen
from tui.screens.refused import RefusedScreen
from tui.screens.result import ResultScreen
from tui.study import Study

CHECKS = Path(__file__).parents[1] / "fixtures" / "checks"
QUIZ, CHECK, REVIEW = Aim(quiz="01-dough"), Aim(lesson="start"), Aim(review=True)


class OnFullDisk(Study):
    """Records nothing more on the disk that it began on once that is full."""

    full = False

    @contextmanager
    def _recording(self, at: datetime | None = None) -> Iterator[Record]:
        if self.full and self._began_in is None:
            raise FullError(path=self._database.path)
        with super()._recording(at) as record:
            yield record


def refused(acting: Performance) -> bool:
    return isinstance(acting.app.screen, RefusedScreen)


def answers(path: Path) -> int:
    with open_database(path, now=lambda: MONDAY) as database:
        return recorded(database, AnsweredEvent.KIND) + recorded(database, Rated.KIND)


def recorded(database: Database, kind: str) -> int:
    return int(database.query("SELECT count(*) FROM events WHERE kind = ?", (kind,))[0][0])


def place(acting: Performance, typed: Path | str) -> None:
    acting.app.screen.query_one(Input).value = str(typed)


def full(acting: Performance, is_full: bool = True) -> None:
    assert isinstance(acting.study, OnFullDisk)
    acting.study.full = is_full


async def test_an_answer_stays_and_is_recorded_when_there_is_room_again(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=QUIZ, verbs=OnFullDisk) as acting:
        full(acting)
        await acting.press("1")
        assert refused(acting)
        assert "There is no room to write" in acting.text()
        await acting.press("enter")
        assert refused(acting)
        await acting.press("escape")
        assert "Question 1 of" in acting.text()
        assert not acting.app.screen.query("VerdictCard")
        await acting.press("enter")
        full(acting, is_full=False)
        await acting.press("enter")
        assert acting.app.screen.query("VerdictCard")
    assert answers(tmp_path / "study.db") == 1


async def test_a_quiz_goes_on_in_another_folder(tmp_path: Path) -> None:
    other = tmp_path / "other disk"
    async with performance(tmp_path, aim=QUIZ, verbs=OnFullDisk) as acting:
        await acting.press("1", "enter")
        full(acting)
        await acting.press("1", "s")
        place(acting, "")
        await acting.press("enter")
        assert "No folder is named." in acting.text()
        place(acting, tmp_path)
        await acting.press("enter")
        assert "exists already" in acting.text()
        place(acting, "~nobody-here/study")
        await acting.press("enter")
        assert "There is no folder ~nobody-here." in acting.text()
        await acting.press("escape", "s")
        place(acting, other)
        await acting.press("enter")
        assert acting.app.screen.query("VerdictCard")
        assert f"fivefold --db '{other}/study.db'" in acting.notices()
        await acting.press("ctrl+q")
        assert f"Next time: fivefold --db '{other}/study.db'" in acting.app.parting
        acting.study.close_elsewhere()
    assert answers(tmp_path / "study.db") == 1
    assert answers(other / "study.db") == 2
    assert (other / "study.db").stat().st_mode & 0o777 == 0o600


async def test_a_question_in_a_lesson_goes_on_in_another_folder(tmp_path: Path) -> None:
    async with performance(tmp_path, library=CHECKS, aim=CHECK, verbs=OnFullDisk) as acting:
        full(acting)
        await acting.press("tab", "2")
        assert refused(acting)
        await acting.press("s")
        place(acting, tmp_path / "there")
        await acting.press("enter")
        assert "✓ Right" in acting.text()
        acting.study.close_elsewhere()
    assert answers(tmp_path / "there" / "study.db") == 1


async def test_a_review_goes_on_in_another_folder(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=QUIZ) as acting:
        await acting.press("1", "enter", "1", "enter")
    async with performance(tmp_path, aim=REVIEW, at=MONDAY.replace(day=25), verbs=OnFullDisk) as acting:
        full(acting)
        await acting.press("enter", "3")
        assert refused(acting)
        await acting.press("s")
        place(acting, tmp_path / "there.db")
        await acting.press("enter")
        assert not refused(acting)
        acting.study.close_elsewhere()
    assert answers(tmp_path / "there.db") == answers(tmp_path / "study.db") + 1


WAYS_OUT: Mapping[str, Callable[[Performance], Awaitable[None]]] = {
    "escape": lambda acting: acting.press("escape"),
    "quit": lambda acting: acting.press("ctrl+q"),
    "today": lambda acting: left_by(acting, acting.app.show_today),
    "another member": lambda acting: left_by(
        acting, lambda: acting.app.study_as(next(one for one in acting.study.members() if one.name == "Wei"))
    ),
}
"""By the way, how somebody leaves what they are asked for good."""


async def left_by(acting: Performance, way: Callable[[], object]) -> None:
    """Leave as the palette does."""
    acting.app.call_later(way)
    await acting.settle()


async def test_an_answer_in_a_review_is_told_once_it_is_on_the_disk(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=QUIZ) as acting:
        await acting.press("1", "enter", "1", "enter")
    before = answers(tmp_path / "study.db")
    async with performance(tmp_path, aim=REVIEW, at=MONDAY.replace(day=25), verbs=OnFullDisk) as acting:
        full(acting)
        await acting.press("1")
        assert refused(acting)
        assert "There is no room to write" in acting.text()
        await acting.press("escape")
        assert "Not quite" not in acting.text()
        assert answers(tmp_path / "study.db") == before
        full(acting, is_full=False)
        await acting.press("1")
        assert "Not quite" in acting.text()
        assert answers(tmp_path / "study.db") == before + 1


@pytest.mark.parametrize("way", WAYS_OUT)
async def test_what_is_begun_is_not_left_unsaid(tmp_path: Path, way: str) -> None:
    class WithoutDrafts(Study):
        def keep_begun(self, *_arguments: object, **_named: object) -> None:
            raise FullError(path=self._database.path)

    async with performance(
        tmp_path, library=CHECKS.parent / "kinds", aim=Aim(quiz="output-quiz"), verbs=WithoutDrafts
    ) as acting:
        acting.study.add_member("Wei")
        screen = acting.app.screen
        await acting.press("l", "i")
        await WAYS_OUT[way](acting)
        assert acting.app.screen is screen
        assert "There is no room to write" in acting.notices()
        assert "li" in acting.text()
        await WAYS_OUT[way](acting)
        assert acting.app.screen is not screen or acting.app._exit


@pytest.mark.parametrize("way", WAYS_OUT)
@pytest.mark.parametrize("is_full", [False, True])
async def test_what_is_being_recorded_is_waited_for(tmp_path: Path, way: str, *, is_full: bool) -> None:
    class Slow(OnFullDisk):
        came = threading.Event()
        goes_on = threading.Event()

        @contextmanager
        def _recording(self, at: datetime | None = None) -> Iterator[Record]:
            self.came.set()
            self.goes_on.wait()
            with super()._recording(at) as record:
                yield record

    Slow.goes_on.set()
    async with performance(tmp_path, aim=QUIZ, verbs=Slow) as acting:
        acting.study.add_member("Wei")
        screen = acting.app.screen
        Slow.came.clear()
        Slow.goes_on.clear()
        full(acting, is_full)
        acting.app.call_later(acting.app.run_action, "choose(1)", screen)
        while not Slow.came.is_set():
            await acting.pilot.pause()
        ways: Mapping[str, Callable[[], object]] = {
            "escape": partial(acting.app.run_action, "back", screen),
            "quit": acting.app.action_leave_app,
            "today": acting.app.show_today,
            "another member": partial(acting.app.study_as, acting.study.members()[1]),
        }
        acting.app.call_later(ways[way])
        await acting.pilot.pause()
        assert acting.app.screen is screen
        Slow.goes_on.set()
        await acting.settle()
        assert refused(acting) is is_full
        if not is_full and way != "escape":  # whose key does nothing meanwhile
            assert acting.app._exit if way == "quit" else acting.app.screen is not screen
    assert answers(tmp_path / "study.db") == (0 if is_full else 1)


async def test_a_backup_without_room_blocks_nobody(tmp_path: Path) -> None:
    class WithoutBackup(Study):
        def look_after(self) -> bool:
            raise FullError(path=self._database.path)

    async with performance(tmp_path, verbs=WithoutBackup) as acting:
        assert "Fivefold cannot go on" not in acting.text()
        assert "There is no room to write" in acting.notices()


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A real disk of 400 kB."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mount, check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("no disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)  # noqa: S607 - wherever the system has it


async def test_a_quiz_goes_on_where_a_real_disk_is_full(tmp_path: Path) -> None:
    with small_disk(tmp_path / "small") as disk:
        async with performance(disk, aim=QUIZ) as acting:
            await acting.press("1", "enter")
            filler = disk / "filler"
            with filler.open("wb", buffering=0) as file, suppress(OSError):
                while file.write(b"x" * 4096):
                    pass
            tried = 0
            while not refused(acting) and tried < 100:  # what is left in the `-wal` takes some answers yet
                tried += 1
                await acting.press("1", "enter")
                if isinstance(acting.app.screen, ResultScreen):
                    await acting.press("a")
            assert refused(acting)
            assert "There is no room to write" in acting.text()
            await acting.press("s")
            place(acting, tmp_path / "there")
            await acting.press("enter")
            assert not refused(acting)
            acting.study.close_elsewhere()
        filler.unlink()
        assert answers(tmp_path / "there" / "study.db") == answers(disk / "study.db") + 1


async def test_a_quiz_goes_on_elsewhere_or_here_where_the_file_was_moved_and_came_back(tmp_path: Path) -> None:
    path, away = tmp_path / "study.db", tmp_path / "away.db"
    async with performance(tmp_path, aim=QUIZ) as acting:
        await acting.press("1", "enter")
        path.rename(away)
        await acting.press("1")
        assert refused(acting)
        assert "was moved" in acting.text()
        await acting.press("enter")
        assert refused(acting)
        away.rename(path)
        await acting.press("enter")
        assert acting.app.screen.query("VerdictCard")
        await acting.press("enter")
        path.rename(away)
        await acting.press("2", "enter", "s")
        place(acting, tmp_path / "there")
        await acting.press("enter")
        assert acting.app.screen.query("VerdictCard")
        acting.study.close_elsewhere()
    assert answers(tmp_path / "there" / "study.db") == 3


async def test_what_no_screen_expects_of_the_data_is_said_and_ends_nothing(tmp_path: Path) -> None:
    class Unreadable(Study):
        gone = True

        def me(self) -> Me:
            if self.gone:
                raise DiskError(path=self._database.path, detail="it has been closed")
            return super().me()

    async with performance(tmp_path, verbs=Unreadable) as acting:
        await acting.press("m")
        assert refused(acting)
        assert "could not be read" in acting.text()
        Unreadable.gone = False
        await acting.press("escape", "escape", "m")
        assert isinstance(acting.app.screen, MeScreen)
