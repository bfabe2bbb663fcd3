"""Study days: local days that begin at four in the morning, and their weeks."""

from datetime import date, datetime, timedelta, tzinfo

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


def week_of(day: date) -> str:
    """The ISO week of a day, such as `2026-W48`."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"


def last_day(week: str) -> date:
    """The Sunday of a week such as `2026-W48`."""
    return date.fromisocalendar(int(week[:4]), int(week[6:]), 7)


def first_day(week: str) -> date:
    """The Monday of a week."""
    return date.fromisocalendar(int(week[:4]), int(week[6:]), 1)


def months_before(day: date, months: int) -> date:
    """The first day of the month that is so many months before that of a day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)
