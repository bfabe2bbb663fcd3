"""What is typed on stdin in answer to a question: a line or several, until it is an answer.

It is long because each type of answer is typed in its own way, and all are refused in the same one.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from lessons.clean import clean
from quizzes.errors import QuizError
from quizzes.grade import PAIRED, as_recorded, grade
from quizzes.identity import canonical
from quizzes.memory import Rating
from quizzes.model import (
    Confidence,
    Matching,
    Multiple,
    Ordering,
    Output,
    Question,
    Reflection,
    Shown,
    TrueFalse,
    Typed,
)
from quizzes.parse.words import true_false_keys
from tui.commands.output import say
from tui.commands.quiz_words import confidence_word
from tui.commands.saying import References, say_gap, say_hint, say_rubric
from tui.i18n import _, listed

LEAVE = frozenset({"q", "quit", "退出"})
HINT = frozenset({"?", "？", "h", "hint", "提示"})
"""To ask for help: a hint where there is one left, else what can be typed."""
FLAG = frozenset({":flag", ":报错"})
"""To say what is wrong with the question."""
NOTE = frozenset({":note", ":笔记"})
"""To write a note to the question."""
SUSPEND, BURY, UNDO, SHOW = ":x", ":-", ":u", ":show"
"""What else can be said in a review. The colon keeps them apart from what may be an answer; see `_other`."""
SKIP = ""
"""An empty line before anything was typed, where a question may be passed over."""
LATER = "skip"
"""What passes over what is asked: a question to the end of a quiz, or until tomorrow; else it is left open."""
SKIPPING, SKIPPING_TYPING = frozenset({LATER, "s", "跳过"}), frozenset({LATER, "跳过"})
"""How that can be said."""
ENDED = "\x04"
"""The end of the input, where it does not mean that the member leaves."""
LEAVE_TYPING, HINT_TYPING = frozenset({"q"}), frozenset({"?", "？"})
"""Where an answer is typed, few words are kept for other things; a backslash before one makes it an answer."""
END = "."
"""Ends what has several lines, alone in its own."""
RATINGS = {f":{rating.value}": rating for rating in Rating}
"""What rates the latest answer of a review otherwise: a digit alone answers the question that is asked."""
_KEPT = LEAVE_TYPING | HINT_TYPING | {SUSPEND, BURY, UNDO, SHOW} | RATINGS.keys() | FLAG | NOTE | SKIPPING_TYPING
NO_ASIDES: Mapping[frozenset[str], Callable[[], object]] = MappingProxyType({})
_MOST_DIGITS = 3


class Given(NamedTuple):
    """An answer."""

    choice: tuple[str, ...]
    hints: int
    """Those that were shown before."""
    leaves: bool = False
    """Whether they leave once it is recorded."""


class Sure(NamedTuple):
    """How sure the member says to be of an answer."""

    confidence: Confidence | None = None
    """None where they do not say."""
    leaves: bool = False
    """Whether they leave once the answer is recorded."""


def read_answer(
    question: Question,
    shown: Sequence[Shown],
    references: References,
    *,
    hints: bool = True,
    others: frozenset[str] = frozenset(),
    skips: bool = False,
    further: str = "",
    asides: Mapping[frozenset[str], Callable[[], object]] = NO_ASIDES,
) -> Given | str | None:
    """What the member answered; one of some other words; None where they left.

    The end of the input is such a word too, if `others` has it; else it is to leave.

    Args:
        question: What is asked.
        shown: Its options or entries, in the order in which they were said.
        references: For what is said.
        hints: Whether its hints may be asked for.
        others: Words that mean something else here.
        skips: Whether it may be put off; then `LATER` is answered, however it was said.
        further: What is said to who asks for help where no hint is left: what else can be typed.
        asides: What is done before the question is answered, by the words that ask for it: `FLAG`, `NOTE`.
    """
    told = 0
    said: list[str] = []
    typing = isinstance(question, Typed | Output | Reflection)
    leave, hint = (LEAVE_TYPING, HINT_TYPING) if typing else (LEAVE, HINT)
    skipping = (SKIPPING_TYPING if typing else SKIPPING) if skips else frozenset[str]()
    while line := sys.stdin.readline():
        words = line.strip().casefold()
        inside = bool(said) and isinstance(question, Output | Reflection)
        if inside and said[0] == _COMPARED and words in _UNTICKED:  # what was written is kept
            return Given((said[1],), told, leaves=words in LEAVE)
        if words == SKIP and not said and SKIP in others:
            return SKIP
        if not inside and words in leave:
            return None
        if not inside and (other := _other(words, others, typing=typing)):
            return other
        if not inside and words in skipping:
            return LATER
        aside = (
            None if inside else next((do for asked, do in asides.items() if _other(words, asked, typing=typing)), None)
        )
        if aside:
            aside()
            continue
        if not inside and words in hint:
            if hints and told < len(question.hints):
                told += 1
                say_hint(question, told, references)
            else:
                say(_("There is no further hint.") if told else _("There is no hint here."))
                if further:
                    say(further)
            continue
        answer = _taken(question, shown, said, line, references)
        if answer is not None:
            return Given(answer, told)
    return ENDED if ENDED in others else None


def colon_word(words: str) -> str:
    """A word that means something else than an answer, with the colon it may come without."""
    return ":" + words.replace("：", ":").removeprefix(":")


def _other(words: str, others: frozenset[str], *, typing: bool) -> str:
    """Which of some other words is said; without its colon where that cannot be an answer: neither text nor number."""
    if words.startswith((":", "：")) or not (typing or words.isdecimal()):
        said = colon_word(words)
        return said if said in others else ""
    return ""


def read_confidence() -> Sure:
    """How sure the member says to be of an answer that is given; what they leave here is recorded first."""
    choices = listed(f"{one.value} {confidence_word(one)}" for one in Confidence)
    say(
        _("How sure are you? {choices}. An empty line or skip does not say. q records the answer and leaves.").format(
            choices=choices
        ),
        flush=True,
    )
    known = {str(one.value): one for one in Confidence}
    while line := sys.stdin.readline():
        words = line.strip().casefold()
        if not words or words in SKIPPING:
            return Sure()
        if words in LEAVE:
            return Sure(leaves=True)
        if words in known:
            return Sure(known[words])
        if words in HINT:
            say(_("For you alone: Me shows how often you are right when you are sure."))
        say(_("Type 1, 2 or 3; an empty line or skip does not say; q records the answer and leaves."), flush=True)
    return Sure()


def _taken(
    question: Question, shown: Sequence[Shown], said: list[str], line: str, references: References
) -> tuple[str, ...] | None:
    """The answer, once a line completes one; None, with a word on what to type, before that.

    Args:
        question: What is answered.
        shown: Its options or entries, in the order in which they were said.
        said: What was typed before, and belongs to the answer; the line may be added.
        line: As it was typed.
        references: For what is said.
    """
    words = line.strip().casefold()
    match question:
        case Typed():
            return _typed(question, said, line)
        case Output():
            return _written(question, said, line)
        case Reflection():
            return _reflected(question, said, line, references)
        case Ordering():
            return _ordered(shown, words)
        case Matching():
            return _matched(question, shown, words)
    return _chosen(question, shown, words)


def _typed(question: Typed, texts: list[str], line: str) -> tuple[str, ...] | None:
    """The answer, once a line for each gap was typed; None, with a word on what to type, before that.

    Args:
        question: With one gap, or with several.
        texts: What was typed into the gaps before; the line's own is added.
        line: As it was typed.
    """
    text, gap = _said(line), question.gaps[len(texts)]
    if text.isdecimal() and len(text) <= _MOST_DIGITS and text not in gap.offered:
        number = int(text)
        text = gap.offered[number - 1] if 0 < number <= len(gap.offered) else text
    text = clean(text)
    try:
        gap.check(text)
    except QuizError as problem:
        say(problem.text(_))
        return None
    texts.append(text)
    if len(texts) < len(question.gaps):
        say_gap(question, len(texts))
        return None
    if any(texts):
        return tuple(texts)
    say(_("Type an answer. q leaves."))
    texts.clear()
    say_gap(question, 0)
    return None


def _written(question: Output | Reflection, lines: list[str], line: str) -> tuple[str, ...] | None:
    """The text, once a line with a dot alone was typed."""
    if line.strip() != END:
        text = line.rstrip()
        lines.append(text[1:] if _is_escaped(text) else text)
        return None
    answer = as_recorded(question, ("\n".join(lines),))
    lines.clear()
    try:
        grade(question, answer)
    except QuizError as problem:
        say(problem.text(_))
        return None
    if not any(text.strip() for text in answer):
        say(_("Type an answer. q leaves."))
        return None
    return answer


_COMPARED = "\0"
"""Before what was written, once it is complete and its rubric was said: no line begins with it."""
_UNTICKED = frozenset({""}) | LEAVE | SKIPPING
"""What ticks nothing of a rubric."""


def _reflected(question: Reflection, said: list[str], line: str, references: References) -> tuple[str, ...] | None:
    """What was written, then what of the rubric was ticked."""
    if not said or said[0] != _COMPARED:
        written = _written(question, said, line)
        if written is None or not question.rubric:
            if written:
                say_rubric(question, references)
            return written
        said[:] = [_COMPARED, *written]
        say_rubric(question, references)
        return None
    words = line.strip()
    ticked = [] if words == "0" else _numbers(words, len(question.rubric), several=True)
    if ticked is None:
        say(
            _("Type numbers from 1 to {n}, such as 1,3; 0 or skip for none; q keeps it and leaves.").format(
                n=len(question.rubric)
            )
        )
        return None
    return (said[1], *(question.rubric[place - 1].id for place in ticked))


def _ordered(shown: Sequence[Shown], words: str) -> tuple[str, ...] | None:
    """All entries, in the order in which their numbers were typed."""
    places = _places(words, len(shown), least=1)
    if places is None or sorted(places) != list(range(1, len(shown) + 1)):
        say(_("Type each number from 1 to {n} once, the first first. q leaves.").format(n=len(shown)))
        return None
    return tuple(shown[place - 1].id for place in places)


def _matched(question: Matching, shown: Sequence[Shown], words: str) -> tuple[str, ...] | None:
    """A pair for each left side whose partner was named."""
    places = _places(words, len(shown), least=0)
    if places is None or len(places) != len(question.left) or not any(places):
        say(
            _("Type {left} numbers from 1 to {n}, one for each line; 0 leaves one open. q leaves.").format(
                left=len(question.left), n=len(shown)
            )
        )
        return None
    return tuple(
        f"{left.id}{PAIRED}{shown[place - 1].id}" for left, place in zip(question.left, places, strict=True) if place
    )


def _said(line: str) -> str:
    """What was typed, without the backslash that makes an answer of a word which means something else."""
    text = line.strip()
    return text[1:] if _is_escaped(text) else text


def _is_escaped(text: str) -> bool:
    """Whether a backslash stands before what would mean something else, so that it is text; any number of them do."""
    word = text.strip().lstrip("\\").casefold().replace("：", ":")
    return text.startswith("\\") and word in _KEPT | {END}


def _chosen(question: Question, options: Sequence[Shown], words: str) -> tuple[str, ...] | None:
    """The ids of what the member chose; None, with a word on what to type, where it is no answer."""
    if isinstance(question, TrueFalse):
        return _true_or_false(options, words)
    several = isinstance(question, Multiple)
    chosen = _numbers(words, len(options), several=several)
    if chosen is None:
        say(
            _("Type numbers from 1 to {n}, such as 1,3. q leaves.").format(n=len(options))
            if several
            else _("Type one number from 1 to {n}. q leaves.").format(n=len(options))
        )
        return None
    return tuple(options[place - 1].id for place in chosen)


_TRUE = frozenset({"t", "true", "y", "yes", "对", "對", "是"})
_FALSE = frozenset({"f", "false", "n", "no", "错", "錯", "否"})
"""What says true and false in any such question, beside its own words."""


def _true_or_false(options: Sequence[Shown], words: str) -> tuple[str, ...] | None:
    """The id of what was chosen of a pair, by its number, by its words or by any that mean it."""
    said = canonical(words)
    own = [canonical(option.source) for option in options]
    keys = true_false_keys(own) or ("t", "f")
    meant = dict(zip(keys, options, strict=True))
    if said in own:
        return (options[own.index(said)].id,)
    if said in _TRUE | _FALSE:
        return (meant["t" if said in _TRUE else "f"].id,)
    chosen = _numbers(words, len(options), several=False)
    if chosen is None:
        say(_("Type 1 or 2, t or f, true or false, yes or no. q leaves."))
        return None
    return (options[chosen[0] - 1].id,)


def _places(words: str, most: int, *, least: int) -> list[int] | None:
    """The numbers typed, in their order; None where one is none, or is out of range."""
    parts = words.replace("，", ",").replace("、", ",").replace(",", " ").split()
    if not parts or not all(part.isdecimal() and len(part) <= _MOST_DIGITS for part in parts):
        return None
    places = [int(part) for part in parts]
    return places if all(least <= place <= most for place in places) else None


def _numbers(words: str, options: int, *, several: bool) -> list[int] | None:
    """The numbers typed, each once; None where they are no answer."""
    places = _places(words, options, least=1)
    if places is None:
        return None
    chosen = sorted(set(places))
    return chosen if several or len(chosen) == 1 else None
