import pytest

from nswp_members.accounts.viewers import ANYONE, Capacity, Role, Viewer
from nswp_members.networks import policies
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
