"""`[^label]` in running text, where the document has such a footnote."""

import re
from collections.abc import MutableMapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote.index import footnote_def

_MARK = re.compile(r"\[\^([^\]\s]{1,200})\]")


def footnote_key(label: str) -> str:
    """The key of a footnote among the references; its brackets keep it apart from every link's label."""
    return f"[^{normalizeReference(label)}]"


def defined_footnotes(environment: MutableMapping[str, Any]) -> tuple[str, ...]:
    """The labels of the footnotes that the block parser met."""
    notes = environment.get("footnotes", {}).get("refs", {})
    return tuple(label.removeprefix(":") for label in notes)


def _footnote_mark(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[^", state.pos):
        return False
    found = _MARK.match(state.src, state.pos, state.posMax)
    if found is None or state.env["references"].get(footnote_key(found[1])) is None:
        return False
    if not silent:
        state.push("footnote_mark", "", 0).content = found[1]
    state.pos = found.end()
    return True


def footnotes(md: MarkdownIt) -> None:
    """Add the mark in running text and the plugin's rule for the notes themselves."""
    md.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    md.inline.ruler.before("link", "footnote_mark", _footnote_mark)
