"""Questions answered by choosing: single choice, multiple choice, true or false."""

from collections import Counter
from collections.abc import Iterable, Sequence

from lessons.blocks import Block, Quote
from quizzes.findings import BROKEN_BRACES, VALUE
from quizzes.identity import Numbering, canonical, content, identity_hash, key_hash, option_id
from quizzes.model import Multiple, Option, Question, Single, TrueFalse
from quizzes.parse.attributes import NONE, broken_braces, take_attributes
from quizzes.parse.draft import AnswerBody, Draft
from quizzes.parse.faults import FAULTS, Kind
from quizzes.parse.figures import signed
from quizzes.parse.metadata import Type
from quizzes.parse.options import OptionDraft
from quizzes.parse.page import Page
from quizzes.parse.words import speaks_of_the_others, true_false_keys

_KINDS: dict[Type, Kind] = {Type.SINGLE: Single, Type.MULTIPLE: Multiple, Type.TRUE_FALSE: TrueFalse}
_TYPES_OF_OPTIONS = "single or multiple where there are options, or true-false where they are such a pair"
_OF_A_PAIR = 2

OPTION_KEYS = ("weight",)
OPTION_CLASSES = ("fixed",)
"""What an option may say in braces at its end."""


def find_choice(draft: Draft, _leaf: bool) -> AnswerBody | None:
    """The options, which stand apart from the blocks already; which of the choice types it is shows when it is read."""
    return AnswerBody(Type.SINGLE) if draft.options.items else None


def read_choice(draft: Draft) -> Question:
    """A question with options."""
    items = draft.options.items
    said = [_take_attributes(draft.page, item) for item in items]
    texts = [canonical(_words(item)) for item in items]
    pair = true_false_keys(texts) if len(items) == _OF_A_PAIR else None
    kind = _kind(draft, items, pair=pair is not None)
    unique = texts if len(set(texts)) == len(texts) else _told_apart(items, texts)
    ids = pair if pair and kind is TrueFalse else [option_id(text) for text in unique]
    options = tuple(
        [
            Option(
                id=id_,
                source=item.source,
                blocks=tuple(item.blocks),
                right=item.ticked,
                feedback=_unquoted(item.feedback) if item.feedback else (),
                line=item.line,
                weight=weight,
                fixed=fixed or kind is TrueFalse or speaks_of_the_others(text),
            )
            for id_, item, text, (weight, fixed) in zip(ids, items, texts, said, strict=True)
        ]
    )
    draft.faults += draft.options.problems
    for fault in FAULTS:
        draft.faults += fault(draft, kind, options)
    shuffled = bool(draft.metadata.shuffle) and kind is not TrueFalse
    asked = draft.asked(
        identity=identity_hash(draft.canonical_stem(), texts),
        key=key_hash([text for text, item in zip(unique, items, strict=True) if item.ticked]),
        shuffled=shuffled,
    )
    return kind(**asked, options=options, shuffled=shuffled)


def _kind(draft: Draft, items: Sequence[OptionDraft], *, pair: bool) -> Kind:
    """What the author says, else what the options look like."""
    said = draft.metadata.type
    if said is not None:
        if said in _KINDS and (said is not Type.TRUE_FALSE or pair):
            return _KINDS[said]
        draft.page.problems.append(draft.page.at(VALUE, draft.place, "type", key="type", expected=_TYPES_OF_OPTIONS))
    if pair:
        return TrueFalse
    if items[0].ordered and all(item.ordered for item in items):
        return Single
    return Multiple if draft.page.quizdown or sum([item.ticked for item in items]) > 1 else Single


def _take_attributes(page: Page, item: OptionDraft) -> tuple[float | None, bool]:
    """Weight and fixedness of an option, taken off its source."""
    item.source = item.source.strip()
    if not item.source.endswith("}"):
        return None, False
    found, item.source = take_attributes(item.source, keys=OPTION_KEYS, classes=OPTION_CLASSES)
    if found is NONE and (braces := broken_braces(item.source, keys=OPTION_KEYS)):
        page.problems.append(page.at(BROKEN_BRACES, item.line, braces, braces=braces))
    for name in found.unknown:
        page.problems.append(page.unknown_key(name, item.line, (*OPTION_KEYS, *OPTION_CLASSES)))
    written = found.values.get("weight")
    percent = None if written is None else signed(written.removesuffix("%"))
    if written is not None and percent is None:
        page.problems.append(page.at(VALUE, item.line, "weight", key="weight", expected="a number of percent"))
    return None if percent is None else percent / 100, "fixed" in found.classes


def _words(item: OptionDraft) -> str:
    """All that an option says, its code included."""
    return f"{item.source}\n{content(item.blocks)}" if item.blocks else item.source


def _told_apart(items: Sequence[OptionDraft], texts: Sequence[str]) -> list[str]:
    """The options' texts as they are where only their case or look differs, else numbered: all of them different."""
    times = Counter(texts)
    exact = [
        " ".join(_words(item).split()) if times[text] > 1 else text for item, text in zip(items, texts, strict=True)
    ]
    numbering = Numbering()
    return [numbering.take(text) for text in exact]


def _unquoted(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Feedback without the quotes that made it feedback."""
    return tuple(inner for block in blocks for inner in (block.blocks if isinstance(block, Quote) else (block,)))
