"""`data`: one's own data."""

import argparse
from pathlib import Path

from store.erase import Gone
from store.errors import (
    DemoError,
    FromDemoError,
    NotOneMemberError,
    SameDatabaseError,
    StoreError,
    StrangerError,
    WouldEraseError,
)
from store.people import compared
from tui.commands.group import member_json, said_json, said_lines, say_member
from tui.commands.output import ask, say, say_json, tell
from tui.commands.wording import looked_lines
from tui.i18n import _, count, listed
from tui.preferences import LEAST_MONTHS, MOST_MONTHS, read_months
from tui.settings import Settings
from tui.start import Surroundings, UnusableError, WrongUsageError, joined, opened, require_folder, settings_of
from tui.study import Study, UnknownMember


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Export, import or erase the member's own data, or say what leaders see of it."""
    if options.action == "import":  # into a database that nobody studies in yet, too
        with opened(settings_of(options, surroundings), surroundings) as study:
            _import(study, options, settings_of(options, surroundings))
        return 0
    with joined(options, surroundings) as study:
        match options.action:
            case "mirror":
                _mirror(study, as_json=options.json)
            case "erase" if options.older_than is not None:
                _erase_details(study, options)
            case "erase":
                _erase(study, asked=not options.yes, to=options.to)
            case _:
                _export(study, options)
    return 0


def _export(study: Study, options: argparse.Namespace) -> None:
    folder = Path(options.folder).expanduser()
    require_folder(folder.absolute().parent)
    try:
        exported = study.export(folder)
    except StoreError as problem:
        raise UnusableError(problem.text(_)) from problem
    for name in exported.files:
        say(str(Path(options.folder) / name))
    tell(_("All of it is in {folder}; it is yours alone.").format(folder=options.folder))


def _mirror(study: Study, *, as_json: bool) -> None:
    records = study.mirror()
    weeks = study.shared_weeks(records)
    beside = {one.group.name: one for one in study.told_beside(records)}
    waiting = [asked.group.name for asked in study.waiting_charters()]
    if as_json:
        say_json(
            {
                "groups": [
                    {
                        "group": name,
                        "record": member_json(record),
                        "shared": weeks.get(name),
                        "looked": [
                            {
                                "name": one.name,
                                "day": None if one.week else one.day.isoformat(),
                                "at": "page" if one.page else "group",
                                **({"week": one.week} if one.week else {}),
                            }
                            for one in beside[name].looked
                        ],
                        "said_wrong": [said_json(one) for one in beside[name].said],
                    }
                    for name, record in records
                ],
                "waiting": waiting,
            }
        )
        return
    if not records and not waiting:
        say(_("You are in no group: nobody sees anything of you."))
    for name in waiting:
        say(
            _("{group}: you have not accepted its charter, and its leaders see that and your name: {command}").format(
                group=name, command=f"fivefold group charter {name!r}"
            )
        )
    titles = {one.lesson: one.title for one in study.my_plan()}
    for name, record in records:
        say(_("The leaders of {group} see this of you, and nothing else:").format(group=name))
        say_member(record, titles)
        if name in weeks:
            say(_("Shared in a file in {week}; what is new since then is not in it yet.").format(week=weeks[name]))
        for line in looked_lines(beside[name].looked):
            say(line)
        for one in beside[name].said:
            for line in said_lines(one, titles):
                say(line)


def _import(study: Study, options: argparse.Namespace, settings: Settings) -> None:
    if options.mine and study.has_members:
        try:
            study.join(settings.member, named=settings.named)
        except UnknownMember as unknown:
            raise WrongUsageError(unknown.text(_)) from unknown
    try:
        merged = study.merge(Path(options.source).expanduser(), mine=options.mine, erasing=options.erase)
    except (
        DemoError,
        FromDemoError,
        NotOneMemberError,
        SameDatabaseError,
        StrangerError,
        WouldEraseError,
    ) as problem:
        raise WrongUsageError(problem.text(_)) from problem
    except StoreError as problem:
        raise UnusableError(problem.text(_)) from problem
    say(
        _("{new} added, {known} known already.").format(
            new=count("{n} event", "{n} events", merged.events), known=count("{n} was", "{n} were", merged.known)
        )
    )
    if merged.notes:
        say(count("{n} note added or changed.", "{n} notes added or changed.", merged.notes))
    if merged.bookmarks:
        say(count("{n} bookmark added or changed.", "{n} bookmarks added or changed.", merged.bookmarks))
    if merged.contradicting:
        tell(
            count(
                "{n} of them says something else there: what is here was kept.",
                "{n} of them say something else there: what is here was kept.",
                merged.contradicting,
            )
        )
    if merged.unknown:
        tell(
            count(
                "{n} comes from a newer Fivefold: it is kept, and counts when this one is updated.",
                "{n} come from a newer Fivefold: they are kept, and count when this one is updated.",
                merged.unknown,
            )
        )
    if merged.details:
        tell(
            count(
                "The details of {n} old event were erased, as they were before; backups have them until they go.",
                "The details of {n} old events were erased, as they were before; backups have them until they go.",
                merged.details,
            )
        )
    if merged.erased:
        tell(
            count(
                "{n} is about somebody who had everything erased: it came without what it said.",
                "{n} are about somebody who had everything erased: they came without what they said.",
                merged.erased,
            )
        )


def _erase_details(study: Study, options: argparse.Namespace) -> None:
    try:
        months = read_months(options.older_than)
    except ValueError:
        raise WrongUsageError(
            _("--older-than is a number of months from {least} to {most}.").format(least=LEAST_MONTHS, most=MOST_MONTHS)
        ) from None
    if options.to:
        raise WrongUsageError(_("--to goes with erasing everything: what you have shared has no details in it."))
    found = study.old_details(months)
    if not found.events:
        tell(_("There are no details of before {day}.").format(day=found.before))
        return
    gone = (
        count("{n} answer", "{n} answers", found.answers),
        count("{n} review", "{n} reviews", found.reviews),
        count("{n} closed flag", "{n} closed flags", found.flags),
        count("{n} other detail", "{n} other details", found.others),
    )
    tell(
        _("This erases the details of before {day}: {gone} (times and days of study, hands raised).").format(
            day=found.before, gone=listed(gone)
        )
    )
    tell(_("What you typed in those answers goes too, reflections included."))
    tell(_("Questions that you have not answered since then leave Review; levels and figures go by what is left."))
    tell(_("What you opened, completed and passed stays, with results, groups, flags still open, notes and bookmarks."))
    tell(_("Quizzes that are not finished, and the day on which you studied last, stay as they are."))
    tell(_("It cannot be undone. To keep it in files first: fivefold data export DIR"))
    name = study.erasable().name
    asked = not options.yes
    if asked and compared(ask(_("Type your name, {name}, to erase it:").format(name=name))) != compared(name):
        raise WrongUsageError(_("Nothing was erased."))
    try:
        _say_gone(study.erase_details(months))
    except StoreError as problem:
        raise UnusableError(problem.text(_)) from problem
    tell(_("Copies that you made elsewhere are not reached; a machine that imports this one follows it."))


def _erase(study: Study, *, asked: bool, to: str | None) -> None:
    found, shared = study.erasable(), study.shares()
    name = found.name
    tell(
        _("This erases all that is recorded about {name}: {events}, from {first} to {last}.").format(
            name=name, events=count("{n} event", "{n} events", found.events), first=found.first, last=found.last
        )
    )
    tell(_("That something happened, and when, stays in the log, without a word of what it was."))
    tell(_("It cannot be undone. To keep it in files first: fivefold data export DIR"))
    if shared and not to:
        tell(
            _(
                "Leaders of {groups} keep what you shared until they collect that you erased it: --to DIR tells them."
            ).format(groups=listed(shared))
        )
    for group in found.leads_alone:
        tell(_("Nobody else leads {group}: it will have no leader.").format(group=group))
    if asked and compared(ask(_("Type your name, {name}, to erase it:").format(name=name))) != compared(name):
        raise WrongUsageError(_("Nothing was erased."))
    try:
        gone = study.erase()
    except StoreError as problem:
        raise UnusableError(problem.text(_)) from problem
    _say_gone(gone)
    if to:
        try:
            study.share_erasures(Path(to).expanduser())
        except StoreError as problem:
            raise UnusableError(problem.text(_)) from problem
        tell(_("Leaders who collect from {folder} erase what they have of you.").format(folder=to))
    elif shared:
        tell(_("To tell leaders later, anybody here can: fivefold group share NAME --to DIR"))
    tell(_("Copies that you made elsewhere are not reached."))


def _say_gone(gone: Gone) -> None:
    tell(_("Erased."))
    if gone.file:
        tell(_("The file was written anew: no byte of it is left in there."))
    else:
        tell(_("Another window still reads the file: it is written anew when Fivefold is next opened without that."))
    tell(
        count(
            "{n} backup held it, and was replaced by a new one.",
            "{n} backups held it, and were replaced by a new one.",
            gone.backups,
        )
    )
    for kept in gone.aside:
        tell(_("{path} was kept aside earlier and may hold it: delete it if you do not need it.").format(path=kept))
