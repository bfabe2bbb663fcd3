"""The charts of a report as inline SVG: shapes tell statuses apart, and colour repeats it.

Lengths are shares of the width that there is, so that one drawing serves a phone, a screen and paper. All colours come
from classes: a style attribute would need a wider policy.
"""

from collections.abc import Iterable, Mapping

from store.status import Status
from tui.i18n import listed
from tui.report.markup import Markup, Value, joined, tag

_WHOLE = 100.0
_GAP = 0.5
"""Between the parts of a bar, in per cent of its width."""
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


def rail(share: float, target: float | None, words: str, *, tone: str) -> Markup:
    """A share on a rail, with a tick where it should come to."""
    x = f"{min(max(share, 0.0), 1.0) * _WHOLE:g}%"
    parts = [
        tag("line", class_="rest", x1=0, x2="100%", y1="50%", y2="50%"),
        tag("line", class_="done", x1=0, x2=x, y1="50%", y2="50%"),
    ]
    if target is not None:
        at = f"{min(max(target, 0.0), 1.0) * _WHOLE:g}%"
        parts.append(tag("line", class_="tick", x1=at, x2=at, y1="8%", y2="92%"))
    parts.append(tag("circle", class_="dot", cx=x, cy="50%", r=6))
    return _drawing(words, *parts, class_=f"rail tone-{tone}")


def _drawing(words: str, *parts: str, class_: str) -> Markup:
    return tag("svg", tag("title", words), joined(*parts), class_=class_, role="img")


def _rect(start: float, share: float, *, gap: float = 0.0, **attributes: Value) -> Markup:
    width = max(share * _WHOLE - gap, 0.4) if share else 0.0
    return tag("rect", x=f"{start * _WHOLE:.4g}%", width=f"{width:.4g}%", **attributes)


def counted(tally: Mapping[Status, int], words: Mapping[Status, str]) -> str:
    """A tally in words: `completed 5, overdue 1`."""
    said: Iterable[str] = (f"{words[status]} {number}" for status, number in tally.items() if number)
    return listed(said)
