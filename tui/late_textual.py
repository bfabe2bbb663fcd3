"""Textual is loaded without what it asks for and hardly ever uses: that is loaded when somebody does.

It is its palette, with the fields and lists that this is made of, the folders of this user and what makes files in
them, marks of files that are handed out, what a misspelt style may have meant, and another edition of `typing`; and
of what asks how large the terminal is, whatever packs files. All of it takes a twentieth of the start until Today is
there, and two megabytes.
"""

import sys
import typing
from collections.abc import Iterable
from importlib import import_module
from types import ModuleType
from typing import Any

from lessons.spared import spare

_HARDLY_USED = (
    *("textual.command", "textual.css._help_text", "rich.table"),
    *("platformdirs", "mimetypes", "uuid", "difflib"),
)


class _Late:
    """What is known by a name of a module: a function or class that is loaded when something of it is asked for."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name, self._found = module, name, None

    def __getattr__(self, asked: str) -> Any:  # noqa: ANN401 - whatever the class has
        return getattr(self._loaded(), asked)

    def __call__(self, *given: object, **named: object) -> object:
        return self._loaded()(*given, **named)

    def __mro_entries__(self, _bases: Iterable[object]) -> tuple[type, ...]:
        """What offers Textual's themes to its palette stands on none of this: ours are chosen elsewhere."""
        return ()

    def _loaded(self) -> Any:  # noqa: ANN401 - as above
        if self._found is None:
            self._found = getattr(import_module(self._module), self._name)
        return self._found


class _StandIn(ModuleType):
    """In the place of a module while Textual's app is loaded."""

    def __getattr__(self, name: str) -> _Late:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Late(self.__name__, name)


class _Typing(ModuleType):
    """In the place of `typing_extensions`, for as long as it is asked for nothing that `typing` does not have."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(typing, name, None)
        if found is None:
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
            found = getattr(import_module(self.__name__), name)
        return found


def load_textual() -> None:
    """Load Textual's app without what it hardly uses; whoever imports some of that afterwards gets it."""
    if "textual.app" in sys.modules:
        return
    spare("zlib", "bz2", "lzma", of="shutil")
    sys.modules.setdefault("typing_extensions", _Typing("typing_extensions"))
    absent = [name for name in _HARDLY_USED if name not in sys.modules]
    sys.modules.update({name: _StandIn(name) for name in absent})
    try:
        import textual.app  # noqa: F401, PLC0415 - it, and what it loads, ask for them
    finally:
        for name in absent:
            del sys.modules[name]
