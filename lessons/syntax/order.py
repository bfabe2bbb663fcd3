"""The order in which block rules are asked: first those for which most lines of lessons and quizzes are.

No line can be a heading, a rule or an item of a list and at the same time a fence, a quote or indented code, so it is
the same whichever is asked first. A table is asked before all of them, a rule before lists, as CommonMark has it.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_block import heading, list_block

_ENDS = ["paragraph", "reference", "blockquote"]


def order(md: MarkdownIt) -> None:
    """Put headings and lists before what is rarer; the rule for `---` stands before both."""
    for name, rule in (("heading", heading), ("list", list_block)):
        md.disable(name)
        md.block.ruler.before("code", f"early_{name}", rule, {"alt": _ENDS})
