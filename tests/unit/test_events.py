"""The door of the log: what an event may hold, and what is refused."""

import json
from dataclasses import replace
from datetime import date

import pytest

from store import events, ids, replay, strict_json
from store.errors import UnreadableEventError
from store.events import (
    Answered,
    Body,
    ChallengeAnswered,
    CharterAccepted,
    CharterSet,
    DayBegun,
    DetailsErased,
    FlagClosed,
    GoalDropped,
    GoalReached,
    GoalSet,
    GroupArchived,
    GroupCreated,
    GroupDescribed,
    GroupJoined,
    GroupLeft,
    GroupRenamed,
    GroupReopened,
    HandlingUndone,
    HandLowered,
    HandRaised,
    HelpHandled,
    LeaveEnded,
    LeaveRecorded,
    LessonFinished,
    LessonOpened,
    MemberAdded,
    MemberErased,
    MemberRenamed,
    PlanSet,
    QuestionBuried,
    QuestionFlagged,
    QuestionResumed,
    QuestionSuspended,
    Rated,
    SharingAgreed,
    SittingAbandoned,
    SittingStarted,
    SprintJoined,
    SprintLeft,
    SprintProposed,
    StatusChallenged,
    Studied,
    Undone,
    Unknown,
)
from tests.histories import aliased, answered, finished, rated, sitting_id, started

ONE_OF_EACH: list[Body] = [
    MemberAdded("Ada"),
    MemberRenamed("艾达"),
    MemberErased(),
    DetailsErased(date(2026, 3, 1)),
    LessonOpened("course/lesson", ""),
    LessonFinished("course/lesson", "quiz-passed", "d" * 32),
    started(),
    answered(),
    finished(),
    SittingAbandoned(sitting_id(), "course/quiz"),
    rated(),
    QuestionSuspended("course/quiz", "q1"),
    QuestionResumed("course/quiz", "q1"),
    QuestionBuried("course/quiz", "q1", date(2026, 11, 28)),
    aliased(),
    QuestionFlagged(quiz="course/quiz", question="q1", edition="c" * 32, reason="typo", text="a\nb"),
    FlagClosed(sitting_id(), "settled"),
    Undone(sitting_id()),
    LeaveRecorded(date(2026, 11, 2), date(2026, 11, 6)),
    LeaveEnded(),
    DayBegun(scheduled=True, went_by=(date(2026, 11, 23), date(2026, 11, 24))),
    Studied(540),
    HandRaised("course/lesson"),
    HandLowered("course/lesson"),
    HelpHandled("course/lesson"),
    HandlingUndone("course/lesson", sitting_id()),
    GroupCreated("Night shift"),
    GroupRenamed("Day shift"),
    GroupDescribed("Search", "Five pursuits, each in its week", ("course",)),
    GroupArchived(),
    GroupReopened(),
    GroupJoined(sitting_id(), "mentor", date(2026, 11, 2), date(2026, 12, 24), (sitting_id(2),)),
    GroupLeft(sitting_id(), "leader", date(2026, 11, 6)),
    PlanSet("course", {"course/lesson": date(2026, 12, 24)}, 0.8, ("course/quiz",), {"setup": 0.75}),
    GoalSet(sitting_id(), "Nobody waits for a reset", "judged", "", None, sitting_id(2), date(2026, 12, 24)),
    GoalReached(sitting_id()),
    GoalDropped(sitting_id()),
    CharterSet("# Norms\n\nWe ask.", "d" * 32),
    CharterAccepted(sitting_id(), "d" * 32, "e" * 32),
    StatusChallenged(sitting_id(), "course/lesson", "overdue", "I did it\non Friday"),
    ChallengeAnswered(sitting_id(), "You are right."),
    SharingAgreed(sitting_id(), sitting_id(2)),
    SprintProposed(sitting_id(), "Spring", date(2026, 11, 30), date(2026, 12, 27), (sitting_id(2),)),
    SprintJoined(sitting_id()),
    SprintLeft(sitting_id()),
]


def test_there_is_one_of_each() -> None:
    assert {body.KIND for body in ONE_OF_EACH} == set(events.KINDS)


@pytest.mark.parametrize("model", [*replay.FOLDED, *replay.GATHERED, *replay.LISTED])
def test_read_models_are_made_of_events_that_there_are(model: replay.Folded | replay.Gathered | replay.Listed) -> None:
    assert model.kinds <= events.KINDS.keys()


@pytest.mark.parametrize("body", ONE_OF_EACH, ids=lambda body: body.KIND)
def test_a_body_is_the_same_after_writing_and_reading(body: Body) -> None:
    text = events.write_body(body)
    assert events.read_body(body.KIND, body.VERSION, text) == body
    assert text == strict_json.write(json.loads(text))


@pytest.mark.parametrize(
    "body",
    [
        MemberAdded(""),
        MemberAdded("a" * 81),
        MemberAdded("a\nb"),
        MemberAdded("a\x1b[2J"),
        MemberAdded("\ud800"),
        LessonFinished("course/lesson", "attendance", ""),
        replace(answered(), mark=1.1),
        replace(answered(), mark=float("nan")),
        replace(answered(), mark=True),
        replace(answered(), points=-1.0),
        replace(answered(), number=0),
        replace(answered(), hints=1.5),  # type: ignore[arg-type]  # what the door must refuse
        replace(answered(), right=1),  # type: ignore[arg-type]  # the same
        replace(answered(), type="essay"),
        replace(answered(), choice="ab"),  # type: ignore[arg-type]  # the same
        replace(answered(), choice=("x" * 10_001,)),
        replace(answered(), choice=("a\x1b[2J",)),
        replace(answered(), sitting="7"),
        replace(answered(), sitting=sitting_id(255).upper()),
        rated(rating=0),
        rated(rating=5),
        answered(retention=0.69),
        answered(retention=0.98),
        rated(retention=0.69),
        rated(retention=0.98),
        replace(rated(), source="quiz"),
        replace(rated(), mark=1.5),
        Undone("7"),
        QuestionSuspended("course/quiz", ""),
        QuestionBuried("course/quiz", "q1", "tomorrow"),  # type: ignore[arg-type]  # the same
        replace(finished(), asked=-1),
        replace(finished(), marks=float("inf")),
        replace(started(), questions=tuple(f"q{number}" for number in range(events.MOST_QUESTIONS + 1))),
        replace(started(), options={"q1": ("a", 1)}),  # type: ignore[dict-item]  # the same
        replace(
            started(), options={f"{number:0>100}": tuple(f"{n:0>100}" for n in range(100)) for number in range(200)}
        ),
    ],
)
def test_what_its_kind_does_not_allow_is_refused(body: Body) -> None:
    with pytest.raises(UnreadableEventError):
        events.write_body(body)


GOOD = '{"lesson":"course/lesson","digest":"d"}'


@pytest.mark.parametrize(
    "text",
    [
        '{"lesson":"course/lesson"}',
        '{"lesson":"course/lesson","digest":"d","more":1}',
        '{"lesson":"course/lesson","disgest":"d"}',
        '{"lesson":"course/lesson","digest":"d","digest":"e"}',
        '{"lesson":5,"digest":"d"}',
        '["lesson","digest"]',
        "null",
        "",
    ],
)
def test_a_text_of_another_form_is_refused(text: str) -> None:
    assert events.read_body("lesson.opened", 1, GOOD) == LessonOpened("course/lesson", "d")
    with pytest.raises(UnreadableEventError):
        events.read_body("lesson.opened", 1, text)


@pytest.mark.parametrize(("kind", "version"), [("badge.given", 1), ("answered", 6)])
def test_what_a_newer_version_wrote_is_kept_as_it_is(kind: str, version: int) -> None:
    assert events.read_body(kind, version, '{"whatever": [1]}') == Unknown('{"whatever": [1]}')


@pytest.mark.parametrize("body", [answered(), rated()], ids=lambda body: body.KIND)
def test_what_an_earlier_version_wrote_is_read_as_the_present_one(body: Body) -> None:
    assert events.read_body(body.KIND, 1, events.write_body(body)) == body


def test_a_sitting_of_before_there_were_groups_was_announced_to_none() -> None:
    values = json.loads(events.write_body(started()))
    values = {name: values[name] for name in values if name not in {"announced", "mode", "feedback", "time_limit"}}
    assert events.read_body("sitting.started", 1, strict_json.write(values)) == started()
    with pytest.raises(UnreadableEventError):
        events.read_body("sitting.started", 2, strict_json.write(values))


def test_a_sitting_of_before_there_were_exams_was_practice_without_a_limit() -> None:
    values = json.loads(events.write_body(started()))
    earlier = {name: values[name] for name in values if name not in {"mode", "feedback", "time_limit"}}
    assert events.read_body("sitting.started", 2, strict_json.write(earlier)) == started()
    del earlier["announced"]
    assert events.read_body("sitting.started", 1, strict_json.write(earlier)) == started()
    ended = json.loads(events.write_body(finished()))
    del ended["ended"]
    assert events.read_body("sitting.finished", 1, strict_json.write(ended)) == finished()


@pytest.mark.parametrize("day", ["2026-02-30", "20261127", "2026-11-27T09:00:00", 7, None])
def test_what_is_no_day_is_refused(day: object) -> None:
    with pytest.raises(UnreadableEventError):
        events.read_body("leave.recorded", 1, json.dumps({"first": day, "last": "2026-11-27"}))


def test_an_answer_may_be_typed_in_several_lines_and_say_the_same_twice() -> None:
    body = replace(answered(), type="cloze", choice=("a\n\tb", "", "a\n\tb"))
    assert events.read_body("answered", 2, events.write_body(body)) == body


@pytest.mark.parametrize("plain", [answered(), rated()], ids=lambda body: body.KIND)
def test_an_answer_of_before_confidence_was_asked_for_has_none(plain: Answered | Rated) -> None:
    kind, sure = plain.KIND, replace(plain, confidence=3)
    values = json.loads(events.write_body(sure))
    assert values.pop("confidence") == 3
    assert events.read_body(kind, 3, strict_json.write(values)) == plain
    lean = events.shorten_body(sure, facts(kind, ""))
    assert json.loads(lean)[-1] == {"confidence": 3}
    assert events.recall_body(kind, 4, lean, facts) == sure
    assert events.recall_body(kind, 3, events.shorten_body(plain, facts(kind, "")), facts) == plain
    for unfit in (0, 4, 1.5, True):
        with pytest.raises(UnreadableEventError):
            events.write_body(replace(plain, confidence=unfit))  # type: ignore[arg-type]  # what the door must refuse


def test_an_answer_of_before_it_told_what_was_wished_for_was_scheduled_for_nine_in_ten() -> None:
    wished = answered(retention=0.8)
    values = json.loads(events.write_body(wished))
    assert values.pop("retention") == 0.8
    assert events.read_body(Answered.KIND, 4, strict_json.write(values)) == answered()
    lean = events.shorten_body(wished, facts(Answered.KIND, ""))
    assert json.loads(lean)[-1] == {"retention": 0.8}
    assert events.recall_body(Answered.KIND, 5, lean, facts) == wished
    assert events.recall_body(Answered.KIND, 4, events.shorten_body(answered(), facts(Answered.KIND, "")), facts) == (
        answered()
    )


def test_what_was_turned_over_and_not_answered_has_no_mark() -> None:
    body = replace(rated(), choice=(), mark=None, right=None)
    assert events.read_body(Rated.KIND, 1, events.write_body(body)) == body


def test_whole_numbers_count_as_shares() -> None:
    text = events.write_body(replace(answered(), mark=1, points=2))
    read = events.read_body("answered", 1, text)
    assert isinstance(read, Answered)
    assert repr((read.mark, read.points)) == "(1.0, 2.0)"


FACTS = {"identity": "a" * 32, "key": "e" * 32, "type": "single"}


def facts(kind: str, _revision: str) -> dict[str, str]:
    return {name: value for name, value in FACTS.items() if name in events.FIXED[kind]}


@pytest.mark.parametrize(
    "body",
    [
        answered(),
        answered(right=False),
        replace(answered(), mark=0.5),
        replace(answered(), mark=1.0, right=False),
        replace(answered(), hints=2, points=3.0),
        replace(answered(), retention=0.97),
        replace(answered(), identity="b" * 32, type="text"),
        rated(),
        rated(rating=1),
        replace(rated(), choice=(), mark=None, right=None),
        replace(rated(), mark=0.0, right=True, retention=0.8),
    ],
)
def test_what_goes_without_saying_is_read_as_if_it_had_been_said(body: Answered | Rated) -> None:
    whole = events.write_body(body)
    lean = events.shorten_body(body, facts(body.KIND, body.revision))
    assert len(lean) < len(whole) - 70
    for text in (whole, lean):
        assert events.recall_body(body.KIND, body.VERSION, text, facts) == body
    assert events.recall_body(body.KIND, 1, whole, facts) == body
    assert events.read_body(body.KIND, body.VERSION, whole) == body
    with pytest.raises(UnreadableEventError):  # from elsewhere only what stands alone is taken
        events.read_body(body.KIND, body.VERSION, lean)
    with pytest.raises(UnreadableEventError):
        events.recall_body(body.KIND, body.VERSION, lean, lambda _kind, _revision: {})


def test_an_answer_as_most_are_says_no_more_than_it_must() -> None:
    sitting = ids.to_letters(sitting_id())
    said = ["course/quiz", "q1", ids.to_letters("c" * 32), sitting, 1, 1, "b"]
    assert json.loads(events.shorten_body(answered(), facts("answered", ""))) == said
    more = events.shorten_body(replace(answered(), hints=2), facts("answered", ""))
    assert json.loads(more) == [*said, {"hints": 2}]


@pytest.mark.parametrize("body", [answered(), answered(right=False), rated(), started(), finished()])
def test_a_body_that_an_earlier_version_shortened_is_read_still(body: Body) -> None:
    values = json.loads(events.write_body(body))
    if isinstance(body, Answered | Rated):  # these left out what their question fixes, and what most have in common
        spare = {**facts(body.KIND, body.revision), "hints": 0, "points": 1.0, "source": "review", "retention": 0.9}
        values = {name: value for name, value in values.items() if name == "choice" or spare.get(name) != value}
    elif isinstance(body, SittingStarted):
        values["options"] = [body.options.get(question) for question in body.questions]
    for version in range(2, body.VERSION + 1):
        assert events.recall_body(body.KIND, version, json.dumps(values), facts) == body


@pytest.mark.parametrize("revision", ["c" * 32, "C" * 32, "c" * 22, "=c", "r1", "c" * 31])
@pytest.mark.parametrize("body", [answered(), rated()])
def test_the_revision_of_an_answer_is_found_in_the_log(body: Answered | Rated, revision: str) -> None:
    body = replace(body, revision=revision)
    for text in (events.write_body(body), events.shorten_body(body)):
        assert events.revision_of(body.KIND, text) == revision
        assert events.recall_body(body.KIND, body.VERSION, text, facts) == body
    assert events.revision_of("sitting.started", events.shorten_body(started())) is None
    assert events.revision_of("lesson.opened", '{"lesson":"course/lesson","digest":""}') is None


@pytest.mark.parametrize("body", ONE_OF_EACH, ids=lambda body: body.KIND)
def test_a_body_of_the_log_is_the_same_after_writing_and_reading(body: Body) -> None:
    for text in (events.write_body(body), events.shorten_body(body)):
        assert events.recall_body(body.KIND, body.VERSION, text, facts) == body


def test_the_options_of_a_sitting_come_in_the_order_of_its_questions() -> None:
    body = replace(started(), options={"q2": ("t", "f")})
    assert json.loads(events.shorten_body(body))[4] == [None, ["t", "f"]]
    assert events.recall_body(body.KIND, body.VERSION, events.shorten_body(body), facts) == body
    stray = replace(started(), options={"q3": ("t", "f")})
    assert events.recall_body(stray.KIND, stray.VERSION, events.shorten_body(stray), facts) == stray


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("lesson.opened", '{"lesson":"course/lesson"}'),
        ("lesson.opened", '{"lesson":"course/lesson","digest":"d","more":1}'),
        ("lesson.opened", "[]"),
        ("lesson.opened", "{"),
        ("leave.recorded", '{"first":"soon","last":"later"}'),
        ("plan.set", '{"announced":7,"course":"course","due":[],"target":null}'),
        ("lesson.opened", '["course/lesson","d"]'),
        ("answered", "{}"),
        ("answered", "[]"),
        ("answered", '["course/quiz","q1","r","s",1,true,[]]'),
        ("rated", '["course/quiz","q1","r",3,true,[],7]'),
        ("rated", '["course/quiz","q1","r",3,true,[],{},{}]'),
        ("answered", '{"revision":[]}'),
    ],
)
def test_a_body_of_the_log_of_another_form_is_refused(kind: str, text: str) -> None:
    with pytest.raises(UnreadableEventError, match=kind):
        events.recall_body(kind, 1, text, facts)
