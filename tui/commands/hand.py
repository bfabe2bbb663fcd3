"""`hand`: asking for help with a lesson."""

import argparse
from shlex import quote

from tui.commands.output import tell
from tui.commands.wording import place_words
from tui.i18n import _
from tui.start import Surroundings, joined
from tui.study import Study


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Raise a hand, or take it down."""
    with joined(options, surroundings) as study:
        lesson = study.find_lesson(options.lesson)
        if options.lesson.isdecimal():
            tell(place_words(study, lesson))
        if options.action == "lower":
            done = study.lower_hand(lesson.key)
            tell(_("Your hand is down.") if done else _("Your hand was not up."))
        else:
            done = study.raise_hand(lesson.key)
            tell(_up(study, lesson.key) if done else _("Your hand is up already."))
    return 0


def _up(study: Study, lesson: str) -> str:
    """That a hand is up, and who sees it."""
    if not study.is_in_a_group():
        return _("Your hand is up, for you alone: you are in no group, so no leader sees it.")
    if not study.is_assigned(lesson):
        return _("Your hand is up, for you alone: no group of yours is assigned this lesson, so no leader sees it.")
    day = study.seen_from().isoformat()
    if shares := study.shares():
        said = _("Your hand is up. It goes with what you share from {day} on: fivefold group share {group} --to DIR")
        return said.format(day=day, group=quote(shares[0]) if len(shares) == 1 else "NAME")
    return _("Your hand is up. Your leaders see it from {day}.").format(day=day)
