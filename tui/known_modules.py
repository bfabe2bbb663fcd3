"""The code of modules as an earlier run loaded it, in one file: a tenth of the start went into finding it elsewhere.

Python looks for each module in one folder after another, looks at its source, and opens what it keeps of that: so for
five hundred files. Here what was loaded before lies together in the cache folder, and may be deleted at any time.
What functions say of themselves is left out, as with `python -OO`, and so are the columns of each instruction, as with
`python -X no_debug_ranges`: a third of it all, and no run of ours reads it.
Each source is still looked at: where it is not what it was, or where another file is meant by its name by now, Python
goes its own way. Nothing more is believed of this file than Python believes of its own: it has to be this user's.

It begins before anything else is loaded, so it imports nothing but what the interpreter has in itself.
"""

from __future__ import annotations

import _imp
import marshal
import os
import sys
from _frozen_importlib_external import PathFinder, SourceFileLoader, spec_from_file_location
from _thread import allocate_lock

TYPE_CHECKING = False  # as `typing` has it, which would be loaded for it
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from importlib.machinery import ModuleSpec
    from types import CodeType, ModuleType

    _Entry = tuple[str, int, int, str, bool, str, int, int]
    """Of a module: its source, the bytes of that and when it was changed in ns, the folder in which it was looked for,
    whether it is a package, what Python keeps of it, and where its code is: after how many bytes, and how many."""

NAME = "modules"
"""Of the file."""
MOST = 2000
"""Modules that are kept; of more those that this run has used."""
_OF_FUNCTIONS = 0x3
"""Flags of code with variables of its own (`inspect.CO_OPTIMIZED`, `CO_NEWLOCALS`)."""
_ON_A_LINE, _ON_NONE, _MOST_AT_ONCE = 13, 15, 8
"""Of the table of a code's lines (CPython, Objects/locations.md): an entry without columns, one of no line, and of how
many code units of two bytes an entry is at most."""
_SIX_BITS = 0x3F
"""Of a number there, in each byte; the next bit says that more follow."""
_SEAL, _LENGTH = 8, 8
"""Bytes of the seal of the table, and of the number that says how long that is; the table follows, then all code."""


class KnownModules:
    """While it is entered, modules come from what is kept in a folder; what else was loaded is kept there afterwards.

    In the first run nothing is kept but an empty file: what is run once only need not be known.
    """

    def __init__(self, folder: str | None) -> None:
        """Keep it in a folder; None for nowhere."""
        self._path = folder and f"{folder}/{NAME}"
        self._descriptor = -1
        self._table: Mapping[str, _Entry] = {}
        self._after = 0
        """Bytes before all code."""
        self._hidden: set[str] = set()
        """Those of no package by whose name another file is meant, or none."""
        self._used: set[str] = set()
        self._before: set[str] = set()
        self._lock = allocate_lock()
        self._room = bytearray(1 << 16)
        """Where code is read to: room of its own for each module has the system look for fresh memory each time."""

    def __enter__(self) -> None:
        if self._path is None or PathFinder not in sys.meta_path:
            return
        self._before = set(sys.modules)
        if self._open(self._path):
            self._hidden = _hidden(self._table)
            sys.meta_path.insert(sys.meta_path.index(PathFinder), self)

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        if self in sys.meta_path:
            sys.meta_path.remove(self)
        try:
            if kind is None and self._path is not None:
                self._keep(self._path)
        except OSError:  # the next run does without it
            pass
        finally:
            with self._lock:
                descriptor, self._descriptor = self._descriptor, -1
                if descriptor >= 0:
                    os.close(descriptor)
                self._room = bytearray()

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """How a module is loaded, as each finder of modules says it; None where what is kept is not to be used."""
        entry = self._table.get(name)
        if entry is None or (name in self._hidden if path is None else list(path) != [entry[3]]):
            return None
        source, size, changed, _within, is_package, cached, *_place = entry
        try:
            status = os.stat(source)  # noqa: PTH116 - `pathlib` is one of the modules that are loaded from here
        except OSError:
            return None
        if (status.st_size, status.st_mtime_ns) != (size, changed):
            return None
        loader = _Loader(name, source)
        loader.known = self
        folders = [source.rpartition("/")[0]] if is_package else None
        spec = spec_from_file_location(name, source, loader=loader, submodule_search_locations=folders)
        if spec is not None:
            spec.cached = cached
            self._used.add(name)
        return spec

    def code(self, name: str) -> CodeType | None:
        """The code of a module; None where it cannot be read."""
        *_said, begin, length = self._table[name]
        try:
            with self._lock:  # as below
                if len(self._room) < length:
                    self._room = bytearray(length)
                found = memoryview(self._room)[:length]
                if os.preadv(self._descriptor, [found], self._after + begin) != length:
                    return None
                code: CodeType = marshal.loads(found)  # noqa: S302 - believed as what Python itself keeps
        except (OSError, ValueError, EOFError, TypeError, AttributeError):  # an older system may have no `preadv`
            return None
        return code

    def _bytes(self, name: str) -> bytes:
        *_said, begin, length = self._table[name]
        with self._lock:  # else the number may be that of another file when it is closed meanwhile
            return os.pread(self._descriptor, length, self._after + begin)

    def _open(self, path: str) -> bool:
        """Open the file and read its table; False where there is none that is ours."""
        try:
            self._descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
            status = os.fstat(self._descriptor)
            if status.st_uid != os.geteuid():
                return False
            head = os.pread(self._descriptor, _SEAL + _LENGTH, 0)
            length = int.from_bytes(head[_SEAL:], "big")
            self._after = _SEAL + _LENGTH + length
            if self._after <= status.st_size:
                table = os.pread(self._descriptor, length, _SEAL + _LENGTH)
                if head[:_SEAL] == _seal(table):
                    self._table = marshal.loads(table)  # noqa: S302 - sealed, and believed as above
        except OSError:
            return False
        return True

    def _keep(self, path: str) -> None:
        """Keep what was loaded meanwhile and is not known as it is now.

        Raises:
            OSError: it cannot be written.
        """
        if self._descriptor < 0:
            if not os.path.lexists(path) and os.path.isdir(path.rpartition("/")[0]):  # noqa: PTH112 - as above
                _write(path, {}, ())
            return
        fresh = {}
        for name in sys.modules.keys() - self._before - self._used:
            if (found := _loaded(name)) is not None:
                fresh[name] = found
        if not fresh:
            return
        stay = {name for name in self._table if name not in fresh}
        if len(stay) + len(fresh) > MOST:
            stay &= self._used
        table, parts, begin = {}, [], 0
        for name in (*stay, *fresh):
            said, code = fresh[name] if name in fresh else (self._table[name][:-2], self._bytes(name))
            table[name] = (*said, begin, len(code))
            parts.append(code)
            begin += len(code)
        _write(path, table, parts)


class _Loader(SourceFileLoader):
    """Python's own, with the code at hand."""

    known: KnownModules | None = None

    def get_code(self, fullname: str) -> CodeType | None:
        """The code of the module."""
        known, self.known = self.known, None
        return (known and known.code(fullname)) or super().get_code(fullname)


def _hidden(table: Mapping[str, _Entry]) -> set[str]:
    """Of the modules of no package those that are not where they were looked for, since another is before them."""
    waiting = {name: entry[3] for name, entry in table.items() if "." not in name}
    hidden = set()
    for folder in sys.path:
        try:
            names = {one.partition(".")[0] for one in os.listdir(folder or ".")}  # noqa: PTH208 - as above
        except FileNotFoundError:
            continue
        except OSError:  # an archive, or a folder that nobody may read: it may hold anything
            break
        for name in names & waiting.keys():
            if waiting.pop(name) != folder:
                hidden.add(name)
    return hidden | waiting.keys()


def _loaded(name: str) -> tuple[tuple[str, int, int, str, bool, str], bytes] | None:
    """What is kept of a module, and its code; None where it does not come from a source in the usual way."""
    spec = getattr(sys.modules.get(name), "__spec__", None)
    if spec is None or spec.name != name or type(spec.loader) not in {SourceFileLoader, _Loader}:
        return None
    source, cached = spec.origin, spec.cached
    if not source or not cached or not source.startswith("/"):
        return None
    is_package = spec.submodule_search_locations is not None
    folder = source.rpartition("/")[0]
    within = folder.rpartition("/")[0] if is_package else folder
    if is_package and list(spec.submodule_search_locations) != [folder]:
        return None
    if "." not in name and within not in sys.path:
        return None
    try:
        status = os.stat(source)  # noqa: PTH116 - as above
        code = spec.loader.get_code(name)
    except (OSError, ImportError, SyntaxError):  # it is being changed
        return None
    return (source, status.st_size, status.st_mtime_ns, within, is_package, cached), marshal.dumps(_terse(code))


def _terse(code: CodeType) -> CodeType:
    """The same without what its functions say of themselves; of modules and classes it stays, as they read it."""
    from opcode import hasconst  # noqa: PLC0415 - nothing is kept in most runs

    constants = [_terse(one) if type(one) is type(code) else one for one in code.co_consts]
    steps = zip(code.co_code[::2], code.co_code[1::2], strict=True)
    is_function = code.co_flags & _OF_FUNCTIONS == _OF_FUNCTIONS
    if (
        is_function
        and constants
        and type(constants[0]) is str
        and all(at or step not in hasconst for step, at in steps)
    ):
        constants[0] = None  # what a function says of itself comes first, and this one does not use it otherwise
    lean = code.replace(co_consts=tuple(constants), co_linetable=_lines_alone(code))
    return lean if list(lean.co_lines()) == list(code.co_lines()) else code.replace(co_consts=tuple(constants))


def _lines_alone(code: CodeType) -> bytes:
    """The table of a code's lines without its columns."""
    table, before = bytearray(), code.co_firstlineno
    for begin, end, line in code.co_lines():
        units = (end - begin) // 2
        while units:
            number = min(units, _MOST_AT_ONCE)
            units -= number
            table.append(0x80 | (_ON_NONE if line is None else _ON_A_LINE) << 3 | number - 1)
            if line is not None:
                further = (line - before) << 1 if line >= before else (before - line) << 1 | 1
                while further > _SIX_BITS:
                    table.append(_SIX_BITS + 1 | further & _SIX_BITS)
                    further >>= 6
                table.append(further)
                before = line
    return bytes(table)


def _write(path: str, table: Mapping[str, _Entry], codes: Iterable[bytes]) -> None:
    """Put it in the place of what is kept."""
    said = marshal.dumps(table)  # type: ignore[arg-type] # mypy takes no mapping of tuples for one
    part = f"{path}.{os.getpid()}.part"
    descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(_seal(said) + len(said).to_bytes(_LENGTH, "big") + said)
            file.writelines(codes)
            file.flush()
            os.fsync(descriptor)  # what is half there would be believed
        os.replace(part, path)  # noqa: PTH105 - as above
    except BaseException:
        os.unlink(part)  # noqa: PTH108 - as above
        raise


def _seal(table: bytes) -> bytes:
    """What tells whether a table is whole, and of this Python."""
    key = int.from_bytes(_imp.source_hash(0, f"3 {sys.version} {sys.flags.optimize}".encode()), "big") >> 1
    return _imp.source_hash(key, table)
