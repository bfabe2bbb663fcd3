"""Where the story of the demo is acted out: who has which database, and how the members of a group come together."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from random import Random

from store.cache import Cache
from store.database import Database
from tui.demo.clock import Clock
from tui.demo.people import GroupTold
from tui.settings import STARTER_COURSES
from tui.study import Study


class Scene(ABC):
    """A place of the story."""

    def __init__(self, clock: Clock, random: Random) -> None:
        self.clock = clock
        self.random = random
        """Of every study here. It is seeded before each act, so that nobody's story hangs on that of another."""

    @abstractmethod
    def come(self, name: str) -> None:
        """Let somebody begin to study."""

    @abstractmethod
    def at(self, name: str) -> Study:
        """The study that somebody sits down at, who has come."""

    @abstractmethod
    def bring(self, name: str, group: GroupTold) -> None:
        """Bring somebody into a group, whose charter they accept."""

    @abstractmethod
    def announce(self, group: GroupTold, members: Iterable[str]) -> None:
        """Let the members of a group know what its leader has just settled."""

    @abstractmethod
    def gather(self, group: GroupTold, members: Iterable[str]) -> None:
        """Let the leader of a group know how some of its members stand."""

    def opened(self, database: Database, *, cache: Cache | None = None, apart: Random | None = None) -> Study:
        """A study of the starter courses on a database, with a cache of what they say, and a source for what leaves."""
        return Study(STARTER_COURSES, database, now=self.clock, random=self.random, cache=cache, apart=apart)


class Together(Scene):
    """All of them study in one database."""

    def __init__(self, database: Database, clock: Clock, random: Random) -> None:
        super().__init__(clock, random)
        self._study = self.opened(database)

    def come(self, name: str) -> None:
        """Add somebody."""
        if self._study.has_members:
            self._study.add_member(name)
        else:
            self._study.join(name)

    def at(self, name: str) -> Study:
        """The one study, as somebody."""
        self._study.join(name)
        return self._study

    def bring(self, name: str, group: GroupTold) -> None:
        """The leader adds a member, who accepts."""
        self.at(group.leader).add_to_group(group.name, name)
        self.at(name).accept_charter(group.name, signed=name)

    def announce(self, group: GroupTold, members: Iterable[str]) -> None:
        """All of them know at once."""

    def gather(self, group: GroupTold, members: Iterable[str]) -> None:
        """The leader knows at once."""
