"""What of a lesson its translation does not have, section by section: each is told where it would stand."""

import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from itertools import islice, pairwise

from lessons.alignment import Section, aligned, kept_words
from lessons.front_matter import read_front_matter
from lessons.model import SourceFile
from lessons.problem import Problem
from quizzes.findings import TRANSLATION_LEFT_OUT, TRANSLATION_SECTION
from quizzes.links import readable
from quizzes.translations import Translated

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(\S.*?)[ \t]*#*[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_ATTRIBUTES = re.compile(r"[ \t]*\{[^{}]*\}$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_KINDS = (
    ("item", re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")),
    ("row", re.compile(r"\s*\|")),
    ("quote", re.compile(r" {0,3}>")),
)
_LONGEST = 60
"""Characters of a heading, or of a first line, that are told."""
_MOST_PROBLEMS = 50


def untranslated(
    files: Sequence[SourceFile], translated: Mapping[str, Translated], lessons: Collection[str]
) -> Iterator[Problem]:
    """What the translations of the lessons of a course leave out.

    Args:
        files: of the course.
        translated: which of them are translations, by path.
        lessons: paths of the lessons that have them.
    """
    known = {file.path: file for file in files}
    for path, of in translated.items():
        if of.original in lessons and path in known and of.original in known:
            yield from islice(_left_out(known[of.original], known[path]), _MOST_PROBLEMS)


def _left_out(original: SourceFile, translation: SourceFile) -> Iterator[Problem]:
    here, there = _parts(original.text), _parts(translation.text)
    found = aligned([part.section for part in here], [part.section for part in there])
    lines = translation.text.split("\n")
    beginning = _beginning(original)
    if beginning and not _beginning(translation):
        after, values = _first_line(translation), {"original": original.path.rpartition("/")[2], "at": str(beginning)}
        excerpt = original.text.split("\n", beginning)[beginning - 1].strip()
        values["excerpt"] = _shortened(excerpt)
        yield Problem(translation.path, after, 1, TRANSLATION_LEFT_OUT, lines[after - 1], values)
    for number, part in enumerate(here):
        if number in found or not part.line:
            continue
        after = next((there[found[later]].line for later in range(number, len(here)) if later in found), 0)
        line = after or len(lines) - (not lines[-1])
        values = {"section": part.title, "at": str(part.line), "original": original.path.rpartition("/")[2]}
        yield Problem(translation.path, line, 1, TRANSLATION_SECTION, lines[line - 1], values)


def _first_line(file: SourceFile) -> int:
    """The first line behind the front matter that is not empty; the last one where all are."""
    front, _problems = read_front_matter(file.path, file.text)
    lines = file.text.split("\n")
    return next((number for number, line in enumerate(lines, 1) if number > front.end and line.strip()), len(lines))


def _beginning(file: SourceFile) -> int:
    """The line with which a text begins before its first heading; 0 where it does not."""
    first = _first_line(file)
    if _HEADING.fullmatch(file.text.split("\n", first)[first - 1]):
        return 0
    shown = readable(file.text).split("\n")  # without comments, which only the author reads
    for number, (line, below) in enumerate(pairwise((*shown, "")), 1):
        if number >= first and line.strip():
            return 0 if _HEADING.fullmatch(line) or _UNDERLINE.fullmatch(below) else number
    return 0


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


class _Part:
    """A section of a file, by its lines."""

    def __init__(self, level: int, line: int, title: str) -> None:
        self.line = line
        """Of its heading; 0 before the first."""
        self.title = _shortened(title)
        self._level = level
        self.text = [title]
        self.kinds = Counter[Hashable]()

    @property
    def section(self) -> Section:
        """What tells it in any language."""
        text = "\n".join(self.text)
        return Section(self._level, self.kinds, kept_words(text), len("".join(text.split())))


def _parts(text: str) -> Sequence[_Part]:
    """The sections of a Markdown text, as their lines look: whoever compares two files need not parse them."""
    parts = [_Part(0, 0, "")]
    fence, before = "", ""
    for number, line in enumerate(text.split("\n"), 1):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            parts[-1].text.append(line)
            continue
        if heading := _HEADING.fullmatch(line):
            parts.append(_Part(len(heading[1]), number, _ATTRIBUTES.sub("", heading[2])))
        elif mark:
            fence = mark[1]
            parts[-1].kinds["code"] += 1
        elif line.strip():
            kind = next((name for name, pattern in _KINDS if pattern.match(line)), "")
            if kind or not before:
                parts[-1].kinds[kind or "text"] += 1
            parts[-1].text.append(line)
        before = line.strip()
    return parts
