"""Answers that are typed: words, patterns and numbers of others -> the text of a gap, and back."""

import re
from collections.abc import Sequence
from fractions import Fraction

from lessons.clean import clean
from quizzes.gap import Accepted, Code, Gap, Number, Pattern, Words
from quizzes.number import read_number
from quizzes.parse.gap import read_gap
from quizzes.parse.metadata import Type
from quizzes.pattern import PatternError, work

_LONGEST_GAP = 900
_MEANT = frozenset("\\.^$*+?{}[]()|")
_AT_RISK = re.compile(r"[\\|\[\]]|^[=%/`(]|[)/`]$")


def gap_of(sources: Sequence[str], *, exact_case: bool = False) -> Gap | None:
    """The gap in which these stand side by side; None where they are no answers, or it is too long."""
    source = "|".join(sources)
    if not sources or len(source) > _LONGEST_GAP or "\n" in source:
        return None
    gap, faults = read_gap(source, lambda _pattern: None, exact_case=exact_case)
    errors = [fault for fault in faults if fault.finding.code.startswith("E-")]
    return None if errors or len(gap.accepted) != len(sources) else gap


def typed_words(text: str, share: float = 1.0) -> str | None:
    """Words as they stand between the brackets of a gap; None where no brackets can hold them."""
    line = " ".join(clean(text).split())
    source = _AT_RISK.sub(lambda found: f"\\{found[0]}", line)
    gap = gap_of([source]) if line else None
    if gap is None or not isinstance(gap.accepted[0], Words) or gap.accepted[0].text != line:
        return None
    return _shared(source, share)


def typed_code(text: str, share: float = 1.0) -> str | None:
    """Code as it stands between the brackets of a gap; None where no brackets can hold it."""
    line = " ".join(clean(text).split())
    ticks = "`" * (max((len(run) for run in re.findall(r"`+", line)), default=0) + 1)
    source = f"{ticks}{line}{ticks}"
    gap = gap_of([source]) if line else None
    return _shared(source, share) if gap is not None and gap.accepted == (Code(line),) else None


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
    return centre(number)


def centre(number: Number) -> tuple[str, str]:
    """The middle of what is accepted, and how far it may be away."""
    return decimal((number.low + number.high) / 2), decimal((number.high - number.low) / 2)


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


def wildcards(text: str) -> str | None:
    r"""A pattern for an answer in which `*` stands for anything, `\*` for itself; None where no such mark is in it."""
    parts = re.split(r"(\\\*|\*)", text)
    if "*" not in parts:
        return None
    return "".join(".*" if part == "*" else re.escape(part.replace("\\*", "*")) for part in parts)


def type_of(gap: Gap) -> Type:
    """The type of a question whose only gap this is."""
    return Type.NUMERIC if gap.numeric else Type.TEXT


def as_wildcards(pattern: Pattern) -> str | None:
    r"""A pattern in which only `.*` stands for anything else than itself, with `*` for that; None for any other."""
    text = _unescaped(pattern)
    again = None if text is None else wildcards(text)
    return text if again is not None and _is_written(again, pattern) else None


def _is_written(source: str, pattern: Pattern) -> bool:
    return typed_pattern(source, any_case=pattern.any_case) == f"/{pattern.source}/{'i' if pattern.any_case else ''}"


def _unescaped(pattern: Pattern) -> str | None:
    r"""A pattern with `*` for `.*`, and without the backslashes of what stands for itself; None where more is in it."""
    parts: list[str] = []
    rest = pattern.source.replace("\\/", "/")
    while rest:
        if rest.startswith(".*"):
            parts.append("*")
            rest = rest[2:]
        elif rest[0] == "\\" and rest[1:2] and not rest[1].isalnum():
            parts.append("\\*" if rest[1] == "*" else rest[1])
            rest = rest[2:]
        elif rest[0] in _MEANT:
            return None
        else:
            parts.append(rest[0])
            rest = rest[1:]
    return "".join(parts)


def plain_answer(one: Accepted) -> str | None:
    r"""What is typed where others take `*` for anything and `\*` for itself; None where they have no word for it."""
    match one:
        case Words(text=text) | Code(text=text):
            return " ".join(text.replace("*", "\\*").split())
        case Pattern():
            return as_wildcards(one)
    return None


def minds_case(gap: Gap) -> bool | None:
    """Whether the case of what is typed counts, for all that is accepted alike; None where it does not."""
    minds = {
        one.exact_case if isinstance(one, Words) else not one.any_case
        for one in gap.accepted
        if isinstance(one, Words | Pattern)
    } or {True}
    return minds.pop() if len(minds) == 1 else None
