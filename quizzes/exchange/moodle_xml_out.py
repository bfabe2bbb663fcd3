"""Questions -> Moodle XML, every text as Markdown, which Moodle knows. What it cannot say is listed."""

from collections.abc import Iterator, Sequence
from html import escape

from quizzes.exchange import foreign
from quizzes.exchange.losses import lost_by
from quizzes.exchange.written import Answer, Loss, Pair, Writing, Written, standalone, tidied
from quizzes.gap import Number, Words
from quizzes.model import Scoring
from quizzes.parse.metadata import Type

CARRIED = frozenset(
    {"id", "points", "tags", "hints", "case", "feedback", "weights", "explanation", "section", "shuffled"}
)
"""What Moodle XML has a place for; the names are those of `losses`."""


def write(questions: Sequence[Written], *, title: str = "") -> Writing:
    """A quiz as Moodle XML; what could not be said stands in its comments too."""
    lost = [loss for question in questions for loss in lost_by(question, CARRIED)]
    parts: list[str] = []
    section = ""
    for question in questions:
        if question.section != section:
            section = question.section
            parts.append(_category(foreign.said(section)))
        body = _body(question)
        if body is None:
            lost.append(foreign.cannot(question))
            continue
        parts.append("\n".join(_question(question, *body)))
    told = tidied(lost)
    head = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>", *_comment(title, told)]
    return Writing("\n".join([*head, *parts, "</quiz>"]) + "\n", told)


def _comment(title: str, lost: Sequence[Loss]) -> Iterator[str]:
    lines = [title] if title else []
    lines += [f"Left out: {loss.name}: {loss.what.format(detail=loss.detail)}" for loss in lost]
    for line in lines:
        yield f"<!-- {' '.join(line.replace('--', '- -').split()).rstrip('-')} -->"


def _category(title: str) -> str:
    path = escape(f"$course$/top/{title}")
    return f'<question type="category">\n  <category><text>{path}</text></category>\n</question>'


def _question(question: Written, kind: str, answers: Sequence[str]) -> Iterator[str]:
    id_ = question.id if not question.id.startswith("~") else ""
    yield f'<question type="{kind}">'
    yield f"  <name><text>{escape(id_ or foreign.named(question))}</text></name>"
    yield _text("questiontext", question.question)
    yield _text("generalfeedback", question.explanation)
    yield f"  <defaultgrade>{question.points:.12g}</defaultgrade>"
    yield f"  <idnumber>{escape(id_)}</idnumber>"
    yield from answers
    for hint in question.hints:
        yield _text("hint", hint)
    if question.tags:
        yield f"  <tags>{''.join(f'<tag><text>{escape(tag)}</text></tag>' for tag in question.tags)}</tags>"
    yield "</question>"


def _text(tag: str, text: str) -> str:
    return f'  <{tag} format="markdown"><text>{escape(text)}</text></{tag}>'


def _body(question: Written) -> tuple[str, list[str]] | None:
    """The type that Moodle has for a question, with its answers; None where it has none."""
    match question.type:
        case Type.TRUE_FALSE if [(one.text, one.body) for one in question.answers] == [("True", ""), ("False", "")]:
            told = [
                _answer(one.text.lower(), 100.0 * one.right, one.feedback, "plain_text") for one in question.answers
            ]
            return "truefalse", told
        case Type.SINGLE | Type.TRUE_FALSE | Type.MULTIPLE:
            return "multichoice", [*_how(question), *_options(question)]
        case Type.TEXT if all(isinstance(one, Words) for one in question.gaps[0].accepted):
            accepted = [
                _answer(one.text.replace("*", "\\*"), 100 * one.share, "", "plain_text")
                for one in question.gaps[0].accepted
                if isinstance(one, Words)
            ]
            return "shortanswer", [f"  <usecase>{int(question.exact_case)}</usecase>", *accepted]
        case Type.NUMERIC:
            return "numerical", [_number(one) for one in question.gaps[0].accepted if isinstance(one, Number)]
        case Type.MATCHING:
            return "matching", [_pair(one) for one in question.pairs]
        case Type.REFLECTION:
            return "essay", []
    return None


def _pair(one: Pair) -> str:
    left, right = escape(standalone(one.left)), escape(foreign.said(one.right))
    return f'  <subquestion format="markdown"><text>{left}</text><answer><text>{right}</text></answer></subquestion>'


def _how(question: Written) -> Iterator[str]:
    yield f"  <single>{str(question.type is not Type.MULTIPLE).lower()}</single>"
    yield f"  <shuffleanswers>{str(question.shuffled).lower()}</shuffleanswers>"


def _options(question: Written) -> Iterator[str]:
    many = question.type is Type.MULTIPLE
    percents = foreign.percents(question) if many else [_percent(question, one) for one in question.answers]
    for one, percent in zip(question.answers, percents, strict=True):
        yield _answer(one.whole, percent, one.feedback, "markdown")


def _percent(question: Written, one: Answer) -> float:
    if one.weight is not None and question.scoring is not Scoring.EXACT and not one.right:
        return 100 * one.weight
    return 100.0 * one.right


def _answer(text: str, percent: float, feedback: str, format_: str, extra: str = "") -> str:
    fraction = f"{percent:.5f}".rstrip("0").rstrip(".")
    return (
        f'  <answer fraction="{fraction}" format="{format_}"><text>{escape(text)}</text>{extra}'
        f'<feedback format="markdown"><text>{escape(feedback)}</text></feedback></answer>'
    )


def _number(number: Number) -> str:
    middle, within = foreign.decimal((number.low + number.high) / 2), foreign.decimal((number.high - number.low) / 2)
    return _answer(middle, 100 * number.share, "", "plain_text", f"<tolerance>{within}</tolerance>")
