"""`check`: the problems of courses, each with its place and its fix."""

import argparse
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from lessons.errors import LessonError
from lessons.problem import Problem, Severity
from tui.checking import Checked, check_path
from tui.commands.output import say, say_json, tell
from tui.commands.wording import problem_json
from tui.i18n import _, count
from tui.start import Surroundings, WrongUsageError, settings_of


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Check courses; 1 where there is an error (with `--strict`: or a warning)."""
    paths = [Path(path) for path in options.paths] or list(settings_of(options, surroundings).libraries)
    checked = [_check(path) for path in paths]
    for path, one in zip(paths, checked, strict=True):
        if not one.files:
            raise WrongUsageError(_("There is no Markdown file in {path}.").format(path=path))
    problems = [problem for one in checked for problem in one.problems]
    worst = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    findings = int(any(problem.severity in worst for problem in problems))
    if options.json:
        say_json(
            {
                "files": sum(one.files for one in checked),
                "problems": [
                    {**problem_json(problem), "path": _shown_path(one, problem), "severity": problem.severity.value}
                    for one in checked
                    for problem in one.problems
                ],
            }
        )
        return findings
    for one in checked:
        _say_problems(one)
    _tell_sum(problems, sum(one.files for one in checked))
    return findings


def _check(path: Path) -> Checked:
    if not path.exists():
        raise WrongUsageError(_("There is no file or folder {path}.").format(path=path))
    try:
        return check_path(path)
    except LessonError as problem:
        raise WrongUsageError(problem.text(_)) from problem


def _shown_path(checked: Checked, problem: Problem) -> str:
    return str(checked.root / problem.path) if problem.path else str(checked.root)


def _say_problems(checked: Checked) -> None:
    for path, problems in groupby(checked.problems, key=lambda problem: _shown_path(checked, problem)):
        for problem in problems:
            say(f"{path}:{problem.line}:{problem.column} {problem.code} {problem.message(_)}")
            if problem.source.strip():
                say(f"    | {problem.source.strip()}")
            say("    " + _("Fix: {fix}").format(fix=problem.fix(_)))
        say()


def _tell_sum(problems: Sequence[Problem], files: int) -> None:
    tally = Counter(problem.severity for problem in problems)
    looked = count("{n} file checked", "{n} files checked", files)
    if not problems:
        tell(_("{looked}: nothing to mend.").format(looked=looked))
        return
    tell(
        _("{looked}: {errors}, {warnings}, {notes}.").format(
            looked=looked,
            errors=count("{n} error", "{n} errors", tally[Severity.ERROR]),
            warnings=count("{n} warning", "{n} warnings", tally[Severity.WARNING]),
            notes=count("{n} note", "{n} notes", tally[Severity.INFORMATION]),
        )
    )
