"""No sentence of the interface names a key of ours that somebody may have put elsewhere."""

import re
from pathlib import Path
from string import Formatter

import pytest
from textual.app import App

from tests.messages import catalogue, messages
from tui.keymap import every
from tui.keys import own_key
from tui.own_keys import OwnKey, OwnKeys
from tui.sentences import key_of, with_keys
from tui.shell import Shell

_NAMED = r"Enter|Esc|Space|Tab|Del|PgUp|PgDn|F\d+|Ctrl\+\S+|[←→↑↓]|空格键?"
_LETTER = r"(?<![\w'’{*.<–-])[b-hj-zB-HJ-Z](?![\w'’}.>*]|\d)"
_KEY = re.compile(rf"(?<![\w{{])(?:{_NAMED})(?![\w}}])|{_LETTER}", re.ASCII)
_ELSEWHERE = ("tui/commands/", "tui/__main__.py", "tui/settings.py", "tui/keymap.py", "tui/own_keys.py")
"""What the command line says: its words are typed, and no key is bound there."""
_ALLOWED = {
    "Type to filter, Enter runs it": "Enter in a line that is typed is Textual's own",
    "Enter says it   {sentence_cancel} says nothing": "Enter in a line that is typed is Textual's own",
    "Enter accepts   {sentence_cancel} does not": "the same",
    "The new member's name; Enter adds, {who_back} does not": "the same",
    "{n} s": "seconds",
    "← your answer": "an arrow that points",
}
"""Sentences that may name a key all the same, and why."""


def test_no_sentence_names_a_key_by_itself() -> None:
    said = [one for one in messages() if one.path.startswith("tui/") and not one.path.startswith(_ELSEWHERE)]
    assert len(said) > 400
    named = {one.one: found for one in said if (found := _KEY.findall(one.one)) and one.one not in _ALLOWED}
    assert named == {}
    ours = {one.one for one in said}
    translated = {
        entry.text: found
        for entry in catalogue("zh")
        if entry.one in ours and (found := _KEY.findall(entry.text)) and entry.one not in _ALLOWED
    }
    assert translated == {}


@pytest.mark.parametrize(
    "text",
    [
        "In a lesson, n writes one.",
        "Not recorded; Enter tries again",
        "Ctrl+Q quits",
        "c, then p",
        "按空格键翻页",
        "← back",
    ],
)
def test_a_key_in_a_sentence_is_seen(text: str) -> None:
    assert _KEY.search(text)


def test_every_key_that_a_sentence_names_is_one() -> None:
    ids = {name.replace(".", "_", 1): name for name in every()}
    screens = {name.partition("_")[0] for name in ids}
    named = {
        name
        for one in messages()
        for text in (one.one, one.many)
        if not one.path.startswith(_ELSEWHERE)
        for _text, name, _form, _sign in Formatter().parse(text)
        if name and name.partition("_")[0] in screens and (name in ids or "_" in name)
    }
    assert len(named) > 40
    assert named <= ids.keys()
    assert all(own_key(ids[name]) for name in named)


async def test_a_sentence_names_the_keys_that_somebody_has(tmp_path: Path) -> None:
    own = OwnKeys(tmp_path / "keys.toml", (OwnKey("notes.undo", ("z", "ctrl+z"), 1),))
    shell = Shell(own_keys=own)
    async with shell.run_test():
        assert with_keys(shell, "{notes_undo} {notes_delete} {n} {reading_page_down}", n=3) == "z d 3 Space"
        assert key_of(shell, "notes.undo") == "z"
    plain = App[None]()
    async with plain.run_test():
        assert key_of(plain, "notes.undo") == "u"
