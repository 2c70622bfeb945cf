"""Who may export."""

from flask import Flask

from nswp_members.accounts.viewers import ANYONE, Role
from nswp_members.exports import policies
from nswp_members.organisations.models import Listing
from tests.factories import make_mandate, make_network, make_organisation, make_person, make_role, viewer_of


def test_whoever_acts_for_the_network_may_export_but_those_who_see_numbers_only(app: Flask) -> None:
    network = make_network()
    may = {
        role: policies.can_export(viewer_of(make_role(role, network=network if "network" in role else None)))
        for role in Role
        if role != Role.ORGANISATION
    }

    assert {role for role, allowed in may.items() if not allowed} == {Role.DONOR, Role.CORRESPONDENT}


def test_members_may_export_and_the_public_and_former_members_may_not(app: Flask) -> None:
    gone = make_organisation(listing=Listing.WITHDRAWN)

    assert policies.can_export(viewer_of(make_mandate(make_organisation(), "read")))
    assert not policies.can_export(viewer_of(make_mandate(gone, "read")))
    assert not policies.can_export(viewer_of(make_person()))
    assert not policies.can_export(ANYONE)


def test_offices_may_ask_for_protected_columns_and_the_membership_staff_decides(app: Flask) -> None:
    representative = viewer_of(make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))
    staff, programme = viewer_of(make_role(Role.MEMBERSHIP)), viewer_of(make_role(Role.PROGRAMME))
    member = viewer_of(make_mandate(make_organisation(), "read"))

    assert [policies.can_ask_for_protected(one) for one in (representative, staff, programme, member)] == [
        True,
        True,
        False,
        False,
    ]
    assert [policies.can_decide(one) for one in (representative, staff, programme, member)] == [
        False,
        True,
        False,
        False,
    ]


def test_offices_have_more_room_than_members(app: Flask) -> None:
    staff, member = viewer_of(make_role(Role.MEMBERSHIP)), viewer_of(make_mandate(make_organisation(), "read"))

    assert policies.rows_a_day(staff, office=10, others=2) == 10
    assert policies.rows_a_day(member, office=10, others=2) == 2
