"""markdown-it's flat block tokens -> our block tree, without recursion.

It is long because it is one walk with one stack: what a token opens, holds and closes is told side by side.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.common.utils import unescapeAll
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from lessons import findings
from lessons.blocks import (
    Align,
    Block,
    Callout,
    Check,
    Code,
    Definition,
    Footnote,
    Heading,
    Html,
    Item,
    ListBlock,
    Paragraph,
    Quote,
    Raw,
    Rule,
    Table,
)
from lessons.clean import clean
from lessons.problem import Finding, Problem
from lessons.syntax.callout import misread
from lessons.syntax.check_tag import Mark, check_mark

MOST_PROBLEMS = 1_000
"""Problems of one file that are looked for and told; who has more begins with these."""

LONGEST_CODE = 256 * 1024
"""Characters of a code block that is shown as code."""

_MARKER = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)")
_INCLUDE = re.compile(r"(?<!\\)\{\{#(?:include|rustdoc_include|playground|playpen|template)\s[^{}\n]*\}\}")
_ALIGNS: dict[object, Align] = {"text-align:center": "center", "text-align:right": "right"}
_OF_TEXT = frozenset({"paragraph_open", "heading_open", "dt_open"})
"""Openings whose running text follows at once and says all."""


@dataclass(slots=True)
class _Open:
    """A container that is not closed yet, with what stands in it so far."""

    token: Token | None
    line: int
    blocks: list[Block] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    """Of a list."""
    loose: bool = False
    """Of a list: its items show their paragraphs apart."""
    column: int = 1
    """Of an item: where its marker stands."""
    term: str = ""
    """Of a definition list: the term that is being told."""
    meanings: list[tuple[Block, ...]] = field(default_factory=list)
    """Of a definition list: what the term means, so far."""
    callout: tuple[str, str] | None = None
    """Of a quote: kind and title, where it is a callout."""

    @property
    def end(self) -> int:
        """The last line of what stands in it, or its own."""
        inner: Sequence[Block | Item] = self.items or self.blocks
        return inner[-1].end if inner else self.line


class BlockTree:
    """The blocks of one file, and the problems found in building them."""

    def __init__(self, path: str, lines: Sequence[str], start: int) -> None:
        """Lines are those of the whole file; its Markdown begins behind line `start`."""
        self.problems: list[Problem] = []
        self._path = path
        self._lines = lines
        self._stack: list[_Open] = [_Open(None, start)]
        self._marks: set[int] = set()
        """Lines of the marks that open or close an inline check."""
        self._includes: list[tuple[int, str]] = []
        """Where another program would put a file in: lines, and what is written there."""
        self._marker = (0, 0)  # line and end of the list marker met last: several may stand on one line

    def build(self, tokens: Sequence[Token], *, complete: bool) -> tuple[Block, ...]:
        """The blocks; where the tokens are not complete, the rest of the file follows as it is written."""
        position = 0
        while position < len(tokens):
            token = tokens[position]
            if token.type in _OF_TEXT:
                self._running_text(token, tokens[position + 1].content)
                position += 2  # behind the text stands what closes it
            elif token.type == "table_open":
                position = self._table(tokens, position)
            elif token.nesting == 1:
                self._open(token)
            elif token.nesting == -1:
                self._close(token)
            else:
                self._leaf(token)
            position += 1
        root = self._stack[0]
        if not complete:
            first = root.end + 1
            self._report(findings.TOO_MUCH, first)
            root.blocks.append(Raw(line=first, end=len(self._lines), text="\n".join(self._lines[first - 1 :])))
        if self._includes:
            line, shown = self._includes[0]
            self._report(findings.INCLUDE, line, shown, shown=shown, count=str(len(self._includes)))
        return self._with_checks(root.blocks) if self._marks else tuple(root.blocks)

    def _with_checks(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        """The blocks with what stands between two marks as one; a mark without its partner is told, and stays."""
        kept: list[Block] = []
        opened: int | None = None  # where in `kept` the mark stands that is not closed yet
        for block in blocks:
            mark = check_mark(block.text) if isinstance(block, Html) else None
            if mark is not None:
                self._marks.discard(block.line)
            if mark is Mark.OPENS:
                if opened is not None:
                    self._report(findings.CHECK_OPEN, kept[opened].line)
                opened = len(kept)
            elif mark is Mark.CLOSES and opened is None:
                self._report(findings.CHECK_CLOSE, block.line)
            elif mark is Mark.CLOSES and opened is not None:
                inner = tuple(kept[opened + 1 :])
                kept[opened:] = [Check(line=kept[opened].line, end=block.end, blocks=inner)]
                opened = None
                continue
            kept.append(block)
        if opened is not None:
            self._report(findings.CHECK_OPEN, kept[opened].line)
        for line in sorted(self._marks):
            self._report(findings.CHECK_INSIDE, line)
        return tuple(kept)

    def _report(self, finding: Finding, line: int, at: str = "", **values: str) -> None:
        """Note a finding at the first place in a line where `at` stands."""
        source = self._lines[line - 1]
        if len(self.problems) == MOST_PROBLEMS:
            finding, at, values = findings.TOO_MANY_PROBLEMS, "", {"most": str(MOST_PROBLEMS)}
        if len(self.problems) <= MOST_PROBLEMS:
            self.problems.append(Problem(self._path, line, source.find(at) + 1 or 1, finding, source, values))

    def _span(self, token: Token) -> tuple[int, int]:
        """First and last line of a token, 1-based, blank lines at its end left out."""
        begin, end = token.map or (0, 0)
        marks = " \t>" if any(frame.token and frame.token.type == "blockquote_open" for frame in self._stack) else None
        while end > begin + 1 and not self._lines[end - 1].strip(marks):
            end -= 1
        return begin + 1, end

    def _running_text(self, opening: Token, source: str) -> None:
        begin, end = opening.map or (0, 0)
        parent = self._stack[-1]
        match opening.type:
            case "paragraph_open":
                if source.startswith("[!"):
                    self._look_for_callout(parent, begin + 1, source)
                self._look_for_includes(source, begin + 1)
                parent.blocks.append(Paragraph(line=begin + 1, end=end, source=source))
                if not opening.hidden and parent.token and parent.token.type == "list_item_open":
                    self._stack[-2].loose = True
            case "heading_open":
                level, underlined = int(opening.tag[1]), opening.markup in {"-", "="}
                parent.blocks.append(
                    Heading(line=begin + 1, end=end, level=level, source=source, underlined=underlined)
                )
            case "dt_open":
                self._end_definition(parent)
                parent.line, parent.term = begin + 1, source

    def _look_for_callout(self, parent: _Open, line: int, source: str) -> None:
        """A mark that makes no callout is text, and was hardly meant so."""
        opens_quote = parent.token is not None and parent.token.type == "blockquote_open" and not parent.blocks
        told_enough = len(self.problems) > MOST_PROBLEMS
        misreading = None if parent.callout or told_enough else misread(source, opens_quote=opens_quote)
        if misreading:
            finding, values = misreading
            self._report(finding, line, "[!", **values)

    def _look_for_includes(self, text: str, line: int) -> None:
        """MdBook's `{{#include ...}}` and its likes: nothing is put in here."""
        if "{{#" in text:
            self._includes += [(line + text.count("\n", 0, one.start()), one[0]) for one in _INCLUDE.finditer(text)]

    def _leaf(self, token: Token) -> None:
        line, end = self._span(token)
        blocks = self._stack[-1].blocks
        match token.type:
            case "fence" | "code_block":
                blocks.append(self._code(token, line, end))
            case "html_block":
                if check_mark(token.content):
                    self._marks.add(line)
                blocks.append(Html(line=line, end=end, text=token.content.removesuffix("\n")))
            case "hr":
                blocks.append(Rule(line=line, end=end))
            case "callout_marker":
                self._stack[-1].callout = (token.meta["kind"], token.meta["title"])
            case _:
                blocks.append(Raw(line=line, end=end, text=token.content))

    def _code(self, token: Token, line: int, end: int) -> Block:
        if len(token.content) > LONGEST_CODE:
            self._report(findings.CODE_TOO_LONG, line, size=str(len(token.content)), most=str(LONGEST_CODE))
            return Raw(line=line, end=end, text="\n".join(self._lines[line - 1 : end]))
        if token.type == "fence":
            self._look_at_fence(token, line, end)
        info = clean(unescapeAll(token.info)).replace("\n", " ").strip()
        text = token.content.removesuffix("\n")
        self._look_for_includes(text, line + (token.type == "fence"))
        return Code(line=line, end=end, info=info, text=text, fenced=token.type == "fence")

    def _look_at_fence(self, token: Token, line: int, end: int) -> None:
        """A block without its closing fence takes in what was never meant as code."""
        fence = token.markup
        if inner := _fence_inside(token):
            values = {"other": str(line + inner), "fence": fence, "mark": fence[0]}
            self._report(findings.FENCE_INSIDE, line, fence, **values)
            return
        closing = self._lines[end - 1].strip(" \t>") if end > line else ""
        if len(closing) < len(fence) or set(closing) != {fence[0]}:
            self._report(findings.FENCE_OPEN, line, fence, last=str(end), fence=fence)

    def _table(self, tokens: Sequence[Token], position: int) -> int:
        """Read a whole table; the place of its last token."""
        line, end = self._span(tokens[position])
        aligns: list[Align] = []
        rows: list[list[str]] = []
        while (token := tokens[position]).type != "table_close":
            if token.type == "th_open":
                aligns.append(_ALIGNS.get(token.attrs.get("style"), "left"))
            elif token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(token.content)
            position += 1
        for number, row in enumerate(rows[1:], line + 2):
            self._keep_surplus(number, row)
        head, *body = (tuple(row) for row in rows)
        self._stack[-1].blocks.append(Table(line=line, end=end, head=head, aligns=tuple(aligns), rows=tuple(body)))
        return position

    def _keep_surplus(self, line: int, row: list[str]) -> None:
        """Cells beyond the head's are dropped by Markdown; here they stay, in the last one."""
        source = self._lines[line - 1].strip(" \t>")
        if source.count("|") < len(row):
            return
        cells = escapedSplit(source.removeprefix("|").removesuffix("|"))
        if len(cells) > len(row):
            row[-1] = " | ".join(cell.strip() for cell in cells[len(row) - 1 :])
            self._report(findings.TABLE_CELLS, line, cells=str(len(cells)), columns=str(len(row)))

    def _open(self, token: Token) -> None:
        line = (token.map or (0, 0))[0] + 1
        frame = _Open(token, line)
        if token.type == "list_item_open":
            found = _MARKER.search(self._lines[line - 1], self._marker[1] if self._marker[0] == line else 0)
            if found:
                frame.column, self._marker = found.start() + 1, (line, found.end())
        self._stack.append(frame)

    def _close(self, token: Token) -> None:
        if token.type == "dl_close":
            self._end_definition(self._stack[-1])
            inner = self._stack.pop()
            self._stack[-1].blocks.extend(inner.blocks)
            return
        frame = self._stack.pop()
        parent, line, end, blocks = self._stack[-1], frame.line, frame.end, tuple(frame.blocks)
        match token.type:
            case "list_item_close":
                parent.items.append(Item(line=line, end=end, blocks=blocks, column=frame.column))
            case "bullet_list_close" | "ordered_list_close":
                parent.blocks.append(_list(frame))
            case "dd_close":
                parent.meanings.append(blocks)
            case "footnote_reference_close":
                label = frame.token.meta["label"] if frame.token else ""
                parent.blocks.append(Footnote(line=line, end=end, label=label, blocks=blocks))
            case _ if frame.callout:
                kind, title = frame.callout
                parent.blocks.append(Callout(line=line, end=end, kind=kind, title=title, blocks=blocks))
            case _:
                parent.blocks.append(Quote(line=line, end=end, blocks=blocks))

    def _end_definition(self, frame: _Open) -> None:
        """Close the term of a definition list, where one is open."""
        if frame.meanings:
            told = [block for meaning in frame.meanings for block in meaning]
            end = told[-1].end if told else frame.line
            frame.blocks.append(Definition(line=frame.line, end=end, term=frame.term, meanings=tuple(frame.meanings)))
            frame.meanings = []


def _fence_inside(token: Token) -> int:
    """The line of a code block's text, counted from 1, that opens another block of its kind; 0 where none does."""
    if token.markup not in token.content:
        return 0
    opening = re.compile(rf" {{0,3}}{token.markup}+[ \t]*[^`~\s]")
    return next((number for number, text in enumerate(token.content.split("\n"), 1) if opening.match(text)), 0)


def _list(frame: _Open) -> ListBlock:
    token = frame.token
    start = token.attrs.get("start", 1) if token else 1
    return ListBlock(
        line=frame.line,
        end=frame.end,
        ordered=token is not None and token.type == "ordered_list_open",
        start=int(start),
        tight=not frame.loose,
        items=tuple(frame.items),
    )
