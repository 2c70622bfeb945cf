"""Who assesses, and who sets thresholds."""

import pytest

from nswp_members.accounts.viewers import Role
from nswp_members.applications.assessing import policies
from tests.factories import make_role, viewer_of

STAFF = (Role.MEMBERSHIP, Role.ADMINISTRATOR)
ROLES = [role for role in Role if role not in (Role.ORGANISATION, Role.NETWORK_VERIFIER)]


@pytest.mark.parametrize("role", ROLES)
def test_staff_and_representatives_assess_and_staff_sets_thresholds(app: object, role: Role) -> None:
    viewer = viewer_of(make_role(role))

    assert policies.can_assess(viewer) == (role in (*STAFF, Role.REGIONAL_REPRESENTATIVE))
    assert policies.can_set_thresholds(viewer) == (role in STAFF)
