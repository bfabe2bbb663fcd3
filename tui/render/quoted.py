"""What can be quoted of a text, for a note or a bookmark: its sentences, each with the block that it stands in."""

from collections.abc import Callable, Iterable, Sequence
from textwrap import dedent
from typing import NamedTuple

from lessons.blocks import Heading
from lessons.passages import sentences
from tui.render.code import plain_lines
from tui.render.manuscript import Manuscript
from tui.render.pieces import Lines, Rows, Title, line_of


class Sentence(NamedTuple):
    """Something in a lesson that a note may be written to, or a bookmark set."""

    line: int
    """Of the file, in which its block begins."""
    block: str
    """Id of the block, as `tui.render.places` has it."""
    section: int
    """Index of its section; -1 before the first."""
    words: str
    """As plain text: a sentence in one line; of code its lines, as they stand."""


class Quoted:
    """The sentences of a text."""

    def __init__(self, text: Manuscript, block: Callable[[Manuscript, int], str], *, most: int) -> None:
        """Take the text, what names the block of one of its pieces, and how many characters of a sentence are kept."""
        self._text = text
        self._block = block
        self._most = most

    def sentences(self, pieces: Sequence[int]) -> Sequence[Sentence]:
        """Those of some pieces, by index, each block of code as one; headings count where there is nothing else."""
        running = [index for index in pieces if not isinstance(self._text.pieces[index].part, Heading | Title)]
        return [
            self._sentence(index, words[: self._most]) for index in running or pieces for words in self._told(index)
        ]

    def code(self, index: int, lines: str) -> Sentence:
        """Some lines of the code of a piece."""
        return self._sentence(index, _flush(lines)[: self._most])

    def beginning(self, pieces: Iterable[int] | None = None) -> Sentence | None:
        """What the first of some pieces, or of all, that says something is known by; None where none does."""
        pieces = range(len(self._text.pieces)) if pieces is None else pieces
        found = ((index, sentences(self._text.words(index))) for index in pieces)
        return next((self._sentence(index, self._called(index, words)) for index, words in found if words), None)

    def holding(self, words: str) -> Sequence[Sentence]:
        """The sentences, of code the lines, that hold some words; where they go over the end of one, it is that one.

        What is not told apart is case, and how wide the blanks are.
        """
        wanted = _read(words)
        found: list[Sentence] = []
        for index in range(len(self._text.pieces)):
            whole = self._text.words(index)
            if not wanted or wanted not in whole.casefold():
                continue
            told = [line.strip() for line in self._code(index)] or sentences(whole)
            here = [one for one in told if wanted in _read(one)]
            found += (self._sentence(index, one[: self._most]) for one in here or _over_the_end(whole, told, wanted))
        return found

    def headed(self, words: str) -> Sequence[Sentence]:
        """The headings that are called so, else those that begin so."""
        wanted = _read(words)
        called = {index: self._text.words(index).casefold() for index in self._text.headings}
        found = [index for index, name in called.items() if name == wanted]
        found = found or [index for index, name in called.items() if wanted and name.startswith(wanted)]
        return [self._sentence(index, self._text.words(index)[: self._most]) for index in found]

    @property
    def headings(self) -> Sequence[str]:
        """The headings of its sections."""
        return [self._text.words(index) for index in self._text.headings]

    def block_of(self, sentence: Sentence) -> Sentence:
        """What the block of a sentence is known by."""
        here = (
            index
            for index, piece in enumerate(self._text.pieces)
            if line_of(piece) == sentence.line and self._block(self._text, index) == sentence.block
        )
        return self.beginning(here) or sentence

    def _told(self, index: int) -> Sequence[str]:
        """What a piece says, in parts that a note can be written to."""
        if isinstance(self._text.pieces[index].part, Lines):
            whole = _flush("\n".join(self._code(index)))
            return [whole] if whole else []
        return sentences(self._text.words(index))

    def _code(self, index: int) -> Sequence[str]:
        """The lines of the code of a piece, as they are drawn; none where it is another text."""
        match self._text.pieces[index].part:
            case Lines(code, start, stop):
                return plain_lines(code.text)[start:stop]
        return ()

    def _called(self, index: int, words: Sequence[str]) -> str:
        """What a piece is known by: its first sentence; of a table or code its heading, and the first row of it."""
        text = self._text
        if not isinstance(text.pieces[index].part, Rows | Lines):
            return words[0]
        heading = next((text.words(one) for one in reversed(text.headings) if one < index), "")
        first = text.first_row(index)
        return f"{heading}: {first}" if heading else first

    def _sentence(self, index: int, words: str) -> Sentence:
        section = sum(one <= index for one in self._text.headings) - 1
        return Sentence(line_of(self._text.pieces[index]), self._block(self._text, index), section, words)


def _read(words: str) -> str:
    return " ".join(words.split()).casefold()


def _flush(lines: str) -> str:
    """Lines of code with the first of them, and the least indented, at the left edge."""
    return dedent(lines).strip("\n").rstrip()


def _over_the_end(whole: str, told: Sequence[str], wanted: str) -> Sequence[str]:
    """The sentence in which some words begin that go on in the next."""
    text = whole.casefold()
    at, end = text.find(wanted), 0
    for one in told:
        start = text.find(_read(one), end)
        end = start + len(_read(one))
        if start <= at < end:
            return [one]
    return []
