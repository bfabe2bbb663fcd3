"""What foreign formats share: texts in their several formats, ids, answers that are typed, shares of a mark."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from lessons.clean import clean
from lessons.markdown import plain, read_inline
from quizzes.exchange.hypertext import from_html, looks_like_html, plain_text
from quizzes.exchange.text import adopted, escaped
from quizzes.exchange.written import (
    MOST_OPTIONS,
    MOST_QUESTIONS,
    Answer,
    Loss,
    Pair,
    Written,
    answer,
    one_line,
    settled,
)
from quizzes.gap import Code, Gap, Number, Pattern, Words
from quizzes.identity import canonical
from quizzes.model import Scoring
from quizzes.naming import names
from quizzes.number import read_number
from quizzes.parse.gap import read_gap
from quizzes.parse.metadata import Type
from quizzes.parse.words import true_false_keys
from quizzes.pattern import PatternError, work

LOOK = "its look: {detail}"
ID = "its id {detail}, which cannot be an id here"
NAME = "its name {detail}"
FEEDBACK_OF_TYPED = "feedback for what is typed: {detail}"
NO_GAP = "the answer {detail}, which cannot be typed here"
NOT_RIGHT = "no answer of it is right"
ANY_ONE = "that any one of its right options was enough: here all of them are asked for"
NO_TYPE_THERE = "a question of type {detail}, for which there is no word there"
NO_TYPE = "a question of type {detail}, which is not asked here"
BROKEN = "it cannot be read: {detail}"
DISCUSSION = "a text between the questions: {detail}"
WORTHLESS = "answers that are worth nothing: {detail}"
TOO_MANY = "all that follows: a file has at most {detail}"
MOST = f"{MOST_QUESTIONS} questions and {MOST_OPTIONS} options"

_ID = re.compile(r"[^\s#{}\"'=\x00-\x1f]{1,120}")
_FEWEST_WRONG = 2
_OF_A_PAIR = 2
_ARROW = re.compile(r"(?:^|(?<=\s))(?:->|→|=>)(?=\s|$)")
_LONGEST_NAME = 60
_NEAR = 5e-4


class Room:
    """How much of a file is still read: whoever writes more questions or options than there can be waits for none."""

    def __init__(self) -> None:
        self._questions, self._options = MOST_QUESTIONS, MOST_OPTIONS

    def take(self, options: int) -> bool:
        """Whether one more question with so many options is read."""
        self._questions -= 1
        self._options -= options
        return self._questions >= 0 and self._options >= 0


def own(format_: str, text: str) -> tuple[str, tuple[str, ...]]:
    """A text of a foreign format as Markdown that may stand in a question, and what it does not say any more.

    Args:
        format_: `html`, `markdown`, `plain`, or `moodle` for text in which tags and line ends count.
        text: As it is written.
    """
    match format_:
        case "markdown":
            return adopted(text), ()
        case "html":
            return from_html(text)
        case "moodle" if looks_like_html(text):
            return from_html(text, breaks=True)
    return escaped(text), ()


def words(format_: str, text: str) -> str:
    """The words of a text alone, in one line: what is typed, and names."""
    if format_ == "markdown":
        return " ".join(plain(read_inline(text.strip(), {})).split())
    return plain_text(text) if format_ != "plain" else " ".join(clean(text).split())


def said(source: str) -> str:
    """The words of our own running text, in one line."""
    return " ".join(plain(read_inline(source, {})).split())


def armless(source: str) -> str:
    """Running text whose arrows part no sides."""
    return _ARROW.sub(lambda found: "&rarr;" if found[0] == "→" else f"\\{found[0]}", one_line(source))


def matched(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """Pairs, what matches nothing at the end."""
    return tuple(sorted(pairs, key=lambda one: not one.left))


def cannot(question: Written) -> Loss:
    """That a question cannot be said in a format, and what of it."""
    alone = question.type in {Type.TEXT, Type.NUMERIC}
    detail = "; ".join(gap.source for gap in question.gaps) if alone else question.type.value
    return Loss(question.line, named(question), NO_GAP if alone else NO_TYPE_THERE, detail, whole=True)


def named(question: Written) -> str:
    """How a question is called when something is told of it."""
    name = question.id if question.id and not question.id.startswith("~") else ""
    return name or shortened(said(question.stem)) or question.label or question.id


def shortened(text: str) -> str:
    """A text in one line that is not too long to be a name."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_NAME else f"{line[: _LONGEST_NAME - 1]}…"


def with_ids(questions: Iterable[Written], taken: set[str]) -> tuple[tuple[Written, ...], list[Loss]]:
    """The questions, each with an id that no other has: its own where it can be one, else one made of its words."""
    found: list[Written] = []
    lost: list[Loss] = []
    for question in questions:
        wanted = clean(question.id)
        if wanted and _ID.fullmatch(wanted) and wanted not in taken:
            id_ = wanted
        else:
            id_ = next(name for name in names(wanted or said(question.stem), question.label) if name not in taken)
            if wanted:
                lost.append(Loss(question.line, id_, ID, shortened(wanted)))
        taken.add(id_)
        found.append(settled(replace(question, id=id_)))
    return tuple(found), lost


def gap_of(sources: Sequence[str], *, exact_case: bool = False) -> Gap | None:
    """The gap in which these stand side by side; None where they are no answers, or it is too long."""
    source = "|".join(sources)
    if not sources or len(source) > _LONGEST_GAP or "\n" in source:
        return None
    gap, faults = read_gap(source, lambda _pattern: None, exact_case=exact_case)
    errors = [fault for fault in faults if fault.finding.code.startswith("E-")]
    return None if errors or len(gap.accepted) != len(sources) else gap


_LONGEST_GAP = 900
_AT_RISK = re.compile(r"[\\|\[\]]|^[=%/`(]|[)/`]$")


def typed_words(text: str, share: float = 1.0) -> str | None:
    """Words as they stand between the brackets of a gap; None where no brackets can hold them."""
    line = " ".join(clean(text).split())
    source = _AT_RISK.sub(lambda found: f"\\{found[0]}", line)
    gap = gap_of([source]) if line else None
    if gap is None or not isinstance(gap.accepted[0], Words) or gap.accepted[0].text != line:
        return None
    return _shared(source, share)


def typed_pattern(pattern: str, share: float = 1.0, *, any_case: bool = True) -> str | None:
    """A pattern as it stands between the brackets of a gap; None where it is none, or cannot stand there."""
    source = f"/{pattern.replace('/', chr(92) + '/')}/{'i' if any_case else ''}"
    gap = gap_of([source]) if pattern else None
    if gap is None or not isinstance(gap.accepted[0], Pattern):
        return None
    try:
        work(gap.accepted[0].source, any_case=any_case)
    except PatternError:
        return None
    return _shared(source, share)


def typed_number(low: Fraction, high: Fraction, share: float = 1.0, *, written: str = "") -> str:
    """A number or a range as it stands between the brackets of a gap.

    Args:
        low: The least that is accepted.
        high: The most.
        share: Of the mark.
        written: How the number is told, where its own words are known.
    """
    return _shared(f"= {written or f'{decimal(low)} .. {decimal(high)}'}", share)


def _shared(source: str, share: float) -> str:
    return source if share == 1 else f"%{100 * share:.12g}%{source}"


def decimal(number: Fraction) -> str:
    """A number in digits: all of them where they end within twenty, else as many as a computer keeps."""
    scaled = number * 10**20
    if scaled.denominator == 1:
        text = f"{abs(scaled.numerator):021d}"
        digits = f"{text[:-20]}.{text[-20:]}".rstrip("0").rstrip(".")
        return f"-{digits}" if number < 0 else digits
    return f"{float(number):.15g}"


def around(number: Number) -> tuple[str, str] | None:
    """The number and its tolerance as its author told them; None for a range."""
    if "…" in number.shown:
        return None
    middle = (number.low + number.high) / 2
    return decimal(middle), decimal((number.high - number.low) / 2)


def number_source(middle: str, within: str, share: float) -> str | None:
    """A number with its tolerance as it stands in a gap; None where one of them is no number."""
    value, tolerance = read_number(middle), read_number(within) if within.strip() else Fraction(0)
    if value is None or tolerance is None or tolerance < 0:
        return None
    written = decimal(value) if not tolerance else f"{decimal(value)} +- {decimal(tolerance)}"
    return typed_number(value - tolerance, value + tolerance, share, written=written)


def range_source(low: str, high: str, share: float) -> str | None:
    """A range as it stands in a gap; None where it is none."""
    least, most = read_number(low), read_number(high)
    return None if least is None or most is None or least > most else typed_number(least, most, share)


def is_numeric(gap: Gap) -> bool:
    """Whether numbers are asked for."""
    return all(isinstance(one, Number) for one in gap.accepted)


def wildcards(text: str) -> str | None:
    r"""A pattern for an answer in which `*` stands for anything, `\*` for itself; None where no such mark is in it."""
    parts = re.split(r"(\\\*|\*)", text)
    if "*" not in parts:
        return None
    return "".join(".*" if part == "*" else re.escape(part.replace("\\*", "*")) for part in parts)


def share_of(percent: float) -> float:
    """A percentage as a share; `33.33333` is a third, as those who write it mean it."""
    for parts in range(1, 21):
        count = round(percent * parts / 100)
        if abs(percent - 100 * count / parts) < _NEAR:
            return float(f"{100 * count / parts:.12g}") / 100  # as it is read from percents again
    return percent / 100


def percents(question: Written) -> list[float]:
    """What each option of a question adds to the mark in percent, with which others say how it is scored."""
    right = sum(one.right for one in question.answers)
    wrong = len(question.answers) - right
    found = []
    for one in question.answers:
        usual = 100 / right if one.right else _usual_loss(question.scoring, wrong)
        own_weight = one.weight is not None and question.scoring is not Scoring.EXACT
        found.append(100 * (one.weight or 0.0) if own_weight else usual)
    return found


def _usual_loss(scoring: Scoring, wrong: int) -> float:
    return {
        Scoring.EXACT: -100.0,
        Scoring.PARTIAL: -100 / max(wrong, _FEWEST_WRONG),
        Scoring.PARTIAL_LENIENT: 0.0,
    }[scoring]


def several(options: Sequence[tuple[str, float, str]]) -> tuple[tuple[Answer, ...], Scoring] | None:
    """The options of a question with several right ones, by what each adds to the mark; None where none is right.

    Args:
        options: Text, percent and feedback of each.
    """
    shares = [share_of(percent) for _text, percent, _feedback in options]
    right = [share for share in shares if share > 0]
    wrong = [share for share in shares if share <= 0]
    if not right:
        return None
    if all(abs(share - 1 / len(right)) < _NEAR / 100 for share in right):
        for scoring in Scoring:
            if all(abs(100 * share - _usual_loss(scoring, len(wrong))) < _NEAR for share in wrong):
                return tuple(answer(text, percent > 0, feedback) for text, percent, feedback in options), scoring
    weighed = zip(options, shares, strict=True)
    return tuple(answer(text, share > 0, told, share) for (text, _percent, told), share in weighed), Scoring.PARTIAL


def one_of_several(options: Sequence[tuple[str, bool, float | None, str]]) -> tuple[tuple[Answer, ...], Scoring]:
    """The options of a question with one right one, some others of which may be worth a part of the mark.

    Args:
        options: Text, whether it is right, percent where it is worth something, and feedback of each.
    """
    shares = [None if percent is None else share_of(percent) for _text, _right, percent, _told in options]
    weighs = any(
        share is not None and share != (1 if option[1] else 0) for share, option in zip(shares, options, strict=True)
    )
    answers = tuple(
        answer(text, right, told, share if weighs and share != (1 if right else None) else None)
        for (text, right, _percent, told), share in zip(options, shares, strict=True)
    )
    return answers, Scoring.PARTIAL if weighs else Scoring.EXACT


def type_of_one(answers: Sequence[Answer]) -> Type:
    """The type of a question with one right option: a known pair such as yes and no is true or false."""
    texts = [canonical(one.whole) for one in answers]
    return Type.TRUE_FALSE if len(texts) == _OF_A_PAIR and true_false_keys(texts) else Type.SINGLE


def type_of(gap: Gap) -> Type:
    """The type of a question whose only gap this is."""
    return Type.NUMERIC if is_numeric(gap) else Type.TEXT


def words_of(gap: Gap) -> list[tuple[str, float]] | None:
    """The words that a gap accepts, with their shares; None where it accepts something that is no words."""
    found = [(one.text, one.share) for one in gap.accepted if isinstance(one, Words | Code)]
    return found if len(found) == len(gap.accepted) else None
