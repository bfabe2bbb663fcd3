"""The charts of a report as inline SVG: shapes tell statuses apart, and colour repeats it.

Lengths are shares of the width that there is, so that one drawing serves a phone, a screen and paper. All colours come
from classes: a style attribute would need a wider policy.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from store.status import Status
from tui.i18n import _, listed, named
from tui.report.markup import Markup, Value, joined, tag

_WHOLE = 100.0
_GAP = 0.5
"""Between the parts of a bar, in per cent of its width."""
_STEPS = 5
"""Of a scale at most."""
_SIDE = 16
"""The side of the square that a shape is drawn in."""


def shapes() -> Markup:
    """The drawings that shapes refer to; once in a page, and not seen themselves."""

    def symbol(name: str, *parts: str) -> Markup:
        return tag("symbol", *parts, id=f"shape-{name}", viewBox=f"0 0 {_SIDE} {_SIDE}")

    line = {"fill": "none", "stroke": "currentColor", "stroke_linecap": "round", "stroke_linejoin": "round"}
    return tag(
        "svg",
        symbol(
            Status.COMPLETED,
            tag("rect", x=1, y=1, width=14, height=14, rx=3, fill="currentColor"),
            tag("path", d="M4.4 8.4l2.4 2.4 4.8-5.2", class_="on", fill="none", stroke_width=2, stroke_linecap="round"),
        ),
        symbol(
            Status.IN_PROGRESS,
            tag("rect", x=1.75, y=1.75, width=12.5, height=12.5, rx=2.5, stroke_width=1.5, **line),
            tag("path", d="M2 8.5h12V12a2.2 2.2 0 0 1-2.2 2.2H4.2A2.2 2.2 0 0 1 2 12z", fill="currentColor"),
        ),
        symbol(
            Status.NEEDS_HELP,
            tag("path", d="M8 .8L15.2 8 8 15.2.8 8z", fill="currentColor", stroke="currentColor", stroke_width=1),
            tag("path", d="M8 4.2v4.4M8 11.3v.2", class_="on", fill="none", stroke_width=2, stroke_linecap="round"),
        ),
        symbol(
            Status.OVERDUE,
            tag("circle", cx=8, cy=8, r=6.2, stroke_width=1.6, **line),
            tag("path", d="M8 4.4V8l2.6 1.8", stroke_width=1.8, **line),
        ),
        symbol(Status.NOT_STARTED, tag("circle", cx=8, cy=8, r=1.8, fill="currentColor")),
        tag(
            "pattern",
            tag("rect", width=6, height=6, class_="ground"),
            tag("path", d="M-1 7L7-1M2 10l8-8M-4 4l8-8", class_="hatch"),
            id="hatch",
            width=6,
            height=6,
            patternUnits="userSpaceOnUse",
        ),
        class_="drawings",
        width=0,
        height=0,
        aria_hidden="true",
    )


def shape(status: Status, words: str = "") -> Markup:
    """The shape of a status; without words it is an ornament of what is said beside it."""
    drawn = tag("use", href=f"#shape-{status}")
    classes = f"shape is-{status}"
    if not words:
        return tag("svg", drawn, class_=classes, aria_hidden="true")
    return tag("svg", tag("title", words), drawn, class_=classes, role="img")


def bar(share: float | None, words: str, *, tone: str = "primary") -> Markup:
    """A share of a whole, 0 to 1, as a bar on its track; None draws the track alone."""
    filled = [] if share is None else [_rect(0, share, class_=f"fill-{tone}", y=0, height="100%")]
    track = tag("rect", class_="track", width="100%", height="100%", rx=3)
    return _drawing(words, track, *filled, class_="bar")


def tally_bar(tally: Mapping[Status, int], words: str) -> Markup:
    """How many members have each status, as one bar.

    Its parts differ in height and filling as the shapes do: full, hatched, outlined, half, a line.
    """
    total = sum(tally.values())
    parts: list[str] = []
    at = 0.0
    for status in (Status.COMPLETED, Status.IN_PROGRESS, Status.NEEDS_HELP, Status.OVERDUE, Status.NOT_STARTED):
        number = tally.get(status, 0)
        if not number:
            continue
        share = number / total
        low = {Status.IN_PROGRESS: "50%", Status.NOT_STARTED: "84%"}.get(status, "0")
        high = {Status.IN_PROGRESS: "50%", Status.NOT_STARTED: "16%"}.get(status, "100%")
        parts.append(_rect(at, share, class_=f"part-{status}", y=low, height=high, gap=_GAP))
        at += share
    return _drawing(words, *parts, class_="bar tally")


def rail(share: float, target: float | None, words: str, *, tone: str, now: float | None = None) -> Markup:
    """A share on a rail, with a tick where it should come to, and a broken one where it should have come by now."""
    x = f"{min(max(share, 0.0), 1.0) * _WHOLE:g}%"
    parts = [
        tag("line", class_="rest", x1=0, x2="100%", y1="50%", y2="50%"),
        tag("line", class_="done", x1=0, x2=x, y1="50%", y2="50%"),
    ]
    if target is not None:
        at = f"{min(max(target, 0.0), 1.0) * _WHOLE:g}%"
        parts.append(tag("line", class_="tick", x1=at, x2=at, y1="8%", y2="92%"))
        if now and now < target:
            at = f"{min(max(now, 0.0), 1.0) * _WHOLE:g}%"
            parts.append(tag("line", class_="tick now", x1=at, x2=at, y1="8%", y2="92%"))
    parts.append(tag("circle", class_="dot", cx=x, cy="50%", r=6))
    return _drawing(words, *parts, class_=f"rail tone-{tone}")


@dataclass(frozen=True, slots=True)
class Lines:
    """What is to be drawn of some weeks, the oldest first."""

    names: Sequence[str]
    """What each week is called, in full."""
    ticks: Sequence[str]
    """And below the chart."""
    done: Sequence[int]
    planned: Sequence[int]


def lines(of: Lines) -> Markup:
    """Done as a line with a dot a week, planned as a dashed one with a tick a week: told apart without colour."""
    marks = scale(max(*of.done, *of.planned))
    top = marks[-1]
    places = [(place + 0.5) / len(of.names) * _WHOLE for place in range(len(of.names))]

    def height(value: int) -> float:
        return _WHOLE - value / top * _WHOLE

    grid = (tag("line", class_="grid", x1=0, x2="100%", y1=_at(height(one)), y2=_at(height(one))) for one in marks)
    parts = [*grid]
    for values, class_ in ((of.planned, "aim"), (of.done, "line")):
        ends = list(zip(places, map(height, values), strict=True))
        for (x1, y1), (x2, y2) in pairwise(ends):
            parts.append(tag("line", class_=class_, x1=_at(x1), y1=_at(y1), x2=_at(x2), y2=_at(y2)))
    half = min(2.0, _WHOLE / len(of.names) / 5)
    for x, value in zip(places, of.planned, strict=True):
        y = _at(height(value))
        parts.append(tag("line", class_="tick", x1=_at(x - half), x2=_at(x + half), y1=y, y2=y))
    for x, value in zip(places, of.done, strict=True):
        parts.append(tag("circle", class_="dot", cx=_at(x), cy=_at(height(value)), r=4.5))
    said = (
        named(name, _("planned {planned}, done {done}").format(planned=planned, done=done))
        for name, planned, done in zip(of.names, of.planned, of.done, strict=True)
    )
    return joined(
        tag("div", *(tag("span", str(one)) for one in reversed(marks)), class_="up", aria_hidden="true"),
        _drawing("; ".join(said), *parts, class_="lines tone-primary"),
        tag("div", *(tag("span", one) for one in of.ticks), class_="along", aria_hidden="true"),
    )


def scale(most: int) -> Sequence[int]:
    """Whole numbers at equal steps from 0 to no less than the most there is: three to six of them."""
    step = 1
    while step * _STEPS < most:
        digits = 10 ** (len(str(step)) - 1)
        step = {1: 2, 2: 5, 5: 10}[step // digits] * digits
    return range(0, step * max(2, -(-most // step)) + 1, step)


def _at(place: float) -> str:
    return f"{place:.4g}%"


def key(of: str) -> Markup:
    """How a line is drawn, for the words beside it."""
    line = tag("line", class_="aim" if of == "planned" else "line", x1=0, x2=24, y1=8, y2=8)
    tick = tag("line", class_="tick", x1=8, x2=16, y1=8, y2=8)
    parts = [line, tick if of == "planned" else tag("circle", class_="dot", cx=12, cy=8, r=4.5)]
    return tag("svg", *parts, class_="lines key tone-primary", aria_hidden="true")


def steps(taken: int, of: int) -> Markup:
    """A band as steps taken and to take; an ornament of what is said beside it."""
    parts = (
        tag("rect", class_="track" if place >= taken else "fill-primary", x=place * 14, y=1, width=11, height=10, rx=2)
        for place in range(of)
    )
    return tag("svg", *parts, class_="steps", viewBox=f"0 0 {of * 14 - 3} 12", aria_hidden="true")


def _drawing(words: str, *parts: str, class_: str) -> Markup:
    return tag("svg", tag("title", words), joined(*parts), class_=class_, role="img")


def _rect(start: float, share: float, *, gap: float = 0.0, **attributes: Value) -> Markup:
    width = max(share * _WHOLE - gap, 0.4) if share else 0.0
    return tag("rect", x=f"{start * _WHOLE:.4g}%", width=f"{width:.4g}%", **attributes)


def counted(tally: Mapping[Status, int], words: Mapping[Status, str]) -> str:
    """A tally in words: `completed 5, overdue 1`."""
    said: Iterable[str] = (f"{words[status]} {number}" for status, number in tally.items() if number)
    return listed(said)
