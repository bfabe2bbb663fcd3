"""What a leader can read of members who study in the same database: nothing of it is private, in any of its forms.

Secrets are planted wherever a member may put something that is nobody else's, and the same group is told once more
without any of it: whatever a leader opens, prints, writes or exports must be the same to the byte. What leaves in files
is in `test_what_leaves.py`, what lies in the database of a leader who collects in `test_demo_apart.py`.
"""

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from quizzes.model import Choice, Confidence, Question
from store.database import Database, open_database
from store.events import (
    COMPLETED,
    Body,
    DayBegun,
    LeaveEnded,
    LeaveRecorded,
    MemberAdded,
    MemberErased,
    MemberRenamed,
    QuestionFlagged,
    SittingStarted,
    Studied,
)
from store.log import Entry, append
from store.people import Leave
from tests.histories import OF_GROUPS, QUESTION, answered, buried, marked, rated, sitting_id, suspended
from tests.integration.test_demo import run
from tests.leading import LIBRARY
from tests.unit.test_events import ONE_OF_EACH
from tui.planning import Measure
from tui.study import Study
from tui.views import OpenQuiz

MARK = "zq-private"
"""In every text that is nobody's but the member's."""
WORD = "sourdoughish"
"""Beside it in notes: what a leader could search for."""
GROUP, OTHER, LEADER = "Night shift", "Elsewhere", "Lea"
LESSONS = ("bread/lessons/01-dough", "bread/lessons/02-oven")
QUIZ = "bread/quizzes/01-dough"
MEMBERS = ("Ana", "Bo", "Chen", "Dee", "Eli", "Fay")
FINISHING = MEMBERS[:4]
"""Who finish the announced quiz: too few for a word about its questions."""
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATEST = START + timedelta(days=20)
HOUR, MINUTE, SECOND = 13, 37, 41
"""At which members study; nobody else does anything in that minute."""
SECONDS_STUDIED = 48_613


TOLD = (*OF_GROUPS, MemberAdded, MemberRenamed, MemberErased, LeaveRecorded, LeaveEnded)
"""What is nobody's secret, or has its own place in what is told."""


class Clock:
    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=7)
        return self.at


class Class:
    """People at one machine: a leader, and members who each study."""

    def __init__(self, path: Path, *, secret: bool) -> None:
        self.path, self.secret, self.clock = path, secret, Clock()
        self.database: Database

    @contextmanager
    def open(self) -> Iterator[None]:
        with open_database(self.path, now=self.clock) as self.database:
            yield

    def acting(self, name: str, step: str = "") -> Study:
        """The verbs of somebody; what is drawn is of them and the step alone, so that a secret shifts nothing."""
        study = Study([LIBRARY], self.database, now=self.clock, random=Random(f"{name} {step}"))
        study.join(name)
        return study

    def at(self, day: int, *, member: bool = True) -> None:
        hour, minute, second = (HOUR, MINUTE, SECOND) if member else (9, 0, 0)
        self.clock.at = (START + timedelta(days=day)).replace(hour=hour, minute=minute, second=second)

    def found(self) -> None:
        """The group, its plan, its charter, a goal, another group, and a sprint of both."""
        study = self.acting(LEADER, "found")
        for number, name in enumerate(MEMBERS):
            Study([LIBRARY], self.database, now=self.clock, random=Random(number)).add_member(name)
        for group, due in ((GROUP, date(2026, 3, 14)), (OTHER, date(2026, 4, 30))):
            study.create_group(group)
            study.set_plan(group, "bread", due, announced=["01-dough"] if group == GROUP else [])
        study.set_charter(GROUP, "We begin on time.")
        for name in MEMBERS:
            study.add_to_group(GROUP, name)
        study.propose_sprint("Spring", GROUP, [OTHER], date(2026, 3, 9), 2)
        study.join_sprint("Spring", OTHER)
        study.set_goal(GROUP, "Everybody bakes", date(2026, 4, 1), Measure(COMPLETED, 0.5), LEADER)

    def live(self) -> None:
        """What leaders may hear of, and beside it, where there are secrets, what they may not."""
        for number, name in enumerate(MEMBERS):
            self.at(1 + number)
            study = self.acting(name, "live")
            study.accept_charter(GROUP, signed=name)
            study.open(LESSONS[0])
            if name in FINISHING:
                self.take(study, name)
            study.raise_hand(LESSONS[1])
            if self.secret:
                self.live_in_secret(name)

    def take(self, study: Study, name: str) -> None:
        """Take the announced quiz with as many right as ever: in secret others of them, after hints, and sure of it."""
        opened = study.start(QUIZ)
        assert isinstance(opened, OpenQuiz)
        order = sorted(opened.sitting.questions)
        missed = order[-1] if self.secret else order[0]
        for id_ in opened.sitting.questions:
            question = next(one for one in opened.quiz.questions if one.id == id_)
            right = id_ != missed or name != FINISHING[0]
            hints, sure = (2, Confidence.SURE) if self.secret else (0, None)
            opened = study.answer(opened, id_, chosen(question, right=right), hints, sure).quiz

    def live_in_secret(self, name: str) -> None:
        study = self.acting(name, "secret")
        me, day = study._me().id, self.clock.at.date()
        note = study.note_passage(LESSONS[0], block=MARK, section=0, quote=MARK, text=f"{MARK} {WORD}")
        study.rewrite_note(note, f"{MARK} {WORD} again")
        study.note_question(QUIZ, "water", stem=MARK, text=f"{MARK} {WORD}")
        study.set_bookmark(LESSONS[0], block=MARK, section=0, quote=f"{MARK} {WORD}")
        study.keep_place(LESSONS[0], block=MARK, section=0, line=2, share=0.3)
        study.keep_drafts({f"note {LESSONS[0]}": f"{MARK} {WORD}"})
        given = replace(answered(), sitting=sitting_id(1), quiz=f"{MARK}/quiz", choice=(MARK,), type="text", hints=3)
        bodies: list[Body] = [
            DayBegun(scheduled=True, went_by=(day - timedelta(days=1),)),
            Studied(SECONDS_STUDIED),
            SittingStarted(sitting_id(1), f"{MARK}/quiz", MARK, ("q1",), {"q1": (MARK,)}, 0.7),
            replace(given, confidence=3, right=False, mark=0.0),
            replace(given, question="q2", type="reflection", choice=(f"{MARK} {WORD}",), number=2),
            replace(rated(1, 1), quiz=f"{MARK}/quiz", choice=(MARK,)),
            replace(suspended(), quiz=f"{MARK}/quiz"),
            replace(buried(), quiz=f"{MARK}/quiz"),
            QuestionFlagged(quiz=f"{MARK}/quiz", question="q1", edition=MARK, reason="other", text=MARK),
            *(marked(body, MARK) for body in ONE_OF_EACH if not isinstance(body, TOLD)),
        ]
        append(
            self.database,
            [Entry(body, me, me) for body in bodies],
            now=self.clock,
            random=Random(f"{name} own"),
            questions=[QUESTION, (MARK, '{"body":"","stem":"?","type":"text"}')],
        )
        study.go_away(Leave(day + timedelta(days=60), day + timedelta(days=61)))


def chosen(question: Question, *, right: bool) -> tuple[str, ...]:
    assert isinstance(question, Choice)
    return tuple(one.id for one in question.options if one.right is right)[: None if right else 1]


READS: Sequence[tuple[str, ...]] = (
    ("group", GROUP),
    ("group", GROUP, "--json"),
    ("groups",),
    ("groups", "--json"),
    ("group", "charter", GROUP),
    ("group", "charter", GROUP, "--json"),
    ("plan", "show", GROUP),
    ("plan", "show", GROUP, "--json"),
    ("plan", "show", GROUP, "--as", "toml"),
    ("plan", "propose", GROUP),
    ("plan", "propose", GROUP, "--json"),
    ("goal", "list", GROUP),
    ("goal", "list", GROUP, "--json"),
    ("sprint", "list"),
    ("sprint", "list", "--json"),
    ("stats", "01-dough", "--group", GROUP),
    ("stats", "01-dough", "--group", GROUP, "--json"),
    ("stats", "01-dough", "--json"),
    ("flags", "01-dough", "--json"),
    ("search", WORD, "--json"),
    ("search", "dough", "--json"),
    ("notes", "--json"),
    ("list", "--questions", "--json"),
    ("me", "--json"),
    ("today", "--json"),
    ("member", "list"),
    ("data", "mirror", "--json"),
)
WRITTEN = [(ending, names) for ending in ("html", "md", "csv", "json") for names in ("hidden", "shown")]


def read_by_the_leader(path: Path, folder: Path) -> dict[str, bytes]:
    """All that a leader can have: what each command says, each form of the report, and an export."""
    folder.mkdir()
    base: list[str | Path] = ["--db", path, "--library", LIBRARY, "--member", LEADER]
    found: dict[str, bytes] = {}

    def say(*words: str | Path) -> bytes:
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _stream in range(2))
        with redirect_stdout(out), redirect_stderr(err):
            run(*base, *words, at=LATEST, home=folder)
        return out.buffer.getvalue() + err.buffer.getvalue()

    for words in READS:
        found[" ".join(words)] = say(*words)
    for ending, names in WRITTEN:
        file = folder / f"{names}.{ending}"
        say("group", "report", GROUP, "--to", file, "--names", names)
        found[file.name] = file.read_bytes()
    say("data", "export", folder / "export")
    for file in sorted((folder / "export").rglob("*")):
        if file.is_file():
            found[f"export/{file.name}"] = file.read_bytes()
    return found


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes], list[int]]:
    """What the leader reads of members with secrets, and of the same without; and when the members did anything."""
    told: list[dict[str, bytes]] = []
    moments: list[int] = []
    folder = tmp_path_factory.mktemp("read")
    for secret in (True, False):
        room = Class(folder / f"{secret}.db", secret=secret)
        with room.open():
            room.at(0, member=False)
            room.found()
            room.live()
            if secret:
                at = "SELECT at FROM events WHERE actor <> (SELECT member FROM members WHERE name = ?)"
                first = int((START + timedelta(days=1)).timestamp() * 1000)  # members were added before
                moments = [moment for (moment,) in room.database.query(at, (LEADER,)) if moment > first]
                held = "".join(map(repr, (room.database.query(f"SELECT * FROM {name}") for name in HOLDING)))  # noqa: S608
                assert held.count(MARK) > 10 * len(MEMBERS), "the secrets are there"
        told.append(read_by_the_leader(room.path, folder / f"read {secret}"))
    return told[0], told[1], moments


HOLDING = ("notes", "bookmarks", "places", "settings", "events")


def test_what_is_private_changes_no_byte_of_what_a_leader_reads(
    seen: tuple[dict[str, bytes], dict[str, bytes], list[int]],
) -> None:
    with_secrets, without, _moments = seen
    assert with_secrets.keys() == without.keys()
    assert len(with_secrets) > len(READS) + len(WRITTEN)
    for name, content in with_secrets.items():
        if not name.startswith("export/events"):  # which has the leader's own events, whose salts are drawn anew
            assert content == without[name], name


def test_no_secret_and_no_moment_is_in_anything_that_a_leader_reads(
    seen: tuple[dict[str, bytes], dict[str, bytes], list[int]],
) -> None:
    with_secrets, _without, moments = seen
    assert len(moments) > 50
    assert b"Ana" in with_secrets["group Night shift --json"]
    assert b"Night shift" in with_secrets["shown.html"]
    days = {datetime.fromtimestamp(moment / 1000, UTC) for moment in moments}
    told = {f"{HOUR}:{MINUTE}", f"{HOUR}.{MINUTE}", *(one.isoformat(timespec="minutes")[:16] for one in days)}
    forbidden = [MARK, str(SECONDS_STUDIED), str(SECONDS_STUDIED // 60), *map(str, moments), *told]
    for name, content in with_secrets.items():
        text = content.decode()
        words = [one for one in forbidden if one in text]
        assert not words, (name, words)
        assert WORD not in text or name.startswith("search"), name  # which repeats what was looked for
        if not name.startswith("export/"):  # of the leader's own doings
            assert not re.search(r"\b\d\d:\d\d\b|T\d\d:", text), name
