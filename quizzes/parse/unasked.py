"""Questions of types that cannot be asked yet: they are kept with their type's name, and say so."""

from collections.abc import Callable, Iterable

from lessons.blocks import Block, Code, Item, ListBlock, Paragraph, Quote, Table
from lessons.inline import Gap, Inline
from lessons.markdown import read_inline
from quizzes.findings import NOT_YET_ASKED
from quizzes.identity import identity_hash, key_hash
from quizzes.model import Question, Unreadable
from quizzes.parse.draft import Draft
from quizzes.parse.metadata import Type

_ARROWS = ("->", "→", "=>")


def unasked_type(draft: Draft, *, leaf: bool) -> Type | None:
    """The type of a section that has an answer body other than options; None where it has none.

    `leaf` says that no deeper heading follows: what only looks like a list to be ordered is then a part of a section.
    """
    if draft.metadata.type is Type.REFLECTION:
        return Type.REFLECTION
    if draft.options.items:
        return None
    return next((type_ for look in _LOOKS if (type_ := look(draft, leaf))), None)


def read_unasked(draft: Draft) -> Question | None:
    """A question that cannot be asked yet, with all that stands in it; None where there is nothing to answer."""
    type_ = unasked_type(draft, leaf=True)
    if type_ is None:
        return None
    draft.faults += draft.options.problems
    draft.faults.append(draft.page.problem(NOT_YET_ASKED, draft.place, type=type_.value))
    source = draft.source()
    asked = draft.asked(identity=identity_hash(draft.canonical_stem(), (), (source,)), key=key_hash((source,)))
    return Unreadable(**asked, type=type_.value)


def _gaps(draft: Draft, _leaf: bool) -> Type | None:
    """`[[...]]` in running text, or in code that is marked for it."""
    alone: list[Gap] = []
    for source in _sources(draft.blocks):
        inlines = read_inline(source, {}) if "[[" in source else ()
        gaps = [inline for inline in _all(inlines) if isinstance(inline, Gap)]
        if gaps and len(inlines) > 1:
            return Type.CLOZE
        alone += gaps
    if any(isinstance(block, Code) and block.info.split()[1:] == ["cloze"] for block in draft.blocks):
        return Type.CLOZE
    if len(alone) != 1:
        return Type.CLOZE if alone else None
    return Type.NUMERIC if alone[0].body.lstrip().startswith("=") else Type.TEXT


def _sources(blocks: Iterable[Block | Item]) -> Iterable[str]:
    for block in blocks:
        match block:
            case Paragraph(source=source):
                yield source
            case ListBlock(items=items):
                yield from _sources(items)
            case Item(blocks=inner) | Quote(blocks=inner):
                yield from _sources(inner)
            case Table(rows=rows):
                for row in rows:
                    yield from row


def _all(inlines: Iterable[Inline]) -> Iterable[Inline]:
    for inline in inlines:
        yield inline
        yield from _all(getattr(inline, "children", ()))


def _matching(draft: Draft, _leaf: bool) -> Type | None:
    """A list in which every item is `left -> right`."""
    for block in draft.blocks:
        if isinstance(block, ListBlock) and all(_is_match(item.blocks) for item in block.items):
            return Type.MATCHING
    return None


def _is_match(blocks: Iterable[Block]) -> bool:
    first = next(iter(blocks), None)
    return isinstance(first, Paragraph) and any(f" {arrow} " in f" {first.source}" for arrow in _ARROWS)


def _output(draft: Draft, _leaf: bool) -> Type | None:
    """A fence with the info string `output`."""
    return Type.OUTPUT if any(isinstance(block, Code) and block.info == "output" for block in draft.blocks) else None


def _ordering(draft: Draft, leaf: bool) -> Type | None:
    """A numbered list as the last block."""
    last = draft.blocks[-1] if draft.blocks else None
    wanted = leaf or draft.own.type is Type.ORDERING
    return Type.ORDERING if wanted and isinstance(last, ListBlock) and last.ordered else None


_LOOKS: tuple[Callable[[Draft, bool], Type | None], ...] = (_gaps, _matching, _output, _ordering)
