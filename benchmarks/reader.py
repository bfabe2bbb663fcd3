"""From the command to a lesson that can be read, against an app with nothing in it; and from a key to the next page."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks import texts
from benchmarks.measure import Line, Sample, alternate, report, sample
from benchmarks.start import FIVEFOLD, member
from benchmarks.terminal import BLANK_APP, Terminal, first_and_settled

SIZES = (("25 KB", 25_000, 1.35), ("100 KB", 100_000, 1.50), ("1 MB", 990_000, 2.00))
"""Lessons with the goal for settled; a lesson may have 1 MB."""
MEMORY_GOAL = 2.03
"""A sixth of what the toolkit's own Markdown widget holds for 1 MB, measured as 402 MB beside a blank app's 33."""
KEY = 15.0
"""Milliseconds that a page may take from its key."""
PAGES = 15


def lines(folder: Path) -> Iterator[Line]:
    for name, characters, goal in SIZES:
        home = folder / name.replace(" ", "-")
        library = home / "library"
        library.mkdir(parents=True)
        (library / "lesson.md").write_text(texts.lesson(characters), encoding="utf-8")
        environment = member(home / "member", library)
        command = (*FIVEFOLD, "read", texts.MARKER)
        _first, settled, memory = alternate(
            first_and_settled(command, environment, folder, texts.OPENING),
            first_and_settled(BLANK_APP, environment, folder),
            7,
        )
        yield Line(f"lesson settled, {name}", "s", *settled, goal)
        if name == "1 MB":
            yield Line(f"lesson, memory, {name}", "MB", *memory, MEMORY_GOAL)
        with closing(Terminal(command, environment, folder)) as terminal:
            terminal.until_painted(texts.OPENING)
            terminal.until_settled()
            turns = sample([terminal.turn(" ") * 1000 for _page in range(PAGES)])
        yield Line(f"page turned, {name}, against {KEY:g} ms", "ms", turns, Sample(KEY, KEY, KEY, 1), 1.00)


if __name__ == "__main__":
    report([lines])
