"""What sixteen colours make of ours: each meaning keeps a colour of its own, and the row with the cursor is reversed.

Rich takes the nearest of sixteen in each case, and of our colours that is nearly always black or white. How a terminal
draws the sixteen is its own affair, so that none is taken that cannot be read on black, or on white.
"""

from colorsys import rgb_to_hsv
from functools import lru_cache
from itertools import pairwise

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from tui.few_colours import REDDISH_AND_GREENISH, STRONG
from tui.themes import THEMES

_CURSOR = frozenset(Color.parse(theme.variables["block-cursor-background"]).rgb for theme in THEMES)
"""Backgrounds of the row with the cursor."""
_REVERSED = _CURSOR | frozenset(
    Color.parse(theme.variables[name]).rgb
    for theme in THEMES
    for name in ("screen-selection-background", "input-selection-background")
)
"""Those, and what is selected has."""
_BLACK, _RED, _GREEN, _YELLOW, _BLUE, _MAGENTA, _CYAN, _WHITE = range(8)
_BRIGHT = 8
_HUES = (0, 22, 70, 160, 187, 255, 330, 361)
"""Where red, yellow, green, teal, blue, violet and red again begin, in degrees."""
_ON_DARK = (
    _BRIGHT + _RED,
    _BRIGHT + _YELLOW,
    _BRIGHT + _GREEN,
    _CYAN,
    _BRIGHT + _CYAN,  # blue can hardly be read there
    _BRIGHT + _MAGENTA,
    _BRIGHT + _RED,
)
_ON_LIGHT = (_RED, _MAGENTA, _GREEN, _CYAN, _BLUE, _MAGENTA, _RED)
"""Yellow can hardly be read there."""
_GREYS_ON_DARK = ((210, _BRIGHT + _WHITE), (100, _WHITE), (0, _BRIGHT + _BLACK))
_GREYS_ON_LIGHT = ((150, _WHITE), (60, _BRIGHT + _BLACK), (0, _BLACK))
"""From which brightness on: lines, what is said by the way, text."""
_MIDDLE = 128
_YELLOWISH = 13
"""By so much the two strongest channels of the tint of what is partly right are above the third."""


class SixteenColours(LineFilter):
    """Puts everything on colours that sixteen have."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments of a line in colours that come through."""
        light = _brightness(*background.rgb) >= _MIDDLE
        kept = [_kept(style, light) if style else None for _text, style, _control in segments]
        grounds = [_ground(style) for _text, style, _control in segments]
        if here := [number for number, ground in enumerate(grounds) if ground in _CURSOR]:
            row = kept[here[0]]
            for number, (segment, ground) in enumerate(zip(segments, grounds, strict=True)):
                inside = here[0] < number < here[-1] or any(map(str.isalnum, segment.text))  # a border has no letters
                style = kept[number]
                if row and style and ground and inside and not _is_own(ground):
                    # Code and keys in a row have a ground of their own: a patch of it would be no part of the row.
                    kept[number] = style + Style(color=row.color, bgcolor=row.bgcolor, bold=True)
        return [Segment(text, style, control) for (text, _style, control), style in zip(segments, kept, strict=True)]


def _ground(style: Style | None) -> tuple[int, int, int] | None:
    triplet = style.bgcolor.triplet if style and style.bgcolor else None
    return (triplet.red, triplet.green, triplet.blue) if triplet else None


def _is_own(ground: tuple[int, int, int]) -> bool:
    """Whether a background means something by itself: that it has the cursor, is selected, or has a strong colour."""
    return ground in _REVERSED or max(ground) - min(ground) >= STRONG


@lru_cache(maxsize=4096)
def _kept(style: Style, light: bool) -> Style:
    behind = style.bgcolor.triplet if style.bgcolor else None
    front = style.color.triplet if style.color else None
    tint = None
    under, over = style.bgcolor, style.color
    if behind is not None:
        light = _brightness(*behind) >= _MIDDLE
        if tuple(behind) in _REVERSED:
            return style + Style(
                color=RichColor.from_ansi(_WHITE if light else _BLACK),
                bgcolor=RichColor.from_ansi(_BLACK if light else _WHITE),
            )
        if max(behind) - min(behind) >= STRONG:
            number = hue(*behind, light=False) % _BRIGHT
            return style + Style(color=RichColor.from_ansi(_BLACK), bgcolor=RichColor.from_ansi(number))
        under = RichColor.from_ansi(_BRIGHT + _WHITE if light else _BLACK)
        tint = tinted(*behind)
    if front is not None:
        if max(front) - min(front) >= STRONG:
            over = RichColor.from_ansi(hue(*front, light=light))
        elif tint is not None:
            over = RichColor.from_ansi(tint)
        else:
            steps = _GREYS_ON_LIGHT if light else _GREYS_ON_DARK
            bright = _brightness(*front)
            over = RichColor.from_ansi(next(number for least, number in steps if bright >= least))
    return style + Style(color=over, bgcolor=under)


def hue(red: int, green: int, blue: int, *, light: bool) -> int:
    """The number among sixteen for a colour of text that is no grey, each channel 0 to 255."""
    degrees = 360 * rgb_to_hsv(red, green, blue)[0]
    at = next(place for place, (least, most) in enumerate(pairwise(_HUES)) if least <= degrees < most)
    return (_ON_LIGHT if light else _ON_DARK)[at]


def tinted(red: int, green: int, blue: int) -> int | None:
    """The number among sixteen for text on a background that tells right, wrong or partly right; None on any other."""
    light = _brightness(red, green, blue) >= _MIDDLE
    reddish, greenish = REDDISH_AND_GREENISH[light]
    meaning = None
    if green - max(red, blue) >= greenish:
        meaning = _GREEN
    elif red - max(green, blue) >= reddish:
        meaning = _RED
    elif min(red, green) - blue >= _YELLOWISH:
        meaning = _MAGENTA if light else _YELLOW
    if meaning is None:
        return None
    return meaning if light else _BRIGHT + meaning


def _brightness(red: int, green: int, blue: int) -> float:
    return 0.299 * red + 0.587 * green + 0.114 * blue
