"""The order in which block rules are asked, and which lines they are asked about at all.

First come those for which most lines of lessons and quizzes are. No line can be a heading, a rule or an item of a list
and at the same time a fence, a quote or indented code, so it is the same whichever is asked first. A table is asked
before all of them, a rule before lists, as CommonMark has it.

Most of CommonMark's rules want one of few characters at the beginning of a line. They look for it last, and each line
is put to several rules several times; so the character is looked at before a rule is asked.
"""

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, fence, heading, html_block, list_block, reference
from mdit_py_plugins.footnote.index import footnote_def

_Rule = Callable[[StateBlock, int, int, bool], bool]

_ENDS = ["paragraph", "reference", "blockquote"]
_ENDS_ALL = [*_ENDS, "list"]
_EARLY: tuple[tuple[str, _Rule, str], ...] = (("heading", heading, "#"), ("list", list_block, "-*+0123456789"))
"""Rules that are asked earlier than CommonMark does, with the characters that their lines begin with."""
_IN_PLACE: tuple[tuple[str, _Rule, str, list[str]], ...] = (
    ("fence", fence, "`~", _ENDS_ALL),
    ("blockquote", blockquote, ">", _ENDS_ALL),
    ("html_block", html_block, "<", _ENDS),
    ("footnote_def", footnote_def, "[", ["paragraph", "reference"]),
    ("reference", reference, "[", []),
)
"""Rules that stay where they are, with those characters, and with what they end."""


def _only_at(characters: str, rule: _Rule) -> _Rule:
    """The rule, which is asked about no line that begins with another character."""
    begins = frozenset(characters)

    def asked(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        place = state.bMarks[start_line] + state.tShift[start_line]
        return state.src[place : place + 1] in begins and rule(state, start_line, end_line, silent)

    return asked


def order(md: MarkdownIt) -> None:
    """Put headings and lists before what is rarer (the rule for `---` stands before both), and spare vain questions."""
    for name, rule, characters in _EARLY:
        md.disable(name)
        md.block.ruler.before("code", f"early_{name}", _only_at(characters, rule), {"alt": _ENDS})
    for name, rule, characters, ends in _IN_PLACE:
        md.block.ruler.at(name, _only_at(characters, rule), {"alt": ends})
