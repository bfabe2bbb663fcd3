"""`import`: quizzes of other programs become Markdown in a course of ours."""

import argparse
import itertools
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from shlex import quote

from lessons.clean import clean
from lessons.errors import LessonError
from lessons.folders import COURSE_FILE
from lessons.problem import Problem
from lessons.shelf import open_shelf
from quizzes.errors import BrokenExchangeError
from quizzes.exchange import IMPORTS, imported, recognised
from quizzes.exchange.written import LARGEST, Loss
from quizzes.library import build
from tui.checking import check_paths
from tui.commands.new import slug, yaml_line
from tui.commands.output import room, say, say_json, tell
from tui.commands.problems import Teller
from tui.commands.wording import problem_json
from tui.i18n import _, count, later, listed, named
from tui.start import Surroundings, UnusableError, WrongUsageError, settings_of

COURSE = """---
title: {title}
---

# {heading}
"""
_FOLDER = "quizzes"
_MOST_TOLD = 40
"""Losses of one file that are told one by one; its own comment has more."""


@dataclass(slots=True)
class _File:
    """What became of one file."""

    path: Path
    format: str = ""
    quiz: Path | None = None
    questions: int = 0
    lost: Sequence[Loss] = field(default_factory=tuple)
    problem: str = ""
    """Why nothing came of it."""
    found: Sequence[Problem] = field(default_factory=tuple)
    """What `check` says of the quiz."""


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Import files into a course; nothing that exists is written over."""
    settings_of(options, surroundings)  # the language is in use from here on
    course = Path(options.to)
    files = [_File(Path(path)) for path in options.files]
    texts = [_text(file) for file in files]
    if course.exists() and not course.is_dir():
        raise WrongUsageError(_("{path} is no folder: name another one with --to.").format(path=course))
    for file, text in zip(files, texts, strict=True):
        file.format = options.format or (text and recognised(file.path.name, text)) or ""
    taken = _ids(course)
    began = False
    for file, text in zip(files, texts, strict=True):
        path = free(course / _FOLDER, slug(file.path.stem) or "quiz", ".md")
        markdown = _read(file, text, path.stem, taken)
        if markdown:
            began = _begin(course) or began
            put(path, markdown)
            file.quiz = path
    _check(files)
    if options.json:
        say_json(_json(course, files, began=began))
    else:
        _say(course, files, began=began)
    failed = [file for file in files if file.problem]
    if failed:
        raise UnusableError("\n".join(named(str(file.path), str(file.problem)) for file in failed))
    return 0


def _text(file: _File) -> str:
    """The text of a file; empty where it is none, and why."""
    path = file.path
    if not path.is_file():
        raise WrongUsageError(_("There is no file {path}.").format(path=path))
    if (package := _PACKAGES.get(path.suffix.lower())) is not None:
        file.problem = _(package)
        return ""
    try:
        data = b"" if path.stat().st_size > _LARGEST_PACKED else path.read_bytes()
    except OSError as problem:
        raise UnusableError(_("{path} cannot be read: {problem}.").format(path=path, problem=problem)) from problem
    if path.suffix.lower() == ".xml":
        data = _PACKED.sub(lambda found: found[1] + b"\n" * found[2].count(b"\n"), data)
    if len(data) > LARGEST or path.stat().st_size > _LARGEST_PACKED:
        told = _("It has more than {size} MB: part it into several files, and import those.")
        file.problem = told.format(size=LARGEST // 2**20)
        return ""
    try:
        return data.decode(_encoding(data))
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        told = _("Line {line} of it is no UTF-8: save the file as text in UTF-8, then import it again.")
        file.problem = told.format(line=line)
        return ""


_PACKAGES = {
    **dict.fromkeys(
        (".apkg", ".colpkg"),
        later("It is a package of Anki: there, choose File, Export, Notes in Plain Text, and import that file."),
    ),
    ".mbz": later("It is a backup of Moodle: there, choose Question bank, Export, Moodle XML, and import that file."),
}
_LARGEST_PACKED = 32 * 1024 * 1024
"""Bytes of a file with pictures in it, which are not read."""
_PACKED = re.compile(rb"(<file\b[^<>]*>)([^<]+)(?=</file>)")
"""A file in Moodle XML, in base64."""
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,100}encoding=[\"']([A-Za-z0-9._-]{1,20})[\"']")
_ENCODINGS = frozenset({"iso-8859-1", "iso-8859-15", "latin1", "windows-1252", "us-ascii"})
"""What XML may declare beside UTF-8."""


def _encoding(data: bytes) -> str:
    """The encoding of a text: UTF-8, if nothing else is told."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    declared = _DECLARED.match(data)
    name = declared[1].decode("ascii").lower() if declared else ""
    return name if name in _ENCODINGS else "utf-8-sig"


def _read(file: _File, text: str, id_: str, taken: set[str]) -> str:
    """The Markdown that a file becomes; empty where nothing comes of it, and why."""
    if file.problem:
        return ""
    if not file.format:
        known = listed(IMPORTS)
        file.problem = _("Its format is not recognised: name it with --format, one of {known}.").format(known=known)
        return ""
    try:
        result = imported(file.format, text, name=clean(file.path.name), id_=id_, title=_title(file.path), taken=taken)
    except BrokenExchangeError as problem:
        file.problem = problem.text(_)
        return ""
    file.questions, file.lost = len(result.questions), result.lost
    if not result.text:
        file.problem = _("There is no question in it that can be asked here.")
    return result.text


def _title(path: Path) -> str:
    words = " ".join(re.sub(r"[-_]+", " ", clean(path.stem)).split())
    return f"{words[:1].upper()}{words[1:]}" or "Quiz"


def _ids(course: Path) -> set[str]:
    """The ids that the questions of a course have already."""
    if not course.is_dir():
        return set()
    try:
        library = build([open_shelf(course)])
    except LessonError as problem:
        raise UnusableError(problem.text(_)) from problem
    return {question.id for one in library.courses for quiz in one.quizzes for question in quiz.questions}


def _begin(course: Path) -> bool:
    """Make the folder a course, where it is none yet."""
    file = course / COURSE_FILE
    if file.exists():
        return False
    title = _title(course.resolve())
    put(file, COURSE.format(title=yaml_line(title), heading=title))
    return True


def free(folder: Path, name: str, ending: str) -> Path:
    """A file that is not there yet; where the name is taken, a number is added."""
    names = itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2)))
    return next(path for one in names if not os.path.lexists(path := folder / f"{one}{ending}"))


def put(path: Path, text: str) -> None:
    """Write a file that is not there yet."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as problem:
        raise UnusableError(_("{path} cannot be written: {problem}.").format(path=path, problem=problem)) from problem


def _check(files: Sequence[_File]) -> None:
    """Find what is wrong with the quizzes that came of the files."""
    written = [(file, file.quiz) for file in files if file.quiz]
    try:
        checked = check_paths([quiz for _file, quiz in written])
    except LessonError as problem:
        raise UnusableError(problem.text(_)) from problem
    for (file, _quiz), one in zip(written, checked, strict=True):
        file.found = one.problems


def _say(course: Path, files: Sequence[_File], *, began: bool) -> None:
    if began:
        say(str(course / COURSE_FILE))
    for file in files:
        if file.quiz is None:
            continue
        say(f"{file.quiz}  {count('{n} question', '{n} questions', file.questions)}")
        if file.quiz.stem != slug(file.path.stem):
            tell(_("{name} was there already, so a number was added.").format(name=f"{slug(file.path.stem)}.md"))
    for file in files:
        tell_lost(file.lost, str(file.path))
    for file in files:
        Teller(colour=False, room=room(), aside=True).say(file.found, partial(_name_of, file))
    if any(file.quiz for file in files):
        tell(_("Next: {command}").format(command=f"fivefold check {quote(str(course))}"))


def _name_of(file: _File, _problem: Problem) -> str:
    return str(file.quiz)


def tell_lost(lost: Sequence[Loss], path: str) -> None:
    """Tell what one format says and the other does not."""
    for loss in lost[:_MOST_TOLD]:
        place = f"{path}:{loss.line}" if loss.line else path
        what = loss.text(_)
        name = f" {loss.name}:" if loss.name else ""
        tell(named(f"{place}:{name} {_('left out') if loss.whole else _('lost')}", what))
    if len(lost) > _MOST_TOLD:
        tell(_("{path}: and {n} more of the kind.").format(path=path, n=len(lost) - _MOST_TOLD))


def lost_json(lost: Sequence[Loss]) -> list[dict[str, object]]:
    """The same, for scripts."""
    return [{"line": one.line, "question": one.name, "what": one.text(), "whole": one.whole} for one in lost]


def _json(course: Path, files: Sequence[_File], *, began: bool) -> dict[str, object]:
    return {
        "course": str(course),
        "created": began,
        "files": [
            {
                "path": str(file.path),
                "format": file.format or None,
                "quiz": str(file.quiz) if file.quiz else None,
                "questions": file.questions,
                "lost": lost_json(file.lost),
                "problem": file.problem or None,
                "problems": [
                    {**problem_json(problem), "path": str(file.quiz), "severity": problem.severity.value}
                    for problem in file.found
                ],
            }
            for file in files
        ],
    }
