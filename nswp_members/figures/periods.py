"""The periods for which numbers stand still."""

from datetime import date
from enum import StrEnum


class Period(StrEnum):
    """How long numbers stand still."""

    MONTH = "month"
    QUARTER = "quarter"


def period_start(day: date, period: str) -> date:
    """Return the first day of the calendar month or quarter that a day lies in."""
    month = day.month if Period(period) is Period.MONTH else (day.month - 1) // 3 * 3 + 1
    return day.replace(month=month, day=1)
