"""From what a plan file says to the plans that a library has courses for, or to all that is wrong with it. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from lessons.model import Lesson
from quizzes.library import CourseContents, Library, names_of
from quizzes.model import Quiz
from store.events import PlanSet
from store.projections.groups import Plan
from tui.i18n import _, listed, together
from tui.pace import read_weekdays
from tui.plan_days import A_DAY, ANY_DAY, spread, why_no_day, why_too_far
from tui.plan_file import OF_COURSE, PlanFile, PlanFileError, read_share
from tui.unknown import nearest

_MOST_TOLD = 10
"""Names that are told of those that there are."""

NONE = "none"
"""Given as a target: none is set, whatever was before."""


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
            names = listed(key.removeprefix(f"{self.contents.course.id}/") for key in past if past[key] == day)
            sentence = _("{day} is past ({names}). Write a day from {today} on.")
            self.plan.refuse(line, sentence.format(day=day, names=names, today=self.today))

    # What single values are

    def _refuse(self, word: str, message: str) -> None:
        self.plan.refuse(self.plan.line_of(word, self.place), message)

    def _refuse_name(self, words: str, known: Sequence[str], sentence: str, told: Sequence[str] = ()) -> None:
        """Refuse a name that stands for nothing; `told` are those to name where one thing has several."""
        told = told or known
        near = nearest(words, known)
        said = sentence.format(words=repr(words))
        fix = _("Did you mean {nearest}?").format(nearest=repr(near)) if near else ""
        if not fix and words in OF_COURSE:
            fix = _("If it is said of the course, put it above the tables of that.")
        elif not fix and told:
            some = [*told[:_MOST_TOLD], *(["…"] if len(told) > _MOST_TOLD else [])]
            fix = _("There are: {known}.").format(known=listed(some))
        self._refuse(words, together(said, fix))

    def _lesson(self, name: str) -> str | None:
        return self._key(name, self.lessons, _("The course has no lesson {words}."))

    def _quiz(self, name: str) -> str | None:
        return self._key(name, self.quizzes, _("The course has no quiz {words}."))

    def _key(self, name: str, known: Mapping[str, str], sentence: str) -> str | None:
        key = known.get(name, known.get(name.casefold()))
        if key is None:
            assert self.contents is not None  # noqa: S101 - as above
            ids = [one.removeprefix(f"{self.contents.course.id}/") for one in dict.fromkeys(known.values())]
            self._refuse_name(name, list(known), sentence, ids)
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
            stands_in = value.isoformat() == ANY_DAY and self.plan.problems  # what is wrong with it is noted
            if why := "" if stands_in else why_too_far(value):
                self._refuse(name, why)
            return None if stands_in or why else value
        looked = A_DAY.fullmatch(value) if isinstance(value, str) else None
        why = why_no_day(looked) if looked else ""
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
        of_words = isinstance(words, list) and all(isinstance(one, str) for one in words)
        try:
            return read_weekdays(",".join(words) if of_words and isinstance(words, list) else str(words))
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
