"""The words in which commands speak of statuses, figures and problems."""

from collections.abc import Sequence

from lessons.problem import Problem
from quizzes.grade import Verdict
from quizzes.identity import canonical
from quizzes.memory import Rating
from quizzes.model import Typed
from tui.i18n import _, count, later
from tui.views import QuizRow, QuizState, Status

_STATUS = {
    Status.COMPLETED: later("completed"),
    Status.IN_PROGRESS: later("in progress"),
    Status.NOT_STARTED: later("not started"),
}


def status_word(status: Status) -> str:
    """A status in words."""
    return _(_STATUS[status])


def quiz_state(row: QuizRow) -> str:
    """A member's standing on a quiz in words."""
    match row.state:
        case QuizState.OPEN:
            return _("open, {answered} of {asked} answered").format(answered=row.answered, asked=row.asked)
        case QuizState.PASSED:
            return _("passed, best {share}").format(share=percent(row.best))
        case QuizState.NOT_PASSED:
            return _("not passed yet, best {share}").format(share=percent(row.best))
        case QuizState.NEW:
            return _("not taken yet")


_RATINGS = {
    Rating.AGAIN: later("Again"),
    Rating.HARD: later("Hard"),
    Rating.GOOD: later("Good"),
    Rating.EASY: later("Easy"),
}


def rating_word(rating: Rating) -> str:
    """A rating in words."""
    return _(_RATINGS[rating])


def return_words(days: int, minutes: int | None) -> str:
    """When a question comes back: minutes, tomorrow, days."""
    if minutes is not None and days <= 0:
        return count("in {n} min", "in {n} min", minutes)
    if days <= 0:
        return _("today")
    return _("tomorrow") if days == 1 else count("in {n} day", "in {n} days", days)


def accepted_words(question: Typed, typed: Sequence[str], verdict: Verdict) -> str:
    """The right answer, or after a right one what else is; empty where that is all that was typed."""
    right = _(" or ").join(question.right)
    if not verdict.right:
        return _("The right answer: {text}").format(text=right)
    if [canonical(text) for text in typed] == [canonical(text) for text in question.right]:
        return ""
    return _("Accepted: {text}").format(text=right)


def percent(share: float | None) -> str:
    """A share of 0 to 1 as per cent, never rounded up to a whole that was not reached."""
    if share is None:
        return "-"
    return f"{int(share * 100 + 1e-9)}%"


def marks(value: float) -> str:
    """Marks, without a decimal point where they are whole."""
    return f"{round(value, 2):g}"


def fraction(done: int, total: int) -> str:
    """`3 of 14`."""
    return _("{done} of {total}").format(done=done, total=total)


def problem_json(problem: Problem) -> dict[str, object]:
    """A problem as the contract has it."""
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "message": problem.message(_),
        "fix": problem.fix(_),
    }
