"""Pygments, through Textual, with our roles for its tokens. Imported when the first code block is drawn."""

from pygments.token import Comment, Generic, Keyword, Literal, Name, Number, Operator, String
from textual.highlight import HighlightTheme, TokenType, highlight

_PLAIN = "code.plain"


class _Roles(HighlightTheme):
    """Our roles: words of the language in accent, names that are defined or called in primary, values in their own.

    Red and green keep their meaning: nothing in code looks like an error.
    """

    STYLES: dict[TokenType, str] = {  # noqa: RUF012 - the base class has it so
        Comment: "code.comment",
        Generic.Heading: "code.name",
        Generic.Subheading: "code.name",
        Generic.Prompt: "code.comment",
        Generic.Inserted: "code.string",
        Keyword: "code.keyword",
        Operator.Word: "code.keyword",
        Literal: "code.number",
        Number: "code.number",
        String: "code.string",
        Name.Attribute: "code.special",
        Name.Builtin: "code.name",
        Name.Class: "code.name",
        Name.Decorator: "code.special",
        Name.Function: "code.name",
        Name.Tag: "code.keyword",
        Name.Variable: "code.special",
    }


def highlighted(text: str, language: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    """The lines of a text as stretches with roles."""
    content = highlight(text, language=language, theme=_Roles)
    lines: list[list[tuple[str, str]]] = [[]]

    def add(stretch: str, role: str) -> None:
        first, *others = stretch.split("\n")
        if first:
            lines[-1].append((first, role))
        lines.extend([(other, role)] if other else [] for other in others)

    position = 0
    for start, end, style in content.spans:
        if not str(style).startswith("code.") or start < position:
            continue
        add(text[position:start], _PLAIN)
        add(text[start:end], str(style))
        position = min(end, len(text))
    add(text[position:], _PLAIN)
    return tuple(map(tuple, lines))
