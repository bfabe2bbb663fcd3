"""What a run of the program is told: options, environment, `config.toml`, defaults, in this order."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path
from shlex import quote

import lessons
from lessons.light import dataclass
from store import files
from tui.i18n import _, language_of
from tui.preferences import PREFERENCES, WHOLE, Said, Source
from tui.typed_path import typed_path

STARTER_COURSES = tuple(Path(lessons.__file__).parent / "content" / name for name in ("studying", "writing", "leading"))
"""The courses that ship with the program, the one for everybody first."""


_REMEMBERED = "libraries.txt"


class SettingsError(Exception):
    """A setting that cannot be used, in one sentence with what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a run finds its courses and its data, who studies, and in which language."""

    libraries: tuple[Path, ...]
    database: Path
    member: str
    named: bool
    """True where the member was named by option, environment or file, not taken from the login."""
    lang: str
    here: bool
    """True where the courses are those of the folder that one stands in, for no other reason."""
    starter: bool
    """True where nothing else was found and the starter courses stand in."""
    usual: tuple[Path, ...]
    """Where courses would be found, were none named and no folder stood in that has some."""
    config: Path
    """The file that settings may be written in."""
    said: Mapping[str, Said] = field(default_factory=dict)
    """What option, environment or file say of a preference, or of `library`, `db` or `member`, by its key."""
    refused: Mapping[str, Said] = field(default_factory=dict)
    """What `config.toml` says of preferences that they cannot be, by key: it does not hold."""

    @property
    def problems(self) -> tuple[str, ...]:
        """What of that is wrong, each in one sentence of the language in use."""
        return tuple(f"{said.where}: {PREFERENCES[key].refusal(said.value)}" for key, said in self.refused.items())


def resolve(
    *,
    libraries: Sequence[str],
    database: str | None,
    member: str | None,
    lang: str | None,
    environment: Mapping[str, str],
    here: Path,
    config_folder: Path,
    data_folder: Path,
) -> Settings:
    """The settings of a run.

    Raises:
        SettingsError: `config.toml` cannot be read, a language is not known, or the folder of a named database is not
            there.
    """
    path = config_folder / "config.toml"
    config = _config(path)
    options = {"db": database, "member": member, "lang": lang}
    said = {key: one for key in ("db", "member") if (one := _said(key, options, environment, config, path))}
    preferred, refused = _preferred(options, environment, config, path)
    said |= preferred
    named_libraries = list(libraries)
    if named_libraries:
        said["library"] = Said(os.pathsep.join(named_libraries), Source.OPTION, "--library")
    elif named_libraries := [part for part in environment.get("FIVEFOLD_LIBRARY", "").split(os.pathsep) if part]:
        said["library"] = Said(environment["FIVEFOLD_LIBRARY"], Source.ENVIRONMENT, "FIVEFOLD_LIBRARY")
    elif named_libraries := _strings(config, "library", config_folder):
        said["library"] = Said(os.pathsep.join(named_libraries), Source.FILE, str(path))
    stands_in, starter = False, False
    usual = tuple(typed_path(name) for name in _strings(config, "library", config_folder))
    usual = usual or remembered(config_folder) or STARTER_COURSES
    if named_libraries:
        roots = tuple(typed_path(name) for name in named_libraries)
    elif holds_courses(here):
        roots, stands_in = (here,), True
    else:
        roots, starter = usual, usual == STARTER_COURSES
    database_file = data_folder / "study.db"
    if "db" in said:
        database_file = typed_path(said["db"].value)
        if not database_file.parent.is_dir():  # most likely a slip of the keys: a path meant would be there
            raise SettingsError(
                _("There is no folder {folder} for the database {path}. Make it, or mend the path.").format(
                    folder=database_file.parent, path=database_file.name
                )
            )
    return Settings(
        libraries=roots,
        database=database_file,
        member=said["member"].value if "member" in said else _login_name(),
        named="member" in said,
        lang=said["lang"].value if "lang" in said else language_of(_locale(environment)),
        here=stands_in,
        starter=starter,
        usual=usual,
        config=path,
        said=said,
        refused=refused,
    )


def _said(
    key: str,
    options: Mapping[str, str | None],
    environment: Mapping[str, str],
    config: Mapping[str, object],
    path: Path,
) -> Said | None:
    """What option, environment or file say of one setting, in this order; None where none of them does."""
    variable = f"FIVEFOLD_{key.upper()}"
    if option := options.get(key):
        return Said(option, Source.OPTION, f"--{key}")
    if environment.get(variable):
        return Said(environment[variable], Source.ENVIRONMENT, variable)
    value = config.get(key)
    plain = key in {"recall", *WHOLE} or (key in PREFERENCES and PREFERENCES[key].switch)
    if plain and isinstance(value, bool | int | float):
        value = str(value)
    elif value is not None and not isinstance(value, str):
        raise SettingsError(_("{path}: {key} must be text in quotes.").format(path=path, key=key))
    return Said(value, Source.FILE, str(path)) if value else None


def _preferred(
    options: Mapping[str, str | None], environment: Mapping[str, str], config: Mapping[str, object], path: Path
) -> tuple[Mapping[str, Said], Mapping[str, Said]]:
    """What option, environment or file say of the preferences, and what the file says that they cannot be.

    Raises:
        SettingsError: an option or a variable says what a preference cannot be.
    """
    found: dict[str, Said] = {}
    refused: dict[str, Said] = {}
    for key, preference in PREFERENCES.items():
        if one := _said(key, options, environment, config, path):
            try:
                found[key] = Said(preference.read(one.value), one.source, one.where)
            except ValueError as problem:
                if one.source is not Source.FILE:
                    raise SettingsError(f"{one.where}: {problem}") from problem
                refused[key] = one
    return found, refused


def source_words(settings: Settings, here: Path) -> str:
    """Why the courses are those that they are, and how to have others; empty where somebody chose them."""
    if not settings.here:
        return ""
    return _(
        "Using the courses in this folder. The starter courses: fivefold --library {starter}. "
        "To have both from any other folder: fivefold library add {here}, fivefold library add {starter}"
    ).format(starter=quote(str(STARTER_COURSES[0].parent)), here=quote(str(here)))


def remembered(config_folder: Path) -> tuple[Path, ...]:
    """The libraries remembered by `library add`.

    Raises:
        SettingsError: the list cannot be read.
    """
    path = config_folder / _REMEMBERED
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as problem:
        raise SettingsError(
            _("{path} cannot be used: {problem}. Mend it or move it away.").format(path=path, problem=problem)
        ) from problem
    return tuple(Path(line) for line in lines if line)


def remember(config_folder: Path, folders: Sequence[Path]) -> None:
    """Remember these libraries instead of those before: one to a line, replaced whole.

    Raises:
        SettingsError: the list cannot be written.
    """
    path = config_folder / _REMEMBERED
    try:
        config_folder.mkdir(parents=True, exist_ok=True, mode=files.PRIVATE_FOLDER)
        files.write(path, (f"{folder}\n" for folder in folders))
    except (OSError, UnicodeEncodeError) as problem:
        raise SettingsError(_("{path} cannot be written: {problem}.").format(path=path, problem=problem)) from problem


def _locale(environment: Mapping[str, str]) -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return environment[name]
    return ""


def _login_name() -> str:
    import getpass  # noqa: PLC0415 - many are named, and a library has its member

    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no login name in a bare container
        return "member"


def holds_courses(folder: Path) -> bool:
    """Whether a folder, or one in it, says that it is a course."""
    if (folder / "course.md").is_file():
        return True
    try:
        return any((child / "course.md").is_file() for child in folder.iterdir() if child.is_dir())
    except OSError:
        return False


def _config(path: Path) -> dict[str, object]:
    if not path.exists():
        return {}
    import tomllib  # noqa: PLC0415 - it takes as long as all else here, and most have no such file

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise SettingsError(
            _("{path} cannot be used: {problem}. Mend it or move it away.").format(path=path, problem=problem)
        ) from problem


def _strings(config: Mapping[str, object], key: str, folder: Path) -> list[str]:
    value = config.get(key, [])
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(item, str) for item in values):
        raise SettingsError(_("{path}: {key} must be a list of texts.").format(path=folder / "config.toml", key=key))
    return list(values)
