"""What is wrong with a file of a course, where, and what to do about it."""

from collections.abc import Callable, Mapping
from dataclasses import field
from enum import StrEnum
from types import MappingProxyType

from lessons.light import dataclass

ONE_OF = "one of "
"""Before the words that a key can have."""

_LISTED = ("ids", "known", "lines", "names")
"""What fills a wording with several names or numbers, and a comma between them."""
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Severity(StrEnum):
    """How much a finding matters: an error keeps something from being studied, a warning does not."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of problem: its stable code and its wording."""

    code: str
    """`E-`, `W-` or `I-` and a name, the same in every language."""
    message: str
    """What is wrong, in English, with `{names}` that a problem's values fill. Translated by whoever shows it."""
    fix: str
    """What to do about it: one line, imperative."""

    @property
    def severity(self) -> Severity:
        """The severity that the first letter of the code stands for."""
        return {"E": Severity.ERROR, "W": Severity.WARNING}.get(self.code[0], Severity.INFORMATION)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding at one place of one file."""

    path: str
    """Relative to the library's root, with `/`."""
    line: int
    """1-based; 0 speaks of the whole file."""
    column: int
    """1-based."""
    finding: Finding = field(compare=False)
    source: str = field(default="", compare=False)
    """The offending line as it stands in the file, cleaned."""
    values: Mapping[str, str] = field(default_factory=lambda: _NOTHING, compare=False)
    """What fills the names in the wording."""

    @property
    def code(self) -> str:
        """The finding's stable code."""
        return self.finding.code

    @property
    def severity(self) -> Severity:
        """The finding's severity."""
        return self.finding.severity

    def message(self, translate: Callable[[str], str] = str) -> str:
        """What is wrong, in the language of `translate`."""
        return translate(self.finding.message).format_map(self._spoken(translate))

    def fix(self, translate: Callable[[str], str] = str) -> str:
        """What to do about it, in the language of `translate`."""
        return translate(self.finding.fix).format_map(self._spoken(translate))

    def _spoken(self, translate: Callable[[str], str]) -> dict[str, str]:
        """What fills the names; what a key is expected to be is told in words of ours, the rest is the author's."""
        comma = translate(", ")
        listed = {name: self.values[name].replace(", ", comma) for name in _LISTED if name in self.values}
        expected = self.values.get("expected")
        if expected is None:
            return {**self.values, **listed}
        if not expected.startswith(ONE_OF):
            return {**self.values, "expected": translate(expected)}
        words = expected.removeprefix(ONE_OF).split(", ")
        return {**self.values, "expected": translate(ONE_OF) + comma.join(words)}
