"""Extra letters to exactly those that a list of the board shows."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from nswp_members.accounts.viewers import Viewer
from nswp_members.audit import services as audit
from nswp_members.campaigns import queries
from nswp_members.campaigns.errors import NotOpen, NudgeSent, VersionNotCurrent
from nswp_members.campaigns.models import Campaign, CampaignState, Nudge
from nswp_members.core.db import now, session
from nswp_members.endorsements import services as endorsements
from nswp_members.statements.models import VersionState


def draft_nudge(
    campaign: Campaign, organisation_ids: Sequence[UUID], *, region: str | None, reason: str | None, by: UUID | None
) -> Nudge:
    """Draft a letter to these organisations, to be looked at and then sent; raises `NotOpen`."""
    if campaign.state != CampaignState.OPEN:
        raise NotOpen
    nudge = Nudge(
        campaign_id=campaign.id,
        region_code=region,
        reason=reason,
        organisation_ids=[str(key) for key in organisation_ids],
        made_at=now(),
        made_by=by,
    )
    session.add(nudge)
    session.flush()
    audit.record("campaigns.drafted_nudge", "campaign", campaign.id, by=by, details={"nudge": str(nudge.id)})
    return nudge


def drop_nudge(nudge: Nudge, *, by: UUID | None) -> None:
    """Throw a draft away; raises `NudgeSent`."""
    _hold(nudge)
    audit.record("campaigns.dropped_nudge", "campaign", nudge.campaign_id, by=by, details={"nudge": str(nudge.id)})
    session.delete(nudge)


def send_nudge(nudge: Nudge, campaign: Campaign, viewer: Viewer, *, capacity: str, lifetime: timedelta) -> int:
    """Write to those of the draft whom the viewer still knows of and who have not answered; return how many.

    Whoever had an extra letter in the last days, from anybody, gets no other one.

    Raises `NotOpen`, `VersionNotCurrent`, `NudgeSent`, `endorsements.errors.NobodyToAsk`.
    """
    session.refresh(campaign, with_for_update={"of": Campaign})
    _hold(nudge)
    if campaign.state != CampaignState.OPEN:
        raise NotOpen
    session.refresh(campaign.version)
    if campaign.version.state != VersionState.FROZEN:
        raise VersionNotCurrent
    by = viewer.person_id
    rows = queries.named(viewer, campaign, [UUID(key) for key in nudge.organisation_ids])
    ids = queries.to_nudge(campaign, [row.organisation_id for row in rows])
    nudge.request_id = endorsements.ask_to_endorse(
        campaign.version, ids, by=by, lifetime=lifetime, filters={"campaign": str(campaign.id)}
    )
    nudge.sent_at = now()
    details = {"nudge": str(nudge.id), "organisations": len(ids)}
    audit.record("campaigns.nudged", "campaign", campaign.id, by=by, capacity=capacity, details=details)
    return len(ids)


def _hold(nudge: Nudge) -> None:
    session.refresh(nudge, with_for_update={"of": Nudge})
    if nudge.sent_at is not None:
        raise NudgeSent
