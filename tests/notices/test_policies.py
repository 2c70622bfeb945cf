import pytest

from nswp_members.accounts.viewers import ANYONE, Capacity, Role, Viewer
from nswp_members.notices import policies
from tests.factories import an_id


def acting_as(role: Role) -> Viewer:
    return Viewer(person_id=an_id(), capacity=Capacity(key="x", role=role, label=""))


@pytest.mark.parametrize("role", list(Role))
def test_who_may_see_and_settle_notices(role):
    viewer = acting_as(role)
    trusted = role in (Role.MEMBERSHIP, Role.ADMINISTRATOR)

    assert policies.can_see_notices(viewer) == role.startswith("secretariat-")
    assert policies.can_see_recipients(viewer) == trusted
    assert policies.can_settle_notices(viewer) == trusted


def test_nobody_else_may():
    for policy in (policies.can_see_notices, policies.can_see_recipients, policies.can_settle_notices):
        assert not policy(ANYONE)
        assert not policy(Viewer(person_id=an_id()))
