"""What is pasted, kept apart from what is typed. No Textual in it."""

from lessons.clean import clean

_BEGIN, _END = "\x1b[200~", "\x1b[201~"
"""Between what a terminal puts a paste (xterm's bracketed paste mode, 2004)."""
_ESCAPE = "\x1b"


class Pastes:
    """Shows the escape characters in what is pasted, as it comes from a terminal, in pieces of any size.

    Textual takes whatever follows one for keys, also inside a paste: a text from a stranger could press any of ours.
    """

    def __init__(self) -> None:
        self._inside = False
        self._before = ""
        """The last characters outside a paste: one may begin in the middle of a piece."""
        self._held = ""
        """The last characters inside, which may be the beginning of its end."""

    def tame(self, text: str) -> str:
        """What comes of a piece; the beginning of what may be the end of a paste is held back."""
        done: list[str] = []
        while text:
            text = self._within(text, done) if self._inside else self._without(text, done)
        return "".join(done)

    def _without(self, text: str, done: list[str]) -> str:
        """Take in what stands before the next paste; answer the rest."""
        known = self._before + text
        at = known.find(_BEGIN)
        end = len(text) if at < 0 else at + len(_BEGIN) - len(self._before)
        done.append(text[:end])
        self._inside = at >= 0
        self._before = "" if self._inside else known[1 - len(_BEGIN) :]
        return text[end:]

    def _within(self, text: str, done: list[str]) -> str:
        """Take in what is pasted; answer what stands behind it."""
        known, self._held = self._held + text, ""
        at = known.find(_END)
        if at >= 0:
            done += [_shown(known[:at]), _END]
            self._inside = False
            return known[at + len(_END) :]
        held = next(size for size in range(len(_END) - 1, -1, -1) if known.endswith(_END[:size]))
        done.append(_shown(known[: len(known) - held]))
        self._held = known[len(known) - held :]
        return ""


def _shown(text: str) -> str:
    return text.replace(_ESCAPE, clean(_ESCAPE))
