"""Moodle XML: what becomes of it, and what is refused."""

from dataclasses import replace

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
            Answer("Rye *bread*", True, feedback="Yes", weight=0.5),
            Answer("Wheat bread", True, weight=0.5),
            Answer("Shortcrust", False, weight=-1.0),
        ),
        scoring=Scoring.PARTIAL,
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
    writing = moodle_xml_out.write([question], title="T --- \uffff x")
    assert writing.lost == ()
    assert "<!-- T - - - \ufffd x -->" in writing.text
    moodle_xml.read(writing.text)
    assert "<text>Which &amp; why &lt;b&gt;?</text>" in writing.text
    assert [
        line.partition('fraction="')[2].partition('"')[0] for line in writing.text.split("\n") if "fraction" in line
    ] == [*("100", "50", "0")]


def the_only(kind: str, text: str, more: str = "") -> tuple[Written, list[str]]:
    """The question that an element becomes, and what gets lost of it."""
    reading = moodle_xml.read(
        f'<quiz><question type="{kind}"><name><text>q</text></name>'
        f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>{more}</question></quiz>'
    )
    (question,) = reading.questions
    return question, [loss.text() for loss in reading.lost]


CITIES = """<p>Match.</p>
<p>Tucson: {1:MULTICHOICE_S:California#Wrong~%100%Arizona#OK}, &pi; {:NM:=3.14:0.01~%50%3:1}</p>
<pre>len({1:SAC:=a~%50%b \\} \\# &lt;}) # {1:SA:=a*z}</pre><p>Behind.</p>"""


def test_embedded_answers_become_the_gaps_of_a_cloze() -> None:
    question, lost = the_only("cloze", CITIES)
    assert (question.type, question.stem, question.points) == (Type.CLOZE, "Match.", 4.0)
    assert question.passage == (
        "Tucson: [[(Arizona)|California]], π [[= 3.14 +- 0.01|%50%= 3 +- 1]]\n\n"
        "```cloze\nlen([[`a`|%50%`b } # <`]]) # [[/a.*z/i]]\n```"
    )
    assert question.explanation == "Behind."
    assert lost == [
        "feedback for what is typed: Wrong",
        "feedback for what is typed: OK",
        "that what stands behind its last gap is told with the question: here it is told with the explanation",
    ]


def test_a_cloze_is_written_with_embedded_answers() -> None:
    question, _lost = the_only("cloze", CITIES)
    writing = moodle_xml_out.write([question])
    assert "{1:MULTICHOICE:=Arizona~%0%California}" in writing.text
    assert "{1:NUMERICAL:=3.14:0.01~%50%3:1}" in writing.text
    assert "{1:SHORTANSWER_C:=a~%50%b &amp;#125; &amp;#35; &amp;#60;}" in writing.text
    assert "{1:SHORTANSWER:=a&amp;#42;z}" in writing.text
    assert moodle_xml.read(writing.text).questions == (question,)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a {1:MR:=x~=y}", "a gap in which several answers are ticked: x, y"),
        ("a {1:SA:~x}", "no answer of it is right"),
        ("a {1:SA:=x", "no answer of it is right"),
        ("{1:SA:=x} " * 60, "it has more than 50 gaps"),
    ],
)
def test_a_cloze_that_cannot_be_asked_says_why(text: str, told: str) -> None:
    reading = moodle_xml.read(
        f'<quiz><question type="cloze"><questiontext><text>{text}</text></questiontext></question></quiz>'
    )
    assert reading.questions == ()
    assert [(loss.text(), loss.whole) for loss in reading.lost if loss.whole] == [(told, True)]


def test_missing_words_become_gaps_to_pick_from() -> None:
    options = "".join(
        f"<selectoption><text>{text}</text><group>{group}</group></selectoption>"
        for text, group in (("quick", 1), ("fox", 2), ("slow", 1))
    )
    question, lost = the_only("gapselect", "The [[1]] brown [[2]], [[9]].", options)
    assert (question.passage, lost) == ("The [[(quick)|slow]] brown [[fox]], \\[\\[9]].", [])


def test_things_in_order_and_notes_for_markers_come_in() -> None:
    steps = "".join(f"<answer fraction='{place}'><text>{place}. a</text></answer>" for place in (1, 2, 3))
    order, lost = the_only("ordering", "Order", f"<gradingtype>ABSOLUTE_POSITION</gradingtype>{steps}")
    assert ([one.text for one in order.steps], order.scoring) == (["1\\. a", "2\\. a", "3\\. a"], Scoring.PARTIAL)
    assert lost == ["its way of scoring: ABSOLUTE_POSITION"]
    notes = "<graderinfo format='html'><text><![CDATA[<ul><li>one</li><li>two</li></ul>]]></text></graderinfo>"
    essay, lost = the_only("essay", "Write", f"{notes}<attachments>2</attachments>")
    assert ([one.text for one in essay.steps], lost) == (["one", "two"], ["what it says of attachments: 2"])


def test_categories_are_sections_and_their_slashes_come_back() -> None:
    category = "<question type='category'><category><text>$course$/top/Nets/TCP//IP</text></category></question>"
    truth = "<question type='truefalse'><answer fraction='100'><text>true</text></answer></question>"
    reading = moodle_xml.read(f"<quiz>{category}{truth}</quiz>")
    assert reading.questions[0].section == "Nets / TCP/IP"
    assert "<text>$course$/top/Nets/TCP//IP</text>" in moodle_xml_out.write(reading.questions).text


def test_all_or_nothing_is_said_to_ourselves_alone() -> None:
    answers = (Answer("a", True), Answer("b", True), Answer("c", False))
    ours = Written(type=Type.MULTIPLE, id="q", stem="Which?", answers=answers)
    text = moodle_xml_out.write([ours, replace(ours, id="r", scoring=Scoring.PARTIAL)]).text
    assert text.count("<!-- [scoring:exact] -->") == 1
    assert [one.scoring for one in moodle_xml.read(text).questions] == [Scoring.EXACT, Scoring.PARTIAL]
    (without, _other) = moodle_xml.read(text.replace("<!-- [scoring:exact] -->", "")).questions
    assert (without.scoring, [one.weight for one in without.answers]) == (Scoring.PARTIAL, [0.5, 0.5, -1.0])
