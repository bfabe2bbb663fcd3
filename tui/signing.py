"""That people agree for themselves: where several study in one database, with their own name, which they type.

In a shared file duties guide and do not protect; this keeps a leader who acts as somebody else from a mistake.
"""

from store import people
from store.database import Database
from store.people import Member, compared
from tui.founding import NotSigned
from tui.i18n import _


def name_to_sign(database: Database, member: Member) -> str:
    """What a member types to agree to something; empty where nobody else studies here who could be meant."""
    return member.name if len(people.members(database)) > 1 else ""


def require_name(database: Database, member: Member, signed: str) -> None:
    """Let nobody agree for somebody else.

    Raises:
        NotSigned: several study here, and what was typed is not the member's name.
    """
    name = name_to_sign(database, member)
    if name and compared(signed) != compared(name):
        raise NotSigned(
            _(
                "Nothing was agreed to: several people study here, and {name} alone agrees for {name}, by typing that "
                "name."
            ).format(name=name)
        )
