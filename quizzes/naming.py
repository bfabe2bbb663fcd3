"""Ids for questions that have none: `{#words-of-the-question}` at the end of their headings."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lessons.blocks import Check, Heading
from lessons.clean import file_text
from lessons.inline import plain
from lessons.markdown import read_inline
from lessons.model import SourceFile
from quizzes.model import Question, Quiz
from quizzes.parse.attributes import NONE, take_attributes
from quizzes.parse.checks import with_stem
from quizzes.parse.metadata import CLASSES, KEYS
from quizzes.reading import FileRead, read_one

_LINE_END = re.compile(r"(\r\n|\r|\n)")
_HEADING = re.compile(r"(?P<text>[ \t\u00a0\u3000>]*#{1,6}.*?\S)(?P<close>[ \t]+#+)?[ \t]*")
_SENTENCE = re.compile(r"(?P<text>.*\S)(?P<close>)[ \t]*")
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_MOST_WORDS, _LONGEST, _LONGEST_HAN = 6, 40, 16


@dataclass(frozen=True, slots=True)
class Named:
    """A quiz file with ids in it."""

    text: str
    """The whole file."""
    written: int
    """Ids that are new in it."""
    left: int
    """Questions that still have none: no heading with `#` begins them, and no words of a check do."""


def named(text: str, read: FileRead, taken: set[str]) -> Named:
    """A quiz file, or a lesson with checks, in which each question has an id.

    Every other character stays as it is. Where the questions would not be the same as before, nothing is written.

    Args:
        text: Of the file as it stands, with its own line ends.
        read: The same file, read.
        taken: Ids that the course has already; those that are given are added.
    """
    quiz = _asked(read)
    if quiz is None:
        return Named(text, 0, 0)
    pieces = _LINE_END.split(text)
    without = [question for question in quiz.questions if not question.explicit]
    given: dict[str, str] = {}
    sentences = _sentences(read)
    for question in without:
        place = 2 * (sentences.get(question.line, question.line) - 1)
        pattern = _SENTENCE if question.line in sentences else _HEADING
        heading = pattern.fullmatch(pieces[place]) if 0 <= place < len(pieces) else None
        if heading is None:
            continue
        id_ = next(name for name in _names(question, read.document.references) if name not in taken)
        taken.add(id_)
        given[question.id] = id_
        pieces[place] = _with_id(heading["text"], id_) + (heading["close"] or "")
    result = "".join(pieces)
    if not given or not _is_same(quiz, result, read, given):
        taken.difference_update(given.values())
        return Named(text, 0, len(without))
    return Named(result, len(given), len(without) - len(given))


def _sentences(read: FileRead) -> dict[int, int]:
    """First and last line of the words that begin each check without a heading, which stand for one."""
    checks = (block for block in read.document.blocks if isinstance(block, Check))
    stems = (block for check in checks for block in with_stem(check)[:1] if block not in check.blocks)
    return {stem.line: stem.end for stem in stems if isinstance(stem, Heading) and stem.source}


def _with_id(heading: str, id_: str) -> str:
    attributes, _ = take_attributes(heading, keys=KEYS, classes=CLASSES, ids=True)
    if attributes is NONE:
        return f"{heading} {{#{id_}}}"
    begin = heading.rindex("{") + 1
    return f"{heading[:begin]}#{id_} {heading[begin:].lstrip()}"


def _names(question: Question, references: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    return names(plain(read_inline(question.stem, references)), question.label)


def names(words: str, label: str = "") -> Iterator[str]:
    """Names that a question may have, the best first: its first words, then the same with a number."""
    said = _APOSTROPHE.sub("", unicodedata.normalize("NFKC", words).casefold())
    name = ""
    for word in _WORD.findall(said)[:_MOST_WORDS]:
        longer = f"{name}-{word}" if name else word[: _LONGEST if word.isascii() else _LONGEST_HAN]
        if len(longer) > (_LONGEST if longer.isascii() else _LONGEST_HAN):
            break
        name = longer
    name = name or "-".join(_WORD.findall(label.casefold())) or "question"
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1


def _is_same(quiz: Quiz, text: str, read: FileRead, given: Mapping[str, str]) -> bool:
    """Whether the text holds the questions of the quiz, with the ids that were given."""
    again = _asked(read_one(SourceFile(read.file.path, file_text(text), ""), read.course))
    if again is None or len(again.questions) != len(quiz.questions):
        return False
    return all(
        new.identity == old.identity and new.key == old.key and new.id == given.get(old.id, old.id)
        for old, new in zip(quiz.questions, again.questions, strict=True)
    )


def _asked(read: FileRead) -> Quiz | None:
    """What a file asks: a quiz, or the questions in the text of a lesson."""
    return read.entry if isinstance(read.entry, Quiz) else read.checks
