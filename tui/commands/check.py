"""`check`: the problems of courses, each with its place and its fix."""

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from lessons.errors import LessonError
from lessons.model import Kind
from lessons.problem import Problem, Severity
from store.errors import StoreError
from tui.checking import Checked, check_path, course_above
from tui.commands.impact import impact_json, say_impact
from tui.commands.output import in_colour, room, say_json, tell
from tui.commands.problems import Teller, sum_words, table
from tui.commands.wording import problem_json
from tui.i18n import _, count
from tui.impact import Impact, impact
from tui.start import Surroundings, WrongUsageError, settings_of


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Check courses; 1 where there is an error (with `--strict`: or a warning)."""
    settings = settings_of(options, surroundings)
    # Inside a course what is meant is the course, as it is for a file of it; elsewhere the library.
    here = [Path()] if course_above(surroundings.here) and not getattr(options, "library", None) else []
    paths = [Path(path) for path in options.paths] or here or list(settings.libraries)
    if options.write_ids:
        _write_ids(paths)
    kind = kind_named(options)
    checked = [_check(path, kind) for path in paths]
    for path, one in zip(paths, checked, strict=True):
        if not one.files:
            raise WrongUsageError(_("There is no Markdown file in {path}.").format(path=path))
    problems = [problem for one in checked for problem in one.problems]
    worst = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    findings = int(any(problem.severity in worst for problem in problems))
    impacts = _impacts(settings.database, checked)
    if options.json:
        say_json(
            {
                "files": sum(one.files for one in checked),
                "problems": [
                    {**problem_json(problem), "path": _shown_path(one, problem), "severity": problem.severity.value}
                    for one in checked
                    for problem in one.problems
                ],
                "impact": None
                if impacts is None
                else [
                    impact_json(impact, partial(_shown, one))
                    for one, found in zip(checked, impacts, strict=True)
                    for impact in found
                ],
            }
        )
        return findings
    colour = not options.plain and in_colour(surroundings.environment)
    teller = Teller(colour=colour, room=room())
    for one in checked:
        teller.say(one.problems, partial(_shown_path, one))
    for one, found in zip(checked, impacts or (), strict=impacts is not None):
        say_impact(found, partial(_shown, one))
    _tell_sum(problems, sum(one.files for one in checked))
    return findings


def kind_named(options: argparse.Namespace) -> Kind | None:
    """What the files that are named are to be read as; None where their names and front matter tell."""
    return Kind(options.kind) if options.kind else None


def _check(path: Path, kind: Kind | None) -> Checked:
    if not path.exists():
        raise WrongUsageError(_("There is no file or folder {path}.").format(path=path))
    try:
        return check_path(path, kind)
    except LessonError as problem:
        raise WrongUsageError(problem.text(_)) from problem


def _write_ids(paths: Sequence[Path]) -> None:
    from tui.commands.ids import write_ids  # noqa: PLC0415 - only who asks for it should be able to write

    for path in paths:
        try:
            write_ids(path)
        except LessonError as problem:
            raise WrongUsageError(problem.text(_)) from problem


def _shown_path(checked: Checked, problem: Problem) -> str:
    """Where a problem is, as the trainer named it."""
    return _shown(checked, problem.path)


def _shown(checked: Checked, path: str) -> str:
    """A file, as the trainer named it."""
    return str(checked.path) if not checked.path.is_dir() or not path else str(checked.path / path)


def _impacts(database: Path, checked: Sequence[Checked]) -> list[tuple[Impact, ...]] | None:
    """What the edits do to what is recorded; None where no database is at hand, or it cannot be read."""
    try:
        found = [impact(database, one.library, one.only) for one in checked]
    except StoreError as problem:
        tell(problem.text(_))
        return None
    told = [one for one in found if one is not None]
    return told if len(told) == len(checked) else None


def _tell_sum(problems: Sequence[Problem], files: int) -> None:
    for row in table(problems):
        tell(f"  {row}")
    looked = count("{n} file checked", "{n} files checked", files)
    if not problems:
        tell(_("{looked}: nothing to mend.").format(looked=looked))
    else:
        tell(_("{looked}: {sum}.").format(looked=looked, sum=sum_words(problems)))
