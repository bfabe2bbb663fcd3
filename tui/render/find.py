"""Words found in a document as they are meant: whatever their case or width, and the blanks beside Han characters."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from unicodedata import category, combining, is_normalized, normalize

from rich.style import Style

from lessons.inline import is_wide
from tui.linebreak import PAD_CLOSE, PAD_INSIDE, PAD_OPEN
from tui.render.pieces import Piece

_UNEVEN = re.compile(r"^\s|\s$|\s\s|[^\S ]")
"""Blanks that are not just one between two words."""
_CLUSTER = re.compile(r".[\u0300-\u036f\u1160-\u11ff\u3099\u309a\u20d0-\u20f0]*", re.DOTALL)
_FEW_CONTROLS = frozenset((PAD_OPEN, PAD_CLOSE))


class Folded(NamedTuple):
    """A text as it is compared."""

    text: str
    origins: Sequence[tuple[int, int]] | None
    """For each of its characters, from where to where it stood; None where it is as long as what it was made of."""

    def spans(self, *wanted: str) -> Sequence[tuple[int, int]]:
        """From where to where any of `wanted`, folded, stood in the text, in order; no two of them overlap."""
        every = sorted((span for one in wanted for span in self._spans(one)), key=lambda span: (span[0], -span[1]))
        if len(wanted) < 2:  # noqa: PLR2004 - of one, none overlap
            return every
        found: list[tuple[int, int]] = []
        for span in every:
            if not found or span[0] >= found[-1][1]:
                found.append(span)
        return found

    def _spans(self, wanted: str) -> Iterator[tuple[int, int]]:
        last, at = 0, self.text.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            span = (at, end) if self.origins is None else (self.origins[at][0], self.origins[end - 1][1])
            if span[0] >= last:
                last = span[1]
                yield span
            at = self.text.find(wanted, end)


def folded(text: str) -> Folded:
    """A text without what does not count: case, width (NFKC), blanks beside Han characters and more than one blank."""
    if text.isascii() and _UNEVEN.search(text) is None:
        return Folded(text.lower(), None)
    parts: list[str] = []
    origins: list[tuple[int, int]] = []
    blank: tuple[int, int] | None = None
    whole = is_normalized("NFC", text)
    for start, end in ((at, at + 1) for at in range(len(text))) if whole else _clusters(text):
        meant = _meant(text[start:end])
        if meant == " ":
            blank = blank or (start, end)
        elif meant:
            if blank and parts and not (is_wide(parts[-1][-1]) or is_wide(meant[0])):
                parts.append(" ")
                origins.append(blank)
            blank = None
            parts.append(meant)
            origins += [(start, end)] * len(meant)
    return Folded("".join(parts), origins)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in _CLUSTER.finditer(text))


@lru_cache(maxsize=8192)
def _meant(cluster: str) -> str:
    """What a character is compared as, with the marks above it: a blank for every blank, nothing for what is unseen."""
    if cluster == PAD_INSIDE or cluster.isspace():
        return " "
    if cluster in _FEW_CONTROLS or (category(cluster[0]) == "Cf" and not combining(cluster[-1])):
        return ""
    return normalize("NFKC", normalize("NFKC", cluster).casefold())


class Match(NamedTuple):
    """One place where the words stand."""

    piece: int
    """Among all pieces of the document, those that are folded away included."""
    text: int
    """Which of the piece's texts, as `Typesetter.texts` gives them."""
    start: int
    """In that text."""
    end: int


class Search:
    """The words of one document, to be looked for again and again."""

    def __init__(self, pieces: Sequence[Piece], texts: Callable[[Piece], Sequence[str]]) -> None:
        """Take all pieces of the document, with what is folded away, and what can be read in a piece."""
        self._pieces = pieces
        self._texts = texts
        self._folded: list[tuple[int, int, Folded]] = []
        self._read = 0
        self._folds = [piece.frame.folds for piece in pieces]

    @property
    def ready(self) -> bool:
        """Whether the whole document has been read."""
        return self._read == len(self._pieces)

    def read_on(self, pieces: int) -> None:
        """Read so many more pieces: a long document is not read at once, so that no key has to wait."""
        stop = min(self._read + pieces, len(self._pieces))
        self._folded += [
            (index, number, folded(text))
            for index in range(self._read, stop)
            for number, text in enumerate(self._texts(self._pieces[index]))
            if text
        ]
        self._read = stop

    def find(self, *wanted: str) -> Sequence[Match]:
        """All places where any of these words, folded, stand in what has been read, in order."""
        wanted = tuple(filter(None, wanted))
        return [
            Match(index, number, *span)
            for index, number, text in (self._folded if wanted else ())
            if any(one in text.text for one in wanted)
            for span in text.spans(*wanted)
        ]

    def folds(self, match: Match) -> frozenset[int]:
        """The lines of the folds in which a match stands."""
        return frozenset(self._folds[match.piece])

    def text(self, match: Match) -> str:
        """The text in which a match stands."""
        return self._texts(self._pieces[match.piece])[match.text]

    def drawn(self, piece: int, unfolded: frozenset[int] | None) -> int:
        """The index of a piece, which is not folded away, where only these folds are open; None where all are."""
        if unfolded is None:
            return piece
        return sum(unfolded.issuperset(folds) for folds in self._folds[:piece])

    def whole(self, piece: int, unfolded: frozenset[int] | None) -> int:
        """The index among all pieces of one that is drawn where only these folds are open."""
        if unfolded is None:
            return piece
        drawn = (index for index, folds in enumerate(self._folds) if unfolded.issuperset(folds))
        return next(islice(drawn, piece, None), 0)


class Found(NamedTuple):
    """What is marked in a text while it is drawn."""

    wanted: Sequence[str]
    """The words, folded."""
    each: Style
    current: Style
    piece: Piece | None = None
    """That of the match where one is."""
    match: Match | None = None

    def marks(self, piece: Piece, number: int | None, text: str) -> Sequence[tuple[int, int, Style]]:
        """From where to where the words stand in a text of a piece, and how that is to look.

        Args:
            piece: The piece.
            number: Of the text among those of the piece; None where it only repeats another one.
            text: What it says.
        """
        found = folded(text)
        if not any(one in found.text for one in self.wanted):
            return ()
        match = self.match if piece is self.piece and self.match and self.match.text == number else None
        return [
            (start, end, self.current if match and match.start == start else self.each)
            for start, end in found.spans(*self.wanted)
        ]
