# ruff: noqa: PTH105, PTH108, PTH116, PTH123 - pathlib is not loaded yet, and takes longer for hundreds of files
# ruff: noqa: S302 - what is read is what we have written, in a folder that Python itself runs code from
"""The modules of a start, kept in one file: to look for five hundred, and open and check each, is a tenth of a start.

What is kept is what Python itself keeps of a module (PEP 3147), beside it and by the same rules: a module whose source
has another size or time is read as ever, `PYTHONDONTWRITEBYTECODE` has nothing written, and where nothing can be
written, nothing is. The file holds for one list of folders with modules, and may be deleted at any time.
"""

import marshal
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import MAGIC_NUMBER, cache_from_source
from types import CodeType, ModuleType

_HEAD = b"fivefold modules 1 " + MAGIC_NUMBER
_SIZE = 4
"""Bytes that say how long the index is."""
_ENOUGH = 25
"""So many modules that were not kept are worth to write the file."""
_OF_CODE = 16
"""Where the code of a module begins in what Python keeps: magic number, flags, time and size come first (PEP 552)."""

_Place = tuple[int, int, str, bool, int, int]
"""Of a module: where its code begins, its length, the source, whether it is a package, its time in ns and its size."""


BESIDE = cache_from_source(__file__).removesuffix(".pyc") + ".all"
"""Where the file is: beside what Python keeps of this package."""


def use(path: str = BESIDE) -> None:
    """Have modules loaded from the file from now on, where there is one that holds."""
    if hasattr(os, "pread"):  # not on every system
        with suppress(OSError, ValueError, EOFError, TypeError):
            _Finder.of(path)


def keep(modules: Iterable[ModuleType], path: str = BESIDE) -> None:
    """Write the file, where enough modules were loaded that are not in it; for the end of a run."""
    if sys.dont_write_bytecode:
        return
    finder = next((one for one in sys.meta_path if isinstance(one, _Finder)), None)
    new = [one for one in modules if _is_source(one) and not (finder and finder.has(one.__name__))]
    if len(new) < _ENOUGH:
        return
    _write(path, {**(finder.all() if finder else {}), **dict(filter(None, map(_kept, new)))})


def _folders() -> list[str]:
    """Where modules are looked for, but for the first, which is the folder of the script, or where one stands."""
    return sys.path[1:]


class _Finder:
    """Finds what is kept."""

    def __init__(self, file: int, begin: int, index: Mapping[str, _Place]) -> None:
        self._file, self._begin, self._index = file, begin, index

    @classmethod
    def of(cls, path: str) -> None:
        """Have what is in a file found before anything else.

        Raises:
            OSError: there is no such file.
            ValueError, EOFError, TypeError: it is another's, or broken.
        """
        file = os.open(path, os.O_RDONLY)
        head = os.read(file, len(_HEAD) + _SIZE)
        length = int.from_bytes(head[len(_HEAD) :], "little")
        if head.startswith(_HEAD):
            folders, index = marshal.loads(os.read(file, length))
            if folders == _folders():
                sys.meta_path.insert(0, cls(file, len(head) + length, index))
                return
        os.close(file)

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """How a module is loaded; None where its source is not as it was."""
        if not self.has(name):
            return None
        _start, _length, source, package, _time, _size = self._index[name]
        spec = ModuleSpec(name, _Loader(name, source, self), origin=source, is_package=package)
        spec.has_location = True
        if package:
            spec.submodule_search_locations = [source.rpartition(os.sep)[0]]
        return spec

    def has(self, name: str) -> bool:
        """Whether a module is kept as it is."""
        return name in self._index and _is_as_it_was(self._index[name])

    def code(self, name: str) -> bytes:
        """The code of a module, as it is kept; shorter where the file is broken."""
        start, length, *_source = self._index[name]
        return os.pread(self._file, length, self._begin + start)

    def all(self) -> Mapping[str, tuple[_Place, bytes]]:
        """All that is as it was."""
        return {name: (place, self.code(name)) for name, place in self._index.items() if self.has(name)}


class _Loader(SourceFileLoader):
    """Loads a module from what is kept, and is for everything else the loader that it would have."""

    def __init__(self, name: str, path: str, finder: _Finder) -> None:
        super().__init__(name, path)
        self._finder = finder

    def get_code(self, fullname: str) -> CodeType | None:
        """The code of the module."""
        try:
            code = marshal.loads(self._finder.code(fullname))
        except (OSError, ValueError, EOFError, TypeError):
            return super().get_code(fullname)
        return code if isinstance(code, CodeType) else super().get_code(fullname)


def _is_as_it_was(place: _Place) -> bool:
    try:
        now = os.stat(place[2])
    except OSError:
        return False
    return (now.st_mtime_ns, now.st_size) == place[4:]


def _is_source(module: ModuleType) -> bool:
    """Whether a module was loaded from its source, or from what Python keeps of that."""
    spec = getattr(module, "__spec__", None)
    return spec is not None and type(spec.loader) is SourceFileLoader and spec.origin is not None


def _kept(module: ModuleType) -> tuple[str, tuple[_Place, bytes]] | None:
    """What Python keeps of a module; None where that is not of its source as it is now."""
    spec = module.__spec__
    if spec is None or spec.origin is None:
        return None
    try:
        with open(cache_from_source(spec.origin), "rb") as file:
            data = file.read()
        source = os.stat(spec.origin)
    except OSError:
        return None
    numbers = (0, int(source.st_mtime) & 0xFFFFFFFF, source.st_size & 0xFFFFFFFF)
    if data[:_OF_CODE] != MAGIC_NUMBER + b"".join(number.to_bytes(4, "little") for number in numbers):
        return None
    package = spec.submodule_search_locations is not None
    place = (0, len(data) - _OF_CODE, spec.origin, package, source.st_mtime_ns, source.st_size)
    return spec.name, (place, data[_OF_CODE:])


def _write(path: str, kept: Mapping[str, tuple[_Place, bytes]]) -> None:
    """Write a file at once, if it can be written: whoever reads it meanwhile has the one before."""
    index: dict[str, _Place] = {}
    start = 0
    for name, (place, code) in kept.items():
        index[name] = (start, *place[1:])
        start += len(code)
    said = marshal.dumps((_folders(), index))
    new = f"{path}.{os.getpid()}"
    try:
        with open(new, "wb") as file:
            file.write(_HEAD + len(said).to_bytes(_SIZE, "little") + said)
            file.writelines(code for _place, code in kept.values())
        os.replace(new, path)
    except OSError:
        with suppress(OSError):
            os.unlink(new)
