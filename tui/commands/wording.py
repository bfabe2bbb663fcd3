"""The words in which commands and screens speak of statuses, figures and problems.

It is long because it is one list: what is said of a thing is the same on every screen, in every command and report.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from lessons.late import LateModule
from quizzes.mastery import Level
from quizzes.memory import Rating
from quizzes.model import Confidence
from store.days import BEGINS, first_day, week_of
from store.status import FAILED, HELP_DAYS, QUIET_DAYS, WRONG, Reason, Status
from tui import pace
from tui.i18n import _, aside, count, later, listed, named
from tui.views import LessonRow, QuizRow, QuizState

if TYPE_CHECKING:
    from pathlib import Path

    from lessons.model import Lesson
    from lessons.problem import Problem
    from quizzes import evidence, identity
    from quizzes.calibration import Calibration
    from quizzes.grade import Verdict
    from quizzes.model import Ordering, Question, Quiz, Typed
    from quizzes.retention import Retention
    from store import mirror
    from store.access import Looked
    from store.handling import SeenTo
    from store.leave import Leave
    from store.stays import Stay
    from tui.flagging import Flagged
    from tui.growth import Me
    from tui.other_libraries import Elsewhere
    from tui.pace import Pace, Rhythm
    from tui.render import outline, rail
    from tui.reviewing import Return, Tally
    from tui.sharing import Offer
    from tui.standing import Stayed
    from tui.study import Study
    from tui.views import Today
else:  # few of these words are said in a run
    evidence, identity = LateModule("quizzes.evidence"), LateModule("quizzes.identity")
    mirror, outline = LateModule("store.mirror"), LateModule("tui.render.outline")
    rail = LateModule("tui.render.rail")

_STATUS = {
    Status.COMPLETED: later("completed"),
    Status.NEEDS_HELP: later("needs help"),
    Status.OVERDUE: later("overdue"),
    Status.IN_PROGRESS: later("in progress"),
    Status.NOT_STARTED: later("not started"),
}
_REASONS = {
    Reason.ASKED: later("asked"),
    Reason.STUCK: later("stuck"),
    Reason.OVERDUE: later("overdue"),
    Reason.QUIET: later("quiet"),
}
_WEEK = timedelta(days=7)
DAYS = (later("Mon"), later("Tue"), later("Wed"), later("Thu"), later("Fri"), later("Sat"), later("Sun"))

MONTHS = [
    later("Jan"),
    later("Feb"),
    later("Mar"),
    later("Apr"),
    later("May"),
    later("Jun"),
    later("Jul"),
    later("Aug"),
    later("Sep"),
    later("Oct"),
    later("Nov"),
    later("Dec"),
]


def contracted(text: str) -> str:
    """A line that scripts rely on: it begins in English whatever the language, and goes on in the one in use."""
    said = _(text)
    return text if said == text else f"{text}  {said}"


def best_after(row: LessonRow) -> str:
    """What its author asks for before a lesson, in a sentence; empty where nothing of it is left to do."""
    if not row.after:
        return ""
    return _("Best after: {lessons}").format(lessons=listed(f"{one.number:02} {one.lesson.title}" for one in row.after))


def status_word(status: Status) -> str:
    """A status in words."""
    return _(_STATUS[status])


def reason_word(reason: Reason) -> str:
    """Why help is needed, in a word."""
    return _(_REASONS[reason])


def reason_rule(reason: Reason) -> str:
    """The rule by which help is needed, in words."""
    match reason:
        case Reason.ASKED:
            return _("raised a hand on this lesson")
        case Reason.STUCK:
            return _("{wrong} wrong and a pass out of reach, or failed {failed} times").format(
                wrong=WRONG, failed=FAILED
            )
        case Reason.OVERDUE:
            return _("its day has passed and it was not started")
        case Reason.QUIET:
            return count(
                "nothing studied for {n} day, leave apart", "nothing studied for {n} days, leave apart", QUIET_DAYS
            )


def need_note() -> str:
    """What holds of every need for help, beside the rule of its reason."""
    return count(
        "A need is told to its member first, to leaders a day later, and gone after {n} day or once handled.",
        "A need is told to its member first, to leaders a day later, and gone after {n} days or once handled.",
        HELP_DAYS,
    )


def tally_note(record: mirror.GroupRecord) -> str:
    """Why tallies of statuses have fewer lessons that are overdue than there are; nothing where they have as many."""
    if not record.overdue_needing_help:
        return ""
    return count(
        "{n} overdue lesson needs help too: in a tally it counts as needs help, the first status that holds.",
        "{n} overdue lessons need help too: in a tally they count as needs help, the first status that holds.",
        record.overdue_needing_help,
    )


def not_taken_word(record: mirror.GroupRecord) -> str:
    """How many announced quizzes have no result yet, over all members; nothing where all have one."""
    return count("{n} not taken yet", "{n} not taken yet", record.not_taken) if record.not_taken else ""


def nobody_words(overdue: int) -> tuple[str, str]:
    """That nobody needs help; and why that is so where lessons are overdue, else nothing."""
    if not overdue:
        return _("Nobody needs help."), ""
    why = _("Overdue alone is no need for help, but where a lesson was not even started.")
    return _("Nobody needs help."), f"{why} {need_note()}"


def difficult_words(quiz: mirror.QuizQuestions) -> str:
    """How many questions of an announced quiz were difficult, or why that is withheld."""
    if quiz.respondents is None:  # who shares in files is counted nowhere: no answer leaves
        return _("answers of fewer than {n} here").format(n=mirror.FEWEST)
    if not quiz.difficult:
        return _("none of {n} difficult").format(n=len(quiz.questions))
    return _("{difficult} of {n} difficult").format(difficult=len(quiz.difficult), n=len(quiz.questions))


def difficult_note() -> str:
    """When a question is called difficult, and what is counted."""
    return _("difficult: less than two thirds of it was reached, in first announced attempts; nobody is named")


def question_share(one: mirror.QuestionDone) -> str:
    """How much of a question was reached: a count of few, a share of more, and whether that is no more than a hint."""
    if one.figures is None:
        return _("{right} of {n} right").format(right=one.right, n=one.respondents)
    share = _("{share} of {n}").format(share=percent(one.share), n=one.respondents)
    if evidence.evidence_of(one.respondents) is evidence.Evidence.INDICATIVE:
        return _("{said}, indicative").format(said=share)
    return share


def week_word(week: str, day: date) -> str:
    """A week such as `2026-W48` as it is called on a day: this week, last week, week of 9 Nov."""
    if week == week_of(day):
        return _("this week")
    if week == week_of(day - _WEEK):
        return _("last week")
    return week_name(week, day)


def date_text(day: date, today: date | None = None) -> str:
    """`Mon 23 Nov`, in the language in use; with its year where that is not the one of `today`."""
    text = _("{weekday} {day} {month}") if today is None or day.year == today.year else _("{day} {month} {year}")
    return text.format(weekday=_(DAYS[day.weekday()]), day=day.day, month=_(MONTHS[day.month - 1]), year=day.year)


def week_name(week: str, day: date | None = None) -> str:
    """A week by its Monday, as it is called on every day: week of 9 Nov; with its year where `day` is of another."""
    monday = first_day(week)
    said = _("week of {day} {month}") if day and monday.year == day.year else _("week of {day} {month} {year}")
    return said.format(day=monday.day, month=_(MONTHS[monday.month - 1]), year=monday.year)


def month(day: date) -> str:
    """`Nov`, in the language in use."""
    return _(MONTHS[day.month - 1])


def too_few() -> str:
    """What stands where a figure is withheld."""
    return _("fewer than {n}").format(n=mirror.FEWEST)


def lesson_state(row: LessonRow) -> str:
    """How a member stands on a lesson in words, with the reason or the day where there is one."""
    word = status_word(row.status)
    if row.slipping:
        return _("{status}, slipping").format(status=word)
    if row.standing.reason is not None:
        return aside(word, reason_word(row.standing.reason))
    if row.quiz and quiz_day_counts(row):
        return aside(word, quiz_due_words(row.quiz))
    if row.due is None or row.status is Status.COMPLETED:
        return word
    return _("{status}, due {day}").format(status=word, day=row.due.isoformat())


_DUTIES = {
    "member": later("member"),
    "leader": later("leader"),
    "trainer": later("trainer"),
    "recorder": later("recorder"),
    "facilitator": later("facilitator"),
    "mentor": later("mentor"),
}


def duty_word(duty: str) -> str:
    """A duty in a word."""
    return _(_DUTIES[duty])


def duty_words(held: mirror.Held, day: date) -> str:
    """Who has a duty, of whom, and on which days as far as those are to come."""
    words = named(duty_word(held.duty), held.name)
    if held.mentees:
        words += _(" (of {names})").format(names=listed(held.mentees))
    if held.first > day:
        words += _(", from {day}").format(day=held.first.isoformat())
    return words if held.last is None else words + _(", until {day}").format(day=held.last.isoformat())


def handled_lines(
    handled: Iterable[SeenTo], titles: Mapping[str, str], day_words: Callable[[date], str] = date.isoformat
) -> Iterator[str]:
    """Which needs for help of the reader were seen to, the latest first.

    Args:
        handled: what was seen to.
        titles: of the lessons, by key.
        day_words: what a day is called.
    """
    for one in sorted(handled, key=lambda one: one.day, reverse=True):
        by = _("{name} saw to your need on {day}: {title}")
        yield (by if one.by else _("A leader saw to your need on {day}: {title}")).format(
            name=one.by, day=day_words(one.day), title=titles.get(one.lesson, one.lesson)
        )


def share_lines(shares: Sequence[mirror.Reached]) -> tuple[str, ...]:
    """What the reader adds to the shares of a group on its dimensions; nothing where there are none."""
    if not shares:
        return ()
    parts = (named(one.dimension, fraction(one.reached, one.objectives)) for one in shares)
    return (
        _("In the shares of the group on its dimensions, and to be worked out as somebody joins or leaves:"),
        *(f"  {part}" for part in parts),
    )


def unanswered_words(group: str, number: int) -> str:
    """How many statuses of a group wait for an answer of those who lead it."""
    waits = count("{n} status said to be wrong", "{n} statuses said to be wrong", number)
    return _("{group}: {waits}, not answered yet").format(group=group, waits=waits)


def seen_to_words(one: SeenTo, day_words: Callable[[date], str] = date.isoformat) -> str:
    """That a need of somebody was seen to, on which day, and by whom where that is told."""
    said = _("handled by {name} on {day}") if one.by else _("handled on {day}")
    return said.format(name=one.by, day=day_words(one.day))


def taken_back_words(name: str, title: str) -> str:
    """That a need counts as handled no more."""
    return _("{name}, {title}: not handled, and open as it was before.").format(name=name, title=title)


def seen_to_rule() -> str:
    """How long leaders are told of what was seen to."""
    return count("what leaders saw to in the last day", "what leaders saw to in the last {n} days", HELP_DAYS)


def looked_lines(
    looked: Sequence[Looked], most: int | None = None, day_words: Callable[[date], str] = date.isoformat
) -> tuple[str, ...]:
    """Who looked at what leaders receive of a member, the latest first; that nobody did is said too.

    Args:
        looked: at what, and when.
        most: how many of them are told; of the rest how many there are, and how to see them. None for all.
        day_words: what a day is called.
    """
    if not looked:
        return (_("Nobody has looked at it in this database yet."),)
    told = tuple(_looked_line(one, day_words) for one in looked[:most])
    left = looked[len(told) :]
    if not left:
        return told
    earlier = count("{n} earlier look", "{n} earlier looks", len(left))
    more = _("{looks}, since {day}. All of them: fivefold data mirror --all")
    return (*told, more.format(looks=earlier, day=day_words(min(one.day for one in left))))


def accepted_lines(accepted: date | None, day_words: Callable[[date], str] = date.isoformat) -> tuple[str, ...]:
    """On which day somebody accepted the charter of a group: whoever did not do it themselves sees so."""
    if accepted is None:
        return ()
    return (_("You accepted its charter on {day}.").format(day=day_words(accepted)),)


def stay_lines(stays: Sequence[Stay], day: date, day_words: Callable[[date], str] = date.isoformat) -> tuple[str, ...]:
    """When somebody came into a group, left it and came back; nothing of who was in it all the time."""
    lines: list[str] = []
    for number, one in enumerate(stays):
        if one.left is not None and one.left <= day:
            said = _("You came into the group on {first}, and left it or were removed on {left}.")
            lines.append(said.format(first=day_words(one.first), left=day_words(one.left)))
        elif number:
            lines.append(_("You came into the group again on {first}.").format(first=day_words(one.first)))
    return tuple(lines)


def silent(stayed: Iterable[Stayed], records: Iterable[tuple[str, mirror.MemberRecord]]) -> tuple[Stayed, ...]:
    """The groups that receive nothing of a member now, of which there is something to say of before."""
    told = {name for name, _record in records}
    return tuple(
        one for one in stayed if one.group.name not in told and (one.looked or not one.present or len(one.stays) > 1)
    )


def silent_head(one: Stayed) -> str:
    """Names a group that receives nothing of a member now, and says why."""
    if one.present:
        return _("{group}, whose charter you have not accepted:").format(group=one.group.name)
    return _("{group}, which you are in no more:").format(group=one.group.name)


def receiving(group: str, mentors: Sequence[str]) -> str:
    """Who receives what a member tells a group, as the head of what that is."""
    if mentors:
        return _("To the leaders of {group}, and as mentors: {mentors}").format(group=group, mentors=listed(mentors))
    return _("To the leaders of {group}").format(group=group)


def _looked_line(one: Looked, day_words: Callable[[date], str]) -> str:
    if one.week:  # from a leader's file
        said = _("{name} opened your page in the {week}") if one.page else _("{name} looked at the group in the {week}")
        return said.format(name=one.name, week=week_name(one.week))
    said = _("{name} opened your page on {day}") if one.page else _("{name} looked at the group on {day}")
    return said.format(name=one.name, day=day_words(one.day))


def notice_lines(groups: Sequence[str], *, counted: bool) -> tuple[str, ...]:
    """What somebody is told before an announced quiz, naming the groups.

    Args:
        groups: their names.
        counted: whether the leaders of any study in the same database, where each question is counted.
    """
    names = listed(groups)
    sums = _(
        "With {n} results or more they see what was answered to each question, as sums without names. With the results "
        "these can tell what you answered: where all had a question right, so had you."
    )
    return (
        _("This quiz is announced for {groups}.").format(groups=names),
        _("The leaders will be told your result, whether you passed, and the day."),
        *((sums.format(n=mirror.FEWEST),) if counted else ()),
        _("They will not be told your answers by name, your hints, or how long you took.")
        if counted
        else _("They will not be told your answers, your hints, or how long you took."),
    )


def sharing_lines(offer: Offer, folder: Path) -> tuple[str, ...]:
    """What somebody is told before anything is shared with a group for the first time: exactly what, and with whom."""
    leaders = listed(offer.leaders) or _("nobody at the moment")
    joining = _("This brings you into {group}, led by {leaders}.") if offer.joins else _("{group} is led by {leaders}.")
    return (
        joining.format(group=offer.group.name, leaders=leaders),
        _("Each time you share, a file says of you, as of that week, and nothing else:"),
        _("  - your name, and the week in which you last studied"),
        _("  - of each lesson that is assigned: whether it is in progress or completed"),
        _("  - where you need help: with what, since which week, and one word why: ")
        + listed(reason_word(reason) for reason in Reason),
        _("  - of each announced quiz: your result, whether you passed, and the day"),
        _("  - where you say that a status is wrong: with which lesson, the status and your sentence"),
        _("By their names in the file, which has no others; each says its week, with random ids and checksums:"),
        *(f"  {line}" for line in _fields_of_file()),
        _("Never: answers, hints, what you note, what you remember, minutes, times, days of study, your device."),
        _("Beside it they put one for you: who looked, in which week, and what they answer. group collect reads it."),
        _("Whoever may read {folder} can read the file: let it be a folder for you and them.").format(folder=folder),
    )


def _fields_of_file() -> Iterator[str]:
    """Every entry that a member's file may hold, with its fields, as the file has them."""
    from store.shared import FIELDS, OF_GROUPS, OF_REPLIES  # noqa: PLC0415 - few share

    for kind, fields in FIELDS.items():
        if kind not in OF_GROUPS | OF_REPLIES:
            yield f"{kind}: {', '.join(fields)}" if fields else kind


def why_none(reason: str) -> str:
    """Why there is no figure of a group beside others."""
    return {
        mirror.FEW: too_few(),
        mirror.UNASSIGNED: _("nothing assigned"),
        mirror.UNDUE: _("nothing due yet"),
        mirror.FEW_THEN: _("fewer than {n} then").format(n=mirror.FEWEST),
        mirror.UNASSIGNED_THEN: _("nothing assigned then"),
        mirror.UNDUE_THEN: _("nothing due then"),
    }[reason]


def withheld_word(dimension: mirror.GroupDimension) -> str:
    """What stands where a figure on a dimension is withheld."""
    return too_few() if dimension.asked else _("no announced quiz")


def dimension_standing(one: mirror.GroupDimension) -> str:
    """How a dimension stands to what of its target is asked by now; empty where there is nothing to say."""
    if one.share is None or one.target is None or one.by_now is None:
        return ""
    standing = rail.stands(one.share, one.target, one.by_now)
    if standing is rail.Reached.UNTOLD:
        return _("nothing of it is due yet")
    if one.by_now >= one.target or one.share >= one.target:
        return {
            rail.Reached.BELOW: _("below the target"),
            rail.Reached.CLOSE: _("close to the target"),
            rail.Reached.REACHED: _("target reached"),
        }[standing]
    return {
        rail.Reached.BELOW: _("below the {share} due by now"),
        rail.Reached.CLOSE: _("close to the {share} due by now"),
        rail.Reached.REACHED: _("the {share} due by now is reached"),
    }[standing].format(share=percent(one.by_now))


def by_now_note(dimensions: Iterable[mirror.GroupDimension]) -> str:
    """With what the figures on dimensions are compared while not all of a target is due; empty where all of it is."""
    if any(one.share is not None and one.target and (one.by_now or 0.0) < one.target for one in dimensions):
        return _("Compared is with what of the target is due by now: its objectives whose last day has come.")
    return ""


def basis_word(dimensions: Sequence[mirror.GroupDimension]) -> str:
    """What figures on dimensions are counted from, where that is not mastery; empty where it is."""
    if any(one.basis is mirror.Basis.ANNOUNCED for one in dimensions):
        return _("counted from announced quizzes alone: some members share in files")
    return ""


def quiz_day_counts(row: LessonRow) -> bool:
    """Whether of a lesson and its quiz the quiz has the day that comes next."""
    due = row.quiz.due if row.quiz else None
    return due is not None and (row.due is None or row.status is Status.COMPLETED or due < row.due)


def quiz_due_words(row: QuizRow) -> str:
    """By when a quiz is to be passed; empty where no plan says so."""
    return _("quiz due {day}").format(day=row.due.isoformat()) if row.due else ""


def quiz_state(row: QuizRow) -> str:
    """A member's standing on a quiz in words, with the day by which it is to be passed where there is one."""
    word = _quiz_state(row)
    return _("{status}, due {day}").format(status=word, day=row.due.isoformat()) if row.due else word


def _quiz_state(row: QuizRow) -> str:
    match row.state:
        case QuizState.OPEN if row.time_up:
            return _("time is up, {answered} of {asked} answered").format(answered=row.answered, asked=row.asked)
        case QuizState.OPEN if row.until:
            return _("open, {answered} of {asked} answered, the clock runs until {time}").format(
                answered=row.answered, asked=row.asked, time=clock_words(row.until)
            )
        case QuizState.OPEN:
            return _("open, {answered} of {asked} answered").format(answered=row.answered, asked=row.asked)
        case QuizState.PASSED:
            return _("passed, best {share}").format(share=percent(row.best))
        case QuizState.DONE:
            return _("done")
        case QuizState.NOT_PASSED:
            return _("not passed yet, best {share}").format(share=percent(row.best))
        case QuizState.NEW:
            return _("announced") if row.pending else _("not taken yet")


def clock_words(moment: datetime) -> str:
    """A moment of this day as a clock on the wall shows it, such as `15:42`; where the clock is set to local time."""
    return f"{moment.astimezone():%H:%M}"


LANGUAGE_WORDS = {"en": later("English"), "zh": later("Chinese")}
"""Our languages, in words of the one in use once they are translated."""
_RATINGS = {
    Rating.AGAIN: later("Again"),
    Rating.HARD: later("Hard"),
    Rating.GOOD: later("Good"),
    Rating.EASY: later("Easy"),
}


def rating_word(rating: Rating) -> str:
    """A rating in words."""
    return _(_RATINGS[rating])


_LEVELS = {
    Level.NOT_BEGUN: later("not begun"),
    Level.ATTEMPTED: later("attempted"),
    Level.FAMILIAR: later("familiar"),
    Level.PROFICIENT: later("proficient"),
    Level.MASTERED: later("mastered"),
}


def level_word(level: Level) -> str:
    """The level of an objective in words."""
    return _(_LEVELS[level])


def retention_words(retention: Retention, days: int) -> str:
    """True retention of some days in one sentence, with no more than so many reviews allow."""
    if not retention.reviews:
        return _("True retention: nothing was reviewed in the last {days} days.").format(days=days)
    counted = _("{kept} of {reviews} still known at the first review of a day, last {days} days").format(
        kept=retention.kept, reviews=retention.reviews, days=days
    )
    match retention.evidence:
        case evidence.Evidence.COUNTS:
            return _("True retention: {counted}; too few for a share.").format(counted=counted)
        case evidence.Evidence.INDICATIVE:
            return _("True retention: {share}, indicative; {counted}.").format(
                share=percent(retention.share), counted=counted
            )
        case evidence.Evidence.PLAIN:
            return _("True retention: {share}; {counted}.").format(share=percent(retention.share), counted=counted)


def reason_words(reason: str) -> str:
    """What a member finds wrong with a question."""
    return {
        "wrong-key": _("The answer that counts as right is wrong"),
        "unclear": _("Unclear"),
        "outdated": _("Out of date"),
        "typo": _("A typo"),
        "other": _("Something else"),
    }[reason]


def flag_state_words(flag: Flagged) -> str:
    """What became of a flag so far."""
    if flag.record.settled:
        return _("dealt with on {day}").format(day=flag.record.settled.isoformat())
    return _("the question was edited since") if flag.edited else _("not looked at yet")


def calibration_words(one: Calibration) -> str:
    """How many of the answers were right that a member was equally sure of, with no more than so many allow."""
    share = {
        Confidence.GUESS: _("When you guess, you are right {share} (of {n})"),
        Confidence.THINK: _("When you think so, you are right {share} (of {n})"),
        Confidence.SURE: _("When you are sure, you are right {share} (of {n})"),
    }[one.confidence]
    counts = {
        Confidence.GUESS: _("When you guess: {right} of {n} right; too few for a share"),
        Confidence.THINK: _("When you think so: {right} of {n} right; too few for a share"),
        Confidence.SURE: _("When you are sure: {right} of {n} right; too few for a share"),
    }[one.confidence]
    if one.evidence is evidence.Evidence.COUNTS:
        return counts.format(right=one.right, n=one.answers)
    said = share.format(share=percent(one.share), n=one.answers)
    if one.evidence is evidence.Evidence.INDICATIVE:
        return _("{said}, indicative").format(said=said)
    return said


def next_review_words(days: int, minutes: int | None, questions: int) -> str:
    """When there is something to review again: where the first of it is minutes away, others may be hours away."""
    if minutes is not None and days <= 0 and questions > 1:
        number = count("{n} question comes back today", "{n} questions come back today", questions)
        return _("Next review {when}; {number}.").format(when=return_words(days, minutes), number=number)
    number = count("{n} question", "{n} questions", questions)
    return _("Next review {when}, {number}.").format(when=return_words(days, minutes), number=number)


def elsewhere_words(elsewhere: Elsewhere) -> str:
    """That something is due in libraries that are not open, and the command that asks it."""
    libraries = " ".join(f"--library {_as_typed(root)}" for root in elsewhere.libraries)
    waiting = count("{n} question is due", "{n} questions are due", elsewhere.questions)
    said = _("In other libraries {waiting}: {command}")
    return said.format(waiting=waiting, command=f"fivefold {libraries} review")


def _as_typed(path: Path) -> str:
    """A path as it is typed into a shell: one in the home folder is short."""
    from pathlib import Path  # noqa: PLC0415 - most runs have nothing to say of a path
    from shlex import quote  # noqa: PLC0415 - as above

    home = Path.home()
    inside = path.is_relative_to(home) and path != home
    return f"~/{quote(str(path.relative_to(home)))}" if inside else quote(str(path))


def later_words(days: int, minutes: int | None, questions: int) -> str:
    """What comes back on the same day, and when the first of it does."""
    said = _("{n} later today, {when}") if questions == 1 else _("{n} later today, the first {when}")
    return said.format(n=questions, when=return_words(days, minutes))


def missed_words(missed: int) -> str:
    """What does not count as known, whatever the curve says."""
    return count(
        "{n} missed last, not known until you recall it", "{n} missed last, not known until you recall them", missed
    )


def opened_words(me: Me) -> str:
    """The courses that were opened, and no more, in one line."""
    titles = listed(growth.view.course.title for growth in me.opened)
    return _("Opened, nothing completed or answered yet: {courses}").format(courses=titles)


def until_words() -> str:
    """When a study day ends that has gone on past midnight."""
    return _("until {time}").format(time=f"{BEGINS:02}:00")


def minutes_words(rhythm: Rhythm) -> str:
    """How long was studied this week, and of how much that was meant to be."""
    if not rhythm.aim:
        return count("{n} min", "{n} min", rhythm.minutes)
    return _("{minutes} of {aim} min").format(minutes=rhythm.minutes, aim=rhythm.aim)


def row_words(days: int) -> str:
    """How steadily somebody studies."""
    return count("{n} study day in a row", "{n} study days in a row", days)


def in_a_row_words(now: int, longest: int, days: int) -> str:
    """How steadily somebody studies now, and did at best in some days; nothing where there was no such day."""
    if not longest:
        return row_words(now) if now else ""
    best = _("longest row in {days} days: {longest}").format(days=days, longest=longest)
    return f"{row_words(now)} · {best}" if now else best


def weekdays_words(days: Collection[int]) -> str:
    """Days of a week, those in a row as a span."""
    parts: list[str] = []
    for first, last in pace.runs(days):
        words = {"day": _(DAYS[first]), "other": _(DAYS[last])}
        parts.append(words["day"] if first == last else _("{day} to {other}").format(**words))
    return listed(parts)


def off_words(of: Rhythm, day: date, study_days: str) -> str:
    """That a day is none on which somebody means to study, and which are.

    Nothing where it is one, where they did study, or where they are away: `away_words` tells that.
    """
    if of.cells[day.weekday()] is not pace.Cell.FREE or of.away:
        return ""
    days = weekdays_words(pace.read_weekdays(study_days))
    return _("Today is not one of your study days ({days}).").format(days=days)


def pace_words(of: Pace) -> str:
    """What keeps somebody on plan, and how they stand."""
    parts = [count("{n} lesson a week keeps you on plan", "{n} lessons a week keep you on plan", of.a_week)]
    if of.ahead > 0:
        parts.append(count("you are {n} ahead", "you are {n} ahead", of.ahead))
    elif of.ahead < 0:
        parts.append(count("you are {n} behind", "you are {n} behind", -of.ahead))
    if of.share > of.done:
        parts.append(count("today {n} lesson", "today {n} lessons", of.share - of.done))
    return " · ".join(parts)


def away_words(leave: Leave, day: date, day_words: Callable[[date], str]) -> str:
    """When somebody is away, seen from a day that is not behind it; `day_words` says what a day is called."""
    said = _("Away until {last}") if leave.first <= day else _("Away from {first} to {last}")
    return said.format(first=day_words(leave.first), last=day_words(leave.last))


def enough_words(of: Rhythm, *, opened: int = 0, minutes: int = 0, here: bool = False) -> str:
    """Of what there was enough today: what a day's share is made of, and that it is done.

    Args:
        of: the week, and how the member stands.
        opened: quizzes that are begun and not finished.
        minutes: for which nothing waits for review; 0 where nothing comes back on this study day.
        here: whether that holds for this library alone, since something is due in others.
    """
    if of.pace and of.pace.share:
        done = count(
            "the day's lesson of your plan is done", "the day's {n} lessons of your plan are done", of.pace.share
        )
    elif of.pace:
        done = _("your plan asks for no lesson today")
    elif of.of_day:
        done = count("the day's {n} min are done", "the day's {n} min are done", round(of.of_day))
    elif of.aim and of.minutes >= of.aim:
        done = count("the {n} min of this week are done", "the {n} min of this week are done", of.aim)
    elif of.away:
        done = _("you are away")
    elif of.aim:
        done = _("today is not one of your study days")
    else:
        done = ""
    enough = _("Enough for now") if minutes else _("Enough for today")
    if opened:
        enough = count("Enough, apart from the open quiz", "Enough, apart from {n} open quizzes", opened)
    if here:
        enough = _("{enough} in this library").format(enough=enough)
    waits = count("no reviews for {n} min", "no reviews for {n} min", minutes)
    said = _("{enough}: {waits}, and {done}.") if done else _("{enough}: {waits}.")
    return said.format(enough=enough, waits=waits if minutes else _("nothing to review"), done=done)


def nothing_for(of: Today, wait: Callable[[Return], tuple[int, int | None]]) -> int:
    """For how many minutes nothing waits for review, where it is minutes; else 0.

    Args:
        of: what there is to do.
        wait: how long it is until a question comes back, in study days and minutes.
    """
    following = of.next_review
    back = following.back if following and following.back.day <= of.day else None
    return (wait(back)[1] or 0) if back else 0


def session_words(done: Tally) -> str:
    """What a session of review came to, in one line; empty where nothing was done."""
    parts: list[str] = []
    if done.reviews:
        parts.append(
            _("{reviews}: {known} known, {forgotten} forgotten").format(
                reviews=count("{n} review", "{n} reviews", done.reviews), known=done.known, forgotten=done.forgotten
            )
        )
    if done.suspended:
        parts.append(_("{n} suspended").format(n=done.suspended))
    if done.buried:
        parts.append(_("{n} put off until tomorrow").format(n=done.buried))
    return " · ".join(parts)


def leech_words(lapses: int) -> str:
    """Why a question should be learned in another way."""
    return _("! Leech: forgotten {n} times. Read it again, or suspend it.").format(n=lapses)


def earlier_key_words() -> str:
    """That what was answered may be wrong by now."""
    return _("! Its right answer was changed since you answered it last.")


def retired_words(questions: int) -> str:
    """That questions are gone, and nothing that is known of them."""
    return count(
        "{n} question you answered is retired: its course has it no more. What you know of it is kept.",
        "{n} questions you answered are retired: their courses have them no more. What you know of them is kept.",
        questions,
    )


def return_words(days: int, minutes: int | None) -> str:
    """When a question comes back: minutes, tomorrow, days."""
    if minutes is not None and days <= 0:
        return count("in {n} min", "in {n} min", minutes)
    if days <= 0:
        return _("today")
    return _("tomorrow") if days == 1 else count("in {n} day", "in {n} days", days)


def right_words(question: Question, given: Sequence[str], verdict: Verdict) -> str:
    """The right answer where it is told in words, what else is accepted, or how an order was marked; mostly empty."""
    from quizzes.model import Ordering, Typed  # noqa: PLC0415 - loaded when it is wanted

    if isinstance(question, Typed):
        return accepted_words(question, given, verdict)
    if isinstance(question, Ordering) and given and not verdict.right:
        return order_words(question, given, verdict)
    return ""


def order_words(question: Ordering, given: Sequence[str], verdict: Verdict) -> str:
    """How an order that is not right was marked: by neighbours, which are named; the marks beside it tell of places."""
    from quizzes.grade import followed  # noqa: PLC0415 - loaded when it is wanted
    from quizzes.model import Scoring  # noqa: PLC0415

    if question.scoring is Scoring.EXACT:
        return _("The whole order counts, or nothing.")
    neighbours = len(question.entries) - 1
    kept = round(verdict.mark * neighbours)
    said = _("Each that is followed by the right one counts: {kept} of {all}.")
    if kept:
        said = _("Each that is followed by the right one counts: {kept} of {all}, at {places}.")
    pairs = (f"{place + 1}-{place + 2}" for place in followed(question, given))
    return said.format(kept=kept, all=neighbours, places=listed(pairs))


def accepted_words(question: Typed, typed: Sequence[str], verdict: Verdict) -> str:
    """The right answer, or after a right one what else is; empty where that is all that was typed."""
    each = [_(" or ").join(gap.right) for gap in question.gaps]
    several = len(each) > 1
    right = " · ".join(f"({number}) {text}" for number, text in enumerate(each, 1)) if several else each[0]
    if not verdict.right:
        return (_("The right answers: {text}") if several else _("The right answer: {text}")).format(text=right)
    if [identity.canonical(text) for text in typed] == [identity.canonical(text) for text in each]:
        return ""
    return _("Accepted: {text}").format(text=right)


def gap_texts(texts: Sequence[str], current: int = -1, pointer: str = "") -> tuple[str, ...]:
    """What stands in the gaps of a text: `[1 ____]`, `[2 tare]`; `[____]` where there is one.

    Args:
        texts: Of each gap; empty where nothing was answered.
        current: Index of the gap that is being filled in.
        pointer: What stands in that one.
    """
    if len(texts) == 1:
        return (f"[{texts[0].strip() or outline.GAP}]",)
    return tuple(
        f"[{pointer if index == current else ''}{index + 1} {text.strip() or outline.GAP}]"
        for index, text in enumerate(texts)
    )


def percent(share: float | None) -> str:
    """A share of 0 to 1 as per cent, never rounded up to a whole that was not reached."""
    if share is None:
        return "-"
    return f"{int(share * 100 + 1e-9)}%"


def marks(value: float) -> str:
    """Marks, without a decimal point where they are whole."""
    return f"{round(value, 2):g}"


def fraction(done: int, total: int) -> str:
    """`3 of 14`."""
    return _("{done} of {total}").format(done=done, total=total)


def problem_json(problem: Problem) -> dict[str, object]:
    """A problem as the contract has it."""
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "message": problem.message(_),
        "fix": problem.fix(_),
    }


def place_words(study: Study, found: Lesson | Quiz) -> str:
    """Which lesson or quiz a short number stands for: its course and its title."""
    course = study.read().course(found.course)
    return named(course.course.title, found.title) if course else found.title


def duties_seen(groups: Sequence[str]) -> str:
    """What members see of whoever has a duty in their groups, given by name."""
    return _(
        "In {groups}, where you have a duty, members see your name, on which days you looked at the group and at their "
        "own page, which needs you saw to and what you answered: nothing of what you study."
    ).format(groups=listed(groups))


def unchanged_words(status: str) -> str:
    """That an answer to what was called wrong leaves the status as it is, and what would not."""
    if status == Status.COMPLETED:
        return _("The answer changes no status.")
    return _("The answer changes no status: completing the lesson does.")


def written_elsewhere() -> str:
    """What is said where another window wrote to a note that was open, or is to be deleted."""
    return _("Another window wrote to this note meanwhile: what it says is kept too.")
