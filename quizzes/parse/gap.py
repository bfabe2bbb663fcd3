r"""What stands between the brackets of a gap, read.

Answers stand side by side with `|`, each as words, as `` `code` ``, as a pattern `/.../` or `/.../i`, or as a number
`= 3.14 +- 0.01`. Where some stand in round brackets and others do not, all are offered to choose from, and those in
brackets are right. `%50%` before an answer is its share of the mark. In words a backslash takes the meaning from the
mark behind it, as in all Markdown.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from lessons.problem import Finding
from quizzes import findings
from quizzes.gap import Accepted, Code, Gap, Number, Pattern, Words
from quizzes.number import read_number

MOST_ANSWERS = 50
"""Answers of one gap: more are a pattern."""

_ANSWER = re.compile(
    r"""\s*(?:%\s*(?P<share>[+-]?\d[\d.]*)\s*%\s*)?(?P<whole>
        (?P<ticks>`+)(?!`)(?P<code>.*?)(?<!`)(?P=ticks)(?!`)(?=\s*(?:\||\Z))
      | /(?P<pattern>(?:\\.|\[\^?+\]?+(?:\\.|[^\]\\])*+\]|[^/\\\[])++)/(?P<flags>i?)(?=\s*(?:\||\Z))
      | (?P<words>(?:\\.|[^|\\]|\\\Z)*)
    )\s*""",
    re.VERBOSE | re.DOTALL,
)
_EQUALS = ("=", "＝")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_TICKED = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1", re.DOTALL)
_SLASHED = re.compile(r"/.+/[gimsux]{0,3}", re.DOTALL)
_AROUND = re.compile(r"(?P<middle>.+?) ?(?:[+＋] ?[/／]? ?[-－−]|±) ?(?P<within>.+?) ?(?P<percent>[%％]?)")
_RANGE = re.compile(r"(?P<low>.+?) ?(?:\.{2,3}|…) ?(?P<high>.+)")


@dataclass(frozen=True, slots=True)
class GapFault:
    """What is wrong with a gap, and where between its brackets."""

    finding: Finding
    offset: int
    """Characters between the opening brackets and the place."""
    values: Mapping[str, str]


Refusal = Callable[[Pattern], tuple[Finding, Mapping[str, str]] | None]
"""What is wrong with a pattern; None where it can be used."""


def begins_number(body: str) -> bool:
    """Whether a gap asks for a number, by its first answer."""
    found = _ANSWER.match(body)
    return found is not None and (found["words"] or "").startswith(_EQUALS)


def is_pick_list(body: str) -> bool:
    """Whether a gap offers answers to choose from: `(right)|wrong|wrong`."""
    words = [found["words"].strip() for found in _answers(body) if found["words"] is not None]
    chosen = [word.startswith("(") and word.endswith(")") for word in words]
    return any(chosen) and not all(chosen)


def read_gap(body: str, refuse: Refusal, *, exact_case: bool = False) -> tuple[Gap, list[GapFault]]:
    """The gap, with as many of its answers as can be read, and what is wrong with the others.

    Args:
        body: What stands between the brackets.
        refuse: Finds fault with a pattern.
        exact_case: Whether the case of words counts.
    """
    if is_pick_list(body):
        return _read_picks(body)
    accepted: list[Accepted] = []
    faults: list[GapFault] = []
    for number, found in enumerate(_answers(body)):
        if number >= MOST_ANSWERS:
            values = {"most": str(MOST_ANSWERS)}
            faults.append(GapFault(findings.GAP_TOO_MANY_ANSWERS, found.start("whole"), values))
            break
        share = _share(found)
        try:
            if share is None:
                raise _FaultyError(findings.GAP_SHARE, text=found["share"])
            one = _accepted(found, share, exact_case=exact_case)
            if isinstance(one, Pattern) and (refused := refuse(one)):
                raise _FaultyError(refused[0], **refused[1])
        except _FaultyError as faulty:
            place = "share" if share is None else "whole"
            faults.append(GapFault(faulty.finding, found.start(place), faulty.values))
            continue
        if accepted and isinstance(one, Number) != isinstance(accepted[0], Number):
            faults.append(GapFault(findings.GAP_MIXED, found.start("whole"), {}))
        if isinstance(one, Words) and read_number(one.text) is not None:
            faults.append(GapFault(findings.LOOKS_NUMERIC, found.start("whole"), {"text": one.text}))
        accepted.append(one)
    if accepted and all(one.share < 1 for one in accepted):
        faults.append(GapFault(findings.GAP_NO_FULL_MARK, 0, {}))
    return Gap(body.strip(), tuple(accepted)), faults


def written_picks(body: str) -> tuple[tuple[str, float], ...]:
    """What a gap offers, in the author's order, each with its share of the mark; 0 for what is wrong."""
    written = ((found["whole"].strip(), _share(found), bool(found["share"])) for found in _answers(body))
    picks = ((one.startswith("(") and one.endswith(")"), one, share or 0.0, told) for one, share, told in written)
    return tuple(
        (_picked(one[1:-1] if right else one), share if right or told else 0.0) for right, one, share, told in picks
    )


def _read_picks(body: str) -> tuple[Gap, list[GapFault]]:
    """A gap that offers its answers: those in round brackets are right, those with a share partly."""
    accepted: list[Accepted] = []
    offered: list[str] = []
    faults: list[GapFault] = []
    for found in islice(_answers(body), MOST_ANSWERS + 1):
        written = found["whole"].strip()
        right = written.startswith("(") and written.endswith(")")
        text = _picked(written[1:-1] if right else written)
        share = _share(found)
        if len(offered) == MOST_ANSWERS:
            values = {"most": str(MOST_ANSWERS)}
            faults.append(GapFault(findings.GAP_TOO_MANY_ANSWERS, found.start("whole"), values))
        elif share is None:
            faults.append(GapFault(findings.GAP_SHARE, found.start("share"), {"text": found["share"]}))
        elif not text:
            faults.append(GapFault(findings.GAP_EMPTY, found.start("whole"), {}))
        elif text in offered:
            faults.append(GapFault(findings.GAP_OFFERED_TWICE, found.start("whole"), {"text": text}))
        else:
            offered.append(text)
            if right or found["share"]:
                accepted.append(Words(text, exact_case=True, share=share))
    if all(one.share < 1 for one in accepted):
        faults.append(GapFault(findings.GAP_NO_FULL_MARK, 0, {}))
    return Gap(body.strip(), tuple(accepted), offered=tuple(sorted(offered, key=_place))), faults


def _picked(written: str) -> str:
    """What is offered, as it is shown: without the backticks around code, and without backslashes."""
    code = _TICKED.fullmatch(written.strip())
    return " ".join((code[2] if code else _ESCAPE.sub(r"\1", written)).split())


def _place(text: str) -> tuple[bool, Fraction, str, str]:
    """Where an offered answer stands: numbers by their size, then words by the alphabet; the right one nowhere else."""
    number = read_number(text)
    return number is None, number or Fraction(), text.casefold(), text


class _FaultyError(Exception):
    """An answer that cannot be read."""

    def __init__(self, finding: Finding, **values: str) -> None:
        super().__init__(finding.code)
        self.finding = finding
        self.values = values


def _answers(body: str) -> Iterator[re.Match[str]]:
    position = 0
    while (found := _ANSWER.match(body, position)) is not None:
        yield found
        if found.end() >= len(body):
            return
        position = found.end() + 1  # behind the bar


def _share(found: re.Match[str]) -> float | None:
    """The share of the mark, 1 where none is named; None where it is none."""
    if found["share"] is None:
        return 1.0
    percent = read_number(found["share"])
    return float(percent / 100) if percent is not None and 0 < percent <= 100 else None  # noqa: PLR2004 - per cent


def _accepted(found: re.Match[str], share: float, *, exact_case: bool) -> Accepted:
    if found["code"] is not None and found["code"].strip():
        return Code(found["code"].replace("\n", " ").strip(), share)
    if found["pattern"] is not None:
        return Pattern(found["pattern"].replace("\n", " "), found["flags"] == "i", share)
    words = (found["words"] or "").strip()
    if not words:
        raise _FaultyError(findings.GAP_EMPTY)
    if words.startswith(_EQUALS):
        return _number(" ".join(words[1:].split()), share)
    if words.startswith("`"):
        raise _FaultyError(findings.GAP_CODE, text=words)
    if _SLASHED.fullmatch(words):
        raise _FaultyError(findings.REGEX_ENDING, text=words)
    return Words(" ".join(_ESCAPE.sub(r"\1", words).split()), exact_case, share)


def _number(text: str, share: float) -> Number:
    whole = read_number(text)
    if whole is not None:
        return Number(whole, whole, text, share)
    if found := _RANGE.fullmatch(text):
        low, high = _figure(found["low"], text), _figure(found["high"], text)
        if low > high:
            raise _FaultyError(findings.GAP_BACKWARDS, text=text)
        return Number(low, high, f"{found['low']} … {found['high']}", share)
    if found := _AROUND.fullmatch(text):
        middle, within = _figure(found["middle"], text), _figure(found["within"], text)
        if within < 0:
            raise _FaultyError(findings.GAP_NUMBER, text=text)
        if found["percent"]:
            within *= abs(middle) / 100
        sign = "%" if found["percent"] else ""
        return Number(middle - within, middle + within, f"{found['middle']} ± {found['within']}{sign}", share)
    raise _FaultyError(findings.GAP_NUMBER, text=text)


def _figure(written: str, text: str) -> Fraction:
    number = read_number(written)
    if number is None:
        raise _FaultyError(findings.GAP_NUMBER, text=text)
    return number
