"""What was read of libraries, kept so that it need not be read again: a database that may be deleted at any time.

Nothing here is anybody's: it is made of the files of libraries, and made again where it is gone. So it stands in
nobody's way. What cannot be used is thrown away or done without, and no method raises for it.
"""

import json
import os
from collections.abc import Iterable, Mapping, Sequence

from lessons.light import dataclass
from store.disposable import Disposable
from store.frozen import name_of

NAME = "library.db"
APPLICATION_ID = 0x46697663
"""`Fivc`: in the header of the cache."""
FORMAT = 6
_LIBRARIES_KEPT = 30
"""Libraries that are kept, those looked at last."""
_DOCUMENTS_KEPT = 50
"""Documents that are kept, those opened last."""
_SCHEMA = """
CREATE TABLE libraries (
    name TEXT PRIMARY KEY,
    used INTEGER NOT NULL,      -- when it was last looked at, in the order of all: 1, 2, 3 ...
    seen INTEGER NOT NULL,      -- when that began, by the clock of the file system, in ns
    state TEXT NOT NULL,        -- a hash of all that the look found
    courses TEXT NOT NULL,      -- JSON: which course is which of the courses below
    cards TEXT NOT NULL,        -- the cards of all of these: one by one they take three times as long
    stamps TEXT NOT NULL,       -- JSON: of each folder what tells whether its names, and its files, were changed
    files TEXT NOT NULL         -- JSON: of each folder what tells whether its files were changed, and their digests
) STRICT;                       -- WITHOUT ROWID the whole of a row is read to find it, and the files are two megabytes
CREATE TABLE courses (
    name TEXT PRIMARY KEY,      -- a hash of all that it was read from
    card TEXT NOT NULL,
    contents TEXT NOT NULL,
    readings TEXT NOT NULL,     -- its files, each by itself
    asked TEXT NOT NULL         -- JSON: the cards of its questions, by the name of the text that these are in
) STRICT;
CREATE TABLE texts (
    name TEXT PRIMARY KEY,      -- its hash
    body TEXT NOT NULL
) STRICT;
CREATE TABLE uses (
    library TEXT NOT NULL REFERENCES libraries ON DELETE CASCADE,
    course TEXT NOT NULL REFERENCES courses,
    PRIMARY KEY (library, course)
) STRICT, WITHOUT ROWID;
CREATE TABLE holds (
    course TEXT NOT NULL REFERENCES courses ON DELETE CASCADE,
    text TEXT NOT NULL REFERENCES texts,
    PRIMARY KEY (course, text)
) STRICT, WITHOUT ROWID;
CREATE TABLE documents (
    name TEXT PRIMARY KEY,      -- a hash of all that it was read from
    used INTEGER NOT NULL,      -- when it was last kept, in the order of all: 1, 2, 3 ...
    body TEXT NOT NULL,
    shown TEXT NOT NULL         -- what of its running text was read to show it
) STRICT;
"""


@dataclass(frozen=True, slots=True)
class KeptLibrary:
    """A library as it was looked at last."""

    seen: int
    state: str
    courses: str
    cards: str
    stamps: str


@dataclass(frozen=True, slots=True)
class KeptCourse:
    """A course as it was read last."""

    name: str
    card: str
    contents: str
    readings: str
    asked: Mapping[str, str]
    texts: Mapping[str, str]


class Cache(Disposable):
    """The cache of one user; any thread may ask it."""

    NAME, APPLICATION_ID, FORMAT, SCHEMA = NAME, APPLICATION_ID, FORMAT, _SCHEMA

    def moment(self) -> int | None:
        """The time by the clock of the file system, in ns; None where it cannot be told."""
        try:
            os.utime(self.path)
            return self.path.stat().st_mtime_ns
        except OSError:
            return None

    def library(self, name: str) -> KeptLibrary | None:
        """A library as it was looked at last."""
        rows = self._ask("SELECT seen, state, courses, cards, stamps FROM libraries WHERE name = ?", (name,))
        if not rows:
            return None
        seen, state, *sealed = rows[0]
        courses, cards, stamps = map(self._unseal, sealed)
        if courses is None or cards is None or stamps is None:
            return None
        return KeptLibrary(seen, state, courses, cards, stamps)

    def files_of(self, library: str) -> str | None:
        """What was seen of the files of a library."""
        return self._one("SELECT files FROM libraries WHERE name = ?", library)

    def cards(self, names: Sequence[str]) -> Mapping[str, str]:
        """The cards of those of some courses that are kept."""
        rows = self._ask(
            "SELECT name, card FROM courses WHERE name IN (SELECT value FROM json_each(?))", (json.dumps(names),)
        )
        opened = ((name, self._unseal(card)) for name, card in rows)
        return {name: card for name, card in opened if card is not None}

    def contents(self, course: str) -> str | None:
        """What is in a course."""
        return self._one("SELECT contents FROM courses WHERE name = ?", course)

    def readings(self, course: str) -> str | None:
        """The files of a course, each by itself."""
        return self._one("SELECT readings FROM courses WHERE name = ?", course)

    def asked(self, course: str) -> Mapping[str, str]:
        """The cards of the questions of a course, by the name under which these are put aside."""
        kept = self._one("SELECT asked FROM courses WHERE name = ?", course)
        found: dict[str, str] = json.loads(kept) if kept else {}
        return found

    def text(self, name: str) -> str | None:
        """What was put aside under a name."""
        rows = self._ask("SELECT body FROM texts WHERE name = ?", (name,))
        if not rows:
            return None
        body: str = rows[0][0]
        if name_of(body) != name:
            self._give_up()
            return None
        return body

    def keep_courses(self, courses: Iterable[KeptCourse]) -> bool:
        """Keep some courses; answers whether they are kept."""
        every = list(courses)
        texts = {name: body for course in every for name, body in course.texts.items()}
        return self._change(
            ("INSERT OR IGNORE INTO texts VALUES (?, ?)", texts.items()),
            (
                "INSERT OR REPLACE INTO courses VALUES (?, ?, ?, ?, ?)",
                [
                    (one.name, *map(_seal, (one.card, one.contents, one.readings, json.dumps(one.asked))))
                    for one in every
                ],
            ),
            (
                "INSERT OR IGNORE INTO holds VALUES (?, ?)",
                [(course.name, text) for course in every for text in course.texts],
            ),
        )

    def keep_library(self, name: str, kept: KeptLibrary, seen_files: str, courses: Iterable[str]) -> bool:
        """Keep what was seen of a library, and forget the courses and texts that no kept library has any more."""
        return self._change(
            ("DELETE FROM libraries WHERE name = ?", [(name,)]),
            (
                "INSERT INTO libraries SELECT ?, 1 + coalesce(max(used), 0), ?, ?, ?, ?, ?, ? FROM libraries",
                [(name, kept.seen, kept.state, *map(_seal, (kept.courses, kept.cards, kept.stamps, seen_files)))],
            ),
            ("INSERT OR IGNORE INTO uses VALUES (?, ?)", [(name, course) for course in courses]),
            (
                "DELETE FROM libraries WHERE name NOT IN (SELECT name FROM libraries ORDER BY used DESC LIMIT ?)",
                [(_LIBRARIES_KEPT,)],
            ),
            ("DELETE FROM courses WHERE name NOT IN (SELECT course FROM uses)", [()]),
            ("DELETE FROM texts WHERE name NOT IN (SELECT text FROM holds)", [()]),
        )

    def document(self, name: str) -> tuple[str, str] | None:
        """A document, and what of its running text was read to show it."""
        rows = self._ask("SELECT body, shown FROM documents WHERE name = ?", (name,))
        parts = [self._unseal(part) for part in rows[0]] if rows else [None]
        body, shown = parts[0], parts[-1]
        return None if body is None or shown is None else (body, shown)

    def keep_document(self, name: str, body: str, shown: str) -> bool:
        """Keep a document, and forget those that were not opened for long; answers whether it is kept."""
        return self._change(
            (
                "INSERT OR REPLACE INTO documents VALUES (?, (SELECT 1 + coalesce(max(used), 0) FROM documents), ?, ?)",
                [(name, _seal(body), _seal(shown))],
            ),
            (
                "DELETE FROM documents WHERE name NOT IN (SELECT name FROM documents ORDER BY used DESC LIMIT ?)",
                [(_DOCUMENTS_KEPT,)],
            ),
        )

    def _one(self, statement: str, name: str) -> str | None:
        rows = self._ask(statement, (name,))
        return self._unseal(rows[0][0]) if rows else None

    def _unseal(self, sealed: str) -> str | None:
        """The text that was sealed; None, and no cache any more, where it is another one now."""
        seal, text = sealed[:32], sealed[32:]
        if name_of(text) == seal:
            return text
        self._give_up()
        return None


def _seal(text: str) -> str:
    """A text with its hash before it, so that no change of it goes unseen."""
    return name_of(text) + text
