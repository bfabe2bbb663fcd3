"""What `check` says of histories: what the edits in a course do to what its members have learned, in counts."""

from collections.abc import Callable, Sequence
from pathlib import Path

from quizzes.model import How
from store.errors import StoreError
from store.mirror import FEWEST
from tui.checking import Checked
from tui.commands.output import say, tell
from tui.i18n import _, count
from tui.impact import Change, Impact, impact
from tui.render.plain import plain_inline

_MOST_SAME = 5
"""Questions that were only moved, or given another id, of which each is named."""


def impacts(database: Path, checked: Sequence[Checked]) -> list[tuple[Impact, ...]] | None:
    """What the edits do to what is recorded, by what was checked; None where no database is at hand."""
    known: dict[int, tuple[Impact, ...] | None] = {}
    told: list[tuple[Impact, ...]] = []
    try:
        for one in checked:
            name = id(one.library)  # many files may be of one
            if name not in known:
                known[name] = impact(database, one.library)
            found = known[name]
            if found is None:
                if database.is_file():
                    tell(
                        _(
                            "{path} has another format than this Fivefold writes, so nothing is said of what was "
                            "answered. `fivefold today` brings an older one up to date."
                        ).format(path=database)
                    )
                return None
            told.append(tuple(each for each in found if one.only is None or each.path in one.only))
    except StoreError as problem:
        tell(problem.text(_))
        return None
    return told


def say_impact(impacts: Sequence[Impact], shown: Callable[[str], str]) -> None:
    """Say it in lines: what needs a look one by one, of what was only moved or given an id the first few.

    Args:
        impacts: of one library, in its order.
        shown: the path of a file as the trainer knows it.
    """
    same = 0
    """Questions so far that are what they were in another place, or under another id."""
    for one in impacts:
        place = shown(one.path) + (f":{one.line}" if one.line else "")
        stem, was = _words(one.stem), _words(one.was_stem)
        match one.change:
            case Change.KEY_CHANGED:
                said = _(
                    "“{stem}” has another right answer now. What {members} answered before is kept, but it counts "
                    "no longer: the statistics of the question begin anew."
                )
            case Change.RETIRED:
                said = _("“{stem}” is in no file any more: the history of {members} is kept, and nobody is asked it.")
            case Change.PAIRED if one.how is How.LIKENESS and stem == was:
                said = _("What stands under “{stem}” was edited: the history of {members} goes on with it.")
            case Change.PAIRED if one.how is How.LIKENESS:
                said = _("“{stem}” was “{was}”: the history of {members} goes on with it.")
            case _:
                same += 1
                if same > _MOST_SAME:
                    continue
                said = _("“{stem}” was moved or has another id: the history of {members} goes on with it.")
        say(f"{place} " + said.format(stem=stem, was=was, members=_members(one.told)))
    if same > _MOST_SAME:
        say(
            count(
                "... and {n} more question that was moved or has another id.",
                "... and {n} more questions that were moved or have other ids.",
                same - _MOST_SAME,
            )
        )
    if impacts:
        say()


def impact_json(one: Impact, shown: Callable[[str], str]) -> dict[str, object]:
    """One of them as JSON; docs/json.md explains its keys."""
    return {
        "change": one.change.value,
        "path": shown(one.path),
        "line": one.line,
        "stem": _words(one.stem),
        "was": {"quiz": one.was[0], "question": one.was[1], "stem": _words(one.was_stem)},
        "how": one.how.value if one.how else None,
        "members": one.told,
        "withheld": None if one.told is not None else f"fewer than {FEWEST}",
    }


def _words(stem: str) -> str:
    return plain_inline(stem, {}).replace("\n", " ")


def _members(told: int | None) -> str:
    if told is None:
        return _("fewer than {n} members").format(n=FEWEST)
    return count("{n} member", "{n} members", told)
