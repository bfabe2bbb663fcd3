"""What somebody means by a name: a lesson or a quiz by its key, its path, its id, its title or its file's name."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from lessons.model import Lesson
from quizzes.errors import NotFound
from quizzes.model import Quiz
from quizzes.reading import file_stem

_NEAREST = 3
"""Names that are offered in the place of one that nothing has."""
_Found = TypeVar("_Found", bound=Lesson | Quiz)


def key_meant(words: str, views: Iterable[Mapping[str, _Found]]) -> str:
    """The key of what has this name in the first of some languages in which anything has it.

    Raises:
        NotFound: as the first of them says it.
    """
    missed: NotFound | None = None
    for entries in views:
        try:
            return _find(entries.values(), words).key
        except NotFound as error:
            missed = missed or error
    raise missed or NotFound(words)


def _find(entries: Iterable[_Found], words: str) -> _Found:
    """The entry with this key, path, id, title or file name, in this order of names."""
    every = list(entries)
    wanted = words.strip().casefold()
    by: tuple[Callable[[_Found], str], ...] = (
        lambda entry: entry.key,
        lambda entry: entry.path,
        lambda entry: entry.source_path,
        lambda entry: entry.id,
        lambda entry: entry.title,
        lambda entry: file_stem(entry.path),
    )
    for name in by:
        found = [entry for entry in every if name(entry).casefold() == wanted]
        if len(found) == 1:
            return found[0]
        if found:
            raise NotFound(words, tuple(entry.key for entry in found[:_NEAREST]))
    from difflib import get_close_matches  # noqa: PLC0415 - mostly something has the name

    names = {name(entry).casefold(): entry.key for name in reversed(by) for entry in every}
    near = (
        get_close_matches(wanted, names, _NEAREST) or [name for name in names if wanted and wanted in name][:_NEAREST]
    )
    raise NotFound(words, tuple(dict.fromkeys(names[name] for name in near)))
