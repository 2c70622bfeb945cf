"""Days a year apart."""

from datetime import date

import pytest

from nswp_members.membership.anniversaries import a_year_after, first_day_of, next_anniversary


def test_a_leap_day_has_its_anniversary_on_the_day_before() -> None:
    assert a_year_after(date(2024, 2, 29)) == date(2025, 2, 28)
    assert a_year_after(date(2025, 2, 28)) == date(2026, 2, 28)


def test_the_next_anniversary_lies_after_the_day() -> None:
    assert next_anniversary(date(2010, 5, 1), after=date(2026, 4, 30)) == date(2026, 5, 1)
    assert next_anniversary(date(2010, 5, 1), after=date(2026, 5, 1)) == date(2027, 5, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2011", date(2011, 1, 1)), ("2011-07", date(2011, 7, 1)), ("2011-07-09", date(2011, 7, 9))],
)
def test_a_year_or_a_month_means_its_first_day(text: str, day: date) -> None:
    assert first_day_of(text) == day


@pytest.mark.parametrize("text", ["", "11", "2011-7", "2011-13", "soon"])
def test_anything_else_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        first_day_of(text)
