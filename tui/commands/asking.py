"""Asking a question on stdin and stdout: the question, its options by number, an answer a line, the verdict."""

import sys
from collections.abc import Iterator, Mapping, Sequence

from lessons.blocks import Block
from lessons.clean import clean
from quizzes.errors import QuizError
from quizzes.grade import Verdict
from quizzes.model import Choice, Cloze, Multiple, Numeric, Option, Question, Typed
from tui.commands.output import indented, say
from tui.commands.wording import accepted_words, gap_texts
from tui.i18n import _, count
from tui.render.plain import plain_blocks, plain_inline
from tui.views import Reread

References = Mapping[str, tuple[str, str]]

LEAVE = frozenset({"q", "quit"})
HINT = frozenset({"?", "？", "h", "hint"})
SUSPEND, BURY, UNDO = ":s", ":-", ":u"
"""What else can be said in a review. The colon keeps them apart from what may be an answer."""
SET_ASIDE = frozenset({SUSPEND, BURY, UNDO})
LEAVE_TYPING, HINT_TYPING = frozenset({"q"}), frozenset({"?", "？"})
"""Where an answer is typed, few words are kept for other things; a backslash before one makes it an answer."""
_MOST_DIGITS = 3


def say_question(question: Question, options: Sequence[Option], references: References) -> None:
    """Say what is asked, and the options by number."""
    if question.stem:
        say(indented(plain_inline(question.stem, references, gaps=())))
    say_blocks(question.body, references, gaps=())
    if isinstance(question, Numeric):
        say(_("Type a number, such as 3.14. q leaves."))
    elif isinstance(question, Typed):
        if isinstance(question, Cloze):
            say_blocks(question.passage, references, gaps=gap_texts(["" for _gap in question.gaps]))
        if len(question.gaps) > 1:
            say(_("Fill in the gaps, one a line; an empty line leaves one open. q leaves; \\q answers q."))
        else:
            say(_("Type the answer. q leaves; \\q answers q, and \\? answers ?."))
        _say_gap(question, 0)
    elif isinstance(question, Multiple):
        say(_("Choose all that are right: numbers with commas."))
    else:
        say(_("Choose one: its number."))
    for place, option in enumerate(options, start=1):
        lines = option_text(option, references).split("\n")
        say(f"{place}. {lines[0]}")
        for line in lines[1:]:
            say(f"   {line}" if line else "")


def option_text(option: Option, references: References) -> str:
    """An option as plain text."""
    parts = [plain_inline(option.source, references), *plain_blocks(option.blocks, references)]
    return "\n".join(part for part in parts if part) or "-"


def read_answer(
    question: Question,
    options: Sequence[Option],
    hints: Iterator[tuple[Block, ...]],
    references: References,
    *,
    others: frozenset[str] = frozenset(),
) -> tuple[tuple[str, ...], int] | str | None:
    """What the member answered and the hints shown before; one of some other words; None where they left."""
    shown = 0
    texts: list[str] = []
    leave, hint = (LEAVE_TYPING, HINT_TYPING) if isinstance(question, Typed) else (LEAVE, HINT)
    while True:
        line = sys.stdin.readline()
        words = line.strip().casefold()
        if not line or words in leave:
            return None
        if words.replace("：", ":") in others:
            return words.replace("：", ":")
        if words in hint:
            found = next(hints, None)
            if found is not None:
                shown += 1
                say_blocks(found, references)
            else:
                say(_("There is no further hint.") if shown else _("There is no hint here."))
            continue
        answer = _typed(question, texts, line) if isinstance(question, Typed) else _chosen(question, options, words)
        if answer is not None:
            return answer, shown


def _typed(question: Typed, texts: list[str], line: str) -> tuple[str, ...] | None:
    """The answer, once a line for each gap was typed; None, with a word on what to type, before that.

    Args:
        question: With one gap, or with several.
        texts: What was typed into the gaps before; the line's own is added.
        line: As it was typed.
    """
    text, gap = _said(line), question.gaps[len(texts)]
    if text.isdecimal() and len(text) <= _MOST_DIGITS and text not in gap.offered:
        number = int(text)
        text = gap.offered[number - 1] if 0 < number <= len(gap.offered) else text
    text = clean(text)
    try:
        gap.check(text)
    except QuizError as problem:
        say(problem.text(_))
        return None
    texts.append(text)
    if len(texts) < len(question.gaps):
        _say_gap(question, len(texts))
        return None
    if any(texts):
        return tuple(texts)
    say(_("Type an answer. q leaves."))
    texts.clear()
    _say_gap(question, 0)
    return None


def _said(line: str) -> str:
    """What was typed, without the backslash that makes an answer of a word which means something else."""
    text = line.strip()
    kept = text.lstrip("\\").casefold() in LEAVE_TYPING | HINT_TYPING | SET_ASIDE
    return text[1:] if text.startswith("\\") and kept else text


def _say_gap(question: Typed, index: int) -> None:
    """Say which gap is to be filled in, where there are several, and what it offers."""
    gap = question.gaps[index]
    if len(question.gaps) > 1:
        say(_("Gap {number} of {gaps}:").format(number=index + 1, gaps=len(question.gaps)))
    for number, text in enumerate(gap.offered, 1):
        say(f"{number}. {text}")


def _chosen(question: Question, options: Sequence[Option], words: str) -> tuple[str, ...] | None:
    """The ids of what the member chose; None, with a word on what to type, where it is no answer."""
    several = isinstance(question, Multiple)
    chosen = _numbers(words, len(options), several=several)
    if chosen is None:
        say(
            _("Type numbers from 1 to {n}, such as 1,3. q leaves.").format(n=len(options))
            if several
            else _("Type one number from 1 to {n}. q leaves.").format(n=len(options))
        )
        return None
    return tuple(options[place - 1].id for place in chosen)


def _numbers(words: str, options: int, *, several: bool) -> list[int] | None:
    """The numbers typed; None where they are no answer."""
    parts = [part for part in words.replace("，", ",").replace("、", ",").replace(",", " ").split() if part]
    fit = (part.isdecimal() and len(part) <= _MOST_DIGITS and 1 <= int(part) <= options for part in parts)
    if not parts or not all(fit):
        return None
    chosen = sorted({int(part) for part in parts})
    return chosen if several or len(chosen) == 1 else None


def say_hints(question: Question) -> None:
    """Say how many hints there are, where there are any."""
    if question.hints:
        say(count("There is {n} hint: ?", "There are {n} hints: ?", len(question.hints)))


def say_verdict(
    question: Question, choice: Sequence[str], verdict: Verdict, references: References, reread: Reread | None
) -> None:
    """Say the verdict first, in a line of its own, then why, the right answer, and where to read again."""
    if verdict.right:
        say(_("Right"), flush=True)
    elif verdict.partly:
        say(_("Partly right"), flush=True)
    else:
        say(_("Not quite"), flush=True)
    if isinstance(question, Choice):
        for option in question.options:
            if option.id in choice:
                say_blocks(option.feedback, references)
        for option in question.options:
            if option.right and not verdict.right:
                text = option_text(option, references).replace("\n", "\n  ")
                say(_("The right answer: {text}").format(text=text))
    elif isinstance(question, Typed) and (accepted := accepted_words(question, choice, verdict)):
        say(accepted)
    say_blocks(question.explanation, references)
    if reread and not verdict.right:
        title = plain_inline(reread.title, {}) if reread.title else ""
        where = f"{reread.lesson.title} › {title}" if title else reread.lesson.title
        say(_("Read again: {where}").format(where=where))


def say_blocks(blocks: Sequence[Block], references: References, *, gaps: Sequence[str] | None = None) -> None:
    """Say blocks of an author, set in; with `gaps`, what stands in those of a question."""
    if blocks:
        say(indented("\n".join(plain_blocks(blocks, references, gaps=gaps))))
