"""Modules that are loaded without others."""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from lessons.spared import spare

NAMES = ("spared_other", "spared_of")


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a module that another asks for."""
    (tmp_path / "spared_other.py").write_text("SAID = 'other'\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    for name in NAMES:
        sys.modules.pop(name, None)


def test_a_module_is_loaded_without_another(shelf: Path) -> None:
    """It is looked at in passing, as Python does where a module is there already, and that loads nothing."""
    look = "import sys\nimport spared_other\nSPEC = getattr(sys.modules['spared_other'], '__spec__', None)\n"
    (shelf / "spared_of.py").write_text(f"{look}def said(): return spared_other.SAID\n", encoding="utf-8")
    spare("spared_other", of="spared_of")
    assert "spared_other" not in sys.modules
    module = import_module("spared_of")
    assert module.SPEC is None
    assert module.said() == "other"
    assert sys.modules["spared_other"].SAID == "other"


def test_what_is_asked_for_as_it_is_loaded_is_there(shelf: Path) -> None:
    (shelf / "spared_of.py").write_text("from spared_other import SAID\n", encoding="utf-8")
    spare("spared_other", of="spared_of")
    assert import_module("spared_of").SAID == "other"
    assert sys.modules["spared_other"].SAID == "other"
