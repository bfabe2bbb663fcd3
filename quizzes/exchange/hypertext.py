"""HTML as question editors make it -> our Markdown, with the list of what Markdown has no word for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

from lessons.clean import clean
from lessons.markdown import plain, read_inline
from quizzes.exchange.blocks import RULE, indented, quoted
from quizzes.exchange.text import escaped, escaped_line

LONGEST = 100_000
"""Characters of one text that are read as HTML; a longer one is no question, and stays as it is written."""
_DEEPEST = 40

_TAG = re.compile(
    r"</?(?:a|b|blockquote|br|center|code|div|em|font|h[1-6]|hr|i|iframe|img|kbd|li|ol|p|pre|s|script|small|span|strike|strong|"
    r"style|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul|video)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos|nbsp|[a-z]{2,8}\d?);", re.IGNORECASE)
_VOID = frozenset(
    {"br", "hr", "img", "input", "col", "source", "wbr", "area", "embed", "link", "meta", "param", "track"}
)
_BLOCKS = frozenset(
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
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "s": "~~", "strike": "~~", "del": "~~"}
_SILENT = frozenset({"script", "style", "iframe", "object", "video", "audio", "embed", "svg", "head"})
_CLOSES = {"p": {"p"}, "li": {"li"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"}, "th": {"td", "th"}}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BREAK = "\x00"
"""A line break in running text on its way: no cleaned text holds this."""
_RAISED = {"sup": "^", "sub": "\\_"}


def looks_like_html(text: str) -> bool:
    """Whether a text holds a tag or an entity that question editors write."""
    return _TAG.search(text) is not None or _ENTITY.search(text) is not None


@dataclass(slots=True)
class _Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[_Node | str]" = field(default_factory=list)


class _Reader(HTMLParser):
    """Gathers a tree; whatever is not closed is closed by what stands around it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        closed = _CLOSES.get(tag, set())
        while len(self.open) > 1 and self.open[-1].tag in closed:
            self.open.pop()
        if tag in _BLOCKS and self.open[-1].tag == "p":
            self.open.pop()
        node = _Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in _VOID and len(self.open) < _DEEPEST:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def from_html(text: str, *, breaks: bool = False) -> tuple[str, tuple[str, ...]]:
    """Markdown that says what an HTML text says, and what it does not say any more, each in a word.

    Args:
        text: HTML, or a part of it.
        breaks: Whether a line end in it is a line break, as in Moodle's own format.
    """
    if len(text) > LONGEST:
        return escaped(text), ()
    if breaks:
        text = re.sub(r"(?<!>)\n", "<br>", text)
    reader = _Reader()
    reader.feed(clean(text))
    reader.close()
    writer = _Writer()
    return "\n\n".join(writer.blocks(reader.root.children)), tuple(dict.fromkeys(writer.lost))


class _Writer:
    def __init__(self) -> None:
        self.lost: list[str] = []

    def blocks(self, children: Sequence["_Node | str"]) -> list[str]:
        """Each block as Markdown; running text between blocks is a paragraph."""
        found: list[str] = []
        running: list[_Node | str] = []

        def settle() -> None:
            if text := self._paragraph(running):
                found.append(text)
            running.clear()

        for child in children:
            if isinstance(child, str) or not _holds_blocks(child):
                running.append(child)
                continue
            settle()
            found += self._block(child)
        settle()
        return found

    def _block(self, node: _Node) -> list[str]:
        self._look(node)
        match node.tag:
            case "hr":
                return [RULE]
            case "pre":
                return [_fenced(_text(node).strip("\n"))]
            case "ul" | "ol":
                return self._list(node)
            case "blockquote":
                inner = "\n\n".join(self.blocks(node.children))
                return [quoted(inner)] if inner else []
            case "table":
                return self._table(node)
            case tag if tag in _HEADINGS:
                words = self._paragraph([_Node("b", {}, node.children)])
                return [words] if words else []
        return self.blocks(node.children)

    def _list(self, node: _Node) -> list[str]:
        items = [child for child in node.children if isinstance(child, _Node)]
        lines = []
        for number, item in enumerate(items, 1):
            mark = f"{number}." if node.tag == "ol" else "-"
            inner = indented("\n\n".join(self.blocks(item.children)), " " * (len(mark) + 1))
            lines.append(f"{mark} {inner.strip()}" if inner.strip() else mark)
        return ["\n".join(lines)] if lines else []

    def _table(self, node: _Node) -> list[str]:
        rows = [
            [
                " ".join(self.running(cell.children).replace(_BREAK, "<br>").split()).replace("|", "\\|")
                for cell in _below(row, {"td", "th"})
            ]
            for row in _below(node, {"tr"})
        ]
        rows = [row for row in rows if row]
        if not rows:
            return []
        width = max(len(row) for row in rows)
        full = [row + [""] * (width - len(row)) for row in rows]
        full.insert(1, ["---"] * width)
        return ["\n".join("| " + " | ".join(row) + " |" for row in full)]

    def _paragraph(self, nodes: Sequence["_Node | str"]) -> str:
        """A paragraph; where its marks would not be read as they are meant, its words alone."""
        source = self.running(nodes)
        lines = [line.strip() for line in source.split(_BREAK)]
        while lines and not lines[0]:
            del lines[0]
        while lines and not lines[-1]:
            del lines[-1]
        if not lines:
            return ""
        text = "\\\n".join(_guarded(line) for line in lines if line)
        words = " ".join(_words(nodes).split())
        if "".join(plain(read_inline(text, {})).split()) == "".join(words.split()) or self._replaced(nodes):
            return text
        self.lost.append("bold and italics that stand inside words")
        return escaped(words)

    def _replaced(self, nodes: Iterable["_Node | str"]) -> bool:
        """Whether something stands in a text that is not told by its words."""
        return any(
            isinstance(node, _Node)
            and (node.tag in _RAISED or node.tag in {"img", "code", "tt"} or self._replaced(node.children))
            for node in nodes
        )

    def running(self, nodes: Iterable["_Node | str"]) -> str:
        """Running text, in which a line break is a character of its own."""
        return "".join(self._run(node) for node in nodes)

    def _run(self, node: "_Node | str") -> str:
        if isinstance(node, str):
            return escaped_line(re.sub(r"\s+", " ", node), inside=True)
        self._look(node)
        if node.tag in _SILENT:
            self.lost.append(f"<{node.tag}>")
            return ""
        if node.tag == "br":
            return _BREAK
        if node.tag == "img":
            return self._image(node)
        if node.tag in {"code", "tt"}:
            return _code_span(_text(node))
        inner = self.running(node.children)
        if node.tag == "a":
            return self._link(node, inner)
        if node.tag == "kbd" and inner.strip():
            return f"<kbd>{inner}</kbd>"
        if node.tag in _RAISED and inner.strip():
            self.lost.append(f"<{node.tag}>, written as {_RAISED[node.tag][-1]}")
            return f"{_RAISED[node.tag]}{inner.strip()}"
        mark = _MARKS.get(node.tag)
        core = inner.strip()
        if mark is None or not core or _BREAK in core or core.startswith(mark[0]):
            return inner
        return f"{inner[: len(inner) - len(inner.lstrip())]}{mark}{core}{mark}{inner[len(inner.rstrip()) :]}"

    def _link(self, node: _Node, inner: str) -> str:
        address = node.attributes.get("href", "").strip()
        if not address or not inner.strip():
            return inner
        if not _is_web(address):
            self.lost.append(f"link to {address}")
            return inner
        return f"[{inner.strip()}](<{address.replace('<', '%3C').replace('>', '%3E').replace(chr(10), '')}>)"

    def _image(self, node: _Node) -> str:
        address = node.attributes.get("src", "").strip()
        alternative = escaped_line(" ".join(node.attributes.get("alt", "").split()), inside=True)
        if _is_web(address):
            return f"![{alternative}](<{address.replace('<', '%3C').replace('>', '%3E').replace(chr(10), '')}>)"
        name = address.rpartition("/")[2] if not address.startswith("data:") else ""
        self.lost.append(f"image {name}".strip())
        return alternative or escaped_line(name, inside=True)

    def _look(self, node: _Node) -> None:
        """Note the look of a text that nobody will see."""
        style = node.attributes.get("style", "").lower()
        if re.search(r"(?<!-)color|background|font-weight|text-decoration", style) or node.tag in {
            "font",
            "u",
            "small",
        }:
            self.lost.append("colours and fonts")


def _is_web(address: str) -> bool:
    return re.match(r"(?:https?://|mailto:)[^\s]+\Z", address, re.IGNORECASE) is not None


def _guarded(line: str) -> str:
    """A line whose beginning means nothing to Markdown."""
    return escaped_line(line, inside=None)


def _holds_blocks(node: _Node) -> bool:
    if node.tag in _BLOCKS:
        return True
    return any(isinstance(child, _Node) and _holds_blocks(child) for child in node.children)


def _below(node: _Node, tags: set[str]) -> list[_Node]:
    """The nearest nodes of some tags."""
    found: list[_Node] = []
    for child in node.children:
        if isinstance(child, _Node):
            found += [child] if child.tag in tags else _below(child, tags)
    return found


def _text(node: _Node) -> str:
    return "".join(
        child if isinstance(child, str) else "\n" if child.tag == "br" else _text(child) for child in node.children
    )


def _words(nodes: Iterable["_Node | str"]) -> str:
    """The words alone."""
    return "".join(
        node
        if isinstance(node, str)
        else " "
        if node.tag == "br"
        else ""
        if node.tag in _SILENT
        else _words(node.children)
        for node in nodes
    )


def _fenced(code: str) -> str:
    longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
    return f"{'`' * (longest + 1)}\n{code}\n{'`' * (longest + 1)}"


def _code_span(code: str) -> str:
    code = " ".join(code.split())
    if not code:
        return ""
    runs = {len(run) for run in re.findall(r"`+", code)}
    ticks = "`" * next(size for size in range(1, len(runs) + 2) if size not in runs)
    pad = " " if code.startswith("`") or code.endswith("`") else ""
    return f"{ticks}{pad}{code}{pad}{ticks}"


def plain_text(text: str) -> str:
    """The words of an HTML text in one line, for names."""
    if not looks_like_html(text):
        return " ".join(text.split())
    return " ".join(unescape(re.sub(r"<[^<>]*>", " ", text[:LONGEST])).split())
