"""`<details>` and `<summary>`: what an author folds away, however its HTML and its Markdown are mixed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace

from lessons.blocks import Block, Html
from lessons.clean import SHOWN
from lessons.entities import unescaped
from lessons.light import dataclass

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<details(?P<attributes>(?:\s[^<>]*)?)>(?:\s*<summary[^<>]*>(?P<summary>(?:(?!<details).)*?)</summary>)?"
    r"|(?P<close></details\s*>)",
    re.IGNORECASE | re.DOTALL,
)
_OPEN = re.compile(r"\sopen(?:[\s=]|$)", re.IGNORECASE)
_ANY_TAG = re.compile(rf"(?!{SHOWN})<[^<>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """A part of a text that can be folded away."""

    line: int
    """Of its opening tag, 1-based; no two folds of a text begin in one line."""
    end: int
    summary: str
    """Plain text in one line; empty where the author gave none."""
    open: bool
    """Whether it is unfolded before anybody touches it."""
    blocks: "tuple[Block | Fold, ...]"


@dataclass(slots=True)
class _Open:
    """A fold that is not closed yet."""

    tag: Html
    summary: str
    open: bool
    blocks: "list[Block | Fold]" = field(default_factory=list)


def with_folds(blocks: "Sequence[Block | Fold]") -> "Sequence[Block | Fold]":
    """The blocks with each `<details>` and what stands in it as one; one that is never closed stays as it is."""
    if not any(isinstance(block, Html) and "<details" in block.text.casefold() for block in blocks):
        return blocks
    stack: list[_Open] = [_Open(Html(line=0, end=0, text=""), "", open=True)]
    for block in _cut(blocks):
        opening = _TAG.fullmatch(block.text) if isinstance(block, Html) and not block.is_comment else None
        if opening is None or not isinstance(block, Html):
            stack[-1].blocks.append(block)
        elif not opening["close"]:
            stack.append(_Open(block, _plain(opening["summary"] or ""), bool(_OPEN.search(opening["attributes"]))))
        elif len(stack) > 1:
            done = stack.pop()
            inner = tuple(done.blocks)
            fold = Fold(line=done.tag.line, end=block.end, summary=done.summary, open=done.open, blocks=inner)
            stack[-1].blocks.append(fold)
    while len(stack) > 1:
        lost = stack.pop()
        stack[-1].blocks += [lost.tag, *lost.blocks]
    return stack[0].blocks


def folds(blocks: "Iterable[Block | Fold]") -> Iterator[Fold]:
    """All folds among some blocks that stand in no other block, the outer before the inner."""
    for block in blocks:
        if isinstance(block, Fold):
            yield block
            yield from folds(block.blocks)


def _cut(blocks: "Iterable[Block | Fold]") -> "Iterator[Block | Fold]":
    """The blocks with each tag that opens or closes a fold as a block of its own."""
    for block in blocks:
        if not isinstance(block, Html):
            yield block
            continue
        at, line = 0, block.line
        for start, end in (*_tags(block.text), (len(block.text), len(block.text))):
            for part in (block.text[at:start], block.text[start:end]):
                yield from _part(block, part, line)
                line += part.count("\n")
            at = end


def _tags(text: str) -> Iterator[tuple[int, int]]:
    """Where each tag that opens or closes a fold begins and ends."""
    return (tag.span() for tag in _TAG.finditer(text) if not tag[0].startswith("<!--"))


def _part(block: Html, text: str, line: int) -> Iterator[Html]:
    """A part of a block of HTML, which begins in a line, on its own lines; nothing where nothing stands there."""
    shown = text.strip("\n")
    if not shown.strip():
        return
    line += len(text) - len(text.lstrip("\n"))
    yield replace(block, line=line, end=line + shown.count("\n"), text=shown)


def _plain(html: str) -> str:
    return " ".join(unescaped(_ANY_TAG.sub("", html)).split())
