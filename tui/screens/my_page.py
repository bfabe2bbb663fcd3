"""What Me says, in lines of a given width: how far, how firmly, what comes back, what is weak.

It is long because each part of the page breaks, aligns and leaves out by rules of its own, at every width.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from rich.cells import cell_len
from textual.content import Content

from quizzes.mastery import Level
from store.days import week_of
from tui.commands.wording import (
    away_words,
    calibration_words,
    date_text,
    flag_state_words,
    fraction,
    in_a_row_words,
    later_words,
    level_word,
    minutes_words,
    missed_words,
    opened_words,
    pace_words,
    percent,
    reason_words,
    retention_words,
    retired_words,
    week_word,
)
from tui.course_growth import CourseGrowth, DimensionGrowth, ObjectiveGrowth
from tui.flagging import Flagged
from tui.growth import CALENDAR_DAYS, Me
from tui.i18n import _, count
from tui.render.bar import Part, bar
from tui.render.plain import plain_inline
from tui.screens.drawing import calendar, days_ahead, level_text, muted, padded, rail_text, share_line, toned

_LONGEST_TITLE = 24
"""Cells of a dimension's name before its rail."""
_LONGEST_RAIL = 40
_DAY_CELLS = 5
"""Of one day of the load."""
_DAYS_SHOWN = 14
_LEVEL_CELLS = 12
_BAR_TONES: Mapping[Part, str] = {"done": "$text-primary", "rest": "$rule", "tick": "$foreground bold"}


def courses(me: Me, width: int) -> Iterator[Content]:
    """Each course: lessons done, its dimensions on their rails, and what is slipping."""
    named = max((cell_len(name) for growth in me.grown for name in _names(growth)), default=0)
    name = min(_LONGEST_TITLE, named)
    note = max((cell_len(figure + more) for growth in me.grown for figure, more in _notes(growth)), default=0)
    cells = max(8, min(_LONGEST_RAIL, width - name - note - 4))
    for growth in me.grown:
        if growth is not me.grown[0]:
            yield Content("")
        yield heading(padded(growth.view.course.title, width).rstrip())
        yield from _rails(growth, name, cells)
        for row in growth.slipping:
            title = f"{row.number:02} {row.lesson.title}"
            yield Content.assemble(toned("! " + _("slipping"), "warning"), f"  {title}").truncate(width, ellipsis=True)
    if any(growth.dimensions for growth in me.grown):
        yield from muted(_("A dimension shows the share of its objectives that you have reached.")).wrap(width)
    if me.opened:
        yield from muted(opened_words(me)).wrap(width)
    if me.courses:
        yield Content("")


def _names(growth: CourseGrowth) -> Iterator[str]:
    """What the rails of a course are called."""
    yield _("Lessons") if growth.view.lessons else _("Quizzes")
    if _is_whole(growth):
        yield _("Dimensions")
    else:
        yield from (one.title for one in growth.dimensions)


def _notes(growth: CourseGrowth) -> Iterator[tuple[str, str]]:
    """What stands behind the rails of a course: a figure, and what steps back behind that."""
    yield fraction(growth.view.completed, growth.view.total), ""
    if _is_whole(growth):
        yield f"{percent(1.0):>4}", "  " + count("all {n}", "all {n}", len(growth.dimensions))
    else:
        yield from ((f"{percent(one.share):>4}", _target(one)) for one in growth.dimensions)


def _is_whole(growth: CourseGrowth) -> bool:
    """Whether nothing is left of any of its dimensions, so that one rail says it for all."""
    return len(growth.dimensions) > 1 and all(one.share == 1 for one in growth.dimensions)


def _rails(growth: CourseGrowth, name: int, cells: int) -> Iterator[Content]:
    """The rails of a course, behind names of so many cells, and so many cells long."""
    view = growth.view
    shares = [share_line(view.completed / view.total if view.total else 0.0, cells, "primary")]
    if _is_whole(growth):
        target = max((one.target for one in growth.dimensions if one.target is not None), default=None)
        shares.append(rail_text(1.0, target, cells))
    else:
        shares += [rail_text(one.share, one.target, cells, now=one.by_now) for one in growth.dimensions]
    for called, rail, (figure, more) in zip(_names(growth), shares, _notes(growth), strict=True):
        yield Content.assemble(f"{padded(called, name)}  ", rail, f"  {figure}", muted(more))


def _target(dimension: DimensionGrowth) -> str:
    if dimension.target is None:
        return ""
    if dimension.share is None or dimension.by_now is None or dimension.by_now >= dimension.target:
        return "  " + _("target {share}").format(share=percent(dimension.target))
    if not dimension.by_now:
        return "  " + _("target {share}, not due yet").format(share=percent(dimension.target))
    said = _("target {share}, by now {now}")
    return "  " + said.format(share=percent(dimension.target), now=percent(dimension.by_now))


def objectives(me: Me, width: int) -> Iterator[Content]:
    """What the member can do by now, by course, each objective with its level."""
    grown = [growth for growth in me.grown if growth.objectives]
    if not grown:
        return
    yield heading(_("Objectives"))
    for growth in grown:
        if len(me.grown) > 1:
            yield muted(growth.view.course.title)
        begun = [one for one in growth.objectives if one.level is not Level.NOT_BEGUN]
        for one in begun:
            yield from _objective(one, width)
        left = len(growth.objectives) - len(begun)
        if left:
            not_begun = count("{n} objective not begun yet", "{n} objectives not begun yet", left)
            yield Content.assemble(level_text(Level.NOT_BEGUN), "  ", muted(not_begun))
    yield Content("")


def _objective(one: ObjectiveGrowth, width: int) -> Iterator[Content]:
    note = "  " + fraction(one.right, one.questions)
    before = Content.assemble(level_text(one.level), "  ", padded(level_word(one.level), _LEVEL_CELLS))
    room = max(8, width - before.cell_length - cell_len(note))
    first, *rest = Content(one.objective.title).wrap(room)
    yield Content.assemble(before, padded(first.plain.rstrip(), room), muted(note))
    for line in rest:
        yield Content.assemble(" " * before.cell_length, line)


def weakest(me: Me, width: int) -> Iterator[Content]:
    """The questions that need it most, with the key that asks them."""
    if not me.weakest:
        return
    yield Content.assemble(
        heading(_("Weakest")), "  ", toned("p", "primary", bold=True), muted(" " + _("practise these"))
    )
    shares = [_("missed") if weak.missed else percent(weak.recall) for weak in me.weakest]
    cells = max(4, *map(cell_len, shares))
    for weak, share in zip(me.weakest, shares, strict=True):
        mark = toned("! " + _("leech") + "  ", "error") if weak.leech else Content("")
        if weak.earlier_key:
            mark = Content.assemble(mark, toned("! " + _("new key") + "  ", "warning"))
        note = muted(f"  {weak.quiz.title}")
        room = max(12, width - cells - 2 - mark.cell_length - note.cell_length)
        stem = plain_inline(weak.question.stem, {}).replace("\n", " ")
        tone = "error" if weak.missed else "warning"
        before = Content.assemble(toned(" " * (cells - cell_len(share)) + share, tone), "  ", mark)
        if cell_len(stem) <= room:
            yield Content.assemble(before, stem, note).truncate(width, ellipsis=True)
        else:
            yield Content.assemble(before, stem).truncate(width, ellipsis=True)
            yield Content.assemble(" " * cells, note).truncate(width, ellipsis=True)
    if not all(weak.missed for weak in me.weakest):
        yield muted(_("The share is the chance to know it tomorrow."))
    yield Content("")


def memory(me: Me, width: int, later: tuple[int, int | None] | None) -> Iterator[Content]:
    """What is likely to be known, how much was, and what comes back; `later` is how long until the first of today."""
    yield heading(_("Memory"))
    answered = count("{n} question answered", "{n} questions answered", me.answered)
    yield Content(
        _("{answered}, about {known} likely to be known now").format(answered=answered, known=round(me.known))
    )
    if me.missed:
        yield Content(missed_words(me.missed))
    yield Content(retention_words(me.retention, CALENDAR_DAYS))
    for one in me.calibration:
        yield Content(calibration_words(one))
    parts = [
        toned(count("{n} question due now", "{n} questions due now", me.due), "warning")
        if me.due
        else Content(_("Nothing is due now")),
        *([Content(later_words(*later, me.later.questions))] if me.later and later else []),
        Content(_("{n} more in the next {days} days").format(n=sum(me.load.values()), days=len(me.load))),
    ]
    yield from _in_rows(parts, width)
    if any(me.load.values()):
        yield from days_ahead(me.load, min(_DAYS_SHOWN, width // _DAY_CELLS))
    yield Content("")


def _in_rows(parts: Sequence[Content], width: int) -> Iterator[Content]:
    """Parts beside each other, as many as a row of so many cells takes; none is broken."""
    row = parts[0]
    for part in parts[1:]:
        longer = Content.assemble(row, "  ·  ", part)
        if longer.cell_length <= width:
            row = longer
        else:
            yield row
            row = part
    yield row


def days(me: Me, width: int) -> Iterator[Content]:
    """The calendar of the last days."""
    active = sum(number > 0 for number in me.calendar.values())
    studied = _("studied on {active} of {days} days").format(active=active, days=len(me.calendar))
    yield Content.assemble(heading(_("Last 30 days")), "  ", muted(studied))
    yield from calendar(me.calendar)
    yield Content("")
    yield from _rhythm(me, width)
    yield Content("")


def _rhythm(me: Me, width: int) -> Iterator[Content]:
    """Study days, time week by week, and pace."""
    row = in_a_row_words(me.rhythm.in_a_row, me.longest_row, CALENDAR_DAYS)
    beside = Content.assemble(heading(_("Study days")), "  ", muted(row))
    yield from [beside] if beside.cell_length <= width else [heading(_("Study days")), muted(row)]
    yield from _weeks(me, width)
    if me.rhythm.pace:
        yield Content(pace_words(me.rhythm.pace))
    yield from away(me, width)


def away(me: Me, width: int) -> Iterator[Content]:
    """When the member is away: nothing is asked of those days."""
    for leave in me.away:
        yield from Content(away_words(leave, me.day, partial(date_text, today=me.day))).wrap(width)


def _weeks(me: Me, width: int) -> Iterator[Content]:
    """How long was studied in each week; the tick is how long it was meant to be."""
    names = [week_word(week_of(monday), me.day) for monday in me.weeks]
    said = [count("{n} min", "{n} min", minutes) for minutes in me.weeks.values()]
    said[-1] = minutes_words(me.rhythm)
    name = max(map(cell_len, names))
    cells = max(8, min(_LONGEST_RAIL, width - name - max(map(cell_len, said)) - 4))
    most = max(1, me.rhythm.aim, *me.weeks.values())
    tick = me.rhythm.aim / most if me.rhythm.aim else None
    for called, minutes, words in zip(names, me.weeks.values(), said, strict=True):
        yield Content.assemble(
            muted(padded(called, name)),
            "  ",
            *((text, _BAR_TONES[part]) for text, part in bar(minutes / most, cells, tick=tick)),
            f"  {words}",
        )


def flagged(told: Sequence[Flagged], width: int) -> Iterator[Content]:
    """What the member flagged for the trainer, and what became of it."""
    if not told:
        return
    yield heading(_("Flagged for the trainer"))
    for one in told:
        done = one.record.settled is not None
        mark = toned("✓ ", "success") if done else muted("⚑ ")
        yield Content.assemble(mark, one.stem).truncate(width, ellipsis=True)
        said = " · ".join((reason_words(one.record.reason), flag_state_words(one)))
        yield muted(f"  {said}").truncate(width, ellipsis=True)
    yield Content("")


def set_aside(me: Me) -> Iterator[Content]:
    """How much is suspended, with the key that shows it, and how much is retired."""
    if me.suspended:
        number = count("{n} question is suspended", "{n} questions are suspended", len(me.suspended))
        yield Content.assemble(number, "  ", toned("s", "primary", bold=True), muted(" " + _("shows them")))
        yield Content("")
    if me.retired:
        yield muted(retired_words(len(me.retired)))
        yield Content("")


def heading(text: str) -> Content:
    """The heading of a part."""
    return toned(text, "primary", bold=True)
