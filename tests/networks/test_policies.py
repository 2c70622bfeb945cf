from uuid import UUID

import pytest

from nswp_members.accounts.viewers import ANYONE, Capacity, Role, Viewer
from nswp_members.networks import policies
from nswp_members.organisations.models import Function
from tests.factories import an_id


def acting_as(role: Role) -> Viewer:
    capacity = Capacity("key", role, "")
    return Viewer(person_id=an_id(), capacity=capacity, capacities=(capacity,))


@pytest.mark.parametrize("role", list(Role))
def test_only_membership_and_administrators_manage_networks(role: Role) -> None:
    assert policies.can_manage(acting_as(role)) == (role in (Role.MEMBERSHIP, Role.ADMINISTRATOR))


@pytest.mark.parametrize("role", [Role.DONOR, Role.CORRESPONDENT, Role.FINANCE])
def test_who_sees_the_public_only_does_not_see_who_belongs_where(role: Role) -> None:
    assert policies.can_look_up(acting_as(role))
    assert not policies.can_see_members(acting_as(role))


def test_networks_are_for_people_signed_in() -> None:
    assert not policies.can_look_up(ANYONE)
    assert not policies.can_see_members(ANYONE)


def of_an_organisation(organisation_id: UUID, *network_ids: UUID, function: str = "edit", left: bool = False) -> Viewer:
    capacity = Capacity(
        "key",
        Role.ORGANISATION,
        "",
        organisation_id=organisation_id,
        functions=frozenset({function}),
        network_ids=frozenset([*network_ids, organisation_id]),
        has_left=left,
    )
    return Viewer(person_id=an_id(), capacity=capacity, capacities=(capacity,))


def test_only_the_people_of_a_network_read_its_board() -> None:
    network, member = an_id(), an_id()

    assert policies.can_read_board(of_an_organisation(member, network, function="read"), network)
    assert policies.can_read_board(of_an_organisation(network, function="report"), network)
    assert not policies.can_read_board(of_an_organisation(member, network, left=True), network)
    assert not policies.can_read_board(of_an_organisation(member, an_id()), network)
    assert not policies.can_read_board(acting_as(Role.NETWORK_VERIFIER), network)
    assert not policies.can_read_board(acting_as(Role.REGIONAL_REPRESENTATIVE), network)
    assert not policies.can_read_board(ANYONE, network)


def test_a_member_does_not_keep_the_board() -> None:
    network, member = an_id(), an_id()

    assert policies.can_keep_board(of_an_organisation(network), network)
    assert not policies.can_keep_board(of_an_organisation(network, function=Function.READ), network)
    assert not policies.can_keep_board(of_an_organisation(member, network), network)


def test_an_editor_joins_and_leaves_for_an_organisation() -> None:
    network, member = an_id(), an_id()
    inside, outside = of_an_organisation(member, network), of_an_organisation(member)

    assert (policies.can_ask_to_join(outside, network), policies.can_leave(outside, network)) == (True, False)
    assert (policies.can_ask_to_join(inside, network), policies.can_leave(inside, network)) == (False, True)
    assert not policies.can_ask_to_join(of_an_organisation(member, left=True), network)
    assert not policies.can_ask_to_join(of_an_organisation(member, function="read"), network)
    assert not policies.can_leave(of_an_organisation(network), network)
    assert not policies.can_ask_to_join(acting_as(Role.MEMBERSHIP), network)
