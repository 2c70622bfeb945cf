"""Closing a campaign: its report says what was true at that moment and never changes."""

from uuid import UUID

from nswp_members.accounts.viewers import Viewer
from nswp_members.audit import services as audit
from nswp_members.campaigns import queries
from nswp_members.campaigns.errors import CampaignChanged, NotOpen
from nswp_members.campaigns.models import Campaign, CampaignState
from nswp_members.core.db import now, session


def close(campaign: Campaign, viewer: Viewer, *, expected: int, by: UUID | None) -> None:
    """Close a campaign and freeze its report; raises `CampaignChanged`, `NotOpen`."""
    session.refresh(campaign, with_for_update={"of": Campaign})
    if campaign.lock != expected:
        raise CampaignChanged
    if campaign.state != CampaignState.OPEN:
        raise NotOpen
    at = now()
    campaign.report = queries.report(viewer, campaign, at)
    campaign.state = CampaignState.CLOSED
    campaign.closed_at = at
    session.flush()
    audit.record("campaigns.closed", "campaign", campaign.id, by=by)
