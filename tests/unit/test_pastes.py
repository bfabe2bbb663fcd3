"""What is pasted, as it comes from a terminal."""

from hypothesis import given
from hypothesis import strategies as st

from tui.pastes import Pastes

BEGIN, END = "\x1b[200~", "\x1b[201~"


def tamed(*pieces: str) -> str:
    pastes = Pastes()
    return "".join(map(pastes.tame, pieces))


def test_an_escape_sequence_in_a_paste_is_shown_and_keys_stay_keys() -> None:
    assert tamed(f"\x1b[A{BEGIN}\x1b]0;owned\x07{END}\x1b") == f"\x1b[A{BEGIN}<U+001B>]0;owned\x07{END}\x1b"


@given(st.lists(st.sampled_from(["\x1b", "\x1b[", "\x1b[20", "a", "~", "\x07"]), max_size=8), st.data())
def test_a_paste_may_come_in_pieces(texts: list[str], data: st.DataObject) -> None:
    pasted = "".join(texts)
    whole = f"ab\x1b{BEGIN}{pasted}{END}c{BEGIN}{pasted}{END}\x1b"
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=6)))
    pieces = [whole[start:end] for start, end in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    shown = pasted.replace("\x1b", "<U+001B>")
    assert tamed(*pieces) == f"ab\x1b{BEGIN}{shown}{END}c{BEGIN}{shown}{END}\x1b"


def test_what_is_typed_is_never_held_back() -> None:
    pastes = Pastes()
    assert [pastes.tame(key) for key in ("\x1b", "[", "\x1b[200", "x")] == ["\x1b", "[", "\x1b[200", "x"]
