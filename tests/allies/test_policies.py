"""Who may decide on allies, tend letters and sign them."""

import pytest
from flask import Flask

from nswp_members.accounts.viewers import ANYONE, Role
from nswp_members.allies import policies
from tests.factories import make_mandate, make_network, make_organisation, make_role, viewer_of


@pytest.mark.parametrize("role", [one for one in Role if one != Role.ORGANISATION])
def test_only_the_membership_staff_decides(app: Flask, role: Role) -> None:
    network = make_network() if role == Role.NETWORK_VERIFIER else None
    viewer = viewer_of(make_role(role, network=network))
    may = role in (Role.MEMBERSHIP, Role.ADMINISTRATOR)

    assert policies.can_moderate(viewer) is may
    assert policies.can_tend_letters(viewer) is may
    assert not policies.can_moderate(ANYONE)


def test_a_letter_is_signed_by_whoever_may_endorse_for_this_organisation(app: Flask) -> None:
    organisation, other = make_organisation(), make_organisation()
    signer, editor = (viewer_of(make_mandate(organisation, one)) for one in ("endorse", "edit"))

    assert policies.can_sign(signer, organisation)
    assert not policies.can_sign(signer, other)
    assert not policies.can_sign(editor, organisation)
