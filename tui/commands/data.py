"""`data`: one's own data.

It is long because each of its commands is said in words and in JSON side by side.
"""

import argparse
import shlex
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from store import files
from store.access import Looked
from store.challenging import Said
from store.erase import Gone
from store.errors import (
    DemoError,
    FromDemoError,
    KnownMemberError,
    NotOneMemberError,
    SameDatabaseError,
    StoreError,
    StrangerError,
    WouldEraseDetailsError,
    WouldEraseError,
)
from store.mirror import Reached
from store.people import compared
from store.stays import Stay
from tui.commands.agreeing import is_signed
from tui.commands.group import member_json, said_json, said_lines, say_member
from tui.commands.output import say, say_json, tell
from tui.commands.wording import (
    accepted_lines,
    duties_seen,
    handled_lines,
    looked_lines,
    share_lines,
    silent,
    silent_head,
    stay_lines,
    week_name,
)
from tui.i18n import _, count, listed, together
from tui.preferences import LEAST_MONTHS, MOST_MONTHS, read_months
from tui.settings import Settings
from tui.standing import Mirrored, Stayed
from tui.start import Surroundings, UnusableError, WrongUsageError, joined, opened, require_folder, settings_of
from tui.study import Study, UnknownMember
from tui.typed_path import typed_path

_LOOKS = 5
"""How many looks are told where not all are asked for."""


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Export, import or erase the member's own data, or say what leaders see of it."""
    if options.action == "import":  # into a database that nobody studies in yet, too
        with opened(settings_of(options, surroundings), surroundings) as study:
            _import(study, options, settings_of(options, surroundings))
        return 0
    if options.action == "erase" and options.to and options.older_than is None:
        settings = settings_of(options, surroundings)
        with opened(settings, surroundings) as study:
            # Whoever was erased is nobody here any more; who shares nothing has nobody to tell of themselves.
            if study.with_erasures() and not (_known(study, settings) and study.shares()):
                _tell_leaders(study, _places(options.to, (), study.with_erasures()))
                tell(_("Nothing more was erased here."))
                return 0
    with joined(options, surroundings) as study:
        match options.action:
            case "mirror":
                _mirror(study, as_json=options.json, most=None if options.all else _LOOKS)
            case "erase" if options.older_than is not None:
                _erase_details(study, options)
            case "erase":
                _erase(study, asked=not options.yes, to=options.to)
            case _:
                _export(study, options)
    return 0


def _export(study: Study, options: argparse.Namespace) -> None:
    if not options.folder:
        raise WrongUsageError(_("Say where to: a folder or file with no name is none."))
    folder = typed_path(options.folder)
    require_folder(folder.absolute().parent)
    try:
        exported = study.export(folder, force=options.force)
    except StoreError as problem:
        raise UnusableError(problem.text(_)) from problem
    for name in exported.files:
        say(str(Path(options.folder) / name))
    if all(files.is_private(folder / name) for name in exported.files):
        tell(_("All of it is in {folder}; it is yours alone.").format(folder=options.folder))
    else:
        said = _("All of it is in {folder}. Its disk cannot keep it from others: whoever has the disk can read it.")
        tell(said.format(folder=options.folder))


def _mirror(study: Study, *, as_json: bool, most: int | None) -> None:
    """Say what leaders receive of the member, and of who looked the last so many; all where `most` is None."""
    records = study.mirror()
    weeks = study.shared_weeks(records)
    beside = {one.group.name: one for one in study.told_beside(records)}
    waiting = [asked.group.name for asked in study.waiting_charters()]
    stayed = {one.group.name: one for one in study.stayed()}
    rest = silent(stayed.values(), records)
    shares = study.own_shares()
    if as_json:
        say_json(
            {
                "groups": [
                    _mirrored_json(beside[name], stayed.get(name), shares.get(name, ()), weeks.get(name))
                    for name, _record in records
                ],
                "waiting": waiting,
                "earlier": [
                    {"group": one.group.name, "stays": _stays_json(one.stays), "looked": _looked_json(one.looked)}
                    for one in rest
                ],
            }
        )
        return
    _say_duties(study, alone=not records and not waiting)
    for name in waiting:
        say(
            _("{group}: you have not accepted its charter, and its leaders see that and your name: {command}").format(
                group=name, command=f"fivefold group charter {shlex.quote(name)}"
            )
        )
    titles = {one.lesson: one.title for one in study.my_plan()}
    for name, record in records:
        _say_who_sees(name, beside[name].mentors)
        for line in accepted_lines(beside[name].accepted):
            say(line)
        say_member(record, titles, study.day())
        for line in share_lines(shares.get(name, ())):
            say(line)
        if name in weeks:
            shared = _("Shared in a file in the {week}; what is new since then is not in it yet.")
            say(shared.format(week=week_name(weeks[name])))
        for line in handled_lines(beside[name].handled, titles):
            say(line)
        _say_wrong(beside[name].said, titles)
        lines = stay_lines(stayed[name].stays, study.day()) if name in stayed else ()
        for line in (*lines, *looked_lines(beside[name].looked, most)):
            say(line)
    for silent_group in rest:
        _say_silent(silent_group, study.day(), most)


def _mirrored_json(
    mirrored: Mirrored, stayed: Stayed | None, shares: Sequence[Reached], shared: str | None
) -> dict[str, object]:
    """What leaders of one group receive of the member, and what there is to know beside it."""
    return {
        "group": mirrored.group.name,
        "record": member_json(mirrored.record),
        "in_shares": [
            {"dimension": one.dimension, "reached": one.reached, "objectives": one.objectives} for one in shares
        ],
        "shared": shared,
        "mentors": list(mirrored.mentors),
        "accepted": mirrored.accepted.isoformat() if mirrored.accepted else None,
        "stays": _stays_json(stayed.stays) if stayed else [],
        "looked": _looked_json(mirrored.looked),
        "handled": {one.lesson: one.day.isoformat() for one in mirrored.handled},
        "handled_by": {one.lesson: one.by or None for one in mirrored.handled},
        "said_wrong": [said_json(one) for one in mirrored.said],
    }


def _say_wrong(said: Sequence[Said], titles: Mapping[str, str]) -> None:
    """Say under a head of its own what the member called wrong, and what was answered."""
    if said:
        say()
        say(_("Said to be wrong"))
        for one in said:
            for line in said_lines(one, titles, own=True):
                say(line)
        say()


def _say_duties(study: Study, *, alone: bool) -> None:
    """Say what members see of whoever has duties; of who is a member of no group, that this is all."""
    duties = [one.name for one in (*study.led_groups(), *study.served_groups())]
    if alone:
        say(
            _("You are a member of no group: nobody sees anything of what you study.")
            if duties
            else _("You are in no group: nobody sees anything of you.")
        )
    if duties:
        say(duties_seen(duties))


def _say_who_sees(group: str, mentors: Sequence[str]) -> None:
    if mentors:
        said = _("The leaders of {group}, and as mentors {mentors}, see this of you, and nothing else:")
        say(said.format(group=group, mentors=listed(mentors)))
    else:
        say(_("The leaders of {group} see this of you, and nothing else:").format(group=group))


def _say_silent(one: Stayed, day: date, most: int | None) -> None:
    say(silent_head(one))
    for line in (*stay_lines(one.stays, day), *looked_lines(one.looked, most)):
        say(f"  {line}")


def _stays_json(stays: Sequence[Stay]) -> list[dict[str, str | None]]:
    return [{"first": one.first.isoformat(), "left": one.left.isoformat() if one.left else None} for one in stays]


def _looked_json(looked: Sequence[Looked]) -> list[dict[str, str | None]]:
    return [
        {
            "name": one.name,
            "day": None if one.week else one.day.isoformat(),
            "at": "page" if one.page else "group",
            **({"week": one.week} if one.week else {}),
        }
        for one in looked
    ]


def _say_days(days: tuple[date, ...]) -> str:
    """Why some days keep their details: the status of a member goes by them."""
    sentence = _(
        "The details of {days} stay: you studied last then, in a group that ended or at all. The latest of these days "
        "can go once you have studied on another."
    )
    return sentence.format(days=listed(tuple(str(day) for day in days)))


def _known(study: Study, settings: Settings) -> bool:
    """Make the member who is meant the one who acts; whether there is one: nobody is added.

    Raises:
        WrongUsageError: nobody here has that name.
    """
    if not study.has_members:
        return False
    try:
        study.join(settings.member, named=settings.named)
    except UnknownMember as unknown:
        raise WrongUsageError(unknown.text(_)) from unknown
    return True


def _import(study: Study, options: argparse.Namespace, settings: Settings) -> None:
    if options.mine:
        _known(study, settings)
    try:
        merged = study.merge(typed_path(options.source), mine=options.mine, erasing=options.erase, keeping=options.keep)
    except (
        DemoError,
        FromDemoError,
        KnownMemberError,
        NotOneMemberError,
        SameDatabaseError,
        StrangerError,
        WouldEraseDetailsError,
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
    if merged.newcomers:
        tell(
            _("{names} is a new member here, and nobody who was here before.").format(names=listed(merged.newcomers))
            if len(merged.newcomers) == 1
            else _("{names} are new members here, and nobody who was here before.").format(
                names=listed(merged.newcomers)
            )
        )
        if len(merged.newcomers) == 1 and not options.mine:
            command = ["fivefold", *(["--db", options.db] if getattr(options, "db", None) else [])]
            back = shlex.join([*command, "store", "restore", str(merged.before)])
            again = shlex.join([*command, "data", "import", "--mine", options.source])
            tell(_("If that is you: {back}, then {again}").format(back=back, again=again))
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
        if found.days:
            tell(_("All that is left of before {day} stays:").format(day=found.before))
            tell(_say_days(found.days))
        else:
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
    tell(_("Quizzes that are not finished stay as they are."))
    if found.days:
        tell(_say_days(found.days))
    if found.believed < study.day():
        said = _(
            "By the clock of this machine it is {day}; before, you studied on {last}. If it is wrong, set it first."
        )
        tell(said.format(day=study.day(), last=found.believed))
    tell(_("It cannot be undone. To keep it in files first: fivefold data export DIR"))
    name = study.erasable().name
    asked = not options.yes
    if asked and not is_signed(_("to erase it"), name):
        raise WrongUsageError(_("Nothing was erased."))
    try:
        _say_gone(study.erase_details(months))
    except StoreError as problem:
        raise UnusableError(problem.text(_)) from problem
    tell(_("Copies that you made elsewhere are not reached; a machine that imports this one asks whether to follow."))


def _erase(study: Study, *, asked: bool, to: list[str]) -> None:
    found, shared = study.erasable(), study.shares()
    places = _places(to, shared, study.with_erasures()) if to else {}
    name = found.name
    tell(
        _("This erases all that is recorded about {name}: {events}, from {first} to {last}.").format(
            name=name, events=count("{n} event", "{n} events", found.events), first=found.first, last=found.last
        )
    )
    tell(_("That something happened, and when, stays in the log, without a word of what it was."))
    tell(_("It cannot be undone. To keep it in files first: fivefold data export DIR"))
    untold = tuple(group for group in shared if group not in places)
    if untold:
        tell(
            _(
                "Leaders of {groups} keep what you shared until they collect that you erased it: {option} tells them."
            ).format(groups=listed(untold), option="--to DIR" if len(shared) == 1 else "--to GROUP=DIR")
        )
    for group in found.leads_alone:
        tell(_("Nobody else leads {group}: it will have no leader.").format(group=group))
    if asked and not is_signed(_("to erase it"), name):
        raise WrongUsageError(_("Nothing was erased."))
    try:
        gone = study.erase()
    except StoreError as problem:
        raise UnusableError(problem.text(_)) from problem
    _say_gone(gone)
    _tell_leaders(study, places)
    for group in untold:
        tell(_("To tell leaders later: {command}").format(command=_later(study, group, "DIR")))
    tell(_("Copies that you made elsewhere are not reached."))


def _places(words: list[str], shared: tuple[str, ...], told: tuple[str, ...]) -> dict[str, Path]:
    """The folder of each group that `--to` names; a folder alone belongs to the only group there is.

    Args:
        words: what was said, each [GROUP=]DIR.
        shared: names of the groups that the member shares with.
        told: those of which somebody else was erased here.

    Raises:
        WrongUsageError: it is not clear which folder belongs to which group, or one is not there.
    """
    known = {compared(name): name for name in (*told, *shared)}
    if not known:
        raise WrongUsageError(_("Nothing was shared in a file from here: there is nobody to tell with --to."))
    places: dict[str, Path] = {}
    for word in words:
        # A name may have the sign in it, and so may a folder.
        ends = [place for place, sign in enumerate(word) if sign == "="]
        named = [(known[compared(word[:end])], word[end + 1 :]) for end in ends if compared(word[:end]) in known]
        alone = shared if len(shared) == 1 else tuple(known.values())
        if not named and len(alone) == len(words) == 1 and typed_path(word).is_dir():
            named = [(alone[0], word)]
        if not named or named[-1][0] in places:
            example = shlex.quote(f"{next(iter(known.values()))}=DIR")
            sentence = _("Say with --to which folder is whose, each once: --to {example}. The groups are {groups}.")
            raise WrongUsageError(sentence.format(example=example, groups=listed(tuple(known.values()))))
        group, folder = named[-1][0], typed_path(named[-1][1])
        if not named[-1][1] or not folder.is_dir():
            raise WrongUsageError(_("There is no folder {path}.").format(path=named[-1][1]))
        places[group] = folder
    return places


def _tell_leaders(study: Study, places: dict[str, Path]) -> None:
    """Put what tells leaders of an erasure into the folders of their groups.

    Raises:
        UnusableError: one took nothing; the others have it.
    """
    failed = []
    for group, folder in places.items():
        try:
            study.share_erasures(group, folder)
        except StoreError as problem:
            again = _("To tell leaders later: {command}").format(command=_later(study, group, str(folder)))
            failed += [problem.text(_), again]
        else:
            tell(
                _("Leaders of {group} who collect from {folder} erase what they have of you.").format(
                    group=group, folder=folder
                )
            )
    if failed:
        raise UnusableError(together(*failed))


def _later(study: Study, group: str, folder: str) -> str:
    """How leaders are told of an erasure afterwards; where somebody else here shares with them, by that."""
    if study.is_shared(group):
        return f"fivefold group share {shlex.quote(group)} --to {shlex.quote(folder)}"
    return f"fivefold data erase --to {shlex.quote(f'{group}={folder}')}"


def _say_gone(gone: Gone) -> None:
    tell(_("Erased."))
    if gone.file:
        tell(_("The file was written anew: no byte of it is left in there."))
    else:
        tell(_("Another window still reads the file: it is written anew when Fivefold is next opened without that."))
    if gone.backups:
        tell(
            count(
                "{n} backup held it, and was replaced by a new one.",
                "{n} backups held it, and were replaced by a new one.",
                gone.backups,
            )
        )
    for kept in gone.aside:
        tell(_("{path} was kept aside earlier and may hold it: delete it if you do not need it.").format(path=kept))
