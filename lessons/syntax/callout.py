"""`> [!NOTE] title`: the first line of a quote that makes it a callout.

GitHub's five kinds, our own titles, and the words that Chinese authors write; those words are titles themselves.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_KINDS = {kind: kind for kind in ("note", "tip", "important", "warning", "caution")} | {
    "说明": "note",
    "說明": "note",
    "备注": "note",
    "備註": "note",
    "提示": "tip",
    "技巧": "tip",
    "重要": "important",
    "警告": "warning",
    "注意": "warning",
    "小心": "caution",
    "危险": "caution",
    "危險": "caution",
}
_MARKER = re.compile(r"\[!([^\]\s]{1,20})\][+-]?(?:[ \t]+(.*))?$")


def _callout(state: StateBlock, start_line: int, _end_line: int, _silent: bool) -> bool:
    if not state.tokens or state.tokens[-1].type != "blockquote_open":
        return False
    line = state.src[state.bMarks[start_line] + state.tShift[start_line] : state.eMarks[start_line]]
    found = _MARKER.match(line.rstrip()) if line.startswith("[!") else None
    kind = _KINDS.get(found[1].lower()) if found else None
    if found is None or kind is None or state.is_code_block(start_line):
        return False
    token = state.push("callout_marker", "", 0)
    token.map = [start_line, start_line + 1]
    own_word = "" if found[1].lower() == kind else found[1]
    token.meta = {"kind": kind, "title": (found[2] or "").strip() or own_word}
    state.line = start_line + 1
    return True


def callout(md: MarkdownIt) -> None:
    """Add the rule; it ends no paragraph, so it needs no look-ahead."""
    md.block.ruler.before("table", "callout", _callout)
