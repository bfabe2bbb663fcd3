"""`me`: how one is doing, as text or JSON; nobody else is shown this."""

import argparse

from tui.commands.output import say, say_json
from tui.commands.wording import fraction, percent
from tui.growth import Me
from tui.i18n import _, count
from tui.render.plain import plain_inline
from tui.start import Surroundings, joined

AHEAD = 7
"""Days of the load that are said."""


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Show the member's own page."""
    with joined(options, surroundings) as study:
        me = study.me()
        if options.json:
            say_json(_json(me))
        else:
            _say(me)
        return 0


def _say(me: Me) -> None:
    say(_("{name}, {day}").format(name=me.name, day=me.day.isoformat()))
    if not me.answered and not me.courses:
        say(_("Nothing is begun yet. Next: fivefold today"))
        return
    for course in me.courses:
        say(f"{course.course.title}: " + fraction(course.completed, course.total))
    active = sum(number > 0 for number in me.calendar.values())
    say(_("Active on {active} of the last {days} days.").format(active=active, days=len(me.calendar)))
    say(
        _("{answered} answered; about {known} likely to be known now.").format(
            answered=count("{n} question", "{n} questions", me.answered), known=round(me.known)
        )
    )
    ahead = list(me.load.items())[:AHEAD]
    if any(number for _day, number in ahead):
        load = ", ".join(f"{day.isoformat()} {number}" for day, number in ahead if number)
        say(_("Comes back: {load}").format(load=load))
    if me.weakest:
        say(_("Weakest, and the chance to know them tomorrow:"))
        for weak in me.weakest:
            say(f"  {plain_inline(weak.question.stem, {})} ({weak.quiz.title}, {percent(weak.recall)})")


def _json(me: Me) -> dict[str, object]:
    return {
        "member": me.name,
        "date": me.day.isoformat(),
        "courses": [
            {"id": one.course.id, "title": one.course.title, "completed": one.completed, "total": one.total}
            for one in me.courses
        ],
        "days": {day.isoformat(): number for day, number in me.calendar.items()},
        "answered": me.answered,
        "known": round(me.known, 2),
        "load": {day.isoformat(): number for day, number in me.load.items()},
        "weakest": [
            {
                "quiz": weak.quiz.id,
                "question": weak.question.id,
                "recall_tomorrow": round(weak.recall, 4),
                "stability": round(weak.stability, 4),
                "lapses": weak.lapses,
            }
            for weak in me.weakest
        ],
    }
