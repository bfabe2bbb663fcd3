"""Textual's palette, and the fields and lists that it is made of, are loaded when somebody opens ours.

Textual loads them with every app; that takes a twentieth of the start until Today is there, and a megabyte.
"""

import sys
from collections.abc import Iterable
from importlib import import_module
from types import ModuleType
from typing import Any

_PALETTE = "textual.command"


class _Late:
    """What Textual's app knows by a name of its palette: a class that is loaded when something of it is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, asked: str) -> Any:  # noqa: ANN401 - whatever the class has
        return getattr(self._loaded(), asked)

    def __call__(self, *given: object, **named: object) -> object:
        return self._loaded()(*given, **named)

    def __mro_entries__(self, _bases: Iterable[object]) -> tuple[type, ...]:
        """What offers Textual's themes to its palette stands on none of this: ours are chosen elsewhere."""
        return ()

    def _loaded(self) -> Any:  # noqa: ANN401 - as above
        return getattr(import_module(_PALETTE), self._name)


class _StandIn(ModuleType):
    """In the place of the palette while Textual's app is loaded."""

    def __getattr__(self, name: str) -> _Late:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Late(name)


def without_palette() -> None:
    """Load Textual's app without its palette; whoever imports that afterwards gets it."""
    if "textual.app" in sys.modules or _PALETTE in sys.modules:
        return
    sys.modules[_PALETTE] = _StandIn(_PALETTE)
    try:
        import textual.app  # noqa: F401, PLC0415 - it, and the themes that it loads, ask for the palette
    finally:
        del sys.modules[_PALETTE]
