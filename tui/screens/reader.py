"""The reader: a lesson, its contents, and where one is in it.

It is long because every key of a reader is here: what is done is done by its widgets.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.binding import ActiveBinding
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from lessons.blocks import Code
from lessons.clean import clean
from lessons.problem import Severity
from quizzes.errors import QuizError
from store.bookmarks import Bookmark
from store.errors import StoreError
from store.notes import Note
from store.status import Status
from tui.commands.wording import best_after, date_text, return_words, status_word
from tui.i18n import _, count, language, later
from tui.keys import HELP, READER, written
from tui.preferences import OFF, ON
from tui.render.manuscript import Note as Footnote
from tui.render.places import Place
from tui.render.text import shortened
from tui.screens.base import StudyScreen, not_typed
from tui.screens.keeping import Keeping
from tui.sentences import key_of, with_keys
from tui.study import LOOKED
from tui.views import Answered, Begun, LessonRow, OpenLesson, QuizRow, Reread
from tui.widgets.contents import Contents
from tui.widgets.lesson import LessonText
from tui.widgets.lesson_reader import LessonReader
from tui.widgets.progress_line import ProgressLine
from tui.widgets.reader import Reader

if TYPE_CHECKING:  # what most lessons do without, to begin sooner; hence `on_check_…`, `on_find_…` instead of `@on`
    from tui.render.quoted import Sentence
    from tui.widgets.check import CheckQuestion
    from tui.widgets.find_bar import FindBar, FindField

_FEW = 3
"""Characters that two texts may have in common by chance."""
_SAID_CELLS = 60
"""Of a passage that a bookmark was just set to."""
WIDE = 110
"""Cells from which the contents stand beside the text from the start; with less they are in its way."""


class ReaderScreen(StudyScreen, Keeping[None]):
    """One lesson, open."""

    CSS_PATH = "reader.tcss"
    STUDIES = True
    LEAST = (40, 10)
    """Columns and lines in which a lesson can be read."""
    BINDINGS = [*READER, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later("{reading_page_down} turns the page. At the end, {reader_on} goes on. Your place is kept.")

    text = getters.query_one(LessonText)
    reader = getters.query_one(LessonReader)
    contents = getters.query_one(Contents)
    line = getters.query_one(ProgressLine)

    @dataclass
    class Recorded(Message):
        """An answer to a question in the text is on disk."""

        question: "CheckQuestion"
        answered: Answered

    @dataclass
    class Refused(Message):
        """It could not be recorded."""

        question: "CheckQuestion"
        problem: StoreError | QuizError
        """Why."""

    def __init__(
        self,
        opened: OpenLesson,
        *,
        section: int | None = None,
        line: int | None = None,
        passage: Note | Bookmark | None = None,
        sought: str = "",
    ) -> None:
        super().__init__()
        self._opened = opened
        self._section = section
        self._line = line
        """Of its file, where something was found."""
        self._sought = sought
        """What that was found by, as it was typed; marked until it is closed, or other words are looked for."""
        self._passage = passage
        """What is looked up: that of a note, or a bookmark."""
        self._signs: tuple[tuple[Note, ...], tuple[Bookmark, ...]] = ((), ())
        """The notes and bookmarks of the lesson."""
        self._moved: Reader.Moved | None = None
        self._began: Place | None = None
        """What stood at the top when the lesson came on the screen."""
        self._has_moved = False
        self._was_below = False
        """Whether something else was on the screen meanwhile."""
        self._hand = False
        self._listed = False
        """Whether the contents are."""
        self._kept: dict[str, Begun] = {}
        """What is kept of answers to questions in the text that are begun, by their ids."""
        self._begun: set[CheckQuestion] = set()
        """Those of which something else is answered now."""
        self._under_way = 0
        """Answers that are being recorded."""
        self._afterwards: Callable[[], object] | None = None
        """What waits until they are on disk: it leaves this."""
        self._find_bar: FindBar | None = None
        """Open where words are looked for."""

    def body(self) -> Iterable[Widget]:
        """Progress line, contents, text."""
        yield ProgressLine()
        with Horizontal(id="reading"):
            yield Contents()
            yield LessonText()

    def on_mount(self) -> None:
        """Show the lesson where it was left, or at the section asked for."""
        opened, kept = self._opened, self._opened.place
        place = Place(kept.block, kept.line) if kept and kept.block else None
        self.text.show(
            opened.document,
            opened.lesson.lang or language(),
            place,
            kept.section if kept else -1,
            read=kept.share if kept else 0.0,
            checks=opened.checks,
            answered=self._answered_check,
            order=self.study.check_order,
            back=self._back_words,
            begun=self._begun_check,
            advice=best_after(opened.row),
        )
        if self._section is not None:
            self.call_after_refresh(self.reader.goto_section, self._section)
        if self._line is not None:
            self.call_after_refresh(self._go_to_line, self._line)
        if self._passage is not None:
            self.call_after_refresh(self.reader.goto_passage, self._passage)
        self._show_signs()
        self._have_contents(shown=self._beside)
        self._show_section()
        self.reader.focus()
        self._hand = opened.row.due is not None and self.study.hand_is_up(opened.lesson.key)
        self._draw()
        for problem in opened.lesson.problems:
            if problem.severity is Severity.ERROR:
                where = f"{clean(problem.path)}:{problem.line}  {problem.message(_)}"
                self.notify(where, title=_("This file has an error"), severity="warning", markup=False)
                break
        self.call_after_refresh(self._settle_in)

    def _compositor_refresh(self) -> None:
        """Paint; not before the text is laid out for the size that it has just got: it would be painted twice."""
        if self.reader.waits:
            # Else its map is made anew when it is next asked for, and no widget that came since is told its size.
            self._compositor._full_map_invalidated = False  # noqa: SLF001 - there is no other way in
        else:
            super()._compositor_refresh()

    @property
    def _beside(self) -> bool:
        """Whether the contents stand beside the text."""
        wanted = self.reader.section_count > 1 and self.study.preferences.contents
        return wanted and self.size.width >= WIDE

    def on_resize(self) -> None:
        """Have the contents beside the text where there is room now, and out of its way where there is none."""
        if not self.contents.has_focus and self.contents.display != self._beside:
            self._have_contents(shown=self._beside)
            self._show_section()
            self.refresh_bindings()

    def _have_contents(self, *, shown: bool) -> None:
        """Show the contents or not; they are listed when they are first seen: a long lesson has many."""
        if shown and not self._listed:
            self._list_contents()
        self.contents.display = shown

    def _list_contents(self) -> None:
        """List the headings; the text has whatever room they do not need."""
        self._listed = True
        self.contents.list_sections(self.reader.sections)
        self.contents.styles.width = self.contents.cells

    def _show_section(self) -> None:
        if self.contents.display:
            self.contents.current = self._moved.section if self._moved else self.reader.section

    def _settle_in(self) -> None:
        """Do what can wait until the lesson is on the screen; who stays reads it."""
        self.study.note_shown(self._opened.lesson)
        self.set_timer(LOOKED.total_seconds(), self._note_reading)
        self.fivefold.settle_in()
        self._keep_text()

    def _note_reading(self) -> None:
        """Write down that the lesson is read, and was not only looked at."""
        if self._looked_up:  # it is not what one is at: Today goes on where it was
            return
        try:
            self.study.note_reading(self._opened.lesson)
        except StoreError as problem:
            self.notify(problem.text(_), title=_("This cannot be kept"), severity="warning", markup=False)

    @work(thread=True)
    def _keep_text(self) -> None:
        """Have the lesson open sooner the next time, away from the screen."""
        self.study.keep_text(self._opened)

    def _answered_check(self, question: str) -> Answered | None:
        return self.study.answered_check(self._opened, question)

    def _begun_check(self, question: str) -> Begun:
        with suppress(StoreError):  # what cannot be read now is there the next time
            self._kept[question] = self.study.begun_again((self._checks_key, question))
        return self._kept.get(question, Begun(()))

    @property
    def _checks_key(self) -> str:
        return self._opened.checks.key if self._opened.checks else ""

    async def reword(self) -> None:
        """Show the lesson in other words, at the same place; what its questions were answered so far stays."""
        await self.fivefold.wait_until_done(lambda worker: worker.node is self)
        self._save()
        self.try_to_keep()
        self._begun.clear()  # the same questions come as other widgets
        self._opened = self.study.reworded_lesson(self._opened)
        opened = self._opened
        lang, advice = opened.lesson.lang or language(), best_after(opened.row)
        await self.text.reword(opened.document, lang, opened.checks, advice=advice)
        self._show_signs()
        if self._listed:
            self._list_contents()
        if self._find_bar is not None:
            self._find_bar.say_again()
        self._draw()
        await super().reword()

    def _draw(self) -> None:
        """Bring the bars up to date."""
        row, at = self._opened.row, self._moved or self.reader
        self.top.within = self._opened.course.course.title
        self.top.place = Content.styled(f"{row.number:02} {row.lesson.title}", "bold")
        completed = row.status is Status.COMPLETED  # by its quiz, too: how far it is read says nothing then
        if completed:
            minutes = count("{n} min", "{n} min", row.lesson.minutes_left(0.0))
            stands = self.toned(f"✓ {status_word(row.status)}", "success")
        else:
            left = row.lesson.minutes_left(at.here)
            minutes = count("{n} min left", "{n} min left", left) if left else _("at the end")
            stands = self.toned(f"{int(at.here * 100):3d}%", "primary", bold=True)
        self.top.state = Content.assemble(
            (f"{row.number}/{len(self._opened.course.lessons)}", "bold"),
            self.muted(f"  ·  {minutes}  " + (_("not translated") + "  " if self._opened.untranslated else "")),
            stands,
            self.toned(" ?", "warning") if self._hand else Content(""),
        )
        self.line.share = 1.0 if completed else at.share
        self.refresh_bindings()

    @on(Reader.Moved)
    def _keep_place(self, event: Reader.Moved) -> None:
        self._moved = event
        self._began = self._began or event.place
        if not self._has_moved and event.place != self._began:
            self._has_moved = True
            self.call_after_refresh(self._note_reading)  # to write it down waits for the disk
        self._show_section()
        self._draw()

    def on_screen_suspend(self) -> None:
        """Keep the place, and what is begun, when something else comes on the screen."""
        self._save()
        self.try_to_keep()
        self._was_below |= not self.app.screen.is_modal

    def on_screen_resume(self) -> None:
        """Look at the notes again, and at how the lesson stands: a note may be new, or its quiz passed by now."""
        self._show_signs()
        if self._was_below:
            self._was_below = False
            self._opened = self.study.lesson_again(self._opened)
            self._draw()

    def on_unmount(self) -> None:
        """Keep the place, and what is begun, when the lesson is left."""
        self._save()
        self.keep_at_last(self.fivefold.say_unkept)

    def _save(self) -> None:
        moved = self._moved
        if moved is None or self._looked_up:  # what is only looked up leaves the place where it was
            return
        try:
            kept = self.study.keep_place(
                self._opened.lesson.key,
                block=moved.place.block,
                section=moved.section,
                line=moved.place.line,
                share=moved.share,
                moved=self._has_moved,
            )
        except StoreError as problem:
            self.notify(problem.text(_), severity="warning", markup=False)
            self._moved = None  # it is not tried again before there is another place to keep
            return
        if kept:
            self._moved = None
            self._note_reading()

    @property
    def _looked_up(self) -> bool:
        return self._section is not None or self._line is not None or self._passage is not None

    # Questions in the text

    def _back_words(self, answered: Answered) -> str:
        if answered.back is None:
            return ""
        return _("comes back {when}").format(when=return_words(*self.study.wait(answered.back)))

    def on_check_question_given(self, event: "CheckQuestion.Given") -> None:
        """Record an answer; what was said while there was none goes."""
        self.fivefold.unsay_what_was_said_before()
        self._under_way += 1
        self._write(event.question, event.choice, event.hints)

    def on_check_question_begun(self, event: "CheckQuestion.Begun") -> None:
        """Keep what is answered so far."""
        self._begun.add(event.question)
        self.keep_soon()

    def write_begun_now(self) -> None:
        """Write what is answered so far of the questions that were begun since."""
        for question in list(self._begun):
            name, begun = question.asked.id, question.begun
            if begun != self._kept.get(name, Begun(())):
                self.study.keep_begun_again((self._checks_key, name), begun)
                self._kept[name] = begun
            self._begun.discard(question)

    def let_end(self, again: Callable[[], object]) -> bool:
        """Keep what is begun, since this is left; what is being recorded is waited for."""
        if self._under_way:
            self._afterwards = again
            return False
        return super().let_end(again)

    @work(thread=True)
    def _write(self, question: "CheckQuestion", choice: tuple[str, ...], hints: int) -> None:
        """Write an answer, away from the screen; a write's result is never dropped."""
        try:
            answered = self.study.answer_check(self._opened, question.asked.id, choice, hints, question.order)
        except (StoreError, QuizError) as problem:
            if not self.post_message(self.Refused(question, problem)):
                self.fivefold.say_unkept(problem)
        else:
            self.post_message(self.Recorded(question, answered))

    @on(Refused)
    def _not_recorded(self, event: Refused) -> None:
        self._under_way, self._afterwards = self._under_way - 1, None
        if event.question.is_attached:
            event.question.refused()
        self.not_recorded(
            event.problem,
            _("Not recorded; {key} tries again").format(key=key_of(self, "check.submit")),
            event.question.give_again,
        )

    @on(Recorded)
    async def _recorded(self, event: Recorded) -> None:
        if event.question.is_attached:  # else the lesson was put into other words since, with its verdict
            await event.question.recorded(event.answered)
        self._begun.add(event.question)  # of which nothing is begun any more
        self.try_to_keep()
        self._under_way -= 1
        again, self._afterwards = self._afterwards, None
        if again:
            again()

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now; in a question the digits as one key, and none that would be typed."""
        found, question = super().active_bindings, self.text.question if self.is_mounted else None
        next_match = [name for name, one in found.items() if one.binding.id == "find.next"]
        if next_match and "enter" not in next_match:  # which opens a fold, or goes to a section
            binding = replace(found[next_match[0]].binding, key_display=written(next_match[0]))
            found = {name: one._replace(binding=binding) if name in next_match else one for name, one in found.items()}
        if question is None:
            if self.is_mounted and self.reader.choosing:
                return {name: _while_choosing(one) for name, one in found.items()}
            return self._with_what_is_next(found) if self.is_mounted and self._find_bar is None else found
        from textual.widgets import TextArea  # noqa: PLC0415 - most lessons ask nothing

        if question.form and question.open:
            for name in ("enter", "ctrl+d"):
                if name in found and (step := question.form.next_step):
                    found[name] = found[name]._replace(binding=replace(found[name].binding, description=step))
        if isinstance(self.focused, Input | TextArea):
            found.pop("enter" if isinstance(self.focused, TextArea) else "ctrl+d", None)
            return not_typed(found)
        first = found.get("1")
        if first is not None and question.choices:
            most = question.choices
            whole = replace(first.binding, show=True, key_display=f"1-{most}" if most > 1 else "1")
            found = {"1": first._replace(binding=whole), **{name: one for name, one in found.items() if name != "1"}}
        return found

    def _with_what_is_next(self, found: dict[str, ActiveBinding]) -> dict[str, ActiveBinding]:
        """What goes on first: Enter with what it leads to at the end, behind it the next lesson where that is not it.

        Before the end that one is offered where this one is done.
        """
        quiz, following = self._leads_to
        done = self._opened.row.status is Status.COMPLETED
        if self.reader.at_end:
            leads = _("Quiz") if quiz else _("Next lesson") if following else _("Go on")
            found = {
                name: one._replace(binding=replace(one.binding, description=leads))
                if one.binding.id == "reader.on"
                else one
                for name, one in found.items()
            }
        after = [name for name, one in found.items() if one.binding.id == "reader.next"]
        if not (quiz if self.reader.at_end else done):
            after = []
        shown = {name: found[name]._replace(binding=replace(found[name].binding, show=True)) for name in after}
        first = {name: one for name, one in found.items() if one.binding.id in {"reader.on", "reading.page_down"}}
        return {**first, **shown, **{name: one for name, one in found.items() if name not in after}}

    @property
    def _leads_to(self) -> tuple[QuizRow | None, LessonRow | None]:
        """What comes after this lesson: its quiz, where it asks anything, and the next lesson."""
        quiz = self._opened.row.quiz
        return quiz if quiz and quiz.quiz.asks else None, self._opened.neighbour(1)

    def action_stop(self, step: int) -> None:
        """Go to the next question or fold of the text, or to the one before."""
        self.text.stop(step)

    def action_answer(self, digit: int) -> None:
        """Answer the question whose options are on the screen by a number, as from the question itself."""
        if question := self.text.in_view:
            question.enter()
            question.action_choose(digit)

    def action_panel(self) -> None:
        """Go from the contents, or the words to find, to the text, or back."""
        (self.reader if self.contents.has_focus or self._is_typing else self.contents).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that do something now."""
        match action:
            case "on":
                return self._find_bar is None
            case "match":
                return self._find_bar is not None and not self._is_typing and self.reader.matches > 0
            case "find_here":
                return not self._is_typing
            case "copy":
                return bool(self.reader.codes_in_view()) or self.get_selected_text() is not None
            case "contents":
                return self.reader.section_count > 1
            case "neighbour":
                return isinstance(parameters[0], int) and self._opened.neighbour(parameters[0]) is not None
            case "answer":
                asked = None if self._is_typing or self.contents.has_focus else self.text.in_view
                return asked is not None and isinstance(parameters[0], int) and parameters[0] <= asked.choices
            case "stop":
                return self.reader.has_stops and not self.contents.has_focus and not self._is_typing
            case "panel":
                in_text = not self.contents.has_focus and not self._is_typing
                return not in_text or (self.contents.display and not self.reader.has_stops)
            case "note" | "bookmark":
                return self.text.question is None and self._find_bar is None
        return True

    # Find

    async def _go_to_line(self, line: int) -> None:
        """Go to where something was found, with the words by which it was."""
        self.reader.goto_line(line)
        if self._sought:
            from lessons.words import parts  # noqa: PLC0415 - loaded when something was found

            if self._find_bar is None:
                await self._open_find_bar(self._sought)
            self.reader.end_find()
            self.reader.begin_find()  # from here, also where the words were asked for before
            self.reader.find(self._sought, parts(self._sought))

    @property
    def _is_typing(self) -> bool:
        """Whether the words to find are being typed."""
        return self._find_bar is not None and self.focused is self._find_bar.field

    async def action_find_here(self) -> None:
        """Ask for words to find in this lesson."""
        if self._find_bar is None:
            await self._open_find_bar(self._sought)
        if self._find_bar is not None:
            self.set_focus(self._find_bar.field)  # at once: Esc, pressed right after it, closes this

    async def _open_find_bar(self, words: str = "") -> None:
        from tui.widgets.find_bar import FindBar  # noqa: PLC0415 - loaded when it is wanted

        bar = FindBar(words)
        await self.mount(bar, after="#reading")
        self._find_bar = bar
        self.reader.begin_find()

    @on(Input.Changed, "#find-words")
    def _find(self, event: Input.Changed) -> None:
        if event.value != self._sought:
            self._sought = ""
            self.reader.find(event.value)

    def on_find_field_stepped(self, event: "FindField.Stepped") -> None:
        """Go to another match."""
        self.reader.step_match(event.step)
        if event.into and self.reader.matches:
            self.reader.focus()

    async def on_find_field_widened(self, event: "FindField.Widened") -> None:
        """Look for the words everywhere."""
        self._end_find()
        await self.run_action(f"app.search({event.words!r})")

    @on(Reader.Sought)
    def _count(self, event: Reader.Sought) -> None:
        if self._find_bar is not None:
            self._find_bar.show_count(event.at, event.total)
            nothing = not event.total and not self.reader.matches
            if self._sought and nothing and not self._is_typing:  # it is not said here word by word
                self._end_find()
        self.refresh_bindings()

    def action_match(self, step: int) -> None:
        """Go to the next place where the words stand, or to the one before."""
        self.reader.step_match(step)

    def _end_find(self) -> None:
        if self._find_bar is not None:
            bar, self._find_bar, self._sought = self._find_bar, None, ""
            self.reader.end_find()
            self.reader.focus()
            bar.remove()
            self.refresh_bindings()

    # Copying and notes

    def action_copy(self) -> None:
        """Copy what is selected, else the code in view."""
        selected, codes = self.get_selected_text(), self.reader.codes_in_view()
        if selected:
            self.app.copy_to_clipboard(selected)
        elif len(codes) == 1:
            self._copy_code(codes[0])
        elif codes:
            from tui.screens.copying import CopyScreen  # noqa: PLC0415 - loaded when it is wanted

            self.app.push_screen(CopyScreen(codes), self._copy_code)

    def _copy_code(self, code: Code | None) -> None:
        from tui.screens.copying import code_words  # noqa: PLC0415 - loaded when it is wanted

        if code is not None:
            self.fivefold.copy(code.text, code_words(code))

    def show_note(self, note: Footnote) -> None:
        """Show a footnote over the text."""
        from tui.screens.note import NoteScreen  # noqa: PLC0415 - loaded when it is wanted

        document, lesson = self._opened.document, self._opened.lesson
        self.app.push_screen(NoteScreen(note, document.references, lesson.lang or language()))

    @on(LessonReader.NotePressed)
    def _show_pressed(self, event: LessonReader.NotePressed) -> None:
        self.show_note(event.note)

    def action_on(self) -> None:
        """At the end: the lesson is read; on to its quiz, else to the next lesson, else back."""
        if not self.reader.at_end:
            said = _("{reading_page_down} turns the page; at the end of the lesson {reader_on} goes on.")
            self.notify(with_keys(self, said), markup=False)
            return
        self._save()
        lesson = self._opened.lesson
        try:
            if self.study.finish(lesson.key):
                view = self.study.course(lesson.course)
                to_go = count("{n} to go", "{n} to go", view.total - view.completed)
                self.notify(_("Lesson done: {title} · {to_go}").format(title=lesson.title, to_go=to_go), markup=False)
        except StoreError as problem:
            self.not_recorded(
                problem, _("Not recorded; {key} tries again").format(key=key_of(self, "reader.on")), self.action_on
            )
            return
        quiz, following = self._leads_to
        if quiz:
            self.fivefold.answer(quiz.quiz.key)  # above this: the key back leads to the end of the lesson again
        elif following:
            self.fivefold.read(following.lesson.key, instead=True)
        else:
            self.action_back()

    async def action_contents(self) -> None:
        """Go to the contents; from there, have them out of the way. Where there is room, that is how it stays."""
        hide = self.contents.has_focus
        self.contents.current = self.reader.section
        self._have_contents(shown=not hide)
        (self.reader if hide else self.contents).focus()
        if self.size.width >= WIDE and self.study.preferences.contents is hide:
            await self.fivefold.prefer("contents", OFF if hide else ON)

    @on(Contents.Pointed)
    def _look_at_section(self, event: Contents.Pointed) -> None:
        self.reader.goto_section(event.section)

    @on(Contents.Chosen)
    def _go_to_section(self, event: Contents.Chosen) -> None:
        self._have_contents(shown=self._beside)
        self.reader.goto_section(event.section)
        self.reader.focus()

    @on(Contents.Left)
    def _read_on(self) -> None:
        self._have_contents(shown=self._beside)
        self.reader.focus()
        self.call_after_refresh(self.reader.action_page_down)  # once the text has the room that the contents leave it

    def action_back(self) -> None:
        """Close what is looked for, then the contents where they are in the way, else leave the lesson.

        What was found elsewhere is left at once, for the next hit.
        """
        if self._find_bar is not None and (self._is_typing or not self._sought):
            self._end_find()
        elif self.contents.has_focus:
            self._have_contents(shown=self._beside)
            self.reader.focus()
        elif self.let_end(self.action_back):
            self._save()  # before the screen below looks again
            self.app.pop_screen()

    def action_neighbour(self, step: int) -> None:
        """Open the next lesson or the one before."""
        row = self._opened.neighbour(step)
        if row:
            self.fivefold.read(row.lesson.key, instead=True)

    @property
    def only_said(self) -> frozenset[str]:
        """A hand is seen by the leaders of a group that was assigned the lesson; to go on is for its end."""
        if not self.is_mounted:
            return frozenset({"hand", "on"})
        able = {
            "hand": self._opened.row.due is not None,
            "on": self.reader.at_end or self.text.question is not None,  # whose own Enter reads on
            "links": bool(self.reader.references_in_view() or self.reader.notes_in_view()),
            "hint": self.text.question is None or self.text.question.hint_waits,
        }
        return frozenset(action for action, can in able.items() if not can)

    def action_hand(self) -> None:
        """Ask for help with this lesson, or need it no longer."""
        lesson = self._opened.lesson.key
        if "hand" in self.only_said:
            said = _("You are in no group: no leader would see your hand.")
            if self.study.is_in_a_group():
                said = _("No group of yours is assigned this lesson: no leader would see your hand.")
            self.notify(said, markup=False)
            return
        try:
            if self._hand:
                self.study.lower_hand(lesson)
                said = _("Your hand is down.")
            else:
                self.study.raise_hand(lesson)
                day = date_text(self.study.seen_from())
                said = _("Your hand is up. Your leaders see it from {day}.").format(day=day)
        except StoreError as problem:
            self.not_recorded(problem, _("Not recorded; try again"), self.action_hand)
            return
        self._hand = not self._hand
        self.notify(said, markup=False)
        self._draw()

    def _show_signs(self) -> None:
        """Show in the margin what has a note or a bookmark."""
        lesson = self._opened.lesson.key
        self._signs = self.study.notes_to(lesson), self.study.bookmarks_in(lesson)
        self.reader.show_signs(*self._signs)

    def action_note(self) -> None:
        """Write a note to a sentence on the screen: the first one that has a note, else the first."""
        self._write_note(None)

    @on(LessonReader.SignPressed)
    def _write_here(self, event: LessonReader.SignPressed) -> None:
        self._write_note(event.line)

    def _write_note(self, line: int | None) -> None:
        """Open the notes to what is on the screen, at the first one, or at the first one beside a line."""
        from tui.screens.note_editor import NoteEditor, Subject  # noqa: PLC0415 - loaded when it is wanted

        lesson = self._opened.lesson.key
        rows = [(note, self.reader.line_in_view(note)) for note in self._signs[0]]
        rest = [(note, row) for note, row in rows if row is not None]
        found: list[tuple[int, Sentence | None, Note | None]] = []
        code, sentences = self.reader.chosen_lines(), list(self.reader.sentences_in_view())
        if code and not any((one.block, one.words) == (code.block, code.words) for one in sentences):
            sentences.append(code)
        for sentence in sentences:
            same = [
                one for one in rest if one[1] == sentence.line and _one_line(one[0].quote) == _one_line(sentence.words)
            ]
            rest = [one for one in rest if one not in same]
            found += [(sentence.line, sentence, note) for note, _row in same] or [(sentence.line, sentence, None)]
        # What was written to a sentence that is another by now stands below what is left of its passage.
        order = self.reader.lines_in_view()
        found = sorted([*found, *((row, None, note) for note, row in rest)], key=lambda one: order.index(one[0]))
        subjects = [
            Subject(
                note.quote if note else sentence.words if sentence else "",
                note.text if note else "",
                self.study.draft_place(note, lesson, *((sentence.block, sentence.words) if sentence else ())),
            )
            for _row, sentence, note in found
        ]
        if not subjects:
            return

        def keep(number: int, text: str) -> bool:
            _row, sentence, note = found[number]
            if note:
                return self.study.rewrite_note(note, text)
            if sentence:
                quote, block, section = sentence.words, sentence.block, sentence.section
                self.study.note_passage(lesson, block=block, section=section, quote=quote, text=text)
            return False

        noted: Iterator[int] = (
            number for number, (row, _sentence, note) in enumerate(found) if note and line in {None, row}
        )
        if code:
            noted = (number for number, one in enumerate(subjects) if _one_line(one.quote) == _one_line(code.words))
        elif chosen := _one_line(self.reader.chosen):
            here = [number for number, (row, _sentence, _note) in enumerate(found) if row == self.reader.chosen_line]
            noted = iter([number for number in here if _meet(chosen, _one_line(subjects[number].quote))] or here)
        self.reader.action_end_choosing()

        def point(number: int) -> int | None:
            return self.reader.mark_passage(found[number][0], subjects[number].quote)

        def closed(kept: bool | None) -> None:
            self.clear_selection()
            self.note_kept(kept)

        self.app.push_screen(NoteEditor(self.study, subjects, keep, next(noted, 0), point=point), closed)

    def action_bookmark(self) -> None:
        """Set a bookmark to the first block on the screen, or take its bookmark away."""
        here, lesson = self.reader.passage_here(), self._opened.lesson.key
        if here is None:
            return
        there = [one for one in self._signs[1] if self.reader.line_in_view(one) == here.line]
        try:
            for one in there:
                self.study.take_bookmark(one)
            if not there:
                self.study.set_bookmark(lesson, block=here.block, section=here.section, quote=here.words)
        except StoreError as problem:
            self.not_recorded(problem, _("Not recorded; try again"), self.action_bookmark)
            return
        self._show_signs()
        said = (
            _("The bookmark is taken away.")
            if there
            else _("Bookmark: {words}").format(words=shortened(here.words, _SAID_CELLS))
        )
        self.notify(said, markup=False)

    def action_save_text(self) -> None:
        """Save the lesson as plain text, in a new file."""
        from tui.saving import documents_folder, save_lesson  # noqa: PLC0415 - loaded when it is wanted

        try:
            path = save_lesson(self._opened, documents_folder())
        except StoreError as problem:
            self.notify(problem.text(_), title=_("The text is not saved"), severity="error", markup=False)
            return
        self.notify(str(path), title=_("Saved as text"), timeout=12, markup=False)

    def action_links(self) -> None:
        """Show the footnotes, links and images in view; a footnote that is alone there at once."""
        from tui.screens.links import LinksScreen  # noqa: PLC0415 - loaded when it is wanted

        if "links" in self.only_said:
            self.notify(_("No link, picture or footnote is in view."), markup=False)
            return
        lesson, references, notes = self._opened.lesson, self.reader.references_in_view(), self.reader.notes_in_view()
        if len(notes) == 1 and not references:
            self.show_note(notes[0])
            return
        find = partial(self.study.linked, lesson)
        links = LinksScreen(references, find, notes=notes, show_note=self.show_note)
        self.app.push_screen(links, self._follow_link)

    def _follow_link(self, found: Reread | None) -> None:
        """Open the lesson that a link leads to, above this one; a section of this one is only gone to."""
        if found is None:
            return
        if found.lesson.key == self._opened.lesson.key:
            self.reader.goto_section(max(0, found.section))
        else:
            self.fivefold.read(found.lesson.key, section=found.section if found.section >= 0 else None)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _meet(chosen: str, sentence: str) -> bool:
    """Whether what is chosen is in a sentence, or it in what is chosen; lines begin and end anywhere."""
    return bool(sentence) and (
        sentence in chosen
        or chosen in sentence
        or any(chosen.endswith(sentence[:size]) for size in range(len(sentence), _FEW, -1))
    )


def _while_choosing(active: ActiveBinding) -> ActiveBinding:
    """A key, written in the last row only where it has to do with text that is chosen."""
    name = active.binding.id or ""
    if name.startswith("choosing.") or name in {"back", "app.help", "reader.note"}:
        return active
    return active._replace(binding=replace(active.binding, show=False))
