"""Plain text -> Markdown that says the same and nothing more, and Markdown of others -> blocks that fit into a quiz."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from lessons.block_tree import BlockTree
from lessons.blocks import Block, Callout, Definition, Footnote, Heading, ListBlock, Paragraph, Quote, Table
from lessons.clean import clean, unify_line_ends
from lessons.inline import gaps_in
from lessons.markdown import read_blocks, read_inline
from quizzes.exchange.blocks import markdown

_LONGEST_NAME = 60
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_AT_START = re.compile(r"#|>|[|:~]|=+[ \t]*$|[-+*](?=[ \t\-:|\[［]|$)|[-*_](?=[-*_ \t]*$)")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|[\[［]|$)")
_BRACKETS = re.compile(r"\]\(|\]\[|\]:|\[\[|\[\^|!\[")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&(?=#|[A-Za-z][A-Za-z0-9]*;)")
_RUN = re.compile(r"\*+|_+|~{2,}")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]")


def shortened(text: str) -> str:
    """A text in one line that is not too long to be a name."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_NAME else f"{line[: _LONGEST_NAME - 1]}…"


def escaped(text: str) -> str:
    r"""A plain text as Markdown: blanks at the ends of its lines are dropped, its line ends are hard breaks.

    Where nothing in it means anything to Markdown, it is the text itself.
    """
    lines = [" ".join(line.split()) for line in clean(unify_line_ends(text)).strip().split("\n")]
    paragraphs = "\n".join(lines).split("\n\n")
    kept = [part.strip("\n") for part in paragraphs if part.strip()]
    return "\n\n".join("\\\n".join(escaped_line(line) for line in part.split("\n")) for part in kept)


def escaped_line(line: str, *, inside: bool | None = False) -> str:
    """One line, escaped.

    Args:
        line: Plain text; with None for `inside`, Markdown.
        inside: False where it is a whole line, True where it may stand inside one, None where only its beginning
            is to be looked at.
    """
    marks: set[int] = set()
    if inside is not True:
        if _AT_START.match(line) and not (inside is None and line.startswith(("**", "[", "~~"))):
            marks.add(0)
        if found := _NUMBERED.match(line):
            marks.add(found.start(2))
    if inside is not None:
        marks |= _acting(line, inside=inside)
    return "".join(f"\\{character}" if place in marks else character for place, character in enumerate(line))


def _acting(line: str, *, inside: bool) -> set[int]:
    """The places of the marks that mean something wherever they stand."""
    all_brackets = inside or _BRACKETS.search(line) is not None
    braces = inside or line.endswith("}")
    marks: set[int] = set()
    for place, character in enumerate(line):
        if (
            character == "`"
            or (character == "[" and (all_brackets or place == 0))
            or (character == "{" and braces)
            or (character == "\\" and (place + 1 == len(line) or _PUNCTUATION.match(line[place + 1])))
        ):
            marks.add(place)
    marks.update(found.start() for pattern in (_TAG, _ENTITY) for found in pattern.finditer(line))
    for found in _RUN.finditer(line):
        if not _is_literal(line, found, inside=inside):
            marks.update(range(found.start(), found.end()))
    return marks


def _is_literal(line: str, found: re.Match[str], *, inside: bool) -> bool:
    """Whether a run of marks can neither open nor close anything."""
    before, after = line[found.start() - 1 : found.start()], line[found.end() : found.end() + 1]
    if (before == " " or not (before or inside)) and (after == " " or not (after or inside)):
        return True
    in_word = _ASCII_WORD.match(before) is not None and _ASCII_WORD.match(after) is not None
    return in_word and found[0][0] == "_"


@lru_cache(maxsize=512)
def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text that stands by itself; asked for several times of each text."""
    text = clean(unify_line_ends(text))
    if text[:1].isalpha() and "\n" not in text and text == text.strip():
        return (Paragraph(line=1, end=1, source=text),)  # a letter begins no other block of one line
    found = read_blocks(text)
    return BlockTree("", text.split("\n"), 0).build(found.tokens, complete=found.complete)


def joined(*texts: str) -> str:
    """Markdown texts below one another, in which lists that meet stay apart."""
    return markdown([block for text in texts for block in blocks_of(text)])


def adopted(text: str) -> str:
    """Markdown from elsewhere, as it may stand in a question: no heading, box, gap or callout of it acts.

    Its references are turned into plain links by nobody: what is defined in the text itself is kept as it is written.
    """
    return markdown(_tamed(blocks_of(text)))


def _tamed(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(_tame(block) for block in blocks)


def _tame(block: Block) -> Block:
    match block:
        case Heading(source=source):
            words = " ".join(_running(source).split())
            return Paragraph(line=block.line, end=block.end, source=f"**{words.replace('**', '')}**" if words else "—")
        case Paragraph(source=source):
            return replace(block, source=_running(source))
        case Callout(blocks=inner) if block.kind == "tip":
            return replace(block, kind="note", blocks=_tamed(inner))
        case Quote(blocks=inner) | Callout(blocks=inner) | Footnote(blocks=inner):
            return replace(block, blocks=_tamed(inner))
        case ListBlock(items=items):
            return replace(block, items=tuple(replace(item, blocks=_tamed(item.blocks)) for item in items))
        case Table(head=head, rows=rows):
            return replace(
                block,
                head=tuple(_running(cell) for cell in head),
                rows=tuple(tuple(_running(cell) for cell in row) for row in rows),
            )
        case Definition(term=term, meanings=meanings):
            return replace(block, term=_running(term), meanings=tuple(_tamed(one) for one in meanings))
    return block


_BOX = re.compile(r"(?=[\[［][^\]］\n]{0,3}[\]］])")


def _running(source: str) -> str:
    """Running text in which no gap and no box stands."""
    lines = source.split("\n")
    for node in gaps_in(read_inline(source, {})):
        line = lines[node.line]
        lines[node.line] = f"{line[: node.column]}\x00{line[node.column + 1 :]}"
    source = "\n".join(lines).replace("\x00", "\\[")
    return "\\" + source if _BOX.match(source) and source.startswith("[") else source
