"""What a question says that a foreign format has no place for: one rule for all of them."""

from collections.abc import Collection, Iterator

from quizzes.exchange import foreign, gap_text, wordings, worth
from quizzes.exchange.text import escaped
from quizzes.exchange.written import Loss, Written, answer
from quizzes.gap import Code, Number
from quizzes.model import Scoring
from quizzes.number import read_number
from quizzes.parse.metadata import Type

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
    "idle weights",
    "explanation",
    "section",
    "section's look",
    "fixed",
    "shuffled",
    "range",
    "percent",
    "digits",
    "code",
    "rubric",
    "steps' look",
    "sides' look",
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
        yield "hints", wordings.HINTS, str(len(question.hints))
    if any(gap_text.minds_case(gap) is not False for gap in question.gaps if not (gap.offered or gap.numeric)):
        yield "case", wordings.CASE, ""
    if any(one.feedback for one in question.answers):
        yield "feedback", wordings.FEEDBACK, ""
    if question.shuffled:
        yield "shuffled", wordings.SHUFFLED, ""
    if question.type is Type.REFLECTION and question.steps:
        yield "rubric", wordings.RUBRIC, ""
    if question.type is Type.ORDERING and any(
        one.body or foreign.armless(escaped(foreign.said(one.text))) != foreign.armless(one.text)
        for one in question.steps
    ):
        yield "steps' look", wordings.STEP_LOOK, ""
    if any(pair.body or escaped(foreign.said(pair.right)) != pair.right for pair in question.pairs):
        yield "sides' look", wordings.SIDES, ""


def _of_itself(question: Written) -> Iterator[tuple[str, str, str]]:
    if question.points != 1:
        yield "points", wordings.POINTS, f"{question.points:g}"
    if question.difficulty:
        yield "difficulty", wordings.DIFFICULTY, question.difficulty
    if question.objective:
        yield "objective", wordings.OBJECTIVE, question.objective
    if question.time:
        yield "time", wordings.TIME, str(question.time)
    if question.tags:
        yield "tags", wordings.TAGS, ", ".join(question.tags)
    if question.explanation:
        yield "explanation", wordings.EXPLANATION, ""
    if question.section:
        yield "section", wordings.SECTION, foreign.said(question.section)
        if foreign.section_of(foreign.category_of(question.section)) != question.section:
            yield "section's look", wordings.SECTION_LOOK, foreign.said(question.section)


def _of_options(question: Written) -> Iterator[tuple[str, str, str]]:
    if question.type is not Type.TRUE_FALSE and any(
        one.fixed and not answer(one.whole, one.right).fixed for one in question.answers
    ):
        yield "fixed", wordings.FIXED, ""
    weighed = any(one.weight is not None for one in question.answers)
    if weighed and question.scoring is Scoring.EXACT:
        yield "idle weights", wordings.IDLE_WEIGHTS, ""
    elif question.type is Type.MULTIPLE and not worth.is_said_by_percents(question):
        yield "idle weights", wordings.SCORING, question.scoring.value
    elif question.scoring is not Scoring.EXACT:
        yield "weights", wordings.SCORING, question.scoring.value


def _of_gaps(question: Written) -> Iterator[tuple[str, str, str]]:
    for gap in question.gaps:
        for one in gap.accepted:
            if isinstance(one, Number):
                if one.shown.endswith("%"):
                    yield "percent", wordings.PERCENT_WITHIN, one.shown
                elif "…" in one.shown:
                    yield "range", wordings.RANGE, one.shown
                if any(read_number(gap_text.decimal(end)) != end for end in (one.low, one.high)):
                    yield "digits", wordings.DIGITS, one.shown
            elif isinstance(one, Code):
                yield "code", wordings.CODE, ""
