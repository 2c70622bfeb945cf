"""Days a year apart."""

import calendar
from datetime import date

TEXT_LENGTHS = (4, 7, 10)


def a_year_after(day: date) -> date:
    """Return the same day of the next year; 28 February after a 29 February."""
    return _in_year(day, day.year + 1)


def next_anniversary(day: date, *, after: date) -> date:
    """Return the first anniversary of a day that lies after another day."""
    this_year = _in_year(day, after.year)
    return this_year if this_year > after else _in_year(day, after.year + 1)


def first_day_of(text: str) -> date:
    """Return the first day that a year, a month or a day (ISO 8601) can mean; raises ValueError for anything else."""
    if len(text) not in TEXT_LENGTHS:
        raise ValueError("This is neither a year nor a month nor a day.")
    return date.fromisoformat(text + "0000-01-01"[len(text) :])


def _in_year(day: date, year: int) -> date:
    """Return a day of the year, the last of its month where the year has no such day."""
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))
