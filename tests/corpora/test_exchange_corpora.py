"""Files of other programs, through import, export and import again; run only with `make corpora`."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from quizzes.exchange import EXPORTS, IMPORTS, gift_syntax, recognised
from quizzes.exchange.foreign import with_ids
from quizzes.exchange.gift_syntax import Kind, Piece, Text
from quizzes.exchange.markdown import write_quiz
from quizzes.exchange.ours import written
from quizzes.exchange.written import Written
from tests.kinds import quiz_in as read
from tests.questions import again

ROOT = Path(os.environ.get("FIVEFOLD_CORPORA", "nowhere"))
GIFT = sorted((ROOT / "gift" / "questions").glob("*.gift"))
OWN = sorted(
    [*(ROOT / "linkedin").rglob("*.md"), *(ROOT / "ghcertified").rglob("*.md"), *(ROOT / "quizdown").glob("*.md")]
)
FOREIGN = {
    "gift": [*GIFT, ROOT / "aiken-xml" / "questions.gift.txt"],
    "moodle-xml": sorted((ROOT / "aiken-xml").glob("*.xml")),
    "mdbook-quiz": sorted((ROOT / "mdbook-quiz").glob("*.toml")),
    "aiken": sorted((ROOT / "aiken-xml").glob("*aiken*.txt")),
    "text2qti": sorted((ROOT / "text2qti").glob("*.txt")),
    "hascard": sorted((ROOT / "hascard").glob("*.txt")),
}

pytestmark = pytest.mark.skipif(not ROOT.is_dir(), reason="run by `make corpora CORPORA=folder`")


def as_expected(text: Text | None) -> dict[str, str] | None:
    return None if text is None else {"format": text.format, "text": text.text}


def number(text: str) -> dict[str, Any]:
    low, dots, high = text.partition("..")
    if dots:
        return {"type": "high-low", "numberHigh": float(high), "numberLow": float(low)}
    middle, colon, within = text.partition(":")
    if colon:
        return {"type": "range", "number": float(middle), "range": float(within)}
    return {"type": "simple", "number": float(text)}


def document(piece: Piece) -> dict[str, Any]:
    """A piece in the form of the reference grammar's own expectations."""
    found: dict[str, Any] = {"type": piece.kind.value, "title": piece.title or None}
    if piece.kind is Kind.CATEGORY:
        return found
    found |= {"id": piece.id or None, "tags": list(piece.tags) or None}
    found |= {"stem": as_expected(piece.stem), "hasEmbeddedAnswers": piece.embedded}
    if piece.kind is Kind.DESCRIPTION:
        return found
    found["globalFeedback"] = as_expected(piece.general)
    numeric = piece.kind is Kind.NUMERICAL
    choices = [
        {
            "isCorrect": choice.right,
            "weight": choice.weight,
            "text": number(choice.text.text) if numeric and choice.right else as_expected(choice.text),
            "feedback": as_expected(choice.feedback),
        }
        for choice in piece.choices
        if piece.kind is not Kind.MATCHING
    ]
    if piece.kind is Kind.TRUE_FALSE:
        first, second = as_expected(piece.first), as_expected(piece.second)
        found |= {"isTrue": piece.truth, "trueFeedback": first, "falseFeedback": second}
    elif piece.kind is Kind.MATCHING:
        pairs = [gift_syntax.pair(choice) for choice in piece.choices]
        found["matchPairs"] = [{"subquestion": as_expected(left), "subanswer": right} for left, right in pairs]
    elif piece.kind is not Kind.ESSAY:
        found["choices"] = choices[0]["text"] if numeric and piece.alone else choices
    return found


@pytest.mark.parametrize("file", GIFT, ids=lambda file: file.stem)
def test_gift_says_what_the_reference_grammar_expects(file: Path) -> None:
    pieces = gift_syntax.read_pieces(file.read_text(encoding="utf-8"))
    expected = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    assert [document(piece) for piece in pieces] == expected


CASES = [(name, file) for name, files in FOREIGN.items() for file in files]


def brought_in(name: str, text: str) -> list[Written]:
    """The questions of a foreign file, after a way through our Markdown."""
    questions, _ = with_ids(IMPORTS[name].read(text).questions, set())
    assert again(questions) == list(questions)
    return list(questions)


@pytest.mark.parametrize(("name", "file"), CASES, ids=lambda value: value.stem if isinstance(value, Path) else value)
def test_a_foreign_file_is_recognised_and_keeps_its_questions(name: str, file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert recognised(file.name, text) == name
    questions = brought_in(name, text)
    for out in sorted(EXPORTS.keys() & IMPORTS.keys()) if questions else ():
        writing = EXPORTS[out](questions, title="T")
        if not writing.lost:
            assert brought_in(out, writing.text) == questions
    if questions and name in EXPORTS:
        assert brought_in(name, EXPORTS[name](questions, title="T").text) == questions


@pytest.mark.parametrize("file", OWN, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_question_of_a_library_is_written_as_it_was_read(file: Path) -> None:
    quiz = read(file.read_text(encoding="utf-8-sig"))
    asked = [question for question in quiz.questions if question.askable]
    expected = [written(question) for question in asked]
    back = read(write_quiz(expected, title="T"))
    assert [written(question) for question in back.questions] == expected
    assert [(one.identity, one.key) for one in back.questions] == [(one.identity, one.key) for one in asked]
