"""What is told in shared streams: what leaves, what several streams come to, and what a leader makes of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from quizzes.library import build
from store.events import CharterSet, PlanSet
from store.facts import Assignment
from store.mirror import LessonRecord, MemberRecord
from store.projections.groups import Plan
from store.projections.lesson_facts import LessonFacts
from store.shared import (
    Body,
    Drawn,
    GroupNamed,
    HelpEnded,
    HelpHandled,
    HelpNeeded,
    LessonBegun,
    LessonCompleted,
    MemberKnown,
    MemberNamed,
    QuizResult,
    Saying,
    Source,
    StatusChallenged,
    WeekTold,
    extended,
    outside,
)
from store.status import Reason, Status
from store.told import Outline, Told, announcing, leaving, together, told, told_record

DUE = date(2026, 11, 30)
WEEK = "2026-W48"
NEED = HelpNeeded("c/one", "asked", "2026-W47")
ENTRY, OTHER = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
ASSIGNED = (Assignment("c/one", "One", "C", DUE, DUE, None),)
LIBRARY = build([])


ASKED = Told(needs={"c/one": NEED}, asked={"c/one": ENTRY})


def seen(day: date, *needs: str) -> LessonFacts:
    return LessonFacts("c/one", handled=day, needs=frozenset(needs))


def record(status: Status, reason: Reason | None = None, since: str | None = None) -> MemberRecord:
    return MemberRecord("id", "Wei", {"c/one": LessonRecord(status, reason, since, DUE)}, WEEK, ())


def after(*bodies: Body) -> Told:
    """What a stream comes to that says this."""
    source = Source(ENTRY, OTHER, OTHER)
    return told(extended(source, (), [Saying(body, WEEK, ENTRY) for body in bodies], b"x" * 32))


def test_what_was_told_is_not_told_again() -> None:
    said = leaving(Told(), record(Status.IN_PROGRESS), WEEK)
    known = after(*said)
    assert said == (MemberNamed("Wei"), LessonBegun("c/one"), WeekTold(WEEK))
    assert leaving(known, record(Status.IN_PROGRESS), WEEK) == ()
    assert leaving(known, record(Status.IN_PROGRESS), "2026-W49") == (WeekTold(WEEK),), "as of the week after"
    assert leaving(known, record(Status.COMPLETED), WEEK) == (LessonCompleted("c/one"), WeekTold(WEEK))
    assert leaving(known, replace(record(Status.IN_PROGRESS), name="Li"), WEEK)[0] == MemberNamed("Li")
    assert leaving(known, record(Status.IN_PROGRESS), WEEK, ["b", "a"])[0] == MemberKnown(("a", "b"))


def test_a_need_is_told_with_its_end() -> None:
    needing = record(Status.NEEDS_HELP, Reason.ASKED, "2026-W47")
    known = after(MemberNamed("Wei"), NEED, WeekTold(WEEK))
    assert leaving(known, needing, WEEK) == ()
    assert leaving(known, needing, WEEK, seen_to={"c/one": {OTHER}}) == ()
    assert leaving(known, needing, WEEK, seen_to={"c/one": {known.asked["c/one"]}}) == (NEED, WeekTold(WEEK)), (
        "it is another"
    )
    assert leaving(known, record(Status.OVERDUE), WEEK) == (HelpEnded("c/one"), WeekTold(WEEK))
    ended = after(MemberNamed("Wei"), NEED, HelpEnded("c/one"))
    assert not ended.needs
    assert not ended.asked


def test_of_two_streams_what_was_done_stays_done_and_the_later_one_is_right_about_the_rest() -> None:
    result = QuizResult("c/quiz", 0.5, passed=False, day=date(2026, 11, 2))
    first = Told(
        name="Wei",
        completed={"c/one": "2026-W40", "c/two": "2026-W46"},
        needs={"c/three": NEED},
        results={"c/quiz": result},
        studied=frozenset({"2026-W45", "2026-W46"}),
        last_studied="2026-W46",
        as_of="2026-W46",
    )
    better = replace(result, share=0.9, passed=True, day=date(2026, 11, 20))
    second = Told(
        name="Li Wei",
        completed={"c/one": "2026-W47"},
        begun=frozenset({"c/two"}),
        needs={"c/two": NEED},
        results={"c/quiz": better},
        studied=frozenset({"2026-W47"}),
        last_studied="2026-W47",
        as_of="2026-W47",
    )
    both = together([first, second])
    assert both == together([second, first]), "whichever was collected first"
    assert both.name == "Li Wei"
    assert both.completed == {"c/one": "2026-W40", "c/two": "2026-W46"}
    assert both.needs == {}, "what is completed needs no help, and the earlier need is no more"
    assert both.results == {"c/quiz": better}
    assert (both.last_studied, both.as_of) == ("2026-W47", "2026-W47")
    assert together([first, Told(as_of=WEEK, erased=True)]).erased


def test_what_two_streams_call_wrong_was_said_once() -> None:
    wrong, other = StatusChallenged("c/one", "overdue", "I did it"), StatusChallenged("c/two", "overdue", "So did I")
    lost = Told(challenged={"1": (wrong, WEEK), "2": (wrong, WEEK), "3": (other, WEEK)})
    restored = Told(challenged={"4": (wrong, WEEK), "5": (wrong, WEEK), "6": (wrong, WEEK)}, as_of=WEEK)
    both = together([lost, restored])
    assert list(both.challenged) == ["1", "2", "3", "6"], "the third time was said since"


@pytest.mark.parametrize(
    ("known", "handled", "today", "status"),
    [
        (Told(), {}, DUE, Status.NOT_STARTED),
        (Told(begun=frozenset({"c/one"})), {}, DUE, Status.IN_PROGRESS),
        (Told(begun=frozenset({"c/one"})), {}, date(2026, 12, 1), Status.OVERDUE),
        (Told(needs={"c/one": NEED}), {}, DUE, Status.NEEDS_HELP),
        (Told(needs={"c/one": NEED}), {}, date(2026, 12, 5), Status.NEEDS_HELP),
        # The Sunday of that week is 14 days ago: it cannot be younger.
        (Told(needs={"c/one": NEED}), {}, date(2026, 12, 6), Status.OVERDUE),
        (Told(needs={"c/one": NEED}), {"c/one": seen(date(2026, 11, 18))}, DUE, Status.NOT_STARTED),
        (Told(needs={"c/one": NEED}), {"c/one": seen(date(2026, 11, 13))}, DUE, Status.NEEDS_HELP),
        # One that was told of again is another, in whichever week.
        (ASKED, {"c/one": seen(date(2026, 11, 18), ENTRY)}, DUE, Status.NOT_STARTED),
        (ASKED, {"c/one": seen(date(2026, 11, 18), OTHER)}, DUE, Status.NEEDS_HELP),
        (Told(needs={"c/one": NEED}, completed={"c/one": WEEK}), {}, DUE, Status.COMPLETED),
    ],
)
def test_a_leader_judges_what_was_told_by_the_plan_of_today(
    known: Told, handled: Mapping[str, LessonFacts], today: date, status: Status
) -> None:
    judged = told_record("id", known, ASSIGNED, handled=handled, library=LIBRARY, today=today)
    assert judged.lessons["c/one"].status is status
    assert (judged.lessons["c/one"].reason is not None) is (status is Status.NEEDS_HELP)


def test_a_group_tells_of_changes_alone() -> None:
    none, norms = CharterSet("", ""), CharterSet("Be kind.", "0" * 32)
    plan = Plan("g", "c", DUE, {"c/one": DUE}, {"c/one": DUE}, 0.5, ())
    said = announcing(Outline(), "Owls", ["Lea"], [plan], {}, charter=none)
    assert said == (GroupNamed("Owls", ("Lea",)), PlanSet("c", {"c/one": DUE}, 0.5, ()))
    known = Outline("Owls", ("Lea",), none, {"c": PlanSet("c", {"c/one": DUE}, 0.5, ())})
    assert announcing(known, "Owls", ["Lea"], [plan], {}, charter=norms) == (norms,)
    assert announcing(replace(known, charter=norms), "Owls", ["Lea"], [plan], {}, charter=none) == (none,), (
        "it was taken back"
    )
    assert announcing(known, "Owls", ["Lea"], [plan], {}, charter=none) == ()
    handled = {OTHER: "2026-W47", ENTRY: "2026-W48"}
    assert announcing(known, "Owls", ["Lea"], [plan], handled, charter=none) == (
        HelpHandled(ENTRY, "2026-W48"),
        HelpHandled(OTHER, "2026-W47"),
    )
    assert announcing(replace(known, handled=handled), "Owls", ["Lea"], [plan], handled, charter=none) == ()


def test_what_is_random_follows_from_the_secret_and_the_place_alone() -> None:
    first, second = Drawn.of(bytes(32), 0), Drawn.of(bytes(32), 1)
    assert first == Drawn.of(bytes(32), 0)
    assert len({first.id, second.id, Drawn.of(b"1" * 32, 0).id}) == 3
    assert first.salt != second.salt
    assert (first.id[14], first.id[19] in "89ab") == ("4", True)


def test_a_group_is_known_outside_by_an_id_without_a_time() -> None:
    timed, plain = "0190a0b0-0000-7000-8000-000000000001", "0190a0b0-0000-4000-8000-000000000001"
    assert outside(timed) == outside(outside(timed))
    assert outside(timed)[14] == "4"
    assert outside(timed)[:8] != timed[:8]
    assert outside(plain) == plain
