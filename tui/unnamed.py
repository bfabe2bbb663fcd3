"""A group's record without names: for a file that is handed on, and for a screen that others look at. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from store.mirror import GroupPart, GroupRecord
from tui.i18n import _
from tui.roster import shown_names
from tui.standing import Mirrored, Stayed

_CASED = "[A-Za-z\u00c0-\u024f\u0370-\u052f]"
"""Letters of writing that has blanks between words: Latin, Greek, Cyrillic."""


def numbered(record: GroupRecord) -> GroupRecord:
    """The same group without a name, an id or a word of its members, in the order of their numbers.

    The order of names would tell who comes first in the alphabet. Duties name people in every line, so none is left.
    Who sees to a goal is known in the group: with their number there, everything else of them would be, too.
    """
    without = _Unnamed(_names_in(record), leaders=record.leaders)
    names = shown_names(record.members, hidden=True)
    place = {id_: number for number, id_ in enumerate(names, start=1)}
    members = sorted(record.members, key=lambda one: place[one.member])
    needs = sorted(record.needs_help, key=lambda one: place[one.member])
    return replace(
        record,
        members=tuple(replace(one, member=_id(place[one.member]), name=names[one.member]) for one in members),
        needs_help=tuple(replace(one, member=_id(place[one.member]), name=names[one.member]) for one in needs),
        handled=tuple(
            replace(one, member=_id(place[one.member]), name=names[one.member], by=without.name(one.by))
            for one in sorted(record.handled, key=lambda one: place[one.member])
        ),
        about=replace(record.about, team=without.text(record.about.team), purpose=without.text(record.about.purpose)),
        goals=tuple(
            replace(
                one,
                text=without.text(one.text),
                owner=without.name(one.owner),
                ended_by=one.ended_by if one.ended_by in record.leaders else "",
            )
            for one in record.goals
        ),
        duties=(),
        waiting=tuple(_("name hidden") for _name in record.waiting),
        said=tuple(
            replace(one, member=_id(place[one.member]), name=names[one.member], text="", answer="", by="")
            for one in record.said
            if one.member in place
        ),
    )


def projected(record: GroupRecord) -> GroupRecord:
    """The same group with nobody's name in what leaders wrote of it and of its goals, neither of who leads it.

    Members and needs keep their ids and names: whoever shows them calls them as `shown_names` does.
    """
    without = _Unnamed(_names_in(record))
    return replace(
        record,
        about=replace(record.about, team=without.text(record.about.team), purpose=without.text(record.about.purpose)),
        goals=tuple(replace(one, text=without.text(one.text), owner="", ended_by="") for one in record.goals),
    )


def projected_part(part: GroupPart) -> GroupPart:
    """What a duty opens of a group, with nobody's name in it: its leaders are hidden, its mentees have numbers."""
    names = shown_names(part.mentees or (), hidden=True)
    without = _Unnamed([*part.leaders, *(one.name for one in part.mentees or ())])
    return replace(
        part,
        leaders=tuple(_("name hidden") for _name in part.leaders),
        about=replace(part.about, team=without.text(part.about.team), purpose=without.text(part.about.purpose)),
        mentees=part.mentees and tuple(replace(one, name=names[one.member]) for one in part.mentees),
    )


def projected_mirror(one: Mirrored) -> Mirrored:
    """What leaders receive of a member, and who looked, answered and saw to what, with nobody's name in it."""
    hidden = _("name hidden")
    names = [one.record.name, *one.mentors, *(look.name for look in one.looked), *(each.name for each in one.said)]
    without = _Unnamed([*names, *(each.by for each in one.said), *(each.by for each in one.handled)])
    return replace(
        one,
        record=replace(one.record, name=hidden),
        looked=tuple(replace(each, name=hidden) for each in one.looked),
        said=tuple(
            replace(
                each, by=hidden if each.by else each.by, text=without.text(each.text), answer=without.text(each.answer)
            )
            for each in one.said
        ),
        handled=tuple(replace(each, by="") for each in one.handled),
        mentors=(hidden,) * len(one.mentors),
    )


def projected_stay(one: Stayed) -> Stayed:
    """A group that somebody is or was in, with nobody's name in who looked."""
    return replace(one, looked=tuple(replace(each, name=_("name hidden")) for each in one.looked))


def _names_in(record: GroupRecord) -> Iterator[str]:
    """Everybody whom a group's record names."""
    yield from record.leaders
    yield from record.waiting
    yield from (one.name for one in record.members)
    for one in record.duties:
        yield one.name
        yield from one.mentees


class _Unnamed:
    """Takes names out of what leaders wrote, but for those of `leaders`."""

    def __init__(self, names: Iterable[str], *, leaders: Iterable[str] = ()) -> None:
        self._leaders = frozenset(leaders)
        longest_first = sorted({*names} - self._leaders - {""}, key=len, reverse=True)
        words = "|".join(f"{_edge(name[0], '<!')}{re.escape(name)}{_edge(name[-1], '!')}" for name in longest_first)
        self._names = re.compile(words, re.IGNORECASE) if words else None

    def text(self, said: str) -> str:
        """A text without the name of a member in it."""
        return self._names.sub(lambda _found: _("name hidden"), said) if self._names else said

    def name(self, one: str) -> str:
        """Somebody's name, where it is that of a leader; nobody's stays nobody's."""
        return one if one in self._leaders or not one else _("name hidden")


def _edge(letter: str, look: str) -> str:
    """That a name ends where a word does, in writing that has blanks between words: Al is not in All."""
    return f"(?{look}{_CASED})" if letter.lower() != letter.upper() else ""


def _id(number: int) -> str:
    return f"member-{number}"
