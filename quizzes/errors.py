"""What keeps an answer or a name from being taken."""

from collections.abc import Callable

from lessons.errors import ToldError


class QuizError(ToldError):
    """Something about a quiz cannot be done."""

    message = "This cannot be done with the quiz."


class NothingToAskError(QuizError):
    """A quiz without a single question that can be asked."""

    message = "{quiz} has no question that can be asked: `fivefold check {path}` says why."


class NotInSittingError(QuizError):
    """An answer to a question that this sitting does not ask."""

    message = "The question {question} is not asked in this sitting: answer the one on the screen."


class AlreadyAnsweredError(QuizError):
    """A second answer to the same question."""

    message = "The question {question} is already answered: go on with the next one."


class TimeIsUpError(QuizError):
    """An answer that comes after the end of a sitting's time."""

    message = "Time is up: this answer came too late, and does not count."


class NoAttemptLeftError(QuizError):
    """Another start of a quiz that may not be finished any more often."""

    message = (
        "No attempt at {quiz} is left: {used} of {attempts} are finished. `fivefold quiz {id} --results` shows how they"
        " came out, and `fivefold review` goes on asking its questions."
    )


class NoSuchOptionError(QuizError):
    """A choice of something that the question does not offer."""

    message = "The question {question} has no option {option}: choose among those that are shown."


class TooManyChosenError(QuizError):
    """Several options of a question that takes one."""

    message = "The question {question} takes one answer, and {count} were chosen: choose one."


class TooManyTypedError(QuizError):
    """More texts than there are gaps."""

    message = "The question {question} has gaps for {gaps} answers, and {count} were typed: type as many as there are."


class TooLongError(QuizError):
    """A text that is longer than any answer."""

    message = "An answer has {most} characters at most: type a shorter one."


class NotOfferedError(QuizError):
    """Something else than what a gap offers."""

    message = "{text} is not offered: choose one of {offered}."


class NoNumberError(QuizError):
    """Something else where a number is asked for."""

    message = "{text} is no number: type one such as 3.14, without a unit."


class TwoNumbersError(QuizError):
    """A number whose comma may be two things."""

    message = "{text} can be read in two ways: type {whole} or {fraction}."


class NotFound(QuizError):  # noqa: N818 - it is an answer as much as an error: nothing has that name
    """A name that no lesson or quiz has, with the nearest that some have."""

    message = "Nothing here is called {words}: `fivefold list` shows all names."
    near_message = "Nothing here is called {words}: did you mean {nearest}?"

    def __init__(self, words: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(words=words, nearest=nearest)
        self.words = words
        self.nearest = nearest

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The sentence, in the language of `translate`."""
        return translate(self.near_message if self.nearest else self.message).format_map(self._said(translate))


class BrokenExchangeError(QuizError):
    """A file of another program of which nothing can be read."""

    message = "Line {line} of the file cannot be read: {reason}. Mend it there, then import it again."

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The sentence with its reason, both in the language of `translate`."""
        reason = translate(self.values["reason"]).replace("{detail}", self.values.get("detail", ""))
        return translate(self.message).format_map({**self.values, "reason": reason})
