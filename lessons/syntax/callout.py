"""`> [!NOTE] title`: the first line of a quote that makes it a callout.

GitHub's five kinds, our own titles, and the words that Chinese authors write; those words are titles themselves.
"""

import re
from collections.abc import Mapping
from difflib import get_close_matches

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from lessons import findings
from lessons.problem import Finding

NAMES = ("note", "tip", "important", "warning", "caution")
"""The kinds of callouts."""
KINDS = {kind: kind for kind in NAMES} | {
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
"""Words that make a callout, and the kind that each makes."""
_ELSEWHERE = {
    "info": "note",
    "abstract": "note",
    "summary": "note",
    "example": "note",
    "quote": "note",
    "todo": "note",
    "hint": "tip",
    "success": "tip",
    "question": "important",
    "attention": "warning",
    "danger": "caution",
    "error": "caution",
    "failure": "caution",
    "bug": "caution",
}
"""What other programs call their callouts, and what comes nearest here."""
_BLANK = r"[ \t\u00a0\u3000]"
"""With the blanks that an input method types."""
_MARKER = re.compile(rf"\[!([^\]\s]{{1,20}})\][+-]?(?:{_BLANK}+(.*))?$")
_MEANT = re.compile(r"\[!([^\W\d_]{1,20})\](?![(\[:])")
"""A mark as it may have been meant; a link or its definition is none."""


def _callout(state: StateBlock, start_line: int, _end_line: int, _silent: bool) -> bool:
    if not state.tokens or state.tokens[-1].type != "blockquote_open":
        return False
    line = state.src[state.bMarks[start_line] + state.tShift[start_line] : state.eMarks[start_line]]
    found = _MARKER.match(line.rstrip()) if line.startswith("[!") else None
    kind = KINDS.get(found[1].lower()) if found else None
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


def misread(source: str, *, opens_quote: bool) -> tuple[Finding, Mapping[str, str]] | None:
    """Why the mark at the beginning of a paragraph makes no callout; None where there is no such mark.

    Args:
        source: The paragraph's Markdown.
        opens_quote: Whether it is the first thing in a quote.
    """
    found = _MEANT.match(source)
    if found is None:
        return None
    kind, word = found[1], found[1].lower()
    if word in KINDS:
        return (findings.CALLOUT_GLUED if opens_quote else findings.CALLOUT_MISPLACED), {"kind": kind}
    if not opens_quote:
        return None
    near = [_ELSEWHERE[word]] if word in _ELSEWHERE else get_close_matches(word, NAMES, 1)
    if near:
        return findings.UNKNOWN_CALLOUT_NEAR, {"kind": kind, "nearest": near[0].upper()}
    return findings.UNKNOWN_CALLOUT, {"kind": kind, "known": ", ".join(f"`[!{name.upper()}]`" for name in NAMES)}
