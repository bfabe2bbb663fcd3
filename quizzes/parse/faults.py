"""What can be wrong with a question that is answered by choosing: one rule to a function."""

import re
from collections.abc import Callable, Iterator, Sequence

from lessons.blocks import Paragraph
from lessons.problem import Problem
from quizzes import findings
from quizzes.identity import canonical, content
from quizzes.model import Multiple, Option, Scoring, Single, TrueFalse
from quizzes.parse.draft import Draft
from quizzes.parse.words import speaks_of_the_others, speaks_of_those_above

Kind = type[Single | Multiple | TrueFalse]
Fault = Callable[[Draft, Kind, Sequence[Option]], Iterator[Problem]]
"""The draft, its type and its options -> what is wrong."""

_LETTER = r"[A-HА-Д]"
_OPTION_WORDS = "options?|answers?|choices?|opci[oó]n(?:es)?|respuestas?"
_LAST_LETTER = re.compile(rf"{_LETTER}(?=[\W和与與及]|$)")
"""The end of a word that may be a letter by itself: quickly found not to be there, in most options."""
_REFERENCE = re.compile(
    rf"""\b(?:
        (?i:both|either|neither|only)\s+{_LETTER}(?:\s*(?:,|and|or|&|nor)\s*{_LETTER})*
      | {_LETTER}(?:,\s*{_LETTER})*\s*(?:and|&|y|et|und|и|та)\s*{_LETTER}
      | (?i:{_OPTION_WORDS})\s+{_LETTER}(?:\s*(?:,|and|or|&)\s*{_LETTER})*
    )(?![\w(.'=+*/\[<>-])
      | {_LETTER}\s*[和与與及]\s*{_LETTER}(?![A-Za-z])""",
    re.VERBOSE,
)
_OPTION_BY_LETTER = re.compile(rf"\b(?i:{_OPTION_WORDS})\s+([A-H])(?!\w|[(.'=+*/\[<>-]\w)")
_LONE_LETTER = re.compile(r"[a-zA-Z]\s[A-H]\b")
"""Quickly found not to be there, in most explanations."""
_LONGEST_REFERENCE = 80
_CODE = re.compile(r"`[^`]*`")


def _no_correct(draft: Draft, _kind: Kind, options: Sequence[Option]) -> Iterator[Problem]:
    if len(options) > 1 and not any(option.right for option in options):
        yield draft.page.problem(findings.NO_CORRECT, draft.place)


def _only_one_option(draft: Draft, _kind: Kind, options: Sequence[Option]) -> Iterator[Problem]:
    if len(options) == 1:
        yield draft.page.problem(findings.ONLY_ONE_OPTION, draft.place)


def _single_with_several(draft: Draft, kind: Kind, options: Sequence[Option]) -> Iterator[Problem]:
    right = sum(option.right for option in options)
    if kind is not Multiple and right > 1:
        yield draft.page.problem(findings.SINGLE_WITH_SEVERAL, draft.place, count=str(right))


def _empty_option(draft: Draft, _kind: Kind, options: Sequence[Option]) -> Iterator[Problem]:
    for option in options:
        if not option.source and not option.blocks:
            yield draft.page.at(findings.EMPTY_OPTION, option.line, "[")


def _duplicate_option(draft: Draft, _kind: Kind, options: Sequence[Option]) -> Iterator[Problem]:
    first: dict[str, Option] = {}
    for option in options:
        text = " ".join(f"{option.source}\n{content(option.blocks)}".split()) if option.blocks else option.source
        other = first.setdefault(text, option)
        if other is not option and text:
            finding = findings.DUPLICATE_OPTION if other.right == option.right else findings.RIGHT_AND_WRONG
            yield draft.page.at(finding, option.line, "[", other=str(other.line))


def _reference_to_letter(draft: Draft, _kind: Kind, options: Sequence[Option]) -> Iterator[Problem]:
    if _LAST_LETTER.search("\n".join([option.source for option in options])) is None:
        return
    for option in options:
        short = len(option.source) <= _LONGEST_REFERENCE
        found = _REFERENCE.search(_CODE.sub("", option.source)) if short else None
        if found:
            yield draft.page.at(findings.REFERENCE_TO_LETTER, option.line, found[0], reference=found[0])


def _reference_in_explanation(draft: Draft, _kind: Kind, options: Sequence[Option]) -> Iterator[Problem]:
    last = chr(ord("A") + len(options) - 1)
    for block in draft.explanation:
        if not isinstance(block, Paragraph) or not _LONE_LETTER.search(block.source):
            continue
        plain = _CODE.sub(lambda code: " " * len(code[0]) if "\n" not in code[0] else code[0], block.source)
        for number, line in enumerate(plain.split("\n"), block.line):
            found = _OPTION_BY_LETTER.search(line)
            if found and found[1] <= last:
                yield draft.page.at(findings.REFERENCE_IN_TEXT, number, found[0], reference=found[0])


def _above_not_last(draft: Draft, _kind: Kind, options: Sequence[Option]) -> Iterator[Problem]:
    if not any(option.fixed for option in options):  # as those that speak of others are
        return
    begun = False
    """Whether an option that speaks of no others stands further below."""
    late: list[Option] = []
    for option in reversed(options):
        text = canonical(option.source)
        if not speaks_of_the_others(text):
            begun = True
        elif begun and speaks_of_those_above(text):
            late.append(option)
    for option in reversed(late):
        yield draft.page.at(findings.ABOVE_NOT_LAST, option.line, "[")


def _weight_short(draft: Draft, kind: Kind, options: Sequence[Option]) -> Iterator[Problem]:
    if draft.metadata.scoring in (None, Scoring.EXACT):
        return
    weights = [option.weight for option in options if option.right]
    if not weights or None in weights:
        return
    best = sum(weight or 0.0 for weight in weights) if kind is Multiple else max(weight or 0.0 for weight in weights)
    if best < 1 - 1e-9:
        yield draft.page.problem(findings.WEIGHT_SHORT, draft.place, sum=f"{100 * best:g}")


def _weight_idle(draft: Draft, _kind: Kind, options: Sequence[Option]) -> Iterator[Problem]:
    scoring, finding = draft.metadata.scoring or Scoring.EXACT, findings.WEIGHT_IDLE
    if scoring is Scoring.PARTIAL:
        return
    if scoring is Scoring.PARTIAL_LENIENT:
        finding = findings.WEIGHT_BELOW_NOTHING
    for option in options:
        if option.weight is not None and (scoring is Scoring.EXACT or option.weight < 0):
            yield draft.page.at(finding, option.line, "weight")
            return


FAULTS: tuple[Fault, ...] = (
    _no_correct,
    _only_one_option,
    _single_with_several,
    _empty_option,
    _duplicate_option,
    _reference_to_letter,
    _reference_in_explanation,
    _above_not_last,
    _weight_short,
    _weight_idle,
)
