"""`quiz`: the app at a quiz, or a session on stdin and stdout."""

import argparse
from collections.abc import Sequence

from lessons.model import Kind
from quizzes import sitting
from quizzes.errors import QuizError
from quizzes.model import Mode, Question
from tui.commands.named_file import file_named
from tui.commands.output import say, tell
from tui.commands.replies import read_answer
from tui.commands.saying import say_blocks, say_hints, say_question, say_verdict
from tui.commands.wording import contracted, marks, notice_lines, percent, return_words
from tui.i18n import _, count, later
from tui.render.plain import plain_inline
from tui.start import Surroundings, WrongUsageError, joined
from tui.study import Study, Unknown
from tui.views import Answered, OpenQuiz


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Answer a quiz."""
    named = file_named(options.quiz, options, surroundings, Kind.QUIZ)
    if named:
        options.quiz = named.path
    if not options.plain:
        from tui.commands.study import open_app  # noqa: PLC0415 - the app is only loaded when it is wanted

        return open_app(options, surroundings, quiz=options.quiz, named=named)
    with joined(options, surroundings) as study:
        if named:
            study.take_as(*named)
        try:
            quiz = study.find_quiz(options.quiz).key
            told = study.notice(quiz)
            opened = study.start(quiz)
        except Unknown as unknown:
            raise WrongUsageError(str(unknown)) from unknown
        except QuizError as problem:
            raise WrongUsageError(problem.text(_)) from problem
        return _session(study, opened, [group.name for group in told])


def _session(study: Study, opened: OpenQuiz, told: Sequence[str]) -> int:
    say(opened.quiz.title)
    for line in notice_lines(told) if told else ():
        say(line)
    asked = len(opened.sitting.questions)
    say(
        _("{questions}, pass mark {mark}.").format(
            questions=count("{n} question", "{n} questions", asked), mark=percent(opened.quiz.pass_mark)
        )
    )
    if opened.resumed:
        say(_("You left this quiz after {n} of them; it goes on there.").format(n=len(opened.sitting.answers)))
    elif opened.quiz.introduction:
        say()
        say_blocks(opened.quiz.introduction, opened.references)
    while (question := opened.question) is not None:
        answered = _ask(study, opened, question, asked)
        if answered is None:
            tell(_("Left. Your answers are saved; the same command goes on here."))
            return 0
        opened = answered.quiz
        say_verdict(
            question,
            answered.answer.choice,
            answered.verdict,
            opened.references,
            study.reread(opened.lesson, question),
        )
        say(_("Comes back {when}.").format(when=return_words(*study.wait(answered.back))))
        if answered.score is not None:
            return _say_score(answered, answered.score)
    return 0


def _ask(study: Study, opened: OpenQuiz, question: Question, asked: int) -> Answered | None:
    """Ask one question and record the answer; None where the member left."""
    say()
    if question.section:
        say(_("Section: {title}").format(title=plain_inline(question.section, opened.references)))
    say_blocks(sitting.introduction(opened.sitting, opened.quiz, question.id), opened.references)
    say(_("Question {number} of {asked}").format(number=len(opened.sitting.answers) + 1, asked=asked))
    options = sitting.shown(question, opened.sitting.options[question.id])
    say_question(question, options, opened.references)
    practice = opened.quiz.mode is Mode.PRACTICE
    if practice:
        say_hints(question)
    chosen = read_answer(question, options, iter(question.hints if practice else ()), opened.references)
    return study.answer(opened, question.id, *chosen) if isinstance(chosen, tuple) else None


def _say_score(answered: Answered, score: sitting.Score) -> int:
    say()
    reached, whole = marks(score.marks), marks(score.points)
    passed = contracted(later("passed") if score.passed else later("not passed"))
    say(f"Score {reached}/{whole} ({percent(score.share)}) {passed}")  # scripts rely on it, in every language
    if answered.completed:
        say(_("Lesson done: {title}").format(title=answered.completed.title))
    return 0 if score.passed else 1
