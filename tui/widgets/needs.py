"""Who needs help with what: under each reason its rule in words, so that nobody has to guess why a name is here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from rich.cells import cell_len

from store.challenging import Said
from store.handling import SeenTo
from store.mirror import GroupLesson, HelpNeeded
from store.status import Reason
from tui.commands.wording import date_text, need_note, nobody_words, reason_rule, reason_word, seen_to_rule, week_word
from tui.i18n import _, clauses, named
from tui.linebreak import divide_line
from tui.render.text import fitted, safe
from tui.roster import courses_told, numbers_of
from tui.sentences import with_keys
from tui.widgets.rows import Row, RowList, Tone

_WIDEST_NAME = 20
_MARGIN = 4
"""Cells of a row that are no title."""


class NeedsHelp(RowList):
    """One row for each member and lesson, by reason, the oldest need first; then what was said to be wrong."""

    def __init__(self) -> None:
        super().__init__()
        self._needs: Sequence[HelpNeeded] = ()
        self._names: Mapping[str, str] = {}
        self._lessons: Mapping[str, tuple[int, str]] = {}
        self._courses: Mapping[str, str] = {}
        self._said: Sequence[Said] = ()
        self._handled: Sequence[SeenTo] = ()
        self._day = date.min
        self._overdue = 0
        self._width = 0

    def show_needs(
        self,
        needs: Iterable[HelpNeeded],
        *,
        names: Mapping[str, str],
        lessons: Sequence[GroupLesson],
        day: date,
        overdue: int = 0,
        said: Iterable[Said] = (),
        handled: Iterable[SeenTo] = (),
    ) -> None:
        """Show who needs help; the cursor stays where it was.

        Args:
            needs: who, with what.
            names: what each member, by id, is called on the screen.
            lessons: of the plan, in its order.
            day: on which this was judged.
            overdue: lessons past their day: where nobody needs help, it says why not.
            said: what members said is wrong: what is not answered yet is shown.
            handled: what leaders saw to of late: the latest is shown first.
        """
        order = list(Reason)
        self._needs = sorted(needs, key=lambda one: (order.index(one.reason), one.since, names[one.member].casefold()))
        self._names, self._day, self._overdue = names, day, overdue
        self._lessons = {
            one.lesson: (number, one.title) for number, one in zip(numbers_of(lessons), lessons, strict=True)
        }
        self._courses = courses_told(lessons)
        self._said = [one for one in said if one.answered is None and one.member in names]
        self._handled = sorted(handled, key=lambda one: one.day, reverse=True)
        self._fill()

    @property
    def need(self) -> HelpNeeded | None:
        """What is under the cursor."""
        row = self.chosen
        return next((one for one in self._needs if row and row.key == _key(one)), None)

    @property
    def course(self) -> str:
        """Of which course the lesson under the cursor is, where the plan has several; empty elsewhere."""
        return self._courses.get(need.lesson, "") if (need := self.need) else ""

    @property
    def member(self) -> str:
        """The member under the cursor, by id; empty where there is none."""
        key = self.chosen.key if self.chosen else ""
        if (need := self.need) is not None:
            return need.member
        told = [(f"said {one.id}", one.member) for one in self._said]
        told += [(_handled_key(one), one.member) for one in self._handled]
        return next((member for row, member in told if row == key), "")

    @property
    def lesson(self) -> str:
        """The key of the lesson under the cursor; empty where there is none."""
        key = self.chosen.key if self.chosen else ""
        told = [(_key(one), one.lesson) for one in self._needs]
        told += [(f"said {one.id}", one.lesson) for one in self._said]
        told += [(_handled_key(one), one.lesson) for one in self._handled]
        return next((lesson for row, lesson in told if row == key), "")

    @property
    def seen_to(self) -> tuple[str, str] | None:
        """Member, by id, and lesson, by key, of what was handled under the cursor; None where it is nothing such."""
        key = self.chosen.key if self.chosen else ""
        return next(((one.member, one.lesson) for one in self._handled if key == _handled_key(one)), None)

    def on_resize(self) -> None:
        """The rules break into other lines."""
        if self.scrollable_content_region.width != self._width:
            self._fill()

    def _fill(self) -> None:
        self._width = self.scrollable_content_region.width
        at = self.chosen.key if self.chosen else ""
        self.show([*self._lines(), *self._wrong(), *self._seen_to()], at=at)

    def _wrong(self) -> Iterator[Row]:
        """What members said is wrong, and how it is answered."""
        if self._said:
            how = with_keys(self, _("{group_member} opens the page of the member, {member_answer} there answers"))
            yield from explained(_("said to be wrong"), how, self._width, strong=True)
        name = min(max((cell_len(safe(self._names[one.member])) for one in self._said), default=0), _WIDEST_NAME)
        for one in self._said:
            number, title = self._lessons.get(one.lesson, (0, one.lesson))
            yield Row(
                title=f"{fitted(self._names[one.member], name)}  {number:02} {safe(title)}",
                key=f"said {one.id}",
                mark="?",
                mark_tone="warning",
                note=_("not answered yet"),
            )

    def _seen_to(self) -> Iterator[Row]:
        """What leaders saw to, so that none of them wonders where a need has gone."""
        if self._handled:
            yield from explained(_("handled"), seen_to_rule(), self._width, strong=True)
        name = min(max((cell_len(safe(self._names[one.member])) for one in self._handled), default=0), _WIDEST_NAME)
        for one in self._handled:
            number, title = self._lessons.get(one.lesson, (0, one.lesson))
            day = date_text(one.day, self._day)
            yield Row(
                title=f"{fitted(self._names[one.member], name)}  {number:02} {safe(title)}",
                key=_handled_key(one),
                mark="·",
                title_tone="muted",
                note=clauses((fitted(one.by, min(cell_len(safe(one.by)), _WIDEST_NAME)), day)) if one.by else day,
            )

    def _lines(self) -> Iterator[Row]:
        if not self._needs:
            said, why = nobody_words(self._overdue)
            yield Row(said, title_tone="muted")
            yield from wrapped(why, self._width)
            return
        name = min(max((cell_len(safe(self._names[one.member])) for one in self._needs), default=0), _WIDEST_NAME)
        since = {
            week: _("since {week}").format(week=week_word(week, self._day))
            for week in {one.since for one in self._needs}
        }
        for reason in Reason:
            group = [one for one in self._needs if one.reason is reason]
            if group:
                yield from explained(reason_word(reason), reason_rule(reason), self._width, strong=True)
            for one in group:
                number, _title = self._lessons.get(one.lesson, (0, ""))
                yield Row(
                    title=f"{fitted(self._names[one.member], name)}  {number:02} {safe(one.title)}",
                    key=_key(one),
                    aside=f" · {course}" if (course := self._courses.get(one.lesson)) else "",
                    mark="!",
                    mark_tone="error",
                    note=since[one.since],
                )
        yield from wrapped(need_note(), self._width)


def explained(word: str, rule: str, width: int, *, indent: str = "", strong: bool = False) -> Iterator[Row]:
    """Remarks that say a word and its rule, in as many rows as the width asks for."""
    first, *others = broken(named(word, rule), max(2, width - _MARGIN - len(indent)))
    if strong and first.startswith(word):
        yield Row(word, aside=first[len(word) :], title_tone="primary", strong=True)
    else:
        yield Row(indent + first, title_tone="muted")
    for line in others:
        yield Row(indent + line, title_tone="muted")


def wrapped(text: str, width: int, *, tone: Tone = "muted") -> Iterator[Row]:
    """Remarks that say a text, in as many rows as the width asks for; none where there is no text.

    Blanks before the text stand before each row of it.
    """
    words = text.lstrip()
    indent = text[: len(text) - len(words)]
    for line in broken(words, max(2, width - _MARGIN - len(indent))) if words else ():
        yield Row(indent + line, title_tone=tone)


def broken(text: str, room: int) -> Iterator[str]:
    """A text in lines of so many cells."""
    start = 0
    for end in (*divide_line(text, room), len(text)):
        yield text[start:end].rstrip()
        start = end


def _handled_key(one: SeenTo) -> str:
    return f"handled {one.member} {one.lesson}"


def _key(need: HelpNeeded) -> str:
    return f"{need.member} {need.lesson}"
