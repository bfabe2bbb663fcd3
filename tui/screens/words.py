"""How the screens write lessons and quizzes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from store.status import Status
from tui.commands.wording import clock_words, date_text, percent, quiz_day_counts, quiz_state, reason_word
from tui.i18n import _, count, listed
from tui.views import LessonRow, QuizRow, QuizState
from tui.widgets.rows import Row, Tone

_MARKS: dict[Status, tuple[str, Tone]] = {
    Status.COMPLETED: ("✓", "success"),
    Status.IN_PROGRESS: ("▸", "primary"),
    Status.NOT_STARTED: ("·", "muted"),
    Status.OVERDUE: ("!", "warning"),
    Status.NEEDS_HELP: ("!", "error"),
}
_QUIZ_MARKS: dict[QuizState, tuple[str, Tone]] = {
    QuizState.PASSED: ("✓", "success"),
    QuizState.DONE: ("✓", "success"),
    QuizState.NOT_PASSED: ("!", "warning"),
    QuizState.OPEN: ("▸", "primary"),
    QuizState.NEW: ("·", "muted"),
}


def status_mark(status: Status) -> tuple[str, Tone]:
    """The mark of a status in a list, and its meaning colour."""
    return _MARKS[status]


def quiz_note(row: QuizRow, day: date) -> str:
    """How a quiz stands, for a card, and by when it is to be passed where a plan says so."""
    if row.time_up:
        return "! " + _("time is up")
    if row.until:
        clock = _("clock runs until {time}").format(time=clock_words(row.until))
        return f"! {clock} · " + _("{answered} of {asked} answered").format(answered=row.answered, asked=row.asked)
    if row.state is QuizState.OPEN:
        note = _("{answered} of {asked} answered").format(answered=row.answered, asked=row.asked)
    else:
        note = quiz_state(replace(row, due=None))
    return f"{note}   {_due(row.due, day)[0]}" if row.due else note


def _due(due: date, day: date) -> tuple[str, Tone]:
    """By when something is due, seen from a day, and its meaning colour."""
    words = _("was due {day}") if due < day else _("due {day}")
    return words.format(day=date_text(due, day)), "warning" if due < day else "muted"


def lesson_row(row: LessonRow, day: date, *, here: bool = False, minutes: bool = False) -> Row:
    """A lesson in a list, seen from a study day; with the `minutes` that are left of it, where they are wanted."""
    mark, tone = status_mark(row.status)
    best = row.quiz.best if row.quiz else None
    note = percent(row.read) if row.read and not (row.quiz and row.status is Status.COMPLETED) else ""
    if row.quiz and row.quiz.state is QuizState.OPEN:
        note = _("quiz: {state}").format(state=quiz_note(replace(row.quiz, due=None), day))
    elif best is not None:
        note = _("quiz {share}").format(share=percent(best))
    note_tone: Tone = "muted"
    if row.slipping:
        note, note_tone = f"! {_('slipping')}   {note}".rstrip(), "warning"
    elif row.standing.reason is not None:
        note, note_tone = f"{reason_word(row.standing.reason)}   {note}".rstrip(), "error"
    elif row.quiz and row.quiz.due and quiz_day_counts(row):
        words, note_tone = _due(row.quiz.due, day)
        note = _("quiz {due}").format(due=words)
    elif row.due is not None and row.status is not Status.COMPLETED:
        late = row.status is Status.OVERDUE
        note = _("was due {day}") if late else _("due {day}")
        note, note_tone = note.format(day=date_text(row.due, day)), "warning" if late else "muted"
    if row.quiz and row.quiz.until:  # nothing else is as urgent
        note, note_tone = _("quiz: {state}").format(state=quiz_note(replace(row.quiz, due=None), day)), "warning"
    if any(problem.severity.value == "error" for problem in row.lesson.problems):
        mark, tone, note, note_tone = "✗", "error", _("has an error"), "muted"
    return Row(
        title=row.lesson.title,
        key=f"lesson {row.lesson.key}",
        mark=mark,
        mark_tone=tone,
        number=f"{row.number:02}",
        strong=here,
        title_tone="muted" if row.status is Status.COMPLETED and not (here or row.slipping) else "",
        aside="".join(f"  {said}" for said in _beside(row, minutes=minutes)),
        note=note,
        note_tone=note_tone,
    )


def _beside(row: LessonRow, *, minutes: bool) -> Iterator[str]:
    """What follows the title of a lesson, where there is room."""
    if row.after:
        yield _("best after {lessons}").format(lessons=lesson_numbers(row.after))
    if minutes and row.status is not Status.COMPLETED and (left := row.lesson.minutes_left(row.read)):
        yield count("{n} min left", "{n} min left", left) if row.read else count("{n} min", "{n} min", left)


def lesson_numbers(rows: Sequence[LessonRow]) -> str:
    """Lessons by their numbers in the course."""
    return listed(f"{row.number:02}" for row in rows)


def quiz_row(row: QuizRow, day: date, *, below_lessons: bool = False) -> Row:
    """A quiz in a list, where it stands alone, seen from a study day; below lessons it keeps the place of a number."""
    mark, tone = _QUIZ_MARKS[row.state]
    note, note_tone = quiz_note(row, day), _due(row.due, day)[1] if row.due else "muted"
    if row.until:
        note_tone = "warning"
    if row.state is QuizState.NEW:
        asks = count("{n} question", "{n} questions", row.quiz.asks)
        note = _due(row.due, day)[0] if row.due else asks
    if not row.quiz.asks:
        mark, tone, note, note_tone = "✗", "error", _("no question can be asked"), "muted"
    return Row(
        title=row.quiz.title,
        key=f"quiz {row.quiz.key}",
        mark=mark,
        mark_tone=tone,
        number="  " if below_lessons else "",
        title_tone="muted" if mark == "✓" else "",
        note=note,
        note_tone=note_tone,
    )


def reading_words(done: int, total: int) -> str:
    """How far the library is read."""
    return _("Reading the library: {done} of {files}").format(done=done, files=count("{n} file", "{n} files", total))
