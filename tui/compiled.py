"""What modules have compiled as they are loaded, as an earlier run compiled it: an eighth of the start went there.

Python keeps the code of a module and not that of its patterns, nor that of the methods which `dataclasses` and
`namedtuple` write for it, so these are compiled anew in every run: here they are kept in the cache folder, and may be
deleted at any time. Only what modules compile as they are loaded is kept, as they are sources that everybody has: what
is compiled later may be what somebody typed.
"""

from __future__ import annotations

import _imp
import collections
import marshal
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import lessons.light  # noqa: F401 - it loads `dataclasses`, without what that would load
from lessons.digest import blake2b

if TYPE_CHECKING:
    from types import FrameType, ModuleType

NAME = "patterns"
"""Of the file."""
MOST = 1200
"""Patterns and methods that are kept; of more those that this run has used."""
_SEAL, _LENGTH = 16, 8
"""Bytes of the seal of the table, and of the number that says how long that is; the table follows, then all code."""
_LOADING = "_call_with_frames_removed"
"""The function of Python by which it runs a module."""

_Key = tuple[str, "str | bytes", int]
"""What it is, its source, and flags."""
_Place = tuple[int, int, bytes]
"""Where code begins behind the table, how long it is, and its hash: most of it is asked for in no run."""
_STR, _BYTES, _EXEC, _EVAL = "str", "bytes", "exec", "eval"
"""Patterns of text and of bytes, and sources for `exec` and `eval`."""
_Pattern = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""Flags, code, number of groups, and their names both ways: what `_sre` makes a pattern of.

The numbers of the code are 32 bits each in the order of this machine: most of them are looked at by nobody in a run.
"""


@contextmanager
def known_code(folder: Path) -> Iterator[None]:
    """Let modules have what is kept in a folder, and keep there what is new."""
    import dataclasses  # noqa: PLC0415 - behind `lessons.light`

    try:
        from re import _compiler, _parser  # type: ignore[attr-defined] # noqa: PLC0415 - they have no public name

        make, parse, code_of = _compiler._sre.compile, _parser.parse, _compiler._code  # noqa: SLF001 - as above
        as_ever, edition = _compiler.compile, f"4 {sys.version} {sys.byteorder} {_compiler.MAGIC}"
    except (ImportError, AttributeError):  # another Python, in which they are elsewhere
        yield
        return
    kept = _Kept(folder / NAME, edition)

    def compile_pattern(pattern: Any, flags: int = 0) -> Any:  # noqa: ANN401 - as `re` has it
        kind = _STR if type(pattern) is str else _BYTES if type(pattern) is bytes else ""
        if not kind or flags & re.DEBUG:
            return as_ever(pattern, flags)

        def compiled() -> _Pattern:
            parsed = parse(pattern, flags)
            names = dict(parsed.state.groupdict)
            groups = {number: name for name, number in names.items()}
            of_number = tuple([groups.get(number) for number in range(parsed.state.groups)])
            numbers = b"".join([int(one).to_bytes(4, sys.byteorder) for one in code_of(parsed, flags)])
            return int(flags | parsed.state.flags), numbers, parsed.state.groups - 1, names, of_number

        all_flags, numbers, *others = kept.code((kind, pattern, int(flags)), compiled)  # as Python 3.13 has its own 0
        return make(pattern, all_flags, memoryview(numbers).cast("I").tolist(), *others)

    def code_for(how: str, source: str) -> Any:  # noqa: ANN401 - code
        return kept.code((how, source, 0), partial(compile, source, "<string>", how, dont_inherit=True))

    def exec_(source: str, names: dict[str, object], local: dict[str, object]) -> None:
        exec(code_for(_EXEC, source), names, local)  # noqa: S102 - as `dataclasses` does

    def eval_(source: str, names: dict[str, object]) -> object:
        return eval(code_for(_EVAL, source), names)  # noqa: S307 - as `collections` does

    with (
        kept,
        _instead(_compiler, "compile", compile_pattern),
        _instead(dataclasses, _EXEC, exec_),
        _instead(collections, _EVAL, eval_),
    ):
        yield


@contextmanager
def _instead(module: ModuleType, name: str, function: Callable[..., object]) -> Iterator[None]:
    """Have a module find a function by a name, in the place of its own, or of the one that all have."""
    before = vars(module).get(name)
    setattr(module, name, function)
    try:
        yield
    finally:
        if before is None:
            delattr(module, name)
        else:
            setattr(module, name, before)


class _Kept:
    """What is kept; while it is entered, what is new is noted, and kept afterwards."""

    def __init__(self, path: Path, edition: str) -> None:
        self._path, self._edition = path, edition
        self._file, self._places, self._after = _opened(path, edition)
        self._used: set[_Key] = set()
        self._new: dict[_Key, bytes] = {}
        self._guard = threading.Lock()

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_error: object) -> None:
        if self._new:
            stay = self._places if len(self._places) + len(self._new) <= MOST else self._places.keys() & self._used
            known = {key: code for key in stay if (code := self._bytes(key)) is not None}
            with suppress(OSError):  # the next run compiles them
                _keep(self._path, self._edition, {**known, **self._new})
        with self._guard:
            self._places = {}
            if self._file is not None:
                self._file.close()

    def code(self, key: _Key, compiled: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever is compiled for the key
        """What is compiled, mostly as it is kept; of what no module asks for as it is loaded nothing is kept."""
        if key in self._places and (code := self._bytes(key)) is not None:
            self._used.add(key)
            return marshal.loads(code)  # noqa: S302 - it is what was kept, and our own as sources are
        found = compiled()
        if _is_loading(sys._getframe(1)):  # noqa: SLF001 - there is no other way to know who asks
            self._new[key] = marshal.dumps(found)
        return found

    def _bytes(self, key: _Key) -> bytes | None:
        """Code as it was kept; None where it is another by now, or cannot be read."""
        try:
            with self._guard:  # else the number may be that of another file when it is closed meanwhile
                begin, length, hashed = self._places[key]
                code = os.pread(self._file.fileno(), length, self._after + begin) if self._file else b""
        except (OSError, KeyError):
            return None
        return code if _imp.source_hash(length, code) == hashed else None


def _is_loading(frame: FrameType | None) -> bool:
    """Whether a module that is being loaded asks."""
    while frame is not None:
        if frame.f_code.co_name == _LOADING:
            return True
        frame = frame.f_back
    return False


def _opened(path: Path, edition: str) -> tuple[BinaryIO | None, dict[_Key, _Place], int]:
    """The file, of what is kept in it where it is, and how many bytes are before all of it.

    Nothing is where it is not ours, damaged, or made by another Python.
    """
    try:
        file = path.open("rb")
        status, head = os.fstat(file.fileno()), os.pread(file.fileno(), _SEAL + _LENGTH, 0)
        after = len(head) + int.from_bytes(head[_SEAL:], "big")
        if status.st_uid == os.geteuid() and after <= status.st_size:
            table = os.pread(file.fileno(), after - len(head), len(head))
            if head[:_SEAL] == _seal(table, edition):
                return file, marshal.loads(table), after  # noqa: S302 - sealed, and our own as sources are
        file.close()
    except (OSError, ValueError, EOFError, TypeError):
        pass
    return None, {}, 0


def _keep(path: Path, edition: str, every: Mapping[_Key, bytes]) -> None:
    """Keep some.

    Raises:
        OSError: that cannot be.
    """
    begin, places = 0, {}
    for key, code in every.items():
        places[key] = begin, len(code), _imp.source_hash(len(code), code)
        begin += len(code)
    table = marshal.dumps(places)
    head = _seal(table, edition) + len(table).to_bytes(_LENGTH, "big")
    if not path.parent.is_dir():  # whoever keeps more there makes it
        return
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(b"".join((head, table, *every.values())))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _seal(table: bytes, edition: str) -> bytes:
    return blake2b(table, digest_size=_SEAL, key=blake2b(edition.encode(), digest_size=32).digest()).digest()
