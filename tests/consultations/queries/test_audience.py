"""Whom a consultation asks."""

import pytest

from nswp_members.consultations import queries
from nswp_members.organisations.models import Listing
from tests.consultations.conftest import Make
from tests.factories import make_organisation

pytestmark = pytest.mark.usefixtures("hints")


@pytest.mark.parametrize(
    ("audience", "counted"),
    [
        ({}, {"africa": 3, "europe": 1}),
        ({"regions": [], "countries": []}, {"africa": 3, "europe": 1}),
        ({"regions": ["africa"]}, {"africa": 3}),
        ({"countries": ["KE", "FR"]}, {"africa": 2, "europe": 1}),
        ({"regions": ["africa"], "countries": ["KE", "FR"]}, {"africa": 2}),
    ],
)
def test_regions_and_countries_narrow_it_and_who_left_is_not_asked(
    make: Make, audience: dict[str, list[str]], counted: dict[str, int]
) -> None:
    made = [
        make_organisation(country="KE"),
        make_organisation(country="KE", listing=Listing.HIDDEN),
        make_organisation(country="SN"),
        make_organisation(country="FR"),
        make_organisation(country="KE", listing=Listing.WITHDRAWN),
    ]
    consultation = make(audience=audience)

    assert queries.audience_by_region(audience) == counted
    asked = [queries.is_asked(consultation.id, one.id) for one in made]
    assert sum(asked) == sum(counted.values())
    assert asked[-1] is False


def test_countries_to_choose_from_are_those_with_members(make: Make) -> None:
    make_organisation(country="KE")
    make_organisation(country="FR", listing=Listing.WITHDRAWN)

    assert queries.countries_of_members() == ["KE"]
