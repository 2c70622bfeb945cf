"""Writing to the organisations of a campaign: at opening and on each rung, each of them once."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert

from nswp_members.campaigns import queries
from nswp_members.campaigns.models import Campaign, CampaignLetter
from nswp_members.core.db import now, session
from nswp_members.endorsements import services as endorsements
from nswp_members.endorsements.errors import NobodyToAsk
from nswp_members.membership.ladder import Ladder

OPENING = -32768
"""The rung of the first letter: before every day that can be planned."""


def climb(ladder: Ladder, *, at: datetime, lifetime: timedelta, limit: int) -> int:
    """Write to those whose next rung is reached and who have not answered; return how many organisations.

    A rung is reached at the hour of the member's own clock. Of rungs that were missed only the last is sent. ``limit``
    is how many are written to in one run.
    """
    written = 0
    for campaign in queries.open_campaigns(hold=True):
        for rung, ids in queries.due(campaign, ladder, at=at).items():
            written += write_to(campaign, ids[: limit - written], rung=rung, by=None, lifetime=lifetime)
            if written >= limit:
                return written
    return written


def write_to(
    campaign: Campaign, organisation_ids: Collection[UUID], *, rung: int, by: UUID | None, lifetime: timedelta
) -> int:
    """Ask those who have not answered and can be reached, unless this rung went to them; return how many."""
    wanted = queries.to_ask(campaign, organisation_ids)
    if not wanted:
        return 0
    at = now()
    rows = [
        {"id": uuid4(), "campaign_id": campaign.id, "organisation_id": key, "rung": rung, "sent_at": at}
        for key in wanted
    ]
    statement = insert(CampaignLetter).on_conflict_do_nothing(index_elements=["campaign_id", "organisation_id", "rung"])
    noted = list(session.scalars(statement.returning(CampaignLetter.organisation_id), rows))
    if not noted:
        return 0
    try:
        request_id = endorsements.ask_to_endorse(
            campaign.version, noted, by=by, lifetime=lifetime, filters={"campaign": str(campaign.id)}
        )
    except NobodyToAsk:
        return 0
    session.execute(
        update(CampaignLetter)
        .where(CampaignLetter.campaign_id == campaign.id, CampaignLetter.rung == rung)
        .where(CampaignLetter.organisation_id == func.any(noted))
        .values(request_id=request_id)
    )
    return len(noted)
