"""`hand`: asking for help with a lesson."""

import argparse

from tui.commands.output import tell
from tui.i18n import _
from tui.start import Surroundings, WrongUsageError, joined
from tui.study import Unknown


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Raise a hand, or take it down."""
    with joined(options, surroundings) as study:
        try:
            lesson = study.find_lesson(options.lesson)
        except Unknown as unknown:
            raise WrongUsageError(str(unknown)) from unknown
        if options.action == "lower":
            done = study.lower_hand(lesson.key)
            tell(_("Your hand is down.") if done else _("Your hand was not up."))
        else:
            done = study.raise_hand(lesson.key)
            up = _("Your hand is up. Your leaders see it from {day}.").format(day=study.seen_from().isoformat())
            tell(up if done else _("Your hand is up already."))
    return 0
