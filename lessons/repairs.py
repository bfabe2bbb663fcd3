"""Headings and boxes that trainers meant and CommonMark does not see."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from markdown_it.token import Token

from lessons import findings
from lessons.fences import Fences
from lessons.light import dataclass
from lessons.problem import Problem

_BLANK = r"[ \t\u00a0\u3000]"
"""With the blanks that an input method types."""
_HEADING = re.compile(rf"(?P<indent>{_BLANK}*)(?P<marks>#{{2,6}})(?P<blank>{_BLANK}*)(?P<text>[^#\s].*)")
_BOX = re.compile(r"(?P<mark>[ \t]*(?:[-*+]|\d{1,9}[.)]))(?P<box>[\[［][ xXхХ×✓✔]?[\]］](?!\().*)")
_LONE_MARK = re.compile(r"#(?P<blank>[\u00a0\u3000]*)(?P<text>[^\W_].*)")
"""One `#` against a word, at the margin."""
_WITH_ID = re.compile(r"(?<!\\)\{#[^\s#{}\"'=]+(?:\s[^{}]*)?\}\s*")
"""The end of a heading that has an id: nobody writes it behind anything else."""
_OF_CODE = frozenset(
    {"define", "elif", "else", "endif", "endregion", "error", "extern", "if", "ifdef", "ifndef", "import", "include"}
    | {"line", "pragma", "region", "undef", "using", "warning"}
)
"""Words that follow `#` in programs."""
_LOOKS_SO = re.compile(
    rf"""\n(?:
        \#(?:[^\W_] | [\u00a0\u3000] | \#{{1,5}}(?:[^\#\s] | [ \t]*[\u00a0\u3000]))
      | {_BLANK}+\#\#
      | [ \t]*(?:[-*+] | \d{{1,9}}[.)])[\[［]
    )""",
    re.VERBOSE,
)
"""The beginning of every line that the three above can mean, and of few others."""
_AS_CODE = ("    ", " \t", "  \t", "   \t", "\t")
"""How a line of indented code begins."""
_LITERAL = frozenset({"fence", "code_block", "html_block"})
_PLAIN_BLANK = frozenset(" \t")

_MOST = 1_000
"""Lines to put right in one file: with more of them it is no quiz."""


@dataclass(frozen=True, slots=True)
class Repairs:
    """Lines that were put right."""

    lines: list[str]
    """All lines, as they are meant."""
    problems: tuple[Problem, ...]
    numbers: frozenset[int]
    """Of the lines that were put right."""
    left: frozenset[int] = frozenset()
    """Of the lines that look so too, and were taken for code."""

    def hold(self, tokens: Iterable[Token]) -> bool:
        """Whether these and no others are no code, by the tokens of the lines as they are meant."""
        left = set(self.left)
        for token in tokens:
            if token.type in _LITERAL and token.map:
                place = range(token.map[0] + 1, token.map[1] + 1)
                if not self.numbers.isdisjoint(place):
                    return False
                left.difference_update(place)
        return not left


@dataclass(frozen=True, slots=True)
class _Repair:
    """A line as it is meant."""

    line: str
    problems: tuple[Problem, ...]
    heading: bool


def holds_repairable(text: str) -> bool:
    """Whether a line may be a heading or a box that Markdown does not see, be it code or not; most files hold none."""
    return _LOOKS_SO.search(f"\n{text}") is not None


def guessed(path: str, lines: Sequence[str], first: int) -> Repairs | None:
    """What is to be put right in the lines; None where nothing is, or where a look does not show what is code.

    It spares to read a file twice. Whether the guess was right, `Repairs.hold` knows when it is read once.

    Args:
        path: For the problems.
        lines: Of the file, front matter left out.
        first: The number of the first of them, 1-based.
    """
    meant: dict[int, _Repair] = {}
    left: set[int] = set()
    fences = Fences()
    for number, line in enumerate(lines, first):
        is_code = fences.take(line)
        if found := _meant(path, lines, number - first, number):
            if line.startswith(_AS_CODE):
                return None
            if is_code:
                left.add(number)
            else:
                meant[number] = found
    return replace(repairs, left=frozenset(left)) if (repairs := _repairs(lines, first, meant)) else None


def repaired(path: str, lines: Sequence[str], first: int, tokens: Iterable[Token]) -> Repairs | None:
    """What is to be put right in the lines; None where nothing is.

    A heading may be indented, or stand against its text or before a blank that Markdown does not know; a box may stand
    against its list mark. A single `#` is left alone: it begins comments, preprocessor lines and words far more often
    than headings. It is none of these where an id ends its line, and is told where its line stands alone. Code is left
    alone as well, unless it is indented and holds nothing but headings.

    Args:
        path: For the problems.
        lines: Of the file, front matter left out.
        first: The number of the first of them, 1-based.
        tokens: Of the lines as they stand.
    """
    meant = {
        number: found
        for number in range(first, first + len(lines))
        if (found := _meant(path, lines, number - first, number))
    }
    for token in tokens if meant else ():
        if token.type not in _LITERAL or token.map is None:
            continue
        block = [number for number in range(token.map[0] + 1, token.map[1] + 1) if lines[number - first].strip()]
        if token.type != "code_block" or not _only_headings(block, meant):
            for number in block:
                meant.pop(number, None)
    return _repairs(lines, first, meant)


def _repairs(lines: Sequence[str], first: int, meant: Mapping[int, _Repair]) -> Repairs | None:
    if not 0 < len(meant) <= _MOST:
        return None
    result = list(lines)
    for number, repair in meant.items():
        result[number - first] = repair.line
    problems = tuple(problem for repair in meant.values() for problem in repair.problems)
    return Repairs(result, problems, frozenset(meant))


def _only_headings(block: Iterable[int], meant: Mapping[int, _Repair]) -> bool:
    return all(number in meant and meant[number].heading for number in block)


def _meant(path: str, lines: Sequence[str], place: int, number: int) -> _Repair | None:
    """What a line is meant to be, where that is not what it says."""
    line = lines[place]
    if line.startswith("#") and (mark := _LONE_MARK.fullmatch(line)):
        alone = not any(near.strip() for near in (*lines[max(place - 1, 0) : place], *lines[place + 1 : place + 2]))
        return _lone_mark(path, number, mark, alone=alone)
    if "##" in line and (heading := _HEADING.fullmatch(line)):
        return _heading(path, number, heading)
    if ("[" in line or "［" in line) and (box := _BOX.fullmatch(line)):
        problem = Problem(path, number, box.end("mark") + 1, findings.BOX_AGAINST_MARK, line)
        return _Repair(f"{box['mark']} {box['box']}", (problem,), heading=False)
    return None


def _lone_mark(path: str, number: int, found: re.Match[str], *, alone: bool) -> _Repair | None:
    """A line with one `#` and no blank behind it: a heading where it has an id, told where it looks like one."""
    line, words = found[0], found["text"].split()
    if "{" in line and _WITH_ID.search(line, line.rindex("{")):
        problem = Problem(path, number, 2, findings.HEADING_NO_SPACE, line)
        return _Repair(f"# {found['text']}", (problem,), heading=True)
    if alone and len(words) > 1 and words[0] not in _OF_CODE:
        return _Repair(line, (Problem(path, number, 2, findings.LONE_MARK_NO_SPACE, line),), heading=True)
    return None


def _heading(path: str, number: int, found: re.Match[str]) -> _Repair | None:
    blank_is_plain = bool(found["blank"]) and _PLAIN_BLANK.issuperset(found["blank"])
    problems: list[Problem] = []
    if found["indent"]:
        problems.append(Problem(path, number, 1, findings.HEADING_INDENTED, found[0]))
    if not blank_is_plain:
        problems.append(Problem(path, number, found.end("marks") + 1, findings.HEADING_NO_SPACE, found[0]))
    return _Repair(f"{found['marks']} {found['text']}", tuple(problems), heading=True) if problems else None
