"""Keys pressed before the screen that they are meant for can take them: kept, and given to it in their order."""

from collections import deque
from typing import Any, Protocol, runtime_checkable

from textual import events
from textual.screen import Screen

from lessons.light import dataclass

AT_ONCE = frozenset({"back", "leave_app", "help_quit", "next_theme", "next_language"})
"""Actions for which nobody has to wait until a screen has what it shows."""


_ON_THEIR_WAY = 64
"""Keys of which it is known which screen they went to: those that it had no use for come back soon, the rest never."""


@runtime_checkable
class Filling(Protocol):
    """A screen that may be there before what it shows."""

    @property
    def awaits(self) -> bool:
        """Whether what its keys act on has not come yet."""


@dataclass(frozen=True, slots=True)
class _Kept:
    screen: Screen[Any]
    """For which it was pressed: a key never acts on another one."""
    key: str
    character: str | None
    came_back: bool
    """Whether the screen below had it first, and had no use for it: it was pressed before all that never got there."""


class EarlyKeys:
    """The keys that wait."""

    def __init__(self) -> None:
        self._opening: set[Screen[Any]] = set()
        self._kept: list[_Kept] = []
        self._given: deque[tuple[events.Key, Screen[Any]]] = deque(maxlen=_ON_THEIR_WAY)

    def __bool__(self) -> bool:
        """Whether any key waits."""
        return bool(self._kept)

    def is_opening(self, screen: Screen[Any]) -> bool:
        """Whether a screen has no focus yet that a key could go to."""
        return screen in self._opening

    def begin(self, screen: Screen[Any]) -> None:
        """A screen opens."""
        self._opening.add(screen)

    def end(self, screen: Screen[Any]) -> None:
        """A screen is open."""
        self._opening.discard(screen)

    def forget_all_but(self, screens: list[Screen[Any]]) -> None:
        """Forget what was meant for screens that are gone."""
        self._opening.intersection_update(screens)
        self._kept = [one for one in self._kept if one.screen in screens]

    def give(self, screen: Screen[Any], event: events.Key) -> None:
        """A key goes to a screen."""
        self._given.append((event, screen))

    def is_strange(self, screen: Screen[Any], event: events.Key) -> bool:
        """Whether a key that came back went to another screen, which was on top when it was pressed."""
        return any(event is one and screen is not there for one, there in self._given)

    def wants(self, screen: Screen[Any], key: str) -> bool:
        """Whether a key pressed on this screen has to wait."""
        if self.is_opening(screen):
            return True
        if not (isinstance(screen, Filling) and screen.awaits):
            return False
        active = screen.active_bindings.get(key)
        return active is None or active.binding.action not in AT_ONCE

    def keep(self, screen: Screen[Any], event: events.Key) -> None:
        """Keep a key until `take` is asked for it."""
        kept = _Kept(screen, event.key, event.character, event.is_forwarded)
        place = sum(one.came_back for one in self._kept) if kept.came_back else len(self._kept)
        self._kept.insert(place, kept)

    def take(self, screen: Screen[Any]) -> events.Key | None:
        """The next key for a screen; None where there is none, or it has to wait still."""
        if not self._kept or self._kept[0].screen is not screen or self.wants(screen, self._kept[0].key):
            return None
        kept = self._kept.pop(0)
        return events.Key(kept.key, kept.character)
