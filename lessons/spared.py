"""Modules that are loaded without others, which they ask for and hardly ever use."""

import sys
from importlib import import_module


class _Spared:
    """In the place of a module, which is loaded when something of it is asked for."""

    __spec__ = None
    """Whoever imports a module that is there looks whether it is being loaded: of this nothing is loaded for that."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> object:
        """Something of the module, which is loaded now."""
        there: object = sys.modules.get(self._name)
        if there is self:  # else it would be asked of itself without end
            del sys.modules[self._name]
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
            if isinstance(sys.modules.get(name), _Spared):
                del sys.modules[name]
