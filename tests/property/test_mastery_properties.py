"""What holds of every level, whatever was answered and in whatever order."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from quizzes.mastery import CONFIRMED_AFTER, STILL_KNOWN, Level, Verdicts, judged, level, reached
from quizzes.memory import Memory, State, recall

MONDAY = date(2026, 3, 2)
START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Answer:
    day: date
    right: bool
    in_review: bool


@dataclass(frozen=True)
class Item:
    verdicts: Verdicts | None
    memory: Memory
    answers: tuple[Answer, ...]


def item(answers: list[Answer], stability: float) -> Item:
    ordered = sorted(answers, key=lambda answer: answer.day)
    verdicts: Verdicts | None = None
    for one in ordered:
        verdicts = judged(verdicts, one.day, right=one.right, mark=float(one.right), in_review=one.in_review)
    last = START + (ordered[-1].day - MONDAY if ordered else 0 * DAY)
    memory = Memory(stability, 5.0, State.REVIEW, 0, MONDAY, None, 1, 0, last)
    return Item(verdicts, memory, tuple(ordered))


ANSWERS = st.builds(
    Answer, st.integers(0, 30).map(lambda days: MONDAY + days * DAY), st.booleans(), in_review=st.booleans()
)
ITEMS = st.builds(item, st.lists(ANSWERS, max_size=6), st.sampled_from([1.0, 10.0, 300.0]))
QUESTIONS = st.lists(st.none() | ITEMS, max_size=5)
MOMENTS = st.integers(30, 400).map(lambda days: START + days * DAY)


def answered(questions: list[Item | None]) -> list[Item]:
    return [one for one in questions if one is not None and one.verdicts is not None]


@given(questions=QUESTIONS, at=MOMENTS)
def test_proficient_means_that_every_latest_verdict_is_right(questions: list[Item | None], at: datetime) -> None:
    right = bool(questions) and all(one is not None and one.answers and one.answers[-1].right for one in questions)
    assert (level(questions, at) >= Level.PROFICIENT) is right


@given(questions=QUESTIONS, at=MOMENTS)
def test_not_begun_means_that_nothing_was_answered(questions: list[Item | None], at: datetime) -> None:
    assert (level(questions, at) is Level.NOT_BEGUN) is (answered(questions) == [])


@given(questions=QUESTIONS, at=MOMENTS)
def test_mastered_means_a_right_review_of_each_a_week_after_its_first_right_answer_since_the_last_miss(
    questions: list[Item | None], at: datetime
) -> None:
    def confirmed(one: Item) -> bool:
        since = 1 + max((index for index, answer in enumerate(one.answers) if not answer.right), default=-1)
        kept = one.answers[since:]
        return any(answer.in_review and answer.day - kept[0].day >= CONFIRMED_AFTER for answer in kept)

    known = answered(questions)
    found = level(questions, at)
    if found < Level.PROFICIENT:
        return
    mean = sum(recall(one.memory, at) for one in known) / len(known)
    assert (found is Level.MASTERED) is (mean >= STILL_KNOWN and all(map(confirmed, known)))


@given(questions=QUESTIONS, at=MOMENTS, later=st.integers(0, 4000))
def test_with_time_alone_a_level_never_rises_and_falls_no_further_than_to_proficient(
    questions: list[Item | None], at: datetime, later: int
) -> None:
    before, after = level(questions, at), level(questions, at + later * DAY)
    assert after is before or (before, after) == (Level.MASTERED, Level.PROFICIENT)


@given(questions=st.lists(ITEMS, min_size=1, max_size=4), at=MOMENTS, data=st.data())
def test_a_level_falls_with_a_miss_and_rises_again_with_a_right_answer(
    questions: list[Item], at: datetime, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(questions) - 1))
    day = MONDAY + 40 * DAY

    def after(*rights: bool) -> Level:
        more = [*questions[index].answers, *(Answer(day, right, in_review=True) for right in rights)]
        changed = item(more, questions[index].memory.stability)
        return level([*questions[:index], changed, *questions[index + 1 :]], at)

    missed, mended = after(False), after(False, True)
    assert missed <= level(questions, at) or level(questions, at) is Level.NOT_BEGUN
    assert missed < Level.PROFICIENT
    assert missed <= mended <= Level.PROFICIENT
    others = [one for place, one in enumerate(questions) if place != index]
    everything = all(one.verdicts is not None and one.verdicts.right for one in others)
    assert (mended is Level.PROFICIENT) is everything


@given(levels=st.lists(st.sampled_from(Level), max_size=8))
def test_a_dimension_is_the_share_of_its_objectives(levels: list[Level]) -> None:
    share = reached(levels)
    assert (share is None) is (levels == [])
    assert share is None or round(share * len(levels)) == sum(one >= Level.PROFICIENT for one in levels)
