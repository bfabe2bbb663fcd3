"""The way in: arguments, then a command or the app. Clock and random source are made here and nowhere else.

It is long because it is the one list of commands and of what each may be told.
"""

from __future__ import annotations

import gc
import os
import sys

import tui.i18n as i18n  # noqa: PLR0402 - `from tui import` would ask the package, which loads what gives its modules
from tui import VERSION
from tui.door import INTERRUPTED, UNUSABLE, guard, loaded
from tui.i18n import _, later

TYPE_CHECKING = False  # as `typing` has it, which --version does not wait for
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from tui.start import Surroundings

    Command = Callable[[argparse.Namespace, Surroundings], int]
    _Add = Callable[..., argparse.ArgumentParser]
    _Forms = Callable[..., None]

_ANY_WIDTH = 80
DONE, FINDINGS, WRONG_USAGE = 0, 1, 2
"""Exit statuses, beside UNUSABLE and INTERRUPTED: done; findings, a quiz not passed, or nothing found; wrong usage."""

EXAMPLES = later(
    """examples:
  fivefold                               open the app at Today
  fivefold --library ./courses list      what there is to study
  fivefold read 01 --plain               read a lesson as plain text
  fivefold quiz 01 --plain               answer its quiz line by line
  fivefold check ./courses --strict      what is wrong with your files, and how to mend it

Each option has an environment variable: FIVEFOLD_LIBRARY, FIVEFOLD_DB, FIVEFOLD_MEMBER, FIVEFOLD_LANG."""
)

OF_GROUPS = later(
    """How a group is doing, and what a leader does for it. By what it is for:

to see
  NAME                         how it is doing; what to do next comes first
  report NAME --to FILE        the same as a page, Markdown, CSV or JSON
  fivefold groups              all groups that you lead, side by side

people
  create NAME                  a group that you lead
  add GROUP MEMBER...          members; with --leader, who leads it too
  remove GROUP MEMBER          who is not in it any more; nothing is deleted
  duty GROUP MEMBER DUTY       leader, trainer, recorder, facilitator, mentor
  roster FILE --group NAME     all at once, from a CSV file; at first a preview
  set NAME                     its team, its purpose, its courses
  rename OLD NEW               another name; nothing recorded changes
  archive NAME                 its end; unarchive NAME lets it go on

what they agree to, and what you answer
  charter NAME                 read it; --from FILE sets it, --accept accepts it
  handled GROUP MEMBER LESSON  you have seen to a need for help
  answer GROUP MEMBER LESSON SENTENCE
                               to a status that was called wrong

everybody on a machine of their own
  share NAME --to DIR          a file for the others; you are told first what
  collect DIR                  take in what others shared
  same GROUP NAME [NAME-IN-FILE]
                               who was added by name and shares is one person

plans, goals, sprints
  fivefold plan --help         what a group is assigned, and by when
  fivefold goal --help         what it is to reach, and how far it has come
  fivefold sprint --help       groups beside each other for some weeks"""
)

_ARGPARSE = (
    later("usage: "),
    later("options"),
    later("positional arguments"),
    later("show this help message and exit"),
    later("argument %(argument_name)s: %(message)s"),
    later("unrecognized arguments: %s"),
    later("not allowed with argument %s"),
    later("the following arguments are required: %s"),
    later("one of the arguments %s is required"),
    later("expected one argument"),
    later("invalid choice: %(value)r (choose from %(choices)s)"),
    later("%(prog)s: error: %(message)s\n"),
)
"""What `argparse` says of itself."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and exit with its status."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run the program; answer its exit status."""
    if list(arguments) == ["--version"]:  # scripts ask that, and often
        return _version()
    from tui.folders import plain  # noqa: PLC0415 - --version needs none of this
    from tui.known_modules import KnownModules  # noqa: PLC0415 - as above

    gc.disable()  # what a program is made of stays: to look through it for garbage takes a tenth of the start
    with KnownModules(plain("cache")):
        return _run(arguments)


def _run(arguments: Sequence[str]) -> int:
    i18n.use(_language(arguments))
    options = _options(arguments)
    if options.version:
        return _version()
    from lessons.spared import spare  # noqa: PLC0415 - --help needs none of this

    spare("ipaddress", of="urllib.parse")  # which `pathlib` asks for: it is of addresses with hosts, and large
    from tui.compiled import known_code  # noqa: PLC0415 - as above
    from tui.folders import folder  # noqa: PLC0415 - as above

    try:
        with known_code(folder("cache")):
            return _dispatch(options)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has seen enough
        _give_up_output()
        return DONE
    except OSError as problem:
        _give_up_output()
        sys.stderr.write(f"fivefold: {problem.strerror or problem}\n")
        return UNUSABLE


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    """What is asked for; mostly that is said so plainly that nothing has to be parsed."""
    said = _plainly_said(arguments)
    if said is not None:
        from types import SimpleNamespace  # noqa: PLC0415 - `argparse` has its own

        return SimpleNamespace(**said)  # type: ignore[return-value] # all that is asked are names
    import argparse  # noqa: PLC0415 - it takes a twentieth of the time of a command

    argparse._ = _  # type: ignore[attr-defined] # its own words have no other way to another language
    return _parser(_asked_for(arguments)).parse_args(arguments)


def _plainly_said(arguments: Sequence[str]) -> dict[str, object] | None:
    """What `argparse` makes of the app, or of a command that is told no more than its form, and where what is.

    None where something else is said, or something that cannot be.
    """
    said: dict[str, object] = {"version": False, "command": None}
    rest = iter(arguments)
    if arguments and arguments[0] in _FORMS_ALONE:
        said.update(command=next(rest), plain=False, json=False)
    libraries: list[str] = []
    for option in rest:
        name = option.removeprefix("--")
        if option in _WHERE:
            value = next(rest, "-")
            if value.startswith("-") or (name == "lang" and value not in i18n.LANGUAGES):
                return None
            libraries += [value] if name == "library" else []
            said[name] = libraries if name == "library" else value
        elif option in {"--plain", "--json"} and "plain" in said and not (said["plain"] or said["json"]):
            said[name] = True
        else:
            return None
    return said


def _asked_for(arguments: Sequence[str]) -> str | None:
    """The command that is asked for, empty for the app; None where all have to be known to tell what was meant."""
    rest = iter(arguments)
    for argument in rest:
        if argument in COMMANDS:
            return argument
        if argument not in _WHERE:
            return None
        next(rest, None)
    return ""


def _language(arguments: Sequence[str]) -> str:
    """The language for what is said before the settings are known: help texts and wrong usage."""
    from itertools import pairwise  # noqa: PLC0415 - as long as nothing is said, nobody needs a language

    said = [after for before, after in pairwise(arguments) if before == "--lang"]
    said += [one.removeprefix("--lang=") for one in arguments if one.startswith("--lang=")]
    lang = next((one for one in reversed(said) if one in i18n.LANGUAGES), None)  # another is told of when all is parsed
    names = ("FIVEFOLD_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    return lang or i18n.language_of(next((os.environ[name] for name in names if os.environ.get(name)), ""))


def _give_up_output() -> None:
    """Let nothing more be written to where it cannot go."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _dispatch(options: argparse.Namespace) -> int:
    from tui.commands.output import tell  # noqa: PLC0415 - --version and --help need none of this
    from tui.settings import SettingsError  # noqa: PLC0415
    from tui.start import UnusableError, WrongUsageError  # noqa: PLC0415
    from tui.typed_path import NoSuchHomeError  # noqa: PLC0415

    command = _command(options.command)
    gc.freeze()
    gc.enable()
    loaded()
    try:
        status = command(options, _surroundings())
        sys.stdout.flush()
        return status
    except (SettingsError, WrongUsageError, NoSuchHomeError) as problem:
        tell(f"fivefold: {problem}")
        return WRONG_USAGE
    except UnusableError as problem:
        tell(f"fivefold: {problem}")
        return UNUSABLE


def _surroundings() -> Surroundings:
    from datetime import UTC, datetime  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415
    from random import SystemRandom  # noqa: PLC0415

    from tui.folders import folder  # noqa: PLC0415
    from tui.start import Surroundings  # noqa: PLC0415

    return Surroundings(
        now=lambda: datetime.now(UTC),
        random=SystemRandom(),
        apart=SystemRandom(),
        environment=os.environ,
        here=Path.cwd(),
        config_folder=folder("config"),
        data_folder=folder("data"),
        cache_folder=folder("cache"),
    )


def _command(name: str | None) -> Command:
    """The function behind a command, imported only when it is asked for."""
    from importlib import import_module  # noqa: PLC0415

    module = import_module(f"tui.commands.{COMMANDS[name] if name else 'study'}")
    run_command: Command = module.run
    return run_command


COMMANDS = {
    "continue": "study",
    "read": "read",
    "quiz": "quiz",
    "review": "review",
    "today": "today",
    "me": "me",
    "list": "listing",
    "search": "search",
    "notes": "notes",
    "bookmark": "notes",
    "flag": "flags",
    "flags": "flags",
    "check": "check",
    "preview": "preview",
    "stats": "stats",
    "data": "data",
    "store": "store",
    "member": "member",
    "group": "group",
    "groups": "group",
    "plan": "plan",
    "goal": "goal",
    "sprint": "sprint",
    "hand": "hand",
    "library": "library",
    "config": "config",
    "new": "new",
    "demo": "demo",
    "import": "importing",
    "export": "exporting",
    "doctor": "doctor",
}

_FORMS_ALONE = frozenset({"today", "me"})
"""Commands that are told no more than in which form they answer, and what all are told."""
_WHERE = frozenset({"--library", "--db", "--member", "--lang"})
"""What all are told, each with a value."""
_FLAGS = ("wrong-key", "unclear", "outdated", "typo", "other")
_IMPORTS = ("anki", "gift", "moodle-xml", "mdbook-quiz", "aiken", "text2qti", "hascard")
_EXPORTS = ("gift", "moodle-xml", "anki", "csv", "json")
_REPORTS = ("html", "md", "csv", "json")
"""As `quizzes.exchange` and `tui.report` have them; named here, as nothing of it may be loaded to show a help text."""


class _Unasked:
    """The arguments of a command that is not asked for: whatever is said about them, nothing comes of it."""

    def __getattr__(self, _name: str) -> _Unasked:
        return self

    def __call__(self, *_arguments: object, **_named: object) -> _Unasked:
        return self


def _parser(only: str | None = None) -> argparse.ArgumentParser:
    """The arguments of all commands, or of the only one that is asked for: all of them take as long as Today."""
    import argparse  # noqa: PLC0415 - the app does without it

    is_made = False

    class Parser(argparse.ArgumentParser):
        """It asks how wide the terminal is to show a help text, and not for every argument that it is told of."""

        def _check_value(self, action: argparse.Action, value: object) -> None:
            """Refuse what is no choice, with the one that is most like it."""
            try:
                super()._check_value(action, value)
            except argparse.ArgumentError as refusal:
                from tui.unknown import nearest  # noqa: PLC0415 - mostly what was chosen can be chosen

                near = nearest(str(value), list(map(str, action.choices or ())))
                if near is None:
                    raise
                said = _("there is no {value}. Did you mean {nearest}?")
                words = said.format(value=repr(value), nearest=repr(near))
                raise argparse.ArgumentError(action, words) from refusal

        def _get_formatter(self) -> argparse.HelpFormatter:
            return super()._get_formatter() if is_made else argparse.HelpFormatter(self.prog, width=_ANY_WIDTH)

    common = Parser(add_help=False)
    common.add_argument(
        "--library",
        metavar="DIR",
        action="append",
        default=argparse.SUPPRESS,
        help=_("a folder with courses; may be given several times"),
    )
    common.add_argument(
        "--db", metavar="FILE", default=argparse.SUPPRESS, help=_("the database file (default: study.db)")
    )
    common.add_argument(
        "--member",
        metavar="NAME",
        default=argparse.SUPPRESS,
        help=_("who studies (default: your login name, or the only one who studies here)"),
    )
    common.add_argument("--lang", choices=i18n.LANGUAGES, default=argparse.SUPPRESS, help=_("the language to speak"))
    parser = Parser(
        prog="fivefold",
        description=_("A study hall in the terminal. Without a command it opens the app at Today."),
        epilog=_(EXAMPLES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[common],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help=_("print the version and exit"))
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"), title=_("commands"))

    def add(
        name: str, text: str, helping: Callable[[argparse.ArgumentParser], None] | None = None
    ) -> argparse.ArgumentParser:
        if only not in {None, name}:
            return _Unasked()  # type: ignore[return-value] # it takes whatever is said to a parser
        parents = [common]
        if helping is not None:
            parents.insert(0, Parser(add_help=False))
            helping(parents[0])
        return commands.add_parser(
            name, help=text, description=text, parents=parents, add_help=helping is None, allow_abbrev=False
        )

    def forms(command: argparse.ArgumentParser, *, plain: str = "", json: bool = True) -> None:
        choice = command.add_mutually_exclusive_group()
        choice.add_argument(
            "--plain", action="store_true", help=plain or _("line by line, for screen readers and pipes (the default)")
        )
        if json:
            choice.add_argument("--json", action="store_true", help=_("one JSON document"))

    session = _("a session on stdin and stdout instead of the app")
    forms(add("continue", _("open the app at the lesson you left")), plain=session, json=False)
    read = add("read", _("read a lesson"))
    read.add_argument("lesson", metavar="LESSON", help=_("its id, path, number or title"))
    forms(read, plain=session, json=False)
    _answering(add, forms, session)
    _reviewing(add, forms, session)
    _looking(add, forms, common)
    _of_trainers(add, forms)
    stats = add("stats", _("what your own first attempts say about the questions of a quiz"))
    stats.add_argument("quiz", metavar="QUIZ", help=_("its id, path or title, or that of its lesson"))
    stats.add_argument(
        "--group", metavar="NAME", help=_("of a group that you lead: the announced attempts of its members, as sums")
    )
    form = stats.add_mutually_exclusive_group()
    for name, text in (
        ("--plain", _("line by line (the default)")),
        ("--json", _("one JSON document")),
        ("--csv", "CSV"),
    ):
        form.add_argument(name, action="store_true", help=text)
    data = add("data", _("your own data"))
    actions = data.add_subparsers(dest="action", metavar=_("ACTION"), required=True)
    export = actions.add_parser("export", help=_("write all of it to a folder, as JSON and CSV"), parents=[common])
    export.add_argument("folder", metavar="DIR", help=_("a new or empty folder, or that of an earlier export"))
    export.add_argument("--force", action="store_true", help=_("replace an earlier export that holds more"))
    mirror = actions.add_parser("mirror", help=_("exactly what leaders see of you"), parents=[common])
    mirror.add_argument("--all", action="store_true", help=_("everybody who looked, and not the last alone"))
    forms(mirror)
    _of_the_data(actions, common)
    _around(add, forms, common)
    _exchange(add, forms)
    _of_groups(add, forms, common)
    is_made = True
    return parser


def _looking(add: _Add, forms: _Forms, common: argparse.ArgumentParser) -> None:
    """The commands that show how things stand, and what is for the member alone."""
    forms(add("today", _("what to do next")))
    forms(add("me", _("how you are doing; nobody else is shown this")))
    listing = add("list", _("courses, lessons and quizzes with your status"))
    listing.add_argument("--questions", action="store_true", help=_("every question of every quiz as well"))
    forms(listing)
    search = add("search", _("lessons, questions and your own notes that hold all the words"))
    search.add_argument("words", metavar="WORDS", nargs="+", help=_('words; "a phrase" stands in quotation marks'))
    forms(search)
    _noting(add, forms, common)
    flag = add("flag", _("tell the trainer that something is wrong with a question"))
    flag.add_argument("quiz", metavar="QUIZ", help=_("its id, path or title, or that of its lesson"))
    flag.add_argument("question", metavar="QUESTION", help=_("its id, as in: fivefold list --questions"))
    flag.add_argument("--reason", choices=_FLAGS, required=True, help=_("what is wrong"))
    flag.add_argument("--text", metavar="WORDS", default="", help=_("what else you want to say"))
    flags = add("flags", _("your flags, and what became of them; with a quiz, everybody's on it, for its trainer"))
    flags.add_argument("quiz", metavar="QUIZ", nargs="?", help=_("its id, path or title, or that of its lesson"))
    what = flags.add_mutually_exclusive_group()
    what.add_argument("--markdown", action="store_true", help=_("as Markdown to hand on, without a name or an answer"))
    what.add_argument("--withdraw", metavar="FLAG", help=_("take one of yours back"))
    what.add_argument("--settle", metavar="FLAG", help=_("as its trainer: it is dealt with"))
    forms(flags)


def _noting(add: _Add, forms: _Forms, common: argparse.ArgumentParser) -> None:
    """The commands of the member's own notes and bookmarks."""
    notes = add("notes", _("your own notes and bookmarks, as Markdown; write, change and delete a note"))
    notes.add_argument("--lesson", metavar="LESSON", help=_("only those to this lesson and its quiz"))
    forms(notes)
    actions = notes.add_subparsers(dest="action", metavar=_("ACTION"))
    text = _("Markdown; without it, what is typed on stdin")
    adding = actions.add_parser(
        "add", help=_("write one to a sentence of a lesson, or to a question"), parents=[common]
    )
    adding.add_argument(
        "lesson", metavar="LESSON|QUIZ", help=_("its id, path, number or title; with --question also that of a quiz")
    )
    adding.add_argument("text", metavar="TEXT", nargs="?", help=text)
    _passage(adding)
    adding.add_argument("--question", metavar="QUESTION", help=_("a question instead, by its id or number"))
    forms(adding)
    named = _("what fivefold notes calls it, such as 5f2a91bc")
    editing = actions.add_parser("edit", help=_("let one say something else"), parents=[common])
    editing.add_argument("note", metavar="NOTE", help=named)
    editing.add_argument("text", metavar="TEXT", nargs="?", help=text)
    forms(editing)
    deleting = actions.add_parser("delete", help=_("delete one for good"), parents=[common])
    deleting.add_argument("note", metavar="NOTE", help=named)
    forms(deleting)
    bookmark = add("bookmark", _("passages of lessons to come back to"))
    actions = bookmark.add_subparsers(dest="action", metavar=_("ACTION"), required=True)
    setting = actions.add_parser("add", help=_("set one to a passage of a lesson"), parents=[common])
    setting.add_argument("lesson", metavar="LESSON", help=_("its id, path, number or title"))
    _passage(setting)
    forms(setting)
    taking = actions.add_parser("remove", help=_("take one away"), parents=[common])
    taking.add_argument("bookmark", metavar="BOOKMARK", help=named)
    forms(taking)
    forms(actions.add_parser("list", help=_("all of them"), parents=[common]))


def _passage(command: argparse.ArgumentParser) -> None:
    """Which passage of a lesson is meant; without either its beginning."""
    command.add_argument("--at", metavar="WORDS", help=_("words of the sentence, as they are read"))
    command.add_argument("--section", metavar="HEADING", help=_("the heading of a section, or how it begins"))


def _answering(add: _Add, forms: _Forms, session: str) -> None:
    """The command that asks."""
    quiz = add("quiz", _("answer a quiz; an open one goes on where you left it"))
    quiz.add_argument("quiz", metavar="QUIZ", help=_("its id, path or title, or that of its lesson"))
    quiz.add_argument(
        "--results", action="store_true", help=_("how it came out, and what was right; --json says it as JSON")
    )
    quiz.add_argument("--missed", action="store_true", help=_("the same, with only the questions that were missed"))
    forms(quiz, plain=session)


def _of_trainers(add: _Add, forms: _Forms) -> None:
    """The commands that say what is wrong with files, and how they look."""
    check = add("check", _("what is wrong with courses, where, and how to mend it"))
    check.add_argument("paths", metavar="PATH", nargs="*", help=_("files or folders (default: the library)"))
    check.add_argument("--strict", action="store_true", help=_("count warnings as errors"))
    check.add_argument("--all", action="store_true", help=_("tell each problem, also those that are there many times"))
    check.add_argument(
        "--write-ids", action="store_true", help=_("first write an id into the heading of each question that has none")
    )
    forms(check)
    check.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help=_("text, json, or github: annotations for GitHub Actions"),
    )
    _kind(check)
    preview = add("preview", _("a file as its members will see it, and what is wrong with it; again on every save"))
    preview.add_argument("file", metavar="FILE", help=_("a lesson, a quiz, or a plan of a group"))
    forms(preview, plain=_("line by line, on stdout, until Ctrl+C"))
    _kind(preview)
    preview.add_argument("--once", action="store_true", help=_("with --plain: show it one time and end"))


def _kind(command: argparse.ArgumentParser) -> None:
    """What a file is to be read as."""
    command.add_argument(
        "--as",
        dest="kind",
        choices=("lesson", "quiz"),
        help=_("read a named file as this, whatever its name and front matter say"),
    )


def _reviewing(add: _Add, forms: _Forms, session: str) -> None:
    """The command that asks again."""
    review = add(
        "review", _("answer again what is due, or what is weakest; what is suspended waits until it is resumed")
    )
    which = review.add_mutually_exclusive_group()
    which.add_argument("--weakest", action="store_true", help=_("the three weakest questions, due or not"))
    which.add_argument("--missed", metavar="QUIZ", help=_("what was missed when a quiz was taken last, due or not"))
    which.add_argument("--suspended", action="store_true", help=_("list the questions that are not asked any more"))
    which.add_argument("--resume", metavar="QUESTION", help=_("ask a suspended question again, by its id"))
    forms(review, plain=session)


def _of_the_data(actions: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """What else there is to do with one's own data."""
    merging = actions.add_parser("import", help=_("add what another machine of yours has recorded"), parents=[common])
    merging.add_argument("source", metavar="FILE|DIR", help=_("an export, its events.json, or a study.db"))
    merging.add_argument(
        "--mine", action="store_true", help=_("it is about you, though both machines were begun on their own")
    )
    erased = merging.add_mutually_exclusive_group()
    erased.add_argument("--erase", action="store_true", help=_("erase here too what was erased on the other machine"))
    erased.add_argument(
        "--keep", action="store_true", help=_("leave old details here that were erased on the other machine")
    )
    erasing = actions.add_parser("erase", help=_("erase all that is recorded about you, for good"), parents=[common])
    erasing.add_argument(
        "--older-than", metavar=_("MONTHS"), help=_("only the details of what is older; what came of it stays")
    )
    erasing.add_argument("--yes", action="store_true", help=_("without asking"))
    erasing.add_argument(
        "--to",
        metavar="[GROUP=]DIR",
        action="append",
        default=[],
        help=_("where you share with a group: its leaders, who collect from it, erase what they have of you"),
    )


def _of_the_store(add: _Add, forms: _Forms, common: argparse.ArgumentParser) -> None:
    """The commands of the database itself."""
    store = add("store", _("the database: back it up, go back, check it"))
    actions = store.add_subparsers(dest="action", metavar=_("ACTION"), required=True)
    saving = actions.add_parser("backup", help=_("make a whole, checked copy"), parents=[common])
    saving.add_argument("file", metavar="FILE", nargs="?", help=_("where (default: among the backups, as today's)"))
    going_back = actions.add_parser("restore", help=_("go back to a backup; without one, list them"), parents=[common])
    going_back.add_argument("file", metavar="FILE", nargs="?", help=_("a backup, or the day of one"))
    going_back.add_argument("--yes", action="store_true", help=_("without asking"))
    forms(going_back)
    forms(actions.add_parser("verify", help=_("read every page, and replay the log beside"), parents=[common]))
    actions.add_parser("rebuild", help=_("make everything that is shown anew from the log"), parents=[common])


def _around(add: _Add, forms: _Forms, common: argparse.ArgumentParser) -> None:
    """The commands around studying."""
    _of_the_store(add, forms, common)
    member = add("member", _("who studies in this database"))
    actions = member.add_subparsers(dest="action", metavar=_("ACTION"), required=True)
    joining = actions.add_parser("add", help=_("add somebody"), parents=[common])
    joining.add_argument("name", metavar="NAME")
    forms(actions.add_parser("list", help=_("everybody"), parents=[common]))
    renaming = actions.add_parser("rename", help=_("give somebody another name"), parents=[common])
    renaming.add_argument("name", metavar="NAME")
    renaming.add_argument("new_name", metavar="NEW-NAME")
    away = actions.add_parser("away", help=_("you are away: nobody is told why; or when you are"), parents=[common])
    away.add_argument("first", metavar="FIRST", nargs="?", help=_("the first day, such as 2026-12-21"))
    away.add_argument("last", metavar="LAST", nargs="?", help=_("the last day"))
    away.add_argument("--undo", action="store_true", help=_("take back the days from today on"))
    away.add_argument("--json", action="store_true", help=_("one JSON document"))
    wrong = actions.add_parser("challenge", help=_("say that a status that leaders see is wrong"), parents=[common])
    wrong.add_argument("lesson", metavar="LESSON", help=_("whose status it is"))
    wrong.add_argument("sentence", metavar="SENTENCE", help=_("what is wrong; the leaders read it, and one answers"))
    wrong.add_argument("--group", metavar="NAME", default="", help=_("the group, where you are in several"))
    library = add("library", _("the folders with courses that are remembered"))
    actions = library.add_subparsers(dest="action", metavar=_("ACTION"), required=True)
    for action, text in (("add", _("remember a folder")), ("remove", _("forget a folder; its files stay"))):
        actions.add_parser(action, help=text, parents=[common]).add_argument("folder", metavar="DIR")
    forms(actions.add_parser("list", help=_("what is remembered"), parents=[common]))
    _of_settings(add, forms, common)
    new = add("new", _("a correct, commented starting point"))
    new.add_argument("kind", choices=("course", "lesson", "quiz"), metavar="course|lesson|quiz")
    new.add_argument("name", metavar="NAME", help=_("its name; a lesson and its quiz have the same"))
    demo = add("demo", _("three groups over a year, made up, to look around in"))
    demo.add_argument("--fresh", action="store_true", help=_("make it anew"))
    demo.add_argument("--as-of", metavar="DATE", help=_("the day on which its year ends (default: today)"))
    demo.add_argument(
        "--apart",
        metavar="DIR",
        help=_(
            "one group over half a year instead, in DIR: a database for each member, their files, a leader's database"
        ),
    )
    forms(demo, plain=_("make it, and say how to look at it"))
    forms(add("doctor", _("look at the terminal, the database and the library")))


def _of_settings(add: _Add, forms: _Forms, common: argparse.ArgumentParser) -> None:
    """The command of settings and keys."""
    config = add("config", _("what is set, who says so, and where the files are"))
    forms(config)
    actions = config.add_subparsers(dest="action", metavar=_("ACTION"))
    setting = actions.add_parser("set", help=_("write a setting into config.toml"), parents=[common])
    setting.add_argument("key", metavar="KEY", help=_("such as theme, glyphs, motion, lang, recall, digit_answers"))
    setting.add_argument("value", metavar="VALUE", nargs="+")
    unsetting = actions.add_parser("unset", help=_("have the default again"), parents=[common])
    unsetting.add_argument("key", metavar="KEY")
    forms(actions.add_parser("keys", help=_("every key by its id, and what it does"), parents=[common]))


def _exchange(add: _Add, forms: _Forms) -> None:
    """The commands that read and write the formats of other programs."""
    importing = add("import", _("quizzes of other programs, as Markdown in a course; nothing is written over"))
    importing.add_argument("files", metavar="FILE", nargs="+", help=_("a file in one of the formats below"))
    importing.add_argument("--to", metavar="DIR", required=True, help=_("the course; it is made where there is none"))
    importing.add_argument("--format", choices=_IMPORTS, help=_("the format, where it is not recognised"))
    forms(importing)
    exporting = add(
        "export", _("quizzes or a whole course in the format of another program, on stdout or in new files")
    )
    named = _("the id, path or title of a quiz, or of a course for all its quizzes")
    exporting.add_argument("quizzes", metavar="QUIZ|COURSE", nargs="+", help=named)
    exporting.add_argument("--format", choices=_EXPORTS, required=True, help=_("the format"))
    exporting.add_argument("--to", metavar="FILE|DIR", help=_("a new file, or the folder for them (default: stdout)"))


def _of_groups(add: _Add, forms: _Forms, common: argparse.ArgumentParser) -> None:
    """The commands of groups and their leaders."""
    group = add("group", _("how a group is doing, for its leaders; who is in it"), _helping_with_words)
    group.usage = "fivefold group NAME [--json]\n       fivefold group WORD ..."
    group.description, group.formatter_class = _(OF_GROUPS), _as_written()
    group.add_argument(
        "words", metavar="NAME", nargs="*", help=_("a group, or one of the words above and what it needs")
    )
    forms(group)
    _of_members(group)
    shared = group.add_argument_group(_("charter, share, report"))
    shared.add_argument("--accept", action="store_true", help=_("with charter: you accept it as it is"))
    shared.add_argument(
        "--signed",
        metavar="NAME",
        help=_("with charter --accept and share: your own name, typed here instead of when it is asked for"),
    )
    shared.add_argument(
        "--to",
        metavar="DIR|FILE",
        help=_(
            "with share: the folder for the file that leaders, or members, collect; "
            "with report: a new file, or a folder"
        ),
    )
    shared.add_argument(
        "--yes",
        action="store_true",
        help=_("with share and charter --from: without asking; what happens is still told"),
    )
    shared.add_argument(
        "--format",
        choices=_REPORTS,
        help=_("with report: what to write; without it, what the file's ending says, html in a folder"),
    )
    shared.add_argument(
        "--names",
        choices=("hidden", "shown"),
        help=_("with report: whether it has the members' names, or numbers in their place (the default)"),
    )
    shared.add_argument("--force", action="store_true", help=_("with report: replace a file that is there"))
    groups = add("groups", _("the groups you lead, side by side"))
    groups.add_argument("--all", action="store_true", help=_("those that are archived, too"))
    forms(groups)
    hand = add("hand", _("ask for help with a lesson"))
    actions = hand.add_subparsers(dest="action", metavar=_("ACTION"), required=True)
    for action, text in (("raise", _("ask for help")), ("lower", _("you need it no longer"))):
        actions.add_parser(action, help=text, parents=[common]).add_argument("lesson", metavar="LESSON")
    _of_sprints(add("sprint", _("groups beside each other for some weeks")), common, forms)
    plan = add("plan", _("what a group is assigned, and by when"))
    actions = plan.add_subparsers(dest="action", metavar=_("ACTION"), required=True)
    setting = actions.add_parser("set", help=_("assign a course to a group you lead"), parents=[common])
    setting.add_argument("group", metavar="GROUP")
    setting.add_argument("course", metavar="COURSE", help=_("its id or title"))
    setting.add_argument("--due", metavar="DATE", required=True, help=_("the last day, such as 2026-12-24"))
    setting.add_argument("--yes", action="store_true", help=_("without asking; what changes is still told"))
    setting.add_argument(
        "--from",
        metavar="DATE",
        dest="first",
        help=_("spread the lessons evenly, one after another, from this day on"),
    )
    setting.add_argument(
        "--target",
        metavar="[DIMENSION=]PERCENT",
        action="append",
        default=[],
        help=_("share of its objectives that each dimension, or the one named, should reach"),
    )
    setting.add_argument(
        "--days",
        metavar="DAYS",
        default="",
        help=_("with --from: the days of the week that lessons are due on, such as mon..fri (default: every day)"),
    )
    setting.add_argument(
        "--announced",
        metavar="QUIZ",
        action="append",
        default=[],
        help=_("a quiz whose results the leaders are told; its first screen says so. May be given several times"),
    )
    applying = actions.add_parser("apply", help=_("take the plan of a group from a file"), parents=[common])
    applying.add_argument("file", metavar="FILE", help=_("TOML, or Markdown with a plan in its front matter"))
    applying.add_argument("--group", metavar="GROUP", help=_("a group you lead, in place of the one the file names"))
    applying.add_argument("--yes", action="store_true", help=_("without asking; what changes is still told"))
    forms(applying)
    proposing = actions.add_parser("propose", help=_("the dates a group would keep at its own pace"), parents=[common])
    proposing.add_argument("group", metavar="GROUP")
    proposing.add_argument("--apply", action="store_true", help=_("change the plan so"))
    forms(proposing)
    undoing = actions.add_parser("undo", help=_("put the plan back that was replaced last"), parents=[common])
    undoing.add_argument("group", metavar="GROUP")
    undoing.add_argument("course", metavar="COURSE", help=_("its id or title"))
    showing = actions.add_parser("show", help=_("the plans of a group, or your own"), parents=[common])
    showing.add_argument(
        "group", metavar="GROUP", nargs="?", help=_("a group you lead; without one, what is assigned to you")
    )
    showing.add_argument("--as", dest="form", choices=["toml"], help=_("as a file for plan apply"))
    forms(showing)
    _of_goals(add, forms, common)


def _helping_with_words(helping: argparse.ArgumentParser) -> None:
    """Give it the option -h of a command that is told words: behind one of them it shows what that takes alone."""
    import argparse  # noqa: PLC0415 - the app does without it

    class WordHelp(argparse.Action):
        """It says what the first word takes; without one what all of them are."""

        def __call__(
            self,
            parser: argparse.ArgumentParser,
            namespace: argparse.Namespace,
            _values: object,
            _option: str | None = None,
        ) -> None:
            from tui.commands.group_words import word_help  # noqa: PLC0415 - loaded when it is wanted

            sys.stdout.write(word_help(parser, namespace.words or ()) or parser.format_help())
            parser.exit()

    text = _("show this help message and exit")
    helping.add_argument("-h", "--help", action=WordHelp, nargs=0, default=argparse.SUPPRESS, help=text)


def _as_written() -> type[argparse.HelpFormatter]:
    """What leaves the lines of a help text as they are."""
    import argparse  # noqa: PLC0415 - the app does without it

    return argparse.RawDescriptionHelpFormatter


def _of_goals(add: _Add, forms: _Forms, common: argparse.ArgumentParser) -> None:
    """The command of goals."""
    goal = add("goal", _("what a group is to reach, by when, and how far it has come"))
    actions = goal.add_subparsers(dest="action", metavar=_("ACTION"), required=True)
    setting = actions.add_parser("set", help=_("give a group you lead a goal, or change one"), parents=[common])
    setting.add_argument("group", metavar="GROUP")
    setting.add_argument("text", metavar="TEXT", help=_("what is to be reached, in one line"))
    setting.add_argument("--by", metavar="DATE", required=True, help=_("the last day, such as 2026-12-24"))
    setting.add_argument("--owner", metavar="NAME", help=_("who of the group sees to it (default: you)"))
    measured = _("what is counted: without any of these a person judges")
    counted = setting.add_argument_group(_("measure"), measured)
    counted.add_argument("--completed", metavar="PERCENT", help=_("share of the assigned lessons completed"))
    counted.add_argument(
        "--dimension", metavar="NAME=PERCENT", help=_("share of the objectives of a dimension reached")
    )
    counted.add_argument("--passed", metavar="PERCENT", help=_("share of the announced quizzes passed"))
    counted.add_argument("--quiz", metavar="QUIZ", help=_("with --passed: of this quiz alone"))
    listing = actions.add_parser("list", help=_("the goals of a group, or of yours"), parents=[common])
    listing.add_argument("group", metavar="GROUP", nargs="?", help=_("a group you lead; without one, those you are in"))
    forms(listing)
    for action, text in (("done", _("a goal is reached")), ("drop", _("a goal is not pursued any more"))):
        ending = actions.add_parser(action, help=text, parents=[common])
        ending.add_argument("group", metavar="GROUP")
        ending.add_argument("goal", metavar="GOAL", help=_("its text or how that begins, or its number in goal list"))


def _of_sprints(sprint: argparse.ArgumentParser, common: argparse.ArgumentParser, forms: _Forms) -> None:
    actions = sprint.add_subparsers(dest="action", metavar=_("ACTION"), required=True)
    proposing = actions.add_parser("propose", help=_("propose one, and take part"), parents=[common])
    proposing.add_argument("name", metavar="NAME", help=_("of the sprint"))
    proposing.add_argument("--group", metavar="GROUP", required=True, help=_("a group you lead"))
    proposing.add_argument(
        "--with", metavar="GROUP", dest="others", action="append", default=[], help=_("who is asked; several times")
    )
    proposing.add_argument("--from", metavar="MONDAY", dest="first", required=True, help=_("its first day"))
    proposing.add_argument("--weeks", metavar="N", type=int, default=4, help=_("how long it lasts (default: 4)"))
    for action, text in (("join", _("take part in one you were asked to")), ("leave", _("take part no more"))):
        answering = actions.add_parser(action, help=text, parents=[common])
        answering.add_argument("name", metavar="NAME", help=_("of the sprint"))
        answering.add_argument("--group", metavar="GROUP", required=True, help=_("a group you lead"))
    forms(actions.add_parser("list", help=_("those of your groups"), parents=[common]))


def _of_members(group: argparse.ArgumentParser) -> None:
    """What else is said of a group and who is in it."""
    people = group.add_argument_group(_("add, remove, duty, handled"))
    people.add_argument("--leader", action="store_true", help=_("with add: as one who leads the group"))
    people.add_argument(
        "--on", metavar="DATE", help=_("with add, remove and duty --end: the first day on which it is so")
    )
    people.add_argument(
        "--from", metavar="DATE|FILE", dest="first", help=_("with duty: the first day; with charter: its text")
    )
    people.add_argument("--until", metavar="DATE", help=_("with duty: the last day"))
    people.add_argument("--of", metavar="MENTEE", action="append", help=_("with duty: whose mentor; several times"))
    people.add_argument("--end", action="store_true", help=_("with duty: it ends"))
    people.add_argument("--undo", action="store_true", help=_("with handled: take it back"))
    about = group.add_argument_group(_("set, roster"))
    about.add_argument("--team", metavar="TEAM", help=_("with set: the team of work that it is matched to"))
    about.add_argument("--purpose", metavar="TEXT", help=_("with set: what it is for"))
    about.add_argument(
        "--course", metavar="COURSE", action="append", help=_("with set: a course that it is for; several times")
    )
    about.add_argument("--group", metavar="NAME", help=_("with roster: whose roster it is"))
    about.add_argument("--apply", action="store_true", help=_("with roster: do it; without this it is a preview"))
    about.add_argument("--leave", action="store_true", help=_("with roster: members who are not in it leave"))


def _version() -> int:
    print(f"fivefold {VERSION}")  # noqa: T201 - the version is data, and output.py is not needed for it
    return DONE


if __name__ == "__main__":
    guard(main)
