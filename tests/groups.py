"""A year in study groups, made up: what leaders receive of them, and the verbs that answer it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from quizzes.evidence import INDICATIVE
from quizzes.statistics import Figures
from store.days import week_of
from store.mirror import (
    FEWEST,
    AnnouncedResult,
    GroupDimension,
    GroupFigures,
    GroupLesson,
    GroupRecord,
    HelpNeeded,
    LessonRecord,
    MemberRecord,
    QuestionDone,
    QuizQuestions,
    Week,
)
from store.projections.groups import Group
from store.status import Reason, Status
from tui.study import Study, Unknown

TODAY = date(2026, 11, 23)
"""A Monday, and the day that the clock of the screens shows."""
FIRST_DUE = date(2026, 10, 5)
TITLES = (
    "Tensors and shapes",
    "Backpropagation",
    "Gradient descent",
    "Overfitting and validation",
    "Choosing a learning rate",
    "Convolutions",
    "Attention",
    "Prompts that can be tested",
    "Retrieval",
    "Evaluation without wishful thinking",
    "Agents and tools",
    "Latency and cost",
    "Red teaming",
    "Shipping, watching, rolling back",
)
STATUSES = {
    "D": (Status.COMPLETED, None),
    "W": (Status.IN_PROGRESS, None),
    "O": (Status.OVERDUE, None),
    ".": (Status.NOT_STARTED, None),
    "a": (Status.NEEDS_HELP, Reason.ASKED),
    "s": (Status.NEEDS_HELP, Reason.STUCK),
    "o": (Status.NEEDS_HELP, Reason.OVERDUE),
    "q": (Status.NEEDS_HELP, Reason.QUIET),
}
"""How a member stands on a lesson, as a letter."""
PLATFORM = {
    "Chen Wei": "DDDDDDs.......",
    "李晓明": "DDDDDaO.......",
    "Amara Diallo": "DDDDDDDDDDWW..",
    "王芳": "DDDDDDDDW.....",
    "Jonas Berg": "DDDDDDDDDDDDDW",
    "Priya Nair": "DDDDDoo.......",
    "赵子龙": "DDDDDDDDWW....",
    "Sofia Rossi": "DDDDDDDDq.....",
    "Tom Okafor": "DDDDDDO.......",
    "周婷婷": "DDDDDDDDDDDDWW",
    "Yuki Tanaka": "DDDDDDDDDDDW..",
    "Lena Vogel": "DDDDDDDDDWW...",
}
NIGHT_SHIFT = {"Ines": "DDDDDDDW......", "Bo": "DDDDDDa.......", "Noor": "DDDDDDDD......"}
ANNOUNCED = 4
"""Place of the lesson whose quiz was announced."""
DIMENSIONS = (("Foundations", 0.82, 0.75), ("Data and evaluation", 0.64, 0.7), ("Prompting", 0.91, 0.8))
MORE_DIMENSIONS = (("Engineering", 0.48, 0.7), ("Safety", 0.73, None))
BY_NOW = {"Foundations": 0.75, "Data and evaluation": 0.5, "Prompting": 0.4, "Engineering": 0.6}
"""What of these targets is due by now."""


def lesson_key(place: int) -> str:
    """The key of a lesson of the course, by its place, 0-based."""
    return f"foundations/lesson-{place + 1}"


def quiz_key(place: int) -> str:
    """The key of its quiz."""
    return f"foundations/quiz-{place + 1}"


def due(place: int, first: date = FIRST_DUE) -> date:
    """The last day of a lesson: one a week, seven of them past."""
    return first + timedelta(days=7 * place)


def member(number: int, name: str, letters: str, *, first: date = FIRST_DUE) -> MemberRecord:
    """What leaders receive of a member who stands so on the lessons."""
    lessons = {}
    for place, letter in enumerate(letters):
        status, reason = STATUSES[letter]
        since = week_of(TODAY - timedelta(days=7 * (number % 3))) if reason else None
        lessons[lesson_key(place)] = LessonRecord(status, reason, since, due(place, first))
    share = (0.92, 0.84, 1.0, 0.76, 0.42)[number % 5]
    taken = letters[ANNOUNCED : ANNOUNCED + 1] == "D" and number != 2
    title = f"Quiz: {TITLES[ANNOUNCED]}"
    result = AnnouncedResult(quiz_key(ANNOUNCED), title, share, share >= 0.7, due(ANNOUNCED))
    active = TODAY - timedelta(days=10 if "q" in letters else number % 4)
    return MemberRecord(f"id-{number}", name, lessons, week_of(active), (result,) if taken else ())


def group(
    name: str,
    people: Mapping[str, str],
    *,
    titles: Sequence[str] = TITLES,
    first: date = FIRST_DUE,
    dimensions: Sequence[tuple[str, float, float | None]] = (*DIMENSIONS, *MORE_DIMENSIONS),
) -> GroupRecord:
    """What leaders receive of a group of these people, a letter a lesson each."""
    members = tuple(
        member(number, person, letters.ljust(len(titles), "."), first=first)
        for number, (person, letters) in enumerate(people.items())
    )
    few = len(members) < FEWEST
    lessons = tuple(
        GroupLesson(
            lesson_key(place),
            title,
            "Foundations",
            due(place, first),
            {status: sum(one.lessons[lesson_key(place)].status is status for one in members) for status in Status},
        )
        for place, title in enumerate(titles)
    )
    needs = tuple(
        HelpNeeded(one.member, one.name, key, titles[place], lesson.reason, lesson.since)
        for one in members
        for place, (key, lesson) in enumerate(one.lessons.items())
        if lesson.reason and lesson.since
    )
    weeks = tuple(
        Week(
            week_of(TODAY - timedelta(days=7 * back)),
            None
            if few
            else sum(one.last_active_week == week_of(TODAY) for one in members)
            if not back
            else (7 * back + 5) % (len(members) + 1),
            len(members),
            (5 * back + 3) % 11,
        )
        for back in reversed(range(12))
    )
    return GroupRecord(
        group=f"group-{name}",
        name=name,
        as_of=TODAY,
        leaders=("Mira Olsen",),
        members=members,
        lessons=lessons,
        dimensions=tuple(
            GroupDimension(
                f"foundations/{title}",
                title,
                None if few else share,
                target,
                by_now=None if few or target is None else min(target, BY_NOW.get(title, target)),
            )
            for title, share, target in dimensions
        ),
        needs_help=needs,
        weeks=weeks,
    )


def questions(*, asked: int = 20, line: int = 6) -> tuple[QuizQuestions, ...]:
    """Of three announced quizzes: one with a difficult question, one without, and one that too few have taken."""

    def done(id_: str, stem: str, right: int) -> QuestionDone:
        figures = Figures(right / asked, 40.0, 60.0) if asked >= INDICATIVE else None
        return QuestionDone(id_, stem, line, asked, right, figures)

    hard, easy = done("so", "Is it *so*? [@click=app.quit]no[/]", asked // 4), done("fine", "Is it fine?", asked - 1)
    return (
        QuizQuestions(quiz_key(4), f"Quiz: {TITLES[4]}", asked, (hard, easy)),
        QuizQuestions(quiz_key(5), f"Quiz: {TITLES[5]}", asked, (easy,)),
        QuizQuestions(quiz_key(6), f"Quiz: {TITLES[6]}", None, ()),
    )


def platform() -> GroupRecord:
    """Twelve people and fourteen lessons."""
    return group("Platform", PLATFORM)


def night_shift() -> GroupRecord:
    """Three people: too few for figures about all of them."""
    return group("Night shift", NIGHT_SHIFT)


def crowd(people: int, lessons: int) -> GroupRecord:
    """A group of any size."""
    kinds = (
        "D" * lessons,
        "D" * (lessons // 2) + "W" + "." * lessons,
        "D" * (lessons // 3) + "aOsqo" + "." * lessons,
        "W" * lessons,
    )
    return group(
        "Crowd",
        {f"Person {number} 成员": kinds[number % len(kinds)][:lessons] for number in range(people)},
        titles=[f"Lesson number {number + 1}" for number in range(lessons)],
    )


def figures() -> tuple[GroupFigures, ...]:
    """Five groups side by side; the last is too small."""

    def one(name: str, members: int, completion: float, week_ago: float, on_time: float | None) -> GroupFigures:
        shares = {"Foundations": completion + 0.1, "Safety": completion - 0.1}
        dimensions = tuple(
            GroupDimension(f"foundations/{key}", key, share, 0.7, week_ago=share - 0.03)
            for key, share in shares.items()
        )
        then = None if on_time is None else on_time - 0.02
        told = (completion, week_ago, on_time, 0.75)
        pace = None if on_time is None else on_time + 0.2
        counted = (members * 3 // 4, (members - 1, members))
        return GroupFigures(f"group-{name}", name, members, *told, dimensions, then, 0.92, pace, 0.9, *counted)

    small = one("Night shift", 3, 0.5, 0.5, 0.5)
    return (
        one("Platform", 12, 0.71, 0.65, 0.83),
        one("Search", 9, 0.64, 0.64, 0.79),
        one("Mobile 移动端", 15, 0.58, 0.60, 0.74),
        one("Data 数据组", 8, 0.44, 0.40, None),
        replace(
            small,
            completion=None,
            week_ago=None,
            on_time=None,
            active=None,
            on_time_week_ago=None,
            active_last_week=None,
            pace=None,
            pace_last_week=None,
            dimensions=tuple(replace(dimension, share=None, week_ago=None) for dimension in small.dimensions),
        ),
    )


def write_course(folder: Path) -> Path:
    """The course that these groups study, as files: its folder."""
    course = folder / "foundations"
    for name in ("lessons", "quizzes"):
        (course / name).mkdir(parents=True)
    (course / "course.md").write_text("---\nid: foundations\ntitle: Foundations\n---\n", encoding="utf-8")
    for place, title in enumerate(TITLES):
        name = f"{place + 1:02}.md"
        (course / "lessons" / name).write_text(
            f"---\ntitle: {title}\nid: lesson-{place + 1}\nquiz: quiz-{place + 1}\n---\n\nA lesson.\n", encoding="utf-8"
        )
        (course / "quizzes" / name).write_text(
            f"---\nid: quiz-{place + 1}\ntitle: {title}\n---\n\n### Is it so? {{#so}}\n\n- [x] Yes\n- [ ] No\n",
            encoding="utf-8",
        )
    return course


class LeadingStudy(Study):
    """The verbs, with groups that are made up; `led` and what it answers may be set by a test."""

    led: tuple[GroupRecord, ...] = ()
    compared: tuple[GroupFigures, ...] = ()
    mirrored: tuple[tuple[str, MemberRecord], ...] = ()
    handled: tuple[tuple[str, str, str], ...] = ()
    opened: tuple[tuple[str, str], ...] = ()

    def led_groups(self, *, archived: bool = False) -> tuple[Group, ...]:  # noqa: ARG002 - as Study has it
        return tuple(Group(one.group, one.name, FIRST_DUE) for one in self.led)

    def group(self, group_id: str) -> GroupRecord:
        record = next((one for one in self.led if one.group == group_id), None)
        if record is None:
            raise Unknown("You lead no such group.")
        seen_to = {(who, lesson) for of, who, lesson in self.handled if of == group_id}
        return replace(
            record, needs_help=tuple(one for one in record.needs_help if (one.member, one.lesson) not in seen_to)
        )

    def figures(self, *, archived: bool = False) -> tuple[GroupFigures, ...]:  # noqa: ARG002 - as Study has it
        return self.compared

    def handle(self, group_id: str, member_id: str, lesson_key: str) -> None:
        self.handled = (*self.handled, (group_id, member_id, lesson_key))

    def take_back_handled(self, group_id: str, member_id: str, lesson_key: str) -> None:
        self.handled = tuple(one for one in self.handled if one != (group_id, member_id, lesson_key))

    def note_page(self, group_id: str, member_id: str) -> None:
        self.opened = (*self.opened, (group_id, member_id))

    def mirror(self) -> tuple[tuple[str, MemberRecord], ...]:
        return self.mirrored
