"""A file of a course, read -> Course or Lesson, with what is wrong with its front matter."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from math import ceil
from pathlib import PurePosixPath
from typing import TypeVar

from lessons import findings, values
from lessons.blocks import Heading
from lessons.clean import clean
from lessons.inline import plain
from lessons.markdown import read_inline
from lessons.model import Course, Criterion, Dimension, Document, Lesson, Objective, SourceFile
from lessons.problem import Finding, Problem

_Value = TypeVar("_Value")

LONGEST_LESSON = 1024 * 1024
"""Bytes of a lesson."""

DEFAULT_PASS_MARK = 0.7
DEFAULT_LANG = "en"

_FEWEST_DIMENSIONS, _MOST_DIMENSIONS = 3, 8
_WORDS_A_MINUTE, _HAN_A_MINUTE = 200, 300
_WORD = re.compile(r"[^\W_]\S*")
_NO_WORD = bytes(code for code in range(0x21, 0x7F) if not chr(code).isalnum())
"""Of ASCII all that is neither a blank nor makes a word by itself: without it as many words are left."""
_PLACE = re.compile(r"^(?:0\d{1,3}|\d{2,3})[-_. ]+(?=\S)")
"""Before the name of a file, so that files stand in their order."""
_BETWEEN = re.compile(r"[-_\s]+")
_HAN = re.compile(r"[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

COURSE_KEYS = (
    "title",
    "id",
    "type",
    "lang",
    "languages",
    "objectives",
    "dimensions",
    "order",
    "pass_mark",
)
"""Every key that the front matter of `course.md` may have."""
LESSON_KEYS = ("title", "id", "type", "lang", "minutes", "objectives", "quiz", "prerequisites", "complete")
"""Every key that the front matter of a lesson may have."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a lesson, for its contents list."""

    level: int
    source: str
    """Inline source."""
    block: int
    """Index of the heading among the document's blocks."""
    line: int


def sections(document: Document) -> tuple[Section, ...]:
    """The headings of a document that do not stand inside another block."""
    return tuple(
        Section(block.level, block.source, index, block.line)
        for index, block in enumerate(document.blocks)
        if isinstance(block, Heading)
    )


class _Page:
    """The front matter of one file while it is read, and what is wrong with it."""

    def __init__(self, file: SourceFile, document: Document, known: Sequence[str]) -> None:
        self.front = document.front
        self.problems: list[Problem] = [*file.problems, *document.problems]
        self._path = file.path
        self._lines = document.text.split("\n", document.front.end + 1)
        for key in self.front.values:
            if key not in known:
                near = get_close_matches(key.lower(), known, 1)
                finding = findings.UNKNOWN_KEY_NEAR if near else findings.UNKNOWN_KEY
                self.report(finding, key, key=key, nearest=near[0] if near else "")

    def report(self, finding: Finding, at: str, **told: str) -> None:
        """Note a finding at the line of a key; an empty one stands for the whole file."""
        line = self.front.lines.get(at, 0)
        source = self._lines[line - 1] if 0 < line <= len(self._lines) else ""
        self.problems.append(Problem(self._path, line, 1, finding, source, told))

    def words(self, key: str, expected: str) -> tuple[str, ...]:
        """A list of words; none where it is absent or means nothing."""
        none: tuple[str, ...] = ()
        return self.read(key, values.words, expected, none)

    def read(self, key: str, meant: Callable[[object], _Value | None], expected: str, default: _Value) -> _Value:
        """The value of a key, or the default where it is absent or means nothing."""
        value = self.front.values.get(key)
        if value is None:
            return default
        found = meant(self.front.written.get(key, value) if meant is values.word else value)
        if found is None:
            self.report(findings.VALUE, key, key=key, expected=expected)
            return default
        return found


def read_course(folder: str, file: SourceFile | None, document: Document | None, *, name: str = "") -> Course:
    """Read a course's own words.

    Args:
        folder: Relative to the library's root; `.` for the root itself.
        file: Its `course.md`, where it has one.
        document: The same, read.
        name: The folder's own name, which `.` does not tell.
    """
    name = clean(name or PurePosixPath(folder).name or "course")
    if file is None or document is None:
        return Course(name, name, folder, DEFAULT_LANG, (), (), (), (), DEFAULT_PASS_MARK, "")
    page = _Page(file, document, COURSE_KEYS)
    dimensions = tuple(Dimension(id_, title) for id_, title, _ in _declared(page, "dimensions"))
    if dimensions and not _FEWEST_DIMENSIONS <= len(dimensions) <= _MOST_DIMENSIONS:
        page.report(findings.DIMENSIONS, "dimensions", count=str(len(dimensions)))
    known = {dimension.id for dimension in dimensions}
    objectives: list[Objective] = []
    for id_, title, dimension in _declared(page, "objectives"):
        if dimension and dimension not in known:
            page.report(findings.UNKNOWN_DIMENSION, "objectives", objective=id_, dimension=dimension)
        objectives.append(Objective(id_, title, dimension if dimension in known else ""))
    languages = page.words("languages", "a list of languages")
    original = languages[0] if languages else DEFAULT_LANG
    return Course(
        id=page.read("id", _course_id, "a word without `/`", name),
        title=_title(page, document, name),
        path=folder,
        lang=page.read("lang", values.word, "a language such as en or zh", original),
        languages=languages,
        objectives=tuple(objectives),
        dimensions=dimensions,
        order=page.words("order", "a list of file names"),
        pass_mark=page.read("pass_mark", values.share, "a share such as 70%", DEFAULT_PASS_MARK),
        introduction=file.path,
        problems=tuple(sorted(page.problems)),
        objectives_line=document.front.lines.get("objectives", 0),
    )


def read_lesson(file: SourceFile, document: Document, course: Course) -> Lesson:
    """Read a lesson's card.

    `quiz` is what the author named, unresolved; `complete` without the author's word is what follows from it. The
    library, which knows the quizzes, decides about both.
    """
    page = _Page(file, document, LESSON_KEYS)
    size = len(document.text.encode())
    if size > LONGEST_LESSON:
        page.report(findings.LESSON_TOO_LONG, "", size=str(size), most=str(LONGEST_LESSON))
    path = PurePosixPath(file.path if course.path == "." else file.path.removeprefix(f"{course.path}/"))
    declared = {objective.id for objective in course.objectives}
    objectives = page.words("objectives", "a list of objectives")
    for objective in objectives:
        if objective not in declared:
            page.report(findings.UNKNOWN_OBJECTIVE, "objectives", objective=objective)
    quiz = page.read("quiz", values.word, "the name of a quiz", "") or None
    return Lesson(
        id=page.read("id", values.word, "a word", clean(path.with_suffix("").as_posix())),
        course=course.id,
        title=_title(page, document, named_after(path.stem)),
        path=file.path,
        lang=page.read("lang", values.word, "a language such as en or zh", course.lang),
        minutes=page.read("minutes", _minutes, "a whole number of minutes", _reading_time(document)),
        objectives=tuple(objective for objective in objectives if objective in declared),
        quiz=quiz,
        prerequisites=page.words("prerequisites", "a list of lessons"),
        complete=page.read(
            "complete", _criterion, "one of " + ", ".join(Criterion), Criterion.QUIZ_PASSED if quiz else Criterion.READ
        ),
        digest=file.digest,
        problems=tuple(sorted(page.problems)),
    )


def _title(page: _Page, document: Document, default: str) -> str:
    """The front matter's title, else the first heading, else the default."""
    first = next((block for block in document.blocks if isinstance(block, Heading)), None)
    heading = plain(read_inline(first.source, document.references)).strip() if first else ""
    return page.read("title", values.word, "a line of text", heading or default)


def named_after(name: str) -> str:
    """The title of a file that has no other: the words of its name, without extension and place: `01-deep-sea`."""
    name = clean(name)
    words = " ".join(_BETWEEN.split(_PLACE.sub("", name))).strip()
    return words[:1].upper() + words[1:] or name


def _declared(page: _Page, key: str) -> list[tuple[str, str, str]]:
    """Id, title and dimension of each entry of a list; an entry that is a mere word is its own title."""
    found: dict[str, tuple[str, str, str]] = {}
    entries = page.front.values.get(key)
    if not isinstance(entries, list):
        if entries is not None:
            page.report(findings.VALUE, key, key=key, expected="a list")
        return []
    for entry in entries:
        told: Mapping[str, object] = entry if isinstance(entry, dict) else {"id": entry}
        id_ = values.word(told.get("id"))
        if id_ is None:
            page.report(findings.VALUE, key, key=key, expected="a list whose entries have an `id`")
        elif id_ in found:
            page.report(findings.DECLARED_TWICE, key, key=key, id=id_)
        else:
            title, dimension = values.word(told.get("title")), values.word(told.get("dimension"))
            found[id_] = (id_, title or id_, dimension or "")
    return list(found.values())


def _course_id(value: object) -> str | None:
    """A word that can stand before the `/` of a key."""
    id_ = values.word(value)
    return None if id_ is None or "/" in id_ else id_


def _criterion(value: object) -> Criterion | None:
    return next((criterion for criterion in Criterion if criterion == value), None)


def _minutes(value: object) -> int | None:
    return values.count(value) or None


def _reading_time(document: Document) -> int:
    """Minutes at 200 words or 300 Han characters a minute, at least 1."""
    text = "\n".join(document.text.split("\n")[document.front.end :])
    if text.isascii():
        return max(1, ceil(len(text.encode().translate(None, _NO_WORD).split()) / _WORDS_A_MINUTE))
    text, han = _HAN.subn(" ", text)
    return max(1, ceil(len(_WORD.findall(text)) / _WORDS_A_MINUTE + han / _HAN_A_MINUTE))
