import pytest

from nswp_members.accounts.viewers import ANYONE, Capacity, Role, Viewer
from nswp_members.statements.policies import can_manage


@pytest.mark.parametrize("role", Role)
def test_editions_are_managed_by_membership_communications_and_administrators(role: Role) -> None:
    capacity = Capacity("k", role, "label")

    assert can_manage(Viewer(capacity=capacity)) == (role in {Role.MEMBERSHIP, Role.COMMUNICATIONS, Role.ADMINISTRATOR})
    assert not can_manage(ANYONE)
