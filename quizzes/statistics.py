"""What first attempts say about the questions: the formulas of Moodle's quiz statistics, honest about small numbers.

It is long because the figures of one question and those of a whole quiz are made of one table. In Moodle they are in
question/classes/statistics/questions/calculator.php and mod/quiz/report/statistics/classes/calculator.php.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from math import fsum, sqrt
from statistics import median

from quizzes.evidence import Evidence, evidence_of
from quizzes.model import Choice, Quiz
from quizzes.typed import TypedUse

_ROUNDING = 1e-9
"""Marks are sums of shares such as 1/3: what is within this of nothing is nothing."""
_FEWEST = 2
"""Respondents, or questions, between which anything can vary."""


class Flag(Enum):
    """Why a question is worth a look."""

    VERY_LIKELY_FAULTY = auto()
    """Discrimination under 30."""
    LIKELY_FAULTY = auto()
    """Discrimination under 50."""
    DUBIOUS = auto()
    """Efficiency under 15."""
    EASY = auto()
    """Facility over 0.8."""
    HARD = auto()
    """Facility under 0.3."""


class OptionFlag(Enum):
    """Why a wrong option is worth a look."""

    UNCHOSEN = auto()
    """Nobody chose it."""
    MISLEADING = auto()
    """It was chosen more by the strong than by the weak."""


@dataclass(frozen=True, slots=True)
class Response:
    """What one respondent first answered to one question."""

    respondent: str
    question: str
    key: str
    """Hash of the right answers then: with another key it counts as another question."""
    choice: tuple[str, ...]
    """Ids of the options chosen, or the text of each gap."""
    mark: float
    """0 to 1."""
    points: float = 1.0
    """What a full mark was worth."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How one question did. None stands for what cannot be told, since all did the same."""

    facility: float
    """Mean share of the mark, 0 to 1."""
    discrimination: float | None
    """100 times the correlation with the total of the other questions."""
    efficiency: float | None
    """The covariance with that total, in percent of the highest that these marks allow."""

    @property
    def flags(self) -> tuple[Flag, ...]:
        """Why the question is worth a look; mostly nothing."""
        flags = []
        if self.discrimination is not None and self.discrimination < 30:  # noqa: PLR2004 - Moodle's bounds
            flags.append(Flag.VERY_LIKELY_FAULTY)
        elif self.discrimination is not None and self.discrimination < 50:  # noqa: PLR2004
            flags.append(Flag.LIKELY_FAULTY)
        if self.efficiency is not None and self.efficiency < 15:  # noqa: PLR2004
            flags.append(Flag.DUBIOUS)
        if self.facility > 0.8:  # noqa: PLR2004
            flags.append(Flag.EASY)
        if self.facility < 0.3:  # noqa: PLR2004
            flags.append(Flag.HARD)
        return tuple(flags)


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far the totals of a quiz can be relied on."""

    consistency: float
    """Coefficient of internal consistency, in percent (Cronbach's alpha)."""
    error_ratio: float
    """Of the spread of the totals, the percentage that is chance."""
    standard_error: float
    """Of a total, in points."""


@dataclass(frozen=True, slots=True)
class OptionUse:
    """How one option was used."""

    option: str
    right: bool
    count: int
    """Respondents who chose it."""
    share: float | None
    """Of all, 0 to 1; None where they are too few."""
    strong: float | None
    """Of the half that did better in the other questions, 0 to 1; None where there is none, or too few."""
    weak: float | None
    """Of the other half."""
    flag: OptionFlag | None


@dataclass(frozen=True, slots=True)
class ItemAnalysis:
    """What is known of one question with one key."""

    question: str
    key: str
    respondents: int
    right: int
    """Respondents who had the full mark."""
    evidence: Evidence
    figures: Figures | None
    """None where the respondents are too few."""
    options: tuple[OptionUse, ...]
    """In the question's order; empty where it has none."""
    typed: tuple[TypedUse, ...] = ()
    """What was typed, the most frequent first; empty where options are chosen."""


class Past(Enum):
    """Why answers count for nothing that is asked now."""

    EARLIER_KEY = auto()
    """Something else was the right answer then: with another key, a question's statistics begin anew."""
    RETIRED = auto()
    """The quiz does not have the question any more."""


@dataclass(frozen=True, slots=True)
class PastAnswers:
    """First attempts that count for nothing that is asked now."""

    question: str
    key: str
    stem: str
    """Inline source of its heading, as it was answered."""
    why: Past
    respondents: int
    right: int
    """Respondents who had the full mark."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is known of the questions of a quiz."""

    respondents: int
    evidence: Evidence
    items: tuple[ItemAnalysis, ...]
    """In the order in which they first occur."""
    reliability: Reliability | None
    """None where the respondents are too few, were asked different questions, or all did the same."""
    past: tuple[PastAnswers, ...] = ()
    """What is not counted in any of this."""


def options_of(quiz: Quiz) -> Mapping[tuple[str, str], Mapping[str, bool]]:
    """By question and key, whether each of its options is right, in the question's order."""
    return {
        (question.id, question.key): {option.id: option.right for option in question.options}
        for question in quiz.questions
        if isinstance(question, Choice)
    }


def analyse(
    responses: Iterable[Response],
    options: Mapping[tuple[str, str], Mapping[str, bool]] | None = None,
    typed: Mapping[tuple[str, str], tuple[TypedUse, ...]] | None = None,
) -> Analysis:
    """What first attempts say about each question, and about all of them together.

    Args:
        responses: in any order of respondents; of several from one respondent to one question, the first counts.
        options: as `options_of` answers them.
        typed: by question and key, what was typed.
    """
    items: dict[tuple[str, str], dict[str, Response]] = defaultdict(dict)
    for response in responses:
        items[response.question, response.key].setdefault(response.respondent, response)
    totals: dict[str, list[float]] = defaultdict(list)
    for given in items.values():
        for respondent, response in given.items():
            totals[respondent].append(_points(response))
    total = {respondent: fsum(points) for respondent, points in totals.items()}
    analysed = tuple(
        replace(
            _analysed(question, key, list(given.values()), total, (options or {}).get((question, key), {})),
            typed=(typed or {}).get((question, key), ()),
        )
        for (question, key), given in items.items()
    )
    evidence = evidence_of(len(total))
    complete = all(len(given) == len(total) for given in items.values())
    table = [[_points(given[respondent]) for respondent in total] for given in items.values()] if complete else []
    return Analysis(len(total), evidence, analysed, None if evidence is Evidence.COUNTS else reliability(table))


def worst_first(items: Iterable[ItemAnalysis]) -> tuple[ItemAnalysis, ...]:
    """The questions in the order in which they are worth a look.

    Those that hardly tell who does well elsewhere come before those that are hard, those before the easy ones; where
    there are no figures, those that the fewest had right.
    """

    def rank(item: ItemAnalysis) -> tuple[int, float]:
        flags = item.figures.flags if item.figures else ()
        return min((_RANKS.index(flag) for flag in flags), default=len(_RANKS)), item.right / max(1, item.respondents)

    return tuple(sorted(items, key=rank))


_RANKS = (Flag.VERY_LIKELY_FAULTY, Flag.DUBIOUS, Flag.LIKELY_FAULTY, Flag.HARD, Flag.EASY)


def figures(marks: Sequence[float], rests: Sequence[float]) -> Figures:
    """How one question did, however few the respondents.

    Args:
        marks: of each respondent, 0 to 1; at least one.
        rests: points that the same respondents reached in all other questions.
    """
    spread = sqrt(_covariance(marks, marks) * _covariance(rests, rests))
    together = _covariance(marks, rests)
    most = _covariance(sorted(marks), sorted(rests))
    return Figures(
        facility=fsum(marks) / len(marks),
        discrimination=100 * together / spread if spread > _ROUNDING else None,
        efficiency=100 * together / most if most > _ROUNDING else None,
    )


def reliability(table: Sequence[Sequence[float]]) -> Reliability | None:
    """How far totals can be relied on, however few the respondents.

    Args:
        table: for each question the points of every respondent, in one order of respondents.
    """
    questions = len(table)
    if questions < _FEWEST:
        return None
    totals = [fsum(points) for points in zip(*table, strict=True)]
    spread = _covariance(totals, totals)
    if spread <= _ROUNDING:
        return None
    apart = fsum(_covariance(points, points) for points in table)
    consistency = 100 * questions / (questions - 1) * (1 - apart / spread)
    error = sqrt(max(0.0, 1 - consistency / 100))
    return Reliability(consistency, 100 * error, sqrt(spread) * error)


def _covariance(left: Sequence[float], right: Sequence[float]) -> float:
    """Of a sample; 0 where a single pair has none."""
    if len(left) < _FEWEST:
        return 0.0
    left_mean, right_mean = fsum(left) / len(left), fsum(right) / len(right)
    return fsum((x - left_mean) * (y - right_mean) for x, y in zip(left, right, strict=True)) / (len(left) - 1)


def _points(response: Response) -> float:
    return response.mark * response.points


def _analysed(
    question: str, key: str, given: Sequence[Response], total: Mapping[str, float], options: Mapping[str, bool]
) -> ItemAnalysis:
    rests = [total[response.respondent] - _points(response) for response in given]
    evidence = evidence_of(len(given))
    enough = evidence is not Evidence.COUNTS
    return ItemAnalysis(
        question=question,
        key=key,
        respondents=len(given),
        right=sum(response.mark >= 1 - _ROUNDING for response in given),
        evidence=evidence,
        figures=figures([response.mark for response in given], rests) if enough else None,
        options=tuple(_used(option, right, given, rests, enough=enough) for option, right in options.items()),
    )


def _used(option: str, right: bool, given: Sequence[Response], rests: Sequence[float], *, enough: bool) -> OptionUse:
    chosen = [option in response.choice for response in given]
    if not enough:
        return OptionUse(option, right, sum(chosen), None, None, None, None)
    middle = median(rests)
    strong = _share([one for one, rest in zip(chosen, rests, strict=True) if rest > middle + _ROUNDING])
    weak = _share([one for one, rest in zip(chosen, rests, strict=True) if rest < middle - _ROUNDING])
    flag = None
    if not right and not any(chosen):
        flag = OptionFlag.UNCHOSEN
    elif not right and strong is not None and weak is not None and strong > weak:
        flag = OptionFlag.MISLEADING
    return OptionUse(option, right, sum(chosen), _share(chosen), strong, weak, flag)


def _share(chosen: Sequence[bool]) -> float | None:
    return sum(chosen) / len(chosen) if chosen else None
