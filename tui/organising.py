"""What a leader makes of a group, as forms: its name, who is in it, what it studies by when, what it is to reach.

Each form is made of the verbs that the commands use, and says what came of it in the same words. No Textual in it. It
is long because it is the one list of these forms.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from store.duties import DUTIES, MEMBER
from store.enrolling import Preview
from store.events import COMPLETED, JUDGED, PASSED, REACHED_ON
from store.mirror import GoalRecord, GroupRecord
from store.people import compared
from store.sprints import FEWEST_WEEKS, MOST_WEEKS
from store.twice import Twice
from tui.commands.charter import charter_set_words, lapsing_words
from tui.commands.membership import bytes_of, changed_rows, fault_lines, sum_line, unled_lines
from tui.commands.plan import (
    changed_lines,
    day_of,
    file_lines,
    kept_line,
    proposed_lines,
    share_of,
    text_of,
    weekdays_of,
    weekend_line,
)
from tui.commands.plan_words import goal_standing, measure_word
from tui.commands.wording import date_text, duty_word, percent
from tui.forms import Answers, Form, Line, Told
from tui.i18n import _, count, listed, together
from tui.plan_changes import PlanChanges
from tui.planning import Measure
from tui.start import WrongUsageError
from tui.study import Study
from tui.unknown import nearest

_MONDAYS = 4
"""From which a sprint can be proposed to begin."""
_WEEKS = (2, 3, 4, 6, 8, MOST_WEEKS)


def _day(text: str) -> date | None:
    """The day that was typed; None where none was."""
    return day_of(text) if text else None


def _day_line(label: str, *, hint: str, value: str = "") -> Line:
    return Line("day", label, value=value, hint=hint)


# The group itself


def new_group(study: Study) -> Form:
    """A group that the member leads."""

    def act(said: Answers, _shown: Told | None) -> Told:
        group = study.create_group(said["name"], team=said["team"], purpose=said["purpose"])
        return Told((_("{name} is there, and you lead it.").format(name=group.name),))

    return Form(
        title=_("New group"),
        about=_("You lead it from the first day on. Members, a plan and goals come next."),
        does=_("makes it"),
        lines=(
            Line("name", _("Group name")),
            Line("team", _("Team of work"), hint=_("none")),
            Line("purpose", _("What for"), hint=_("not said")),
        ),
        act=act,
    )


def about_group(study: Study, record: GroupRecord) -> Form:
    """Its name, its team and what it is for."""

    def act(said: Answers, _shown: Told | None) -> Told:
        name = study.keep_group(record.name, said["name"], team=said["team"], purpose=said["purpose"])
        return Told((_("{group}: kept.").format(group=name),))

    return Form(
        title=_("Name and purpose"),
        about=_("Another name changes nothing that is recorded. The team is the one of work that the group matches."),
        does=_("keeps it"),
        lines=(
            Line("name", _("Group name"), value=record.name),
            Line("team", _("Team of work"), value=record.about.team, hint=_("none")),
            Line("purpose", _("What for"), value=record.about.purpose, hint=_("not said")),
        ),
        act=act,
    )


def archive(study: Study, record: GroupRecord) -> Form:
    """Its end, or that it goes on."""
    if record.about.archived:

        def reopen(_said: Answers, _shown: Told | None) -> Told:
            study.reopen_group(record.name)
            return Told((_("{group} goes on, with the members and plans that it had.").format(group=record.name),))

        return Form(
            title=_("Let {group} go on").format(group=record.name),
            about=_("Its members and its plans are those that it had."),
            does=_("lets it go on"),
            lines=(),
            act=reopen,
        )

    def end(_said: Answers, _shown: Told | None) -> Told:
        study.archive_group(record.name)
        words = _("{group} is archived: it assigns nothing more, and is shown as it is today.")
        return Told((words.format(group=record.name),))

    return Form(
        title=_("Archive {group}").format(group=record.name),
        about=_("It assigns nothing more, and is shown as it is today. Nothing is deleted, and it can go on later."),
        does=_("archives it"),
        lines=(),
        act=end,
    )


# Who is in it


def add_member(study: Study, record: GroupRecord) -> Form:
    """Somebody who takes on a duty in it."""
    names = [one.name for one in study.members()]

    def act(said: Answers, shown: Told | None) -> Told:
        duty, mentees = DUTIES[said.at("duty")], _names(said["mentees"])
        wanted = _people(said["name"], names)
        new = study.strangers(record.name, wanted, duty)
        would = Told(tuple(_would_begin(new, names)), first=True)
        if new and shown != would:
            return would
        taken = study.take_in(record.name, wanted, duty, first=_day(said["day"]), mentees=mentees)
        return Told(
            tuple(
                _given(name, duty, record.name) if fresh else _already(name)
                for name, fresh in zip(wanted, taken, strict=True)
            )
        )

    return Form(
        title=_("Somebody new in {group}").format(group=record.name),
        about=_("Before they accept the charter you see their name alone. Here study: {names}.").format(
            names=_some(names)
        ),
        does=_("adds them"),
        lines=(
            Line("name", _("Name"), hint=_("several with commas")),
            Line("duty", _("Duty"), choices=tuple(map(duty_word, DUTIES))),
            _day_line(_("From"), hint=_("today; or a day, as 2026-12-24")),
            Line("mentees", _("Mentor of"), hint=_("names, with commas")),
        ),
        act=act,
    )


def _names(said: str) -> list[str]:
    return [one.strip() for one in said.replace("，", ",").split(",") if one.strip()]


def _people(said: str, known: Sequence[str]) -> list[str]:
    """The names that were typed, each once; a name that somebody has may have a comma in it.

    Raises:
        WrongUsageError: there is none.
    """
    typed = [said] if compared(said) in map(compared, known) else _names(said)
    wanted: dict[str, str] = {}
    for one in typed:
        wanted.setdefault(compared(one), one)
    if not wanted:
        raise WrongUsageError(_("Say who: a name, or several with commas."))
    return list(wanted.values())


def _would_begin(new: Sequence[str], known: Sequence[str]) -> Iterator[str]:
    """Who is not here yet, whom each may be, and what happens next."""
    for name in new:
        near = nearest(name, known)
        yield (
            _("Nobody here is called {name} yet. Did you mean {nearest}?").format(name=repr(name), nearest=repr(near))
            if near
            else _("Nobody here is called {name} yet.").format(name=repr(name))
        )
    yield (
        _("If you go on, {name} begins to study here and joins.").format(name=new[0])
        if len(new) == 1
        else _("If you go on, {names} begin to study here and join.").format(names=listed(new))
    )


_FEW = 12


def _some(names: Sequence[str]) -> str:
    """The first of some names, and how many more there are."""
    more = len(names) - _FEW
    return listed([*names[:_FEW], *([count("{n} more", "{n} more", more)] if more > 0 else [])])


def _given(name: str, duty: str, group: str) -> str:
    return _("{member} is {duty} of {group} now.").format(member=name, duty=duty_word(duty), group=group)


def _already(name: str) -> str:
    return _("{member} is there already.").format(member=name)


def somebody(study: Study, record: GroupRecord, member: str) -> Form:
    """What becomes of somebody who is in it, given by id: duties, another group, leaving."""
    held = [one for one in record.duties if one.member == member and _holds(one.first, one.last, record.as_of)]
    name = held[0].name if held else ""
    others = [one for one in study.led_groups() if one.id != record.group]
    duty_now = held[0].duty if held else MEMBER
    is_member = any(one.duty == MEMBER for one in held)

    def act(said: Answers, shown: Told | None) -> Told:
        duty, day = DUTIES[said.at("duty")], _day(said["day"])
        if said.at("what"):
            ends = (
                _("{member} gives up: {duty} of {group}."),
                _("{member} leaves {group}, with every duty in it. What was done stays."),
                _("{member} leaves {group} for another. What was done stays."),
            )[said.at("what") - 1]
            words = ends.format(member=name, duty=duty_word(duty), group=record.name)
            if shown != (would := Told((words,), first=True)):
                return would
        match said.at("what"):
            case 0:
                mentees = _names(said["mentees"])
                last = _day(said["until"])
                new = study.give_duty(record.name, name, duty, first=day, last=last, mentees=mentees)
                said_so = _given(name, duty, record.name) if new else _already(name)
                return Told((said_so, *unled_lines(study, record.name)))
            case 1:
                study.end_duty(record.name, member if duty == MEMBER else name, duty, on=day)
                words = _("{member} is not {duty} of {group} any more.")
                words = words.format(member=name, duty=duty_word(duty), group=record.name)
                return Told((words, *unled_lines(study, record.name)))
            case 2:
                study.remove_from_group(record.name, member if is_member else name, on=day)
                words = _("{member} is not in {group} any more.").format(member=name, group=record.name)
                return Told((words, *unled_lines(study, record.name)))
        other = others[said.at("group")].name
        study.move_member(record.name, member if is_member else name, other, on=day)
        words = _("{member} goes to {group}. What was done here stays, and so do its earlier weeks.")
        return Told((words.format(member=name, group=other),))

    moves = (_("moves"),) if others and duty_now == MEMBER else ()
    lines = [
        Line("what", _("What"), choices=(_("takes on"), _("gives up"), _("leaves"), *moves)),
        Line("duty", _("Duty"), choices=tuple(map(duty_word, DUTIES)), at=DUTIES.index(duty_now)),
        Line("mentees", _("Mentor of"), hint=_("names, with commas")),
        _day_line(_("From"), hint=_("today; or a day, as 2026-12-24")),
        Line("until", _("Until"), hint=_("no end")),
    ]
    if moves:
        lines.insert(3, Line("group", _("Moves to"), choices=tuple(one.name for one in others)))
    return Form(
        title=name,
        about=listed(duty_word(one.duty) for one in held),
        does=_("does it"),
        lines=tuple(lines),
        act=act,
    )


def one_person(study: Study, record: GroupRecord, both: Twice) -> Form:
    """That somebody who is in it here is the one who shares in files under a like name."""

    def act(_said: Answers, _shown: Told | None) -> Told:
        study.tie(record.name, both.name, both.person)
        words = _("{name} and {shared} are one person in {group} now: the one who shares.")
        return Told((words.format(name=both.name, shared=both.shared_as, group=record.name),))

    about = (
        _(
            "{name} has accepted the charter here; {shared} shares from another machine. If they are one, the one "
            "who shares stays, and mentors keep them: what was done here is not counted in the group any more."
        )
        if both.accepted
        else _(
            "{name} was taken in by name here and has accepted nothing; {shared} shares from another machine. If "
            "they are one, the one who shares stays, and mentors keep them."
        )
    )
    keeps = _("{name} here keeps the duties {duties}, which open something in this database alone.")
    duties = keeps.format(name=both.name, duties=listed(map(duty_word, both.keeps))) if both.keeps else ""
    return Form(
        title=_("{name} and {shared}: one person?").format(name=both.name, shared=both.shared_as),
        about=together(about.format(name=both.name, shared=both.shared_as), duties),
        does=_("says that they are one"),
        lines=(),
        act=act,
    )


def _holds(first: date, last: date | None, day: date) -> bool:
    return first <= day and (last is None or day <= last)


def roster(study: Study, record: GroupRecord) -> Form:
    """A roster from a CSV file: what it would change first, then the same done."""

    def act(said: Answers, shown: Told | None) -> Told:
        text, leaving = _bytes(said["file"]), bool(said.at("leave"))
        seen = study.enrol(record.name, text, apply=False, leaving=leaving)
        if seen.bad:  # what the others would change is no news before these are mended
            wrong = [words for _line, words in fault_lines(seen)]
            raise WrongUsageError("\n".join((_("Nothing was changed: mend these rows first."), *wrong)))
        lines = [*changed_rows(seen), sum_line(seen)]
        if seen.leaving and not leaving:
            lines.append(_("Nobody leaves by not being named, unless “Not in it” says so."))
        if not seen.joining and not (leaving and seen.leaving):
            return Told((*lines, _("Nothing changes.")), stays=True, done=False)
        # Whoever lets people leave has read who they are.
        would = Told(tuple(lines), first=True, whole=leaving and bool(seen.leaving), made_of=text)
        if shown != would:
            return would
        study.enrol(record.name, text, apply=True, leaving=leaving)
        return Told(tuple(_enrolled(seen, leaving=leaving)))

    return Form(
        title=_("Roster of {group}").format(group=record.name),
        about=_("A CSV file with the columns name, duty, of (a mentor's), team, from, until; name alone is enough."),
        does=_("shows what it changes"),
        lines=(
            Line("file", _("File")),
            Line("leave", _("Not in it"), choices=(_("stay"), _("leave"))),
        ),
        act=act,
    )


def _enrolled(seen: Preview, *, leaving: bool) -> Iterator[str]:
    """Who joined and who left, by name, and how many in all."""
    for words, names in (
        (
            _("Joined: {names}"),
            list(dict.fromkeys(row.name for row in seen.joining if row.name not in seen.within)),
        ),
        (_("With other duties: {names}"), list(seen.within)),
        (_("Left: {names}"), list(seen.leaving) if leaving else []),
    ):
        if names:
            yield words.format(names=_some(names))
    yield sum_line(seen)


def _bytes(name: str) -> bytes:
    if not name:
        raise WrongUsageError(_("No file is named."))
    return bytes_of(Path(name))


# What it studies


def assign(study: Study, record: GroupRecord, course: str = "") -> Form:
    """A course by a day; one that is assigned already gets other days."""
    contents = [one for one in study.read().courses if one.lessons and (not course or one.course.id == course)]
    known = next((one for one in study.plans(record.name) if one.course == course), None)
    there = [quiz.key for one in contents for quiz in one.quizzes] if known else []
    so_far = [key for key in there if known and key in known.announced]
    some = bool(so_far) and so_far != there
    told = (_("none"), *([_("as now ({n})").format(n=len(so_far))] if some else []), _("all of its quizzes"))

    def act(said: Answers, shown: Told | None) -> Told:
        chosen = contents[said.at("course")]
        due = _day(said["due"])
        if due is None:
            raise WrongUsageError(_("Say by when, as in 2026-12-24."))
        every = [quiz.key for quiz in chosen.quizzes]
        announced = ([], so_far, every)[said.at("announced")] if some else every if said.at("announced") else []
        target = share_of(said["target"]) if said["target"] else None
        first, weekdays = _day(said["day"]), weekdays_of(said["weekdays"])
        if weekdays and first is None:
            raise WrongUsageError(_("Say from which day on: without it all is due on the last day."))
        if first is not None and first >= due:
            raise WrongUsageError(_("From {first} on is not before the last day, {due}.").format(first=first, due=due))
        would: list[Told] = []

        def agree(changes: PlanChanges) -> bool:
            replaced = _("These days are there already, and would be replaced:")
            lines = changed_lines(changes, partial(date_text, today=study.day()))
            would.append(Told((replaced, *lines), first=True, made_of=changes))
            return shown == would[0]

        plan = study.set_plan(
            record.name,
            chosen.course.id,
            due,
            first=first,
            weekdays=weekdays,
            target=target,
            announced=announced,
            keep={"targets"},
            agree=agree,
        )
        if plan is None:
            return would[0]
        words = _("{lessons} assigned to {group}, the last due on {due}.")
        lessons = count("{n} lesson", "{n} lessons", len(plan.due))
        last = date_text(max(plan.due.values()), study.day())
        kept = kept_line(plan, each=True, single=0, announced=True)
        lines = (words.format(lessons=lessons, group=record.name, due=last), weekend_line(plan), kept)
        return Told(tuple(filter(None, lines)))

    if not contents:
        raise WrongUsageError(_("There is no course with lessons to assign."))
    return Form(
        title=_("Assign a course to {group}").format(group=record.name),
        about=_(
            "Its lessons are due evenly from the first day to the last, or all on the last. What single lessons and "
            "quizzes have of their own stands in a plan file."
        ),
        does=_("assigns it"),
        lines=(
            Line("course", _("Course"), choices=tuple(one.course.title for one in contents)),
            _day_line(_("From"), hint=_("all of it is due on the last day")),
            Line("weekdays", _("On"), hint=_("every day of the week; or such as mon..fri")),
            Line(
                "due",
                _("Due"),
                value=max(known.due.values()).isoformat() if known and known.due else "",
                hint=_("a day, as 2026-12-24"),
            ),
            Line(
                "target",
                _("Target"),
                value=percent(known.target) if known and known.target is not None else "",
                hint=_("of each dimension, such as 80%; the course's own"),
            ),
            Line("announced", _("Announced"), choices=told, at=int(bool(known and known.announced))),
        ),
        act=act,
    )


def plan_from_file(study: Study, record: GroupRecord) -> Form:
    """A plan that is written in a file: what it would change first."""

    def changes(said: Answers) -> tuple[tuple[str, ...], PlanChanges]:
        if not said["file"]:
            raise WrongUsageError(_("No file is named."))
        found = study.plan_changes(said["file"], text_of(said["file"]), record.name)
        return tuple(file_lines(found, partial(date_text, today=study.day()))), found

    return _shown_first(
        study,
        title=_("Plan from a file"),
        about=_("TOML, or Markdown with TOML at its head; fivefold plan show GROUP --as toml writes one."),
        lines=(Line("file", _("File")),),
        changes=changes,
    )


def plan_back(study: Study, record: GroupRecord, course: str) -> Form:
    """The plan for a course, given by id, that the one of now has replaced: what it would change first."""

    def changes(_said: Answers) -> tuple[tuple[str, ...], PlanChanges]:
        found = study.plan_before(record.name, course)
        if found is None:
            raise WrongUsageError(_("There is no plan before it any more."))
        return tuple(changed_lines(found, partial(date_text, today=study.day()))), found

    return _shown_first(
        study,
        title=_("The plan before"),
        about=_("Put back whole: days, targets, announced quizzes. Once more, and the later one is back."),
        lines=(),
        changes=changes,
    )


def other_dates(study: Study, record: GroupRecord) -> Form:
    """Dates that the group would keep at its own pace: what they are first."""

    def changes(_said: Answers) -> tuple[tuple[str, ...], PlanChanges]:
        proposal, found = study.propose(record.name)
        return tuple(proposed_lines(proposal, found, partial(date_text, today=study.day()))), found

    return _shown_first(
        study,
        title=_("Other dates for {group}").format(group=record.name),
        about=_("From the pace at which the group completes lessons: nobody's own pace is told. Talk with the group."),
        lines=(),
        changes=changes,
    )


def _shown_first(
    study: Study,
    *,
    title: str,
    about: str,
    lines: tuple[Line, ...],
    changes: Callable[[Answers], tuple[tuple[str, ...], PlanChanges]],
) -> Form:
    def act(said: Answers, shown: Told | None) -> Told:
        words, found = changes(said)
        if not found.is_any:
            return Told(words, stays=True, done=False)
        would = Told(words, first=True, made_of=found)
        if shown != would:
            return would
        study.apply_plan(found)
        return Told((_("The plan of {group} is changed.").format(group=found.group.name),))

    return Form(title=title, about=about, does=_("shows what it changes"), lines=lines, act=act)


# What it is to reach


def new_goal(study: Study, record: GroupRecord) -> Form:
    """A goal with its measure, its owner and its day."""
    dimensions = list(record.dimensions)
    measures = [
        (JUDGED, "", _("a person judges")),
        (COMPLETED, "", _("lessons completed")),
        (PASSED, "", _("announced quizzes passed")),
        *((REACHED_ON, one.dimension, one.title) for one in dimensions),
    ]

    def act(said: Answers, _shown: Told | None) -> Told:
        kind, about, _words = measures[said.at("measure")]
        due = _day(said["due"])
        if due is None:
            raise WrongUsageError(_("Say by when, as in 2026-12-24."))
        if kind != JUDGED and not said["wanted"]:
            raise WrongUsageError(_("Say what is wanted, such as 80%."))
        wanted = None if kind == JUDGED else share_of(said["wanted"])
        goal = study.set_goal(record.name, said["text"], due, Measure(kind, wanted, about), said["owner"])
        words = _("{group} has the goal {text}, by {day}.")
        return Told((words.format(group=record.name, text=repr(goal.text), day=date_text(goal.due, study.day())),))

    return Form(
        title=_("Goal of {group}").format(group=record.name),
        about=_("Of the whole group, and never of one person."),
        does=_("sets it"),
        lines=(
            Line("text", _("What")),
            Line("measure", _("Measure"), choices=tuple(words for _kind, _about, words in measures)),
            Line("wanted", _("Wanted"), hint=_("such as 80%; nothing where a person judges")),
            Line("due", _("Due"), hint=_("a day, as 2026-12-24")),
            Line("owner", _("Who sees to it"), hint=_("you")),
        ),
        act=act,
    )


def end_goal(study: Study, record: GroupRecord, goal: GoalRecord) -> Form:
    """How a goal ended."""

    def act(said: Answers, _shown: Told | None) -> Told:
        reached = not said.at("how")
        ended = study.end_goal(record.name, goal.goal, reached=reached)
        return Told(((_("Reached: {text}") if reached else _("Dropped: {text}")).format(text=ended.text),))

    day_words = partial(date_text, today=record.as_of)
    standing, due = goal_standing(goal, record.as_of, day_words), day_words(goal.due)
    return Form(
        title=goal.text,
        about=" · ".join(part for part in (measure_word(goal), standing, _("by {day}").format(day=due)) if part),
        does=_("says so"),
        lines=(Line("how", _("It is"), choices=(_("reached"), _("not pursued any more"))),),
        act=act,
    )


# What its members accept


def norms(study: Study, record: GroupRecord) -> Form:
    """The norms of the charter, from a file; the notice is ours and comes by itself."""

    def act(said: Answers, shown: Told | None) -> Told:
        try:
            text = _bytes(said["file"]).decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            raise WrongUsageError(_("{path} is not text in UTF-8.").format(path=said["file"])) from problem
        change = study.charter_change(record.name, text)
        would = Told((lapsing_words(change),), first=True, made_of=text)
        if change.lapsing and shown != would:
            return would
        new = study.set_charter(record.name, text)
        return Told((charter_set_words(record.name, change) if new else _("That is the charter already."),))

    return Form(
        title=_("Charter of {group}").format(group=record.name),
        about=_("Markdown with the norms of study. The notice of what leaders receive follows it by itself."),
        does=_("sets it"),
        lines=(Line("file", _("File")),),
        act=act,
    )


# Beside other groups


def sprint(study: Study, at: str = "") -> Form:
    """Some weeks of study beside other groups.

    Args:
        study: whose groups they are.
        at: id of the group that takes part with this; empty to choose among those that the member leads.

    Raises:
        WrongUsageError: there is no group to ask.
    """
    led = study.led_groups()
    own = [one for one in led if one.id == at] or list(led)
    every = [one for one in study.groups_here() if len(own) > 1 or one.id != own[0].id] if own else []
    if len(every) < len(own[:2]):
        raise WrongUsageError(_("There is no other group here to study beside."))
    today = study.day()
    monday = today - timedelta(days=today.weekday())
    mondays = [monday + timedelta(weeks=weeks) for weeks in range(_MONDAYS)]
    weeks = [one for one in _WEEKS if one >= FEWEST_WEEKS]

    def act(said: Answers, _shown: Told | None) -> Told:
        group = own[said.at("group")] if len(own) > 1 else own[0]
        asked = [one.name for one in every if one.id != group.id and said.at(f"asked-{one.id}")]
        if not asked:
            raise WrongUsageError(_("Ask at least one other group."))
        first, number = mondays[said.at("first")], weeks[said.at("weeks")]
        study.propose_sprint(said["name"], group.name, asked, first, number)
        words = _("{name}: {weeks} from {first} on. Asked: {groups}. A group takes part once a leader of it says so.")
        weeks_said = count("{n} week", "{n} weeks", number)
        return Told(
            (words.format(name=said["name"], weeks=weeks_said, first=date_text(first, today), groups=listed(asked)),)
        )

    return Form(
        title=_("Propose a sprint") if len(own) > 1 else _("Propose a sprint beside {group}").format(group=own[0].name),
        about=_("Some weeks side by side, each group against what it did before. No places, no names."),
        does=_("proposes it"),
        lines=(
            Line("name", _("Sprint name")),
            *([Line("group", _("Your group"), choices=tuple(one.name for one in own))] if len(own) > 1 else []),
            *(
                Line(f"asked-{one.id}", one.name, choices=(_("no"), _("is asked")), at=int(len(every) == 1))
                for one in every
            ),
            Line("first", _("From"), choices=tuple(date_text(day, today) for day in mondays), at=1),
            Line(
                "weeks",
                _("How long"),
                choices=tuple(count("{n} week", "{n} weeks", one) for one in weeks),
                at=weeks.index(4),
            ),
        ),
        act=act,
    )
