from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from nswp_members.organisations.confirming import is_due, months_before
from tests.factories import make_organisation


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ((2026, 11, 24), 12, (2025, 11, 24)),
        ((2026, 1, 31), 2, (2025, 11, 30)),
        ((2024, 2, 29), 12, (2023, 2, 28)),
        ((2026, 12, 1), 11, (2026, 1, 1)),
    ],
)
def test_months_are_those_of_the_calendar(
    day: tuple[int, int, int], months: int, expected: tuple[int, int, int]
) -> None:
    assert months_before(datetime(*day, tzinfo=UTC), months) == datetime(*expected, tzinfo=UTC)


def test_until_somebody_confirms_the_making_counts(app: Flask) -> None:
    organisation = make_organisation()
    later = organisation.created_at + timedelta(days=400)

    assert not is_due(organisation, at=organisation.created_at + timedelta(days=300), months=12)
    assert is_due(organisation, at=later, months=12)
    organisation.confirmed_at = later - timedelta(days=1)
    assert not is_due(organisation, at=later, months=12)
