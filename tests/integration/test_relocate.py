"""Going on in another place: everything comes along, the old place stays as it was, and it can all be taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import merge, people, relocate
from store.database import Database, open_database
from store.errors import ExistsError, FullError
from tests.histories import ada, always, answered, dump, opened, record, started


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path / "here") as database:
        record(database, ada(database), started(), answered(1))
        yield database


@pytest.mark.parametrize("place", ["there", "there/other.db"])
def test_everything_comes_along_and_can_be_taken_back(tmp_path: Path, database: Database, place: str) -> None:
    before = dump(database)
    with relocate.go_on_at(database, tmp_path / place, now=always()) as there:
        assert there.path == tmp_path / (place if place.endswith(".db") else f"{place}/study.db")
        assert dump(there) == before
        (member,) = people.members(there)
        record(there, member, answered(2))
        grown = dump(there)
    assert dump(database) == before
    merge.merge(database, there.path, now=always())
    assert dump(database) == grown


def test_nothing_is_ever_written_over(tmp_path: Path, database: Database) -> None:
    with pytest.raises(ExistsError):
        relocate.go_on_at(database, database.path, now=always())
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "study.db").write_text("something else")
    with pytest.raises(ExistsError):
        relocate.go_on_at(database, tmp_path / "there", now=always())
    assert (tmp_path / "there" / "study.db").read_text() == "something else"


def test_a_demo_stays_one(tmp_path: Path) -> None:
    with (
        open_database(tmp_path / "demo.db", now=always(), demo=True) as demo,
        relocate.go_on_at(demo, tmp_path / "there.db", now=always()) as there,
    ):
        assert there.demo


def test_a_folder_with_room_is_proposed(tmp_path: Path, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    assert relocate.room_elsewhere(database, tmp_path) == tmp_path
    monkeypatch.setattr(relocate, "_MOUNTED", (str(tmp_path / "mounted"),))
    (tmp_path / "mounted" / "disk").mkdir(parents=True)
    assert relocate.room_elsewhere(database, database.path.parent) == tmp_path / "mounted" / "disk"
    monkeypatch.setattr(relocate, "_ROOM", 2**62)
    assert relocate.room_elsewhere(database, tmp_path) is None


def test_what_keeps_a_place_from_being_written_is_of_that_place() -> None:
    assert FullError.of_place
    assert not ExistsError.of_place
