"""A member's own notes and bookmarks as Markdown, as `fivefold notes` says them and the app saves them."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from quizzes.exchange.blocks import fenced
from store.days import study_day
from tui.i18n import _, clauses
from tui.noting import Bookmarked, Noted


def notebook(found: Sequence[Noted | Bookmarked]) -> Iterator[str]:
    """Notes and bookmarks, in parts of some lines each, those of a lesson below its title."""
    for number, (title, kept) in enumerate(groupby(found, key=_heading)):
        yield ("\n" if number else "") + f"# {title}"
        for one in kept:
            yield ""
            yield entry(one)


def entry(one: Noted | Bookmarked) -> str:
    """A note or a bookmark, with the name by which it is changed or taken away on the command line."""
    if isinstance(one, Noted):
        told = clauses((study_day(one.note.changed).isoformat(), one.name))
        return f"{_quote(one.note.quote)}\n\n{one.note.text}\n\n*{told}*"
    day = _("Bookmark, {day}").format(day=study_day(one.bookmark.at))
    return f"{_quote(one.bookmark.quote)}\n\n*{clauses((day, one.name))}*"


def _quote(passage: str) -> str:
    """A passage as a quote; lines of code stay lines."""
    return "\n".join(f"> {line}".rstrip() for line in (fenced(passage) if "\n" in passage else passage).split("\n"))


def _heading(one: Noted | Bookmarked) -> str:
    return f"{one.course} › {one.title}" if one.course else one.title
