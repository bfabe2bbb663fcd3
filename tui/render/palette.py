"""The colours of a theme as the styles that text is drawn with."""

from collections.abc import Mapping
from functools import lru_cache

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color

_TINT_ON_DARK = 0.08
_TINT_ON_LIGHT = 0.10
_CODE_TINT = 0.10
_FOUND_TINT = 0.25

_CALLOUTS = {"note": "primary", "tip": "success", "important": "secondary", "warning": "warning", "caution": "error"}
"""Kinds of callouts and the colour that each means."""

_TOKENS = {
    "code.keyword": "text-accent",
    "code.string": "text-success",
    "code.number": "text-warning",
    "code.name": "text-primary",
    "code.special": "text-secondary",
}


class Palette:
    """The styles of one theme, by role.

    Each role is what it adds to the text around it: a link in a bold sentence stays bold.
    """

    __slots__ = ("_background", "_dark", "_roles", "_variables", "base", "code", "cursor", "selection")

    def __init__(self, variables: Mapping[str, str], *, dark: bool, filled: bool) -> None:
        """Take the colours from `variables`; not `filled`, text takes colour and background from where it stands."""
        self._variables = variables
        self._dark = dark
        self._background = self._solid("background")
        self.base = Style.from_color(_rich(self._solid("foreground")), _rich(self._background)) if filled else Style()
        """Running text."""
        surface = self._solid("surface")
        self.code = Style.from_color(_rich(self._solid("foreground")), _rich(surface))
        """Code in a block."""
        self.selection = Style(bgcolor=_rich(self._solid("screen-selection-background")))
        """What a selection adds."""
        self.cursor = Style(bgcolor=_rich(self._solid("block-cursor-background")))
        """What the cursor adds to the line that it is on."""
        self._roles = self._make_roles()

    def style(self, role: str) -> Style:
        """What a role adds to the text around it."""
        return self._roles[role]

    def _make_roles(self) -> dict[str, Style]:
        muted, accent, primary = self._text("muted"), self._text("text-accent"), self._text("text-primary")
        code_tint = self._tint("warning", _CODE_TINT)
        roles = {
            "plain": Style(),
            "muted": muted,
            "strong": Style(bold=True),
            "emphasis": accent + Style(italic=True),
            "emphasis.han": accent,
            "strike": muted + Style(strike=True),
            "code": self._text("text-warning") + code_tint,
            "key": Style(bold=True, bgcolor=_rich(self._solid("panel"))),
            "link": primary + Style(underline=True),
            "reference": primary,
            "gap": primary + Style(bold=True),
            "heading.1": primary + Style(bold=True),
            "heading.2": primary + Style(bold=True),
            "heading.3": accent + Style(bold=True),
            "heading.4": Style(bold=True),
            "heading.5": muted + Style(bold=True),
            "heading.6": muted + Style(italic=True),
            "marker": primary,
            "done": self._text("text-success") + Style(bold=True),
            "open": muted,
            "rule": self._text("rule"),
            "rule.faint": Style(color=_rich(self._blend("foreground", 0.14))),
            "rule.heavy": self._text("text-primary"),
            "head": primary + Style(bold=True),
            "cut": self._text("text-warning"),
            "found": Style(underline=True, bold=True) + self._tint("warning", _FOUND_TINT),
            "found.here": self._text("text-warning") + Style(reverse=True, bold=True),
            "problem": self._text("text-error") + Style(bold=True),
            "code.plain": Style(),
            "code.comment": muted + Style(italic=True),
            "code.label": muted,
            "bar.quote": self._text("rule"),
        }
        for token, name in _TOKENS.items():
            roles[token] = self._text(name)
        for kind, name in _CALLOUTS.items():
            roles[f"bar.{kind}"] = self._text(f"text-{name}")
            roles[f"title.{kind}"] = self._text(f"text-{name}") + Style(bold=True)
            roles[f"tint.{kind}"] = self._tint(name, _TINT_ON_DARK if self._dark else _TINT_ON_LIGHT)
        return roles

    def _solid(self, name: str) -> Color | None:
        """A colour to paint with; None where the terminal's own shows through."""
        colour = Color.parse(self._variables.get(name, "transparent"))
        if colour.ansi is not None:
            return colour
        if not colour.a:
            return None
        return self._over_background(colour) if colour.a < 1 else colour

    def _text(self, name: str) -> Style:
        return Style(color=_rich(self._solid(name)))

    def _tint(self, name: str, share: float) -> Style:
        return Style(bgcolor=_rich(self._blend(name, share)))

    def _blend(self, name: str, share: float) -> Color | None:
        """A colour mixed into the background; None where the background is the terminal's, and not known."""
        colour = self._solid(name)
        if colour is None or colour.ansi is not None:
            return None
        return self._over_background(colour.with_alpha(share))

    def _over_background(self, colour: Color) -> Color | None:
        if self._background is None or self._background.ansi is not None:
            return None
        return self._background.blend(colour.with_alpha(1.0), colour.a)


def _rich(colour: Color | None) -> RichColor | None:
    return None if colour is None else colour.rich_color


@lru_cache(maxsize=8)
def _made(variables: frozenset[tuple[str, str]], dark: bool, filled: bool) -> Palette:
    return Palette(dict(variables), dark=dark, filled=filled)


def palette(variables: Mapping[str, str], *, dark: bool, filled: bool = True) -> Palette:
    """The palette for an app's theme variables; made once for each theme."""
    return _made(frozenset(variables.items()), dark, filled)
