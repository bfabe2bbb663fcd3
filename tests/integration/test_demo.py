"""The demo: it fills what it says, its figures are those of the rules, and nothing of it ever mixes with real data."""

import io
import json
import re
import shlex
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlite_utils import Database as Tables

from quizzes.library import Library
from store import migrations, sqlite
from store.database import Database, open_database
from store.demo import is_demo, remove_demo
from store.errors import NotADemoError
from store.log import rebuild
from store.mirror import GroupRecord
from store.status import Reason, Status
from tests import demos
from tests.demos import END, WEEKS, told
from tests.histories import ada, dump, opened
from tests.retelling import Retold, everything, plain
from tui import __main__ as program
from tui.commands import demo as command
from tui.demo.people import GROUPS, LABORATORY, NIGHT_SHIFT, PEOPLE, PLATFORM_TEAM, YOU
from tui.demo.telling import tell, told_until
from tui.settings import STARTER_COURSES
from tui.start import Surroundings, WrongUsageError
from tui.study import Study
from tui.views import QuizState

LABEL = "Demo: these people are made up, and so is everything they did."


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo that no test changes."""
    return demos.original(tmp_path_factory)


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    copy = tmp_path / "demo.db"
    shutil.copy(original, copy)
    return copy


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    with open_database(path, now=lambda: END) as found:
        yield found


@pytest.fixture
def study(database: Database) -> Study:
    made = Study(STARTER_COURSES, database, now=lambda: END, random=Random(1))
    made.join(YOU)
    return made


def record(study: Study, group: str) -> GroupRecord:
    study.join(next(one.leader for one in GROUPS if one.name == group))
    return study.group(study.find_group(group).id)


def run(*words: str | Path, at: datetime = END, home: Path | None = None) -> int:
    """Run a command at a moment, in this process; answer its exit status."""
    options = program._parser().parse_args([str(word) for word in words])
    here = home or Path.home()
    surroundings = Surroundings(
        now=lambda: at,
        random=Random(1),
        apart=Random(2),
        environment={},
        here=here,
        config_folder=here / ".config",
        data_folder=here / "data",
    )
    return program._command(options.command)(options, surroundings)


# What is there


def test_the_groups_have_their_members_and_leaders(study: Study) -> None:
    sizes = {NIGHT_SHIFT: 12, PLATFORM_TEAM: 9, LABORATORY: 4}
    for name, size in sizes.items():
        assert len(record(study, name).members) == size
    assert record(study, NIGHT_SHIFT).leaders == ("Halima Yusuf", YOU)
    assert record(study, PLATFORM_TEAM).leaders == (YOU,)
    assert [one.withheld for one in map(partial(record, study), sizes)] == [False, False, True]


def test_everything_that_a_leader_looks_for_is_there_today(study: Study) -> None:
    reasons = set()
    for name in (NIGHT_SHIFT, PLATFORM_TEAM):
        page = record(study, name)
        assert {one.reason for one in page.needs_help} >= {Reason.ASKED, Reason.STUCK, Reason.OVERDUE}
        reasons |= {one.reason for one in page.needs_help}
        statuses = {status for lesson in page.lessons for status, number in lesson.tally.items() if number}
        assert statuses >= {Status.COMPLETED, Status.NEEDS_HELP, Status.NOT_STARTED}
        assert any(lesson.due < page.as_of for lesson in page.lessons)
        assert any(lesson.due > page.as_of for lesson in page.lessons)
        assert len(page.weeks) == 12
        assert all(week.active for week in page.weeks[1:])
        assert any(member.results for member in page.members)
    assert reasons == set(Reason)
    assert {plan.target for plan in study.plans(PLATFORM_TEAM)} == {0.7}


def test_who_opens_the_demo_has_something_on_every_page(study: Study) -> None:
    today = study.today()
    assert today.lesson
    assert 0.2 < today.lesson.read < 0.8
    assert today.lesson.due
    assert today.section
    assert today.quiz
    assert today.quiz.state is QuizState.OPEN
    assert today.reviews > 3
    assert sum(today.week)
    me = study.me()
    assert len([course for course in me.courses if course.view.completed]) >= 2
    assert sum(me.load.values()) > 10
    assert me.weakest
    assert len(study.figures()) == 2
    ((group, _record),) = study.mirror()
    assert group == LABORATORY


def test_every_kind_of_learner_left_traces(database: Database) -> None:
    kinds = {kind for (kind,) in database.query("SELECT DISTINCT kind FROM events")}
    assert kinds >= {
        *("member.added", "lesson.opened", "lesson.finished", "sitting.started", "answered", "sitting.finished"),
        *("rated", "undone", "leave.recorded", "hand.raised", "help.handled"),
        *("group.created", "group.joined", "plan.set", "goal.set", "goal.reached"),
        *("sprint.proposed", "sprint.joined"),
    }


def test_nothing_happened_after_the_end_or_before_the_beginning(database: Database) -> None:
    ((first, last),) = database.query("SELECT min(at), max(at) FROM events")
    begins = END - timedelta(weeks=WEEKS)
    assert begins.timestamp() - 86_400 < first / 1000 <= last / 1000 <= END.timestamp()


# Its figures


@pytest.mark.parametrize("group", [NIGHT_SHIFT, PLATFORM_TEAM, LABORATORY])
@pytest.mark.parametrize("ahead", [0, 6, 20])
def test_a_groups_page_is_what_the_rules_say_of_its_events(
    path: Path, capsys: pytest.CaptureFixture[str], library: Library, group: str, ahead: int
) -> None:
    at = END + timedelta(days=ahead)
    leader = next(one.leader for one in GROUPS if one.name == group)
    assert run("--db", path, "--member", leader, "group", group, "--json", at=at) == 0
    page = json.loads(capsys.readouterr().out)
    with open_database(path, now=lambda: at) as database:
        retold = Retold(everything(database), library, group, at.date()).page()
    members: Mapping[str, Any] = {plain(one["member"]): one for one in page["members"]}
    assert set(members) == set(retold["members"])
    for name, expected in retold["members"].items():
        results = {one["quiz"]: (one["share"], one["passed"], one["day"]) for one in members[name]["results"]}
        assert {**members[name], "results": results} == {
            "member": members[name]["member"],
            "name": members[name]["name"],
            "as_of": None,
            **expected,
        }
    assert {one["lesson"]: one["tally"] for one in page["lessons"]} == retold["tally"]
    needs = [(plain(one["member"]), one["lesson"], one["reason"], one["since"]) for one in page["needs_help"]]
    assert sorted(needs) == retold["needs_help"]
    assert (page["completed"], page["assigned"]) == (retold["completed"], retold["assigned"])


@pytest.fixture(scope="module")
def library(original: Path) -> Library:
    with open_database(original, now=lambda: END) as database:
        return Study(STARTER_COURSES, database, now=lambda: END, random=Random(1)).read()


def test_the_read_models_are_those_of_the_log(database: Database) -> None:
    before = dump(database)
    assert rebuild(database) > 1_000
    assert dump(database) == before


def test_the_same_seed_and_end_tell_the_same_story_and_another_seed_another(tmp_path: Path) -> None:
    dumps = []
    for name, seed in (("one", 5), ("two", 5), ("three", 6)):
        told(tmp_path / f"{name}.db", seed=seed, weeks=3)
        with open_database(tmp_path / f"{name}.db", now=lambda: END) as database:
            dumps.append((dump(database), database.query("SELECT * FROM events")))
    assert dumps[0] == dumps[1]
    assert dumps[0][0] != dumps[2][0]


# Apart from real data


def test_a_demo_is_marked_in_the_file_itself(path: Path, tmp_path: Path) -> None:
    assert is_demo(path)
    copy = tmp_path / "renamed.sqlite"
    shutil.copy(path, copy)
    assert is_demo(copy)
    with open_database(copy, now=lambda: END) as database:
        assert database.demo
    with opened(tmp_path) as real:
        assert not real.demo
        assert not is_demo(real.path)
    assert not is_demo(tmp_path)
    assert not is_demo(tmp_path / "nothing.db")


def test_a_demo_that_is_brought_up_to_date_is_still_one(tmp_path: Path) -> None:
    path = tmp_path / "older.db"
    connection = sqlite3.connect(path, isolation_level=None)
    migrations.migrations.apply(Tables(connection), stop_before="m005_groups")
    connection.execute(f"PRAGMA application_id = {sqlite.DEMO_ID}")
    connection.execute("PRAGMA user_version = 4")
    connection.close()
    with open_database(path, now=lambda: END) as database:
        assert database.query("PRAGMA user_version") == [(sqlite.SCHEMA,)]
        assert database.demo
    assert is_demo(path)
    (backup,) = (tmp_path / "backups").iterdir()
    assert is_demo(backup)


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """A member's own database."""
    with opened(tmp_path) as database:
        ada(database)
        return database.path


def contents(folder: Path) -> Mapping[str, tuple[bytes, int]]:
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir() if path.is_file()}


def test_nothing_real_comes_into_a_demo(path: Path, real: Path) -> None:
    before = contents(path.parent)[path.name]
    with pytest.raises(WrongUsageError, match="is a demo"):
        run("--db", path, "--member", YOU, "data", "import", real, "--mine")
    assert contents(path.parent)[path.name][0] == before[0]


def test_nothing_made_up_comes_into_real_data(path: Path, real: Path) -> None:
    with pytest.raises(WrongUsageError, match="made up"):
        run("--db", real, "--member", "Ada", "data", "import", path)


@pytest.mark.parametrize("alone", [False, True])
def test_what_was_exported_from_a_demo_says_so_and_is_not_taken_in(
    path: Path, real: Path, tmp_path: Path, *, alone: bool
) -> None:
    out, before = tmp_path / "out", contents(real.parent)[real.name][0]
    assert run("--db", path, "data", "export", out) == 0
    assert all(event["demo"] is True for event in json.loads((out / "events.json").read_text()))
    with pytest.raises(WrongUsageError, match="made up"):
        run("--db", real, "--member", "Ada", "data", "import", out / "events.json" if alone else out)
    assert contents(real.parent)[real.name][0] == before


@pytest.mark.parametrize("words", [(), ("--fresh",)])
def test_the_demo_refuses_a_real_database_and_does_not_touch_it(
    real: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    before = contents(real.parent)
    assert program.run(["demo", "--plain", "--db", str(real), *words]) == program.WRONG_USAGE
    assert "is no demo, and was left as it is" in capsys.readouterr().err
    assert contents(real.parent) == before


@pytest.mark.parametrize("text", [b"not a database", b"SQLite format 3\0" + bytes(200)])
def test_the_demo_refuses_what_is_no_database(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: bytes) -> None:
    other = tmp_path / "notes.txt"
    other.write_bytes(text)
    assert program.run(["demo", "--plain", "--fresh", "--db", str(other)]) == program.WRONG_USAGE
    assert "is no demo" in capsys.readouterr().err
    assert contents(tmp_path).keys() == {"notes.txt"}
    assert other.read_bytes() == text


def test_a_real_database_is_neither_told_into_nor_removed(real: Path) -> None:
    with open_database(real, now=lambda: END) as database, pytest.raises(ValueError, match="nothing but a demo"):
        tell(database, end=END, weeks=3)
    with pytest.raises(NotADemoError):
        remove_demo(real)
    assert real.exists()


def test_a_demo_has_no_daily_backup(study: Study, database: Database) -> None:
    study.look_after()
    assert not (database.path.parent / "backups").exists()


# The command


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command tells a week instead of a year."""
    monkeypatch.setattr(command, "tell_story", partial(tell, weeks=1))


@pytest.mark.usefixtures("quickly")
def test_the_demo_is_made_once_and_anew_when_asked_for(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = home / "data" / "demo.db"
    assert run("demo", "--json") == 0
    first = json.loads(capsys.readouterr().out)
    assert first["path"] == str(made)
    assert first["as_of"] == "2026-11-27"
    assert first["member"] == YOU
    assert [(one["group"], len(one["members"])) for one in first["groups"]] == [
        (NIGHT_SHIFT, 12),
        (PLATFORM_TEAM, 9),
        (LABORATORY, 4),
    ]
    assert set(first["members"]) >= {name for one in first["groups"] for name in (*one["members"], *one["leaders"])}
    with open_database(made, now=lambda: END) as database:
        study = Study(STARTER_COURSES, database, now=lambda: END, random=Random(1))
        study.add_member("A visitor")
    assert run("demo", "--json", at=END + timedelta(days=2)) == 0
    later = capsys.readouterr()
    assert "A visitor" in json.loads(later.out)["members"]
    assert "ended 2 days ago" in later.err
    assert run("demo", "--json", "--fresh", at=END + timedelta(days=2)) == 0
    anew = json.loads(capsys.readouterr().out)
    assert "A visitor" not in anew["members"]
    assert anew["as_of"] == "2026-11-29"
    assert not [found for found in made.parent.iterdir() if found.suffix not in {".db", ".lock"}]


@pytest.mark.usefixtures("quickly")
def test_every_command_that_is_said_to_be_typed_can_be_typed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a demo.db"
    assert run("demo", "--plain", "--db", path) == 0
    said = capsys.readouterr().out
    assert "Xiaoming Li, who studies in one of them and leads two" in said
    typed = [shlex.split(line)[1:] for line in said.splitlines() if line.startswith("  fivefold ")]
    assert typed.pop(0) == ["demo", "--db", str(path)]
    assert len(typed) == 6 + 4
    for words in typed:
        assert run(*words) == 0
        answer = capsys.readouterr()
        assert answer.out
        assert answer.err.splitlines()[0] == LABEL


@pytest.mark.usefixtures("quickly")
def test_the_story_may_end_on_another_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "demo.db"
    assert run("demo", "--json", "--as-of", "2026-05-04", "--db", path) == 0
    assert json.loads(capsys.readouterr().out)["as_of"] == "2026-05-04"
    with open_database(path, now=lambda: END) as database:
        assert told_until(database) == datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def test_a_demo_that_ends_on_another_day_is_not_taken_for_it(path: Path) -> None:
    with pytest.raises(WrongUsageError, match="ends on 2026-11-27"):
        run("demo", "--plain", "--as-of", "2026-05-04", "--db", path)
    with pytest.raises(WrongUsageError, match="write it as"):
        run("demo", "--plain", "--as-of", "tomorrow", "--db", path)


def test_the_demo_is_about_the_starter_courses(tmp_path: Path, path: Path) -> None:
    with pytest.raises(WrongUsageError, match="leave out --library"):
        run("demo", "--plain", "--library", tmp_path, "--db", path)


def test_the_app_needs_a_terminal_before_anything_is_made(home: Path) -> None:
    with pytest.raises(WrongUsageError, match="needs a terminal"):
        run("demo")
    assert not (home / "data").exists()


class Terminal(io.StringIO):
    """A terminal, as far as it says that it is one."""

    def isatty(self) -> bool:
        return True


@pytest.mark.usefixtures("quickly")
def test_a_terminal_is_told_how_far_it_has_come_on_one_line_that_goes_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert run("demo", "--plain", "--db", tmp_path / "demo.db") == 0
    first, *shown, gone, rest = terminal.getvalue().split("\r")
    assert first == ""
    shares = [int(line.rpartition("… ")[2].removesuffix(" %")) for line in shown]
    assert shares == sorted(shares)
    assert shares[-1] == 100
    assert gone.isspace()
    assert len(gone) >= max(map(len, shown))
    assert rest == f"{LABEL}\n"


def test_half_a_story_is_never_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(share: float) -> None:
        if share > 0.5:
            raise KeyboardInterrupt

    path = tmp_path / "demo.db"
    with open_database(path, now=lambda: END, demo=True) as database, pytest.raises(KeyboardInterrupt):
        tell(database, end=END, weeks=1, progress=interrupted)
    with open_database(path, now=lambda: END) as database:
        assert told_until(database) is None
        assert database.query("SELECT count(*) FROM events") == [(0,)]
    monkeypatch.setattr(command, "tell_story", partial(tell, weeks=1))
    assert run("demo", "--plain", "--db", path) == 0


# The questions of a group


def test_a_leader_sees_which_questions_were_difficult_as_sums(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    leader = next(one.leader for one in GROUPS if one.name == NIGHT_SHIFT)
    asked = ("--db", path, "--member", leader, "stats", "Sound set-up", "--group", NIGHT_SHIFT)
    assert run(*asked, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["group"] == NIGHT_SHIFT
    assert told["questions"]
    assert {one["respondents"] % 5 for one in told["questions"]} == {0}
    assert not any(one["typed"] for one in told["questions"])
    assert run(*asked) == 0
    assert "batches of 5, by nobody's name" in capsys.readouterr().out
    assert run("--db", path, "--member", leader, "stats", "effect", "--group", NIGHT_SHIFT, "--json") == 0
    assert json.loads(capsys.readouterr().out)["withheld"] == "fewer than 5"


def test_two_groups_study_side_by_side_in_bands(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--db", path, "--member", YOU, "sprint", "list", "--json") == 0
    said = capsys.readouterr().out
    (sprint,) = json.loads(said)["sprints"]
    assert sprint["state"] == "running"
    assert [one["group"] for one in sprint["groups"]] == [NIGHT_SHIFT, PLATFORM_TEAM]
    assert all(one["improvement"] and one["coverage"] for one in sprint["groups"])
    assert not any(person.name in said for person in PEOPLE)


# The label

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "continue": ("continue", "--plain"),
    "read": ("read", "effect", "--plain"),
    "quiz": ("quiz", "effect", "--plain"),
    "review": ("review", "--plain"),
    "today": ("today",),
    "me": ("me", "--json"),
    "list": ("list",),
    "search": ("search", "leader"),
    "notes": ("notes",),
    "bookmark": ("bookmark", "add", "effect"),
    "flag": ("flag", "effect", "judged-alike", "--reason", "typo"),
    "flags": ("flags",),
    "stats": ("stats", "effect"),
    "data": ("data", "mirror"),
    "member": ("member", "list"),
    "group": ("group", NIGHT_SHIFT),
    "groups": ("groups", "--json"),
    "plan": ("plan", "show"),
    "goal": ("goal", "list"),
    "sprint": ("sprint", "list"),
    "hand": ("hand", "raise", "effect"),
    "demo": ("demo", "--plain"),
    "doctor": ("doctor",),
    "store": ("store", "verify"),
    "config": ("config",),
}
WITHOUT_DATABASE = {"check", "new", "library", "preview", "import", "export"}


def test_every_command_is_known_to_touch_the_database_or_not() -> None:
    assert set(COMMANDS) | WITHOUT_DATABASE == set(program.COMMANDS)


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_every_command_on_a_demo_says_first_that_it_is_one(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("q\n"))
    assert run(*words, "--db", path) in {0, 1}
    answer = capsys.readouterr()
    assert answer.err.splitlines()[0] == LABEL
    assert answer.err.count(LABEL) == 1
    assert LABEL not in answer.out


_AFTER_HAN = re.compile(r"[\u4e00-\u9fff][”》」]?(?:[:,;!?](?:\s|$)| ?\()")
"""A mark of English right after a Han character."""


def test_what_is_said_in_chinese_has_the_marks_of_chinese(
    original: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where a sentence is put together of a name, what is said of it, and lists."""
    more = (("list", "--questions"), ("group", PLATFORM_TEAM), ("quiz", "effect", "--results"))
    for number, words in enumerate((*COMMANDS.values(), *more)):
        path = Path(shutil.copy(original, tmp_path / f"{number}.db"))  # no command meets what another has written
        monkeypatch.setattr(sys, "stdin", io.StringIO("1\nq\n"))
        assert run(*(word for word in words if word != "--json"), "--lang", "zh", "--db", path) in {0, 1}, words
        answer = capsys.readouterr()
        said = (answer.out + answer.err).splitlines()
        assert [line for line in said if _AFTER_HAN.search(line)] == [], words
        assert any("\u4e00" <= sign <= "\u9fff" for line in said for sign in line), words


def test_a_command_on_real_data_says_nothing_of_a_demo(real: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("today", "--db", real, "--member", "Ada") == 0
    assert "emo" not in capsys.readouterr().err


def test_on_a_demo_nobody_and_nothing_of_this_machine_is_looked_for(
    path: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    options = program._parser().parse_args(["today", "--json", "--db", str(path)])
    surroundings = Surroundings(
        now=lambda: END,
        random=Random(1),
        environment={"FIVEFOLD_MEMBER": "wei", "FIVEFOLD_LIBRARY": str(tmp_path)},
        here=tmp_path,
        config_folder=tmp_path,
        data_folder=tmp_path,
    )
    assert program._command("today")(options, surroundings) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["member"] == YOU
    assert answer["course"]["id"] == "leading"
