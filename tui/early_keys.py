"""Keys pressed before the screen that they are meant for can take them: kept, and given to it in their order.

One key is given at a time, and the next when all that the one before did is done: what opens a screen or closes one
is over then, and no key is lost in a screen that goes. A paste is kept and given like a key.
"""

from typing import Any, Protocol, runtime_checkable

from textual import events
from textual.screen import Screen

from lessons.light import dataclass

AT_ONCE = frozenset({"back", "leave_app", "help_quit", "next_theme", "next_language"})
"""Actions for which nobody has to wait until a screen has what it shows."""

Pressed = events.Key | events.Paste
"""What is kept."""


@runtime_checkable
class Filling(Protocol):
    """A screen that may be there before what it shows."""

    @property
    def awaits(self) -> bool:
        """Whether what its keys act on has not come yet."""


@dataclass(frozen=True, slots=True)
class _Kept:
    event: Pressed
    screen: Screen[Any] | None = None
    """For which it waits: it never acts on another one. None where it is for whatever comes up by what is before it."""
    came_back: bool = False
    """Whether a screen that is gone had it first, and no use for it: it was pressed before all that never got there."""


def _is_typed(screen: Screen[Any], event: Pressed) -> bool:
    """Whether a key goes into a line that has the focus: that is there, whatever comes below it."""
    field = screen.focused
    return isinstance(event, events.Key) and bool(field and field.check_consume_key(event.key, event.character))


class EarlyKeys:
    """The keys that wait."""

    def __init__(self) -> None:
        self._opening: set[Screen[Any]] = set()
        self._kept: list[_Kept] = []
        self._given: tuple[Pressed, Screen[Any]] | None = None

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

    def forget_all(self) -> None:
        """Forget every key: what comes up now is nothing that they could be meant for."""
        self._kept.clear()

    def forget_all_but(self, screens: list[Screen[Any]]) -> None:
        """Forget what waited for screens that are gone."""
        self._opening.intersection_update(screens)
        self._kept = [one for one in self._kept if one.screen is None or one.screen in screens]

    def hand_on(self) -> None:
        """Have every key act on what comes up next, whatever it waited for."""
        self._kept = [_Kept(one.event) for one in self._kept]

    def is_strange(self, screen: Screen[Any], event: Pressed) -> bool:
        """Whether a key that came back went to another screen, which was on top when it was given."""
        return self._given is not None and event is self._given[0] and screen is not self._given[1]

    def wants(self, screen: Screen[Any], event: Pressed) -> bool:
        """Whether a key pressed on this screen has to wait."""
        if self.is_opening(screen):
            return True
        if not (isinstance(screen, Filling) and screen.awaits) or _is_typed(screen, event):
            return False
        active = screen.active_bindings.get(event.key) if isinstance(event, events.Key) else None
        return active is None or active.binding.action not in AT_ONCE

    def keep(self, event: Pressed) -> None:
        """Keep a key until `take` is asked for it."""
        if not event.is_forwarded:
            self._kept.append(_Kept(event))
            return
        again = events.Key(event.key, event.character) if isinstance(event, events.Key) else events.Paste(event.text)
        again.time = event.time
        self._kept.insert(sum(one.came_back for one in self._kept), _Kept(again, came_back=True))

    def take(self, screen: Screen[Any]) -> Pressed | None:
        """The next key for a screen; None where there is none, or all of them have to wait still.

        What acts at once overtakes what waits: that was for this screen, and ends with it where it goes. What was
        pressed later is for whatever is on top then.
        """
        waits = False
        for number, one in enumerate(self._kept):
            if one.screen is not None and one.screen is not screen:
                continue
            if self.wants(screen, one.event) or (waits and _is_typed(screen, one.event)):
                self._kept[number], waits = _Kept(one.event, screen, one.came_back), True
                continue
            later = [_Kept(other.event) if other.screen is screen else other for other in self._kept[number + 1 :]]
            self._kept[number:] = later
            self._given = one.event, screen
            return one.event
        return None
