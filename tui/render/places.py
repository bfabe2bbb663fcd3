"""A place in a lesson that outlives edits to the rest of it: what stands there, and which of its likes it is."""

from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from lessons.blocks import Heading
from lessons.digest import block_name
from tui.render.flow import Spot
from tui.render.pieces import Lines, Piece, Rows, source_of


class Place(NamedTuple):
    """Where somebody reads: a block and a line in it."""

    block: str
    """The block's own name, then `/` and that of the heading above it, for the day when the block itself is edited.

    A name is the digest of the source, and, from the second on, the number of its occurrence: `9f3ac210b7de-2`.
    """
    line: int
    """0-based, at the width of the last reading."""


class Places:
    """The names of all pieces of one document."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._headings = [index for index, piece in enumerate(pieces) if isinstance(piece.part, Heading)]

    @cached_property
    def _occurrences(self) -> dict["_Key", list[int]]:
        """Every piece of the same source, in order; asked for when the first place is."""
        occurrences: dict[_Key, list[int]] = {}
        for index, piece in enumerate(self._pieces):
            occurrences.setdefault(_key(piece), []).append(index)
        return occurrences

    def place(self, spot: Spot) -> Place:
        """The place of a line."""
        if not self._pieces:
            return Place("", 0)
        heading = next((index for index in reversed(self._headings) if index <= spot.piece), spot.piece)
        name = self._name(spot.piece)
        return Place(name if heading == spot.piece else f"{name}/{self._name(heading)}", spot.line)

    def spot(self, place: Place) -> Spot | None:
        """The line that a place speaks of: the block's, else its heading's; None where both are gone."""
        names = [self._named(name) for name in place.block.split("/")]
        (block, at), (heading, under) = names[0], names[-1]
        if block and heading and len(names) > 1:  # of its likes, the one that stands where it stood
            start = heading[under]
            end = next((index for index in self._headings if index > start), len(self._pieces))
            near = [index for index in block if start < index < end]
            if near and block[at] not in near:
                return Spot(near[0], place.line)
        if block:
            return Spot(block[at], place.line)
        return Spot(heading[under], 0) if heading else None

    def _named(self, name: str) -> tuple[Sequence[int], int]:
        """The pieces that have a name but for their number, and which of them has that, or the last."""
        digest, _, occurrence = name.partition("-")
        indexes = next((indexes for key, indexes in self._occurrences.items() if _digest(key) == digest), [])
        wanted = int(occurrence) if occurrence.isdecimal() else 1
        return indexes, min(wanted, len(indexes)) - 1

    def occurrence(self, index: int) -> int:
        """Which of the pieces with the same source this one is, 1-based."""
        return self._occurrences[_key(self._pieces[index])].index(index) + 1

    def same(self, piece: Piece, occurrence: int) -> int | None:
        """The index of the piece with the same source as one of another version of the text; None where it is gone."""
        indexes = self._occurrences.get(_key(piece))
        return indexes[min(occurrence, len(indexes)) - 1] if indexes else None

    def _name(self, index: int) -> str:
        key, occurrence = _key(self._pieces[index]), self.occurrence(index)
        return _digest(key) if occurrence == 1 else f"{_digest(key)}-{occurrence}"


_Key = tuple[str, int]
"""What makes a piece itself: its source, and where in it the piece begins."""


def _key(piece: Piece) -> _Key:
    match piece.part:
        case Lines(code, start, _):
            return code.text, start
        case Rows(_, start, _):
            return source_of(piece), start
        case _:
            return source_of(piece), 0


@lru_cache(maxsize=1024)
def _digest(key: _Key) -> str:
    source, start = key
    text = f"{start}\n{source}" if start else source
    return block_name(text)
