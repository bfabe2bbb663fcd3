"""Changing one line of a file of settings leaves everything else as it was written."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.config_file import change, changed, literal
from tui.settings import SettingsError

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12)
VALUES = st.one_of(WORDS, st.booleans(), st.sampled_from((0.7, 0.85, 0.97)), st.lists(WORDS, max_size=3))
LINES = st.one_of(
    st.sampled_from(
        (
            "",
            "# theme = 1",
            'member = "Ada"  # me',
            'library = [\n  "/a",  # one\n  "/b]",\n]  # both',
            'note = """\ntheme = "none"\n[table]\n"""',
            "\"db\" = '/tmp/a#b.db'",
        )
    ),
)


@given(
    top=st.lists(LINES, max_size=6, unique=True),
    table=st.sampled_from(("", "# below\n[other]\ntheme = 3  # not ours\n", "[[list]]\nmember = 1\n")),
    key=st.sampled_from(("theme", "member", "library", "db", "recall")),
    value=st.one_of(st.none(), VALUES),
    ending=st.sampled_from(("\n", "\r\n")),
    last=st.booleans(),
)
def test_nothing_but_the_setting_is_another(
    top: list[str], table: str, key: str, value: object, *, ending: str, last: bool
) -> None:
    text = "\n".join([*top, table])
    text = (text if last else text.rstrip("\n")).replace("\n", ending)
    before = tomllib.loads(text)
    after = changed(text, key, value)  # type: ignore[arg-type] # any of them is one
    wanted = {name: one for name, one in before.items() if name != key}
    assert tomllib.loads(after) == (wanted if value is None else wanted | {key: value})
    for comment in ("# theme = 1", "# me", "# both", "# below", "# not ours"):
        assert (comment in after) == (comment in text)
    assert changed(after, key, value) == after  # type: ignore[arg-type] # as above


@given(VALUES)
def test_every_value_is_written_as_it_is_read(value: object) -> None:
    assert tomllib.loads(f"key = {literal(value)}") == {"key": value}  # type: ignore[arg-type] # as above


def test_a_file_is_made_and_a_link_stays_one(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    change(path, "theme", "dark")
    assert path.read_text(encoding="utf-8") == 'theme = "dark"\n'
    real = tmp_path / "dotfiles.toml"
    real.write_text("# mine\n", encoding="utf-8")
    link = tmp_path / "config.toml"
    link.symlink_to(real)
    change(link, "recall", 0.85)
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "# mine\nrecall = 0.85\n"
    change(link, "recall", None)
    assert real.read_text(encoding="utf-8") == "# mine\n"


@pytest.mark.parametrize("text", ["not toml", 'theme = "a"\ntheme = "b"\n', "theme.name = 1\n[theme.other]\n"])
def test_what_cannot_be_changed_by_itself_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError):
        change(path, "theme", "dark")
    assert path.read_text(encoding="utf-8") == text
