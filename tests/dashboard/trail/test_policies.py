import pytest

from nswp_members.accounts.viewers import ANYONE, Capacity, Role, Viewer
from nswp_members.dashboard.trail.policies import can_read_trail
from tests.factories import an_id


@pytest.mark.parametrize("role", Role)
def test_only_administrators_read_the_trail(role):
    viewer = Viewer(person_id=an_id(), capacity=Capacity("k", role, "label"))

    assert can_read_trail(viewer) == (role == Role.ADMINISTRATOR)


def test_visitors_do_not():
    assert not can_read_trail(ANYONE)
