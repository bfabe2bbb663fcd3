"""The one markdown-it set-up of the product: blocks as tokens, and running text when somebody needs it."""

from collections.abc import Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin

from lessons.clean import clean
from lessons.inline import Inline, Text
from lessons.inline_tree import inline_tree
from lessons.light import dataclass
from lessons.syntax.bounds import DEEPEST, MOST_LINES, MOST_STEPS, TooManyBlocksError, bounds
from lessons.syntax.box import box
from lessons.syntax.callout import callout
from lessons.syntax.check_tag import check_tag
from lessons.syntax.emphasis import emphasis
from lessons.syntax.footnote_mark import defined_footnotes, footnote_key, footnotes
from lessons.syntax.gap import gap
from lessons.syntax.order import order
from lessons.syntax.rule import rule
from lessons.syntax.running_text import running_text

_LONGEST_SOURCE = 32 * 1024
"""Characters of running text that are read for marks; a longer paragraph is shown as it is written."""

_DEEPEST_BRACKETS = 8
"""Brackets inside brackets among which links are looked for; each level reads the rest of a paragraph again."""


class _Markdown(MarkdownIt):
    """Leaves addresses as their author wrote them: whoever opens one encodes it, and shows it first."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - markdown-it's name
        return link


def _set_up(deepest: int) -> MarkdownIt:
    md = _Markdown("commonmark", {"maxNesting": deepest}).enable(["table", "strikethrough"])
    ours = (footnotes, deflist_plugin, callout, emphasis, gap, box, rule, order, check_tag, running_text, bounds)
    for plugin in ours:
        md.use(plugin)
    return md


_BLOCKS = _set_up(DEEPEST + 8)  # our own bound comes first, and keeps the text that markdown-it's would drop
_INLINE = _set_up(_DEEPEST_BRACKETS)


class _References:
    """A document's references, as markdown-it asks for them."""

    def __init__(self, pairs: Mapping[str, tuple[str, str]]) -> None:
        self._pairs = pairs

    def get(self, label: str, default: None = None) -> dict[str, str] | None:
        pair = self._pairs.get(label)
        return default if pair is None else {"href": pair[0], "title": pair[1]}


@dataclass(frozen=True, slots=True)
class Blocks:
    """What the block parser found in a text."""

    tokens: Sequence[Token]
    """Inline tokens keep their source unread."""
    references: Mapping[str, tuple[str, str]]
    defined_twice: Sequence[tuple[str, int]]
    """Labels of link definitions that count for nothing because an earlier one has their label, and their lines."""
    complete: bool
    """False where the text has more blocks than are read; the tokens are those of its first whole blocks."""
    steps: int
    """What it cost."""


def read_blocks(text: str, most_steps: int = MOST_STEPS) -> Blocks:
    r"""Find the blocks of a text with `\n` line ends."""
    tokens: list[Token] = []
    environment: dict[str, Any] = {"steps": 0, "most_steps": most_steps}
    beginning = _first_lines(text)
    complete = beginning is text
    try:
        _BLOCKS.block.parse(beginning, _BLOCKS, environment, tokens)
    except TooManyBlocksError:
        complete = False
        while tokens and not _is_whole(tokens[-1]):
            tokens.pop()
    else:
        if not complete:  # the last block may go on where the text was cut
            del tokens[max((place for place, token in enumerate(tokens) if _is_begun(token)), default=0) :]
    cost = int(environment["steps"]) + len(tokens)
    references = {
        label: (clean(reference["href"]), clean(reference["title"]))
        for label, reference in environment.get("references", {}).items()
    }
    references |= {footnote_key(label): ("", "") for label in defined_footnotes(environment)}
    twice = [(str(again["label"]), int(again["map"][0]) + 1) for again in environment.get("duplicate_refs", ())]
    return Blocks(tokens, references, twice, complete, cost)


def _first_lines(text: str) -> str:
    """As many lines of a text as are read; the same text where these are all."""
    if text.count("\n") <= MOST_LINES:
        return text
    return "\n".join(text.split("\n", MOST_LINES)[:MOST_LINES])


def _is_whole(token: Token) -> bool:
    """Whether a token ends a block that stands in no other."""
    return token.level == 0 and token.nesting != 1


def _is_begun(token: Token) -> bool:
    """Whether a token begins a block that stands in no other."""
    return token.level == 0 and token.nesting != -1


def read_inline(source: str, references: Mapping[str, tuple[str, str]]) -> tuple[Inline, ...]:
    """Read the running text of a paragraph, heading, cell or option.

    `references` are the document's. Comments are left out; raw HTML other than `<kbd>` and `<br>` stays as text.
    """
    if len(source) > _LONGEST_SOURCE:
        return (Text(source),)
    tokens: list[Token] = []
    _INLINE.inline.parse(source, _INLINE, {"references": _References(references)}, tokens)
    return inline_tree(tokens)
