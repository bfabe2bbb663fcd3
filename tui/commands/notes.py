"""`notes`: the member's own notes and bookmarks, as Markdown."""

import argparse
from itertools import groupby

from store.days import study_day
from tui.commands.output import say, say_json, tell
from tui.i18n import _
from tui.noting import Bookmarked, Noted
from tui.start import Surroundings, WrongUsageError, joined
from tui.study import Study, Unknown


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Print all notes and bookmarks, or those to a lesson and its quiz."""
    with joined(options, surroundings) as study:
        found = _to_lesson(study, options.lesson) if options.lesson else study.kept()
        if options.json:
            notes = [_json(one) for one in found if isinstance(one, Noted)]
            bookmarks = [_bookmark_json(one) for one in found if isinstance(one, Bookmarked)]
            say_json({"notes": notes, "bookmarks": bookmarks})
            return 0
        if not found:
            tell(_("No notes yet. They are written in the app, beside a lesson."))
        for number, (title, kept) in enumerate(groupby(found, key=_heading)):
            say(("\n" if number else "") + f"# {title}")
            for one in kept:
                if isinstance(one, Noted):
                    say(f"\n> {one.note.quote}\n\n{one.note.text}\n\n*{study_day(one.note.changed)}*")
                else:
                    told = _("Bookmark, {day}").format(day=study_day(one.bookmark.at))
                    say(f"\n> {one.bookmark.quote}\n\n*{told}*")
        return 0


def _to_lesson(study: Study, words: str) -> tuple[Noted | Bookmarked, ...]:
    try:
        lesson = study.find_lesson(words)
    except Unknown as unknown:
        raise WrongUsageError(str(unknown)) from unknown
    return tuple(one for one in study.kept() if one.lesson is not None and one.lesson.key == lesson.key)


def _heading(noted: Noted | Bookmarked) -> str:
    return f"{noted.course} › {noted.title}" if noted.course else noted.title


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
        "course": bookmark.lesson.partition("/")[0],
        "lesson": lesson.id if lesson else None,
        "title": bookmarked.title,
        "quote": bookmark.quote,
        "set": study_day(bookmark.at).isoformat(),
    }
