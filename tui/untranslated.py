"""What a lesson asks in its text where its translation asks nothing: at the end, in the original's words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lessons.blocks import Block, Callout, Check, Paragraph
from lessons.model import Document
from tui.i18n import _


def with_checks_of(document: Document, original: Document, checks: int) -> Document:
    """A translated lesson with the last checks of its original at its end, where it has fewer than so many."""
    missing = checks - sum(isinstance(block, Check) for block in document.blocks)
    if missing <= 0:
        return document
    asked = [block for block in original.blocks if isinstance(block, Check)][-missing:]
    end = max((block.end for block in document.blocks), default=0)
    return replace(document, blocks=(*document.blocks, *_told(asked, end + 1)))


def _told(checks: Sequence[Check], line: int) -> Iterator[Block]:
    """That they are not translated, and the checks; their lines are such as the lesson's file does not have."""
    said = _("These questions are not translated yet: they are in the words of the original.")
    yield Callout(line=line, end=line, kind="note", title="", blocks=(Paragraph(line=line, end=line, source=said),))
    for check in checks:
        line += 1
        height = check.end - check.line
        yield replace(check, line=line, end=line + height)
        line += height
