"""`group share` and `group collect`: what leaves as a file, and what comes in."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from store.collecting import Collected, Taken
from store.errors import NoGroupFileError, SharedFileError, StoreError
from store.sharing import Shared
from store.twice import Twice
from tui.commands.agreeing import agreed, signed
from tui.commands.charter import charter_lines
from tui.commands.output import say, say_json, tell
from tui.commands.wording import sharing_lines, week_name
from tui.founding import NotSigned
from tui.i18n import _, clauses, count, listed, named, together
from tui.sharing import Offer
from tui.start import UnusableError, WrongUsageError
from tui.study import Study
from tui.typed_path import typed_path

UNUSABLE = 3
"""Status where something was refused that should have been of use: the rest was collected."""


def share(study: Study, options: argparse.Namespace) -> int:
    """Share with a group what its leaders may receive, after the notice; its leader shares the group itself."""
    words: list[str] = options.words[1:]
    if len(words) != 1 or not options.to or options.leader or options.json:
        raise WrongUsageError(_('Say it as: fivefold group share "Night shift" --to DIR'))
    folder = typed_path(options.to)
    try:
        offer = study.offer(words[0], folder)
        if not offer.leads and not offer.agreed:
            for line in offer_lines(offer, folder):
                tell(line)
            if not _agrees(study, options):
                raise WrongUsageError(_("Nothing was shared."))
        shared = study.share(offer, folder, signed=options.signed or "")
        study.remember_folder(folder, offer)
    except NoGroupFileError as problem:
        raise WrongUsageError(problem.text(_)) from problem
    except NotSigned as problem:
        raise WrongUsageError(together(str(problem), _("In a script: --signed NAME"))) from problem
    except SharedFileError as refusal:
        raise UnusableError(named(str(refusal.values["path"]), refusal.text(_))) from refusal
    except StoreError as problem:
        raise UnusableError(problem.text(_)) from problem
    say(str(shared.file))
    for line in shared_lines(offer, shared):
        tell(line)
    if offer.leads:
        tell(_("Each member: fivefold group share {name} --to DIR").format(name=quote(offer.group.name)))
        tell(_("Then you: fivefold group collect DIR"))
    return 0


def _agrees(study: Study, options: argparse.Namespace) -> bool:
    """Whether the member agrees to share; where several study here, by typing their name."""
    name = study.name_to_sign()
    if name and not options.signed and not options.yes:
        options.signed = signed(_("to share this"), name)
        return bool(options.signed)
    return bool(name or options.yes) or agreed(_("Share this?"))


def offer_lines(offer: Offer, folder: Path) -> Iterator[str]:
    """What a member reads before anything is shared: the norms of the group, and exactly what will be shared."""
    norms = list(charter_lines(offer.asked))
    yield from (*norms, *([""] if norms else []), *sharing_lines(offer, folder))


def shared_lines(offer: Offer, shared: Shared) -> Iterator[str]:
    """What is said of a file that was written; of a leader's, what was put beside the files of members, too."""
    if offer.leads:
        yield _("It says the group's name, leaders, charter and plans, and nothing that others can tell of any member.")
    elif shared.added:
        yield _("Shared with {leaders}: exactly what fivefold data mirror shows.").format(
            leaders=listed(offer.leaders) or offer.group.name
        )
    else:
        yield _("Nothing has changed this week: the file says what it said.")
    if shared.replies:
        yield count(
            "Beside {n} member's file lies one for that member: who looked, and what you answer.",
            "Beside {n} members' files lies one for each: who looked, and what you answer.",
            shared.replies,
        )
    if shared.unplaced:
        yield count(
            "The file of {n} member is not there: what is for that member alone waits.",
            "The files of {n} members are not there: what is for each of them alone waits.",
            shared.unplaced,
        )


def collect(study: Study, options: argparse.Namespace) -> int:
    """Collect what members have shared; 3 where a file of theirs was refused."""
    folders = [typed_path(word) for word in options.words[1:]]
    if not folders or options.leader:
        raise WrongUsageError(_("Say it as: fivefold group collect DIR"))
    for folder in folders:
        if not folder.is_dir():
            raise WrongUsageError(_("There is no folder {path}.").format(path=folder))
    try:
        found = study.collect(folders)
        study.remember_folder(folders[-1])
    except StoreError as problem:
        raise UnusableError(problem.text(_)) from problem
    if options.json:
        say_json(_json(found))
    else:
        _say(found)
    return UNUSABLE if any(not one.foreign for one in found.refused) else 0


def _say(found: Collected) -> None:
    for line in collected_lines(found):
        say(line)
    for both in found.twice:
        say(twice_line(both))
    for name in found.joinable:
        say(
            _("not joined: {group}. To join it: fivefold group share {name} --to DIR").format(
                group=name, name=quote(name)
            )
        )
    for line in left_alone_lines(found):
        tell(line)
    say(summary_line(found))


def collected_lines(found: Collected) -> Iterator[str]:
    """File by file what was taken in, what was refused and why, and whose file is not there."""
    yield from map(_taken, found.taken)
    for refused in found.refused:
        if not refused.foreign:
            yield _("refused: {file}: {why}").format(file=refused.file, why=refused.why.text(_))
            if whose := refused.whose:
                yield _("  it is of {name}, {group}: what was shared in the {week} stays").format(
                    name=whose.name, group=whose.group, week=week_name(whose.as_of)
                )
    for missing in found.missing:
        yield _("no file: {name}, {group}: what was shared in the {week} stays").format(
            name=missing.name, group=missing.group, week=week_name(missing.as_of)
        )


def twice_line(both: Twice) -> str:
    """That one name seems to stand for two in a group, and how to say that they are one."""
    words = (
        _(
            "twice in {group}: {name}, who has accepted the charter here, and {shared}, who shares. One person? "
            "Who shares stays: fivefold group same {of} {who} {as_}"
        )
        if both.accepted
        else _(
            "twice in {group}: {name}, taken in by name, and {shared}, who shares. One person? "
            "fivefold group same {of} {who} {as_}"
        )
    )
    return words.format(
        group=both.group,
        name=both.name,
        shared=both.shared_as,
        of=quote(both.group),
        who=quote(both.name),
        as_=quote(both.shared_as),
    )


def left_alone_lines(found: Collected) -> Iterator[str]:
    """The files that have nothing to do with this."""
    for refused in found.refused:
        if refused.foreign:
            yield _("left alone: {file}, which is no shared file of Fivefold").format(file=refused.file)


def summary_line(found: Collected) -> str:
    """How many were collected, and what of the others."""
    refusals = sum(not one.foreign for one in found.refused)
    parts = [
        count("{n} member collected", "{n} members collected", sum(bool(one.name) for one in found.taken)),
        _("{n} unchanged").format(n=len(found.unchanged)),
        *([_("{n} refused").format(n=refusals)] if refusals else []),
        *([_("{n} without a file").format(n=len(found.missing))] if found.missing else []),
    ]
    return clauses(parts)


def _taken(one: Taken) -> str:
    new = count("{n} new entry", "{n} new entries", one.new)
    if one.erased:
        return _("{name}, {group}: had everything erased, and it is erased here too").format(
            name=one.name, group=one.group
        )
    if not one.name:
        if one.reply:
            return _("{group}: who looked at what you share, and what is answered").format(group=one.group)
        said = _("{group}: what its leader says of it").format(group=one.group)
        given = count("help given: {n} need", "help given: {n} needs", one.handled)
        return clauses((said, given)) if one.handled else said
    if one.first:
        return _("{name}, {group}: here for the first time, {new}").format(name=one.name, group=one.group, new=new)
    return named(clauses((one.name, one.group)), new)


def _json(found: Collected) -> dict[str, object]:
    return {
        "collected": [
            {"file": one.file, "group": one.group, "name": one.name or None, "new": one.new, "first": one.first}
            | ({"erased": True} if one.erased else {})
            | ({"handled": one.handled} if one.handled else {})
            | ({"reply": True} if one.reply else {})
            for one in found.taken
        ],
        "unchanged": [{"file": one.file, "group": one.group, "name": one.name or None} for one in found.unchanged],
        "refused": [{"file": one.file, "why": one.why.text(_)} for one in found.refused],
        "missing": [{"name": one.name, "group": one.group, "as_of": one.as_of} for one in found.missing],
        "twice": [
            {"group": one.group, "name": one.name, "shared_as": one.shared_as, "accepted": one.accepted}
            for one in found.twice
        ],
        "joinable": found.joinable,
    }
