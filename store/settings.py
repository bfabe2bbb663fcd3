"""What a user chose on this machine and wants to find again, such as the theme: plain rows, by name."""

from store.database import Database


def setting(database: Database, name: str) -> str | None:
    """What was chosen last; None before anything was."""
    rows = database.query("SELECT value FROM settings WHERE name = ?", (name,))
    return str(rows[0][0]) if rows else None


def keep_setting(database: Database, name: str, value: str) -> None:
    """Remember a choice.

    Raises:
        StoreError: nothing was written, and why.
    """
    with database.transaction() as connection:
        connection.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", (name, value))


def forget_setting(database: Database, name: str) -> None:
    """Forget a choice, as if none had been made.

    Raises:
        StoreError: nothing was written, and why.
    """
    with database.transaction() as connection:
        connection.execute("DELETE FROM settings WHERE name = ?", (name,))
