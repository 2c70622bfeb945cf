import pytest

from nswp_members.accounts.policies import can_manage_own_account, can_manage_people
from nswp_members.accounts.viewers import ANYONE, Capacity, Role, Viewer
from tests.factories import an_id


@pytest.mark.parametrize("role", Role)
def test_only_administrators_manage_people(role):
    viewer = Viewer(person_id=an_id(), capacity=Capacity("k", role, "label"))

    assert can_manage_people(viewer) == (role == Role.ADMINISTRATOR)
    assert can_manage_own_account(viewer)


def test_a_role_held_but_not_acted_in_gives_no_right():
    held = Capacity("k", Role.ADMINISTRATOR, "label")

    assert not can_manage_people(Viewer(person_id=an_id(), capacities=(held,)))


def test_visitors_have_no_account():
    assert not can_manage_own_account(ANYONE)
    assert not can_manage_people(ANYONE)
