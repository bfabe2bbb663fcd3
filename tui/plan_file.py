"""A plan as a file: which group studies what by when. It can live beside the course, and says nothing about a person.

TOML, or Markdown with the same in its front matter (`+++` around TOML, `---` around YAML) and prose for people below:

    group = "Night shift"

    [[course]]
    id = "leading"
    from = 2027-01-04
    due = 2027-03-31
    days = "mon..fri"
    announced = ["06-effect"]
    target = 75

    [course.targets]
    effect = 80

    [course.lessons]
    07-reading-a-dashboard = 2027-04-14

    [course.quizzes]
    06-effect = 2027-03-31

A plan of one course may name it in the first line, `course = "leading"`, with all of this below, without tables for it.
Of a course that is assigned already, targets, announced quizzes and days of quizzes stay where the file has no such
key; `target = "none"` and an empty list or table take them away.

With `due` every lesson of the course is assigned: on that day, or spread evenly from `from` on, over the weekdays in
`days` where it is there, but for those in `lessons`, which have days of their own. Without `due` those in `lessons`
are all. `lessons` may be a list of names: then `due` is for these alone. Here is how it is read and written; what a
library makes of it is in `plan_settling`. Pure.
"""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from lessons.clean import clean, unify_line_ends
from lessons.front_matter import read_front_matter
from store.projections.groups import Plan
from tui.i18n import _, listed
from tui.plan_days import A_DAY, ANY_DAY, why_no_day
from tui.unknown import nearest

LONGEST = 256 * 1024
"""Characters of a plan that is read."""
PROSE = re.compile(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$", re.DOTALL | re.MULTILINE)
"""TOML at the head of a Markdown file; prose is what follows."""
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")
_WORDS = ("group", "course")
KEEPS = ("target", "targets", "announced", "quizzes")
"""What stays as it is where a course is assigned already and the file has no such key for it."""
OF_COURSE = ("id", "from", "due", "days", "lessons", "quizzes", "announced", "target", "targets")
"""What can be said of a course."""


@dataclass(frozen=True, slots=True)
class PlanProblem:
    """What is wrong with a plan, where, and what to do about it."""

    path: str
    line: int
    """1-based; 0 speaks of the whole file."""
    message: str
    """With what to do about it."""

    def __str__(self) -> str:
        """In one line, as checks of files have it."""
        return f"{self.path}:{self.line}: {self.message}" if self.line else f"{self.path}: {self.message}"


class PlanFileError(Exception):
    """A plan that cannot be taken as it is: nothing of it was."""

    def __init__(self, problems: Sequence[PlanProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda one: one.line))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(slots=True)
class PlanFile:
    """A plan as it was read, before anybody looked whether a library has what it names."""

    path: str
    group: str
    """Empty where it names none."""
    courses: Sequence[Mapping[str, object]]
    lines: Sequence[str]
    """Of the file."""
    problems: list[PlanProblem] = field(default_factory=list)

    def line_of(self, word: str, course: int | None = None) -> int:
        """The first line with a word, from that on which names a course by its place; 0 where there is none."""
        begin = 0
        if course is not None:
            name = self.courses[course].get("id")
            begin = max(0, self.line_of(str(name)) - 1) if isinstance(name, str) else 0
        whole = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
        return next((number for number, line in enumerate(self.lines[begin:], begin + 1) if whole.search(line)), begin)

    def refuse(self, line: int, message: str) -> None:
        """Note what is wrong; the rest is looked at, too, so that all of it is said at once."""
        self.problems.append(PlanProblem(self.path, line, message))


def read_plan(path: str, text: str) -> PlanFile:
    """What a file says, by its path a Markdown file or TOML.

    Raises:
        PlanFileError: it cannot be read, or says something that no plan has.
    """
    text = clean(unify_line_ends(text.removeprefix("\ufeff")))
    lines = text.split("\n")
    if len(text) > LONGEST:
        raise PlanFileError([PlanProblem(path, 0, _("It is longer than {most} characters.").format(most=LONGEST))])
    wrong: list[PlanProblem] = []
    values = _values(path, text, wrong)
    group = values.get("group", "")
    courses = values.get("course", ())
    if isinstance(courses, str):  # the only one: all that is said is said of it
        courses = [{"id": courses, **{key: value for key, value in values.items() if key in OF_COURSE}}]
        values = {key: value for key, value in values.items() if key not in OF_COURSE}
    plan = PlanFile(path, group if isinstance(group, str) else "", (), lines, wrong)
    for key in values:
        if key in OF_COURSE:
            said = _("{key} is said of a course: put it below the id of one, before its tables.")
            plan.refuse(plan.line_of(key), said.format(key=key))
        elif key not in _WORDS:
            plan.refuse(plan.line_of(key), _unknown_key(key, _WORDS))
    if not isinstance(group, str):
        plan.refuse(plan.line_of("group"), _('group is the name of a group, as in: group = "Night shift"'))
    if not isinstance(courses, list) or not courses or not all(isinstance(one, dict) for one in courses):
        plan.refuse(plan.line_of("course"), _('It assigns no course. Write the id of one, as in: course = "leading"'))
        courses = []
    plan.courses = courses
    for place, course in enumerate(courses):
        for key in course:
            if key not in OF_COURSE:
                plan.refuse(plan.line_of(key, place), _unknown_key(key, OF_COURSE))
    if plan.problems and not (courses and isinstance(group, str)):  # nothing more can be looked at
        raise PlanFileError(plan.problems)
    return plan


def _values(path: str, text: str, wrong: list[PlanProblem]) -> Mapping[str, object]:
    """What the TOML or the front matter of a file says; days that no calendar has are noted, and the rest is read."""
    before = 0
    if path.casefold().endswith((".md", ".markdown")):
        fenced = PROSE.match(text)
        if fenced is None:
            front, problems = read_front_matter(path, text)
            if problems:
                raise PlanFileError([PlanProblem(path, one.line, f"{one.message(_)} {one.fix(_)}") for one in problems])
            return front.values
        text, before = fenced[1], 1
    text = _with_days(path, text, before, wrong)
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = _PLACE.search(str(error))
        line = int(found[1]) + before if found and found[1] else text.count("\n") + 1 + before
        reason = _PLACE.sub("", str(error))
        raise PlanFileError(
            [*wrong, PlanProblem(path, line, _("This is no TOML: {reason}.").format(reason=reason))]
        ) from error


def _with_days(path: str, text: str, before: int, wrong: list[PlanProblem]) -> str:
    """The text with another day for each that no calendar has, and what is wrong with each of these noted."""
    lines = text.split("\n")
    for number, line in enumerate(lines):

        def instead(found: re.Match[str], line: str = line, number: int = number) -> str:
            ahead = line[: found.start()]
            if "#" in ahead or ahead.count('"') % 2 or ahead.count("'") % 2:
                return found[0]
            said = why_no_day(found)
            if not said:
                return found[0]
            place = _("column {column}: {said}").format(column=found.start() + 1, said=said)
            wrong.append(PlanProblem(path, number + 1 + before, place))
            return ANY_DAY

        lines[number] = A_DAY.sub(instead, line)
    return "\n".join(lines)


def _unknown_key(key: str, known: Sequence[str]) -> str:
    near = nearest(key, known)
    if near:
        return _("A plan has no {key}. Did you mean {nearest}?").format(key=repr(key), nearest=repr(near))
    return _("A plan has no {key}: it has {known}.").format(key=repr(key), known=listed(known))


def write_plan(group: str, plans: Sequence[Plan]) -> str:
    """Plans of a group as TOML that reads as the same."""
    parts = [f"group = {_literal(group)}\n"]
    for plan in plans:
        before = f"{plan.course}/"
        part = ["[[course]]", f"id = {_literal(plan.course)}"]
        if plan.target is not None:
            part.append(f"target = {_percentage(plan.target)}")
        if plan.announced:
            names = ", ".join(_literal(key.removeprefix(before)) for key in plan.announced)
            part.append(f"announced = [{names}]")
        tables: Mapping[str, Mapping[str, object]] = {
            "targets": {name: _percentage(share) for name, share in plan.targets.items()},
            "lessons": {key.removeprefix(before): day for key, day in plan.due.items()},
            "quizzes": {key.removeprefix(before): day for key, day in plan.quizzes.items()},
        }
        for name, table in tables.items():
            if table or name == "lessons":
                part += ["", f"[course.{name}]", *(f"{_key_of(key)} = {value}" for key, value in table.items())]
        parts.append("\n".join(part) + "\n")
    return "\n".join(parts)


def _literal(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")  # a string of JSON is one of TOML


def _key_of(text: str) -> str:
    return text if re.fullmatch(r"[A-Za-z0-9_-]+", text) else _literal(text)


def _percentage(share: float) -> str:
    """A share as a percentage of which reading makes the very same share."""
    number = Decimal(repr(share)) * 100
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return _literal(f"{text}%") if 0 < number < 1 else text


def read_share(words: str) -> float | None:
    """The share that a percentage names, 0 to 1; None where words name none, or it is doubtful which."""
    try:
        number = Decimal(words.removesuffix("%"))
    except InvalidOperation:
        return None
    # A bare 0.8 is more likely meant as 80 % than as less than one.
    doubtful = number.is_finite() and 0 < number < 1 and not words.endswith("%")
    if not number.is_finite() or not 0 <= number <= 100 or doubtful:  # noqa: PLR2004 - of percentages
        return None
    return float(number / 100)
