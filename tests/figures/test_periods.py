from datetime import date

import pytest

from nswp_members.figures.periods import period_start


@pytest.mark.parametrize(
    ("day", "quarter", "month"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 1)),
        (date(2026, 11, 24), date(2026, 10, 1), date(2026, 11, 1)),
        (date(2024, 2, 29), date(2024, 1, 1), date(2024, 2, 1)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 1)),
    ],
)
def test_a_period_begins_on_its_first_day(day: date, quarter: date, month: date) -> None:
    assert period_start(day, "quarter") == quarter
    assert period_start(day, "month") == month


def test_other_periods_are_unknown() -> None:
    with pytest.raises(ValueError, match="week"):
        period_start(date(2026, 1, 1), "week")
