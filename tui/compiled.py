"""Regular expressions as they were compiled in an earlier run: nearly a tenth of the start went into compiling them.

Python keeps the code of a module and not that of its patterns, so `re` makes it anew in every run: here it is kept in
the cache folder, and may be deleted at any time. Only what modules compile as they are loaded is kept, as they are
sources that everybody has: what is compiled later may be what somebody typed.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lessons.digest import blake2b

if TYPE_CHECKING:
    from types import FrameType

NAME = "patterns"
"""Of the file."""
MOST = 600
"""Patterns that are kept; of more those that this run has used."""
_SEAL = 16
_LOADING = "_call_with_frames_removed"
"""The function of Python by which it runs a module."""

_Key = tuple[type, "str | bytes", int]
_Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""Flags, code, number of groups, and their names both ways: what `_sre` makes a pattern of.

The numbers of the code are 32 bits each in the order of this machine: most of them are looked at by nobody in a run.
"""


@contextmanager
def known_patterns(folder: Path) -> Iterator[None]:
    """Let modules have the patterns that are kept in a folder, and keep there those that are new."""
    try:
        from re import _compiler, _parser  # type: ignore[attr-defined] # noqa: PLC0415 - they have no public name

        make, parse, code_of = _compiler._sre.compile, _parser.parse, _compiler._code  # noqa: SLF001 - as above
        as_ever, edition = _compiler.compile, f"2 {sys.version} {sys.byteorder} {_compiler.MAGIC}"
    except (ImportError, AttributeError):  # another Python, in which they are elsewhere
        yield
        return
    path = folder / NAME
    known = _read(path, edition)
    used: dict[_Key, _Code] = {}
    are_new = False

    def compile_(pattern: Any, flags: int = 0) -> Any:  # noqa: ANN401 - as `re` has it
        nonlocal are_new
        key = (type(pattern), pattern, flags) if type(pattern) in (str, bytes) else None
        if key is None or flags & re.DEBUG:
            return as_ever(pattern, flags)
        code = known.get(key)
        if code is None:
            if not _is_loading(sys._getframe(1)):  # noqa: SLF001 - there is no other way to know who asks
                return as_ever(pattern, flags)
            parsed = parse(pattern, flags)
            names = dict(parsed.state.groupdict)
            groups = {number: name for name, number in names.items()}
            of_number = tuple([groups.get(number) for number in range(parsed.state.groups)])
            numbers = b"".join([int(one).to_bytes(4, sys.byteorder) for one in code_of(parsed, flags)])
            code = int(flags | parsed.state.flags), numbers, parsed.state.groups - 1, names, of_number
            are_new = True
        used[key] = code
        all_flags, numbers, *others = code
        return make(pattern, all_flags, memoryview(numbers).cast("I").tolist(), *others)

    _compiler.compile = compile_
    try:
        yield
    finally:
        _compiler.compile = as_ever
        if are_new:
            every = {**known, **used}
            _keep(path, edition, used if len(every) > MOST else every)


def _is_loading(frame: FrameType | None) -> bool:
    """Whether a module that is being loaded asks."""
    while frame is not None:
        if frame.f_code.co_name == _LOADING:
            return True
        frame = frame.f_back
    return False


def _read(path: Path, edition: str) -> dict[_Key, _Code]:
    """What is kept; nothing where it is not ours, damaged, or made by another Python."""
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_uid != os.geteuid():
                return {}
            sealed = file.read()
        body = sealed[_SEAL:]
        if sealed[:_SEAL] != _seal(body, edition):
            return {}
        rows: list[tuple[str | bytes, int, _Code]] = marshal.loads(body)  # noqa: S302 - sealed, and our own as sources are
        return {(type(pattern), pattern, flags): code for pattern, flags, code in rows}
    except (OSError, ValueError, EOFError, TypeError):
        return {}


def _keep(path: Path, edition: str, codes: dict[_Key, _Code]) -> None:
    """Keep some patterns; where that cannot be, the next run compiles them."""
    body = marshal.dumps([(pattern, flags, code) for (_type, pattern, flags), code in codes.items()])
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with suppress(OSError):
        if not path.parent.is_dir():  # whoever keeps more there makes it
            return
        try:
            descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(_seal(body, edition) + body)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def _seal(body: bytes, edition: str) -> bytes:
    return blake2b(body, digest_size=_SEAL, key=blake2b(edition.encode(), digest_size=32).digest()).digest()
