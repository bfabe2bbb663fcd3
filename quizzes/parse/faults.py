"""What can be wrong with a question that is answered by choosing: one rule to a function."""

import re
from collections.abc import Callable, Iterator, Sequence

from lessons.problem import Problem
from quizzes import findings
from quizzes.identity import content
from quizzes.model import Multiple, Option, Scoring, Single, TrueFalse
from quizzes.parse.draft import Draft

Kind = type[Single | Multiple | TrueFalse]
Fault = Callable[[Draft, Kind, Sequence[Option]], Iterator[Problem]]
"""The draft, its type and its options -> what is wrong."""

_LETTER = r"[A-HА-Д]"
_LAST_LETTER = re.compile(rf"{_LETTER}(?=[\W和与與及]|$)")
"""The end of a word that may be a letter by itself: quickly found not to be there, in most options."""
_REFERENCE = re.compile(
    rf"""\b(?:
        (?i:both|either|neither|only)\s+{_LETTER}(?:\s*(?:,|and|or|&|nor)\s*{_LETTER})*
      | {_LETTER}(?:,\s*{_LETTER})*\s*(?:and|&|y|et|und|и|та)\s*{_LETTER}
      | (?i:options?|answers?|choices?|opci[oó]n(?:es)?|respuestas?)\s+{_LETTER}(?:\s*(?:,|and|or|&)\s*{_LETTER})*
    )(?![\w(.'=+*/\[<>-])
      | {_LETTER}\s*[和与與及]\s*{_LETTER}(?![A-Za-z])""",
    re.VERBOSE,
)
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
    first: dict[str, int] = {}
    for option in options:
        text = " ".join(f"{option.source}\n{content(option.blocks)}".split()) if option.blocks else option.source
        if text in first and text:
            yield draft.page.at(findings.DUPLICATE_OPTION, option.line, "[", other=str(first[text]))
        first.setdefault(text, option.line)


def _reference_to_letter(draft: Draft, _kind: Kind, options: Sequence[Option]) -> Iterator[Problem]:
    if _LAST_LETTER.search("\n".join([option.source for option in options])) is None:
        return
    for option in options:
        short = len(option.source) <= _LONGEST_REFERENCE
        found = _REFERENCE.search(_CODE.sub("", option.source)) if short else None
        if found:
            yield draft.page.at(findings.REFERENCE_TO_LETTER, option.line, found[0], reference=found[0])


def _weight_short(draft: Draft, kind: Kind, options: Sequence[Option]) -> Iterator[Problem]:
    weights = [option.weight for option in options if option.right]
    if not weights or None in weights or draft.metadata.scoring in (None, Scoring.EXACT):
        return
    best = sum(weight or 0.0 for weight in weights) if kind is Multiple else max(weight or 0.0 for weight in weights)
    if best < 1 - 1e-9:
        yield draft.page.problem(findings.WEIGHT_SHORT, draft.place, sum=f"{100 * best:g}")


FAULTS: tuple[Fault, ...] = (
    _no_correct,
    _only_one_option,
    _single_with_several,
    _empty_option,
    _duplicate_option,
    _reference_to_letter,
    _weight_short,
)
