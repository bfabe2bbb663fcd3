"""The app: which screens there are, how one leads to the next, and what the whole of it shares.

It is long because every way from one screen to another is told here: no screen knows which other one it leads to.
"""

import gc
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.dom import DOMNode
from textual.message import Message
from textual.screen import Screen
from textual.worker import WorkerFailed, get_current_worker

from lessons.errors import LessonError
from lessons.light import dataclass
from quizzes.errors import QuizError
from store.errors import StoreError
from tui import themes
from tui.i18n import LANGUAGES, _, language
from tui.keys import PALETTE, SEARCH, SETTINGS
from tui.pacing import KEEP_AFTER
from tui.screens.base import WATCHING, StudyScreen
from tui.screens.painted import GroundScreen
from tui.sentences import with_keys
from tui.settings import SettingsError
from tui.shell import UNUSABLE, Shell, Writing
from tui.study import Study, Unknown
from tui.views import OpenQuiz

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from textual.actions import ActionParseResult
    from textual.dom import DOMNode
    from textual.timer import Timer

    from lessons.model import Course, Lesson
    from quizzes.model import Question, Quiz
    from store.bookmarks import Bookmark
    from store.notes import Note
    from store.people import Member
    from tui.known_library import Progress
    from tui.noting import Bookmarked, Noted
    from tui.own_keys import OwnKeys
    from tui.reviewing import Practice
    from tui.screens.quiz import QuizScreen
    from tui.screens.result import ResultScreen
    from tui.searching import FoundQuestion
    from tui.terminal import Fitting
    from tui.training import Rehearsal
    from tui.views import Finished, Unsent


class _NotAwaitedError(Exception):
    """Nobody waits for the library any more."""


_SETTLED = 0.5
"""Seconds after which the first frame is there, and nothing more comes to stay."""
_OTHERS = 2
"""Seconds between two looks for what others have recorded."""
_AT_REST = 2.0
"""Seconds after a look at the library from which on its words are indexed: the first keys have the processor alone."""
_SIGNS_OF_LIFE = (events.Key, events.Paste, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp)
"""What somebody does who is there; a pointer may move by itself."""
_ROOT = 1
"""Where Today stands in the stack of screens."""


@dataclass(frozen=True, slots=True)
class Aim:
    """Where the app opens."""

    lesson: str = ""
    """Words that name a lesson."""
    quiz: str = ""
    """Words that name a quiz."""
    go_on: bool = False
    """At the lesson that was left."""
    review: bool = False
    """At what is due."""
    practise: bool = False
    """At the weakest questions."""
    missed: str = ""
    """Words that name a quiz: at what was missed when it was taken last."""

    @property
    def asks_again(self) -> bool:
        """Whether all questions have to be known first."""
        return self.review or self.practise or bool(self.missed)


def _collect() -> None:
    """Collect garbage again where that was put off, and look for none among what the app is made of."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


class FivefoldApp(Shell):
    """Fivefold in a terminal."""

    # Those of the first screens: else all that there is is parsed once more as each of them comes.
    CSS_PATH = ["app.tcss", "screens/opening.tcss", "screens/today.tcss"]  # noqa: RUF012 - as below
    BINDINGS = [PALETTE, SEARCH, SETTINGS]  # noqa: RUF012 - Textual declares it as a plain class variable

    # These are no dataclasses: to make one takes as long as to load a module of ours.
    class LibraryRead(Message):
        """The library has been read."""

    class LibraryChanged(Message):
        """The library is not what it was."""

    class DetailsGone(Message):
        """Details that were old have just been erased: what was shown before counted them."""

    class Reading(Message):
        """Files of the library are being read."""

        def __init__(self, done: int, total: int) -> None:
            super().__init__()
            self.done = done
            self.total = total

    class Looked(Message):
        """All of the library was looked at."""

    class Indexing(Message):
        """The words of the library are being indexed."""

        def __init__(self, done: int, total: int) -> None:
            super().__init__()
            self.done = done
            """Files; at the end all of them."""
            self.total = total

    class Failed(Message):
        """The data cannot be used."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence
            """What happened and what to do."""

    class NotLookedAfter(Message):
        """The database could not be looked after, and can be used all the same."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence
            """What happened and what to do."""

    def __init__(
        self,
        study: Study,
        *,
        member: str,
        aim: Aim | None = None,
        starter: bool = False,
        source: Callable[[], str] = str,
        crashed: Callable[[Exception], str] | None = None,
        fitting: "Fitting | None" = None,
        own_keys: "OwnKeys | None" = None,
        environment: "Mapping[str, str] | None" = None,
    ) -> None:
        self._aim = aim or Aim()
        shown = ["screens/reader.tcss"] if self._aim.lesson or self._aim.go_on else []
        super().__init__(crashed=crashed, fitting=fitting, own_keys=own_keys, css_path=[*self.CSS_PATH, *shown])
        self.study = study
        self.environment: Mapping[str, str] = environment or {}
        """Names the editor that a trainer works with."""
        self._rehearsal: Rehearsal | None = None
        self._over: Rehearsal | None = None
        """The rehearsal that came to its end last."""
        self._rehearsed = study
        """The study that a rehearsal stands in for."""
        self.member_name = member
        self.starter = starter
        self.source = source
        """Tells why the courses are those that they are; empty where somebody chose them."""
        self.several_courses = False
        self.names_hidden = False
        """Whether no screen names members, for a projector: whoever studies next, until somebody shows them again."""
        self.take_looks()
        self._is_known = study.recall()
        """Whether the library is known from an earlier run."""
        self._checked = False
        """Whether this run has looked at the library's files."""
        self._asked: set[tuple[str, str]] = set()
        """Which member was asked for which group's charter, by ids."""
        self._has_begun = False
        """Whether the library was read, and something else than that is on the screen."""
        self._cared = False
        """Whether this run has looked after the database."""
        self._looking: Timer | None = None
        """For what others record; it pauses when that cannot be read."""
        self._lang = study.preferences.value("lang")
        """What the language was when it was last looked at what others record."""

    @property
    def leads(self) -> bool:
        """Whether the member leads a group, or has another duty that opens something of one."""
        return bool(self.study.member and (self.study.led_groups(archived=True) or self.study.served_groups()))

    @property
    def rehearses(self) -> bool:
        """Whether a trainer tries a lesson or quiz, and nothing is recorded."""
        return self._rehearsal is not None

    @property
    def label(self) -> str:
        """That everything is made up, where it is; that nothing is recorded, where that is so."""
        if self.rehearses:
            return _("Rehearsal")
        return _("Demo") if self.study.is_demo else ""

    @property
    def digit_answers(self) -> bool:
        """Whether a digit answers at once where that is practice."""
        return self.study.preferences.digit_answers

    def get_default_screen(self) -> Screen[None]:
        """The screen shown while the library is read; nothing where Today comes at once."""
        if self._is_known:
            return GroundScreen()
        from tui.screens.opening import OpeningScreen  # noqa: PLC0415 - most runs know the library

        return OpeningScreen()

    def on_mount(self) -> None:
        """Begin with the library as it was seen last; where it never was, it is read beside the first frame."""
        self.set_timer(_SETTLED, _collect)
        if self._is_known:
            self.call_later(self._begin)  # else Today is laid out and drawn once more, before anything is shown
        else:
            self.read_library()

    @work(thread=True, exclusive=True)
    def read_library(self) -> None:
        """Read the library, away from the screen; a large one is studied while it is read."""
        self._checked = True
        glanced = self._looked(self.study.glance) if not self._aim.asks_again else False
        if glanced is None:
            return
        if glanced:
            self.post_message(self.LibraryRead())
        if self._looked(self.study.look_again) is not None:
            self.post_message(self.LibraryChanged() if glanced else self.LibraryRead())
            self.post_message(self.Looked())
            self._look_elsewhere()

    @work(thread=True, exclusive=True)
    def check_library(self) -> None:
        """See whether the library has changed since it was seen last, away from the screen."""
        if self._looked(self.study.look_again):
            self.post_message(self.LibraryChanged())
        self.post_message(self.Looked())
        self._look_elsewhere()

    def _look_elsewhere(self) -> None:
        """Look at the libraries that are not open, where nobody has: what is due of them is told on Today."""
        with suppress(StoreError):  # this one is studied whatever they are
            if self.study.look_elsewhere():
                self.post_message(self.LibraryChanged())

    def _looked(self, look: "Callable[[Progress], bool]") -> bool | None:
        """What a look at the library answers; None where it cannot be read, or nobody waits for it."""
        worker = get_current_worker()
        told = -1

        def tell(done: int, total: int) -> None:
            nonlocal told
            if worker.is_cancelled:
                raise _NotAwaitedError
            if (share := 100 * done // total) > told:
                told = share
                self.post_message(self.Reading(done, total))

        try:
            return look(tell)
        except _NotAwaitedError:
            return None
        except (LessonError, StoreError) as problem:
            self.post_message(self.Failed(problem.text(_)))
            return None

    @work(thread=True, exclusive=True, exit_on_error=False, group="index")
    def index_words(self) -> None:
        """Index the words of the library, away from the screen; what is indexed can be found meanwhile."""
        worker = get_current_worker()

        def tell(done: int, total: int) -> None:
            if worker.is_cancelled:
                raise _NotAwaitedError
            if done < total:
                self.post_message(self.Indexing(done, total))

        with suppress(_NotAwaitedError, LessonError, StoreError):  # without it there is less to find, and that is said
            self.study.index(tell)
            self.post_message(self.Indexing(0, 0))

    def have_indexed(self) -> None:
        """Index what is not indexed, unless that is being done."""
        if self.study.read().glanced or self.study.is_indexed:
            return
        if not any(one.group == "index" and one.is_running for one in self.workers):
            self.index_words()

    @on(Looked)
    def _index(self) -> None:
        self.set_timer(_AT_REST, self.have_indexed)

    @on(Indexing)
    def _show_indexing(self, event: Indexing) -> None:
        if isinstance(self.screen, StudyScreen):
            self.screen.show_indexing(event.done, event.total)

    def settle_in(self) -> None:
        """Do what can wait until the first frame is there."""
        if not self._checked:
            self._checked = True
            self.check_library()
        if not self._cared:
            self._cared = True
            self.look_after()
        if self._looking is None:
            self._looking = self.set_interval(_OTHERS, self._look_for_others)
        else:
            self._looking.resume()

    def try_again(self) -> None:
        """Do again what kept the app from going on; what is open stays, with all that is written there."""
        if self._has_begun:
            self._checked = self._cared = False
            self.settle_in()
        else:
            self.read_library()

    async def _look_for_others(self) -> None:
        """Show what another window, or a command, has recorded meanwhile; another name and another language too."""
        try:
            if not self.study.recorded_elsewhere():
                return
            self.study.look_who_studies()
            before, self._lang = self._lang, self.study.preferences.value("lang")
            if self._lang != before:
                await self.speak(self._lang)
            if isinstance(screen := self.screen, StudyScreen):
                if screen.is_mounted:
                    screen.records_changed()
                else:  # it is on its way up, and looks again once it is there
                    screen.call_later(screen.records_changed)
        except StoreError as problem:
            if self._looking is not None:
                self._looking.pause()
            self.post_message(self.Failed(problem.text(_)))

    @work(thread=True, exclusive=True, group="care")
    def look_after(self) -> None:
        """Look after the database, away from the screen."""
        try:
            if self.study.look_after():
                self.post_message(self.DetailsGone())
        except StoreError as problem:
            # Without room for a backup one can go on: what is answered says by itself when it cannot be recorded.
            self.post_message((self.NotLookedAfter if problem.of_place else self.Failed)(problem.text(_)))

    @on(LibraryRead)
    def _begin(self) -> None:
        self._has_begun = True
        self.several_courses = len(self.study.read().courses) > 1
        if self.study.member is None:
            self.early.forget_all()  # they were not meant for a question that nobody has read
        self.early.hand_on()  # what was pressed while the library is read is for Today, and for what opens there
        if self.study.member is None and self.study.has_members:
            self.ask_who()
            return
        if self.study.member is None:
            from tui.screens.welcome import WelcomeScreen  # noqa: PLC0415 - only a first run needs it

            self.push_screen(WelcomeScreen())
            return
        self.enter()

    def enter(self, *, first: str | None = None) -> None:
        """Begin to study where the command line said, else with the `first` lesson, which may be given by its key."""
        self.show_today(waits=self._aim != Aim() or first is not None)
        self.tell_of_keys()
        for notice in (*self.study.preferences.problems, *self.study.notices(), *self.study.incomplete()):
            self.notify(notice, severity="warning", timeout=12, markup=False)
        try:
            if self._aim.lesson:
                self.read(self.study.find_lesson(self._aim.lesson).key)
            elif self._aim.quiz:
                self.answer(self.study.find_quiz(self._aim.quiz).key)
            elif self._aim.review:
                self.review()
            elif self._aim.practise:
                self.review(practice=self.study.weakest())
            elif self._aim.missed:
                self._practise_missed(self.study.find_quiz(self._aim.missed).key)
            elif first is not None:
                self.read(first)
            elif self._aim.go_on and (lesson := self.study.today().lesson):
                self.read(lesson.lesson.key)
        except Unknown as unknown:
            self.notify(str(unknown), severity="warning", markup=False)

    @on(DetailsGone)
    @on(LibraryChanged)
    def _show_changed(self) -> None:
        self.several_courses = len(self.study.read().courses) > 1
        if isinstance(self.screen, StudyScreen):
            self.screen.library_changed()

    @on(Reading)
    def _show_reading(self, event: Reading) -> None:
        if isinstance(self.screen, StudyScreen):
            self.screen.show_reading(event.done, event.total)

    @on(NotLookedAfter)
    def _warn(self, event: NotLookedAfter) -> None:
        title = _("Today's backup could not be made")
        self.notify(event.sentence, title=title, severity="warning", timeout=12, markup=False)

    @on(Failed)
    def _block(self, event: Failed) -> None:
        from tui.screens.blocked import BlockedScreen  # noqa: PLC0415 - most runs never need it

        self.early.forget_all()
        if not any(isinstance(screen, BlockedScreen) for screen in self.screen_stack):  # to try again tries all of it
            self.push_screen(BlockedScreen(event.sentence))

    def show_today(self, *, waits: bool = False) -> None:
        """Show Today, with nothing above it; it `waits` where another screen comes above it at once."""
        from tui.screens.today import TodayScreen  # noqa: PLC0415 - screens are loaded when they are wanted

        if self._rehearsal:  # it goes back to where it was begun
            self._leave_rehearsal()
            return
        if not self._may_leave(self.screen_stack[_ROOT:], self.show_today):
            return
        # The opening screen stays at the bottom: Textual's first screen cannot be switched away.
        while len(self.screen_stack) > _ROOT + 1:
            self.pop_screen()
        if len(self.screen_stack) <= _ROOT:
            self.push_screen(TodayScreen(waits=waits))
        elif not isinstance(self.screen, TodayScreen):
            self.switch_screen(TodayScreen())

    def show_courses(self) -> None:
        """Show the one course, or all of them to choose from."""
        from tui.screens.course import CourseScreen, CoursesScreen  # noqa: PLC0415

        views = self.study.courses()
        self.push_screen(CourseScreen(views[0].course.id) if len(views) == 1 else CoursesScreen())

    def show_course(self, course_id: str) -> None:
        """Show one course."""
        from tui.screens.course import CourseScreen  # noqa: PLC0415

        self.push_screen(CourseScreen(course_id))

    def read(
        self,
        lesson_key: str,
        *,
        section: int | None = None,
        line: int | None = None,
        passage: "Note | Bookmark | None" = None,
        sought: str = "",
        instead: bool = False,
    ) -> None:
        """Open a lesson, at a section, a line of its file, or a note or bookmark; `instead` of the screen on top.

        What was `sought`, as it was typed, is marked.
        """
        from tui.screens.reader import ReaderScreen  # noqa: PLC0415

        try:
            opened = self.study.lay_open(lesson_key)
            screen = ReaderScreen(opened, section=section, line=line, passage=passage, sought=sought)
        except (LessonError, Unknown) as problem:
            self.say_gone(problem, _("This lesson cannot be opened"))
            return
        except StoreError as problem:
            self.notify(problem.text(_), title=_("This lesson cannot be opened"), severity="error", markup=False)
            return
        self._put(screen, instead=instead)

    def answer(self, quiz_key: str, *, instead: bool = False, told: bool = False) -> None:
        """Open a quiz where it was left, or begin it; `instead` of the screen on top.

        Where it is open below, this goes back to it, and a new sitting comes in place of the result of the last. What
        applies to a new sitting, and what others will be told of it, is said first, unless the member has been `told`.
        Where no attempt is left, the result of the last one is shown.
        """
        from tui.screens.quiz import QuizScreen  # noqa: PLC0415

        below = self._of_quiz(quiz_key)
        if below is not None:
            if not self._go_back_to(below, partial(self.answer, quiz_key, told=told)) or isinstance(below, QuizScreen):
                return
            instead = True
        try:
            conditions = self.study.conditions(quiz_key)
            if conditions.refused and (finished := self.study.result(quiz_key)):
                self.show_result(finished, instead=instead)
                return
            if conditions.said_first and not told:
                from tui.screens.notice import NoticeScreen  # noqa: PLC0415 - few quizzes need it

                self._put(NoticeScreen(conditions), instead=instead)
                return
            opened = self.study.start(quiz_key)
        except (LessonError, Unknown) as problem:
            self.say_gone(problem, _("This quiz cannot be opened"))
            return
        except (QuizError, StoreError) as problem:
            self.notify(problem.text(_), title=_("This quiz cannot be opened"), severity="error", markup=False)
            return
        if isinstance(opened, OpenQuiz):
            self._put(QuizScreen(opened), instead=instead)
        else:
            self.show_result(opened, instead=instead)

    def _of_quiz(self, key: str) -> "QuizScreen | ResultScreen | None":
        """The screen of a quiz, or of how it came out, that is open; in a rehearsal one of that alone."""
        from tui.screens.quiz import QuizScreen  # noqa: PLC0415
        from tui.screens.result import ResultScreen  # noqa: PLC0415

        for screen in reversed(self.screen_stack):
            if isinstance(screen, QuizScreen | ResultScreen) and screen.quiz_key == key and screen.study is self.study:
                return screen
        return None

    def _go_back_to(self, below: Screen[None], again: "Callable[[], object]") -> bool:
        """Leave what is above a screen, and say whether that could be; then `again` leaves anew."""
        stack = self.screen_stack
        if not self._may_leave(stack[stack.index(below) + 1 :], again):
            return False
        while self.screen is not below:
            self.pop_screen()
        return True

    def review(self, practice: "Practice | None" = None) -> None:
        """Ask again what is due, or chosen questions."""
        from tui.screens.review import ReviewScreen  # noqa: PLC0415

        self.push_screen(ReviewScreen(practice))

    def _practise_missed(self, quiz_key: str) -> None:
        finished = self.study.result(quiz_key)
        practice = self.study.practise_missed(finished) if finished else None
        if practice and practice.questions:
            self.review(practice)
        else:
            self.notify(_("Nothing was missed there."), markup=False)

    def show_me(self) -> None:
        """Show the member's own page."""
        from tui.screens.me import MeScreen  # noqa: PLC0415

        self.push_screen(MeScreen())

    def show_group(self, group: str = "") -> None:
        """Show a group that the member leads; without one the only one, or all of them to choose from.

        Who leads none is shown what other duties open.
        """
        from tui.screens.group import GroupScreen  # noqa: PLC0415
        from tui.screens.groups import GroupsScreen  # noqa: PLC0415

        groups = self.study.led_groups()
        chosen = group or (groups[0].id if len(groups) == 1 else "")
        groups = groups or (() if self.study.served_groups() else self.study.led_groups(archived=True))
        before, below = (None, None, *self.screen_stack)[-3:-1]
        if not groups and not chosen:
            self.show_duties()
        elif chosen and isinstance(below, GroupScreen) and below.group == chosen:
            self.pop_screen()  # it was left for the choice among all of them
        elif chosen and isinstance(below, GroupScreen) and isinstance(before, GroupsScreen):
            self.pop_screen()  # the choice lies below the group that was left, too: no stack grows by looking around
            self.switch_screen(GroupScreen(chosen))
        elif chosen:
            self.push_screen(GroupScreen(chosen))
        else:
            self.push_screen(GroupsScreen())

    def ask_charter(self) -> None:
        """Show the charter that the member has not accepted yet, where there is one: once in a run, each."""
        if self.study.member is None:
            return
        for asked in self.study.waiting_charters():
            if (self.study.member.id, asked.group.id) not in self._asked:
                from tui.screens.charter import CharterScreen  # noqa: PLC0415

                self._asked.add((self.study.member.id, asked.group.id))
                self.push_screen(CharterScreen(asked))
                return

    def show_duties(self) -> None:
        """Show what the member's duties open of groups that others lead."""
        from tui.screens.part import PartScreen  # noqa: PLC0415

        self.push_screen(PartScreen())

    def compare_groups(self, at: str) -> None:
        """Show the groups side by side, with the cursor on the one on top; the key back leads to that one again."""
        from tui.screens.groups import GroupsScreen  # noqa: PLC0415

        self.push_screen(GroupsScreen(at))

    def show_sprints(self, at: str = "") -> None:
        """Show the sprints of the groups that the member leads or is in; a new one is proposed for the group `at`."""
        from tui.screens.sprints import SprintsScreen  # noqa: PLC0415

        self.push_screen(SprintsScreen(at))

    def organise_group(self, group: str) -> None:
        """Show what a group is made of, to change it."""
        from tui.screens.organise import OrganiseScreen  # noqa: PLC0415

        self.push_screen(OrganiseScreen(group))

    def read_charter(self, group: str) -> None:
        """Show the charter of a group, by its name."""
        from tui.screens.charter import NormsScreen  # noqa: PLC0415

        self.push_screen(NormsScreen(self.study.charter(group)))

    def new_group(self) -> None:
        """Ask for a group that the member is to lead, and show what it is made of."""
        from tui.organising import new_group  # noqa: PLC0415
        from tui.screens.asking import AskScreen  # noqa: PLC0415
        from tui.screens.begun import Begun  # noqa: PLC0415

        before = {one.id for one in self.study.led_groups()}

        def made(done: bool | None) -> None:
            new = [one for one in self.study.led_groups() if one.id not in before] if done else []
            if new:
                self.organise_group(new[0].id)

        self.push_screen(AskScreen(partial(new_group, self.study), Begun(self.study, "form", "new group")), made)

    def share(self) -> None:
        """Ask into which folder a file for the leaders of a group is put, and show first what will be in it."""
        if self._hides_names():
            return
        from tui.own_forms import share_own  # noqa: PLC0415
        from tui.screens.asking import AskScreen  # noqa: PLC0415
        from tui.screens.begun import Begun  # noqa: PLC0415

        self.push_screen(AskScreen(partial(share_own, self.study), Begun(self.study, "form", "share")))

    def collect(self) -> None:
        """Ask from which folder files are taken in; a leader is shown the groups then."""
        if self._hides_names():
            return
        from tui.own_forms import collect  # noqa: PLC0415
        from tui.screens.asking import AskScreen  # noqa: PLC0415
        from tui.screens.begun import Begun  # noqa: PLC0415
        from tui.screens.today import TodayScreen  # noqa: PLC0415

        def collected(done: bool | None) -> None:
            if done and self.study.led_groups() and isinstance(self.screen, TodayScreen):
                self.show_group()

        self.push_screen(AskScreen(partial(collect, self.study), Begun(self.study, "form", "collect")), collected)

    def go_away(self) -> None:
        """Ask on which days the member is away."""
        from tui.own_forms import away  # noqa: PLC0415
        from tui.screens.asking import AskScreen  # noqa: PLC0415
        from tui.screens.begun import Begun  # noqa: PLC0415

        self.push_screen(AskScreen(partial(away, self.study), Begun(self.study, "form", "away")))

    def show_trainer(self, course: "Course | None" = None, root: "Path | None" = None) -> None:
        """Show the courses that can be written, and what is wrong with them; from `course` on, below its root."""
        from tui.screens.trainer import TrainerScreen  # noqa: PLC0415

        self.push_screen(TrainerScreen((root, course.path) if course and root else None))

    def rehearse(self, rehearsal: "Rehearsal") -> None:
        """Show a lesson or quiz as a member meets it; nothing that is done there is recorded."""
        self.on_unmount()
        self._rehearsed, self._rehearsal, self.study = self.study, rehearsal, rehearsal.study
        self.notify(_("A rehearsal: nothing of it is recorded."), markup=False)
        if rehearsal.quiz:
            self.answer(rehearsal.quiz)
        else:
            self.read(rehearsal.lesson)

    def end_rehearsal(self) -> None:
        """Go back to what is recorded; the screens of a rehearsal may still be leaving, so it is not closed yet."""
        if self._rehearsal:
            self._over, self._rehearsal, self.study = self._rehearsal, None, self._rehearsed

    def on_unmount(self) -> None:
        """Let go of the rehearsal that was the last."""
        self.end_rehearsal()
        if self._over:
            self._over.close()
            self._over = None

    def _leave_rehearsal(self) -> None:
        from tui.screens.trainer import TrainerScreen  # noqa: PLC0415

        while not isinstance(self.screen, TrainerScreen):
            self.pop_screen()

    def show_mirror(self) -> None:
        """Show the member what leaders see."""
        from tui.screens.mirror import MirrorScreen  # noqa: PLC0415

        self.push_screen(MirrorScreen())

    def action_search(self, typed: str = "") -> None:
        """Search lessons, questions, notes and commands."""
        from tui.screens.search import SearchScreen  # noqa: PLC0415

        if self.study.member and isinstance(self.screen, StudyScreen) and not isinstance(self.screen, SearchScreen):
            self.push_screen(SearchScreen(typed))

    def show_notes(self, at: str = "") -> None:
        """Show the member's own notes, with the cursor on the one of this id."""
        from tui.screens.notes import NotesScreen  # noqa: PLC0415

        self.push_screen(NotesScreen(at))

    def export_notes(self) -> None:
        """Save the member's own notes and bookmarks as Markdown, in a new file."""
        from tui.saving import documents_folder, save_notes  # noqa: PLC0415

        try:
            found = self.study.kept()
            path = save_notes(found, documents_folder()) if found else None
        except StoreError as problem:
            self.notify(problem.text(_), title=_("The notes are not saved"), severity="error", markup=False)
            return
        if path is None:
            self.notify(_("There are no notes yet."), markup=False)
        else:
            self.notify(str(path), title=_("Saved as Markdown"), timeout=12, markup=False)

    def to_note(self, noted: "Noted") -> None:
        """Open what a note was written to."""
        if noted.quiz is not None:
            self._to_question(noted.quiz, noted.lesson, noted.note.question)
        elif noted.lesson is not None:
            self.read(noted.lesson.key, passage=noted.note)

    def to_bookmark(self, marked: "Bookmarked") -> None:
        """Open the lesson at a bookmark."""
        if marked.lesson is not None:
            self.read(marked.lesson.key, passage=marked.bookmark)

    def to_question(self, found: "FoundQuestion") -> None:
        """Open the lesson where a question that was found can be read up, or its quiz where it has none."""
        self._to_question(found.quiz, found.lesson, found.question)

    def reread(self, lesson: "Lesson | None", question: "Question") -> None:
        """Open a lesson where a question can be read up; where its file cannot be read, that is said."""
        if lesson is not None:
            place = self.study.reread(lesson, question)
            self.read(lesson.key, section=place.section if place else None)

    def _to_question(self, quiz: "Quiz", lesson: "Lesson | None", question: str) -> None:
        asked = next((one for one in quiz.questions if one.id == question), None)
        if lesson is not None and quiz.lesson:  # it stands in the text
            self.read(lesson.key, line=asked.line if asked else None)
        elif lesson is not None and asked is not None and (place := self.study.reread(lesson, asked)):
            self.read(lesson.key, section=place.section if place.section >= 0 else None)
        else:
            self.answer(quiz.key)

    def show_suspended(self) -> None:
        """Show the questions that are not asked until they are resumed."""
        from tui.screens.suspended import SuspendedScreen  # noqa: PLC0415

        self.push_screen(SuspendedScreen())

    def ask_who(self) -> None:
        """Ask who studies; where names are hidden the list of them is, too."""
        from tui.screens.who import WhoScreen  # noqa: PLC0415

        if self._keeps_member() or self._hides_names(
            _("While names are hidden nobody is listed who studies here: {group_hide} in the group shows names again.")
        ):
            return
        if not isinstance(self.screen, WhoScreen):
            self.push_screen(WhoScreen())

    def _hides_names(self, said: str = "") -> bool:
        """Whether names are hidden and a window that tells names is not opened; in `said`, or in words for any."""
        if not self.names_hidden:
            return False
        said = said or _("That names people, and names are hidden: {group_hide} in the group shows them.")
        if not (self.study.member and self.study.led_groups()):
            said = _("That names people, and names are hidden: “Show names” in {today_find} shows them.")
        self.notify(with_keys(self.screen, said), severity="warning", markup=False)
        return True

    def show_names(self) -> None:
        """Show names again on every screen."""
        self.names_hidden = False
        if isinstance(self.screen, StudyScreen):
            self.screen.say_again()

    def _keeps_member(self) -> bool:
        """Whether nobody else can go on: whoever is in a rehearsal is in a database that goes with it."""
        if self.rehearses:
            said = _("A rehearsal stays with whoever began it: {back} leaves it first.")
            self.notify(with_keys(self.screen, said), severity="warning", markup=False)
        return self.rehearses

    @work(exclusive=True, group="who")
    async def study_as(self, member: "Member") -> None:
        """Go on as another member, at Today; nothing of whoever studied before stays on any screen."""
        if self._keeps_member():
            return
        # What is being recorded, and what screens keep as they close, belong to whoever studied before.
        if not self._may_leave(self.screen_stack[_ROOT:], partial(self.study_as, member)):
            return
        await self.wait_until_done(lambda one: one.node is not self and one.group != WATCHING)
        while len(self.screen_stack) > _ROOT:
            await self.pop_screen()
        self.clear_notifications()
        first = self.study.member is None
        self.study.become(member)
        self.take_looks()
        await self.speak(self.study.preferences.value("lang"))
        if first:
            self.enter()
        else:
            self.show_today()

    def show_result(self, finished: "Finished", *, instead: bool = True, unsent: "Unsent | None" = None) -> None:
        """Show how a quiz came out, and why an answer does not count that stood there when the time was up."""
        from tui.screens.result import ResultScreen  # noqa: PLC0415

        self._put(ResultScreen(finished, unsent=unsent), instead=instead)

    def show_last_result(self, row: str) -> None:
        """Show how a quiz came out when it was finished last: that of a row of a list, or of the lesson in that row."""
        kind, _space, key = row.partition(" ")
        quiz = self.study.quiz_of(key) if kind == "lesson" else key if kind == "quiz" else ""
        if quiz and (finished := self.study.result(quiz)):
            self.show_result(finished, instead=False)
        else:
            self.notify(_("No quiz was finished here yet."), markup=False)

    def look_back(self, finished: "Finished", *, missed: bool = False) -> None:
        """Show each question of a finished quiz with its answer, or those that were `missed` alone."""
        from tui.screens.answers import AnswersScreen  # noqa: PLC0415

        self.push_screen(AnswersScreen(finished, missed=missed))

    def _put(self, screen: Screen[None], *, instead: bool) -> None:
        if instead:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def refuse(self, problem: StoreError, again: Callable[[], object] = bool) -> None:
        """Say why something could not be done, and offer to try `again`, or to go on with all of it elsewhere.

        It is the last word on an error of the data that nobody else has answered: no crash comes of it.
        """
        from tui.screens.refused import RefusedScreen  # noqa: PLC0415 - most runs never need it

        if any(isinstance(screen, RefusedScreen) for screen in self.screen_stack):
            return

        def answered(wanted: bool | None) -> None:
            if wanted:
                again()

        self.push_screen(RefusedScreen(problem, self.study), answered)

    def _may_leave(self, screens: "Sequence[Screen[object]]", again: "Callable[[], object]") -> bool:
        """Whether all that is written on some screens is kept, so that they can be left for good.

        What cannot be is said by its screen, which stays; so does one that waits until its answer is on disk. Then
        `again` leaves anew.
        """
        return all(screen.let_end(again) for screen in screens if isinstance(screen, Writing))

    def say_unkept(self, problem: StoreError | QuizError) -> None:
        """Say that something could not be recorded, though its screen is gone; at the end of the app in the shell."""
        title = _("Not recorded")
        if self._exit:  # a signal ends it: nothing is drawn any more
            self.parting = "\n".join(filter(None, (self.parting, f"{title}: {problem.text(_)}")))
        else:
            self.notify(problem.text(_), title=title, severity="error", timeout=12, markup=False)

    def say_gone(self, problem: LessonError | Unknown, title: str = "") -> None:
        """Say it, and look at the library again where a file is not as it was: what is gone is offered no more then."""
        super().say_gone(problem, title)
        if isinstance(problem, LessonError):
            self.check_library()

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: "DOMNode | None" = None,
        namespaces: "Mapping[str, DOMNode] | None" = None,
    ) -> bool:
        """Do what a key stands for; where data or lessons cannot be used, say why."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except UNUSABLE as problem:
            self.say_unusable(problem, lambda: self.call_later(self.run_action, action, default_namespace, namespaces))
        return True

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except UNUSABLE as problem:
            self.say_unusable(problem)

    def _handle_exception(self, error: Exception) -> None:
        cause = error.error if isinstance(error, WorkerFailed) else error
        if cause is not error and isinstance(cause, UNUSABLE):  # the worker alone has come to its end
            self.call_later(self.say_unusable, cause)
        else:
            super()._handle_exception(error)

    async def on_event(self, event: events.Event) -> None:
        """Know whether somebody studies, by keys and mouse."""
        if isinstance(event, _SIGNS_OF_LIFE):
            if any(isinstance(screen, StudyScreen) and screen.STUDIES for screen in self.screen_stack):
                self.study.active()
                if self.study.time_waits:
                    self._keep_time()
            else:
                self.study.rest()
        await super().on_event(event)

    @work(thread=True, exit_on_error=False, group="time")
    def _keep_time(self) -> None:
        """Record what was studied, away from the screen."""
        self.study.keep_time(KEEP_AFTER)

    async def action_next_theme(self) -> None:
        """Go to the next of our themes, and remember it."""
        await self.prefer("theme", themes.preference(themes.following(self.theme)))

    async def action_next_language(self) -> None:
        """Speak the next of our languages, and remember it."""
        palette_was_open = self.palette_is_open
        if palette_was_open:
            await self.pop_screen()
        await self.prefer("lang", LANGUAGES[(LANGUAGES.index(language()) + 1) % len(LANGUAGES)])
        if self._checked:
            self.index_words()
        if palette_was_open:
            self.action_find()

    def take_looks(self) -> None:
        """Look as the member prefers."""
        value = self.study.preferences.value
        self.look(theme=value("theme"), glyphs=value("glyphs"), motion=value("motion"))

    async def prefer(self, key: str, value: str) -> None:
        """Have a preference otherwise, at once and from now on; where it cannot be kept, that is said."""
        sentence = ""
        try:
            self.study.preferences.choose(key, value)
        except SettingsError as problem:
            sentence = str(problem)
        except StoreError as problem:
            sentence = problem.text(_)
        if sentence:
            self.notify(sentence, title=_("This cannot be kept"), severity="error", markup=False)
        elif key == "lang":
            await self.speak(value)
        else:
            self.take_looks()
            if isinstance(self.screen, StudyScreen):
                self.screen.look_again()

    def action_settings(self) -> None:
        """Show what can be set."""
        from tui.screens.settings import SettingsScreen  # noqa: PLC0415

        if not any(isinstance(screen, SettingsScreen) for screen in self.screen_stack):
            self.push_screen(SettingsScreen())

    def action_find(self) -> None:
        """Open the palette: commands, courses, lessons, quizzes."""
        from tui.palette import palette  # noqa: PLC0415

        if not self.palette_is_open:
            self.push_screen(palette(self))

    @property
    def palette_is_open(self) -> bool:
        """Whether the palette is open already."""
        from textual.command import CommandPalette  # noqa: PLC0415

        return isinstance(self.screen, CommandPalette)

    def action_leave_app(self) -> None:
        """Quit; everything is saved. Where a note that is being written cannot be, it is said first."""
        if not self._may_leave(self.screen_stack, self.action_leave_app):
            return
        self.end_rehearsal()
        self.parting = self.study.parting()
        self.exit()
