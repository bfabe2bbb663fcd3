"""What options are worth elsewhere, in percent <-> our ways of scoring."""

from collections.abc import Sequence
from dataclasses import replace

from quizzes.exchange.written import Answer, Written, answer
from quizzes.identity import canonical
from quizzes.model import Scoring
from quizzes.parse.metadata import Type
from quizzes.parse.words import true_false_keys

FULL = 100.0
"""Per cent."""
_FEWEST_WRONG = 2
_OF_A_PAIR = 2
_NEAR = 5e-4


def share_of(percent: float) -> float:
    """A percentage as a share; `33.33333` is a third, as those who write it mean it."""
    for parts in range(1, 21):
        count = round(percent * parts / FULL)
        if abs(percent - FULL * count / parts) < _NEAR:
            return float(f"{FULL * count / parts:.12g}") / FULL  # as it is read from percents again
    return percent / FULL


def percents(question: Written) -> list[float]:
    """What each option of a question adds to the mark in percent, with which others say how it is scored."""
    own = _percents(question.answers, question.scoring)
    if all((percent > 0) == one.right for percent, one in zip(own, question.answers, strict=True)):
        return own
    return _percents([replace(one, weight=None) for one in question.answers], question.scoring)


def _percents(answers: Sequence[Answer], scoring: Scoring) -> list[float]:
    right = sum(one.right for one in answers)
    wrong = len(answers) - right
    least = 0.0 if scoring is Scoring.PARTIAL_LENIENT else -FULL
    found = []
    for one in answers:
        usual = FULL / right if one.right else _usual_loss(scoring, wrong)
        counts = one.weight is not None and scoring is not Scoring.EXACT
        found.append(max(FULL * (one.weight or 0.0), least) if counts else usual)
    return found


def _usual_loss(scoring: Scoring, wrong: int) -> float:
    return {
        Scoring.EXACT: -FULL,
        Scoring.PARTIAL: -FULL / max(wrong, _FEWEST_WRONG),
        Scoring.PARTIAL_LENIENT: 0.0,
    }[scoring]


def several(
    options: Sequence[tuple[str, float, str]], *, exact: bool = False
) -> tuple[tuple[Answer, ...], Scoring] | None:
    """The options of a question with several right ones, by what each adds to the mark; None where none is right.

    Percents add up: where each wrong option costs all, half of what is right is still worth half. That all of it is
    asked for, no percent says.

    Args:
        options: Text, percent and feedback of each.
        exact: Whether the file says in its own way that an answer is worth all or nothing.
    """
    shares = [share_of(percent) for _text, percent, _feedback in options]
    if not any(share > 0 for share in shares):
        return None
    weights, scoring = ([None] * len(shares), Scoring.EXACT) if exact else _weights(shares)
    weighed = zip(options, shares, weights, strict=True)
    return tuple(answer(text, share > 0, told, weight) for (text, _percent, told), share, weight in weighed), scoring


def _weights(shares: Sequence[float]) -> tuple[Sequence[float | None], Scoring]:
    """The weights of options that say what each adds to the mark; none where a way of scoring says it alone."""
    right = [share for share in shares if share > 0]
    wrong = [share for share in shares if share <= 0]
    if all(abs(share - 1 / len(right)) < _NEAR / FULL for share in right):
        ways = [way for way in Scoring if way is not Scoring.EXACT or len(right) == 1]
        for scoring in ways if wrong else (Scoring.PARTIAL,):
            if all(abs(FULL * share - _usual_loss(scoring, len(wrong))) < _NEAR for share in wrong):
                return [None] * len(shares), scoring
    return shares, Scoring.PARTIAL


def settled_weights(answers: tuple[Answer, ...], scoring: Scoring, *, many: bool) -> tuple[tuple[Answer, ...], Scoring]:
    """The options of a question, each with its weight wherever one of them counts, and none where that says nothing."""
    if sum(one.right for one in answers) == 1 and not many:
        kept = tuple(one if one.right or one.weight else replace(one, weight=None) for one in answers)
        weighed = scoring is Scoring.EXACT or any(one.weight is not None for one in kept)
        return kept, scoring if weighed else Scoring.EXACT
    if scoring is Scoring.EXACT or all(one.weight is None for one in answers):
        return answers, scoring
    own = _percents(answers, scoring)
    if not all((percent > 0) == one.right for percent, one in zip(own, answers, strict=True)):
        return answers, scoring
    weights, scoring = _weights([share_of(percent) for percent in own])
    return tuple(replace(one, weight=weight) for one, weight in zip(answers, weights, strict=True)), scoring


def is_all_or_nothing(question: Written) -> bool:
    """Whether an answer is worth all or nothing, which a file has to say beside its percents."""
    return question.type is Type.MULTIPLE and question.scoring is Scoring.EXACT


def is_said_by_percents(question: Written) -> bool:
    """Whether percents, and that an answer is worth all or nothing, tell how several right options are scored."""
    told = several(
        [(one.whole, percent, "") for one, percent in zip(question.answers, percents(question), strict=True)],
        exact=is_all_or_nothing(question),
    )
    if told is None:
        return False
    options, scoring = told
    alike = zip(options, question.answers, strict=True)
    return scoring is question.scoring and all(one.weight == other.weight for one, other in alike)


def one_of_several(options: Sequence[tuple[str, bool, float | None, str]]) -> tuple[tuple[Answer, ...], Scoring]:
    """The options of a question with one right one, some others of which may be worth a part of the mark.

    Args:
        options: Text, whether it is right, percent where it is worth something, and feedback of each.
    """
    shares = [None if percent is None else share_of(percent) for _text, _right, percent, _told in options]
    weighs = any(
        share is not None and share != (1 if option[1] else 0) for share, option in zip(shares, options, strict=True)
    )
    answers = tuple(
        answer(text, right, told, share if weighs and share != (1 if right else 0) else None)
        for (text, right, _percent, told), share in zip(options, shares, strict=True)
    )
    return answers, Scoring.PARTIAL if weighs else Scoring.EXACT


def type_of(answers: Sequence[Answer]) -> Type:
    """The type of a question by its options: with one right, a known pair such as yes and no is true or false."""
    if sum(one.right for one in answers) > 1:
        return Type.MULTIPLE
    texts = [canonical(one.whole) for one in answers]
    return Type.TRUE_FALSE if len(texts) == _OF_A_PAIR and true_false_keys(texts) else Type.SINGLE
