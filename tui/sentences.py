"""Sentences that name keys: those that somebody has, not those that we thought of."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol, runtime_checkable

from textual.dom import DOMNode

from tui.keys import own_key, written


@runtime_checkable
class Keyed(Protocol):
    """An app that knows the keys in use."""

    def key_of(self, name: str) -> str:
        """How the key of a binding is written, by the binding's id."""
        ...

    def written(self, name: str) -> str:
        """How a key is written that Textual calls by a name."""
        ...


_MARKS = frozenset(",.;:'")
"""Keys that a sentence would take for its own marks."""


class _Filling(dict[str, object]):
    """What a sentence is filled with: values of its own, and keys."""

    def __init__(self, key_of: Callable[[str], str], values: Mapping[str, object]) -> None:
        super().__init__(values)
        self._key_of = key_of

    def __missing__(self, name: str) -> str:
        key = self._key_of(name.replace("_", ".", 1))
        return f"“{key}”" if key in _MARKS else key


def key_of(node: DOMNode, name: str) -> str:
    """How the key of a binding is written, by the binding's id."""
    app: object = node.app
    return app.key_of(name) if isinstance(app, Keyed) else own_key(name)


def key_written(node: DOMNode, name: str) -> str:
    """How a key is written that Textual calls by a name."""
    app: object = node.app
    return app.written(name) if isinstance(app, Keyed) else written(name)


def with_keys(node: DOMNode, sentence: str, **values: object) -> str:
    """A sentence with its values and the keys that it names: `{notes_undo}` is that of the binding notes.undo."""
    return sentence.format_map(_Filling(partial(key_of, node), values))
