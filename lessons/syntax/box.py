"""`[x] ` at the very start of running text: a task-list box, shown as it is written, never a link."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_BOX = re.compile(r"\[[ xX]\](?=\s|$)")


def _box(state: StateInline, silent: bool) -> bool:
    if state.pos or not _BOX.match(state.src):
        return False
    if not silent:
        state.append_pending(state.src[:3])
    state.pos = 3
    return True


def box(md: MarkdownIt) -> None:
    """Add the rule."""
    md.inline.ruler.before("link", "box", _box)
