"""What is said of groups in a sprint is what anybody can count from the events; and it names and ranks nobody."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.shelf import open_shelf
from quizzes.library import Library, build
from store import events, groups, people, sprints
from store.charter import notice_digest
from store.database import Database, open_database
from store.errors import NotOpenedError
from store.events import Body
from store.group_mirror import group_record
from store.log import Entry, append, rebuild
from store.sprint_mirror import own_sprints, sprint_records
from tests.histories import dump
from tui.commands.group import group_json

LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday."""
FIRST = START.date() + timedelta(weeks=4)
EACH = 6
"""Members of each of the two groups."""
DEEDS = ("open",) * 24 + ("finish",) * 4 + ("leave", "join", "join")
COPIES = count()


@dataclass
class Told:
    """A history that is being recorded, and kept beside as plain values."""

    database: Database
    at: datetime = START
    log: list[tuple[date, str, Body]] = field(default_factory=list)
    random: Random = field(default_factory=lambda: Random(3))

    def record(self, subject: str, actor: str, body: Body) -> None:
        self.at += timedelta(seconds=1)
        (event,) = append(self.database, [Entry(body, actor, subject)], now=lambda: self.at, random=self.random)
        self.log.append((event.day, subject, body))


@pytest.fixture(scope="module")
def library() -> Library:
    return build([open_shelf(LIBRARY)])


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("blank")
    with open_database(folder / "study.db", now=lambda: START) as database:
        for name in ("Lead", *(f"Member {number}" for number in range(2 * EACH))):
            people.add(database, name, now=lambda: START, random=Random(name))
    return folder / "study.db"


@settings(max_examples=60)
@given(dice=st.integers(0, 2**32), weeks=st.integers(2, 3))
def test_the_bands_of_a_group_are_what_the_events_say(blank: Path, library: Library, dice: int, weeks: int) -> None:
    random = Random(dice)
    history = [  # a day after the start, who, which lesson, what
        (random.randrange(56), random.randrange(2 * EACH), random.randrange(9), random.choice(DEEDS))
        for _deed in range(random.randrange(60, 300))
    ]
    later = random.randrange(2, 30)
    folder = blank.parent / str(next(COPIES))
    folder.mkdir()
    shutil.copy(blank, folder)
    with open_database(folder / "study.db", now=lambda: START) as database:
        told = Told(database)
        lead, *members = (member.id for member in people.members(database))
        both = [
            groups.create(database, name, lead, now=lambda: START, random=told.random) for name in ("Days", "Nights")
        ]
        lessons = [lesson.key for lesson in library.courses[0].lessons]
        for number, member in enumerate(members):
            group = both[number // EACH]
            told.record(group.id, lead, events.GroupJoined(member, "member"))
            told.record(member, member, events.CharterAccepted(group.id, "", notice_digest()))
        for group in both:
            due = dict.fromkeys(lessons, FIRST)
            told.record(group.id, lead, events.PlanSet("bread", due, None, ()))
        sprint = database.ids.next(START, told.random)
        last = FIRST + timedelta(weeks=weeks, days=-1)
        told.record(both[0].id, lead, events.SprintProposed(sprint, "Spring", FIRST, last, (both[1].id,)))
        told.record(both[1].id, lead, events.SprintJoined(sprint))
        today = FIRST + timedelta(days=later)
        for days, who, which, deed in sorted(history, key=lambda one: one[0]):
            told.at = max(told.at, START + timedelta(days=days))
            if told.at.date() > today:
                break
            act(told, lead, both[who // EACH].id, (members[who], lessons[which % len(lessons)], deed))
        (record,) = sprint_records(database, library, today, reader=lead)
        assert [one.name for one in record.groups] == ["Days", "Nights"], "by name, and never by how they do"
        for shown, group in zip(record.groups, both, strict=True):
            assert shown.bands is not None
            improvement = shown.bands.improvement.value if shown.bands.improvement else None
            found = (improvement, shown.bands.coverage, shown.bands.withheld)
            assert found == expected(told.log, group.id, lessons, last, today)
            if group is both[0]:
                (own,) = own_sprints(database, group.id, library, today, reader=lead)
                assert (own.bands, own.groups) == (shown.bands, 2), "who leads it hands on its own, and no other"
                printed = group_json(group_record(database, group, library, today, reader=lead), [own])["sprints"]
                assert isinstance(printed, list)
                (said_of_it,) = printed
                keys = ("improvement", "coverage", "withheld")
                assert tuple(said_of_it.get(key) for key in keys) == found
                with pytest.raises(NotOpenedError):
                    own_sprints(database, group.id, library, today, reader=members[0])
        said = repr([asdict(one) for one in record.groups])
        assert not any(member in said for member in members)
        grown = dump(database)
        rebuild(database)
        assert dump(database) == grown
    shutil.rmtree(folder)


def act(told: Told, lead: str, group: str, deed: tuple[str, str, str]) -> None:
    member, lesson, what = deed
    if what == "open":
        told.record(member, member, events.LessonOpened(lesson, ""))
    elif what == "finish":
        told.record(member, member, events.LessonFinished(lesson, "read", ""))
    elif what == "leave":
        told.record(group, lead, events.GroupLeft(member, "member"))
    else:
        told.record(group, lead, events.GroupJoined(member, "member"))
        told.record(member, member, events.CharterAccepted(group, "", notice_digest()))  # who came back is asked again


# The independent calculation: read off the events one by one.

Log = Sequence[tuple[date, str, Body]]


def expected(
    log: Log, group: str, lessons: Sequence[str], last: date, today: date
) -> tuple[str | None, int | None, str | None]:
    end = last if today > last else today - timedelta(days=today.weekday() + 1)
    if end < FIRST:
        return None, None, sprints.EARLY
    spans = memberships(log, group)
    then, now = FIRST - timedelta(days=28), FIRST
    before, after = pace(log, spans, (then, FIRST - timedelta(days=1))), pace(log, spans, (now, end))
    improvement = None
    if before is not None and after is not None:
        if before == 0:
            improvement = "much-more" if after else "as-before"
        else:
            ratio = after / before
            bands = [("less", 0.9), ("as-before", 1.1), ("more", 1.5)]
            improvement = next((band for band, to in bands if ratio + 1e-9 < to), "much-more")
    active = {who for who in spans if studied(log, spans, who, now, end)}
    there = [who for who in active if any(joined <= end < left for joined, left in spans[who])]
    coverage = None
    if len(there) >= 5:
        done = sum(day <= end for who in there for day in finished(log, who).values())
        share = done / (len(there) * len(lessons))
        coverage = 4 if share >= 0.75 else 3 if share >= 0.5 else 2 if share >= 0.25 else 1
    return improvement, coverage, "fewer than 5" if improvement is None or coverage is None else None


def memberships(log: Log, group: str) -> Mapping[str, list[tuple[date, date]]]:
    found: dict[str, list[tuple[date, date]]] = {}
    for day, subject, body in log:
        if subject != group or not isinstance(body, events.GroupJoined | events.GroupLeft):
            continue
        spans = found.setdefault(body.member, [])
        inside = bool(spans) and spans[-1][1] == date.max
        if isinstance(body, events.GroupJoined) and not inside:
            spans.append((day, date.max))
        elif isinstance(body, events.GroupLeft) and inside:
            spans[-1] = (spans[-1][0], day)
    return found


def studied(log: Log, spans: Mapping[str, list[tuple[date, date]]], who: str, first: date, last: date) -> bool:
    return any(
        subject == who
        and isinstance(body, events.LessonOpened | events.LessonFinished)
        and first <= day <= last
        and any(joined <= day < left for joined, left in spans[who])
        for day, subject, body in log
    )


def finished(log: Log, who: str) -> Mapping[str, date]:
    found: dict[str, date] = {}
    for day, subject, body in log:
        if subject == who and isinstance(body, events.LessonFinished):
            found.setdefault(body.lesson, day)
    return found


def pace(log: Log, spans: Mapping[str, list[tuple[date, date]]], days: tuple[date, date]) -> float | None:
    first, last = days
    active = [who for who in spans if studied(log, spans, who, first, last)]
    if len(active) < 5:
        return None
    done = [
        day
        for who in active
        for day in finished(log, who).values()
        if first <= day <= last and any(joined <= day < left for joined, left in spans[who])
    ]
    return len(done) / len(active) / (((last - first).days + 1) / 7)
