"""A quiz file, cut at its headings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lessons.blocks import Block, Heading, Rule
from quizzes import findings
from quizzes.parse.comment import is_comment, read_settings_of, take_comment, tell_late
from quizzes.parse.draft import Draft
from quizzes.parse.heading import take_heading
from quizzes.parse.label import lone_label
from quizzes.parse.metadata import NOTHING
from quizzes.parse.options import holds_boxes, read_options
from quizzes.parse.page import Page
from quizzes.parse.settings import Settings

MOST_HEADINGS = 4_000
"""Five times what the largest real quiz has: reading them takes a second."""

_PAIRS = re.compile(r"\s*[A-Za-z][\w-]*:[ \t][^\n]*(?:\n\s*[A-Za-z][\w-]*:[ \t][^\n]*)*")


@dataclass(slots=True)
class _Part:
    """A heading with what stands under it, up to the next one."""

    heading: Heading | None
    settings: Heading | None = None
    """What quizdown writes between two `---` under a heading, which Markdown takes for a heading."""
    blocks: list[Block] = field(default_factory=list)

    @property
    def line(self) -> int:
        """Of the heading; 0 before the first one."""
        return self.heading.line if self.heading else 0


def split(page: Page, blocks: Sequence[Block], settings: Settings) -> list[Draft]:
    """The sections of the file, each with what its heading says, its options told from the rest."""
    parts = _parts(page, blocks)
    if len(parts) > MOST_HEADINGS:
        line = parts[MOST_HEADINGS].line
        page.problems.append(page.problem(findings.TOO_MANY_HEADINGS, line, most=str(MOST_HEADINGS)))
        page.end = line - 1
        del parts[MOST_HEADINGS:]
    if settings.question:
        parts = _one_question(parts, blocks)
    drafts = [_draft(page, part, settings) for part in parts]
    for draft, following in pairwise(drafts):
        draft.end = following.line - 1
    return drafts


def _parts(page: Page, blocks: Sequence[Block]) -> list[_Part]:
    parts = [_Part(None)]
    for block in blocks:
        part = parts[-1]
        if not isinstance(block, Heading):
            part.blocks.append(block)
        elif _is_quizdown(part, block):
            part.settings = block
            part.blocks.clear()
        else:
            parts.append(_Part(block))
            if block.underlined:
                page.problems.append(page.problem(findings.SETEXT_HEADING, block.line))
    return parts if parts[0].blocks else parts[1:]


def _is_quizdown(part: _Part, block: Heading) -> bool:
    """Whether a heading is made of settings between two `---`, the first thing under the heading before."""
    opened = part.heading is not None and len(part.blocks) == 1 and isinstance(part.blocks[0], Rule)
    return opened and block.underlined and _PAIRS.fullmatch(block.source) is not None


def _one_question(parts: list[_Part], blocks: Sequence[Block]) -> list[_Part]:
    """The question in the front matter has the whole file, unless several headings have options of their own."""
    if sum(holds_boxes(part.blocks) for part in parts) <= 1:
        return [_Part(None, blocks=list(blocks))]
    return parts if parts[0].heading is None else [_Part(None), *parts]


def _draft(page: Page, part: _Part, settings: Settings) -> Draft:
    heading, blocks = part.heading, part.blocks
    place = heading.line if heading else page.front.lines.get("question") or (blocks[0].line if blocks else 1)
    draft = Draft(page=page, heading=heading, place=place, end=page.end)
    source = heading.source if heading else settings.question
    said = take_heading(page, draft, source) if source else NOTHING
    every = list(blocks)
    if part.settings:
        draft.own = said.over(read_settings_of(page, part.settings.source, part.settings.line))
    else:
        draft.own = said.over(take_comment(page, blocks))
    draft.options = read_options(page, blocks)
    draft.blocks = draft.options.before
    # Where nothing is asked before the first heading, nothing can be said about it either.
    heard = not part.settings and (heading or source or draft.options.items)
    tell_late(page, every[1:] if heard else every)
    if not draft.label and not all(map(is_comment, draft.blocks)) and (label := lone_label(draft.stem)):
        draft.label, draft.stem, draft.lone = label, "", draft.stem  # the words of the question stand under the heading
    return draft
