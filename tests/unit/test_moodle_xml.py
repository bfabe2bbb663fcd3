"""Moodle XML: what becomes of it, and what is refused."""

import pytest

from quizzes.errors import BrokenExchangeError
from quizzes.exchange import moodle_xml, moodle_xml_out
from quizzes.exchange.written import Answer, Written
from quizzes.model import Scoring
from quizzes.parse.metadata import Type

BREAD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- from our own kitchen -->
<quiz>
<question type="category"><category><text>$course$/top/Baking</text></category></question>
<question type="multichoice">
  <name><text>Which rise</text></name>
  <questiontext format="html"><text><![CDATA[<p>Which of these <b>rise</b>?</p><ul><li>soon</li></ul>]]></text></questiontext>
  <generalfeedback format="html"><text>&lt;p&gt;Yeast does it.&lt;/p&gt;</text></generalfeedback>
  <defaultgrade>2.0000000</defaultgrade><penalty>0.2500000</penalty><hidden>1</hidden><idnumber>rise 1</idnumber>
  <single>false</single><shuffleanswers>true</shuffleanswers>
  <incorrectfeedback format="html"><text>Think of yeast.</text></incorrectfeedback>
  <answer fraction="50"><text>Rye &lt;i&gt;bread&lt;/i&gt;</text><feedback><text>Yes</text></feedback></answer>
  <answer fraction="50"><text>Wheat bread</text><feedback><text></text></feedback></answer>
  <answer fraction="-100"><text>Shortcrust</text><feedback><text></text></feedback></answer>
  <hint format="html"><text>What is in it?</text></hint>
  <tags><tag><text>dough</text></tag></tags>
</question>
<question type="truefalse"><name><text/></name><questiontext format="markdown"><text>Salt *slows* yeast.</text></questiontext>
  <answer fraction="0"><text>false</text><feedback><text>It does.</text></feedback></answer>
  <answer fraction="100"><text>true</text></answer>
</question>
<question type="shortanswer"><name><text>oven</text></name><questiontext><text>Bread is __</text></questiontext><usecase>1</usecase>
  <answer fraction="100"><text>Baked</text></answer><answer fraction="50"><text>b*ed</text></answer>
  <answer fraction="0"><text>*</text><feedback><text>No</text></feedback></answer>
</question>
<question type="numerical"><name><text>heat</text></name><questiontext><text>How warm?</text></questiontext>
  <answer fraction="100"><text>230</text><tolerance>20</tolerance></answer><units><unit><unit_name>C</unit_name></unit></units>
</question>
<question type="essay"><name><text>loaf</text></name><questiontext><text>Write.</text></questiontext></question>
</quiz>
"""  # noqa: E501 - one element a line, as Moodle writes it


def test_a_question_keeps_all_that_we_have_a_word_for() -> None:
    reading = moodle_xml.read(BREAD)
    assert reading.questions[0] == Written(
        type=Type.MULTIPLE,
        id="rise 1",
        stem="Which of these **rise**?",
        body="- soon",
        hints=("What is in it?",),
        answers=(
            Answer("Rye *bread*", True, feedback="Yes"),
            Answer("Wheat bread", True),
            Answer("Shortcrust", False),
        ),
        explanation="Yeast does it.",
        section="Baking",
        points=2.0,
        tags=("dough",),
        shuffled=True,
    )
    assert [question.type.value for question in reading.questions] == [
        "multiple",
        "true-false",
        "text",
        "numeric",
        "reflection",
    ]
    assert [one.feedback for one in reading.questions[1].answers] == ["", "It does."]
    assert [question.gaps[0].source for question in reading.questions[2:4]] == ["Baked|%50%/b.*ed/", "= 230 +- 20"]
    assert reading.questions[2].exact_case


def test_what_we_have_no_word_for_is_listed_with_its_line() -> None:
    told = [(loss.line, loss.text()) for loss in moodle_xml.read(BREAD).lost]
    assert told == [
        (5, "its name Which rise"),
        (5, "that it is hidden"),
        (5, "its penalty for further tries: 0.25"),
        (5, "feedback for the answer as a whole: Think of yeast."),
        (22, "feedback for what is typed: No"),
        (26, "its units: C"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("<quiz>\n<question>", 2, "no element found"),
        ("<quiz>\n\n<a></b></quiz>", 3, "mismatched tag"),
        ('<!DOCTYPE q [<!ENTITY a "b">]>\n<quiz>&a;</quiz>', 1, "it declares a document type or entities"),
        ('<!DOCTYPE q SYSTEM "file:///etc/passwd"><quiz/>', 1, "it declares a document type or entities"),
    ],
)
def test_what_is_not_well_formed_or_declares_entities_is_refused(text: str, line: int, reason: str) -> None:
    with pytest.raises(BrokenExchangeError) as caught:
        moodle_xml.read(text)
    assert (caught.value.values["line"], caught.value.values["reason"]) == (str(line), reason)


def test_a_hostile_file_costs_little() -> None:
    empty = "<question type='multichoice'/>" * 5_000
    assert not moodle_xml.read(f"<quiz>{empty}</quiz>").questions
    for deep in ("<a>", "<question>"):
        with pytest.raises(BrokenExchangeError, match="more often than any quiz needs"):
            moodle_xml.read(f"<quiz>{deep * 20_000}")


def test_weights_and_case_are_written() -> None:
    question = Written(
        type=Type.SINGLE,
        id="q",
        stem="Which & why <b>?",
        answers=(Answer("a", True), Answer("b", False, weight=0.5), Answer("c", False)),
        scoring=Scoring.PARTIAL,
    )
    writing = moodle_xml_out.write([question], title="T -- x")
    assert writing.lost == ()
    assert "<!-- T - - x -->" in writing.text
    assert "<text>Which &amp; why &lt;b&gt;?</text>" in writing.text
    assert [
        line.partition('fraction="')[2].partition('"')[0] for line in writing.text.split("\n") if "fraction" in line
    ] == [*("100", "50", "0")]
