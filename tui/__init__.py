"""What is seen: the terminal app, the command line and the verbs behind both."""

VERSION = "0.1.0"
"""Of the whole of it; the package is built with it, too."""

TYPE_CHECKING = False  # as `typing` has it, which the door does not wait for

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """A module of this package, as `lessons.late` gives it."""
        from lessons.late import modules_of  # noqa: PLC0415 - nothing is loaded before the door has opened

        return modules_of(__name__)(name)
