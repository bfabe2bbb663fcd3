"""Reading Markdown, against the tokens of markdown-it-py alone for the same texts; and a library of 10,000 lessons.

All in time of the processor: these are things that a worker does beside the screen.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from markdown_it import MarkdownIt

from benchmarks import texts
from benchmarks.measure import Line, compare, exactly, report, sample, seconds
from lessons.document import read_document
from lessons.model import Course, SourceFile
from lessons.parse import read_course
from lessons.shelf import LARGEST_FILE
from quizzes.parse import read_quiz
from quizzes.reading import read_one
from store.cache import Cache
from store.uncollected import uncollected
from tests.mutations import MOTIFS
from tui.known_library import KnownLibrary
from tui.proofing import Proofreader

TOKENS = 1.15
"""Goal for a whole file, read to what it means."""
FIRST_LOOK = 0.25
"""Goal for knowing what is in a library, against reading all of it."""
UNCHANGED, EDITED = 150.0, 50.0
"""Milliseconds to see that a library is the same, and what a file says that was saved just now."""
ONE_READ = 3.0
"""Goal for seeing that one file has changed, reading it and keeping its course, against seeing that nothing has."""
HOSTILE = 2.0
"""Seconds that a file may take, whatever it holds."""
LESSONS = (("25 KB", 25_000, 9), ("100 KB", 100_000, 7), ("1 MB", 990_000, 3))
"""Sizes with the rounds that they take."""
QUIZZES = ((20, 20), (400, 1))
"""Questions of a quiz, and how often it is read in a round."""
MANY, COURSES, PART = 10_000, 100, 10
"""Lessons of a large library and its courses, and which part of these is read in each round."""


def lines(folder: Path) -> Iterator[Line]:
    tokens = MarkdownIt("commonmark").enable("table").parse
    for name, characters, rounds in LESSONS:
        text = texts.lesson(characters)
        yield of_the_processor(
            f"a lesson of {name} read, against tokens",
            partial(read_document, "lesson.md", text),
            partial(tokens, text),
            goal=TOKENS,
            rounds=rounds,
        )
    course = read_course("course", None, None)
    for questions, times in QUIZZES:
        file = SourceFile("course/quizzes/quiz.md", texts.quiz(questions), "")
        assert len(questions_of(file, course)) == questions
        yield of_the_processor(
            f"a quiz of {questions} questions read, against tokens",
            partial(again, partial(questions_of, file, course), times),
            partial(again, partial(tokens, file.text), times),
            goal=TOKENS,
            rounds=7,
        )
    yield worst(course)
    root = texts.library(folder / "library", MANY, courses=COURSES, every=2)
    yield first_look(root)
    yield from looks(root, folder / "cache")


of_the_processor = partial(compare, clock=time.process_time)


def again(action: Callable[[], object], times: int) -> None:
    """Do something short so often that no other program decides how long it took."""
    for _ in range(times):
        action()


def questions_of(file: SourceFile, course: Course) -> tuple[object, ...]:
    """What a quiz file asks, read anew."""
    document = read_document(file.path, file.text, repair_headings=True)
    return read_quiz(file, document, course).questions


def worst(course: Course) -> Line:
    """The one of many hostile quizzes that takes longest to read, each as large as a file may be."""
    taken = {}
    for name, motif in MOTIFS.items():
        file = SourceFile("course/quizzes/quiz.md", motif * (LARGEST_FILE // len(motif.encode())), "")
        taken[name] = seconds(partial(read_one, file, course), time.process_time)()
    name = max(taken, key=taken.__getitem__)
    told = f"{len(taken)} hostile files of 2 MB, the slowest ({name}), goal"
    return Line(told, "s", sample([taken[name]]), exactly(HOSTILE), 1.0)


def first_look(root: Path) -> Line:
    """What is shown of a large library before it is read: a tenth of it is read, ten times as long is all of it."""
    every = KnownLibrary([root])
    part = KnownLibrary(sorted(root.iterdir())[::PART])

    @uncollected()
    def glanced() -> None:
        assert every.glance() is not None

    looked = sample([seconds(glanced, time.process_time)() * 1000 for _round in range(5)])
    read = sample([seconds(uncollected()(part.read), time.process_time)() * 1000 * PART for _round in range(3)])
    return Line(f"{MANY:,} lessons, first look, against reading", "ms", looked, read, FIRST_LOOK)


def looks(root: Path, home: Path) -> Iterator[Line]:
    """A large library that is the same as before, and one file of it that was edited."""
    file = next(root.rglob("lessons/*.md"))
    with closing(Cache(home)) as cache:
        for _time in range(3):  # what was just written is read twice
            KnownLibrary([root], cache).read()
        known = KnownLibrary([root], cache)
        same = sample([seconds(uncollected()(known.read), time.process_time)() * 1000 for _round in range(11)])
        yield Line(f"{MANY:,} lessons unchanged, goal", "ms", same, exactly(UNCHANGED), 1.0)
        again_read = uncollected()(saved(file, known.read))
        edited = sample([seconds(again_read, time.process_time)() * 1000 for _round in range(11)])
        yield Line(f"{MANY:,} lessons, one edited, against unchanged", "ms", edited, same, ONE_READ)
    proofreader = Proofreader(file)
    again(proofreader.read, 2)
    seen = sample([seconds(saved(file, proofreader.read), time.process_time)() * 1000 for _round in range(11)])
    yield Line("an edited file of them shown to its author, goal", "ms", seen, exactly(EDITED), 1.0)


def saved(file: Path, action: Callable[[], object]) -> Callable[[], object]:
    """Something done after a file was written; writing it takes hardly any time."""

    def act() -> None:
        with file.open("a", encoding="utf-8") as stream:
            stream.write("\nA line more.\n")
        action()

    return act


if __name__ == "__main__":
    report([lines])
