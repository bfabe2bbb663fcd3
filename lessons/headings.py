"""Headings that trainers meant and CommonMark does not see."""

import re
from collections.abc import Iterable, Sequence

from markdown_it.token import Token

from lessons import findings
from lessons.problem import Problem

_MEANT = re.compile(r"(?P<indent>[ \t]*)(?P<marks>#{2,6})(?P<blank>[ \t]*)(?P<text>[^#\s].*)")

_MOST = 1_000
"""Headings to put right in one file: with more of them it is no quiz."""


def repaired(
    path: str, lines: Sequence[str], first: int, tokens: Iterable[Token]
) -> tuple[list[str] | None, list[Problem]]:
    """The lines with indented and glued headings put right, or None where nothing is to be done, and what was found.

    A single `#` is left alone: it begins comments, preprocessor lines and words far more often than headings. So is
    code, unless it is indented and holds nothing but headings.

    Args:
        path: For the problems.
        lines: Of the file, front matter left out.
        first: The number of the first of them, 1-based.
        tokens: Of the lines as they stand.
    """
    meant = {
        number: found
        for number, line in enumerate(lines, first)
        if "##" in line and (found := _MEANT.fullmatch(line)) and (found["indent"] or not found["blank"])
    }
    for token in tokens if meant else ():
        if token.type not in {"fence", "code_block", "html_block"} or token.map is None:
            continue
        block = [number for number in range(token.map[0] + 1, token.map[1] + 1) if lines[number - first].strip()]
        if token.type != "code_block" or not all(number in meant for number in block):
            for number in block:
                meant.pop(number, None)
    if not 0 < len(meant) <= _MOST:
        return None, []
    result = list(lines)
    problems: list[Problem] = []
    for number, found in meant.items():
        if found["indent"]:
            problems.append(Problem(path, number, 1, findings.HEADING_INDENTED, found[0]))
        if not found["blank"]:
            problems.append(Problem(path, number, found.end("marks") + 1, findings.HEADING_NO_SPACE, found[0]))
        result[number - first] = f"{found['marks']} {found['text']}"
    return result, problems
