"""Changing one line of `config.toml`: everything else in it, comments too, stays as it was written."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from store import files
from tui.i18n import _
from tui.settings import SettingsError

Value = str | int | float | bool | Sequence[str]
"""What a setting is in the file."""
_HEADER = re.compile(r"\s*\[")


def read(path: Path) -> Mapping[str, object]:
    """What a file says; nothing where there is none.

    Raises:
        SettingsError: it cannot be read.
    """
    return _parsed(path, _text(path))


def change(path: Path, key: str, value: Value | None) -> None:
    """Have a file say this of a setting, or nothing (None), for this user alone; a link stays a link.

    Raises:
        SettingsError: the file cannot be read or written, or this line of it cannot be changed by itself.
    """
    before = _text(path)
    _parsed(path, before)
    try:
        after = changed(before, key, value)
    except ValueError as problem:
        raise SettingsError(
            _("{path}: {key} cannot be changed by itself. Change it in an editor.").format(path=path, key=key)
        ) from problem
    if after == before:
        return
    target = path.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=files.PRIVATE_FOLDER)
        files.write(target, (after,))
    except (OSError, UnicodeEncodeError) as problem:
        raise SettingsError(_("{path} cannot be written: {problem}.").format(path=path, problem=problem)) from problem


def changed(text: str, key: str, value: Value | None) -> str:
    """The text of a file with another value for a key at its top level, or without it (None).

    Raises:
        ValueError: the text is no TOML, or what came of it says anything else otherwise.
    """
    wanted = {name: one for name, one in tomllib.loads(text).items() if name != key}
    if value is not None:
        wanted[key] = value if isinstance(value, str | int | float | bool) else list(value)
    lines = text.splitlines(keepends=True)
    ending = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    found = _statement(lines, key)
    new = [] if value is None else [f"{key} = {literal(value)}"]
    if found is None:
        at = _end_of_top(lines)
        if new and at and not lines[at - 1].endswith("\n"):
            lines[at - 1] += ending
        lines[at:at] = [line + ending for line in new]
    else:
        start, end = found
        comment = _comment(lines[start:end])
        whole = "  ".join([*new, *([comment] if comment else [])])
        lines[start:end] = [whole + ending] if whole else []
    after = "".join(lines)
    if tomllib.loads(after) != wanted:
        raise ValueError(key)
    return after


def literal(value: Value) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")  # a string of JSON is one of TOML
    return "[" + ", ".join(literal(one) for one in value) + "]"


def _statement(lines: Sequence[str], key: str) -> tuple[int, int] | None:
    """First line of a key's statement at the top level, and the line behind its last; None where there is none."""
    begins = re.compile(rf"\s*(?:{re.escape(key)}|\"{re.escape(key)}\"|'{re.escape(key)}')\s*=")
    index = 0
    while index < len(lines) and not _HEADER.match(lines[index]):
        end = _end(lines, index)
        if begins.match(lines[index]):
            return index, end
        index = end
    return None


def _end(lines: Sequence[str], start: int) -> int:
    """Behind the last line of the statement that begins here: a value may go over several."""
    for end in range(start + 1, len(lines) + 1):
        try:
            tomllib.loads("".join(lines[start:end]))
        except tomllib.TOMLDecodeError:
            continue
        return end
    return start + 1


def _end_of_top(lines: Sequence[str]) -> int:
    """Behind the last statement before the first table; what stands above a table belongs to it."""
    index = last = 0
    while index < len(lines) and not _HEADER.match(lines[index]):
        end = _end(lines, index)
        if lines[index].strip() and not lines[index].lstrip().startswith("#"):
            last = end
        index = end
    return last if index < len(lines) else index


def _comment(statement: Sequence[str]) -> str:
    """What is noted behind a value."""
    before, last = "".join(statement[:-1]), statement[-1]
    for at, character in enumerate(last):
        if character == "#":
            try:
                tomllib.loads(before + last[:at])
            except tomllib.TOMLDecodeError:  # it stands inside the value
                continue
            return last[at:].rstrip("\r\n")
    return ""


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as problem:
        raise SettingsError(
            _("{path} cannot be used: {problem}. Mend it or move it away.").format(path=path, problem=problem)
        ) from problem


def _parsed(path: Path, text: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise SettingsError(
            _("{path} cannot be used: {problem}. Mend it or move it away.").format(path=path, problem=problem)
        ) from problem
