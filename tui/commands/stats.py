"""`stats`: what first attempts say about the questions of a quiz: one's own, or those of a group that one leads."""

import argparse
import csv
import io
from collections.abc import Iterator

from lessons.clean import as_cell
from quizzes.evidence import INDICATIVE, Evidence
from quizzes.model import Quiz
from quizzes.statistics import Analysis, Past, PastAnswers
from store import mirror
from tui.commands.flags import flags_json, say_flags
from tui.commands.item_words import (
    figures_of,
    line_of,
    option_lines,
    option_words,
    past_words,
    private_words,
    reflections_of,
    stem_of,
    word,
)
from tui.commands.output import say, say_json
from tui.i18n import _, count
from tui.leading import NotLeading
from tui.start import Surroundings, WrongUsageError, joined
from tui.study import Study, Unknown

_HEAD = (
    *("question", "line", "respondents", "right", "facility", "discrimination", "efficiency", "flags", "id", "options"),
)


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Analyse the questions of a quiz."""
    with joined(options, surroundings) as study:
        quiz = study.find_quiz(options.quiz)
        group, analysis = _of_group(study, options.group, quiz) if options.group else ("", study.analysis(quiz.key))
        if options.json:
            say_json({**_json(quiz, analysis, group), "flagged": flags_json(study.flags_of(quiz.key))})
        elif options.csv:
            say(_csv(quiz, analysis).rstrip("\n"))
        else:
            _say(quiz, analysis, group)
            if flagged := study.flags_of(quiz.key):
                say("\n" + _("Flagged by members; when it is dealt with: fivefold flags --settle FLAG"))
                say_flags(flagged)
        return 0


def _of_group(study: Study, name: str, quiz: Quiz) -> tuple[str, Analysis]:
    try:
        group, analysis = study.announced_items(name, quiz.key)
    except (Unknown, NotLeading) as problem:
        raise WrongUsageError(str(problem)) from problem
    return group.name, analysis


def _say_whose(analysis: Analysis, group: str) -> None:
    respondents = count("{n} respondent", "{n} respondents", analysis.respondents)
    if not group:
        say(_("First attempts of {respondents}, from your own practice.").format(respondents=respondents))
    elif analysis.items:
        told = _("First announced attempts of {respondents} of {group} who study in this database.")
        say(told.format(respondents=respondents, group=group))
        say(_("Each question is counted in whole batches of {n}, by nobody's name.").format(n=mirror.FEWEST))
    else:
        few = _(
            "Nothing is told before {n} members of {group} who study in this database took it when it was announced."
        )
        say(few.format(n=mirror.FEWEST, group=group))


def _say(quiz: Quiz, analysis: Analysis, group: str) -> None:
    say(quiz.title)
    _say_whose(analysis, group)
    if analysis.evidence is Evidence.COUNTS and (analysis.items or not group):
        say(_("Figures need {n} respondents; with fewer there are counts alone.").format(n=INDICATIVE))
    for item in analysis.items:
        say()
        say(f"{line_of(quiz, item.question)}  {stem_of(quiz, item.question)}")
        say("  " + _("right {right} of {respondents}").format(right=item.right, respondents=item.respondents))
        if item.figures:
            shown = figures_of(item)
            say(
                "  "
                + _("facility {facility}, discrimination {discrimination}, efficiency {efficiency}").format(**shown)
            )
            for flag in item.figures.flags:
                say(f"  ! {word(flag)}")
        for words in option_lines(quiz, item):
            say(f"  {words}")
        if item.typed:
            say("  " + _("What was typed, in all attempts:"))
        for typed in item.typed:
            say(f"  {'x' if typed.mark >= 1 else '/' if typed.mark > 0 else ' '} {typed.count}  {typed.text}")
        for past in _of_earlier_keys(analysis, item.question):
            say("  " + past_words(past))
    begun = {item.question for item in analysis.items}
    for past in analysis.past:
        if past.question not in begun:
            say()
            line = str(line_of(quiz, past.question)) if past.why is Past.EARLIER_KEY else _("retired")
            say(f"{line}  {stem_of(quiz, past.question, past.stem)}")
            say("  " + past_words(past, alone=True))
    for question in reflections_of(quiz):
        say()
        say(f"{question.line}  {stem_of(quiz, question.id)}")
        say("  " + private_words())


def _of_earlier_keys(analysis: Analysis, question: str) -> Iterator[PastAnswers]:
    return (past for past in analysis.past if past.question == question)


def _json(quiz: Quiz, analysis: Analysis, group: str) -> dict[str, object]:
    fewest = mirror.FEWEST if group and not analysis.items else INDICATIVE
    reliability = analysis.reliability
    return {
        "quiz": quiz.id,
        "title": quiz.title,
        **({"group": group} if group else {}),
        "respondents": analysis.respondents,
        "evidence": word(analysis.evidence),
        "withheld": f"fewer than {fewest}" if analysis.evidence is Evidence.COUNTS else None,
        "consistency": reliability.consistency if reliability else None,
        "error_ratio": reliability.error_ratio if reliability else None,
        "standard_error": reliability.standard_error if reliability else None,
        "questions": [
            {
                "id": item.question,
                "line": line_of(quiz, item.question),
                "stem": stem_of(quiz, item.question),
                "respondents": item.respondents,
                "right": item.right,
                "facility": item.figures.facility if item.figures else None,
                "discrimination": item.figures.discrimination if item.figures else None,
                "efficiency": item.figures.efficiency if item.figures else None,
                "flags": [word(flag) for flag in item.figures.flags] if item.figures else [],
                "options": [
                    {
                        "id": one.option,
                        "text": option_words(quiz, item, one.option),
                        "right": one.right,
                        "chosen": one.count,
                    }
                    for one in item.options
                ],
                "typed": [{"text": one.text, "mark": one.mark, "count": one.count} for one in item.typed],
            }
            for item in analysis.items
        ],
        "reflections": [
            {"id": one.id, "line": one.line, "stem": stem_of(quiz, one.id)} for one in reflections_of(quiz)
        ],
        "past": [
            {
                "id": past.question,
                "line": line_of(quiz, past.question),
                "stem": stem_of(quiz, past.question, past.stem),
                "why": word(past.why),
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
        flags = " ".join(word(flag) for flag in item.figures.flags) if item.figures else ""
        writer.writerow(
            (
                as_cell(stem_of(quiz, item.question)),
                line_of(quiz, item.question),
                item.respondents,
                item.right,
                *figures_of(item).values(),
                flags,
                as_cell(item.question),
                "\n".join(option_lines(quiz, item)),
            )
        )
    for past in analysis.past:
        stem, line = stem_of(quiz, past.question, past.stem), line_of(quiz, past.question)
        known = (as_cell(stem), line, past.respondents, past.right)
        writer.writerow((*known, "", "", "", word(past.why), as_cell(past.question), ""))
    return text.getvalue()
