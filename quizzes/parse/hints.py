"""Hints: `> [!TIP]` before the options, shown one at a time."""

from lessons.blocks import Block, Callout, Quote


def take_hints(blocks: list[Block], *, quotes: bool) -> tuple[tuple[Block, ...], ...]:
    """Take the hints out of what stands before the options; with `quotes`, plain quotes are hints too."""
    hints = tuple(block for block in blocks if _is_hint(block, quotes))
    if hints:
        blocks[:] = [block for block in blocks if not _is_hint(block, quotes)]
    return tuple(hint.blocks for hint in hints if isinstance(hint, Callout | Quote))


def _is_hint(block: Block, quotes: bool) -> bool:
    if isinstance(block, Callout):
        return block.kind == "tip"
    return quotes and isinstance(block, Quote)
