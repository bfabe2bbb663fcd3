"""Our three themes: neutral-grey dark, paper light, high contrast.

Surfaces are neutral grey because a tinted one turns black in 256 colours. Each colour has one meaning: primary is where
you are, success right and done, warning due, error wrong, accent emphasis, secondary memory and review.
"""

from collections.abc import Sequence

from textual.color import Color
from textual.theme import Theme

DARK = "fivefold-dark"
LIGHT = "fivefold-light"
CONTRAST = "fivefold-contrast"

FOCUS_TINT = 0.14
"""How much of the primary colour lies behind the row that has the cursor."""

# Four steps and none, all from the 6 x 6 x 6 cube: they come through 256 colours as they are.
_GREEN_ON_DARK = ("#1c1c1c", "#005f00", "#008700", "#5faf5f", "#87d787")
_BLUE_ON_DARK = ("#1c1c1c", "#005f87", "#0087af", "#5fafd7", "#87d7ff")
_GREEN_ON_LIGHT = ("#e4e4e4", "#afd7af", "#5faf5f", "#008700", "#005f00")
_BLUE_ON_LIGHT = ("#e4e4e4", "#afd7ff", "#5fafd7", "#0087af", "#005f87")

_MUTED_ON_DARK = 0.36
"""Share of the background in muted text: 5.9 to 1 on the background, 4.7 on the panel."""
_MUTED_ON_LIGHT = 0.30
"""5.8 to 1 on the background, 4.8 on the panel."""
_MUTED_AT_HIGH_CONTRAST = 0.20


def _ramp(name: str, steps: Sequence[str]) -> dict[str, str]:
    return {f"{name}-{step}": colour for step, colour in enumerate(steps)}


def _ramps(*, dark: bool) -> dict[str, str]:
    green, blue = (_GREEN_ON_DARK, _BLUE_ON_DARK) if dark else (_GREEN_ON_LIGHT, _BLUE_ON_LIGHT)
    return {**_ramp("green", green), **_ramp("blue", blue)}


def _own(theme: Theme, muted_share: float) -> Theme:
    """The theme with the variables that follow from its colours."""
    assert theme.foreground is not None
    assert theme.background is not None
    assert theme.panel is not None
    foreground, background = Color.parse(theme.foreground), Color.parse(theme.background)
    primary = Color.parse(theme.primary)
    muted = foreground.blend(background, muted_share).hex
    cursor = background.blend(primary, FOCUS_TINT).hex
    theme.variables = {
        "muted": muted,
        "text-muted": muted,
        "foreground-muted": muted,
        "rule": background.blend(foreground, 0.28).hex,
        "scrollbar": background.blend(foreground, 0.24).hex,
        "scrollbar-hover": background.blend(foreground, 0.40).hex,
        "scrollbar-active": theme.primary,
        "scrollbar-background": theme.background,
        "block-cursor-foreground": theme.foreground,
        "block-cursor-background": cursor,
        "block-cursor-blurred-background": theme.panel,
        "block-hover-background": theme.panel,
        "border-blurred": background.blend(foreground, 0.28).hex,
        "footer-background": theme.panel,
        "footer-key-foreground": theme.primary,
        "screen-selection-background": background.blend(primary, 0.40).hex,
        "input-selection-background": background.blend(primary, 0.40).hex,
        **_ramps(dark=theme.dark),
    }
    return theme


THEMES = (
    _own(
        Theme(
            name=DARK,
            background="#121314",
            surface="#1B1D1F",
            panel="#26282B",
            foreground="#D7DAE0",
            primary="#6CB6FF",
            success="#6BC46D",
            warning="#E3B341",
            error="#F47067",
            accent="#56D4C8",
            secondary="#B392F0",
            dark=True,
        ),
        _MUTED_ON_DARK,
    ),
    _own(
        Theme(
            name=LIGHT,
            background="#FCFCFA",
            surface="#F3F3EF",
            panel="#E8E8E2",
            foreground="#1F2328",
            primary="#0B5CAD",
            success="#1A7F37",
            warning="#8A5A00",
            error="#B3261E",
            accent="#0F766E",
            secondary="#6F42C1",
            dark=False,
        ),
        _MUTED_ON_LIGHT,
    ),
    _own(
        Theme(
            name=CONTRAST,
            background="#000000",
            surface="#0C0C0C",
            panel="#161616",
            foreground="#FFFFFF",
            primary="#8CC8FF",
            success="#7EE787",
            warning="#FFD866",
            error="#FFADA6",
            accent="#6FE8DC",
            secondary="#D8B9FF",
            dark=True,
        ),
        _MUTED_AT_HIGH_CONTRAST,
    ),
)
"""To register with the app, in the order in which one key goes round them."""


def variable_defaults(theme: Theme) -> dict[str, str]:
    """Our own theme variables for a theme that does not define them, such as the ones that Textual brings."""
    if theme.ansi:
        return {"muted": "ansi_bright_black", "rule": "ansi_bright_black", **_ramps(dark=theme.dark)}
    colours = theme.to_color_system().generate()
    foreground, background = Color.parse(colours["foreground"]), Color.parse(colours["background"])
    share = _MUTED_ON_DARK if theme.dark else _MUTED_ON_LIGHT
    return {
        "muted": foreground.blend(background, share).hex,
        "rule": background.blend(foreground, 0.28).hex,
        **_ramps(dark=theme.dark),
    }
