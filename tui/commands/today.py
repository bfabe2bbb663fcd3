"""`today`: what to do next, as text or JSON."""

from __future__ import annotations

from datetime import date
from shlex import quote
from typing import TYPE_CHECKING

from store.uncollected import uncollected
from tui.commands.output import say, say_json, tell
from tui.commands.wording import (
    away_words,
    best_after,
    elsewhere_words,
    enough_words,
    fraction,
    lesson_state,
    minutes_words,
    next_review_words,
    nothing_for,
    off_words,
    pace_words,
    percent,
    quiz_state,
    row_words,
    unanswered_words,
    until_words,
    weekdays_words,
)
from tui.i18n import _, aside, count, named, together
from tui.other_libraries import Elsewhere
from tui.pace import Cell, Rhythm
from tui.reviewing import NextReview
from tui.start import Surroundings, joined
from tui.study import Study
from tui.views import LessonRow, QuizRow, QuizState, Step, Today

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Show Today."""
    with uncollected(), joined(options, surroundings) as study:  # all that is made of a large library is told
        today = study.today_soon()
        elsewhere = study.due_elsewhere(today.unheld, read=True) if today.unheld else None
        if options.json:
            say_json(_json(study, today, elsewhere))
        else:
            _say(study, today, elsewhere)
            for group, number in study.unanswered():
                say(unanswered_words(group.name, number))
                say(f"  fivefold group {quote(group.name)}")
            for asked in study.waiting_charters():
                name = asked.group.name
                tell(
                    _("{group} asks you to accept its charter: {command}").format(
                        group=name, command=f"fivefold group charter {quote(name)}"
                    )
                )
        return 0


def _say(study: Study, today: Today, elsewhere: Elsewhere | None) -> None:
    day = aside(today.day.isoformat(), until_words() if study.past_midnight() else "")
    say(_("Today {day}, {name}").format(day=day, name=today.name))
    _say_rhythm(today, study.member.added if study.member else today.day)
    if today.rhythm.enough:
        minutes = nothing_for(today, study.wait)
        enough = enough_words(today.rhythm, opened=today.opened, minutes=minutes, here=elsewhere is not None)
        say(together(enough, _("Stop here, or go on as you like.")))
    if today.rhythm.away:
        say(away_words(today.rhythm.away, today.day, date.isoformat))
    if off := off_words(today.rhythm, today.day, study.preferences.value("study_days")):
        say(off + " " + _("Others: fivefold config set study_days mon..sat"))
    if today.course is None:
        say(_("There is nothing to study here yet."))
        _say_later(study, today, elsewhere)
        return
    for step in today.steps:
        if step is Step.LESSON and today.lesson:
            _say_lesson(today.lesson, today.minutes_left)
        elif step is Step.QUIZ and today.quiz:
            words = (
                _("Go on with the quiz {title}: {state}")
                if today.quiz.state is QuizState.OPEN
                else _("Quiz {title}: {state}")
            )
            say(words.format(title=today.quiz.quiz.title, state=quiz_state(today.quiz)))
            say(f"  fivefold quiz {quote(today.quiz.quiz.id)} --plain")
            for one in (*today.open, *today.failed):
                words = (
                    _("Go on with the quiz {title}: {state}")
                    if one.state is QuizState.OPEN
                    else _("Quiz {title}: {state}")
                )
                say(words.format(title=one.quiz.title, state=quiz_state(one)))
                say(f"  fivefold quiz {quote(one.quiz.key)} --plain")
        else:
            _say_reviews(today)
    _say_later(study, today, elsewhere)
    course = today.course
    if not today.lesson and not today.quiz:
        empty = not course.lessons and not course.quizzes
        say(_("This course has no lessons yet.") if empty else _("Everything in this course is done."))
    say(named(course.course.title, fraction(course.completed, course.total)))
    for row in course.lessons:
        say(named(f"  {row.number:02}  {row.lesson.title}", lesson_state(row)))
    for quiz in course.quizzes:
        say(named(f"  {quiz.quiz.title}", quiz_state(quiz)))


def _say_later(study: Study, today: Today, elsewhere: Elsewhere | None) -> None:
    """Say when there is something to review next, and what is due elsewhere."""
    if today.next_review:
        say(next_review_words(*study.wait(today.next_review.back), today.next_review.questions))
    if elsewhere:
        say(elsewhere_words(elsewhere))


def _say_lesson(row: LessonRow, minutes_left: int) -> None:
    if row.read:
        words = _("Go on with lesson {number:02} {title}: {read} read, {left}")
        left = count("{n} minute left", "{n} minutes left", minutes_left)
    else:
        words, left = _("Start lesson {number:02} {title}: {left}"), count("{n} minute", "{n} minutes", minutes_left)
    say(
        words.format(
            number=row.number,
            title=row.lesson.title,
            read=percent(row.read),
            left=left,
        )
    )
    if advice := best_after(row):
        say(f"  {advice}")
    say(f"  fivefold read {quote(row.lesson.id)} --plain")


def _say_reviews(today: Today) -> None:
    waiting = count("{n} question is due", "{n} questions are due", today.reviews)
    if today.tomorrow:
        more = count("{n} more tomorrow", "{n} more tomorrow", today.tomorrow)
        waiting = _("{waiting}, {more}").format(waiting=waiting, more=more)
    say(_("Review: {waiting}").format(waiting=waiting))
    say("  fivefold review --plain")


def _say_rhythm(today: Today, since: date) -> None:
    rhythm = today.rhythm
    parts = []
    now = today.day.weekday()
    planned = [number for number, one in enumerate(rhythm.cells) if one is Cell.PLANNED]
    free = [number for number, one in enumerate(rhythm.cells) if one is Cell.FREE]
    here = now - (today.day - since).days  # the day of this week on which they came, or one before it
    for days, words in (
        ([number for number, one in enumerate(rhythm.cells) if one is Cell.STUDIED], _("studied {days}")),
        ([number for number in planned if number < now], _("not studied {days}")),
        ([number for number in planned if number >= now], _("study days {days}")),
        ([number for number in free if number >= here], _("days off {days}")),
    ):
        if days:
            parts.append(words.format(days=weekdays_words(days)))
    week = _("; ").join(parts)
    say(_("This week: {week}. {minutes}").format(week=week, minutes=minutes_words(rhythm)))
    if rhythm.in_a_row:
        say(row_words(rhythm.in_a_row))
    if rhythm.pace:
        say(pace_words(rhythm.pace))


def rhythm_json(rhythm: Rhythm) -> dict[str, object]:
    """How somebody stands to what they mean to do, as JSON; docs/json.md explains its keys."""
    pace = rhythm.pace
    return {
        "days": [cell.value for cell in rhythm.cells],
        "minutes": rhythm.minutes,
        "aim": rhythm.aim or None,
        "in_a_row": rhythm.in_a_row,
        "away": rhythm.away and {"first": rhythm.away.first.isoformat(), "last": rhythm.away.last.isoformat()},
        "enough": rhythm.enough,
        "pace": pace
        and {
            "lessons_a_week": pace.a_week,
            "ahead": pace.ahead,
            "today": pace.share,
            "done_today": pace.done,
            "due": pace.due.isoformat(),
        },
    }


def next_review_json(study: Study, following: NextReview | None) -> dict[str, object] | None:
    """The next review as JSON; docs/json.md explains its keys."""
    if following is None:
        return None
    _days, minutes = study.wait(following.back)
    return {"date": following.back.day.isoformat(), "minutes": minutes, "questions": following.questions}


def _quiz_json(row: QuizRow) -> dict[str, object]:
    return {
        "id": row.quiz.id,
        "course": row.quiz.course,
        "title": row.quiz.title,
        "status": row.state.value,
        "answered": row.answered,
        "asked": row.asked,
        "best": row.best,
        "until": row.until.isoformat() if row.until else None,
        "due": row.due.isoformat() if row.due else None,
    }


def _json(study: Study, today: Today, elsewhere: Elsewhere | None = None) -> dict[str, object]:
    waiting = [{"group": group.name, "statuses": number} for group, number in study.unanswered()]
    return {
        **({"unanswered": waiting} if waiting else {}),
        "date": today.day.isoformat(),
        "member": today.name,
        "lesson": today.lesson
        and {
            "id": today.lesson.lesson.id,
            "course": today.lesson.lesson.course,
            "title": today.lesson.lesson.title,
            "status": today.lesson.status.value,
            "read": round(today.lesson.read, 4),
            "section": today.section,
            "minutes_left": today.minutes_left,
            "best_after": [one.lesson.id for one in today.lesson.after],
        },
        "quiz": today.quiz and _quiz_json(today.quiz),
        "open": [_quiz_json(row) for row in today.open],
        "failed": [_quiz_json(row) for row in today.failed],
        "course": today.course
        and {
            "id": today.course.course.id,
            "title": today.course.course.title,
            "completed": today.course.completed,
            "total": today.course.total,
            "lessons": [
                {
                    "id": row.lesson.id,
                    "title": row.lesson.title,
                    "status": row.status.value,
                    "slipping": row.slipping,
                    "due": row.due.isoformat() if row.due else None,
                    "quiz_due": row.quiz.due.isoformat() if row.quiz and row.quiz.due else None,
                }
                for row in today.course.lessons
            ],
            "quizzes": [
                {
                    "id": row.quiz.id,
                    "title": row.quiz.title,
                    "status": row.state.value,
                    "due": row.due.isoformat() if row.due else None,
                }
                for row in today.course.quizzes
            ],
        },
        "reviews": today.reviews,
        "elsewhere": elsewhere
        and {"questions": elsewhere.questions, "libraries": [str(root) for root in elsewhere.libraries]},
        "tomorrow": today.tomorrow,
        "steps": [step.value for step in today.steps],
        "next_review": next_review_json(study, today.next_review),
        "week": list(today.week),
        "rhythm": rhythm_json(today.rhythm),
        "problems": today.problems,
    }
