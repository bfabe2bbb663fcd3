"""Keys of one's own: what may be, what meets on a key, and that every key there is can be another."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from textual.binding import Binding, BindingsMap

from tests.unit.test_keys import LISTS
from tui import keymap
from tui.own_keys import read_keys


def settled(tmp_path: Path, text: str) -> keymap.Keymap:
    path = tmp_path / "keys.toml"
    path.write_text(text, encoding="utf-8")
    return keymap.settle(read_keys(path))


def test_our_own_keys_clash_nowhere() -> None:
    assert keymap._clash({}, keymap.every()) is None


def test_every_binding_can_have_another_key() -> None:
    ids = {binding.id for bindings in LISTS.values() for binding in bindings if isinstance(binding, Binding)}
    assert ids - set(keymap.every()) == set()


def test_the_line_that_the_readme_gives_works(tmp_path: Path) -> None:
    line = re.search(r'`("[a-z]+\.[a-z]+" = "[^"]+")`', (Path(__file__).parents[2] / "README.md").read_text("utf-8"))
    assert line
    found = settled(tmp_path, line[1])
    assert (len(found.keys), found.problems) == (1, ())


def test_keys_are_taken_as_they_are_written(tmp_path: Path) -> None:
    found = settled(tmp_path, '"reader.next" = "z, ctrl+f6"\nquiz.hint = "!"\n"quiz.reread" = "exclamation_mark"')
    assert found.keys == {"reader.next": "z,ctrl+f6", "quiz.hint": "!"}
    assert found.problems == ("keys.toml:3: ! is for quiz.hint (Hint) already. quiz.reread (Re-read) keeps r Ctrl+R.",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"reader.nxt" = "n"', "keys.toml:1: nothing is called reader.nxt. Did you mean reader.next?"),
        ('"quiz.nonsense" = "n"', "keys.toml:1: nothing is called quiz.nonsense. See: fivefold config keys"),
        (
            '"reader.next" = "down"',
            "keys.toml:1: Down arrow is for reading.down (Line down) already. reader.next (Next lesson) keeps > 》",
        ),
        ('"zzz" = "n"', "keys.toml:1: nothing is called zzz. See: fivefold config keys"),
        ('\n"quiz.hint" = "ctl+h"', "keys.toml:2: no key is called ctl+h. Did you mean ctrl+h?"),
        ('"quiz.hint" = "ctrl+hh"', "keys.toml:1: no key is called ctrl+hh."),
        ('"quiz.hint" = 7', 'keys.toml:1: quiz.hint must name its keys in quotes, such as: "quiz.hint" = "z,f8"'),
        ('"quiz.hint" = " , "', "must name its keys"),
        ('"app.quit" = "x"', "keys.toml:1: x could not be typed any more; give app.quit another key."),
        ('"quiz.hint" = "r"', "keys.toml:1: r is for quiz.reread (Re-read) already. quiz.hint (Hint) keeps i F6."),
        ('"today.me" = "w"\n"today.who" = "m"\n"today.course" = "m"', "keys.toml:3: m is for today.who"),
        ('"rows.down" = "c"', "is for"),
        ("not toml", "cannot be used"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    found = settled(tmp_path, text)
    assert said in found.problems[0]
    assert "\n" not in found.problems[0]


def test_two_may_change_places(tmp_path: Path) -> None:
    found = settled(tmp_path, '"today.me" = "c"\n"today.course" = "m"')
    assert found == keymap.Keymap({"today.me": "c", "today.course": "m"}, ())


def test_no_file_changes_nothing(tmp_path: Path) -> None:
    assert keymap.settle(read_keys(tmp_path / "keys.toml")) == keymap.Keymap({}, ())


def test_what_shares_a_key_with_another_binding_keeps_it_when_that_gets_another() -> None:
    bindings = BindingsMap(
        [Binding("space,enter", "show", "Show", id="show"), Binding("enter", "accept", "Take", id="accept")]
    )
    keymap._apply(bindings, {"show": "x"})
    actions: Mapping[str, list[str]] = {
        key: [one.action for one in found] for key, found in bindings.key_to_bindings.items()
    }
    assert actions == {"x": ["show"], "enter": ["accept"]}
