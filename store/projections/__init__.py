"""Read models: what screens ask. Each is folded from the log, and can be thrown away and built again."""

from typing import TYPE_CHECKING

if not TYPE_CHECKING:
    from lessons.late import modules_of

    __getattr__ = modules_of(__name__)
