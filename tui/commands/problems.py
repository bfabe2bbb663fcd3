"""Problems of content in lines: where, what, the line itself, what to do; and what they come to.

Each begins its line with `file:line:column code`, so that editors and `grep` can jump.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from lessons.problem import Finding, Problem, Severity
from tui.commands.output import Ink, say_inked
from tui.excerpt import excerpt
from tui.i18n import _, count, listed

INKS: Mapping[Severity, Ink] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "note"}
_BAR = "    | "
_FEW_OF_A_CODE = 3
"""Problems of one kind in one file that are said one by one."""
_ALL = 1_000_000
_MOST_LINES = 12
"""Numbers of lines that are said of the others."""
_FEW = 50
"""Problems that can be looked over without a table of their codes."""


class Teller:
    """Says problems, file by file, and nothing twice: a line with two problems stands once, and so does a fix.

    Where a file has one kind of problem many times, the first few are said and the lines of the others: they would
    drown the rest.
    """

    def __init__(self, *, colour: bool, room: int, every: bool = False, aside: bool = False) -> None:
        """Say them in colour or without, in lines of so many cells.

        Args:
            colour: Whether there is any.
            room: Cells of a line.
            every: Say each problem, however often a file has its kind.
            aside: They are messages, beside the data.
        """
        self._colour = colour
        self._aside = aside
        self._room = room
        self._every = every
        self._told: set[str] = set()
        """The fixes of notes, for the whole run: they hold for many files alike."""
        self.held_back = 0
        """Problems of which only the line was said."""

    def say(self, problems: Sequence[Problem], shown: Callable[[Problem], str]) -> None:
        """Say problems that are sorted by file and line; a blank line ends each file.

        Args:
            problems: Of one library.
            shown: The path of a problem as the trainer knows it.
        """
        for path, of_file in groupby(problems, key=shown):
            told: set[str] = set()
            said, rest = _few_of_each(list(of_file), _ALL if self._every else _FEW_OF_A_CODE)
            for _line, together in groupby(said, key=lambda problem: (problem.line, problem.source)):
                self._say_line(path, list(together), told)
            for repeated in rest.values():
                self._say_rest(path, repeated)
            self._inked()

    def _say_rest(self, path: str, problems: Sequence[Problem]) -> None:
        """Say where one kind of problem is found again."""
        self.held_back += len(problems)
        lines = list(dict.fromkeys(str(problem.line) for problem in problems))
        shown = listed([*lines[:_MOST_LINES], *(["..."] if len(lines) > _MOST_LINES else [])])
        more = _("... and {n} more (line {lines})") if len(lines) == 1 else _("... and {n} more (lines {lines})")
        first = problems[0]
        self._inked(
            (path, "strong"),
            (f":{first.line}:{first.column} ", "muted"),
            (first.code, INKS[first.severity]),
            f" {more.format(n=len(problems), lines=shown)}",
        )

    def _say_line(self, path: str, problems: Sequence[Problem], told: set[str]) -> None:
        """Say the problems of one line of a file."""
        for problem in problems:
            self._inked(
                (path, "strong"),
                (f":{problem.line}:{problem.column} ", "muted"),
                (problem.code, INKS[problem.severity]),
                f" {problem.message(_)}",
            )
        shown = excerpt(problems[0].source, [problem.column for problem in problems], self._room - len(_BAR))
        if shown.text:
            self._inked((_BAR, "muted"), shown.text)
        if shown.marks:
            self._inked((_BAR, "muted"), (shown.marks, INKS[_worst(problems)]))
        for problem in problems:
            fix = problem.fix(_)
            known = self._told if problem.severity is Severity.INFORMATION else told
            if fix not in known:
                known.add(fix)
                self._inked("    ", (_("Fix: {fix}").format(fix=fix), "fix"))

    def _inked(self, *parts: str | tuple[str, Ink]) -> None:
        say_inked(*parts, colour=self._colour, aside=self._aside)


def _few_of_each(problems: Sequence[Problem], few: int) -> tuple[list[Problem], dict[Finding, list[Problem]]]:
    """The first few problems of each kind, and by their kind those that are left."""
    said: list[Problem] = []
    met: Counter[Finding] = Counter()
    rest: dict[Finding, list[Problem]] = {}
    for problem in problems:
        met[problem.finding] += 1
        (said if met[problem.finding] <= few else rest.setdefault(problem.finding, [])).append(problem)
    return said, rest


def _worst(problems: Sequence[Problem]) -> Severity:
    return min((problem.severity for problem in problems), key=list(Severity).index)


def sum_words(problems: Sequence[Problem]) -> str:
    """How many errors, warnings and notes there are."""
    tally = Counter(problem.severity for problem in problems)
    return _("{errors}, {warnings}, {notes}").format(
        errors=count("{n} error", "{n} errors", tally[Severity.ERROR]),
        warnings=count("{n} warning", "{n} warnings", tally[Severity.WARNING]),
        notes=count("{n} note", "{n} notes", tally[Severity.INFORMATION]),
    )


def table(problems: Sequence[Problem]) -> list[str]:
    """The codes and how often each was found, errors first; nothing where the problems can be looked over."""
    if len(problems) <= _FEW:
        return []
    order = {severity: place for place, severity in enumerate(Severity)}
    found = Counter((order[problem.severity], problem.code) for problem in problems)
    rows = sorted(found.items(), key=lambda row: (row[0][0], -row[1], row[0][1]))
    width = len(str(max(found.values())))
    return [f"{number:{width}} {code}" for (_place, code), number in rows]
