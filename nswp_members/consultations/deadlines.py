"""When a day ends for people all over the world: a last day counts until it is over everywhere on earth."""

from datetime import UTC, date, datetime, time, timedelta

BEHIND_UTC = timedelta(hours=12)


def opening(day: date) -> datetime:
    """Return the moment at which a day begins, in UTC."""
    return datetime.combine(day, time(), UTC)


def closing(day: date) -> datetime:
    """Return the moment at which a day has ended everywhere (noon of the next day in UTC)."""
    return opening(day + timedelta(days=1)) + BEHIND_UTC


def last_day(closes_at: datetime) -> date:
    """Return the last day on which answers are taken, for a moment made by `closing`; otherwise a day that is near."""
    return (closes_at - BEHIND_UTC - timedelta(seconds=1)).date()
