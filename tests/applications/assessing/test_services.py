"""Thresholds hold from their day on; assessments keep the set of their day, encrypted."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from nswp_members.applications.assessing import queries, services
from nswp_members.applications.assessing.errors import DayOver, DayTaken, NoThresholds
from nswp_members.applications.assessing.models import ThresholdSet
from nswp_members.core.db import session, today
from tests.factories import make_application

pytestmark = pytest.mark.usefixtures("app")
COUNTS = {"count_decisions": {"sex_workers": 3, "total": 6}}


def test_the_delivered_set_is_an_example() -> None:
    delivered = queries.set_on(today())

    assert delivered is not None
    assert delivered.is_example
    assert delivered.shares == {"count_decisions": 60, "count_spokespeople": 60, "count_staff": 33}


def test_a_new_set_holds_from_its_day_on() -> None:
    tomorrow = today() + timedelta(days=1)

    added = services.add_set(name="Ours", valid_from=tomorrow, shares={"count_decisions": 50}, by=None)

    assert queries.set_on(tomorrow) == added
    assert queries.set_on(today()) != added


def test_a_set_cannot_begin_in_the_past() -> None:
    with pytest.raises(DayOver):
        services.add_set(name="x", valid_from=today() - timedelta(days=1), shares={"count_staff": 1}, by=None)


def test_two_sets_cannot_begin_on_one_day() -> None:
    services.add_set(name="x", valid_from=today(), shares={"count_staff": 1}, by=None)

    with pytest.raises(DayTaken):
        services.add_set(name="y", valid_from=today(), shares={"count_staff": 1}, by=None)


def test_an_assessment_keeps_the_set_it_went_by() -> None:
    application = make_application()
    made = services.assess(application, COUNTS, note="By phone", by=None)
    services.add_set(name="Ours", valid_from=today(), shares={"count_decisions": 50}, by=None)
    again = services.assess(application, COUNTS, by=None)
    session.commit()

    kept = {one.id: (one.thresholds.name, one.result) for one in queries.assessments_of(application.id)}
    assert kept == {made.id: ("Red Umbrella Fund", "not-met"), again.id: ("Ours", "met")}


def test_nothing_of_an_assessment_can_be_read_in_the_database() -> None:
    services.assess(make_application(), COUNTS, note="NOTECANARY", by=None)

    stored = b"".join(session.execute(text("SELECT counts || result || note FROM assessments")).scalars())
    assert b"NOTECANARY" not in stored
    assert b"not-met" not in stored


def test_without_thresholds_nothing_is_assessed() -> None:
    session.query(ThresholdSet).delete()

    with pytest.raises(NoThresholds):
        services.assess(make_application(), COUNTS, by=None)


def test_counts_come_from_the_answers() -> None:
    application = make_application(count_staff=None)

    assert set(queries.counts_of(application)) == {"count_decisions", "count_spokespeople", "count_members"}
