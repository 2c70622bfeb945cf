from flask import Flask

from nswp_members.organisations import queries
from nswp_members.organisations.models import Listing
from nswp_members.organisations.queries import DirectoryFilter
from tests.factories import make_organisation


def test_places_count_who_is_listed_publicly_by_region_and_country(app: Flask) -> None:
    make_organisation(country="KE", listing=Listing.LISTED)
    make_organisation(country="KE", listing=Listing.LISTED)
    make_organisation(country="KE", listing=Listing.UNLISTED)
    make_organisation(country="FR", listing=Listing.LISTED)

    assert sorted(queries.public_places(DirectoryFilter())) == [("africa", "KE", 2), ("europe", "FR", 1)]


def test_places_follow_the_filters_and_the_search(app: Flask) -> None:
    make_organisation(name="River House", country="KE", listing=Listing.LISTED, kind="local")
    make_organisation(name="River Bank", country="FR", listing=Listing.LISTED, kind="national")
    make_organisation(name="River Delta", country="TH", listing=Listing.HIDDEN, kind="local")

    assert queries.public_places(DirectoryFilter(search="river", kinds=("local",))) == [("africa", "KE", 1)]
    assert queries.public_places(DirectoryFilter(search="lagoon")) == []
