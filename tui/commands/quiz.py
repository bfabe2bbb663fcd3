"""`quiz`: the app at a quiz, or a session on stdin and stdout."""

import argparse
import sys
from collections.abc import Sequence

from lessons.blocks import Block
from quizzes import sitting
from quizzes.errors import QuizError
from quizzes.model import Choice, Mode, Multiple, Option, Question
from tui.commands.output import indented, say, tell
from tui.commands.wording import marks, percent
from tui.i18n import _, count
from tui.render.plain import plain_blocks, plain_inline
from tui.start import Surroundings, WrongUsageError, joined
from tui.study import Study, Unknown
from tui.views import Answered, OpenQuiz

LEAVE = {"q", "quit"}
HINT = {"?", "h", "hint"}


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Answer a quiz."""
    if not options.plain:
        from tui.commands.study import open_app  # noqa: PLC0415 - the app is only loaded when it is wanted

        return open_app(options, surroundings, quiz=options.quiz)
    with joined(options, surroundings) as study:
        try:
            opened = study.start(study.find_quiz(options.quiz).key)
        except Unknown as unknown:
            raise WrongUsageError(str(unknown)) from unknown
        except QuizError as problem:
            raise WrongUsageError(problem.text(_)) from problem
        return _session(study, opened)


def _session(study: Study, opened: OpenQuiz) -> int:
    say(opened.quiz.title)
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
        _say_blocks(opened, opened.quiz.introduction)
    while (question := opened.question) is not None:
        _ask(opened, question, len(opened.sitting.answers) + 1, asked)
        answered = _answer(study, opened, question)
        if answered is None:
            tell(_("Left. Your answers are saved; the same command goes on here."))
            return 0
        opened = answered.quiz
        _say_verdict(study, answered)
        if answered.score is not None:
            return _say_score(answered)
    return 0


def _ask(opened: OpenQuiz, question: Question, number: int, asked: int) -> None:
    say()
    if question.section:
        say(_("Section: {title}").format(title=plain_inline(question.section, opened.references)))
    _say_blocks(opened, sitting.introduction(opened.sitting, opened.quiz, question.id))
    say(_("Question {number} of {asked}").format(number=number, asked=asked))
    if question.stem:
        say(indented(plain_inline(question.stem, opened.references)))
    _say_blocks(opened, question.body)
    if isinstance(question, Multiple):
        say(_("Choose all that are right: numbers with commas."))
    else:
        say(_("Choose one: its number."))
    for place, option in enumerate(_options(opened, question), start=1):
        lines = option_text(opened, option).split("\n")
        say(f"{place}. {lines[0]}")
        for line in lines[1:]:
            say(f"   {line}" if line else "")
    if question.hints and opened.quiz.mode is Mode.PRACTICE:
        say(count("There is {n} hint: ?", "There are {n} hints: ?", len(question.hints)))


def option_text(opened: OpenQuiz, option: Option) -> str:
    """An option as plain text."""
    parts = [plain_inline(option.source, opened.references), *plain_blocks(option.blocks, opened.references)]
    return "\n".join(part for part in parts if part) or "-"


def _options(opened: OpenQuiz, question: Question) -> Sequence[Option]:
    if not isinstance(question, Choice):
        return ()
    found = {option.id: option for option in question.options}
    return [found[name] for name in opened.sitting.options.get(question.id, ()) if name in found] or question.options


def _answer(study: Study, opened: OpenQuiz, question: Question) -> Answered | None:
    """What the member chose, recorded; None where the member left."""
    options = _options(opened, question)
    hints = 0
    while True:
        line = sys.stdin.readline()
        words = line.strip().casefold()
        if not line or words in LEAVE:
            return None
        if words in HINT:
            if hints < len(question.hints) and opened.quiz.mode is Mode.PRACTICE:
                _say_blocks(opened, question.hints[hints])
                hints += 1
            else:
                say(_("There is no further hint.") if hints else _("There is no hint here."))
            continue
        chosen = _chosen(words, len(options), several=isinstance(question, Multiple))
        if chosen is None:
            say(
                _("Type numbers from 1 to {n}, such as 1,3. q leaves.").format(n=len(options))
                if isinstance(question, Multiple)
                else _("Type one number from 1 to {n}. q leaves.").format(n=len(options))
            )
            continue
        return study.answer(opened, question.id, tuple(options[place - 1].id for place in chosen), hints)


def _chosen(words: str, options: int, *, several: bool) -> list[int] | None:
    """The numbers typed, None where they are no answer."""
    parts = [part for part in words.replace("，", ",").replace("、", ",").replace(",", " ").split() if part]
    if not parts or not all(part.isdecimal() and len(part) < 4 and 1 <= int(part) <= options for part in parts):  # noqa: PLR2004 - no quiz has a thousand options
        return None
    chosen = sorted({int(part) for part in parts})
    return chosen if several or len(chosen) == 1 else None


def _say_verdict(study: Study, answered: Answered) -> None:
    if answered.verdict.right:
        say(_("Right"), flush=True)
    elif answered.verdict.partly:
        say(_("Partly right"), flush=True)
    else:
        say(_("Not quite"), flush=True)
    question, opened = answered.question, answered.quiz
    if isinstance(question, Choice):
        for option in question.options:
            if option.feedback and option.id in answered.answer.choice:
                _say_blocks(opened, option.feedback)
        if not answered.verdict.right:
            for option in question.options:
                if option.right:
                    say(_("The right answer: {text}").format(text=option_text(opened, option).replace("\n", "\n  ")))
    _say_blocks(opened, question.explanation)
    reread = None if answered.verdict.right else study.reread(opened, question)
    if reread:
        title = plain_inline(reread.title, {}) if reread.title else ""
        where = f"{reread.lesson.title} › {title}" if title else reread.lesson.title
        say(_("Read again: {where}").format(where=where))


def _say_score(answered: Answered) -> int:
    score = answered.score
    if score is None:
        return 0
    say()
    passed = _("passed") if score.passed else _("not passed")
    say(
        _("Score {marks}/{points} ({share}) {passed}").format(
            marks=marks(score.marks), points=marks(score.points), share=percent(score.share), passed=passed
        )
    )
    if answered.completed:
        say(_("Lesson done: {title}").format(title=answered.completed.title))
    return 0 if score.passed else 1


def _say_blocks(opened: OpenQuiz, blocks: Sequence[Block]) -> None:
    if blocks:
        say(indented("\n".join(plain_blocks(blocks, opened.references))))
