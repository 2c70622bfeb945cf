from datetime import date

from flask import Flask

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session
from nswp_members.figures.release import Count, Release, Row
from nswp_members.networks import queries, services
from nswp_members.organisations.models import Listing
from tests.factories import (
    affiliate,
    make_mandate,
    make_network,
    make_organisation,
    make_role,
    viewer_of,
)


def test_networks_the_viewer_may_not_know_of_are_not_in_the_list(app: Flask) -> None:
    open_network = make_network(name="Open Network", listing=Listing.LISTED)
    make_network(name="Quiet Network")
    viewer = viewer_of(make_mandate(make_organisation(), "read"))

    assert [row.id for row in queries.networks(viewer, sizes=None)] == [open_network.id]


def test_numbers_count_the_members_that_the_viewer_may_know_of(app: Flask) -> None:
    network = make_network(name="Open Network", listing=Listing.LISTED)
    affiliate(network, *(make_organisation(listing=Listing.LISTED) for _ in range(2)))
    affiliate(network, *(make_organisation(listing=Listing.HIDDEN) for _ in range(3)))
    member, staff = viewer_of(make_mandate(make_organisation(), "read")), viewer_of(make_role(Role.MEMBERSHIP))

    assert queries.networks(member, sizes=None)[0].members == 2
    assert queries.networks(staff, sizes=None)[0].members == 5
    assert queries.member_counts(member, [network.id], sizes=None) == {network.id: 2}


def test_who_may_not_see_members_gets_the_released_number(app: Flask) -> None:
    network = make_network(listing=Listing.LISTED)
    affiliate(network, make_organisation(listing=Listing.LISTED))
    donor, sizes = viewer_of(make_role(Role.DONOR)), Release((Row(str(network.id), 12, 30),), None)

    assert queries.networks(donor, sizes=sizes)[0].members == 12
    assert queries.networks(donor, sizes=Release((), None))[0].members is None


def test_public_sizes_count_listed_members_out_of_the_listed_organisations_around(app: Flask) -> None:
    network = make_network(regions=("africa", "europe"), listing=Listing.LISTED)
    make_network(regions=("asia-pacific",), listing=Listing.LISTED, country="TH")
    affiliate(make_network(), make_organisation(listing=Listing.LISTED, country="TH"))
    near, far = make_organisation(listing=Listing.LISTED), make_organisation(listing=Listing.LISTED, country="BR")
    affiliate(network, near, far)
    make_organisation(listing=Listing.LISTED, country="FR")
    before = queries.public_sizes()

    affiliate(network, make_organisation(), make_organisation(listing=Listing.HIDDEN))

    assert next(one for one in before if one.key == str(network.id)) == Count(str(network.id), 2, 3)
    assert len(before) == 2
    assert queries.public_sizes() == before


def test_former_members_are_known_with_their_dates(app: Flask) -> None:
    network, member = make_network(), make_organisation(name="Left")
    hidden = make_organisation(listing=Listing.HIDDEN)
    for one in (member, hidden):
        affiliation = services.affiliate(network.id, one.id, valid_from=None, by=None)
        services.end_affiliation(affiliation, valid_until=date(2021, 1, 1), by=None)
    session.commit()
    representative = viewer_of(make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))

    found = queries.former_members(representative, network.id)

    assert [(one.name, one.valid_until) for one in found] == [("Left", date(2021, 1, 1))]
