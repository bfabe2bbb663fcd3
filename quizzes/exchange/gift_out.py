"""Questions -> GIFT, every text as Markdown. What it cannot say is listed, in its comments too."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from quizzes.exchange import foreign, gap_text, wordings, worth
from quizzes.exchange.gift_syntax import ALL_OR_NOTHING
from quizzes.exchange.hypertext import looks_like_html
from quizzes.exchange.losses import lost_by
from quizzes.exchange.text import escaped
from quizzes.exchange.written import Answer, Loss, Writing, Written, standalone, tidied
from quizzes.gap import Gap, Number
from quizzes.model import Scoring
from quizzes.naming import names
from quizzes.parse.metadata import Type

CARRIED = frozenset({"id", "tags", "section", "feedback", "explanation", "weights", "range"})
"""What GIFT has a place for, beside questions and answers; the names are those of `losses`."""

_SHARED = re.compile(r"\s*%-?\d")
"""A text that begins as a share of the mark does: one has to stand before it."""
_MEANT = re.compile(r"([~=#{}:\\])")


def write(questions: Sequence[Written], *, title: str = "") -> Writing:
    """A quiz as GIFT; what could not be said stands in its comments too."""
    lost: list[Loss] = []
    parts = [f"// {_in_a_comment(title)}"] if title else []
    section = ""
    for question in questions:
        unsaid, mine = _unsaid(question), list(lost_by(question, CARRIED))
        if unsaid is not None:
            lost += [*mine, unsaid]
            continue
        if question.section != section:
            section = question.section
            parts.append(f"$CATEGORY: {_escaped(foreign.category_of(section))}")
            mine += foreign.of_no_section(question)
        lost += mine
        body = _body(question)
        parts.append(
            "\n".join(
                [*_comments(question, mine), f"{_title(question)}[markdown]{_escaped(question.question)}{{{body}}}"]
            )
        )
    missing = [loss for loss in lost if loss.whole]
    parts += [f"// Left out: {_in_a_comment(loss.name)}: {_in_a_comment(loss.text())}" for loss in missing]
    return Writing("\n\n".join(parts) + "\n", tidied(lost))


def _unsaid(question: Written) -> Loss | None:
    """Why GIFT has no word for a question; None where it has one."""
    if question.type in {Type.CLOZE, Type.OUTPUT}:
        return foreign.cannot(question, wordings.NO_TYPE_THERE, question.type.value)
    if question.type is Type.ORDERING and not all(foreign.said(one.text) for one in question.steps):
        return foreign.cannot(question, wordings.NO_TYPE_THERE, question.type.value)
    gap = question.gaps[0] if question.gaps else None
    answers = [] if gap is None or gap.numeric else [gap_text.plain_answer(one) for one in gap.accepted]
    if gap is not None and None in answers:
        return foreign.cannot(question, wordings.NO_ANSWER_THERE, gap.source)
    arrows = [text is not None and "->" in text for text in answers]
    if (arrows and all(arrows)) or any("->" in one.left for one in question.pairs):
        return foreign.cannot(question, wordings.NO_ARROW_THERE)
    return None


def _comments(question: Written, lost: Sequence[Loss]) -> Iterator[str]:
    for loss in lost:
        yield f"// Left out: {_in_a_comment(loss.text())}"
    marks = []
    if question.id and not question.id.startswith("~") and next(names(question.id)) != question.id:
        marks.append(f"[id:{_mark(question.id)}]")
    marks += [f"[tag:{_mark(tag)}]" for tag in question.tags]
    if marks:
        yield f"// {' '.join(marks)}"
    if worth.is_all_or_nothing(question):
        yield ALL_OR_NOTHING


def _title(question: Written) -> str:
    named = question.id and not question.id.startswith("~")
    return f"::{_escaped(question.id)}::" if named else ""


def _body(question: Written) -> str:
    """What stands between the braces."""
    match question.type:
        case Type.TRUE_FALSE if foreign.is_true_or_false(question):
            answers = _truth(question)
        case Type.SINGLE | Type.TRUE_FALSE:
            answers = "".join(
                _option(one, "=" if one.right else "~", _own_weight(question, one)) for one in question.answers
            )
        case Type.MULTIPLE:
            weights = worth.percents(question)
            answers = "".join(_option(one, "~", weight) for one, weight in zip(question.answers, weights, strict=True))
        case Type.TEXT | Type.NUMERIC:
            answers = _typed(question.gaps[0])
        case Type.MATCHING:
            answers = "".join(
                f"\n\t={_escaped(standalone(one.left))} -> {_escaped(foreign.said(one.right))}"
                for one in question.pairs
            )
        case Type.ORDERING:
            answers = _order(question)
        case _:
            answers = ""
    return f"{answers}####{_escaped(question.explanation)}" if question.explanation else answers


def _order(question: Written) -> str:
    """Of Moodle's ordering question: how it is asked and marked, then one thing a line."""
    head = f">{len(question.steps)} ALL VERTICAL {foreign.way_of_order(question.scoring)} SHOW none"
    return "\n".join([head, *(_escaped(_step(foreign.said(one.text))) for one in question.steps), ""])


def _step(text: str) -> str:
    """A line that is no comment, and whose words are not taken for HTML."""
    html = escape(text) if looks_like_html(text) else text
    return f"&#47;{html[1:]}" if html.startswith("//") else html


def _own_weight(question: Written, one: Answer) -> float | None:
    return None if one.weight is None or question.scoring is Scoring.EXACT else 100 * one.weight


def _truth(question: Written) -> str:
    right = next(one for one in question.answers if one.right)
    wrong = next(one for one in question.answers if not one.right)
    text = "TRUE" if right.text == "True" else "FALSE"
    if right.feedback:
        return f"{text}#{_escaped(wrong.feedback)}#{_escaped(right.feedback)}"
    return f"{text}#{_escaped(wrong.feedback)}" if wrong.feedback else text


def _option(one: Answer, mark: str, weight: float | None) -> str:
    if weight is None and _SHARED.match(one.whole):
        weight = 100.0 if one.right else 0.0
    share = "" if weight is None else _percent(weight)
    feedback = f"#{_escaped(one.feedback)}" if one.feedback else ""
    return f"\n\t{mark}{share}{_escaped(one.whole)}{feedback}"


def _typed(gap: Gap) -> str:
    """What is accepted."""
    if gap.numeric:
        return "#" + "".join(
            f"\n\t={_share(one.share)}{_number(one)}" for one in gap.accepted if isinstance(one, Number)
        )
    return "".join(_words(gap_text.plain_answer(one) or "", one.share) for one in gap.accepted)


def _words(text: str, worth_: float) -> str:
    share = _percent(100 * worth_) if _SHARED.match(text) else _share(worth_)
    return f"\n\t={share}{_escaped(escaped(text))}"


def _share(share: float) -> str:
    return "" if share == 1 else _percent(100 * share)


def _percent(figure: float) -> str:
    return f"%{figure:.5f}".rstrip("0").rstrip(".") + "%"


def _number(number: Number) -> str:
    around = gap_text.around(number)
    if around is None:
        return f"{gap_text.decimal(number.low)}..{gap_text.decimal(number.high)}"
    return ":".join(around)


def _escaped(text: str) -> str:
    """A text whose characters mean nothing to GIFT, in one line."""
    return _MEANT.sub(r"\\\1", text).replace("\n", "\\n")


def _mark(text: str) -> str:
    return _escaped(text).replace("]", "\\]")


def _in_a_comment(text: str) -> str:
    text = text.replace("[id:", "(id:").replace("[tag:", "(tag:").replace("[scoring:", "(scoring:")
    return " ".join(text.split())
