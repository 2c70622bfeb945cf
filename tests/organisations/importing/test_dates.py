"""Partial dates."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nswp_members.organisations.importing.dates import PartialDate, UnreadableDate, read_date


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("2014", "2014"),
        ("2014-03", "2014-03"),
        ("03/2014", "2014-03"),
        ("March 2014", "2014-03"),
        ("2014-03-05", "2014-03-05"),
        ("2014/3/5", "2014-03-05"),
        ("2014-03-05 12:30:00", "2014-03-05"),
        ("2014-03-05T00:00:00", "2014-03-05"),
        ("25/12/2014", "2014-12-25"),
        ("25.12.2014", "2014-12-25"),
        ("12/25/2014", "2014-12-25"),
        ("5 Mar 2014", "2014-03-05"),
        ("15 Sept 2020", "2020-09-15"),
        ("March 5th, 2014", "2014-03-05"),
        ("1er août 2014", "2014-08-01"),
        ("5 de marzo de 2014", "2014-03-05"),
        ("5 марта 2014 г.", "2014-03-05"),
        ("5 мая 2014", "2014-05-05"),
        ("2014年3月5日", "2014-03-05"),
        ("２０１４-０３-０５", "2014-03-05"),
    ],
)
def test_dates_are_read_as_far_as_they_are_known(text: str, form: str) -> None:
    reading = read_date(text)

    assert str(reading.value) == form
    assert not reading.is_ambiguous


@pytest.mark.parametrize(("text", "is_ambiguous"), [("03/04/2016", True), ("04/04/2016", False), ("13/04/2016", False)])
def test_the_day_comes_first_and_doubt_is_told(text: str, is_ambiguous: bool) -> None:
    reading = read_date(text)

    assert reading.value.month == 4
    assert reading.is_ambiguous is is_ambiguous


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31/02/2015", "date-impossible"),
        ("2015-13-01", "date-impossible"),
        ("29 Feb 2015", "date-impossible"),
        ("1066", "date-impossible"),
        ("0000", "date-impossible"),
        ("05/03/14", "date-unreadable"),
        ("41703", "date-unreadable"),
        ("soon", "date-unreadable"),
        ("5 6 Mar 2014", "date-unreadable"),
    ],
)
def test_other_texts_are_refused(text: str, code: str) -> None:
    with pytest.raises(UnreadableDate) as refused:
        read_date(text)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("form", "earliest", "latest"),
    [
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016-02-03", date(2016, 2, 3), date(2016, 2, 3)),
    ],
)
def test_a_partial_date_spans_days_and_keeps_its_form(form: str, earliest: date, latest: date) -> None:
    partial = PartialDate.from_text(form)

    assert (partial.earliest, partial.latest) == (earliest, latest)
    assert str(partial) == form


@pytest.mark.parametrize("form", ["", "2014-3", "2014-02-30", "14", "2014-03-05-01"])
def test_other_forms_are_no_partial_date(form: str) -> None:
    with pytest.raises(ValueError):
        PartialDate.from_text(form)


def test_a_day_needs_a_month() -> None:
    with pytest.raises(ValueError):
        PartialDate(2014, None, 5)


@given(st.text())
def test_no_text_does_worse_than_a_refusal(text: str) -> None:
    with suppress(UnreadableDate):
        assert PartialDate.from_text(str(read_date(text).value)) == read_date(text).value
