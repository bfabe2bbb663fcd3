"""The index of a library's words: which sections and questions hold what somebody looks for, the best first.

It may be deleted at any time, as `store.disposable` says. Each file of a library is a page, under a hash of all that it
was made from; a page holds sections and questions, and these their texts with the lines where they stand. The words
themselves are in FTS5 tables without content. Where this SQLite has no FTS5, the texts are looked through one by one.

It is long because a table without content forgets a page only where it is told, word for word, what went in: so both
ways are here, and the search between them.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from lessons.light import dataclass
from lessons.words import Wanted, holds, spread
from store.disposable import Disposable

NAME = "search.db"
_LIBRARIES_KEPT = 8
"""Libraries whose pages are kept, those searched last; each language of one counts by itself."""
_MOST_READ = 400
"""Sections that are read of what is found, the best first: some may belong to a lesson that has enough already."""
_READ_AT_FIRST = 25
"""Of them; whoever has not enough is given twice as many each time."""
_ENOUGH = 60
"""Sections of them that have to be of the library itself, where it has so many."""
_MOST_RANKED = 4_000
"""Sections among which the best are looked for; where more are found, the words say little about any of them."""
_HEADING_COUNTS = 5.0
"""Times as much as the same word below it."""
_ADDRESS = re.compile(r"\]\([^()\s]*\)")
"""Of a link: nobody looks for the words in it."""
_SCHEMA = """
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE libraries (
    name TEXT PRIMARY KEY,
    used INTEGER NOT NULL,      -- when it was last brought up to date, in the order of all: 1, 2, 3 ...
    state TEXT NOT NULL         -- what it was then; empty while pages of it are missing
) STRICT, WITHOUT ROWID;
CREATE TABLE pages (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE uses (
    library TEXT NOT NULL REFERENCES libraries ON DELETE CASCADE,
    page TEXT NOT NULL,         -- its name: it may not be read yet
    entry TEXT NOT NULL,        -- the key of the lesson or quiz
    PRIMARY KEY (library, page, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE sections (
    id INTEGER PRIMARY KEY,
    page INTEGER NOT NULL,
    kind TEXT NOT NULL,         -- text of a lesson; shown, told: of a question, before and after an answer
    head TEXT NOT NULL,         -- words that count for more
    part TEXT NOT NULL,         -- heading of a section, id of a question
    texts TEXT NOT NULL         -- JSON: of each text its line, its source, and whether that is plain
) STRICT;
CREATE INDEX sections_by_page ON sections (page);
"""
_COLUMNS = "uses.entry, s.kind, s.head, s.part, s.texts"
_WORDS = {"text": "lesson_words", "shown": "shown_words", "told": "told_words"}
"""The table for each kind of section: each is ranked among its likes."""


class Text(NamedTuple):
    """One text of a section."""

    line: int
    """In its file, 1-based."""
    source: str
    plain: bool
    """Whether it has no marks to be read."""


@dataclass(frozen=True, slots=True)
class Section:
    """Some texts that are found together."""

    kind: str
    """`text` of a lesson, `shown` or `told` of a question."""
    head: str
    """Words that count for more: a title, a heading."""
    part: str
    """The heading, inline source, or the id of the question."""
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A file as it is found."""

    name: str
    """A hash of all that it was made from."""
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A section in which all was found that was looked for."""

    entry: str
    """The key of the lesson or quiz."""
    section: Section


class SearchIndex(Disposable):
    """The words of one user's libraries; any thread may ask."""

    NAME = NAME
    APPLICATION_ID = 0x46697673
    """`Fivs`: in the header of the index."""
    FORMAT = 1

    def __init__(self, folder: Path | None, version: str) -> None:
        """Open the index in a folder, or one in memory.

        Args:
            folder: of caches; None keeps nothing.
            version: of whatever makes pages: what another made is thrown away.
        """
        self._in_memory = folder is None
        self._fts = True
        super().__init__(folder or Path())
        if self.usable:
            self._check_version(version)

    def state(self, library: str) -> str:
        """What a library was when all of it was read; empty where it never was."""
        rows = self._ask("SELECT state FROM libraries WHERE name = ?", (library,))
        return rows[0][0] if rows else ""

    def begin(self, library: str, uses: Mapping[str, Iterable[str]]) -> Sequence[str]:
        """Say what a library has; answers the names of the pages that have to be read.

        Args:
            library: its name.
            uses: keys of lessons and quizzes, by the name of their page.
        """
        self._change(
            (
                "INSERT INTO libraries VALUES (?, (SELECT 1 + coalesce(max(used), 0) FROM libraries), '')"
                " ON CONFLICT DO UPDATE SET used = excluded.used, state = ''",
                [(library,)],
            ),
            ("DELETE FROM uses WHERE library = ?", [(library,)]),
            (
                "INSERT OR IGNORE INTO uses VALUES (?, ?, ?)",
                ((library, page, entry) for page, entries in uses.items() for entry in entries),
            ),
        )
        known = {name for (name,) in self._ask("SELECT name FROM pages", ())}
        return [page for page in uses if page not in known]

    def add(self, pages: Iterable[Page]) -> bool:
        """Take pages in; answers whether they were."""
        with self._threads:
            connection = self._connection
            if connection is None:
                return False
            try:
                connection.execute("BEGIN IMMEDIATE")
                for page in pages:
                    self._add(connection, page)
                connection.execute("COMMIT")
            except (sqlite3.Error, UnicodeError) as error:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                if isinstance(error, sqlite3.Error):
                    self._complain(error)
                return False
            return True

    def end(self, library: str, state: str) -> None:
        """All of a library is read: forget what no library has any more."""
        self._change(
            ("UPDATE libraries SET state = ? WHERE name = ?", [(state, library)]),
            (
                "DELETE FROM libraries WHERE name NOT IN (SELECT name FROM libraries ORDER BY used DESC LIMIT ?)",
                [(_LIBRARIES_KEPT,)],
            ),
        )
        gone = self._ask("SELECT id FROM pages WHERE name NOT IN (SELECT page FROM uses)", ())
        for (page,) in gone:
            self._remove(page)

    def look(self, looked_for: Wanted) -> "Look":
        """Begin to look for words."""
        return Look(self._ask, looked_for, fts=self._fts)

    # Inside

    def _open(self) -> sqlite3.Connection | None:
        if not self._in_memory:
            return super()._open()
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        return connection if self._is_ours(connection) else None

    def _is_ours(self, connection: sqlite3.Connection) -> bool:
        ours = super()._is_ours(connection)
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        self._fts = _WORDS["text"] in tables and has_fts(connection)
        if _WORDS["text"] in tables and not self._fts:  # made by another SQLite, and not to be kept up to date by this
            connection.close()
            return False
        return ours

    def _schema(self, connection: sqlite3.Connection) -> str:
        if not has_fts(connection):
            return _SCHEMA
        tokens = "content = '', tokenize = \"unicode61 remove_diacritics 2\""
        words = "".join(f"CREATE VIRTUAL TABLE {table} USING fts5(head, body, {tokens});" for table in _WORDS.values())
        ranks = "".join(
            f"INSERT INTO {table} ({table}, rank) VALUES ('rank', 'bm25({_HEADING_COUNTS}, 1.0)');"  # noqa: S608 - ours
            for table in _WORDS.values()
        )
        return _SCHEMA + words + ranks

    def _check_version(self, version: str) -> None:
        rows = self._ask("SELECT value FROM settings WHERE name = 'version'", ())
        if rows and rows[0][0] != version:
            self._give_up()
            with suppress(OSError, sqlite3.Error):
                self._connection = self._open()
        self._change(("INSERT OR IGNORE INTO settings VALUES ('version', ?)", [(version,)]))

    def _add(self, connection: sqlite3.Connection, page: Page) -> None:
        cursor = connection.execute("INSERT OR IGNORE INTO pages (name) VALUES (?)", (page.name,))
        if not cursor.rowcount:  # another window was there first
            return
        id_ = cursor.lastrowid
        for section in page.sections:
            texts = json.dumps([[one.line, one.source, one.plain] for one in section.texts], ensure_ascii=False)
            row = connection.execute(
                "INSERT INTO sections (page, kind, head, part, texts) VALUES (?, ?, ?, ?, ?)",
                (id_, section.kind, section.head, section.part, texts),
            ).lastrowid
            if self._fts:
                table = _WORDS[section.kind]
                connection.execute(
                    f"INSERT INTO {table} (rowid, head, body) VALUES (?, ?, ?)",  # noqa: S608 - our own names
                    (row, *_words(section)),
                )

    def _remove(self, page: int) -> None:
        """Forget a page: a table without content has to be told what was in it."""
        rows = self._ask("SELECT id, kind, head, part, texts FROM sections WHERE page = ?", (page,))
        sections = [(id_, _section(row)) for id_, *row in rows] if self._fts else []
        self._change(
            *(
                (
                    f"INSERT INTO {table} ({table}, rowid, head, body) VALUES ('delete', ?, ?, ?)",  # noqa: S608 - ours
                    [(id_, *_words(section)) for id_, section in sections if section.kind == kind],
                )
                for kind, table in _WORDS.items()
                if sections
            ),
            ("DELETE FROM sections WHERE page = ?", [(page,)]),
            ("DELETE FROM pages WHERE id = ?", [(page,)]),
        )


class Look:
    """One look for some words: they are ranked once, for however many libraries."""

    def __init__(
        self, ask: Callable[[str, Sequence[object]], list[tuple[Any, ...]]], looked_for: Wanted, *, fts: bool
    ) -> None:
        self._ask = ask
        self._looked_for = looked_for
        self._fts = fts
        self._expression = match_expression(looked_for)
        self._first: dict[str, Sequence[str]] = {}
        """By table, the expressions that go before that of the words."""
        self._ranked: dict[tuple[str, str], tuple[int, list[int]]] = {}
        """By table and expression, how many rows were asked for, and the best of them."""

    def hits(self, library: str, kind: str) -> Iterator[Hit]:
        """The sections of one kind that hold every term, the best first; many, but not all of a thousand."""
        if not self._looked_for:
            return
        rows: Iterable[Sequence[Any]] = self._found(library, _WORDS[kind]) if self._fts else self._all(library, kind)
        for entry, *row in rows:
            section = _section(row)
            if self._fts or holds(_all_of(section), self._looked_for):
                yield Hit(entry, section)

    def _found(self, library: str, table: str) -> Iterator[Sequence[Any]]:
        """The rows of what the words are found in, the best first."""
        expression = self._expression
        seen: set[tuple[object, ...]] = set()
        for one in (*self._headed(table), expression):
            for id_, *row in self._read(library, table, one):
                if (id_, row[0]) not in seen:
                    seen.add((id_, row[0]))
                    yield row

    def _headed(self, table: str) -> Sequence[str]:
        """What goes before all else: to rank very many would take long and tell little, but for what is headed so."""
        if table not in self._first:
            headed = f"{{head}} : ({self._expression})"
            many = bool(self._matching(table, headed, 1)) and (
                self._matching(table, self._expression, _MOST_RANKED + 1) > _MOST_RANKED
            )
            self._first[table] = (headed,) if many else ()
        return self._first[table]

    def _matching(self, table: str, expression: str, most: int) -> int:
        """How many rows an expression has; no more than so many are counted."""
        counted = f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT ?)"  # noqa: S608 - our own
        rows = self._ask(counted, (expression, most))
        return int(rows[0][0]) if rows else 0

    def _read(self, library: str, table: str, expression: str) -> Iterator[Sequence[Any]]:
        """What is the library's of the rows of an expression, the best first; it is read as it is asked for."""
        found = read = 0
        at_once = _READ_AT_FIRST
        for most in (_MOST_READ, _MOST_RANKED):
            best = self._best(table, expression, most)
            while read < len(best):
                part = best[read : read + at_once]
                read += len(part)
                at_once *= 2
                rows = self._ask(
                    f"SELECT s.id, {_COLUMNS} FROM json_each(?) found CROSS JOIN sections s ON s.id = found.value"  # noqa: S608
                    " CROSS JOIN pages ON pages.id = s.page"
                    " CROSS JOIN uses ON uses.library = ? AND uses.page = pages.name ORDER BY found.key, uses.entry",
                    (json.dumps(part), library),
                )
                found += len(rows)
                yield from rows
            if found >= _ENOUGH:
                return  # else what is best may all be another library's

    def _best(self, table: str, expression: str, most: int) -> Sequence[int]:
        """So many of the rows that are ranked, the best first."""
        asked, best = self._ranked.get((table, expression), (0, []))
        if most > asked == len(best):
            rows = self._ask(
                f"SELECT id FROM (SELECT rowid AS id, rank FROM {table} WHERE {table} MATCH ? LIMIT ?)"  # noqa: S608
                " ORDER BY rank, id LIMIT ?",
                (expression, _MOST_RANKED, most),
            )
            best = [id_ for (id_,) in rows]
            self._ranked[table, expression] = most, best
        return best[:most]

    def _all(self, library: str, kind: str) -> list[tuple[Any, ...]]:
        return self._ask(
            f"SELECT {_COLUMNS} FROM sections s JOIN pages ON pages.id = s.page"  # noqa: S608 - our own names
            " JOIN uses ON uses.library = ? AND uses.page = pages.name WHERE s.kind = ? ORDER BY uses.entry, s.id",
            (library, kind),
        )


def has_fts(connection: sqlite3.Connection) -> bool:
    """Whether the SQLite at hand can index words."""
    try:
        connection.execute("CREATE VIRTUAL TABLE temp.has_fts USING fts5(word)")
        connection.execute("DROP TABLE temp.has_fts")
    except sqlite3.OperationalError:
        return False
    return True


def match_expression(looked_for: Wanted) -> str:
    """All the terms in the words of FTS5: each a phrase between quotation marks, which no word holds."""
    return " AND ".join('"' + " ".join(term.words) + '"' + ("*" if term.goes_on else "") for term in looked_for.terms)


def _section(row: Sequence[Any]) -> Section:
    kind, head, part, texts = row
    return Section(kind, head, part, tuple(map(Text._make, json.loads(texts))))


def _words(section: Section) -> tuple[str, str]:
    """The words of a section as the table has them."""
    body = "\n".join(text.source for text in section.texts)
    return spread(section.head), spread(_ADDRESS.sub("] ", body) if "](" in body else body)


def _all_of(section: Section) -> str:
    return "\n".join(_words(section))
