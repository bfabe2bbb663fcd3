"""A lesson as plain text, told line by line, with its questions asked where they stand."""

import sys
from collections.abc import Sequence

from lessons.blocks import Block, Check
from lessons.model import Document
from quizzes import sitting
from quizzes.model import Question
from tui.commands.output import indented, say, tell
from tui.commands.replies import SKIP, read_answer
from tui.commands.saying import say_blocks, say_hints, say_question, say_verdict
from tui.commands.wording import best_after, return_words, status_word
from tui.i18n import _, count
from tui.render.outline import footnote_numbers
from tui.render.plain import plain_blocks
from tui.study import Study
from tui.views import OpenLesson


def read_plain(study: Study, opened: OpenLesson) -> int:
    """Print a lesson; it counts as read when the member says so with Enter."""
    lesson = opened.lesson
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
    if not _told(study, opened):
        tell(_("Left; the lesson stays open."))
        return 0
    say()
    say(_("End of the lesson. Enter when you have read it, q to leave it unread."), flush=True)
    line = sys.stdin.readline()
    if not line or line.strip():
        tell(_("Left; the lesson stays open."))
        return 0
    completed = study.finish(lesson.key)
    if completed:
        say(_("Lesson done: {title}").format(title=lesson.title))
    if opened.row.quiz:
        say(_("Next, its quiz: {command}").format(command=f"fivefold quiz {opened.row.quiz.quiz.id} --plain"))
    elif following := opened.neighbour(1):
        say(_("Next: {command}").format(command=f"fivefold read {following.lesson.id} --plain"))
    return 0


def _told(study: Study, opened: OpenLesson) -> bool:
    """Say the text, and ask its questions where they stand; False where the member left there."""
    document, lang = opened.document, opened.lesson.lang
    if opened.checks is None or not sys.stdin.isatty():
        _say_blocks(document, document.blocks, lang)
        return True
    sections = iter(opened.checks.sections)
    start = 0
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Check):
            continue
        _say_blocks(document, document.blocks[start:index], lang)
        start = index + 1
        section = next(sections)
        say()
        say(_("Check yourself. An empty line reads on."))
        say_blocks(section.introduction, document.references)
        for name in section.questions:
            question = opened.find_check(name)
            if question and not _asked(study, opened, question):
                return False
        say()
    _say_blocks(document, document.blocks[start:], lang)
    return True


def _say_blocks(document: Document, blocks: Sequence[Block], lang: str) -> None:
    numbers = footnote_numbers(document.blocks)
    for line in plain_blocks(blocks, document.references, lang=lang, footnotes=numbers):
        say(indented(line))


def _asked(study: Study, opened: OpenLesson, question: Question) -> bool:
    """Ask one question of the text, and say the verdict; False where the member left."""
    references, order = opened.document.references, study.check_order(question)
    shown = sitting.shown(question, order)
    say()
    say_blocks(question.introduction, references)
    say_question(question, shown, references)
    say_hints(question)
    chosen = read_answer(question, shown, references, others=frozenset({SKIP}))
    if chosen is None:
        return False
    if isinstance(chosen, tuple):
        answered = study.answer_check(opened, question.id, *chosen, order)
        say_verdict(question, answered.answer.choice, answered.verdict, references, None)
        if answered.back is not None:
            say(_("Comes back {when}.").format(when=return_words(*study.wait(answered.back))))
    return True
