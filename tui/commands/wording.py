"""The words in which commands speak of statuses, figures and problems."""

from lessons.problem import Problem
from quizzes.mastery import Level
from quizzes.memory import Rating
from quizzes.retention import Retention
from quizzes.statistics import Evidence
from tui.i18n import _, count, later
from tui.reviewing import Tally
from tui.views import LessonRow, QuizRow, QuizState, Status

_STATUS = {
    Status.COMPLETED: later("completed"),
    Status.IN_PROGRESS: later("in progress"),
    Status.NOT_STARTED: later("not started"),
}


def status_word(status: Status) -> str:
    """A status in words."""
    return _(_STATUS[status])


def lesson_state(row: LessonRow) -> str:
    """A member's standing on a lesson in words."""
    return _("{status}, slipping").format(status=status_word(row.status)) if row.slipping else status_word(row.status)


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


_LEVELS = {
    Level.NOT_BEGUN: later("not begun"),
    Level.ATTEMPTED: later("attempted"),
    Level.FAMILIAR: later("familiar"),
    Level.PROFICIENT: later("proficient"),
    Level.MASTERED: later("mastered"),
}


def level_word(level: Level) -> str:
    """The level of an objective in words."""
    return _(_LEVELS[level])


def retention_words(retention: Retention, days: int) -> str:
    """True retention of some days in one sentence, with no more than so many reviews allow."""
    if not retention.reviews:
        return _("True retention: nothing was reviewed in the last {days} days.").format(days=days)
    counted = _("{kept} of {reviews} still known at the first review of a day, last {days} days").format(
        kept=retention.kept, reviews=retention.reviews, days=days
    )
    match retention.evidence:
        case Evidence.COUNTS:
            return _("True retention: {counted}; too few for a share.").format(counted=counted)
        case Evidence.INDICATIVE:
            return _("True retention: {share}, indicative; {counted}.").format(
                share=percent(retention.share), counted=counted
            )
        case Evidence.PLAIN:
            return _("True retention: {share}; {counted}.").format(share=percent(retention.share), counted=counted)


def next_review_words(days: int, minutes: int | None, questions: int) -> str:
    """When there is something to review again."""
    number = count("{n} question", "{n} questions", questions)
    return _("Next review {when}, {number}.").format(when=return_words(days, minutes), number=number)


def session_words(done: Tally) -> str:
    """What a session of review came to, in one line; empty where nothing was done."""
    parts: list[str] = []
    if done.reviews:
        parts.append(
            _("{reviews}: {known} known, {forgotten} forgotten").format(
                reviews=count("{n} review", "{n} reviews", done.reviews), known=done.known, forgotten=done.forgotten
            )
        )
    if done.suspended:
        parts.append(_("{n} suspended").format(n=done.suspended))
    if done.buried:
        parts.append(_("{n} put off until tomorrow").format(n=done.buried))
    return " · ".join(parts)


def leech_words(lapses: int) -> str:
    """Why a question should be learned in another way."""
    return _("! Leech: forgotten {n} times. Read it again, or suspend it.").format(n=lapses)


def return_words(days: int, minutes: int | None) -> str:
    """When a question comes back: minutes, tomorrow, days."""
    if minutes is not None and days <= 0:
        return count("in {n} min", "in {n} min", minutes)
    if days <= 0:
        return _("today")
    return _("tomorrow") if days == 1 else count("in {n} day", "in {n} days", days)


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
