"""Who may do what in the register."""

import pytest

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import STAFF_ROLES, Role
from nswp_members.complaints import policies
from nswp_members.complaints.models import Complaint
from nswp_members.organisations.models import Organisation
from tests.factories import make_mandate, make_network, make_role, viewer_of


@pytest.mark.parametrize("role", [one for one in Role if one != Role.ORGANISATION])
def test_the_secretariat_opens_the_register_and_two_roles_enter_complaints(complaint: Complaint, role: Role) -> None:
    network = make_network() if role == Role.NETWORK_VERIFIER else None
    viewer = viewer_of(make_role(role, network=network))

    assert policies.can_open_register(viewer) == (role in STAFF_ROLES)
    assert policies.can_register(viewer) == (role in (Role.MEMBERSHIP, Role.ADMINISTRATOR))
    assert not policies.can_handle(viewer, complaint)


def test_a_handler_handles(complaint: Complaint, handler: Person) -> None:
    assert policies.can_handle(viewer_of(handler), complaint)


def test_an_organisation_never_opens_the_register(organisation: Organisation, complaint: Complaint) -> None:
    viewer = viewer_of(make_mandate(organisation, "read", "edit"))

    assert not policies.can_open_register(viewer)
    assert not policies.can_handle(viewer, complaint)
