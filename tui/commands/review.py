"""`review`: the app at what is due, or a session on stdin and stdout."""

import argparse

from quizzes.grade import grade
from quizzes.memory import rate
from quizzes.model import Choice
from tui.commands.asking import read_answer, say_hints, say_question, say_verdict
from tui.commands.output import say, tell
from tui.commands.wording import return_words
from tui.i18n import _, count
from tui.start import Surroundings, joined
from tui.study import Study
from tui.views import ReviewCard


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Answer again what is due."""
    if not options.plain:
        from tui.commands.study import open_app  # noqa: PLC0415 - the app is only loaded when it is wanted

        return open_app(options, surroundings, review=True)
    with joined(options, surroundings) as study:
        card = study.review()
        if card is None:
            say(_("Nothing is due."))
            return 0
        say(count("{n} question is due.", "{n} questions are due.", card.left))
        while card is not None:
            if not _ask(study, card):
                tell(_("Left. What you answered is saved."))
                return 0
            card = study.review(after=card.asked.identity)
        say()
        say(_("Nothing is due any more."))
        return 0


def _ask(study: Study, card: ReviewCard) -> bool:
    """Ask one question and record how it came; False where the member left."""
    question = card.asked.question
    options = question.options if isinstance(question, Choice) else ()
    say()
    say(_("From {title}").format(title=card.asked.quiz.title))
    say_question(question, options, card.references)
    say_hints(question)
    answer = read_answer(question, options, iter(question.hints), card.references)
    if answer is None:
        return False
    choice, hints = answer
    verdict = grade(question, choice)
    rating = rate(right=verdict.right, hints=hints)
    study.rate(card, rating, choice)
    say_verdict(question, choice, verdict, card.references, study.reread(card.lesson, question))
    back = card.returns[rating]
    say(_("Comes back {when}.").format(when=return_words(*study.wait(back))))
    return True
