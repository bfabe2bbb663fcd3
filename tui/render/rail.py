"""A share of a whole as a dot on a rail, with a tick where it should be: `━━━━●──┃──`."""

from typing import Literal

Part = Literal["way", "dot", "rest", "tick"]


def rail(value: float, target: float | None, width: int) -> list[tuple[str, Part]]:
    """A rail, `width` cells wide: the parts of its text, each with what it stands for.

    Where dot and tick would meet in a cell, the tick gives way by one, to the side on which it is: a share that has
    reached its target has the tick on its way, one that has not has it still before it.

    Args:
        value: 0 to 1.
        target: 0 to 1; None where there is none.
        width: at least 2.
    """
    last = width - 1
    dot = round(min(max(value, 0.0), 1.0) * last)
    marks: dict[int, tuple[str, Part]] = {}
    if target is not None:
        tick = round(min(max(target, 0.0), 1.0) * last)
        reached = value >= target
        if reached and tick >= dot:
            dot = max(dot, 1)
            tick = dot - 1
        elif not reached and tick <= dot:
            dot = min(dot, last - 1)
            tick = dot + 1
        marks[tick] = ("┃", "tick")
    marks[dot] = ("●", "dot")
    parts: list[tuple[str, Part]] = []
    at = 0
    for cell, mark in sorted(marks.items()):
        parts += [*_between(at, cell, dot), mark]
        at = cell + 1
    return [*parts, *_between(at, width, dot)]


def _between(start: int, end: int, dot: int) -> list[tuple[str, Part]]:
    """The rail from one cell to before another."""
    if start >= end:
        return []
    return [("━" * (end - start), "way")] if start < dot else [("─" * (end - start), "rest")]
