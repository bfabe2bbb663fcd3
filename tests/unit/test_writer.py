"""What is written to a terminal that is gone keeps nobody waiting."""

import errno
import io

from tui.ending import Writer


class Terminal(io.StringIO):
    """Takes so many texts, and is gone then."""

    def __init__(self, texts: int) -> None:
        super().__init__()
        self.left = texts

    def write(self, text: str) -> int:
        if not self.left:
            raise OSError(errno.EIO, "Input/output error")
        self.left -= 1
        return super().write(text)


def test_what_is_written_comes_in_its_order() -> None:
    terminal = Terminal(1000)
    writer = Writer(terminal)
    writer.start()
    for number in range(100):
        writer.write(f"{number} ")
    writer.stop()
    assert terminal.getvalue().split() == [str(number) for number in range(100)]


def test_a_terminal_that_is_gone_keeps_nobody_waiting() -> None:
    writer = Writer(Terminal(3))
    writer.start()
    for number in range(100):  # more than Textual lets wait
        writer.write(f"{number} ")
    writer.stop()
    assert not writer.is_alive()
