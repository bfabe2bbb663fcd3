"""A lesson as plain text, told line by line, with its questions asked where they stand."""

import sys
from collections.abc import Sequence
from shlex import quote

from lessons.blocks import Block, Check, Footnote
from lessons.model import Document
from quizzes import sitting
from quizzes.model import Question, Shown
from tui.commands.output import indented, say, tell
from tui.commands.replies import ENDED, LATER, LEAVE, SKIP, SKIPPING, read_answer
from tui.commands.saying import say_blocks, say_hints, say_question, say_verdict, task_words
from tui.commands.wording import best_after, return_words, status_word
from tui.i18n import _, count, together
from tui.render.outline import footnote_numbers
from tui.render.plain import plain_blocks
from tui.study import Study
from tui.views import OpenLesson


def read_plain(study: Study, opened: OpenLesson) -> int:
    """Print a lesson; it counts as read when the member says so with Enter, and a glance at it begins nothing."""
    lesson = opened.lesson
    study.note_shown(lesson)
    say(
        _("{course}, lesson {number} of {total}, {minutes}, {status}").format(
            course=opened.course.course.title,
            number=opened.row.number,
            total=len(opened.course.lessons),
            minutes=count("{n} minute", "{n} minutes", lesson.minutes),
            status=status_word(opened.row.status),
        )
    )
    if advice := best_after(opened.row):
        say(advice)
    if opened.untranslated:
        tell(_("This lesson is not translated yet: it is in the words of the original."))
    say()
    if not _told(study, opened) or not _is_read():
        study.leave(lesson)
        tell(_("Left; the lesson stays open."))
        return 0
    completed = study.finish(lesson.key)
    if completed:
        say(_("Lesson done: {title}").format(title=lesson.title))
    if opened.row.quiz:
        say(_("Next, its quiz: {command}").format(command=f"fivefold quiz {quote(opened.row.quiz.quiz.id)} --plain"))
    elif following := opened.neighbour(1):
        say(_("Next: {command}").format(command=f"fivefold read {quote(following.lesson.id)} --plain"))
    return 0


def _is_read() -> bool:
    """Whether the member says that the lesson is read; not where the input ends."""
    say()
    say(_("End of the lesson. Enter when you have read it, q or skip to leave it unread."), flush=True)
    while line := sys.stdin.readline():
        words = line.strip().casefold()
        if not words:
            return True
        if words in LEAVE | SKIPPING:
            return False
        say(_("Enter when you have read it, q or skip to leave it unread."), flush=True)
    return False


def _told(study: Study, opened: OpenLesson) -> bool:
    """Say the text, and ask its questions where they stand; False where the member left there.

    Where the input ends, the text goes on, and its questions are said and not asked.
    """
    document, lang = opened.document, opened.lesson.lang
    text = [block for block in document.blocks if not isinstance(block, Footnote)]
    notes = [block for block in document.blocks if isinstance(block, Footnote)]
    sections = iter(opened.checks.sections if opened.checks else ())
    start, asking = 0, True
    for index, block in enumerate(text):
        if not isinstance(block, Check):
            continue
        _say_blocks(document, text[start:index], lang)
        start = index + 1
        section = next(sections)
        say()
        say(_("Check yourself."))
        if asking:
            say(_("An empty line or skip reads on. ? helps. q leaves."))
        say_blocks(section.introduction, document.references)
        for name in section.questions:
            question = opened.find_check(name)
            if question is None:
                say()
                say(_("A question here has an error and is not asked; fivefold check names it."))
                continue
            shown, order = _said(study, opened, question)
            reply = _asked(study, opened, question, shown, order) if asking else ENDED
            if reply is None:
                return False
            asking = reply != ENDED
        say()
    _say_blocks(document, [*text[start:], *notes], lang)
    return True


def _say_blocks(document: Document, blocks: Sequence[Block], lang: str) -> None:
    numbers = footnote_numbers(document.blocks)
    for line in plain_blocks(blocks, document.references, lang=lang, footnotes=numbers):
        say(indented(line))


def _said(study: Study, opened: OpenLesson, question: Question) -> tuple[Sequence[Shown], tuple[str, ...]]:
    """Say one question of the text; answer what was shown by number, and in which order."""
    references, order = opened.document.references, study.check_order(question)
    shown = sitting.shown(question, order)
    say()
    say_blocks(question.introduction, references)
    say_question(question, shown, references)
    return shown, order


def _asked(
    study: Study, opened: OpenLesson, question: Question, shown: Sequence[Shown], order: tuple[str, ...]
) -> str | None:
    """Take the answer to one question, and say the verdict; SKIP, or ENDED with the input; None where they left."""
    references = opened.document.references
    say_hints(question)
    further = together(task_words(question), _("An empty line or skip reads on. q leaves."))
    chosen = read_answer(question, shown, references, others=frozenset({SKIP, ENDED}), skips=True, further=further)
    if not isinstance(chosen, tuple):
        return SKIP if chosen == LATER else chosen
    answered = study.answer_check(opened, question.id, chosen.choice, chosen.hints, order)
    say_verdict(question, answered.answer.choice, answered.verdict, references, None)
    if answered.back is not None:
        say(_("Comes back {when}.").format(when=return_words(*study.wait(answered.back))))
    return None if chosen.leaves else SKIP
