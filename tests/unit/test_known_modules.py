"""Modules as they were loaded in an earlier run."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module, invalidate_caches
from importlib.machinery import PathFinder, SourceFileLoader
from inspect import getsource
from pathlib import Path
from types import ModuleType

import pytest

from tui import known_modules
from tui.known_modules import NAME, KnownModules

pytestmark = pytest.mark.usefixtures("shelf")

NAMES = ("well_known", "well_known.within", "known_alone")


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a package and a module by itself, that can be loaded again and again."""
    root = tmp_path / "shelf"
    (root / "well_known").mkdir(parents=True)
    (root / "well_known" / "__init__.py").write_text("", encoding="utf-8")
    (root / "well_known" / "within.py").write_text("def said() -> str:\n    return 'first'\n", encoding="utf-8")
    (root / "known_alone.py").write_text("SAID = 'first'\n", encoding="utf-8")
    monkeypatch.syspath_prepend(root)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    yield root
    forget()


def forget() -> None:
    """Be as a Python that has loaded none of them."""
    for name in NAMES:
        sys.modules.pop(name, None)
    invalidate_caches()


def loaded(folder: Path) -> dict[str, ModuleType]:
    """The modules, loaded in a run with what is kept in a folder."""
    forget()
    with KnownModules(str(folder)):
        return {name: import_module(name) for name in NAMES}


def is_known(module: ModuleType) -> bool:
    """Whether a module came from what is kept."""
    assert module.__spec__
    assert isinstance(module.__spec__.loader, SourceFileLoader)
    return isinstance(module.__spec__.loader, known_modules._Loader)


def known(folder: Path) -> set[str]:
    """Load all, and say which came from what is kept."""
    return {name for name, module in loaded(folder).items() if is_known(module)}


def test_in_the_third_run_all_is_known_and_the_same(tmp_path: Path, shelf: Path) -> None:
    first = loaded(tmp_path)
    assert (tmp_path / NAME).stat().st_size < 100  # what is run once only need not be known
    assert known(tmp_path) == set()
    third = loaded(tmp_path)
    assert all(map(is_known, third.values()))
    assert third["well_known.within"].said() == "first"
    assert getsource(third["well_known.within"].said).startswith("def said")
    for name in NAMES:
        one, other = first[name], third[name]
        assert (one.__file__, one.__cached__, one.__package__) == (other.__file__, other.__cached__, other.__package__)
        assert getattr(one, "__path__", None) == getattr(other, "__path__", None)
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir() if one != shelf] == [NAME]
    assert not any(isinstance(one, KnownModules) for one in sys.meta_path)


def test_what_a_function_says_of_itself_is_left_out_where_it_is_nothing_else(tmp_path: Path, shelf: Path) -> None:
    """A string is kept once, whatever it stands for in a function."""
    functions = """class Within:
    'A class.'
    def told(self):
        'What it is told.'
        return [one for one in ('told',)]

def said():
    'first'
    return 'first'
"""
    (shelf / "well_known" / "within.py").write_text(f"'A module.'\n{functions}", encoding="utf-8")
    (module,) = [loaded(tmp_path)["well_known.within"] for _run in range(3)][2:]
    assert is_known(module)
    assert (module.__doc__, module.Within.__doc__, module.Within.told.__doc__) == ("A module.", "A class.", None)
    assert (module.Within().told(), module.said(), module.said.__doc__) == (["told"], "first", "first")


def test_where_something_fails_its_line_is_told(tmp_path: Path, shelf: Path) -> None:
    """On this line, on one far behind it, and on one before it."""
    lines = ["def fails(", "    where=None,", "):", "    for at in (where,):", "        if at == 1: [][0]"]
    lines += ["        value = ("] + ["            0 +"] * 200 + ["            {}[at]", "        )", "    return value"]
    (shelf / "well_known" / "within.py").write_text("\n".join(lines), encoding="utf-8")
    (module,) = [loaded(tmp_path)["well_known.within"] for _run in range(3)][2:]
    assert is_known(module)
    for where, error, line in ((1, IndexError, 5), (2, KeyError, 207)):
        with pytest.raises(error) as raised:
            module.fails(where)
        assert raised.traceback[-1].lineno == line - 1
    assert {column for *_lines, column, _end in module.fails.__code__.co_positions()} == {None}


def test_a_source_that_was_changed_is_loaded_as_it_is(tmp_path: Path, shelf: Path) -> None:
    for _run in range(2):
        loaded(tmp_path)
    within = shelf / "well_known" / "within.py"
    before = within.stat()
    within.write_text("def said() -> str:\n    return 'other'\n", encoding="utf-8")  # of the same length
    os.utime(within, ns=(before.st_atime_ns, before.st_mtime_ns + 2_000_000_000))
    found = loaded(tmp_path)
    assert found["well_known.within"].said() == "other"
    assert [name for name in NAMES if is_known(found[name])] == ["well_known", "known_alone"]
    again = loaded(tmp_path)  # and is known from then on
    assert again["well_known.within"].said() == "other"
    assert is_known(again["well_known.within"])


def test_a_module_that_is_gone_is_missed(tmp_path: Path, shelf: Path) -> None:
    for _run in range(2):
        loaded(tmp_path)
    (shelf / "known_alone.py").unlink()
    with pytest.raises(ModuleNotFoundError):
        loaded(tmp_path)


def test_another_of_its_name_is_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for _run in range(2):
        loaded(tmp_path)
    assert known(tmp_path) == set(NAMES)
    other = tmp_path / "other"
    other.mkdir()
    (other / "known_alone.py").write_text("SAID = 'another'\n", encoding="utf-8")
    monkeypatch.syspath_prepend(other)
    assert loaded(tmp_path)["known_alone"].SAID == "another"


def test_where_a_folder_may_hold_anything_nothing_behind_it_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _run in range(2):
        loaded(tmp_path)
    (tmp_path / "archive.zip").write_bytes(b"")
    monkeypatch.syspath_prepend(tmp_path / "archive.zip")
    assert known(tmp_path) == {"well_known.within"}  # its package was found as ever, and says where it is


def test_what_stands_before_python_in_the_row_of_finders_is_asked_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _run in range(2):
        loaded(tmp_path)

    class Own:
        """Finds one module in its own way."""

        def find_spec(self, name: str, _path: object, _target: object = None) -> object:
            return PathFinder.find_spec(name, None) if name == "known_alone" else None

    monkeypatch.setattr(sys, "meta_path", [Own(), *sys.meta_path])
    assert known(tmp_path) == {"well_known", "well_known.within"}


@pytest.mark.parametrize("damage", ["empty", "other", "one byte of its table", "cut off", "its code"])
def test_a_damaged_file_does_no_harm_and_is_made_anew(damage: str, tmp_path: Path) -> None:
    for _run in range(2):
        loaded(tmp_path)
    kept = tmp_path / NAME
    whole = kept.read_bytes()
    length = int.from_bytes(whole[8:16], "big")
    kept.write_bytes(
        {
            "empty": b"",
            "other": b"\0" * 400,
            "one byte of its table": whole[:20] + bytes([whole[20] ^ 1]) + whole[21:],
            "cut off": whole[: 16 + length],
            "its code": whole[: 16 + length] + b"\0" * (len(whole) - 16 - length),
        }[damage]
    )
    found = loaded(tmp_path)
    assert found["well_known.within"].said() == "first"
    assert found["known_alone"].SAID == "first"
    if damage not in {"cut off", "its code"}:
        assert known(tmp_path) == set(NAMES)


def test_of_another_python_nothing_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for _run in range(2):
        loaded(tmp_path)
    monkeypatch.setattr(sys, "version", "another")
    assert known(tmp_path) == set()


def test_what_is_another_users_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for _run in range(2):
        loaded(tmp_path)
    mine = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: mine + 1)
    assert known(tmp_path) == set()


def test_no_more_than_so_many_are_kept(tmp_path: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for _run in range(2):
        loaded(tmp_path)
    monkeypatch.setattr(known_modules, "MOST", 3)
    (shelf / "well_known" / "new.py").write_text("", encoding="utf-8")
    forget()
    with KnownModules(str(tmp_path)):
        import_module("well_known.new")
    assert known(tmp_path) == {"well_known"}  # it was used last, as was `new`


def test_without_a_folder_nothing_is_made(tmp_path: Path) -> None:
    assert known(tmp_path / "none") == set()
    assert not (tmp_path / "none").exists()
    forget()
    with KnownModules(None):
        assert import_module("known_alone").SAID == "first"


def test_where_it_breaks_off_nothing_is_kept(tmp_path: Path) -> None:
    loaded(tmp_path)
    before = (tmp_path / NAME).read_bytes()
    forget()
    with suppress(KeyError), KnownModules(str(tmp_path)):
        import_module("known_alone")
        raise KeyError
    assert (tmp_path / NAME).read_bytes() == before
