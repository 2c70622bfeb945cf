"""Months back by the calendar."""

from datetime import UTC, datetime

import pytest

from nswp_members.applications.deciding.keeping import kept_since


@pytest.mark.parametrize(
    ("at", "months", "since"),
    [
        ((2026, 11, 24), 6, (2026, 5, 24)),
        ((2026, 8, 31), 6, (2026, 2, 28)),
        ((2028, 8, 31), 6, (2028, 2, 29)),
        ((2026, 1, 1), 1, (2025, 12, 1)),
        ((2026, 3, 15), 27, (2023, 12, 15)),
    ],
)
def test_the_day_that_many_months_ago(at: tuple[int, int, int], months: int, since: tuple[int, int, int]) -> None:
    assert kept_since(datetime(*at, tzinfo=UTC), months=months) == datetime(*since, tzinfo=UTC)
