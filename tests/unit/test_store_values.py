"""Ids, days, JSON and locations: what the store is made of, without a file."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from store import ids, location, strict_json
from store.backup import kept_days
from store.days import study_day
from store.export import as_it_was, neutral
from tests.histories import dice

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_an_id_is_a_uuid_of_its_time() -> None:
    made = UUID(ids.IdSequence().next(NOON, dice()))
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == ids.milliseconds(NOON)


def test_ids_grow_even_when_the_clock_goes_backwards() -> None:
    sequence, random = ids.IdSequence(), dice()
    moments = [NOON, NOON, NOON - timedelta(hours=1), NOON, NOON + timedelta(milliseconds=1)]
    made = [sequence.next(moment, random) for moment in moments * 200]
    assert made[:1000:5] == sorted(made[:1000:5])
    assert made == sorted(set(made))


def test_an_id_is_the_same_as_bytes_and_as_text() -> None:
    text = ids.IdSequence().next(NOON, dice())
    assert ids.is_id(text)
    assert ids.to_text(ids.to_bytes(text)) == text
    assert ids.of_letters(ids.to_letters(text)) == text
    assert not any(ids.is_id(other) for other in (text.upper(), text.replace("-", ""), text + "\n", ""))


@pytest.mark.parametrize(
    ("local", "day"),
    [
        ("2026-03-02 03:59", date(2026, 3, 1)),
        ("2026-03-02 04:00", date(2026, 3, 2)),
        ("2026-03-02 23:59", date(2026, 3, 2)),
        ("2026-03-29 03:59", date(2026, 3, 28)),  # the night in which Berlin's clocks jump from 2 to 3
        ("2026-03-29 04:00", date(2026, 3, 29)),
        ("2026-10-25 03:59", date(2026, 10, 24)),  # and the one in which they go back
        ("2027-01-01 00:30", date(2026, 12, 31)),
    ],
)
def test_a_study_day_begins_at_four_in_the_morning(local: str, day: date) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    moment = datetime.fromisoformat(local).replace(tzinfo=berlin)
    assert study_day(moment.astimezone(UTC), berlin) == day


def test_a_moment_without_zone_has_no_study_day() -> None:
    with pytest.raises(ValueError, match="zone"):
        study_day(NOON.replace(tzinfo=None))


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1,"a":2}',
        '{"a":{"b":1,"b":1}}',
        "[NaN]",
        "[-Infinity]",
        "[1e999]",
        f"[{'9' * 21}]",
        '["\\ud800"]',
        '["\ud800"]',
        '{"\\udc00":1}',
        "[" * 21 + "]" * 21,
        "[[" * 20_000,
        "[1] ",
        "[1][2]",
        "",
        "{",
        '["\n"]',
        '"' + "a" * strict_json.LONGEST + '"',
    ],
)
def test_json_that_another_reader_may_read_differently_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        strict_json.read(text)


def test_json_is_written_in_one_form_and_read_back() -> None:
    value = {"b": [1, 0.5, True, None], "a": '[{"]}' * 30, "中": "😀\u0085"}
    text = strict_json.write(value)
    assert text.startswith('{"a":"[{')
    assert "中" in text
    assert strict_json.read(text) == value
    with pytest.raises(ValueError, match="surrogate"):
        strict_json.write(["\ud800"])
    with pytest.raises(ValueError, match="JSON"):
        strict_json.write([float("nan")])


def pieces(text: str, size: int) -> Iterator[str]:
    return (text[start : start + size] for start in range(0, len(text), size))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1_000])
def test_the_parts_of_a_list_come_one_by_one_however_it_is_cut(size: int) -> None:
    parts = [{"a": [1, "]"], "中": "😀\\"}, 12345, "x, y", [], None, -0.5, True]
    for text in (strict_json.write(parts), json.dumps(parts, indent=2, ensure_ascii=False), " [ 1 ,2 ]\n", "[]"):
        assert [one.value for one in strict_json.elements(pieces(text, size))] == json.loads(text)


@pytest.mark.parametrize("size", [5, 100_000])
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "{}",
        "[",
        "[1",
        "[1 2]",
        "[1,]",
        "[,1]",
        "[1]]",
        "[1][2]",
        "[NaN]",
        '[{"a":1,"a":2}]',
        '["\\ud800"]',
        f"[{'9' * 21}]",
        "[" * 22 + "]" * 22,
        '["a\n"]',
        "[" + "[" * 100_000,
        '["' + "a" * strict_json.LONGEST + '"]',
    ],
)
def test_a_list_is_refused_as_any_other_json(text: str, size: int) -> None:
    pieces_of_it = pieces(text, max(size, len(text) // 50))  # nobody reads a long file five characters at a time
    with pytest.raises(ValueError, match=r"."):
        list(strict_json.elements(pieces_of_it))


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20a"],
)
def test_no_cell_of_a_table_is_a_formula(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["=1+1", "-1", "\uff20a", "a=b", "", "'", "'x"])
def test_a_cell_can_be_read_as_it_was(cell: str) -> None:
    assert as_it_was(str(neutral(cell))) == cell


def test_a_cell_that_calculates_nothing_stays_as_it_is() -> None:
    assert [neutral(cell) for cell in ("a=b", "", -1.5, "'=")] == ["a=b", "", -1.5, "'="]


MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/ada/my\040disk xfs rw 0 0
ada@host: /mnt/far fuse.sshfs rw 0 0
C:\134 /mnt/c 9p rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("folder", "file_system", "network", "synced"),
    [
        ("/var/lib", "ext4", False, ""),
        ("/homeless", "ext4", False, ""),
        ("/home/ada", "nfs4", True, ""),
        ("/home/ada/my disk/study", "xfs", False, ""),
        ("/mnt/far/x", "fuse.sshfs", True, ""),
        ("/mnt/c/Users", "9p", True, ""),
        ("/var/Dropbox/study", "ext4", False, "Dropbox"),
        ("/var/OneDrive - School/x", "ext4", False, "OneDrive"),
        ("/Users/ada/Library/CloudStorage/GoogleDrive-ada@example.org/My Drive", "ext4", False, "Google Drive"),
        ("/Users/ada/Library/Mobile Documents/com~apple~CloudDocs", "ext4", False, "iCloud Drive"),
        ("/home/ada/my disk/dropbox-clone", "xfs", False, ""),
    ],
)
def test_a_location_is_told_from_the_mounts(folder: str, file_system: str, network: bool, synced: str) -> None:
    found = location.told_by(MOUNTS, Path(folder))
    assert found == location.Location(file_system, network, synced)
    assert (file_system in (found.notice() or "")) is network
    assert (found.notice() is None) is not (network or bool(synced))


def test_seven_daily_and_four_weekly_backups_are_kept() -> None:
    last = date(2026, 3, 6)  # a Friday
    days = [last - timedelta(days=back) for back in range(60)]
    sundays = {date(2026, 3, 1), date(2026, 2, 22), date(2026, 2, 15)}
    assert kept_days(days, last) == set(days[:7]) | sundays
    assert kept_days([], last) == frozenset()
    ahead = [last + timedelta(days=3650 + day) for day in range(60)]
    assert kept_days([*days, *ahead], last) == kept_days(days, last) | kept_days(ahead, ahead[-1])
    behind = date(2000, 1, 1)
    assert kept_days([*days, behind], behind) == kept_days(days, last) | {behind}
    rare = [last - timedelta(days=500 * back) for back in range(7)]
    assert kept_days(rare, last + timedelta(days=3650)) == set(rare), "however long ago they were made"


@pytest.mark.parametrize(
    ("mark", "program"),
    [(".stfolder", "Syncthing"), (".dropbox.cache", "Dropbox"), (".tmp.driveupload", "Google Drive")],
)
def test_a_synced_folder_is_known_by_what_its_program_puts_there(tmp_path: Path, mark: str, program: str) -> None:
    folder = tmp_path / "Documents" / "study"
    folder.mkdir(parents=True)
    assert location.of(folder).synced == ""
    (tmp_path / mark).mkdir()
    assert location.of(folder).synced == program


def test_a_git_repository_is_no_place_for_what_people_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "courses" / "study"
    folder.mkdir(parents=True)
    assert location.of(folder).notice() is None
    (tmp_path / "courses" / ".git").write_text("gitdir: ../elsewhere")
    assert f"git repository {tmp_path / 'courses'}:" in str(location.of(folder).notice())
    monkeypatch.setenv("HOME", str(tmp_path / "courses"))
    assert location.of(folder).notice() is None, "whoever keeps settings in git does not keep all of the home folder"
