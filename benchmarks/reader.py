"""From the command to a lesson that can be read, against an app with nothing in it; and from a key to the next page."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyte

from benchmarks import texts
from benchmarks.measure import Line, Sample, alternate, report, sample
from benchmarks.start import FIVEFOLD, member, used
from benchmarks.terminal import BLANK_APP, FRAME, SIZE, Terminal, first_and_settled

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
LEAN = 1.10
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
            turns, sent, held = page_turns(terminal)
            few = terminal.memory()
            leaps = sample([terminal.turn(key) * 1000 for key in "Gg" * 4])
            if name == "1 MB":
                for _page in range(MANY_PAGES):
                    terminal.turn(" ", quiet=FRAME)
            many = terminal.memory()
        yield Line(f"page turned, {name}, against {KEY:g} ms", "ms", turns, Sample(KEY, KEY, KEY, 1), 1.00)
        yield Line(f"bytes of a page turned, {name}, against its text and styles", "B", sent, held, LEAN)
        yield Line(f"to the end and back, {name}, against {LEAP:g} ms", "ms", leaps, Sample(LEAP, LEAP, LEAP, 1), 1.00)
        if name == "1 MB":
            yield Line(f"memory, {MANY_PAGES} pages against {PAGES}, {name}", "MB", sample([many]), sample([few]), FLAT)


def page_turns(terminal: Terminal) -> tuple[Sample, Sample, Sample]:
    """Of some pages: milliseconds from the key, bytes that were sent, and bytes of what then stands on the screen."""
    rows, columns = SIZE
    screen = pyte.Screen(columns, rows)
    stream = pyte.ByteStream(screen)
    stream.feed(terminal.turned)
    turns: list[float] = []
    sent: list[float] = []
    held: list[float] = []
    for _page in range(PAGES):
        turns.append(terminal.turn(" ") * 1000)
        sent.append(len(terminal.turned))
        stream.feed(terminal.turned)
        held.append(len(written(screen)))
    return sample(turns), sample(sent), sample(held)


def written(screen: pyte.Screen) -> bytes:
    """What stands on a screen, line by line, each stretch of one style with the whole of that style before it."""
    said: list[str] = []
    last: tuple[object, ...] = ()
    for line in range(screen.lines):
        for cell in (screen.buffer[line][column] for column in range(screen.columns)):
            marks = (cell.bold, cell.italics, cell.underscore, cell.strikethrough, cell.reverse)
            if (style := (cell.fg, cell.bg, *marks)) != last:
                numbers = [number for number, mark in zip("13497", marks, strict=True) if mark]
                numbers += [colour(38, cell.fg), colour(48, cell.bg)]
                said.append(f"\x1b[{';'.join(('0', *numbers))}m")
                last = style
            said.append(cell.data)
        said.append("\r\n")
    return "".join(said).encode()


def colour(kind: int, name: str) -> str:
    """How a colour is said: of text 38, of what is behind it 48."""
    if len(name) != len("rrggbb"):
        return str(kind + 1)
    return f"{kind};2;" + ";".join(str(int(name[at : at + 2], 16)) for at in (0, 2, 4))


if __name__ == "__main__":
    report([lines])
