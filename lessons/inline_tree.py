"""markdown-it's flat inline tokens -> our inline tree."""

import re
from collections.abc import Iterable, Mapping

from markdown_it.token import Token

from lessons.clean import clean
from lessons.inline import (
    CodeSpan,
    Emphasis,
    FootnoteMark,
    Gap,
    HardBreak,
    Image,
    Inline,
    Key,
    Link,
    SoftBreak,
    Strike,
    Strong,
    Text,
)

_DEEPEST = 24
"""Marks inside marks; what is nested deeper keeps its text, addresses too, and loses its look."""

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_KEY_OPEN = re.compile(r"<kbd\s*>", re.IGNORECASE)
_KEY_CLOSE = re.compile(r"</kbd\s*>", re.IGNORECASE)
_LINE_OR_TAB = re.compile(r"[\n\t]")


class _Mark:
    """A mark that is still open, with what stands in it so far."""

    def __init__(self, token: Token | None) -> None:
        self.token = token
        self._nodes: list[Inline] = []
        self._texts: list[str] = []

    @property
    def is_key(self) -> bool:
        return self.token is not None and self.token.type == "html_inline"

    def add_text(self, text: str) -> None:
        if text:
            self._texts.append(text)

    def add(self, node: Inline) -> None:
        if isinstance(node, Text):
            self.add_text(node.text)
        else:
            self._flush()
            self._nodes.append(node)

    def children(self) -> tuple[Inline, ...]:
        self._flush()
        return tuple(self._nodes)

    def _flush(self) -> None:
        if self._texts:
            # Entities are decoded by now: `&#x202e;` stands here as what it means.
            self._nodes.append(Text(clean("".join(self._texts))))
            self._texts.clear()


def inline_tree(tokens: Iterable[Token]) -> tuple[Inline, ...]:
    """Build the tree; any sequence of tokens gives one, bounded in depth."""
    stack = [_Mark(None)]
    too_deep = 0
    for token in tokens:
        if token.nesting == 1 and len(stack) > _DEEPEST:
            too_deep += 1
            if token.type == "link_open":
                stack[-1].add_text(f"<{_told(token.attrs, 'href')}> ")
        elif token.nesting == 1:
            stack.append(_Mark(token))
        elif token.nesting == -1 and too_deep:
            too_deep -= 1
        elif token.nesting == -1:
            _close(stack)
        elif token.type == "html_inline":
            _html(stack, token.content, token if not too_deep and len(stack) <= _DEEPEST else None, bool(too_deep))
        else:
            _leaf(stack[-1], token)
    while len(stack) > 1:
        _give_up(stack)
    return stack[0].children()


def _close(stack: list[_Mark]) -> None:
    while stack[-1].is_key:
        _give_up(stack)
    mark = stack.pop()
    stack[-1].add(_node(mark))


def _give_up(stack: list[_Mark]) -> None:
    """Turn the innermost open mark into text: a `<kbd>` that is never closed, or not where it should be."""
    mark = stack.pop()
    if mark.token is not None and mark.is_key:
        stack[-1].add_text(mark.token.content)
    for child in mark.children():
        stack[-1].add(child)


def _node(mark: _Mark) -> Inline:
    children, token = mark.children(), mark.token
    match token and token.type:
        case "strong_open":
            return Strong(children)
        case "em_open":
            return Emphasis(children)
        case "s_open":
            return Strike(children)
    attributes = token.attrs if token else {}
    return Link(_told(attributes, "href"), _told(attributes, "title"), children)


def _html(stack: list[_Mark], source: str, token: Token | None, frozen: bool) -> None:
    """Raw HTML: `token` is None where no further mark may be opened, `frozen` says that none may be closed."""
    if source.startswith("<!--"):
        rest = source.partition("-->")[2]  # markdown-it overlooks an end that is written `--->`
        stack[-1].add_text(_LINE_OR_TAB.sub(" ", rest))
    elif _BREAK.fullmatch(source):
        stack[-1].add(HardBreak())
    elif token is not None and _KEY_OPEN.fullmatch(source):
        stack.append(_Mark(token))
    elif not frozen and stack[-1].is_key and _KEY_CLOSE.fullmatch(source):
        key = Key(stack.pop().children())
        stack[-1].add(key)
    else:
        stack[-1].add_text(_LINE_OR_TAB.sub(" ", source))


def _leaf(mark: _Mark, token: Token) -> None:
    match token.type:
        case "text":
            mark.add_text(token.content)
        case "text_special":
            mark.add_text(_LINE_OR_TAB.sub(" ", token.content))
        case "softbreak":
            mark.add(SoftBreak())
        case "hardbreak":
            mark.add(HardBreak())
        case "code_inline":
            mark.add(CodeSpan(token.content))
        case "image":
            mark.add(Image(_told(token.attrs, "src"), _alternative(token), _told(token.attrs, "title")))
        case "gap":
            mark.add(Gap(token.content, token.meta["line"], token.meta["column"]))
        case "footnote_mark":
            mark.add(FootnoteMark(token.content))
        case _:
            mark.add_text(token.content)


def _told(attributes: Mapping[str, object], name: str) -> str:
    """An attribute in one line; entities in it are decoded by now."""
    return clean(_LINE_OR_TAB.sub(" ", str(attributes.get(name, ""))))


def _alternative(image: Token) -> str:
    """The text of an image's description, marks left out."""
    pieces: list[str] = []
    waiting = list(reversed(image.children or []))
    while waiting:
        token = waiting.pop()
        if token.type in {"softbreak", "hardbreak"}:
            pieces.append(" ")
        elif token.type == "image":
            waiting.extend(reversed(token.children or []))
        elif token.type != "html_inline":
            pieces.append(_LINE_OR_TAB.sub(" ", token.content))
    return clean("".join(pieces))
