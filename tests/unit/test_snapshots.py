"""The snapshot fixture says what changed and what to do."""

from pathlib import Path

import pytest

from tests import snapshots


def test_a_missing_snapshot_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="run `make snap`"):
        snapshots.compare("text", "new", tmp_path)


def test_a_changed_line_is_shown_as_a_difference(tmp_path: Path) -> None:
    (tmp_path / "screen.txt").write_text("Today\nTwo lessons\n")
    with pytest.raises(AssertionError, match=r"(?s)make snap.*-Two lessons\n\+Three lessons"):
        snapshots.compare("Today\nThree lessons", "screen", tmp_path)


def test_what_was_written_is_accepted_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPDATE_SNAPSHOTS", "1")
    snapshots.compare("今天  \n\n two\n\n", "zh/today", tmp_path)
    monkeypatch.delenv("UPDATE_SNAPSHOTS")
    snapshots.compare("今天\n\n two", "zh/today", tmp_path)
    assert (tmp_path / "zh" / "today.txt").read_text(encoding="utf-8") == "今天\n\n two\n"


def test_a_folder_of_this_machine_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPDATE_SNAPSHOTS", "1")
    with pytest.raises(AssertionError, match="elsewhere on other machines"):
        snapshots.compare(f"Read from {Path(__file__).parents[2]}/lessons", "where", tmp_path)
    assert list(tmp_path.iterdir()) == []
