"""What first attempts say about the questions of a quiz, those most worth a look first.

It is long because every figure of a question is explained where it stands.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual import getters, on, work
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from lessons.clean import clean
from lessons.errors import LessonError
from quizzes.evidence import INDICATIVE, Evidence
from quizzes.model import Quiz
from quizzes.statistics import Analysis, Flag, ItemAnalysis, worst_first
from store import mirror
from store.errors import StoreError
from store.groups import Group
from tui.commands.item_words import (
    figures_of,
    flag_words,
    line_of,
    past_words,
    private_words,
    reflections_of,
    stem_of,
    use_lines,
)
from tui.commands.wording import date_text, reason_words
from tui.flagging import Flagged
from tui.i18n import _, count, later, named
from tui.keys import HELP, ITEMS
from tui.leading import NotLeading
from tui.screens.base import StudyScreen
from tui.screens.editing import edit
from tui.unknown import Unknown
from tui.widgets.rows import Row, RowList, Tone

_FLAG = "\0flag "
"""Before the name of a flag, where it is the key of a row: no id of a question begins so."""
WIDE = 120
"""Cells from which there is room for more of the list."""
_MARKS: dict[Flag, tuple[str, Tone]] = {
    Flag.VERY_LIKELY_FAULTY: ("✗", "error"),
    Flag.DUBIOUS: ("✗", "error"),
    Flag.LIKELY_FAULTY: ("!", "warning"),
    Flag.HARD: ("!", "warning"),
    Flag.EASY: ("i", "primary"),
}


class ItemsScreen(StudyScreen):
    """The questions of one quiz, and what is known of the one under the cursor."""

    CSS_PATH = "items.tcss"
    BINDINGS = [*ITEMS, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later(
        "First attempts at the questions of a quiz, those most worth a look first. Facility: the share that is "
        "reached. Discrimination: whether who does well elsewhere does well here, 100 at best."
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - the same

    whose = getters.query_one("#whose", Static)
    rows = getters.query_one(RowList)
    item = getters.query_one("#item-text", Static)

    @dataclass
    class Loaded(Message):
        """The attempts have been looked at."""

        quiz: Quiz | None
        """None where the file has no questions."""
        analysis: Analysis | None
        flags: tuple[Flagged, ...] = ()
        """What members said of its questions; who it was is in none of it that is shown."""

    @dataclass
    class Lost(Message):
        """They cannot be looked at."""

        sentence: str

    def __init__(self, root: Path, path: str) -> None:
        """Take the file of the quiz, or of a lesson that has one: the library's root, and the path below it."""
        super().__init__()
        self._root = root
        self._path = path
        self._quiz: Quiz | None = None
        self._analysis: Analysis | None = None
        self._items: dict[str, ItemAnalysis] = {}
        self._flags: tuple[Flagged, ...] = ()
        self._groups: tuple[Group, ...] = ()
        self._seen = False
        self._whose = 0
        """Whose attempts are shown: 0 for one's own, else the number of a group."""

    def body(self) -> Iterable[Widget]:
        """Whose attempts, the questions, the one under the cursor."""
        with Vertical(id="items"):
            yield Static("", id="whose", markup=False)
            yield RowList()
            with VerticalScroll(id="item", can_focus=False):
                yield Static("", id="item-text", markup=False)

    def on_mount(self) -> None:
        """The questions have the focus."""
        self._groups = self.study.led_groups() if self.fivefold.leads else ()
        self._name_place()
        self.rows.focus()

    @property
    def awaits(self) -> bool:
        """Whether the attempts have not been looked at yet."""
        return not self._seen

    def on_screen_resume(self) -> None:
        """Look again: the file may have been saved meanwhile."""
        self.load()

    def say_again(self) -> None:
        """Look again: the questions are in another language."""
        self._name_place()
        self.load()

    def _name_place(self) -> None:
        title = self._quiz.title if self._quiz else ""
        self.top.place = Content.assemble(self.muted(_("Statistics") + " › "), (title, "bold"))

    @work(thread=True, exclusive=True, group="load")
    def load(self) -> None:
        """Look at the attempts, away from the screen."""
        try:
            self.study.look_again()
            quiz = self.study.quiz_at(self._root, self._path)
            analysis = self._analysed(quiz) if quiz else None
            flags = self.study.flags_of(quiz.key) if quiz else ()
        except (LessonError, StoreError) as problem:
            self.post_message(self.Lost(problem.text(_)))
            return
        except (Unknown, NotLeading) as problem:
            self.post_message(self.Lost(str(problem)))
            return
        if not get_current_worker().is_cancelled:
            self.post_message(self.Loaded(quiz, analysis, flags))

    def _analysed(self, quiz: Quiz) -> Analysis:
        if group := self._group:
            return self.study.announced_items(group.name, quiz.key)[1]
        return self.study.analysis(quiz.key)

    @property
    def _group(self) -> Group | None:
        """Whose attempts are shown; None for one's own."""
        return self._groups[self._whose - 1] if self._whose else None

    @on(Lost)
    def _miss(self, event: Lost) -> None:
        self.notify(event.sentence, severity="warning", timeout=12, markup=False)

    @on(Loaded)
    def _show(self, event: Loaded) -> None:
        self._seen = True
        self._quiz, self._analysis, self._flags = event.quiz, event.analysis, event.flags
        self._name_place()
        at = self.rows.chosen.key if self.rows.chosen else ""
        if event.quiz is None or event.analysis is None:
            self.rows.show([Row(_("This file asks nothing."), title_tone="muted")])
            return
        self._items = {item.question: item for item in event.analysis.items}
        respondents = count("{n} respondent", "{n} respondents", event.analysis.respondents)
        self.top.state = self.muted(respondents)
        self.whose.update(Content("\n").join(self._said_of(event.analysis, respondents)))
        self.rows.show(list(self._rows(event.quiz, event.analysis)), at=at)
        if self.rows.cursor < 0:
            self.rows.action_edge(-1)
        self._show_item()
        self.refresh_bindings()

    def _said_of(self, analysis: Analysis, respondents: str) -> Iterable[Content]:
        group = self._group
        if group is None:
            yield Content(_("First attempts of {respondents}, from your own practice.").format(respondents=respondents))
        elif analysis.items:
            said = _("First announced attempts of {respondents} of {group} who study in this database.")
            yield Content(said.format(respondents=respondents, group=group.name))
            yield self.muted(
                _("Each question is counted in whole batches of {n}, by nobody's name.").format(n=mirror.FEWEST)
            )
        else:
            said = _(
                "Nothing is told before {n} members of {group} who study in this database took it when it was "
                "announced."
            )
            yield Content(said.format(n=mirror.FEWEST, group=group.name))
            return
        if analysis.evidence is Evidence.COUNTS:
            yield self.muted(_("Figures need {n} respondents; with fewer there are counts alone.").format(n=INDICATIVE))
        elif analysis.evidence is Evidence.INDICATIVE:
            yield self.muted(_("So few respondents give an indication, no more."))

    def _rows(self, quiz: Quiz, analysis: Analysis) -> Iterable[Row]:
        for item in worst_first(analysis.items):
            flags = item.figures.flags if item.figures else ()
            mark, tone = next((_MARKS[flag] for flag in _MARKS if flag in flags), ("·", "muted"))
            right = _("right {right} of {respondents}").format(right=item.right, respondents=item.respondents)
            shown = figures_of(item)
            yield Row(
                title=_stem(quiz, item.question),
                key=item.question,
                mark=mark,
                mark_tone=tone,
                note="  ".join(filter(None, (right, shown["facility"], shown["discrimination"]))),
            )
        if self._flags:
            yield Row(_("What members said"))
        for flag in self._flags:
            said = reason_words(flag.record.reason)
            said = named(said, flag.record.text) if flag.record.text else said
            stem = _stem(quiz, flag.record.question)
            yield Row(
                " ".join(said.split()), key=f"{_FLAG}{flag.name}", mark="!", mark_tone="warning", aside=f"  {stem}"
            )
        met = {item.question for item in analysis.items}
        rest = [question for question in quiz.graded if question.id not in met and not self._group]
        for heading, questions in (
            (_("Not answered yet"), rest),
            (_("Reflections, of which nothing is counted"), reflections_of(quiz)),
        ):
            if questions:
                yield Row(heading)
            for question in questions:
                yield Row(_stem(quiz, question.id), key=question.id, mark="·", mark_tone="muted", title_tone="muted")

    @on(RowList.Moved)
    def _show_item(self) -> None:
        chosen = self.rows.chosen
        self.item.update(Content("\n").join(self._lines(self._question)) if chosen and self._quiz else "")
        self.refresh_bindings()

    def _lines(self, question: str) -> Sequence[Content]:
        """All that is known of a question."""
        quiz, analysis = self._quiz, self._analysis
        if quiz is None or analysis is None:
            return ()
        line = _("line {line}").format(line=line_of(quiz, question))
        lines = [Content.assemble((_stem(quiz, question), "bold"), self.muted(f"  {line}"))]
        if any(one.id == question for one in reflections_of(quiz)):
            lines.append(self.muted(private_words()))
        item = self._items.get(question)
        if item:
            lines.append(
                Content(_("right {right} of {respondents}").format(right=item.right, respondents=item.respondents))
            )
            if item.figures:
                said = _("facility {facility}, discrimination {discrimination}, efficiency {efficiency}")
                lines.append(Content(said.format(**figures_of(item))))
                lines += [self.toned(f"! {flag_words(flag)}", "warning") for flag in item.figures.flags]
            for used, words in use_lines(quiz, item):
                mark = self.toned("✓ ", "success") if used.right else self.muted("✗ ")
                lines.append(Content.assemble(mark, words))
            if item.typed:
                lines.append(self.muted(_("What was typed, in all attempts:")))
            for typed in item.typed:
                sign = "✓" if typed.mark >= 1 else "!" if typed.mark > 0 else "✗"
                lines.append(Content(f"{sign} {typed.count}  {typed.text}"))
        for flag in self._flags:
            if flag.record.question == question:
                lines.append(self.toned(f"! {reason_words(flag.record.reason)}", "warning"))
                edited = ", " + _("edited since") if flag.edited else ""
                lines.append(self.muted(f"  {date_text(flag.record.day, self.study.day())}{edited}"))
                lines += [Content(f"  {line}") for line in clean(flag.record.text).split("\n") if line]
        lines += [Content(past_words(past, alone=item is None)) for past in analysis.past if past.question == question]
        return lines

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """No key for what is not there."""
        if action in {"open", "edit"}:
            return self.is_mounted and self.rows.chosen is not None
        if action == "whose":
            return bool(self._groups)
        if action == "settle":
            return self.is_mounted and self._flag is not None
        return True

    def action_whose(self) -> None:
        """Show the attempts of the next group that the member leads, or one's own again."""
        self._whose = (self._whose + 1) % (len(self._groups) + 1)
        self.load()

    @property
    def _flag(self) -> Flagged | None:
        """What is under the cursor, where a member said it."""
        name = self.rows.chosen.key.removeprefix(_FLAG) if self.rows.chosen else ""
        return next((one for one in self._flags if one.name == name), None)

    @property
    def _question(self) -> str:
        """The id of the question under the cursor."""
        flag = self._flag
        return flag.record.question if flag else self.rows.chosen.key if self.rows.chosen else ""

    def action_settle(self) -> None:
        """Say that what a member said is dealt with."""
        if flag := self._flag:
            try:
                self.study.settle(flag)
            except StoreError as problem:
                self.notify(problem.text(_), severity="error", markup=False)
                return
            self.notify(_("The flag is dealt with."), markup=False)
            self.load()

    @on(RowList.Chosen)
    def _clicked(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Show the question in its file."""
        from tui.screens.preview import PreviewScreen  # noqa: PLC0415 - loaded when it is wanted

        if self.rows.chosen and self._quiz:
            line, now, environment = self._line, self.study.now, self.fivefold.environment
            self.app.push_screen(PreviewScreen(self._file, now=now, environment=environment, line=line))

    def action_edit(self) -> None:
        """Open the editor at the question."""
        if self.rows.chosen and self._quiz:
            edit(self, self._file, self._line, environment=self.fivefold.environment)
            self.load()

    @property
    def _file(self) -> Path:
        return self._root / (self._quiz.path if self._quiz else self._path)

    @property
    def _line(self) -> int:
        return max(1, line_of(self._quiz, self._question)) if self._quiz and self.rows.chosen else 1


def _stem(quiz: Quiz, question: str) -> str:
    return " ".join(stem_of(quiz, question).split())
