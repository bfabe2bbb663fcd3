"""`group create`, `add`, `remove`, `rename`, `archive`, `set`, `duty`, `roster`: what a leader changes in a group.

It is long because each change is shown before it is made, and said in words and in JSON side by side.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from shlex import quote

from store.duties import DUTIES, MENTOR
from store.enrolling import Fault, Preview, Row
from store.errors import StoreError
from store.people import compared
from store.twice import Twice
from tui.commands.member import several_line
from tui.commands.output import say, say_json, tell
from tui.commands.plan import day_of
from tui.commands.wording import duty_word, reason_word, taken_back_words
from tui.i18n import _, clauses, count, later, listed, named, refused
from tui.start import UnusableError, WrongUsageError, refusal
from tui.study import Study, UnknownMember
from tui.typed_path import typed_path
from tui.unknown import UnknownMembers, nearest

DONE, FINDINGS = 0, 1
JOINS, TAKES_ON, OTHER_TERMS = "joins", "takes-on", "other-terms"
"""What a row of a roster changes for whom it names: somebody new in the group, another duty, or one on other terms."""


def change(study: Study, options: argparse.Namespace) -> int:
    """Do what the first word says; answer the exit status."""
    try:
        return ACTIONS[options.words[0]](study, options)
    except StoreError as problem:
        raise refusal(problem) from problem
    except UnknownMember as unknown:
        if options.words[0] not in {"add", "duty"} or unknown.name in (options.of or ()):
            raise
        raise WrongUsageError(_somebody_new(unknown)) from unknown
    except UnknownMembers as several:
        said = map(_somebody_new, several.names) if options.words[0] == "add" else [several.text(_)]
        raise WrongUsageError("\n".join((*said, _("Nothing was changed.")))) from several


def _somebody_new(unknown: UnknownMember) -> str:
    """That nobody has a name, whom it may mean, and how somebody new begins."""
    words = (
        _("Nobody here is called {name}. Did you mean {nearest}? Somebody new begins with: {command}")
        if unknown.nearest
        else _("Nobody here is called {name}. Somebody new begins with: {command}. Who is here: fivefold member list")
    )
    command = f"fivefold member add {quote(unknown.name)}"
    return words.format(name=repr(unknown.name), nearest=repr(unknown.nearest), command=command)


def _words(options: argparse.Namespace, number: int, usage: str) -> Sequence[str]:
    """The words after the action, exactly so many."""
    words: list[str] = options.words[1:]
    if len(words) != number:
        raise WrongUsageError(_("Say it as: {usage}").format(usage=usage))
    return words


def _day(text: str | None) -> date | None:
    return None if text is None else day_of(text)


def _create(study: Study, options: argparse.Namespace) -> int:
    (name,) = _words(options, 1, "fivefold group create NAME")
    group = study.create_group(name)
    tell(_("{name} is there, and you lead it. Next: fivefold group add {name} MEMBER").format(name=quote(group.name)))
    tell(
        _(
            "Whoever studies in this database can open everybody's own pages in it. For privacy each member studies on "
            "a machine of their own and shares: fivefold group share {name} --to DIR"
        ).format(name=quote(group.name))
    )
    return DONE


def _rename(study: Study, options: argparse.Namespace) -> int:
    old, new = _words(options, 2, "fivefold group rename OLD NEW")
    kept = study.rename_group(old, new)
    tell(_("{old} is called {new} now; nothing recorded has changed.").format(old=old, new=kept))
    return DONE


def _archive(study: Study, options: argparse.Namespace) -> int:
    (name,) = _words(options, 1, "fivefold group archive NAME")
    if study.archive_group(name):
        tell(
            _("{group} is archived: it assigns nothing more, and is shown as it is today. See: groups --all").format(
                group=name
            )
        )
    else:
        tell(_("{group} is archived already.").format(group=name))
    return DONE


def _unarchive(study: Study, options: argparse.Namespace) -> int:
    (name,) = _words(options, 1, "fivefold group unarchive NAME")
    if study.reopen_group(name):
        tell(_("{group} goes on, with the members and plans that it had.").format(group=name))
    else:
        tell(_("{group} is not archived.").format(group=name))
    return DONE


def _set(study: Study, options: argparse.Namespace) -> int:
    (name,) = _words(options, 1, 'fivefold group set NAME --team "Search" --purpose "..." --course COURSE')
    if options.team is None and options.purpose is None and options.course is None:
        raise WrongUsageError(_("Say what is to be set: --team, --purpose or --course."))
    courses = None if options.course is None else [words for words in options.course if words.strip()]
    group = study.describe_group(name, team=options.team, purpose=options.purpose, courses=courses)
    tell(_("Noted of {group}.").format(group=group.name))
    return DONE


def _add(study: Study, options: argparse.Namespace) -> int:
    group, *names = options.words[1:] or [""]
    if not names:
        raise WrongUsageError(_("Say it as: {usage}").format(usage="fivefold group add GROUP MEMBER..."))
    on = _day(options.on)
    for member, new in study.add_several_to_group(group, names, leader=options.leader, on=on):
        _tell_added(group, member, new=new, leader=options.leader, on=on)
    return DONE


def _tell_added(group: str, member: str, *, new: bool, leader: bool, on: date | None) -> None:
    since = "" if on is None else " " + _("From {day} on.").format(day=on.isoformat())
    if not new:
        tell(_("{member} is there already.").format(member=member))
    elif leader:
        tell(_("{member} leads {group} from now on.").format(member=member, group=group) + since)
    else:
        tell(
            _(
                "{member} is in {group}, and is asked to accept its charter: before that leaders see the name alone."
            ).format(member=member, group=group)
            + since
        )


def _remove(study: Study, options: argparse.Namespace) -> int:
    group, member = _words(options, 2, "fivefold group remove GROUP MEMBER [--on DATE]")
    on = _day(options.on)
    member = study.remove_from_group(group, member, on=on).name
    if on is None:
        tell(_("{member} is not in {group} any more.").format(member=member, group=group))
    else:
        tell(_("{member} is not in {group} from {day} on.").format(member=member, group=group, day=on.isoformat()))
    _warn(study, group)
    return DONE


def _same(study: Study, options: argparse.Namespace) -> int:
    usage = "fivefold group same GROUP NAME [NAME-IN-FILE]"
    words: list[str] = options.words[1:]
    if len(words) not in {2, 3}:
        raise WrongUsageError(_("Say it as: {usage}").format(usage=usage))
    group, name, *shared = words
    both = study.tie(group, name, *shared)
    tell(
        _("{name} and {shared} are one person in {group} now: the one who shares.").format(
            name=both.name, shared=both.shared_as, group=both.group
        )
    )
    if both.accepted:
        tell(_("What was done here stays recorded, and is not counted in the group any more."))
    for line in kept_lines(both):
        tell(line)
    return DONE


def kept_lines(both: Twice) -> Iterator[str]:
    """Which duties stay with the one of two who studies here, why, and how each is ended."""
    if not both.keeps:
        return
    words = _(
        "{name} here keeps the duties {duties}, which open something in this database alone. To end one: {command}"
    )
    command = f"fivefold group duty {quote(both.group)} {quote(both.name)} {quote(both.keeps[0])} --end"
    yield words.format(name=both.name, duties=listed(map(duty_word, both.keeps)), command=command)


def _handled(study: Study, options: argparse.Namespace) -> int:
    name, who, words = _words(options, 3, "fivefold group handled GROUP MEMBER LESSON [--undo]")
    record = study.group(study.find_group(name).id)
    member = next((one for one in record.members if one.name.casefold() == who.casefold()), None)
    if member is None:
        raise UnknownMember(who, [one.name for one in record.members])
    lesson = study.find_assigned(words, name, led=True)
    if options.undo:
        study.take_back_handled(record.group, member.member, lesson.key)
        tell(taken_back_words(member.name, lesson.title))
        return DONE
    need = next((one for one in record.needs_help if (one.member, one.lesson) == (member.member, lesson.key)), None)
    if need is None:
        said = _("{name} needs no help with {title} now: nothing was noted. See: fivefold group {group}")
        raise WrongUsageError(said.format(name=member.name, title=lesson.title, group=quote(name)))
    study.handle(record.group, member.member, lesson.key)
    tell(
        _("Noted: you have seen to {name}, {title} ({reason}).").format(
            name=member.name, title=lesson.title, reason=reason_word(need.reason)
        )
    )
    command = " ".join(["fivefold group handled", quote(name), quote(who), quote(words), "--undo"])
    tell(_("To take it back: {command}").format(command=command))
    return DONE


def _duty(study: Study, options: argparse.Namespace) -> int:
    usage = (
        "fivefold group duty GROUP MEMBER " + "|".join(DUTIES) + " [--from DATE] [--until DATE] [--of MENTEE] [--end]"
    )
    group, member, duty = _words(options, 3, usage)
    if duty not in DUTIES:
        if near := nearest(duty, DUTIES):
            words = _("There is no duty {duty}. Did you mean {nearest}?")
            raise WrongUsageError(words.format(duty=repr(duty), nearest=repr(near)))
        raise WrongUsageError(
            _("There is no duty {duty}. There are: {duties}").format(duty=repr(duty), duties=listed(DUTIES))
        )
    if options.of and duty != "mentor":
        raise WrongUsageError(_("--of names the mentees of a mentor."))
    if options.end:
        member = study.end_duty(group, member, duty, on=_day(options.on)).name
        tell(_("{member} is not {duty} of {group} any more.").format(member=member, duty=duty_word(duty), group=group))
        _warn(study, group)
        return DONE
    first, last = _day(options.first), _day(options.until)
    if not study.give_duty(group, member, duty, first=first, last=last, mentees=options.of or ()):
        tell(_("{member} is there already.").format(member=member))
        return DONE
    tell(_("{member} is {duty} of {group} now.").format(member=member, duty=duty_word(duty), group=group))
    _warn(study, group)
    return DONE


def _warn(study: Study, group: str) -> None:
    for line in unled_lines(study, group):
        tell(line)


def unled_lines(study: Study, group: str) -> Iterator[str]:
    """That a group will be left to nobody, and what to do; nothing where it will not."""
    if day := study.unled_from(group):
        yield _(
            "From {day} on nobody leads {group}. Say who does: fivefold group duty {name} NAME leader --from {day}. "
            "Else one who has another duty in it can take it on then."
        ).format(day=day.isoformat(), group=group, name=quote(group))


def _charter(study: Study, options: argparse.Namespace) -> int:
    from tui.commands.charter import show  # noqa: PLC0415 - loaded when it is wanted

    return show(study, options)


def _answer(study: Study, options: argparse.Namespace) -> int:
    from tui.commands.charter import answer  # noqa: PLC0415 - loaded when it is wanted

    return answer(study, options)


# A roster

FAULTS: Mapping[Fault, str] = {
    Fault.NO_NAME: later("it has no name"),
    Fault.NAME: later("that is no name: {cell}"),
    Fault.DUTY: later("there is no duty {cell}"),
    Fault.DAY: later("that is no day, such as 2026-11-27: {cell}"),
    Fault.ORDER: later("it ends before it begins: {cell}"),
    Fault.EARLY: later("the group had not come to be on {cell}"),
    Fault.CELLS: later("its cells are not separated as those of the first line are: {cell}"),
    Fault.TWICE: later("{cell} is named twice with one duty"),
    Fault.MENTOR: later("a mentor has mentees: name those of {cell} in a column of, with ; between them"),
    Fault.MENTEE: later("no member of the group, or of this file, is called {cell}, whose mentor somebody is to be"),
    Fault.OF: later("mentees are named, {cell}, and the duty is not mentor"),
}


MOST = 4 * 1024 * 1024
"""Bytes of a roster or a charter."""


def bytes_of(path: Path) -> bytes:
    """What a file holds that somebody names.

    Raises:
        WrongUsageError: it cannot be read, or holds more than anybody writes: nothing of it is taken then.
    """
    path = typed_path(path)
    try:
        with path.open("rb") as file:
            text = file.read(MOST + 1)
    except OSError as problem:
        raise WrongUsageError(named(str(path), refused(problem))) from problem
    if len(text) > MOST:
        raise WrongUsageError(named(str(path), _("it is larger than {most} bytes").format(most=MOST)))
    return text


def _roster(study: Study, options: argparse.Namespace) -> int:
    usage = "fivefold group roster FILE --group NAME [--apply] [--leave]"
    (file,) = _words(options, 1, usage)
    if options.group is None:
        raise WrongUsageError(_("Say it as: {usage}").format(usage=usage))
    path = Path(file)
    text = bytes_of(path)
    try:
        seen = study.enrol(options.group, text, apply=options.apply, leaving=options.leave)
    except StoreError as problem:
        raise UnusableError(named(str(path), problem.text(_))) from problem
    if options.json:
        say_json(_roster_json(seen))
    else:
        for line in roster_lines(seen):
            say(line)
        _tell_next(seen, apply=options.apply)
    if seen.applied and seen.new and (line := several_line(study, options.settings)):
        tell(line)
    return FINDINGS if seen.bad else DONE


def _tell_next(seen: Preview, *, apply: bool) -> None:
    if seen.bad:
        tell(_("Nothing was changed: mend these rows first."))
    elif not apply:
        tell(_("This is a preview. To do it: --apply"))


def roster_lines(seen: Preview) -> Iterator[str]:
    """What a roster changes, a line for each row."""
    yield from changed_rows(seen)
    yield sum_line(seen)
    if seen.leaving and not seen.leave:
        yield _("Nobody leaves by not being named; with --leave they do.")


def changed_rows(seen: Preview) -> Iterator[str]:
    """What is wrong with rows of a roster, what each of the others changes, and what to look at again."""
    yield from (words for _line, words in fault_lines(seen))
    for row in seen.joining:
        new = _(" (new here)") if row.name in seen.new else ""
        how = {
            JOINS: _("joins: {name}"),
            TAKES_ON: _("takes on: {name}"),
            OTHER_TERMS: _("changes: {name}"),
        }[_change(seen, row)]
        yield clauses((how.format(name=row.name) + new, duty_word(row.duty) + _of(row) + _days(row)))
    for row, since in seen.earlier:
        words = _("stays: {name}, {duty} since {since}: to begin on {day} changes nothing")
        day = row.first.isoformat() if row.first else ""
        yield words.format(name=row.name, duty=duty_word(row.duty), since=since.isoformat(), day=day)
    if seen.apart:
        words = _("no member, so without a plan, and not counted: {names}. A row with the duty member makes one.")
        yield words.format(names=listed(seen.apart))
    for name in seen.shared:
        yield _("stays: {name}, taken for the one of that name who shares in files").format(name=name)
    for name in seen.leaving:
        yield (_("leaves: {name}") if seen.leave else _("not in the roster: {name}")).format(name=name)
    yield from (words for _line, words in sorted(_hints(seen), key=lambda one: one[0]))


def _change(seen: Preview, row: Row) -> str:
    """What a row changes for whom it names."""
    return OTHER_TERMS if row in seen.changing else TAKES_ON if row.name in seen.within else JOINS


def fault_lines(seen: Preview) -> Iterator[tuple[int, str]]:
    """What is wrong with the rows of a roster that cannot be used, each after its line."""
    for bad in seen.bad:
        fault = _(FAULTS[bad.fault]).format(cell=bad.cell)
        yield bad.line, _("line {line}: {fault}").format(line=bad.line, fault=fault)


def _hints(seen: Preview) -> Iterator[tuple[int, str]]:
    """What may be meant otherwise in rows of a roster, and holds nothing up, each after its line."""
    for near in seen.near:
        words = (
            _("Look again at line {line}: {name} is like {known}, who is new in this file, too.")
            if near.known in seen.new
            else _("Look again at line {line}: {name} is new here, and like {known}. If they are one, mend the name.")
        )
        yield near.line, words.format(line=near.line, name=near.name, known=near.known)
    for row in seen.other_team:
        words = _("Look again at line {line}: {name} is of the team {team}, the group of another.")
        yield row.line, words.format(line=row.line, name=row.name, team=row.team)


def sum_line(seen: Preview) -> str:
    """How many people a roster lets join, stay and leave, whatever their duties, and how many rows are of no use."""
    changing = set(map(compared, seen.within))
    joining = {compared(row.name) for row in seen.joining} - changing
    staying = {compared(row.name) for row in seen.staying} - joining - changing
    leaving = [count("{n} leaves", "{n} leave", len(seen.leaving))] if seen.leave else []
    return clauses(
        [
            count("{n} joins", "{n} join", len(joining)),
            *([count("{n} of them is new here", "{n} of them are new here", len(seen.new))] if joining else []),
            *(
                [count("{n} has other duties or days", "{n} have other duties or days", len(changing))]
                if changing
                else []
            ),
            count("{n} stays", "{n} stay", len(staying)),
            *leaving,
            *([count("{n} row cannot be used", "{n} rows cannot be used", len(seen.bad))] if seen.bad else []),
        ]
    )


def _of(row: Row) -> str:
    return _(" of {names}").format(names=listed(row.mentees)) if row.mentees else ""


def _days(row: Row) -> str:
    first = "" if row.first is None else _(", from {day}").format(day=row.first.isoformat())
    return first + ("" if row.last is None else _(", until {day}").format(day=row.last.isoformat()))


def _roster_json(seen: Preview) -> dict[str, object]:
    return {
        "group": seen.group,
        "applied": seen.applied,
        "joining": [
            _row_json(row) | {"new": row.name in seen.new, "change": _change(seen, row)} for row in seen.joining
        ],
        "staying": [_row_json(row) | _since_json(seen, row) for row in seen.staying],
        "leaving": list(seen.leaving),
        "left": seen.left,
        "shared": list(seen.shared),
        "near": [{"line": one.line, "name": one.name, "known": one.known} for one in seen.near],
        "other_team": [_row_json(row) for row in seen.other_team],
        "no_member": list(seen.apart),
        "bad": [{"line": one.line, "fault": one.fault.value, "cell": one.cell} for one in seen.bad],
    }


def _since_json(seen: Preview, row: Row) -> dict[str, object]:
    """Since when somebody has a duty whom a row lets begin with it later; nothing otherwise."""
    since = next((day for known, day in seen.earlier if known is row), None)
    return {"since": since.isoformat()} if since else {}


def _row_json(row: Row) -> dict[str, object]:
    return {
        "line": row.line,
        "name": row.name,
        "duty": row.duty,
        "team": row.team or None,
        "from": None if row.first is None else row.first.isoformat(),
        "until": None if row.last is None else row.last.isoformat(),
        **({"mentees": list(row.mentees)} if row.duty == MENTOR else {}),
    }


ACTIONS: Mapping[str, Callable[[Study, argparse.Namespace], int]] = {
    "create": _create,
    "rename": _rename,
    "archive": _archive,
    "unarchive": _unarchive,
    "set": _set,
    "add": _add,
    "remove": _remove,
    "same": _same,
    "duty": _duty,
    "handled": _handled,
    "charter": _charter,
    "answer": _answer,
    "roster": _roster,
}
TAKES: Mapping[str, frozenset[str]] = {
    "add": frozenset({"leader", "on"}),
    "remove": frozenset({"on"}),
    "set": frozenset({"team", "purpose", "course"}),
    "duty": frozenset({"first", "until", "of", "end", "on"}),
    "handled": frozenset({"undo"}),
    "roster": frozenset({"group", "apply", "leave", "json"}),
    "charter": frozenset({"first", "accept", "signed", "json", "yes"}),
    "share": frozenset({"to", "yes", "signed"}),
    "collect": frozenset({"json"}),
    "report": frozenset({"to", "format", "names", "force"}),
}
"""Of each word, the options that say more about it."""
EVERY = frozenset().union(*TAKES.values())
