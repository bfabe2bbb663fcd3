"""The demo laid out apart: a leader learns from files what one database would show, and nothing of anybody's own."""

import json
import shlex
import shutil
import stat
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

import pytest

from quizzes.model import Confidence, Single
from store import ids, people, shared_files
from store.database import open_database
from store.demo import is_demo
from store.errors import ChangedFileError, MadeUpFileError, StoreError
from store.events import Body, DayBegun, SittingStarted, StatusChallenged, Studied
from store.log import Entry, append
from store.status import Status
from tests import demos
from tests.demos import END
from tests.histories import QUESTION, rated, sitting_id, suspended
from tests.integration.test_demo import LABEL, run
from tests.machines import classroom, machine
from tui.commands import demo as command
from tui.commands import sharing
from tui.demo.apart import CAST, Layout, OccupiedError, tell_apart
from tui.demo.clock import Clock
from tui.demo.people import NIGHT_SHIFT
from tui.demo.scene import Together
from tui.demo.story import reply
from tui.demo.telling import SEED, Teller
from tui.settings import STARTER_COURSES
from tui.start import WrongUsageError
from tui.study import Study
from tui.views import OpenQuiz

WEEKS = 10
LEADER = CAST.groups[0].leader


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """One that no test changes."""
    folder = demos.once(tmp_path_factory, "apart", lambda folder: tell_apart(folder / "demo", end=END, weeks=WEEKS))
    return Layout(folder / "demo")


@pytest.fixture
def layout(original: Layout, tmp_path: Path) -> Layout:
    """A copy of it."""
    shutil.copytree(original.folder, tmp_path / "demo")
    return Layout(tmp_path / "demo")


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same story of the same people, in one database."""

    def make(folder: Path) -> None:
        with open_database(folder / "demo.db", now=lambda: END, demo=True) as database, database.transaction():
            for _share in Teller(Together(database, Clock(END), Random(SEED)), CAST, SEED, 7 * WEEKS).tell():
                pass

    return demos.once(tmp_path_factory, "together", make) / "demo.db"


def page(path: Path, capsys: pytest.CaptureFixture[str], at: datetime = END) -> dict[str, Any]:
    assert run("--db", path, "--member", LEADER, "group", NIGHT_SHIFT, "--json", at=at) == 0
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


def members_of(said: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """By name, what a leader's page says of each member, without what files and databases say in their own ways."""
    return {one["name"]: {key: value for key, value in one.items() if key not in APART} for one in said["members"]}


APART = {"member", "as_of"}
"""A member has another id in each group's files; and what is in a file is of the week in which it was shared."""
UNHEARD = {"Priya Raman", "María Fernández"}
"""On leave, and quiet: they have not shared since, so that their last days are in no file."""


def share(layout: Layout, name: str, at: datetime = END) -> None:
    """Share from a machine of its own, whose dice are no other machine's."""
    with open_database(layout.member(name), now=lambda: at) as database:
        study = Study(
            STARTER_COURSES, database, now=lambda: at, random=Random(f"{name} {at}"), apart=Random(f"apart {name}")
        )
        study.join(name)
        study.share(study.offer(NIGHT_SHIFT, layout.shared), layout.shared)


def collect(layout: Layout, at: datetime = END) -> None:
    assert run("--db", layout.leader, "group", "collect", layout.shared, at=at) == 0


# What a leader sees


def test_from_files_a_leader_sees_of_each_member_what_one_database_shows(
    layout: Layout, together: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, apart = page(together, capsys), page(layout.leader, capsys)
    assert {member["as_of"] for member in one["members"]} == {None}
    expected, found = members_of(one), members_of(apart)
    assert list(expected) == list(found)
    assert {name for name in expected if expected[name] != found[name]} == UNHEARD
    assert {member["name"] for member in apart["members"] if member["as_of"] != "2026-W48"} == UNHEARD
    for name in UNHEARD:
        share(layout, name)
    collect(layout)
    capsys.readouterr()
    apart = page(layout.leader, capsys)
    assert {member["as_of"] for member in apart["members"]} == {"2026-W48"}
    assert members_of(apart) == expected


def test_from_files_the_figures_of_the_group_are_those_of_one_database_but_for_dimensions(
    layout: Layout, together: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in UNHEARD:
        share(layout, name)
    collect(layout)
    capsys.readouterr()
    pages = [page(together, capsys), page(layout.leader, capsys)]
    for one in pages:
        names = {member["member"]: member["name"] for member in one["members"]} | {one["duties"][0]["member"]: LEADER}
        for part in chain(one["needs_help"], one["duties"], one["members"]):
            part["member"] = names[part["member"]]
        for member in one["members"]:
            del member["as_of"]
        del one["group"]  # its id, which its leader's machine has drawn
        del one["questions"]  # answers are in no file: they are summed within one database alone
        bases = {dimension.pop("basis") for dimension in one["dimensions"]}
        # What each has mastered is in no file: only announced quizzes can be counted.
        assert bases == {"mastery" if one is pages[0] else "announced"}
        for dimension in one["dimensions"]:
            del dimension["share"], dimension["target_by_now"]  # of what can be counted, likewise
            dimension.pop("withheld", None)
    assert pages[0] == pages[1]


# Nothing of anybody's own

MARK = "zq-private"


def live_in_private(path: Path, name: str, clock: Clock) -> None:
    """Let a member do whatever is nobody else's, with the secret in all that can hold words."""
    with open_database(path, now=clock) as database:
        study = Study(STARTER_COURSES, database, now=clock, random=Random(name))
        me = study.join(name)
        ((_group, record),) = study.mirror()
        lesson = next(key for key, one in record.lessons.items() if one.status is Status.NOT_STARTED)
        quiz = study.find_quiz("answering-is-learning-quiz")
        question = next(one for one in quiz.questions if isinstance(one, Single))
        study.note_passage(lesson, block=MARK, section=0, quote=MARK, text=MARK)
        study.note_question(quiz.key, question.id, stem=MARK, text=MARK)
        study.set_bookmark(lesson, block=MARK, section=0, quote=MARK)
        study.keep_place(lesson, block=MARK, section=0, line=2, share=0.3)
        study.flag(quiz.key, question, "other", MARK)
        opened = study.start(quiz.key)
        assert isinstance(opened, OpenQuiz)
        asked = opened.question
        assert asked is not None
        wrong = reply(asked, Random(1), right=False)
        study.answer(opened, asked.id, wrong, 1, Confidence.SURE)
        mine: list[Body] = [
            StatusChallenged(sitting_id(1), lesson, "overdue", MARK),  # for the leaders of another group
            DayBegun(scheduled=True, went_by=(END.date(),)),
            Studied(3_600),
            replace(rated(), quiz=MARK, choice=(MARK,)),
            replace(suspended(), quiz=MARK),
            SittingStarted(sitting_id(9), MARK, MARK, (MARK,), {MARK: (MARK,)}, 0.7),
        ]
        append(
            database, [Entry(body, me.id, me.id) for body in mine], now=clock, random=Random(name), questions=[QUESTION]
        )


def bytes_in(*folders: Path) -> bytes:
    """All that lies in some folders."""
    return b"".join(path.read_bytes() for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())


def test_no_word_and_no_moment_of_a_member_is_in_the_files_or_with_the_leader(layout: Layout) -> None:
    now = END + timedelta(minutes=3)
    names = layout.names()
    for name in names[:4]:
        clock = Clock(now)
        clock.set(now.date(), 1400)
        live_in_private(layout.member(name), name, clock)
        share(layout, name, now)
    collect(layout, now)
    left = bytes_in(layout.shared, layout.leader.parent)
    assert MARK.encode() in bytes_in(layout.members)
    assert MARK.encode() not in left
    with open_database(layout.leader, now=lambda: now) as database:
        (leader,) = people.members(database)
        key = ids.to_bytes(leader.id)
        # What is recorded here was done by the leader, and every table about members is about the leader alone.
        assert database.query("SELECT DISTINCT actor FROM events") == [(key,)]
        tables = [name for (name,) in database.query("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        about = [
            name
            for name in tables
            if name != "memberships" and "member" in {row[1] for row in database.query(f"PRAGMA table_info({name})")}
        ]
        assert len(about) > 5
        # Of a member, by the id of the files, a leader has recorded what was seen to, and nothing else.
        seen_to = {"lesson", "handled_day", "handled_needs", "as_of_at", "as_of_id", "member"}
        facts = database.query("SELECT * FROM lesson_facts WHERE member <> ?", (key,))
        columns = [row[1] for row in database.query("PRAGMA table_info(lesson_facts)")]
        assert {name for row in facts for name, value in zip(columns, row, strict=True) if value is not None} <= {
            *seen_to
        }
        for table in set(about) - {"lesson_facts"}:
            assert database.query(f"SELECT DISTINCT member FROM {table}") in ([], [(key,)]), table  # noqa: S608 - from the schema
        own = {at for (at,) in database.query("SELECT at FROM events")}
    found = 0
    for name in names:
        with open_database(layout.member(name), now=lambda: now) as database:
            private = database.query(f"SELECT at, id, salt FROM events WHERE kind NOT IN ({SAID})")  # noqa: S608 - our own words
            found += len(private)
            (member,) = people.members(database)
            assert ids.to_bytes(member.id) not in left
            assert member.id.encode() not in left
            for at, id_, salt in private:
                # Six bytes: a moment in a column, and the beginning of an id that is made at that moment.
                assert at in own or at.to_bytes(6) not in left
                assert id_ not in left
                assert salt is None or salt not in left
    assert found > 500


SAID = "'group.created', 'group.joined', 'group.renamed', 'plan.set', 'sharing.agreed', 'charter.accepted'"
"""What is recorded with a member when something is shared or collected, at the leader's moment."""


def test_what_is_private_changes_no_byte_of_the_files_of_the_demo(layout: Layout, tmp_path: Path) -> None:
    """Two futures of one group, in one of which everybody does private things before sharing."""
    shutil.copytree(layout.folder, tmp_path / "other")
    told = []
    for one in (layout, Layout(tmp_path / "other")):
        now = END + timedelta(minutes=3)
        for name in ("Aoife Byrne", "Kwame Mensah"):
            if one is layout:
                clock = Clock(now)
                clock.set(now.date(), 1400)
                live_in_private(one.member(name), name, clock)
            share(one, name, now)
        told.append({path.name: path.read_bytes() for path in one.shared.iterdir()})
    assert told[0] == told[1]


# What is laid out, and where


def test_everything_is_of_a_demo_and_open_to_nobody_else(layout: Layout) -> None:
    names = layout.names()
    assert len(names) == 12
    for path in (layout.leader, *map(layout.member, names)):
        assert is_demo(path)
    for path in (layout.folder, *layout.folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    sources = [shared_files.read(path).source for path in layout.shared.iterdir()]
    assert len([one for one in sources if not one.reply]) == len(names) + 1
    assert len([one for one in sources if one.reply]) == len(names), "each is told who looked"
    assert all(one.demo for one in sources)


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch, original: Layout) -> None:
    """The command lays out a copy, instead of telling half a year."""

    def copied(folder: Path, **_how: object) -> Layout:
        if folder.exists():
            raise OccupiedError(folder)
        shutil.copytree(original.folder, folder)
        return Layout(folder)

    monkeypatch.setattr(command, "tell_apart", copied)


@pytest.mark.usefixtures("quickly")
def test_every_command_that_is_said_to_be_typed_can_be_typed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "a demo"
    assert run("demo", "--apart", folder) == 0
    said = capsys.readouterr()
    assert said.err == f"{LABEL}\n"
    typed = [shlex.split(line)[1:] for line in said.out.splitlines() if line.startswith("  fivefold ")]
    assert len(typed) == 3 + 3 + 11
    for words in typed:
        bare = words[0] == "--db"  # the app, which needs a terminal
        assert run(*(["today"] if bare else []), *words) == 0
        assert capsys.readouterr().err.splitlines()[0] == LABEL
    monkeypatch.chdir(tmp_path)
    assert run("demo", "--apart", "a demo", "--json") == 0
    again = json.loads(capsys.readouterr().out)
    assert again["leader"] == {"name": LEADER, "database": str(folder / "leader" / "study.db")}
    assert [one["name"] for one in again["members"]] == list(Layout(folder).names())
    assert again["as_of"] == "2026-11-27"


@pytest.mark.usefixtures("quickly")
def test_nothing_is_written_over_and_nothing_of_anybody_is_removed(
    layout: Layout, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with pytest.raises(WrongUsageError, match="leave out --db"):
        run("demo", "--apart", layout.folder, "--db", tmp_path / "x.db")
    with pytest.raises(WrongUsageError, match="ends on 2026-11-27"):
        run("demo", "--apart", layout.folder, "--as-of", "2026-05-04")
    mine = layout.folder / "members" / "notes.txt"
    mine.write_text("mine")
    with pytest.raises(WrongUsageError, match=r"notes\.txt is in the way"):
        run("demo", "--apart", layout.folder, "--fresh")
    assert len(layout.names()) == 12
    mine.unlink()
    with open_database(layout.member("Aoife Byrne"), now=lambda: END) as database:
        Study(STARTER_COURSES, database, now=lambda: END, random=Random(1)).add_member("A visitor")
    assert run("demo", "--apart", layout.folder, "--fresh") == 0
    with open_database(layout.member("Aoife Byrne"), now=lambda: END) as database:
        assert [one.name for one in people.members(database)] == ["Aoife Byrne"]
    capsys.readouterr()


def test_a_folder_with_anything_in_it_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(OccupiedError):
        tell_apart(tmp_path, end=END, weeks=1)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_story_that_is_broken_off_leaves_nothing(tmp_path: Path) -> None:
    def interrupted(share: float) -> None:
        if share > 0.3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tell_apart(tmp_path / "demo", end=END, weeks=1, progress=interrupted)
    assert not list(tmp_path.iterdir())


# What is made up and what is real


def test_what_is_made_up_and_what_is_real_are_never_collected_together(
    layout: Layout, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with classroom(tmp_path, "Wei") as (leader, wei):
        wei.share()
        real = {path.name: path.read_bytes() for path in leader.folder.iterdir()}
        for path in layout.shared.iterdir():
            shutil.copy(path, leader.folder)
        found = leader.study.collect([leader.folder])
        assert {type(one.why) for one in found.refused} == {MadeUpFileError}
        assert len(found.refused) == len(list(layout.shared.iterdir()))
        assert [one.name for one in found.taken] == ["Wei"]
        with pytest.raises(StoreError):  # the demo's group has the same name: it is not taken up
            machine(tmp_path / "Nils", "Nils", leader.clock, layout.shared).share()
    for name, content in real.items():
        (layout.shared / name).write_bytes(content)
    assert run("--db", layout.leader, "group", "collect", layout.shared, "--json") == sharing.UNUSABLE
    refused = json.loads(capsys.readouterr().out)["refused"]
    assert {one["file"] for one in refused} == set(real)
    assert {one["why"] for one in refused} == {"it is real, and this is a demo"}


def test_the_mark_of_a_demo_cannot_be_taken_from_a_file(layout: Layout) -> None:
    path = next(layout.shared.iterdir())
    path.write_bytes(path.read_bytes().replace(b'"fivefold-demo"', b'"fivefold-shared"'))
    with pytest.raises(ChangedFileError):
        shared_files.read(path)
