"""One's own data on the command line: from machine to machine, and gone."""

import json
import shlex
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store import notes, people
from store.days import study_day
from tests.histories import ada, always, answered, dice, finished, opened, rated, record, started
from tests.shell import ran

Run = Callable[..., str]
LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"


@pytest.fixture
def fivefold(tmp_path: Path) -> Run:
    """`fivefold(machine, ...)` on the database of a machine."""

    def run(machine: str, *arguments: str | Path, status: int = 0, stdin: str = "") -> str:
        database = tmp_path / machine / "study.db"
        database.parent.mkdir(exist_ok=True)
        done = ran("--library", LIBRARY, "--db", database, *arguments, stdin=stdin)
        assert done.returncode == status, done.stderr
        return done.stdout + done.stderr

    return run


def study(fivefold: Run, machine: str, *who: str) -> None:
    fivefold(machine, *who, "quiz", "02-oven", "--plain", stdin="1\n1\n")


def names(fivefold: Run, machine: str) -> list[str]:
    return [one["name"] for one in json.loads(fivefold(machine, "member", "list", "--json"))["members"]]


def test_a_new_machine_goes_on_where_the_other_stopped(fivefold: Run, tmp_path: Path) -> None:
    study(fivefold, "old", "--member", "Wei")
    export = tmp_path / "export"
    fivefold("old", "data", "export", export)
    assert "0 were known already" in fivefold("new", "data", "import", export)
    assert names(fivefold, "new") == ["Wei"]  # and nobody by the login name
    assert fivefold("new", "list", "--json") == fivefold("old", "list", "--json")
    assert fivefold("new", "me", "--json") == fivefold("old", "me", "--json")
    study(fivefold, "new")
    study(fivefold, "old")
    for machine, other in (("old", "new"), ("new", "old")):
        fivefold(machine, "data", "import", tmp_path / other / "study.db")
    assert fivefold("new", "me", "--json") == fivefold("old", "me", "--json")
    assert "0 events added" in fivefold("new", "data", "import", export)


def test_machines_that_were_begun_on_their_own_are_united_on_ones_word(fivefold: Run, tmp_path: Path) -> None:
    for machine in ("one", "other"):
        study(fivefold, machine, "--member", "Wei")
    assert "with --mine" in fivefold("one", "data", "import", tmp_path / "other" / "study.db", status=2)
    fivefold("one", "data", "import", "--mine", tmp_path / "other" / "study.db")
    assert names(fivefold, "one") == ["Wei"]
    # What was said once is known, here and there, without a word.
    study(fivefold, "other")
    assert "0 were known already" not in fivefold("one", "data", "import", tmp_path / "other" / "study.db")
    fivefold("other", "data", "import", tmp_path / "one" / "study.db")
    assert "0 events added" in fivefold("one", "data", "import", tmp_path / "other" / "study.db")
    assert (names(fivefold, "one"), names(fivefold, "other")) == (["Wei"], ["Wei"])
    assert fivefold("one", "me", "--json") == fivefold("other", "me", "--json")
    fivefold("one", "member", "add", "Ana")
    assert "Several people study here" in fivefold("one", "data", "import", "--mine", tmp_path / "other", status=2)
    assert "cannot be imported" in fivefold("one", "data", "import", tmp_path / "nowhere", status=3)


def test_a_second_member_is_told_of_and_the_way_back_is_named(fivefold: Run, tmp_path: Path) -> None:
    study(fivefold, "one", "--member", "Bea")
    study(fivefold, "other", "--member", "root")
    source = tmp_path / "other" / "study.db"
    said = fivefold("one", "data", "import", source)
    assert "root is a new member here, and nobody who was here before.\nIf that is you: fivefold --db " in said
    assert "is about root, who is a member here already" in fivefold(
        "one", "--member", "Bea", "data", "import", "--mine", source, status=2
    )
    restore, again = (
        shlex.split(one)[3:] for one in said.partition("If that is you: ")[2].splitlines()[0].split(", then ")
    )
    fivefold("one", *restore, "--yes")
    fivefold("one", *again)
    assert names(fivefold, "one") == ["Bea"]


def test_erasing_asks_for_the_name_and_leaves_the_others(fivefold: Run, tmp_path: Path) -> None:
    fivefold("here", "member", "add", "Wei")
    fivefold("here", "member", "add", "Ana")
    for who in ("Wei", "Ana"):
        study(fivefold, "here", "--member", who)
    with opened(tmp_path / "here") as database:
        wei = next(one.id for one in people.members(database) if one.name == "Wei")
        about = {"about": "bread/lessons/01-dough", "question": "", "block": "", "section": 0, "quote": ""}
        notes.keep(database, wei, None, now=always(), random=dice(), text="Wei, say Mellon", **about)
    assert "Mellon" in fivefold("here", "--member", "Wei", "search", "Mellon")
    ana = fivefold("here", "--member", "Ana", "me", "--json")
    said = fivefold("here", "--member", "Wei", "data", "erase", stdin="Way\n", status=2)
    assert "This erases all that is recorded about Wei" in said
    assert "Nothing was erased." in said
    assert "Nothing was erased." in fivefold("here", "--member", "Wei", "data", "erase", status=2)
    assert names(fivefold, "here") == ["Wei", "Ana"]
    said = fivefold("here", "--member", "Wei", "data", "erase", stdin="wei\n")
    assert "no byte of it is left in there" in said
    assert names(fivefold, "here") == ["Ana"]
    assert fivefold("here", "--member", "Ana", "me", "--json") == ana
    files = [path for folder in (tmp_path / "here", Path.home()) for path in folder.rglob("*") if path.is_file()]
    assert any("search" in path.name for path in files), "what was searched is kept beside it"
    assert [path for path in files if b"Mellon" in path.read_bytes()] == []
    assert not any(b"Wei" in path.read_bytes() for path in (tmp_path / "here").rglob("*") if path.is_file())
    fivefold("here", "data", "erase", "--yes")
    assert names(fivefold, "here") == []


def test_an_erasure_on_the_other_machine_is_followed_only_when_it_is_meant(fivefold: Run, tmp_path: Path) -> None:
    study(fivefold, "one", "--member", "Wei")
    source = tmp_path / "one" / "study.db"
    fivefold("other", "data", "import", source)
    fivefold("one", "data", "erase", "--yes")
    assert "say --erase" in fivefold("other", "data", "import", source, status=2)
    assert names(fivefold, "other") == ["Wei"]
    fivefold("other", "data", "import", "--erase", source)
    assert names(fivefold, "other") == []


def test_old_details_go_on_ones_word_and_what_came_of_them_stays(fivefold: Run, tmp_path: Path) -> None:
    long_ago = always(datetime.now(UTC) - timedelta(days=200))
    (tmp_path / "old").mkdir()
    with opened(tmp_path / "old") as database:
        member = ada(database, long_ago)
        record(database, member, started(), answered(1), answered(2), finished(), rated(1), now=long_ago)
    study(fivefold, "old", "--member", "Ada")
    said = fivefold("old", "data", "erase", "--older-than", "3", stdin="no\n", status=2)
    assert "2 answers, 1 review, 0 closed flags" in said
    assert f"before, you studied on {study_day(long_ago())}. If it is wrong, set it first." in said
    assert "Nothing was erased." in said
    said = fivefold("old", "data", "erase", "--older-than", "3", stdin="ada\n")
    assert "no byte of it is left in there" in said
    assert "There are no details of before " in fivefold("old", "data", "erase", "--older-than", "3", "--yes")
    study(fivefold, "here", "--member", "Wei")
    said = fivefold("here", "data", "erase", "--older-than", "3")
    assert "There are no details of before " in said
    assert "backups held it" not in said
    assert "Say where to" in fivefold("here", "data", "export", "", status=2)
    assert "from 3 to 120" in fivefold("here", "data", "erase", "--older-than", "2", status=2)
    assert "erasing everything" in fivefold("here", "data", "erase", "--older-than", "3", "--to", "x", status=2)
