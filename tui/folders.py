"""Where settings, data and what may be deleted lie, as `platformdirs` says it; it is not loaded where that is plain.

It takes as long to load as the database to open, since it knows many systems and kinds of folders.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # as `typing` has it
if TYPE_CHECKING:
    from pathlib import Path

_NAME = "fivefold"
_AT_HOME = {"config": ".config", "data": ".local/share", "cache": ".cache"}
"""Where each kind of folder is on Linux where no variable names another place (XDG Base Directory Specification)."""


def folder(kind: str) -> Path:
    """Our folder of a kind: `config`, `data` or `cache`. It need not be there."""
    from pathlib import Path  # noqa: PLC0415 - `plain` is asked before it is loaded

    named = plain(kind)
    return _asked(kind) if named is None else Path(named)


def plain(kind: str) -> str | None:
    """The folder as Linux has it; None where anything is unusual."""
    home, named = os.environ.get("HOME", ""), os.environ.get(f"XDG_{kind.upper()}_HOME", "")
    if sys.platform != "linux" or "ANDROID_DATA" in os.environ or not home.startswith("/"):
        return None
    if not named:
        return f"{home.rstrip('/')}/{_AT_HOME[kind]}/{_NAME}"
    return f"{named}/{_NAME}" if named.startswith("/") else None


def _asked(kind: str) -> Path:
    import platformdirs  # noqa: PLC0415 - mostly nothing is unusual

    of = {
        "config": platformdirs.user_config_path,
        "data": platformdirs.user_data_path,
        "cache": platformdirs.user_cache_path,
    }
    return of[kind](_NAME, appauthor=False)
