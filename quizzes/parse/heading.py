"""What a heading says beside its words: attributes behind them, a label before them."""

from quizzes.findings import BROKEN_BRACES, WEIGHT_ELSEWHERE
from quizzes.parse.attributes import NONE, broken_braces, lone_weight, take_attributes
from quizzes.parse.draft import Draft
from quizzes.parse.label import take_label
from quizzes.parse.metadata import CLASSES, KEYS, Metadata, read_metadata
from quizzes.parse.page import Page

_KNOWN = (*KEYS, *CLASSES)


def take_heading(page: Page, draft: Draft, source: str) -> Metadata:
    """Fill the draft's stem, label and id from the source of its heading; what it says about the question."""
    attributes, source = take_attributes(source, keys=KEYS, classes=CLASSES, ids=True)
    if attributes is NONE and (braces := broken_braces(source, keys=KEYS, ids=True)):
        page.problems.append(page.at(BROKEN_BRACES, draft.place, braces, braces=braces))
    elif attributes is NONE and (braces := lone_weight(source)):
        page.problems.append(page.at(WEIGHT_ELSEWHERE, draft.place, braces, braces=braces))
    draft.id = attributes.id
    draft.label, draft.stem = take_label(source)
    for name in attributes.unknown:
        page.problems.append(page.unknown_key(name, draft.place, _KNOWN))
    return read_metadata(page, attributes.values, lambda _key: draft.place, attributes.classes)


def asks(draft: Draft) -> bool:
    """Whether a heading has the looks of a question: a label, an id, a question mark, or words about points."""
    return bool(draft.label or draft.id or draft.stem.endswith(("?", "？")))
