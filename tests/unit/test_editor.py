"""The trainer's own editor is opened, at the line."""

from pathlib import Path

import pytest

from tui.editor import NoEditorError, editor, opening

FILE = Path("lessons/a b.md")


def nothing_installed(_name: str) -> str | None:
    return None


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("vim", ["vim", "+12", "lessons/a b.md"]),
        ("/usr/bin/nvim -u NONE", ["/usr/bin/nvim", "-u", "NONE", "+12", "lessons/a b.md"]),
        ("nano", ["nano", "+12,3", "lessons/a b.md"]),
        ("emacs -nw", ["emacs", "-nw", "+12:3", "lessons/a b.md"]),
        ("code --wait", ["code", "--wait", "-g", "lessons/a b.md:12:3"]),
        ("hx", ["hx", "lessons/a b.md:12:3"]),
        ("kate", ["kate", "-l", "12", "-c", "3", "lessons/a b.md"]),
        ("'/opt/my editor/ed'", ["/opt/my editor/ed", "lessons/a b.md"]),
    ],
)
def test_each_editor_is_told_the_place_in_its_own_way(command: str, expected: list[str]) -> None:
    assert opening(editor({"EDITOR": command}, nothing_installed), FILE, 12, 3) == expected


def test_visual_goes_before_editor_and_an_empty_one_counts_for_nothing() -> None:
    assert editor({"VISUAL": "vim", "EDITOR": "ed"}, nothing_installed) == ["vim"]
    assert editor({"VISUAL": " ", "EDITOR": "ed"}, nothing_installed) == ["ed"]


def test_without_a_named_one_a_usual_one_is_taken() -> None:
    assert editor({}, lambda name: "/usr/bin/vi" if name == "vi" else None) == ["vi"]


def test_no_editor_is_one_sentence_with_what_to_do() -> None:
    with pytest.raises(NoEditorError, match="Set EDITOR"):
        editor({}, nothing_installed)
    with pytest.raises(NoEditorError, match="cannot be read"):
        editor({"EDITOR": "vim 'oops"}, nothing_installed)
