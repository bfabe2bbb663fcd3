"""The app on a frozen clock, with a library and a database of its own, for tests that press keys."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from difflib import ndiff
from pathlib import Path
from random import Random

from rich.cells import cell_len
from textual.color import Color
from textual.geometry import Offset
from textual.pilot import Pilot

from store.database import open_database
from tests.tui.screen_names import SNAPSHOT_OF
from tests.tui.still import settled
from tests.unit.test_themes import contrast
from tui import app as application
from tui.app import Aim, FivefoldApp
from tui.own_keys import OwnKeys
from tui.screens import keeping, note_editor, quiz, reader
from tui.shell import Shell
from tui.study import Study
from tui.themes import THEMES
from tui.widgets.keybar import KeyBar

LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
Shell.LOOK = 0.0  # what is pressed here was read
Shell.READ_AFTER = 3600.0  # and what was said stays until it is looked at: keys of a slow machine are seconds apart
# For the same reason nothing that waits for a pause, or for a while to pass, happens by itself: tests have it happen.
for module in (keeping, note_editor):
    vars(module)["_PAUSE"] = 3600.0
vars(application)["_AT_REST"] = 3600.0
vars(quiz)["_TOLD"] = 3600.0
vars(reader)["LOOKED"] = timedelta(hours=1)
SCREEN_OF = {snapshot: screen for screen, snapshot in SNAPSHOT_OF.items()}
READABLE = 4.5
"""Contrast that words have at least, whichever theme it is."""
SECONDS = 120
"""How long something may take to come on the screen; generous, since slow machines are welcome."""


_THUMB = re.compile(" *[▁-█]$")
"""An end of a scroll bar: how long a text is that was never laid out is only guessed."""


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self, at: datetime = MONDAY) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """The moment it shows."""
        return self.at

    def pass_days(self, days: int) -> None:
        """Let days pass."""
        self.at += timedelta(days=days)


@dataclass
class Performance:
    """The app in a test, and what a member can do with it."""

    app: FivefoldApp
    pilot: Pilot[None]
    study: Study
    clock: Clock

    async def settle(self) -> None:
        """Wait until nothing moves any more."""
        await settled(self.pilot)

    async def press(self, *keys: str) -> None:
        """Press keys, one after another, each until nothing moves any more."""
        for key in keys:
            await self.app._press_keys([key])  # as `Pilot.press`, which waits once more
            await self.settle()

    async def wait_for(self, *words: str) -> None:
        """Wait until all of these are on the screen, whoever is to bring them."""
        async with asyncio.timeout(SECONDS):
            while not all(word in self.text() for word in words):
                await self.settle()
                await asyncio.sleep(0.01)  # a worker that looks for something may itself wait for a timer
        await self.settle()

    def text(self) -> str:
        """What is on the screen, without colour."""
        return "\n".join(strip.text.rstrip() for strip in self.app.screen._compositor.render_strips())

    async def shown(self, snapshot: Callable[[str, str], None], name: str, *, same: bool = True) -> None:
        """Compare what is on the screen with the snapshot of that name, and in Chinese with that in the folder `zh`.

        A look at the other language changes nothing, unless it is said that it does.
        """
        english = self.text()
        assert SCREEN_OF.get(name, type(self.app.screen).__name__) == type(self.app.screen).__name__
        snapshot(english, name)
        await self.press("f2")
        snapshot(self.text(), f"zh/{name}")
        await self.press("f2")
        before, back = ([_THUMB.sub("", line) for line in text.split("\n")] for text in (english, self.text()))
        assert back == before or not same, "\n".join(ndiff(before, back))
        width, height = self.app.size
        for other in ((60, 16), (120, 40)):
            await self.pilot.resize_terminal(*other)
            await self.settle()
            self.fits(*other)
        await self.pilot.resize_terminal(width, height)
        await self.settle()
        chosen = self.app.theme
        for theme in THEMES:
            self.app.theme = theme.name
            await self.settle()
            faint = self.faint()
            assert faint == [], f"{name} in {theme.name}: {faint}"
        self.app.theme = chosen
        await self.settle()

    def faint(self) -> list[str]:
        """The words on the screen that have too little contrast to be read; those behind a window step back."""
        screen, found = self.app.screen, []
        own = [widget.region for widget in screen.query("*") if widget.is_on_screen]
        for y, strip in enumerate(screen._compositor.render_strips()):
            x = 0
            for segment in strip:
                style, begins = segment.style, Offset(x, y)
                x += segment.cell_length
                if not any(map(str.isalnum, segment.text)) or not any(region.contains_point(begins) for region in own):
                    continue
                if style and style.color and style.bgcolor:
                    ink, ground = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
                    ratio = contrast(ink, ground)
                    found += [f"{segment.text} {ratio:.1f}"] if ratio < READABLE else []
        return found

    def fits(self, width: int, height: int) -> None:
        """Check that nothing stands beyond the edges, and that the bar has the way back and the help, whole."""
        screen = self.app.screen
        assert len(self.text().split("\n")) == height
        for widget in screen.query("*"):
            region = widget.region
            assert not widget.is_on_screen or (region.x >= 0 and region.right <= width), f"{widget} at {region}"
        bar = screen.query_one(KeyBar)
        keys = bar.keys()
        assert sum(cell_len(key) + cell_len(text) + 3 for key, text, _action in keys) <= width + 1, keys
        assert {"Esc", "?", "F1"} & {key for key, _text, _action in keys}, keys

    def notices(self) -> str:
        """What was said beside the screen and is still there; a pilot does not draw it."""
        return "\n".join(notice.message for notice in self.app._notifications)


@asynccontextmanager
async def performance(
    folder: Path,
    *,
    library: Path | Sequence[Path] = LIBRARY,
    database: str = "study.db",
    at: datetime = MONDAY,
    size: tuple[int, int] = (80, 24),
    member: str | None = "Xiaoming Li",
    aim: Aim | None = None,
    verbs: type[Study] = Study,
    own_keys: OwnKeys | None = None,
    notices: bool = False,
) -> AsyncIterator[Performance]:
    """The app on the screen; `member` None names nobody; with `notices` what is said for a moment is drawn.

    What a second run records it records at another time.
    """
    clock = Clock(at)
    with open_database(folder / database, now=clock) as opened:
        libraries = [library] if isinstance(library, Path) else library
        study = verbs(libraries, opened, now=clock, random=Random(7), apart=Random(8))
        if member is not None:
            study.join(member)
        app = FivefoldApp(study, member=member or "li.xiaoming", aim=aim, own_keys=own_keys)
        async with app.run_test(size=size, notifications=notices) as pilot:
            acting = Performance(app, pilot, study, clock)
            await acting.settle()
            yield acting
