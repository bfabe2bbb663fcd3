"""The words of a sitting, in the app and line by line: what applies, the time that is left, what an answer is worth.

It is long because both are to say the same of every type of question.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from itertools import zip_longest
from math import fsum

from quizzes.grade import PAIRED, Verdict, output_lines, weights
from quizzes.model import (
    Choice,
    Confidence,
    Feedback,
    Matching,
    Mode,
    Multiple,
    Ordering,
    Output,
    Question,
    Reflection,
    Scoring,
    Shown,
    Typed,
)
from tui.commands.wording import marks, percent
from tui.i18n import _, count, named, sentence, together
from tui.render.plain import plain_inline
from tui.views import Conditions, Finished, Unsent

_MINUTE, _HOUR = 60, 3600
_SOON, _STEP = 2 * _MINUTE, 10
"""Seconds below which a clock goes in steps of so many."""
_UNSEEN = re.compile(r"^\s+|\s{2,}|\s+$|[\t\u00a0]")
"""Blanks at the edges of a line, several that stand together, and those that look like another."""
_BLANKS = str.maketrans({" ": "␣", "\t": "⇥", "\u00a0": "⍽"})
_LARGEST_PART = 24
"""The largest denominator of a share of a mark that is written as a fraction: 24 gaps are many."""
_NEAR = 1e-9
_MOST_LINES = 3
"""Of an output that are named because they are not right: where one is left out, all below it are not."""


def condition_lines(conditions: Conditions) -> tuple[str, ...]:
    """What somebody is told before the first question of a quiz: what it asks, how, how long and how often."""
    terms, number = conditions.terms, count("{n} question", "{n} questions", conditions.questions)
    if conditions.quiz.graded:
        first = _("{questions}, pass mark {mark}.").format(questions=number, mark=percent(terms.pass_mark))
    else:
        first = _("{questions}, for yourself: nothing is marked.").format(questions=number)
    lines = [first]
    if terms.mode is Mode.EXAM:
        lines.append(_("An exam: one answer to each question, without hints."))
    if terms.feedback is Feedback.END:
        lines.append(_("What was right is told after the last question."))
    elif terms.feedback is Feedback.NEVER:
        lines.append(_("Only the score is told, not what was right."))
    if terms.time_limit:
        lines.append(
            _("Time: {time}. The clock runs on when you leave, and no answer counts after its end.").format(
                time=exact_time_words(terms.time_limit)
            )
        )
    if conditions.attempts:
        # An author may have allowed fewer since it was begun.
        number_of = min(conditions.used + 1, conditions.attempts)
        lines.append(_("Attempt {number} of {attempts}.").format(number=number_of, attempts=conditions.attempts))
    return tuple(lines)


def time_words(left: timedelta, whole: int) -> str:
    """What is left of a time of `whole` seconds, never more than that: in minutes, in steps of ten seconds at the end.

    It says the same for as long as a step lasts, so that nobody is hurried by a clock.
    """
    seconds = seconds_left(left, whole)
    if seconds < whole:
        seconds -= seconds % (_MINUTE if seconds >= _SOON else _STEP if seconds >= _STEP else 1)
    return exact_time_words(seconds)


def seconds_left(left: timedelta, whole: int) -> int:
    """The whole seconds that are left of `whole` ones; during the first all of them are, during the last it is one."""
    if left > timedelta(seconds=whole - 1):
        return whole
    return max(int(left.total_seconds()), int(bool(left)))


def exact_time_words(seconds: int) -> str:
    """A length of time: `1 h 30 min`, `1 min 30 s`."""
    hours, minutes, rest = seconds // _HOUR, seconds % _HOUR // _MINUTE, seconds % _MINUTE
    parts = [
        _("{n} h").format(n=hours) if hours else "",
        _("{n} min").format(n=minutes) if minutes else "",
        _("{n} s").format(n=rest) if rest else "",
    ]
    return " ".join(filter(None, parts)) or _("{n} s").format(n=0)


def points_words(points: float) -> str:
    """`2 points`."""
    return count("{n} point", "{n} points", int(points)) if points == int(points) else _("{n} points").format(n=points)


def question_facts(question: Question) -> tuple[str, ...]:
    """What to know of a question before it is answered: its points where they are not 1, how long it may take."""
    graded = not isinstance(question, Reflection)
    time = _("about {time}").format(time=exact_time_words(question.time)) if question.time else ""
    points = points_words(question.points) if graded and question.points != 1 else ""
    return tuple(fact for fact in (points, time) if fact)


def confidence_word(confidence: Confidence) -> str:
    """How sure somebody is, in their own words."""
    return {
        Confidence.GUESS: _("a guess"),
        Confidence.THINK: _("I think so"),
        Confidence.SURE: _("sure"),
    }[confidence]


def verdict_word(verdict: Verdict, points: float) -> str:
    """Right, partly right with its share, or not quite."""
    if verdict.right:
        return _("Right")
    if verdict.partly:
        return f"{_('Partly right')} {credit(verdict.mark, points)}"
    return _("Not quite")


def credit(mark: float, points: float) -> str:
    """What an answer was worth: `2/3`; in points where the question counts other than 1."""
    if points == 1 and (share := _part(mark)):
        return share
    return f"{marks(mark * points)}/{marks(points)}"


def _part(mark: float) -> str:
    """A part of a mark as a fraction; empty where it is a whole, or no fraction that anybody reads."""
    share = Fraction(mark).limit_denominator(_LARGEST_PART)
    return f"{share.numerator}/{share.denominator}" if abs(share - mark) < _NEAR and share.denominator > 1 else ""


def credit_words(question: Question, choice: Sequence[str], verdict: Verdict) -> str:
    """How the mark of an answer that is not right came about, where its parts are marked; empty where they are not.

    That of an order is told with what is right of it.
    """
    if verdict.right or not choice:
        return ""
    match question:
        case Multiple() if question.scoring is not Scoring.EXACT:
            return _chosen_words(question, frozenset(choice))
        case Typed() if verdict.partly and len(question.gaps) == 1:
            share = _part(verdict.mark) or percent(verdict.mark)
            return _("What you typed is worth {share} of it.").format(share=share)
        case Typed() if verdict.partly:
            worth = [gap.worth(text) for gap, text in zip(question.gaps, choice, strict=False)]
            right, partly = sum(one >= 1 for one in worth), sum(0 < one < 1 for one in worth)
            in_part = _("{n} of {all} gaps are right, {partly} in part")
            said = in_part if partly else _("{n} of {all} gaps are right")
            return sentence(said.format(n=right, all=len(question.gaps), partly=partly))
        case Matching() if verdict.partly:
            pairs = len(question.pairs)
            return _("{n} of {all} pairs are right.").format(n=round(verdict.mark * pairs), all=pairs)
        case Output() if verdict.partly:
            lines = max(len(output_lines(text)) for text in (*choice, question.expected))
            return _("{n} of {all} lines are right, and where they should be.").format(
                n=round(verdict.mark * lines), all=lines
            )
    return ""


def _chosen_words(question: Multiple, chosen: frozenset[str]) -> str:
    """What of a choice added to the mark, and what took something off it; empty where nothing added."""
    shares = weights(question, lenient=question.scoring is Scoring.PARTIAL_LENIENT)
    gained = fsum(share for name, share in shares.items() if name in chosen and share > 0)
    lost = -fsum(share for name, share in shares.items() if name in chosen and share < 0)
    if not gained:
        return ""

    def worth(mark: float) -> str:
        return (_part(mark) if question.points == 1 else "") or marks(mark * question.points)

    right = sum(name in chosen for name in question.right)
    parts = [_("{n} of {all} right ones: +{worth}").format(n=right, all=len(question.right), worth=worth(gained))]
    if wrong := len(chosen) - right:
        taken = f"-{worth(lost)}" if lost else "0"
        parts.append(named(count("{n} wrong one", "{n} wrong ones", wrong), taken))
    if lost > gained:
        parts.append(_("never below 0"))
    return " · ".join(parts)


def left_empty() -> str:
    """Stands where nothing was typed."""
    return _("(left empty)")


def hint_title(number: int, hints: int) -> str:
    """`Hint`, or `Hint 1 of 2` where there are several."""
    return _("Hint {number} of {hints}").format(number=number, hints=hints) if hints > 1 else _("Hint")


def no_hint_words(question: Question, *, exam: bool = False) -> str:
    """Why no hint opens."""
    if exam:
        return _("An exam has no hints.")
    return _("There is no other hint.") if question.hints else _("There is no hint.")


def answer_words(question: Question, choice: Sequence[str], references: Mapping[str, tuple[str, str]]) -> str:
    """What was answered, in words; what the question has lost since is left out, several lines stay lines."""

    def words(entry: Shown) -> str:
        return plain_inline(entry.source, references) or "-"

    match question:
        case Choice():
            return " · ".join(words(option) for option in question.options if option.id in choice)
        case Ordering():
            entries = {entry.id: words(entry) for entry in question.entries}
            return " · ".join(entries[id_] for id_ in choice if id_ in entries)
        case Matching():
            sides = {entry.id: words(entry) for entry in (*question.left, *question.right)}
            pairs = (pair.partition(PAIRED)[::2] for pair in choice)
            return " · ".join(f"{sides.get(left, '?')} -> {sides.get(right, '?')}" for left, right in pairs)
        case Reflection():
            return choice[0] if choice else ""
    return " · ".join(text if text.strip() else left_empty() for text in choice)


def right_lines(question: Question, references: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """The whole right order, or the right pairs, a line each under its title; nothing for other questions."""
    match question:
        case Ordering():
            entries = (plain_inline(entry.source, references) for entry in question.entries)
            return (_("The right order:"), *(f"{place}. {text}" for place, text in enumerate(entries, start=1)))
        case Matching():
            partners = {entry.id: plain_inline(entry.source, references) for entry in question.right}
            return (
                _("The right pairs:"),
                *(
                    f"{plain_inline(left.source, references)} -> {partners[partner]}"
                    for left, (_id, partner) in zip(question.left, question.pairs, strict=True)
                ),
            )
    return ()


def wrong_lines(question: Question, choice: Sequence[str]) -> Iterator[str]:
    """Of an output that is not right, the first lines that are not as they are printed; nothing for other questions."""
    if not isinstance(question, Output) or not choice:
        return
    pairs = zip_longest(output_lines(choice[0]), output_lines(question.expected))
    wrong = [(number, given, right) for number, (given, right) in enumerate(pairs, start=1) if given != right]
    for number, given, right in wrong[:_MOST_LINES]:
        if right is None:
            said = _("Line {number} is too much: {given}.")
        elif given is None:
            said = _("Line {number} is missing: {right}.")
        else:
            said = _("Line {number} is not right: you typed {given}, printed is {right}.")
        yield said.format(number=number, given=repr(given), right=repr(right))
    if further := wrong[_MOST_LINES:]:
        yield count("{n} more line is not right.", "{n} more lines are not right.", len(further))


def blanks_differ(given: str, right: str) -> bool:
    """Whether two lines have other blanks where nobody sees or counts them."""
    return _UNSEEN.findall(given) != _UNSEEN.findall(right)


def with_blanks(line: str) -> Iterator[tuple[str, bool]]:
    """The parts of a line, and of each whether it is blanks that nobody would see or count: those as marks."""
    at = 0
    for found in _UNSEEN.finditer(line):
        yield line[at : found.start()], False
        yield found[0].translate(_BLANKS), True
        at = found.end()
    yield line[at:], False


def attempts_words(finished: Finished) -> str:
    """How often the quiz may be taken again, where that is limited; empty where it is not."""
    left, attempts = finished.attempts_left, finished.quiz.quiz.attempts
    if left is None:
        return ""
    if left:
        return count("{n} attempt is left.", "{n} attempts are left.", left)
    return _("No attempt is left, of {attempts}. Review goes on asking its questions.").format(attempts=attempts)


def answered_elsewhere() -> str:
    """Why an answer was not taken that another window has given."""
    return _("This was answered in another window meanwhile, and that answer counts.")


def time_up_words(finished: Finished, unsent: Unsent | None = None) -> str:
    """That the time is up, how far it was answered, and what became of an answer that does not count."""
    sitting = finished.quiz.sitting
    if finished.gone:  # how far it was answered went with the answers
        return _("The time was up.")
    said = _("Time is up: {answered} of {asked} questions were answered.").format(
        answered=len(sitting.answers), asked=len(sitting.asked)
    )
    if unsent is None or not sitting.current:
        return said
    why = {
        Unsent.TOO_LATE: _("The answer to question {number} came too late, and does not count."),
        Unsent.NOT_SUBMITTED: _("Question {number} had an answer that was not submitted, and does not count."),
    }[unsent]
    return together(said, why.format(number=sitting.number(sitting.current)))
