"""Links of a course that lead nowhere: files that are not there, headings that nobody wrote."""

import posixpath
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import cached_property
from itertools import accumulate, islice
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from markdown_it.common.utils import unescapeAll

from lessons.errors import LessonError
from lessons.fences import Fences
from lessons.folders import PARTS_OF_A_COURSE
from lessons.inline import plain
from lessons.markdown import read_inline
from lessons.model import SourceFile
from lessons.problem import Finding, Problem
from lessons.shelf import files_below, inside, read_file
from quizzes import findings

MOST_PROBLEMS = 1_000
"""Dead links of one file that are told; who has more begins with these."""
_MOST_HEADINGS = 10_000
_MOST_NAMES = 2_000
"""Names among which a look-alike is searched for: each comparison costs time."""
_MOST_SUGGESTIONS = 50
_ALIKE = 0.7
"""How much a name must be like another one to be offered in its place."""

_UNREAD = re.compile(r"`+|<!--|\n[ \t>]*\n")
_LINK = re.compile(
    r"""(?<!\\)\]\(\s*+(?:<(?P<pointed>[^<>\n]*)>|(?P<bare>[^()\s<>]*(?:\([^()\s<>]*\)[^()\s<>]*)*))
        (?:\s++(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?\s*+\)
      | ^[ >]{0,6}\[(?!\^)[^\]\n]+\]:[ \t]*<?(?P<defined>[^\s<>]+)
      | <(?:a|img)\b[^<>]*?\s(?:href|src)\s*=\s*["'](?P<tagged>[^"'<>]*)["']""",
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_NAMED = re.compile(r"<[a-z][^<>]*?\s(?:id|name)\s*=\s*[\"']?([^\"'\s<>]+)|\{#([^\s{}]+)(?:\s[^{}]*)?\}", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>|\{#[^{}]*\}")
_NUMBERED = re.compile(r"-\d+$")


class Links:
    """The links of one course; what they lead to is read once, and only when some link leads there."""

    def __init__(self, root: Path, folder: str) -> None:
        """A course by its library's root and its folder below it, `.` for the root itself."""
        self._root = root
        self._course = root / folder
        self._held: dict[Path, tuple[list[str], frozenset[str]]] = {}
        self._suggestions = 0

    def problems(self, file: SourceFile) -> Iterator[Problem]:
        """The links of one file that lead nowhere; what leads out of the course by an address is not followed."""
        if "](" in file.text or "]:" in file.text or "<" in file.text:
            yield from islice(self._dead(file), MOST_PROBLEMS)

    def _dead(self, file: SourceFile) -> Iterator[Problem]:
        text = readable(file.text)
        lines = file.text.split("\n")
        starts = [0, *accumulate(len(line) + 1 for line in lines)]
        for link in _LINK.finditer(text):
            at = link.start(link.lastgroup or 0)
            address = unescapeAll(link[link.lastgroup or 0]).strip()
            if not address or _ELSEWHERE.match(address):
                continue
            path, _, anchor = address.partition("#")
            target = self._target(file, path)
            if target is not None and (not anchor or self._holds(target, file, anchor)):
                continue
            line = bisect_right(starts, at)
            if target is None:
                finding, values = self._lost(file, path, address)
            else:
                finding, values = self._unnamed(target, file, anchor)
                at = text.find("#", at) + 1
            yield Problem(file.path, line, at - starts[line - 1] + 1, finding, lines[line - 1], values)

    def _target(self, file: SourceFile, path: str) -> Path | None:
        here = self._root / file.path
        if not path:
            return here
        found = inside(self._course, here, path)
        if found is None and path.endswith(".html"):  # books link to the pages that are made of their Markdown
            found = inside(self._course, here, path.removesuffix(".html") + ".md")
        return found

    def _lost(self, file: SourceFile, path: str, address: str) -> tuple[Finding, dict[str, str]]:
        folder = posixpath.dirname(file.path) or "."
        part = _part(posixpath.normpath(posixpath.join(folder, unquote(path))))
        # Who means a lesson does not mean a quiz that has its name, nor the other way round.
        meant = {
            name: kept
            for name, places in self._places.items()
            if (kept := [place for place in places if not part or _part(place) in {"", part}])
        }
        near = self._like(PurePosixPath(unquote(path)).name.casefold(), list(meant))
        if not near:
            return findings.DEAD_LINK, {"address": address}
        places = [posixpath.relpath(place, folder) for place in meant[near]]
        nearest = min(places, key=lambda place: (place.count("/"), place))
        return findings.DEAD_LINK_NEAR, {"address": address, "nearest": nearest.replace(" ", "%20")}

    @cached_property
    def _places(self) -> dict[str, list[str]]:
        """Where the files of the course lie, by their names, letter case aside."""
        places: dict[str, list[str]] = {}
        for path in files_below(self._course):
            places.setdefault(path.name.casefold(), []).append(path.relative_to(self._root).as_posix())
        return places

    def _holds(self, target: Path, file: SourceFile, anchor: str) -> bool:
        """Whether a file has a heading of this name; of what is no Markdown nobody can tell."""
        if target.suffix.lower() not in {".md", ".markdown"} or anchor == "top":
            return True
        meant = unquote(anchor)
        return not self._names(target, file)[1].isdisjoint({loose(meant), loose(_NUMBERED.sub("", meant))})

    def _names(self, target: Path, file: SourceFile) -> tuple[list[str], frozenset[str]]:
        """The anchors of a file, and what is compared of them."""
        if target not in self._held:
            names = anchors(self._text(target, file))
            self._held[target] = (names, frozenset(map(loose, names)))
        return self._held[target]

    def _text(self, target: Path, file: SourceFile) -> str:
        if target == self._root / file.path:
            return file.text
        try:
            return read_file(self._root, posixpath.relpath(target, self._root.resolve())).text
        except LessonError:  # it is told of as a file of its own
            return ""

    def _unnamed(self, target: Path, file: SourceFile, anchor: str) -> tuple[Finding, dict[str, str]]:
        near = self._like(unquote(anchor).lower(), self._names(target, file)[0])
        if near:
            return findings.DEAD_ANCHOR_NEAR, {"anchor": anchor, "nearest": near}
        return findings.DEAD_ANCHOR, {"anchor": anchor}

    def _like(self, name: str, names: Sequence[str]) -> str:
        """The name that was probably meant, or nothing."""
        if name in names:
            return name
        self._suggestions += 1
        if self._suggestions > _MOST_SUGGESTIONS:
            return ""
        return next(iter(get_close_matches(name, names[:_MOST_NAMES], 1, _ALIKE)), "")


def _part(path: str) -> str:
    """The part of a course that a path lies in, `lessons` or `quizzes`; empty for neither."""
    return next((name for name in reversed(path.split("/")[:-1]) if name in PARTS_OF_A_COURSE), "")


def readable(text: str) -> str:
    """The text with blanks in place of code and comments, so that every character keeps its line and column."""
    fences = Fences()
    return _without_spans("\n".join(" " * len(line) if fences.take(line) else line for line in text.split("\n")))


def _without_spans(text: str) -> str:
    """Blanks in place of comments, and of code within its paragraph."""
    kept: list[str] = []
    position = 0
    opened: dict[int, int] = {}  # runs of backticks in this paragraph that found no partner yet: length to place
    for mark in _UNREAD.finditer(text):
        start, end = mark.span()
        if start < position:
            continue
        if mark[0].startswith("\n"):
            opened.clear()
        elif mark[0].startswith("`"):
            begin = opened.get(end - start)
            if begin is None or begin < position:
                opened[end - start] = start
            else:
                kept += (text[position:begin], _blank(text[begin:end]))
                position = end
        else:
            close = text.find("-->", end)
            if close < 0:
                break
            kept += (text[position:start], _blank(text[start : close + 3]))
            position = close + 3
    return "".join([*kept, text[position:]])


def _blank(text: str) -> str:
    return "\n".join(" " * len(line) for line in text.split("\n"))


def anchors(text: str) -> list[str]:
    """The names by which a link leads into a text: its headings, as code hosts name them, and names given to places."""
    lines = text.split("\n")
    shown = readable(text)
    names: dict[str, None] = {}
    for heading in islice(_headings(lines, shown.split("\n")), _MOST_HEADINGS):
        source = _TAG.sub("", heading)
        said = plain(read_inline(source, {})) if re.search(r"[\\`*_\[&]", source) else source
        kept = "".join(one for one in said.strip().lower() if one.isalnum() or one in "_- ")
        names[kept.replace(" ", "-")] = None
    names.update((found[1] or found[2], None) for found in _NAMED.finditer(shown))
    return list(names)


def _headings(lines: Sequence[str], shown: Sequence[str]) -> Iterator[str]:
    before = ""
    for line, seen in zip(lines, shown, strict=True):
        text = line.lstrip(" >") if seen.strip() else ""
        if text.startswith("#"):
            yield text.lstrip("#").strip(" \t#")
        elif before and text and (set(text.rstrip()) == {"="} or set(text.rstrip()) == {"-"}):
            yield before
        before = text


def loose(name: str) -> str:
    """A name as every maker of anchors would know it again: letters and digits alone."""
    return "".join(one for one in unicodedata.normalize("NFKC", name).casefold() if one.isalnum())
