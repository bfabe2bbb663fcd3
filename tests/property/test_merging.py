"""Two or three machines of members, merged in any order and any number of times, come to what one would have."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from itertools import count, product
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import merge, notes, places, records, replay
from store.database import Database
from store.events import Body, Erased, Event, MemberRenamed, Rated, Undone, Unknown, write_body
from store.export import export_member
from store.facts import lesson_facts_of, recorded
from store.log import rebuild
from store.people import Member, add, members
from store.places import Place
from store.status import Status, standing, standing_for_leader
from tests.histories import QUESTION, START, Clock, ada, always, dice, dump, opened, record, sitting_id
from tests.property.test_rebuild import BODIES, QUIZZES

STEPS = st.lists(st.tuples(st.integers(0, 50), BODIES | st.integers(0, 9)), max_size=15)
"""Hours after the start, and what happened then; a number takes back one of the ratings before it."""
ROADS = st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), max_size=5)
"""Merges before the last: from which machine, into which, and whether by an export or the database itself."""
FOLDERS = count()
ABOUT = {"about": "course/one", "question": "", "block": "b", "section": 0, "quote": "What stays."}


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with two members, from which all machines begin."""
    folder = tmp_path_factory.mktemp("blank")
    with opened(folder) as database:
        ada(database)
        add(database, "Bert", now=always(), random=dice(3))
    return folder / "study.db"


@contextmanager
def machine(blank: Path | None, base: Path) -> Iterator[Database]:
    folder = base / str(next(FOLDERS))
    folder.mkdir()
    if blank is not None:
        shutil.copy(blank, folder)
    with opened(folder) as database:
        yield database
    shutil.rmtree(folder)


def live(database: Database, steps: list[tuple[int, Body | int]], random: Random) -> None:
    clock = Clock()
    member, bert = members(database)
    ratings: list[tuple[Member, str]] = []
    for hours, step in steps:
        clock.moment = START + timedelta(hours=hours)
        if isinstance(step, int):
            if ratings:
                whose, taken_back = ratings[step % len(ratings)]
                record(database, whose, Undone(taken_back), now=clock, random=random)
            continue
        # Whose sitting it is, is settled with its number: nobody finishes another's.
        sitting = getattr(step, "sitting", None)
        whose = bert if (sitting == sitting_id(4) if sitting else hours % 3 == 0) else member
        # Nobody takes the name of another.
        body = MemberRenamed(f"{step.name} {whose.name}") if isinstance(step, MemberRenamed) else step
        (event,) = record(database, whose, body, now=clock, random=random)
        if isinstance(step, Rated):
            ratings.append((whose, event.id))
    note = notes.keep(
        database, member.id, None, now=clock, random=random, text=f"{len(steps)} {random.random()}", **ABOUT
    )
    notes.keep(database, member.id, note, now=clock, random=random, text="later")
    place = Place("b", 1, len(steps), 0.5, START + timedelta(hours=len(steps)))
    with database.transaction() as connection:
        places.keep_later(connection, member.id, "course/one", place)


def bring(source: Database, target: Database, *, exported: bool) -> None:
    folder = source.path.parent
    if exported:
        for member in members(source):
            export_member(source, member.id, folder / "export")
            merge.merge(target, folder / "export", now=always())
            shutil.rmtree(folder / "export")
    else:
        merge.merge(target, source.path, now=always())
    for copy in target.path.parent.glob("backups/*"):
        copy.unlink()


def completed(database: Database) -> set[tuple[str, str]]:
    """Who has completed which lesson."""
    found = recorded(database, members(database))
    return {(member, lesson) for member, known in found.items() for lesson in known.lessons if known.completed(lesson)}


def assert_judged_by_the_rules(database: Database, done: set[tuple[str, str]]) -> None:
    """What was completed on any machine stays so, and needs no help on any day, whatever else was merged."""
    now_done = completed(database)
    assert done <= now_done
    quizzes: list[Any] = [None, *(SimpleNamespace(key=quiz, questions=()) for quiz in QUIZZES.values())]
    for member, known in recorded(database, members(database)).items():
        for lesson, quiz, days in product(("course/one", "course/two"), quizzes, (0, 3, 20, 60)):
            today = START.date() + timedelta(days=days)
            for judge in (standing, standing_for_leader):
                found = judge(lesson_facts_of(known, lesson, quiz, in_hand=True), today)
                assert (found.status is Status.COMPLETED) == ((member, lesson) in now_done)
                assert (found.status is Status.NEEDS_HELP) == (found.reason is not None)


def log(database: Database) -> list[object]:
    with database.reading() as connection:
        return list(records.read_all(connection))


def live_together(together: Database, machines: Sequence[Database]) -> None:
    """Give one machine, in the order of time, what happened on several."""
    events: dict[str, Event] = {}
    for database in machines:
        with database.reading() as connection:
            events |= {event.id: event for event in records.read(connection, "TRUE")}
    with together.transaction() as connection:
        known = {event.id for event in records.read(connection, "TRUE")}
        connection.execute("INSERT INTO questions (revision, body) VALUES (?, ?)", QUESTION)
        for event in sorted(events.values(), key=records.rank):
            if event.id not in known:
                assert not isinstance(event.body, Unknown | Erased)
                records.write(connection, event, write_body(event.body))
                replay.apply(connection, event)


@settings(max_examples=40)
@given(first=STEPS, second=STEPS, roads=ROADS, one_by_one=st.sampled_from([0, 1_000]))
def test_two_machines_come_to_what_one_would_have(
    blank: Path,
    first: list[tuple[int, Body | int]],
    second: list[tuple[int, Body | int]],
    roads: list[tuple[bool, bool, bool]],
    one_by_one: int,
) -> None:
    base = blank.parent
    with (
        pytest.MonkeyPatch.context() as patch,
        machine(blank, base) as one,
        machine(blank, base) as other,
        machine(None, base) as fresh,
        machine(blank, base) as together,
    ):
        patch.setattr(merge, "ONE_BY_ONE", one_by_one)
        live(one, first, dice(1))
        live(other, second, dice(2))
        live_together(together, (one, other))
        machines = one, other
        done = completed(one) | completed(other)
        for which, far, exported in roads:
            bring(machines[which], fresh if far else machines[not which], exported=exported)
        for source in machines:
            bring(source, fresh, exported=len(first) % 2 == 0)
        bring(fresh, one, exported=False)
        bring(one, other, exported=True)
        expected, told = dump(together), log(together)
        for database in (one, other, fresh):
            assert log(database) == told
            assert dump(database) == expected
            assert database.query("SELECT * FROM places") == one.query("SELECT * FROM places")
            assert database.query("SELECT * FROM notes") == one.query("SELECT * FROM notes")
            assert database.query("SELECT count(*) FROM notes") == [(2,)]
            rebuild(database)
            assert dump(database) == expected
        bring(other, one, exported=True)
        assert dump(one) == expected
        assert_judged_by_the_rules(one, done)


@settings(max_examples=15)
@given(
    lives=st.tuples(STEPS, STEPS, STEPS),
    before=st.lists(st.tuples(st.integers(0, 2), st.integers(1, 2), st.booleans()), max_size=5),
    order=st.permutations([(one, exported) for one in range(3) for exported in (False, True)]),
    one_by_one=st.sampled_from([0, 1_000]),
)
def test_three_machines_come_to_it_in_any_order_and_doubled(
    blank: Path,
    lives: tuple[list[tuple[int, Body | int]], ...],
    before: list[tuple[int, int, bool]],
    order: list[tuple[int, bool]],
    one_by_one: int,
) -> None:
    """What is on each is merged twice, in any order, into a fourth, after they have merged some with one another.

    `before` has such merges: from which machine, into the how manieth after it, and whether by an export.
    """
    base = blank.parent
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(merge, "ONE_BY_ONE", one_by_one)
        machines = [stack.enter_context(machine(blank, base)) for _one in lives]
        fresh, together = stack.enter_context(machine(None, base)), stack.enter_context(machine(blank, base))
        for number, (database, steps) in enumerate(zip(machines, lives, strict=True)):
            live(database, steps, dice(number))
        live_together(together, machines)
        done = set[tuple[str, str]]().union(*map(completed, machines))
        for source, on, by_export in before:
            bring(machines[source], machines[(source + on) % 3], exported=by_export)
        for source, by_export in order:
            bring(machines[source], fresh, exported=by_export)
        expected, told = dump(together), log(together)
        assert log(fresh) == told
        assert dump(fresh) == expected
        assert fresh.query("SELECT count(*) FROM notes") == [(3,)]
        back, by_export = order[0]
        bring(fresh, machines[back], exported=by_export)
        assert log(machines[back]) == told
        assert dump(machines[back]) == expected
        rebuild(fresh)
        assert dump(fresh) == expected
        assert_judged_by_the_rules(fresh, done)
