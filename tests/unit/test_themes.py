import re
from itertools import product
from pathlib import Path

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

import tui
from tui.few_colours import surface
from tui.render.palette import palette
from tui.themes import CONTRAST, LIGHT, THEMES, variable_defaults

MEANINGS = ("primary", "success", "warning", "error", "accent", "secondary")
LIGHTS = next(theme for theme in THEMES if theme.name == LIGHT)
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
def test_text_can_be_read_on_every_tint_of_every_surface(theme: Theme) -> None:
    palette_of = colours(theme)
    texts = ["foreground", *(f"text-{name}" for name in MEANINGS)]
    faint = {
        (text, name, share, surface): round(contrast(palette_of[text], behind), 2)
        for name, share, surface in product(MEANINGS, sorted(tints()), SURFACES)
        for behind in [palette_of[surface].blend(palette_of[name], share)]
        for text in texts
        if contrast(palette_of[text], behind) < 4.5
    }
    assert faint == {}
    cursor = Color.parse(theme.variables["block-cursor-background"])
    assert contrast(palette_of["muted"], cursor) >= 4.5
    faint_remarks = {
        (name, share, surface): round(contrast(palette_of["muted"], behind), 2)
        for name, share, surface in product(MEANINGS, sorted(tints()), ("background", "surface"))
        for behind in [palette_of[surface].blend(palette_of[name], share)]
        if contrast(palette_of["muted"], behind) < 4.5
    }
    assert faint_remarks == {}
    assert contrast(cursor, palette_of["background"]) >= (1.9 if theme.name == CONTRAST else 1.1), "it is seen itself"


def tints() -> set[float]:
    """Shares of a meaning colour that stand behind text, as the sources have them."""
    found = (re.findall(rf"\$(?:{'|'.join(MEANINGS)}) (\d+)%", text) for text in styled().values())
    return {int(share) / 100 for shares in found for share in shares}


def styled() -> dict[str, str]:
    """The sources that say what is drawn in which colour, by their names."""
    folder = Path(tui.__file__).parent
    paths = [*folder.rglob("*.tcss"), *folder.rglob("*.py")]
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in paths}


def test_lines_and_text_have_the_colours_that_can_be_seen_and_the_others_are_tints() -> None:
    """A meaning colour as it is only tints; what is drawn takes its text colour, which the tests above hold."""
    raw = re.compile(rf"(?<![\w-])\$(?:{'|'.join(MEANINGS)})\b(?! \d+%)")
    drawn = {name: found for name, text in styled().items() if (found := raw.findall(text))}
    assert drawn == {}
    assert tints() >= {0.08, 0.14, 0.16}
    roles = palette({**LIGHTS.to_color_system().generate(), **LIGHTS.variables}, dark=False)
    paper = Color.parse(LIGHTS.background or "")
    colour = roles.style("rule.heavy").color
    assert colour is not None
    assert contrast(Color.from_rich_color(colour), paper) >= 4.5


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


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_in_256_colours_tints_and_surfaces_stay_what_they_are(theme: Theme) -> None:
    found = colours(theme)
    behind = found["background"]

    def shown(name: str, share: float) -> tuple[int, int, int]:
        number = surface(*behind.blend(found[name], share).rgb)
        assert number is not None
        return RichColor.from_ansi(number).get_truecolor()

    right, wrong, here = shown("success", 0.16), shown("error", 0.16), shown("primary", 0.14)
    assert right[1] > max(right[0], right[2])
    assert wrong[0] > max(wrong[1], wrong[2])
    callouts = [shown(name, 0.08 if theme.dark else 0.10) for name in MEANINGS]
    surfaces = [shown(name, 1) for name in SURFACES]
    assert all(len(set(grey)) == 1 for grey in (here, *callouts, *surfaces))  # neither navy nor pink
    assert here != surfaces[0]
