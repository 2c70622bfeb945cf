import pytest

from nswp_members.accounts.viewers import ANYONE, Capacity, Role, Viewer
from nswp_members.notices import policies
from tests.factories import an_id


def acting_as(role: Role) -> Viewer:
    return Viewer(person_id=an_id(), capacity=Capacity(key="x", role=role, label=""))


@pytest.mark.parametrize("role", list(Role))
def test_who_may_see_and_settle_notices(role):
    assert policies.can_tend_notices(acting_as(role)) == (role in (Role.MEMBERSHIP, Role.ADMINISTRATOR))


def test_nobody_else_may():
    assert not policies.can_tend_notices(ANYONE)
    assert not policies.can_tend_notices(Viewer(person_id=an_id()))
