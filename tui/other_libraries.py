"""The libraries that are not open, and would be, were no other one named or stood in: what is due of them is told."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from lessons.errors import LessonError
from lessons.light import dataclass
from tui.known_library import KnownLibrary
from tui.reviewing import Holdings

if TYPE_CHECKING:
    from store.cache import Cache


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is due of libraries that are not open."""

    questions: int
    libraries: tuple[Path, ...]
    """Those that have them."""


class OtherLibraries:
    """Some libraries, of which nothing is read before somebody asks for it."""

    def __init__(self, roots: Sequence[Path], cache: Cache | None) -> None:
        self.roots = tuple(roots)
        self._cache = cache
        self._holdings: Holdings | None = None
        self._reading = threading.Lock()

    def holdings(self, *, read: bool) -> Holdings | None:
        """What they can ask, as they were when somebody looked last.

        Where that is not known they are read if that is wanted, which takes as long as it does; else it is None, and so
        it is where they cannot be read: whoever opens them is told why.
        """
        with self._reading, suppress(LessonError):
            if self._holdings is None:
                known = KnownLibrary([root for root in self.roots if root.is_dir()], self._cache)
                library = known.known() or (known.read() if read else None)
                self._holdings = Holdings(library) if library else None
        return self._holdings
