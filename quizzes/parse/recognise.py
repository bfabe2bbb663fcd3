"""Which files are quizzes."""

import re
from collections.abc import Iterable, Sequence

from lessons.blocks import Block, Check, Heading, Html, ListBlock, Paragraph, Rule
from lessons.model import Document, FrontMatter
from quizzes.parse.options import item_box
from quizzes.parse.settings import QUIZ_KEYS

_GAP = re.compile(r"\[\[[^\[\]\n]+\]\](?!\()")
_NAME = re.compile(r"(?:^|[-_.])quiz(?:[-_.]|$)", re.IGNORECASE)


def is_quiz(path_in_course: str, document: Document) -> bool:
    """Whether a file is a quiz: by its front matter, its folder, its name, or by what most of its sections hold."""
    named = is_named_quiz(path_in_course, document.front)
    if named is not None:
        return named
    return _is_only_checks(document.blocks) or _is_mostly_asked(document.blocks)


def is_named_quiz(path_in_course: str, front: FrontMatter) -> bool | None:
    """Whether a file is a quiz by its front matter, folder or name; None where only its blocks can tell."""
    said = str(front.values.get("type", "")).strip().lower()
    if said in {"quiz", "lesson"}:
        return said == "quiz"
    if not QUIZ_KEYS.isdisjoint(front.values):
        return True
    *folders, name = path_in_course.split("/")
    return True if "quizzes" in folders or _NAME.search(name.rpartition(".")[0]) else None


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
    return len(rest) < len(blocks) and all(
        isinstance(block, Heading | Rule) or (isinstance(block, Html) and block.text.startswith("<!--"))
        for block in rest
    )


def _is_mostly_asked(blocks: Iterable[Block]) -> bool:
    """Whether more than half of the heading sections hold two or more boxes with at least one ticked."""
    sections: list[list[bool]] = []
    for block in blocks:
        if isinstance(block, Heading):
            sections.append([])
        elif isinstance(block, ListBlock) and sections:
            sections[-1] += [box.ticked for item in block.items if (box := item_box(item))]
    return 2 * sum(len(boxes) > 1 and any(boxes) for boxes in sections) > len(sections)
