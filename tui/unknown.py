"""Names that nobody and nothing has, each in one sentence with the nearest that somebody or something has."""

from collections.abc import Callable, Sequence

_ALIKE, _ALIKE_IF_SHORT, _SHORT = 0.6, 0.5, 3
"""The share of two names that has to be the same, and that of names of so few characters: of two, one."""
_FEW = 5
"""As many names as stand in a sentence."""


class Unknown(Exception):  # noqa: N818 - it is an answer as much as an error: nothing has that name
    """Words that name no lesson, quiz, course or group, in one sentence with the nearest that do."""

    def text(self, _translate: Callable[[str], str] = str) -> str:
        """The sentence, as errors of the library say theirs: it is in the language that was in use."""
        return str(self)


class UnknownMember(Exception):  # noqa: N818 - the same
    """A name that nobody here has, with the nearest that somebody has."""

    def __init__(self, name: str, known: Sequence[str], *, named: bool = True) -> None:
        super().__init__(name)
        self.name = name
        self.known = tuple(known)
        self.named = named
        self.nearest = nearest(name, known)

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The sentence, in the language of `translate`."""
        if not self.named:
            return translate(
                "Several people study here: {names}. Say who you are with --member NAME, or for good: "
                "fivefold config set member NAME"
            ).format(names=translate(", ").join(self.known))
        if self.nearest is None and 0 < len(self.known) <= _FEW:
            said = translate("Nobody here is called {name}. Here study: {names}.")
            return said.format(name=repr(self.name), names=translate(", ").join(self.known))
        if self.nearest is None:
            return translate("Nobody here is called {name}. See: fivefold member list").format(name=repr(self.name))
        return translate("Nobody here is called {name}. Did you mean {nearest}?").format(
            name=repr(self.name), nearest=repr(self.nearest)
        )


class UnknownMembers(Exception):  # noqa: N818 - the same
    """Several names that nobody here has: all of them are told, and nothing was done for any."""

    def __init__(self, names: Sequence[UnknownMember]) -> None:
        super().__init__(*(one.name for one in names))
        self.names = tuple(names)

    def text(self, translate: Callable[[str], str] = str) -> str:
        """A sentence for each, a line each, in the language of `translate`."""
        return "\n".join(one.text(translate) for one in self.names)


def refuse_unknown(names: Sequence[UnknownMember]) -> None:
    """Let nothing be done where names are nobody's.

    Raises:
        UnknownMember: one is.
        UnknownMembers: several are.
    """
    if len(names) > 1:
        raise UnknownMembers(names)
    if names:
        raise names[0]


def nearest(name: str, known: Sequence[str]) -> str | None:
    """The known name that is most like another, however either is spelled; None where none is like it."""
    from difflib import get_close_matches  # noqa: PLC0415 - most names are known

    from store.people import compared  # noqa: PLC0415 - as above

    spelled = {compared(one): one for one in known}
    wanted = compared(name)
    near = get_close_matches(wanted, spelled, 1, _ALIKE if len(wanted) > _SHORT else _ALIKE_IF_SHORT)
    return spelled[near[0]] if near else None
