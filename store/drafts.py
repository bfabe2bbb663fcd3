"""What a member is writing and has not kept yet, so that a crash takes none of it: plain rows among the settings.

A draft belongs to the place that it is written to, and is gone when what was written is kept. No export has it.
"""

from collections.abc import Mapping
from hashlib import blake2b

from store.database import Database

_DIGEST_BYTES = 16


def place_of(*names: str) -> str:
    """What stands for a place, which is given by some names."""
    return blake2b("\n".join(names).encode(), digest_size=_DIGEST_BYTES).hexdigest()


def drafts(database: Database, member: str) -> Mapping[str, str]:
    """The drafts of a member, by their places.

    Raises:
        StoreError: the file cannot be read.
    """
    begin = _name(member, "")
    rows = database.query("SELECT name, value FROM settings WHERE name BETWEEN ? AND ? || 'g'", (begin, begin))
    return {name.removeprefix(begin): value for name, value in rows}


def keep_drafts(database: Database, member: str, texts: Mapping[str, str]) -> None:
    """Keep drafts by their places; with nothing in it, one is gone.

    Raises:
        StoreError: nothing was written, and why.
    """
    with database.transaction() as connection:
        for place, text in texts.items():
            if text:
                connection.execute(
                    "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", (_name(member, place), text)
                )
            else:
                connection.execute("DELETE FROM settings WHERE name = ?", (_name(member, place),))


def _name(member: str, place: str) -> str:
    return f"draft:{member}:{place}"
