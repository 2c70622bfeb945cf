"""When what we hold of an organisation is old enough to ask whether it is still right."""

import calendar
from datetime import datetime

from nswp_members.organisations.models import Organisation


def months_before(at: datetime, months: int) -> datetime:
    """Return the same day and hour some months earlier, or the last day of that month if it is shorter."""
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    day = min(at.day, calendar.monthrange(year, month + 1)[1])
    return at.replace(year=year, month=month + 1, day=day)


def is_due(organisation: Organisation, *, at: datetime, months: int) -> bool:
    """Whether nobody has said for this many months that everything is right; until then its making counts."""
    return (organisation.confirmed_at or organisation.created_at) < months_before(at, months)
