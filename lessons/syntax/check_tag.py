"""`<quiz>` and `</quiz>` alone in their lines, as mkdocs-quiz writes them: where questions of a lesson begin and end.

CommonMark would take all lines up to the next empty one for HTML, and the options with them. As these are blocks of one
line each, what stands between them is Markdown; `<!-- quiz -->` and `<!-- /quiz -->` are such blocks anyway.
"""

import re
from enum import Enum

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block

_TAG = re.compile(r"</?quiz(?:\s[^<>]*)?>[ \t]*$", re.IGNORECASE)
_TO_ITS_OWN_END = re.compile(r"<(?:script|pre|style|textarea|!|\?)", re.IGNORECASE)
"""The beginning of HTML that goes on over empty lines."""
_MARK = re.compile(r"\s*(?:<!--\s*(?P<comment>/?)quiz\s*-->|<(?P<tag>/?)quiz(?:\s[^<>]*)?>)\s*", re.IGNORECASE)


class Mark(Enum):
    """What a block of HTML says about questions."""

    OPENS = "opens"
    CLOSES = "closes"


def check_mark(html: str) -> Mark | None:
    """Whether a block of HTML opens or closes an inline check; None where it is something else."""
    found = _MARK.fullmatch(html)
    if found is None:
        return None
    return Mark.CLOSES if found["comment"] or found["tag"] else Mark.OPENS


def _check_tag(state: StateBlock, start_line: int, _end_line: int, silent: bool) -> bool:
    if state.is_code_block(start_line):
        return False
    begin = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("<", begin):
        return False
    line = state.src[begin : state.eMarks[start_line]]
    if _TAG.match(line) is None:
        return False
    if not silent:
        token = state.push("html_block", "", 0)
        token.map = [start_line, start_line + 1]
        token.content = line
        state.line = start_line + 1
    return True


def _html(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """HTML, which ends before such a tag as it does before an empty line."""
    begin = state.bMarks[start_line] + state.tShift[start_line]
    if not silent and state.src.startswith("<", begin) and _TO_ITS_OWN_END.match(state.src, begin) is None:
        below = range(start_line + 1, end_line)
        end_line = next((line for line in below if state.isEmpty(line) or _is_tag(state, line)), end_line)
    return html_block(state, start_line, end_line, silent)


def _is_tag(state: StateBlock, line: int) -> bool:
    begin = state.bMarks[line] + state.tShift[line]
    return state.src.startswith("<", begin) and _TAG.match(state.src[begin : state.eMarks[line]]) is not None


def check_tag(md: MarkdownIt) -> None:
    """Add the rule; it ends a paragraph, a quote and a list, as a comment does, and other HTML."""
    md.block.ruler.at("html_block", _html, {"alt": ["paragraph", "reference", "blockquote"]})
    md.block.ruler.before("html_block", "check_tag", _check_tag, {"alt": ["paragraph", "reference", "blockquote"]})
