"""What a report of a group says, in words and numbers, whatever its format. Pure.

It says what the leader's record of the group says and nothing else. With names hidden the record itself has none: every
format is written from it, so none can let one slip. It is long because each part of a report is here once for all
formats: as values, and in the words that are said of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from store.mirror import AnnouncedResult, GroupDimension, GroupRecord, HelpNeeded, LessonRecord, MemberRecord
from store.sprint_mirror import OwnSprint
from store.status import Reason, Status
from tui.commands.wording import (
    basis_word,
    by_now_note,
    date_text,
    dimension_standing,
    fraction,
    not_taken_word,
    percent,
    reason_rule,
    reason_word,
    status_word,
    too_few,
    week_name,
    withheld_word,
)
from tui.i18n import _, count, listed
from tui.render.rail import Reached, stands
from tui.roster import Order, announced, in_order, member_rows, numbers_of
from tui.unnamed import numbered


class Format(StrEnum):
    """What a report can be written as; the value is the ending of its file."""

    HTML = "html"
    MARKDOWN = "md"
    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class GroupReport:
    """A group as it is handed on."""

    record: GroupRecord
    """As its leaders receive it; with names hidden, members are numbered in it and nothing else is known of them."""
    hidden: bool
    """Whether members are numbered instead of named."""
    demo: bool
    """Whether the people in it are made up."""
    sprints: tuple[OwnSprint, ...] = ()
    """In which the group takes part, with its own bands: those of the others are not its to hand on."""

    @property
    def members(self) -> tuple[MemberRecord, ...]:
        """By name; with names hidden, by number."""
        names = {one.member: one.name for one in self.record.members}
        return tuple(row.record for row in in_order(member_rows(self.record), Order.NAME, names))

    @property
    def numbers(self) -> Mapping[str, int]:
        """The place of each lesson in its course, by its key, 1-based."""
        return {
            one.lesson: number for number, one in zip(numbers_of(self.record.lessons), self.record.lessons, strict=True)
        }


def report_of(
    record: GroupRecord, *, hidden: bool, demo: bool = False, sprints: tuple[OwnSprint, ...] = ()
) -> GroupReport:
    """A report of what a leader receives."""
    return GroupReport(numbered(record) if hidden else record, hidden, demo, sprints)


def own_day(report: GroupReport) -> str:
    """The day of which a report tells, with its year: it may be read much later."""
    return date_text(report.record.as_of, today=date.min)


def day_words(report: GroupReport, day: date) -> str:
    """What a report calls a day: with its year where that is another than the one of its own."""
    return date_text(day, report.record.as_of)


def title(report: GroupReport) -> str:
    """What a report is called, with its day."""
    return _("{name}, as of {day}").format(name=report.record.name, day=own_day(report))


def about(report: GroupReport) -> tuple[str, ...]:
    """What a group is: its day, its size, its leaders, and what it says of itself."""
    record = report.record
    said = [
        _("as of {day}").format(day=own_day(report)),
        count("{n} member", "{n} members", len(record.members)),
    ]
    if record.leaders:
        said.append(_("led by {names}").format(names=listed(record.leaders)))
    if record.about.team:
        said.append(_("Team: {team}").format(team=record.about.team))
    return tuple(said)


def remarks(report: GroupReport) -> tuple[str, ...]:
    """What has to be known of a group to read its figures rightly."""
    record = report.record
    said = []
    if record.about.archived:
        said.append(_("Archived on {day}: shown as it was then.").format(day=day_words(report, record.about.archived)))
    if record.waiting:
        said.append(
            count(
                "{n} more has not accepted the charter: nothing of theirs is here.",
                "{n} more have not accepted the charter: nothing of theirs is here.",
                len(record.waiting),
            )
        )
    if open_ := sum(one.answered is None for one in record.said):
        said.append(
            count(
                "{n} status here is called wrong by the one whom it is about, and that is not answered yet.",
                "{n} statuses here are called wrong by those whom they are about, and that is not answered yet.",
                open_,
            )
        )
    return tuple(said)


@dataclass(frozen=True, slots=True)
class Notice:
    """What whoever holds a report should know first."""

    heading: str
    sentence: str


def notices(report: GroupReport) -> tuple[Notice, ...]:
    """Who may see a report, what it is not for, and how long it is true."""
    record = report.record
    if not report.hidden:
        seeing = _("It has names: it is for the leaders of this group alone. Do not pass it on, post or publish it.")
    elif record.withheld:
        seeing = _(
            "It has numbers in place of names, but so few people are easily recognised: show it to nobody who is "
            "not to know how each of them is doing."
        )
    else:
        seeing = _(
            "It has numbers in place of names; whoever knows the group may recognise somebody. Show it where all "
            "may know how the group is doing, and nowhere else."
        )
    use = _(
        "It says what is done and where help is wanted. It is no measure of anybody: never use it for marks, pay, "
        "ranking or blame. It knows no answers, minutes or times, and nothing of what anybody thinks."
    )
    until = _("It was true on {day}. Make a new one when you need it, and delete this one.").format(day=own_day(report))
    said = [
        Notice(_("Who may see this"), seeing),
        Notice(_("What it is not for"), use),
        Notice(_("How long it is true"), until),
    ]
    if report.demo:
        said.insert(0, Notice(_("Demo"), _("All people in it are made up.")))
    return tuple(said)


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure."""

    number: str
    words: str
    share: float | None = None
    """0 to 1, where it is a part of a whole."""
    alarm: Status | None = None
    """With the shape of which status it asks to be looked at."""


def figures(report: GroupReport) -> tuple[Figure, ...]:
    """The key figures: counts, and no percentages, which of few people would jump."""
    record = report.record
    results, passed = announced(record)
    said = [
        Figure(fraction(record.completed, record.assigned), _("lessons completed"), _share(record)),
        *(
            [Figure(fraction(record.active, len(record.members)), _("active this week"))]
            if record.active is not None
            else []
        ),
        Figure(str(record.hands), _("raised hands"), alarm=Status.NEEDS_HELP if record.hands else None),
        Figure(str(record.overdue), _("overdue"), alarm=Status.OVERDUE if record.overdue else None),
    ]
    if results:
        words = " · ".join(filter(None, (_("announced results passed"), not_taken_word(record))))
        said.insert(-2, Figure(fraction(passed, results), words))
    return tuple(said)


def _share(record: GroupRecord) -> float | None:
    return record.completed / record.assigned if record.assigned else None


@dataclass(frozen=True, slots=True)
class NeedGroup:
    """Who needs help for one reason."""

    reason: Reason
    word: str
    rule: str
    """By which rule, in words."""
    needs: tuple[HelpNeeded, ...]
    """The oldest first."""


def needs(report: GroupReport) -> tuple[NeedGroup, ...]:
    """Who needs help, by reason; a reason that nobody has is left out."""
    order = {one.member: place for place, one in enumerate(report.members)}
    found = sorted(report.record.needs_help, key=lambda one: (one.since, order.get(one.member, 0)))
    groups = ((reason, tuple(one for one in found if one.reason is reason)) for reason in Reason)
    return tuple(NeedGroup(reason, reason_word(reason), reason_rule(reason), each) for reason, each in groups if each)


@dataclass(frozen=True, slots=True)
class Late:
    """A lesson of a member that is past its day."""

    number: int
    """Its place in its course, 1-based."""
    title: str
    due: date


def overdue(report: GroupReport) -> tuple[tuple[MemberRecord, tuple[Late, ...]], ...]:
    """Members with lessons past their day, the earliest day first."""
    lessons, numbers = report.record.lessons, numbers_of(report.record.lessons)
    found = [
        (
            row.record,
            tuple(
                Late(numbers[place], lessons[place].title, row.record.lessons[lessons[place].lesson].due)
                for place in row.overdue
            ),
        )
        for row in member_rows(replace(report.record, members=report.members))
        if row.overdue
    ]
    return tuple(sorted(found, key=lambda one: min(late.due for late in one[1])))


@dataclass(frozen=True, slots=True)
class QuizResults:
    """How an announced quiz came out."""

    quiz: str
    """Its key."""
    title: str
    results: tuple[tuple[MemberRecord, AnnouncedResult], ...]
    """In the order of members, and never of results."""


def results(report: GroupReport) -> tuple[QuizResults, ...]:
    """Announced results, quiz by quiz."""
    found: dict[str, list[tuple[MemberRecord, AnnouncedResult]]] = {}
    for member in report.members:
        for result in member.results:
            found.setdefault(result.quiz, []).append((member, result))
    return tuple(QuizResults(quiz, each[0][1].title, tuple(each)) for quiz, each in found.items())


def standing_words(lesson: LessonRecord, day: date) -> str:
    """How a member stands on a lesson, in words: `needs help: stuck, since week of 9 Nov`."""
    word = status_word(lesson.status)
    if lesson.reason is not None and lesson.since is not None:
        return _("{status}: {reason}, since {week}").format(
            status=word, reason=reason_word(lesson.reason), week=week_name(lesson.since, day)
        )
    return word


def active_text(member: MemberRecord, day: date) -> str:
    """When a member was last active, as leaders know it: the week."""
    return week_name(member.last_active_week, day) if member.last_active_week else _("never")


@dataclass(frozen=True, slots=True)
class DimensionWords:
    """How far the group has come on a dimension."""

    share: str
    """A share, or why there is none."""
    target: str
    """Empty where none is set."""
    reached: Reached
    words: str
    """How it stands to what of its target is due by now; empty where there is nothing to say."""


def dimension_words(one: GroupDimension) -> DimensionWords:
    """A dimension in words."""
    reached = stands(one.share, one.target, one.by_now)
    share = withheld_word(one) if one.share is None else percent(one.share)
    standing = dimension_standing(one)
    return DimensionWords(share, percent(one.target) if one.target is not None else "", reached, standing)


def dimensions_note(dimensions: Sequence[GroupDimension]) -> str:
    """What figures on dimensions say, or why there are none."""
    if any(one.share is None and one.asked for one in dimensions):
        return _("With so few people there is no figure about them all.")
    said = basis_word(dimensions) or _("share of objectives at Proficient or above, over all members")
    return _("{said}. {note}").format(said=said, note=note) if (note := by_now_note(dimensions)) else said


def active_words(active: int | None, members: int) -> str:
    """How many studied in a week, or that it is withheld."""
    return too_few() if active is None else fraction(active, members)
