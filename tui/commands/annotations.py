"""Problems as the workflow commands of GitHub Actions, which shows each at its line of the change.

The form: https://docs.github.com/actions/reference/workflow-commands. What is foreign in it is escaped, so that it ends
no line and begins no command of its own.
"""

from collections.abc import Mapping

from lessons.clean import clean
from lessons.problem import Problem, Severity
from tui.i18n import _

_LEVELS: Mapping[Severity, str] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "notice"}
_OF_A_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_OF_A_PROPERTY = _OF_A_TEXT | str.maketrans({":": "%3A", ",": "%2C"})


def annotation(problem: Problem, path: str, *, strict: bool = False) -> str:
    """One problem as one line.

    Args:
        problem: What is wrong; one of a whole file has no line.
        path: Relative to the repository's root.
        strict: Whether warnings count as errors.
    """
    severity = Severity.ERROR if strict and problem.severity is Severity.WARNING else problem.severity
    place = {"file": path}
    if problem.line:
        place |= {"line": str(problem.line), "col": str(problem.column)}
    place["title"] = problem.code
    properties = ",".join(f"{name}={clean(value).translate(_OF_A_PROPERTY)}" for name, value in place.items())
    text = f"{problem.message(_)}\n{_('Fix: {fix}').format(fix=problem.fix(_))}"
    return f"::{_LEVELS[severity]} {properties}::{clean(text).translate(_OF_A_TEXT)}"
