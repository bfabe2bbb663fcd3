from itertools import product

import pytest
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from tui.render.palette import palette
from tui.themes import CONTRAST, LIGHT, THEMES, variable_defaults

MEANINGS = ("primary", "success", "warning", "error", "accent", "secondary")
SURFACES = ("background", "surface", "panel")


def luminance(colour: Color) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    channels = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in colour.normalized)
    return sum(share * value for share, value in zip((0.2126, 0.7152, 0.0722), channels, strict=True))


def contrast(text: Color, behind: Color) -> float:
    lighter, darker = sorted((luminance(text), luminance(behind)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def colours(theme: Theme) -> dict[str, Color]:
    variables = {**theme.to_color_system().generate(), **theme.variables}
    names = [*SURFACES, "foreground", "muted", *MEANINGS, *(f"text-{name}" for name in MEANINGS)]
    return {name: Color.parse(variables[name]) for name in names}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_text_of_every_meaning_can_be_read_on_every_surface(theme: Theme) -> None:
    least = 10.0 if theme.name == CONTRAST else 4.5
    palette_of = colours(theme)
    texts = ["foreground", "muted", *(f"text-{name}" for name in MEANINGS)]
    too_faint = {
        (text, surface): round(contrast(palette_of[text], palette_of[surface]), 2)
        for text, surface in product(texts, SURFACES)
        if contrast(palette_of[text], palette_of[surface]) < least
    }
    assert too_faint == {}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_bars_and_lines_of_every_meaning_can_be_seen(theme: Theme) -> None:
    palette_of = colours(theme)
    for name, surface in product(MEANINGS, SURFACES):
        # On the panel of the light theme green and teal serve bars only; text there is the darker text colour.
        least = 4.0 if theme.name == LIGHT and surface == "panel" else 4.5
        assert contrast(palette_of[name], palette_of[surface]) >= least, (name, surface)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_surfaces_are_neutral_and_stay_apart_in_256_colours(theme: Theme) -> None:
    palette_of = colours(theme)
    greys = [palette_of[surface] for surface in SURFACES]
    assert all(max(grey.rgb) - min(grey.rgb) <= 6 for grey in greys)
    shown = [grey.rich_color.downgrade(ColorSystem.EIGHT_BIT) for grey in greys]
    assert len({colour.number for colour in shown}) == len(SURFACES)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_text_of_every_meaning_can_be_read_in_256_colours_too(theme: Theme) -> None:
    palette_of = {
        name: Color.from_rich_color(colour.rich_color.downgrade(ColorSystem.EIGHT_BIT))
        for name, colour in colours(theme).items()
    }
    faint = {
        (text, surface): round(contrast(palette_of[text], palette_of[surface]), 2)
        for text, surface in product(["foreground", *(f"text-{name}" for name in MEANINGS)], SURFACES)
        if contrast(palette_of[text], palette_of[surface]) < 4.5
    }
    assert faint == {}


@pytest.mark.parametrize("theme", [*BUILTIN_THEMES.values(), *THEMES], ids=lambda theme: theme.name)
def test_every_theme_has_what_the_product_draws_with(theme: Theme) -> None:
    variables = {**variable_defaults(theme), **theme.to_color_system().generate(), **theme.variables}
    assert {"muted", "rule", "green-0", "green-4", "blue-4"} <= variables.keys()
    drawn_with = palette(variables, dark=theme.dark)
    assert drawn_with.style("muted").color is not None
    assert drawn_with.style("title.warning").color is not None
