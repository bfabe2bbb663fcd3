"""What is taught: courses, lessons and the Markdown they are written in. Pure, but for shelf.py."""

from typing import TYPE_CHECKING

if not TYPE_CHECKING:
    from lessons.late import modules_of

    __getattr__ = modules_of(__name__)
