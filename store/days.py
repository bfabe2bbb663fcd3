"""Study days: local days that begin at four in the morning, and their weeks."""

from datetime import date, datetime, time, timedelta, tzinfo

FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2199, 12, 31)
"""The days that can be recorded: wide enough for every plan, and far enough from the ends of the calendar to reckon."""
BEGINS = 4
"""The local hour in which a study day begins; who studies past midnight is still in yesterday."""


def study_day(moment: datetime, zone: tzinfo | None = None) -> date:
    """The study day of an aware moment in a zone; None for the zone of this machine.

    Raises:
        ValueError: the moment has no zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a study day needs a moment with its zone")
    local = moment.astimezone(zone)
    return local.date() - timedelta(days=1) if local.hour < BEGINS else local.date()


def day_ends(day: date, zone: tzinfo | None = None) -> datetime:
    """The moment at which a study day is over, in a zone; None for the zone of this machine."""
    over = datetime.combine(day + timedelta(days=1), time(BEGINS), zone)
    return over if zone else over.astimezone()


def week_of(day: date) -> str:
    """The ISO week of a day, such as `2026-W48`."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"


FIRST_WEEK, LAST_WEEK = week_of(FIRST_DAY), week_of(LAST_DAY)


def last_day(week: str) -> date:
    """The Sunday of a week such as `2026-W48`."""
    week = kept_week(week)
    return date.fromisocalendar(int(week[:4]), int(week[6:]), 7)


def first_day(week: str) -> date:
    """The Monday of a week."""
    week = kept_week(week)
    return date.fromisocalendar(int(week[:4]), int(week[6:]), 1)


def kept_day(text: str) -> date:
    """A day as a database has it, such as `2026-11-27`; one that could not be recorded today is the nearest that can.

    Raises:
        ValueError: it is no day.
    """
    return bounded(date.fromisoformat(text))


def bounded(day: date) -> date:
    """A day, or the nearest that could be recorded today: an older file may have any."""
    return min(max(day, FIRST_DAY), LAST_DAY)


def kept_week(text: str) -> str:
    """A week as a database has it, likewise."""
    return min(max(text, FIRST_WEEK), LAST_WEEK)


def months_before(day: date, months: int) -> date:
    """The first day of the month that is so many months before that of a day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)
