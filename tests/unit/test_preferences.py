"""Preferences: what each may be, who says what it is, and where a change is kept."""

from pathlib import Path

import pytest
from textual.theme import BUILTIN_THEMES

from tui.i18n import LANGUAGES
from tui.preferences import PREFERENCES, Preferences, Said, Source


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("theme", "light", "light"),
        ("theme", "fivefold-contrast", "contrast"),
        ("theme", "nord", "nord"),
        ("recall", "0.9", "0.90"),
        ("recall", " .70 ", "0.70"),
        ("digit_answers", "Off", "false"),
        ("digit_answers", "True", "true"),
        ("lang", "zh", "zh"),
    ],
)
def test_what_may_be_is_read_however_it_is_written(key: str, text: str, value: str) -> None:
    assert PREFERENCES[key].read(text) == value


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("theme", "drak", "Did you mean dark?"),
        ("glyphs", "emoji", "unicode, ascii"),
        ("recall", "0.69", "from 0.70 to 0.97"),
        ("recall", "0.98", "from 0.70 to 0.97"),
        ("recall", "nan", "from 0.70 to 0.97"),
        ("recall", "much", "from 0.70 to 0.97"),
        ("digit_answers", "perhaps", "true, false"),
    ],
)
def test_what_may_not_be_is_refused_with_what_may(key: str, text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said.replace("?", r"\?")):
        PREFERENCES[key].read(text)


def test_every_theme_of_textual_may_be_had() -> None:
    assert PREFERENCES["theme"].others == set(BUILTIN_THEMES)
    assert PREFERENCES["lang"].offered == LANGUAGES


def test_a_choice_gives_way_to_what_is_said_elsewhere_and_an_unknown_one_to_the_default() -> None:
    chosen = {"theme": "fivefold-light", "language": "zh", "glyphs": "runes"}
    found = Preferences({"lang": Said("en", Source.OPTION, "--lang")}, chosen=chosen.get, chosen_in="study.db")
    assert found.said("theme") == Said("light", Source.CHOSEN, "study.db")
    assert found.said("lang") == Said("en", Source.OPTION, "--lang")
    assert found.said("glyphs") == Said("auto", Source.DEFAULT)
    assert (found.recall, found.digit_answers) == (0.90, True)


def test_a_change_is_kept_where_the_setting_is_said(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('theme = "dark"  # for the evening\n', encoding="utf-8")
    kept: dict[str, str | None] = {}
    found = Preferences(
        {
            "theme": Said("dark", Source.FILE, str(config)),
            "motion": Said("none", Source.ENVIRONMENT, "FIVEFOLD_MOTION"),
        },
        chosen=kept.get,
        keep=kept.__setitem__,
        config=config,
    )
    for key, value in (("theme", "light"), ("motion", "basic"), ("lang", "zh"), ("recall", "0.8")):
        found.choose(key, value)
    assert config.read_text(encoding="utf-8") == 'theme = "light"  # for the evening\n'
    assert kept == {"motion": "basic", "language": "zh", "recall": "0.80"}
    assert [found.value(key) for key in ("theme", "motion", "lang")] == ["light", "basic", "zh"]
    assert found.said("motion").source is Source.ENVIRONMENT
    assert found.recall == 0.8


def test_what_is_personal_is_each_members_own_and_the_file_is_what_they_begin_with(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('theme = "dark"\nglyphs = "ascii"\n', encoding="utf-8")
    said = {key: Said(value, Source.FILE, str(config)) for key, value in (("theme", "dark"), ("glyphs", "ascii"))}
    kept: dict[str, str | None] = {"language": "zh"}
    who = [""]
    found = Preferences(said, chosen=kept.get, keep=kept.__setitem__, whose=lambda: who[0], config=config)
    who[0] = "mei"
    found.hand_over()
    assert kept["language"] is None, "what the first chose before they had a name is theirs"
    found.choose("theme", "light")
    found.choose("glyphs", "unicode")
    assert config.read_text(encoding="utf-8") == 'theme = "dark"\nglyphs = "unicode"\n', "marks are the terminal's"
    assert (found.value("theme"), found.value("lang")) == ("light", "zh")
    assert found.said("theme").source is Source.CHOSEN
    who[0] = "wei"
    found.become_another()
    assert (found.value("theme"), found.value("lang"), found.value("keep_months")) == ("dark", "en", "0")
    found.choose("keep_months", "3")
    who[0] = "mei"
    found.become_another()
    assert (found.value("theme"), found.value("keep_months")) == ("light", "0"), "nobody erases what another keeps"


def test_what_cannot_be_kept_holds_for_this_run() -> None:
    def full(_name: str, _value: str | None) -> None:
        raise OSError("full")

    found = Preferences(keep=full)
    with pytest.raises(OSError, match="full"):
        found.choose("glyphs", "ascii")
    assert found.value("glyphs") == "ascii"
