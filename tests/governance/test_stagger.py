from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nswp_members.governance.models import SeatTerm
from nswp_members.governance.stagger import bar, end_of, end_together, longest_end, regular_end, year_marks

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2080, 12, 31))


def test_a_first_term_ends_in_a_year_of_the_seat_after_one_year_or_two():
    assert regular_end(date(2027, 3, 1), phase=0, years=2) == date(2028, 2, 29)
    assert regular_end(date(2027, 3, 1), phase=1, years=2) == date(2029, 2, 28)


def test_whoever_comes_after_a_vacancy_serves_the_rest_of_the_cycle():
    assert regular_end(date(2028, 4, 10), phase=0, years=2, before=date(2028, 12, 31)) == date(2028, 12, 31)
    assert regular_end(date(2029, 4, 10), phase=0, years=2, before=date(2028, 12, 31)) == date(2030, 12, 31)


def test_an_irregular_end_before_is_brought_back_to_the_seats_years():
    assert regular_end(date(2028, 4, 10), phase=0, years=2, before=date(2027, 6, 30)) == date(2028, 6, 30)


@given(start=DAYS, phase=st.integers(0, 1), before=st.none() | DAYS)
def test_a_regular_end_fits_the_seat_and_is_no_longer_than_a_term(start, phase, before):
    end = regular_end(start, phase=phase, years=2, before=before)

    assert start <= end <= longest_end(start, years=2) + timedelta(days=1)
    assert end.year % 2 == phase


@given(start=DAYS, phase=st.integers(0, 1))
def test_terms_that_follow_each_other_last_two_years_each(start, phase):
    first = regular_end(start, phase=phase, years=2)
    second = regular_end(first + timedelta(days=1), phase=phase, years=2, before=first)

    assert second.year == first.year + 2


def test_rights_end_at_midnight_utc_after_the_last_day():
    assert end_of(date(2027, 12, 31)) == datetime(2028, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ends", "broken"), [((2027, 2028), False), ((2027, 2027), True), ((2027,), False), ((), False)]
)
def test_two_ends_in_one_year_break_the_stagger(ends, broken):
    assert end_together([date(year, 5, 1) for year in ends]) is broken


def test_a_bar_is_cut_at_both_ends_of_the_line():
    term = SeatTerm(starts_on=date(2026, 7, 1), ends_on=date(2028, 6, 30))

    found = bar(term, first=date(2027, 1, 1), last=date(2027, 12, 31), today=date(2027, 1, 1))
    outside = bar(term, first=date(2030, 1, 1), last=date(2030, 12, 31), today=date(2027, 1, 1))

    assert found is not None
    assert (found.start, found.width, found.ahead) == (0, 100, False)
    assert outside is None
    assert year_marks(date(2027, 1, 1), date(2028, 12, 31)) == [(2027, 0.0), (2028, 49.93)]
