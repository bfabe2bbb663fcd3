"""A share on a rail, with a tick where it should come to: `━━━━●─╎─┃──`. Shape alone tells it; colour repeats it.

Imports no Textual: a screen dresses the parts by their role.
"""

from collections.abc import Sequence
from enum import Enum, auto
from typing import NamedTuple

from tui.render.glyphs import UNICODE, Glyphs

CLOSE = 0.10
"""What is missing to a target when it is called close."""
_FEWEST = 3
"""Cells between which a dot and a tick can be told apart."""


class Part(Enum):
    """What a stretch of a rail is."""

    DONE = auto()
    DOT = auto()
    LEFT = auto()
    TICK = auto()
    NOW = auto()


class Reached(Enum):
    """How a share stands to its target."""

    UNTOLD = auto()
    """There is no share, no target, or nothing of it is asked by now."""
    BELOW = auto()
    CLOSE = auto()
    REACHED = auto()


class Stretch(NamedTuple):
    """Some cells of a rail that belong together."""

    text: str
    part: Part


def rail(
    share: float | None, target: float | None, width: int, glyphs: Glyphs = UNICODE, *, now: float | None = None
) -> tuple[Stretch, ...]:
    """The stretches of a rail, from left to right.

    The dot stands right of the tick exactly where the target is reached, however short the rail is: where both fall on
    one cell they are moved apart. So it is with the mark of now, which gives way where there is no cell for it.

    Args:
        share: 0 to 1; None where there is none, which is a rail without a dot.
        target: 0 to 1; None where none is set, which is a rail without a tick.
        width: in cells, at least 3.
        glyphs: the set of marks, each one cell wide.
        now: what of the target is asked by now, 0 to 1; None, nothing, or all of it is a rail without its mark.

    Raises:
        ValueError: it is too short to tell anything.
    """
    if width < _FEWEST:
        raise ValueError(f"a rail has at least {_FEWEST} cells, not {width}")
    dot, tick = _cells(share, target, width)
    parts = [Part.DONE if dot is not None and cell < dot else Part.LEFT for cell in range(width)]
    if dot is not None:
        parts[dot] = Part.DOT
    if tick is not None:
        parts[tick] = Part.TICK
    if now and target and now < target:
        cell = round(now * (width - 1))
        if cell == dot:
            cell += -1 if stands(share, now) is Reached.REACHED else 1
        if 0 <= cell < width and cell not in {dot, tick}:
            parts[cell] = Part.NOW
    marks = {
        Part.DONE: glyphs.heavy,
        Part.DOT: glyphs.dot,
        Part.LEFT: glyphs.light,
        Part.TICK: glyphs.tick,
        Part.NOW: glyphs.now,
    }
    return _joined([Stretch(marks[part], part) for part in parts])


def stands(share: float | None, target: float | None, now: float | None = None) -> Reached:
    """How a share stands to its target, or where that is said to what is asked of it by `now`."""
    if now is not None and target is not None:
        target = now or None  # before anything is due there is nothing to be below
    if share is None or target is None:
        return Reached.UNTOLD
    if share >= target:
        return Reached.REACHED
    return Reached.CLOSE if target - share <= CLOSE else Reached.BELOW


def _cells(share: float | None, target: float | None, width: int) -> tuple[int | None, int | None]:
    """The cells of dot and tick."""
    last = width - 1
    dot = None if share is None else round(min(max(share, 0.0), 1.0) * last)
    tick = None if target is None else round(min(max(target, 0.0), 1.0) * last)
    if dot is None or tick is None or dot != tick:
        return dot, tick
    if stands(share, target) is Reached.REACHED:
        return (dot + 1, tick) if dot < last else (dot, tick - 1)
    return (dot, tick + 1) if tick < last else (dot - 1, tick)


def _joined(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    for one in stretches:
        if found and found[-1].part is one.part:
            found[-1] = Stretch(found[-1].text + one.text, one.part)
        else:
            found.append(one)
    return tuple(found)
