"""A question and its answer for somebody who only reads them: the two sides of a card, the cells of a table."""

import re
from collections.abc import Sequence

from quizzes.exchange import foreign
from quizzes.exchange.blocks import fenced
from quizzes.exchange.passage import emptied
from quizzes.exchange.text import escaped
from quizzes.exchange.written import Step, Written
from quizzes.parse.metadata import Type

_MARK = re.compile("\ue000([0-9]+)\ue001")


def asked(question: Written) -> str:
    """All that is shown before the answer, as Markdown."""
    passage = _MARK.sub(r"(\1) …", emptied(question.passage)) if question.passage else ""
    numbered = "\n".join(f"{number}. {_set_in(one)}" for number, one in enumerate(offered(question), 1))
    return "\n\n".join(part for part in (question.question, passage, numbered) if part)


def offered(question: Written) -> list[str]:
    """What there is to choose from, each as Markdown, in an order that tells nothing of things to put in order."""
    match question.type:
        case Type.ORDERING:
            return sorted((_whole(one) for one in question.steps), key=lambda text: foreign.said(text).casefold())
        case Type.MATCHING:
            rights = sorted({one.right for one in question.pairs}, key=lambda text: foreign.said(text).casefold())
            return [one.left for one in question.pairs if one.left] + [f"… {one}" for one in rights]
    picks = [f"({number}) {_joined(gap.offered)}" for number, gap in enumerate(question.gaps, 1) if gap.offered]
    return [one.whole for one in question.answers] or picks


def right(question: Written) -> list[str]:
    """What is right, each as Markdown."""
    match question.type:
        case Type.ORDERING | Type.REFLECTION:
            return [_whole(one) for one in question.steps]
        case Type.MATCHING:
            return [f"{one.left} → {one.right}" for one in question.pairs if one.left]
        case Type.OUTPUT:
            return [question.output]
        case Type.CLOZE:
            return [f"({number}) {_joined(gap.right)}" for number, gap in enumerate(question.gaps, 1)]
    return [one.whole for one in question.answers if one.right] or [
        escaped(text) for gap in question.gaps for text in gap.right
    ]


def answered(question: Written) -> str:
    """What is right, and why, as Markdown."""
    found = right(question)
    if question.type is Type.OUTPUT:
        told = fenced(question.output)
    elif question.type is Type.ORDERING:
        told = "\n".join(f"{number}. {_set_in(one)}" for number, one in enumerate(found, 1))
    else:
        told = "\n".join(f"- {_set_in(one)}" for one in found)
    return "\n\n".join(part for part in (told, question.explanation) if part)


def _whole(step: Step) -> str:
    return "\n\n".join(part for part in (step.text, step.body) if part)


def _joined(texts: Sequence[str]) -> str:
    return " | ".join(escaped(text) for text in texts)


def _set_in(text: str) -> str:
    return text.replace("\n", "\n   ")
