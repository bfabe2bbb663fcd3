"""Modules that are loaded without others, which they ask for and hardly ever use."""

import sys
from importlib import import_module


class _Spared:
    """In the place of a module, which is loaded when something of it is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> object:
        """Something of the module, which is loaded now."""
        return getattr(import_module(self._name), name)


def spare(*names: str, of: str) -> None:
    """Load a module without some others that are not loaded yet; whoever else asks for one of them gets it.

    Args:
        names: of what is not loaded.
        of: the module that asks for it as it is loaded; where it is loaded already, nothing happens.
    """
    spared = [name for name in names if name not in sys.modules] if of not in sys.modules else []
    if not spared:
        return
    # As long as this one import takes.
    sys.modules.update({name: _Spared(name) for name in spared})  # type: ignore[misc] # each is in the place of one
    try:
        import_module(of)
    finally:
        for name in spared:
            del sys.modules[name]
