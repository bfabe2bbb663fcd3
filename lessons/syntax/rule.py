"""`---`: a thematic break, told from other lines in one look.

CommonMark's own rule goes over a line character by character, and where lists stand in lists on one line
(`- - - - text`), it does so once for each of them.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_BLANKS = " \t"
_MARKS = frozenset("-*_")
_LAST = _MARKS | frozenset(_BLANKS)
_FEWEST = 3


def _rule(state: StateBlock, start_line: int, _end_line: int, silent: bool) -> bool:
    begin, end = state.bMarks[start_line] + state.tShift[start_line], state.eMarks[start_line]
    if begin >= end or state.src[begin] not in _MARKS or state.src[end - 1] not in _LAST:
        return False
    mark = state.src[begin]
    if state.src.count(mark, begin, end) < _FEWEST or state.src[begin:end].strip(mark + _BLANKS):
        return False
    if state.is_code_block(start_line):
        return False
    if not silent:
        state.line = start_line + 1
        token = state.push("hr", "hr", 0)
        token.map = [start_line, state.line]
        token.markup = mark * _FEWEST
    return True


def rule(md: MarkdownIt) -> None:
    """Put the rule in the place of CommonMark's own, and before lists wherever those are asked."""
    md.disable("hr")
    md.block.ruler.before("code", "rule", _rule, {"alt": ["paragraph", "reference", "blockquote", "list"]})
