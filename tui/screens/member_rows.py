"""What leaders receive of a member, row by row, as they and the member read it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from rich.cells import cell_len

from store.challenging import Said
from store.handling import SeenTo
from store.mirror import MemberRecord
from store.status import Status
from tui.commands.group import said_lines
from tui.commands.wording import (
    date_text,
    fraction,
    handled_lines,
    percent,
    reason_rule,
    reason_word,
    seen_to_words,
    status_word,
    week_word,
)
from tui.i18n import _, named
from tui.screens.words import status_mark
from tui.widgets.needs import explained, wrapped
from tui.widgets.rows import Row

_INDENT = "        "
"""Under the title of a lesson."""
_ROOMY = 66
"""Cells of a list in which everything has room."""
_TELLING = (Status.NEEDS_HELP, Status.OVERDUE, Status.IN_PROGRESS)


def _at_right(text: str, width: int) -> str:
    """Text at the right end of so many cells."""
    return " " * (width - cell_len(text)) + text


def member_page(
    record: MemberRecord,
    titles: Sequence[str],
    day: date,
    width: int,
    *,
    numbers: Mapping[str, int] | None = None,
    courses: Mapping[str, str] | None = None,
) -> Iterator[Row]:
    """All that a record holds, row by row.

    Args:
        record: what a leader receives of the member.
        titles: of the lessons, in the record's order.
        day: on which it was judged.
        width: of the list, in cells.
        numbers: of the lessons, by their keys; those that are not there are counted.
        courses: of the lessons, by their keys, where they are of several: each stands above those of it in a row.
    """
    done = _("{done} completed").format(done=fraction(record.completed, record.assigned))
    counted = [
        _("{n} {status}").format(n=record.count(status), status=status_word(status))
        for status in _TELLING
        if record.count(status)
    ]
    yield Row(" · ".join([done, *counted]), title_tone="primary")
    active = week_word(record.last_active_week, day) if record.last_active_week else _("not yet")
    yield Row(_("Last active: {week}").format(week=active), title_tone="muted")
    if record.as_of is not None:
        yield Row(_("As shared in a file: {week}").format(week=week_word(record.as_of, day)), title_tone="muted")
    yield Row("")
    last_days = [date_text(lesson.due, day) for lesson in record.lessons.values()]
    longest = max(map(cell_len, last_days), default=0)
    dues = [_("due {day}").format(day=_at_right(one, longest)) for one in last_days]
    known, of, above = numbers or {}, courses or {}, ""
    for place, ((key, lesson), title, due) in enumerate(zip(record.lessons.items(), titles, dues, strict=True), 1):
        if of.get(key, above) != above:
            above = of[key]
            yield Row(above, title_tone="muted")
        mark, tone = status_mark(lesson.status)
        # Where there is little room, the day of what is completed gives way to its title.
        told = lesson.status is not Status.COMPLETED or width >= _ROOMY
        yield Row(
            title=title,
            key=key,
            mark=mark,
            mark_tone=tone,
            number=f"{known.get(key, place):02}",
            title_tone="muted" if lesson.status is Status.COMPLETED else "",
            note_tone=tone if lesson.status in _TELLING else "muted",
            note=f"{status_word(lesson.status)}   {due}" if told else status_word(lesson.status),
        )
        if lesson.reason is not None and lesson.since is not None:
            since = _("{reason} since {week}").format(
                reason=reason_word(lesson.reason), week=week_word(lesson.since, day)
            )
            yield from explained(since, reason_rule(lesson.reason), width, indent=_INDENT)
    if record.results:
        yield Row("")
        yield Row(_("Announced results"))
    days = [date_text(result.day, day) for result in record.results]
    latest = max(map(cell_len, days), default=0)
    for result, taken in zip(record.results, days, strict=True):
        yield Row(
            title=result.title,
            key=f"quiz {result.quiz}",
            mark="✓" if result.passed else "✗",
            mark_tone="success" if result.passed else "error",
            note=f"{percent(result.share)} "
            + (_("passed") if result.passed else _("not passed"))
            + f"   {_at_right(taken, latest)}",
        )


def said_rows(
    said: Sequence[Said], titles: Mapping[str, str], day: date, width: int, *, own: bool = False
) -> Iterator[Row]:
    """What a member said is wrong, and what was answered.

    Args:
        said: what was said, each with its answer.
        titles: of the lessons, by key.
        day: today.
        width: of the list, in cells.
        own: whether the member reads it.
    """
    if said:
        yield Row("")
        yield Row(_("Said to be wrong"))
    for one in said:
        for line in said_lines(one, titles, own=own, day_words=partial(date_text, today=day)):
            yield from wrapped(line, width, tone="warning" if one.answered is None else "muted")


def handled_rows(
    handled: Sequence[SeenTo], titles: Mapping[str, str], day: date, width: int, *, own: bool = False
) -> Iterator[Row]:
    """Which needs of a member were seen to.

    Args:
        handled: what was seen to.
        titles: of the lessons, by key.
        day: today.
        width: of the list, in cells.
        own: whether the member reads it.
    """
    day_words = partial(date_text, today=day)
    if handled:
        yield Row("")
    others = (named(titles.get(one.lesson, one.lesson), seen_to_words(one, day_words)) for one in handled)
    for line in handled_lines(handled, titles, day_words) if own else others:
        yield from wrapped(line, width)
