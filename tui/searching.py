"""The verbs of searching: the words of lessons and questions are indexed beside everything else, and looked up here.

They are a part of Study. What a question explains is found and shown only once the member has answered it; and what an
exam will ask is not found before. It is long because pages are made with what may be shown of them in mind: what is
taken in as shown or as told, and who is let see either, are two ends of one rule.
"""

from __future__ import annotations

import re
import threading
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from lessons.digest import blake2b
from lessons.errors import LessonError
from lessons.late import LateModule
from lessons.light import dataclass
from lessons.shelf import digest_of, read_file
from quizzes.model import Feedback, Mode
from store import notes
from store.projections import item_memory, sittings
from tui.i18n import LANGUAGES, language
from tui.known_library import KnownLibrary, Progress, parser_version

if TYPE_CHECKING:
    from lessons import words
    from lessons.model import Lesson
    from lessons.passages import Passage
    from lessons.words import Span, Wanted
    from quizzes.library import CourseContents, Library
    from quizzes.model import Quiz
    from store import search
    from store.database import Database
    from store.notes import Note
    from store.people import Member
    from store.search import Hit, Look, Page, SearchIndex, Section, Text

    References = Mapping[str, tuple[str, str]]
else:  # few runs search
    search, words = LateModule("store.search"), LateModule("lessons.words")

MOST = 20
"""Hits of each group that are shown."""
_OF_ONE_LESSON = 3
"""Sections of one lesson among them."""
_BATCH = 256 * 1024
"""Characters of files that are taken into the index at once."""
_LONGEST_SECTION = 8_000
"""Characters of a section; what is longer is found in parts."""
_SHOWN_CHARACTERS = 600
"""Of a text around what is found in it."""
_READ_AGAIN = 256
"""Texts that are held as they are read: with one letter more, much of what was found is found again."""
_PAGES = 2
"""What pages are made of, by a number: an index of others is thrown away."""
_MARKS = re.compile(r"([\\`*_\[\]<>&!~])")
"""What can mean something in running text."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A text in one line, and where in it stands what was looked for."""

    text: str
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class FoundLesson:
    """A passage of a lesson."""

    lesson: Lesson
    path: Path
    """The file that its words stand in."""
    section: Shown
    """The heading above it; empty before the first."""
    line: int
    """Of the passage, in the file of the lesson's words."""
    passage: Shown


@dataclass(frozen=True, slots=True)
class FoundQuestion:
    """A question."""

    quiz: Quiz
    lesson: Lesson | None
    """The lesson that its quiz belongs to."""
    question: str
    """Its id."""
    path: Path
    """The file that its words stand in."""
    line: int
    """Of its heading."""
    stem: Shown
    passage: Shown
    """What it was found in; empty where that is the stem."""


@dataclass(frozen=True, slots=True)
class FoundNote:
    """A note of the member's own."""

    note: Note
    passage: Shown


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found, the best of each kind first."""

    lessons: tuple[FoundLesson, ...]
    questions: tuple[FoundQuestion, ...]
    notes: tuple[FoundNote, ...]
    complete: bool
    """Whether all of the library was looked through: it is not while its words are still being indexed."""
    elsewhere: Mapping[str, int] = field(default_factory=dict)
    """By each other language how many lessons and questions hold the words there, where any do."""

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.lessons) + len(self.questions) + len(self.notes)


class Searching(ABC):
    """What can be found, and how."""

    member: Member | None
    _database: Database
    _known: KnownLibrary
    _index: SearchIndex | None
    _indexing: threading.Lock
    _opening_index: threading.Lock
    _indexed: tuple[Library, str] | None
    """The library that is all in the index, and under which name."""

    @abstractmethod
    def _me(self) -> Member:
        """Who is acting."""

    @abstractmethod
    def read(self, spoken: str = "") -> Library:
        """The library in a language; where none is named, in the one in use."""

    @property
    def is_indexed(self) -> bool:
        """Whether all words of the library, in the language in use, are in the index."""
        return self._indexed is not None and self._indexed[0] is self.read()

    def index(self, progress: Progress | None = None) -> None:
        """Take into the index what is new in the library, then what is so in its other languages.

        It takes long for a large one: for a worker.

        Args:
            progress: told how many files are read, of how many; what it raises ends the work, and nothing is lost.
        """
        with self._indexing:
            state, spoken = self._known.state, language()
            library = self.read()
            if state != self._known.state:  # it was looked at again meanwhile: this is not all of it
                state = ""
            self._take_in(library, self._name(spoken), state, progress)
            self._indexed = (library, self._name(spoken))
            for other in LANGUAGES:
                if other != spoken and (there := library.in_language(other)) is not library:
                    self._take_in(there, self._name(other), state, progress)

    def _take_in(self, library: Library, name: str, state: str, progress: Progress | None) -> None:
        """Take into the index under a name what is new in a library, unless its state is that of the last time."""
        held = self._held()
        if state and held.state(name) == state:
            return
        makers, uses = self._pages(library)
        missing = held.begin(name, uses)
        for done, batch in _batches(makers[page] for page in missing):
            held.add(batch)
            if progress:
                progress(done, len(missing))
        held.end(name, state)

    def find(self, typed: str) -> Findings:
        """What holds all the words that were typed: lessons, questions and the member's own notes."""
        looked_for, library, spoken = words.wanted(typed), self.read(), language()
        look = self._held().look(looked_for)
        lessons = self._lesson_hits(look, library, spoken)
        questions = self._question_hits(look, library, spoken)
        return Findings(
            tuple(_found_lesson(lesson, library.root_of(lesson.key), hit, looked_for) for lesson, hit in lessons),
            tuple(_found_question(quiz, library, hit, looked_for) for quiz, hit in questions),
            tuple(self._found_notes(looked_for)),
            self.is_indexed,
            {
                other: number
                for other in LANGUAGES
                if looked_for and other != spoken and (number := self._found_in(other, look, library))
            },
        )

    def _found_in(self, other: str, look: Look, library: Library) -> int:
        """How many lessons and questions hold the words in another language, in files that are not read in this one."""
        there = self.read(other)
        if there is library:
            return 0
        lessons = (
            here is None or lesson.source_path != here.source_path
            for lesson, _hit in self._lesson_hits(look, there, other)
            for here in (library.lesson(lesson.key),)
        )
        questions = (
            here is None or quiz.source_path != here.source_path
            for quiz, _hit in self._question_hits(look, there, other)
            for here in (library.quiz(quiz.key),)
        )
        return sum(lessons) + sum(questions)

    # The index

    def _held(self) -> SearchIndex:
        with self._opening_index:  # who looks and who indexes may come first at the same moment
            if self._index is None or not self._index.usable:  # it may be thrown away while we run
                self._indexed = None
                version = f"{parser_version()} {_PAGES}"
                self._index = search.SearchIndex(self._known.folder, version)
                if not self._index.usable:
                    self._index = search.SearchIndex(None, version)
            return self._index

    def _name(self, spoken: str) -> str:
        return f"{self._known.name} {spoken}"

    def _pages(self, library: Library) -> tuple[Mapping[str, Callable[[], Page]], Mapping[str, Sequence[str]]]:
        """How each page of a library is made, and the keys of what it is a page of, by its name."""
        makers: dict[str, Callable[[], Page]] = {}
        uses: dict[str, list[str]] = {}
        for contents in library.courses:
            for name, key, make in _pages_of(contents):
                uses.setdefault(name, []).append(key)
                makers.setdefault(name, make)
        return makers, uses

    # Looking up

    def _lesson_hits(self, look: Look, library: Library, spoken: str) -> Iterator[tuple[Lesson, Hit]]:
        many, total = Counter[str](), 0
        told = set[tuple[str, int]]()
        for hit in look.hits(self._name(spoken), "text"):
            lesson = library.lesson(hit.entry)
            if lesson is None or many[hit.entry] == _OF_ONE_LESSON:
                continue
            place = hit.entry, _headed_at(hit.section)
            if place in told:  # it is the same section, which was found in another part of it
                continue
            told.add(place)
            many[hit.entry] += 1
            yield lesson, hit
            total += 1
            if total == MOST:
                return

    def _question_hits(self, look: Look, library: Library, spoken: str) -> Iterator[tuple[Quiz, Hit]]:
        seen = set[tuple[str, str]]()
        secret = self._without_feedback()
        for kind in ("shown", "told"):
            for hit in look.hits(self._name(spoken), kind):
                quiz, question = library.quiz(hit.entry), hit.section.part
                if quiz is None or (quiz.key, question) in seen:
                    continue
                if not self._may_see(quiz, question, told=kind == "told", secret=secret):
                    continue
                seen.add((quiz.key, question))
                yield quiz, hit
                if len(seen) == MOST:
                    return

    def _may_see(self, quiz: Quiz, question: str, *, told: bool, secret: frozenset[str]) -> bool:
        """Whether the member may be shown a question, or what it tells after an answer."""
        card = next((one for one in quiz.cards if one.id == question), None)
        if card is None or not card.askable:
            return False
        if not told and quiz.mode is not Mode.EXAM:
            return True
        item = item_memory.of_question(self._database, self._me().id, quiz.key, question) if self.member else None
        answered = item is not None and item.identity == card.identity
        return answered and not (told and (quiz.feedback is Feedback.NEVER or quiz.key in secret))

    def _without_feedback(self) -> frozenset[str]:
        """Keys of the quizzes that are being answered now, and tell nothing before their end."""
        if self.member is None:
            return frozenset()
        records = sittings.open_sittings(self._database, self.member.id)
        return frozenset(
            one.quiz for one in records if one.terms.mode is Mode.EXAM or one.terms.feedback is not Feedback.IMMEDIATE
        )

    def _found_notes(self, looked_for: Wanted) -> Iterator[FoundNote]:
        if not looked_for or self.member is None:
            return
        found = 0
        for note in notes.of_member(self._database, self.member.id):
            if words.holds(f"{note.text}\n{note.quote}", looked_for):
                inside = _passage(_plain_note(note.text), looked_for)
                yield FoundNote(note, inside if inside.marks else _passage(note.quote, looked_for))
                found += 1
                if found == MOST:
                    return


# Pages


def _pages_of(contents: CourseContents) -> Iterator[tuple[str, str, Callable[[], Page]]]:
    """The pages of a course: the name of each, the key of its lesson or quiz, and how it is made."""
    for lesson in contents.lessons:
        if digest := _digest(contents.root, lesson):
            name = _hash("lesson", digest, lesson.title)
            yield name, lesson.key, partial(_lesson_page, name, contents.root, lesson)
    for quiz in (*contents.quizzes, *contents.checks):
        if digest := _digest(contents.root, quiz):
            name = _hash("checks" if quiz.lesson else "quiz", digest)
            yield name, quiz.key, partial(_quiz_page, name, contents.root, quiz)


def _digest(root: Path, entry: Lesson | Quiz) -> str:
    """Of all that its words are made of."""
    return f"{entry.digest} {digest_of(root, entry.translation)}" if entry.translation else entry.digest


def _hash(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _batches(makers: Iterable[Callable[[], Page]]) -> Iterator[tuple[int, Sequence[Page]]]:
    """The pages, some at a time, and how many there are by then."""
    batch: list[Page] = []
    done = size = 0
    for make in makers:
        page = make()
        batch.append(page)
        done += 1
        size += sum(len(text.source) for section in page.sections for text in section.texts)
        if size >= _BATCH:
            yield done, batch
            batch, size = [], 0
    if batch:
        yield done, batch


def _lesson_page(name: str, root: Path, lesson: Lesson) -> Page:
    from lessons.document import read_document  # noqa: PLC0415 - loaded when it is wanted
    from lessons.passages import passages  # noqa: PLC0415

    try:
        file = read_file(root, lesson.source_path)
    except LessonError:  # it is gone meanwhile; the next look at the library says so
        return search.Page(name, ())
    document = read_document(file.path, file.text)
    found = (_resolved(one, document.references) for one in passages(document.blocks))
    return search.Page(name, tuple(_sections(found, lesson.title)))


def _resolved(passage: Passage, references: References) -> Passage:
    """A passage that needs its document no more to be read: what it refers to elsewhere in it is found."""
    section = _alone(passage.section, references)
    if passage.plain or passage.heading or not _refers(passage.source, references):
        return replace(passage, section=section) if section != passage.section else passage
    return replace(passage, section=section, source=_as_read(passage.source, references), plain=True)


def _refers(source: str, references: References) -> bool:
    """Whether running text may refer to what is defined elsewhere in its document."""
    return bool(references) and "[" in source


def _alone(source: str, references: References) -> str:
    """Running text that refers to nothing elsewhere in its document."""
    return _MARKS.sub(r"\\\1", _as_read(source, references)) if _refers(source, references) else source


def _sections(found: Iterable[Passage], title: str) -> Iterator[Section]:
    """The sections of a lesson, each part of one under its heading: the first one goes by its title as well."""
    part, texts, size, head = "", list[search.Text](), 0, title
    heading: list[search.Text] = []
    for passage in found:
        if texts and (passage.heading or size > _LONGEST_SECTION):
            yield search.Section("text", head, part, tuple(texts))
            texts, size, head = [] if passage.heading else [*heading], 0, ""
        if passage.heading:
            part = passage.section
            head = f"{head}\n{part}" if head and head != part else part
            heading = [search.Text(passage.line, "", plain=False)]
        texts += heading if passage.heading else [search.Text(passage.line, passage.source, passage.plain)]
        size += len(passage.source)
    if texts or head:
        yield search.Section("text", head, part, tuple(texts))


def _quiz_page(name: str, root: Path, quiz: Quiz) -> Page:
    from quizzes.passages import texts_of  # noqa: PLC0415 - as above

    sections: list[Section] = []
    references = {**_defined(root, quiz.path), **(_defined(root, quiz.translation) if quiz.translation else {})}
    for question in quiz.questions:
        texts = texts_of(question)
        for kind, sources in (("shown", texts.shown[1:]), ("told", texts.told)):
            if kind == "shown" or sources:
                found = tuple(search.Text(question.line, _alone(source, references), False) for source in sources)
                sections.append(search.Section(kind, _alone(question.stem, references), question.id, found))
    return search.Page(name, tuple(sections))


def _defined(root: Path, path: str) -> References:
    """What is defined in a file, to be referred to from the rest of it; most have nothing."""
    from lessons.document import read_document  # noqa: PLC0415 - as above

    try:
        file = read_file(root, path)
    except LessonError:  # it is gone meanwhile; the next look at the library says so
        return {}
    return read_document(file.path, file.text, repair_headings=True).references if "]:" in file.text else {}


# What was found


def _found_lesson(lesson: Lesson, root: Path, hit: Hit, looked_for: Wanted) -> FoundLesson:
    texts = hit.section.texts
    best = _best(texts, looked_for)
    heading = _passage(_plain(hit.section.part), looked_for)
    if best is None:  # it is the heading, or the title, that was found
        best = next((text for text in texts if text.source), texts[0] if texts else None)
        line = texts[0].line if texts else 1
    else:
        line = best.line
    shown = _passage(_plain(best.source, as_is=best.plain), looked_for) if best else Shown("", ())
    return FoundLesson(lesson, root / lesson.source_path, heading, line, shown)


def _found_question(quiz: Quiz, library: Library, hit: Hit, looked_for: Wanted) -> FoundQuestion:
    stem = _passage(_plain(hit.section.head), looked_for)
    texts = hit.section.texts
    best = _best(texts, looked_for) or (texts[0] if texts else None)
    shown = _passage(_plain(best.source), looked_for) if best else Shown("", ())
    line = best.line if best else next((one.line for one in quiz.cards if one.id == hit.section.part), 0)
    passage = shown if shown.marks else Shown("", ())
    path = library.root_of(quiz.key) / quiz.source_path
    return FoundQuestion(quiz, library.lesson_of(quiz), hit.section.part, path, line, stem, passage)


def _best(texts: Sequence[Text], looked_for: Wanted) -> Text | None:
    """The first of the texts in which most of the terms stand; None where none of them does in any."""
    found, most = None, 0
    for text in texts:
        many = words.terms_in(text.source, looked_for)
        if many > most:
            found, most = text, many
        if most == len(looked_for.terms):
            break
    return found


def _plain(source: str, *, as_is: bool = False) -> str:
    return source if as_is else _read_alone(source)


@lru_cache(maxsize=_READ_AGAIN)
def _read_alone(source: str) -> str:
    return _as_read(source, {})


def _as_read(source: str, references: References) -> str:
    """Running text as a reader sees it: of a link its words, of an image what it shows, of a note nothing."""
    from lessons.inline import plain  # noqa: PLC0415 - loaded when it is wanted
    from lessons.running import read  # noqa: PLC0415

    return plain(read(source, references))


def _headed_at(section: Section) -> int:
    """The line of the heading of a section; 0 before the first."""
    return section.texts[0].line if section.texts and not section.texts[0].source else 0


def _plain_note(text: str) -> str:
    from lessons.document import read_document  # noqa: PLC0415 - as above
    from tui.render.plain import plain_blocks  # noqa: PLC0415

    document = read_document("", text)
    return " ".join(plain_blocks(document.blocks, document.references, addresses=False))


def _passage(text: str, looked_for: Wanted) -> Shown:
    """A text in one line, cut to where the most of the words found stand together."""
    from tui.snippet import fullest  # noqa: PLC0415 - as above

    line = " ".join(text.split())
    marks = words.found_in(line, looked_for)
    if len(line) > _SHOWN_CHARACTERS:
        near = _SHOWN_CHARACTERS // 3
        start = max(0, marks[fullest(line, marks, _SHOWN_CHARACTERS - near)].start - near) if marks else 0
        start = line.find(" ", start, start + near) + 1 if start else 0
        line = ("…" if start else "") + line[start : start + _SHOWN_CHARACTERS]
        marks = words.found_in(line, looked_for)
    return Shown(line, marks)
