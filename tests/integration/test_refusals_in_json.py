"""Whatever takes --json prints one document, or none at all: a refusal is words on stderr and a status."""

import argparse
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.shell import ran
from tui.__main__ import _parser

LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"
NOBODY = "zqzq"


def _commands(parser: argparse.ArgumentParser, *before: str) -> Iterator[tuple[str, ...]]:
    """Every command that takes --json, with a name that nothing has for each that it needs."""
    if any("--json" in one.option_strings for one in parser._actions):
        yield (*before, *_needed(parser))
    for one in parser._actions:
        if isinstance(one, argparse._SubParsersAction):
            for name, each in one.choices.items():
                yield from _commands(each, *before, name)


def _needed(parser: argparse.ArgumentParser) -> Iterator[str]:
    for one in parser._actions:
        if one.option_strings:
            yield from (one.option_strings[0], NOBODY) if one.required else ()
        elif not isinstance(one, argparse._SubParsersAction) and one.nargs not in {"?", "*"}:
            yield NOBODY


COMMANDS = list(_commands(_parser()))
OPTIONAL = [
    *(
        "group zqzq",
        "group charter zqzq",
        "group report zqzq --to out.json",
        "group collect zqzq",
        "stats 02-oven --group zqzq",
    ),
    *(
        "notes --lesson zqzq",
        "notes add 01 mine --at zqzq",
        "bookmark add 01 --section zqzq",
        "flags zqzq",
        "review --missed zqzq",
        "plan show zqzq",
        "goal list zqzq",
        "check zqzq",
    ),
]


def refused(status: int, out: str, err: str) -> bool:
    """Whether it is a refusal; else it has to be a document."""
    assert "Traceback" not in err
    if out:
        assert isinstance(json.loads(out), dict)
        return False
    assert status in {2, 3}, "where nothing is said on stdout, it was refused"
    assert [line for line in err.splitlines() if line.startswith("fivefold")], err
    return True


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_there_is_one_document_or_a_refusal_whatever_the_data_is(command: tuple[str, ...], tmp_path: Path) -> None:
    base = ("--library", LIBRARY, "--db")
    text, other = tmp_path / "text.db", tmp_path / "other.db"
    text.write_text("no database, but words\n" * 200, encoding="utf-8")
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE settings (own TEXT)")
    ran(*base, tmp_path / "study.db", "member", "add", "Lea")
    for path, name in ((text, "Lea"), (other, "Lea"), (tmp_path / "study.db", "Nobody")):
        before = path.read_bytes()
        done = ran(*base, path, "--member", name, *command, "--json", here=tmp_path)
        refused(done.returncode, done.stdout, done.stderr)
        if path != tmp_path / "study.db":
            assert path.read_bytes() == before


@pytest.mark.parametrize("line", OPTIONAL + [" ".join(one) for one in COMMANDS if NOBODY in one and one[0] != "search"])
def test_a_name_that_nothing_has_is_refused_without_a_document(line: str, tmp_path: Path) -> None:
    base = ("--library", LIBRARY, "--db", tmp_path / "study.db", "--member", "Lea")
    ran(*base, "member", "add", "Lea")
    done = ran(*base, *line.split(), "--json", here=tmp_path)
    assert refused(done.returncode, done.stdout, done.stderr)
