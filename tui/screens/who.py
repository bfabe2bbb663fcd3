"""Who studies: everybody in this database, to choose from or to add to."""

from collections.abc import Iterable

from textual import getters, on
from textual.containers import Center, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from store.errors import StoreError
from store.people import Member
from tui.commands.wording import date_text
from tui.i18n import _, count, later
from tui.keys import HELP, WHO
from tui.screens.base import StudyScreen
from tui.sentences import with_keys
from tui.widgets.rows import Row, RowList


class WhoScreen(StudyScreen):
    """Everybody who studies here."""

    CSS_PATH = "who.tcss"
    BINDINGS = [*WHO, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later(
        "Everybody who studies in this database. {who_choose} goes on as the one under the cursor; each sees their "
        "own progress alone. In one file this guides and does not protect: who can open the file can read it."
    )

    rows = getters.query_one(RowList)
    name_input = getters.query_one("#new-name", Input)
    problem = getters.query_one("#problem", Static)

    def __init__(self) -> None:
        super().__init__()
        self._members: tuple[Member, ...] = ()

    def body(self) -> Iterable[Widget]:
        """The list, and below it a row for a new name."""
        with Center(classes="fill"), Vertical(classes="who"):
            yield RowList()
            yield Input(
                placeholder=with_keys(self, _("The new member's name; Enter adds, {who_back} does not")),
                id="new-name",
                max_length=80,
            )
            yield Static("", id="problem", classes="error", markup=False)

    def on_mount(self) -> None:
        """Show everybody, with the cursor on whoever studies now."""
        self.name_input.display = False
        self.say_again()
        self._fill(self.study.member.id if self.study.member else "")
        self.rows.focus()

    def say_again(self) -> None:
        """Name the place, and show everybody."""
        self.top.place = Content.styled(_("Who studies?"), "bold")
        self.name_input.placeholder = with_keys(self, _("The new member's name; Enter adds, {who_back} does not"))
        self.problem.update("")
        self._fill(self.rows.chosen.key if self.rows.chosen else "")

    def _fill(self, at: str) -> None:
        self._members = self.study.members()
        now, today = self.study.member.id if self.study.member else "", self.study.day()
        self.top.state = self.muted(count("{n} member", "{n} members", len(self._members)))
        rows = [
            Row(
                title=member.name,
                key=member.id,
                mark="▸" if member.id == now else "",
                mark_tone="primary",
                strong=member.id == now,
                note=_("studies now")
                if member.id == now
                else _("since {day}").format(day=date_text(member.added, today)),
            )
            for member in self._members
        ]
        self.rows.show(rows, at=at)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """While a name is typed, keys are letters; before anybody was chosen there is no way back."""
        if action in {"choose", "add"}:
            return not self.name_input.display
        if action == "back":
            return self.name_input.display or self.study.member is not None
        return True

    def action_choose(self) -> None:
        """Go on as the member under the cursor."""
        chosen = next((one for one in self._members if self.rows.chosen and one.id == self.rows.chosen.key), None)
        if chosen is None:
            return
        if self.study.member is not None and chosen.id == self.study.member.id:
            self.action_back()
        else:
            self.fivefold.study_as(chosen)

    @on(RowList.Chosen)
    def _clicked(self) -> None:
        self.action_choose()

    def action_add(self) -> None:
        """Ask for a name."""
        self.problem.update("")
        self.name_input.value = ""
        self.name_input.display = True
        self.name_input.focus()
        self.refresh_bindings()

    @on(Input.Submitted)
    def _add(self) -> None:
        name = " ".join(self.name_input.value.split())
        if not name:
            self.problem.update("✗ " + _("The name is empty."))
            return
        try:
            added = self.study.add_member(name)
        except StoreError as problem:
            self.problem.update(f"✗ {problem.text(_)}")
            return
        self._close_input(added.id)

    def _close_input(self, at: str) -> None:
        self.problem.update("")
        self.name_input.display = False
        self._fill(at)
        self.rows.focus()

    def action_back(self) -> None:
        """Give up the new name, else go back."""
        if self.name_input.display:
            self._close_input(self.rows.chosen.key if self.rows.chosen else "")
        else:
            self.app.pop_screen()
