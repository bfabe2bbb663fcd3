"""The verbs of the application: what a member can do, each a whole thing, without a terminal.

Everything that reads or writes goes through here; screens and commands only ask and show. The module is long because it
is the one list of what can be done; what a verb decides is in `overview`, `reviewing` and `quizzes`.
"""

from __future__ import annotations

import posixpath
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lessons.digest import block_name
from lessons.errors import LessonError
from lessons.late import LateModule
from lessons.model import Criterion, Document, Kind, Lesson, SourceFile
from lessons.running import References as Running
from lessons.shelf import Stamp, read_file, stamp
from quizzes.due import Waiting, at_once, queue
from quizzes.errors import NotFound
from quizzes.memory import Rating
from store import edits, people, places, settings, sitting_events
from store.days import study_day
from store.errors import BusyError, FullError, NoPermissionError, ReadOnlyError
from store.places import Place
from store.projections import item_memory, lesson_facts, members, sitting_answers, sittings, study_days
from store.status import SLIPPING
from store.uncollected import uncollected
from tui.answering import Answering, lesson_finished
from tui.flagging import Flagging
from tui.i18n import _, count, language
from tui.keeping import Keeping
from tui.known_library import KnownLibrary, Progress
from tui.noting import Noting
from tui.other_libraries import Elsewhere, OtherLibraries
from tui.overview import Standing, course_view, today
from tui.pacing import KEEP_AFTER, Pacing, Spent
from tui.planning import Planning
from tui.preferences import Preferences, Said
from tui.reviewing import (
    Asked,
    Holdings,
    NextReview,
    Practice,
    Return,
    next_review,
    practised,
    returns,
)
from tui.searching import Searching
from tui.sharing import Sharing
from tui.sprinting import Sprinting
from tui.training import Training
from tui.unknown import Unknown, UnknownMember
from tui.views import CourseView, OpenLesson, References, Reread, ReviewCard, Today

if TYPE_CHECKING:
    from lessons.problem import Problem
    from quizzes import arrangement, sitting
    from quizzes.library import CourseContents, Library
    from quizzes.mastery import QuestionKey
    from quizzes.model import Confidence, Question, Quiz
    from quizzes.statistics import Analysis, Response
    from store import events, kept_due, reviews
    from store.cache import Cache
    from store.database import Database
    from store.items import ItemMemory
    from store.kept_due import KeptDue
    from store.people import Member
    from store.projections.item_memory import DueNow
    from tui.answering import Record
    from tui.growth import Me, Retired, Suspended

else:  # Today needs none of these
    arrangement, events, reviews = map(LateModule, ("quizzes.arrangement", "store.events", "store.reviews"))
    kept_due = LateModule("store.kept_due")

__all__ = ["Study", "Unknown", "UnknownMember"]

_MOST_DIGITS = 5
_ROUGHLY = 0.05
"""By so much a share of rows on a screen may differ from one of lines in a file."""
LOOKED = timedelta(seconds=30)
"""Who has a lesson open for less, and does not move in it, has not read it."""
SOON = timedelta(days=7)
"""In which the next review mostly is."""


class Study(Planning, Keeping, Answering, Sharing, Searching, Noting, Pacing, Flagging, Training, Sprinting):
    """One member, studying one library, recorded in one database; for a member who leads a group, the verbs of that."""

    def __init__(
        self,
        roots: Sequence[Path],
        database: Database,
        *,
        now: Callable[[], datetime],
        random: Random,
        apart: Random | None = None,
        cache: Cache | None = None,
        said: Mapping[str, Said] | None = None,
        config: Path | None = None,
        lang: str = "en",
        problems: tuple[str, ...] = (),
        others: Sequence[Path] = (),
    ) -> None:
        """Open a library and a database.

        Args:
            roots: The folders of the library.
            database: Where everything is recorded.
            now: The clock.
            random: The random source.
            apart: Another, for what is shared in files, from which nothing private draws; None where nothing is shared.
            cache: Of what was read before.
            said: What option, environment and `config.toml` say of preferences; see `Preferences`.
            config: Where `config.toml` is.
            lang: The language where nobody named one.
            problems: What of `config.toml` cannot be, each in one sentence.
            others: The folders of libraries that are not open, and of which is told what is due.
        """
        self.roots = tuple(roots)
        self._others = OtherLibraries(others, cache)
        self._known = KnownLibrary(roots, cache)
        self.preferences = Preferences(
            said,
            chosen=lambda name: settings.setting(self._database, name),
            keep=self._keep_preference,
            whose=lambda: self.member.id if self.member else "",
            chosen_in=str(database.path),
            config=config,
            lang=lang,
            problems=problems,
        )
        self._database = database
        self._now = now
        self._random = random
        self._apart = apart
        self._library: Library | None = None
        self._spoken: tuple[Library, dict[str, Library]] | None = None
        """The library, and what it is in the languages that were asked for."""
        self._reading = threading.Lock()
        self._documents: dict[str, tuple[Stamp, SourceFile, Document]] = {}
        """Of each file that was read: what tells whether it was changed, where it is, and what it says."""
        self._undefined: dict[str, Stamp] = {}
        """Files of quizzes as they were when no link was defined in them: each review asks for its quiz's links."""
        self._holding: Holdings | None = None
        self._due_kept: KeptDue | None = None
        self._added = Counter[str]()
        self._revocable: dict[str, str] = {}
        self._spent = Spent()
        self._time_lost = False
        """Whether somebody who studied before in this run left minutes that could not be recorded."""
        self._begun = None
        self._index = None
        self._indexed = None
        self._indexing = threading.Lock()
        self._opening_index = threading.Lock()
        self._deleted = []
        self._shown: dict[str, datetime] = {}
        """When each lesson was last shown in this run."""
        self._being_read: set[str] = set()
        """The lessons of which it is recorded that they were opened since they were last shown."""
        self._run_out = {}
        self.member: Member | None = None
        """Who studies; None before the first run has named somebody."""

    def _keep_preference(self, name: str, value: str | None) -> None:
        if value is None:
            settings.forget_setting(self._database, name)
        else:
            settings.keep_setting(self._database, name, value)

    def go_on_elsewhere(self, place: Path) -> Path:
        """Go on in another place, as `Keeping` has it; what is chosen from now on is kept there too."""
        there = super().go_on_elsewhere(place)
        self.preferences.kept_in = str(there)
        return there

    @property
    def is_demo(self) -> bool:
        """Whether everybody here, and all they did, is made up."""
        return self._database.demo

    @property
    def database_file(self) -> Path:
        """Where all of it is recorded."""
        return self._database.path

    # People

    @property
    def has_members(self) -> bool:
        """Whether anybody studies in this database yet."""
        return members.number(self._database) > 0

    @property
    def has_several_members(self) -> bool:
        """Whether several people study in it."""
        return members.number(self._database) > 1

    def join(self, name: str, *, named: bool = True) -> Member:
        """Study as the member of this name; the first one of a database is created.

        Args:
            name: of the member.
            named: whether somebody asked for that name. Where nobody did and one member alone studies here, it is they.

        Raises:
            UnknownMember: others study here, and nobody of this name.
            StoreError: the name cannot be kept.
        """
        found = people.find(self._database, name)
        if found is None:
            known = people.members(self._database)
            if len(known) == 1 and not named:
                found = known[0]
            elif known:
                raise UnknownMember(name, [member.name for member in known], named=named)
        first = found is None
        found = found or people.add(self._database, name, now=self._now, random=self._random)
        self.become(found)
        if first:
            self.preferences.hand_over()
        return found

    def become(self, member: Member) -> None:
        """Study as a member; what this run added so far was another's."""
        self.keep_time()
        self._time_lost = self._time_lost or self._spent.waits(1)
        if self.member != member:
            self.preferences.become_another()
        self.member = member
        self._added.clear()
        self._revocable.clear()
        self._deleted.clear()
        self._run_out.clear()
        self._shown.clear()
        self._being_read.clear()
        self._spent = Spent()
        self._begun = None

    def look_who_studies(self) -> None:
        """Know the member by their name of now: another window may have changed it.

        Raises:
            StoreError: the database cannot be read, and why.
        """
        me = self.member
        self.member = next((one for one in self.members() if me and one.id == me.id), me)

    def members(self) -> tuple[Member, ...]:
        """Everybody who studies here, in the order in which they came."""
        return people.members(self._database)

    def add_member(self, name: str) -> Member:
        """Add somebody.

        Raises:
            StoreError: the name is taken or unfit.
        """
        return people.add(self._database, name, now=self._now, random=self._random)

    def rename_member(self, name: str, new_name: str) -> Member:
        """Give somebody another name.

        Raises:
            UnknownMember: nobody has the first name.
            StoreError: the new one is taken or unfit.
        """
        found = people.find(self._database, name)
        if found is None:
            raise UnknownMember(name, [member.name for member in self.members()])
        return people.rename(self._database, found, new_name, now=self._now, random=self._random)

    def _me(self) -> Member:
        if self.member is None:
            raise RuntimeError("a verb was used before join()")
        return self.member

    # Content

    def read(self, spoken: str = "") -> Library:
        """The library, as it is when it is first asked for; the second time it is at hand.

        Args:
            spoken: the language that its words are in; where none is named, the one in use.
        """
        if self._library is None:
            self.look_again()
        return self._in_words(self._library, spoken or language()) if self._library else self.read(spoken)

    def recall(self) -> bool:
        """Take the library as it was when it was last looked at; False where that is not known."""
        with self._reading:
            self._library = self._library or self._known.known()
            return self._library is not None

    def glance(self, progress: Progress | None = None) -> bool:
        """Take what a first look at the library shows, where it is a large one; whether there is a library now.

        `look_again` reads it; until then no question is known to be due, and not every problem is.

        Raises:
            LessonError: the library is no folder, or may not be read.
        """
        with self._reading, uncollected():
            self._library = self._library or self._known.glance(progress)
            return self._library is not None

    def look_again(self, progress: Progress | None = None) -> bool:
        """Look at every file of the library, and read what has changed; whether anything had.

        What is known of questions that were edited or moved follows them: whoever asks for it has the library read.

        Raises:
            LessonError: the library is no folder, or may not be read.
        """
        with self._reading, uncollected():
            before, self._library = self._library, self._known.read(progress)
            return self._follow(self._library) or self._library is not before

    def _follow(self, library: Library) -> bool:
        """Let what was recorded follow the questions that were edited or moved since; whether there were any."""
        # What cannot be written now is found again when somebody next looks, and nobody's work rests on it.
        with suppress(BusyError, FullError, NoPermissionError, ReadOnlyError):
            return edits.follow(self._database, library, now=self._now, random=self._random) > 0
        return False

    def _in_words(self, library: Library, spoken: str) -> Library:
        """The library in a language; which courses have what in it is known from then on."""
        known = self._spoken
        if known is None or known[0] is not library:
            known = self._spoken = (library, {})
        if spoken not in known[1]:
            known[1][spoken] = library.in_language(spoken)
        return known[1][spoken]

    def take_as(self, root: Path, path: str, kind: Kind | None) -> None:
        """Read a file as what somebody says that it is, for as long as this study lasts; before the library is read.

        Args:
            root: Of its library, as it was named.
            path: Relative to that.
            kind: A lesson or a quiz; None leaves it at what the file says.
        """
        if kind:
            self._known.kinds[root, path] = kind

    def incomplete(self) -> tuple[str, ...]:
        """What kept some of the library's files from being looked at, in a sentence each; mostly nothing."""
        return tuple(f"{one.message(_)} {one.fix(_)}" for one in self.read().incomplete)

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the library's files."""
        return self.read().problems

    def find_lesson(self, words: str) -> Lesson:
        """The lesson that words name: its key, path, id, title, file name, or its number in the course last studied.

        Raises:
            Unknown: none of that name.
        """
        try:
            return self.read().find_lesson(words)
        except NotFound as missing:
            number = int(words) if words.isdecimal() and len(words) <= _MOST_DIGITS else 0
            course = self.today().course if number else None
            if course and number <= len(course.lessons):
                return course.lessons[number - 1].lesson
            raise Unknown(missing.text(_)) from missing

    def find_quiz(self, words: str) -> Quiz:
        """The quiz that words name: its key, path, id, title or file name, or anything that names its lesson.

        Raises:
            Unknown: none of that name.
        """
        try:
            return self.read().find_quiz(words)
        except NotFound as missing:
            try:
                lesson = self.find_lesson(words)
            except Unknown:
                raise Unknown(missing.text(_)) from missing
            quiz = self.read().quiz(f"{lesson.course}/{lesson.quiz}")
            if quiz is None:
                raise Unknown(_("The lesson {title} has no quiz.").format(title=lesson.title)) from missing
            return quiz

    def _words_of(self, lesson: Lesson) -> Document:
        """A lesson's text."""
        return self._document(lesson.key, lesson.source_path)

    def _references(self, quiz: Quiz) -> References:
        """The link definitions of a quiz: what is not translated stands in the original's words, and has its links."""
        original = self._defined_in(quiz, quiz.path)
        return {**original, **self._defined_in(quiz, quiz.translation)} if quiz.translation else original

    def _defined_in(self, quiz: Quiz, path: str) -> References:
        """The link definitions of one file of a quiz; most have none, and then it need not be read as Markdown."""
        root = self.read().root_of(quiz.key)
        name, now = str(root / path), stamp(root, path)
        if name not in self._documents:
            if now is not None and self._undefined.get(name) == now:
                return {}
            if "]:" not in read_file(root, path).text:
                if now is not None:
                    self._undefined[name] = now
                return {}
        return self._document(quiz.key, path, quiz=not quiz.lesson).references

    def _document(self, key: str, path: str, *, quiz: bool = False) -> Document:
        """A file of the library, read again where it has changed since."""
        root = self.read().root_of(key)
        name, now = str(root / path), stamp(root, path)
        held = self._documents.get(name)
        if held is not None and held[0] == now:
            return held[2]
        file = read_file(root, path)
        document = None if quiz else self._known.document(file)
        if document is None:
            from lessons.document import read_document  # noqa: PLC0415 - loaded when it is wanted

            document = read_document(file.path, file.text, repair_headings=quiz)
            document = replace(document, references=Running(document.references))
        if now is not None:
            self._documents[name] = (now, replace(file, text=""), document)
        return document

    def keep_text(self, opened: OpenLesson) -> None:
        """Keep the text of an open lesson, read as far as it was shown, so that it opens at once the next time.

        It may take as long as to read it did: for a worker.
        """
        from lessons.markdown import read_inline  # noqa: F401, PLC0415 - the next pages may need the parser

        document = opened.document
        known = tuple(self._documents.values())  # at once: the screen reads other files meanwhile
        file = next((file for _stamp, file, held in known if held is document), None)
        if file and not (isinstance(document.references, Running) and document.references.are_known):
            self._known.keep_document(file, document)

    def _document_of(self, quiz: Quiz) -> Document:
        """The file that the questions of a quiz stand in."""
        return self._document(quiz.key, quiz.path, quiz=not quiz.lesson)

    def quiz_sheet(self, quiz_key: str) -> tuple[Quiz, Document]:
        """A quiz to be read: its questions with what is right, each at its line in the file.

        Raises:
            Unknown: the library does not have it any more.
            LessonError: its file cannot be read.
        """
        from tui.sheet import lesson_sheet, sheet  # noqa: PLC0415 - loaded when it is wanted

        quiz = self._quiz(quiz_key)
        document = self._document_of(quiz)
        return quiz, lesson_sheet(document, quiz) if quiz.lesson else sheet(quiz, document)

    # Looking

    def _standing(self) -> Standing:
        self.read()
        still_open = self._still_open()
        me, day = self._me().id, study_day(self._now())
        week = study_days.between(self._database, me, day - timedelta(days=day.weekday()), day)
        erased = members.details_before(self._database, me)
        return Standing(
            recorded=self._recorded(),
            assigned={one.lesson: one for one in self._assigned()},
            quiz_days=self._quiz_days(),
            pending=self._pending(),
            places=places.places_of(self._database, me),
            open={record.quiz: record for record in reversed(still_open)},
            closed=sittings.last_closed(self._database, me),
            days={one.day: one for one in week},
            at=self._now(),
            faded=cache(partial(item_memory.faded, self._database, me, self._now(), below=SLIPPING)),
            details_before=erased,
            quizzes_begun=sittings.first_days(self._database, me) if erased else {},
            day=day,
        )

    def courses(self) -> tuple[CourseView, ...]:
        """Every course with the member's standing."""
        standing = self._standing() if self.member else Standing()
        return tuple(course_view(contents, standing) for contents in self.read().courses)

    def course(self, course_id: str) -> CourseView:
        """One course with the member's standing."""
        return course_view(self._contents(course_id), self._standing())

    def _contents(self, course_id: str) -> CourseContents:
        contents = self.read().course(course_id)
        if contents is None:
            raise Unknown(_("There is no course {words}.").format(words=repr(course_id)))
        return contents

    def today(self) -> Today:
        """What to do next."""
        library, standing = self.read(), self._standing()
        asked = item_memory.NOTHING_DUE if library.glanced else self._due_now()
        return today(
            library,
            standing,
            self._me().name,
            standing.day,
            where=self._where,
            reviews=asked.number,
            late=asked.oldest is not None and asked.oldest < standing.day - timedelta(days=1),
            tomorrow=item_memory.due_on(self._database, self._me().id, standing.day + timedelta(days=1)),
            next_review=None if asked.number or library.glanced else self.next_review(),
            rhythm=self._rhythm(standing, asked.oldest, None if library.glanced else asked.number),
            unheld=asked.unheld,
        )

    def today_soon(self) -> Today:
        """What to do next, without a look at every file of a library that is known.

        Which files there are is looked at, and what is in those of the courses that are shown; where any of that has
        changed, all of it is read.
        """
        if self.recall():
            shown = self.today()
            rows = [*([shown.quiz] if shown.quiz else []), *shown.open]
            courses = {row.quiz.course for row in rows} | ({shown.course.course.id} if shown.course else set())
            if self._known.is_as_known(courses):
                return shown
            self.look_again()
        return self.today()

    def _where(self, lesson: Lesson, place: Place) -> tuple[str, bool]:
        """The heading, inline source, above a place in a lesson, empty before the first; and whether more was read.

        It is empty as well where the words cannot be read: the file may have gone since the library was looked at, and
        where one is in it is no reason to show nothing.
        """
        from lessons.parse import sections  # noqa: PLC0415 - loaded when it is wanted

        try:
            document = self._words_of(lesson)
        except LessonError:
            return "", False
        headings, blocks = sections(document), document.blocks
        if not headings:
            return "", False
        section = min(place.section, len(headings) - 1)
        above, _hyphen, number = place.block.rpartition("/")[2].partition("-")
        named = [index for index, heading in enumerate(headings) if block_name(heading.source) == above]
        if named:  # the file may have been edited since: the heading above the place tells where that is now
            under = named[min(int(number) if number.isdecimal() else 1, len(named)) - 1]
            section = section if section in {under, under + 1} else under  # the next one may be on the screen already
        title = headings[section].source if section >= 0 else ""
        following = headings[section + 1].block if section + 1 < len(headings) else len(blocks)
        ends = blocks[following].line / max(1, blocks[-1].end) if following < len(blocks) else 1.0
        return title, place.share > ends + _ROUGHLY

    # Reading

    def open(self, lesson_key: str) -> OpenLesson:
        """Open a lesson where it was left, to read it: that it was opened is recorded.

        Raises:
            LessonError: its file cannot be read.
            StoreError: that it was opened cannot be recorded.
        """
        lesson = self._lesson(lesson_key)
        document = self._words_of(lesson)
        self.note_shown(lesson)
        self.note_reading(lesson)
        return self._open_lesson(lesson, document)

    def lay_open(self, lesson_key: str) -> OpenLesson:
        """A lesson where it was left, as `open` gives it, to look at: once it is read, `note_reading` records that.

        Raises:
            LessonError: its file cannot be read.
        """
        lesson = self._lesson(lesson_key)
        return self._open_lesson(lesson, self._words_of(lesson))

    def note_shown(self, lesson: Lesson) -> None:
        """A lesson is shown; whether it is read, or was only looked at, is not known before `note_reading`."""
        self.active()  # the time that is spent in it begins here
        self._shown[lesson.key] = self._now()
        self._being_read.discard(lesson.key)

    def note_reading(self, lesson: Lesson) -> None:
        """Record that a lesson was opened to be read, once each time that it is shown.

        It is read when somebody reads on behind the first screen, stays for half a minute, or answers what it asks: a
        glance at it begins nothing. In a database that cannot be written to it is read all the same.

        Raises:
            StoreError: it cannot be recorded.
        """
        if lesson.key not in self._being_read and self._database.unwritable is None:
            self._record(events.LessonOpened(lesson=lesson.key, digest=lesson.digest))
            self._being_read.add(lesson.key)

    def leave(self, lesson: Lesson) -> None:
        """A lesson that was shown whole is left: who stayed for half a minute has read in it.

        Raises:
            StoreError: it cannot be recorded.
        """
        if self._now() - self._shown.get(lesson.key, self._now()) >= LOOKED:
            self.note_reading(lesson)

    def _open_lesson(self, lesson: Lesson, document: Document) -> OpenLesson:
        view = self.course(lesson.course)
        row = next(row for row in view.lessons if row.lesson.key == lesson.key)
        place = places.place_of(self._database, self._me().id, lesson.key)
        checks = self.read().checks(lesson)
        if checks and lesson.translation:
            from tui.untranslated import with_checks_of  # noqa: PLC0415 - loaded when it is wanted

            document = with_checks_of(document, self._document(lesson.key, lesson.path), len(checks.sections))
        return OpenLesson(
            row=row,
            course=view,
            document=document,
            place=place,
            checks=checks,
            answers=self._check_answers(checks) if checks else {},
        )

    def _check_answers(self, checks: Quiz) -> dict[str, sitting.Answer]:
        """The last answer to each question of a lesson's checks, where it is an answer to the question as it is now."""
        now = {question.id: question for question in checks.askable}
        found: dict[str, sitting.Answer] = {}
        for one in sitting_answers.of_quiz(self._database, self._me().id, checks.key):
            question = now.get(one.question)
            if question and (question.identity, question.key) == (one.identity, one.key):
                found[one.question] = sitting_events.answer_of(one)
        return found

    def reworded_lesson(self, opened: OpenLesson) -> OpenLesson:
        """An open lesson in the language in use now; nothing is recorded of it.

        Raises:
            LessonError: its file cannot be read.
        """
        lesson = self._lesson(opened.lesson.key)
        return self._open_lesson(lesson, self._words_of(lesson))

    def lesson_again(self, opened: OpenLesson) -> OpenLesson:
        """An open lesson with how it stands now, its text as it is; one that is gone from the library stays open."""
        view = self.course(opened.lesson.course)
        row = next((row for row in view.lessons.touched if row.lesson.key == opened.lesson.key), None)
        return replace(opened, row=row, course=view) if row else opened

    def quiz_of(self, lesson_key: str) -> str:
        """The key of the quiz of a lesson; empty where it has none."""
        lesson = self._lesson(lesson_key)
        return f"{lesson.course}/{lesson.quiz}" if lesson.quiz else ""

    def _lesson(self, key: str) -> Lesson:
        lesson = self.read().lesson(key)
        if lesson is None:
            raise Unknown(_("There is no lesson {words}.").format(words=repr(key)))
        return lesson

    def keep_place(
        self, lesson_key: str, *, block: str, section: int, line: int, share: float, moved: bool = True
    ) -> bool:
        """Remember where the member is in a lesson, and the furthest share of its text that was reached.

        Where they have not `moved` since it was opened, that is not before some time has passed; whether it was kept.
        """
        self.active()
        if not moved and self._now() - self._shown.get(lesson_key, self._now()) < LOOKED:
            return False
        kept = places.place_of(self._database, self._me().id, lesson_key)
        furthest = max(min(share, 1.0), kept.share if kept else 0.0)
        place = Place(block, section, line, furthest, self._now())
        places.keep(self._database, self._me().id, lesson_key, place)
        return True

    def finish(self, lesson_key: str) -> bool:
        """Record that a lesson was read to its end; True where that completes it now."""
        lesson = self._lesson(lesson_key)
        self.note_reading(lesson)
        kept = places.place_of(self._database, self._me().id, lesson_key)
        if kept is None or kept.share < 1:
            kept = replace(kept or Place("", -1, 0, 1.0, self._now()), share=1.0, at=self._now())
            places.keep(self._database, self._me().id, lesson_key, kept)
        if lesson.complete is not Criterion.READ or self._completed(lesson):
            return False
        self._record(lesson_finished(lesson))
        return True

    def _completed(self, lesson: Lesson) -> bool:
        facts = lesson_facts.of_lesson(self._database, self._me().id, lesson.key)
        return facts is not None and facts.finished is not None

    # Reviewing

    def _due(self, after: str | None = None) -> list[Waiting]:
        at = self._now()
        day = study_day(at)
        with uncollected():  # after a long leave there may be many thousands
            items = self._kept_due().items(self._me().id, at, day, holds=self._holdings().holds)
            return queue(items, at, day, after=after)

    def _due_now(self) -> DueNow:
        """What may be asked comes to; where some of it asks the same, all of it has to be put in order for that."""
        at = self._now()
        found = item_memory.due_now(self._database, self._me().id, at, study_day(at), held=self._holdings().of)
        if not found.siblings:
            return found
        asked = self._due()
        oldest = min((one.since for one in asked), default=None)
        return replace(found, number=len(at_once(asked, at)), oldest=oldest)

    def due_elsewhere(self, unheld: Collection[str] | None = None, *, read: bool = False) -> Elsewhere | None:
        """What is due of libraries that are not open; None where nothing is, or is known to be.

        Args:
            unheld: the quizzes of what is due and not in this library, where they are known.
            read: whether the others are read where nobody has looked at them yet; else nothing is known of them.
        """
        others = self._others.holdings(read=read) if self._others.roots else None
        if others is None:
            return None
        if unheld is None:
            unheld = self._due_now().unheld
        there = {contents.course.id for contents in others.library.courses}
        there -= {contents.course.id for contents in self.read().courses}
        held = {quiz: others.of(quiz) for quiz in unheld if quiz.partition("/")[0] in there}
        if not any(held.values()):
            return None
        at = self._now()
        me, day = self._me().id, study_day(at)
        due = item_memory.due_now(self._database, me, at, day, held=lambda quiz: held.get(quiz, ()))
        found = {others.library.root_of(quiz) for quiz in due.quizzes}
        libraries = tuple(root for root in self._others.roots if root in found)
        return Elsewhere(due.number, libraries) if due.number else None

    def look_elsewhere(self) -> bool:
        """Read the libraries that are not open, where nobody has, and something is due that this one does not have.

        It may take long: for a worker. It answers whether something is due of them that was not known before.
        """
        unheld = self._due_now().unheld if self.member is not None and self._others.roots else ()
        if not unheld:
            return False
        return self.due_elsewhere(unheld) is None and self.due_elsewhere(unheld, read=True) is not None

    def _kept_due(self) -> KeptDue:
        """What may be asked, as long as it is the same database."""
        if self._due_kept is None or self._due_kept.database is not self._database:
            self._due_kept = kept_due.KeptDue(self._database)
        return self._due_kept

    def _holdings(self) -> Holdings:
        """What the library can ask: looked through once, as long as it is the same."""
        library, held = self.read(), self._holding
        if held is None or held.library is not library:
            held = self._holding = Holdings(library)
        return held

    def review(self, *, after: str | None = None, practice: Practice | None = None) -> ReviewCard | None:
        """The next question to ask again; None where nothing is due, or nothing of a practice is left.

        Args:
            after: the identity of what was asked last, which a sibling does not follow.
            practice: chosen questions, to be asked whether they are due or not.
        """
        held, at, me = self._holdings(), self._now(), self._me().id
        day = study_day(at)
        waiting: Sequence[Waiting | Asked]
        if practice is not None:
            waiting = practised(item_memory.of_questions(self._database, me, practice.questions), held, after=after)
        else:
            waiting = self._due(after)
            if after is None:  # a session does not begin with what comes back in some minutes; it may end with it
                waiting = at_once(waiting, at)
        asked = next(held.asked(item_memory.of_questions(self._database, me, [one.key for one in waiting[:1]])), None)
        if asked is None:
            return None
        return ReviewCard(
            asked=asked,
            references=self._references(asked.quiz),
            lesson=self._lesson_of(asked.quiz),
            returns=returns(asked, at, day, me, self.preferences.recall),
            left=len(waiting),
            order=arrangement.shown_again(asked.question, self._random),
        )

    def reworded_card(self, card: ReviewCard) -> ReviewCard:
        """A question that is asked again, in the language in use now.

        Raises:
            LessonError: its file cannot be read.
        """
        quiz, asked = self._quiz(card.asked.quiz.key), card.asked
        question = next((one for one in quiz.cards if one.id == asked.card.id), None)
        again = replace(asked, quiz=quiz, card=question) if question else asked
        return replace(card, asked=again, references=self._references(quiz), lesson=self._lesson_of(quiz))

    def weakest(self) -> Practice:
        """A practice of the questions that are weakest; it may be empty."""
        return Practice(tuple((one.quiz.key, one.question.id) for one in self.me().weakest))

    def rate(
        self,
        card: ReviewCard,
        rating: Rating,
        choice: tuple[str, ...] = (),
        confidence: Confidence | None = None,
        *,
        instead_of: str = "",
    ) -> str:
        """Record how a question came, with what was answered where something was; answer the event's id.

        When this returns, the rating is on disk. How sure the member was of the answer is for them alone. `instead_of`
        is the id of a rating that is taken back with it: either both are done, or that one stays.

        Raises:
            StoreError: it could not be recorded.
            QuizError: the choice is no answer to this question.
        """
        from quizzes.grade import as_recorded, grade  # noqa: PLC0415 - loaded when it is wanted
        from quizzes.record import question_record  # noqa: PLC0415

        question = card.asked.question
        choice = as_recorded(question, choice)
        verdict = grade(question, choice) if choice else None
        before = (events.Undone(event=instead_of),) if instead_of else ()
        rated = events.Rated(
            quiz=card.asked.quiz.key,
            question=question.id,
            identity=question.identity,
            revision=question.revision,
            key=question.key,
            rating=rating.value,
            source="review",
            retention=self.preferences.recall,
            choice=choice,
            mark=verdict.mark if verdict else None,
            right=verdict.right if verdict else None,
            confidence=confidence.value if confidence and verdict else None,
        )
        # Two events change it then: what is due is read anew.
        with nullcontext() if instead_of else self._kept_due().following(card.asked.key):
            *_undone, recorded = self._record(
                *before, rated, questions=[(question.revision, question_record(question))]
            )
        self._revoked(instead_of)
        return recorded.id

    def suspend(self, question: QuestionKey) -> str:
        """Ask a question no more in review, until it is resumed; answer the event's id. Its memory stays as it is.

        Raises:
            StoreError: it could not be recorded.
        """
        with self._kept_due().following(question):
            return self._record(events.QuestionSuspended(*question))[0].id

    def resume(self, question: QuestionKey) -> str:
        """Ask a suspended question again when it is due; answer the event's id.

        Raises:
            StoreError: it could not be recorded.
        """
        return self._record(events.QuestionResumed(*question))[0].id

    def bury(self, question: QuestionKey) -> str:
        """Ask a question no more before the next study day; answer the event's id.

        Raises:
            StoreError: it could not be recorded.
        """
        with self._kept_due().following(question):
            return self._record(events.QuestionBuried(*question, until=self.day() + timedelta(days=1)))[0].id

    def suspended(self) -> tuple[Suspended, ...]:
        """The questions that are not asked until they are resumed, the one suspended last at the end."""
        from tui.growth import suspended  # noqa: PLC0415 - loaded when it is wanted

        return suspended(list(self._holdings().asked(item_memory.suspended(self._database, self._me().id))))

    def undo(self, event: str) -> None:
        """Take back a rating, or that a question was set aside or resumed, by the event's id: all is as it was before.

        Raises:
            StoreError: it could not be recorded.
        """
        self._record(events.Undone(event=event))
        self._revoked(event)

    def _revoked(self, event: str) -> None:
        """What was taken back is not what this run added."""
        self._added[self._revocable.pop(event, "")] -= 1

    def day(self) -> date:
        """The study day of this moment."""
        return study_day(self._now())

    def past_midnight(self) -> bool:
        """Whether the study day has gone on into the next day of the calendar."""
        return self._now().astimezone().date() != self.day()

    def wait(self, back: Return) -> tuple[int, int | None]:
        """How long until a question comes back: study days, and whole minutes where it is minutes."""
        days = (back.day - self.day()).days
        return days, None if back.at is None else max(1, -(-int((back.at - self._now()).total_seconds()) // 60))

    def next_review(self) -> NextReview | None:
        """When there is something to review after what is due; None where nothing will be."""
        held, at = self._holdings(), self._now()
        day = study_day(at)
        for until in (day + SOON, None):  # mostly it is soon, and there may be many thousands
            coming = item_memory.coming(self._database, self._me().id, holds=held.holds, after=(at, day), until=until)
            if found := next_review(coming, at, day):
                return found
        return None

    def reread(self, lesson: Lesson | None, question: Question) -> Reread | None:
        """Where to read again what a question asks for; None where its quiz belongs to no lesson that can be read."""
        from lessons.parse import sections  # noqa: PLC0415 - loaded when it is wanted
        from quizzes.source import section_of  # noqa: PLC0415

        if lesson is None:
            return None
        try:
            document = self._words_of(lesson)
        except LessonError:  # gone or closed since the library was looked at: there is nothing to read again
            return None
        headings = sections(document)
        starts = [heading.block for heading in headings]
        parts = [document.blocks[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
        found = section_of(question, [heading.source for heading in headings], parts)
        if found is None or (found == 0 and headings[0].source == lesson.title):  # which says the lesson itself
            return Reread(lesson, -1, "")
        return Reread(lesson, found, headings[found].source)

    def linked(self, lesson: Lesson, address: str) -> Reread | None:
        """The lesson, and its section, that a link in a lesson leads to; None where it leads to no lesson here."""
        from lessons.links import safe_address  # noqa: PLC0415 - loaded when it is wanted
        from lessons.parse import sections  # noqa: PLC0415
        from quizzes.source import named_section  # noqa: PLC0415

        path, _hash, anchor = address.partition("#")
        if safe_address(address) or path.startswith("/") or ":" in path.partition("/")[0]:
            return None
        target = (
            posixpath.normpath(posixpath.join(posixpath.dirname(lesson.path), unquote(path))) if path else lesson.path
        )
        root = self.read().root_of(lesson.key)
        found = next(
            (
                one
                for contents in self.read().courses
                if contents.root == root
                for one in contents.lessons
                if one.path in {target, target.removesuffix(".html") + ".md"}
            ),
            None,
        )
        if found is None:
            return None
        headings = [heading.source for heading in sections(self._document(found.key, found.path))]
        section = named_section(unquote(anchor), headings) if anchor else None
        return Reread(found, -1, "") if section is None else Reread(found, section, headings[section])

    def me(self) -> Me:
        """The member's own page; nobody else is shown it."""
        from store.projections import calibration  # noqa: PLC0415 - loaded when it is wanted
        from tui.growth import CALENDAR_DAYS, LOAD_DAYS, me  # noqa: PLC0415

        held, at, member = self._holdings(), self._now(), self._me()
        day = study_day(at)
        first = day - timedelta(days=CALENDAR_DAYS - 1)
        items, standing, asked = item_memory.of_member(self._database, member.id), self._standing(), self._due_now()
        return me(
            held,
            member.name,
            [course_view(contents, standing) for contents in held.library.courses],
            rhythm=self._rhythm(standing, asked.oldest, asked.number),
            schedule=self._schedule(),
            days=study_days.between(self._database, member.id, first, day),
            items=items,
            retired=self._retired(items),
            due=asked.number,
            coming=item_memory.coming(
                self._database, member.id, holds=held.holds, until=day + timedelta(days=LOAD_DAYS)
            ),
            reviews=reviews.between(self._database, member.id, first, day),
            calibration=calibration.of_member(self._database, member.id),
            flags=self.flags_and_what_came(first),
            targets=self._targets(),
            since=member.added,
            at=at,
            day=day,
        )

    def _retired(self, items: Sequence[ItemMemory]) -> tuple[Retired, ...]:
        """Those of some questions that no file of their course has any more, the one answered last first."""
        from store.questions import stem_of  # noqa: PLC0415 - loaded when it is wanted
        from tui.growth import Retired  # noqa: PLC0415

        held = edits.Places(self.read())
        gone = sorted((one for one in items if held.lost((one.quiz, one.question))), key=lambda one: one.memory.last)
        with self._database.reading() as connection:
            return tuple(
                Retired(one.quiz, one.question, stem_of(connection, one.revision), one.last_day)
                for one in reversed(gone)
            )

    # Analysing

    def analysis(self, quiz_key: str) -> Analysis:
        """What the member's own first attempts say about the questions of a quiz, and what was typed in all of them.

        Nobody else's practice counts; nor do, in any figure, answers to an earlier key, and to what is retired.
        """
        from quizzes.model import Reflection, Typed  # noqa: PLC0415 - loaded when it is wanted
        from quizzes.statistics import Past, PastAnswers, Response, analyse, options_of  # noqa: PLC0415
        from quizzes.typed import typed_uses  # noqa: PLC0415
        from store.questions import stem_of  # noqa: PLC0415

        quiz, me = self._quiz(quiz_key), self._me().id
        private = frozenset(question.id for question in quiz.questions if isinstance(question, Reflection))
        keys = {question.id: question.key for question in quiz.questions}
        given: dict[tuple[str, str], list[Response]] = {}
        earlier: dict[tuple[str, str], tuple[Response, str]] = {}
        for one in sitting_answers.of_quiz(self._database, me, quiz.key):
            if one.question in private or one.type == Reflection.type:
                continue
            response = Response(me, one.question, one.key, one.choice, one.mark, one.points)
            if keys.get(one.question) == one.key:
                given.setdefault((one.question, one.key), []).append(response)
            else:
                earlier.setdefault((one.question, one.key), (response, one.revision))
        typed = {
            (question.id, question.key): typed_uses(
                (one.choice, one.mark) for one in given.get((question.id, question.key), ())
            )
            for question in quiz.questions
            if isinstance(question, Typed)
        }
        with self._database.reading() as connection:
            past = tuple(
                PastAnswers(
                    question=response.question,
                    key=response.key,
                    stem=stem_of(connection, revision),
                    why=Past.EARLIER_KEY if response.question in keys else Past.RETIRED,
                    respondents=1,
                    right=int(response.mark >= 1),
                )
                for response, revision in earlier.values()
            )
        return replace(analyse((one[0] for one in given.values()), options_of(quiz), typed), past=past)

    # Recording

    def _record(
        self, *bodies: events.Body, questions: Sequence[tuple[str, str]] = (), at: datetime | None = None
    ) -> tuple[events.Event, ...]:
        with self._recording(at) as record:
            return record(*bodies, questions=questions)
        raise AssertionError("a transaction hides no error")

    @contextmanager
    def _recording(self, at: datetime | None = None) -> Iterator[Record]:
        from store.log import Entry, append  # noqa: PLC0415 - loaded when it is wanted
        from store.undoing import KINDS  # noqa: PLC0415

        me, day = self._me().id, self.day()
        recorded: list[events.Event] = []
        begun = False

        def record(*bodies: events.Body, questions: Sequence[tuple[str, str]] = ()) -> tuple[events.Event, ...]:
            nonlocal begun
            # What is recorded of an earlier day was not done now, and that day is begun.
            first = self._first_of_day(day) if at is None or study_day(at) == day else ()
            entries = [Entry(body, actor=me, subject=me) for body in (*bodies, *first)]
            now = (lambda: at) if at else self._now
            new = append(self._database, entries, now=now, random=self._random, questions=questions)[: len(bodies)]
            recorded.extend(new)
            begun = begun or bool(first) or at is None
            return new

        if at is None:
            self.active()
        with self._database.transaction():
            yield record
        # All of it is on the disk.
        if begun:
            self._begun = day
        self.keep_time(KEEP_AFTER)
        for event in recorded:
            self._added[event.kind] += 1
            if event.kind in KINDS:
                self._revocable[event.id] = event.kind

    def parting(self) -> str:
        """For the shell: what this run added, and where all is if it had to go elsewhere; mostly one line, or none."""
        self.keep_time()
        parts = [
            count("{n} lesson", "{n} lessons", self._added[events.LessonFinished.KIND]),
            count("{n} answer", "{n} answers", self._added[events.Answered.KIND]),
            count("{n} review", "{n} reviews", self._added[events.Rated.KIND]),
        ]
        unkept = self._spent.waits(1)
        minutes = 0 if unkept else int(self._spent.seconds // 60)
        done = [part for part in parts if not part.startswith("0 ")]
        lost = _("The minutes studied could not be recorded.") if unkept or self._time_lost else ""
        gone_on = "\n".join(filter(None, (lost, self.gone_on())))
        if not done and not minutes:
            return gone_on
        time = [] if unkept else [count("{n} min", "{n} min", minutes)]
        added = " · ".join([*time, *done, _("saved")])
        return f"{added}\n{gone_on}" if gone_on else added
