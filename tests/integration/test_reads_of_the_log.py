"""What is asked is found in a projection; from the log come the words of one answer, by the id of its event.

So nothing that is read grows with the length of history. Every function of the store that says anything to the log is
listed here, by what it is for; those that are for reading are run on a demo, and SQLite tells how it finds the rows.
"""

import ast
import io
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

import store
from store import details, edits, groups, handling, histories, ids, plans, reviews, sharing, stays, undoing
from store.database import Database, open_database
from store.projections import item_memory, sitting_answers, sittings, study_days
from tests import demos
from tests.demos import END
from tests.integration.test_demo import COMMANDS, run
from tui.demo.people import NIGHT_SHIFT, YOU
from tui.settings import STARTER_COURSES
from tui.study import Study

BY_ID = "SEARCH events USING PRIMARY KEY (id=?)"
ABOUT = "SEARCH events USING INDEX events_by_subject (subject=? AND kind=?)"
DAYS = timedelta(days=7)


class Read(NamedTuple):
    """How a function reads from the log."""

    ask: Callable[[Database, str], object]
    """Has it read, for a member."""
    plans: Sequence[str] = (BY_ID,)
    """How SQLite may find the rows, as it says."""


def _sitting(database: Database, member: str) -> sittings.SittingRecord:
    """The first sitting that a member finished."""
    ((sitting,),) = database.query(
        "SELECT sitting FROM sittings WHERE member = ? AND state = 'finished' ORDER BY started_at LIMIT 1",
        (ids.to_bytes(member),),
    )
    found = sittings.by_id(database, member, ids.to_text(sitting))
    assert found
    return found


def _plan_before(database: Database, _member: str) -> object:
    """The plan that another replaced, where one did; that one is read, too."""
    ((group, course),) = database.query('SELECT "group", course FROM plan_sets LIMIT 1')
    found = next(one for one in groups.groups(database) if one.id == ids.to_text(group))
    return plans.before(database, found, course)


def _beginning(database: Database, member: str) -> object:
    return sittings.beginning(database, _sitting(database, member))


def _led_before(database: Database, member: str) -> object:
    with database.reading() as connection:
        items = histories.items_of(connection)
        mine = ids.to_bytes(member)
        key = next(key for key, known in items.items() if any(one.member == mine for one in known))
        latest = histories.Latest(connection)
        latest._led = frozenset({key})  # as if its author had moved it once
        return latest.known(key, items[key])


def _is_there_again(database: Database, member: str) -> object:
    question: Any = None  # it is compared with what went on, and nothing did
    with database.reading() as connection:
        return edits._how(connection, ids.to_bytes(member), ("course/quiz", "author"), question)


def _went(database: Database, member: str) -> bool:
    known = _sitting(database, member)
    assert known.started
    assert known.closed
    day = known.closed.date() + timedelta(days=1)
    with database.transaction() as connection:  # as if details had been erased: what is read then is asked here
        connection.execute("UPDATE members SET details_before = ?", (day.isoformat(),))
    return details.answers_went(database, member, known.started, known.closed)


def _earlier(database: Database, member: str) -> object:
    right = item_memory.right_of_members(database, [member])
    return item_memory.right_of_members_on(database, right, (END - 3 * DAYS).date())


def _agreed(database: Database, _member: str) -> object:
    study = Study(STARTER_COURSES, database, now=lambda: END, random=Random(1))
    study.join(YOU)
    return sharing.agreed(database, study._me(), study.find_group(NIGHT_SHIFT))


READ: Mapping[str, Read] = {
    "projections.sitting_answers.of_sitting": Read(
        lambda database, member: sitting_answers.of_sitting(database, _sitting(database, member).id)
    ),
    "projections.sitting_answers.of_sittings": Read(
        lambda database, member: sitting_answers.of_sittings(database, [_sitting(database, member).id], [member])
    ),
    "projections.sitting_answers.of_quiz": Read(
        lambda database, member: sitting_answers.of_quiz(database, member, _sitting(database, member).quiz)
    ),
    "projections.item_memory._events": Read(_earlier),
    # A row tells when a sitting began; an id begins with its time, so that the first one from there on is its event.
    "projections.sittings.begun": Read(
        _beginning,
        (
            BY_ID,
            "SEARCH events USING INDEX events_by_subject (subject=? AND kind=? AND id>?)",
            "SEARCH events USING INDEX events_by_subject (subject=? AND kind=? AND id<?)",
        ),
    ),
    "plans.before": Read(_plan_before),
    # Of a day that a row tells, three days of the log at most, from their end.
    "projections.study_days.last_moment": Read(
        study_days.last_moment, ("SEARCH events USING PRIMARY KEY (id>? AND id<?)",)
    ),
    # From the beginning of one sitting to its end, and only where the member's details were erased later.
    "details.answers_went": Read(_went, ("SEARCH events USING PRIMARY KEY (id>? AND id<?)",)),
    # How each review of some days went: they are what is asked for.
    "reviews.between": Read(
        lambda database, member: reviews.between(database, member, (END - DAYS).date(), END.date()),
        ("SEARCH events USING INDEX events_rated (subject=? AND day>? AND day<?)",),
    ),
    # Rare kinds of one member: a review taken back, an agreement for each group, help that was given lately, a question
    # that an author moved.
    "undoing.taken_back": Read(
        lambda database, member: reviews.between(database, member, (END - DAYS).date(), END.date()), (ABOUT,)
    ),
    "sharing._agreed": Read(_agreed, (ABOUT,)),
    "handling._handlings": Read(lambda database, member: handling._handlings(database, {member}), (ABOUT,)),
    "stays._ended_then": Read(
        lambda database, member: stays._ended_then(database, ids.to_bytes(member), member, 0), (ABOUT,)
    ),
    "edits._how": Read(_is_there_again, ("SEARCH events USING INDEX events_aliased (subject=?)",)),
    "histories.Latest._of_member": Read(_led_before, ("SEARCH events USING INDEX events_aliased (subject=?)",)),
}
"""What screens and commands read, with the reason where it is not by id alone."""
WRITING = {
    *("aliases.take", "aliases._is_last", "aliases.retold"),
    *(f"projections.{name}.refold" for name in ("groups", "item_memory", "lesson_facts", "members", "sittings")),
    *("projections.challenges.apply", "projections.refolding.apply"),
    *("projections.sitting_answers.counted", "projections.sitting_answers.repeated", "undoing.target", "undoing.times"),
}
"""A projection takes an event in, in the transaction that writes it."""
THE_LOG_ITSELF = {
    *("records.read_all", "projections.sittings", "erase"),  # the words of statements that others here say
    *("replay._replay", "verify.verify", "verify._refuse_unreadable", "opening._check_quickly"),
    *("export.export_member", "export._questions", "export._told"),
    *(
        "erase.survey",
        "erase.empty",
        "details._survey",
        "details.erased_there",
        "details.empty",
        "details.until",
        "details.of_all",
    ),
    *("backup._holds_more", "restore.look_at", "restore.difference"),
    *(
        "merge._erased",
        "merge._Merging.take_all",
        "merge._Merging._refuse_others_sitting",
        "merge._known",
        "merge._new_events",
    ),
    *(f"incoming.Incoming.{name}" for name in ("begun", "erased", "events", "ids", "members")),
    *("incoming._read_tables", "migrations.m007_erasure", "migrations.m011_fewer_listed", "migrations.m020_details"),
}
"""What is asked about is the log: it is proved, rebuilt from, exported, merged, or what would be erased is counted."""
MORE = (
    *(("today", "--json"), ("me",), ("list", "--json"), ("list", "--questions"), ("quiz", "effect", "--results")),
    *(
        ("stats", "effect", "--json"),
        ("stats", "Sound set-up", "--group", NIGHT_SHIFT),
        ("group", NIGHT_SHIFT, "--json"),
    ),
    *(("group", "share", NIGHT_SHIFT, "--to", "shared"), ("data", "export", "out"), ("notes", "--json")),
)


# Which there are


def speaking(path: Path) -> Iterator[str]:
    """The functions of a module that read events, or name the table in a statement; the module for one outside them."""
    module = ".".join(path.relative_to(Path(store.__file__).parent).with_suffix("").parts)

    def walk(node: ast.AST, scope: tuple[str, ...]) -> Iterator[str]:
        for child in ast.iter_child_nodes(node):
            match child:
                case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                    yield from walk(child, (*scope, name))
                    continue
                case ast.Constant(value=str(text)) if re.search(r"\b(FROM|JOIN) (main\.)?events\b", text):
                    yield ".".join((module, *scope))
                case ast.Attribute(value=ast.Name(id="records"), attr="read" | "read_all"):
                    yield ".".join((module, *scope))
            yield from walk(child, scope)

    yield from walk(ast.parse(path.read_text(encoding="utf-8")), ())


def test_every_function_that_asks_the_log_is_listed_by_what_it_is_for() -> None:
    found = {name for path in Path(store.__file__).parent.rglob("*.py") for name in speaking(path)}
    assert found == set(READ) | WRITING | THE_LOG_ITSELF


# How they find it


class Asked(NamedTuple):
    """A statement to the log."""

    by: str
    """The function of the store, as `speaking` names it."""
    plan: str


class Listening(sqlite3.Connection):
    """A connection that remembers how SQLite finds what is asked of the log; not what is asked by a writer."""

    heard: list[Asked]
    writes = False

    def execute(self, statement: str, parameters: Any = (), /) -> sqlite3.Cursor:  # noqa: ANN401 - as sqlite3 has it
        """As every connection does it."""
        first = statement.split(maxsplit=1)[0].upper()
        if first in {"BEGIN", "COMMIT", "ROLLBACK"}:
            self.writes = statement.upper().startswith("BEGIN IMMEDIATE")
        elif not self.writes and first in {"SELECT", "WITH"} and re.search(r"\bevents\b", statement):
            for *_ids, plan in super().execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall():
                if re.match(r"(SCAN|SEARCH) (events|e)\b", plan):
                    self.heard.append(Asked(_caller(), plan))
        return super().execute(statement, parameters)


def _caller() -> str:
    """The function of the store that has a statement to say; what says it for all of them is passed by."""
    frame = sys._getframe(2)
    while True:
        module = frame.f_globals["__name__"].removeprefix("store.")
        if module not in {"records", "database"} and frame.f_globals["__name__"].startswith("store."):
            name = frame.f_code.co_qualname.split(".<locals>")[0]
            return f"{module}.{name}"
        if frame.f_back is None:
            return ""
        frame = frame.f_back


@contextmanager
def listening(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Asked]]:
    """What is said to any log meanwhile."""
    heard: list[Asked] = []
    factory = type("Heard", (Listening,), {"heard": heard})
    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=factory))
        yield heard


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo that no test changes."""
    return demos.original(tmp_path_factory)


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copy(original, tmp_path))


@pytest.mark.parametrize("name", READ)
def test_what_is_read_from_the_log_is_searched_for(path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with listening(monkeypatch) as heard, open_database(path, now=lambda: END) as database:
        study = Study(STARTER_COURSES, database, now=lambda: END, random=Random(1))
        member = study.join(YOU).id
        heard.clear()
        READ[name].ask(database, member)
    plans = {one.plan for one in heard if one.by == name}
    assert plans
    assert plans <= set(READ[name].plans)


def test_no_command_walks_through_the_log(
    original: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    met: set[str] = set()
    for number, words in enumerate((*COMMANDS.values(), *MORE)):
        path = Path(shutil.copy(original, tmp_path / f"{number}.db"))
        monkeypatch.setattr(sys, "stdin", io.StringIO("1\nq\n"))
        with listening(monkeypatch) as heard:
            assert run(*words, "--db", path) in {0, 1}, (words, capsys.readouterr())
        if words[0] == "store":  # which proves, or makes anew, all that is read
            continue
        met |= {one.by for one in heard}
        assert all(one.plan in READ[one.by].plans for one in heard if one.by not in THE_LOG_ITSELF), words
        if words[0] != "data":
            assert {one.by for one in heard} <= {*READ, "opening._check_quickly"}, words
    assert met >= {"projections.sitting_answers.of_sitting", "reviews.between", "projections.item_memory._events"}


def test_a_walk_is_heard(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: what the tests above would say of functions that walk."""
    with listening(monkeypatch) as heard, open_database(path, now=lambda: END) as database:
        heard.clear()
        database.query("SELECT at FROM events WHERE subject = ? ORDER BY id DESC LIMIT 1", (bytes(16),))
        with database.reading() as connection:
            undoing.taken_back(connection)
    assert {one.plan for one in heard}.isdisjoint({BY_ID, ABOUT})
    assert [one.by for one in heard] == ["", "undoing.taken_back"]
