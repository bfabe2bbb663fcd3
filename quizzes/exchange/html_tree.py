"""HTML as question editors make it -> a tree, however badly it is closed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from lessons.clean import clean
from lessons.entities import short

_DEEPEST = 40
_VOID = frozenset(
    {"br", "hr", "img", "input", "col", "source", "wbr", "area", "embed", "link", "meta", "param", "track"}
)
BLOCKS = frozenset(
    {
        "p",
        "div",
        "ul",
        "ol",
        "li",
        "pre",
        "blockquote",
        "table",
        "hr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "center",
        "section",
    }
)
_CLOSES = {"p": {"p"}, "li": {"li"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"}, "th": {"td", "th"}}
SILENT = frozenset({"script", "style", "iframe", "object", "video", "audio", "embed", "svg", "head"})
"""Elements whose text nobody is to read."""


_NEVER_CLOSED = re.compile(r"<(?![!?])(?=[^<>]*+<)")
"""What begins like a tag, where another one begins before it ends."""


@dataclass(slots=True)
class Node:
    """An element."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)


class _Reader(HTMLParser):
    """Gathers a tree; whatever is not closed is closed by what stands around it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        closed = _CLOSES.get(tag, set())
        while len(self.open) > 1 and self.open[-1].tag in closed:
            self.open.pop()
        if tag in BLOCKS and self.open[-1].tag == "p":
            self.open.pop()
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in _VOID and len(self.open) < _DEEPEST:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def parse_html_declaration(self, i: int) -> int:
        """Where a declaration ends; `<![` begins a comment, as it does for browsers, whatever stands behind it."""
        return self.parse_bogus_comment(i) if self.rawdata.startswith("<![", i) else super().parse_html_declaration(i)

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_tree(text: str) -> Node:
    """The tree of an HTML text, or of a part of one; its root has no tag."""
    reader = _Reader()
    reader.feed(_closed(short(clean(text))))
    reader.close()
    return reader.root


def _closed(text: str) -> str:
    """The text in which what begins like a tag, or like a comment, and has no end is text.

    For each of them the parser would look through all that follows, so that a file of them would take minutes.
    """
    if "<" not in text:
        return text
    commented, tagged = text.rfind("-->") + 1, text.rfind(">") + 1
    if "<!--" in text[commented:]:
        text = text[:commented] + text[commented:].replace("<!--", "&lt;!--")
        tagged = text.rfind(">") + 1
    text = text[:tagged] + text[tagged:].replace("<", "&lt;")
    return _NEVER_CLOSED.sub("&lt;", text)


def below(node: Node, tags: set[str]) -> list[Node]:
    """The nearest nodes of some tags."""
    found: list[Node] = []
    for child in node.children:
        if isinstance(child, Node):
            found += [child] if child.tag in tags else below(child, tags)
    return found


def text_of(node: Node) -> str:
    """The text of a node as it stands there."""
    return "".join(
        child if isinstance(child, str) else "\n" if child.tag == "br" else text_of(child) for child in node.children
    )


def words_of(nodes: Iterable["Node | str"]) -> str:
    """The words alone."""
    return "".join(
        node
        if isinstance(node, str)
        else " "
        if node.tag == "br"
        else ""
        if node.tag in SILENT
        else words_of(node.children)
        for node in nodes
    )
