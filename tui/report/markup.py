"""HTML that is put together from elements: whatever is not an element is text, and is escaped."""

from html import escape

from lessons.clean import clean

_WITHOUT_END = frozenset({"meta", "br", "col"})
Value = str | int | float | bool | None
"""Of an attribute; True is one without a value, False and None leave it out."""


class Markup(str):
    """Text that is HTML already. Only this module makes it, and page.py of its own style sheet."""

    __slots__ = ()


def text(said: str) -> Markup:
    """Text as HTML: nothing in it is markup, and nothing in it steers or hides."""
    return said if isinstance(said, Markup) else Markup(escape(clean(said)))


def tag(name: str, /, *children: str, **attributes: Value) -> Markup:
    """An element with its children, text among them; `class_` is the attribute class, `aria_label` aria-label."""
    named = "".join(_attribute(key.strip("_").replace("_", "-"), value) for key, value in attributes.items())
    if name in _WITHOUT_END:
        return Markup(f"<{name}{named}>")
    return Markup(f"<{name}{named}>{joined(*children)}</{name}>")


def joined(*children: str) -> Markup:
    """Elements and texts one after another."""
    return Markup("".join(map(text, children)))


def _attribute(key: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return f" {key}"
    said = f"{value:g}" if isinstance(value, float) else str(value)
    return f' {key}="{escape(clean(said))}"'
