"""Anki's text files, CSV and JSON."""

import csv
import io
import json

import pytest

from lessons.clean import as_cell
from quizzes.exchange import anki, anki_out, tables
from quizzes.exchange.gap_text import gap_of
from quizzes.exchange.written import Answer, Written
from quizzes.gap import Gap
from quizzes.parse.metadata import Type

CHOICE = Written(
    type=Type.SINGLE,
    id="why-cold",
    stem="=Why *cold*?",
    body="```\na\tb\n```",
    hints=("Think.",),
    answers=(Answer("-1", False, feedback="No"), Answer("Taste", True)),
    explanation="Slow yeast.",
    tags=("cold proof",),
    line=4,
)


def test_foreign_notes_become_questions_that_are_typed() -> None:
    text = "#separator:Semicolon\n#html:false\n#columns:Extra;Front;Back;Note;Tags\n#tags column:5\n#tags:bread\n"
    reading = anki.read(
        f'{text}x;Capital of *France*?;Paris;n;geo city\nx;"Two; parts";{"long " * 20};n;\nx;Empty;;;\n'
    )
    question, card = reading.questions
    assert (card.type, card.explanation) == (Type.REFLECTION, ("long " * 20).strip())
    assert (question.stem, question.gaps[0].source, question.line) == ("Capital of \\*France\\*?", "Paris", 6)
    assert question.tags == ("bread", "geo", "city")
    assert [(loss.line, loss.text(), loss.whole) for loss in reading.lost] == [
        (0, "the column Extra", False),
        (0, "the column Note", False),
        (8, "a note without a back", True),
    ]


def test_notes_without_a_head_have_tabs_and_html() -> None:
    text = "2 &lt; <b>3</b>?\tyes\nCloze {{c1::x}}\ty\n"
    assert anki.looks_like(text)
    reading = anki.read(text)
    first, second = reading.questions
    assert (first.stem, first.gaps[0].source) == ("2 < **3**?", "yes")
    assert (second.type, second.passage, second.explanation) == (Type.CLOZE, "Cloze [[x]]", "y")
    assert reading.lost == ()


def test_deletions_become_gaps_and_decks_sections() -> None:
    text = (
        "#separator:tab\n#html:true\n#notetype column:1\n#deck column:2\n#tags column:5\n"
        "Cloze\tBaking::Bread\t{{c1::Rye}} and {{c2::w|heat::grain}} <code>x {{c1::y}}</code>[sound:a.mp3]\tMore\tt\n"
        "Basic\tBaking\tHot?\tyes\t\n"
    )
    reading = anki.read(text)
    cloze, plain = reading.questions
    assert cloze.passage == "[[Rye]] and [[w\\|heat]] `x` [[y]]"
    assert (cloze.section, cloze.tags, cloze.explanation) == ("Bread", ("t",), "More")
    assert (plain.section, plain.gaps[0].source) == ("", "yes")
    assert reading.title == "Baking"
    assert [loss.text() for loss in reading.lost] == [
        "the sound a.mp3",
        "the hint of a deletion: grain",
    ]


def test_a_note_shows_question_and_answer_and_carries_the_whole() -> None:
    lines = anki_out.write([CHOICE], title="Bread").text.split("\n")
    assert lines[:6] == [
        "#separator:Tab",
        "#html:true",
        "#guid column:1",
        "#tags column:5",
        "#deck column:6",
        "#columns:Id\tFront\tBack\tFivefold\tTags\tDeck",
    ]
    (row,) = csv.reader(lines[6:7], delimiter="\t")
    assert row[0] == "why-cold"
    assert row[1].startswith("<p>=Why <em>cold</em>?</p>")
    assert "Taste" in row[2]
    assert "Slow yeast." in row[2]
    assert row[4] == "cold_proof"


def test_a_script_in_a_question_stays_text_in_a_note() -> None:
    question = Written(type=Type.TEXT, id="q", stem="<script>alert(1)</script>", gaps=(_gap("a"),))
    assert "<script" not in anki_out.write([question]).text


def _gap(source: str) -> Gap:
    gap = gap_of([source])
    assert gap is not None
    return gap


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x"])
def test_a_cell_is_never_a_formula(text: str) -> None:
    assert as_cell(text) == f"'{text}"


def test_a_table_has_one_question_a_row_and_no_formula() -> None:
    head, row = csv.reader(io.StringIO(tables.write_csv([CHOICE]).text))
    cells = dict(zip(head, row, strict=True))
    assert tuple(head) == tables.COLUMNS
    assert cells["question"].startswith("'=Why")
    assert cells["options"] == "'-1\nTaste"
    assert cells["right"] == "Taste"
    assert cells["markdown"].startswith("### =Why *cold*? {#why-cold")
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_a_document_names_everything_of_a_question() -> None:
    gap = gap_of(["= 3 +- 1", "%50%= 5"])
    assert gap is not None
    document = json.loads(
        tables.write_json([CHOICE, Written(type=Type.NUMERIC, id="n", stem="N?", gaps=(gap,))], title="T").text
    )
    first, second = document["questions"]
    assert document["title"] == "T"
    assert first["options"][0] == {
        "text": "-1",
        "body": "",
        "right": False,
        "feedback": "No",
        "weight": None,
        "fixed": False,
    }
    assert second["gaps"][0]["accepted"] == [
        {"kind": "number", "low": "2", "high": "4", "share": 1.0},
        {"kind": "number", "low": "5", "high": "5", "share": 0.5},
    ]
