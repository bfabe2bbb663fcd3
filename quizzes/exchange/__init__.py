"""Quizzes of other programs -> ours, and ours -> theirs: one module for each format, text in and values out.

What one side says and the other cannot is a `Loss`, never dropped without a word.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from lessons.document import read_document
from lessons.model import Course, SourceFile
from quizzes.exchange import (
    aiken,
    anki,
    anki_out,
    gift,
    gift_out,
    hascard,
    mdbook_toml,
    moodle_xml,
    moodle_xml_out,
    tables,
    text2qti,
    wordings,
)
from quizzes.exchange.foreign import with_ids
from quizzes.exchange.markdown import write_questions, write_quiz
from quizzes.exchange.ours import written
from quizzes.exchange.written import Loss, Reading, Writing, Written, tidied
from quizzes.parse import read_quiz

__all__ = ["EXPORTS", "IMPORTS", "Imported", "imported", "recognised"]


class Import(NamedTuple):
    """A format that is read."""

    endings: tuple[str, ...]
    """How the names of its files end; empty where they end as many others do."""
    looks_like: Callable[[str], bool]
    """Whether a text is in it."""
    read: Callable[[str], Reading]
    """Read a file.

    Raises:
        BrokenExchangeError: nothing of it can be read.
    """


IMPORTS: Mapping[str, Import] = {
    "anki": Import((), anki.looks_like, anki.read),
    "gift": Import((".gift",), gift.looks_like, gift.read),
    "moodle-xml": Import((".xml",), moodle_xml.looks_like, moodle_xml.read),
    "mdbook-quiz": Import((".toml",), mdbook_toml.looks_like, mdbook_toml.read),
    "aiken": Import((), aiken.looks_like, aiken.read),
    "text2qti": Import((), text2qti.looks_like, text2qti.read),
    "hascard": Import((), hascard.looks_like, hascard.read),
}
"""The formats that are read, by name; the first that a text looks like is its own, so the surest stand first."""

EXPORTS: Mapping[str, Callable[..., Writing]] = {
    "gift": gift_out.write,
    "moodle-xml": moodle_xml_out.write,
    "anki": anki_out.write,
    "csv": tables.write_csv,
    "json": tables.write_json,
}
"""The formats that are written, by name."""

_COMMENTED = 200
"""Losses that a file tells of itself."""


def recognised(name: str, text: str) -> str | None:
    """The format of a file, by its name, else by its text; None where it looks like none."""
    ending = PurePosixPath(name).suffix.lower()
    for format_, known in IMPORTS.items():
        if ending in known.endings:
            return format_
    return next((format_ for format_, known in IMPORTS.items() if known.looks_like(text)), None)


class Imported(NamedTuple):
    """A foreign file as a quiz of ours."""

    text: str
    """Of the Markdown file; empty where no question can be asked."""
    questions: tuple[Written, ...]
    lost: tuple[Loss, ...]


def imported(format_: str, text: str, *, name: str, id_: str, title: str, taken: set[str]) -> Imported:
    """A foreign file as Markdown.

    Args:
        format_: One of `IMPORTS`.
        text: Of the file.
        name: Of the file, for its readers.
        id_: Of the quiz.
        title: Of the quiz, where the file has none.
        taken: Ids that the course has already; those that are given are added.

    Raises:
        BrokenExchangeError: nothing of it can be read.
    """
    reading = IMPORTS[format_].read(text)
    questions, changed = with_ids(reading.questions, taken)
    lost = tidied([*reading.lost, *changed])
    if not questions:
        return Imported("", (), lost)
    title = reading.title or title
    texts = write_questions(questions)
    differing = _differing(questions, write_quiz(questions, title=title, texts=texts))
    lost = tidied([*lost, *differing])
    return Imported(write_quiz(questions, id_=id_, title=title, notes=_notes(name, lost), texts=texts), questions, lost)


def _notes(name: str, lost: Sequence[Loss]) -> list[str]:
    notes = [f"Imported from {name}."]
    if lost:
        notes.append("What the file says and this one does not:")
    for loss in lost[:_COMMENTED]:
        place = ", ".join(part for part in (f"line {loss.line}" if loss.line else "", loss.name) if part)
        notes.append(f"- {f'{place}: ' if place else ''}{'left out, ' if loss.whole else ''}{loss.text()}")
    if len(lost) > _COMMENTED:
        notes.append(f"- and {len(lost) - _COMMENTED} more")
    return notes


def _differing(questions: Sequence[Written], text: str) -> list[Loss]:
    """Questions that our parser does not read as they were meant: an importer's own proof."""
    course = Course("proof", "", ".", "en", (), (), (), (), 0.7, "")
    document = read_document("quiz.md", text, repair_headings=True)
    quiz = read_quiz(SourceFile("quiz.md", text, ""), document, course)
    read = {one.id: one for one in map(written, quiz.questions)}
    lost = []
    for question in questions:
        found = read.get(question.id)
        if found != question:
            names = [
                name for name in Written.__dataclass_fields__ if getattr(found, name, None) != getattr(question, name)
            ]
            detail = ", ".join(name for name in names if name != "line") if found else "whole"
            lost.append(Loss(question.line, question.id, wordings.DIFFERS, detail))
    return lost
