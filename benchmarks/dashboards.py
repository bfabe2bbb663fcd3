"""What a member and a leader look at, with a million events in the file: against the same with ten thousand.

A member's own pages are those of a member with a year of study, alone in the file or among a hundred like that. A group
is that of twenty-five members who have come through two hundred lessons, and the log says nothing else of them, or all
of their year. So both sides show as much, and what is compared is how long the log is.
"""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks import history, texts
from benchmarks.answering import answering, used
from benchmarks.history import ASKED, MEMBERS, QUIZZES, START, asked_in, lesson_key, member_id, quiz_key
from benchmarks.measure import Line, Sample, alternate, compare, report
from store import ids, records, replay
from store.charter import notice_digest
from store.database import Database, open_database
from store.events import (
    Body,
    CharterAccepted,
    GroupCreated,
    GroupJoined,
    LessonFinished,
    MemberAdded,
    PlanSet,
    SittingFinished,
    shorten_body,
)
from store.facts import recorded
from store.log import Entry, append
from store.people import Member
from tui.study import Study

FEW, MANY = 10_000, 1_000_000
SMALL = 25
"""Members of the group that is compared."""
SAME = 1.30
"""Goal for every view, against itself over few events."""
MATRIX = 3.00
"""Goal for what the largest matrix needs, against fetching as many ready rows."""
BYTES = 450.0
"""That an event may take on the disk, with the read models and all indexes."""
END = START + timedelta(days=300, hours=12)
BUSY = time.process_time
"""What is measured: it computes, and what else runs on the machine has no say."""
CROWD, CLASS = "00000000-0000-4000-9000-000000000001", "00000000-0000-4000-9000-000000000002"
"""Ids of the groups: everybody, and the twenty-five."""


class Side(NamedTuple):
    """A database with a member who studies in it."""

    database: Database
    study: Study


def lines(folder: Path) -> Iterator[Line]:
    library = texts.library(folder / "library", QUIZZES, characters=1_000, questions=ASKED)
    alone, years, cells = (folder / name / "study.db" for name in ("alone", "years", "cells"))
    quizzes = asked_in(library)
    history.write(alone, FEW, members=1, quizzes=quizzes)
    events = history.write(years, MANY, quizzes=quizzes)
    _came_through(cells)
    for path, members in ((years, MEMBERS), (alone, 1), (cells, SMALL)):
        _found(path, CROWD, members)
    for path, members in ((years, SMALL), (alone, 1)):  # a member's own pages tell of the plans of both
        _found(path, CLASS, members)
    few, many, group = (_side(library, path) for path in (alone, years, cells))
    for name, look in _own_pages().items():
        yield compare(
            f"{name} at 10^6 events, against 10^4", partial(look, many), partial(look, few), goal=SAME, clock=BUSY
        )
    yield compare(
        f"group of {SMALL} x {QUIZZES} at 10^6 events, against 10^4",
        lambda: many.study.group(CLASS),
        lambda: group.study.group(CROWD),
        goal=SAME,
        clock=BUSY,
    )
    yield compare(
        f"facts of {MEMBERS} x {QUIZZES}, against {MEMBERS * QUIZZES} rows",
        lambda: recorded(many.database, [Member(member_id(one), "", START.date()) for one in range(MEMBERS)]),
        lambda: many.database.query("SELECT * FROM lesson_facts"),
        goal=MATRIX,
        clock=BUSY,
    )
    ((ours, baseline),) = alternate(answering(many.database, Random(7)), answering(few.database, Random(7)), 15)
    yield Line("an answer recorded at 10^6 events, against 10^4", "ms", ours, baseline, SAME)
    whole, _log, _models = used(many.database)
    size, allowed = (Sample(one, one, one, 1) for one in (whole / events, BYTES))
    yield Line("an event of a year on the disk, against the goal", "B", size, allowed, 1.0)
    for side in (few, many, group):
        side.database.close()


def _own_pages() -> dict[str, Callable[[Side], object]]:
    return {
        "Today": lambda side: side.study.today(),
        "the courses": lambda side: side.study.courses(),
        "one's own page": lambda side: side.study.me(),
        "statistics of a quiz": lambda side: side.study.analysis(quiz_key(3)),
    }


def _side(library: Path, path: Path) -> Side:
    database = open_database(path, now=lambda: END)
    study = Study([library], database, now=lambda: END, random=Random(5))
    study.join("Member 0")
    study.read()
    return Side(database, study)


def _came_through(path: Path) -> None:
    """A database whose members have finished every lesson and quiz, and nothing else is known of them."""
    with open_database(path, now=lambda: END) as database, database.transaction() as connection:
        for member in range(SMALL):
            who = ids.to_bytes(member_id(member))
            said: list[tuple[Body, int]] = [(MemberAdded(f"Member {member}"), 0)]
            for lesson in range(QUIZZES):
                sitting = database.ids.next(START, Random(member * QUIZZES + lesson))
                ended = SittingFinished(
                    sitting=sitting,
                    quiz=quiz_key(lesson),
                    marks=8.0,
                    points=10.0,
                    right=8,
                    asked=10,
                    passed=True,
                    pass_mark=0.7,
                )
                said += [(ended, lesson), (LessonFinished(lesson_key(lesson), "quiz-passed", ""), lesson)]
            for body, day in said:
                at = START + timedelta(days=day, minutes=member)
                id_ = ids.to_bytes(database.ids.next(at, Random(day)))
                row = (id_, body.KIND, who, who, ids.milliseconds(at), at.date().isoformat(), body.VERSION, bytes(16))
                connection.execute(records.INSERT, (*row, shorten_body(body)))
        replay.rebuild(connection)


def _found(path: Path, group: str, members: int) -> None:
    """A group of the first members, led by the very first, with every lesson assigned."""
    with open_database(path, now=lambda: END) as database:
        leader = member_id(0)
        due = {lesson_key(lesson): START.date() + timedelta(days=lesson + 7) for lesson in range(QUIZZES)}
        bodies: list[Body] = [
            GroupCreated(group[-2:]),
            GroupJoined(leader, "leader"),
            *(GroupJoined(member_id(member), "member") for member in range(members)),
            PlanSet("measured", due, 0.8, ()),
        ]
        entries = [Entry(body, leader, group) for body in bodies]
        accepted = CharterAccepted(group, "", notice_digest())  # or nothing of them is shown
        entries += [Entry(accepted, member_id(one), member_id(one)) for one in range(members)]
        append(database, entries, now=lambda: START, random=Random(group))


if __name__ == "__main__":
    report([lines])
