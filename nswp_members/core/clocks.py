"""Time zones by their names in the IANA database."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

UTC_NAME = "UTC"
AREAS = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Arctic/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)


@cache
def zone_names() -> tuple[str, ...]:
    """Return the names that somebody can choose: UTC, then places by their part of the world."""
    return (UTC_NAME, *sorted(name for name in available_timezones() if name.startswith(AREAS)))


@cache
def zone_of(name: str) -> ZoneInfo:
    """Return a time zone; UTC for a name that this machine does not know."""
    return ZoneInfo(name if name in zone_names() else UTC_NAME)
