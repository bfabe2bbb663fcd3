"""A group as somebody with another duty than leading is told of it: the parts that the duty opens."""

from collections.abc import Callable, Iterator
from datetime import date

from store.mirror import FEW, GroupPart
from tui.commands.difficult import question_lines, quiz_json
from tui.commands.group import (
    about_json,
    about_lines,
    agenda_lines,
    dimension_lines,
    dimensions_json,
    member_json,
    week_lines,
    weeks_json,
)
from tui.commands.wording import duty_word, too_few
from tui.i18n import _, count, listed


def part_lines(part: GroupPart, day_words: Callable[[date], str] = date.isoformat) -> Iterator[str]:
    """All of it but the records of mentees, line by line; `day_words` says what a day is called."""
    yield _("{name}, as of {day}").format(name=part.name, day=day_words(part.as_of))
    yield _("Led by {names}.").format(names=listed(part.leaders) or _("nobody at the moment"))
    yield from about_lines(part.about)
    duties = listed(duty_word(duty) for duty in part.duties)
    yield _("You see what your duty opens: {duties}.").format(duties=duties)
    yield count("{n} member", "{n} members", part.members)
    if part.agenda is not None:
        yield ""
        yield _("Lessons")
        yield from agenda_lines(part.agenda, day_words)
    if part.weeks is not None and part.withheld:
        yield _("No figures without names: {few} members.").format(few=too_few())
    elif part.weeks:
        yield from week_lines(part.weeks, part.as_of)
    yield from dimension_lines(part.dimensions or ())
    for quiz in part.questions or ():
        yield from question_lines(quiz)
    if part.questions == ():
        yield _("No quiz is announced: there is nothing to tell of questions.")
    if part.mentees == ():
        yield _("You were given no mentees. A leader names them: fivefold group duty GROUP NAME mentor --of MENTEE")


def part_json(part: GroupPart) -> dict[str, object]:
    """The same as JSON; null stands for what the duty does not open."""
    return {
        "group": part.name,
        "as_of": part.as_of.isoformat(),
        "leaders": list(part.leaders),
        **about_json(part.about),
        "your_duties": list(part.duties),
        "members": part.members,
        "lessons": None
        if part.agenda is None
        else [
            {
                "lesson": lesson.lesson,
                "title": lesson.title,
                "due": lesson.due.isoformat(),
                "tally": {status.value: number for status, number in lesson.tally.items()} if part.tallies else None,
            }
            for lesson in part.agenda
        ],
        "dimensions": None if part.dimensions is None else dimensions_json(part.dimensions),
        "weeks": None if part.weeks is None else weeks_json(part.weeks),
        "questions": None if part.questions is None else [quiz_json(quiz) for quiz in part.questions],
        "mentees": None if part.mentees is None else [member_json(member) for member in part.mentees],
        **({"withheld": FEW} if part.withheld and part.weeks is not None else {}),
    }
