"""A share of a whole as a bar of `▆`, with a tick where others are on average: `▆▆▆▆▆▆┃▆▆▁▁▁`."""

from typing import Literal

Part = Literal["done", "rest", "tick"]


def bar(value: float, width: int, *, tick: float | None = None) -> list[tuple[str, Part]]:
    """A bar, `width` cells wide: the parts of its text, each with what it stands for.

    What is done and what is not differ in height. Something is never drawn as nothing, nor almost all as all.

    Args:
        value: 0 to 1.
        width: at least 1.
        tick: 0 to 1, drawn over the bar; None for none.
    """
    done = round(min(max(value, 0.0), 1.0) * width)
    if 0 < value < 1 and width > 1:
        done = min(max(done, 1), width - 1)
    if tick is None:
        return _bar(done, width - done)
    at = round(min(max(tick, 0.0), 1.0) * (width - 1))
    before = min(done, at)
    after = max(0, done - at - 1)
    return [*_bar(before, at - before), ("┃", "tick"), *_bar(after, width - at - 1 - after)]


def _bar(done: int, rest: int) -> list[tuple[str, Part]]:
    parts: list[tuple[str, Part]] = [("▆" * done, "done"), ("▁" * rest, "rest")]
    return [part for part in parts if part[0]]
