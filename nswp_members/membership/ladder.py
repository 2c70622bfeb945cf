"""The ladder of yearly letters that ask a member to confirm: which rung is due at which moment. Nothing but arithmetic.

A rung is a number of days from the day until which the member is to confirm, below zero for before. It is reached on
that day of the member's own calendar, at a fixed hour of its own clock. Every rung is one moment of the world, so a
clock that is put forward or back makes no rung come twice or not at all.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.core import get_global

FAIR_WARNING = timedelta(days=14)


@dataclass(frozen=True)
class Ladder:
    """The rungs in days, in rising order, the hour of the local clock, and the zone where a country has several.

    The last rung is the end of the grace: with it a member becomes dormant.
    """

    rungs: tuple[int, ...]
    hour: int
    zone: ZoneInfo

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> "Ladder":
        """Return the ladder as the settings have it."""
        return cls(tuple(config["LADDER_DAYS"]), config["LADDER_HOUR"], ZoneInfo(config["LADDER_TIME_ZONE"]))

    def zone_of(self, country_code: str) -> ZoneInfo:
        """Return the time zone of a country that has only one, the common zone for others."""
        return only_zone(country_code) or self.zone

    def moment(self, confirm_by: date, rung: int, zone: ZoneInfo) -> datetime:
        """Return when a rung is reached (UTC). An hour that the clock leaves out is as late as if it had not."""
        return datetime.combine(confirm_by + timedelta(days=rung), time(self.hour), zone).astimezone(UTC)

    def due(self, confirm_by: date, *, at: datetime, zone: ZoneInfo, sent: Collection[int] = ()) -> int | None:
        """Return the rung to be sent now: the last one reached, if neither it nor a later one has gone out."""
        reached = [one for one in self.rungs if self.moment(confirm_by, one, zone) <= at]
        if not reached or any(one >= reached[-1] for one in sent):
            return None
        return reached[-1]

    def coming(
        self, confirm_by: date, *, since: datetime, until: datetime, zone: ZoneInfo, sent: Collection[int] = ()
    ) -> list[tuple[datetime, int]]:
        """Return what goes out in a time, as moments (UTC) and rungs: what is due at its beginning, then each rung.

        This is what a run at every moment of that time would send, and a run at ``since`` alone if both are one.
        """
        due = self.due(confirm_by, at=since, zone=zone, sent=sent)
        later = [(self.moment(confirm_by, one, zone), one) for one in self.rungs if not sent or one > max(sent)]
        first = [] if due is None else [(since, due)]
        return first + [(at, rung) for at, rung in later if since < at <= until]

    def lapses_at(self, confirm_by: date, zone: ZoneInfo) -> datetime:
        """Return when the grace is over (UTC)."""
        return self.moment(confirm_by, self.rungs[-1], zone)

    def first_day_asked(self, confirm_by: date) -> date:
        """Return the day of the first rung."""
        return confirm_by + timedelta(days=self.rungs[0])


@cache
def only_zone(country_code: str) -> ZoneInfo | None:
    """Return the time zone of a country, None if it has several or none is known (Unicode CLDR)."""
    zones = get_global("territory_zones").get(country_code, [])
    return ZoneInfo(zones[0]) if len(zones) == 1 else None
