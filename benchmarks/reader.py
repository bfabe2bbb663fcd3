"""From the command to a lesson that can be read, against an app with nothing in it; and from a key to the next page."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks import texts
from benchmarks.measure import Line, Sample, alternate, report, sample
from benchmarks.start import FIVEFOLD, member, used
from benchmarks.terminal import BLANK_APP, FRAME, Terminal, first_and_settled

SIZES = (("25 KB", 25_000, 1.35), ("100 KB", 100_000, 1.50), ("1 MB", 990_000, 2.00))
"""Lessons with the goal for settled; a lesson may have 1 MB."""
MEMORY_GOAL = 2.03
"""A sixth of what the toolkit's own Markdown widget holds for 1 MB, measured as 402 MB beside a blank app's 33."""
KEY = 15.0
"""Milliseconds that a page may take from its key."""
LEAP = 50.0
"""Milliseconds that the way to the last page, or to the first, may take."""
PAGES = 15
MANY_PAGES = 500
FLAT = 1.05
"""What is laid out and passed by is let go: the memory of many pages beside that of few."""


def lines(folder: Path) -> Iterator[Line]:
    for name, characters, goal in SIZES:
        home = folder / name.replace(" ", "-")
        library = home / "library"
        library.mkdir(parents=True)
        (library / "lesson.md").write_text(texts.lesson(characters), encoding="utf-8")
        environment = member(home / "member", library)
        command = (*FIVEFOLD, "read", texts.MARKER)
        used(command, environment, folder, texts.OPENING)
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
            few = terminal.memory()
            leaps = sample([terminal.turn(key) * 1000 for key in "Gg" * 4])
            if name == "1 MB":
                for _page in range(MANY_PAGES):
                    terminal.turn(" ", quiet=FRAME)
            many = terminal.memory()
        yield Line(f"page turned, {name}, against {KEY:g} ms", "ms", turns, Sample(KEY, KEY, KEY, 1), 1.00)
        yield Line(f"to the end and back, {name}, against {LEAP:g} ms", "ms", leaps, Sample(LEAP, LEAP, LEAP, 1), 1.00)
        if name == "1 MB":
            yield Line(f"memory, {MANY_PAGES} pages against {PAGES}, {name}", "MB", sample([many]), sample([few]), FLAT)


if __name__ == "__main__":
    report([lines])
