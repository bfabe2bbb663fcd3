"""A first look at a file: what lists need to know of it, taken from its lines where these leave no doubt.

It costs a small part of reading. What it tells is what reading tells: a file with a line whose meaning depends on more
than the lines around it is read at once. Left out are problems, and what the questions of a quiz say.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path, PurePosixPath

from lessons.blocks import Heading
from lessons.document import read_document
from lessons.errors import LessonError
from lessons.front_matter import read_front_matter
from lessons.inline import plain
from lessons.late import late
from lessons.markdown import read_inline
from lessons.model import Course, Document, FrontMatter, Kind, SourceFile
from lessons.parse import named_after, read_lesson
from lessons.shelf import read_file
from quizzes.identity import canonical
from quizzes.model import Quiz
from quizzes.parse import is_named_quiz, quiz_id
from quizzes.parse.label import lone_label, take_label
from quizzes.parse.page import Page
from quizzes.parse.settings import Settings, read_settings
from quizzes.reading import FileRead, Readings, inside_course, read_one

LONGEST = 256 * 1024
"""Characters of a file that is glanced at: larger ones come up against the bounds of what is read."""

_TICKED = re.compile(r"[\[［]\s{0,2}[xXхХ×✓✔√✅☑✗✘╳ｘＸ]\s{0,2}[\]］]")
_CHECK = re.compile(r"<!--\s*/?quiz|<\??/?quiz", re.IGNORECASE)
_FIRST_HEADING = re.compile(r"\n*(?P<marks>#{1,6})[ \t]+(?P<words>[^\s#].*)")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*$")
_ID = re.compile(r"(?<!\\)\{#(?P<id>[^\s#{}\"'=]+)\}$")
_LINE = re.compile(
    r"""
    (?P<option>[-*][ ]\[(?P<box>[ xX])\][ ](?P<said>\S.*))\n
  | (?P<blank>[ \t]*\n)
  | (?P<heading>(?P<marks>\#{1,6})[ \t]+(?P<words>[^\s\#].*))\n
  | (?P<feedback>[ ]{2,4}>.*\n)
  | (?P<quote>>.*\n)
  | (?P<fence>(?P<tick>`{3,})[^`\n]*\n(?:.*\n)*?[ ]{0,3}(?P=tick)`*[ \t]*\n)
  | (?P<rule>-{3,}[ \t]*\n)
  | (?P<text>(?:[^\W\d_]|["“”‘’'(«「『（]|\*{1,2}[^\W_]|_{1,2}[^\W_]|`[^`\n]|!\[|\[[^\]\[\n^]+\]\(|\d+(?![\d.)])).*\n)
    """,
    re.VERBOSE,
)
"""Lines that can begin or continue one thing only, wherever they stand at the margin."""
_OF_AN_OPTION = frozenset({"option", "feedback"})
_BEFORE_A_QUOTE = frozenset({"option", "feedback", "quote"})
"""What a quote belongs to that touches it."""
_LATE = ("introduction", "questions", "sections", "problems")
"""What of a quiz comes when it is read."""


class Glances(Readings):
    """Readings in which a file is only glanced at, where that is enough."""

    def read(self, root: Path, file: SourceFile, course: Course, kind: Kind | None = None) -> FileRead:
        """A lesson or quiz, glanced at or read."""
        found = glance(root, file, course) if kind is None and self.glances(course) else None
        return found or super().read(root, file, course, kind)

    def glances(self, course: Course) -> bool:
        """Whether a course has one language: what a translation is put beside has to be read."""
        return len(course.languages) < 2  # noqa: PLR2004 - the original, and another


def glance(root: Path, file: SourceFile, course: Course) -> FileRead | None:
    """What the lines of a file tell for sure; None where it has to be read."""
    text = file.text
    if file.problems or len(text) > LONGEST:
        return None
    front, problems = read_front_matter(file.path, text)
    if problems:
        return None
    body = "".join(text.split("\n", front.end)[front.end :]) if front.end else text
    named = is_named_quiz(inside_course(file.path, course.path), front)
    if named:
        return _quiz(root, file, course, front, body)
    if _CHECK.search(body) or (named is None and _TICKED.search(body)):
        return None
    return _lesson(file, course, front, body)


def _lesson(file: SourceFile, course: Course, front: FrontMatter, body: str) -> FileRead | None:
    heading = None
    title = front.values.get("title")
    if not isinstance(title, str) or not title.strip():
        found = _FIRST_HEADING.match(body)
        if found is None or "[" in found["words"]:
            return None
        heading = Heading(line=1, end=1, level=len(found["marks"]), source=_unclosed(found["words"]))
    beginning = Document(file.text, front, (heading,) if heading else (), {}, ())
    return FileRead(file, course, _document(file, front), read_lesson(file, beginning, course))


def _document(file: SourceFile, front: FrontMatter) -> Document:
    """The document of a file; its blocks are found when somebody asks for them."""

    def read() -> Mapping[str, object]:
        read = read_document(file.path, file.text)
        return {"blocks": read.blocks, "references": read.references, "problems": read.problems}

    return late(Document, {"text": file.text, "front": front}, read)


def _quiz(root: Path, file: SourceFile, course: Course, front: FrontMatter, body: str) -> FileRead | None:
    page = Page(file.path, [], front, course, end=0)
    settings = read_settings(page)
    if settings.question or "dialect" in front.values:
        return None
    scan = _Scan(body)
    if not scan.is_sure():
        return None
    title = settings.title or _title(file, scan)
    if title is None:
        return None
    asks = len(scan.questions)
    first = file.text.count("\n") - body.count("\n") + 1
    quiz = late(
        Quiz,
        {
            "id": settings.id or quiz_id(file.path, course),
            "course": course.id,
            "title": title,
            "path": file.path,
            **_terms(settings),
            "digest": file.digest,
            "lesson": "",
            "translation": "",
        },
        lambda: _questions(root, file.path, course),
        {
            "asks": asks,
            "size": min(settings.draw or asks, asks),
            "ids": {one.id: first + body.count("\n", 0, one.begin) for one in scan.questions if one.id},
        },
    )
    return FileRead(file, course, _document(file, front), quiz)


def _terms(settings: Settings) -> dict[str, object]:
    """What a quiz takes from its front matter."""
    return {
        "lang": settings.lang,
        "pass_mark": settings.pass_mark,
        "shuffle_questions": settings.shuffle_questions,
        "shuffle_options": settings.shuffle_options,
        "feedback": settings.feedback,
        "mode": settings.mode,
        "scoring": settings.scoring,
        "attempts": settings.attempts,
        "draw": settings.draw,
        "time_limit": settings.time_limit,
    }


def _questions(root: Path, path: str, course: Course) -> Mapping[str, object]:
    """What a quiz asks, read from its file; nothing where that has gone since."""
    with suppress(LessonError):
        entry = read_one(read_file(root, path), course).entry
        if isinstance(entry, Quiz):
            return {name: getattr(entry, name) for name in _LATE}
    return dict.fromkeys(_LATE, ())


def _title(file: SourceFile, scan: "_Scan") -> str | None:
    """The first heading, where it has no equal and asks nothing, else the file's name; None in doubt."""
    first, *rest = scan.sections or [_Section(0, "", "", 0)]
    above = not first.options and bool(rest) and rest[0].level > first.level
    if above and ("[" in first.stem or any(section.level == first.level for section in rest)):
        return None
    words = first.stem if above else ""
    return plain(read_inline(words, {})).strip() or named_after(PurePosixPath(file.path).stem)


@dataclass(slots=True)
class _Section:
    """What stands under a heading."""

    level: int
    stem: str
    id: str
    begin: int
    """Where its heading stands in the body."""
    options: list[tuple[bool, str]] = field(default_factory=list)
    """Whether it is ticked, and its words."""
    ended: bool = False
    """Whether anything stands behind the options."""
    odd: bool = False
    """Whether anything stands there that may be an answer body, where it has no options."""


class _Scan:
    """The sections of a quiz file, line by line."""

    def __init__(self, body: str) -> None:
        self.sections: list[_Section] = []
        self._body = body if body.endswith("\n") else f"{body}\n"

    @property
    def questions(self) -> Sequence[_Section]:
        """The sections with options."""
        return [section for section in self.sections if section.options]

    def is_sure(self) -> bool:
        """Whether the file consists of nothing but sections of which each line shows what it is."""
        before, last, match = _Section(0, "", "", 0), "blank", _LINE.match
        section, position, end, body = before, 0, len(self._body), self._body
        while position < end:
            line = match(body, position)
            if line is None:
                return False
            kind = line.lastgroup or ""
            position = line.end()
            if kind == "option":
                if section is before or section.ended or line["said"].rstrip().endswith("}"):
                    return False
                section.options.append((line["box"] != " ", line["said"].rstrip()))
            elif kind == "heading":
                found = self._begin(line)
                if found is None:
                    return False
                section = found
            elif kind == "feedback":
                if last not in _OF_AN_OPTION:
                    return False
            elif kind != "blank":
                if not self._goes_on(section, kind, last, line[0]):
                    return False
                if section.options and not (kind == "quote" and last in _BEFORE_A_QUOTE):
                    section.ended = True
            last = kind
        return not before.odd and self._are_sound()

    def _begin(self, line: re.Match[str]) -> _Section | None:
        words = _unclosed(line["words"])
        named = _ID.search(words)
        if words.endswith("}") and named is None:
            return None
        stem = take_label(words[: named.start()].rstrip() if named else words)[1]
        if not stem or lone_label(stem):
            return None
        section = _Section(len(line["marks"]), stem, named["id"] if named else "", line.start())
        self.sections.append(section)
        return section

    @staticmethod
    def _goes_on(section: _Section, kind: str, last: str, line: str) -> bool:
        """Whether a line of text, of a quote, of code or a rule is surely just that."""
        if "[[" in line or kind == "fence":
            section.odd = True
        if kind == "text":
            return last not in _BEFORE_A_QUOTE
        return kind != "rule" or last == "blank"

    def _are_sound(self) -> bool:
        """Whether each section with options is a question that can be asked, and no two are the same."""
        alike: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        ids = [section.id for section in self.sections if section.id]
        if len(set(ids)) < len(ids):
            return False
        for section in self.sections:
            if not section.options:
                if section.odd:
                    return False
                continue
            ticked, texts = sum(right for right, _text in section.options), [text for _right, text in section.options]
            if not ticked > 0 or not len(texts) > 1 or ticked == len(texts) == 2 or len(set(texts)) < len(texts):  # noqa: PLR2004 - a pair
                return False
            alike[tuple(sorted(canonical(text) for text in texts))].append(canonical(section.stem))
        # Of two questions with the same options one may begin with the words of the other, and go on under its heading.
        return not any(
            second.startswith(first) for stems in alike.values() for first, second in pairwise(sorted(stems))
        )


def _unclosed(words: str) -> str:
    """The words of a heading without what closes it."""
    return _CLOSING.sub("", words).rstrip(" \t")
