"""GIFT: what its syntax says, what becomes of it, and what is written."""

from dataclasses import replace
from pathlib import Path

import pytest

from quizzes.exchange import gap_text, gift, gift_out, imported, worth
from quizzes.exchange.gift_syntax import Kind, read_pieces
from quizzes.exchange.written import LARGEST, Answer, Pair, Written
from quizzes.model import Scoring
from quizzes.parse.metadata import Type
from tests.kinds import quiz_in as read

BREAD = (Path(__file__).parents[1] / "fixtures" / "exchange" / "bread.gift").read_text(encoding="utf-8")


def losses(text: str) -> list[tuple[int, str, bool]]:
    return [(loss.line, loss.text(), loss.whole) for loss in gift.read(text).lost]


def test_each_piece_is_what_its_braces_make_it() -> None:
    assert [piece.kind.value for piece in read_pieces(BREAD)] == [
        *("Category", "MC", "MC", "TF", "Numerical", "Short", "Essay", "Matching", "MC")
    ]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Text alone", Kind.DESCRIPTION),
        ("Q{}", Kind.ESSAY),
        ("Q{One}", Kind.SHORT),
        ("Q{=a}", Kind.SHORT),
        ("Q{=a -> b =c -> d}", Kind.MATCHING),
        ("Q{~a -> b =c -> d}", Kind.CHOICE),
        ("Q{T}", Kind.TRUE_FALSE),
        ("Q{#3}", Kind.NUMERICAL),
        ("Q{#3:2~#no}", Kind.NUMERICAL),
        ("Q{ =a", Kind.BROKEN),
    ],
)
def test_a_piece_is_known_by_its_answers(written: str, kind: Kind) -> None:
    (piece,) = read_pieces(written)
    assert piece.kind is kind


def test_a_brace_that_is_never_closed_takes_nothing_with_it() -> None:
    assert [piece.kind for piece in read_pieces("Open {=a\n\nQ{T}\n\nR{F}")] == [
        Kind.BROKEN,
        Kind.TRUE_FALSE,
        Kind.TRUE_FALSE,
    ]


def test_empty_lines_inside_braces_part_nothing() -> None:
    (piece,) = read_pieces("Q{\n=a\n\n=b\n}")
    assert [choice.text.text for choice in piece.choices] == ["a", "b"]


def test_questions_keep_id_tags_section_weights_and_feedback() -> None:
    first = gift.read(BREAD).questions[0]
    assert (first.id, first.tags, first.section) == ("proof-1", ("dough", "cold proof"), "Baking")
    assert (first.stem, first.type, first.scoring) == ("Dough proofs `overnight`: why?", Type.SINGLE, Scoring.PARTIAL)
    assert first.answers == (
        Answer("Slow yeast makes more *flavour*", True, feedback="Yes."),
        Answer("It saves ~2 cups {of} flour", False),
        Answer("The oven is busy", False, feedback="A reason, not the reason.", weight=0.5),
    )
    assert first.explanation == "Cold slows yeast more than it slows the acids."


def test_a_text_in_html_becomes_markdown() -> None:
    second = gift.read(BREAD).questions[1]
    assert (second.stem, second.body) == ("Which of these **rise**?", "```\na < b\n```")
    assert [one.feedback for one in second.answers] == ["", "", "*Never.*"]
    assert (second.type, second.scoring) == (Type.MULTIPLE, Scoring.PARTIAL)


@pytest.mark.parametrize(
    ("options", "scoring", "weights"),
    [
        ("~%50%a ~%50%b ~%-100%c", Scoring.PARTIAL, [0.5, 0.5, -1.0]),
        ("~%100%a ~%-100%b ~%-100%c", Scoring.EXACT, [None, None, None]),
        ("~%50%a ~%50%b ~%-50%c ~%-50%d", Scoring.PARTIAL, [None] * 4),
        ("~%50%a ~%50%b ~c", Scoring.PARTIAL_LENIENT, [None, None, None]),
        ("~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-100%d", Scoring.PARTIAL, [worth.share_of(33.33333)] * 3 + [-1.0]),
        ("~%70%a ~%30%b ~%-10%c", Scoring.PARTIAL, [0.7, 0.3, -0.1]),
    ],
)
def test_percentages_tell_the_way_of_scoring(options: str, scoring: Scoring, weights: list[float | None]) -> None:
    (question,) = gift.read(f"Which?{{{options}}}").questions
    assert question.scoring is scoring
    assert [one.weight for one in question.answers] == weights
    assert question.answers[0].right
    assert not question.answers[-1].right


@pytest.mark.parametrize(
    ("text", "stem", "body"),
    [
        (r"[markdown]```\ncode\n```", "code", "```\ncode\n```"),
        (r"[markdown]```\ncode\n```\n\nWhat does it print?", "What does it print?", "```\ncode\n```"),
        (r"[markdown]- a\n- b\n\nWhich of the above?", "a", "- a\n- b\n\nWhich of the above?"),
    ],
)
def test_a_question_without_a_name_is_headed_by_its_own_words(text: str, stem: str, body: str) -> None:
    (question,) = gift.read(f"{text}{{=x ~y}}").questions
    assert (question.label, question.stem, question.body) == ("", stem, body)


def test_pictures_stand_apart_from_the_text() -> None:
    text = """[html]<p>What is<img src="@@PLUGINFILE@@/pump.png"/>this <b>a<img alt="b" src="x.png"></b>c \
(<img alt="d" src="x.png">), <img alt="e" src="x.png">.</p>{T}

[markdown]What![pump](@@PLUGINFILE@@/p.png)is ![pump](@@PLUGINFILE@@/p.png), eh?{T}"""
    one, other = gift.read(text).questions
    assert one.stem == "What is pump.png this **a b** c (d), e."
    assert other.stem == "What pump is pump, eh?"
    assert {loss.name for loss in gift.read(text).lost} == {"What is this a c ( ), .", other.stem}


def test_all_or_nothing_is_said_to_ourselves_alone() -> None:
    text = "// a [scoring:exact] b\n::a::Which?{~%50%x ~%50%y ~%-100%z}"
    (foreign,) = gift.read(text).questions
    assert (foreign.scoring, gift.read(text).lost) == (Scoring.PARTIAL, ()), "half of what is right is worth half there"
    (inside,) = gift.read("Both {~%50%x ~%50%y ~%-100%z} are right.").questions
    assert inside.scoring is Scoring.PARTIAL
    ours = replace(foreign, scoring=Scoring.EXACT, answers=tuple(replace(one, weight=None) for one in foreign.answers))
    for question in (foreign, ours):
        writing = gift_out.write([question], title="[scoring:exact]")
        assert writing.text.startswith("// (scoring:exact]")
        assert (gift.read(writing.text).questions, writing.lost) == ((question,), ())


def test_feedback_of_true_and_false_goes_to_the_wrong_and_the_right_answer() -> None:
    for word, right in (("TRUE", "True"), ("FALSE", "False")):
        (question,) = gift.read(f"Q{{{word}#no#yes}}").questions
        assert {one.text: one.feedback for one in question.answers} == {
            right: "yes",
            "False" if right == "True" else "True": "no",
        }


def test_what_is_typed_keeps_shares_and_wildcards() -> None:
    typed = gift.read(BREAD).questions[4]
    assert typed.stem == "A loaf is _____ in the oven."
    assert typed.gaps[0].source == "baked|%50%cooked|/b.*d/i"
    assert [typed.gaps[0].worth(text) for text in ("Baked", "cooked", "burned", "raw")] == [1.0, 0.5, 1.0, 0.0]


def test_numbers_keep_tolerance_and_range() -> None:
    sources = [
        gift.read(f"Q{{#{text}}}").questions[0].gaps[0].source for text in ("230:20", "1..5", "-3.5", "=1:0 =%50%1:1")
    ]
    assert sources == ["= 230 +- 20", "= 1 .. 5", "= -3.5", "= 1|%50%= 1 +- 1"]


def test_essays_and_matches_become_reflections_and_pairs() -> None:
    essay, match = gift.read(BREAD).questions[5:]
    assert (essay.type, essay.stem) == (Type.REFLECTION, "Write about your first loaf.")
    assert match.pairs == (Pair("rye", "dark"), Pair("wheat", "light"))


def test_an_arrow_that_is_typed_cannot_be_said() -> None:
    gap = gap_text.gap_of(["->", "a -> b"])
    assert gap is not None
    writing = gift_out.write([Written(type=Type.TEXT, id="arrow", stem="Which?", gaps=(gap,))])
    assert [loss.whole for loss in writing.lost] == [True]


def test_what_we_cannot_ask_is_listed_with_its_line() -> None:
    assert losses(BREAD)[-1:] == [
        (31, "no answer of it is right", True),
    ]


def test_what_is_lost_stands_in_the_new_file_too() -> None:
    result = imported("gift", BREAD, name="bread.gift", id_="bread", title="Bread", taken=set())
    assert "- line 31, Which is right?: left out, no answer of it is right" in result.text
    assert [question.id for question in read(result.text).questions] == [one.id for one in result.questions]
    assert not [problem.code for problem in read(result.text).problems if problem.code[0] == "E"]


def test_ids_that_a_course_has_are_not_given_again() -> None:
    result = imported("gift", BREAD, name="b", id_="b", title="B", taken={"proof-1", "salt-slows-yeast"})
    ids = [question.id for question in result.questions]
    assert ids[0] == "proof-1-2"
    assert ids[2] == "salt-slows-yeast-2"
    assert "its id proof-1, which cannot be an id here" in result.text


def test_writing_says_what_gift_has_no_place_for() -> None:
    question = Written(
        type=Type.TRUE_FALSE,
        id="salt",
        stem="Salt slows yeast.",
        hints=("Think of water.",),
        points=2,
        answers=(Answer("True", True, fixed=True), Answer("False", False, fixed=True)),
        line=7,
    )
    writing = gift_out.write([question])
    assert [(loss.line, loss.name, loss.text()) for loss in writing.lost] == [
        (7, "salt", "its hints (1)"),
        (7, "salt", "its points: 2"),
    ]
    assert writing.text == (
        "// Left out: its points: 2\n// Left out: its hints (1)\n::salt::[markdown]Salt slows yeast.{TRUE}\n"
    )


@pytest.mark.parametrize(
    "piece", ["{", "{\n\n", "::", "\\", "=~", "{#=%", "// [id:", "[html]<p>", "{~%1%a#", "$CATEGORY:\n"]
)
def test_hostile_repetition_costs_no_more_than_its_length(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    assert len(text) < LARGEST
    gift.read(text)


def test_things_to_put_in_order_come_in_and_go_out() -> None:
    text = "::o::Order{>2 RANDOM VERTICAL ABSOLUTE_POSITION SHOW none\nfirst\nsecond\nthird\n}"
    (question,) = gift.read(text).questions
    assert [step.text for step in question.steps] == ["first", "second", "third"]
    assert [told for _line, told, _whole in losses(text)] == [
        "that only 2 of its things are put in order at a time",
        "its way of scoring: ABSOLUTE_POSITION",
    ]
    assert "{>3 ALL VERTICAL RELATIVE_NEXT_EXCLUDE_LAST SHOW none\nfirst\n" in gift_out.write([question]).text


def test_a_star_goes_out_as_it_came_in() -> None:
    (question,) = gift.read("::s::Which?{=b*d =%50%a\\*}").questions
    assert question.gaps[0].source == "/b.*d/i|%50%a*"
    assert gift.read(gift_out.write([question]).text).questions == (question,)
