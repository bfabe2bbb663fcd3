"""A light dataclass and the standard one of the same fields cannot be told apart by what they do."""

import copy
import dataclasses
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lessons import light

values = st.one_of(st.integers(-2, 2), st.text(max_size=2), st.none(), st.tuples(st.booleans()))
field_names = st.lists(st.sampled_from("abcdef"), unique=True, max_size=5)


@dataclasses.dataclass
class Shape:
    """What both classes are made of."""

    names: list[str]
    defaults: dict[str, Any]
    """Of the last fields."""
    compared: set[str]
    shown: set[str]
    kw_only: bool


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    """A shape of at most five fields."""
    names = draw(field_names)
    first = draw(st.integers(0, len(names)))
    subset = st.sets(st.sampled_from(names)) if names else st.just(set[str]())
    defaults = {name: draw(values) for name in names[first:]}
    return Shape(names, defaults, draw(subset), draw(subset), draw(st.booleans()))


def made(decorator: Callable[..., Any], shape: Shape) -> Any:  # noqa: ANN401 - a class that is made up
    """The class that a decorator makes of a shape."""
    fields = {
        name: dataclasses.field(
            **({"default": shape.defaults[name]} if name in shape.defaults else {}),
            compare=name in shape.compared,
            repr=name in shape.shown,
        )
        for name in shape.names
    }
    annotations = dict.fromkeys(shape.names, object)
    bare = type("Value", (), {"__annotations__": annotations, "__module__": __name__, "__doc__": "A value.", **fields})
    return decorator(frozen=True, slots=True, kw_only=shape.kw_only)(bare)


def outcome(act: Callable[[], object]) -> object:
    """What comes of something: its answer, or the kind of its error and what it names."""
    try:
        return act()
    except (TypeError, dataclasses.FrozenInstanceError) as error:
        return type(error).__name__, str(error).partition("'")[2]


@given(shape=shapes(), one=st.lists(values, max_size=6), other=st.lists(values, max_size=6), data=st.data())
def test_no_value_shows_how_its_class_was_made(
    shape: Shape, one: list[Any], other: list[Any], data: st.DataObject
) -> None:
    change = data.draw(st.sampled_from(shape.names)) if shape.names else ""
    kinds = [made(light.dataclass, shape), made(dataclasses.dataclass, shape)]

    def behaviour(kind: Any) -> list[object]:  # noqa: ANN401 - as above
        def build(given: list[Any]) -> Any:  # noqa: ANN401 - as above
            return kind(**dict(zip(shape.names, given, strict=False))) if shape.kw_only else kind(*given)

        found = [outcome(lambda: repr(build(one)))]
        try:
            first, second = build(one), build(other)
        except TypeError:
            return found
        return [
            *found,
            first == second,
            first == build(one),
            first == copy.copy(first) == copy.deepcopy(first),
            outcome(lambda: hash(first) == hash(copy.copy(first))),
            outcome(lambda: (hash(first) == hash(second)) or first != second),
            dataclasses.astuple(first),
            [(field.name, field.compare, field.repr, field.kw_only) for field in dataclasses.fields(first)],
            repr(dataclasses.replace(first, **({change: 7} if change else {}))),
            outcome(lambda: setattr(first, change, 1)) if change else None,
            kind.__match_args__,
            hasattr(first, "__dict__"),
        ]

    ours, standard = map(behaviour, kinds)
    assert ours == standard
