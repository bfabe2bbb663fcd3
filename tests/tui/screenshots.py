"""The README's pictures, made from the real app on the starter course: `make screenshots`."""

import asyncio
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.tui.pilot import performance
from tui.settings import STARTER_COURSES

DOCS = Path(__file__).parents[2] / "docs"
FONTS = re.compile(r"@font-face \{.*?\}", re.DOTALL)
"""Rich names fonts on a foreign server; a picture of ours asks nobody for anything."""
STORY = (
    ("today", ("enter", "space", "escape")),
    ("reader", ("enter",)),
    ("quiz", ("end", "enter", "2")),
)
"""Name of a picture, and the keys that lead to it from the one before."""


async def pictures() -> None:
    """Play the story and keep its pictures."""
    with TemporaryDirectory() as folder:
        async with performance(Path(folder), library=STARTER_COURSES[0], member="Xiaoming Li") as acting:
            for name, keys in STORY:
                await acting.press(*keys)
                picture = FONTS.sub("", acting.app.export_screenshot(title="Fivefold"))
                (DOCS / f"{name}.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    DOCS.mkdir(exist_ok=True)
    asyncio.run(pictures())
