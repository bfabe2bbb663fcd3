"""The demo laid out as a group is whose members study on machines of their own: a database for each, files, a leader.

    DIR/members/NAME/study.db    what each of them has recorded
    DIR/shared/                  what the leader shares of the group, and each member of themselves
    DIR/leader/study.db          what the leader knows of it

Everything in it was made by the verbs of sharing and collecting, week by week. It is told beside its place and moved
there when it is whole.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

from store import files, shared_files
from store.cache import Cache
from store.database import Database, open_database
from store.demo import is_demo
from store.errors import SharedFileError
from tui.demo.clock import Clock
from tui.demo.people import NIGHT_SHIFT, GroupTold, cast_of
from tui.demo.scene import Scene
from tui.demo.telling import SEED, Teller, keep_end, told_until
from tui.study import Study

WEEKS = 26
"""Half a year: long enough for a course to be finished and another begun."""
CAST = cast_of(NIGHT_SHIFT)
DATABASE = "study.db"
_BESIDE = frozenset({"", ".lock", "-wal", "-shm", "-journal"})
"""What may end the name of a database, or of what belongs to it."""


class OccupiedError(Exception):
    """Something is where the demo is to be made."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path
        """What no demo has made, or what it is in."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of such a demo are."""

    folder: Path

    @property
    def leader(self) -> Path:
        """The database of the leader."""
        return self.folder / "leader" / DATABASE

    @property
    def shared(self) -> Path:
        """Where the files are."""
        return self.folder / "shared"

    @property
    def members(self) -> Path:
        """A folder for each member."""
        return self.folder / "members"

    def member(self, name: str) -> Path:
        """The database of a member."""
        return self.members / name / DATABASE

    def names(self) -> tuple[str, ...]:
        """Who of the members has a database."""
        return tuple(person.name for person in CAST.people if self.member(person.name).is_file())


class _Apart(Scene):
    """Each of them has a database, the leader too; what they know of each other is in files."""

    def __init__(self, layout: Layout, leader: str, clock: Clock, seed: int, stack: ExitStack) -> None:
        super().__init__(clock, Random(seed))  # noqa: S311 - as below
        self._seed = seed
        self._layout = layout
        self._leader = leader
        self._stack = stack
        self._cache = Cache(Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fivefold-"))))
        stack.callback(self._cache.close)
        self._studies: dict[str, Study] = {}
        self.databases: list[Database] = []

    def come(self, name: str) -> None:
        path = self._layout.leader if name == self._leader else self._layout.member(name)
        database = self._stack.enter_context(open_database(path, now=self.clock, demo=True))
        self._stack.enter_context(
            database.transaction()
        )  # of a story that is thrown away where it is not told to its end
        self.databases.append(database)
        self._studies[name] = self.opened(database, cache=self._cache, apart=self._apart(name))
        self._studies[name].join(name)

    def _apart(self, name: str) -> Random:
        return Random(f"{self._seed}\n{name}\napart")  # noqa: S311 - a story, which keeps no secret

    def at(self, name: str) -> Study:
        return self._studies[name]

    def bring(self, name: str, group: GroupTold) -> None:
        self._share(name, group)
        self._collect(group)

    def announce(self, group: GroupTold, members: Iterable[str]) -> None:
        self._share(group.leader, group)
        for name in members:
            self.at(name).collect([self._layout.shared])

    def gather(self, group: GroupTold, members: Iterable[str]) -> None:
        for name in members:
            self._share(name, group)
        self._collect(group)

    def _share(self, name: str, group: GroupTold) -> None:
        study = self.at(name)
        study.share(study.offer(group.name, self._layout.shared), self._layout.shared)

    def _collect(self, group: GroupTold) -> None:
        found = self.at(group.leader).collect([self._layout.shared])
        if found.refused:
            raise RuntimeError("a file of the story was refused") from found.refused[0].why


def tell_apart(
    folder: Path,
    *,
    end: datetime,
    seed: int = SEED,
    weeks: int = WEEKS,
    progress: Callable[[float], None] = lambda _share: None,
) -> Layout:
    """Tell the story of one group into a folder that is not there, or empty. The same seed and end give the same story.

    Args:
        folder: it is made.
        end: the moment at which the story ends, UTC.
        seed: of all lots that are drawn.
        weeks: how long it lasts.
        progress: is told the share that is done, 0 to 1, day by day.

    Raises:
        OccupiedError: something is there.
        StoreError: it could not be written; nothing is there then.
    """
    if os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        raise OccupiedError(folder)
    with _beside(folder) as unfinished:
        with ExitStack() as stack:
            scene = _Apart(Layout(unfinished), CAST.groups[0].leader, Clock(end), seed, stack)
            for share in Teller(scene, CAST, seed, 7 * weeks).tell():
                progress(share)
            for database in scene.databases:
                keep_end(database, end)
        unfinished.rename(folder)  # an empty folder gives way
        files.sync(folder.parent)
    return Layout(folder)


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A folder that can be moved to the place of another; what is left of it when an error comes is removed."""
    try:
        folder.parent.mkdir(mode=files.PRIVATE_FOLDER, parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise files.explain(error, folder) from error
    try:
        yield unfinished
    except OSError as error:
        raise files.explain(error, folder) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def end_of(layout: Layout, *, now: Callable[[], datetime]) -> datetime | None:
    """The moment at which the story in such a demo ends, UTC; None where there is none.

    Raises:
        StoreError: its database cannot be opened.
    """
    if not is_demo(layout.leader):
        return None
    with open_database(layout.leader, now=now) as database:
        return told_until(database)


def remove(layout: Layout) -> None:
    """Remove such a demo, where there is one and nothing else beside it.

    Raises:
        OccupiedError: with the path of something that no demo has made; nothing is removed.
        StoreError: it cannot be removed, and why.
    """
    for path in sorted(layout.folder.rglob("*")):
        if path.is_symlink() or not (path.is_dir() or _is_of_demo(layout, path)):
            raise OccupiedError(path)  # by whom it is, or what for, nobody here knows
    try:
        shutil.rmtree(layout.folder)
    except OSError as error:
        raise files.explain(error, layout.folder) from error


def _is_of_demo(layout: Layout, path: Path) -> bool:
    """Whether a file is a part of a demo that is laid out like this."""
    if path.parent == layout.shared:
        try:
            return shared_files.read(path).source.demo
        except SharedFileError:
            return False
    databases = (layout.leader, *map(layout.member, layout.names()))
    database = path.with_name(DATABASE)
    ending = path.name.removeprefix(DATABASE)
    return ending in _BESIDE and database in databases and is_demo(database)
