"""`preview`: a file as its members will see it, with what is wrong with it, again on every save."""

import argparse
import gc
import sys
from pathlib import Path
from threading import Event

from lessons.errors import LessonError
from lessons.model import Kind
from lessons.problem import Severity
from tui.commands.check import kind_named
from tui.commands.output import in_colour, indented, room, say, say_json, tell
from tui.commands.problems import Teller, sum_words
from tui.commands.wording import problem_json
from tui.i18n import _, named
from tui.offline import without_connections
from tui.own_keys import read_keys
from tui.preferences import Preferences
from tui.proofing import Proof, Proofreader
from tui.render.plain import plain_blocks
from tui.settings import Settings
from tui.start import Surroundings, WrongUsageError, settings_of
from tui.watching import saves


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Show a file while it is being written."""
    settings = settings_of(options, surroundings)
    file = Path(options.file)
    if file.is_dir():
        raise WrongUsageError(_("{path} is a folder; name the file to be shown.").format(path=file))
    if not file.exists():
        raise WrongUsageError(_("There is no file {path}. Begin one with: fivefold new lesson NAME").format(path=file))
    kind = kind_named(options)
    proofreader = Proofreader(file, kind, settings.libraries)
    if options.json:
        return _say_json(file, proofreader, once=options.once)
    if options.plain or options.once:
        colour = not options.plain and in_colour(surroundings.environment)
        return _say_again(file, proofreader, surroundings, colour=colour, once=options.once)
    return _open(file, kind, settings, surroundings)


def _open(file: Path, kind: Kind | None, settings: Settings, surroundings: Surroundings) -> int:
    """The live view in the terminal."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise WrongUsageError(
            _("The preview needs a terminal. In a pipe or a script, use --plain, and --once to see the file one time.")
        )
    preferences = Preferences(settings.said, lang=settings.lang)
    own_keys = read_keys(surroundings.config_folder / "keys.toml")
    from tui.commands.study import asking, crash_report, fitting_of  # noqa: PLC0415 - only an app needs them

    with asking(preferences, surroundings) as question:
        without_connections()
        from tui.preview import PreviewApp  # noqa: PLC0415 - Textual is loaded when nothing can refuse any more

        app = PreviewApp(
            file,
            kind=kind,
            libraries=settings.libraries,
            now=surroundings.now,
            environment=surroundings.environment,
            crashed=lambda error: crash_report(error, surroundings.data_folder, surroundings.now()),
            preferences=preferences,
            fitting=fitting_of(question, surroundings),
            own_keys=own_keys,
        )
        gc.freeze()  # what was imported stays: no collection has to look through it again
        app.run()
    if app.parting:
        tell(app.parting)
    return app.return_code or 0


def _say_again(file: Path, proofreader: Proofreader, surroundings: Surroundings, *, colour: bool, once: bool) -> int:
    """Problems and text in lines, once or on every save until somebody interrupts."""
    before: Proof | None = None
    for _again in saves(file, lambda: proofreader.folders, Event()):
        try:
            proof = proofreader.read()
        except LessonError as problem:
            if once:
                raise WrongUsageError(problem.text(_)) from problem
            tell(_("{reason} It is shown again as soon as it can be read.").format(reason=problem.text(_)))
            before = None
            continue
        if before is None or proof.document != before.document or _told(proof) != _told(before):
            _say(file, proof, colour=colour)
            if not once:
                tell(_("{time}: waiting for the next save; Ctrl+C ends.").format(time=_time(surroundings)))
        before = proof
        if once:
            return _status(proof)
    return 0


def _status(proof: Proof) -> int:
    """1 where there is an error, as `check` has it."""
    return int(any(problem.severity is Severity.ERROR for problem in proof.problems))


def _told(proof: Proof) -> list[tuple[object, ...]]:
    """What is said of the problems."""
    return [(one.line, one.column, one.code, one.message(), one.fix()) for one in proof.problems]


def _time(surroundings: Surroundings) -> str:
    return f"{surroundings.now().astimezone():%H:%M:%S}"


def _say(file: Path, proof: Proof, *, colour: bool) -> None:
    """What is wrong, then the text."""
    say(named(str(file), sum_words(proof.problems) if proof.problems else _("nothing to mend")))
    Teller(colour=colour, room=room()).say(proof.problems, lambda _problem: str(file))
    if not proof.problems:
        say()
    for line in _text(proof):
        say(indented(line))
    say(flush=True)


def _text(proof: Proof) -> list[str]:
    boxes = (_("[right]"), _("[wrong]")) if proof.kind is Kind.QUIZ else None
    return plain_blocks(proof.document.blocks, proof.document.references, lang=proof.lang, boxes=boxes)


def _say_json(file: Path, proofreader: Proofreader, *, once: bool) -> int:
    try:
        proof = proofreader.read()
    except LessonError as problem:
        raise WrongUsageError(problem.text(_)) from problem
    say_json(
        {
            "path": str(file),
            "kind": proof.kind.value if proof.kind else "plan",
            "id": proof.entry.id if proof.entry else None,
            "title": proof.title,
            "course": proof.course,
            "problems": [
                {**problem_json(problem), "path": str(file), "severity": problem.severity.value}
                for problem in proof.problems
            ],
            "text": "\n".join(_text(proof)),
        }
    )
    return _status(proof) if once else 0
