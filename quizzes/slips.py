"""Marks of running text that come to nothing: notes, links, folds and tables that are not what was meant."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block.table import escapedSplit

from lessons.model import SourceFile
from lessons.problem import Finding, Problem
from quizzes import findings
from quizzes.links import readable

MOST_PROBLEMS = 1_000
"""Such marks of one file that are told; who has more begins with these."""
_MOST_LINES = 8
"""Lines that one problem names."""

_NOTE = re.compile(r"^[ >]{0,6}\[\^([^\]\s]{1,200})\]:", re.MULTILINE)
_NOTE_MARK = re.compile(r"(?<!\\)\[\^([^\]\[\s]{1,200})\](?!:)")
_NUMBER = re.compile(r"\d{1,3}")
_DEFINED = re.compile(r"^[ >]{0,6}\[(?!\^)([^\]\n]{1,999})\]:", re.MULTILINE)
_REFERENCE = re.compile(r"(?<![\w\])\\])\[[^\[\]\n]{1,300}\]\[(?!\^)([^\[\]\n]{1,300})\]")
_DETAILS = re.compile(
    r"^(?: {0,3}> ?){0,3} {0,3}<details(?=[\s>])|(?P<close></details\s*>)", re.IGNORECASE | re.MULTILINE
)
_IMAGE = re.compile(r"(?<!\\)!\[\s*\]\(")
_UNDER_A_HEAD = re.compile(r"[ >]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")


def few_lines(lines: Sequence[int]) -> str:
    """Line numbers for a sentence: the first of many."""
    return ", ".join(str(line) for line in lines[:_MOST_LINES]) + (", ..." if len(lines) > _MOST_LINES else "")


def slips(file: SourceFile) -> Iterator[Problem]:
    """The marks of one file that come to nothing."""
    if any(mark in file.text for mark in ("[^", "][", "![", "|", "<details", "<DETAILS")):
        yield from islice(_Text(file).slips(), MOST_PROBLEMS)


class _Text:
    """A file's text, without what is code or a comment."""

    def __init__(self, file: SourceFile) -> None:
        self._path = file.path
        self._shown = readable(file.text)
        self._lines = file.text.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]

    def slips(self) -> Iterator[Problem]:
        """All of them, kind by kind."""
        yield from self._footnotes()
        yield from self._references()
        yield from self._details()
        yield from self._tables()
        yield from self._images()

    def _problem(self, finding: Finding, at: int, **values: str) -> Problem:
        line = bisect_right(self._starts, at)
        return Problem(self._path, line, at - self._starts[line - 1] + 1, finding, self._lines[line - 1], values)

    def _footnotes(self) -> Iterator[Problem]:
        if "[^" not in self._shown:
            return
        notes = {normalizeReference(note[1]): note for note in reversed(list(_NOTE.finditer(self._shown)))}
        met = set()
        for mark in _NOTE_MARK.finditer(self._shown):
            key = normalizeReference(mark[1])
            met.add(key)
            # Without any note in the file, such brackets may be a pattern, which says what it does not match.
            if key not in notes and (notes or _NUMBER.fullmatch(mark[1])):
                yield self._problem(findings.FOOTNOTE_UNDEFINED, mark.start(), label=mark[1])
        for key, note in notes.items():
            if key not in met:
                yield self._problem(findings.FOOTNOTE_UNUSED, note.start(), label=note[1])

    def _references(self) -> Iterator[Problem]:
        if "][" not in self._shown:
            return
        known = {normalizeReference(found[1]) for found in _DEFINED.finditer(self._shown)}
        for link in _REFERENCE.finditer(self._shown):
            if normalizeReference(link[1]) not in known and not link[1].strip().isdecimal():
                yield self._problem(findings.REFERENCE_UNDEFINED, link.start(), label=link[1])

    def _details(self) -> Iterator[Problem]:
        opened: list[int] = []
        for tag in _DETAILS.finditer(self._shown):
            if not tag["close"]:
                opened.append(tag.start())
            elif opened:
                opened.pop()
        for at in opened:
            yield self._problem(findings.DETAILS_OPEN, at)

    def _tables(self) -> Iterator[Problem]:
        shown = self._shown.split("\n")
        for place in range(1, len(shown)):
            under, head = shown[place], self._lines[place - 1]
            if "|" not in under or "|" not in head or "-" not in under or not _UNDER_A_HEAD.fullmatch(under):
                continue
            first = place == 1 or not shown[place - 2].strip(" \t>")
            cells, columns = _cells(under), _cells(head)
            if first and shown[place - 1].strip() and cells != columns:
                values = {"cells": str(cells), "columns": str(columns)}
                yield self._problem(findings.TABLE_LINE, self._starts[place - 1], **values)

    def _images(self) -> Iterator[Problem]:
        bare = [image.start() for image in _IMAGE.finditer(self._shown)]
        if bare:
            lines = list(dict.fromkeys(bisect_right(self._starts, at) for at in bare))
            values = {"count": str(len(bare)), "lines": few_lines(lines)}
            yield self._problem(findings.IMAGES_WITHOUT_WORDS, bare[0], **values)


def _cells(line: str) -> int:
    return len(escapedSplit(line.strip(" \t>").removeprefix("|").removesuffix("|")))
