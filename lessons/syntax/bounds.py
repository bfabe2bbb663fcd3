"""What a document may cost: how deep its blocks may stand in each other, and how much there may be of them."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table

DEEPEST = 40
"""Levels of nested blocks; a list is two, a quote one."""

MOST_STEPS = 200_000
"""Tokens of a document, and lines at which its parser asks whether a block begins or ends there.

Each MB of real questions has 100,000.
"""

MOST_LINES = 100_000
"""Lines of a document: each MB of real questions has 30,000."""

WIDEST_TABLE = 256
"""Columns."""


class TooManyBlocksError(Exception):
    """The document has more blocks than are read."""


def _bounds(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    environment = state.env
    # A reference that may go on is put together anew with every line of it.
    environment["steps"] += 2 if state.parentType == "reference" else 1
    if environment["steps"] + len(state.tokens) > environment["most_steps"]:
        raise TooManyBlocksError
    if silent or state.level < DEEPEST:
        return False
    line = start_line + 1
    while line < end_line and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent):
        line += 1
    token = state.push("raw", "", 0)
    token.map = [start_line, line]
    token.content = state.getLines(start_line, line, state.blkIndent, False)
    state.line = line
    return True


def _table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A table that is no wider than can be shown; what is wider stays running text."""
    if not table(state, start_line, end_line, True):
        return False
    if state.src.count("|", state.bMarks[start_line], state.eMarks[start_line]) > WIDEST_TABLE:
        return False
    return silent or table(state, start_line, end_line, False)


def bounds(md: MarkdownIt) -> None:
    """Add the rule before all others, also where a block asks whether it ends: what is too deep stays as written."""
    asking = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    md.block.ruler.before(md.block.ruler.get_all_rules()[0], "bounds", _bounds, {"alt": asking})
