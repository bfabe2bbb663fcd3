"""Sprints: groups that study beside each other for some weeks, each against what it did before.

It is long because a row may be a sprint, a group in it or one that was asked, and every key has to know which.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from textual import on, work
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from store.errors import StoreError
from store.sprint_mirror import SprintRecord
from store.sprints import State
from tui.commands.sprint_words import (
    coverage_words,
    days_words,
    improvement_words,
    rules,
    state_word,
    step_of,
    steps,
    withheld_words,
)
from tui.commands.wording import date_text
from tui.forms import REFUSALS, refusal
from tui.i18n import _, count, later, together
from tui.keys import HELP, SPRINTS
from tui.leading import NotLeading
from tui.organising import sprint
from tui.screens.asking import AskScreen
from tui.screens.begun import Begun
from tui.screens.listed import ListScreen
from tui.sentences import with_keys
from tui.unknown import Unknown
from tui.widgets.rows import Row


class SprintsScreen(ListScreen):
    """Every sprint of the groups that the member leads or is in."""

    BINDINGS = [*SPRINTS, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later(
        "Groups that study beside each other for some weeks, in bands of four: no places, no names. A group takes part "
        "once a leader of it says yes, until one says no."
    )

    @dataclass
    class Loaded(Message):
        """The sprints have been looked at."""

        records: tuple[SprintRecord, ...]

    @dataclass
    class Refused(Message):
        """It could not be recorded."""

        sentence: str

    def __init__(self, at: str = "") -> None:
        """Show them all; a new one is proposed for the group `at`, given by id."""
        super().__init__()
        self._group = at
        self._records: tuple[SprintRecord, ...] | None = None

    @property
    def awaits(self) -> bool:
        """Whether nobody has looked yet."""
        return self._records is None

    def on_screen_resume(self) -> None:
        """Look again: something may have been done meanwhile."""
        self.load()

    def records_changed(self) -> None:
        """Look again."""
        self.load()

    @work(thread=True, exclusive=True, group="load")
    def load(self) -> None:
        """Look, away from the screen."""
        try:
            records = self.study.sprints()
        except StoreError as problem:
            self.app.post_message(self.fivefold.Failed(problem.text(_)))
            return
        if not get_current_worker().is_cancelled:
            self.post_message(self.Loaded(records))

    @on(Loaded)
    def _loaded(self, event: Loaded) -> None:
        self._records = event.records
        self.draw()

    def draw(self) -> None:
        """One part for each sprint."""
        self.top.place = Content.styled(_("Sprints"), "bold")
        if self._records is None:
            return
        self.top.state = self.muted(count("{n} sprint", "{n} sprints", len(self._records)))
        none = _("No sprint yet: groups that study beside each other for some weeks, if the leaders of each want it.")
        propose = with_keys(self, _("{sprints_propose} proposes one.")) if self._leads() else ""
        said = "\n".join(rules()) if self._records else together(none, propose)
        self.said.update(self.muted(said))
        at = self.rows.chosen.key if self.rows.chosen else ""
        self.rows.show([row for record in self._records for row in self._part(record)], at=at)
        self.refresh_bindings()

    def _part(self, record: SprintRecord) -> Iterator[Row]:
        sprint = record.sprint
        day_words = partial(date_text, today=self.study.day())
        yield Row(sprint.name, note=f"{days_words(record, day_words)} · {state_word(record.state)}")
        for group in record.groups:
            bands = group.bands
            key = f"{sprint.id} {group.group}"
            if bands is None or (bands.improvement is None and bands.coverage is None):
                yield Row(group.name, key=key, mark="✓", mark_tone="muted", note=withheld_words(bands))
                continue
            yield Row(group.name, key=key, mark="✓", mark_tone="muted", strong=group.own)
            yield _band(_("improvement"), step_of(bands.improvement), improvement_words(bands))
            yield _band(_("coverage"), bands.coverage, coverage_words(bands))
        for asked in record.asked:
            mine = asked in record.to_answer
            yield Row(
                asked.name,
                key=f"{sprint.id} {asked.id}",
                mark="?" if mine else "·",
                mark_tone="warning" if mine else "muted",
                note=_("asked, has not said yes"),
            )
        yield Row("")

    # Keys

    def _at_cursor(self) -> tuple[SprintRecord, str] | None:
        """The sprint under the cursor, and the id of the group."""
        sprint, _blank, group = (self.rows.chosen.key if self.is_mounted and self.rows.chosen else "").partition(" ")
        found = next((one for one in self._records or () if one.sprint.id == sprint), None)
        return (found, group) if found else None

    def _to_join(self) -> bool:
        at = self._at_cursor()
        return at is not None and at[1] in {group.id for group in at[0].to_answer}

    def _to_leave(self) -> bool:
        at = self._at_cursor()
        return (
            at is not None
            and at[0].state is not State.OVER
            and at[1] in {group.id for group in self.study.led_groups()}
            and at[1] in at[0].sprint.groups
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """Only the keys that do something now."""
        if action == "join":
            return self._to_join()
        if action == "propose":
            return self._leads()
        return self._to_leave() if action == "leave_sprint" else True

    def action_open(self) -> None:
        """A click chooses a row and decides nothing."""

    def _leads(self) -> bool:
        """Whether the member leads a group that could take part in another one."""
        return bool(self.study.led_groups())

    def action_propose(self) -> None:
        """Ask for another sprint."""
        try:
            begun = Begun(self.study, "form", "sprint", self._group)
            self.app.push_screen(AskScreen(partial(sprint, self.study, self._group), begun))
        except REFUSALS as problem:
            self.notify(refusal(problem), severity="warning", markup=False)

    def action_join(self) -> None:
        """Take part with the group under the cursor."""
        if at := self._at_cursor():
            self._answer(at[0], at[1], join=True)

    def action_leave_sprint(self) -> None:
        """Take part no more."""
        if at := self._at_cursor():
            self._answer(at[0], at[1], join=False)

    @work(thread=True)
    def _answer(self, record: SprintRecord, group: str, *, join: bool) -> None:
        """Record it; a write's result is never dropped."""
        study = self.study
        name = next((one.name for one in study.led_groups() if one.id == group), "")
        try:
            (study.join_sprint if join else study.leave_sprint)(record.sprint.id, name)
        except StoreError as problem:
            self.post_message(self.Refused(problem.text(_)))
        except (Unknown, NotLeading) as problem:
            self.post_message(self.Refused(str(problem)))
        else:
            self.app.call_from_thread(self.load)

    @on(Refused)
    def _not_answered(self, event: Refused) -> None:
        self.notify(event.sentence, title=_("Not recorded"), severity="error", timeout=12, markup=False)


def _band(words: str, step: int | None, said: str) -> Row:
    return Row(f"      {words}", title_tone="muted", note=f"{said}  {steps(step) or '····'}")
