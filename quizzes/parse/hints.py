"""Hints: `> [!TIP]` before the options, shown one at a time."""

from lessons.blocks import Block, Callout, Paragraph, Quote


def take_hints(blocks: list[Block], *, quotes: bool) -> tuple[tuple[Block, ...], ...]:
    """Take the hints out of what stands before the options; with `quotes`, plain quotes are hints too."""
    hints = tuple(block for block in blocks if _is_hint(block, quotes))
    if hints:
        blocks[:] = [block for block in blocks if not _is_hint(block, quotes)]
    return tuple(_said(hint) for hint in hints if isinstance(hint, Callout | Quote))


def _said(hint: Callout | Quote) -> tuple[Block, ...]:
    """What a hint says; a title that its author gave it begins it."""
    if isinstance(hint, Callout) and hint.title:
        return (Paragraph(line=hint.line, end=hint.line, source=hint.title), *hint.blocks)
    return hint.blocks


def _is_hint(block: Block, quotes: bool) -> bool:
    if isinstance(block, Callout):
        return block.kind == "tip"
    return quotes and isinstance(block, Quote)
