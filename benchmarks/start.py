"""From the command to what it shows, against an app with nothing in it."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from benchmarks import history, texts
from benchmarks.measure import Line, alternate, report
from benchmarks.terminal import BLANK_APP, RunError, Terminal, first_and_settled, surroundings

FIVEFOLD = (sys.executable, "-m", "tui")
FIRST, SETTLED, MEMORY = 1.15, 1.30, 1.30
"""Goals for Today: first frame, settled, resident memory, all against the blank app."""
COMMAND = 0.50
"""Goal for `today --json`, against the blank app's first frame."""
SIZES = ((24, 11, 1, 0), (1_000, 5, 1, 0), (10_000, 7, 100, 1_000_000))
"""Lessons, rounds, courses and events."""
VERSION = 3.00
"""Goal for `--version`, against Python doing nothing."""


def member(folder: Path, library: Path, name: str = "ada", *, events: int = 0) -> dict[str, str]:
    """An environment in which a member has opened this library before, with so many events of twenty behind them."""
    folder.mkdir()
    if events:
        history.write(folder / "study.db", events)
    environment = {
        **surroundings(folder),
        "FIVEFOLD_LIBRARY": str(library),
        "FIVEFOLD_DB": str(folder / "study.db"),
        "FIVEFOLD_MEMBER": name,
        "FIVEFOLD_LANG": "en",
    }
    ended((*FIVEFOLD, "today", "--json"), environment, folder)()
    return environment


def used(command: Sequence[str], environment: Mapping[str, str], folder: Path, text: str) -> None:
    """Use the app once and leave it: what a first run keeps for later ones is there."""
    with closing(Terminal(command, environment, folder)) as terminal:
        terminal.until_painted(text)
        terminal.until_settled(1.0)
        terminal.leave()


def ended(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> Callable[[], tuple[float]]:
    """A measurement: seconds until a command has ended well."""

    def measure() -> tuple[float]:
        begin = time.perf_counter()
        run = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)
        took = time.perf_counter() - begin
        if run.returncode:
            raise RunError(f"{command!r} ended with status {run.returncode}: {run.stderr}")
        return (took,)

    return measure


def first_frame(measure: Callable[[], tuple[float, ...]]) -> Callable[[], tuple[float]]:
    """The first figure alone of a measurement."""
    return lambda: (measure()[0],)


def lines(folder: Path) -> Iterator[Line]:
    for lessons, rounds, courses, events in SIZES:
        home = folder / f"home-{lessons}"
        root = texts.library(folder / f"library-{lessons}", lessons, courses=courses, every=2 if courses > 1 else 1)
        environment = member(home, root, "Member 0" if events else "ada", events=events)
        ended((*FIVEFOLD, "today", "--json"), environment, home)()  # what was just written is read twice
        used(FIVEFOLD, environment, home, texts.MARKER)
        name = f"{lessons:,} lessons" + (f", {events:,} events" if events else "")
        blank = first_and_settled(BLANK_APP, environment, home)
        first, settled, memory = alternate(first_and_settled(FIVEFOLD, environment, home, texts.MARKER), blank, rounds)
        yield Line(f"Today, first frame, {name}", "s", *first, FIRST)
        yield Line(f"Today, settled, {name}", "s", *settled, SETTLED)
        yield Line(f"Today, memory, {name}", "MB", *memory, MEMORY)
        command = ended((*FIVEFOLD, "today", "--json"), environment, home)
        (both,) = alternate(command, first_frame(blank), rounds)
        yield Line(f"today --json, {name}", "s", *both, COMMAND)
    quiet = surroundings(folder)
    nothing = ended((sys.executable, "-c", "pass"), quiet, folder)
    (both,) = alternate(ended((*FIVEFOLD, "--version"), quiet, folder), nothing, 21)
    yield Line("--version, against python -c pass", "s", *both, VERSION)


if __name__ == "__main__":
    report([lines])
