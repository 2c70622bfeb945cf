from flask import Flask

from nswp_members.accounts.viewers import ANYONE, Role
from nswp_members.core.db import session
from nswp_members.organisations import queries, services
from nswp_members.organisations.models import IdentityField, Listing, Organisation
from tests.factories import an_id, make_mandate, make_organisation, make_role, viewer_of


def propose(organisation: Organisation, field: IdentityField = IdentityField.CATEGORY) -> None:
    editor = make_mandate(organisation, "edit")
    value = "associate" if field == IdentityField.CATEGORY else "Other name"
    services.propose(organisation, field, value, reason="x", by=editor.id)
    session.commit()


def test_only_the_sides_of_a_proposal_know_of_it(app: Flask) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    propose(organisation)
    knowing = [
        make_role(Role.MEMBERSHIP),
        make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"),
        make_mandate(organisation, "edit"),
    ]
    others = [
        make_role(Role.REGIONAL_REPRESENTATIVE, region="europe"),
        make_role(Role.PROGRAMME),
        make_role(Role.NETWORK_VERIFIER, network=organisation),
        make_mandate(make_organisation(), "edit"),
    ]

    viewers = [viewer_of(person) for person in (*knowing, *others)] + [ANYONE]
    counts = [queries.open_proposals_count(viewer) for viewer in viewers]
    assert counts == [1] * len(knowing) + [0] * (len(others) + 1)
    assert [len(queries.proposals_of(viewer, organisation.id)) for viewer in viewers] == counts


def test_a_hidden_organisation_leaves_the_list_of_its_region(app: Flask) -> None:
    organisation = make_organisation()
    propose(organisation)
    region = viewer_of(make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))
    [row] = queries.open_proposals(region, size=5).rows

    services.set_listing(organisation, Listing.HIDDEN, by=None, source="test")
    session.commit()

    assert row.organisation_id == organisation.id
    assert queries.open_proposals(region, size=5).rows == ()
    assert queries.proposal_visible(region, row.id) is None


def test_the_oldest_stand_first_and_an_unknown_place_is_the_beginning(app: Flask) -> None:
    organisation = make_organisation()
    propose(organisation)
    propose(organisation, IdentityField.NAME)
    staff = viewer_of(make_role(Role.MEMBERSHIP))

    first = queries.open_proposals(staff, size=1)
    second = queries.open_proposals(staff, size=1, after=first.after)

    assert [[row.field for row in page.rows] for page in (first, second)] == [["category"], ["name"]]
    assert second.after is None
    assert queries.open_proposals(staff, size=1, after=an_id()) == first


def test_what_is_decided_stands_apart(app: Flask) -> None:
    organisation = make_organisation()
    propose(organisation)
    staff = viewer_of(make_role(Role.MEMBERSHIP))
    [waiting] = queries.proposals_of(staff, organisation.id).values()

    services.refuse_proposal(waiting, "No", by=None)
    session.commit()

    assert queries.proposals_of(staff, organisation.id) == {}
    assert queries.decided_proposals_of(staff, organisation.id, limit=5) == [waiting]
    assert queries.open_proposals_count(staff) == 0
