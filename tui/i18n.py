"""The language that the product speaks, switched at run time; its catalogues are gettext's `.po` files."""

from __future__ import annotations

from contextvars import ContextVar
from functools import cache

TYPE_CHECKING = False  # as `typing` has it, which --version does not wait for
if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextvars import Token
    from types import TracebackType

    from tui.catalogue import Catalogue

LANGUAGES = ("en", "zh")
"""Languages that can be asked for."""
LANGUAGE_NAMES = {"en": "English", "zh": "简体中文"}
"""Each in its own words."""

_FULL_WIDTH = ("。", "！", "？", "；", "：")
"""Marks that bring their own blank."""
_current: Catalogue | None = None
"""None for English, the language of the sources."""
_language = "en"
_apart: ContextVar[str] = ContextVar("language", default="")
"""The language of what is told here in another one than the rest; empty where it is the same."""


def use(language: str) -> None:
    """Switch to a language; to English where it is not known."""
    global _current, _language  # noqa: PLW0603 - one process speaks one language at a time, as gettext itself has it
    _language = language if language in LANGUAGES else "en"
    _current = _catalogue(_language)


@cache
def _catalogue(language: str) -> Catalogue | None:
    if language == "en":
        return None
    from tui.catalogue import LOCALE, read_catalogue  # noqa: PLC0415 - English, the language of the sources, needs none

    return read_catalogue(LOCALE / f"{language}.po")


def language() -> str:
    """The language in use."""
    return _apart.get() or _language


class speaking:  # noqa: N801 - it is used as a function is
    """As long as it is entered, what is told in this thread is in a language, such as `zh-Hans`, where we speak it."""

    def __init__(self, language: str) -> None:
        tag = language.replace("_", "-").partition("-")[0].casefold()
        self._tag = tag if tag in LANGUAGES else ""
        self._before: Token[str] | None = None

    def __enter__(self) -> None:
        self._before = _apart.set(self._tag)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._before:
            _apart.reset(self._before)


def _spoken() -> Catalogue | None:
    apart = _apart.get()
    return _catalogue(apart) if apart else _current


def language_of(locale: str) -> str:
    """The language for a locale such as `zh_CN.UTF-8`, English where we do not speak it."""
    tag = locale.replace("-", "_").split("_")[0].split(".")[0].casefold()
    return tag if tag in LANGUAGES else "en"


def _(text: str) -> str:
    """The text in the language in use."""
    spoken = _spoken()
    return text if spoken is None else spoken.text(text)


def count(one: str, many: str, number: int) -> str:
    """`one` or `many` by the number, in the language in use, with `{n}` filled in."""
    spoken = _spoken()
    if spoken is None:
        return (one if number == 1 else many).format(n=number)
    return spoken.counted(one, many, number).format(n=number)


def named(name: str, said: str) -> str:
    """`name: said`, with the colon of the language in use."""
    return _("{name}: {said}").format(name=name, said=said)


def sentence(text: str) -> str:
    """`text.`, with the full stop of the language in use."""
    return _("{text}.").format(text=text)


def together(*sentences: str) -> str:
    """Sentences, one after another: no blank stands behind a full-width mark, as between Chinese ones."""
    told = ""
    for one in filter(None, sentences):
        told += one if not told or told.endswith(_FULL_WIDTH) else f" {one}"
    return told


def listed(words: Iterable[str]) -> str:
    """`one, two, three`, with the comma of the language in use."""
    return _(", ").join(words)


def clauses(said: Iterable[str]) -> str:
    """`one, another, a third` of a sentence, with its comma: in Chinese it is none of those of `listed`."""
    told = ""
    for one in said:
        told = _("{before}, {then}").format(before=told, then=one) if told else one
    return told


def aside(text: str, more: str) -> str:
    """`text (more)`, with the brackets of the language in use; the text alone where there is nothing more."""
    return _("{text} ({more})").format(text=text, more=more) if more else text


def later(text: str) -> str:
    """A text marked for translation where it is written, and translated where it is shown."""
    return text


OF_THE_SYSTEM = (
    later("No such file or directory"),
    later("Permission denied"),
    later("Is a directory"),
    later("Not a directory"),
    later("File name too long"),
    later("No space left on device"),
    later("Read-only file system"),
)
"""What a system says most of files that it does not give or take."""


def refused(problem: OSError) -> str:
    """What the system says of a file that it does not give or take: in our words where we have some."""
    return _(problem.strerror) if problem.strerror else str(problem)
