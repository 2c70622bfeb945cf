"""When a day ends for people all over the world."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from nswp_members.consultations.deadlines import closing, last_day, opening


def test_a_last_day_counts_until_it_is_over_on_the_last_island() -> None:
    moment = closing(date(2026, 12, 31))

    assert moment == datetime(2027, 1, 1, 12, tzinfo=UTC)
    assert moment.astimezone(ZoneInfo("Etc/GMT+12")).date() == date(2027, 1, 1)
    assert last_day(moment) == date(2026, 12, 31)


def test_a_day_begins_before_it_ends() -> None:
    day = date(2026, 2, 28)

    assert opening(day) < closing(day)
