"""What a group is made of: its name, who is in it, its plan, its goals, its charter; every row is something to do.

It is long because each part of a group is listed, row by row, with the forms that change it.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from rich.cells import cell_len
from textual import on
from textual.content import Content

from store.duties import LEADER, MEMBER
from store.mirror import GroupRecord, Held
from store.projections.goals import OPEN
from tui import organising, own_forms
from tui.commands.plan_words import behind_word, goal_mark, goal_standing
from tui.commands.wording import date_text, duty_word
from tui.forms import REFUSALS, Form, refusal
from tui.i18n import _, count, later, listed
from tui.keys import HELP, ORGANISE
from tui.screens.asking import AskScreen
from tui.screens.begun import Begun
from tui.screens.leader import LeaderScreen
from tui.screens.listed import ListScreen
from tui.sentences import with_keys
from tui.widgets.needs import broken, wrapped
from tui.widgets.rows import Row

_CHARTER = "charter"
"""The key of the row that is read."""
_NAMING = frozenset({"about", "person", "twice", "add", "roster", "share", "collect", "dates", "goal"})
"""What the key of a row begins with whose window tells names, or may: in a purpose, a goal, the path of a folder."""
_BESIDE = 8
"""Cells of a row with a goal beside its words and how it stands."""
_INDENT = 2
"""Cells by which what can be chosen stands further in than a remark."""


class OrganiseScreen(ListScreen, LeaderScreen):
    """One group, to be made what it is to be."""

    BINDINGS = [*ORGANISE, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    SHOWS_RECORDS = True
    HELP_TEXT = later("What the group is made of. {organise_open} on a row asks what is to become of it.")

    def __init__(self, group: str) -> None:
        super().__init__(group)
        self.record: GroupRecord | None = None
        self._forms: dict[str, Callable[[], Form]] = {}
        """What each row asks, by its key."""

    def on_screen_resume(self) -> None:
        """Look again: something may have been done meanwhile."""
        self.load()

    def say_again(self) -> None:
        """Look again: titles are in another language, too."""
        self.load()

    @on(LeaderScreen.Loaded)
    def _loaded(self, event: LeaderScreen.Loaded) -> None:
        self.record = event.record
        self.draw()

    def draw(self) -> None:
        """One part for each thing that a group is made of."""
        record = self.record
        if record is None:
            return
        self.top.within, self.top.place = record.name, Content.styled(_("Organise"), "bold")
        self.top.state = self.muted(date_text(record.as_of, self.study.day()))
        self.said.update(self.muted(_("Everything here is recorded with its day; nothing that was is changed by it.")))
        at = self.rows.chosen.key if self.rows.chosen else ""
        self._forms = {}
        self.rows.show(list(self._parts(record, self.shown(record))), at=at, near=self.rows.cursor)
        self.refresh_bindings()

    def _asks(self, key: str, form: Callable[..., Form], *about: object) -> str:
        """The key of a row that asks for something."""
        self._forms[key] = partial(form, self.study, *about)
        return key

    def _do(self, key: str, words: str, form: Callable[..., Form], *about: object) -> Row:
        return Row(words, key=self._asks(key, form, *about), mark="+", mark_tone="primary")

    @property
    def _width(self) -> int:
        return self.rows.room

    def _parts(self, record: GroupRecord, shown: GroupRecord) -> Iterator[Row]:
        yield Row(_("Group"))
        about = self._asks("about", organising.about_group, record)
        yield Row(record.name, key=about, note=shown.about.team, strong=True)
        for line in wrapped(shown.about.purpose, self._width - _INDENT):
            yield replace(line, title=" " * _INDENT + line.title)
        ends = _("Let it go on") if record.about.archived else _("Archive it")
        yield self._do("archive", ends, organising.archive, record)
        yield self._do("new", _("Make another group"), organising.new_group)
        yield Row("")
        yield from self._people(record)
        yield Row("")
        yield from self._plan(record)
        yield Row("")
        yield from self._goals(record, shown)
        yield Row("")
        yield Row(_("Charter"))
        without = count("{n} has not accepted it", "{n} have not accepted it", len(record.waiting))
        yield Row(
            _("Norms of study, and what leaders receive"),
            key=_CHARTER,
            note=without if record.waiting else _("accepted by all") if record.members else "",
            note_tone="warning" if record.waiting else "",
        )
        yield self._do("norms", _("Take norms from a file"), organising.norms, record)

    def _people(self, record: GroupRecord) -> Iterator[Row]:
        day = record.as_of
        held: dict[str, list[Held]] = {}
        for one in record.duties:
            if one.last is None or one.last >= day:
                held.setdefault(one.member, []).append(one)
        yield Row(_("Members and duties"))
        if not any(duty.duty == MEMBER for duties in held.values() for duty in duties):
            yield from wrapped(_("Nobody is in it yet: add somebody, or take a roster in."), self._width)
        places = {member: place for place, member in enumerate(self.names(record))}
        if self.hidden:  # who has which duty tells who it is, and so does an order by duties, or by when they joined
            order = sorted(held.values(), key=lambda duties: places.get(duties[0].member, len(places)))
        else:  # who leads it first; a member who does nothing else last
            order = sorted(held.values(), key=lambda duties: (duties[0].duty != LEADER, len(duties) < 2))  # noqa: PLR2004
        for duties in order:
            told = () if self.hidden else (_held(one, day) for one in duties)
            name = duties[0].name
            # Who waits is told by name, and one who shares from elsewhere may be called the same.
            waits = name in record.waiting and duties[0].member not in places
            yield Row(
                self.names_or(record, duties[0].member, name),
                key=self._asks(f"person {duties[0].member}", organising.somebody, record, duties[0].member),
                mark="?" if waits else "",
                mark_tone="warning",
                note=listed([*told, *([_("charter not accepted")] if waits else [])]),
                note_tone="warning" if waits else "",
            )
        for both in self.study.twice(record.name):
            words = _("{name} and {shared}: one person?")
            here, there = (
                self.names_or(record, one, name)
                for one, name in ((both.member, both.name), (both.person, both.shared_as))
            )
            said = words.format(name=here, shared=there)
            yield self._do(f"twice {both.member} {both.person}", said, organising.one_person, record, both)
        yield self._do("add", _("Add somebody"), organising.add_member, record)
        yield self._do("roster", _("Take a roster in (CSV)"), organising.roster, record)
        yield self._do("share", _("Share the group in a folder"), own_forms.share_group, record)
        yield self._do("collect", _("Collect from a folder"), own_forms.collect)

    def names_or(self, record: GroupRecord, member: str, name: str) -> str:
        """What somebody is called on the screen: a number in place of a member's name, where names are hidden."""
        return self.names(record).get(member, _("name hidden")) if self.hidden else name

    def _plan(self, record: GroupRecord) -> Iterator[Row]:
        yield Row(_("Plan"))
        plans = self.study.plans(record.name)
        library = self.study.read()
        if not plans:
            yield Row(_("Nothing is assigned yet."), title_tone="muted")
        for plan in plans:
            contents = library.course(plan.course)
            lessons = count("{n} lesson", "{n} lessons", len(plan.due))
            last = _("due {day}").format(day=date_text(max(plan.due.values()), record.as_of)) if plan.due else ""
            row = Row(contents.course.title if contents else plan.course, note=f"{lessons}   {last}".rstrip())
            if contents:
                row = Row(
                    row.title,
                    key=self._asks(f"plan {plan.course}", organising.assign, record, plan.course),
                    note=row.note,
                )
            yield row
        yield self._do("assign", _("Assign a course"), organising.assign, record)
        yield self._do("file", _("Take a plan from a file"), organising.plan_from_file, record)
        if plans:
            row = self._do("dates", _("See other dates, from the group's own pace"), organising.other_dates, record)
            pace = behind_word(record.pace[-1]) if record.pace and record.members else ""
            yield Row(row.title, key=row.key, mark=row.mark, mark_tone=row.mark_tone, note=pace)
        for plan in plans:
            if changes := self.study.plan_before(record.name, plan.course):
                back = _("Put back the plan before")
                row = self._do(f"back {plan.course}", back, organising.plan_back, record, plan.course)
                yield replace(row, note=changes.courses[0].title)

    def _goals(self, record: GroupRecord, shown: GroupRecord) -> Iterator[Row]:
        yield Row(_("Goals"))
        if not record.goals:
            yield Row(_("No goal yet."), title_tone="muted")
        for goal, told in zip(record.goals, shown.goals, strict=True):
            mark = goal_mark(goal)
            standing = goal_standing(told, record.as_of, partial(date_text, today=record.as_of))
            beside = cell_len(told.text) + cell_len(standing) + _BESIDE <= self._width
            first, *more = broken(told.text, max(2, self._width - _BESIDE))
            note = standing if beside else ""
            if goal.state == OPEN:
                key = self._asks(f"goal {goal.goal}", organising.end_goal, record, goal)
                yield Row(first, key=key, mark=mark, note=note)
            else:
                yield Row(f"{mark} {first}", title_tone="muted", note=note)
            yield from (Row(" " * _INDENT + line, title_tone="muted") for line in more)
            if not beside:
                yield from (replace(one, title=" " * _INDENT + one.title) for one in wrapped(standing, self._width))
        yield self._do("goal", _("Set a goal"), organising.new_goal, record)

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """Nothing to open where there is nothing."""
        return action != "open" or self.is_mounted

    def action_open(self) -> None:
        """Ask what is to become of what is under the cursor."""
        if self.record and self.rows.chosen and self.rows.chosen.key == _CHARTER:
            self.fivefold.read_charter(self.record.name)
            return
        key = self.rows.chosen.key if self.rows.chosen else ""
        make = self._forms.get(key)
        if make is None:
            return
        if self.hidden and key.partition(" ")[0] in _NAMING:
            self.notify(
                with_keys(self, _("That names people, and names are hidden: {group_hide} in the group shows them.")),
                severity="warning",
                markup=False,
            )
            return
        try:
            self.app.push_screen(AskScreen(make, Begun(self.study, "form", self.group, key)))
        except REFUSALS as problem:
            self.notify(refusal(problem), severity="warning", markup=False)


def _held(one: Held, day: date) -> str:
    """A duty, and when where that is not plain."""
    word = duty_word(one.duty)
    if one.first > day:
        return _("{duty} from {day}").format(duty=word, day=date_text(one.first, day))
    if one.last is not None:
        return _("{duty} until {day}").format(duty=word, day=date_text(one.last, day))
    return word
