"""How well an answer sits in a member's memory, and when to ask again: FSRS-6, as a value for each question.

The formulas and default weights are those of the package `fsrs` 6.3 (open-spaced-repetition/py-fsrs; the formulas are
explained in open-spaced-repetition/awesome-fsrs, "The Algorithm"), on plain floats and in the same order of operations:
the tests hold both to be equal to the last bit. The package itself takes longer to import than an answer may take to
be recorded.
"""

from datetime import date, datetime, timedelta
from enum import IntEnum
from functools import lru_cache
from math import e, inf, pow  # noqa: A004 - of floats alone, and typed so

from lessons.digest import blake2b
from lessons.light import dataclass

RETENTION = 0.90
"""Share of the items asked on their day that shall still be known."""
LEAST_RETENTION, MOST_RETENTION = 0.70, 0.97
LEECH = 8
"""Lapses that make a leech: an item that takes more time than it is worth."""
LEARN_AHEAD = timedelta(minutes=20)
"""What is due so soon comes back in the same session."""
LONGEST = 36_500
"""Days between two reviews at most."""

_W: tuple[float, ...] = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)
"""The weights w0 to w20, as the formulas number them."""
_DECAY = -_W[20]
_FACTOR = pow(0.9, 1 / _DECAY) - 1
_LEAST_STABILITY = 0.001
_LEAST_DIFFICULTY, _MOST_DIFFICULTY = 1.0, 10.0
_DAY = timedelta(days=1)
_FUZZ = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, inf, 0.05))
"""Of the days between the first two figures, the share by which an interval may be off."""
_SHORTEST_FUZZED = 2.5


class Rating(IntEnum):
    """How an answer came."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class State(IntEnum):
    """Where an item stands: asked in steps of minutes, or at intervals of days."""

    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


@dataclass(frozen=True, slots=True)
class Memory:
    """What one member's memory of one question is, after its latest review."""

    stability: float
    """Days in which predicted recall falls from 1 to 0.9."""
    difficulty: float
    """1 to 10."""
    state: State
    step: int
    """Of learning or relearning, 0 for the first; 0 in review."""
    due_day: date
    """The study day on which it is due."""
    due_at: datetime | None
    """The moment where it is due after minutes, UTC; None where any time of the day will do."""
    reviews: int
    lapses: int
    """How often it was forgotten after it had been learned."""
    last: datetime
    """The latest review; UTC."""

    @property
    def leech(self) -> bool:
        """Whether it was forgotten so often that it should be learned in another way."""
        return self.lapses >= LEECH


def rate(*, right: bool, hints: int = 0) -> Rating:
    """The rating that a verdict stands for; Easy is given by the member's own key alone."""
    if not right:
        return Rating.AGAIN
    return Rating.HARD if hints else Rating.GOOD


def recall(memory: Memory, at: datetime) -> float:
    """The predicted chance, 0 to 1, that the member still knows it."""
    return _recall(max(0.0, (at - memory.last) / _DAY), memory.stability)


def days_until(share: float, stability: float) -> float:
    """Days after a review until predicted recall has fallen to a share, 0 to 1; in proportion to the stability."""
    return stability / _FACTOR * _stretch(share)


@lru_cache(maxsize=1000)
def _stretch(share: float) -> float:
    """The part of it that follows from the share; few are asked for."""
    return pow(share, 1 / _DECAY) - 1


def review(
    memory: Memory | None,
    rating: Rating,
    at: datetime,
    *,
    day: date,
    member: str,
    question: str,
    in_quiz: bool = False,
    retention: float = RETENTION,
    fuzz: bool = True,
) -> Memory:
    """The memory after a review. The same history always gives the same memory.

    Args:
        memory: what it was; None for a question never answered before.
        rating: how the answer came.
        at: when, in UTC.
        day: the study day of that moment.
        member: id of the member, which with `question` and the number of the review settles the fuzz.
        question: what names the question among all of the member's.
        in_quiz: whether it was answered in a quiz, where a wrong answer does not come back on the same day.
        retention: share of the items asked on their day that shall still be known, 0.70 to 0.97.
        fuzz: whether intervals of 3 days and more vary a little, so that what was learned together is not always asked
            together.

    Raises:
        ValueError: the retention is outside its bounds.
    """
    if not LEAST_RETENTION <= retention <= MOST_RETENTION:
        raise ValueError(f"a retention is from {LEAST_RETENTION} to {MOST_RETENTION}, not {retention}")
    if memory is None:
        stability, difficulty = _W[rating - 1], _clamped(_first_difficulty(rating))
        state, step, wait = _MOVES[State.LEARNING][0][rating - 1]
        reviews, lapses = 1, 0
    else:
        days = (at - memory.last).days
        stability = _short_term(memory, rating) if days < 1 else _long_term(memory, rating, days)
        difficulty = _next_difficulty(memory.difficulty, rating)
        state, step, wait = _MOVES[memory.state][memory.step][rating - 1]
        reviews = memory.reviews + 1
        lapses = memory.lapses + (rating is Rating.AGAIN and memory.state is State.REVIEW)
    due_day, due_at = day, None
    if in_quiz and rating is Rating.AGAIN:
        due_day = day + _DAY
    elif wait is not None:
        due_at = at + wait
    else:
        interval = _interval(stability, retention)
        due_day = day + timedelta(days=_fuzzed(interval, f"{member}\n{question}\n{reviews}") if fuzz else interval)
    return Memory(stability, difficulty, state, step, due_day, due_at, reviews, lapses, at)


_Move = tuple[State, int, timedelta | None]
"""State and step after a rating, and the wait until the next review; None for days, by the stability."""
_LEARNED: _Move = (State.REVIEW, 0, None)
_MINUTE = timedelta(minutes=1)
_MOVES: tuple[tuple[tuple[_Move, _Move, _Move, _Move], ...], ...] = (
    (),  # states count from 1
    (
        ((State.LEARNING, 0, _MINUTE), (State.LEARNING, 0, 5.5 * _MINUTE), (State.LEARNING, 1, 10 * _MINUTE), _LEARNED),
        ((State.LEARNING, 0, _MINUTE), (State.LEARNING, 1, 10 * _MINUTE), _LEARNED, _LEARNED),
    ),
    (((State.RELEARNING, 0, 10 * _MINUTE), _LEARNED, _LEARNED, _LEARNED),),
    (((State.RELEARNING, 0, 10 * _MINUTE), (State.RELEARNING, 0, 15 * _MINUTE), _LEARNED, _LEARNED),),
)
"""By state and step, for each rating from Again to Easy."""


def _first_difficulty(rating: Rating) -> float:
    return _W[4] - pow(e, _W[5] * (rating - 1)) + 1


_EASIEST = _first_difficulty(Rating.EASY)
_SHORT_TERM = tuple(pow(e, _W[17] * (rating - 3 + _W[18])) for rating in Rating)
_GROWTH = pow(e, _W[8])
_FORGOTTEN = pow(e, _W[17] * _W[18])


def _recall(days: float, stability: float) -> float:
    """The forgetting curve."""
    return pow(1 + _FACTOR * days / stability, _DECAY)


def _clamped(difficulty: float) -> float:
    if difficulty < _LEAST_DIFFICULTY:
        return _LEAST_DIFFICULTY
    return min(difficulty, _MOST_DIFFICULTY)


def _next_difficulty(difficulty: float, rating: Rating) -> float:
    moved = difficulty + (10.0 - difficulty) * -(_W[6] * (rating - 3)) / 9.0
    return _clamped(_W[7] * _EASIEST + (1 - _W[7]) * moved)


def _short_term(memory: Memory, rating: Rating) -> float:
    """Stability after a second review within a day."""
    growth = _SHORT_TERM[rating - 1] * pow(memory.stability, -_W[19])
    if rating is not Rating.AGAIN:
        growth = max(growth, 1.0)
    return max(memory.stability * growth, _LEAST_STABILITY)


def _long_term(memory: Memory, rating: Rating, days: int) -> float:
    """Stability after a review whole days later."""
    stability, difficulty = memory.stability, memory.difficulty
    forgotten = 1 - _recall(days, stability)
    if rating is Rating.AGAIN:
        relearned = _W[11] * pow(difficulty, -_W[12]) * (pow(stability + 1, _W[13]) - 1) * pow(e, forgotten * _W[14])
        return max(min(relearned, stability / _FORGOTTEN), _LEAST_STABILITY)
    return max(
        stability
        * (
            1
            + _GROWTH
            * (11 - difficulty)
            * pow(stability, -_W[9])
            * (pow(e, forgotten * _W[10]) - 1)
            * (_W[15] if rating is Rating.HARD else 1)
            * (_W[16] if rating is Rating.EASY else 1)
        ),
        _LEAST_STABILITY,
    )


def _interval(stability: float, retention: float) -> int:
    """Days until predicted recall has fallen to the retention."""
    return min(max(round(days_until(retention, stability)), 1), LONGEST)


@lru_cache(maxsize=1000)
def _spread(days: int) -> tuple[int, int]:
    """The shortest and the longest that an interval may become."""
    off = 1.0
    for start, end, share in _FUZZ:
        if days > start:
            off += share * (min(days, end) - start)
    return max(2, round(days - off)), min(round(days + off), LONGEST)


def _fuzzed(days: int, seed: str) -> int:
    """An interval that is a little off, by an amount that is settled by the seed."""
    if days < _SHORTEST_FUZZED:
        return days
    low, high = _spread(days)
    drawn = int.from_bytes(blake2b(seed.encode(), digest_size=8).digest())
    return low + (drawn * (high - low + 1) >> 64)
