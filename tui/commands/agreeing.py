"""How a person agrees to something on the command line: by a whole word, or by their own name."""

from store.people import compared
from tui.commands.output import ask, tell
from tui.i18n import _


def agreed(question: str) -> bool:
    """Ask whether to do something: yes is the word itself, and nothing else.

    Args:
        question: what is asked, without what to type.
    """
    said = compared(ask(_("{question} Type yes:").format(question=question)))
    if said in {"yes", compared(_("yes"))}:
        return True
    if said and "yes".startswith(said):
        tell(_("That is not the whole word: yes."))
    return False


def signed(does: str, name: str) -> str:
    """Ask for the name of whoever acts, before something is done that is theirs alone.

    Args:
        does: what the name does, as in "to erase it".
        name: that is asked for.

    Returns:
        What was typed, empty where nothing was.
    """
    return ask(_("Type your name, {name}, {does}:").format(name=name, does=does))


def is_signed(does: str, name: str) -> bool:
    """Whether the name was typed that was asked for, however its letters are written."""
    return compared(signed(does, name)) == compared(name)
