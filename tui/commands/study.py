"""No command, `continue`: the app, or the lesson that was left as plain text."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import DamagedError, MissingError, StoreError
from store.uncollected import uncollected
from tui.commands.output import say, tell
from tui.i18n import _, use
from tui.late_textual import load_textual
from tui.offline import without_connections
from tui.own_keys import OwnKeys, read_keys
from tui.preferences import AUTO, Preferences
from tui.settings import Settings, source_words
from tui.start import Surroundings, UnusableError, WrongUsageError, joined, opened, settings_of
from tui.study import Study, Unknown, UnknownMember
from tui.terminal import Fitting, Question, asked, fitting, has_marks

if TYPE_CHECKING:
    import argparse

    from tui.commands.named_file import NamedFile


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Open the app; `continue` opens it at the lesson that was left."""
    if getattr(options, "plain", False):
        from tui.commands.reading import read_plain  # noqa: PLC0415 - the app does without it

        with joined(options, surroundings) as study:
            lesson = study.today().lesson
            if lesson is None:
                say(_("Everything in this course is done."))
                return 0
            return read_plain(study, study.lay_open(lesson.lesson.key))
    return open_app(options, surroundings, go_on=options.command == "continue")


def open_app(
    options: argparse.Namespace,
    surroundings: Surroundings,
    *,
    lesson: str = "",
    quiz: str = "",
    named: NamedFile | None = None,
    go_on: bool = False,
    review: bool = False,
    practise: bool = False,
    missed: str = "",
) -> int:
    """Open the app; answer its exit status."""
    require_terminal()
    settings = settings_of(options, surroundings)
    own_keys = read_keys(surroundings.config_folder / "keys.toml")
    with ExitStack() as held:
        study = _opened(held, settings, surroundings, own_keys)
        if study is None:
            return 3
        if named:
            study.take_as(*named)
        use(study.preferences.value("lang"))
        if study.has_members:
            try:
                study.join(settings.member, named=settings.named)
            except UnknownMember as unknown:
                if unknown.named:  # else the app asks who it is
                    raise WrongUsageError(unknown.text(_)) from unknown
            use(study.preferences.value("lang"))  # that of whoever it is
        if lesson and study.member:  # a number is one of the course last studied
            _be_known(study, study.find_lesson, lesson)
        if (asked_for := quiz or missed) and study.member:
            _be_known(study, study.find_quiz, asked_for)
        # The app collects garbage when its first frame is there: all that this is made of stays.
        with asking(study.preferences, surroundings) as question, uncollected():
            # The terminal has as long as this takes to answer.
            without_connections()
            load_textual()
            import tui.screens.today  # noqa: PLC0415 - it will be the first
            from tui.app import Aim, FivefoldApp  # noqa: PLC0415 - Textual, when nothing can refuse any more

            if lesson or go_on:
                import tui.screens.reader  # noqa: F401, PLC0415 - it comes right after it

            app = FivefoldApp(
                study,
                member=settings.member,
                aim=Aim(lesson=lesson, quiz=quiz, go_on=go_on, review=review, practise=practise, missed=missed),
                starter=settings.starter,
                source=lambda: source_words(settings, surroundings.here),
                crashed=lambda error: crash_report(error, surroundings.data_folder, surroundings.now()),
                fitting=fitting_of(question, surroundings),
                own_keys=own_keys,
                environment=surroundings.environment,
            )
            app.run()
        if app.parting:
            (tell if app.return_code else say)(app.parting)
        return app.return_code or 0


def _opened(held: ExitStack, settings: Settings, surroundings: Surroundings, own_keys: OwnKeys) -> Study | None:
    """The study; where its database is lost, as somebody chooses then, and None where they leave.

    Raises:
        UnusableError: it cannot be used.
    """
    try:
        return held.enter_context(opened(settings, surroundings))
    except UnusableError as refusal:
        problem = refusal.__cause__
        if not isinstance(problem, DamagedError | MissingError):
            raise
    from store import restore  # noqa: PLC0415 - most databases are where they were

    kept = restore.look_at(problem.backup) if problem.backup else None
    preferences = Preferences(settings.said, lang=settings.lang)
    with asking(preferences, surroundings) as question:
        from tui.lost import LostApp  # noqa: PLC0415 - as above
        from tui.screens.lost import Chosen  # noqa: PLC0415

        app = LostApp(
            problem,
            kept,
            crashed=lambda error: crash_report(error, surroundings.data_folder, surroundings.now()),
            preferences=preferences,
            fitting=fitting_of(question, surroundings),
            own_keys=own_keys,
        )
        app.run()
    if app.chosen is None:
        tell(app.parting or problem.text(_))
        return None
    if app.chosen is Chosen.RESTORE and kept is not None:
        try:
            restore.restore(settings.database, kept.path, now=surroundings.now)
        except StoreError as error:
            raise UnusableError(error.text(_)) from error
    return held.enter_context(opened(settings, surroundings, fresh=app.chosen is Chosen.AFRESH))


def _be_known(study: Study, find: Callable[[str], object], words: str) -> None:
    """See to it that something of this name is in the library, as it was seen last or, if need be, as it is now.

    Raises:
        WrongUsageError: it is not.
    """
    if study.recall():
        with suppress(Unknown):
            find(words)
            return
        study.look_again()
    try:
        find(words)
    except Unknown as unknown:
        raise WrongUsageError(str(unknown)) from unknown


def asking(preferences: Preferences, surroundings: Surroundings) -> AbstractContextManager[Question]:
    """Ask the terminal what nobody has chosen; where it can be sent a mark of ours, how wide that comes out."""
    marks = preferences.value("glyphs") == AUTO and has_marks(surroundings.environment)
    return asked(background=preferences.value("theme") == AUTO, marks=marks)


def fitting_of(question: Question, surroundings: Surroundings) -> Fitting:
    """What fits the terminal that was asked; what it answers late, and what is pasted, no app takes for keys."""
    answer = question.answer()
    fits = fitting(surroundings.environment, dark=answer.dark, wide=answer.wide)
    from tui.ending import write_on  # noqa: PLC0415 - it loads Textual
    from tui.lean import install  # noqa: PLC0415 - as above
    from tui.typeahead import listen  # noqa: PLC0415 - as above

    install()
    write_on()
    listen(question)
    return fits


def require_terminal() -> None:
    """See to it that there is something to draw on.

    Raises:
        WrongUsageError: there is not.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise WrongUsageError(
            _("The app needs a terminal. In a pipe or a script, use a command with --plain; see --help.")
        )


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An error and what it came of: the error of a worker is held by the one that tells of it, and raised by none."""
    seen: list[BaseException] = []
    found: BaseException | None = error
    while found is not None and found not in seen:
        yield found
        seen.append(found)
        held = getattr(found, "error", None)
        if not isinstance(held, BaseException):
            held = found.__cause__ or (None if found.__suppress_context__ else found.__context__)
        found = held


def crash_report(error: Exception, folder: Path, at: datetime) -> str:
    """Write what a maintainer needs, without anything a member wrote; answer the two lines for the member."""
    import platform  # noqa: PLC0415 - nothing else needs it
    from importlib.metadata import version  # noqa: PLC0415 - nor this

    parts = (f"{name} {version(name)}" for name in ("fivefold", "textual", "rich"))
    lines = [", ".join((*parts, f"Python {platform.python_version()}", sys.platform)), ""]
    for place, one in enumerate(_chain(error)):
        lines += ["", "came of", ""] if place else []
        lines += [f"{type(one).__module__}.{type(one).__qualname__}", ""]
        frames = traceback.extract_tb(one.__traceback__)
        lines += [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    path = folder / f"crash-{at:%Y-%m-%d-%H%M%S}.txt"
    sentence = _("Fivefold stopped unexpectedly. Your work is saved.")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        path.chmod(0o600)
    except OSError as problem:
        return sentence + "\n" + _("The report could not be written: {problem}").format(problem=problem)
    return sentence + "\n" + _("Details: {path}").format(path=path)
