from datetime import date, timedelta

import pytest
from flask import Flask

from nswp_members.core.db import session, today
from nswp_members.organisations import queries, services
from nswp_members.organisations.errors import FutureDate, NotAMemberRegion
from nswp_members.organisations.models import Organisation
from tests.factories import make_organisation


def place(organisation: Organisation, region: str, day: date) -> None:
    services.override_region(organisation, region, valid_from=day, reason="Asked for it", by=None)
    session.commit()


def added_on(day: date) -> Organisation:
    organisation = make_organisation(name="Ceiba", country="MX")
    organisation.created_at = organisation.created_at.replace(year=day.year, month=day.month, day=day.day)
    session.commit()
    return organisation


def test_an_override_counts_from_its_day_and_history_stays(app: Flask) -> None:
    organisation = added_on(date(2020, 1, 1))

    place(organisation, "north-america-caribbean", date(2022, 5, 1))

    assert organisation.region_code == "north-america-caribbean"
    assert queries.region_at(organisation, date(2022, 4, 30)) == "latin-america"
    assert queries.region_at(organisation, date(2022, 5, 1)) == "north-america-caribbean"


def test_a_later_change_of_the_default_does_not_rewrite_history(app: Flask) -> None:
    organisation = added_on(date(2020, 1, 1))
    place(organisation, "north-america-caribbean", date(2022, 5, 1))

    organisation.country.region_code = "europe"
    session.commit()

    assert queries.region_at(organisation, date(2021, 1, 1)) == "latin-america"
    assert organisation.region_code == "north-america-caribbean"


def test_an_earlier_override_does_not_undo_a_later_one(app: Flask) -> None:
    organisation = added_on(date(2020, 1, 1))
    place(organisation, "north-america-caribbean", date(2022, 5, 1))

    place(organisation, "europe", date(2021, 5, 1))

    assert organisation.region_code == "north-america-caribbean"
    assert queries.region_at(organisation, date(2021, 6, 1)) == "europe"


def test_going_back_to_the_default_is_dated_too(app: Flask) -> None:
    organisation = added_on(date(2020, 1, 1))
    place(organisation, "north-america-caribbean", date(2022, 5, 1))

    services.return_to_default_region(organisation, valid_from=date(2023, 1, 1), reason="Back", by=None)
    session.commit()

    assert organisation.region_code == "latin-america"
    assert queries.region_at(organisation, date(2022, 12, 31)) == "north-america-caribbean"


def test_the_same_day_is_corrected_and_not_doubled(app: Flask) -> None:
    organisation = added_on(date(2020, 1, 1))
    place(organisation, "europe", date(2022, 5, 1))

    place(organisation, "africa", date(2022, 5, 1))

    assert organisation.region_code == "africa"
    assert len(organisation.region_overrides) == 2


def test_a_day_in_the_future_is_refused(app: Flask) -> None:
    with pytest.raises(FutureDate):
        place(make_organisation(), "europe", today() + timedelta(days=1))


@pytest.mark.parametrize("region", ["global", "middle-east", "nowhere", ""])
def test_only_the_five_regions_are_for_members(app: Flask, region: str) -> None:
    with pytest.raises(NotAMemberRegion):
        place(make_organisation(), region, today())
