"""`review`: the app at what is due, or a session on stdin and stdout; what is suspended, and resuming it."""

import argparse
from collections.abc import Sequence
from difflib import get_close_matches

from quizzes import sitting
from quizzes.grade import grade
from quizzes.memory import rate
from quizzes.model import Reflection
from tui.commands.output import say, say_json, tell
from tui.commands.replies import SET_ASIDE, SUSPEND, UNDO, read_answer, read_confidence
from tui.commands.saying import say_hints, say_question, say_verdict
from tui.commands.today import next_review_json
from tui.commands.wording import earlier_key_words, leech_words, next_review_words, return_words, session_words
from tui.growth import Suspended
from tui.i18n import _, count, listed
from tui.render.plain import plain_inline
from tui.reviewing import Practice, Step, tally
from tui.start import Surroundings, WrongUsageError, joined
from tui.study import Study, Unknown
from tui.views import ReviewCard


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Answer again what is due."""
    if options.suspended or options.resume or options.json:
        with joined(options, surroundings) as study:
            if options.resume:
                _resume(study, options.resume)
            elif options.json:
                say_json(_json(study))
            else:
                _say_suspended(study.suspended())
            return 0
    if not options.plain:
        from tui.commands.study import open_app  # noqa: PLC0415 - the app is only loaded when it is wanted

        due = not options.weakest and not options.missed
        return open_app(options, surroundings, review=due, practise=options.weakest, missed=options.missed or "")
    with joined(options, surroundings) as study:
        if options.missed:
            _session(study, _missed(study, options.missed), none=_("Nothing was missed there."))
        else:
            _session(study, study.weakest() if options.weakest else None, none=_("No question is weak."))
        return 0


def _missed(study: Study, words: str) -> Practice:
    """What was missed when a quiz was taken last; it may be empty.

    Raises:
        WrongUsageError: no quiz is called so.
    """
    try:
        finished = study.result(study.find_quiz(words).key)
    except Unknown as unknown:
        raise WrongUsageError(str(unknown)) from unknown
    return study.practise_missed(finished) if finished else Practice(())


def _session(study: Study, practice: Practice | None, *, none: str) -> None:
    """Ask one question after another; `none` is said where there is nothing to practise."""
    card = study.review(practice=practice)
    if card is None:
        say(_("Nothing is due.") if practice is None else none)
        _say_next(study)
        return
    if practice is None:
        say(count("{n} question is due.", "{n} questions are due.", card.left))
    else:
        say(count("{n} question to practise.", "{n} questions to practise.", card.left))
    say(_(":s suspends a question, :- puts it off until tomorrow, :u takes the last one back. q leaves."))
    steps: list[Step] = []
    after: str | None
    while card is not None:
        done = _ask(study, card, practice)
        if done is None:
            tell(_("Left. What you answered is saved."))
            _say_session(steps)
            return
        if isinstance(done, Step):
            steps.append(done)
            practice = practice and practice.after(card.asked.key, done.rating)
            after = card.asked.identity
        else:
            practice, after = _take_back(study, steps, practice), ""
        card = study.review(after=after, practice=practice)
    say()
    say(_("Nothing is due any more.") if practice is None else _("That was all of it."))
    _say_session(steps)
    _say_next(study)


def _ask(study: Study, card: ReviewCard, practice: Practice | None) -> Step | str | None:
    """Ask one question and record what came of it; the word said where it was to take back, None where they left."""
    question, memory = card.asked.question, card.asked.memory
    options = sitting.shown(question, card.order)
    say()
    say(_("From {title}").format(title=card.asked.quiz.title))
    if memory.leech:
        say(leech_words(memory.lapses))
    if card.asked.earlier_key:
        say(earlier_key_words())
    say_question(question, options, card.references)
    say_hints(question)
    answer = read_answer(question, options, card.references, others=SET_ASIDE)
    if answer is None:
        return None
    if isinstance(answer, str):
        return answer if answer == UNDO else _set_aside(study, card, practice, suspended=answer == SUSPEND)
    choice, hints = answer
    return _rate(study, card, choice, hints, practice)


def _set_aside(study: Study, card: ReviewCard, practice: Practice | None, *, suspended: bool) -> Step:
    if suspended:
        event = study.suspend(card.asked.key)
        resume = f"fivefold review --resume {card.asked.question.id}"
        say(_("Suspended. Resume it with: {command}").format(command=resume))
    else:
        event = study.bury(card.asked.key)
        say(_("Put off until tomorrow."))
    return Step(event, suspended=suspended, before=practice)


def _rate(study: Study, card: ReviewCard, choice: tuple[str, ...], hints: int, practice: Practice | None) -> Step:
    question = card.asked.question
    verdict = grade(question, choice)
    rating = rate(right=verdict.right, hints=hints)
    asks_sure = study.preferences.confidence and not isinstance(question, Reflection)
    event = study.rate(card, rating, choice, read_confidence() if asks_sure else None)
    say_verdict(question, choice, verdict, card.references, study.reread(card.lesson, question))
    say(_("Comes back {when}.").format(when=return_words(*study.wait(card.returns[rating]))))
    if card.asked.becomes_leech(rating):
        say(leech_words(card.asked.memory.lapses + 1))
    return Step(event, rating, before=practice)


def _take_back(study: Study, steps: list[Step], practice: Practice | None) -> Practice | None:
    """Take the last step back; answer the practice before it."""
    if not steps:
        say(_("There is nothing to take back."))
        return practice
    step = steps.pop()
    study.undo(step.event)
    say(_("Taken back."))
    return step.before


def _say_session(steps: Sequence[Step]) -> None:
    if said := session_words(tally(steps)):
        say(said)


def _say_next(study: Study) -> None:
    following = study.next_review()
    if following:
        say(next_review_words(*study.wait(following.back), following.questions))


def _say_suspended(questions: Sequence[Suspended]) -> None:
    for one in questions:
        say(
            _("{id}: {stem} ({quiz}, since {day})").format(
                id=one.question.id,
                stem=plain_inline(one.question.stem, {}).replace("\n", " "),
                quiz=one.quiz.title,
                day=one.since.isoformat(),
            )
        )
    if questions:
        say(_("Resume one with: {command}").format(command=f"fivefold review --resume {questions[0].question.id}"))
    else:
        say(_("No question is suspended."))


def _resume(study: Study, words: str) -> None:
    """Resume the suspended question that words name: its id, or its quiz's key, `#` and its id where that is needed.

    Raises:
        WrongUsageError: none of that name is suspended, or several are.
    """
    questions = study.suspended()
    found = [one for one in questions if words in {one.question.id, _full(one)}]
    if not found:
        near = get_close_matches(words, [one.question.id for one in questions], n=1)
        if near:
            raise WrongUsageError(
                _("No suspended question is called {name}. Did you mean {nearest}?").format(
                    name=repr(words), nearest=repr(near[0])
                )
            )
        raise WrongUsageError(
            _("No suspended question is called {name}. See: fivefold review --suspended").format(name=repr(words))
        )
    if len(found) > 1:
        raise WrongUsageError(
            _("Several suspended questions are called {name}: {names}.").format(
                name=repr(words), names=listed(map(_full, found))
            )
        )
    study.resume(found[0].key)
    tell(_("{id} is asked again when it is due.").format(id=found[0].question.id))


def _full(one: Suspended) -> str:
    return f"{one.quiz.key}#{one.question.id}"


def _json(study: Study) -> dict[str, object]:
    today = study.today()
    return {
        "due": today.reviews,
        "next_review": next_review_json(study, today.next_review),
        "suspended": [
            {
                "quiz": one.quiz.id,
                "course": one.quiz.course,
                "question": one.question.id,
                "stem": plain_inline(one.question.stem, {}),
                "since": one.since.isoformat(),
            }
            for one in study.suspended()
        ],
    }
