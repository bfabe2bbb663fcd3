"""Our block tree -> Markdown that is read back as the same tree, wherever it stands: the printer of all exchange."""

import re
from collections.abc import Iterable, Sequence

from lessons.blocks import (
    Block,
    Callout,
    Check,
    Code,
    Definition,
    Footnote,
    Heading,
    Html,
    ListBlock,
    Paragraph,
    Quote,
    Raw,
    Rule,
    Table,
)

RULE = "___"
"""A thematic break that neither underlines the text above it nor begins a list."""
_BULLETS, _STOPS = ("-", "*"), (".", ")")
_FENCES = re.compile(r"`{3,}|~{3,}")
_DASHES = {"left": "---", "center": ":-:", "right": "--:"}


def markdown(blocks: Iterable[Block]) -> str:
    """The blocks as Markdown, without a line break at the end."""
    return "\n".join(_lines(tuple(blocks), tight=False))


def indented(text: str, by: str) -> str:
    """The lines of a text set in; empty lines stay empty."""
    return "\n".join(by + line if line else "" for line in text.split("\n"))


def quoted(text: str, mark: str = ">") -> str:
    """The lines of a text as a quote."""
    return "\n".join(f"{mark} {line}" if line else mark for line in text.split("\n"))


def _lines(blocks: Sequence[Block], *, tight: bool) -> list[str]:
    lines: list[str] = []
    before: Block | None = None
    other = False
    """Whether the list printed last has the second of its two marks: lists side by side need different ones."""
    for block in blocks:
        side_by_side = (
            isinstance(block, ListBlock) and isinstance(before, ListBlock) and block.ordered == before.ordered
        )
        other = side_by_side and not other
        if before is not None and not (tight and _may_touch(before, block)):
            lines.append("")
        lines += _block(block, other=other)
        before = block
    return lines


def _may_touch(before: Block, block: Block) -> bool:
    """Whether two blocks of a tight list item can stand without an empty line between them."""
    return isinstance(before, Paragraph | Code) and isinstance(block, ListBlock | Code)


def _block(block: Block, *, other: bool) -> list[str]:
    match block:
        case Paragraph(source=source) | Html(text=source) | Raw(text=source):
            return source.split("\n")
        case Check(blocks=blocks):
            return ["<!-- quiz -->", "", *_lines(blocks, tight=False), "", "<!-- /quiz -->"]
        case Heading(level=level, source=source):
            return [f"{'#' * level} {' '.join(source.split())}".rstrip()]
        case Code(info=info, text=text):
            return fenced(text, info).split("\n")
        case Quote(blocks=inner):
            return quoted(markdown(inner)).split("\n")
        case Callout(kind=kind, title=title, blocks=inner):
            head = f"> [!{kind.upper()}] {title}".rstrip()
            return [head, *quoted(markdown(inner)).split("\n")] if inner else [head]
        case ListBlock():
            return _list(block, other=other)
        case Table():
            return _table(block)
        case Rule():
            return [RULE]
        case Footnote(label=label, blocks=inner):
            return indented(markdown(inner), "    ").replace("    ", f"[^{label}]: ", 1).split("\n")
        case Definition(term=term, meanings=meanings):
            told = [indented(markdown(one), "    ").replace("    ", ":   ", 1) for one in meanings]
            return "\n".join([term, *told]).split("\n")


def fenced(code: str, info: str = "") -> str:
    """A code between fences that are longer than any in it."""
    mark = "~" if "`" in info else "`"
    longest = max((len(run) for run in _FENCES.findall(code) if run[0] == mark), default=0)
    fence = mark * max(3, longest + 1)
    return "\n".join([f"{fence}{info}", *([code] if code else ()), fence])


def _list(block: ListBlock, *, other: bool) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(block.items, block.start):
        mark = f"{number}{_STOPS[other]}" if block.ordered else _BULLETS[other]
        if lines and not block.tight:
            lines.append("")
        inner = _lines(item.blocks, tight=block.tight)
        width = len(mark) + 1
        first, *rest = indented("\n".join(inner), " " * width).split("\n") if inner else (" " * width,)
        lines += [f"{mark} {first[width:]}".rstrip() if not first[width:] else f"{mark} {first[width:]}", *rest]
    return lines


def _table(block: Table) -> list[str]:
    rows = [block.head, tuple(_DASHES[align] for align in block.aligns), *block.rows]
    return ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]


def _cell(source: str) -> str:
    return source.replace("|", "\\|").replace("\n", " ")
