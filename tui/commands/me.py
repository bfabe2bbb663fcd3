"""`me`: how one is doing, as text or JSON; nobody else is shown this."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from quizzes.evidence import INDICATIVE, Evidence
from quizzes.mastery import Level
from tui.commands.flags import flags_json
from tui.commands.member import leaves_json
from tui.commands.output import say, say_json
from tui.commands.today import rhythm_json
from tui.commands.wording import (
    away_words,
    calibration_words,
    flag_state_words,
    fraction,
    in_a_row_words,
    later_words,
    level_word,
    looked_lines,
    minutes_words,
    missed_words,
    opened_words,
    pace_words,
    percent,
    reason_words,
    retention_words,
    retired_words,
)
from tui.course_growth import CourseGrowth, ObjectiveGrowth
from tui.growth import CALENDAR_DAYS, Me
from tui.i18n import _, aside, clauses, count, listed, named, sentence, together
from tui.render.plain import plain_inline
from tui.start import Surroundings, joined
from tui.study import Study

if TYPE_CHECKING:
    import argparse

AHEAD = 7
"""Days of the load that are said."""
RETIRED = 5
"""Retired questions that are named."""


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Show the member's own page."""
    with joined(options, surroundings) as study:
        me = study.me()
        if options.json:
            say_json(me_json(me))
        else:
            _say(study, me)
            _say_who_looked(study)
        return 0


def _say_who_looked(study: Study) -> None:
    """Lead a member of groups to what leaders see, and say who looked last."""
    beside = study.told_beside(study.mirror())
    looked = [one.looked[0] for one in beside if one.looked]
    if looked:
        say(looked_lines([max(looked, key=lambda one: one.day)])[0])
    if beside:
        say(_("What your leaders see of you, and who looked: {command}").format(command="fivefold data mirror"))


def _say(study: Study, me: Me) -> None:
    say(_("{name}, {day}").format(name=me.name, day=me.day.isoformat()))
    if not me.answered and not me.courses:
        say(_("Nothing is begun yet. Next: fivefold today"))
        _say_away(me)
        return
    _say_memory(study, me)
    _say_weakest(me)
    _say_set_aside(me)
    active = sum(number > 0 for number in me.calendar.values())
    say(_("Active on {active} of the last {days} days.").format(active=active, days=len(me.calendar)))
    _say_rhythm(me)
    for growth in me.grown:
        _say_course(growth)
    if me.opened:
        say(opened_words(me))
    for growth in me.grown:
        _say_objectives(growth)


def _say_memory(study: Study, me: Me) -> None:
    if me.due:
        say(count("{n} question is due now.", "{n} questions are due now.", me.due))
    if me.later:
        say(sentence(later_words(*study.wait(me.later.back), me.later.questions)))
    ahead = list(me.load.items())[:AHEAD]
    if any(number for _day, number in ahead):
        load = listed(named(day.isoformat(), str(number)) for day, number in ahead if number)
        say(_("Comes back: {load}").format(load=load))
    say(
        _("{answered} answered; about {known} likely to be known now.").format(
            answered=count("{n} question", "{n} questions", me.answered), known=round(me.known)
        )
    )
    if me.missed:
        say(sentence(missed_words(me.missed)))
    say(retention_words(me.retention, CALENDAR_DAYS))
    for sure in me.calibration:
        say(sentence(calibration_words(sure)))


def _say_set_aside(me: Me) -> None:
    if me.flags:
        say(_("Flagged for the trainer:"))
        for flag in me.flags:
            say(aside(f"  {flag.stem}", clauses((reason_words(flag.record.reason), flag_state_words(flag)))))
    if me.suspended:
        number = count("{n} question is suspended", "{n} questions are suspended", len(me.suspended))
        say(_("{number}; see: {command}").format(number=number, command="fivefold review --suspended"))
    if me.retired:
        say(retired_words(len(me.retired)))
        for one in me.retired[:RETIRED]:
            say(aside(f"  {plain_inline(one.stem, {})}", clauses((one.quiz, one.last.isoformat()))))


def _say_weakest(me: Me) -> None:
    if me.weakest:
        say(_("Weakest, and the chance to know them tomorrow:"))
        for weak in me.weakest:
            facts = [weak.quiz.title, _("missed") if weak.missed else percent(weak.recall)]
            facts += [_("leech")] * weak.leech + [_("answered an earlier key")] * weak.earlier_key
            say(aside(f"  {plain_inline(weak.question.stem, {})}", clauses(facts)))
        say(_("Practise these: {command}").format(command="fivefold review --weakest --plain"))


def _say_rhythm(me: Me) -> None:
    *before, _now = me.weeks.items()
    now = _("This week {minutes}").format(minutes=minutes_words(me.rhythm))
    weeks = listed(f"{monday.isoformat()} {minutes}" for monday, minutes in before)
    say(together(_("Minutes by week: {weeks}.").format(weeks=weeks), now) if before else now)
    if row := in_a_row_words(me.rhythm.in_a_row, me.longest_row, CALENDAR_DAYS):
        say(row)
    if me.rhythm.pace:
        say(pace_words(me.rhythm.pace))
    _say_away(me)


def _say_away(me: Me) -> None:
    for leave in me.away:
        say(sentence(away_words(leave, me.day, date.isoformat)))


def _say_course(growth: CourseGrowth) -> None:
    view = growth.view
    say(named(view.course.title, fraction(view.completed, view.total)))
    for row in growth.slipping:
        say("  " + _("Slipping: {title}").format(title=f"{row.number:02} {row.lesson.title}"))
    for one in growth.dimensions:
        if one.share is None:
            say("  " + _("{title}: no objectives").format(title=one.title))
            continue
        share = _("{title}: {share} of its objectives").format(title=one.title, share=percent(one.share))
        target = [] if one.target is None else [_("target {share}").format(share=percent(one.target))]
        say("  " + clauses([share, *target]))


def _say_objectives(growth: CourseGrowth) -> None:
    """Say those that are begun, each with its level, and how many are not: a course may have fifty."""
    begun = [one for one in growth.objectives if one.level is not Level.NOT_BEGUN]
    left = len(growth.objectives) - len(begun)
    if growth.objectives:
        say(_("Objectives of {course}:").format(course=growth.view.course.title))
    for one in begun:
        say("  " + _objective(one))
    if left:
        say("  " + count("{n} objective not begun yet", "{n} objectives not begun yet", left))


def _objective(one: ObjectiveGrowth) -> str:
    right = _("{right} right").format(right=fraction(one.right, one.questions))
    return named(one.objective.title, clauses((level_word(one.level), right)))


def me_json(me: Me) -> dict[str, object]:
    """The page as JSON; docs/json.md explains its keys."""
    few = me.retention.evidence is Evidence.COUNTS
    return {
        "member": me.name,
        "date": me.day.isoformat(),
        "courses": [_course_json(growth) for growth in me.courses],
        "days": {day.isoformat(): number for day, number in me.calendar.items()},
        "rhythm": {
            **rhythm_json(me.rhythm),
            "longest_row": me.longest_row,
            "history": {
                day.isoformat(): {"is": cell.value, "minutes": me.seconds[day] // 60} for day, cell in me.cells.items()
            },
        },
        "answered": me.answered,
        "known": round(me.known, 2),
        "missed": me.missed,
        "retention": {
            "days": CALENDAR_DAYS,
            "reviews": me.retention.reviews,
            "kept": me.retention.kept,
            "share": None if me.retention.share is None else round(me.retention.share, 4),
            "evidence": me.retention.evidence.name.casefold(),
            "withheld": f"fewer than {INDICATIVE}" if few else None,
        },
        "calibration": [
            {
                "confidence": one.confidence.name.casefold(),
                "answers": one.answers,
                "right": one.right,
                "share": None if one.share is None else round(one.share, 4),
                "evidence": one.evidence.name.casefold(),
                "withheld": f"fewer than {INDICATIVE}" if one.evidence is Evidence.COUNTS else None,
            }
            for one in me.calibration
        ],
        "due": me.due,
        "later_today": me.later.questions if me.later else 0,
        "load": {day.isoformat(): number for day, number in me.load.items()},
        "weakest": [
            {
                "quiz": weak.quiz.id,
                "course": weak.quiz.course,
                "question": weak.question.id,
                "stem": plain_inline(weak.question.stem, {}),
                "missed": weak.missed,
                "recall_tomorrow": round(weak.recall, 4),
                "stability": round(weak.stability, 4),
                "lapses": weak.lapses,
                "leech": weak.leech,
                "earlier_key": weak.earlier_key,
            }
            for weak in me.weakest
        ],
        "away": leaves_json(me.away),
        "flags": flags_json(me.flags),
        "suspended": len(me.suspended),
        "retired": [
            {
                "quiz": one.quiz,
                "question": one.question,
                "stem": plain_inline(one.stem, {}),
                "last": one.last.isoformat(),
            }
            for one in me.retired
        ],
    }


def _course_json(growth: CourseGrowth) -> dict[str, object]:
    view = growth.view
    return {
        "id": view.course.id,
        "title": view.course.title,
        "completed": view.completed,
        "total": view.total,
        "slipping": [row.lesson.id for row in growth.slipping],
        "dimensions": [
            {
                "id": one.id,
                "title": one.title,
                "share": None if one.share is None else round(one.share, 4),
                "target": one.target,
                "target_by_now": None if one.by_now is None else round(one.by_now, 4),
            }
            for one in growth.dimensions
        ],
        "objectives": [
            {
                "id": one.objective.id,
                "title": one.objective.title,
                "dimension": one.objective.dimension or None,
                "level": level_id(one.level),
                "questions": one.questions,
                "right": one.right,
            }
            for one in growth.objectives
        ],
    }


def level_id(level: Level) -> str:
    """A level's stable word: `not-begun`, `attempted`, `familiar`, `proficient` or `mastered`."""
    return level.name.casefold().replace("_", "-")
