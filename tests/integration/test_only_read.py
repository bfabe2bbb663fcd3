"""A database that may only be read: all of it can be had, nothing beside it changes, and what would write says so."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import mkdtemp

import pytest

from store import only_read
from store.errors import DiskError, ReadOnlyError
from tests.histories import QUESTION, ada, answered, finished, opened, record, started
from tests.older import STEPS, older

WITHOUT_POWER = """
import ctypes
version, nothing = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
if ctypes.CDLL(None).capset(version, nothing):
    raise OSError("root cannot give up what only root may")
"""
"""Root may write to everything, unless it gives that up (Linux, capset(2))."""


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder with `data`, in which a database is made and which is then closed to writing, and with `free`."""
    folder = Path(mkdtemp(prefix="fivefold-"))
    folder.chmod(0o755)
    free = folder / "free"
    free.mkdir()
    free.chmod(0o777)
    yield folder
    (folder / "data").chmod(0o700)
    shutil.rmtree(folder)


def close(folder: Path, *, whole: bool = True) -> dict[str, bytes]:
    """Let everybody read what is in a folder, and nobody write to it; what is in it."""
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555 if whole else 0o777)
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def said(place: Path, *words: str) -> CompletedProcess[str]:
    """A command on the database, in a process of its own."""
    arguments = ["--db", str(place / "data" / "study.db"), *words]
    program = (
        f"{WITHOUT_POWER if os.geteuid() == 0 else ''}\nimport sys\nfrom tui.__main__ import main\nmain({arguments!r})"
    )
    home = {"HOME": str(place / "free"), "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": "", "XDG_CACHE_HOME": ""}
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, env={**os.environ, **home}
    )


def kept_in_the_wal(place: Path) -> None:
    """A database whose answers are in its `-wal` alone, as after the power went."""
    with opened(place / "open") as database:
        member = ada(database)
        record(database, member, started(), answered(1), answered(2), finished())
        shutil.copytree(place / "open", place / "data")
    (place / "data" / "study.db-shm").unlink()
    shutil.rmtree(place / "open")


def made(place: Path) -> None:
    with opened(place / "data") as database:
        record(database, ada(database), started(), answered(1), answered(2), finished())


@pytest.mark.parametrize("whole", [True, False], ids=["folder", "file"])
@pytest.mark.parametrize("make", [made, kept_in_the_wal])
def test_all_of_it_can_be_had(place: Path, make: object, whole: bool) -> None:
    assert callable(make)
    make(place)
    before = close(place / "data", whole=whole)
    free = place / "free"

    exported = said(place, "data", "export", str(free / "out"))
    assert exported.returncode == 0, exported.stderr
    kinds = [event["kind"] for event in json.loads((free / "out" / "events.json").read_text())]
    assert kinds.count("answered") == 2
    assert "is read-only" in exported.stderr
    assert said(place, "data", "mirror").returncode == 0

    copied = said(place, "store", "backup", str(free / "copy.db"))
    assert copied.returncode == 0, copied.stderr
    with sqlite3.connect(free / "copy.db") as copy:
        assert copy.execute("SELECT count(*) FROM events WHERE kind = 'answered'").fetchone() == (2,)

    verified = said(place, "store", "verify", "--json")
    assert (verified.returncode, json.loads(verified.stdout)["ok"]) == (0, True)
    looked = json.loads(said(place, "doctor", "--json").stdout)["findings"]
    (database,) = (one for one in looked if one["name"] == "database")
    assert "sound" in database["value"]
    assert "is read-only" in database["advice"]
    assert said(place, "today", "--json").returncode == 0
    assert {name: before.get(name) for name in contents(place / "data")} == before, "nothing is made or changed there"


def test_what_writes_says_in_a_sentence_what_to_do(place: Path) -> None:
    made(place)
    before = close(place / "data")
    for words in (["store", "rebuild"], ["member", "add", "Wei"], ["group", "create", "Night shift"]):
        refused = said(place, *words)
        assert refused.returncode == 3
        assert "read-only. Make it writable, or name another file with --db." in refused.stderr
        assert "Traceback" not in refused.stderr
    beside = said(place, "store", "backup")
    assert beside.returncode == 3
    assert "Say where the backup goes" in beside.stderr
    assert contents(place / "data") == before


def test_one_of_an_older_format_is_read_as_what_it_becomes(place: Path) -> None:
    with opened(place / "present") as history:
        record(history, ada(history), started(), answered(1))
        path = older(place / "data", STEPS[-1], history)
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO questions (revision, body) VALUES (?, ?)", QUESTION)
    connection.commit()
    connection.close()
    before = close(place / "data")
    exported = said(place, "data", "export", str(place / "free" / "out"))
    assert exported.returncode == 0, exported.stderr
    assert json.loads((place / "free" / "out" / "events.json").read_text())[-1]["kind"] == "answered"
    assert contents(place / "data") == before


def test_it_is_written_again_as_soon_as_it_may_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as database:
        member = ada(database)
        path = database.path
    monkeypatch.setattr(only_read, "refusal", lambda path: ReadOnlyError(path=path))
    with opened(tmp_path) as database:
        with pytest.raises(ReadOnlyError):
            record(database, member, started())
        assert database.query("SELECT count(*) FROM events") == [(1,)]
        monkeypatch.undo()
        record(database, member, started())
        assert database.unwritable is None
        assert database.path == path
        assert database.query("SELECT count(*) FROM events") == [(2,)]


def test_one_that_is_damaged_is_left_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as database:
        member = ada(database)
        record(database, member, *(answered(number) for number in range(1, 200)))
        path = database.path
    content = bytearray(path.read_bytes())
    content[4096:-4096] = b"\xa5" * (len(content) - 8192)
    path.write_bytes(content)
    monkeypatch.setattr(only_read, "refusal", lambda path: ReadOnlyError(path=path))
    with pytest.raises(DiskError):
        opened(tmp_path)
    assert path.read_bytes() == content
    assert not list(tmp_path.glob("*.corrupt-*"))
