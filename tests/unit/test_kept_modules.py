"""Modules that are kept in one file are those that Python would load."""

import importlib
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tui import kept_modules
from tui.kept_modules import keep, use

NAMES = ("kept_one", "kept_one.inner", "kept_two")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with modules; what is imported and installed is taken back."""
    (tmp_path / "kept_one").mkdir()
    (tmp_path / "kept_one" / "__init__.py").write_text("VALUE = 1\n")
    (tmp_path / "kept_one" / "inner.py").write_text("from kept_one import VALUE\n\ndef say():\n    return VALUE\n")
    (tmp_path / "kept_two.py").write_text("VALUE = 2\n")
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(kept_modules, "_ENOUGH", 1)
    yield tmp_path
    forget()


def forget() -> None:
    """As if nothing had been imported."""
    for name in NAMES:
        sys.modules.pop(name, None)
    importlib.invalidate_caches()


def modules() -> list[ModuleType]:
    """The modules, imported."""
    return [importlib.import_module(name) for name in NAMES]


def kept(folder: Path) -> Path:
    """The file, with all of them; Python's own are gone."""
    path = folder / "all"
    keep(modules(), str(path))
    forget()
    for one in folder.rglob("*.pyc"):
        one.unlink()
    return path


def begin(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with the file, and have nothing compiled that is in it."""
    use(str(path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)


def is_kept(module: ModuleType) -> bool:
    """Whether a module came from the file."""
    return type(module.__loader__).__module__ == kept_modules.__name__


def test_modules_come_from_the_file_and_are_what_they_were(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(kept(folder), monkeypatch)
    one, inner, two = modules()
    assert [is_kept(module) for module in (one, inner, two)] == [True] * 3
    assert (one.VALUE, inner.say(), two.VALUE) == (1, 1, 2)
    assert list(one.__path__) == [str(folder / "kept_one")]
    assert inner.__file__ == str(folder / "kept_one" / "inner.py")
    assert inspect.getsource(inner.say).startswith("def say")


def test_a_module_whose_source_has_changed_is_read_as_ever(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(kept(folder), monkeypatch)
    (folder / "kept_two.py").write_text("VALUE = 'another'\n")
    one, _inner, two = modules()
    assert (is_kept(one), is_kept(two), two.VALUE) == (True, False, "another")


def test_the_file_is_written_again_with_what_is_new_and_what_holds(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = kept(folder)
    use(str(path))
    (folder / "kept_two.py").write_text("VALUE = 'another'\n")
    keep(modules(), str(path))
    forget()
    sys.meta_path.pop(0)
    begin(path, monkeypatch)
    assert [(is_kept(module), module.VALUE) for module in modules()] == [(True, 1), (True, 1), (True, "another")]


@pytest.mark.parametrize("left", [0, 10, 60, 400])
def test_a_broken_file_is_as_none(folder: Path, monkeypatch: pytest.MonkeyPatch, left: int) -> None:
    path = kept(folder)
    path.write_bytes(path.read_bytes()[:left])
    begin(path, monkeypatch)
    assert [module.VALUE for module in modules()] == [1, 1, 2]


def test_it_holds_for_the_same_folders_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = kept(folder)
    monkeypatch.setattr(sys, "path", [*sys.path, "/elsewhere"])
    begin(path, monkeypatch)
    assert not any(map(is_kept, modules()))


def test_nothing_is_written_where_it_is_not_wanted_or_cannot_be(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(modules(), str(folder / "nowhere" / "all"))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    keep(modules(), str(folder / "all"))
    assert not (folder / "all").exists()
