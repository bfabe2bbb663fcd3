"""The questions of a lesson that are asked where they stand: each inline check is read as a quiz file of its own."""

from collections.abc import Iterable, Iterator, Sequence

from lessons.blocks import Block, Check, Code, Heading, ListBlock, Paragraph
from lessons.code_gaps import has_gaps
from lessons.model import Course, Document, Lesson, SourceFile
from quizzes import findings
from quizzes.model import Feedback, Mode, Question, Quiz, Scoring, Section, checks_id
from quizzes.parse.draft import Draft
from quizzes.parse.duplicates import told_apart
from quizzes.parse.lost_boxes import lost_boxes
from quizzes.parse.lost_gaps import lost_gaps
from quizzes.parse.metadata import NOTHING
from quizzes.parse.options import holds_boxes
from quizzes.parse.outline import read_outline
from quizzes.parse.page import Page
from quizzes.parse.settings import Settings
from quizzes.parse.split import split

_LEVEL = 6
"""Of the heading that stands for the first words of a check without one."""


def read_checks(file: SourceFile, document: Document, lesson: Lesson, course: Course) -> Quiz | None:
    """The checks of a lesson as one quiz, with a section for each, in the order of the text; None without any."""
    checks = [block for block in document.blocks if isinstance(block, Check)]
    if not checks:
        return None
    lines = document.text.split("\n")
    page = Page(file.path, lines, document.front, course, end=len(lines))
    settings = _settings(lesson, course)
    asked: list[list[Draft]] = []
    introductions: list[tuple[Block, ...]] = []
    every: list[Draft] = []
    for check in checks:
        page.end = check.end - 1
        drafts = split(page, with_stem(check), settings)
        outline = read_outline(page, drafts, settings)
        if not outline.questions:
            page.problems.append(page.problem(findings.CHECK_EMPTY, check.line))
        asked.append([draft for draft in outline.questions if draft.read])
        introductions.append(tuple(outline.introduction))
        every += drafts
    questions = told_apart(page, [draft.read(draft) for one in asked for draft in one if draft.read])
    faults = [fault for question in questions for fault in question.faults]
    page.end = len(lines)
    told = set(range(1, len(lines) + 1)).difference(*(range(check.line, check.end + 1) for check in checks))
    told.update(problem.line for problem in (*page.problems, *document.problems, *faults))
    told.update(option.line for draft in every for option in draft.options.items)
    blocks = [inner for check in checks for inner in check.blocks]
    page.problems += lost_boxes(page, blocks, told)
    page.problems += lost_gaps(page, blocks)
    return Quiz(
        id=checks_id(lesson.id),
        course=course.id,
        title=lesson.title,
        path=file.path,
        lang=lesson.lang,
        introduction=(),
        questions=questions,
        sections=tuple(_sections(asked, introductions, questions)),
        pass_mark=course.pass_mark,
        shuffle_questions=False,
        shuffle_options=False,
        feedback=Feedback.IMMEDIATE,
        mode=Mode.PRACTICE,
        scoring=Scoring.EXACT,
        attempts=0,
        draw=0,
        time_limit=0,
        digest=file.digest,
        problems=tuple(sorted([*page.problems, *faults])),
        lesson=lesson.id,
    )


def with_stem(check: Check) -> Sequence[Block]:
    """The blocks of a check; where no heading begins them, one with their first words does.

    A first paragraph with a gap in it stays what it is: it is the answer body, and the question has no other words.
    """
    blocks = check.blocks
    before = _before_heading(blocks)
    if not before or (len(before) < len(blocks) and not _answers(before)):
        return blocks
    first = before[0]
    if isinstance(first, Paragraph) and "[[" not in first.source:
        return (Heading(line=first.line, end=first.end, level=_LEVEL, source=first.source), *blocks[1:])
    return (Heading(line=first.line, end=first.line - 1, level=_LEVEL, source=""), *blocks)


def without_checks(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks of a quiz file, in which a check is a question like any other."""
    for block in blocks:
        if isinstance(block, Check):
            yield from with_stem(block)
        else:
            yield block


def _before_heading(blocks: Sequence[Block]) -> Sequence[Block]:
    first = next((index for index, block in enumerate(blocks) if isinstance(block, Heading)), len(blocks))
    return blocks[:first]


def _answers(blocks: Sequence[Block]) -> bool:
    """Whether some blocks hold something to answer."""
    return holds_boxes(blocks) or any(
        (isinstance(block, Paragraph) and "[[" in block.source)
        or (isinstance(block, Code) and (has_gaps(block.info) or block.info.casefold() == "output"))
        or (isinstance(block, ListBlock) and block.ordered and block is blocks[-1])
        for block in blocks
    )


def _sections(
    asked: Sequence[Sequence[Draft]], introductions: Sequence[tuple[Block, ...]], questions: Sequence[Question]
) -> Iterator[Section]:
    """One for each check, also for those that ask nothing."""
    rest = iter(questions)
    for drafts, introduction in zip(asked, introductions, strict=True):
        yield Section("", introduction, tuple(next(rest).id for _draft in drafts), 0)


def _settings(lesson: Lesson, course: Course) -> Settings:
    """How checks are asked: a lesson's front matter speaks of the lesson."""
    return Settings(
        id="",
        title="",
        lang=lesson.lang,
        question="",
        pass_mark=course.pass_mark,
        time_limit=0,
        attempts=0,
        draw=0,
        shuffle_questions=False,
        shuffle_options=False,
        feedback=Feedback.IMMEDIATE,
        mode=Mode.PRACTICE,
        questions=NOTHING,
    )
