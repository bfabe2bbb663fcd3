"""Me: what is done, what is remembered, what comes back. Its member alone sees it."""

from collections.abc import Iterable
from datetime import timedelta

from textual.containers import Center, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui.commands.wording import fraction, percent
from tui.growth import Me
from tui.i18n import _, count, later
from tui.keys import HELP, ME
from tui.render.plain import plain_inline
from tui.screens.base import StudyScreen
from tui.screens.words import DAYS, date_text

STEPS = (1, 5, 15)
"""Answers of a day from which on its square is darker."""
RAIL = 24
"""Cells of a course's rail."""
AHEAD = 14
"""Days of the load that are drawn."""


class MeScreen(StudyScreen):
    """One member's own page."""

    CSS_PATH = "me.tcss"
    BINDINGS = [*ME, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later("Your own page: nobody else is shown it. v asks again what is due.")

    def body(self) -> Iterable[Widget]:
        """One page of text."""
        with Center(classes="fill"), VerticalScroll(classes="me", can_focus=False):
            yield Static("", id="me", markup=False)

    def on_screen_resume(self) -> None:
        """Look again: something may have been done meanwhile."""
        me = self.study.me()
        self.top.place = Content.assemble((_("Me"), "bold"), "  ", self.muted(date_text(me.day)))
        self.top.state = Content(me.name)
        self.query_one("#me", Static).update(Content("\n").join(self._lines(me)))
        self.refresh_bindings()

    def _lines(self, me: Me) -> Iterable[Content]:
        if not me.answered and not me.courses:
            yield self.muted(_("Nothing is begun yet.  Esc  back to Today"))
            return
        for course in me.courses:
            done = round(course.completed * RAIL / course.total) if course.total else 0
            yield Content.assemble(
                self.toned("━" * done, "primary"),
                self.muted("─" * (RAIL - done)),
                f"  {course.course.title}  ",
                self.muted(fraction(course.completed, course.total)),
            )
        yield Content("")
        yield self._heading(_("Memory"))
        answered = count("{n} question answered", "{n} questions answered", me.answered)
        known = _("{answered}, about {known} likely to be known now")
        yield Content(known.format(answered=answered, known=round(me.known)))
        yield from self._load(me)
        yield Content("")
        yield self._heading(_("Last 30 days"))
        yield from self._calendar(me)
        if me.weakest:
            yield Content("")
            yield Content.assemble(
                self._heading(_("Weakest")), self.muted("  " + _("and the chance to know them tomorrow"))
            )
            for weak in me.weakest:
                stem = plain_inline(weak.question.stem, {}).replace("\n", " ")
                share = self.toned(f"{percent(weak.recall):>4}", "warning")
                yield Content.assemble(share, f"  {stem}  ", self.muted(weak.quiz.title))

    def _heading(self, text: str) -> Content:
        return self.toned(text, "primary", bold=True)

    def _load(self, me: Me) -> Iterable[Content]:
        """One square a day, the darker the more comes back, and the number of the next."""
        parts: list[Content | str] = [self.muted(_("Comes back") + "  ")]
        for number in list(me.load.values())[:AHEAD]:
            parts += [self._square(number), " "]
        coming = [(day, number) for day, number in me.load.items() if number]
        if coming:
            day, number = coming[0]
            parts.append(self.muted(f"  {date_text(day)}: {number}"))
        yield Content.assemble(*parts)

    def _calendar(self, me: Me) -> Iterable[Content]:
        """A row for each day of the week, a column for each week."""
        first = min(me.calendar) - timedelta(days=min(me.calendar).weekday())
        weeks = (me.day - first).days // 7 + 1
        for weekday, name in enumerate(DAYS):
            parts: list[Content | str] = [self.muted(f"{_(name):<4}")]
            for week in range(weeks):
                day = first + timedelta(days=7 * week + weekday)
                parts += [self._square(me.calendar[day]) if day in me.calendar else "  ", " "]
            yield Content.assemble(*parts)

    def _square(self, number: int) -> Content:
        """Two cells whose shape says as much as their colour."""
        if number <= 0:
            return self.muted("··")
        step = sum(number >= least for least in STEPS)
        return self.toned(("░░", "▒▒", "▆▆")[step - 1], "success")

    def action_review(self) -> None:
        """Ask again what is due."""
        self.fivefold.review()

    def action_mirror(self) -> None:
        """Show what leaders see."""
        self.fivefold.show_mirror()

    def action_page(self, pages: int) -> None:
        """Scroll."""
        self.query_one(VerticalScroll).scroll_relative(y=pages * 5, animate=False)
