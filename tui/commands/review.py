"""`review`: the app at what is due, or a session on stdin and stdout; what is suspended, and resuming it."""

import argparse
from collections.abc import Sequence
from shlex import quote

from tui.commands.output import say, say_json, tell
from tui.commands.review_in_lines import hold
from tui.commands.today import next_review_json
from tui.commands.wording import place_words
from tui.growth import Suspended
from tui.i18n import _, listed
from tui.render.plain import plain_inline
from tui.reviewing import Practice
from tui.start import Surroundings, WrongUsageError, joined
from tui.study import Study
from tui.unknown import nearest


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Answer again what is due."""
    if options.suspended or options.resume or options.json:
        with joined(options, surroundings) as study:
            if options.resume:
                _resume(study, options.resume)
            elif options.json:
                if options.missed:
                    _missed(study, options.missed)
                say_json(_json(study))
            else:
                _say_suspended(study.suspended())
            return 0
    if not options.plain:
        from tui.commands.study import open_app  # noqa: PLC0415 - the app is only loaded when it is wanted

        due = not options.weakest and not options.missed
        return open_app(options, surroundings, review=due, practise=options.weakest, missed=options.missed or "")
    with joined(options, surroundings) as study:
        if options.missed:
            missed = _missed(study, options.missed)
            if options.missed.isdecimal():
                say(place_words(study, study.find_quiz(options.missed)))
            hold(study, missed, none=_("Nothing was missed there."))
        else:
            hold(study, study.weakest() if options.weakest else None, none=_("No question is weak."))
        return 0


def _missed(study: Study, words: str) -> Practice:
    """What was missed when a quiz was taken last; it may be empty.

    Raises:
        Unknown: no quiz is called so.
    """
    finished = study.result(study.find_quiz(words).key)
    return study.practise_missed(finished) if finished else Practice(())


def _say_suspended(questions: Sequence[Suspended]) -> None:
    for one in questions:
        say(
            _("{id}: {stem} ({quiz}, since {day})").format(
                id=one.question.id,
                stem=plain_inline(one.question.stem, {}).replace("\n", " "),
                quiz=one.quiz.title,
                day=one.since.isoformat(),
            )
        )
    if questions:
        command = f"fivefold review --resume {quote(questions[0].question.id)}"
        say(_("Resume one with: {command}").format(command=command))
    else:
        say(_("No question is suspended."))


def _resume(study: Study, words: str) -> None:
    """Resume the suspended question that words name: its id, or its quiz's key, `#` and its id where that is needed.

    Raises:
        WrongUsageError: none of that name is suspended, or several are.
    """
    questions = study.suspended()
    found = [one for one in questions if words in {one.question.id, _full(one)}]
    if not found:
        near = nearest(words, [one.question.id for one in questions])
        if near:
            raise WrongUsageError(
                _("No suspended question is called {name}. Did you mean {nearest}?").format(
                    name=repr(words), nearest=repr(near)
                )
            )
        raise WrongUsageError(
            _("No suspended question is called {name}. See: fivefold review --suspended").format(name=repr(words))
        )
    if len(found) > 1:
        raise WrongUsageError(
            _("Several suspended questions are called {name}: {names}.").format(
                name=repr(words), names=listed(map(_full, found))
            )
        )
    study.resume(found[0].key)
    tell(_("{id} is asked again when it is due.").format(id=found[0].question.id))


def _full(one: Suspended) -> str:
    return f"{one.quiz.key}#{one.question.id}"


def _json(study: Study) -> dict[str, object]:
    today = study.today()
    return {
        "due": today.reviews,
        "next_review": next_review_json(study, today.next_review),
        "suspended": [
            {
                "quiz": one.quiz.id,
                "course": one.quiz.course,
                "question": one.question.id,
                "stem": plain_inline(one.question.stem, {}),
                "since": one.since.isoformat(),
            }
            for one in study.suspended()
        ],
    }
