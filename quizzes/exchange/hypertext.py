"""HTML as question editors make it -> our Markdown, with the list of what Markdown has no word for."""

import re
from collections.abc import Iterable, Sequence

from lessons.entities import unescaped
from lessons.inline import plain
from lessons.markdown import read_inline
from quizzes.exchange import wordings
from quizzes.exchange.blocks import RULE, fenced, indented, quoted
from quizzes.exchange.html_tree import BLOCKS, SILENT, Node, below, read_tree, text_of, words_of
from quizzes.exchange.text import escaped, escaped_line

LONGEST = 100_000
"""Characters of one text that are read as HTML; a longer one is no question, and stays as it is written."""

_TAG = re.compile(
    r"</?(?:a|b|blockquote|br|center|code|div|em|font|h[1-6]|hr|i|iframe|img|kbd|li|ol|p|pre|s|script|small|span|strike|strong|"
    r"style|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul|video)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos|nbsp|[a-z]{2,8}\d?);", re.IGNORECASE)
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "s": "~~", "strike": "~~", "del": "~~"}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PLACES = re.compile("(\ue000[0-9]+\ue001)")
"""Marks of gaps, which are no code where they stand in some."""
_BREAK = "\x00"
"""A line break in running text on its way: no cleaned text holds this."""
_APART = "\x01"
"""On both sides of a picture on its way: a blank, where the text would be glued to it."""
_GLUED = re.compile(rf"(?<=[^\s(\[\x00{_APART}]){_APART}+(?=[^\s.,;:!?)\]，。；：！？、）\x00{_APART}])")
_RAISED = {"sup": "^", "sub": "\\_"}


def looks_like_html(text: str) -> bool:
    """Whether a text holds a tag or an entity that question editors write."""
    return _TAG.search(text) is not None or _ENTITY.search(text) is not None


def from_html(text: str, *, breaks: bool = False) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Markdown that says what an HTML text says, and what it does not say any more.

    The latter is told by some of `wordings`, each with its detail.

    Args:
        text: HTML, or a part of it.
        breaks: Whether a line end in it is a line break, as in Moodle's own format.
    """
    if len(text) > LONGEST:
        return escaped(text), ()
    if breaks:
        text = re.sub(r"(?<!>)\n", "<br>", text)
    writer = _Writer()
    return "\n\n".join(writer.blocks(read_tree(text).children)), tuple(dict.fromkeys(writer.lost))


class _Writer:
    def __init__(self) -> None:
        self.lost: list[tuple[str, str]] = []

    def blocks(self, children: Sequence["Node | str"]) -> list[str]:
        """Each block as Markdown; running text between blocks is a paragraph."""
        found: list[str] = []
        running: list[Node | str] = []

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

    def _block(self, node: Node) -> list[str]:
        self._look(node)
        match node.tag:
            case "hr":
                return [RULE]
            case "pre":
                return [fenced(text_of(node).strip("\n"))]
            case "ul" | "ol":
                return self._list(node)
            case "blockquote":
                inner = "\n\n".join(self.blocks(node.children))
                return [quoted(inner)] if inner else []
            case "table":
                return self._table(node)
            case tag if tag in _HEADINGS:
                words = self._paragraph([Node("b", {}, node.children)])
                return [words] if words else []
        return self.blocks(node.children)

    def _list(self, node: Node) -> list[str]:
        items = [child for child in node.children if isinstance(child, Node)]
        lines = []
        for number, item in enumerate(items, 1):
            mark = f"{number}." if node.tag == "ol" else "-"
            inner = indented("\n\n".join(self.blocks(item.children)), " " * (len(mark) + 1))
            lines.append(f"{mark} {inner.strip()}" if inner.strip() else mark)
        return ["\n".join(lines)] if lines else []

    def _table(self, node: Node) -> list[str]:
        rows = [
            [
                " ".join(_parted(self.running(cell.children)).replace(_BREAK, "<br>").split()).replace("|", "\\|")
                for cell in below(row, {"td", "th"})
            ]
            for row in below(node, {"tr"})
        ]
        rows = [row for row in rows if row]
        if not rows:
            return []
        width = max(len(row) for row in rows)
        full = [row + [""] * (width - len(row)) for row in rows]
        full.insert(1, ["---"] * width)
        return ["\n".join("| " + " | ".join(row) + " |" for row in full)]

    def _paragraph(self, nodes: Sequence["Node | str"]) -> str:
        """A paragraph; where its marks would not be read as they are meant, its words alone."""
        source = _parted(self.running(nodes))
        lines = [line.strip() for line in source.split(_BREAK)]
        while lines and not lines[0]:
            del lines[0]
        while lines and not lines[-1]:
            del lines[-1]
        if not lines:
            return ""
        text = "\\\n".join(_guarded(line) for line in lines if line)
        words = " ".join(words_of(nodes).split())
        if "".join(plain(read_inline(text, {})).split()) == "".join(words.split()) or self._replaced(nodes):
            return text
        self.lost.append((wordings.LOOK_INSIDE_WORDS, ""))
        return escaped(words)

    def _replaced(self, nodes: Iterable["Node | str"]) -> bool:
        """Whether something stands in a text that is not told by its words."""
        return any(
            isinstance(node, Node)
            and (node.tag in _RAISED or node.tag in {"img", "code", "tt"} or self._replaced(node.children))
            for node in nodes
        )

    def running(self, nodes: Iterable["Node | str"]) -> str:
        """Running text, in which a line break is a character of its own."""
        return "".join(self._run(node) for node in nodes)

    def _run(self, node: "Node | str") -> str:
        if isinstance(node, str):
            return escaped_line(re.sub(r"\s+", " ", node), inside=True)
        self._look(node)
        if node.tag in SILENT:
            self.lost.append((wordings.LOOK_ELEMENT, node.tag))
            return ""
        if node.tag == "br":
            return _BREAK
        if node.tag == "img":
            return f"{_APART}{self._image(node)}{_APART}"
        if node.tag in {"code", "tt"}:
            return _code(text_of(node))
        inner = self.running(node.children)
        if node.tag == "a":
            return self._link(node, inner)
        if node.tag == "kbd" and inner.strip():
            return f"<kbd>{inner}</kbd>"
        if node.tag in _RAISED and inner.strip():
            self.lost.append((wordings.LOOK_RAISED, node.tag))
            return f"{_RAISED[node.tag]}{inner.strip()}"
        mark = _MARKS.get(node.tag)
        blank = f" {_APART}"
        core = inner.strip(blank)
        if mark is None or not core or _BREAK in core or core.startswith(mark[0]):
            return inner
        return f"{inner[: len(inner) - len(inner.lstrip(blank))]}{mark}{core}{mark}{inner[len(inner.rstrip(blank)) :]}"

    def _link(self, node: Node, inner: str) -> str:
        address = node.attributes.get("href", "").strip()
        if not address or not inner.strip():
            return inner
        if not _is_web(address):
            self.lost.append((wordings.LOOK_LINK, address))
            return inner
        return f"[{inner.strip()}](<{address.replace('<', '%3C').replace('>', '%3E').replace(chr(10), '')}>)"

    def _image(self, node: Node) -> str:
        address = node.attributes.get("src", "").strip()
        alternative = escaped_line(" ".join(node.attributes.get("alt", "").split()), inside=True)
        if _is_web(address):
            return f"![{alternative}](<{address.replace('<', '%3C').replace('>', '%3E').replace(chr(10), '')}>)"
        name = address.rpartition("/")[2] if not address.startswith("data:") else ""
        self.lost.append((wordings.PICTURE, name or alternative or "data:"))
        return alternative or escaped_line(name, inside=True)

    def _look(self, node: Node) -> None:
        """Note the look of a text that nobody will see."""
        style = node.attributes.get("style", "").lower()
        if re.search(r"(?<!-)color|background|font-weight|text-decoration", style) or node.tag in {
            "font",
            "u",
            "small",
        }:
            self.lost.append((wordings.LOOK_PLAIN, ""))


def _parted(source: str) -> str:
    """Running text with a blank wherever a picture would be glued to it."""
    return _GLUED.sub(" ", source).replace(_APART, "")


def _is_web(address: str) -> bool:
    return re.match(r"(?:https?://|mailto:)[^\s]+\Z", address, re.IGNORECASE) is not None


def _guarded(line: str) -> str:
    """A line whose beginning means nothing to Markdown."""
    return escaped_line(line, inside=None)


def _holds_blocks(node: Node) -> bool:
    if node.tag in BLOCKS:
        return True
    return any(isinstance(child, Node) and _holds_blocks(child) for child in node.children)


def _code(text: str) -> str:
    """Code in running text; marks of gaps stand outside of it."""
    parts = _PLACES.split(text)
    if len(parts) == 1:
        return _code_span(text)
    spans = [part if place % 2 else _apart(part) for place, part in enumerate(parts)]
    return "".join(spans)


def _apart(code: str) -> str:
    """A span of code, with the blanks at its ends outside."""
    core = code.strip()
    return code.replace(core, _code_span(core), 1) if core else code


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
    return " ".join(unescaped(re.sub(r"<[^<>]*>", " ", text[:LONGEST])).split())
