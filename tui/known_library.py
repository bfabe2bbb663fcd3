"""What a library holds, as this machine knows it: from the cache, looked after, and read where it has changed.

The cache keeps what the one parser made of the files, so there is no second truth: where it has nothing, the files
are read again. No Textual in it. It is long because what is kept, what is looked after and what is read go by one set
of marks.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, replace
from functools import lru_cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lessons
import quizzes
from lessons.clean import file_text
from lessons.digest import blake2b
from lessons.errors import LessonError
from lessons.late import LateModule, late
from lessons.light import dataclass
from lessons.model import Course, Document, Kind, SourceFile
from lessons.problem import Problem
from lessons.running import References
from lessons.shelf import COARSE, CourseFolder, Look, digest_of, look, names_changed, read_folder
from quizzes.library import CourseContents, CourseIds, Library, library_of
from quizzes.reading import FileRead, Readings, read_one
from store.cache import Cache, KeptCourse, KeptLibrary
from store.frozen import BrokenError, Freezer, freeze, thaw

if TYPE_CHECKING:
    from quizzes import course_reading
else:
    course_reading = LateModule("quizzes.course_reading")  # where nothing has changed, nothing is read

Progress = Callable[[int, int], None]
"""Told how many files are read, and of how many."""

_SOON_READ = 400
"""Files that are read in about a second: to glance at fewer is not worth it."""
_AT_ONCE = 500
"""Files that are read before what they say is kept: a first reading that is broken off goes on from there."""
_PARSERS = ("markdown_it", "mdit_py_plugins", "yaml")
"""What our parser stands on."""
_KNOWN = frozenset({"root", "course"})
"""What of a course is known before it is read."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A course in its library."""

    shelf: int
    """Which of the roots it is under."""
    path: str
    """Its folder below that root."""
    name: str
    """Of what is kept: a hash of all that it was read from."""


@dataclass(frozen=True, slots=True)
class _Card:
    """A course, before it is read."""

    course: Course
    wanted: str
    """The id that it asked for."""
    other: str
    """Where the course is that has that id."""
    errors: int
    translated: Mapping[str, Course]


class KnownLibrary:
    """Some libraries, studied as one."""

    def __init__(self, roots: Sequence[Path], cache: Cache | None = None) -> None:
        self._roots = tuple(roots)
        self.kinds: dict[tuple[Path, str], Kind] = {}
        """What somebody said that some files are; what is read so is not kept."""
        self._cache = cache if cache and cache.usable else None
        self._library: Library | None = None
        self._told: str | None = None
        """The state of the library that was told last."""
        self._anew: tuple[Library, Mapping[str, str]] | None = None
        """All of it, read from its files, and the texts of it, where the cache has lost some."""

    @property
    def name(self) -> str:
        """Of these libraries: the same in every run."""
        return self._name()

    @property
    def state(self) -> str:
        """What the library was when it was told last; empty where that cannot be told from another."""
        return self._told or ""

    @property
    def folder(self) -> Path | None:
        """Where what was read is kept; None where nothing is."""
        return self._cache.path.parent if self._cache else None

    def known(self) -> Library | None:
        """The library as it was when somebody looked last; None where that is not known."""
        kept = self._cache.library(self._name()) if self._cache and not self.kinds else None
        if kept is None:
            return None
        try:
            places, problems = self._places(kept)
            cards = [_Card(*said) for said in zip(*thaw(kept.cards, self._text), strict=True)]
            listed = [self._listed(place, card) for place, card in zip(places, cards, strict=True)]
        except (BrokenError, ValueError):
            return None
        return self._tell(kept.state, listed, problems)

    def glance(self, progress: Progress | None = None) -> Library | None:
        """What a first look at a large library shows, in a small part of the time; None where it is soon read.

        All is true but that not every problem is known; it is kept nowhere.

        Raises:
            LessonError: a library is no folder, or may not be read.
        """
        looks = [look(root) for root in self._roots]
        if self.kinds or sum(one.files for one in looks) < _SOON_READ:
            return None
        from quizzes.glance import Glances  # noqa: PLC0415 - it loads the parsers

        class Glancing(_Counted, Glances):
            """Glances that are counted."""

        return self._all(looks, progress or _silent, Glancing)

    def read(self, progress: Progress | None = None) -> Library:
        """The library as it is: every file is looked at, and what has changed is read.

        Where nothing has, it is the very one that was told last.

        Raises:
            LessonError: a library is no folder, or may not be read.
        """
        moment = self._cache.moment() if self._cache and not self.kinds else None
        looks = [look(root) for root in self._roots]
        if self._cache is None or moment is None:
            return self._all(looks, progress or _silent)
        kept = self._cache.library(self._name())
        stamps = _stamps(looks)
        state = _hash(*(freeze(one.problems) for one in looks), *(name for one in stamps for name in _contents_of(one)))
        newest = max((at for one in looks for at in (*one.newest.values(), *one.folders.values())), default=0)
        told = json.dumps(stamps, separators=(",", ":"))
        if kept and kept.state == state and kept.stamps == told and newest < kept.seen - COARSE:
            known = self._library if self._told == state else self.known()
            if known is not None:
                return known
        seen = KeptLibrary(moment, state, "", "", told)
        return self._brought_up(self._cache, kept, looks, seen=seen, progress=progress or _silent)

    def is_as_known(self, courses: Collection[str]) -> bool:
        """Whether the library that is known has the same files still, and some of its courses the same in them.

        What is in the files of other courses is not looked at: of a large library these are nearly all.
        """
        kept = self._cache.library(self._name()) if self._cache and not self.kinds else None
        if kept is None or self._library is None or kept.state != self._told:
            return False
        settled, before = kept.seen - COARSE, json.loads(kept.stamps)
        for root, folders in zip(self._roots, before, strict=True):
            for path, (changed, _contents) in folders.items():
                if changed >= settled or names_changed(root, path) != changed:
                    return False
        for place, contents in zip(self._places(kept)[0], self._library.courses, strict=True):
            if contents.course.id in courses:
                below = "" if place.path == "." else place.path
                try:
                    seen = look(self._roots[place.shelf], below)
                except LessonError:
                    return False
                known = {path: one for path, one in before[place.shelf].items() if _is_below(path, below)}
                if _stamps([seen]) != [known] or max(seen.newest.values(), default=0) >= settled:
                    return False
        return True

    def document(self, file: SourceFile) -> Document | None:
        """The text of a lesson as it was read and shown before; None where that is not known."""
        kept = self._cache.document(_document_name(file)) if self._cache and file.digest else None
        if kept is None:
            return None
        try:
            document, trees = (thaw(part, self._text) for part in kept)
        except BrokenError:
            return None
        known: Document = replace(
            document, text=file_text(file.text), references=References(document.references, trees)
        )
        return known

    def keep_document(self, file: SourceFile, document: Document) -> None:
        """Keep the text of a lesson, with the running text that was read to show it."""
        references = document.references
        if self._cache is None or not file.digest or not isinstance(references, References):
            return
        body = freeze(replace(document, text="", references=dict(references)))  # whoever asks for it has its text
        self._cache.keep_document(_document_name(file), body, freeze(dict(references.trees)))

    # Parts

    def _name(self) -> str:
        roots = [str(root.resolve()) for root in self._roots]
        return _hash(parser_version(), *roots)

    def _tell(self, state: str, courses: Sequence[CourseContents], problems: Sequence[Problem]) -> Library:
        self._library, self._told = library_of(courses, problems), state
        return self._library

    def _places(self, kept: KeptLibrary) -> tuple[list[_Place], tuple[Problem, ...]]:
        places, problems = json.loads(kept.courses)
        return [_Place(*place) for place in places], thaw(problems, self._text)

    def _cards(self, places: Sequence[_Place]) -> Mapping[str, _Card]:
        if self._cache is None:
            return {}
        found = self._cache.cards([place.name for place in places])
        return {name: _Card(*thaw(card, self._text)) for name, card in found.items()}

    def _listed(self, place: _Place, card: _Card) -> CourseContents:
        """A course that is read when somebody looks into it."""
        return late(
            CourseContents,
            {"root": self._roots[place.shelf], "course": card.course},
            partial(self._contents, place, card.course),
            {"errors": card.errors, "translated": card.translated},
        )

    def _contents(self, place: _Place, course: Course) -> Mapping[str, object]:
        kept = self._cache.contents(place.name) if self._cache else None
        if kept is not None:
            with suppress(BrokenError):
                found: dict[str, object] = thaw(kept, self._text, self._asked(place.name))
                return found
        # The cache is gone: it may be thrown away while we run.
        contents = self._reread()[0].course(course.id)
        if contents is None:
            root = self._roots[place.shelf]
            contents = course_reading.read_contents(root, CourseFolder(place.path, (), course.title), CourseIds())
        return _within(contents)

    def _text(self, name: str) -> str:
        found = self._cache.text(name) if self._cache else None
        # Where the cache is gone, the same words in the same file give the same text; others are none of this quiz.
        return found or self._reread()[1].get(name) or freeze(((), (), ()))

    def _asked(self, course: str) -> Callable[[str], str | None]:
        """What answers the cards of a course, by the name of what they are of: all are at hand when one is wanted."""
        held: Mapping[str, str] | None = None

        def cards(name: str) -> str | None:
            nonlocal held
            if held is None:
                held = self._cache.asked(course) if self._cache else {}
            return held.get(name)

        return cards

    def _reread(self) -> tuple[Library, Mapping[str, str]]:
        """All of the library from its files."""
        if self._anew is None:
            try:
                library = self._all([look(root) for root in self._roots], _silent)
            except LessonError:  # the library is gone as well
                library = library_of((), ())
            freezer = Freezer()
            freezer.body([_within(contents) for contents in library.courses])
            self._anew = library, freezer.texts
        return self._anew

    def _all(self, looks: Sequence[Look], progress: Progress, reading: type[_Counted] | None = None) -> Library:
        """All of the library, read from its files, and nothing kept."""
        ids, problems, found = CourseIds(), list[Problem](), list[CourseContents]()
        every = [one.courses() for one in looks]
        total = sum(len(names) for courses, _told in every for names in courses.values())
        readings = (reading or _Counted)(progress, total)
        for one, (courses, told) in zip(looks, every, strict=True):
            problems += told
            for path, names in courses.items():
                folder = read_folder(one.root, path, names)
                found.append(course_reading.read_contents(one.root, folder, ids, readings, kinds=self.kinds))
                readings.forget()
        return library_of(found, problems)

    def _brought_up(
        self,
        cache: Cache,
        kept: KeptLibrary | None,
        looks: Sequence[Look],
        *,
        seen: KeptLibrary,
        progress: Progress,
    ) -> Library:
        """The library, with what has changed read again and kept."""
        before = _Before(cache, self._name(), kept, self._roots)
        files = [before.looked_at(number, one) for number, one in enumerate(looks)]
        every = [one.courses(known.order) for one, known in zip(looks, files, strict=True)]
        digests = [known.digests() for known in files]
        problems = [problem for _courses, told in every for problem in told]
        folders = [
            (_Place(number, path, _course_name(path, looks[number].root, names, digests[number])), names)
            for number, (courses, _told) in enumerate(every)
            for path, names in courses.items()
        ]
        try:
            cards = self._cards([place for place, _names in folders])
        except BrokenError:
            cards = {}
        ids, found, listed, waiting = _Ids(), list[CourseContents](), list[_Card](), list[KeptCourse]()
        readings = _Counted(progress, sum(len(names) for place, names in folders if place.name not in cards))
        for place, names in folders:
            card, root = cards.get(place.name), self._roots[place.shelf]
            if card is not None:
                taken = ids.take(card.wanted, str(root / (card.course.introduction or place.path)))
                if taken == (card.course.id, card.other):
                    found.append(self._listed(place, card))
                    listed.append(card)
                    continue
                ids.give(taken)
            folder = read_folder(root, place.path, names)
            self._recall(readings, root, folder, before.name_of(place))
            contents = course_reading.read_contents(root, folder, ids, readings)
            found.append(contents)
            listed.append(_Card(contents.course, ids.wanted, ids.other, contents.errors, contents.translated))
            waiting.append(_frozen_course(place, listed[-1], contents, [readings.of(root, name) for name in names]))
            readings.forget()
            if readings.since >= _AT_ONCE:
                cache.keep_courses(waiting)
                waiting, readings.since = [], 0
        cache.keep_courses(waiting)
        courses = json.dumps(
            [[[place.shelf, place.path, place.name] for place, _names in folders], freeze(tuple(problems))]
        )
        is_kept = cache.keep_library(
            self._name(),
            replace(seen, courses=courses, cards=freeze(tuple(zip(*map(_said, listed), strict=True)))),
            json.dumps([[one.folders, one.order] for one in files], ensure_ascii=False, separators=(",", ":")),
            [place.name for place, _names in folders],
        )
        if self._library and kept and self._told == kept.state and kept.courses == courses:
            self._told = seen.state
            return self._library
        # As it is kept it takes far less room than as it was read.
        known = self.known() if is_kept else None
        return known or self._tell(seen.state, found, problems)

    def _recall(self, readings: Readings, root: Path, folder: CourseFolder, before: str) -> None:
        """Fill readings with what was read of the files of a course, by its name before, that are the same still."""
        kept = self._cache.readings(before) if self._cache and before else None
        if kept is None:
            return
        try:
            course, every = thaw(kept, self._text, self._asked(before))
            for file in folder.files:
                known: dict[str, Any] | None = every.get(file.path)
                if known is not None and file.digest and known["digest"] == file.digest:
                    readings.keep(root, _file_read(file, course, known))
        except BrokenError:
            return


def _document_name(file: SourceFile) -> str:
    return _hash(parser_version(), file.path, file.digest)


@lru_cache
def parser_version() -> str:
    """What changes when our parser does: its sources, and the packages that it stands on."""
    specs = [find_spec(name) for name in _PARSERS]
    found = [_source(spec.origin, os.stat(spec.origin)) for spec in specs if spec and spec.origin]  # noqa: PTH116
    for package in (lessons, quizzes):
        found += _sources(package.__path__[0])
    return _hash(sys.version, *sorted(found))


def _sources(folder: str) -> Iterator[str]:
    """What tells of each source in a folder whether it was changed; without a Path: every start asks of a hundred."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                yield _source(entry.path, entry.stat())
            elif entry.is_dir() and entry.name not in {"content", "exchange", "__pycache__"}:
                yield from _sources(entry.path)


def _source(path: str, status: os.stat_result) -> str:
    return f"{path} {status.st_size} {status.st_mtime_ns}"


def _silent(_done: int, _total: int) -> None:
    """Nobody is told."""


def _hash(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _stamps(looks: Sequence[Look]) -> list[dict[str, list[object]]]:
    """Of each folder that was seen, when its names changed, and a hash of what tells whether its files did."""
    return [
        {
            path: [changed, _hash(one.listings[path]) if path in one.listings else ""]
            for path, changed in sorted(one.folders.items())
        }
        for one in looks
    ]


def _contents_of(stamps: Mapping[str, Sequence[object]]) -> Iterator[str]:
    """What tells whether the files of folders were changed; what else is in the folders has no say."""
    for path, (_changed, contents) in stamps.items():
        if contents:
            yield from (path, str(contents))


def _is_below(path: str, folder: str) -> bool:
    return not folder or path == folder or path.startswith(f"{folder}/")


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is to be known of the files below a root."""

    folders: Mapping[str, tuple[str, Sequence[str]]]
    """Of each folder its listing, and the digests of its files, line by line."""
    order: Sequence[str]
    """The paths of all files, in their order."""

    def digests(self) -> Mapping[str, str]:
        """The digest of each file by its path; what else tells whether it was changed, where it cannot be read."""
        return {
            _below(folder, name): digest or stamp
            for folder, (listing, digests) in self.folders.items()
            for (name, stamp), digest in zip(_lines(listing), digests, strict=True)
        }


class _Before:
    """What was known before."""

    def __init__(self, cache: Cache, name: str, kept: KeptLibrary | None, roots: Sequence[Path]) -> None:
        self._cache = cache
        self._settled = kept.seen - COARSE if kept else 0
        """What was written before this moment was seen as it was."""
        text = cache.files_of(name) if kept else None
        self._seen = [_Seen(*one) for one in json.loads(text)] if text else [_Seen({}, ()) for _root in roots]
        self._names = {(shelf, path): one for shelf, path, one in json.loads(kept.courses)[0]} if kept else {}

    def looked_at(self, shelf: int, seen: Look) -> _Seen:
        """What is to be known of the files of a root; those that may have changed are hashed."""
        before = self._seen[shelf]
        return _Seen(
            {folder: (listing, self._digests(seen, folder, before)) for folder, listing in seen.listings.items()},
            seen.in_order(before.order),
        )

    def _digests(self, seen: Look, folder: str, before: _Seen) -> Sequence[str]:
        """Of the files of a folder, in the order of its listing."""
        listing = seen.listings[folder]
        known, digests = before.folders.get(folder, ("", ()))
        if known == listing and seen.newest[folder] < self._settled:
            return digests
        surely = {
            line: digest
            for line, digest in zip(_lines(known) if known else (), digests, strict=True)
            if _moment(line[1]) < self._settled
        }
        return [surely.get(line) or digest_of(seen.root, _below(folder, line[0])) for line in _lines(listing)]

    def name_of(self, place: _Place) -> str:
        """The name under which a course was kept; empty where none was."""
        name: str = self._names.get((place.shelf, place.path), "")
        return name


def _lines(listing: str) -> Iterator[tuple[str, str]]:
    """Of each file of a listing, its name and what tells whether it was changed."""
    for line in listing.split("\n"):
        name, _tab, stamp = line.partition("\t")
        yield name, stamp


def _below(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _moment(stamp: str) -> int:
    """When a file was written, or its status changed."""
    parts = stamp.split()
    return max(map(int, parts[2:])) if parts else sys.maxsize


def _course_name(path: str, root: Path, names: Sequence[str], digests: Mapping[str, str]) -> str:
    """The name under which a course is kept: of another text, another name."""
    parts = [path, "" if path != "." else root.resolve().name]
    for name in names:
        parts += (name, digests.get(name, ""))
    return _hash(parser_version(), *parts)


class _Counted(Readings):
    """Readings that tell how many files were read."""

    def __init__(self, progress: Progress, total: int) -> None:
        super().__init__()
        self._progress, self._total, self._done = progress, total, 0
        self.since = 0
        """How many were read since this was set to zero."""

    def read(self, root: Path, file: SourceFile, course: Course, kind: Kind | None = None) -> FileRead:
        """A lesson or quiz, read now if it is not known."""
        self._progress(self._done, self._total)
        self._done += 1
        self.since += 1
        return super().read(root, file, course, kind)

    def forget(self) -> None:
        """Let go of the files that were read: their texts take much room, and no other course asks for them."""
        self._read.clear()


class _Ids(CourseIds):
    """Ids of courses, with a note of what was given last."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted = self.other = ""
        self._given: tuple[str, str] | None = None

    def take(self, wanted: str, place: str) -> tuple[str, str]:
        """The id that a course gets, and where the course is that has the wanted one."""
        taken = self._given or super().take(wanted, place)
        self._given = None
        self.wanted, self.other = wanted, taken[1]
        return taken

    def give(self, taken: tuple[str, str]) -> None:
        """Give the next course what it took already."""
        self._given = taken


def _said(card: _Card) -> tuple[object, ...]:
    return tuple([getattr(card, one.name) for one in fields(card)])


def _frozen_course(
    place: _Place, card: _Card, contents: CourseContents, every: Sequence[FileRead | None]
) -> KeptCourse:
    """A course as it is kept."""
    freezer = Freezer()
    reads = [read for read in every if read and read.entry]
    alone = {read.file.path: _alone(read) for read in reads}
    return KeptCourse(
        name=place.name,
        card=freezer.body(_said(card)),
        contents=freezer.body(_within(contents)),
        readings=freezer.body((reads[0].course if reads else contents.course, alone)),
        asked=freezer.cards,
        texts=freezer.texts,
    )


def _within(contents: CourseContents) -> dict[str, object]:
    """What is in a course."""
    return {one.name: getattr(contents, one.name) for one in fields(contents) if one.name not in _KNOWN}


def _alone(read: FileRead) -> dict[str, object]:
    """What a file says by itself, without its text."""
    said = {one.name: getattr(read, one.name) for one in fields(read) if one.name not in {"file", "course", "document"}}
    return {**said, "digest": read.file.digest, "front": read.document.front}


def _file_read(file: SourceFile, course: Course, said: dict[str, Any]) -> FileRead:
    """A file as it was read when it was the same; its text is looked at when somebody asks for that."""
    front, _digest = said.pop("front"), said.pop("digest")

    def read() -> Mapping[str, object]:
        document = read_one(file, course, said["kind"]).document
        return {one.name: getattr(document, one.name) for one in fields(document)}

    return FileRead(file=file, course=course, document=late(Document, {"front": front}, read), **said)
