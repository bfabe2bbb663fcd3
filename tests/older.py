"""Databases as earlier versions of Fivefold made them, for the tests of migrations."""

import sqlite3
from pathlib import Path

from sqlite_utils import Database as Tables

from store import migrations as steps
from store import records, sqlite
from store.database import Database
from store.events import Body, write_body

STEPS = [
    "m001_log",
    "m002_plain_rows",
    "m003_projections",
    "m004_item_memory",
    "m005_groups",
    "m006_mastery",
    "m007_erasure",
    "m008_terms",
    "m009_shared",
    "m010_aliases",
    "m011_fewer_listed",
    "m012_notes",
    "m013_bookmarks",
    "m014_study_time",
    "m015_groups_that_last",
    "m016_charters",
    "m017_calibration",
    "m018_flags",
    "m019_needs_seen_to",
    "m020_details",
    "m021_goals",
    "m022_sprints",
    "m023_released",
    "m024_replies",
    "m025_due",
    "m026_answers_once",
    "m027_days_as_numbers",
    "m028_details_before",
    "m029_wished_for",
    "m030_closed_sittings",
    "m031_all_leave",
    "m032_back_again",
]
"""Every migration by its name, in order: none is ever renamed, or put before another."""


def older(folder: Path, before: str, history: Database | None = None) -> Path:
    """A database as it was before a step, with the events of a history."""
    folder.mkdir()
    path = folder / "study.db"
    connection = sqlite3.connect(path, isolation_level=None)
    steps.migrations.apply(Tables(connection), stop_before=before)
    if history is not None:
        with history.reading() as source:
            for event in records.read(source, "TRUE"):
                assert isinstance(event.body, Body)
                records.write(connection, event, write_body(event.body))
    connection.execute(f"PRAGMA application_id = {sqlite.APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {STEPS.index(before)}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    return path
