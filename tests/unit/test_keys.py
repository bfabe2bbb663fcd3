"""The key map: every binding has an id of its own, a text, and a way that an input method does not swallow."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pytest
from textual.binding import Binding

from tui import keys
from tui.widgets import contents, problems, reader, rows

LISTS: Mapping[str, Sequence[object]] = {
    "app": [keys.QUIT, keys.PALETTE, keys.THEME, keys.HELP],
    "welcome": keys.WELCOME,
    "today": keys.TODAY,
    "me": keys.ME,
    "courses": keys.COURSES,
    "course": keys.COURSE,
    "blocked": keys.BLOCKED,
    "reader": keys.READER,
    "quiz": [*keys.QUIZ, *keys.QUIZ_DIGITS],
    "result": keys.RESULT,
    "preview": keys.PREVIEW,
    "reading": reader.Reader.BINDINGS,
    "rows": rows.RowList.BINDINGS,
    "contents": contents.Contents.BINDINGS,
    "problems": problems.ProblemList.BINDINGS,
}
NAMED = {"enter", "escape", "space", "up", "down", "left", "right", "pageup", "pagedown", "home", "end", "tab"}
THROUGH_HELP = {"today.course", "today.quit"}
"""Reached by F4 and Ctrl+Q, or from the list that F1 shows."""


def survives_an_input_method(name: str) -> bool:
    """Digits, Enter, arrows, Ctrl and function keys arrive as they are; letters become Pinyin."""
    return (
        name in NAMED
        or name.isdigit()
        or name.startswith("ctrl+")
        or (name[0] == "f" and name[1:].isdigit())
        or not name.isascii()
    )


def every() -> list[Binding]:
    return [binding for bindings in LISTS.values() for binding in bindings if isinstance(binding, Binding)]


def test_every_binding_has_an_id_and_a_text() -> None:
    assert all(binding.id and binding.description for binding in every())
    ids = Counter(binding.id for binding in every() if binding.id != "back")
    assert [name for name, number in ids.items() if number > 1] == []


@pytest.mark.parametrize("name", LISTS)
def test_no_two_bindings_of_a_screen_meet_on_a_key(name: str) -> None:
    used: dict[str, str] = {}
    for binding in LISTS[name]:
        assert isinstance(binding, Binding)
        for one in binding.key.split(","):
            # Submit and Next share Enter: one is off while the other is on.
            if {binding.id, used.get(one)} != {"quiz.submit", "quiz.next"}:
                assert one not in used, f"{one}: {binding.id} and {used[one]}"
            used[one] = str(binding.id)


def test_every_binding_has_a_key_that_an_input_method_leaves_alone() -> None:
    swallowed = [
        binding.id
        for binding in every()
        if not any(survives_an_input_method(one.strip()) for one in binding.key.split(","))
    ]
    assert [name for name in swallowed if name not in THROUGH_HELP] == []


def test_the_preview_takes_no_key_from_what_it_shows() -> None:
    meets = {
        one
        for screen_key in keys.PREVIEW
        for one in screen_key.key.split(",")
        for shown in (reader.Reader.BINDINGS, problems.ProblemList.BINDINGS, contents.Contents.BINDINGS)
        for binding in shown
        if isinstance(binding, Binding) and one in binding.key.split(",")
    }
    assert meets == set()
