"""Every text that somebody reads is in every catalogue, with the same names in it, and nothing stale."""

import re
from string import Formatter

import pytest

from lessons.findings import VALUE
from lessons.problem import Problem
from quizzes.errors import NotFound
from quizzes.findings import IMAGES_WITHOUT_WORDS
from store.errors import NoLeaderError, NotOneMemberError
from tests.messages import catalogue, messages, quoted, written
from tui import i18n
from tui.catalogue import LOCALE, Catalogue, entries
from tui.i18n import LANGUAGES

_MARKED = re.compile(r"`[^`]+`|--[a-z-]+|F\d\b|Ctrl\+\w")
_AFTER_HAN = re.compile(r"[\u4e00-\u9fff][,;:?!](?![-\w/])")


def _names(text: str) -> list[str]:
    return sorted({f"{name}:{form}" for _text, name, form, _sign in Formatter().parse(text) if name is not None})


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_the_catalogue_is_complete_and_nothing_in_it_is_stale(language: str) -> None:
    found, kept = messages(), catalogue(language)
    known = {entry.one: entry.text for entry in kept}
    assert [entry.one for entry in kept if not entry.text] == []
    path = LOCALE / f"{language}.po"
    assert path.read_text(encoding="utf-8") == written(language, found, known), "run: make messages"


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_translations_have_the_names_that_are_filled_in(language: str) -> None:
    wrong = [
        entry.one for entry in catalogue(language) if _names(entry.text) not in (_names(entry.one), _names(entry.many))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_translations_keep_what_is_typed_as_it_is_and_the_blanks_at_their_ends(language: str) -> None:
    for entry in catalogue(language):
        assert sorted(set(_MARKED.findall(entry.one))) == sorted(set(_MARKED.findall(entry.text))), entry.one
        assert len(entry.one) - len(entry.one.lstrip()) == len(entry.text) - len(entry.text.lstrip()) or (
            entry.text[0] in "（，"  # wide marks bring their own room
        ), entry.one


def test_chinese_has_the_marks_of_chinese() -> None:
    wrong = [entry.text for entry in catalogue("zh") if _AFTER_HAN.search(re.sub(r"`[^`]*`", "", entry.text))]
    assert wrong == []


def test_what_is_quoted_is_read_back() -> None:
    for text in ("plain", 'a "quote"', "back\\slash", "two\nlines\n", "\n", "tab\t", "\\n"):
        text_of = f"msgid {quoted('id')}\nmsgstr {quoted(text)}\n"
        assert [entry.text for entry in entries(text_of)] == [text]


def test_a_line_that_is_none_is_told() -> None:
    with pytest.raises(ValueError, match="line 2: msgstr oops"):
        list(entries('msgid "a"\nmsgstr oops\n'))


def test_what_is_not_translated_stays_as_it_is() -> None:
    empty = Catalogue()
    assert (empty.text("Quit"), empty.counted("{n} day", "{n} days", 2)) == ("Quit", "{n} days")


def test_the_language_is_switched_at_once() -> None:
    i18n.use("zh")
    assert (i18n._("Quit"), i18n.count("{n} lesson", "{n} lessons", 2)) == ("退出", "2 课")
    i18n.use("de")
    assert (i18n.language(), i18n._("Quit")) == ("en", "Quit")


def test_names_in_an_error_have_the_comma_of_its_language() -> None:
    several = NotFound("lesson", ("one", "two"))
    hidden = NoLeaderError(name="Line B", group="Line B", people=("Mei", "Oskar"))
    erased = NotOneMemberError(path="b.db", names=("Mei", ""))
    typed = Problem("a.md", 1, 1, VALUE, values={"key": "mode", "expected": "one of practice, exam"})
    lines = Problem("a.md", 1, 1, IMAGES_WITHOUT_WORDS, values={"count": "2", "lines": "1, 3"})
    i18n.use("zh")
    assert "one、two" in several.text(i18n._)
    assert "Mei、Oskar" in hidden.text(i18n._)
    assert "Mei、已抹去的人" in erased.text(i18n._)
    assert "practice、exam" in typed.message(i18n._)
    assert "1、3" in lines.message(i18n._)
    assert "one, two" in str(several)
    assert "Mei, Oskar" in str(hidden)
    assert "Mei, somebody who was erased" in str(erased)
    assert "one of practice, exam" in typed.message()
    assert "1, 3" in lines.message()


@pytest.mark.parametrize(
    ("locale", "language"),
    [("zh_CN.UTF-8", "zh"), ("zh-Hans", "zh"), ("zh", "zh"), ("de_DE.UTF-8", "en"), ("C.UTF-8", "en"), ("", "en")],
)
def test_the_locale_tells_the_language(locale: str, language: str) -> None:
    assert i18n.language_of(locale) == language
