"""Paragraphs and underlined headings in one look at each line.

CommonMark's two rules go over the same lines one after the other, and ask of each whether some other block begins
there. Most lines begin with a letter, or with a task-list box, and then only a table or a definition can begin there,
which the line below would show.
"""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

_PLAIN = re.compile(r"[^\W\d_]|\[[ xX]\][ \t]")
"""The beginning of a line at which no block can begin by itself."""

_ITEM = re.compile(r"[-*+][ \t]+[^ \t]")

_SHOWN_BELOW = frozenset("|-:~")
"""First characters of a line that make the one above a table's head or a defined term."""

_CODE_INDENT = 4
"""Blanks that make a line code, and a further line of running text just that."""


def _first(state: StateBlock, line: int) -> str:
    """The first character of a line that is not blank; empty where there is none."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]][:1]


def _is_plain(state: StateBlock, line: int) -> bool:
    """Whether a line can begin nothing but running text, nor go on as anything else."""
    if _PLAIN.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line]) is None:
        return False
    below = line + 1
    if below < state.lineMax and state.isEmpty(below):
        below += 1
    return below >= state.lineMax or _first(state, below) not in _SHOWN_BELOW


def _begins_item(state: StateBlock, line: int) -> bool:
    """Whether a line is surely an item of a bullet list, or a rule; most lines that end a paragraph are."""
    if _ITEM.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line]) is None:
        return False
    state.env["steps"] += 1
    indent = state.sCount[line]
    # As CommonMark's lists have it: a line far to the right, and yet left of the text, goes on with the text.
    return not (state.listIndent >= 0 and indent - state.listIndent >= _CODE_INDENT and indent < state.blkIndent)


def _underline(state: StateBlock, line: int) -> str:
    """`=` or `-` where a line consists of nothing else; empty where it does not."""
    found = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip(" \t")
    return found[0] if found and found[0] in "=-" and not found.strip(found[0]) else ""


def _end(state: StateBlock, start_line: int, end_line: int) -> tuple[int, str]:
    """The line behind the text, and its underline."""
    terminators = state.md.block.ruler.getRules("paragraph")
    line = start_line + 1
    while line < state.lineMax and not state.isEmpty(line):
        indent = state.sCount[line]
        if indent - state.blkIndent < _CODE_INDENT:
            underline = _underline(state, line) if line < end_line and indent >= state.blkIndent else ""
            if underline:
                return line, underline
            # A negative indent marks a line that the quote around it has taken in already.
            if (
                indent >= 0
                and not _is_plain(state, line)
                and (_begins_item(state, line) or any(ends(state, line, state.lineMax, True) for ends in terminators))
            ):
                return line, ""
        line += 1
    return line, ""


def _running_text(state: StateBlock, start_line: int, end_line: int, _silent: bool) -> bool:
    parent_type = state.parentType
    state.parentType = "paragraph"
    line, underline = _end(state, start_line, end_line)
    state.parentType = parent_type
    content = mdTrim(state.getLines(start_line, line, state.blkIndent, False))
    state.line = line + 1 if underline else line
    kind, tag = ("heading", "h1" if underline == "=" else "h2") if underline else ("paragraph", "p")
    token = state.push(f"{kind}_open", tag, 1)
    token.markup = underline
    token.map = [start_line, state.line]
    token = state.push("inline", "", 0)
    token.content = content
    token.map = [start_line, line]
    token.children = []
    state.level -= 1
    state.tokens.append(_closing(kind, tag, state.level))
    return True


@cache
def _closing(kind: str, tag: str, level: int) -> Token:
    """What closes running text: one for all on a level, as nobody looks for more in it than that it stands there."""
    return Token(f"{kind}_close", tag, -1, block=True, level=level)


def _plain_text(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if state.is_code_block(start_line) or not _is_plain(state, start_line):
        return False
    return _running_text(state, start_line, end_line, silent)


def running_text(md: MarkdownIt) -> None:
    """Put the rule in the place of CommonMark's two, and before all others for plain lines."""
    md.disable("lheading")
    md.block.ruler.at("paragraph", _running_text)
    md.block.ruler.before("table", "plain_text", _plain_text)
