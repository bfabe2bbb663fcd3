"""mdbook-quiz, Aiken, text2qti and hascard: what becomes of their files."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from quizzes.errors import BrokenExchangeError
from quizzes.exchange import aiken, anki, gift, hascard, mdbook_toml, recognised, text2qti
from quizzes.exchange.hypertext import from_html
from quizzes.exchange.written import Reading
from quizzes.parse.metadata import Type


def asked(reading: Reading) -> list[tuple[str, str, str]]:
    """Type, stem, and what is right of each question."""
    return [
        (one.type.value, one.stem, "; ".join([a.whole for a in one.answers if a.right] + [g.source for g in one.gaps]))
        for one in reading.questions
    ]


def lost(reading: Reading) -> list[tuple[int, str, bool]]:
    return [(loss.line, loss.text(), loss.whole) for loss in reading.lost]


BOOK = r'''
[[questions]]
id = "one"
type = "MultipleChoice"
prompt.prompt = """
What does it do?

```rust
let a = v[[0]];
```
"""
answer.answer = ["It indexes", "It copies"]
prompt.distractors = ["# Nothing"]
context = "See `Index`."

[[questions]]
type = "ShortAnswer"
prompt.prompt = "Which keyword?"
answer.answer = "mut"
answer.alternatives = ["a|b"]
extra = 1

[[questions]]
type = "Tracing"
prompt.program = "fn main() { x }"
answer.doesCompile = false
answer.lineNumber = 1

[[questions]]
type = "Tracing"
prompt.program = "fn main() {}"
answer.doesCompile = true
answer.stdout = ""

[[questions]]
type = "Tracing"
prompt.program = "fn main() { p(1) }"
answer.doesCompile = true
answer.stdout = "1\n"
'''


def test_a_book_s_quiz_is_read() -> None:
    reading = mdbook_toml.read(BOOK)
    assert asked(reading) == [
        ("multiple", "What does it do?", "It indexes; It copies"),
        ("text", "Which keyword?", "mut|a\\|b"),
        ("true-false", "Does this program compile?", "No"),
        ("output", "What does this program print?", ""),
    ]
    assert reading.questions[-1].output == "1"
    first = reading.questions[0]
    assert (first.id, first.body, first.explanation) == ("one", "```rust\nlet a = v[[0]];\n```", "See `Index`.")
    assert first.answers[2].text == "**Nothing**"
    assert lost(reading) == [
        (16, "the key extra", False),
        (23, "the line of the compiler's error: 1", False),
        (29, "no answer of it is right", True),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [("[[questions]]\nid = ", "2"), ("a = 1\na = 2\n", "2"), ("[" * 100_000, "1"), ("a = " + "1" * 5_000, "1")],
)
def test_what_is_no_toml_is_refused_with_its_line(text: str, line: str) -> None:
    with pytest.raises(BrokenExchangeError) as caught:
        mdbook_toml.read(text)
    assert caught.value.values["line"] == line


AIKEN = """Which *flour* is dark?
A) wheat
B) rye [x]
ANSWER: b

Is bread baked?
A. Yes
B. No
ANSWER: A

Only one
A) option
ANSWER: A

Wrong letter
A) a
B) b
ANSWER: C

Never answered
A) a
B) b
"""


def test_aiken_is_read_and_its_broken_questions_are_listed() -> None:
    reading = aiken.read(AIKEN)
    assert asked(reading) == [
        ("single", "Which \\*flour\\* is dark?", "rye [x]"),
        ("true-false", "Is bread baked?", "Yes"),
    ]
    assert lost(reading) == [
        (11, "it has fewer than two options", True),
        (15, "it has no option C", True),
        (20, "no line ANSWER: follows its options", True),
    ]


QTI = """Quiz title: Bread
Shuffle answers: true

Title: Dark flour
Points: 2
1.  Which flour is dark?

    ```
    a) none of this is an option
    ```
... It is rye.
+   Well done.
a)  wheat
... It is light.
*b) rye

2.  Which rise?
[*] yeast dough
[*] sourdough
[ ] shortcrust

GROUP
pick: 1
points per question: 3

3.  How warm?
=   230 +- 20

4.  How long?
=   [30, 45]

5.  Say it.
*   bread
*   `loaf`
END_GROUP

6.  Write.
____
"""


def test_text2qti_is_read() -> None:
    reading = text2qti.read(QTI)
    assert reading.title == "Bread"
    assert asked(reading) == [
        ("single", "Which flour is dark?", "rye"),
        ("multiple", "Which rise?", "yeast dough; sourdough"),
        ("numeric", "How warm?", "= 230 +- 20"),
        ("numeric", "How long?", "= 30 .. 45"),
        ("text", "Say it.", "bread|loaf"),
        ("reflection", "Write.", ""),
    ]
    first = reading.questions[0]
    assert (first.id, first.points, first.explanation) == ("dark-flour", 2.0, "It is rye.")
    assert first.body == "```\na) none of this is an option\n```"
    assert first.answers[0].feedback == "It is light."
    assert [(one.section, one.points) for one in reading.questions[1:3]] == [("", 1.0), ("Group 1", 3.0)]
    assert lost(reading) == [
        (2, "what it says of the quiz: shuffle answers: true", False),
        (6, "feedback for right and for wrong answers: Well done.", False),
        (23, "that 1 of a group are drawn", False),
    ]


DECK = """# Which rise?
![](pear.jpeg)
[*] yeast dough
[ ] shortcrust
[*] sourdough
---
# Which is dark?
- wheat
* rye
---
# Rye
A dark flour.
---
# Fill in
Bread is _baked_.
---
# Order
2. bake
1. knead
---
"""


def test_hascard_is_read() -> None:
    reading = hascard.read(DECK)
    assert asked(reading) == [
        ("multiple", "Which rise?", "yeast dough; sourdough"),
        ("single", "Which is dark?", "rye"),
        ("reflection", "Rye", ""),
        ("cloze", "Fill in", "baked"),
        ("ordering", "Order", ""),
    ]
    card, cloze, order = reading.questions[2:]
    assert (card.explanation, cloze.passage) == ("A dark flour.", "Bread is [[baked]].")
    assert [step.text for step in order.steps] == ["knead", "bake"]
    assert lost(reading) == [(1, "the picture pear.jpeg", False)]


def test_a_broken_note_keeps_no_other_from_being_read_and_a_column_of_any_number_is_none() -> None:
    reading = anki.read(f"#separator:tab\n#tags column:{'1' * 5_000}\na\tb\n{'x' * 140_000}\ty\nc\td\n")
    assert [one.stem for one in reading.questions] == ["a", "c"]
    quoted = anki.read('#separator:tab\n#html:false\n#a remark\n"#include what?"\tstdio.h\n"What is\nprinted?"\tx\n')
    assert [one.stem for one in quoted.questions] == ["\\#include what?", "What is<br> printed?"]
    assert [(line, whole) for line, _text, whole in lost(reading)] == [(4, True)]


def test_a_number_of_any_length_is_text_or_a_character_that_is_none() -> None:
    digits = "1" * 5_000
    assert hascard.read(f"# a\n{digits}. x\n2. y\n").questions[0].type is Type.REFLECTION
    assert from_html(f"<p>a&#{digits}; &#{'0' * 5_000}98;</p>") == ("a\ufffd b", ())


def test_what_only_word_processors_declare_is_a_comment() -> None:
    assert from_html("a <![foo bar]>b<![ if x]> c<![endif]>") == ("a b c", ())


@pytest.mark.parametrize("end", ["", ">", "-->"])
@pytest.mark.parametrize("begin", ["<b x", "<a href='x", "<!--x", "</b x"])
def test_what_begins_like_a_tag_and_never_ends_is_text_and_is_looked_at_once(
    begin: str, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[int] = []

    def counted(real: Callable[..., int]) -> Callable[..., int]:
        def look(self: HTMLParser, place: int, *more: int) -> int:
            looked_at.append(place)
            return real(self, place, *more)

        return look

    for name in ("parse_starttag", "parse_endtag", "parse_comment"):
        monkeypatch.setattr(HTMLParser, name, counted(getattr(HTMLParser, name)))
    said, _lost = from_html(f"<p>a < b</p>{begin * 1_000}{end}")
    assert said.startswith("a < b")
    assert said.count("x") == 1_000 or end, "it is shown as it is written"
    assert len(looked_at) <= 4


def test_of_answers_of_two_kinds_the_others_are_told() -> None:
    asked_both = "Points: many\n1. What?\na) no\n*b) yes\n* typed\n\n2. What?\na) no\n* typed\n"
    assert lost(text2qti.read(asked_both)) == [
        (1, "what it says of the quiz: points: many", False),
        (5, "text that belongs to no question: typed", False),
        (8, "text that belongs to no question: no", False),
    ]


def test_several_right_options_make_a_multiple_choice_and_a_reflection_has_no_points() -> None:
    both = text2qti.read("1. What?\n*a) x\n*b) y\n\nPoints: 2\n2. Why?\n____\n")
    assert [(one.type, one.points) for one in both.questions] == [(Type.MULTIPLE, 1), (Type.REFLECTION, 1)]


@pytest.mark.parametrize(
    ("text", "format_"),
    [(BOOK, "mdbook-quiz"), (AIKEN, "aiken"), (QTI, "text2qti"), (DECK, "hascard"), ("Just a text.\n", None)],
)
def test_each_is_recognised_by_its_text(text: str, format_: str | None) -> None:
    assert recognised("file.txt", text) == format_


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "piece", ["\n", " ", "<!---->", "<", "![", "[id:", "{", "{=", "\t\n", "_a", "= +-", "A) ", "&#"]
)
def test_a_format_is_looked_for_without_a_long_wait(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    assert recognised("file.txt", f"{text}x") in (None, "anki", "hascard", "gift")
    hascard.read(f"# a\n{text}")
    text2qti.read(f"1.  a\n=   {text}")
    gift.read(f"// {text}\nQ{{T}}\n")


PIECES = ["A) [a]\n", "1.  `a`\n", "# a\n", "- *a*\n", "[*] a\n", "ANSWER: A\n", "GROUP\n", "---\n", "= 1\n"]
PIECES += ["q\nA) a\nANSWER: A\n"]


@pytest.mark.timeout(10)
@pytest.mark.parametrize("piece", PIECES)
def test_a_large_hostile_file_is_read_in_seconds(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    for format_ in (aiken, text2qti, hascard):
        format_.looks_like(text)
        found = format_.read(text)
        assert found.questions == ()
        assert len(found.lost) <= 4_002, "more is not listed, and that is said"
