"""From blocks to what is seen: pieces, lines of styled text, and plain text for a pipe or a screen reader."""

from typing import TYPE_CHECKING

if not TYPE_CHECKING:
    from lessons.late import modules_of

    __getattr__ = modules_of(__name__)
