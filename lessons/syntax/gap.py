"""`[[...]]`: a gap to fill in.

Runs before links, so that neither code, nor escapes, nor reference links inside the brackets break it. What looks like
a link with brackets in its text, `[[1]](https://...)`, stays a link.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

LONGEST = 1_000
"""Characters of a gap: answers are short, and an unclosed gap must not make every later one look to the end."""

_CODE = re.compile(r"\[\[\s*(`+)")
_LINK = re.compile(r"\([^()\s]*[/.#:][^()\s]*\)")


def _body_end(source: str, start: int, limit: int) -> int:
    """Where the closing brackets of a gap begin, or -1; `start` is that of its opening brackets."""
    code = _CODE.match(source, start, limit)
    if code:
        closing = source.find(f"{code[1]}]]", code.end(), limit)
        if closing >= 0:
            return closing + len(code[1])  # [[`a[b[0]]`]] is the gap `a[b[0]]`, as code
    end = source.find("]]", start + 2, limit)
    if end < 0:
        return -1
    while source.startswith("]", end + 2) and end + 2 < limit:
        end += 1  # [[a[0]]] is the gap a[0]
    return end


def _gap(state: StateInline, silent: bool) -> bool:
    source, start = state.src, state.pos
    if not source.startswith("[[", start):
        return False
    end = _body_end(source, start, min(state.posMax, start + LONGEST))
    if end < 0:
        return False
    body = source[start + 2 : end]
    if not body.strip() or _LINK.match(source, end + 2, state.posMax):
        return False
    if not silent:
        token = state.push("gap", "", 0)
        token.content = body
        token.meta = {"line": source.count("\n", 0, start), "column": start - source.rfind("\n", 0, start) - 1}
    state.pos = end + 2
    return True


def gap(md: MarkdownIt) -> None:
    """Add the rule."""
    md.inline.ruler.before("link", "gap", _gap)
