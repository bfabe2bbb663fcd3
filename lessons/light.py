"""Dataclasses with slots that cost nothing to declare: their methods are made when somebody first needs them.

The standard ones write the source of six methods for each class and compile it as its module is loaded. We have some
three hundred, of which a run uses some dozens, and that took a third of the time until Today was there. These are the
same, `fields`, `replace` and pattern matching included; `__init__` is compiled when the first value is made, and the
other methods are shared by all. It is long because what is put off where a class is declared is done by the same module
later: each half has to know what the other leaves to it.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, NoReturn

from lessons.spared import spare

spare("inspect", of="dataclasses")  # which asks it of classes without a docstring: with it six others come
import dataclasses  # noqa: E402 - as above
from dataclasses import FrozenInstanceError, fields  # noqa: E402

__all__ = ["dataclass", "is_value", "names_of", "needs_names"]

_LIGHT = frozenset({"frozen", "slots", "kw_only", "eq", "order"})
"""What can be asked of a light class; whoever asks for more is given a standard one."""
_MISSING = dataclasses.MISSING
_FEW = 16
"""Values for which no `__init__` is compiled: that takes as long as to do without it so many times."""

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls: type | None = None, /, **asked: bool) -> Any:  # noqa: ANN401 - a class, or what makes one
        """The standard decorator; a class that has slots becomes a light one."""
        if cls is None:
            return lambda cls: dataclass(cls, **asked)
        if asked.keys() <= _LIGHT and asked.get("slots") and not _begins_itself(cls):
            return _light(cls, asked)
        return dataclasses.dataclass(cls, **asked)


def _begins_itself(cls: type) -> bool:
    """Whether not every field of a class is a parameter, something follows when all are set, or a base is frozen."""
    if hasattr(cls, "__post_init__"):
        return True
    for one in vars(cls).values():
        if isinstance(one, dataclasses.Field) and not one.init:
            return True
    above = [vars(base).get("__dataclass_params__") for base in cls.__mro__[1:-1]]
    return any(one.frozen for one in above if one and not isinstance(one, _Known))  # a light one does not say so


def _light(cls: type, asked: Mapping[str, bool]) -> type:
    own, kw_only = dict(vars(cls)), asked.get("kw_only", False)
    if own.get("__doc__") is None:  # else its signature is put together, which takes long
        own["__doc__"] = cls.__doc__ = cls.__name__
    methods = _methods(asked.get("eq", True), asked.get("frozen", False), asked.get("order", False))
    if own.get("__hash__", _MISSING) is None:  # Python says so of whoever has an `__eq__`
        del own["__hash__"]
    if any("__dataclass_fields__" in vars(base) for base in cls.__mro__[1:-1]):
        made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(cls)
        for name in methods.keys() - own.keys():
            setattr(made, name, methods[name])
    else:
        made = _slotted(cls, {**methods, **own}, kw_only=kw_only)
    if "__init__" not in own:
        made.__init__ = _beginning(made, own)
    found: type = made
    return found


def _slotted(cls: type, inside: dict[str, Any], *, kw_only: bool) -> type:
    """The class with slots for its fields; what else the standard library makes of them, it makes when it is asked."""
    names = tuple([name for name, said in cls.__annotations__.items() if not _is_of_class(said)])
    defaults = {name: inside.pop(name) for name in names if name in inside}
    for name in ("__dict__", "__weakref__"):
        inside.pop(name, None)
    named = {name for name, one in defaults.items() if isinstance(one, dataclasses.Field) and one.kw_only is True}
    inside["__slots__"] = names
    inside["__match_args__"] = () if kw_only else tuple([name for name in names if name not in named])
    for name in ("__dataclass_fields__", "__dataclass_params__"):
        inside[name] = _Known(cls, name, kw_only=kw_only)
    made: type = type(cls)(cls.__name__, cls.__bases__, inside)
    return made


def _is_of_class(annotation: object) -> bool:
    """Whether what is annotated is no field, but belongs to the class."""
    if isinstance(annotation, str):
        return annotation.startswith(("ClassVar", "typing.ClassVar"))
    return annotation is ClassVar or getattr(annotation, "__origin__", None) is ClassVar


class _Known:
    """In the place of what the standard library knows of a class, until somebody asks."""

    __slots__ = ("_cls", "_kw_only", "_name", "_written")

    def __init__(self, written: type, name: str, *, kw_only: bool) -> None:
        self._written, self._name, self._kw_only = written, name, kw_only

    def __set_name__(self, cls: type, _name: str) -> None:
        self._cls = cls

    def __get__(self, _value: object, _cls: type) -> object:
        if self._name not in vars(self._written):
            dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=self._kw_only)(self._written)
        known: object = vars(self._written)[self._name]
        setattr(self._cls, self._name, known)
        return known


def _beginning(cls: type, own: Mapping[str, object]) -> Callable[..., None]:
    """What stands in the place of a class's `__init__` until one is made: for few values it does not pay."""
    left = _FEW if isinstance(vars(cls)["__dataclass_fields__"], _Known) else 0

    def begin(self: object, *values: object, **named: object) -> None:
        nonlocal left
        left -= 1
        if left < 0 or not _is_begun(self, cls, own, values, named):
            made = _init(cls)
            cls.__init__ = made  # type: ignore[misc] # that is what it is for
            made(self, *values, **named)

    begin.__qualname__ = f"{cls.__qualname__}.__init__"
    return begin


def _is_begun(
    value: object,
    cls: Any,  # noqa: ANN401 - a class of ours
    own: Mapping[str, object],
    given: tuple[object, ...],
    named: dict[str, object],
) -> bool:
    """Set the fields of a value; False where not all are given, or too much is: `__init__` says what."""
    known = dict(zip(cls.__match_args__, given, strict=False))
    if len(known) < len(given) or not known.keys().isdisjoint(named):
        return False
    known.update(named)
    found = []
    for name in cls.__slots__:
        one = known.pop(name, _MISSING)
        if one is _MISSING:
            one = own.get(name, _MISSING)
            if isinstance(one, dataclasses.Field):
                one = one.default_factory() if callable(one.default_factory) else one.default
            if one is _MISSING:
                return False
        found.append(one)
    if known:
        return False
    for name, one in zip(cls.__slots__, found, strict=True):
        object.__setattr__(value, name, one)
    return True


class _Field(NamedTuple):
    """What is said of one field, as `dataclasses.Field` has it."""

    name: str
    default: object
    default_factory: Any
    kw_only: bool
    compare: bool


def _fields(cls: type) -> Iterator[_Field]:
    """The fields of a class, without the standard library, as long as nobody else has asked it for them."""
    known = vars(cls)["__dataclass_fields__"]
    if not isinstance(known, _Known) or "__dataclass_fields__" in vars(known._written):  # noqa: SLF001 - it is ours
        for one in fields(cls):
            yield _Field(one.name, one.default, one.default_factory, bool(one.kw_only), one.compare)
        return
    said = vars(known._written)  # noqa: SLF001 - as above
    for name in cls.__dict__["__slots__"]:
        one = said.get(name, _MISSING)
        if isinstance(one, dataclasses.Field):
            kw_only = known._kw_only if one.kw_only is _MISSING else bool(one.kw_only)  # noqa: SLF001 - as above
            yield _Field(name, one.default, one.default_factory, kw_only, one.compare)
        else:
            if one is not _MISSING and type(one).__hash__ is None:
                raise ValueError(f"mutable default {type(one)} for field {name} is not allowed: use default_factory")
            yield _Field(name, one, _MISSING, known._kw_only, compare=True)  # noqa: SLF001 - as above


def is_value(cls: type) -> bool:
    """Whether a class is a dataclass; none is made ready to be asked for more, as `dataclasses` would have it."""
    return any("__dataclass_fields__" in vars(base) for base in cls.__mro__)


_NAMES: dict[type, tuple[str, ...]] = {}


def names_of(cls: type) -> tuple[str, ...]:
    """The names of the fields of a dataclass, in their order."""
    found = _NAMES.get(cls)
    if found is None:
        found = _NAMES[cls] = tuple([one.name for one in _fields(cls)])
    return found


def needs_names(cls: type) -> bool:
    """Whether some fields of a dataclass have to be named where a value is made."""
    return any(one.kw_only for one in _fields(cls))


def _init(cls: type) -> Callable[..., None]:
    """The `__init__` of a class, as the standard library would write it, but with its slots at hand."""
    given: dict[str, object] = {}
    positional: list[str] = []
    named: list[str] = []
    body: list[str] = []
    for number, one in enumerate(_fields(cls)):
        given[f"_set{number}"] = getattr(cls, one.name).__set__
        value = one.name
        default = ""
        if one.default is not _MISSING:
            given[f"_default{number}"] = one.default
            default = f"=_default{number}"
        elif one.default_factory is not _MISSING:
            given[f"_make{number}"], given["_MISSING"] = one.default_factory, _MISSING
            default = "=_MISSING"
            value = f"_make{number}() if {one.name} is _MISSING else {one.name}"
        (named if one.kw_only else positional).append(f"{one.name}{default}")
        body.append(f" _set{number}(self, {value})")
    parameters = ", ".join(["self", *positional, *(["*", *named] if named else [])])
    source = f"def __init__({parameters}):\n" + "\n".join(body or [" pass"])
    exec(source, given)  # noqa: S102 - made of the names of our own fields
    made: Callable[..., None] = given["__init__"]  # type: ignore[assignment] # the source says so
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


_COMPARED: dict[type, Callable[[object], tuple[object, ...]]] = {}
"""Of each class that was compared, how to come by what is compared of a value."""


def _compared(cls: type) -> Callable[[object], tuple[object, ...]]:
    names = [one.name for one in _fields(cls) if one.compare]
    several = operator.attrgetter(*names) if len(names) > 1 else None
    found = several or (lambda value: tuple([getattr(value, name) for name in names]))
    _COMPARED[cls] = found
    return found


def _equal(self: object, other: object) -> object:
    cls = self.__class__
    if other.__class__ is not cls:
        return NotImplemented
    get = _COMPARED.get(cls) or _compared(cls)
    return get(self) == get(other)


def _hash(self: object) -> int:
    cls = self.__class__
    return hash((_COMPARED.get(cls) or _compared(cls))(self))


@recursive_repr()
def _repr(self: Any) -> str:  # noqa: ANN401 - a value of any such class
    shown = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{self.__class__.__qualname__}({shown})"


def _set(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[object]:  # noqa: ANN401 - as above
    return [getattr(self, one.name) for one in fields(self)]


def _set_state(self: Any, state: list[object]) -> None:  # noqa: ANN401 - as above
    for one, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)


def _order(compare: Callable[[Any, Any], object]) -> Callable[[object, object], object]:
    def ordered(self: object, other: object) -> object:
        cls = self.__class__
        if other.__class__ is not cls:
            return NotImplemented
        get = _COMPARED.get(cls) or _compared(cls)
        return compare(get(self), get(other))

    return ordered


_OF_ALL: Mapping[str, object] = {"__repr__": _repr}
_OF_EQUALS: Mapping[str, object] = {"__eq__": _equal}
_OF_FROZEN: Mapping[str, object] = {
    "__setattr__": _set,
    "__delattr__": _delete,
    "__getstate__": _state,
    "__setstate__": _set_state,
}
_OF_FROZEN_EQUALS: Mapping[str, object] = {"__hash__": _hash}
_OF_ORDERED: Mapping[str, object] = {
    "__lt__": _order(operator.lt),
    "__le__": _order(operator.le),
    "__gt__": _order(operator.gt),
    "__ge__": _order(operator.ge),
}


@cache
def _methods(equal: bool, frozen: bool, ordered: bool) -> Mapping[str, object]:
    """What light classes share of which the same is asked, but for what a class has itself."""
    found = [
        _OF_ALL,
        _OF_EQUALS if equal else {},
        _OF_FROZEN if frozen else {},
        _OF_FROZEN_EQUALS if equal and frozen else {},
        _OF_ORDERED if ordered else {},
    ]
    return {name: method for one in found for name, method in one.items()}
