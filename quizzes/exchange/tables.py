"""Questions -> CSV and JSON, for spreadsheets and programs. Both carry the whole of each question."""

import csv
import io
import json
from collections.abc import Sequence

from lessons.clean import as_cell
from quizzes.exchange import cards, gap_text
from quizzes.exchange.markdown import write_question
from quizzes.exchange.written import Writing, Written
from quizzes.gap import Accepted, Code, Number, Pattern
from quizzes.parse.metadata import Type

COLUMNS = (
    "id",
    "type",
    "section",
    "question",
    "options",
    "right",
    "explanation",
    "hints",
    "points",
    "difficulty",
    "objective",
    "tags",
    "markdown",
)
"""Of the CSV: what has several parts has one on each line of its cell; the last is the whole question."""


def write_csv(questions: Sequence[Written], *, title: str = "") -> Writing:  # noqa: ARG001 - a table has no title
    """A quiz as a table: one question a row, below the names of the columns."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    for question in questions:
        cells = (
            question.id,
            question.type.value,
            question.section,
            "\n\n".join(part for part in (question.question, question.passage) if part),
            "\n".join(map(_one_line, cards.offered(question))),
            "\n".join(map(_one_line, cards.right(question))) if question.type is not Type.OUTPUT else question.output,
            question.explanation,
            "\n".join(_one_line(hint) for hint in question.hints),
            f"{question.points:g}",
            question.difficulty,
            question.objective,
            "\n".join(question.tags),
            write_question(question),
        )
        rows.writerow([as_cell(cell) for cell in cells])
    return Writing(text.getvalue())


def _one_line(text: str) -> str:
    return " ".join(text.split())


def write_json(questions: Sequence[Written], *, title: str = "") -> Writing:
    """A quiz as a JSON document; `docs/exchange.md` names its keys."""
    document = {"title": title, "questions": [_question(question) for question in questions]}
    return Writing(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def _question(question: Written) -> dict[str, object]:
    return {
        "id": question.id,
        "type": question.type.value,
        "label": question.label,
        "stem": question.stem,
        "body": question.body,
        "hints": list(question.hints),
        "options": [
            {
                "text": one.text,
                "body": one.body,
                "right": one.right,
                "feedback": one.feedback,
                "weight": one.weight,
                "fixed": one.fixed,
            }
            for one in question.answers
        ],
        "passage": question.passage,
        "gaps": [
            {
                "source": gap.source,
                "case": gap.exact_case,
                "offered": list(gap.offered),
                "accepted": [_accepted(one) for one in gap.accepted],
            }
            for gap in question.gaps
        ],
        "steps": [{"text": one.text, "body": one.body} for one in question.steps],
        "pairs": [{"left": one.left, "right": one.right, "body": one.body} for one in question.pairs],
        "output": question.output,
        "explanation": question.explanation,
        "section": question.section,
        "points": question.points,
        "difficulty": question.difficulty,
        "tags": list(question.tags),
        "objective": question.objective,
        "time": question.time,
        "scoring": question.scoring.value,
        "shuffled": question.shuffled,
        "markdown": write_question(question),
    }


def _accepted(one: Accepted) -> dict[str, object]:
    match one:
        case Number(low=low, high=high):
            return {"kind": "number", "low": gap_text.decimal(low), "high": gap_text.decimal(high), "share": one.share}
        case Pattern(source=source, any_case=any_case):
            return {"kind": "pattern", "text": source, "any_case": any_case, "share": one.share}
        case Code(text=text):
            return {"kind": "code", "text": text, "share": one.share}
    return {"kind": "words", "text": one.text, "share": one.share}
