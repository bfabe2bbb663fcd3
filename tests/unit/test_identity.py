"""What a question is, through edits: pinned figures, since they are recorded in members' databases."""

from collections.abc import Callable

import pytest

from quizzes.identity import Numbering, canonical
from quizzes.model import Choice, Typed
from tests.kinds import questions_in

TEXT = """#### Q3. Which  *river* flows through Wien?

```text
a map
```

- [ ] The Rhine
- [x] The Danube
  > Donau.
- [ ] The Elbe

Because it does.
"""


def question(text: str) -> Choice:
    read = questions_in(text)[0]
    assert isinstance(read, Choice)
    return read


def test_figures_are_those_that_were_recorded() -> None:
    read = question(TEXT)
    assert read.id == "~00b0ace443d7"
    assert read.identity == "00b0ace443d7618dd226f763da2a88b0"
    assert read.key == "7483be20b172e9aa6bdc3f13823f00fa"
    assert [option.id for option in read.options] == ["6670407e", "559ac56f", "8e440242"]


TYPED = "### What? {{.case}}\n\n[[{}]]\n"


def typed(gap: str) -> Typed:
    (question,) = questions_in(TYPED.format(gap))
    assert isinstance(question, Typed)
    return question


def test_figures_of_typed_questions_are_those_that_were_recorded() -> None:
    words = typed("mut|`let mut`|/mut(able)?/i|%50%const")
    assert (words.id, words.key) == ("~b0531fda87cf", "14a7ce941f37927695f81fa13425c104")
    number = typed("= 3.14 +- 0.01|%50%= 3 .. 4")
    assert (number.id, number.key) == ("~7d04aa208c80", "952a145b9e883006052444fad9558645")


def test_a_further_answer_to_type_keeps_the_question_and_changes_its_key() -> None:
    assert typed("mut|mutable").identity == typed("mut").identity == typed(" `mut` ").identity
    assert len({typed(gap).key for gap in ("mut|mutable", "mut", "`mut`", "mut|%50%mutable")}) == 4
    assert typed("= 3.14 +- 1").identity == typed("= 3.14").identity != typed("= 3.15").identity
    assert typed("mut").identity != typed("let").identity
    assert typed("mutable|mut").key == typed("mut | mutable").key


COSMETIC: dict[str, Callable[[str], str]] = {
    "renumbered": lambda text: text.replace("Q3.", "Q17."),
    "another level": lambda text: text.replace("####", "##"),
    "blanks": lambda text: text.replace("Which  *river*", "Which *river*").replace("- [ ] The", "-  [ ]  The"),
    "case": lambda text: text.replace("The Elbe", "the ELBE"),
    "bullets": lambda text: text.replace("- [", "* ["),
    "wrapped": lambda text: text.replace("The Danube", "The\n  Danube"),
    "wide": lambda text: text.replace("Q3.", "Q3．").replace("Rhine", "Ｒｈｉｎｅ"),
    "order": lambda text: text.replace("- [ ] The Rhine\n", "").replace(
        "- [ ] The Elbe\n", "- [ ] The Elbe\n- [ ] The Rhine\n"
    ),
    "feedback": lambda text: text.replace("Donau.", "Right."),
    "explanation": lambda text: text.replace("Because it does.", "See a map."),
    "hint": lambda text: text.replace("- [ ] The Rhine", "> [!TIP]\n> East.\n\n- [ ] The Rhine"),
    "fence": lambda text: text.replace("```text", "~~~").replace("```\n\n", "~~~\n\n"),
}


@pytest.mark.parametrize("name", COSMETIC)
def test_a_cosmetic_edit_keeps_identity_key_and_option_ids(name: str) -> None:
    before, after = question(TEXT), question(COSMETIC[name](TEXT))
    assert COSMETIC[name](TEXT) != TEXT
    assert (after.id, after.identity, after.key) == (before.id, before.identity, before.key)
    assert {option.id for option in after.options} == {option.id for option in before.options}


def test_other_words_other_options_and_other_code_are_another_question() -> None:
    edits = [("flows", "runs"), ("The Elbe", "The Oder"), ("a map", "another map"), ("- [ ] The Elbe\n", "")]
    identities = {question(TEXT.replace(*edit)).identity for edit in edits}
    assert len(identities) == len(edits)
    assert question(TEXT).identity not in identities


def test_a_changed_key_changes_the_key_and_not_what_the_question_is() -> None:
    moved = TEXT.replace("[x]", "[ ]").replace("[ ] The Elbe", "[x] The Elbe")
    assert question(moved).identity == question(TEXT).identity
    assert question(moved).key != question(TEXT).key


def test_the_revision_sees_every_edit_but_the_label_and_the_place() -> None:
    revision = question(TEXT).revision
    assert question("\n\nText.\n\n" + TEXT.replace("Q3.", "Q4.") + "\n\n").revision == revision
    for edit in (("Donau.", "Right."), ("Because", "As"), ("[x]", "[ ]"), ("Wien?", "Wien? {points=2}")):
        assert question(TEXT.replace(*edit)).revision != revision


def test_options_that_differ_in_case_alone_keep_their_ids_in_any_order() -> None:
    one = question("### a?\n\n- [x] `Yes`\n- [ ] `YES`\n")
    other = question("### a?\n\n- [ ] `YES`\n- [x] `Yes`\n")
    assert one.right == other.right
    assert one.key == other.key != question("### a?\n\n- [ ] `Yes`\n- [x] `YES`\n").key


def test_an_explicit_id_survives_every_edit() -> None:
    assert question("### a? {#kept}\n\n- [x] a\n- [ ] b\n").id == "kept"


def test_chinese_may_be_wrapped_anywhere() -> None:
    assert canonical("你好，\n  世界 and ROT") == canonical("你好，世界 and rot")


def test_numbering_gives_each_name_once() -> None:
    numbering = Numbering()
    assert [numbering.take(name) for name in ("a", "a", "a-2", "a", "b")] == ["a", "a-2", "a-2-2", "a-3", "b"]
