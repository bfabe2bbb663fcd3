"""Forms: what a verb has to be told, line by line, and what comes of it. No Textual in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from store.errors import StoreError
from tui.founding import NotLeading, NotSigned
from tui.i18n import _
from tui.plan_file import PlanFileError
from tui.planning import GoalUnfit
from tui.start import UnusableError, WrongUsageError
from tui.typed_path import NoSuchHomeError
from tui.unknown import Unknown, UnknownMember, UnknownMembers

REFUSALS = (
    StoreError,
    Unknown,
    UnknownMember,
    UnknownMembers,
    NotLeading,
    NotSigned,
    GoalUnfit,
    PlanFileError,
    WrongUsageError,
    UnusableError,
    NoSuchHomeError,
)
"""What verbs of leaders answer where something cannot be."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to say: typed, or one of a few."""

    name: str
    label: str
    value: str = ""
    """What stands in the field at first."""
    hint: str = ""
    """What an empty field means."""
    choices: tuple[str, ...] = ()
    """What there is to choose from; none where it is typed."""
    at: int = 0
    """Index of the one that is chosen at first."""
    kept: bool = True
    """Whether what is typed is kept where the window closes: not by what somebody signs."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was said."""

    texts: Mapping[str, str]
    """What was typed, without blanks around it, by the line's name."""
    places: Mapping[str, int]
    """Index of what was chosen, by the line's name."""

    def __getitem__(self, name: str) -> str:
        """What was typed."""
        return self.texts[name]

    def at(self, name: str) -> int:
        """The index of what was chosen."""
        return self.places[name]


@dataclass(frozen=True, slots=True)
class Told:
    """What came of it."""

    lines: tuple[str, ...]
    first: bool = False
    """Whether this is only what would come of it: it is done when it is asked for once more."""
    whole: bool = False
    """Whether it has to be read to its end before it is done: nobody agrees to what they have not been shown."""
    stays: bool = False
    """Whether it is read in the window, which closes when it is asked for once more."""
    done: bool = True
    """Whether anything was done, where it stays."""
    made_of: object = None
    """What it would be made of, such as the text of a file, where the lines do not tell all of it."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a window asks for, in the language in use."""

    title: str
    about: str
    """A sentence or two on what it is for."""
    does: str
    """What Enter does, in a word or two."""
    lines: tuple[Line, ...]
    act: Callable[[Answers, Told | None], Told]
    """Does it; the second argument is what would come of it, as it was shown and asked for once more.

    A form that shows something first does it where that is what would come of it still, and else shows it anew.
    """


def refusal(problem: Exception) -> str:
    """Why something cannot be, in the language in use."""
    return problem.text(_) if isinstance(problem, StoreError | UnknownMember | UnknownMembers) else str(problem)
