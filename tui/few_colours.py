"""What 256 colours make of ours: a surface stays grey, and the tint of what is right or wrong stays green or red.

Rich takes the nearest of six steps in each channel, and of a faint tint nothing is left, or something glaring.
"""

from functools import lru_cache

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_GREENISH, _REDDISH = (12, 12), (12, 18)
REDDISH_AND_GREENISH = tuple(zip(_REDDISH, _GREENISH, strict=True))
"""By so much, on dark and on light, the strongest channel of a tint of 16 % is above the others; of a callout less."""
STRONG = 40
"""From here on a colour is no tint, and Rich comes near enough to it."""
_GREYS = {**{8 + 10 * step: 232 + step for step in range(24)}, 0: 16, 255: 231}
"""Their numbers by their brightness."""
_GREEN, _RED = (22, 194), (52, 224)
"""Their numbers, on dark and on light."""
_MIDDLE = 128
_READABLE = 4.5
_STEP = 0.1


class FewColours(LineFilter):
    """Puts every background on a colour that 256 colours have, and keeps what stands on it readable."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's own
        """The segments of a line in colours that come through."""
        return [
            Segment(text, _kept(style), control) if style and style.bgcolor else Segment(text, style, control)
            for text, style, control in segments
        ]


@lru_cache(maxsize=4096)
def _kept(style: Style) -> Style:
    triplet = style.bgcolor.triplet if style.bgcolor else None
    if triplet is None:
        return style
    number = surface(*triplet)
    if number is None:
        return style
    behind = RichColor.from_ansi(number)
    text = style.color
    if number in {*_GREEN, *_RED} and text and text.triplet and not style.reverse:
        text = _readable(Color.from_rich_color(text), Color(*behind.get_truecolor()))
    return style + Style(bgcolor=behind, color=text)


def surface(red: int, green: int, blue: int) -> int | None:
    """The number among 256 of the colour for a background, each channel 0 to 255; None where any near one will do."""
    if max(red, green, blue) - min(red, green, blue) >= STRONG:
        return None
    light = (red + green + blue) // 3 >= _MIDDLE
    if green - max(red, blue) >= _GREENISH[light]:
        return _GREEN[light]
    if red - max(green, blue) >= _REDDISH[light]:
        return _RED[light]
    brightness = 0.299 * red + 0.587 * green + 0.114 * blue
    return _GREYS[min(_GREYS, key=lambda grey: abs(grey - brightness))]


def _readable(text: Color, behind: Color) -> RichColor:
    """The text's colour, lighter or darker where it could not be read there."""
    goal = Color(0, 0, 0) if behind.brightness > 0.5 else Color(255, 255, 255)  # noqa: PLR2004 - the middle
    found, share = text, 0.0
    while _contrast(found, behind) < _READABLE and share < 1:
        share += _STEP
        found = text.blend(goal, share)
    return found.rich_color


def _contrast(text: Color, behind: Color) -> float:
    """As WCAG 2 has it, 1 to 21."""
    lighter, darker = sorted((_luminance(text), _luminance(behind)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    parts = (one / 255 for one in (colour.r, colour.g, colour.b))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)  # noqa: PLR2004 - sRGB
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
