"""A file that is saved is noticed, however it is saved, with the platform's notifier and without one."""

import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from queue import Queue

import pytest

from tui.watching import Notifier, happenings, notified, saves

SECONDS = 120
"""How long a save may take to be noticed; generous, since slow machines are welcome."""


class Listener:
    """Hears of saves in a thread of its own, as the preview does."""

    def __init__(self, file: Path, notifier: Notifier, seconds: float) -> None:
        self.file = file
        self.stop = threading.Event()
        self.heard: Queue[str | None] = Queue()
        self._seconds = seconds
        self._notifier = notifier
        self.thread = threading.Thread(target=self._listen)
        self.thread.start()

    def _listen(self) -> None:
        for _save in saves(
            self.file, lambda: {self.file.parent}, self.stop, notifier=self._notifier, seconds=self._seconds
        ):
            try:
                self.heard.put(self.file.read_text(encoding="utf-8"))
            except OSError:
                self.heard.put(None)

    def wait_for(self, text: str | None) -> None:
        """Wait until this is heard; what is heard before, such as half of a save, does not count."""
        while self.heard.get(timeout=SECONDS) != text:
            pass

    def wait_until_watched(self) -> None:
        """A notifier needs a moment to begin: save until it hears."""
        number = 0
        self.wait_for(self.file.read_text(encoding="utf-8"))
        while self.heard.empty():
            number += 1
            self.file.write_text(f"begin {number}", encoding="utf-8")
            self.stop.wait(0.05)
        self.wait_for(f"begin {number}")

    def close(self) -> None:
        self.stop.set()
        self.thread.join(SECONDS)
        assert not self.thread.is_alive()


def none_here(_folders: Iterable[Path], _stop: threading.Event) -> Iterator[bool]:
    raise ImportError("no notifier")


def none_left(_folders: Iterable[Path], _stop: threading.Event) -> Iterator[bool]:
    raise OSError("no space left on device: too many watches")
    yield False


def deaf(_folders: Iterable[Path], stop: threading.Event) -> Iterator[bool]:
    """A notifier on a file system that tells of nothing."""
    while not stop.wait(0.01):
        yield False


@pytest.fixture(params=[notified, none_here, none_left, deaf], ids=["notified", "none here", "none left", "deaf"])
def listen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Listener]]:
    file = tmp_path / "lesson.md"
    file.write_text("one", encoding="utf-8")
    listeners: list[Listener] = []

    def begin() -> Listener:
        listeners.append(Listener(file, request.param, seconds=0.01))
        return listeners[-1]

    yield begin
    for listener in listeners:
        listener.close()


def test_the_file_is_read_at_once(listen: Callable[[], Listener]) -> None:
    listen().wait_for("one")


def test_a_save_in_place_is_noticed(listen: Callable[[], Listener]) -> None:
    listener = listen()
    listener.wait_until_watched()
    listener.file.write_text("two", encoding="utf-8")
    listener.wait_for("two")


def test_a_save_by_renaming_is_noticed_again_and_again(listen: Callable[[], Listener]) -> None:
    listener = listen()
    listener.wait_until_watched()
    for number in range(3):
        beside = listener.file.with_suffix(".tmp")
        beside.write_text(f"renamed {number}", encoding="utf-8")
        beside.replace(listener.file)
        listener.wait_for(f"renamed {number}")


def test_a_file_that_goes_and_comes_back_is_noticed_both_times(listen: Callable[[], Listener]) -> None:
    listener = listen()
    listener.wait_until_watched()
    listener.file.unlink()
    listener.wait_for(None)
    listener.file.write_text("back", encoding="utf-8")
    listener.wait_for("back")


def test_a_folder_that_is_taken_away_and_put_back_is_watched_again(listen: Callable[[], Listener]) -> None:
    listener = listen()
    listener.wait_until_watched()
    folder = listener.file.parent
    folder.rename(folder.with_name("away"))
    listener.wait_for(None)
    folder.with_name("away").rename(folder)
    for text in ("back", "and again"):
        listener.file.write_text(text, encoding="utf-8")
        listener.wait_for(text)


def test_nothing_is_waited_for_any_more_once_it_is_time_to_stop(listen: Callable[[], Listener]) -> None:
    listener = listen()
    listener.wait_until_watched()
    listener.close()


def test_what_is_saved_beside_the_file_is_noticed(tmp_path: Path) -> None:
    file, beside = tmp_path / "lessons" / "a.md", tmp_path / "quizzes" / "a.md"
    for path in (file, beside):
        path.parent.mkdir()
        path.write_text("one", encoding="utf-8")
    stop, times = threading.Event(), Queue[int]()
    folders = {tmp_path, file.parent, beside.parent}

    def count() -> None:
        for number, _save in enumerate(saves(file, lambda: folders, stop)):
            times.put(number)

    thread = threading.Thread(target=count)
    thread.start()
    try:
        assert times.get(timeout=SECONDS) == 0
        number = 0
        while times.empty():
            number += 1
            beside.write_text(f"{number}", encoding="utf-8")
            stop.wait(0.05)
        assert times.get(timeout=SECONDS) == 1
    finally:
        stop.set()
        thread.join(SECONDS)


def test_many_folders_are_looked_at_when_something_happened_and_else_seldom(tmp_path: Path) -> None:
    stop = threading.Event()
    said = [False, True, *[False] * 7, True]
    asked: list[frozenset[Path]] = []

    def scripted(folders: Iterable[Path], _stop: threading.Event) -> Iterator[bool]:
        asked.append(frozenset(folders))
        yield from said
        stop.set()

    looks = sum(1 for _again in happenings(lambda: {tmp_path}, stop, seconds=lambda: 3.0, notifier=scripted))
    assert looks == 1 + 2 + 2  # at once; twice something happened; twice in seven seconds nothing was told
    assert asked == [{tmp_path}]


def test_what_is_watched_follows_the_folders(tmp_path: Path) -> None:
    stop = threading.Event()
    folders = [tmp_path]
    asked: list[frozenset[Path]] = []

    def scripted(watched: Iterable[Path], _stop: threading.Event) -> Iterator[bool]:
        asked.append(frozenset(watched))
        if len(asked) > 1:
            stop.set()
        yield True

    for number, _again in enumerate(happenings(lambda: folders, stop, seconds=lambda: 1.0, notifier=scripted)):
        if number == 1:
            (tmp_path / "new").mkdir()
            folders.append(tmp_path / "new")
    assert asked == [{tmp_path}, {tmp_path, tmp_path / "new"}]


def test_an_interruption_while_a_notifier_ends_is_not_lost(tmp_path: Path) -> None:
    def interrupted(_folders: Iterable[Path], _stop: threading.Event) -> Iterator[bool]:
        try:
            yield True
        finally:
            raise KeyboardInterrupt

    several = iter([{tmp_path}, {tmp_path}, {tmp_path, tmp_path / "new"}])
    with pytest.raises(KeyboardInterrupt):
        list(saves(tmp_path / "a.md", lambda: next(several), threading.Event(), notifier=interrupted))
