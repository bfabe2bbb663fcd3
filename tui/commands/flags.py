"""`flag` and `flags`: what is wrong with a question, told to its trainer; what was told, taken back or dealt with."""

import argparse
import sys
from collections.abc import Sequence
from datetime import timedelta

from quizzes.model import Question, Quiz
from store.events import REASONS
from tui.commands.output import say, say_json, tell
from tui.commands.questions import find_question
from tui.commands.wording import flag_state_words, reason_words
from tui.flagging import Flagged
from tui.i18n import _, clauses, listed, named
from tui.start import Surroundings, joined
from tui.study import Study


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Flag a question, or list, hand on and close flags."""
    with joined(options, surroundings) as study:
        if options.command == "flag":
            _flag(study, options)
        else:
            _flags(study, options)
    return 0


def _flag(study: Study, options: argparse.Namespace) -> None:
    quiz, question = find_question(study, options.quiz, options.question)
    study.flag(quiz.key, question, options.reason, options.text)
    tell(_("Flagged. See, or take back: fivefold flags"))


def flag_in_lines(study: Study, quiz: Quiz, question: Question) -> None:
    """Ask what is wrong with a question, and for a few words, and flag it; an empty line flags nothing."""
    reasons = listed(f"{number} {reason_words(reason)}" for number, reason in enumerate(REASONS, start=1))
    say(_("What is wrong? {reasons}. An empty line flags nothing.").format(reasons=reasons), flush=True)
    known = {str(number): reason for number, reason in enumerate(REASONS, start=1)}
    while (said := sys.stdin.readline().strip()) and said not in known:
        say(_("Type a number from 1 to {n}; an empty line flags nothing.").format(n=len(known)), flush=True)
    if not said:
        say(_("Not flagged. The question waits for its answer."), flush=True)
        return
    say(_("A few words, if you like; else an empty line."), flush=True)
    study.flag(quiz.key, question, known[said], sys.stdin.readline().strip())
    say(_("Flagged. The question waits for its answer."), flush=True)


def _flags(study: Study, options: argparse.Namespace) -> None:
    if options.withdraw:
        study.withdraw(study.find_flag(options.withdraw))
        tell(_("The flag is taken back."))
    elif options.settle:
        study.settle(study.find_flag(options.settle, study.every_flag()))
        tell(_("The flag is dealt with."))
    else:
        mine = not options.quiz
        found = study.flags_of(study.find_quiz(options.quiz).key) if options.quiz else _mine(study)
        if options.json:
            say_json({"flags": flags_json(found)})
        elif options.markdown:
            _say_markdown([one for one in found if one.record.open])
        else:
            if not any(one.record.open for one in found):
                tell(_no_open_flags(mine=mine))
            say_flags(found, mine=mine)


def _mine(study: Study) -> Sequence[Flagged]:
    """The member's own flags that are open, and those that were dealt with as lately as Me tells of."""
    from tui.growth import CALENDAR_DAYS  # noqa: PLC0415 - to flag a question does without it

    return study.flags_and_what_came(study.day() - timedelta(days=CALENDAR_DAYS - 1))


def _no_open_flags(*, mine: bool) -> str:
    """That there are none, and how there comes to be one."""
    if not mine:
        return _("No open flags.")
    said = _("No open flags. In the app {key} flags a question where it is asked, and here: {command}")
    return said.format(key="g", command="fivefold flag QUIZ QUESTION --reason REASON")


def say_flags(found: Sequence[Flagged], *, mine: bool = False) -> None:
    """Say flags, one after another; not who put them. To whoever put them what became of each is told."""
    for one in found:
        title = one.quiz.title if one.quiz else one.record.quiz
        say(f"{one.name}  " + clauses([title, *([_line(one)] if one.question else [])]))
        say(f"  {one.stem}")
        became = [flag_state_words(one)] if mine else [_("edited since")] if one.edited else []
        line = "  ! " + clauses([reason_words(one.record.reason), one.record.day.isoformat(), *became])
        line = named(line, one.record.text) if one.record.text else line
        say(line.replace("\n", "\n    "))


def flags_json(found: Sequence[Flagged]) -> list[dict[str, object]]:
    """Flags as JSON; docs/json.md explains the keys."""
    return [
        {
            "flag": one.name,
            "quiz": one.record.quiz,
            "question": one.record.question,
            "stem": one.stem,
            "line": one.question.line if one.question else None,
            "reason": one.record.reason,
            "text": one.record.text,
            "date": one.record.day.isoformat(),
            "edited": one.edited,
            "settled": one.record.settled.isoformat() if one.record.settled else None,
        }
        for one in found
    ]


def _say_markdown(found: Sequence[Flagged]) -> None:
    """Say flags as Markdown, to be handed on by whoever put them: without a name, and without any answer."""
    for number, one in enumerate(found):
        place = f"{one.quiz.path}:{one.question.line}" if one.quiz and one.question else one.record.quiz
        say(("\n" if number else "") + f"**{reason_words(one.record.reason)}** `{place}` {one.stem}")
        if one.record.text:
            say("\n" + "\n".join(f"> {line}" for line in one.record.text.split("\n")))


def _line(one: Flagged) -> str:
    return _("line {line}").format(line=one.question.line if one.question else 0)
