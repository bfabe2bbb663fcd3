"""Sixteen colours: right, wrong, partly right and the cursor each look like nothing else, in each of our themes."""

import pytest
from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.theme import Theme

from tui.sixteen_colours import SixteenColours
from tui.themes import THEMES


def shown(theme: Theme, text: str | None, behind: str, tint: tuple[str, float] | None = None) -> tuple[int, int]:
    """The numbers of text and background that a style of the theme comes out in."""
    ground = Color.parse(behind)
    if tint:
        ground = ground.blend(Color.parse(tint[0]), tint[1])
    style = Style(color=RichColor.parse(Color.parse(text or str(theme.foreground)).hex.lower()))
    style += Style(bgcolor=RichColor.parse(ground.hex.lower()))
    (came,) = SixteenColours().apply([Segment("x", style)], Color.parse(str(theme.background)))
    assert came.style is not None
    assert came.style.color is not None
    assert came.style.bgcolor is not None
    numbers = came.style.color.number, came.style.bgcolor.number
    assert None not in numbers
    assert max(number or 0 for number in numbers) < 16
    return numbers[0] or 0, numbers[1] or 0


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_each_meaning_has_a_look_of_its_own(theme: Theme) -> None:
    surface = str(theme.surface)
    looks = {
        "text": shown(theme, None, surface),
        "right": shown(theme, str(theme.success), surface),
        "wrong": shown(theme, str(theme.error), surface),
        "due": shown(theme, str(theme.warning), surface),
        "here": shown(theme, theme.primary, surface),
        "cursor": shown(theme, None, theme.variables["block-cursor-background"]),
    }
    assert len(set(looks.values())) == len(looks), looks
    assert all(text != behind for text, behind in looks.values())
    assert looks["right"][0] % 8 == 2
    assert looks["wrong"][0] % 8 == 1
    assert looks["cursor"][1] != looks["text"][1], "the row with the cursor is seen by its background"


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_row_that_is_right_or_wrong_is_written_in_its_colour(theme: Theme) -> None:
    surface = str(theme.surface)
    right = shown(theme, None, surface, (str(theme.success), 0.16))
    wrong = shown(theme, None, surface, (str(theme.error), 0.16))
    partly = shown(theme, None, surface, (str(theme.warning), 0.16))
    noted = shown(theme, None, surface, (theme.primary, 0.08))
    assert (right[0] % 8, wrong[0] % 8) == (2, 1)
    assert len({right, wrong, partly, noted}) == 4
    assert noted == shown(theme, None, surface), "a callout is text as any other"


def test_the_colours_of_the_terminal_stay_as_they_are() -> None:
    style = Style(color="green", bgcolor="default")
    assert SixteenColours().apply([Segment("x", style)], Color(0, 0, 0)) == [Segment("x", style)]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("first", [True, False], ids=["code first", "code between"])
def test_code_in_the_row_with_the_cursor_stands_on_the_ground_of_the_row(theme: Theme, first: bool) -> None:
    def style(text: str, ground: Color) -> Style:
        return Style(color=RichColor.parse(text.lower()), bgcolor=RichColor.parse(ground.hex.lower()))

    surface, cursor = Color.parse(str(theme.surface)), Color.parse(theme.variables["block-cursor-background"])
    words = Segment("words ", style(str(theme.foreground), cursor))
    code = Segment("x = 1", style(str(theme.warning), surface.blend(Color.parse(str(theme.warning)), 0.1)))
    border = Segment("▌", style(theme.primary, surface))
    line = [border, code, words] if first else [border, words, code, words]
    came = {one.text: one.style for one in SixteenColours().apply(line, surface)}
    assert came["x = 1"]
    assert came["words "]
    assert came["▌"]
    assert (came["x = 1"].color, came["x = 1"].bgcolor) == (came["words "].color, came["words "].bgcolor)
    assert came["x = 1"].bold
    assert came["▌"].bgcolor != came["words "].bgcolor, "the border stays beside the row"
    (alone,) = SixteenColours().apply([code], surface)
    assert alone.style
    assert alone.style.color != came["x = 1"].color, "elsewhere code has its colour"
