"""Matching: a list in which every item is `left -> right`; `- -> extra` matches nothing."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from lessons.blocks import Block, Item, ListBlock, Paragraph
from quizzes.findings import ALIKE_PARTNERS, LEFT_TWICE, MATCH_FEW, MATCH_HALF
from quizzes.identity import content, identity_hash, key_hash
from quizzes.model import Entry, Matching, Question
from quizzes.parse.draft import AnswerBody, Draft
from quizzes.parse.entries import Numbered, words
from quizzes.parse.metadata import Type
from quizzes.parse.said import said_otherwise

_CODE = re.compile(r"(?<![`\\])(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
ARROW = re.compile(r"(?:^|(?<=\s))(?:->|→|=>)(?=\s|$)")
"""What stands between the two sides, with a blank around it."""
_FEWEST = 2


class _Sides(NamedTuple):
    left: str
    right: str


def find_matching(draft: Draft, _leaf: bool) -> AnswerBody | None:
    """The first such list."""
    for index, block in enumerate(draft.blocks):
        if isinstance(block, ListBlock) and block.items and all(_sides(item.blocks) for item in block.items):
            return AnswerBody(Type.MATCHING, index, index + 1)
    return None


def without_arrow(block: ListBlock) -> list[Item]:
    """The items of a list that are no `left -> right`."""
    return [item for item in block.items if _sides(item.blocks) is None]


def _sides(blocks: Sequence[Block]) -> _Sides | None:
    """What stands left and right of the first arrow that is no code, with blanks around it."""
    first = next(iter(blocks), None)
    if not isinstance(first, Paragraph):
        return None
    # Code keeps its length and holds no arrow, so that places stay true.
    plain = _CODE.sub(lambda found: "`" * len(found[0]), first.source)
    arrow = ARROW.search(plain)
    if arrow is None:
        return None
    return _Sides(first.source[: arrow.start()].strip(), first.source[arrow.end() :].strip())


def read_matching(draft: Draft) -> Question:
    """A question about what belongs together."""
    said_otherwise(draft, "matching where every item of a list is `left -> right`")
    (block,) = draft.answer
    if not isinstance(block, ListBlock):
        raise TypeError(block)
    reading = _Reading(draft)
    for item in block.items:
        reading.take(item)
    left, right, pairs = reading.left, list(reading.right.values()), reading.pairs
    if len(left) < _FEWEST or len(right) < _FEWEST:
        draft.faults.append(draft.page.problem(MATCH_FEW, block.line))
    texts = {entry.id: words(entry) for entry in (*left, *right)}
    identity = identity_hash(
        draft.canonical_stem(), [*(f"{words(one)} ->" for one in left), *(f"-> {words(one)}" for one in right)]
    )
    key = key_hash(f"{words(one)} -> {texts[other]}" for one, (_id, other) in zip(left, pairs, strict=True))
    asked = draft.asked(identity=identity, key=key)
    return Matching(**asked, left=tuple(left), right=tuple(right), pairs=tuple(pairs))


def _as_written(text: str) -> str:
    """Words to tell partners apart by: -r is not -R; but a capital letter that begins running text says nothing."""
    text = " ".join(text.split())
    return text if "`" in text or len(text) == 1 else text[:1].lower() + text[1:]


class _Reading:
    """The items of a list, while their sides are told apart."""

    def __init__(self, draft: Draft) -> None:
        self.left: list[Entry] = []
        self.right: dict[str, Entry] = {}
        """By their words: a partner of two stands there once."""
        self.pairs: list[tuple[str, str]] = []
        self._draft = draft
        self._lefts, self._rights = Numbered(), Numbered()
        self._lines: dict[str, int] = {}
        self._partners: dict[str, int] = {}
        """Of the right sides, by their canonical words, the line of the first."""

    def take(self, item: Item) -> None:
        """Read one item."""
        sides = _sides(item.blocks)
        if sides is None:
            raise ValueError(item)
        page = self._draft.page
        # What stands below the line of an item explains its right side.
        blocks = tuple(item.blocks[1:])
        if not sides.right:
            self._draft.faults.append(page.problem(MATCH_HALF, item.line, item.column))
        partner = _as_written(f"{sides.right}\n{content(blocks)}")
        if partner not in self.right:
            entry = self.right[partner] = self._rights.of(sides.right, blocks, item.line)
            alike = words(entry)
            if sides.right and alike in self._partners:
                other = str(self._partners[alike])
                self._draft.faults.append(page.problem(ALIKE_PARTNERS, item.line, item.column, other=other))
            self._partners.setdefault(alike, item.line)
        if not sides.left:
            return
        entry = self._lefts.of(sides.left, (), item.line)
        text = words(entry)
        if text in self._lines:
            other = str(self._lines[text])
            self._draft.faults.append(page.problem(LEFT_TWICE, item.line, item.column, other=other))
        self._lines.setdefault(text, item.line)
        self.left.append(entry)
        self.pairs.append((entry.id, self.right[partner].id))
