"""Entries: what is put in order or matched, and the points of a rubric, with ids that survive edits elsewhere."""

from collections.abc import Sequence

from lessons.blocks import Block, Paragraph
from quizzes.identity import Numbering, canonical, content, option_id
from quizzes.model import Entry


class Numbered:
    """Makes entries of one list: the second of the same words has `-2` behind its id."""

    def __init__(self) -> None:
        self._numbering = Numbering()

    def entry(self, blocks: Sequence[Block], line: int) -> Entry:
        """An entry, from the blocks of an item."""
        first = blocks[0] if blocks else None
        source = first.source.strip() if isinstance(first, Paragraph) else ""
        rest = tuple(blocks[1:] if isinstance(first, Paragraph) else blocks)
        return self.of(source, rest, line)

    def of(self, source: str, blocks: tuple[Block, ...], line: int) -> Entry:
        """An entry, from its words and what else belongs to it."""
        text = words(Entry("", source, blocks))
        return Entry(self._numbering.take(option_id(text)), source, blocks, line)


def words(entry: Entry) -> str:
    """The canonical form of all that an entry says."""
    return canonical(f"{entry.source}\n{content(entry.blocks)}" if entry.blocks else entry.source)
