"""Whatever an author does to a file of questions, each keeps its own history, and none gets another's."""

from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from quizzes.likeness import Near, jaccard, wording
from quizzes.likeness import alike as likeness
from quizzes.model import How, Quiz
from quizzes.pairing import ALIKE, Pairing, pair
from quizzes.record import question_record
from tests.kinds import quiz_in as quiz
from tests.unit.test_pairing import recorded

WORDS = tuple(
    "pump valve gauge boiler tank drain inlet outlet pressure oil joint shift night morning crew ladder lamp wrench "  # noqa: SIM905 - a list of them would be three times as long
    "signal whistle bearing crank piston cylinder jacket sleeve gasket flange bolt washer spring lever handle".split()
)
HAN = "水泵阀门压力锅炉管道夜班白天油灯梯子信号轴承曲柄活塞气缸垫圈螺栓弹簧手轮温度检查记录报警关闭打开启动停止"

SLIPS = st.integers(0, 7)


@dataclass(frozen=True)
class Asked:
    """A question as its author writes it; `number` tells it from all others, for the test alone."""

    number: int
    stem: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    han: bool = False

    @property
    def text(self) -> str:
        blank = "" if self.han else " "
        options = [f"- [{' ' if place else 'x'}] {blank.join(words)}" for place, words in enumerate(self.options)]
        return f"### {blank.join(self.stem)}?\n\n" + "\n".join(options) + "\n\n"


@st.composite
def questions(draw: st.DrawFn) -> list[Asked]:
    """Questions whose words are chosen at random, so that no two are much alike."""
    found = []
    for number in range(draw(st.integers(1, 5))):
        han = draw(st.booleans())
        word = st.sampled_from(HAN if han else WORDS)
        stem = draw(st.lists(word, min_size=8, max_size=12, unique=True))
        options = draw(
            st.lists(
                st.lists(word, min_size=4, max_size=6, unique=True).map(tuple),
                min_size=3,
                max_size=4,
                unique_by=frozenset,
            )
        )
        found.append(Asked(number, tuple(stem), tuple(options), han))
    return found


def slip(word: str, where: int) -> str:
    """A word with one letter doubled; of one sign, a wrong one that stands nowhere else."""
    if len(word) == 1:
        return "甲乙丙丁戊己庚辛"[where]
    at = where % len(word)
    return word[:at] + word[at] + word[at:]


def apart(asked: list[Asked]) -> bool:
    """Whether no two of some questions are alike."""
    texts = [wording(question_record(one)) for one in quiz("".join(one.text for one in asked)).questions]
    return all(likeness(one, other) < ALIKE for place, one in enumerate(texts) for other in texts[:place])


def follow(old: Quiz, new: Quiz) -> Pairing:
    """What becomes of the questions of a file, all of them answered in one sitting."""
    known, there = recorded(old), {(new.key, one.id) for one in new.questions}
    held = {one.key for one in known}
    missing = [one for one in known if one.key not in there]
    return pair(missing, held, (new,), lambda _old, key: key in held)


@st.composite
def edits(draw: st.DrawFn, asked: Asked) -> Asked:
    """A question after an edit: a slip, a word in the stem, another option, another order; or nothing."""
    match draw(st.sampled_from(["nothing", "slip", "word", "option", "order"])):
        case "slip":
            at = draw(st.integers(0, len(asked.stem) - 1))
            stem = tuple(slip(word, draw(SLIPS)) if place == at else word for place, word in enumerate(asked.stem))
            return replace(asked, stem=stem)
        case "word":
            at = draw(st.integers(0, len(asked.stem)))
            return replace(asked, stem=(*asked.stem[:at], "新" if asked.han else "really", *asked.stem[at:]))
        case "option":
            return replace(
                asked, options=(*asked.options, ("无", "一", "是") if asked.han else ("none", "of", "these"))
            )
        case "order":
            return replace(asked, options=(asked.options[0], *draw(st.permutations(asked.options[1:]))))
    return asked


@given(data=st.data())
def test_each_question_goes_on_as_itself(data: st.DataObject) -> None:
    before = data.draw(questions().filter(apart))
    kept = data.draw(st.lists(st.sampled_from(before), unique=True))
    after = [data.draw(edits(one)) for one in data.draw(st.permutations(kept))]
    old, new = quiz("".join(one.text for one in before)), quiz("".join(one.text for one in after))
    then = {key.key[1]: asked.number for key, asked in zip(recorded(old), before, strict=True)}
    now = {question.id: asked.number for question, asked in zip(new.questions, after, strict=True)}
    found = follow(old, new)
    stayed = {then[id_] for id_ in now if id_ in then}
    went = {then[one.old[1]]: now[one.new[1]] for one in found.pairs}
    assert all(number == other for number, other in went.items()), "nobody's history is another's"
    assert went.keys() | stayed == {one.number for one in kept}, "and what is there is found"
    assert len(found.pairs) + len(found.retired) == len(before) - len(stayed)


@given(data=st.data())
def test_two_that_are_nearly_the_same_never_change_places(data: st.DataObject) -> None:
    """They differ in one word, wherever it is, and each is edited in its own way, at one or two words of its stem."""
    one = data.draw(questions())[0]
    at = data.draw(st.integers(0, len(one.stem) - 1))
    twin = replace(one, number=99, stem=(*one.stem[:at], "泉" if one.han else "zeppelin", *one.stem[at + 1 :]))
    before = (one, twin)
    after = []
    for asked in before:
        places = data.draw(st.lists(st.integers(0, len(one.stem) - 1), min_size=1, max_size=2, unique=True))
        stem = tuple(slip(word, data.draw(SLIPS)) if place in places else word for place, word in enumerate(asked.stem))
        after.append(replace(asked, stem=stem))
    old, new = quiz("".join(asked.text for asked in before)), quiz("".join(asked.text for asked in after))
    then = {key.key[1]: asked.number for key, asked in zip(recorded(old), before, strict=True)}
    now = {question.id: asked.number for question, asked in zip(new.questions, after, strict=True)}
    found = follow(old, new)
    assert all(then[found_.old[1]] == now[found_.new[1]] for found_ in found.pairs)
    assert all(found_.how is How.LIKENESS for found_ in found.pairs)
    if not one.han:
        assert len(found.pairs) == 2


@given(st.lists(st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=8), min_size=2, max_size=12))
def test_whatever_two_questions_may_be_like_each_other_is_found(stems: list[list[str]]) -> None:
    said = [wording(question_record(quiz(f"### {' '.join(stem)}\n\n[[x]]\n").questions[0])) for stem in stems]
    one, others = said[0], dict(enumerate(said[1:]))
    near = Near(others, {}, ALIKE).to(one)
    like = [number for number, other in others.items() if jaccard(one.stem, other.stem) >= ALIKE]
    assert set(like) <= set(near)
