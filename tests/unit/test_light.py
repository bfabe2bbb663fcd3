"""A light dataclass is what the standard one is, but for the moment at which its methods are made."""

import copy
import dataclasses
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, fields, replace
from typing import Any, ClassVar

import pytest

from lessons.light import dataclass

Decorator = Callable[..., Any]


def made(dataclass: Decorator) -> tuple[Any, Any, Any, Any]:
    """The same classes, made by one decorator or the other."""

    @dataclass(frozen=True, slots=True)
    class Point:
        """A place."""

        KIND: ClassVar[str] = "point"
        x: int
        y: int = 2
        tags: list[str] = field(default_factory=list)
        note: str = field(default="", compare=False, repr=False)

        def moved(self) -> "Point":
            return replace(self, x=self.x + 1)

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Base:
        first: int
        second: int = 2

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Derived(Base):
        third: tuple[int, ...]
        second: int = 3

    @dataclass(frozen=True, slots=True)
    class Nothing:
        """With words of its own."""

        def __repr__(self) -> str:
            return "nothing"

        def __hash__(self) -> int:
            return 7

    return Point, Base, Derived, Nothing


def facts(decorator: Decorator) -> list[object]:
    """What can be seen of such classes."""
    point_class, base, derived, nothing = made(decorator)
    point, other = point_class(1, tags=["a"], note="n"), point_class(1, 2, ["a"])
    inner = derived(first=1, third=(1,))
    return [
        repr(point).rpartition(".")[2],
        point == other,
        point != point_class(2),
        point == 1,
        point.moved().x,
        point_class(1).tags is point_class(1).tags,
        copy.copy(point) == point,
        copy.deepcopy(point).tags,
        copy.deepcopy(point).note,
        [(one.name, one.kw_only, one.compare) for one in fields(derived)],
        point_class.__match_args__,
        base.__match_args__,
        inner.second,
        inner == derived(first=1, second=3, third=(1,)),
        base(first=1) == base(first=1),
        inner == base(first=1, second=3),
        len({inner, derived(first=1, third=(1,)), derived(first=2, third=())}),
        (repr(nothing()), hash(nothing()), nothing() == nothing()),
        dataclasses.asdict(point),
        hasattr(point, "__dict__"),
        point_class.__slots__,
        point_class.__doc__,
        point_class.__init__.__qualname__.rpartition(".")[2],
    ]


def test_it_is_the_standard_one() -> None:
    assert facts(dataclass) == facts(dataclasses.dataclass)


@pytest.mark.parametrize("decorator", [dataclass, dataclasses.dataclass])
def test_what_cannot_be_done(decorator: Decorator) -> None:
    point_class, _base, derived, _nothing = made(decorator)
    point = point_class(1)
    with pytest.raises(FrozenInstanceError, match="'x'"):
        point.x = 2
    with pytest.raises(FrozenInstanceError, match="'y'"):
        del point.y
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'x'"):
        point_class()
    with pytest.raises(TypeError, match="unexpected keyword argument 'z'"):
        point_class(1, z=2)
    with pytest.raises(TypeError, match="positional argument"):
        derived(1, (1,))
    with pytest.raises(TypeError, match="unhashable"):
        hash(point)
    assert point.x == 1


@pytest.mark.parametrize("decorator", [dataclass, dataclasses.dataclass])
def test_many_values_are_made_as_the_first(decorator: Decorator) -> None:
    point_class, _base, derived, _nothing = made(decorator)
    points = [point_class(number, note="n") for number in range(40)]
    assert [(point.x, point.y, point.tags, point.note) for point in points] == [(n, 2, [], "n") for n in range(40)]
    assert points[0].tags is not points[39].tags
    assert [derived(first=n, third=()).first for n in range(40)] == list(range(40))


@pytest.mark.parametrize("decorator", [dataclass, dataclasses.dataclass])
def test_one_that_changes_and_one_that_is_nothing_but_itself(decorator: Decorator) -> None:
    @decorator(slots=True)
    class Open:
        x: int
        y: list[int] = field(default_factory=list)

    @decorator(slots=True, eq=False)
    class Itself:
        x: int = 0

    one, other = Open(1), Open(2)  # type: ignore[call-arg] # mypy does not see what a parameter decorates
    other.x = 1
    other.y.append(3)
    assert (one == other, one.y, other.y) == (False, [], [3])
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)
    assert Itself() != Itself()
    assert len({Itself(), Itself()}) == 2


def test_a_class_that_asks_for_more_is_a_standard_one() -> None:
    @dataclass(frozen=True, slots=True, order=True)
    class Ordered:
        x: int
        note: str = field(default="", compare=False)

    @dataclass(frozen=True, slots=True)
    class Doubled:
        x: int
        twice: int = field(init=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "twice", 2 * self.x)

    @dataclass
    class Open:
        x: int = 1

    assert sorted([Ordered(2), Ordered(1, "b")]) == [Ordered(1), Ordered(2)]
    assert Ordered(1) <= Ordered(1) < Ordered(2) >= Ordered(2) > Ordered(1, "z")
    with pytest.raises(TypeError, match="not supported"):
        assert Ordered(1) < 2  # type: ignore[operator] # that is the point
    assert Doubled(2).twice == 4
    changed = Open()
    changed.x = 3
    assert changed == Open(3)


def test_fields_are_the_same_whatever_of_them_was_asked_first() -> None:
    point = made(dataclass)[0]
    assert not point.__dataclass_params__.init
    many = [point(1, note=str(number)) for number in range(40)]
    assert all(one == point(1) for one in many)
    assert many[-1].tags == []
    assert many[-1].tags is not many[-2].tags


def test_a_default_that_values_would_share_is_refused() -> None:
    @dataclass(slots=True)
    class Wrong:
        shared: list[int] = []  # noqa: RUF012 - that is what is refused

    with pytest.raises(ValueError, match="mutable default"):
        [Wrong() for _ in range(40)]
