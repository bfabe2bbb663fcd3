"""`check`: the problems of courses, each with its place and its fix."""

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from lessons.errors import LessonError
from lessons.model import Kind
from lessons.problem import Problem, Severity
from tui.checking import Checked, check_paths, course_above
from tui.commands.annotations import annotation
from tui.commands.impact import impact_json, impacts, say_impact
from tui.commands.output import in_colour, room, say, say_json
from tui.commands.problems import Teller, sum_words, table
from tui.commands.wording import problem_json
from tui.i18n import _, count
from tui.impact import Impact
from tui.start import Surroundings, WrongUsageError, settings_of


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Check courses; 1 where there is an error (with `--strict`: or a warning)."""
    settings = settings_of(options, surroundings)
    # Inside a course what is meant is the course, as it is for a file of it; elsewhere the library.
    here = [Path()] if course_above(surroundings.here) and not getattr(options, "library", None) else []
    paths = (
        [Path(path) for path in options.paths]
        or here
        or [_below(surroundings.here, root) for root in settings.libraries]
    )
    if options.write_ids:
        _write_ids(paths)
    checked = _check(paths, kind_named(options), settings.libraries)
    for path, one in zip(paths, checked, strict=True):
        if not one.files:
            raise WrongUsageError(_("There is no Markdown file in {path}.").format(path=path))
    problems = [problem for one in checked for problem in one.problems]
    worst = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    told = impacts(settings.database, checked)
    match "json" if options.json else options.format:
        case "json":
            say_json(_json(checked, told))
        case "github":
            for one in checked:
                for problem in one.problems:
                    say(annotation(problem, _path_in_repository(one, problem), strict=options.strict))
            _say_sum(problems, checked)
        case _:
            colour = not options.plain and in_colour(surroundings.environment)
            teller = Teller(colour=colour, room=room(), every=options.all)
            for one in checked:
                teller.say(one.problems, partial(_shown_path, one))
            for one, found in zip(checked, told or (), strict=told is not None):
                say_impact(found, partial(_shown, one))
            _say_sum(problems, checked)
            if teller.held_back:
                say(_("To see each of them: {command}").format(command="fivefold check --all"))
    return int(any(problem.severity in worst for problem in problems))


def _below(here: Path, path: Path) -> Path:
    """A path as one writes it from where one stands; as it is, where it does not lie below that."""
    return path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path


def kind_named(options: argparse.Namespace) -> Kind | None:
    """What the files that are named are to be read as; None where their names and front matter tell."""
    return Kind(options.kind) if options.kind else None


def _check(paths: Sequence[Path], kind: Kind | None, libraries: Sequence[Path]) -> tuple[Checked, ...]:
    for path in paths:
        if not path.exists():
            raise WrongUsageError(_("There is no file or folder {path}.").format(path=path))
    try:
        return check_paths(paths, kind, libraries)
    except LessonError as problem:
        raise WrongUsageError(problem.text(_)) from problem


def _json(checked: Sequence[Checked], told: Sequence[Sequence[Impact]] | None) -> dict[str, object]:
    return {
        "files": sum(one.files for one in checked),
        "problems": [
            {**problem_json(problem), "path": _shown_path(one, problem), "severity": problem.severity.value}
            for one in checked
            for problem in one.problems
        ],
        "impact": None
        if told is None
        else [
            impact_json(each, partial(_shown, one)) for one, found in zip(checked, told, strict=True) for each in found
        ],
    }


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


def _path_in_repository(checked: Checked, problem: Problem) -> str:
    """The same, relative to the folder that the command runs in where it lies below it."""
    path = Path(_shown_path(checked, problem))
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _say_sum(problems: Sequence[Problem], checked: Sequence[Checked]) -> None:
    """What it comes to: a part of the data, so that a pager or a file has it too."""
    for row in table(problems):
        say(f"  {row}")
    looked = count("{n} file checked", "{n} files checked", sum(one.files for one in checked))
    if not problems:
        say(_("{looked}: nothing to mend.").format(looked=looked))
    else:
        say(_("{looked}: {sum}.").format(looked=looked, sum=sum_words(problems)))
