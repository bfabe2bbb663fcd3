"""The screens: thin, each beside its stylesheet. They ask `Study` and show what it answers."""

from typing import TYPE_CHECKING

if not TYPE_CHECKING:
    from lessons.late import modules_of

    __getattr__ = modules_of(__name__)
