from datetime import timedelta

from nswp_members.accounts.viewers import ANYONE, Role
from nswp_members.core.db import now, session
from nswp_members.dashboard import queries as dashboard
from nswp_members.organisations.models import Function, Listing, Mandate
from tests.factories import (
    affiliate,
    make_contact,
    make_mandate,
    make_network,
    make_organisation,
    make_person,
    make_role,
    viewer_of,
)


def test_public_figures_count_what_is_listed(app):
    for country in ("KE", "KE", "FR"):
        make_organisation(country=country, listing=Listing.LISTED)
    make_organisation(country="BR")

    figures = dashboard.public_figures()

    assert (figures.organisations, figures.countries, figures.regions) == (3, 2, 2)
    assert dashboard.public_by_region() == {"africa": 2, "europe": 1}


def test_members_are_counted_as_far_as_the_viewer_knows_of_them(app):
    for listing in Listing:
        make_organisation(country="KE", listing=listing)
    membership = viewer_of(make_role(Role.MEMBERSHIP))
    regional = viewer_of(make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))

    assert dashboard.members_by_region(ANYONE) == {"africa": 1}
    assert dashboard.members_by_region(regional) == {"africa": 2}
    assert dashboard.members_by_region(membership) == {"africa": 3}
    assert dashboard.members_by_listing(membership) == dict.fromkeys(Listing, 1)


def test_a_network_counts_its_members_and_not_itself(app):
    network = make_network()
    reachable, silent = make_organisation(name="A"), make_organisation(name="B")
    make_contact(reachable)
    affiliate(network, reachable, silent, make_organisation(listing=Listing.HIDDEN))
    viewer = viewer_of(make_role(Role.NETWORK_VERIFIER, network=network))

    assert dashboard.network_size(viewer, network.id) == (2, 1)
    assert [row.name for row in dashboard.network_members(viewer, network.id, limit=9)] == ["A", "B"]
    assert [row.name for row in dashboard.network_members(viewer, network.id, limit=1)] == ["A"]


def test_colleagues_are_those_with_mandates_in_force(app):
    organisation = make_organisation()
    first = make_mandate(organisation, "endorse", "read", person=make_person(name="First"))
    closed = make_mandate(organisation, "read", person=make_person(name="Closed"))
    closed.is_active = False
    past = make_mandate(organisation, "edit", person=make_person(name="Past"))
    session.query(Mandate).filter_by(person_id=past.id).one().valid_until = now() - timedelta(seconds=1)
    session.commit()

    (found,) = dashboard.colleagues(organisation.id, at=now(), limit=9)

    assert (found.person_id, found.name) == (first.id, "First")
    assert found.functions == (Function.READ, Function.ENDORSE)


def test_reach_counts_addresses_and_those_that_take_no_mail(app):
    organisation = make_organisation()
    make_contact(organisation, email="works@example.org")
    make_contact(organisation, email="returned@example.org")
    make_person(email="returned@example.org").mail_suspended_at = now()
    session.commit()

    reach = dashboard.reach_of(organisation.id)

    assert (reach.addresses, reach.returned) == (2, 1)
    assert dashboard.last_asked_at(organisation.id, organisation.id) is None
