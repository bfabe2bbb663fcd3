"""What each word after `group` takes, as its own help text: its usage, its options and one example."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tui.commands.membership import TAKES
from tui.i18n import _, later, named


@dataclass(frozen=True, slots=True)
class GroupWord:
    """One word after `group`."""

    takes: str
    """What follows it, as on a line of usage."""
    about: str
    """What it does and what it takes, still to be translated."""
    example: str
    """What follows `fivefold group`."""


WORDS: Mapping[str, GroupWord] = {
    "create": GroupWord(
        "NAME",
        later("A group that you lead from the first day on. Members and a plan come next."),
        'create "Night shift"',
    ),
    "rename": GroupWord(
        "OLD NEW", later("Another name for a group; nothing that is recorded changes."), 'rename "Night shift" Nights'
    ),
    "archive": GroupWord(
        "NAME",
        later(
            "The end of a group: it assigns nothing more, and is shown as it is today.\n"
            "Nothing is deleted, and unarchive lets it go on."
        ),
        'archive "Night shift"',
    ),
    "unarchive": GroupWord(
        "NAME", later("An archived group goes on, with its members and plans."), 'unarchive "Night shift"'
    ),
    "set": GroupWord(
        "NAME [--team TEAM] [--purpose TEXT] [--course COURSE]",
        later("What a group says of itself. An empty text takes it away."),
        'set "Night shift" --team Search --purpose "On call"',
    ),
    "add": GroupWord(
        "GROUP MEMBER... [--leader] [--on DATE]",
        later(
            "People who study here become members, or leaders.\n"
            "Somebody new begins to study here first: fivefold member add NAME"
        ),
        'add "Night shift" Wei "Li Na" --on 2026-11-16',
    ),
    "remove": GroupWord(
        "GROUP MEMBER [--on DATE]",
        later("Somebody is not in the group any more; nothing is deleted."),
        'remove "Night shift" Wei',
    ),
    "same": GroupWord(
        "GROUP NAME [NAME-IN-FILE]",
        later("Who was added by name and who shares in files under a like one are one person."),
        'same "Night shift" Wei "Wei Chen"',
    ),
    "handled": GroupWord(
        "GROUP MEMBER LESSON [--undo]",
        later(
            "You have seen to a need for help. LESSON is its id, path, number or title.\n"
            "With --undo it is open again as it was before."
        ),
        'handled "Night shift" Wei 03',
    ),
    "duty": GroupWord(
        "GROUP MEMBER DUTY [--from DATE] [--until DATE]\n"
        "                           [--of MENTEE]\n"
        "       fivefold group duty GROUP MEMBER DUTY --end [--on DATE]",
        later(
            "A duty of somebody: leader, trainer, recorder, facilitator, mentor or member.\n"
            "A mentor may open the records of the mentees alone. With --end it ends."
        ),
        'duty "Night shift" Wei mentor --of Ana --of Bo',
    ),
    "charter": GroupWord(
        "NAME [--json]\n"
        "       fivefold group charter NAME --from FILE [--yes]\n"
        "       fivefold group charter NAME --accept [--signed NAME]",
        later(
            "The norms of a group and the notice of what leaders receive. --from sets the\n"
            "norms, written in Markdown: where members have accepted others, that lapses,\n"
            "and you are asked first. With --accept you accept both as they are."
        ),
        'charter "Night shift" --from norms.md',
    ),
    "answer": GroupWord(
        "GROUP MEMBER LESSON SENTENCE",
        later("Your answer to a member who said that the status of a lesson is wrong."),
        'answer "Night shift" Wei 03 "It counts."',
    ),
    "roster": GroupWord(
        "FILE --group NAME [--apply] [--leave] [--json]",
        later(
            "Members and their duties from a CSV file, all at once. Without --apply it is a\n"
            "preview, and nothing changes. Its first line names the columns, in any order;\n"
            "name alone is enough:\n"
            "  name         of the member; somebody new begins to study here\n"
            "  duty         leader, trainer, recorder, facilitator, mentor; else member\n"
            "  of           of a mentor: the names of the mentees, with ; between them\n"
            "  team         the team of work that they are of\n"
            "  from, until  days, such as 2026-12-24"
        ),
        'roster team.csv --group "Night shift" --apply',
    ),
    "share": GroupWord(
        "NAME --to DIR [--yes] [--signed NAME]",
        later(
            "One file in a folder for the others of a group on machines of their own.\n"
            "You are told first what is in it."
        ),
        'share "Night shift" --to /shared/nights',
    ),
    "collect": GroupWord(
        "DIR... [--json]",
        later("Takes in what others shared in a folder, and says file by file what that was."),
        "collect /shared/nights",
    ),
    "report": GroupWord(
        "NAME --to FILE [--format html|md|csv|json]\n                             [--names hidden|shown] [--force]",
        later(
            "How a group is doing, as a file. Members have numbers in place of names,\nunless you say --names shown."
        ),
        'report "Night shift" --to nights.html',
    ),
}


def word_help(group: argparse.ArgumentParser, arguments: Sequence[str]) -> str:
    """The help text of the word that comes first; empty where that is none.

    Args:
        group: what reads the arguments of `group`, which says what each option means.
        arguments: behind `group`.
    """
    word = WORDS.get(arguments[0]) if arguments else None
    if word is None:
        return ""
    shown = argparse.ArgumentParser(
        prog=f"fivefold group {arguments[0]}",
        usage=f"fivefold group {arguments[0]} {word.takes}",
        description=_(word.about),
        epilog=named(_("Example"), f"fivefold group {word.example}"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    takes = TAKES.get(arguments[0], frozenset())
    for option in group._actions:  # noqa: SLF001 - a parser has no other list of what it may be told
        if option.dest in takes:
            shown._add_action(option)  # noqa: SLF001 - the very same option, with its help text
    return shown.format_help()
