"""What is sent to a terminal shows the same as what was to be sent, in fewer bytes, and JSON is laid out as ever."""

import json

import pyte
from hypothesis import given
from hypothesis import strategies as st

from tui.commands.output import laid_out
from tui.lean import lean

NUMBERS = st.sampled_from(
    [*("0", "", "1", "3", "4", "7", "9", "22", "23", "24", "27", "29", "31", "97", "42", "39", "49"),
     *("38;2;1;2;3", "48;2;9;9;9", "38;5;200", "48;5;17")]
)  # fmt: skip
STYLES = st.lists(NUMBERS, max_size=4).map(lambda numbers: f"\x1b[{';'.join(numbers)}m")
WORDS = st.sampled_from(["a", "step", "  ", "梯度", "\x1b[2;3H", "\r\n", "\x1b[K", "\x1b[3;1H\r\n"])


def shown(text: str) -> list[list[tuple[object, ...]]]:
    """Every cell of a small terminal that was sent a text."""
    screen = pyte.Screen(24, 6)
    pyte.Stream(screen).feed(text)
    return [[tuple(screen.buffer[line][column]) for column in range(24)] for line in range(6)]


@given(st.lists(STYLES | WORDS, max_size=20).map("".join))
def test_a_terminal_shows_the_same(text: str) -> None:
    sent = lean(text)
    assert shown(sent) == shown(text)
    assert len(sent) <= len(text) + len("\x1b[0m"), "no style is left behind"


def test_only_what_changes_is_said() -> None:
    look, bold = "\x1b[38;2;1;2;3;48;2;9;9;9m", "\x1b[1;38;2;1;2;3;48;2;9;9;9m"
    assert lean(f"{look}one \x1b[0m{bold}two\x1b[0m{look}.\x1b[0m") == f"{look}one \x1b[1mtwo\x1b[22m.\x1b[0m"


def test_what_is_not_known_is_sent_as_it_is() -> None:
    for text in ("no style", "\x1b[58;5;1mx\x1b[0m", "\x1b[38;2;1mx\x1b[0m"):
        assert lean(text) == text


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
        lambda parts: st.lists(parts) | st.lists(parts).map(tuple) | st.dictionaries(st.text(), parts),
        max_leaves=12,
    )
)
def test_json_is_laid_out_as_by_the_standard_library(document: object) -> None:
    assert laid_out(document) == json.dumps(document, ensure_ascii=False, indent=2)
