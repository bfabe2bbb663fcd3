"""From arguments to a study: the composition root that commands and the app share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from lessons.errors import LessonError
from lessons.light import dataclass
from store.cache import Cache
from store.database import open_database
from store.demo import is_demo
from store.errors import StoreError, speak_of
from tui import i18n
from tui.commands.output import tell
from tui.i18n import _
from tui.preferences import Source
from tui.settings import STARTER_COURSES, Settings, resolve
from tui.study import Study, Unknown, UnknownMember

if TYPE_CHECKING:
    import argparse


class WrongUsageError(Exception):
    """What was asked for cannot be: one sentence with what to do."""


class UnusableError(Exception):
    """The data cannot be used: one sentence with why and what to do."""


def refusal(problem: StoreError) -> WrongUsageError | UnusableError:
    """What a command says of what the store refused: a disk or a file that takes nothing is no wrong usage."""
    return (UnusableError if problem.of_place else WrongUsageError)(problem.text(_))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the program stands in, made once by `__main__`; tests make their own."""

    now: Callable[[], datetime]
    """The clock: this instant, UTC."""
    random: Random
    """Of ids, salts and orders."""
    environment: Mapping[str, str]
    here: Path
    config_folder: Path
    data_folder: Path
    cache_folder: Path | None = None
    """Where what was read is kept; None does without."""
    apart: Random | None = None
    """Another random source, for what is shared in files: nothing private draws from it. None where nothing is."""


def settings_of(options: argparse.Namespace, surroundings: Surroundings) -> Settings:
    """The settings of this run; the language is in use from here on."""
    settings = resolve(
        libraries=getattr(options, "library", []),
        database=getattr(options, "db", None),
        member=getattr(options, "member", None),
        lang=getattr(options, "lang", None),
        environment=surroundings.environment,
        here=surroundings.here,
        config_folder=surroundings.config_folder,
        data_folder=surroundings.data_folder,
    )
    i18n.use(settings.lang)
    # What a variable or config.toml says holds for the next command too.
    speak_of(settings.database if "db" in settings.said and settings.said["db"].source is Source.OPTION else None)
    return _of_demo(settings, options) if is_demo(settings.database) else settings


def _of_demo(settings: Settings, options: argparse.Namespace) -> Settings:
    """The settings of a run on a demo: it is about the starter courses, and about nobody of this machine."""
    from tui.demo.people import YOU  # noqa: PLC0415 - most runs are on no demo

    libraries = settings.libraries if getattr(options, "library", []) else STARTER_COURSES
    named = getattr(options, "member", None)
    return replace(settings, libraries=libraries, usual=(), member=named or YOU, named=bool(named))


def require_folder(folder: Path) -> None:
    """See to it that there is a folder to write into: where it is not, a disk is not mounted, or a name mistyped.

    Raises:
        WrongUsageError: it is not there.
    """
    if not folder.is_dir():
        raise WrongUsageError(
            _("There is no folder {path}. Make it, mount its disk, or mend the path.").format(path=folder)
        )


def tell_of_demo() -> None:
    """Say beside the data that none of it is real."""
    tell(_("Demo: these people are made up, and so is everything they did."))


@contextmanager
def opened(settings: Settings, surroundings: Surroundings, *, fresh: bool = False) -> Iterator[Study]:
    """A study on the settings' library and database, closed afterwards; begun `fresh` where a database was lost.

    Raises:
        UnusableError: the database or a library cannot be used.
        WrongUsageError: a library does not exist.
    """
    for root in settings.libraries:
        if not root.is_dir():
            raise WrongUsageError(
                _("There is no folder {path}. Name an existing one with --library.").format(path=root)
            )
    try:
        database = open_database(settings.database, now=surroundings.now, fresh=fresh)
    except StoreError as problem:
        raise UnusableError(problem.text(_)) from problem
    folder = surroundings.cache_folder
    with database, closing(Cache(folder)) if folder else nullcontext() as cache:
        if database.demo:
            tell_of_demo()
        study = Study(
            settings.libraries,
            database,
            now=surroundings.now,
            random=surroundings.random,
            apart=surroundings.apart,
            cache=cache,
            said=settings.said,
            config=settings.config,
            lang=settings.lang,
            problems=settings.problems,
            others=[root for root in settings.usual if root not in settings.libraries],
        )
        try:
            yield study
        except (StoreError, LessonError) as problem:
            raise UnusableError(problem.text(_)) from problem
        else:
            if database.unwritable:  # what cannot be done for it says so by itself
                tell(database.unwritable.text(_))
            study.keep_time()
            _back_up(study)
        finally:
            study.keep_time()
            study.close_elsewhere()


def _back_up(study: Study) -> None:
    """Make today's backup where that is not done yet, behind all that was said; nothing fails for want of it."""
    if sys.stdout is not None:
        sys.stdout.flush()
    try:
        study.back_up()
    except StoreError as problem:
        tell(_("Today's backup could not be made: {reason}").format(reason=problem.text(_)))


@contextmanager
def joined(options: argparse.Namespace, surroundings: Surroundings) -> Iterator[Study]:
    """A study with its member: created on a database without members, else known by name.

    Raises:
        WrongUsageError: nobody here has that name, or nothing has one that the command was given.
    """
    settings = options.settings = settings_of(options, surroundings)
    for problem in settings.problems:
        tell(problem)
    with opened(settings, surroundings) as study:
        try:
            study.join(settings.member, named=settings.named)
        except UnknownMember as unknown:
            raise WrongUsageError(unknown.text(_)) from unknown
        try:
            yield study
        except Unknown as unknown:
            raise WrongUsageError(str(unknown)) from unknown
        try:
            study.let_go()
        except StoreError as problem:  # what was asked for has been done
            tell(problem.text(_))
