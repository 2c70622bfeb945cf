"""Only the membership staff decides and counts; a letter is for whoever applied."""

import pytest

from nswp_members.accounts.viewers import ANYONE, Role
from nswp_members.applications.deciding import policies
from tests.factories import make_application, make_person, make_role, viewer_of

pytestmark = pytest.mark.usefixtures("app")
ALLOWED = (Role.MEMBERSHIP, Role.ADMINISTRATOR)
ROLES = [role for role in Role if role not in (Role.ORGANISATION, Role.NETWORK_VERIFIER)]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("policy", [policies.can_decide, policies.can_count])
def test_only_the_membership_staff_decides_and_counts(policy: object, role: Role) -> None:
    viewer = viewer_of(make_role(role))

    assert policy(viewer) == (role in ALLOWED)  # type: ignore[operator]


def test_a_letter_is_read_by_whoever_applied_and_the_staff() -> None:
    applicant, other = make_person(), make_person()
    application = make_application(person=applicant)

    readers = (viewer_of(applicant), viewer_of(make_role(Role.MEMBERSHIP)))
    assert all(policies.can_read_letter(one, application) for one in readers)
    strangers = (viewer_of(other), viewer_of(make_role(Role.REGIONAL_REPRESENTATIVE)), ANYONE)
    assert not any(policies.can_read_letter(one, application) for one in strangers)
