"""The words in which commands and screens speak of sprints."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from store.mirror import FEW
from store.sprint_mirror import OwnSprint, SprintGroup, SprintRecord
from store.sprints import EARLY, Band, Bands, State
from tui.i18n import _, clauses, count, later

_BANDS = {
    Band.LESS: later("less than before"),
    Band.AS_BEFORE: later("about as before"),
    Band.MORE: later("more than before"),
    Band.MUCH_MORE: later("much more than before"),
}
_QUARTERS = (
    later("less than a quarter"),
    later("a quarter or more"),
    later("half or more"),
    later("three quarters or more"),
)
_STATES = {State.COMING: later("to come"), State.RUNNING: later("running"), State.OVER: later("over")}
STEPS = 4


def state_word(state: State) -> str:
    """When a sprint is, in a word."""
    return _(_STATES[state])


def days_words(record: SprintRecord | OwnSprint, day_words: Callable[[date], str] = date.isoformat) -> str:
    """From when until when it lasts; `day_words` says what a day is called."""
    sprint = record if isinstance(record, OwnSprint) else record.sprint
    return _("{first} to {last}").format(first=day_words(sprint.first), last=day_words(sprint.last))


def beside_words(sprint: OwnSprint) -> str:
    """How many groups take part beside the one that it is told of."""
    return count("beside {n} other group", "beside {n} other groups", sprint.groups - 1)


def withheld_words(bands: Bands | None) -> str:
    """Why nothing is shown; empty where something is."""
    if bands is None:
        return _("takes part")
    if bands.withheld == EARLY:
        return _("its first week is not over")
    few, nothing = _("fewer than 5 active members"), _("its plan assigns nothing")
    return few if bands.withheld == FEW else nothing if bands.withheld else ""


def improvement_words(bands: Bands) -> str:
    """Lessons of an active member in a week, against the weeks before."""
    return _(_BANDS[bands.improvement]) if bands.improvement else withheld_words(bands)


def coverage_words(bands: Bands) -> str:
    """How much of what is assigned its active members have completed."""
    return _(_QUARTERS[bands.coverage - 1]) if bands.coverage else withheld_words(bands)


def group_words(group: SprintGroup | OwnSprint) -> str:
    """How a group does: its improvement, and its coverage."""
    bands = group.bands
    if bands is None or (bands.improvement is None and bands.coverage is None):
        return withheld_words(bands)
    improvement = _("improvement: {band}").format(band=improvement_words(bands))
    return clauses((improvement, _("coverage: {band}").format(band=coverage_words(bands))))


def sprint_lines(sprints: Sequence[OwnSprint]) -> Iterator[str]:
    """The sprints that a group takes part in, with its own bands, after a blank line; nothing where there are none."""
    if sprints:
        yield ""
        yield _("Sprints")
    for one in sprints:
        head = _("{sprint}: {days}, {state}")
        yield "  " + head.format(sprint=one.name, days=days_words(one), state=state_word(one.state))
        yield "    " + clauses((group_words(one), beside_words(one)))


def own_sprint_json(one: OwnSprint) -> dict[str, object]:
    """The same as JSON, of one."""
    return {
        "sprint": one.name,
        "from": one.first.isoformat(),
        "until": one.last.isoformat(),
        "state": one.state.value,
        "groups": one.groups,
        **bands_json(one.bands),
    }


def bands_json(bands: Bands | None) -> dict[str, object]:
    """How a group does, as JSON."""
    return {
        "improvement": bands.improvement.value if bands and bands.improvement else None,
        "coverage": bands.coverage if bands else None,
        **({"withheld": bands.withheld} if bands and bands.withheld else {}),
    }


def steps(band: int | None) -> str:
    """A band of four as steps taken and to take."""
    return "" if band is None else "▰" * band + "▱" * (STEPS - band)


def step_of(band: Band | None) -> int | None:
    """The place of a band of improvement, 1 to 4."""
    return None if band is None else list(Band).index(band) + 1


def rules() -> tuple[str, ...]:
    """What the bands count, and what they do not; a sentence each."""
    return (
        _("Improvement: lessons that an active member completes in a week, against the four weeks before the sprint."),
        _("Coverage: how much active members have completed of what is assigned to them."),
        _("Each is one of four bands, shown from 5 active members on and renewed once a week: no ranks, no names."),
    )
