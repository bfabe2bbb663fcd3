"""Ids that are used once, and questions that stand in a quiz twice."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lessons.blocks import Code
from lessons.problem import Finding, Problem
from quizzes import findings
from quizzes.identity import Numbering, collapsed, content
from quizzes.model import Choice, Matching, Ordering, Output, Question, Typed
from quizzes.parse.page import Page


def told_apart(page: Page, questions: Sequence[Question]) -> tuple[Question, ...]:
    """The questions with ids of their own, and what is wrong with those that are there twice."""
    faults: dict[int, list[Problem]] = defaultdict(list)
    alike: dict[str, list[int]] = defaultdict(list)
    taken: dict[str, int] = {}
    ids = _ids(questions)
    for index, question in enumerate(questions):
        alike[question.identity].append(index)
        if question.explicit and question.id in taken:
            other = f"{page.path}:{taken[question.id]}"
            faults[index].append(
                page.at(findings.QUESTION_ID_TAKEN, question.line, question.id, id=question.id, other=other)
            )
        elif question.explicit:
            taken[question.id] = question.line
    for indices in alike.values():
        if len(indices) > 1:
            _compare(page, questions, indices, faults)
    return tuple(
        replace(question, id=id_, faults=(*question.faults, *faults[index]))
        if id_ != question.id or index in faults
        else question
        for index, (id_, question) in enumerate(zip(ids, questions, strict=True))
    )


def _ids(questions: Sequence[Question]) -> list[str]:
    """An id for each: its own where an author gave it first, else one that no author has given."""
    numbering = Numbering()
    given: dict[str, int] = {}
    for index, question in enumerate(questions):
        if question.explicit and given.setdefault(question.id, index) == index:
            numbering.take(question.id)
    return [
        question.id if question.explicit and given[question.id] == index else numbering.take(question.id)
        for index, question in enumerate(questions)
    ]


def _compare(
    page: Page, questions: Sequence[Question], indices: Sequence[int], faults: dict[int, list[Problem]]
) -> None:
    """Find fault with questions of the same words, options and gaps: with all of them where their keys differ.

    Those whose words differ in case or in the form of their characters are the same only where their keys are.
    """
    exact = {index: tuple(_exact(questions[index])) for index in indices}
    keyed = frozenset(index for index in indices if _has_key(questions[index]))
    keys: dict[object, dict[str, int]] = defaultdict(dict)
    for index in indices:
        if index in keyed:
            keys[exact[index]].setdefault(questions[index].key, index)
    first: dict[object, int] = {}
    for index in indices:
        question = questions[index]
        known = keys[exact[index]] if index in keyed else {}
        if len(known) > 1:
            other = next(first for key, first in known.items() if key != question.key)
            faults[index].append(_problem(page, findings.CONFLICTING_KEY, question, questions[other]))
        elif (same := min(first.get(exact[index], index), first.get(question.key, index))) != index:
            faults[index].append(_problem(page, findings.DUPLICATE_QUESTION, question, questions[same]))
        first.setdefault(exact[index], index)
        first.setdefault(question.key, index)


def _exact(question: Question) -> Iterator[object]:
    """What is asked, with its case and its code as they are: `ls -r` and `ls -R` are two questions."""
    yield collapsed(question.stem)
    for block in question.body:
        yield block.text if isinstance(block, Code) else collapsed(content((block,)))
    if isinstance(question, Choice):
        yield frozenset(collapsed(f"{option.source}\n{content(option.blocks)}") for option in question.options)


def _has_key(question: Question) -> bool:
    """Whether something is right, and something else is not: nobody is wrong in a reflection."""
    if isinstance(question, Choice | Typed):
        return bool(question.right)
    return isinstance(question, Output | Ordering | Matching)


def _problem(page: Page, finding: Finding, question: Question, other: Question) -> Problem:
    return page.problem(finding, question.line or 1, other=str(other.line or 1))
