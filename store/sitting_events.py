"""A sitting as it is recorded: the events of its steps, and the sitting again out of what they left."""

from collections.abc import Callable, Sequence
from datetime import datetime

from quizzes import sitting
from quizzes.model import Question, Quiz
from store import events
from store.database import Database
from store.projections import sitting_answers, sittings


def started(begun: sitting.Sitting, quiz: Quiz, announced: Sequence[str] = ()) -> events.SittingStarted:
    """That a quiz was begun; `announced` are the ids of the groups that are told how it comes out."""
    return events.SittingStarted(
        sitting=begun.id,
        quiz=quiz.key,
        digest=quiz.digest,
        questions=begun.questions,
        options=begun.options,
        pass_mark=begun.terms.pass_mark,
        announced=tuple(announced),
        mode=begun.terms.mode.value,
        feedback=begun.terms.feedback.value,
        time_limit=begun.terms.time_limit,
    )


def answered(moved: sitting.Sitting, question: Question, given: sitting.Answer, retention: float) -> events.Answered:
    """That a question was answered, with which the sitting has `moved` on, and how firmly it is to be remembered."""
    return events.Answered(
        sitting=moved.id,
        quiz=moved.quiz,
        question=given.question,
        identity=given.identity,
        revision=given.revision,
        key=given.key,
        type=question.type,
        choice=given.choice,
        mark=given.mark,
        points=given.points,
        right=given.right,
        hints=given.hints,
        number=len(moved.answers),
        confidence=None if given.confidence is None else given.confidence.value,
        retention=retention,
    )


def finished(moved: sitting.Sitting, score: sitting.Score, ended: str) -> events.SittingFinished:
    """That a sitting has come to its end, by its last answer or with its time."""
    return events.SittingFinished(
        sitting=moved.id,
        quiz=moved.quiz,
        marks=score.marks,
        points=score.points,
        right=score.right,
        asked=score.asked,
        passed=score.passed,
        pass_mark=moved.terms.pass_mark,
        ended=ended,
    )


def answer_of(record: sitting_answers.AnswerRecord) -> sitting.Answer:
    """An answer as it was recorded."""
    return sitting.Answer(
        question=record.question,
        identity=record.identity,
        key=record.key,
        revision=record.revision,
        choice=record.choice,
        mark=record.mark,
        points=record.points,
        right=record.right,
        hints=record.hints,
        graded=record.type != events.PRIVATE,
        confidence=record.confidence,
    )


def restored(
    database: Database, quiz: Quiz, record: sittings.SittingRecord, now: Callable[[], datetime]
) -> sitting.Sitting:
    """A sitting as its events tell it, over the quiz as it is now."""
    answers = [answer_of(one) for one in sitting_answers.of_sitting(database, record.id)]
    questions, options = record.questions, record.options
    if record.state is not sittings.State.OPEN and (begun := sittings.beginning(database, record)):
        questions, options = begun.questions, begun.options
    return sitting.restore(
        quiz,
        id=record.id,
        questions=questions,
        options=options,
        answers=answers,
        terms=record.terms,
        started=record.started or now(),
    )
