"""`notes` and `bookmark`: the member's own notes and bookmarks, as Markdown; written, changed and taken away."""

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lessons.model import Lesson
from store.days import study_day
from store.notes import MOST_CHARACTERS
from tui.commands.output import indented, say, say_json, tell
from tui.commands.questions import find_question
from tui.commands.replies import END
from tui.commands.wording import place_words, written_elsewhere
from tui.i18n import _
from tui.notebook import entry, notebook
from tui.noting import Bookmarked, Noted
from tui.render.plain import plain_inline
from tui.start import Surroundings, WrongUsageError, joined
from tui.study import Study
from tui.views import ReviewCard

if TYPE_CHECKING:
    from tui.render.quoted import Sentence


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """List notes and bookmarks, or write, change or take away one."""
    with joined(options, surroundings) as study:
        if options.command == "bookmark":
            _bookmark(study, options)
        else:
            _notes(study, options)
    return 0


def _notes(study: Study, options: argparse.Namespace) -> None:
    match options.action:
        case "add":
            _add(study, options)
        case "edit":
            noted = study.find_note(options.note)
            elsewhere = study.rewrite_note(noted.note, _text(options.text))
            _say_kept(study.find_note(noted.id), options, _("The note is changed."), elsewhere=elsewhere)
        case "delete":
            noted = study.find_note(options.note)
            if study.delete_note(noted.note):
                _say_kept(study.find_note(noted.id), options, written_elsewhere())
            else:
                _say_kept(noted, options, _("This note is deleted, for good."))
        case _:
            _list(study.kept() if options.lesson is None else _to_lesson(study, options.lesson), options)


def _add(study: Study, options: argparse.Namespace) -> None:
    """Write a note to a passage of a lesson, or to a question."""
    if options.question is None:
        lesson = _lesson(study, options.lesson)
        passage = _passage(study, lesson, options)
        note = study.note_passage(
            lesson.key,
            block=passage.block,
            section=passage.section,
            quote=passage.words,
            text=_text(options.text),
        )
    else:
        if options.at or options.section:
            raise WrongUsageError(_("A note to a question is a note to all of it: leave out --at and --section."))
        quiz, question = find_question(study, options.lesson, options.question)
        if there := study.note_to(quiz.key, question.id):
            said = _("There is a note to this question. Change it with: fivefold notes edit {name} TEXT")
            raise WrongUsageError(said.format(name=study.about(there).name))
        stem = plain_inline(question.stem, {})
        note = study.note_question(quiz.key, question.id, stem=stem, text=_text(options.text))
    noted = study.about(note)
    changes = f"fivefold notes edit|delete {noted.name}"
    _say_kept(noted, options, _("Kept, for you alone. Change or delete it: {command}").format(command=changes))


def _bookmark(study: Study, options: argparse.Namespace) -> None:
    """Set a bookmark, take one away, or list them."""
    if options.action == "list":
        _list(study.bookmarks(), options)
    elif options.action == "remove":
        marked = study.find_bookmark(options.bookmark)
        study.take_bookmark(marked.bookmark)
        _say_kept(marked, options, _("The bookmark is taken away."))
    else:
        lesson = _lesson(study, options.lesson)
        passage = _passage(study, lesson, options)
        marked = study.marked(
            study.set_bookmark(lesson.key, block=passage.block, section=passage.section, quote=passage.words)
        )
        removes = f"fivefold bookmark remove {marked.name}"
        _say_kept(marked, options, _("Kept, for you alone. Take it away: {command}").format(command=removes))


def _lesson(study: Study, words: str) -> Lesson:
    lesson = study.find_lesson(words)
    if words.isdecimal():
        tell(place_words(study, lesson))
    return lesson


def _passage(study: Study, lesson: Lesson, options: argparse.Namespace) -> "Sentence":
    """The passage that a note is written to, or the block that a bookmark is set to."""
    from tui.commands.passages import find_passage, quoted  # noqa: PLC0415 - it loads what lays out a lesson

    text = quoted(study, lesson)
    found = find_passage(text, lesson.title, at=options.at, section=options.section)
    return text.block_of(found) if options.command == "bookmark" else found


def _text(given: str | None) -> str:
    """What a note says: as it was given, else from stdin, at a terminal to a line with a dot alone.

    Raises:
        WrongUsageError: it says nothing, or too much.
    """
    text = _typed() if given is None else given
    if not text.strip():
        raise WrongUsageError(_("The note says nothing yet. To take one away: fivefold notes delete NOTE"))
    if len(text) > MOST_CHARACTERS:
        said = _("A note has at most {most} characters, and this one has {n}. Make two of it.")
        raise WrongUsageError(said.format(most=MOST_CHARACTERS, n=len(text)))
    return text


def _typed() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.read()
    tell(_("Write the note, line by line, then a line with a dot alone."))
    return _lines()


def _lines() -> str:
    lines: list[str] = []
    while (line := sys.stdin.readline()) and line.strip() != END:
        lines.append(line)
    return "".join(lines)


def say_note(study: Study, card: ReviewCard) -> None:
    """Say the member's own note to a question that is reviewed, beside its answer."""
    if note := study.note_to(*card.asked.key):
        say(_("Your note:"))
        say(indented(note.text))


def note_in_lines(study: Study, card: ReviewCard) -> None:
    """Have a note written to a question that is reviewed, in place of the one there is; with no words it stays."""
    say_note(study, card)
    said = _("Write the note, line by line, then a line with a dot alone. With nothing in it, all stays as it is.")
    say(said, flush=True)
    text = _lines()
    if not text.strip():
        say(_("No note is written. The question waits for its answer."), flush=True)
        return
    quiz, question = card.asked.key
    if note := study.note_to(quiz, question):
        study.rewrite_note(note, text)
    else:
        stem = plain_inline(card.asked.question.stem, card.references)
        study.note_question(quiz, question, stem=stem, text=text)
    say(_("The note is kept. The question waits for its answer."), flush=True)


def _to_lesson(study: Study, words: str) -> Sequence[Noted | Bookmarked]:
    lesson = study.find_lesson(words)
    return [one for one in study.kept() if one.lesson is not None and one.lesson.key == lesson.key]


def _list(found: Sequence[Noted | Bookmarked], options: argparse.Namespace) -> None:
    if options.json:
        notes = [_json(one) for one in found if isinstance(one, Noted)]
        bookmarks = [_bookmark_json(one) for one in found if isinstance(one, Bookmarked)]
        say_json(
            {"bookmarks": bookmarks} if options.command == "bookmark" else {"notes": notes, "bookmarks": bookmarks}
        )
        return
    if not found:
        tell(_nothing(options))
    for part in notebook(found):
        say(part)


def _nothing(options: argparse.Namespace) -> str:
    """That there is nothing to list, and how there comes to be something."""
    if options.command == "bookmark":
        return _("No bookmarks yet. In the app {key} sets one, and here: fivefold bookmark add LESSON").format(key="m")
    if options.lesson is not None:
        said = _("No notes to this lesson yet. In the app {key} writes one, and here: fivefold notes add LESSON TEXT")
    else:
        said = _("No notes yet. In a lesson in the app {key} writes one, and here: fivefold notes add LESSON TEXT")
    return said.format(key="n")


def _say_kept(one: Noted | Bookmarked, options: argparse.Namespace, said: str, *, elsewhere: bool = False) -> None:
    """Say what was written, changed or taken away, and what came of it; and whether another window wrote to it."""
    if elsewhere:
        tell(written_elsewhere())
    if options.json:
        say_json(_json(one) if isinstance(one, Noted) else _bookmark_json(one))
        return
    say(entry(one))
    tell(said)


def _json(noted: Noted) -> dict[str, object]:
    note, lesson = noted.note, noted.lesson
    return {
        "note": note.id,
        "course": note.about.partition("/")[0],
        "lesson": lesson.id if lesson else None,
        "quiz": note.about.partition("/")[2] if note.question else None,
        "question": note.question or None,
        "title": noted.title,
        "quote": note.quote,
        "text": note.text,
        "written": study_day(note.written).isoformat(),
        "changed": study_day(note.changed).isoformat(),
    }


def _bookmark_json(bookmarked: Bookmarked) -> dict[str, object]:
    bookmark, lesson = bookmarked.bookmark, bookmarked.lesson
    return {
        "bookmark": bookmarked.name,
        "course": bookmark.lesson.partition("/")[0],
        "lesson": lesson.id if lesson else None,
        "title": bookmarked.title,
        "quote": bookmark.quote,
        "set": study_day(bookmark.at).isoformat(),
    }
