"""Which question of now is which of then: by id, by fingerprint, by likeness, and when by none."""

from collections.abc import Mapping

import pytest

from quizzes.likeness import MOST_LOOKED_AT, Half, Wording, alike, jaccard, wording
from quizzes.model import How, Quiz
from quizzes.pairing import Pairing, Recorded, pair
from quizzes.record import question_record
from tests.kinds import quiz_in as quiz

GAUGE = (
    "### Which gauge is red before the pump starts?\n\n- [x] The left gauge\n- [ ] The right gauge\n- [ ] No gauge\n\n"
)
VALVE = (
    "### Which valve does the night shift close?\n\n- [x] The inlet below\n- [ ] The outlet above\n- [ ] The drain\n\n"
)


def recorded(quiz: Quiz) -> list[Recorded]:
    return [Recorded((quiz.key, one.id), one.identity, question_record(one)) for one in quiz.questions]


def paired(old: str, new: str, *others: Quiz, coexisted: bool = False) -> Pairing:
    """What becomes of all questions of a file, all of them answered, that are not there under their keys any more."""
    before, after = quiz(old), quiz(new)
    there = {(after.key, one.id) for one in after.questions}
    known = recorded(before)
    missing = [one for one in known if one.key not in there]
    held = {one.key for one in known}
    return pair(missing, held, (after, *others), lambda _old, new: coexisted or new in held)


def stems(found: Pairing) -> dict[str, str]:
    """By the stem of then, the stem of now."""
    return {str(one.was.record).split('"stem":"')[1].split('"')[0]: one.question.stem for one in found.pairs}


@pytest.mark.parametrize(
    "new",
    [
        GAUGE.replace("before the pump starts", "when the pump starts"),
        GAUGE.replace("gauge is red", "guage is red"),
        GAUGE.replace("The left gauge", "The gauge on the left"),
        GAUGE.replace("- [ ] No gauge\n", "- [ ] No gauge\n- [ ] Both of them\n"),
        GAUGE.replace("- [ ] No gauge\n", ""),
        GAUGE.replace("Which gauge is red before the pump starts?", "What is red?"),
        GAUGE.replace("The left gauge", "Green").replace("The right gauge", "Blue").replace("No gauge", "Yellow"),
        GAUGE.replace("[x]", "[ ]").replace("[ ] No", "[x] No").replace("starts?", "starts up?"),
    ],
    ids=["reworded", "typo", "option", "added", "taken-out", "stem", "options", "key"],
)
def test_what_is_edited_stays_what_it_is(new: str) -> None:
    found = paired(GAUGE + VALVE, VALVE + new)
    assert [one.how for one in found.pairs] == [How.LIKENESS]
    assert not found.retired


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("### Pumps run dry.\n\n- [ ] True\n- [x] False\n", "### Oil is for joints.\n\n- [x] True\n- [ ] False\n"),
        (
            "### How many bits has a nibble?\n\n- [ ] 2\n- [x] 4\n- [ ] 8\n",
            "### What is 2 + 2?\n\n- [ ] 2\n- [x] 4\n- [ ] 8\n",
        ),
        ("### 水是湿的\n\n- [x] 对\n- [ ] 错\n", "### 火炉要每天检查\n\n- [x] 对\n- [ ] 错\n"),
        ("### Boiling?\n\n[[100]]\n", "### Freezing?\n\n[[0]]\n"),
        (GAUGE, VALVE),
    ],
)
def test_what_has_little_in_common_is_another_question(old: str, new: str) -> None:
    found = paired(old, new)
    assert not found.pairs
    assert len(found.retired) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("### Mitochndria?\n\n[[power]]\n", "### Mitochondria?\n\n[[power]]\n"),
        ("### 水的沸点是多少？\n\n[[= 100]]\n", "### 水的沸点是几度？\n\n[[= 100]]\n"),
        ("### 泵在什么时候启动？\n\n- [x] 对\n- [ ] 错\n", "### 泵在什么时间启动？\n\n- [x] 对\n- [ ] 错\n"),
        (
            "### What does it print?\n\n```output\nGauge 1 is read\n```\n",
            "### What does it show?\n\n```output\nGauge 1 is read\n```\n",
        ),
    ],
)
def test_short_texts_and_chinese_are_compared_by_characters(old: str, new: str) -> None:
    assert [one.how for one in paired(old, new).pairs] == [How.LIKENESS]


def test_what_several_questions_have_tells_none_of_them_from_the_others() -> None:
    asked = "### What does this line declare?\n\n{}\n\n- [x] {}\n- [ ] {}\n\n"
    old = asked.format("", "a mutable binding in a loop", "a constant of the module")
    other = asked.format("", "a lifetime of a borrowed slice", "a trait with one method")
    new = asked.format("", "an enum without any variant", "a macro for four tests")
    found = paired(old + other, other + new)
    assert not found.pairs, "one stem stands over all of them"
    assert len(found.retired) == 1


def test_what_is_like_two_questions_alike_is_neither() -> None:
    def asked(word: str) -> str:
        return GAUGE.replace("red", word)

    found = paired(asked("red"), asked("aaa") + asked("bbb"))
    assert not found.pairs


def test_each_of_several_goes_to_the_likest() -> None:
    old = "".join(GAUGE.replace("red", word) for word in ("constant", "variable", "volatile"))
    new = "".join(GAUGE.replace("red", word) for word in ("volatiles", "constants", "variables"))
    assert {(a.split()[3], b.split()[3]) for a, b in stems(paired(old, new)).items()} == {
        ("constant", "constants"),
        ("variable", "variables"),
        ("volatile", "volatiles"),
    }


def test_what_was_there_beside_it_is_not_what_became_of_it() -> None:
    new = GAUGE.replace("red", "green")
    assert paired(GAUGE, new).pairs
    assert not paired(GAUGE, new, coexisted=True).pairs


def test_a_question_goes_where_its_words_are_and_where_nothing_is_known_of_them() -> None:
    elsewhere = quiz(GAUGE, "other.md")
    (moved,) = paired(GAUGE + VALVE, VALVE, elsewhere).pairs
    assert (moved.new[0], moved.how) == (elsewhere.key, How.FINGERPRINT)
    known = [*recorded(quiz(GAUGE)), *recorded(elsewhere)]
    found = pair(known[:1], {one.key for one in known}, (quiz(VALVE), elsewhere), lambda _old, _new: False)
    assert not found.pairs, "a copy with a history of its own keeps to that"


def test_an_id_is_the_question_wherever_it_stands_and_whatever_it_says() -> None:
    elsewhere = quiz("### What is oil for? {#red}\n\n- [x] Joints\n- [ ] Tea\n", "other.md")
    (moved,) = paired(GAUGE.replace("starts?", "starts? {#red}"), VALVE, elsewhere).pairs
    assert (moved.new, moved.how) == ((elsewhere.key, "red"), How.ID)


@pytest.mark.parametrize("there", ["starts? {#red}", "starts?", "starts? {#other}"])
def test_an_id_that_is_given_changed_or_taken_away_changes_nothing(there: str) -> None:
    for before in {"starts?", "starts? {#red}", "starts? {#first}"} - {there}:
        found = paired(GAUGE.replace("starts?", before), GAUGE.replace("starts?", there))
        assert [one.how for one in found.pairs] == [How.FINGERPRINT]


def test_likeness_is_what_two_texts_have_in_common_of_all_their_words() -> None:
    def index(one: str, other: str) -> float:
        parts = (wording(question_record(quiz(f"### {text}\n\n[[x]]\n").questions[0])).stem for text in (one, other))
        return jaccard(*parts)

    assert index("the left gauge", "the left gauge") == 1
    assert index("the left gauge", "The  LEFT gauge!") == 1
    assert index("the left gauge", "the right gauge") == pytest.approx(2 / 4)
    assert index("水的沸点", "水的冰点") == pytest.approx(3 / 5)
    assert index("Mitochndria", "Mitochondria") > 0.5


@pytest.mark.parametrize("stem", ["What is word{0}?", "Which of the words of group{0} has item{0} and thing{0} in it?"])
def test_in_a_large_file_each_question_is_compared_with_a_bounded_number_of_others(
    stem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = 300
    compared: list[int] = []

    def count(old: Wording, new: Wording, common: Mapping[Half, int]) -> float:
        compared.append(1)
        return alike(old, new, common)

    monkeypatch.setattr("quizzes.pairing.alike", count)

    def asked(edit: str) -> str:
        return "".join(
            f"### {stem.format(number)}{edit}\n\n- [x] yes it is\n- [ ] no it never is\n\n" for number in range(many)
        )

    found = paired(asked(""), asked(" Say it."))
    assert {one.old[1]: one.question.stem for one in found.pairs} == {
        one.id: new.stem for one, new in zip(quiz(asked("")).questions, quiz(asked(" Say it.")).questions, strict=True)
    }
    assert many <= len(compared) <= many * MOST_LOOKED_AT


@pytest.mark.parametrize(
    ("edited", "beside"), [("kingfsiher", True), ("kingfsiher", False), ("puffin", True)], ids=["slip", "alone", "word"]
)
def test_of_very_many_that_are_alike_the_one_that_was_edited_goes_on(edited: str, beside: bool) -> None:
    asked = (
        "### When the inspector of the northern station comes and asks for it, which of all the names in the big book "
        "of the harbour is the one that stands for {}?\n\n- [x] yes it is\n- [ ] no it never is\n\n"
    )
    names = [f"bird{number:03}" for number in range(2 * MOST_LOOKED_AT)]
    before = quiz("".join(map(asked.format, [*names, "kingfisher"])))
    after = quiz("".join(map(asked.format, [*names, edited])))
    known = recorded(before)
    held = {one.key for one in known} if beside else {known[-1].key}
    found = pair(known[-1:], held, (after,), lambda _old, new: new in held)
    assert [one.new[1] for one in found.pairs] == [after.questions[-1].id]
