"""What the forms of endorsing take."""

from datetime import date

import pytest

from nswp_members.endorsements.forms import first_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2014", date(2014, 1, 1)),
        ("2014-03", date(2014, 3, 1)),
        ("2014-03-08", date(2014, 3, 8)),
        ("2014-W01-1", None),
        ("2014-13", None),
        ("201403", None),
        ("", None),
    ],
)
def test_a_paper_is_dated_by_a_year_a_month_or_a_day(text: str, day: date | None) -> None:
    assert first_day(text) == day
