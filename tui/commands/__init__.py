"""One module for each command: `run(options, surroundings)` answers the exit status."""

from typing import TYPE_CHECKING

if not TYPE_CHECKING:
    from lessons.late import modules_of

    __getattr__ = modules_of(__name__)
