"""How often a fault is tried: a few times with every `make test`, many times with `make soak`."""

import os

SOAKING = "FIVEFOLD_SOAK" in os.environ
EVENTS = int(os.environ.get("FIVEFOLD_SOAK", "0"))
"""Events of the longest log: `make soak EVENTS=10000000`; otherwise there is none."""


def times(few: int, many: int) -> int:
    """`few`, or `many` where there is all the time in the world."""
    return many if SOAKING else few
