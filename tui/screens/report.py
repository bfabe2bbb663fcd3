"""The window that writes a report of a group: in which format, with or without names, and where."""

from dataclasses import dataclass
from pathlib import Path

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from store.errors import StoreError
from store.mirror import GroupRecord
from tui.i18n import _
from tui.keys import REPORT
from tui.leading import NotLeading
from tui.report.contents import Format, report_of
from tui.report.saving import ReportError, guarded, proposed, save
from tui.screens.base import compose_again
from tui.screens.dialog import Dialog
from tui.screens.drawing import muted, toned
from tui.sentences import with_keys
from tui.study import Study
from tui.typed_path import NoSuchHomeError
from tui.widgets.choice_line import ChoiceLine

FORMATS = (Format.HTML, Format.MARKDOWN, Format.CSV, Format.JSON)


class ReportScreen(Dialog[None]):
    """Format, names, file; then the whole path of what was written. Nothing is written over."""

    CSS_PATH = "report.tcss"
    AUTO_FOCUS = "#report-format"
    BINDINGS = [*REPORT]  # noqa: RUF012 - Textual declares it as a plain class variable

    @dataclass
    class Written(Message):
        """The report is there."""

        path: Path

    @dataclass
    class Failed(Message):
        """It could not be written."""

        sentence: str

    formats = getters.query_one("#report-format", ChoiceLine)
    names = getters.query_one("#report-names", ChoiceLine)
    place = getters.query_one("#report-place", Input)
    said = getters.query_one("#report-said", Static)

    def __init__(self, record: GroupRecord, study: Study, folder: Path) -> None:
        super().__init__()
        self._record = record
        self._study = study
        self._folder = folder
        self._written: Path | None = None
        self._writing = False
        self._chosen = (0, 0, "")

    def body(self) -> ComposeResult:
        """Three lines, and what came of it."""
        format_, names, place = self._chosen
        with Vertical(id="report"):
            with Horizontal(classes="report-line"):
                yield Static(_("Format"), classes="report-label", markup=False)
                yield ChoiceLine([_("page"), "Markdown", "CSV", "JSON"], format_, id="report-format")
            with Horizontal(classes="report-line"):
                yield Static(_("Names"), classes="report-label", markup=False)
                yield ChoiceLine([_("hidden"), _("shown")], names, id="report-names")
            with Horizontal(classes="report-line"):
                yield Static(_("File"), classes="report-label", markup=False)
                yield Input(place, id="report-place", select_on_focus=False)
            yield Static("", id="report-said")

    def on_mount(self) -> None:
        """Propose a file."""
        if not self.place.value:
            self._propose()
        self._draw()

    async def reword(self) -> None:
        """Say it all again; what was chosen stays."""
        self._chosen = (self.formats.at, self.names.at, self.place.value)
        await compose_again(self)
        self._draw()

    @property
    def _format(self) -> Format:
        return FORMATS[self.formats.at]

    def _propose(self) -> None:
        self.place.value = str(proposed(self._record, self._folder, self._format))
        self.place.cursor_position = len(self.place.value)

    def _draw(self, problem: str = "") -> None:
        self.query_one("#report").border_title = Content(_("Report of {group}").format(group=self._record.name))
        if problem:
            self.said.update(toned(f"✗ {problem}", "error"))
        elif self._written:
            words = toned(f"✓ {_('Written, readable by you alone:')}", "success")
            close = muted(with_keys(self, _("{report_close} closes")))
            self.said.update(Content("\n").join([words, Content(str(self._written)), close]))
        else:
            seen = (
                _("With names it is for the leaders of this group alone.")
                if self.names.at
                else _("Members are numbered. It says itself what it is not for.")
            )
            keys = with_keys(self, _("{report_write} writes it · {report_next} next line · {report_close} closes"))
            self.said.update(Content("\n").join([muted(seen), muted(keys)]))

    @on(ChoiceLine.Changed, "#report-format")
    def _other_format(self) -> None:
        path = Path(self.place.value)
        if path.suffix in {f".{one}" for one in Format}:
            self._folder = path.parent
        self._written = None
        self._propose()
        self._draw()

    @on(ChoiceLine.Changed, "#report-names")
    @on(Input.Changed)
    def _changed(self) -> None:
        if self._written is None or self.place.value != str(self._written):
            self._written = None
            self._draw()

    def action_step(self, step: int) -> None:
        """Go to the next line, or the one before."""
        if step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_write(self) -> None:
        """Write the report; once it is written, close."""
        if self._written:
            self.dismiss()
        elif not self.place.value.strip():
            self._draw(_("No file is named."))
        elif not self._writing:
            self._writing = True
            self._write(Path(self.place.value.strip()), self._format, hidden=not self.names.at)

    @work(thread=True)
    def _write(self, path: Path, format_: Format, *, hidden: bool) -> None:
        """Write it away from the screen, as the group was shown."""
        study = self._study
        try:
            sprints = study.group_sprints(self._record.group)
            report = report_of(self._record, hidden=hidden, demo=study.is_demo, sprints=sprints)
            made = save(report, path, format_, never=guarded(study))
        except (ReportError, NotLeading, NoSuchHomeError) as problem:
            self.post_message(self.Failed(str(problem)))
        except StoreError as problem:
            self.post_message(self.Failed(problem.text(_)))
        else:
            self.post_message(self.Written(made))

    @on(Written)
    def _there(self, event: Written) -> None:
        self._writing, self._written = False, event.path
        with self.prevent(Input.Changed):
            self.place.value = str(event.path)
        self._draw()

    @on(Failed)
    def _not_there(self, event: Failed) -> None:
        self._writing = False
        self._draw(event.sentence)

    def action_close(self) -> None:
        """Close."""
        self.dismiss()
