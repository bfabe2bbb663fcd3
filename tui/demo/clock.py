"""A clock that a storyteller sets."""

from datetime import UTC, date, datetime, time, timedelta

from store.days import BEGINS, study_day

_DAY_MINUTES = 24 * 60


class Clock:
    """Shows the moment it was set to. It never goes past the end of the story, into whose last day all of it fits."""

    def __init__(self, end: datetime) -> None:
        self.last_day = study_day(end)
        """The study day in which the story ends."""
        self._end = end
        self._at = end

    def __call__(self) -> datetime:
        """The moment it shows, UTC."""
        return self._at

    def set(self, day: date, minute: float) -> None:
        """Show a minute of a study day, 0 to 1440."""
        # A naive moment is one of this machine's zone, as study days are.
        begins = datetime.combine(day, time(BEGINS)).astimezone(UTC)
        if day < self.last_day:
            self._at = begins + timedelta(minutes=minute)
        else:
            self._at = begins + (self._end - begins) * (minute / _DAY_MINUTES)

    def forward(self, **span: float) -> None:
        """Let time pass."""
        self._at = min(self._at + timedelta(**span), self._end)
