"""Saying a question on stdout: what is asked, its options by number, its hints, and the verdict with what is right."""

from collections.abc import Mapping, Sequence

from lessons.blocks import Block
from quizzes.grade import Verdict, grade
from quizzes.model import (
    Choice,
    Cloze,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Output,
    Question,
    Reflection,
    Shown,
    TrueFalse,
    Typed,
)
from tui.commands.output import indented, say
from tui.commands.quiz_words import (
    answer_words,
    credit,
    credit_words,
    hint_title,
    left_empty,
    right_lines,
    wrong_lines,
)
from tui.commands.wording import contracted, gap_texts, right_words
from tui.i18n import _, count, language, later
from tui.render.plain import plain_blocks, plain_inline
from tui.views import Reread

References = Mapping[str, tuple[str, str]]


def say_question(question: Question, shown: Sequence[Shown], references: References) -> None:
    """Say what is asked, and the options or entries by number, in the order in which they are shown."""
    if question.stem:
        say(indented(plain_inline(question.stem, references, gaps=())))
    say_blocks(question.body, references, gaps=())
    if isinstance(question, Cloze):
        say_blocks(question.passage, references, gaps=gap_texts(["" for _gap in question.gaps]))
    if isinstance(question, Matching):
        for place, left in enumerate(question.left, start=1):
            say(_("Line {number}: {text} -> ?").format(number=place, text=words_of(left, references)))
    say(task_words(question))
    if isinstance(question, Typed):
        say_gap(question, 0)
    for place, one in enumerate(shown, start=1):
        _say_numbered(place, one, references)


def task_words(question: Question) -> str:
    """What to type."""
    match question:
        case Numeric():
            return _("Type a number, such as 3.14. q leaves.")
        case Typed() if len(question.gaps) > 1:
            return _(
                "Fill in the gaps, one a line; an empty line leaves one open. "
                "q leaves; \\q answers q, and \\? answers ?."
            )
        case Typed():
            return _("Type the answer. q leaves; \\q answers q, and \\? answers ?.")
        case Output():
            return _(
                "Type what is printed, line by line, then a line with a dot alone. At the beginning q leaves and ? "
                "helps; \\q and \\? are those words themselves."
            )
        case Reflection():
            return _(
                "Write for yourself, line by line, then a line with a dot alone. At the beginning q leaves and ? "
                "helps; \\q and \\? are those words themselves."
            )
        case Ordering():
            return _("Put in order: all numbers with commas, the first first.")
        case Matching():
            return _("Find the partner of each line: as many numbers with commas, line 1 first; 0 leaves one open.")
        case Multiple():
            return _("Choose all that are right: numbers with commas.")
        case TrueFalse():
            return _("Choose one: its number, or t, f, true, false, yes or no.")
    return _("Choose one: its number.")


def _say_numbered(place: int, one: Shown, references: References) -> None:
    lines = words_of(one, references).split("\n")
    say(f"{place}. {lines[0]}")
    for line in lines[1:]:
        say(f"   {line}" if line else "")


def words_of(one: Shown, references: References) -> str:
    """An option or an entry as plain text."""
    parts = [plain_inline(one.source, references), *plain_blocks(one.blocks, references)]
    return "\n".join(part for part in parts if part) or "-"


def say_gap(question: Typed, index: int) -> None:
    """Say which gap is to be filled in, where there are several, and what it offers."""
    gap = question.gaps[index]
    if len(question.gaps) > 1:
        say(_("Gap {number} of {gaps}:").format(number=index + 1, gaps=len(question.gaps)))
    for number, text in enumerate(gap.offered, 1):
        say(f"{number}. {text}")


def say_rubric(question: Reflection, references: References) -> None:
    """Say what a good answer has, and a model answer."""
    if question.explanation:
        say(_("A model answer:"))
        say_blocks(question.explanation, references)
    if question.rubric:
        say(_("What a good answer has: tick what yours does, by numbers with commas; 0 for none."))
    for place, entry in enumerate(question.rubric, start=1):
        _say_numbered(place, entry, references)


def say_hints(question: Question) -> None:
    """Say how many hints there are, where there are any."""
    if question.hints:
        say(count("There is {n} hint: ? says it.", "There are {n} hints: ? says the next.", len(question.hints)))


def say_hint(question: Question, number: int, references: References) -> None:
    """Say a hint, given by its number, under a title that keeps it apart from the question."""
    say(hint_title(number, len(question.hints)) + ":")
    say_blocks(question.hints[number - 1], references)


def say_verdict(
    question: Question,
    choice: Sequence[str],
    verdict: Verdict,
    references: References,
    reread: Reread | None,
    *,
    repeats: bool = True,
) -> None:
    """Say the verdict first, in a line of its own, then what was answered, why, the right answer, where to read again.

    Without `repeats`, what was answered was said before.
    """
    if isinstance(question, Reflection):
        say(_("Kept for you alone.") if choice else _("It was not answered."), flush=True)
        return
    word = _verdict_word(verdict, question.points)
    say(word if choice else _("{verdict}: it was not answered.").format(verdict=word), flush=True)
    if choice and repeats:
        say_answered(question, choice, references)
    if why := credit_words(question, choice, verdict):
        say(why)
    for line in wrong_lines(question, choice):
        say(line)
    if isinstance(question, Choice):
        for option in question.options:
            if option.id in choice:
                say_blocks(option.feedback, references)
    if not verdict.right:
        _say_right(question, references)
    if right := right_words(question, choice, verdict):
        say(right)
    say_blocks(question.explanation, references)
    if reread and not verdict.right:
        title = plain_inline(reread.title, {}) if reread.title else ""
        where = f"{reread.lesson.title} › {title}" if title not in {"", reread.lesson.title} else reread.lesson.title
        say(_("Read again: {where}").format(where=where))


def say_answered(question: Question, choice: Sequence[str], references: References) -> None:
    """Repeat what was answered; each of several gaps, or of the places of an order, with its number."""
    said = answer_words(question, choice, references)
    if isinstance(question, Typed) and len(choice) > 1:
        said = " · ".join(f"{number} {text if text.strip() else left_empty()}" for number, text in enumerate(choice, 1))
    elif isinstance(question, Ordering):
        entries = {entry.id: words_of(entry, references) for entry in question.entries}
        places = (entries[name] for name in choice if name in entries)
        said = " · ".join(f"{number} {text}" for number, text in enumerate(places, 1))
    if "\n" in said:
        say(_("You answered:"))
        say(indented(said))
    elif said:
        say(_("You answered: {answer}").format(answer=said))


def say_answer(question: Question, references: References) -> None:
    """Say what is right, and why, where nothing was answered."""
    _say_right(question, references)
    if right := right_words(question, (), grade(question, ())):
        say(right)
    say_blocks(question.explanation, references)


def _say_right(question: Question, references: References) -> None:
    """Say what would have been right, where it is more than a few words."""
    match question:
        case Choice():
            for option in question.options:
                if option.right:
                    text = words_of(option, references).replace("\n", "\n  ")
                    say(_("The right answer: {text}").format(text=text))
        case Ordering():
            say(_("The right order:"))
            for place, entry in enumerate(question.entries, start=1):
                _say_numbered(place, entry, references)
        case Matching():
            title, *pairs = right_lines(question, references)
            say(title)
            for pair in pairs:
                say(f"- {pair}")
        case Output():
            say(_("What is printed:"))
            say(indented(question.expected))


def say_blocks(blocks: Sequence[Block], references: References, *, gaps: Sequence[str] | None = None) -> None:
    """Say blocks of an author, set in; with `gaps`, what stands in those of a question."""
    if lines := plain_blocks(blocks, references, gaps=gaps, lang=language()):
        say(indented("\n".join(lines)))


def _verdict_word(verdict: Verdict, points: float) -> str:
    if verdict.right:
        return contracted(later("Right"))
    if verdict.partly:
        return f"{contracted(later('Partly right'))} {credit(verdict.mark, points)}"
    return contracted(later("Not quite"))
