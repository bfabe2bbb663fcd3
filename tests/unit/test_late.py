"""Modules that are loaded when they are first asked for."""

import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from threading import Event
from types import ModuleType

import pytest

from lessons import late

SECONDS = 120


def test_a_module_that_another_thread_is_loading_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = ModuleType("gate_of_slow_module")
    begun, goes_on = Event(), Event()
    vars(gate).update(begun=begun, goes_on=goes_on)
    monkeypatch.setitem(sys.modules, gate.__name__, gate)
    monkeypatch.syspath_prepend(tmp_path)
    text = "import gate_of_slow_module as gate\ngate.begun.set()\ngate.goes_on.wait(120)\nVALUE = 1\n"
    (tmp_path / "slow_module.py").write_text(text, encoding="utf-8")

    def importing(name: str) -> ModuleType:
        goes_on.set()
        return import_module(name)

    monkeypatch.setattr(late, "import_module", importing)
    with ThreadPoolExecutor(1) as other:
        loading = other.submit(import_module, "slow_module")
        try:
            assert begun.wait(SECONDS)
            assert late.LateModule("slow_module").VALUE == 1
        finally:
            goes_on.set()
        assert loading.result(SECONDS).VALUE == 1
    monkeypatch.delitem(sys.modules, "slow_module")


def test_what_a_module_has_not_is_missed() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        late.LateModule("lessons.clean").nothing  # noqa: B018 - to ask is what is tried
