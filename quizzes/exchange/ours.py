"""Questions of ours as they are written, and what no format can say of their quiz."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from lessons.blocks import Block, Heading
from lessons.inline import Image, Inline, Link, every
from lessons.markdown import read_inline
from lessons.parse import DEFAULT_PASS_MARK
from quizzes.exchange import wordings
from quizzes.exchange.blocks import markdown
from quizzes.exchange.passage import filled
from quizzes.exchange.worth import settled_weights
from quizzes.exchange.written import Answer, Loss, Pair, Step, Written, one_line
from quizzes.model import (
    Choice,
    Cloze,
    Feedback,
    Matching,
    Mode,
    Ordering,
    Output,
    Question,
    Quiz,
    Reflection,
    Scoring,
    Typed,
)
from quizzes.parse.comment import is_comment
from quizzes.parse.metadata import Type

_BESIDE = re.compile(r"(?!#|[A-Za-z][A-Za-z0-9+.-]*:|//).")
"""An address that names a file, not a place in the text or on the web."""

UNDER_A_QUESTION = 4
"""The level of a heading that only goes on with a question."""


def written(question: Question) -> Written:
    """A question as it is written."""
    answers = tuple(_answers(question)) if isinstance(question, Choice) else ()
    scoring = _scoring(question)
    if answers:
        answers, scoring = settled_weights(answers, scoring, many=question.type == Type.MULTIPLE)
    return Written(
        type=Type(question.type),
        id=question.id,
        label=question.label,
        stem=one_line(question.stem),
        body=markdown(question.body),
        hints=tuple(markdown(hint) for hint in question.hints),
        answers=answers,
        gaps=question.gaps if isinstance(question, Typed) else (),
        passage=_passage(question) if isinstance(question, Cloze) else "",
        steps=_steps(question),
        pairs=_pairs(question) if isinstance(question, Matching) else (),
        output=question.expected if isinstance(question, Output) else "",
        explanation=markdown(_deepened(question.explanation)),
        section=one_line(question.section),
        points=1.0 if isinstance(question, Reflection) else question.points,
        difficulty=question.difficulty,
        tags=question.tags,
        objective=question.objective,
        time=question.time,
        scoring=scoring,
        shuffled=question.shuffled if isinstance(question, Choice) else False,
        line=question.line,
    )


def _deepened(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """An explanation whose headings stand below the question's own."""
    return tuple(
        replace(block, level=max(block.level, UNDER_A_QUESTION)) if isinstance(block, Heading) else block
        for block in blocks
    )


def _passage(question: Cloze) -> str:
    """The text of a cloze with the sources of its gaps in the place of their numbers."""
    return filled(question.passage, [f"[[{gap.source}]]" for gap in question.gaps], "[[{}]]")


def _scoring(question: Question) -> Scoring:
    """The way of scoring, where it makes a difference to what an answer is worth."""
    match question:
        case Ordering() | Output():
            return Scoring.EXACT if question.scoring is Scoring.EXACT else Scoring.PARTIAL
        case Choice(type=Type.MULTIPLE):
            return question.scoring
        case Choice(options=options) if any(one.weight is not None for one in options):
            return question.scoring
    return Scoring.EXACT


def _steps(question: Question) -> tuple[Step, ...]:
    match question:
        case Ordering(entries=entries) | Reflection(rubric=entries):
            return tuple(Step(one_line(one.source), markdown(one.blocks)) for one in entries)
    return ()


def _pairs(question: Matching) -> tuple[Pair, ...]:
    left = {one.id: one for one in question.left}
    right = {one.id: one for one in question.right}
    matched = [(left[one].source, right[other]) for one, other in question.pairs]
    used = {other for _one, other in question.pairs}
    rest = [("", one) for one in question.right if one.id not in used]
    return tuple(
        Pair(one_line(source), one_line(partner.source), markdown(partner.blocks))
        for source, partner in [*matched, *rest]
    )


def _answers(question: Choice) -> Iterable[Answer]:
    for option in question.options:
        yield Answer(
            text=option.source,
            right=option.right,
            body=markdown(option.blocks),
            feedback=markdown(option.feedback),
            weight=option.weight,
            fixed=option.fixed,
        )


def askable(quiz: Quiz, references: Mapping[str, tuple[str, str]]) -> tuple[list[Written], list[Loss]]:
    """The questions of a quiz that can be written elsewhere, and what cannot go with them into any format.

    Args:
        quiz: Ours.
        references: The link definitions of its file, which stand in no question.
    """
    found: list[Written] = []
    lost = list(_settings(quiz))
    for question in quiz.questions:
        if not question.askable:
            lost.append(Loss(question.line, question.id, wordings.NOT_ASKABLE, question.type, whole=True))
            continue
        one = written(question)
        found.append(one)
        texts = list(_texts(one))
        if references and any(read_inline(text, references) != read_inline(text, {}) for text in texts):
            lost.append(Loss(question.line, question.id, wordings.REFERENCES))
        files = dict.fromkeys(file for text in texts if "](" in text for file in _files(read_inline(text, {})))
        lost += [Loss(question.line, question.id, wordings.FILES, file) for file in files]
    return found, lost


def _files(inlines: Iterable[Inline]) -> Iterable[str]:
    """Where pictures and links lead that are files beside the quiz."""
    for node in every(inlines):
        if isinstance(node, Image | Link) and _BESIDE.match(node.address):
            yield node.address


def _texts(question: Written) -> Iterable[str]:
    """All texts of a question that may hold links."""
    yield from (question.stem, question.body, question.passage, question.explanation, *question.hints)
    for step in question.steps:
        yield from (step.text, step.body)
    for pair in question.pairs:
        yield from (pair.left, pair.right, pair.body)
    for one in question.answers:
        yield from (one.text, one.body, one.feedback)


def _settings(quiz: Quiz) -> Iterable[Loss]:
    """What a quiz says beside its questions."""
    if any(not is_comment(block) for block in quiz.introduction):
        yield Loss(0, "", wordings.INTRODUCTION)
    if any(not is_comment(block) for section in quiz.sections for block in section.introduction):
        yield Loss(0, "", wordings.INTRODUCTIONS)
    told = {
        "draw": quiz.draw or any(section.draw for section in quiz.sections),
        "time_limit": quiz.time_limit,
        "attempts": quiz.attempts,
        "shuffle: [questions]": quiz.shuffle_questions,
        "mode": quiz.mode is not Mode.PRACTICE,
        "feedback": quiz.feedback is not (Feedback.END if quiz.mode is Mode.EXAM else Feedback.IMMEDIATE),
        "pass_mark": quiz.pass_mark != DEFAULT_PASS_MARK,
    }
    for key, said in told.items():
        if said:
            yield Loss(0, "", wordings.SETTING, key)
