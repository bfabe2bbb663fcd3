"""Nothing private leaves: whatever was studied, the files that are shared hold what the mirror shows, and no more."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quizzes.model import Confidence
from store import people
from store.days import week_of
from store.events import (
    KINDS,
    Body,
    CharterSet,
    DayBegun,
    GoalReached,
    GoalSet,
    GroupCreated,
    GroupDescribed,
    GroupJoined,
    HandLowered,
    HandRaised,
    LeaveEnded,
    LeaveRecorded,
    LessonOpened,
    MemberAdded,
    MemberErased,
    MemberRenamed,
    PlanSet,
    QuestionFlagged,
    SittingFinished,
    SittingStarted,
    SprintLeft,
    SprintProposed,
    StatusChallenged,
    Studied,
)
from store.log import Entry, append
from store.people import Leave
from store.projections import calibration
from tests.histories import OF_GROUPS, START, answered, buried, finished, marked, rated, sitting_id, suspended
from tests.machines import COURSE, GROUP, LESSONS, Machine, answer_all, classroom
from tests.unit.test_events import ONE_OF_EACH

MARK = "zq-private"
"""In every text of an event that nobody else is to see."""
DAYS = 30
SHARED = st.lists(
    st.tuples(
        st.integers(0, DAYS), st.sampled_from(["open", "complete", "raise", "lower", "share", "share"]), st.booleans()
    ),
    max_size=14,
)
"""A day, what was done that leaders may hear of, and with which lesson."""
PRIVATE = st.lists(
    st.tuples(
        st.integers(0, DAYS),
        st.floats(0, 1, exclude_max=True),
        st.sampled_from(["wrong", "right", "rate", "aside", "end", "note", "time", "time", "group", "any"]),
    ),
    max_size=12,
)
"""A day, how far it has gone on since its first study, and what was done that nobody else is to hear of."""
COPIES = count()


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("leaving")


def private(kind: str, number: int) -> Sequence[Body]:
    """What is the member's own: a quiz that nobody assigned, with marks in whatever it says."""
    quiz = f"{MARK}/quiz"
    match kind:
        case "wrong" | "right":
            sitting = sitting_id(500 + number)
            begun = SittingStarted(sitting, quiz, MARK, ("q1", MARK), {"q1": ("a", MARK)}, 0.7)
            given_ = replace(answered(1, right=kind == "right"), sitting=sitting, quiz=quiz, choice=(MARK,), hints=3)
            return begun, replace(given_, confidence=1 + number % 3)
        case "rate":
            return (replace(rated(1, 1 + number % 4), quiz=quiz, choice=(MARK,)),)
        case "aside":
            return replace(suspended(), quiz=quiz), replace(buried(), quiz=quiz, question=MARK)
        case "any":
            own = (*OF_GROUPS, MemberAdded, MemberErased, MemberRenamed, LeaveRecorded, LeaveEnded)
            return [marked(body, MARK) for body in ONE_OF_EACH if not isinstance(body, own)]
        case "time":
            gone = tuple(START.date() + timedelta(days=day) for day in range(number % 9))
            return DayBegun(scheduled=True, went_by=gone), Studied(10_000 + number)
        case _:
            ended: SittingFinished = finished(900 + number, marks=0.25, quiz=quiz)
            return (ended,)


def elsewhere(wei: Machine, number: int) -> None:
    """What goes on in another group, which Wei leads: goals and sprints, duties and mentees, a charter and a plan."""
    other, me, day = sitting_id(77), people.members(wei.database)[0].id, wei.clock().date()
    monday = day - timedelta(days=day.weekday())
    goal, sprint = sitting_id(800 + number), sitting_id(850 + number)
    bodies: list[Body] = [
        GroupCreated(f"{MARK} {number}"),
        GroupDescribed(MARK, MARK, (COURSE,)),
        GroupJoined(me, "leader"),
        GroupJoined(me, "member"),
        GroupJoined(me, "mentor", mentees=(me,)),
        CharterSet(f"{MARK} {number}", "d" * 32),
        PlanSet(COURSE, {LESSONS[0]: day}, 0.5, (MARK,)),
        GoalSet(goal, f"{MARK} {number}", "judged", MARK, None, me, day),
        GoalReached(goal),
        SprintProposed(sprint, f"{MARK} {number}", monday, monday + timedelta(days=13), (sitting_id(78),)),
        SprintLeft(sprint),
        *(marked(body, MARK) for body in ONE_OF_EACH if isinstance(body, OF_GROUPS)),
    ]
    entries = [Entry(body, me, other) for body in bodies]
    append(wei.database, entries, now=wei.clock, random=wei.study._random)


Shared = tuple[int, str, bool]
Own = tuple[int, float, str]


def in_order(shared: Sequence[Shared], own: Sequence[Own]) -> Sequence[tuple[int, str, str, bool]]:
    """What happens, one after another: the day, whose it is, what it is, and with which lesson.

    That somebody studied is told, to the week: what is private happens on days of study that are known by then. How
    long somebody studied, and on which days they meant to, makes no day known.
    """
    known = sorted(shared, key=lambda one: one[0])
    happened = [(float(place), (day, "shared", kind, which)) for place, (day, kind, which) in enumerate(known)]
    for day, gone, kind in own:
        if kind == "time":
            before, then = (sum(when < limit for when, _kind, _which in known) for limit in (day, day + 1))
            happened.append((before - 0.5 + (then - before) * gone, (day, "own", kind, False)))
            continue
        that = [place for place, (when, _kind, _which) in enumerate(known) if when == day]
        first = next((place for place in that if known[place][1] in {"open", "complete"}), None)
        if first is not None:
            happened.append((first + (that[-1] + 1 - first) * gone + 1e-6, (day, "own", kind, False)))
    return [what for _place, what in sorted(happened, key=lambda one: one[0])]


def tell(wei: Machine, shared: Sequence[Shared], own: Sequence[Own], *, hour: int, late: bool) -> list[bytes]:
    """Live through a history, in which the first file is shared at once or `late`; the bytes of each file."""
    files = []
    if not late:
        wei.share()
    for number, (day, whose, kind, which) in enumerate(in_order(shared, own)):
        wei.clock.moment = START.replace(hour=4) + timedelta(days=day, hours=hour, minutes=number, milliseconds=417)
        lesson = LESSONS[which]
        if whose == "own" and kind == "note":
            note = wei.study.note_passage(lesson, block=MARK, section=0, quote=MARK, text=f"{MARK} {number}")
            wei.study.note_question(f"{MARK}/quiz", MARK, stem=MARK, text=MARK)
            wei.study.rewrite_note(note, f"{MARK} {number} again")
            wei.study.set_bookmark(lesson, block=f"{MARK} {number}", section=0, quote=MARK)
            wei.record(StatusChallenged(sitting_id(1), lesson, "overdue", f"{MARK} {number}"))
            wei.record(
                QuestionFlagged(
                    quiz=f"{MARK}/quiz", question=MARK, edition=MARK, reason="other", text=f"{MARK} {number}"
                )
            )
        elif whose == "own" and kind == "group":
            elsewhere(wei, number)
        elif whose == "own":
            wei.record(*private(kind, number), question=(MARK, '{"stem":"?"}'))
        elif kind == "open":
            wei.record(LessonOpened(lesson, MARK))
        elif kind == "complete":
            wei.complete(lesson)
        elif kind in {"raise", "lower"}:
            wei.record(HandRaised(lesson) if kind == "raise" else HandLowered(lesson))
        else:
            files.append(wei.share().file.read_bytes())
    wei.clock.moment = START.replace(hour=4) + timedelta(days=DAYS + 1, hours=hour)
    files.append(wei.share().file.read_bytes())
    return files


@settings(max_examples=25)
@given(shared=SHARED, own=PRIVATE, late=st.booleans())
@example(shared=[(0, "open", False)], own=[], late=True)
@example(shared=[(0, "complete", False)], own=[], late=True)
@example(shared=[(0, "open", False)], own=[(0, 0.5, "any"), (0, 0.7, "group")], late=False)
def test_what_is_private_changes_no_byte(base: Path, shared: list[Shared], own: list[Own], *, late: bool) -> None:
    told = []
    for private_events, hour in ((own, 3), ([], 15)):
        folder = base / str(next(COPIES))
        folder.mkdir()
        with classroom(folder, "Wei") as (_leader, wei):
            told.append(tell(wei, shared, private_events, hour=hour, late=late))
    assert told[0] == told[1]


SAID, ANSWERED = "zq-said", "zq-answered"


@settings(max_examples=6)
@given(deeds=st.lists(st.sampled_from(["look", "page", "answer", "share", "collect", "week"]), max_size=10))
def test_a_reply_says_who_looked_and_what_is_answered_to_the_member_alone(base: Path, deeds: list[str]) -> None:
    folder = base / str(next(COPIES))
    folder.mkdir()
    with classroom(folder, "Wei", "Ana") as (leader, wei, ana):
        for one in (wei, ana):
            one.folder = one.folder / one.study._me().name
            one.folder.mkdir()
        for one in (wei, ana):
            one.share()
        wei.study.challenge(LESSONS[0], SAID, GROUP)
        wei.record(StatusChallenged(sitting_id(1), LESSONS[0], "overdue", f"{MARK}, for the leaders of another group"))
        wei.share()
        leader.collect()
        group = leader.study.find_group(GROUP).id
        looked, answered = set(), False
        wei_is = next(one.member for one in leader.study.group(group).members if one.name == "Wei")
        leader.study.note_page(group, wei_is)
        for deed in (*deeds, "share", "collect"):
            week = week_of(leader.study.day())
            looked.add((week, False))  # to find the group is to look at it
            leader.study.group(group)
            if deed == "page":
                leader.study.note_page(group, wei_is)
            elif deed == "answer":
                leader.study.answer_challenge(GROUP, "Wei", LESSONS[0], ANSWERED)
                answered = True
            elif deed == "share":
                leader.share()
            elif deed == "collect":
                for one in (wei, ana):
                    one.study.collect([leader.folder])
            elif deed == "week":
                leader.clock.forward(days=7)
        ((found,), (beside_her,)) = (one.study.told_beside(one.study.mirror()) for one in (wei, ana))
        assert {(one.week, one.page) for one in found.looked if not one.page} == looked
        assert any(one.page for one in found.looked)
        assert not any(one.page for one in beside_her.looked), "nobody hears who looked at another's page"
        assert [one.answer for one in found.said if one.text == SAID] == [ANSWERED if answered else ""]
        for path in sorted(leader.folder.rglob("*.jsonl")):
            text = path.read_text()
            assert MARK not in text
            assert not re.search(r"\d\d:\d\d|T\d\d|Z\"", text)
            if path.parent != wei.folder:
                assert SAID not in text
                assert ANSWERED not in text
            days = re.findall(r"20\d\d-\d\d-\d\d", text)
            assert not days or path.parent == leader.folder, "days are those of the plan"
        assert b"record.read" not in b"".join(one.read_bytes() for one in leader.folder.iterdir() if one.is_file())


def test_how_sure_one_was_is_in_nothing_that_leaves(base: Path) -> None:
    """Answers alike in an announced quiz, one member sure of each, the other saying nothing: nobody can tell which."""
    told = []
    for confidence in (Confidence.SURE, None):
        folder = base / str(next(COPIES))
        folder.mkdir()
        with classroom(folder, "Wei") as (leader, wei):
            wei.clock.forward(days=1)
            answer_all(wei, right=False, confidence=confidence)
            wei.share()
            leader.collect()
            kept = calibration.of_member(wei.database, people.members(wei.database)[0].id)
            assert bool(kept) is (confidence is not None), "it is kept for the member"
            collected = leader.database.query("SELECT body FROM shared_entries ORDER BY stream, seq")
            mirror = replace(wei.mirror(), member="")
            told.append(([path.read_bytes() for path in sorted(wei.folder.iterdir())], repr(mirror), collected))
            assert "confiden" not in repr(told[-1]).casefold()
            assert leader.database.query("SELECT * FROM calibration") == []
    assert told[0] == told[1]


def test_every_kind_of_event_is_tried(base: Path) -> None:
    folder = base / str(next(COPIES))
    folder.mkdir()
    with classroom(folder, "Wei") as (_leader, wei):
        own = [(0, number / 20, kind) for number, kind in enumerate(["any", "group", "note"])]
        tell(wei, [(0, "open", False)], own, hour=9, late=False)
        wei.study.go_away(Leave(START.date(), START.date() + timedelta(days=999)))
        wei.study.come_back()
        wei.study.rename_member("Wei", "Wei Lin")
        kinds = {kind for (kind,) in wei.database.query("SELECT DISTINCT kind FROM events")}
        assert kinds == KINDS.keys() - {MemberErased.KIND}, "who is erased tells that alone"


@settings(max_examples=25)
@given(shared=SHARED, own=PRIVATE)
@example(shared=[(0, "open", False)], own=[(0, 0.5, "any"), (0, 0.7, "group")])
def test_no_mark_and_no_time_is_in_any_file(base: Path, shared: list[Shared], own: list[Own]) -> None:
    folder = base / str(next(COPIES))
    folder.mkdir()
    with classroom(folder, "Wei") as (leader, wei):
        day = START.date()
        wei.study.go_away(Leave(day, day + timedelta(days=2)))
        wei.study.keep_place(LESSONS[0], block=MARK, section=0, line=3, share=0.5)
        files = tell(wei, shared, own, hour=9, late=False)
        files += [path.read_bytes() for path in wei.folder.iterdir()]
        rows = wei.database.query("SELECT hex(id), hex(actor), hex(salt), at FROM events")
        held = {value.casefold() for row in rows for value in map(str, row)} - {"none"}
        member = people.members(wei.database)[0]
        for content in files:
            text = content.decode()
            assert MARK not in text
            assert not re.search(r"\d\d:\d\d|T\d\d|Z\"", text)
            assert member.id not in text
            plain = text.casefold().replace("-", "")
            assert not [one for one in held if one in plain]
            for id_ in re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-", text):
                assert id_ == "4"
            for line in map(json.loads, text.splitlines()[1:]):
                assert set(line) == {"seq", "id", "kind", "week", "version", "salt", "body", "body_hash", "hash"}
        leader.clock.moment = wei.clock.moment
        leader.collect()
        (seen,) = leader.seen()
        assert replace(seen, member=member.id, as_of=None) == wei.mirror()
