"""`search`: lessons, questions and own notes that hold all the words."""

import argparse
import shlex

from lessons.words import wanted
from tui.commands.output import Ink, in_colour, room, say, say_inked, say_json, tell
from tui.commands.wording import LANGUAGE_WORDS
from tui.i18n import _, count
from tui.searching import Findings, FoundLesson, FoundNote, FoundQuestion, Shown
from tui.snippet import around
from tui.start import Surroundings, WrongUsageError, joined
from tui.study import Study

_MANY = 200
"""Files that take long enough to say so."""
_INDENT = 4


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Search; the exit status is 1 where nothing is found, as grep has it."""
    typed = " ".join(options.words)
    if not wanted(typed):
        raise WrongUsageError(_("There is no word in {words} to look for.").format(words=repr(typed)))
    with joined(options, surroundings) as study:
        said = False

        def progress(_done: int, total: int) -> None:
            nonlocal said
            if total >= _MANY and not said:
                said = True
                tell(_("Indexing {files}; this is done once ...").format(files=count("{n} file", "{n} files", total)))

        study.index(progress)
        found = study.find(typed)
        if options.json:
            say_json(_json(study, typed, found))
        else:
            _say(study, found, colour=in_colour(surroundings.environment))
            if not found.total:
                tell(_("Nothing found. Try fewer words, or the beginning of one."))
            for other, number in found.elsewhere.items():
                command, called = f"fivefold --lang {other} search {shlex.quote(typed)}", _(LANGUAGE_WORDS[other])
                tell(_("{number} in {language}: {command}").format(number=number, language=called, command=command))
        return 0 if found.total else 1


def _say(study: Study, found: Findings, *, colour: bool) -> None:
    groups: list[tuple[str, list[tuple[str, Shown]]]] = [
        (_("Lessons"), [(_where(one), one.passage) for one in found.lessons]),
        (_("Questions"), [(_asked(one), one.passage if one.passage.text else one.stem) for one in found.questions]),
        (_("Notes"), [(study.about(one.note).title, one.passage) for one in found.notes]),
    ]
    first = True
    for title, hits in groups:
        if not hits:
            continue
        if not first:
            say()
        first = False
        say_inked((title, "strong"), colour=colour)
        for where, passage in hits:
            say_inked("  ", where, colour=colour)
            shown = around(passage.text, passage.marks, room() - _INDENT)
            parts: list[str | tuple[str, Ink]] = [" " * _INDENT]
            at = 0
            for start, end in shown.marks:
                parts += [shown.text[at:start], (shown.text[start:end], "strong")]
                at = end
            say_inked(*parts, shown.text[at:], colour=colour)


def _where(found: FoundLesson) -> str:
    section, title = found.section.text, found.lesson.title
    heading = f" › {section}" if section not in {"", title} else ""
    return f"{found.path}:{found.line}: {title}{heading}"


def _asked(found: FoundQuestion) -> str:
    stem = f" › {found.stem.text}" if found.passage.text and found.stem.text else ""
    return f"{found.path}:{found.line}: {found.quiz.title}{stem}"


def _json(study: Study, typed: str, found: Findings) -> dict[str, object]:
    return {
        "words": typed,
        "lessons": [_lesson_json(one) for one in found.lessons],
        "questions": [_question_json(one) for one in found.questions],
        "notes": [_note_json(study, one) for one in found.notes],
        "elsewhere": dict(found.elsewhere),
    }


def _lesson_json(found: FoundLesson) -> dict[str, object]:
    lesson = found.lesson
    return {
        "lesson": lesson.id,
        "course": lesson.course,
        "title": lesson.title,
        "section": found.section.text or None,
        "path": str(found.path),
        "line": found.line,
        **_shown_json(found.passage),
    }


def _question_json(found: FoundQuestion) -> dict[str, object]:
    return {
        "question": found.question,
        "quiz": found.quiz.id,
        "course": found.quiz.course,
        "lesson": found.lesson.id if found.lesson else None,
        "stem": found.stem.text,
        "path": str(found.path),
        "line": found.line,
        **_shown_json(found.passage if found.passage.text else found.stem),
    }


def _note_json(study: Study, found: FoundNote) -> dict[str, object]:
    about = study.about(found.note)
    return {"note": found.note.id, "title": about.title, "quote": found.note.quote, **_shown_json(found.passage)}


def _shown_json(passage: Shown) -> dict[str, object]:
    return {"text": passage.text, "found": [list(span) for span in passage.marks]}
