from datetime import date

from flask import Flask

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session
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

    assert [row.id for row in queries.networks(viewer, small_count=5)] == [open_network.id]


def test_numbers_count_what_the_viewer_may_know_of_and_hide_a_few(app: Flask) -> None:
    network = make_network(name="Open Network", listing=Listing.LISTED)
    affiliate(network, *(make_organisation(listing=Listing.LISTED) for _ in range(5)))
    affiliate(network, *(make_organisation(listing=Listing.HIDDEN) for _ in range(3)))
    member, staff = viewer_of(make_mandate(make_organisation(), "read")), viewer_of(make_role(Role.MEMBERSHIP))

    assert queries.networks(member, small_count=5)[0].members == 5
    assert queries.networks(member, small_count=6)[0].members is None
    assert queries.networks(staff, small_count=50)[0].members == 8
    assert queries.member_count(member, network.id, small_count=5) == 5


def test_a_hidden_member_changes_no_number(app: Flask) -> None:
    network = make_network(name="Open Network", listing=Listing.LISTED)
    viewer = viewer_of(make_role(Role.DONOR))
    before = queries.networks(viewer, small_count=1)

    affiliate(network, make_organisation(listing=Listing.HIDDEN))

    assert queries.networks(viewer, small_count=1) == before


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
