"""What every error says of itself, and what keeps a library or a file from being opened."""

from collections.abc import Callable
from typing import ClassVar


class ToldError(Exception):
    """Something cannot be done; `text()` says what, and what to do next. Each package has its own below this one."""

    message: ClassVar[str]
    """In English, with `{names}` that the values fill. Translated by whoever shows it."""

    def __init__(self, **values: object) -> None:
        super().__init__(values)
        self._listed = {name: tuple(map(str, value)) for name, value in values.items() if isinstance(value, tuple)}
        self.values = {name: str(value) for name, value in values.items()} | self._joined(str)

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The sentence, in the language of `translate`."""
        return translate(self.message).format_map(self._said(translate))

    def _said(self, translate: Callable[[str], str]) -> dict[str, str]:
        """What fills a sentence: a tuple is a list of names, with the comma of the language between them."""
        return self.values | self._joined(translate)

    def _joined(self, translate: Callable[[str], str]) -> dict[str, str]:
        return {name: translate(", ").join(words) for name, words in self._listed.items()}

    def __str__(self) -> str:
        return self.text()


class LessonError(ToldError):
    """Something named by the user cannot be opened."""

    message = "The lessons cannot be opened."


class NoSuchFolderError(LessonError):
    """The library is not there."""

    message = "There is no folder {path}: check the name, or make it with `fivefold new course`."


class NotAFolderError(LessonError):
    """A file was named as the library."""

    message = "{path} is a file: name the folder that holds it."


class FolderUnreadableError(LessonError):
    """The library's folder may not be read."""

    message = "The folder {path} cannot be read ({reason}): make it readable for yourself."


class NoSuchFileError(LessonError):
    """A file is not there, or is no regular file."""

    message = "There is no file {path} in the library: open the library again to see what it holds."


class OutsideLibraryError(LessonError):
    """A path leads out of the library."""

    message = "{path} leads out of the library: only files inside it are opened."


class FileUnreadableError(LessonError):
    """A file may not be read, or is damaged."""

    message = "The file {path} cannot be read ({reason}): make it readable for yourself."
