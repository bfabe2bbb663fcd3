"""`keys.toml`: the keys that somebody has in the place of ours, as they wrote them. No Textual in it.

"quiz.hint" = "z,f8"
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from lessons.light import dataclass
from tui.i18n import _


@dataclass(frozen=True, slots=True)
class OwnKey:
    """What somebody wants of one binding."""

    id: str
    keys: tuple[str, ...]
    line: int
    """Where it says so, from 1; 0 where that is not to be found."""


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """What a file of keys says."""

    path: Path
    wanted: tuple[OwnKey, ...] = ()
    """In the order of the file."""
    problems: tuple[str, ...] = ()
    """What in it cannot be used, each in one sentence."""

    def place(self, line: int) -> str:
        """A line of the file, as messages name it."""
        return f"{self.path.name}:{line}" if line else self.path.name


def read_keys(path: Path) -> OwnKeys:
    """What a file of keys says; nothing where there is none. Whether it can be so, `tui.keymap` knows."""
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return OwnKeys(path)
    except (OSError, UnicodeDecodeError) as problem:
        return OwnKeys(path, problems=(_("{path} cannot be used: {problem}.").format(path=path, problem=problem),))
    import tomllib  # noqa: PLC0415 - most have no such file

    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        return OwnKeys(path, problems=(_("{path} cannot be used: {problem}.").format(path=path, problem=problem),))
    wanted, problems = [], []
    lines = text.splitlines()
    for id_, value in _flat(document):
        line = _line(lines, id_)
        keys = tuple(one.strip() for one in value.split(",") if one.strip()) if isinstance(value, str) else ()
        if keys:
            wanted.append(OwnKey(id_, keys, line))
        else:
            where = f"{path.name}:{line}" if line else path.name
            example = f'"{id_}" = "z,f8"'
            problems.append(
                _("{where}: {id} must name its keys in quotes, such as: {example}").format(
                    where=where, id=id_, example=example
                )
            )
    wanted.sort(key=lambda one: one.line)
    return OwnKeys(path, tuple(wanted), tuple(problems))


def _flat(document: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    """Ids and keys; `reader.next` without quotes is a table in a table to TOML, and means the same."""
    for name, value in document.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def _line(lines: list[str], id_: str) -> int:
    for name in (id_, id_.rpartition(".")[2]):
        begins = re.compile(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=")
        for number, line in enumerate(lines, start=1):
            if begins.match(line):
                return number
    return 0
