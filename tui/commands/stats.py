"""`stats`: what first attempts say about the questions of a quiz, from one's own practice."""

import argparse
import csv
import io
from collections.abc import Iterator
from enum import Enum

from lessons.clean import as_cell
from quizzes.model import Choice, Quiz
from quizzes.statistics import Analysis, Evidence, ItemAnalysis, Past, PastAnswers
from tui.commands.flags import flags_json, say_flags
from tui.commands.output import say, say_json
from tui.i18n import _, count
from tui.render.plain import plain_inline
from tui.start import Surroundings, WrongUsageError, joined
from tui.study import Unknown

FEWEST = 10
"""Respondents below which there are counts and no figures."""
_HEAD = (
    *("question", "line", "respondents", "right", "facility", "discrimination", "efficiency", "flags", "id", "options"),
)


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Analyse the questions of a quiz."""
    with joined(options, surroundings) as study:
        try:
            quiz = study.find_quiz(options.quiz)
        except Unknown as unknown:
            raise WrongUsageError(str(unknown)) from unknown
        analysis = study.analysis(quiz.key)
        if options.json:
            say_json({**_json(quiz, analysis), "flagged": flags_json(study.flags_of(quiz.key))})
        elif options.csv:
            say(_csv(quiz, analysis).rstrip("\n"))
        else:
            _say(quiz, analysis)
            if flagged := study.flags_of(quiz.key):
                say("\n" + _("Flagged by members; when it is dealt with: fivefold flags --settle FLAG"))
                say_flags(flagged)
        return 0


def _say(quiz: Quiz, analysis: Analysis) -> None:
    say(quiz.title)
    say(
        _("First attempts of {respondents}, from your own practice.").format(
            respondents=count("{n} respondent", "{n} respondents", analysis.respondents)
        )
    )
    if analysis.evidence is Evidence.COUNTS:
        say(_("Figures need {n} respondents; with fewer there are counts alone.").format(n=FEWEST))
    for item in analysis.items:
        say()
        say(f"{_line(quiz, item.question)}  {_stem(quiz, item.question)}")
        say("  " + _("right {right} of {respondents}").format(right=item.right, respondents=item.respondents))
        if item.figures:
            shown = _figures(item)
            say(
                "  "
                + _("facility {facility}, discrimination {discrimination}, efficiency {efficiency}").format(**shown)
            )
            for flag in item.figures.flags:
                say(f"  ! {_word(flag)}")
        for words in _option_words(quiz, item):
            say(f"  {words}")
        if item.typed:
            say("  " + _("What was typed, in all attempts:"))
        for typed in item.typed:
            say(f"  {'x' if typed.mark >= 1 else '/' if typed.mark > 0 else ' '} {typed.count}  {typed.text}")
        for past in _of_earlier_keys(analysis, item.question):
            say("  " + _past_words(past))
    begun = {item.question for item in analysis.items}
    for past in analysis.past:
        if past.question not in begun:
            say()
            line = str(_line(quiz, past.question)) if past.why is Past.EARLIER_KEY else _("retired")
            say(f"{line}  {_stem(quiz, past.question, past.stem)}")
            say("  " + _past_words(past, alone=True))


def _of_earlier_keys(analysis: Analysis, question: str) -> Iterator[PastAnswers]:
    return (past for past in analysis.past if past.question == question)


def _past_words(past: PastAnswers, *, alone: bool = False) -> str:
    right = _("right {right} of {respondents}").format(right=past.right, respondents=past.respondents)
    if past.why is Past.RETIRED:
        return right
    if alone:
        return _("no answers to its present key yet; to an earlier one: {right}").format(right=right)
    return _("answered an earlier key: {right}; the statistics begin anew with the present one").format(right=right)


def _figures(item: ItemAnalysis) -> dict[str, str]:
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


def _word(found: Enum) -> str:
    """A finding's stable word, for scripts and people."""
    return found.name.casefold().replace("_", "-")


def _line(quiz: Quiz, id_: str) -> int:
    return next((one.line for one in quiz.questions if one.id == id_), 0)


def _stem(quiz: Quiz, id_: str, then: str = "") -> str:
    """The words of a question as they are; of one that the quiz has lost, as they were."""
    question = next((one for one in quiz.questions if one.id == id_), None)
    return plain_inline(question.stem if question else then, {}) or id_


def _option(quiz: Quiz, item: ItemAnalysis, name: str) -> str:
    question = next((one for one in quiz.questions if one.id == item.question), None)
    options = question.options if isinstance(question, Choice) else ()
    return next((plain_inline(option.source, {}) for option in options if option.id == name), name)


def _option_words(quiz: Quiz, item: ItemAnalysis) -> Iterator[str]:
    """Each option in a line: whether it is right, how often it was chosen, its words."""
    for used in item.options:
        text = " ".join(_option(quiz, item, used.option).split())
        yield f"{'x' if used.right else ' '} {used.count}  {text}"


def _json(quiz: Quiz, analysis: Analysis) -> dict[str, object]:
    withheld = analysis.evidence is Evidence.COUNTS
    reliability = analysis.reliability
    return {
        "quiz": quiz.id,
        "title": quiz.title,
        "respondents": analysis.respondents,
        "evidence": _word(analysis.evidence),
        "withheld": f"fewer than {FEWEST}" if withheld else None,
        "consistency": reliability.consistency if reliability else None,
        "error_ratio": reliability.error_ratio if reliability else None,
        "standard_error": reliability.standard_error if reliability else None,
        "questions": [
            {
                "id": item.question,
                "line": _line(quiz, item.question),
                "stem": _stem(quiz, item.question),
                "respondents": item.respondents,
                "right": item.right,
                "facility": item.figures.facility if item.figures else None,
                "discrimination": item.figures.discrimination if item.figures else None,
                "efficiency": item.figures.efficiency if item.figures else None,
                "flags": [_word(flag) for flag in item.figures.flags] if item.figures else [],
                "options": [
                    {
                        "id": one.option,
                        "text": _option(quiz, item, one.option),
                        "right": one.right,
                        "chosen": one.count,
                    }
                    for one in item.options
                ],
                "typed": [{"text": one.text, "mark": one.mark, "count": one.count} for one in item.typed],
            }
            for item in analysis.items
        ],
        "past": [
            {
                "id": past.question,
                "line": _line(quiz, past.question),
                "stem": _stem(quiz, past.question, past.stem),
                "why": _word(past.why),
                "respondents": past.respondents,
                "right": past.right,
            }
            for past in analysis.past
        ],
    }


def _csv(quiz: Quiz, analysis: Analysis) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEAD)
    for item in analysis.items:
        flags = " ".join(_word(flag) for flag in item.figures.flags) if item.figures else ""
        writer.writerow(
            (
                as_cell(_stem(quiz, item.question)),
                _line(quiz, item.question),
                item.respondents,
                item.right,
                *_figures(item).values(),
                flags,
                as_cell(item.question),
                "\n".join(_option_words(quiz, item)),
            )
        )
    for past in analysis.past:
        stem, line = _stem(quiz, past.question, past.stem), _line(quiz, past.question)
        known = (as_cell(stem), line, past.respondents, past.right)
        writer.writerow((*known, "", "", "", _word(past.why), as_cell(past.question), ""))
    return text.getvalue()
