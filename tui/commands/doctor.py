"""`doctor`: the surroundings, and what of them would get in the way."""

import argparse
import locale
import shutil
import sys
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version

from lessons.errors import LessonError
from lessons.findings import TOO_MANY_FILES
from lessons.problem import Problem
from store import backup, damage, files, location, only_read
from store.cache import Cache
from store.database import open_database
from store.days import study_day
from store.errors import FullError, StoreError, command
from tui.commands.output import say, say_json
from tui.i18n import _, count, later, listed, named
from tui.settings import Settings
from tui.start import Surroundings, settings_of, tell_of_demo
from tui.terminal import LEAST

OLD = 7
"""Days after which a backup is called old."""
RULER = "|" + "─" * 8 + "|" + "中文文字" + "|" + "▆▆ ✓ ✗ ▸ ·" + "|"
"""Box drawing, four Han characters, marks: in a terminal that counts widths as we do it is 32 cells wide."""


_NAMES = {
    "terminal": later("terminal"),
    "colours": later("colours"),
    "encoding": later("encoding"),
    "remote": later("connection"),
    "database": later("database"),
    "backups": later("backups"),
    "library": later("library"),
    "cache": later("cache"),
    "settings": later("settings"),
    "keys": later("keys"),
}
"""What is said of what is looked at; programs have their names in every language."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    name: str
    """Stable, for scripts."""
    said: str
    well: bool = True
    advice: str = ""


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Look at the surroundings; 3 where the data cannot be used."""
    settings = settings_of(options, surroundings)
    findings = [*_programs(), *_terminal(surroundings), *_data(settings, surroundings)]
    if options.json:
        say_json(
            {
                "findings": [
                    {"name": one.name, "ok": one.well, "value": one.said, "advice": one.advice or None}
                    for one in findings
                ]
            }
        )
    else:
        for one in findings:
            say(named(f"{'ok' if one.well else '!!'}  {_(_NAMES.get(one.name, one.name))}", one.said))
            if one.advice:
                say(f"    {one.advice}")
        say(_("These two lines are equally long where the terminal counts widths as Fivefold does:"))
        say(RULER)
        say("|" + "-" * 8 + "|" + "-" * 8 + "|" + "-" * 10 + "|")
    return 0 if all(one.well for one in findings if one.name in {"database", "library"}) else 3


def _programs() -> list[Finding]:
    names = ("fivefold", "textual", "sqlite-utils", "markdown-it-py", "google-re2")
    return [
        Finding("python", sys.version.split()[0]),
        *(Finding(name, version(name)) for name in names),
    ]


def _terminal(surroundings: Surroundings) -> list[Finding]:
    environment = surroundings.environment
    size = shutil.get_terminal_size()
    dumb = environment.get("TERM", "dumb") == "dumb"
    fits = size.columns >= LEAST[0] and size.lines >= LEAST[1]
    encoding = locale.getencoding()
    utf8 = encoding.casefold().replace("-", "") == "utf8"
    colours = environment.get("COLORTERM", "") in {"truecolor", "24bit"}
    advice = "" if fits else _("The screens need {0} columns and {1} lines.").format(*LEAST)
    if dumb:
        advice = _("The screens need a terminal that can draw; commands with --plain work in any.")
    said = _("{term}, {columns} x {lines}").format(
        term=environment.get("TERM", _("unknown")), columns=size.columns, lines=size.lines
    )
    return [
        Finding("terminal", said, fits and not dumb, advice),
        Finding(
            "colours",
            _("none (NO_COLOR)")
            if environment.get("NO_COLOR")
            else (_("16 million") if colours else _("256, or what the terminal has")),
        ),
        Finding("encoding", encoding, utf8, "" if utf8 else _("Set a UTF-8 locale, such as LANG=C.UTF-8.")),
        Finding("remote", _("over SSH") if environment.get("SSH_CONNECTION") else _("local")),
    ]


def _data(settings: Settings, surroundings: Surroundings) -> list[Finding]:
    return [
        _database(settings, surroundings),
        *_backups(settings, surroundings),
        _library(settings),
        *_own(settings, surroundings),
        *_cache(surroundings),
    ]


def _database(settings: Settings, surroundings: Surroundings) -> Finding:
    path = settings.database
    if not path.exists():
        if lost := damage.lost(path):
            return Finding("database", lost.text(_), well=False)
        return Finding("database", _("{path}: not begun yet").format(path=path))
    try:
        with open_database(path, now=surroundings.now) as database:
            if database.demo:
                tell_of_demo()
            database.check()
            refusal = database.unwritable or (None if files.has_room(path.parent) else FullError(path=path))
            notice = refusal.text(_) if refusal else database.location.notice(_) or location.others_read(path, _) or ""
            size = path.stat().st_size
            said = _("{path}: sound, {size} kB, journal {journal}").format(
                path=path, size=size // 1024, journal=database.journal
            )
            return Finding("database", said, not notice, notice)
    except StoreError as problem:
        return Finding("database", problem.text(_), well=False)


def _backups(settings: Settings, surroundings: Surroundings) -> list[Finding]:
    """The newest backup that is whole, and how old it is."""
    path = settings.database
    found = backup.backups(path)
    if not found and not path.exists():
        return []
    newest, advice = (
        backup.newest_good(path),
        _("Make one: {command}").format(command=command("store backup") + (" FILE" if only_read.refusal(path) else "")),
    )
    if newest is None:
        many = count("{n} backup", "{n} backups", len(found))
        said = _("{many}, and none of them is whole").format(many=many) if found else _("none yet")
        return [Finding("backups", said, well=False, advice=advice if path.exists() else "")]
    made = backup.day_of(newest) or study_day(surroundings.now())
    age = (study_day(surroundings.now()) - made).days
    said = _("{many}, the newest of {day} ({age})").format(
        many=count("{n} backup", "{n} backups", len(found)),
        day=made.isoformat(),
        age=_("today") if age <= 0 else count("{n} day old", "{n} days old", age),
    )
    if newest != found[0]:
        advice = _("A later one is damaged. See: {command}").format(command=command("store restore"))
    elif age <= OLD or not path.exists():
        advice = ""
    return [Finding("backups", said, not advice, advice)]


def _cache(surroundings: Surroundings) -> list[Finding]:
    """Where what was read of libraries is kept, and whether it can be used."""
    if surroundings.cache_folder is None:
        return []
    with closing(Cache(surroundings.cache_folder)) as cache:
        if not cache.usable:
            advice = _("Libraries are read anew in every run. It may be deleted at any time.")
            return [Finding("cache", _("{path}: cannot be used").format(path=cache.path), well=False, advice=advice)]
        size = cache.path.stat().st_size // 1024
    said = _("{path}: {size} kB; it may be deleted at any time").format(path=cache.path, size=size)
    return [Finding("cache", said)]


def _own(settings: Settings, surroundings: Surroundings) -> list[Finding]:
    """Settings and keys of one's own, where there are any: how many there are, or what in them cannot be."""
    from tui.commands.config import keys_file, unusable  # noqa: PLC0415 - most have neither

    found: list[Finding] = []
    if settings.config.exists():
        wrong = unusable(settings)
        said = count("{n} fault", "{n} faults", len(wrong)) if wrong else _("can be used")
        found.append(Finding("settings", named(str(settings.config), said), not wrong, "\n    ".join(wrong)))
    path = keys_file(surroundings)
    if path.exists():
        from tui.keymap import settle  # noqa: PLC0415 - it knows every screen
        from tui.own_keys import read_keys  # noqa: PLC0415

        faults = settle(read_keys(path)).problems
        said = count("{n} fault", "{n} faults", len(faults)) if faults else _("can be used")
        found.append(Finding("keys", named(str(path), said), not faults, "\n    ".join(faults)))
    return found


def _library(settings: Settings) -> Finding:
    from tui.checking import check_path  # noqa: PLC0415 - the parsers are loaded when there is something to read

    errors = files = 0
    limits: list[Problem] = []
    try:
        for root in settings.libraries:
            if not root.is_dir():
                return Finding("library", _("There is no folder {path}.").format(path=root), well=False)
            checked = check_path(root)
            files += checked.files
            errors += sum(problem.severity.value == "error" for problem in checked.problems)
            limits += [problem for problem in checked.problems if problem.finding is TOO_MANY_FILES]
    except LessonError as problem:
        return Finding("library", problem.text(_), well=False)
    roots = listed(str(root) for root in settings.libraries)
    said = named(roots, count("{n} file", "{n} files", files))
    if settings.here:
        said += " " + _("(the folder you stand in)")
    if limits:
        said = named(roots, limits[0].message(_))
        return Finding("library", said, well=False, advice=limits[0].fix(_))
    return Finding(
        "library",
        said,
        advice=_("{errors}; see: fivefold check").format(errors=count("{n} error", "{n} errors", errors))
        if errors
        else "",
    )
