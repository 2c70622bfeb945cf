"""Only the membership staff writes the form."""

import pytest

from nswp_members.accounts.viewers import Role
from nswp_members.applications.editing import policies
from tests.factories import make_role, viewer_of

ROLES = [role for role in Role if role not in (Role.ORGANISATION, Role.NETWORK_VERIFIER)]


@pytest.mark.parametrize("role", ROLES)
def test_only_the_membership_staff_writes_the_form(app: object, role: Role) -> None:
    assert policies.can_edit_forms(viewer_of(make_role(role))) == (role in (Role.MEMBERSHIP, Role.ADMINISTRATOR))
