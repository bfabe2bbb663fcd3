"""A session of review on stdin and stdout: one question after another, its answer, and how it came."""

import sys
from dataclasses import dataclass, field
from shlex import quote

from quizzes import sitting
from quizzes.grade import grade
from quizzes.memory import Rating, rate
from quizzes.model import Confidence, Typed
from tui.commands.flags import flag_in_lines
from tui.commands.notes import note_in_lines, say_note
from tui.commands.output import say, tell
from tui.commands.replies import (
    BURY,
    FLAG,
    HINT,
    LATER,
    LEAVE,
    NOTE,
    RATINGS,
    SHOW,
    SKIP,
    SKIPPING_TYPING,
    SUSPEND,
    UNDO,
    Sure,
    colon_word,
    read_answer,
    read_confidence,
)
from tui.commands.saying import say_answer, say_hints, say_question, say_verdict, task_words
from tui.commands.wording import (
    earlier_key_words,
    elsewhere_words,
    leech_words,
    next_review_words,
    rating_word,
    return_words,
    session_words,
)
from tui.i18n import _, count, listed, together
from tui.reviewing import Practice, Step, tally
from tui.study import Study
from tui.views import ReviewCard

_ASIDE = frozenset({SUSPEND, BURY, UNDO})
_OTHERS = _ASIDE | RATINGS.keys() | {SHOW, SKIP}


def hold(study: Study, practice: Practice | None, *, none: str) -> None:
    """Ask what is due or is practised, to its end or until they leave; `none` is said where a practice is empty."""
    _Session(study, practice).hold(none)


@dataclass(frozen=True, slots=True)
class _Rated:
    """What the latest answer was, for it to be rated otherwise."""

    card: ReviewCard
    choice: tuple[str, ...]
    confidence: Confidence | None
    wrong: bool = False
    """Whether there was an answer, and it was not right."""


@dataclass(slots=True)
class _Session:
    """What was done so far can be taken back, step by step; the latest rating can be changed."""

    study: Study
    practice: Practice | None
    steps: list[Step] = field(default_factory=list)
    rated: _Rated | None = None
    after: str | None = None
    """The identity of what was asked last, empty where that was taken back."""

    def hold(self, none: str) -> None:
        card = self.study.review(practice=self.practice)
        if card is None:
            say(_("Nothing is due.") if self.practice is None else none)
            self._say_next()
            return
        if self.practice is None:
            say(count("{n} question is due.", "{n} questions are due.", card.left))
        else:
            say(count("{n} question to practise.", "{n} questions to practise.", card.left))
        say(
            _(
                "An empty line shows the answer. skip puts a question off until tomorrow. ? says what else there is to "
                "type. q leaves."
            )
        )
        while card is not None or self._changes_the_last():
            if card is not None and not self._ask(card):
                tell(_("Left. What you answered is saved."))
                self._say_session()
                return
            card = self.study.review(after=self.after, practice=self.practice)
        say()
        say(_("Nothing is due any more.") if self.practice is None else _("That was all of it."))
        self._say_session()
        self._say_next()

    def _ask(self, card: ReviewCard) -> bool:
        """Ask one question, and do what is typed; whether they stay."""
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
        gaps = isinstance(question, Typed) and len(question.gaps) > 1  # there an empty line leaves the first one open
        others = _OTHERS - {SKIP} if gaps else _OTHERS
        further = together(task_words(question), _further())
        asides = {
            FLAG: lambda: flag_in_lines(self.study, card.asked.quiz, question),
            NOTE: lambda: note_in_lines(self.study, card),
        }
        answer = read_answer(
            question, options, card.references, others=others, skips=True, further=further, asides=asides
        )
        if answer is None:
            return False
        if isinstance(answer, str):
            return self._turn_over(card) if answer in {SHOW, SKIP} else self._do(card, answer)
        choice, hints, _leaves = answer
        verdict = grade(question, choice)
        confidence, leaves = read_confidence() if self.study.preferences.confidence else Sure()
        rating = rate(right=verdict.right, hints=hints)
        self._record(_Rated(card, choice, confidence, wrong=not verdict.right), rating)
        say_verdict(question, choice, verdict, card.references, self.study.reread(card.lesson, question))
        say_note(self.study, card)
        self._say_rated(card, rating)
        return not leaves

    def _turn_over(self, card: ReviewCard) -> bool:
        """Show the answer to what was not answered, and have it rated; whether they stay."""
        say_answer(card.asked.question, card.references)
        say_note(self.study, card)
        say(_("How did it come? {ratings}").format(ratings=self._ratings(card)), flush=True)
        while line := sys.stdin.readline():
            words = line.strip().casefold()
            said = colon_word(words)
            if words in LEAVE:
                return False
            if said in RATINGS:
                self._record(_Rated(card, (), None), RATINGS[said])
                self._say_rated(card, RATINGS[said])
                return True
            if said in _ASIDE or words in SKIPPING_TYPING:
                return self._do(card, said if said in _ASIDE else LATER)
            if words in HINT:
                say(self._ratings(card))
            say(
                _("Type 1, 2, 3 or 4; skip puts it off until tomorrow; q leaves, and it is asked again."),
                flush=True,
            )
        return False

    def _do(self, card: ReviewCard, word: str) -> bool:
        """Take back, rate otherwise or set aside."""
        if word == UNDO:
            self._take_back()
        elif word in RATINGS:
            self._change(RATINGS[word])
        else:
            self._set_aside(card, suspended=word == SUSPEND)
        return True

    def _record(self, given: _Rated, rating: Rating, *, instead_of: str = "") -> None:
        event = self.study.rate(given.card, rating, given.choice, given.confidence, instead_of=instead_of)
        self.steps.append(Step(event, rating, before=self.practice))
        self.practice = self.practice and self.practice.after(given.card.asked.key, rating)
        self.rated, self.after = given, given.card.asked.identity

    def _say_rated(self, card: ReviewCard, rating: Rating) -> None:
        when = return_words(*self.study.wait(card.returns[rating]))
        say(_("Rated {rating}: comes back {when}.").format(rating=rating_word(rating), when=when), flush=True)
        if card.asked.becomes_leech(rating):
            say(leech_words(card.asked.memory.lapses + 1))

    def _ratings(self, card: ReviewCard) -> str:
        """The four ratings, and when the question comes back with each."""
        returns = ((one, return_words(*self.study.wait(card.returns[one]))) for one in Rating)
        return listed(f"{one.value} {rating_word(one)}: {when}" for one, when in returns)

    def _set_aside(self, card: ReviewCard, *, suspended: bool) -> None:
        if suspended:
            event = self.study.suspend(card.asked.key)
            resume = f"fivefold review --resume {quote(card.asked.question.id)}"
            say(_("Suspended. Resume it with: {command}").format(command=resume))
        else:
            event = self.study.bury(card.asked.key)
            say(_("Put off until tomorrow."))
        self.steps.append(Step(event, suspended=suspended, before=self.practice))
        self.practice = self.practice and self.practice.after(card.asked.key)
        self.rated, self.after = None, card.asked.identity

    def _take_back(self) -> None:
        """Take the latest step back."""
        self.rated, self.after = None, ""
        if not self.steps:
            say(_("There is nothing to take back."))
            return
        step = self.steps.pop()
        self.study.undo(step.event)
        say(_("Taken back."))
        self.practice = step.before

    def _change(self, rating: Rating) -> None:
        """Rate the latest answer otherwise."""
        given = self.rated
        if given is None:
            say(_("There is no answer to rate otherwise."))
            return
        if given.wrong and rating is not Rating.AGAIN:
            say(_("What was not right is rated Again; :u takes it back."))
            return
        step = self.steps.pop()
        self.practice = step.before
        self._record(given, rating, instead_of=step.event)
        self._say_rated(given.card, rating)

    def _changes_the_last(self) -> bool:
        """Whether the latest rating is changed or taken back when nothing is left; a pipe has ended before."""
        while self.rated is not None and sys.stdin.isatty():
            say()
            say(_("That was the last one: Enter ends, :1 to :4 rate it otherwise, :u takes it back."), flush=True)
            said = colon_word(sys.stdin.readline().strip().casefold())
            if said not in RATINGS and said != UNDO:
                return False
            self._do(self.rated.card, said)
            if self.study.review(after=self.after, practice=self.practice):
                return True
        return False

    def _say_session(self) -> None:
        if said := session_words(tally(self.steps)):
            say(said)

    def _say_next(self) -> None:
        following = self.study.next_review()
        if following:
            say(next_review_words(*self.study.wait(following.back), following.questions))
        if elsewhere := self.study.due_elsewhere(read=True):
            say(elsewhere_words(elsewhere))


def _further() -> str:
    """What can be typed beside an answer."""
    told = _(
        "skip puts a question off until tomorrow. An empty line, or :show, shows the answer, to be rated. :1 :2 :3 :4 "
        "rate the last answer Again, Hard, Good or Easy instead; :u takes it back. :x suspends a question until you "
        "resume it. Where no text is typed, show, u and x do without the colon. q leaves."
    )
    return together(told, _(":flag says what is wrong with a question."), _(":note writes a note to it."))
