"""What passes between the machines of a group, and days away, as forms: to share, to collect, to be away.

Each form is made of the verbs that the commands use, and says what came of it in the same words. No Textual in it.
"""

from functools import partial
from pathlib import Path

from lessons.clean import clean
from store.collecting import Collected
from store.mirror import GroupRecord
from store.people import Leave
from tui.commands.member import back_lines, noted_lines, open_end
from tui.commands.plan import day_of
from tui.commands.sharing import collected_lines, left_alone_lines, offer_lines, shared_lines, summary_line
from tui.commands.wording import date_text
from tui.forms import Answers, Form, Line, Told
from tui.i18n import _, listed, named, refused
from tui.start import WrongUsageError
from tui.study import Study
from tui.typed_path import typed_path


def _folder(said: Answers) -> Path:
    """The folder that was typed; sharing makes it where there is none.

    Raises:
        WrongUsageError: none was typed, or it cannot be looked at.
        NoSuchHomeError: it is in the home of nobody here.
    """
    if not said["folder"]:
        raise WrongUsageError(_("No folder is named."))
    folder = typed_path(said["folder"]).absolute()
    try:
        folder.stat()
    except FileNotFoundError:
        return folder
    except OSError as problem:
        raise WrongUsageError(named(str(folder), refused(problem))) from problem
    return folder


def _folder_line(value: str) -> Line:
    return Line("folder", _("Folder"), value=value, hint=_("such as a shared disk or a synced folder"))


def share_own(study: Study) -> Form:
    """A member's own file for the leaders of a group, after exactly what is in it was read."""
    mine, several = study.own_groups(), bool(study.name_to_sign())

    signature = Line("signed", _("Your name"), hint=_("typed the first time, since several study here"), kept=False)

    def act(said: Answers, shown: Told | None) -> Told:
        folder = _folder(said)
        offer = study.offer(said["group"] or _told_in(study, folder), folder)
        notice = () if offer.leads or offer.agreed else tuple(map(clean, offer_lines(offer, folder)))
        would = Told(notice, first=True, whole=True)
        if notice and shown != would:
            return would
        shared = study.share(offer, folder, signed=said["signed"] if several else "")
        study.remember_folder(folder, offer)
        return Told((clean(str(shared.file)), *shared_lines(offer, shared)), stays=True)

    return Form(
        title=_("Share with a group"),
        about=_("Writes one file into a folder that its leaders can open: what is under What your leaders see."),
        does=_("shares"),
        lines=(
            _folder_line(study.folder_for(mine[0] if mine else "")),
            Line("group", _("Group"), value=mine[0] if mine else "", hint=_("the one whose leader's file lies there")),
            *([signature] if several else []),
        ),
        act=act,
    )


def _told_in(study: Study, folder: Path) -> str:
    """The one group that a leader's file in a folder tells of.

    Raises:
        WrongUsageError: there is none, or more than one.
    """
    names = study.groups_told_in(folder)
    if not names:
        raise WrongUsageError(_("No leader has shared a group in {folder}.").format(folder=folder))
    if len(names) > 1:
        raise WrongUsageError(_("Name one of the groups there: {names}.").format(names=listed(names)))
    return names[0]


def share_group(study: Study, record: GroupRecord) -> Form:
    """What a leader says of a group to members on other machines."""

    def act(said: Answers, _shown: Told | None) -> Told:
        folder = _folder(said)
        offer = study.offer(record.name, folder)
        shared = study.share(offer, folder)
        study.remember_folder(folder, offer)
        then = _("Each member shares from What your leaders see; then you collect from the same folder.")
        return Told((clean(str(shared.file)), *shared_lines(offer, shared), then), stays=True)

    return Form(
        title=_("Share {group} in a folder").format(group=record.name),
        about=_("For members on machines of their own: its name, leaders, charter and plans, and replies to each."),
        does=_("shares"),
        lines=(_folder_line(study.folder_for(record.name)),),
        act=act,
    )


def collect(study: Study) -> Form:
    """What others have put into a folder: what it would bring first, file by file, then the same done."""

    def act(said: Answers, shown: Told | None) -> Told:
        folder = _folder(said)
        if not folder.is_dir():
            raise WrongUsageError(_("There is no folder {path}.").format(path=folder))
        seen = study.look_into(folder)
        if not seen.taken:
            return Told(_collected(seen), stays=True, done=False)
        would = Told((_("Nothing is taken in yet. It would be this:"), *_collected(seen)), first=True)
        if shown != would:
            return would
        found = study.collect([folder])
        study.remember_folder(folder)
        return Told(_collected(found), stays=True)

    return Form(
        title=_("Collect from a folder"),
        about=_(
            "As a leader you take in what members have shared, as a member what leaders say of the group and to you. "
            "Folders in it are looked into, too."
        ),
        does=_("shows what is there"),
        lines=(_folder_line(study.collected_folder),),
        act=act,
    )


def _collected(found: Collected) -> tuple[str, ...]:
    joinable = (_("not joined: {group}. Share with it to join.").format(group=name) for name in found.joinable)
    named = _("twice in {group}: {name}, taken in by name, and {shared}, who shares. One person? Say so in Organise.")
    agreed = _(
        "twice in {group}: {name}, who has accepted the charter here, and {shared}, who shares. One person? Say so in "
        "Organise."
    )
    twice = (
        (agreed if one.accepted else named).format(group=one.group, name=one.name, shared=one.shared_as)
        for one in found.twice
    )
    lines = (*collected_lines(found), *twice, *joinable, *left_alone_lines(found), summary_line(found))
    return tuple(map(clean, lines))


def away(study: Study) -> Form:
    """Days on which the member is away."""
    me = study.member
    kept = next((leave for leave in study.leaves() if leave.last >= study.day()), None) if me else None

    day_words = partial(date_text, today=study.day())

    def act(said: Answers, _shown: Told | None) -> Told:
        if kept and said.at("what"):
            return Told(tuple(back_lines(study.come_back(), study.day(), day_words)))
        if not said["last"]:
            raise WrongUsageError(_("Say until when, as in 2026-12-24."))
        first = day_of(said["first"], open_end()) if said["first"] else study.day()
        return Told(tuple(noted_lines(study, Leave(first, day_of(said["last"], open_end())), day_words)))

    return Form(
        title=_("{name} is away").format(name=me.name if me else ""),
        about=_("Not studying then raises no question. Nobody is told why. Other days replace those noted before."),
        does=_("notes it"),
        lines=(
            *([Line("what", _("From now on"), choices=(_("away on these days"), _("not away")))] if kept else []),
            Line("first", _("First day"), value=kept.first.isoformat() if kept else "", hint=_("today")),
            Line(
                "last",
                _("Last day"),
                value=kept.last.isoformat() if kept else "",
                hint=_("a day, as 2026-12-24"),
            ),
        ),
        act=act,
    )
