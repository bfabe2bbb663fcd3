"""What a question says that a foreign format has no place for: one rule for all of them."""

from collections.abc import Collection, Iterator

from quizzes.exchange import foreign
from quizzes.exchange.text import escaped
from quizzes.exchange.written import Loss, Written, answer
from quizzes.gap import Code, Number, Words
from quizzes.model import Scoring
from quizzes.number import read_number
from quizzes.parse.metadata import Type

POINTS = "its points: {detail}"
DIFFICULTY = "its difficulty: {detail}"
OBJECTIVE = "its objective: {detail}"
TIME = "its time: {detail} s"
TAGS = "its tags: {detail}"
HINTS = "its hints ({detail})"
CASE = "that the case of what is typed counts"
FEEDBACK = "the feedback of its options"
WEIGHTS = "weights of options that do not count in its way of scoring"
SCORING = "its way of scoring: {detail}"
EXPLANATION = "its explanation"
SECTION = "its section: {detail}"
FIXED = "that some options keep their places"
SHUFFLED = "whether its options are shuffled"
PERCENT_WITHIN = "that its tolerance is a percentage: {detail}"
RANGE = "that its range is told by its ends: {detail}"
RUBRIC = "its rubric"
SIDES = "the look of what is matched"
CODE = "that code is compared character by character"
DIGITS = "digits of the number {detail}"

FEATURES = (
    "id",
    "points",
    "difficulty",
    "objective",
    "time",
    "tags",
    "hints",
    "case",
    "feedback",
    "weights",
    "explanation",
    "section",
    "fixed",
    "range",
    "rubric",
    "sides",
    "shuffled",
)
"""What a question may have beside its words and its answers, by the names in which formats say what they carry."""


def lost_by(question: Written, carried: Collection[str]) -> Iterator[Loss]:
    """What of a question gets lost in a format that carries these features."""
    for feature, what, detail in _said(question):
        if feature not in carried:
            yield Loss(question.line, foreign.named(question), what, detail)


def _said(question: Written) -> Iterator[tuple[str, str, str]]:
    """Everything that a question says beside words and answers: the feature it needs, and how its loss is told."""
    yield from _of_itself(question)
    yield from _of_options(question)
    yield from _of_gaps(question)
    if question.hints:
        yield "hints", HINTS, str(len(question.hints))
    if question.exact_case:
        yield "case", CASE, ""
    if any(one.feedback for one in question.answers):
        yield "feedback", FEEDBACK, ""
    if question.shuffled:
        yield "shuffled", SHUFFLED, ""
    if question.type is Type.REFLECTION and question.steps:
        yield "rubric", RUBRIC, ""
    if any(pair.body or escaped(foreign.said(pair.right)) != pair.right for pair in question.pairs):
        yield "sides", SIDES, ""


def _of_itself(question: Written) -> Iterator[tuple[str, str, str]]:
    if question.points != 1:
        yield "points", POINTS, f"{question.points:g}"
    if question.difficulty:
        yield "difficulty", DIFFICULTY, question.difficulty
    if question.objective:
        yield "objective", OBJECTIVE, question.objective
    if question.time:
        yield "time", TIME, str(question.time)
    if question.tags:
        yield "tags", TAGS, ", ".join(question.tags)
    if question.explanation:
        yield "explanation", EXPLANATION, ""
    if question.section:
        yield "section", SECTION, foreign.said(question.section)


def _of_options(question: Written) -> Iterator[tuple[str, str, str]]:
    if question.type is not Type.TRUE_FALSE and any(
        one.fixed and not answer(one.whole, one.right).fixed for one in question.answers
    ):
        yield "fixed", FIXED, ""
    weighed = any(one.weight is not None for one in question.answers)
    counts = question.scoring is not Scoring.EXACT
    if weighed and not counts:
        yield "idle weights", WEIGHTS, ""
    elif weighed or (counts and question.type is Type.MULTIPLE):
        yield "weights", SCORING, question.scoring.value


def _of_gaps(question: Written) -> Iterator[tuple[str, str, str]]:
    for gap in question.gaps:
        for one in gap.accepted:
            if isinstance(one, Number):
                if one.shown.endswith("%"):
                    yield "percent", PERCENT_WITHIN, one.shown
                elif "…" in one.shown:
                    yield "range", RANGE, one.shown
                if any(read_number(foreign.decimal(end)) != end for end in (one.low, one.high)):
                    yield "digits", DIGITS, one.shown
            elif isinstance(one, Code) and any(isinstance(other, Code | Words) for other in gap.accepted):
                yield "code", CODE, ""
