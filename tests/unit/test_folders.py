"""Our folders are where `platformdirs` says they are, whoever is asked."""

import sys

import pytest

from tui import folders

NAMES = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "ANDROID_DATA")
HOMES: tuple[str | None, ...] = ("/home/ada", "/home/ada/", "/", "//srv", "", "ada", None)
NAMED: tuple[str | None, ...] = (None, "/srv/../srv/ada", "/x/", "", "relative", "~/x", " /y ")


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("named", NAMED)
@pytest.mark.parametrize("kind", ["config", "data", "cache"])
def test_each_folder_is_where_it_should_be(
    kind: str, home: str | None, named: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    if home is not None:
        monkeypatch.setenv("HOME", home)
    if named is not None:
        monkeypatch.setenv(f"XDG_{kind.upper()}_HOME", named)
    assert str(folders.folder(kind)) == str(folders._asked(kind))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is always asked")
def test_where_nothing_is_unusual_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/home/ada")
    assert str(folders.plain("data")) == "/home/ada/.local/share/fivefold"
    monkeypatch.setenv("ANDROID_DATA", "/data")
    assert folders.plain("data") is None
