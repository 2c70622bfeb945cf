"""How long an application that led nowhere is kept."""

from calendar import monthrange
from datetime import datetime


def kept_since(at: datetime, *, months: int) -> datetime:
    """Return the moment that many calendar months ago; a day that this month lacks becomes its last."""
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))
