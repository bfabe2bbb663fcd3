"""Patterns and methods that were compiled in an earlier run."""

import collections
import dataclasses
import re
import stat
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest

from tui import compiled
from tui.compiled import NAME, known_code

SOURCE = """
import re
NAMED = re.compile(r"(?P<day>[0-9]+)[.](?P<month>\\w+)(x)?", re.IGNORECASE | re.VERBOSE)
OF_BYTES = re.compile(rb"[a-c]+")
PLAIN = re.compile("[a-c]+")
"""
OF_VALUES = """
from dataclasses import dataclass
from typing import NamedTuple

@dataclass(frozen=True, order=True)
class Pair:
    one: int
    other: str = "x"

class Place(NamedTuple):
    row: int
    column: int = 2
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A module with patterns, that can be loaded again and again."""
    (tmp_path / "with_patterns.py").write_text(SOURCE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield "with_patterns"
    sys.modules.pop("with_patterns", None)


def load(name: str) -> dict[str, re.Pattern[str]]:
    """The patterns of a module that is loaded now, by a Python that knows none of them."""
    sys.modules.pop(name, None)
    re.purge()
    module = import_module(name)
    return {name: one for name, one in vars(module).items() if isinstance(one, re.Pattern)}


def parsed(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What is compiled from here on."""
    from re import _parser  # type: ignore[attr-defined] # noqa: PLC0415 - it has no public name

    seen: list[object] = []
    parse = _parser.parse

    def parse_and_note(pattern: object, *others: object) -> object:
        seen.append(pattern)
        return parse(pattern, *others)

    monkeypatch.setattr(_parser, "parse", parse_and_note)
    return seen


def test_the_second_run_compiles_nothing_and_has_the_same(
    tmp_path: Path, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = load(module)
    with known_code(tmp_path):
        load(module)
    seen = parsed(monkeypatch)
    with known_code(tmp_path):
        again = load(module)
    assert seen == []
    assert again == plain
    found = again["NAMED"].fullmatch("24.Dec")
    assert found
    assert found.groupdict() == {"day": "24", "month": "Dec"}
    assert again["NAMED"].groupindex == {"day": 1, "month": 2}
    assert again["NAMED"].groups == 3
    assert again["NAMED"].flags == plain["NAMED"].flags


def test_methods_of_values_are_compiled_once_and_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "with_values.py").write_text(OF_VALUES, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with known_code(tmp_path):
        import_module("with_values")
    monkeypatch.delitem(sys.modules, "with_values")
    seen: list[object] = []
    monkeypatch.setattr(compiled, "compile", lambda *source, **_how: seen.append(source), raising=False)
    with known_code(tmp_path):
        module = import_module("with_values")
    monkeypatch.delitem(sys.modules, "with_values")
    assert seen == []
    assert repr(module.Pair(1)) == "Pair(one=1, other='x')"
    assert {module.Pair(1), module.Pair(1, "x")} == {module.Pair(1)}
    assert module.Pair(1) < module.Pair(2)
    assert module.Place(1) == (1, 2)
    assert not {"exec", "eval"} & {*vars(dataclasses), *vars(collections)}, "afterwards both are as they were"


def test_what_is_compiled_while_somebody_works_is_not_kept(tmp_path: Path, module: str) -> None:
    with known_code(tmp_path):
        load(module)
        re.compile("what somebody typed")
    assert b"somebody" not in (tmp_path / NAME).read_bytes()
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600


def test_a_pattern_that_is_none_is_refused_as_ever(tmp_path: Path) -> None:
    with known_code(tmp_path), pytest.raises(re.error, match="unterminated"):
        re.compile("(")


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _whole: b"",
    "other": lambda _whole: b"\0" * 400,
    "another length": lambda whole: whole[:16] + b"\xff" + whole[17:],
    "in the table": lambda whole: whole[:40] + bytes([whole[40] ^ 1]) + whole[41:],
    "in the code": lambda whole: whole[:-1] + bytes([whole[-1] ^ 1]),
    "cut off": lambda whole: whole[:-1],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_made_anew(
    damage: Callable[[bytes], bytes], tmp_path: Path, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with known_code(tmp_path):
        patterns = load(module)
    kept = tmp_path / NAME
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))
    with known_code(tmp_path):
        assert load(module) == patterns
    seen = parsed(monkeypatch)
    with known_code(tmp_path):
        load(module)
    assert seen == []


def test_of_another_python_nothing_is_taken(tmp_path: Path, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with known_code(tmp_path):
        load(module)
    monkeypatch.setattr(sys, "version", "another")
    seen = parsed(monkeypatch)
    with known_code(tmp_path):
        load(module)
    assert len(seen) == 3


def test_without_a_folder_it_is_compiled_and_nothing_is_made(tmp_path: Path, module: str) -> None:
    with known_code(tmp_path / "none"):
        assert load(module)
    assert not (tmp_path / "none").exists()


def test_flags_that_are_a_number_of_their_own_kind_are_kept(tmp_path: Path, module: str) -> None:
    """As `re.split` of Python 3.13 has its own zero, which says that no flags were given."""
    source = 'import re\nclass Zero(int): pass\nPLAIN = re.compile("[a-c]+", Zero())\n'
    (tmp_path / f"{module}.py").write_text(source, encoding="utf-8")
    for _run in range(2):
        with known_code(tmp_path):
            assert load(module)["PLAIN"].match("abc")
    assert (tmp_path / NAME).exists()
