"""`list`: courses, lessons and quizzes with the member's status."""

import argparse

from quizzes.model import Quiz
from tui.commands.output import say, say_json, tell
from tui.commands.wording import best_after, fraction, lesson_state, problem_json, quiz_state
from tui.i18n import _, aside, count, named
from tui.settings import source_words
from tui.start import Surroundings, joined, settings_of
from tui.views import CourseView, LessonRow, QuizRow


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """List what there is to study."""
    with joined(options, surroundings) as study:
        courses = study.courses()
        if said := source_words(settings_of(options, surroundings), surroundings.here):
            tell(said)
        for sentence in study.incomplete():
            tell(sentence)
        if options.json:
            problems = [problem_json(problem) for problem in study.problems()]
            say_json({"courses": [_course_json(course, options.questions) for course in courses], "problems": problems})
            return 0
        for index, course in enumerate(courses):
            if index:
                say()
            _say_course(course, questions=options.questions)
        if not courses:
            say(_("There is nothing to study here yet."))
        return 0


def _say_course(view: CourseView, *, questions: bool) -> None:
    say(named(aside(view.course.title, view.course.id), fraction(view.completed, view.total)))
    for row in view.lessons:
        say(named(f"  {row.number:02}  {row.lesson.title} [{row.lesson.id}]", lesson_state(row)))
        if advice := best_after(row):
            say("      " + advice)
        if row.checks:
            asked = count("{n} question", "{n} questions", row.checks.asks)
            say("      " + _("In its text: {asked}").format(asked=asked))
            if questions:
                _say_questions(row.checks)
        if row.quiz:
            _say_quiz(row.quiz, questions=questions)
    if view.lessons and view.quizzes:
        say("  " + _("Of no lesson:"))
    for quiz in view.quizzes:
        _say_quiz(quiz, questions=questions)
    if view.broken:
        say(
            "  "
            + count(
                "{n} error in its files; see: fivefold check",
                "{n} errors in its files; see: fivefold check",
                view.broken,
            )
        )


def _say_quiz(row: QuizRow, *, questions: bool) -> None:
    asked = count("{n} question", "{n} questions", row.quiz.asks)
    say(
        "      "
        + _("Quiz: {title} [{id}], {asked}: {state}").format(
            title=row.quiz.title, id=row.quiz.id, asked=asked, state=quiz_state(row)
        )
    )
    if questions:
        _say_questions(row.quiz)


def _say_questions(quiz: Quiz) -> None:
    for question in quiz.cards:
        kept = "" if question.askable else _(" (not asked: it has an error)")
        say(f"        {question.line}  {question.type}  {question.id}{kept}")


def _course_json(view: CourseView, questions: bool) -> dict[str, object]:
    quizzes = [row for row in (*(lesson.quiz for lesson in view.lessons), *view.quizzes) if row]
    return {
        "id": view.course.id,
        "title": view.course.title,
        "path": view.course.path,
        "lessons": [_lesson_json(row, questions) for row in view.lessons],
        "quizzes": [_quiz_json(row, questions) for row in sorted(quizzes, key=lambda row: row.quiz.path)],
    }


def _lesson_json(row: LessonRow, questions: bool) -> dict[str, object]:
    listed: dict[str, object] = {
        "id": row.lesson.id,
        "title": row.lesson.title,
        "path": row.lesson.path,
        "status": row.status.value,
        "quiz": row.quiz.quiz.id if row.quiz else None,
        "best_after": [one.lesson.id for one in row.after],
    }
    if questions:
        listed["questions"] = _questions_json(row.checks) if row.checks else []
    return listed


def _quiz_json(row: QuizRow, questions: bool) -> dict[str, object]:
    listed: dict[str, object] = {
        "id": row.quiz.id,
        "title": row.quiz.title,
        "path": row.quiz.path,
        "status": row.state.value,
    }
    if questions:
        listed["questions"] = _questions_json(row.quiz)
    return listed


def _questions_json(quiz: Quiz) -> list[dict[str, object]]:
    return [
        {
            "id": question.id,
            "line": question.line,
            "label": question.label,
            "type": question.type,
            "options": question.options,
            "right": question.right,
            "askable": question.askable,
        }
        for question in quiz.cards
    ]
