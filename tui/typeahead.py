"""What comes from a terminal: neither a reply of it nor what is pasted becomes a key.

A reply that comes late is told to the app. Textual's input would type a reply that it did not ask for, and what follows
an escape character inside a paste. What was typed before the app was there becomes keys.
"""

from collections.abc import Iterable

from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.message import Message

from tui.pastes import Pastes
from tui.shell import Answered
from tui.terminal import Answer, Question, Strainer


def listen(question: Question) -> None:
    """Have the app that is run next take in what came early, no reply that comes late, and no paste as keys."""
    pastes = Pastes()
    strainer = Strainer(question.before.decode("utf-8", "replace"), question.places)

    class Listening(XTermParser):
        """Textual's parser of what a terminal sends, without replies to us, and with text alone in a paste."""

        def feed(self, data: str) -> Iterable[Message]:
            """Take in what came; nothing is the end of it all."""
            strained = strainer.strain(pastes.tame(data)) if data else ""
            if (late := strainer.late()) != Answer():
                yield Answered(late)
            if strained or not data:
                yield from super().feed(strained)

        def tick(self) -> Iterable[Message]:
            """Give up waiting: for the rest of a reply, as Textual does for that of a key."""
            if held := strainer.release():
                yield from super().feed(held)
            yield from super().tick()

    vars(linux_driver)["XTermParser"] = Listening  # there is no other way in
