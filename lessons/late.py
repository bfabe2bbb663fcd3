"""Values whose large fields are read, and modules that are loaded, when somebody first asks for them.

A library is known by its cards: most of its questions and texts are asked for by nobody in a run. Such a value is the
same dataclass with the same fields; only the moment differs at which they come.
"""

import sys
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from lessons.light import names_of

_Value = TypeVar("_Value", bound="Late")


class LateModule:
    """A module that is loaded when something of it is first asked for; what is set in it is set in the module."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        object.__setattr__(self, "_name", name)

    # Not __getattr__: Python comes to that by way of an error, and every answer asks a dozen times.
    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 - whatever the module has
        """Something of the module; where another thread is loading it just now, it is waited for."""
        own = _name_of(self)
        try:
            return getattr(_MODULES[own], name)
        except (KeyError, AttributeError):  # a module is there before all of it is: only the import waits for the rest
            return getattr(import_module(own), name)

    def __setattr__(self, name: str, value: object) -> None:
        """Set something in the module."""
        setattr(import_module(_name_of(self)), name, value)

    def __delattr__(self, name: str) -> None:
        """Delete something of the module."""
        delattr(import_module(_name_of(self)), name)


_name_of: Callable[[LateModule], str] = vars(LateModule)["_name"].__get__
_MODULES = sys.modules
"""The one table of them, which is never another."""


def modules_of(package: str) -> Callable[[str], LateModule]:
    """The `__getattr__` of a package of ours (PEP 562): `from package import module` loads nothing until it is used.

    `import package.module` and `from package.module import name` load the module at once, as ever.
    """

    def module(name: str) -> LateModule:
        if name.startswith("_"):
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return LateModule(f"{package}.{name}")

    return module


class Rest:
    """What of a value is not there yet: how it is read, and what is known of it before."""

    __slots__ = ("_known", "_read")

    def __init__(self, read: Callable[[], Mapping[str, object]], known: Mapping[str, object] | None = None) -> None:
        self._read, self._known = read, known

    def read(self) -> Mapping[str, object]:
        """The fields that are not there yet."""
        return self._read()

    def told(self, figure: str) -> Any:  # noqa: ANN401 - a figure is what its property says
        """A figure about them; None where it is not known."""
        return None if self._known is None else self._known.get(figure)


class Late:
    """A frozen dataclass, some of whose fields may be read late; see `late`."""

    __slots__ = ("_rest",)

    def told(self, figure: str) -> Any:  # noqa: ANN401 - as above
        """What is known of the fields before they are read; None where nothing is, so that they have to be asked."""
        rest: Rest | None = getattr(self, "_rest", None)
        return None if rest is None else rest.told(figure)

    if not TYPE_CHECKING:  # for mypy there is nothing but the fields

        def __getattr__(self, name: str) -> object:
            """A field that is not there yet: it is read now, with the others."""
            if name in Late.__slots__ or name not in names_of(type(self)):
                raise AttributeError(f"{type(self).__name__!r} has no {name!r}")
            for field, value in self._rest.read().items():
                object.__setattr__(self, field, value)
            return object.__getattribute__(self, name)


def late(
    kind: type[_Value],
    known: Mapping[str, object],
    read: Callable[[], Mapping[str, object]],
    told: Mapping[str, object] | None = None,
) -> _Value:
    """A value of which some fields are known, and `read` answers the others.

    Args:
        kind: A frozen dataclass.
        known: Fields and their values.
        read: Called when one of the others is first asked for; mostly once, but two threads may ask at once.
        told: Figures about the fields that are not read yet, for `Late.told`.
    """
    return _made(kind, known, Rest(read, told))


def _made(kind: type[_Value], known: Mapping[str, object], rest: Rest) -> _Value:
    made = object.__new__(kind)
    for name, value in {**known, "_rest": rest}.items():
        object.__setattr__(made, name, value)
    return made


def late_ones(
    kind: type[_Value], number: int, known: Mapping[str, Iterable[object]], rests: Iterable[Rest]
) -> list[_Value]:
    """Several such values, as `late` makes each: their fields, and the rest of each, one after another."""
    made = [object.__new__(kind) for _place in range(number)]
    for name, every in {**known, "_rest": rests}.items():
        deque(map(getattr(kind, name).__set__, made, every), maxlen=0)
    return made


def altered(value: _Value, **changes: object) -> _Value:
    """A value with some other fields, as `dataclasses.replace` makes it; what is not read yet stays so."""
    rest: Rest | None = getattr(value, "_rest", None)
    if rest is None:
        from dataclasses import replace  # noqa: PLC0415 - `lessons.light` loads it, without all that it loads

        made: _Value = replace(value, **changes)  # type: ignore[type-var] # every such value is a dataclass
        return made
    known = {}
    for name in names_of(type(value)):
        with suppress(AttributeError):
            known[name] = object.__getattribute__(value, name)
    return _made(type(value), {**known, **changes}, rest)
