"""What of a text is lost where it is read: words that stand nowhere in what is shown or told of it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import pairwise

from lessons.blocks import Block, Callout, Code, Definition, Footnote, Heading, Html, Paragraph, Raw, Table, every
from lessons.inline import CodeSpan, Emphasis, FootnoteMark, Gap, Image, Inline, Key, Link, Strike, Strong, Text
from lessons.markdown import read_inline
from lessons.model import Document
from lessons.problem import Problem
from quizzes.model import Choice, Cloze, Matching, Ordering, Output, Question, Quiz, Reflection, Typed
from quizzes.parse.metadata import CLASSES, KEYS, Type

_LETTERS = re.compile(r"[^\W\d_]+")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SHOWN_AS_MARKS = re.compile(r"</?kbd>|<br ?/?>", re.IGNORECASE)


_NAMES = " ".join(
    [*KEYS, *CLASSES, *Type, "weight fixed id exact partial lenient true false yes no on off h m s min sec x tip quiz"]
)
"""The words of the format itself, which say something about a question and are no part of its text."""
_TELLS_ITS_SECTION = {"E-question-without-answer", "W-section-without-question"}
"""Codes of findings that say of all under a heading that it is not shown."""
_READ_NO_FURTHER = {"E-too-many-headings", "E-too-many-problems", "E-gap-syntax"}
"""Codes of findings behind which a file is not read, or not told of, any more."""


def sources(block: Block) -> list[str]:
    """The running texts of a block itself."""
    match block:
        case Heading() | Paragraph():
            return [block.source]
        case Callout():
            return [block.title]
        case Definition():
            return [block.term]
        case Table():
            return [cell for row in (block.head, *block.rows) for cell in row]
    return []


def verbatim(block: Block) -> list[str]:
    match block:
        case Code():
            return [block.info, block.text]
        case Html() | Raw():
            return [block.text]
        case Footnote():
            return [block.label]
    return []


def said(inlines: Iterable[Inline]) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Text(text) | CodeSpan(text) | FootnoteMark(text) | Gap(text):
                yield text
            case Image(address, alt, title):
                yield from (address, alt, title)
            case Link(address, title, children):
                yield from (address, title, *said(children))
            case Strong(children) | Emphasis(children) | Strike(children) | Key(children):
                yield from said(children)


def words(texts: Iterable[str]) -> Counter[str]:
    return Counter(
        word for text in texts for word in _LETTERS.findall(_SHOWN_AS_MARKS.sub(" ", unescape(text)).casefold())
    )


def lost(document: Document) -> Counter[str]:
    """The words of a text that stand nowhere in what is shown of it, each as often as it stands there."""
    text = "\n".join(document.text.split("\n")[document.front.end :])
    blocks = list(every(document.blocks))
    running = [source for block in blocks for source in sources(block)]
    kept = words(piece for block in blocks for piece in verbatim(block))
    read = [list(said(read_inline(source, document.references))) for source in running]
    kept += words("".join(pieces) for pieces in read)
    kept += words("\n".join(pieces) for pieces in read)
    kept += words(comment for source in running for comment in _COMMENT.findall(source))
    kept += words(piece for label, pair in document.references.items() for piece in (label, label, *pair))
    kept += words(problem.source for problem in document.problems)
    kept += words(block.kind for block in blocks if isinstance(block, Callout))
    meant = words([_COMMENT.sub("", text)])  # a comment may stand in the middle of a word
    missing = {word: count for word, count in words([text]).items() if word not in kept and word in meant}
    # Marks that are nested too deep to be shown are taken away, and what stood beside them is one word.
    joined = "".join(piece for pieces in read for piece in pieces).casefold() if missing else ""
    return Counter({word: count for word, count in missing.items() if word not in joined})


def lost_from_quiz(document: Document, quiz: Quiz) -> list[str]:
    """The lines of a quiz file with words that stand neither in the quiz nor in a line that is told of."""
    lines = document.text.split("\n")
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    told = {problem.line for problem in quiz.problems}
    for problem in quiz.problems:
        if problem.code in _TELLS_ITS_SECTION:
            told.update(range(problem.line, _end(headings, problem) or len(lines) + 1))
    told.update(
        line for one in headings for line in range(one.line, one.end + 1) if told & {*range(one.line, one.end + 1)}
    )
    # The title of the file may be in other words in its front matter; those of sections in sections are not asked for.
    titles = [*headings[:1], *(heading for heading, below in pairwise(headings) if below.level > heading.level)]
    told.update(line for title in titles for line in range(title.line, title.end + 1))
    end = min((problem.line for problem in quiz.problems if problem.code in _READ_NO_FURTHER), default=len(lines) + 1)
    kept = set(words(_texts_of(quiz)))
    kept |= set(words([*(lines[line - 1] for line in told if line), _NAMES, *_outside(document)]))
    return [
        line
        for number, line in enumerate(lines, 1)
        if document.front.end < number < end and not kept.issuperset(words([line]))
    ]


def _end(headings: list[Heading], problem: Problem) -> int:
    """The line behind what a finding about a section speaks of; 0 for the rest of the file."""
    levels = [heading.level for heading in headings if heading.line == problem.line]
    whole = problem.code == "W-section-without-question"
    return next(
        (
            one.line
            for one in headings
            if one.line > problem.line
            and (not whole or one.level <= levels[0])
            and not (one.underlined and ":" in one.source)  # quizdown's settings of the question
        ),
        0,
    )


def _texts_of(quiz: Quiz) -> Iterator[str]:
    """All that a quiz says."""
    yield from (quiz.title, quiz.id, *_in(quiz.introduction))
    for section in quiz.sections:
        yield from (section.title, *_in(section.introduction))
    for question in quiz.questions:
        yield from (question.label, question.stem, question.id, question.section, question.objective)
        yield from (question.difficulty, question.read, *question.tags)
        for blocks in (question.introduction, question.body, question.explanation, *question.hints):
            yield from _in(blocks)
        yield from _answers_of(question)


def _answers_of(question: Question) -> Iterator[str]:
    match question:
        case Choice():
            for option in question.options:
                yield from (option.source, *_in(option.blocks), *_in(option.feedback))
        case Typed():
            yield from (gap.source for gap in question.gaps)
            yield from _in(question.passage) if isinstance(question, Cloze) else ()
        case Output():
            yield question.expected
        case Ordering(entries=entries) | Reflection(rubric=entries):
            yield from (text for entry in entries for text in (entry.source, *_in(entry.blocks)))
        case Matching():
            entries = (*question.left, *question.right)
            yield from (text for entry in entries for text in (entry.source, *_in(entry.blocks)))


def _in(blocks: Iterable[Block]) -> Iterator[str]:
    """The texts of blocks, as they are written."""
    for block in every(blocks):
        yield from (*sources(block), *verbatim(block))
        if isinstance(block, Callout):
            yield block.kind


def _outside(document: Document) -> Iterator[str]:
    """What is no part of the blocks: definitions of links, and comments."""
    for label, pair in document.references.items():
        yield from (label, *pair)
    yield from (block.text for block in every(document.blocks) if isinstance(block, Html) and block.is_comment)
