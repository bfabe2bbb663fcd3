"""The README's pictures, made from the real app on the demo: `make screenshots`."""

import asyncio
import os
import re
import shutil
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.cells import cell_len
from textual.app import App

from store.database import open_database
from tests.conftest import FOREIGN, SURROUNDINGS
from tests.tui.pilot import performance
from tui.demo.people import YOU
from tui.demo.telling import tell
from tui.settings import STARTER_COURSES

DEMO = "demo.db"
DOCS = Path(__file__).parents[2] / "docs"
FONTS = re.compile(r"@font-face \{.*?\}", re.DOTALL)
"""Rich names fonts on a foreign server; a picture of ours asks nobody for anything."""
TEXT = re.compile(r'(<text [^>]* )x="([\d.]+)"([^>]*) textLength="[\d.]+"([^>]*)>((?:&#160;)*)([^<]*)</text>')
CELL = 12.2
"""Width of a cell in a picture of Rich's."""
ENDS = datetime(2026, 11, 27, 10, 30, tzinfo=UTC)
"""A Friday morning, the same for every picture."""

PATIENCE = 30.0
"""Seconds until a picture has failed."""


@dataclass(frozen=True)
class Picture:
    """A picture, and the keys that lead to it from Today."""

    name: str
    shows: str
    """What is to be read on it: it is waited for."""
    keys: tuple[str, ...] = ()
    member: str = YOU
    size: tuple[int, int] = (80, 24)


STORY = (
    Picture("today", shows="4 of 5 answered"),
    Picture("reader", keys=("3",), shows="min left"),
    Picture("quiz", keys=("1", "1"), shows="your answer"),
    Picture("group", keys=("g", "enter"), shows="done by", size=(120, 40)),
)


async def pictures() -> None:
    """Tell the demo once, and take each picture of it."""
    with TemporaryDirectory() as folder:
        tell_all(Path(folder))
        for picture in STORY:
            alone = Path(folder) / picture.name  # no picture depends on the one before
            alone.mkdir()
            seen = await taken(picture, Path(shutil.copy(Path(folder) / DEMO, alone)))
            (DOCS / f"{picture.name}.svg").write_text(seen, encoding="utf-8")


def tell_all(folder: Path) -> None:
    """Tell the whole demo into a folder."""
    with open_database(folder / DEMO, now=lambda: ENDS, demo=True) as database:
        tell(database, end=ENDS)


async def taken(picture: Picture, demo: Path) -> str:
    """Open the app, press the keys, answer what is seen."""
    async with performance(
        demo.parent,
        library=STARTER_COURSES,
        database=demo.name,
        at=ENDS,
        member=picture.member,
        size=picture.size,
    ) as acting:
        await acting.press(*picture.keys)
        async with asyncio.timeout(PATIENCE):
            while picture.shows not in acting.text():
                await acting.settle()
        return portrait(acting.app)


def portrait(app: App[None]) -> str:
    """What is on the screen, as SVG that every viewer draws alike."""
    return TEXT.sub(_placed, FONTS.sub("", app.export_screenshot(title="Fivefold")))


def _placed(text: re.Match[str]) -> str:
    """A run of text at its own cell and as wide as its cells.

    Rich counts a Han character as one cell, so that it would be squeezed, and some viewers drop the blanks that a run
    begins with.
    """
    before, x, between, after, blanks, words = text.groups()
    start = float(x) + CELL * blanks.count(";")
    width = CELL * cell_len(unescape(words))
    return f'{before}x="{start:.1f}"{between} textLength="{width:.1f}"{after}>{words}</text>' if width else ""


if __name__ == "__main__":
    for name in FOREIGN:
        os.environ.pop(name, None)
    os.environ.update(SURROUNDINGS)  # colours, days and words are alike wherever the pictures are made
    time.tzset()
    DOCS.mkdir(exist_ok=True)
    asyncio.run(pictures())
