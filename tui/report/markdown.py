"""A report as Markdown: headings, lists and tables that every reader of it shows, and not a mark from foreign text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from lessons.clean import clean
from store.mirror import MemberRecord
from store.status import Status
from tui.commands.difficult import stem_text
from tui.commands.wording import (
    difficult_note,
    difficult_words,
    fraction,
    need_note,
    percent,
    question_share,
    seen_to_rule,
    seen_to_words,
    status_word,
    tally_note,
    week_name,
)
from tui.i18n import _, aside, clauses, listed, named
from tui.report import contents, planned
from tui.report.contents import GroupReport
from tui.roster import courses_told, numbers_of

_MARKS = re.compile(
    r"[\\`*_\[\]{}<>|~&$^]|!(?=\[)|[@#](?=\S)|^[-+#=:]|=(?==)|(?<==)="
    r"|:(?=//|[\w+-]+:)|(?<=mailto):|(?<=xmpp):|(?<=\bwww)\.",
    re.IGNORECASE,
)
"""What may mean something where it stands: marks, addresses and names that readers make links or pictures of, and what
begins a list. A colon between words, an exclamation mark and the like are left as they are."""
_NUMBERED = re.compile(r"(\d{1,9})[.)]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SIGNS = {
    Status.COMPLETED: "■",
    Status.IN_PROGRESS: "◧",
    Status.NEEDS_HELP: "!",
    Status.OVERDUE: "○",
    Status.NOT_STARTED: "·",
}
"""A shape for each status, told apart without colour; the legend says them in words."""


def plain(text: str) -> str:
    """Foreign text in a line of Markdown: shown as it is, whatever it tries."""
    words = " ".join(clean(text).split())
    if numbered := _NUMBERED.match(words):
        words = f"{numbered[1]}\\{words[numbered.end(1) :]}"
        return words[: numbered.end(1) + 2] + _marked(words[numbered.end(1) + 2 :])
    return _marked(words)


def _marked(words: str) -> str:
    return _MARKS.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), words)


def document(report: GroupReport) -> str:
    """The document, in the language in use."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: GroupReport) -> Iterator[str]:
    record = report.record
    yield f"# {plain(record.name)}"
    yield ""
    yield " · ".join(map(plain, contents.about(report)))
    yield ""
    if record.about.purpose:
        yield plain(record.about.purpose)
        yield ""
    for one in contents.notices(report):
        yield f"> **{one.heading}:** {one.sentence}"
        yield ">"
    yield ""
    if not record.members or not record.lessons:
        yield _("No members yet.") if not record.members else _("No plan yet.")
        if not record.members:
            return
    yield from _section(_("At a glance"), (f"- {one.words}: **{one.number}**" for one in contents.figures(report)))
    for remark in contents.remarks(report):
        yield f"- {remark}"
        yield ""
    yield from _section(_("Needs help"), _needs(report))
    yield from _section(_("Overdue"), _overdue(report))
    yield from _plan(report)
    if record.lessons:
        yield from _section(_("Members × lessons"), _matrix(report))
        yield from _section(_("Lessons"), _tallies(report))
    if record.dimensions:
        yield from _section(_("Dimensions"), _dimensions(report))
    yield from _section(_("Activity by week"), _weeks(report))
    if record.questions:
        yield from _section(_("Difficult questions"), _difficult(report))
    for quiz in contents.results(report):
        yield from _section(_("Announced: {quiz}").format(quiz=plain(quiz.title)), _results(report, quiz))


def _plan(report: GroupReport) -> Iterator[str]:
    if report.record.pace:
        yield from _section(_("Planned and done"), _pace(report))
    if report.record.goals:
        yield from _section(_("Goals"), _goals(report))
    if report.sprints:
        yield from _section(_("Sprints"), _sprints(report))


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"## {heading}"
    yield ""
    yield from lines
    yield ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], *, right: int = 0) -> Iterator[str]:
    """A table; its last columns, so many, are figures and stand at the right."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join(['---'] * (len(head) - right) + ['--:'] * right)}|"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _needs(report: GroupReport) -> Iterator[str]:
    day, titles = report.record.as_of, {one.lesson: one.title for one in report.record.lessons}
    found = contents.needs(report)
    if not found:
        yield _("Nobody needs help.")
    for place, group in enumerate(found):
        if place:
            yield ""
        yield named(f"**{group.word}**", group.rule)
        yield ""
        for one in group.needs:
            since = _("since {week}").format(week=week_name(one.since, day))
            yield "- " + named(plain(one.name), clauses((plain(one.title), since)))
    if report.record.handled:
        yield ""
        yield named("**" + _("handled") + "**", seen_to_rule())
        yield ""
    for done in report.record.handled:
        yield "- " + named(
            plain(done.name),
            clauses(
                (
                    plain(titles.get(done.lesson, done.lesson)),
                    plain(seen_to_words(done, partial(contents.day_words, report))),
                )
            ),
        )
    if found or report.record.overdue:
        yield ""
        yield need_note()


def _overdue(report: GroupReport) -> Iterator[str]:
    found = contents.overdue(report)
    if not found:
        yield _("Nothing is overdue.")
    for member, late in found:
        lessons = listed(
            aside(plain(one.title), _("was due {day}").format(day=contents.day_words(report, one.due))) for one in late
        )
        yield "- " + named(plain(member.name), lessons)


def _pace(report: GroupReport) -> Iterator[str]:
    weeks = planned.pace_weeks(report)
    yield planned.pace_note(weeks)
    yield ""
    rows = ([one.name, str(one.week.planned), one.done, one.standing] for one in weeks)
    yield from _table([_("Week"), _("planned"), _("done"), _("standing")], rows, right=3)


def _goals(report: GroupReport) -> Iterator[str]:
    for one in planned.goals(report):
        # A mark that begins a list would begin one in the list.
        yield f"- {one.mark} **{plain(one.goal.text)}**"
        yield f"  {clauses((plain(one.measure), plain(one.about), plain(one.standing)))}"


def _sprints(report: GroupReport) -> Iterator[str]:
    for one in planned.sprints(report):
        yield f"- **{plain(one.sprint.name)}**"
        yield f"  {named(one.days, one.standing)}"
    yield ""
    yield planned.sprints_note()


def _matrix(report: GroupReport) -> Iterator[str]:
    lessons, day = report.record.lessons, report.record.as_of

    def row(member: MemberRecord) -> Sequence[str]:
        standings = (member.lessons.get(one.lesson) for one in lessons)
        shapes = ("" if one is None else _SIGNS[one.status] for one in standings)
        week = week_name(member.as_of, day) if member.as_of else ""
        return [
            aside(plain(member.name), _("as shared in the {week}").format(week=week) if week else ""),
            *shapes,
            fraction(member.completed, member.assigned),
            contents.active_text(member, day),
        ]

    yield " · ".join(f"{sign} {status_word(status)}" for status, sign in _SIGNS.items())
    yield ""
    numbers = [f"{number:02}" for number in numbers_of(lessons)]
    yield from _table([_("Member"), *numbers, _("done"), _("last active")], map(row, report.members), right=2)


def _tallies(report: GroupReport) -> Iterator[str]:
    statuses, courses = list(_SIGNS), courses_told(report.record.lessons)
    rows = (
        [
            f"{number:02}",
            " · ".join(map(plain, filter(None, (one.title, courses.get(one.lesson, ""))))),
            contents.day_words(report, one.due),
            *(str(one.tally.get(status, 0)) for status in statuses),
        ]
        for number, one in zip(numbers_of(report.record.lessons), report.record.lessons, strict=True)
    )
    head = ["", _("Lessons"), _("due"), *(f"{_SIGNS[status]} {status_word(status)}" for status in statuses)]
    yield from _table(head, rows, right=len(statuses))
    if note := tally_note(report.record):
        yield ""
        yield note


def _dimensions(report: GroupReport) -> Iterator[str]:
    rows = []
    for one in report.record.dimensions:
        said = contents.dimension_words(one)
        rows.append([plain(one.title), said.share, said.target or "–", said.words])
    yield from _table([_("Dimension"), _("share"), _("target"), ""], rows)
    yield ""
    yield contents.dimensions_note(report.record.dimensions)


def _weeks(report: GroupReport) -> Iterator[str]:
    day = report.record.as_of
    rows = (
        [week_name(one.week, day), contents.active_words(one.active, one.members), str(one.completed)]
        for one in report.record.weeks
    )
    yield from _table([_("Week"), _("members who studied"), _("lessons completed")], rows, right=2)


def _difficult(report: GroupReport) -> Iterator[str]:
    for quiz in report.record.questions:
        yield named(f"- {plain(quiz.title)}", difficult_words(quiz))
        for one in quiz.difficult:
            yield named(f"  - {plain(stem_text(one))}", question_share(one))
    yield ""
    yield difficult_note()


def _results(report: GroupReport, quiz: contents.QuizResults) -> Iterator[str]:
    rows = (
        [
            plain(member.name),
            percent(result.share),
            _("passed") if result.passed else _("not passed"),
            contents.day_words(report, result.day),
        ]
        for member, result in quiz.results
    )
    yield from _table([_("Member"), _("result"), _("outcome"), _("day")], rows)
