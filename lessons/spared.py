"""Modules that are loaded without another one, which they ask for and hardly ever use."""

import sys
from importlib import import_module


class _Spared:
    """In the place of a module, which is loaded when something of it is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> object:
        """Something of the module, which is loaded now."""
        return getattr(import_module(self._name), name)


def spare(name: str, *, of: str) -> None:
    """Load a module without the one of that name, where neither is loaded; whoever else asks for that one gets it.

    Args:
        name: of what is not loaded.
        of: the module that asks for it as it is loaded.
    """
    if name in sys.modules or of in sys.modules:
        return
    sys.modules[name] = _Spared(name)  # type: ignore[assignment] # as long as this one import takes
    try:
        import_module(of)
    finally:
        del sys.modules[name]
