"""The question that somebody names: by its quiz or lesson, and by its id, its label or its number."""

from contextlib import suppress

from quizzes.model import Question, Quiz
from tui.i18n import _
from tui.start import WrongUsageError
from tui.study import Study, Unknown

_MOST_DIGITS = 6
"""Of a number: a longer one is no question of a quiz."""


def find_question(study: Study, named: str, words: str) -> tuple[Quiz, Question]:
    """A question of a quiz, or of the text of a lesson, with the quiz that it belongs to.

    Raises:
        Unknown: neither quiz nor lesson is named so.
        WrongUsageError: none of its questions is, or two are.
    """
    asking = _asking(study, named)
    is_number = words.isdecimal() and len(words) <= _MOST_DIGITS
    for quiz in asking:
        question = next((one for one in quiz.questions if words in {one.id, one.label}), None)
        seen = study.asked_as(quiz.key, int(words)) if is_number and not quiz.lesson else None
        if question and seen and question.id not in {words, seen.id}:
            raise WrongUsageError(
                _("{quiz} has two questions {question}: say the id of the one you mean, {first} or {second}.").format(
                    quiz=quiz.title, question=repr(words), first=question.id, second=seen.id
                )
            )
        if found := question or seen:
            return quiz, found
    raise WrongUsageError(
        _("{quiz} has no question {question}. See: fivefold list --questions").format(
            quiz=asking[0].title, question=repr(words)
        )
    )


def _asking(study: Study, named: str) -> list[Quiz]:
    """The quiz that is meant, and what its lesson asks in its text."""
    checks = None
    with suppress(Unknown):
        checks = study.read().checks(study.find_lesson(named))
    try:
        quiz = study.find_quiz(named)
    except Unknown:
        if checks is None:
            raise
        return [checks]
    return [quiz, checks] if checks else [quiz]
