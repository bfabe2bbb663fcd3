"""Waiting until a file is saved. No Textual in it.

The platform's notifier says at once that something happened in a folder, also where an editor saves by renaming.
Beside it the file is looked at once a second: network and container file systems notify of nothing, and a folder that
was taken away and put back is not the one that was watched.
"""

import os
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Event

SECONDS = 1.0
"""Between two looks at the file."""
_STEP = 10
"""Milliseconds without another event after which what was saved is read: an editor writes in several steps."""
_LONGEST = 100
"""Milliseconds after which it is read all the same."""

Notifier = Callable[[Iterable[Path], Event], Iterator[bool]]
"""Folders, and when to stop -> again and again whether something happened there; not longer than a second apart.

Raises ImportError, OSError or RuntimeError where the platform has no notifier, or none left.
"""


def notified(folders: Iterable[Path], stop: Event) -> Iterator[bool]:
    """The platform's own notifier; what lies deeper in the folders is not watched."""
    from watchfiles import watch  # noqa: PLC0415 - who only reads and answers does without it

    watching = watch(
        *folders,
        stop_event=stop,
        recursive=False,
        watch_filter=None,
        step=_STEP,
        debounce=_LONGEST,
        rust_timeout=round(SECONDS * 1000),
        yield_on_timeout=True,
    )
    with closing(watching):
        for changes in watching:
            yield bool(changes)


def saves(
    file: Path,
    folders: Callable[[], Iterable[Path]],
    stop: Event,
    *,
    notifier: Notifier = notified,
    seconds: float = SECONDS,
) -> Iterator[None]:
    """Now, and again whenever a file or something beside it may have been saved, until it is time to stop.

    Args:
        file: What is read; it may be gone for a while.
        folders: What to watch as things stand; asked again after each time.
        stop: Set when nobody waits any more.
        notifier: How the platform tells.
        seconds: Between two looks where it does not.
    """
    watched = frozenset(folders())
    seen = _state(file, watched)
    yield
    while not stop.is_set():
        watched = frozenset(folders())
        with closing(_looks(watched, stop, notifier, seconds)) as looks:
            for happened in looks:
                now = _state(file, watched)
                if not happened and now == seen:
                    continue
                seen = now
                yield
                # What was seen and not told of comes from a notifier that watches nothing: it is started anew.
                if not happened or frozenset(folders()) != watched:
                    break


def happenings(
    folders: Callable[[], Iterable[Path]],
    stop: Event,
    *,
    seconds: Callable[[], float],
    notifier: Notifier = notified,
) -> Iterator[None]:
    """Now, and again whenever something may have happened in some folders, until it is time to stop.

    Args:
        folders: What to watch as things stand; asked again after each time.
        stop: Set when nobody waits any more.
        seconds: Between two looks where the platform tells of nothing: the more there is to look at, the longer.
        notifier: How the platform tells.
    """
    yield
    while not stop.is_set():
        watched, quiet = frozenset(folders()), 0.0
        with closing(_looks(watched, stop, notifier, SECONDS)) as looks:
            for happened in looks:
                quiet += SECONDS
                if stop.is_set():
                    return
                if happened or quiet >= seconds():
                    quiet = 0.0
                    yield
                    if frozenset(folders()) != watched:
                        break


def _looks(folders: Iterable[Path], stop: Event, notifier: Notifier, seconds: float) -> Generator[bool, None, None]:
    """When to look: the notifier's word where there is one, else once in so many seconds.

    Whoever has heard enough closes it: a Ctrl+C that comes while the notifier of a dropped one ends would be lost.
    """
    there = [folder for folder in folders if folder.is_dir()]
    if there:
        try:
            yield from notifier(there, stop)
        except (ImportError, OSError, RuntimeError):
            pass
        else:
            return
    while not stop.wait(seconds):
        yield False


def _state(file: Path, folders: Iterable[Path]) -> tuple[tuple[int, ...] | None, ...]:
    """What changes when the file, or a name in one of the folders, does."""
    return tuple(_stamp(path) for path in (file, *sorted(folders)))


def _stamp(path: Path) -> tuple[int, ...] | None:
    try:
        status = os.stat(path)  # noqa: PTH116 - a Path would be made of it first, once a second
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
