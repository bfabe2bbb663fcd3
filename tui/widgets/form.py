"""What the answer to a question is put into, where it is not one of some options."""

from collections.abc import Sequence

from textual.containers import Vertical
from textual.message import Message

from quizzes.model import Question
from tui.i18n import count
from tui.render.inline import References


class AnswerForm(Vertical):
    """Takes an answer, and afterwards shows how it turned out. Each kind of answer has a form of its own."""

    DEFAULT_CSS = """
    AnswerForm { height: auto; }
    """

    class Changed(Message):
        """Something else is answered now, by other means than typing."""

    def __init__(self, question: Question, *, references: References, lang: str) -> None:
        super().__init__()
        self.question = question
        self.references = references
        self.lang = lang

    def begin(self) -> None:
        """Take the focus."""
        raise NotImplementedError

    def take_over(self, before: "AnswerForm") -> None:
        """Go on with what was answered in the form of the same question in another language.

        Args:
            before: A form of the same kind. This one is not on the screen yet.
        """
        raise NotImplementedError

    def begun(self) -> tuple[str, ...]:
        """What was answered so far, in no language, to go on with another day; empty where nothing was."""
        raise NotImplementedError

    def take_up(self, begun: Sequence[str]) -> None:
        """Go on with what `begun` gave; what does not fit the question any more is left out.

        Args:
            begun: Of the same question, maybe before it was edited. This form is not on the screen yet.
        """
        raise NotImplementedError

    def given(self) -> tuple[str, ...] | None:
        """What was answered, empty where nothing was; None where it cannot be judged, and the form says why."""
        raise NotImplementedError

    @property
    def started(self) -> bool:
        """Whether something was answered."""
        return bool(self.given())

    @staticmethod
    def open_words(places: int) -> str:
        """That some places are open still, and that they may stay so."""
        return count(
            "{n} place is still open: submit once more to leave it so.",
            "{n} places are still open: submit once more to leave them so.",
            places,
        )

    def refuse(self, sentence: str) -> None:
        """Say what keeps the answer from being taken, until something else is answered."""
        raise NotImplementedError

    def advance(self) -> bool:
        """Go on inside the form; False where there is nothing before the answer is taken as a whole."""
        return False

    @property
    def next_step(self) -> str:
        """What `advance` would do now, for the bar of keys; empty where it would do nothing."""
        return ""

    def move(self, step: int) -> bool:
        """Move inside the form; False where it has no places."""  # the argument is part of what forms share
        del step
        return False

    def page(self, pages: int) -> bool:
        """Turn its pages; False where it has none to turn."""
        del pages
        return False

    def mark(self, answer: tuple[str, ...]) -> None:
        """Show how an answer turned out; where nothing was answered, what is right."""
        raise NotImplementedError
