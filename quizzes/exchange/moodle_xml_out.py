"""Questions -> Moodle XML, every text as Markdown, which Moodle knows. What it cannot say is listed."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from math import isclose

from quizzes.exchange import foreign, gap_text, moodle_cloze, wordings, worth
from quizzes.exchange.losses import lost_by
from quizzes.exchange.markdown import item
from quizzes.exchange.moodle_said import ALL_OR_NOTHING
from quizzes.exchange.passage import MARK, emptied
from quizzes.exchange.text import joined
from quizzes.exchange.written import Answer, Loss, Pair, Writing, Written, standalone, tidied
from quizzes.gap import Gap, Number
from quizzes.model import Scoring
from quizzes.parse.metadata import Type

CARRIED = frozenset(
    {
        *("id", "points", "tags", "hints", "case", "feedback", "weights", "explanation", "section", "shuffled"),
        *("rubric", "steps' look"),
    }
)
"""What Moodle XML has a place for; the names are those of `losses`."""

_BELOW_A_POINT = 1e-6


_DASH = re.compile("-(?=-)")
"""Two of them end a comment."""
_NO_XML = str.maketrans(dict.fromkeys("\ufffe\uffff", "\ufffd"))
"""Characters that no document of XML may hold."""


def write(questions: Sequence[Written], *, title: str = "") -> Writing:
    """A quiz as Moodle XML; what could not be said stands in its comments too."""
    lost = [loss for question in questions for loss in lost_by(question, CARRIED)]
    parts: list[str] = []
    section = ""
    for question in questions:
        body = _body(question)
        if isinstance(body, Loss):
            lost.append(body)
            continue
        if question.section != section:
            section = question.section
            parts.append(_category(section))
            lost += foreign.of_no_section(question)
        lost += _of_gaps(question)
        parts.append("\n".join(_question(question, *body)))
    told = tidied(lost)
    head = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>", *_comment(title, told)]
    return Writing("\n".join([*head, *parts, "</quiz>"]).translate(_NO_XML) + "\n", told)


def _comment(title: str, lost: Sequence[Loss]) -> Iterator[str]:
    lines = [title] if title else []
    lines += [f"Left out: {loss.name}: {loss.text()}" for loss in lost]
    for line in lines:
        yield f"<!-- {' '.join(_DASH.sub('- ', line).split()).rstrip('-')} -->"


def _category(section: str) -> str:
    path = escape(foreign.category_of(section))
    return f'<question type="category">\n  <category><text>{path}</text></category>\n</question>'


def _question(question: Written, kind: str, text: str, answers: Sequence[str]) -> Iterator[str]:
    id_ = question.id if not question.id.startswith("~") else ""
    yield f'<question type="{kind}">'
    if worth.is_all_or_nothing(question):
        yield f"  <!-- {ALL_OR_NOTHING} -->"
    yield f"  <name><text>{escape(id_ or foreign.named(question))}</text></name>"
    yield _text("questiontext", text)
    yield _text("generalfeedback", question.explanation)
    if kind != "cloze":  # there it is the sum of what its gaps are worth
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


def _body(question: Written) -> tuple[str, str, list[str]] | Loss:
    """The type that Moodle has for a question, with its text and its answers; or why it has none."""
    text = question.question
    match question.type:
        case Type.TRUE_FALSE if foreign.is_true_or_false(question):
            told = [
                _answer(one.text.lower(), 100.0 * one.right, one.feedback, "plain_text") for one in question.answers
            ]
            return "truefalse", text, told
        case Type.SINGLE | Type.TRUE_FALSE | Type.MULTIPLE:
            return "multichoice", text, [*_how(question), *_options(question)]
        case Type.TEXT if not question.gaps[0].offered:
            return _short(question, question.gaps[0])
        case Type.NUMERIC:
            numbers = [_number(one) for one in question.gaps[0].accepted if isinstance(one, Number)]
            return "numerical", text, numbers
        case Type.CLOZE | Type.TEXT:
            return _cloze(question)
        case Type.MATCHING:
            return "matching", text, [_pair(one) for one in question.pairs]
        case Type.ORDERING:
            return "ordering", text, [*_order(question)]
        case Type.REFLECTION:
            points = "\n".join(item(f"- {one.text}", one.body) for one in question.steps)
            return "essay", text, [_text("graderinfo", points)] if points else []
    return foreign.cannot(question, wordings.NO_TYPE_THERE, question.type.value)


def _short(question: Written, gap: Gap) -> tuple[str, str, list[str]] | Loss:
    minds = gap_text.minds_case(gap)
    texts = [gap_text.plain_answer(one) for one in gap.accepted]
    if minds is None or None in texts:
        return foreign.cannot(question, wordings.NO_ANSWER_THERE, gap.source)
    accepted = [
        _answer(text or "", 100 * one.share, "", "plain_text") for text, one in zip(texts, gap.accepted, strict=True)
    ]
    return "shortanswer", question.question, [f"  <usecase>{int(minds)}</usecase>", *accepted]


def _cloze(question: Written) -> tuple[str, str, list[str]] | Loss:
    """A text with embedded answers."""
    passage = emptied(question.passage or f"[[{question.gaps[0].source}]]")
    text = joined(question.question, passage)
    if (found := moodle_cloze.START.search(text)) is not None:
        return foreign.cannot(question, wordings.NO_GAP_SIGN_THERE, found[0])
    for number, gap in enumerate(question.gaps, 1):
        embedded = moodle_cloze.written(gap, _weight(question))
        if embedded is None:
            return foreign.cannot(question, wordings.NO_ANSWER_THERE, gap.source)
        text = text.replace(MARK.format(number), embedded)
    return "cloze", text, []


def _weight(question: Written) -> int:
    """What each gap is worth, so that all are worth the question's points, where that is a whole number."""
    each = question.points / len(question.gaps)
    return round(each) if each >= 1 and isclose(each, round(each), abs_tol=_BELOW_A_POINT) else 1


def _of_gaps(question: Written) -> Iterator[Loss]:
    """That Moodle makes a question with gaps worth as many points as it has gaps."""
    if question.gaps and (question.type is Type.CLOZE or question.gaps[0].offered):
        whole = _weight(question) * len(question.gaps)
        if whole != question.points:
            yield Loss(question.line, foreign.named(question), wordings.POINTS_OF_GAPS, f"{question.points:g}")


def _pair(one: Pair) -> str:
    left, right = escape(standalone(one.left)), escape(foreign.said(one.right))
    return f'  <subquestion format="markdown"><text>{left}</text><answer><text>{right}</text></answer></subquestion>'


def _order(question: Written) -> Iterator[str]:
    """How things are put in order and marked, and the things."""
    yield "  <layouttype>VERTICAL</layouttype>"
    yield "  <selecttype>ALL</selecttype>"
    yield "  <selectcount>0</selectcount>"
    yield f"  <gradingtype>{foreign.way_of_order(question.scoring)}</gradingtype>"
    yield "  <showgrading>SHOW</showgrading>"
    yield "  <numberingstyle>none</numberingstyle>"
    for place, one in enumerate(question.steps, 1):
        whole = "\n\n".join(part for part in (standalone(one.text), one.body) if part)
        yield f'  <answer fraction="{place}" format="markdown"><text>{escape(whole)}</text></answer>'


def _how(question: Written) -> Iterator[str]:
    yield f"  <single>{str(question.type is not Type.MULTIPLE).lower()}</single>"
    yield f"  <shuffleanswers>{str(question.shuffled).lower()}</shuffleanswers>"


def _options(question: Written) -> Iterator[str]:
    many = question.type is Type.MULTIPLE
    percents = worth.percents(question) if many else [_percent(question, one) for one in question.answers]
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
    middle, within = gap_text.centre(number)
    return _answer(middle, 100 * number.share, "", "plain_text", f"<tolerance>{within}</tolerance>")
