"""`quiz`: the app at a quiz, a session on stdin and stdout, or how it came out."""

import argparse
from datetime import timedelta
from shlex import quote

from lessons.model import Kind
from quizzes import sitting
from quizzes.errors import AlreadyAnsweredError, QuizError, TimeIsUpError
from quizzes.model import Feedback, Mode, Question, Reflection
from tui.commands.flags import flag_in_lines
from tui.commands.named_file import file_named
from tui.commands.output import indented, say, say_json, tell
from tui.commands.quiz_words import (
    answered_elsewhere,
    attempts_words,
    condition_lines,
    exact_time_words,
    question_facts,
    seconds_left,
    time_up_words,
    time_words,
)
from tui.commands.replies import FLAG, Sure, read_answer, read_confidence
from tui.commands.saying import say_answered, say_blocks, say_hints, say_question, say_verdict, task_words
from tui.commands.wording import contracted, marks, notice_lines, percent, place_words, return_words
from tui.i18n import _, clauses, later, together
from tui.render.html import is_silent
from tui.render.plain import plain_inline
from tui.start import Surroundings, WrongUsageError, joined
from tui.study import Study
from tui.views import Answered, Conditions, Finished, OpenQuiz


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Answer a quiz, or say how it came out."""
    named = file_named(options.quiz, options, surroundings, Kind.QUIZ)
    if named:
        options.quiz = named.path
    results = options.results or options.missed or options.json
    if not options.plain and not results:
        from tui.commands.study import open_app  # noqa: PLC0415 - the app is only loaded when it is wanted

        return open_app(options, surroundings, quiz=options.quiz, named=named)
    with joined(options, surroundings) as study:
        if named:
            study.take_as(*named)
        try:
            quiz = study.find_quiz(options.quiz).key
            if results:
                if options.quiz.isdecimal() and not options.json:
                    say(place_words(study, study.find_quiz(options.quiz)))
                return _say_results(study, quiz, as_json=options.json, missed=options.missed)
            conditions = study.conditions(quiz)
            opened = study.start(quiz)
        except QuizError as problem:
            raise WrongUsageError(problem.text(_)) from problem
        if isinstance(opened, Finished):
            say(opened.quiz.quiz.title)
            return _say_end(study, opened)
        return _session(study, opened, conditions)


def _say_beginning(opened: OpenQuiz, conditions: Conditions) -> None:
    """Say what applies, and what can be typed instead of an answer."""
    say(opened.quiz.title)
    for line in notice_lines(conditions.groups, counted=conditions.counted) if conditions.groups else ():
        say(line)
    for line in condition_lines(conditions):
        say(line)
    if opened.resumed:
        say(_("You left this quiz after {n} of them; it goes on there.").format(n=len(opened.sitting.answers)))
    elif not all(map(is_silent, opened.quiz.introduction)):
        say()
        say_blocks(opened.quiz.introduction, opened.references)
    say(_further(opened))


def _further(opened: OpenQuiz) -> str:
    """What can be typed beside an answer."""
    leaves = _("? helps. q leaves.")
    flags = _(":flag says what is wrong with a question.")
    skips = _("skip puts a question off to the end.") if opened.can_skip else ""
    return together(skips, flags, leaves)


def _session(study: Study, opened: OpenQuiz, conditions: Conditions) -> int:
    _say_beginning(opened, conditions)
    while (question := opened.question) is not None:
        if study.time_left(opened) == timedelta():
            return _say_end(study, study.time_up(opened))
        try:
            came = _ask(study, opened, question)
        except TimeIsUpError as late:
            say(late.text(_), flush=True)
            return _say_end(study, study.time_up(opened))
        except AlreadyAnsweredError:
            say(answered_elsewhere(), flush=True)
            elsewhere = study.catch_up(opened)
            if isinstance(elsewhere, Finished):
                return _say_end(study, elsewhere)
            opened = elsewhere
            continue
        if came is None:
            tell(_left(study, opened))
            return 0
        if isinstance(came, OpenQuiz):
            opened = came
            continue
        answered, leaves = came
        opened = answered.quiz
        if opened.sitting.terms.feedback is Feedback.IMMEDIATE:
            _say_verdict(study, answered)
        else:
            say(_("Recorded."), flush=True)
        if answered.finished is not None:
            return _say_end(study, answered.finished)
        if leaves:
            tell(_left(study, opened))
            return 0
    return 0


def _left(study: Study, opened: OpenQuiz) -> str:
    left = study.time_left(opened)
    if left is None:
        return _("Left. Your answers are saved; the same command goes on here.")
    return _("Left. Your answers are saved; the clock runs on, {time} left. The same command goes on here.").format(
        time=time_words(left, opened.sitting.terms.time_limit)
    )


def _ask(study: Study, opened: OpenQuiz, question: Question) -> tuple[Answered, bool] | OpenQuiz | None:
    """Ask one question and record the answer, with whether they leave then; else the quiz where it was put off.

    None where the member left before they answered.

    Raises:
        TimeIsUpError: the answer came after the end of the time.
        AlreadyAnsweredError: another window has answered it meanwhile.
    """
    say()
    left = study.time_left(opened)
    if left is not None:
        say(_("Time left: {time}.").format(time=exact_time_words(seconds_left(left, opened.sitting.terms.time_limit))))
    if question.section:
        say(_("Section: {title}").format(title=plain_inline(question.section, opened.references)))
    say_blocks(sitting.introduction(opened.sitting, opened.quiz, question.id), opened.references)
    _say_number(opened.sitting.number(question.id), opened, question)
    options = sitting.shown(question, opened.sitting.options[question.id])
    say_question(question, options, opened.references)
    practice = opened.sitting.terms.mode is Mode.PRACTICE
    if practice:
        say_hints(question)
    further = together(task_words(question), _further(opened))
    chosen = read_answer(
        question,
        options,
        opened.references,
        hints=practice,
        skips=True,
        further=further,
        asides={FLAG: lambda: flag_in_lines(study, opened.quiz, question)},
    )
    if isinstance(chosen, str):
        if not opened.can_skip:
            say(_("It is the last one that is open."))
            return opened
        say(_("Skipped: it comes again at the end."))
        return study.skip(opened)
    if chosen is None:
        return None
    asks_sure = study.preferences.confidence and not isinstance(question, Reflection)
    sure = read_confidence() if asks_sure else Sure()
    answered = study.answer(opened, question.id, chosen.choice, chosen.hints, sure.confidence)
    return answered, chosen.leaves or sure.leaves


def _say_number(number: int, opened: OpenQuiz, question: Question) -> None:
    asked = len(opened.sitting.asked)
    said = _("Question {number} of {asked}").format(number=number, asked=asked)
    say(clauses([said, *question_facts(question)]))


def _say_verdict(study: Study, answered: Answered, *, repeats: bool = True) -> None:
    opened, question = answered.quiz, answered.question
    if not answered.kept:
        say(_("Your answer is no longer kept."), flush=True)
        return
    reread = study.reread(opened.lesson, question)
    say_verdict(question, answered.answer.choice, answered.verdict, opened.references, reread, repeats=repeats)
    if answered.back is not None:
        say(_("Comes back {when}.").format(when=return_words(*study.wait(answered.back))))


def _say_end(study: Study, finished: Finished) -> int:
    """Say how a sitting came out, with what was right where that was not said before; answer the exit status."""
    if finished.timed_out:
        say(time_up_words(finished))
    if finished.quiz.sitting.terms.feedback is Feedback.END:
        _say_answers(study, finished)
    say()
    if study.practise_missed(finished).questions:
        command = f"fivefold review --missed {quote(finished.quiz.quiz.id)} --plain"
        say(_("Practise what you missed: {command}").format(command=command))
    say(_score(finished.score))
    if finished.completed:
        say(_("Lesson done: {title}").format(title=finished.completed.title))
    if attempts := attempts_words(finished):
        say(attempts)
    return 0 if finished.score.passed else 1


def _say_answers(study: Study, finished: Finished, *, missed: bool = False) -> None:
    """Say each question again with its verdict and what is right, or those alone that were `missed`."""
    only = frozenset(one.question.id for one in study.missed(finished)) if missed else None
    for number, answered in enumerate(study.look_back(finished), start=1):
        if only is not None and answered.question.id not in only:
            continue
        say()
        _say_number(number, finished.quiz, answered.question)
        if answered.question.stem:
            say(indented(plain_inline(answered.question.stem, finished.quiz.references, gaps=())))
        say_answered(answered.question, answered.answer.choice, finished.quiz.references)
        _say_verdict(study, answered, repeats=False)


def _score(score: sitting.Score) -> str:
    if score.share is None:
        return _("Done. Nothing in it is marked.") if score.passed else _("Not done. Nothing in it is marked.")
    passed = contracted(later("passed") if score.passed else later("not passed"))
    reached, whole = marks(score.marks), marks(score.points)
    return f"Score {reached}/{whole} ({percent(score.share)}) {passed}"  # scripts rely on it, in every language


def _say_results(study: Study, quiz: str, *, as_json: bool, missed: bool) -> int:
    """Say how every finished sitting came out, and what was answered in the latest, as far as that is told."""
    finished, taken = study.result(quiz), study.attempts(quiz)
    if as_json:
        say_json(_json(study, quiz))
        return 0
    say(study.find_quiz(quiz).title)
    if finished is None:
        say(_("It was not finished yet."))
        return 0
    for number, one in enumerate(taken, start=1):
        if one.outcome is None or one.closed_day is None:
            continue
        out = one.outcome
        score = sitting.Score(out.marks, out.points, out.right, out.asked, out.share, out.passed)
        said = _("Attempt {number}, {day}: {score}").format(
            number=number, day=one.closed_day.isoformat(), score=_score(score)
        )
        say(said + (" · " + _("time was up") if out.timed_out else ""))
    if attempts := attempts_words(finished):
        say(attempts)
    if finished.quiz.sitting.terms.feedback is Feedback.NEVER:
        say(_("Only the score is told, not what was right."))
    _say_answers(study, finished, missed=missed)
    return 0


def _json(study: Study, quiz: str) -> dict[str, object]:
    found, finished = study.find_quiz(quiz), study.result(quiz)
    return {
        "quiz": found.id,
        "course": found.course,
        "title": found.title,
        "attempts_allowed": found.attempts or None,
        "attempts": [
            {
                "date": None if one.closed_day is None else one.closed_day.isoformat(),
                "marks": one.outcome.marks,
                "points": one.outcome.points,
                "right": one.outcome.right,
                "asked": one.outcome.asked,
                "share": None if one.outcome.share is None else round(one.outcome.share, 4),
                "passed": one.outcome.passed,
                "timed_out": one.outcome.timed_out,
            }
            for one in study.attempts(quiz)
            if one.outcome is not None
        ],
        "answers": [
            {
                "question": one.question.id,
                "kept": one.kept,
                "answered": bool(one.answer.choice) if one.kept else None,
                "mark": one.answer.mark if one.kept and one.answer.graded else None,
                "points": one.answer.points if one.answer.graded else None,
                "right": one.answer.right if one.kept and one.answer.graded else None,
            }
            for one in (study.look_back(finished) if finished else ())
        ],
    }
