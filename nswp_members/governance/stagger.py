"""The calendar of terms: when one ends so that the stagger holds, and where it stands on a line of years."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

ONE_DAY = timedelta(days=1)


class Period(Protocol):
    """Days from a first to a last one."""

    @property
    def starts_on(self) -> date:
        """The first day."""

    @property
    def last_day(self) -> date:
        """The last day."""


@dataclass(frozen=True)
class Bar:
    """A period on a line, in per cent of its length; ``ahead`` tells that it has not begun."""

    start: float
    width: float
    ahead: bool


def begin_of(day: date) -> datetime:
    """Return the first moment of a day in UTC."""
    return datetime.combine(day, time(), UTC)


def end_of(day: date) -> datetime:
    """Return the moment after a day: midnight UTC."""
    return begin_of(day + ONE_DAY)


def years_on(day: date, years: int) -> date:
    """Return the same day some years later; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def longest_end(starts_on: date, *, years: int) -> date:
    """Return the last day of a full term of so many years."""
    return years_on(starts_on, years) - ONE_DAY


def regular_end(starts_on: date, *, phase: int, years: int, before: date | None = None) -> date:
    """Return the last day of a term that keeps the stagger: the first fitting day of the seat on or after its start.

    ``before`` is the last day agreed on for the seat's earlier term: whoever comes after a vacancy serves the rest of
    that cycle. Without one the day before the start is the seat's day of the year. The year of the end leaves the
    remainder ``phase`` when divided by ``years``.
    """
    change = (before + ONE_DAY) if before else starts_on
    for year in range(starts_on.year - change.year, starts_on.year - change.year + years + 2):
        end = years_on(change, year) - ONE_DAY
        if end >= starts_on and end.year % years == phase % years:
            return end
    return longest_end(starts_on, years=years)


def bar(period: Period, *, first: date, last: date, today: date) -> Bar | None:
    """Return where a period stands between two days; None if it lies outside."""
    length = (last - first).days + 1
    start, end = max(period.starts_on, first), min(period.last_day, last)
    if start > end:
        return None
    left = 100 * (start - first).days / length
    return Bar(round(left, 2), round(100 * ((end - start).days + 1) / length, 2), period.starts_on > today)


def year_marks(first: date, last: date) -> list[tuple[int, float]]:
    """Return where each year begins between two days, in per cent."""
    length = (last - first).days + 1
    return [
        (year, round(100 * (date(year, 1, 1) - first).days / length, 2))
        for year in range(first.year, last.year + 1)
        if date(year, 1, 1) >= first
    ]


def end_together(ends: Iterable[date]) -> bool:
    """Whether two or more terms end in the same calendar year."""
    years = [one.year for one in ends]
    return len(set(years)) < len(years)
