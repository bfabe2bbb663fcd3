"""`group` and `groups`: the dashboards as text and JSON; who is in a group.

It is long because a dashboard has many parts, each of them said in words, as a table and in JSON side by side.
"""

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from shlex import quote
from typing import NoReturn

from store.challenging import Said
from store.duties import LEADER, MEMBER, MENTOR
from store.mirror import (
    FEW,
    About,
    GroupDimension,
    GroupFigures,
    GroupLesson,
    GroupRecord,
    LessonRecord,
    MemberRecord,
    Week,
)
from store.sprint_mirror import OwnSprint
from store.status import Status
from tui.commands.difficult import difficult_lines, quiz_json
from tui.commands.goal import goal_json, goal_lines
from tui.commands.output import say, say_json
from tui.commands.plan_words import behind_word
from tui.commands.sprint_words import own_sprint_json, sprint_lines
from tui.commands.wording import (
    basis_word,
    by_now_note,
    dimension_standing,
    duty_words,
    fraction,
    need_note,
    nobody_words,
    not_taken_word,
    percent,
    reason_rule,
    reason_word,
    seen_to_rule,
    seen_to_words,
    status_word,
    tally_note,
    too_few,
    unchanged_words,
    week_name,
    week_word,
    why_none,
    withheld_word,
)
from tui.group_figures import average, figures_of
from tui.i18n import _, aside, clauses, count, listed, named
from tui.leading import NotLeading
from tui.roster import courses_told, member_rows
from tui.start import Surroundings, WrongUsageError, joined
from tui.study import Study, Unknown, UnknownMember
from tui.unknown import nearest

_NONE = "-"
"""In place of a figure about nobody."""


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Show a group, or all that the member leads, or change who is in one."""
    if options.command == "group" and not options.words:
        raise WrongUsageError(_('Say which group, as in: fivefold group "Night shift". See: fivefold groups'))
    with joined(options, surroundings) as study:
        try:
            if options.command == "groups":
                _compare(study, archived=options.all, as_json=options.json)
                return 0
            return _group(study, options)
        except (Unknown, NotLeading) as problem:
            raise WrongUsageError(str(problem)) from problem
        except UnknownMember as unknown:
            raise WrongUsageError(unknown.text(_)) from unknown


def _group(study: Study, options: argparse.Namespace) -> int:
    from tui.commands import membership  # noqa: PLC0415 - whoever looks changes nothing

    word = options.words[0]
    takes = membership.TAKES.get(word, frozenset() if word in membership.ACTIONS else frozenset({"json"}))
    if any(getattr(options, name) not in {None, False} for name in membership.EVERY - takes):
        _refuse()
    if word in {"share", "collect"}:
        from tui.commands.sharing import collect, share  # noqa: PLC0415 - most groups need none of it

        return share(study, options) if word == "share" else collect(study, options)
    if word == "report":
        from tui.commands.reporting import report  # noqa: PLC0415 - whoever looks writes nothing

        return report(study, options)
    if word in membership.ACTIONS:
        return membership.change(study, options)
    if len(options.words) > 1:
        if near := nearest(word, [*membership.ACTIONS, "share", "collect", "report"]):
            said = _("Nothing is done with a group by {word}. Did you mean {nearest}?")
            raise WrongUsageError(said.format(word=repr(word), nearest=f"fivefold group {near}"))
        _refuse()
    _show(study, word, as_json=options.json)
    return 0


def _refuse() -> NoReturn:
    raise WrongUsageError(
        _("Say it as one of: group NAME, group create NAME, group add GROUP MEMBER... [--leader], ")
        + _("group remove GROUP MEMBER, group handled GROUP MEMBER LESSON, group share NAME --to DIR, ")
        + _("group collect DIR, group report NAME --to FILE, ")
        + _("or with rename, archive, unarchive, set, duty, same, charter, answer or roster: fivefold group --help. ")
        + _("A name with blanks needs quotes.")
    )


# A group


def _show(study: Study, name: str, *, as_json: bool) -> None:
    group = study.group_named(name)
    if study.leads(group.id):
        record = study.group(group.id)
        sprints = study.group_sprints(group.id)
        if as_json:
            say_json(group_json(record, sprints))
            return
        _say_group(record, sprints)
        return
    from tui.commands.group_part import part_json, part_lines  # noqa: PLC0415 - most who look lead

    part = study.group_part(group.id)
    if as_json:
        say_json(part_json(part))
        return
    mentees = part.mentees or ()
    found = (study.read().lesson(key) for member in mentees for key in member.lessons)
    titles = {lesson.key: lesson.title for lesson in found if lesson}
    for line in part_lines(part):
        say(line)
    for member in mentees:
        say()
        say_member(member, titles, part.as_of)


def _say_group(record: GroupRecord, sprints: Sequence[OwnSprint]) -> None:
    """All of a group: what to do next, how it is on its plan, what it has reached, and at last who stands where."""
    for line in _head_lines(record):
        say(line)
    if not record.members and not record.waiting:
        say(_("No members yet. Add one: fivefold group add {name} MEMBER").format(name=quote(record.name)))
        return
    if not record.lessons:
        say(_("No plan yet. Set one: fivefold plan set {name} COURSE --due DATE").format(name=quote(record.name)))
    for line in _figure_lines(record):
        say(line)
    results = sum(len(member.results) for member in record.members)
    if results or record.not_taken:
        said = _("Announced results: {n}").format(n=results)
        say(clauses(filter(None, (said, not_taken_word(record)))))
    titles = {lesson.lesson: lesson.title for lesson in record.lessons}
    for line in (
        *_help_lines(record),
        *_handled_lines(record, titles),
        *_wrong_lines(record, titles),
        *_late_lines(record),
        *plan_lines(record),
        *sprint_lines(sprints),
        *dimension_lines(record.dimensions),
        *(week_lines(record.weeks, record.as_of) if record.members else ()),
        *difficult_lines(record.questions),
        *_lesson_lines(record),
    ):
        say(line)
    for member in record.members:
        say()
        say_member(member, titles, record.as_of)


def _figure_lines(record: GroupRecord) -> Iterator[str]:
    """The figures of all who are shown; where nobody is there are none, and that is said."""
    if record.members:
        active = too_few() if record.active is None else fraction(record.active, len(record.members))
        done = fraction(record.completed, record.assigned)
        hands, overdue = str(record.hands), str(record.overdue)
    else:
        active = done = hands = overdue = _NONE
    yield _("Completed: {done}").format(done=done)
    yield _("Active this week: {active}").format(active=active)
    yield _("Raised hands: {n}").format(n=hands)
    yield _("Overdue: {n}").format(n=overdue)


def waiting_words(waiting: int) -> str:
    """How many members no figure counts in, since they have not accepted the charter."""
    return count("{n} to accept the charter", "{n} to accept the charter", waiting)


def _head_lines(record: GroupRecord) -> Iterator[str]:
    yield _("{name}, as of {day}").format(name=record.name, day=record.as_of.isoformat())
    yield _("Led by {names}.").format(names=listed(record.leaders))
    yield from about_lines(record.about)
    yield from duty_lines(record)
    if record.waiting:
        yield clauses((count("{n} member", "{n} members", len(record.members)), waiting_words(len(record.waiting))))
        yield _("Not accepted the charter yet: {names}").format(names=listed(record.waiting))
        if not record.members:
            yield _("Nobody has accepted the charter yet: nothing of anybody is shown before that.")


def agenda_lines(lessons: Iterable[GroupLesson], day_words: Callable[[date], str] = date.isoformat) -> Iterator[str]:
    """What is assigned and by when, a line for each lesson, with how many stand where on it, if that is told.

    `day_words` says what a day is called.
    """
    for lesson in lessons:
        tally = listed(f"{status_word(status)} {number}" for status, number in lesson.tally.items() if number)
        due = _("  {title}, due {day}").format(title=lesson.title, day=day_words(lesson.due))
        yield named(due, tally) if tally else due


def _lesson_lines(record: GroupRecord) -> Iterator[str]:
    if record.lessons:
        yield ""
        yield _("Lessons")
    yield from agenda_lines(record.lessons)
    if note := tally_note(record):
        yield f"  {note}"


def _help_lines(record: GroupRecord) -> Iterator[str]:
    if record.needs_help or record.overdue:
        yield ""
        yield _("Needs help")
    if record.overdue and not record.needs_help:
        yield from (f"  {words}" for words in nobody_words(record.overdue))
    courses = courses_told(record.lessons)
    for need in record.needs_help:
        course = courses.get(need.lesson)
        yield _("  {name}, {title}: {reason} since {week} ({rule})").format(
            name=need.name,
            title=_("{title} · {course}").format(title=need.title, course=course) if course else need.title,
            reason=reason_word(need.reason),
            week=week_word(need.since, record.as_of),
            rule=reason_rule(need.reason),
        )
    if record.needs_help:
        yield f"  {need_note()}"
        yield _("  Seen to one of them: fivefold group handled {group} MEMBER LESSON").format(group=quote(record.name))


def _handled_lines(record: GroupRecord, titles: Mapping[str, str]) -> Iterator[str]:
    """What leaders saw to of late, so that none of them wonders where a need has gone."""
    if record.handled:
        yield ""
        yield aside(_("Handled"), seen_to_rule())
    for one in record.handled:
        yield named("  " + clauses((one.name, titles.get(one.lesson, one.lesson))), seen_to_words(one))


def _late_lines(record: GroupRecord) -> Iterator[str]:
    """Who has lessons past their day, the earliest day first: however long ago a need for help was told."""
    rows = member_rows(record)
    late = sorted((row.overdue_since, row.record.name, row) for row in rows if row.overdue_since)
    silent = [row.record for row in rows if row.silent and not row.overdue_since]
    if late or silent:
        yield ""
        yield _("Overdue")
    for since, name, row in late:
        said = _("{lessons}, the first due {day}, last active {week}").format(
            lessons=count("{n} lesson", "{n} lessons", len(row.overdue)),
            day=since.isoformat(),
            week=_active_words(row.record, record.as_of),
        )
        yield named(f"  {name}", said)
    for member in silent:
        said = _("nothing by the days of now, but silent: last active {week}")
        yield named(f"  {member.name}", said.format(week=_active_words(member, record.as_of)))


def _wrong_lines(record: GroupRecord, titles: Mapping[str, str]) -> Iterator[str]:
    if record.said:
        yield ""
        yield _("Said to be wrong")
    for one in record.said:
        yield from said_lines(one, titles, name=one.name)
    if any(one.answered is None for one in record.said):
        yield _("  To answer: fivefold group answer {group} MEMBER LESSON SENTENCE").format(group=quote(record.name))


def said_lines(
    one: Said,
    titles: Mapping[str, str],
    *,
    name: str = "",
    own: bool = False,
    day_words: Callable[[date], str] = date.isoformat,
) -> Iterator[str]:
    """What a member said is wrong, and what was answered.

    Args:
        one: what was said.
        titles: of the lessons, by key.
        name: of the member; empty where that is plain.
        own: whether the member reads it.
        day_words: what a day is called.
    """
    when = _("{title}, {status}, told in the {week}") if one.week else _("{title}, {status} on {day}")
    title, status = titles.get(one.lesson, one.lesson), _status_said(one.status)
    about = when.format(title=title, status=status, day=day_words(one.day), week=one.week and week_name(one.week))
    said = " ".join(one.text.split())
    yield named("  " + (clauses((name, about)) if name else about), said)
    if one.answered is None:
        yield "    " + _("not answered yet")
    else:
        words = (
            _("{name} answered in the {week}: {text}") if one.answered_week else _("{name} answered on {day}: {text}")
        )
        yield "    " + words.format(
            name=one.by or _("a leader"),
            day=day_words(one.answered),
            week=one.answered_week and week_name(one.answered_week),
            text=" ".join(one.answer.split()),
        )
        if own:
            yield "    " + unchanged_words(one.status)


def _status_said(status: str) -> str:
    """A status in words; one that a newer Fivefold has told as it is."""
    return status_word(Status(status)) if status in set(Status) else status


def said_json(one: Said) -> dict[str, object]:
    """The same as JSON."""
    return {
        "member": one.member,
        "name": one.name,
        "lesson": one.lesson,
        "status": one.status,
        "text": one.text,
        "day": None if one.week else one.day.isoformat(),
        "answer": one.answer or None,
        "by": one.by or None,
        "answered": one.answered.isoformat() if one.answered and not one.answered_week else None,
        **({"week": one.week} if one.week else {}),
        **({"answered_week": one.answered_week} if one.answered_week else {}),
    }


def week_lines(weeks: Sequence[Week], day: date) -> Iterator[str]:
    """The weeks of a group as they are called on a day, after a blank line."""
    yield ""
    yield _("Weeks")
    for week in weeks:
        active = _("fewer than 5") if week.active is None else fraction(week.active, week.members)
        done = count("{n} lesson completed", "{n} lessons completed", week.completed)
        yield _("  {week}: active {active}, {done}").format(week=week_word(week.week, day), active=active, done=done)


def plan_lines(record: GroupRecord) -> Iterator[str]:
    """What was planned and done by week, and the goals."""
    pace = record.pace if record.members else ()
    if pace:
        yield ""
        yield _("Planned and done")
    for week in pace:
        said = _("  {week}: planned {planned}, done {done}, {standing}")
        done = fraction(week.done, week.assigned)
        called = week_word(week.week, record.as_of)
        yield said.format(week=called, planned=week.planned, done=done, standing=behind_word(week))
    if record.goals:
        yield ""
        yield _("Goals")
    yield from goal_lines(record.goals, record.as_of)


def about_lines(about: About) -> Iterator[str]:
    """What a group says of itself, a line for each part that there is."""
    if about.archived:
        yield _("Archived on {day}: shown as it was then.").format(day=about.archived.isoformat())
    if about.team:
        yield _("Team: {team}").format(team=about.team)
    if about.purpose:
        yield _("Purpose: {purpose}").format(purpose=about.purpose)
    if about.courses:
        yield _("For the courses: {courses}").format(courses=listed(about.courses))


def duty_lines(record: GroupRecord) -> Iterator[str]:
    """Who has which duty now, or is to have it, leading and being a member apart; and whose time as a member ends."""
    for one in record.duties:
        over = one.last is not None and one.last < record.as_of
        said = one.duty not in {MEMBER, LEADER} or one.last is not None or one.first > record.as_of
        if said and not over:
            yield duty_words(one, record.as_of)


def _active_words(member: MemberRecord, day: date) -> str:
    return week_word(member.last_active_week, day) if member.last_active_week else _("never")


def say_member(member: MemberRecord, titles: Mapping[str, str], day: date) -> None:
    """Say what a leader receives of a member as of a day; `titles` are those of the lessons, by key."""
    week = _active_words(member, day)
    done = fraction(member.completed, member.assigned)
    shared = _(", as shared {week}").format(week=week_word(member.as_of, day)) if member.as_of else ""
    say(_("{name}: completed {done}, last active {week}").format(name=member.name, done=done, week=week) + shared)
    for key, lesson in member.lessons.items():
        say(named(f"  {titles.get(key, key)}", _lesson_words(lesson, day)))
    for result in member.results:
        passed = _("passed") if result.passed else _("not passed")
        say(
            _("  Announced: {title}, {share}, {passed}").format(
                title=result.title, share=percent(result.share), passed=passed
            )
        )


def _lesson_words(lesson: LessonRecord, day: date) -> str:
    words = status_word(lesson.status)
    if lesson.reason is not None and lesson.since is not None:
        week = week_word(lesson.since, day)
        words += _(" ({reason} since {week})").format(reason=reason_word(lesson.reason), week=week)
    if lesson.status is not Status.COMPLETED:
        words += _(", due {day}").format(day=lesson.due.isoformat())
    return words


def dimension_lines(dimensions: Sequence[GroupDimension]) -> Iterator[str]:
    """How far a group has come on each dimension, after a blank line; nothing where there are none."""
    if not dimensions:
        return
    yield ""
    basis = basis_word(dimensions)
    yield aside(_("Dimensions"), basis)
    for one in dimensions:
        share = withheld_word(one) if one.share is None else percent(one.share)
        target = _(", target {share}").format(share=percent(one.target)) if one.target is not None else ""
        yield named(f"  {one.title}", clauses(filter(None, (f"{share}{target}", dimension_standing(one)))))
    if note := by_now_note(dimensions):
        yield f"  {note}"


def member_json(member: MemberRecord) -> dict[str, object]:
    """A member as a leader receives one."""
    return {
        "member": member.member,
        "name": member.name,
        "lessons": {
            key: {
                "status": lesson.status.value,
                "reason": lesson.reason.value if lesson.reason else None,
                "since": lesson.since,
                "due": lesson.due.isoformat(),
            }
            for key, lesson in member.lessons.items()
        },
        "completed": member.completed,
        "assigned": member.assigned,
        "last_active_week": member.last_active_week,
        "as_of": member.as_of,
        "results": [
            {
                "quiz": result.quiz,
                "title": result.title,
                "share": round(result.share, 4),
                "passed": result.passed,
                "day": result.day.isoformat(),
            }
            for result in member.results
        ],
    }


def group_json(record: GroupRecord, sprints: Sequence[OwnSprint] = ()) -> dict[str, object]:
    """A group as its leaders receive it, with the sprints that it takes part in."""
    return {
        "group": record.name,
        "as_of": record.as_of.isoformat(),
        "leaders": list(record.leaders),
        **about_json(record.about),
        "duties": [
            {
                "member": one.member,
                "name": one.name,
                "duty": one.duty,
                "from": one.first.isoformat(),
                "until": one.last.isoformat() if one.last else None,
                **({"mentees": list(one.mentees)} if one.duty == MENTOR else {}),
            }
            for one in record.duties
        ],
        "members": [member_json(member) for member in record.members],
        "waiting": list(record.waiting),
        "said_wrong": [said_json(one) for one in record.said],
        "lessons": [
            {
                "lesson": lesson.lesson,
                "title": lesson.title,
                "due": lesson.due.isoformat(),
                "tally": {status.value: number for status, number in lesson.tally.items()},
            }
            for lesson in record.lessons
        ],
        "dimensions": dimensions_json(record.dimensions),
        "needs_help": [
            {"member": need.member, "lesson": need.lesson, "reason": need.reason.value, "since": need.since}
            for need in record.needs_help
        ],
        "handled": [
            {"member": one.member, "lesson": one.lesson, "day": one.day.isoformat(), "by": one.by or None}
            for one in record.handled
        ],
        "completed": record.completed,
        "assigned": record.assigned,
        "overdue": record.overdue,
        "overdue_needing_help": record.overdue_needing_help,
        "results_not_taken": record.not_taken,
        "hands": record.hands,
        "active": record.active,
        **({"active_withheld": FEW} if record.active is None else {}),
        "weeks": weeks_json(record.weeks),
        "questions": [quiz_json(quiz) for quiz in record.questions],
        "pace": [
            {"week": week.week, "planned": week.planned, "done": week.done, "assigned": week.assigned}
            for week in record.pace
        ],
        "goals": [goal_json(goal) for goal in record.goals],
        "sprints": [own_sprint_json(one) for one in sprints],
    }


def about_json(about: About) -> dict[str, object]:
    """What a group says of itself."""
    return {
        "team": about.team or None,
        "purpose": about.purpose or None,
        "courses": list(about.courses),
        "archived": about.archived.isoformat() if about.archived else None,
    }


def weeks_json(weeks: Sequence[Week]) -> list[dict[str, object]]:
    """The weeks of a group."""
    return [
        {
            "week": week.week,
            "active": week.active,
            "members": week.members,
            "completed": week.completed,
            **({"withheld": FEW} if week.active is None else {}),
        }
        for week in weeks
    ]


def dimensions_json(dimensions: Sequence[GroupDimension]) -> list[dict[str, object]]:
    """How far a group has come on each dimension."""
    return [
        {
            "dimension": one.dimension,
            "title": one.title,
            "share": None if one.share is None else round(one.share, 4),
            "target": one.target,
            "target_by_now": None if one.by_now is None else round(one.by_now, 4),
            "basis": one.basis.value,
            **({"withheld": one.withheld} if one.withheld else {}),
        }
        for one in dimensions
    ]


# Groups


def _compare(study: Study, *, archived: bool, as_json: bool) -> None:
    figures, served = study.figures(archived=archived), study.served_groups()
    over = {group.id: group.archived for group in study.led_groups(archived=archived) if group.archived}
    if as_json:
        groups = [
            _figures_json(one) | ({"archived": over[one.group].isoformat()} if one.group in over else {})
            for one in figures
        ]
        means = {figure.key: average([figure.of(one) for one in figures]) for figure in figures_of(figures)}
        say_json(
            {
                "as_of": study.day().isoformat(),
                "groups": groups,
                "average": {key: None if mean is None else round(mean, 4) for key, mean in means.items()},
                "others": [one.name for one in served],
            }
        )
        return
    if not figures and not served:
        say(_("You lead no group. Make one: fivefold group create NAME"))
    for group in served:
        words = _("{group}: you have a duty in it. See: fivefold group {name}")
        say(words.format(group=group.name, name=quote(group.name)))
    for one in figures:
        ended = _(", archived on {day}").format(day=over[one.group].isoformat()) if one.group in over else ""
        members = [count("{n} member", "{n} members", one.members)]
        say(named(one.name, clauses([*members, *([waiting_words(one.waiting)] if one.waiting else [])]) + ended))
        if one.withheld and not one.members and one.waiting:
            say("  " + _("Nobody has accepted the charter yet: nothing of anybody is shown before that."))
            continue
        if one.withheld:
            say(_("  No figures: fewer than 5 members."))
            continue
        active = next(figure for figure in figures_of(figures) if figure.key == "active")
        told = {name: percent(share) for name, share in one.shares.items()}
        told |= {name: aside(told[name], why_none(reason)) for name, reason in one.reasons.items()}
        told["active"] = active.count(one) or told["active"]
        told["active_last_week"] = active.count_before(one) or told["active_last_week"]
        said = (
            (_("  completed {share}, a week ago {before}"), "completion", "week_ago"),
            (_("  of what is due by now {share}, a week ago {before}"), "on_time", "on_time_week_ago"),
            (_("  active this week so far {share}, in the whole of last week {before}"), "active", "active_last_week"),
            (
                _("  pace {share} of what was due before today for who is here now, a week ago {before}")
                if one.pace is not None
                else _("  pace {share}, a week ago {before}"),
                "pace",
                "pace_last_week",
            ),
        )
        for words, now, then in said:
            say(words.format(share=told[now], before=told[then]))
        for dimension in one.dimensions:
            words = withheld_word(dimension) if dimension.share is None else percent(dimension.share)
            before = dimension.week_ago
            if before is not None:
                words = _("{share}, a week ago {before}").format(share=words, before=percent(before))
            say(named(f"  {dimension.title}", words))
    for line in _average_lines(figures):
        say(line)


def _average_lines(groups: Sequence[GroupFigures]) -> Iterator[str]:
    means = [(figure.title, average([figure.of(one) for one in groups])) for figure in figures_of(groups)]
    known = [(title, mean) for title, mean in means if mean is not None]
    if known:
        yield _("Average of the groups that have the figure")
    for title, mean in known:
        yield named(f"  {title}", percent(mean))


def _figures_json(one: GroupFigures) -> dict[str, object]:
    return {
        "group": one.name,
        "members": one.members,
        "waiting": one.waiting,
        **{name: None if share is None else round(share, 4) for name, share in one.shares.items()},
        "reasons": dict(one.reasons),
        **({"withheld": FEW} if one.withheld else {}),
        "dimensions": [
            {**said, "week_ago": None if known.week_ago is None else round(known.week_ago, 4)}
            for said, known in zip(dimensions_json(one.dimensions), one.dimensions, strict=True)
        ],
    }
