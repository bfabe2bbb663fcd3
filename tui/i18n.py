"""The language that the product speaks: gettext from the standard library, switched at run time."""

import gettext
from pathlib import Path

LANGUAGES = ("en", "zh")
"""Languages that can be asked for; the catalogue of one that is not translated yet falls back to English."""

_LOCALE = Path(__file__).parent / "locale"
_current: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def use(language: str) -> None:
    """Switch to a language; English, the language of the sources, needs no catalogue."""
    global _current, _language  # noqa: PLW0603 - one process speaks one language at a time, as gettext itself has it
    _language = language if language in LANGUAGES else "en"
    if _language == "en":
        _current = gettext.NullTranslations()
    else:
        _current = gettext.translation("fivefold", _LOCALE, [_language], fallback=True)


def language() -> str:
    """The language in use."""
    return _language


def language_of(locale: str) -> str:
    """The language for a locale such as `zh_CN.UTF-8`, English where we do not speak it."""
    tag = locale.replace("-", "_").split("_")[0].split(".")[0].casefold()
    return tag if tag in LANGUAGES else "en"


def _(text: str) -> str:
    """The text in the language in use."""
    return _current.gettext(text)


def count(one: str, many: str, number: int) -> str:
    """`one` or `many` by the number, in the language in use, with `{n}` filled in."""
    return _current.ngettext(one, many, number).format(n=number)


def later(text: str) -> str:
    """A text marked for translation where it is written, and translated where it is shown."""
    return text
