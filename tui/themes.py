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

_FOCUS = 0.14
"""Share of the primary colour behind the row that has the cursor."""
_FOCUS_AT_HIGH_CONTRAST = 0.32
"""On black a share as small as the other's is hardly seen: 2.0 to 1 instead of 1.2."""
_SELECTION = 0.40
_RULE = 0.28
"""Share of the text's colour in a thin line."""

# Four steps and none, all from the 6 x 6 x 6 cube: they come through 256 colours as they are.
_GREEN_ON_DARK = ("#1c1c1c", "#005f00", "#008700", "#5faf5f", "#87d787")
_BLUE_ON_DARK = ("#1c1c1c", "#005f87", "#0087af", "#5fafd7", "#87d7ff")
_GREEN_ON_LIGHT = ("#e4e4e4", "#afd7af", "#5faf5f", "#008700", "#005f00")
_BLUE_ON_LIGHT = ("#e4e4e4", "#afd7ff", "#5fafd7", "#0087af", "#005f87")

_MUTED_ON_DARK = 0.28
"""Share of the background in muted text: 7.3 to 1 on the background, 5.2 on the panel of a line that has the focus,
4.7 on the strongest tint of a surface."""
_MUTED_ON_LIGHT = 0.27
"""6.5 to 1 on the background, 4.9 and 4.6 on those."""
_MUTED_AT_HIGH_CONTRAST = 0.20
_DONE_ON_DARK, _DONE_ON_LIGHT, _DONE_AT_HIGH_CONTRAST = 0.70, 1.0, 0.88
"""Share of success in the squares of what is done, which step back before what is to do: 4.7, 4.9 and 10.4 to 1."""


def _ramp(name: str, steps: Sequence[str]) -> dict[str, str]:
    return {f"{name}-{step}": colour for step, colour in enumerate(steps)}


def _ramps(*, dark: bool) -> dict[str, str]:
    green, blue = (_GREEN_ON_DARK, _BLUE_ON_DARK) if dark else (_GREEN_ON_LIGHT, _BLUE_ON_LIGHT)
    return {**_ramp("green", green), **_ramp("blue", blue)}


def _own(
    name: str,
    *,
    dark: bool,
    muted: float,
    done: float,
    focus: float = _FOCUS,
    background: str,
    surface: str,
    panel: str,
    foreground: str,
    primary: str,
    success: str,
    warning: str,
    error: str,
    accent: str,
    secondary: str,
) -> Theme:
    """A theme with the variables that follow from its colours; `muted` is the background's share in muted text.

    `done` is the share of success in the squares of what is done, `focus` that of primary behind the cursor.
    """
    behind, text, tint = Color.parse(background), Color.parse(foreground), Color.parse(primary)
    muted_text = text.blend(behind, muted).hex
    return Theme(
        name=name,
        dark=dark,
        background=background,
        surface=surface,
        panel=panel,
        foreground=foreground,
        primary=primary,
        success=success,
        warning=warning,
        error=error,
        accent=accent,
        secondary=secondary,
        variables={
            "muted": muted_text,
            "text-muted": muted_text,
            "foreground-muted": muted_text,
            "rule": behind.blend(text, _RULE).hex,
            "done": behind.blend(Color.parse(success), done).hex,
            "scrollbar": behind.blend(text, 0.24).hex,
            "scrollbar-hover": behind.blend(text, 0.40).hex,
            "scrollbar-active": primary,
            "scrollbar-background": background,
            "block-cursor-foreground": foreground,
            "block-cursor-background": behind.blend(tint, focus).hex,
            "block-cursor-blurred-background": panel,
            "block-hover-background": panel,
            "border-blurred": behind.blend(text, _RULE).hex,
            "footer-background": panel,
            "footer-key-foreground": primary,
            "screen-selection-background": behind.blend(tint, _SELECTION).hex,
            "input-selection-background": behind.blend(tint, _SELECTION).hex,
            **_ramps(dark=dark),
        },
    )


THEMES = (
    _own(
        DARK,
        dark=True,
        muted=_MUTED_ON_DARK,
        done=_DONE_ON_DARK,
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
    ),
    _own(
        LIGHT,
        dark=False,
        muted=_MUTED_ON_LIGHT,
        done=_DONE_ON_LIGHT,
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
    ),
    _own(
        CONTRAST,
        dark=True,
        muted=_MUTED_AT_HIGH_CONTRAST,
        done=_DONE_AT_HIGH_CONTRAST,
        focus=_FOCUS_AT_HIGH_CONTRAST,
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
    ),
)
"""To register with the app, in the order in which one key goes round them."""


_SHORT = {"dark": DARK, "light": LIGHT, "contrast": CONTRAST}


def named(preference: str, *, dark: bool) -> str:
    """The name of the theme that somebody wants; for auto, the one that fits a background that is `dark` or light."""
    if preference == "auto":
        return DARK if dark else LIGHT
    return _SHORT.get(preference, preference)


def following(name: str) -> str:
    """The next of our themes."""
    names = [theme.name for theme in THEMES]
    return names[(names.index(name) + 1 if name in names else 0) % len(names)]


def preference(name: str) -> str:
    """What `tui.preferences` calls a theme."""
    return next((short for short, long in _SHORT.items() if long == name), name)


def variable_defaults(theme: Theme) -> dict[str, str]:
    """Our own theme variables for a theme that does not define them, such as the ones that Textual brings."""
    if "rule" in theme.variables:  # ours define them all, and to generate their colours takes a while
        return {}
    if theme.ansi:
        grey = "ansi_bright_black"
        return {"muted": grey, "rule": grey, "done": "ansi_green", **_ramps(dark=theme.dark)}
    colours = theme.to_color_system().generate()
    foreground, background = Color.parse(colours["foreground"]), Color.parse(colours["background"])
    share = _MUTED_ON_DARK if theme.dark else _MUTED_ON_LIGHT
    return {
        "muted": foreground.blend(background, share).hex,
        "rule": background.blend(foreground, _RULE).hex,
        "done": colours["text-success"],
        **_ramps(dark=theme.dark),
    }
