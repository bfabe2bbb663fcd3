"""What of a question can be found: what everybody sees before answering, and what only an answer brings to light."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lessons.blocks import Block
from lessons.code_gaps import fill_gaps
from lessons.passages import passages
from quizzes.model import Choice, Cloze, Entry, Matching, Ordering, Output, Question, Typed

_GAP = "___"


@dataclass(frozen=True, slots=True)
class QuestionText:
    """The texts of a question, as inline sources."""

    shown: tuple[str, ...]
    """The stem first, then all that is asked, in an order that tells nothing."""
    told: tuple[str, ...]
    """Explanation, feedback, hints and right answers: only for whoever has answered."""


def texts_of(question: Question) -> QuestionText:
    """The texts of a question."""
    shown = [question.stem, *_sources(question.body)]
    told = [source for hint in question.hints for source in _sources(hint)]
    match question:
        case Choice(options=options):
            for option in options:
                shown += (option.source, *_sources(option.blocks))
                told += _sources(option.feedback)
        case Cloze(passage=passage):
            shown += _sources(passage)
        case Ordering(entries=entries):
            shown += sorted(_entries(entries))
        case Matching(left=left, right=right):
            shown += (*_entries(left), *sorted(_entries(right)))
        case Output(expected=expected):
            told.append(expected)
    if isinstance(question, Typed):
        told += question.right
    told += _sources(question.explanation)
    return QuestionText(
        tuple(_without_answers(one) for one in shown if one.strip()), tuple(one for one in told if one.strip())
    )


def _without_answers(source: str) -> str:
    """What stands in a gap is what somebody is to find out."""
    return fill_gaps(source, lambda _body: _GAP) if "[[" in source else source


def _entries(entries: Sequence[Entry]) -> Iterator[str]:
    return (" ".join((entry.source, *_sources(entry.blocks))) for entry in entries)


def _sources(blocks: Sequence[Block]) -> Iterator[str]:
    return (passage.source for passage in passages(blocks))
