"""Emphasis that works between Han characters.

CommonMark asks for a blank or punctuation around `**`, which Chinese does not write: `**重点（强调）**后面` would keep
its asterisks. Wide characters, and the punctuation that Chinese shares with English, count as neither here.
"""

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from lessons.inline import is_wide


def _is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _flanks(before: str, after: str, marker: str) -> tuple[bool, bool]:
    """Whether a run of markers between two characters can open and can close emphasis."""
    blank_before, blank_after = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
    wide_before, wide_after = is_wide(before), is_wide(after)
    punctuation_before, punctuation_after = _is_punctuation(before), _is_punctuation(after)
    narrow_before = punctuation_before and not wide_before
    narrow_after = punctuation_after and not wide_after
    left = not blank_after and (not narrow_after or blank_before or narrow_before or wide_before)
    right = not blank_before and (not narrow_before or blank_after or narrow_after or wide_after)
    if marker == "*":
        return left, right
    return left and (not right or punctuation_before), right and (not left or punctuation_after)


def _emphasis(state: StateInline, silent: bool) -> bool:
    source, start = state.src, state.pos
    marker = source[start]
    if silent or marker not in "_*":
        return False
    end = start
    while end < state.posMax and source[end] == marker:
        end += 1
    can_open, can_close = _flanks(
        source[start - 1] if start else " ", source[end] if end < state.posMax else " ", marker
    )
    for _ in range(end - start):
        state.push("text", "", 0).content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=end - start,
                token=len(state.tokens) - 1,
                end=-1,
                open=can_open,
                close=can_close,
            )
        )
    state.pos = end
    return True


def emphasis(md: MarkdownIt) -> None:
    """Put the rule in the place of CommonMark's own."""
    md.inline.ruler.at("emphasis", _emphasis)
