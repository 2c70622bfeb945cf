"""Who may do what with campaigns."""

import pytest

from nswp_members.accounts.viewers import ANYONE, Capacity, Role, Viewer
from nswp_members.campaigns import policies
from nswp_members.campaigns.models import Campaign, CampaignState
from nswp_members.statements.models import StatementVersion, VersionState

STATES = tuple(CampaignState)


def somebody(role: Role) -> Viewer:
    return Viewer(capacity=Capacity("one", role, "one", region_code="africa"))


@pytest.mark.parametrize("role", list(Role))
def test_planning_is_for_the_membership_staff(role: Role) -> None:
    assert policies.can_plan(somebody(role)) is (role in (Role.MEMBERSHIP, Role.ADMINISTRATOR))


@pytest.mark.parametrize("state", STATES)
def test_representatives_see_the_board_from_the_opening_on(state: CampaignState) -> None:
    viewer = somebody(Role.REGIONAL_REPRESENTATIVE)

    current, former = (StatementVersion(state=one) for one in (VersionState.FROZEN, VersionState.SUPERSEDED))

    assert policies.can_see_board(viewer, Campaign(state=state)) is (state != CampaignState.DRAFT)
    assert policies.can_nudge(viewer, Campaign(state=state, version=current)) is (state == CampaignState.OPEN)
    assert not policies.can_nudge(viewer, Campaign(state=state, version=former))


@pytest.mark.parametrize("state", STATES)
def test_nobody_else_sees_a_board(state: CampaignState) -> None:
    others = [somebody(role) for role in Role if role not in (Role.MEMBERSHIP, Role.ADMINISTRATOR)]

    for viewer in [ANYONE, *(one for one in others if not one.acts_as(Role.REGIONAL_REPRESENTATIVE))]:
        assert not policies.can_see_board(viewer, Campaign(state=state))
        assert not policies.can_list(viewer)
