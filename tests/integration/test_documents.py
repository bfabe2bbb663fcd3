"""Documents that are made from the sources: `make snap` makes them anew."""

import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from store import migrations, shared
from store.describe import events_schema
from store.events import FIELDS, KINDS
from tests.shared_schema import shared_schema

pytestmark = pytest.mark.usefixtures("durable")

Document = Callable[[str, str], None]


def tables() -> str:
    """The tables as the migrations leave them, each with its indexes and triggers."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrations.migrate(connection)
    rows = connection.execute(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name NOT LIKE '%sqlite%'"
        " ORDER BY tbl_name, type = 'trigger', type = 'index', name"
    ).fetchall()
    connection.close()
    return "\n\n".join(f"{dedent(' ' * 8 + statement).strip()};" for (statement,) in rows)


def test_the_schema_in_the_documents_is_that_of_the_migrations(document: Document) -> None:
    head = "-- The tables of study.db, as the migrations in store/migrations.py leave them; made by `make snap`."
    document(f"{head}\n\n{tables()}", "schema.sql")


def in_one_line() -> str:
    """The same for whoever reads on: each table with its columns, those of its key in italics."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrations.migrate(connection)
    names = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%sqlite%' ORDER BY name"
    ).fetchall()
    found = []
    for (name,) in names:
        columns = connection.execute("SELECT name, pk FROM pragma_table_info(?)", (name,)).fetchall()
        key, rest = (", ".join(column for column, place in columns if bool(place) is of_it) for of_it in (True, False))
        found.append(f"`{name}` (*{key}*{'; ' if rest else ''}{rest})")
    connection.close()
    return f"{TABLES}{' · '.join(found)}."


TABLES = "The tables, each with its key and what else it holds: "


@pytest.mark.usefixtures("snapshot")
def test_the_architecture_shows_the_tables_that_the_migrations_leave() -> None:
    path = Path(__file__).parents[2] / "ARCHITECTURE.md"
    lines = path.read_text(encoding="utf-8").splitlines()
    (place,) = (number for number, line in enumerate(lines) if line.startswith(TABLES))
    if os.environ.get("UPDATE_SNAPSHOTS"):
        lines[place] = in_one_line()
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines[place] == in_one_line(), "run `make snap`, and read the diff"


def test_the_form_of_an_export_in_the_documents_is_that_of_the_sources(document: Document) -> None:
    document(json.dumps(events_schema(), ensure_ascii=False, indent=1), "events.schema.json")


def test_the_form_of_an_export_describes_every_field() -> None:
    schema = json.loads(json.dumps(events_schema()))
    assert schema["$defs"].keys() == KINDS.keys()
    for kind, body in schema["$defs"].items():
        assert body["description"]
        assert list(body["properties"]) == body["required"] == list(FIELDS[kind])
    assert "description" in schema["$defs"]["answered"]["properties"]["points"]


def test_the_form_of_a_shared_file_in_the_documents_is_that_of_the_sources(document: Document) -> None:
    document(json.dumps(shared_schema(), ensure_ascii=False, indent=1), "shared.schema.json")


def test_the_form_of_a_shared_file_describes_every_kind() -> None:
    schema = json.loads(json.dumps(shared_schema()))
    assert schema["$defs"].keys() == shared.KINDS.keys() | {"head", "entry"}
    for kind, fields in shared.FIELDS.items():
        assert schema["$defs"][kind]["description"]
        assert schema["$defs"][kind]["required"] == list(fields)
