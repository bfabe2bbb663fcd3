"""`config`: what is set, who says so, and where the files are; change `config.toml`; list the keys."""

import argparse
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from store.database import open_database
from store.demo import is_demo
from store.errors import StoreError
from store.people import compared
from store.settings import forget_setting, members_in, settings_in
from tui.commands.output import say, say_json, tell
from tui.config_file import Value, change, read
from tui.i18n import _, aside, count, listed, named
from tui.own_keys import read_keys
from tui.preferences import PREFERENCES, Preferences, Said, Source, own_name
from tui.settings import Settings
from tui.start import Surroundings, WrongUsageError, settings_of, tell_of_demo
from tui.typed_path import typed_path
from tui.unknown import nearest

OTHERS = ("library", "db", "member")
"""What else `config.toml` may say."""
_CLASHES = 1
"""Exit status where a file of keys cannot be as it is."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What a run goes by."""

    settings: Settings
    preferences: Preferences
    surroundings: Surroundings
    members: Mapping[str, str]
    """The ids of those who study in the database by their names, the first to come first."""

    @property
    def whose(self) -> str:
        """The id of the member who is acting; empty where nobody is known to."""
        name = compared(self._member[0])
        return next((id_ for known, id_ in self.members.items() if compared(known) == name), "")

    def said(self) -> Mapping[str, Said]:
        """Every setting, by key."""
        settings = self.settings
        found = {
            "library": os.pathsep.join(map(str, settings.libraries)),
            "db": str(settings.database),
            "member": self._member[0],
        }
        others = {key: self._said(key, value) for key, value in found.items()}
        return {**others, **{key: self.preferences.said(key) for key in PREFERENCES}}

    def _said(self, key: str, value: str) -> Said:
        settings = self.settings
        demo = key == "member" and not settings.named  # there it counts for nothing what a variable or file says
        if (said := settings.said.get(key)) and not demo:
            return Said(value, said.source, said.where)
        why = self._member[1] if key == "member" else ""
        if key == "library" and not settings.starter:
            why = _("the folder you stand in") if settings.here else "fivefold library add"
        return Said(value, Source.DEFAULT, why)

    @property
    def _member(self) -> tuple[str, str]:
        """Who studies in such a run, and why it is they; nobody where the app would ask."""
        login, names = self.settings.member, tuple(self.members)
        if self.settings.named or not names:
            return login, _("your login name; nobody studies in this database yet")
        if is_demo(self.settings.database):
            return login, _("whom you are in the demo")
        if mine := next((name for name in names if compared(name) == compared(login)), None):
            return mine, _("your login name")
        if len(names) == 1:
            return names[0], _("the only one who studies in this database")
        return "", _("the app asks which of these: {names}").format(names=listed(names))

    def files(self) -> Mapping[str, Path]:
        """Where things lie."""
        around = self.surroundings
        found = {
            "config": self.settings.config,
            "keys": keys_file(around),
            "database": self.settings.database,
            "backups": self.settings.database.parent / "backups",
        }
        return found | ({"cache": around.cache_folder} if around.cache_folder else {})


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Show or change settings."""
    action = options.action
    if action == "keys":
        return _keys(options, surroundings)
    if action in {"set", "unset"}:
        return _change(options, surroundings)
    settings = settings_of(options, surroundings)
    known = _known(settings, surroundings)
    wrong = unusable(settings)
    for problem in wrong:
        tell(problem)
    if options.json:
        _say_json(known)
    else:
        _say(known)
    return int(bool(wrong))


def _known(settings: Settings, surroundings: Surroundings) -> _Known:
    """What was said, what was chosen in the app, and who is there: read from the database, if any, and not changed."""
    chosen: Mapping[str, str] = {}
    members: Mapping[str, str] = {}
    if settings.database.exists():
        try:
            if is_demo(settings.database):
                tell_of_demo()
            chosen, members = settings_in(settings.database), members_in(settings.database)
        except StoreError as problem:
            tell(problem.text(_))
    preferences = Preferences(
        settings.said,
        chosen=chosen.get,
        whose=lambda: known.whose,
        chosen_in=str(settings.database),
        lang=settings.lang,
    )
    known = _Known(settings, preferences, surroundings, members)
    return known


def keys_file(surroundings: Surroundings) -> Path:
    """Where keys of one's own are."""
    return surroundings.config_folder / "keys.toml"


def _source_words(said: Said) -> str:
    match said.source:
        case Source.OPTION:
            return _("option {name}").format(name=said.where)
        case Source.ENVIRONMENT:
            return _("environment, {name}").format(name=said.where)
        case Source.FILE:
            return "config.toml"
        case Source.CHOSEN:
            return _("chosen in the app")
    return said.where or _("default")


def _say(known: _Known) -> None:
    for key, said in known.said().items():
        say(aside(f"{key} = {said.value} ", _source_words(said)))
    say()
    words = {
        "config": "config.toml",
        "keys": "keys.toml",
        "database": _("database"),
        "backups": _("backups"),
        "cache": _("cache"),
    }
    for name, path in known.files().items():
        there = "" if path.exists() else "  " + _("(not there)")
        say(named(words[name], f"{path}{there}"))


def _say_json(known: _Known) -> None:
    say_json(
        {
            "settings": [
                {
                    "key": key,
                    "value": _as_json(key, said.value),
                    "source": said.source.value,
                    "where": said.where or None,
                }
                for key, said in known.said().items()
            ],
            "files": {name: str(path) for name, path in known.files().items()},
        }
    )


def _as_json(key: str, value: str) -> object:
    if key == "library":
        return value.split(os.pathsep)
    return PREFERENCES[key].toml(value) if key in PREFERENCES else value


def unusable(settings: Settings) -> list[str]:
    """What in `config.toml` is not as it may be, and which words in it nobody knows, each in one sentence."""
    known = [*OTHERS, *PREFERENCES]
    unknown = [key for key in read(settings.config) if key not in known]
    return [*settings.problems, *(named(str(settings.config), _unknown(key)) for key in unknown)]


def _unknown(key: str) -> str:
    known = [*OTHERS, *PREFERENCES]
    if near := nearest(key, known):
        return _("There is no setting {key}. Did you mean {near}?").format(key=repr(key), near=near)
    return _("There is no setting {key}. There are: {known}.").format(key=repr(key), known=listed(known))


def _change(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Write a line of `config.toml`, or take it out; say what holds now."""
    key, path = options.key, surroundings.config_folder / "config.toml"
    if key not in {*OTHERS, *PREFERENCES}:
        raise WrongUsageError(_unknown(key))
    value = None
    if options.action == "set":
        value = _value(key, " ".join(options.value), surroundings)
    change(path, key, value)
    settings = settings_of(options, surroundings)
    if key in PREFERENCES:
        names = [own_name(_known(settings, surroundings).whose, PREFERENCES[key])]  # else the file would not hold
        _forget(settings, [*names, PREFERENCES[key].name] if value is None else names, surroundings.now)
    said = _known(settings, surroundings).said()[key]
    say(aside(f"{key} = {said.value} ", _source_words(said)))
    if value is not None:
        if said.source is not Source.FILE:
            tell(_("{path} is changed, but {source} overrules it.").format(path=path, source=_source_words(said)))
        else:
            tell(_("Kept in {path}").format(path=path))
    return 0


def _value(key: str, text: str, surroundings: Surroundings) -> Value:
    """What somebody typed, as the file has it; a path is whole, as the file is read from anywhere.

    Raises:
        WrongUsageError: it may not be this.
    """
    if key in PREFERENCES:
        try:
            return PREFERENCES[key].toml(PREFERENCES[key].read(text))
        except ValueError as problem:
            raise WrongUsageError(str(problem)) from problem
    if not text.strip():
        raise WrongUsageError(
            _("{key} cannot be empty. To have the default: fivefold config unset {key}").format(key=key)
        )
    if key == "member":
        return text
    paths = [str((surroundings.here / typed_path(part)).resolve()) for part in text.split(os.pathsep) if part]
    return paths if key == "library" else paths[0]


def _forget(settings: Settings, names: Sequence[str], now: Callable[[], datetime]) -> None:
    """Forget what was chosen in the app too, so that the file or the default holds again."""
    if not settings.database.exists():
        return
    try:
        with open_database(settings.database, now=now) as database:
            for name in names:
                forget_setting(database, name)
    except StoreError as problem:
        tell(problem.text(_))


def _keys(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Every binding by its id, its keys, and what it does; then what in the file of keys cannot be so."""
    from tui import keymap  # noqa: PLC0415 - it knows every screen

    settings_of(options, surroundings)
    path = keys_file(surroundings)
    settled = keymap.settle(read_keys(path))
    rows = [
        (id_, settled.keys.get(id_, binding.key).split(","), _(binding.description), id_ in settled.keys)
        for id_, binding in keymap.every().items()
    ]
    if options.json:
        say_json(
            {
                "file": str(path),
                "keys": [{"id": id_, "keys": keys, "does": does, "own": own} for id_, keys, does, own in rows],
                "problems": list(settled.problems),
            }
        )
    else:  # as keys.toml has them, to be copied
        for id_, keys, does, own in rows:
            yours = "  (" + _("your own") + ")" if own else ""
            say(f'"{id_}" = "{",".join(keys)}"  # {does}{yours}')
        mine = count("{n} key of your own", "{n} keys of your own", len(settled.keys))
        tell(
            _("{path}: {mine}. Lines such as these, in that file, give a key to what you like.").format(
                path=path, mine=mine
            )
        )
    for problem in settled.problems:
        tell(problem)
    return _CLASHES if settled.problems else 0
