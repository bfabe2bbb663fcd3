"""Searching 10,000 lessons: the index built, and a search as it is shown, against the bare query of FTS5."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random

from benchmarks import texts
from benchmarks.measure import Line, compare, report, sample, seconds
from lessons.words import wanted
from store.cache import Cache
from store.database import open_database
from store.search import NAME, match_expression
from tui.study import Study

LESSONS, COURSES = 10_000, 40
SEARCHED = 2.0
"""Goal for a search with everything that is shown, against FTS5 alone."""
BUILT = 1.0
"""Goal for the time of the index, against that of reading 2 MB in a second."""
MEGABYTES_A_SECOND = 2.0
AT_ONCE = 20.0
"""Milliseconds in which a search is there, with all that is shown of it."""
WORDS = ("a rare word", "serendipity"), ("three common words", "memory bridge evening"), ("a beginning", "sere")
COMMON = WORDS[1]
"""Where ranking is what takes the time."""
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def lines(folder: Path) -> Iterator[Line]:
    root = texts.library(folder / "library", LESSONS, courses=COURSES, every=2)
    for number, path in enumerate(sorted(root.glob("*/lessons/*.md"))):
        if number % 100 == 0:
            path.write_text(path.read_text(encoding="utf-8") + "\n\nA serendipity of words.\n", encoding="utf-8")
    size = sum(path.stat().st_size for path in root.rglob("*.md")) / 1e6
    cache = folder / "cache"
    with (
        open_database(folder / "study.db", now=lambda: NOW) as database,
        closing(Cache(cache)) as held,
    ):
        study = Study([root], database, now=lambda: NOW, random=Random(1), cache=held)
        study.join("Ada")
        study.look_again()
        begin = time.process_time()  # in a worker it shares the processor with the screen
        study.index()
        built = time.process_time() - begin
        yield Line(
            "10,000 lessons indexed, against 2 MB in a second",
            "s",
            sample([built]),
            sample([size / MEGABYTES_A_SECOND]),
            BUILT,
        )
        bare = sqlite3.connect(cache / NAME)
        for name, typed in WORDS:
            taken = sample([seconds(partial(study.find, typed))() * 1000 for _round in range(11)])
            yield Line(f"{name} found in them, against 20 ms", "ms", taken, sample([AT_ONCE]), 1.0)
        name, typed = COMMON
        yield compare(
            f"{name} found in them, against FTS5 alone",
            partial(study.find, typed),
            bare_query(bare, typed),
            goal=SEARCHED,
        )
        bare.close()


def bare_query(connection: sqlite3.Connection, typed: str) -> Callable[[], object]:
    """The queries of FTS5 for the best of each kind, and nothing around them."""
    expression = match_expression(wanted(typed))

    def ask() -> None:
        for table in ("lesson_words", "shown_words", "told_words"):
            connection.execute(
                f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rank LIMIT 20",  # noqa: S608 - our own names
                (expression,),
            ).fetchall()

    return ask


if __name__ == "__main__":
    report([lines])
