"""Who may do what with campaigns.

A campaign tells who is a member, and whether it endorses: the membership staff sees all of it, representatives their
own region, an organisation only what it is asked itself.
"""

from nswp_members.accounts.viewers import Role, Viewer
from nswp_members.campaigns.models import Campaign, CampaignState
from nswp_members.organisations.visibility import ALL_SEEING
from nswp_members.statements.models import VersionState


def can_plan(viewer: Viewer) -> bool:
    """Whether the viewer may plan, open and close campaigns, and see categories."""
    return viewer.acts_as(*ALL_SEEING)


def can_change(viewer: Viewer, _campaign: Campaign) -> bool:
    """Whether the viewer may change, open and close a campaign, and take its report."""
    return can_plan(viewer)


def can_list(viewer: Viewer) -> bool:
    """Whether the viewer may see that there are campaigns, apart from being asked by one."""
    return can_plan(viewer) or viewer.acts_as(Role.REGIONAL_REPRESENTATIVE)


def can_be_asked(viewer: Viewer) -> bool:
    """Whether the viewer acts for an organisation; which campaigns ask it is for the query to say."""
    return viewer.acts_as(Role.ORGANISATION)


def can_see_board(viewer: Viewer, campaign: Campaign) -> bool:
    """Whether the viewer may see how far a campaign has come, as far as it may know of endorsements."""
    return can_plan(viewer) or (can_list(viewer) and campaign.state != CampaignState.DRAFT)


def can_nudge(viewer: Viewer, campaign: Campaign) -> bool:
    """Whether the viewer may write to organisations that the board shows, to endorse what can be endorsed."""
    asks = campaign.state == CampaignState.OPEN and campaign.version.state == VersionState.FROZEN
    return asks and can_see_board(viewer, campaign)
