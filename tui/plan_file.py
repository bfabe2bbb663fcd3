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
are all. `lessons` may be a list of names: then `due` is for these alone. Pure: a file's text and a library come in,
plans go out.
"""

import json
import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from lessons.clean import clean, unify_line_ends
from lessons.front_matter import read_front_matter
from lessons.model import Lesson
from quizzes.library import CourseContents, Library, names_of
from quizzes.model import Quiz
from store.days import FIRST_DAY, LAST_DAY
from store.events import PlanSet
from store.projections.groups import Plan
from tui.i18n import _
from tui.pace import read_weekdays
from tui.unknown import nearest

LONGEST = 256 * 1024
"""Characters of a plan that is read."""
WEEKEND = frozenset({5, 6})
"""Days of the week, Monday 0."""
PROSE = re.compile(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$", re.DOTALL | re.MULTILINE)
"""TOML at the head of a Markdown file; prose is what follows."""
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")
_A_DAY = re.compile(r"(?<![\w.:-])([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?![\w-])")
_ANY_DAY = "9999-12-31"
"""Stands for one that is no day, so that all else that is wrong is found with it."""
_MONTHS = 12
NONE = "none"
"""Given as a target: none is set, whatever was before."""
_WORDS = ("group", "course")
KEEPS = ("target", "targets", "announced", "quizzes")
"""What stays as it is where a course is assigned already and the file has no such key for it."""
_COURSE = ("id", "from", "due", "days", "lessons", "quizzes", "announced", "target", "targets")


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
        courses = [{"id": courses, **{key: value for key, value in values.items() if key in _COURSE}}]
        values = {key: value for key, value in values.items() if key not in _COURSE}
    plan = PlanFile(path, group if isinstance(group, str) else "", (), lines, wrong)
    for key in values:
        if key in _COURSE:
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
            if key not in _COURSE:
                plan.refuse(plan.line_of(key, place), _unknown_key(key, _COURSE))
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
            said = _why_no_day(found)
            if not said:
                return found[0]
            place = _("column {column}: {said}").format(column=found.start() + 1, said=said)
            wrong.append(PlanProblem(path, number + 1 + before, place))
            return _ANY_DAY

        lines[number] = _A_DAY.sub(instead, line)
    return "\n".join(lines)


def why_too_far(day: date) -> str:
    """Why a day cannot be recorded, in a sentence; empty where it can."""
    if FIRST_DAY <= day <= LAST_DAY:
        return ""
    return _("{day} is too far off: a day lies between {first} and {last}.").format(
        day=day.isoformat(), first=FIRST_DAY.isoformat(), last=LAST_DAY.isoformat()
    )


def _why_no_day(found: re.Match[str]) -> str:
    """What is wrong with what looks like a day, and what to write; empty where it is one."""
    year, month, day = map(int, found.groups())
    try:
        right = date(year, month, day).isoformat()
    except ValueError:
        right = ""
    if right == found[0]:
        return why_too_far(date(year, month, day))
    if right:
        return _("{day} is written as {right}.").format(day=found[0], right=right)
    if not 1 <= month <= _MONTHS:
        said = _("{day} is no day: there is no month {month}. Write the year, the month, the day: 2027-04-14.")
        return said.format(day=found[0], month=month)
    return _("{day} is no day: month {month} of that year does not have it.").format(day=found[0], month=month)


def _unknown_key(key: str, known: Sequence[str]) -> str:
    near = nearest(key, known)
    if near:
        return _("A plan has no {key}. Did you mean {nearest}?").format(key=repr(key), nearest=repr(near))
    return _("A plan has no {key}: it has {known}.").format(key=repr(key), known=", ".join(known))


# From the file to plans


def settle_each(
    plan: PlanFile, library: Library, now: Sequence[Plan], today: date
) -> Mapping[int, tuple[PlanSet, CourseContents]]:
    """The plans that can be made of a file, with their courses, by the places of these in it.

    What is wrong with the others is among the problems of the file then. The arguments are those of `settle`.
    """
    found: dict[int, tuple[PlanSet, CourseContents]] = {}
    for place in range(len(plan.courses)):
        settling = _Settling(plan, place, library, now, today)
        one = settling.settled()
        if one is None or settling.contents is None:
            continue
        if any(one.course == other.course for other, _contents in found.values()):
            plan.refuse(plan.line_of(one.course, place), _("The course stands here twice. Put the two together."))
        else:
            found[place] = one, settling.contents
    return found


def settle(plan: PlanFile, library: Library, now: Sequence[Plan], today: date) -> tuple[PlanSet, ...]:
    """The plans that a file asks for, one for each of its courses.

    Args:
        plan: the file.
        library: that has the courses.
        now: the plans of the group.
        today: the study day: no day before it is set anew, though one that is set already may stay.

    Raises:
        PlanFileError: all that is wrong with it.
    """
    found = settle_each(plan, library, now, today)
    if plan.problems:
        raise PlanFileError(plan.problems)
    return tuple(one for one, _contents in found.values())


class _Settling:
    """What a file says of one course, on its way to a plan."""

    def __init__(self, plan: PlanFile, place: int, library: Library, now: Sequence[Plan], today: date) -> None:
        self.plan, self.place, self.today = plan, place, today
        self.said = plan.courses[place]
        self.contents = self._course(library)
        course = self.contents.course.id if self.contents else ""
        self.now = next((one for one in now if one.course == course), None)
        self.lessons: Mapping[str, str] = {}
        self.quizzes: Mapping[str, str] = {}

    def settled(self) -> PlanSet | None:
        """The plan; None where something is wrong with it, which was noted."""
        contents, before = self.contents, len(self.plan.problems)
        if contents is None:
            return None
        course = contents.course
        self.lessons = names_in(contents.lessons, contents, self.now.due if self.now else ())
        known = [*self.now.announced, *self.now.quizzes] if self.now else []
        self.quizzes = names_in(contents.quizzes, contents, known)
        due = self._due()
        announced = [key for name in self._list("announced") if (key := self._quiz(name))]
        quizzes = self._days("quizzes", self._quiz)
        if self.now and "announced" not in self.said:
            announced = list(self.now.announced)
        if self.now and "quizzes" not in self.said:
            quizzes = dict(self.now.quizzes)
        dimensions = {one.id: one.id for one in course.dimensions}
        targets: dict[str, float] = {}
        for name, value in self._table("targets").items():
            if name in dimensions or (self.now and name in self.now.targets):
                share = self._share(name, value)
                targets |= {} if share is None else {name: share}
            else:
                self._refuse_name(name, list(dimensions), _("The course declares no dimension {words}."))
        if self.now and "targets" not in self.said:
            targets = dict(self.now.targets)
        target = self._target()
        self._refuse_past(due, self.now.due if self.now else {})
        self._refuse_past(quizzes, self.now.quizzes if self.now else {})
        if len(self.plan.problems) > before:
            return None
        return PlanSet(course.id, due, target, tuple(dict.fromkeys(announced)), targets, quizzes)

    def _target(self) -> float | None:
        """The target of each dimension: the one that is said, else the one that was set before."""
        if "target" not in self.said:
            return self.now.target if self.now else None
        said = self.said["target"]
        return None if said == NONE else self._share("target", said)

    def _course(self, library: Library) -> CourseContents | None:
        words = self.said.get("id")
        if not isinstance(words, str) or not words:
            self.plan.refuse(self.plan.line_of("course"), _('Each course needs its id, as in: id = "leading"'))
            return None
        for contents in library.courses:
            if words.casefold() in {contents.course.id.casefold(), contents.course.title.casefold()}:
                return contents
        self._refuse_name(words, [one.course.id for one in library.courses], _("There is no course {words}."))
        return None

    def _due(self) -> dict[str, date]:
        """The last day for each lesson, by its key."""
        assert self.contents is not None  # noqa: S101 - it is looked for before
        last, first, days = self._one_day("due"), self._one_day("from"), self._weekdays()
        own: dict[str, date] = {}
        wanted = [lesson.key for lesson in self.contents.lessons] if last else []
        if isinstance(self.said.get("lessons"), list):
            chosen = {self._lesson(name) for name in self._list("lessons")}
            wanted = [key for key in wanted if key in chosen]
            if "due" not in self.said and chosen:
                self._refuse("lessons", _("A list of lessons needs the day on which they are due: due = 2027-03-31"))
        elif "lessons" in self.said:
            own = self._days("lessons", self._lesson)
        elif "due" not in self.said:
            self._refuse(
                str(self.said.get("id")), _("Say by when: due = 2027-03-31, or a day for each of its lessons.")
            )
        if first and not last and "due" not in self.said:
            self._refuse("from", _("from needs due, the last day."))
        if first and last and first >= last:
            self._refuse("from", _("from {first} is not before due {due}.").format(first=first, due=last))
        return {**(spread(wanted, first, last, days) if last else {}), **own}

    def _refuse_past(self, days: Mapping[str, date], now: Mapping[str, date]) -> None:
        assert self.contents is not None  # noqa: S101 - as above
        past = {key: day for key, day in days.items() if day < self.today and now.get(key) != day}
        for day in sorted(set(past.values())):
            line = self.plan.line_of(day.isoformat(), self.place)
            on_its_own = day.isoformat() in self.plan.lines[line - 1] if line else False
            line = line if on_its_own else self.plan.line_of("from", self.place)
            names = ", ".join(key.removeprefix(f"{self.contents.course.id}/") for key in past if past[key] == day)
            sentence = _("{day} is past ({names}). Write a day from {today} on.")
            self.plan.refuse(line, sentence.format(day=day, names=names, today=self.today))

    # What single values are

    def _refuse(self, word: str, message: str) -> None:
        self.plan.refuse(self.plan.line_of(word, self.place), message)

    def _refuse_name(self, words: str, known: Sequence[str], sentence: str) -> None:
        near = nearest(words, known)
        said = sentence.format(words=repr(words))
        fix = _("Did you mean {nearest}?").format(nearest=repr(near)) if near else ""
        if not fix and words in _COURSE:
            fix = _("If it is said of the course, put it above the tables of that.")
        elif not fix and known:
            fix = _("There are: {known}.").format(known=", ".join(known[:10]))
        self._refuse(words, f"{said} {fix}".strip())

    def _lesson(self, name: str) -> str | None:
        return self._key(name, self.lessons, _("The course has no lesson {words}."))

    def _quiz(self, name: str) -> str | None:
        return self._key(name, self.quizzes, _("The course has no quiz {words}."))

    def _key(self, name: str, known: Mapping[str, str], sentence: str) -> str | None:
        key = known.get(name, known.get(name.casefold()))
        if key is None:
            self._refuse_name(name, list(known), sentence)
        return key

    def _list(self, key: str) -> Sequence[str]:
        found = self.said.get(key, [])
        if isinstance(found, str):
            return [found]
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            self._refuse(key, _('{key} is a list of names, as in: {key} = ["01", "02"]').format(key=key))
            return []
        return found

    def _table(self, key: str) -> Mapping[str, object]:
        found = self.said.get(key, {})
        if not isinstance(found, dict):
            self._refuse(key, _("{key} has a line for each: its name and its value.").format(key=key))
            return {}
        return found

    def _days(self, key: str, find: Callable[[str], str | None]) -> dict[str, date]:
        days: dict[str, date] = {}
        for name, value in self._table(key).items():
            found, day = find(name), self._day(name, value)
            if found is not None and day is not None:
                days[found] = day
        return days

    def _one_day(self, key: str) -> date | None:
        return self._day(key, self.said[key]) if key in self.said else None

    def _day(self, name: str, value: object) -> date | None:
        if isinstance(value, date) and not isinstance(value, datetime):
            stands_in = value.isoformat() == _ANY_DAY and self.plan.problems  # what is wrong with it is noted
            if why := "" if stands_in else why_too_far(value):
                self._refuse(name, why)
            return None if stands_in or why else value
        looked = _A_DAY.fullmatch(value) if isinstance(value, str) else None
        why = _why_no_day(looked) if looked else ""
        if looked and not why:
            return date.fromisoformat(looked[0])
        self._refuse(name, why or _("{words} is no day: write it as 2026-12-24.").format(words=repr(str(value))))
        return None

    def _weekdays(self) -> frozenset[int]:
        """The days of the week that lessons are spread over; empty for all of them."""
        if "days" not in self.said:
            return frozenset()
        if "from" not in self.said:
            self._refuse("days", _("days needs from, the day from which on the lessons are spread over them."))
        words = self.said["days"]
        listed = isinstance(words, list) and all(isinstance(one, str) for one in words)
        try:
            return read_weekdays(",".join(words) if listed and isinstance(words, list) else str(words))
        except ValueError:
            self._refuse("days", _("{words} are no days of the week: write mon..fri, or mon,wed.").format(words=words))
            return frozenset()

    def _share(self, name: str, value: object) -> float | None:
        words = str(value)
        is_number = isinstance(value, int | float | Decimal | str) and not isinstance(value, bool)
        share = read_share(words) if is_number else None
        if share is None:
            self._refuse(name, _("{words} is no target: write a percentage, such as 80.").format(words=repr(words)))
        return share


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


def names_in(
    entries: Sequence[Lesson] | Sequence[Quiz], contents: CourseContents, known: Iterable[str] = ()
) -> Mapping[str, str]:
    """The key of each entry by every name that it has in the course; and of what the plan has, though no file does."""
    before = f"{contents.course.id}/"
    found: dict[str, str] = {}
    for entry in entries:
        for name in (*names_of(entry, contents.course), entry.title, entry.key):
            found.setdefault(name.casefold(), entry.key)
    # What is written exactly as an id is that, whatever else is called so.
    found |= {key.removeprefix(before): key for key in known}
    for entry in entries:
        found[entry.id] = entry.key
    return found


def spread(lessons: Sequence[str], first: date | None, due: date, weekdays: Collection[int] = ()) -> dict[str, date]:
    """Of each lesson, by its key, the day it is due: all on the last one, or one after another from the first on.

    Args:
        lessons: by their keys, in their order.
        first: the day from which on they are spread; None: all are due on the last one.
        due: the last day.
        weekdays: days of the week that they are spread over, Monday 0; none for all of them.
    """
    if first is None or first >= due:
        return dict.fromkeys(lessons, due)
    every = (first + timedelta(days=number) for number in range((due - first).days + 1))
    days = [day for day in every if not weekdays or day.weekday() in weekdays] or [due]
    return {key: days[(len(days) - 1) * number // len(lessons)] for number, key in enumerate(lessons, start=1)}


# From plans to the file


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
