"""What is seen: the terminal app, the command line and the verbs behind both."""

from typing import TYPE_CHECKING

if not TYPE_CHECKING:
    from lessons.late import modules_of

    __getattr__ = modules_of(__name__)
