"""The words of an item analysis: on the command line, and on the trainer's screens."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum

from quizzes.model import Choice, Question, Quiz, Reflection
from quizzes.statistics import Flag, ItemAnalysis, OptionFlag, OptionUse, Past, PastAnswers
from tui.i18n import _, later
from tui.render.plain import plain_inline

_FLAGS: Mapping[Flag | OptionFlag, str] = {
    Flag.VERY_LIKELY_FAULTY: later("very likely faulty: who does well elsewhere does not do better here"),
    Flag.LIKELY_FAULTY: later("perhaps faulty: who does well elsewhere hardly does better here"),
    Flag.DUBIOUS: later("tells little: it hardly goes with the rest of the quiz"),
    Flag.EASY: later("easy: more than eight in ten have it right"),
    Flag.HARD: later("hard: fewer than three in ten have it right"),
    OptionFlag.UNCHOSEN: later("nobody chose it"),
    OptionFlag.MISLEADING: later("chosen more by those who do well elsewhere"),
}
"""Why a question, or one of its wrong options, is worth a look."""


def past_words(past: PastAnswers, *, alone: bool = False) -> str:
    """What was answered that counts for nothing now; `alone` where there is no answer to the present key."""
    right = _("right {right} of {respondents}").format(right=past.right, respondents=past.respondents)
    if past.why is Past.RETIRED:
        return right
    if alone:
        return _("no answers to its present key yet; to an earlier one: {right}").format(right=right)
    return _("answered an earlier key: {right}; the statistics begin anew with the present one").format(right=right)


def figures_of(item: ItemAnalysis) -> dict[str, str]:
    """Its figures as they are written, by name; empty where there are none."""
    figures = item.figures
    if figures is None:
        return dict.fromkeys(("facility", "discrimination", "efficiency"), "")

    def written(value: float | None, places: int) -> str:
        return "-" if value is None else f"{value:.{places}f}"

    return {
        "facility": written(figures.facility, 2),
        "discrimination": written(figures.discrimination, 1),
        "efficiency": written(figures.efficiency, 1),
    }


def word(found: Enum) -> str:
    """A finding's stable word, for scripts and people."""
    return found.name.casefold().replace("_", "-")


def reflections_of(quiz: Quiz) -> Sequence[Question]:
    """The questions of a quiz of which there are no figures, and never will be."""
    return [question for question in quiz.askable if isinstance(question, Reflection)]


def private_words() -> str:
    """Why there are no figures of a reflection."""
    return _("A reflection is for whoever writes it alone: nothing of it is counted.")


def line_of(quiz: Quiz, id_: str) -> int:
    """The line of a question in its file; 0 where it is not there."""
    return next((one.line for one in quiz.questions if one.id == id_), 0)


def stem_of(quiz: Quiz, id_: str, then: str = "") -> str:
    """The words of a question as they are; of one that the quiz has lost, as they were."""
    question = next((one for one in quiz.questions if one.id == id_), None)
    return plain_inline(question.stem if question else then, {}) or id_


def option_words(quiz: Quiz, item: ItemAnalysis, name: str) -> str:
    """The words of an option, by its id."""
    question = next((one for one in quiz.questions if one.id == item.question), None)
    options = question.options if isinstance(question, Choice) else ()
    return next((plain_inline(option.source, {}) for option in options if option.id == name), name)


def option_lines(quiz: Quiz, item: ItemAnalysis) -> Iterator[str]:
    """Each option in a line: whether it is right, how often it was chosen, its words."""
    for used in item.options:
        text = " ".join(option_words(quiz, item, used.option).split())
        yield f"{'x' if used.right else ' '} {used.count}  {text}"


def flag_words(flag: Flag | OptionFlag) -> str:
    """Why a question, or one of its wrong options, is worth a look."""
    return _(_FLAGS[flag])


def use_lines(quiz: Quiz, item: ItemAnalysis) -> Iterator[tuple[OptionUse, str]]:
    """Each option with a line on it: how often it was chosen, its words, and why it is worth a look."""
    for used in item.options:
        text = " ".join(option_words(quiz, item, used.option).split())
        share = "" if used.share is None else f" {used.share:.0%}"
        why = f"  ! {flag_words(used.flag)}" if used.flag else ""
        yield used, f"{used.count}{share}  {text}{why}"
