"""Which files are quizzes."""

import re
from collections.abc import Iterable, Sequence

from lessons.blocks import Block, Check, Heading, ListBlock, Paragraph, Rule
from lessons.model import Document, FrontMatter
from lessons.parse import LESSON_KEYS
from quizzes.parse.comment import is_comment
from quizzes.parse.options import item_box
from quizzes.parse.settings import KNOWN_KEYS, QUIZ_KEYS

_OF_LESSONS = frozenset(LESSON_KEYS) - KNOWN_KEYS
"""The keys that make a file a lesson: quizzes have no use for them."""
_GAP = re.compile(r"\[\[[^\[\]\n]+\]\](?!\()")
_NAME = re.compile(r"(?:^|[-_.])quiz(?:[-_.]|$)", re.IGNORECASE)


def is_quiz(path_in_course: str, document: Document) -> bool:
    """Whether a file is a quiz: by its front matter, its folder, its name, or by what most of its sections hold."""
    named = is_named_quiz(path_in_course, document.front)
    if named is not None:
        return named
    boxed, every = boxed_sections(document.blocks)
    return _is_only_checks(document.blocks) or 2 * boxed > every


def is_named_quiz(path_in_course: str, front: FrontMatter) -> bool | None:
    """Whether a file is a quiz by its front matter, folder or name; None where only its blocks can tell.

    What lies in a folder of lessons, or says of itself what only lessons say, is one however many boxes it has.
    """
    said = str(front.values.get("type", "")).strip().lower()
    if said in {"quiz", "lesson"}:
        return said == "quiz"
    if not QUIZ_KEYS.isdisjoint(front.values):
        return True
    *folders, name = path_in_course.split("/")
    if "quizzes" in folders or _NAME.search(name.rpartition(".")[0]):
        return True
    return False if "lessons" in folders or says_lesson(front) else None


def says_lesson(front: FrontMatter) -> bool:
    """Whether a file's front matter has a key that only lessons have."""
    return not _OF_LESSONS.isdisjoint(front.values)


def gapped_sections(blocks: Iterable[Block]) -> tuple[int, int]:
    """How many heading sections have gaps in their running text, and how many there are.

    Gaps make no file a quiz, as brackets may be anything; where most sections have some, it may be meant as one.
    """
    sections: list[bool] = []
    for block in blocks:
        if isinstance(block, Heading):
            sections.append(False)
        elif isinstance(block, Paragraph) and sections and _GAP.search(block.source):
            sections[-1] = True
    return sum(sections), len(sections)


def _is_only_checks(blocks: Sequence[Block]) -> bool:
    """Whether a file says nothing beside its checks and their headings: mkdocs-quiz writes such files."""
    rest = [block for block in blocks if not isinstance(block, Check)]
    return len(rest) < len(blocks) and all(isinstance(block, Heading | Rule) or is_comment(block) for block in rest)


def boxed_sections(blocks: Iterable[Block]) -> tuple[int, int]:
    """How many heading sections hold two or more boxes with at least one ticked, and how many there are."""
    sections: list[list[bool]] = []
    for block in blocks:
        if isinstance(block, Heading):
            sections.append([])
        elif isinstance(block, ListBlock) and sections:
            sections[-1] += [box.ticked for item in block.items if (box := item_box(item))]
    return sum(len(boxes) > 1 and any(boxes) for boxes in sections), len(sections)
