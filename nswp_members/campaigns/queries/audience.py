"""Who belongs to a campaign, and who is to be written to when."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from nswp_members.accounts.viewers import Viewer
from nswp_members.campaigns.models import Campaign, CampaignLetter, CampaignMember, Nudge
from nswp_members.campaigns.queries.board import progress_of
from nswp_members.campaigns.reaching import NOT_REACHED, Progress
from nswp_members.core.db import now, session, today
from nswp_members.endorsements.models import RequestRecipient
from nswp_members.endorsements.queries import reach
from nswp_members.membership import queries as membership
from nswp_members.membership.ladder import Ladder
from nswp_members.membership.models import Standing
from nswp_members.organisations import queries as organisations
from nswp_members.organisations.models import Organisation
from nswp_members.organisations.visibility import closed

MOST_MEMBERS = 20_000
NUDGE_PAUSE = timedelta(days=3)
MEMBERS = (Standing.ACTIVE, Standing.DORMANT)
TO_ASK = (Progress.OPENED, *NOT_REACHED)


@dataclass(frozen=True)
class AudienceMember:
    """A member that a campaign would ask, as it stands today."""

    organisation_id: UUID
    region_code: str
    country_code: str
    category: str | None
    locale: str | None


def audience(viewer: Viewer, query: dict[str, list[str]]) -> list[AudienceMember]:
    """Return the members that a search finds for this viewer, hidden ones among them, in the order of the list.

    Suspended members are not asked, nor are organisations that are no members.
    """
    asked = organisations.filter_of(query, for_staff=True)
    found = organisations.found_by(viewer, asked, most=MOST_MEMBERS)
    members = {one.organisation_id: one for one in membership.members_on(today(), among=found)}
    languages = _languages(members)
    return [
        AudienceMember(key, one.region_code, one.country_code, one.category, languages.get(key))
        for key in found
        if (one := members.get(key)) and one.standing in MEMBERS
    ]


def _languages(organisation_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the language in which each organisation is written to: that of its first addressee."""
    everybody = reach.addressees(now()).subquery()
    statement = (
        select(everybody.c.organisation_id, func.min(everybody.c.locale))
        .where(everybody.c.organisation_id == func.any(list(organisation_ids)))
        .group_by(everybody.c.organisation_id)
    )
    return {key: locale for key, locale in session.execute(statement) if locale}


def reachable(organisation_ids: Collection[UUID], version_id: UUID) -> int:
    """Return how many of these organisations would be written to now."""
    statement = select(func.count()).select_from(Organisation).where(*_can_be_asked(organisation_ids, version_id))
    return session.scalar(statement) or 0


def to_ask(campaign: Campaign, organisation_ids: Collection[UUID]) -> list[UUID]:
    """Return those of these organisations that can be written to now and have not answered, in the order of names."""
    statement = (
        select(Organisation.id)
        .join(CampaignMember, CampaignMember.organisation_id == Organisation.id)
        .where(CampaignMember.campaign_id == campaign.id, *_can_be_asked(organisation_ids, campaign.version_id))
        .order_by(Organisation.sort_key, Organisation.id)
    )
    return list(session.scalars(statement))


def nudged_lately(campaign: Campaign) -> set[UUID]:
    """Return the organisations that an extra letter of this campaign went to within `NUDGE_PAUSE`, whoever sent it."""
    statement = (
        select(RequestRecipient.organisation_id)
        .join(Nudge, Nudge.request_id == RequestRecipient.request_id)
        .where(Nudge.campaign_id == campaign.id, Nudge.sent_at > now() - NUDGE_PAUSE)
    )
    return set(session.scalars(statement))


def to_nudge(campaign: Campaign, organisation_ids: Collection[UUID]) -> list[UUID]:
    """Return those of these organisations that can be sent an extra letter now, in the order of names."""
    return to_ask(campaign, set(organisation_ids) - nudged_lately(campaign))


def _can_be_asked(organisation_ids: Collection[UUID], version_id: UUID) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that keep who has not answered and can be written to."""
    at = now()
    return (
        Organisation.id == func.any(list(organisation_ids)),
        progress_of(version_id, at).in_(TO_ASK),
        ~closed(),
        reach.has_address(at),
        reach.takes_mail(at),
    )


def due(campaign: Campaign, ladder: Ladder, *, at: datetime) -> dict[int, Sequence[UUID]]:
    """Return who is to be written to now, by rung: of those reached the last, once, at each member's own hour."""
    rungs = Ladder(tuple(campaign.rungs), ladder.hour, ladder.zone)
    letters = select(CampaignLetter.organisation_id, CampaignLetter.rung)
    sent: dict[UUID, set[int]] = defaultdict(set)
    for key, rung in session.execute(letters.where(CampaignLetter.campaign_id == campaign.id)):
        sent[key].add(rung)
    found: dict[int, list[UUID]] = defaultdict(list)
    opened = campaign.opened_at or at
    members = select(CampaignMember.organisation_id, CampaignMember.country_code)
    for key, country in session.execute(members.where(CampaignMember.campaign_id == campaign.id)):
        zone = ladder.zone_of(country)
        next_rung = rungs.due(campaign.deadline, at=at, zone=zone, sent=sent[key])
        if next_rung is not None and rungs.moment(campaign.deadline, next_rung, zone) > opened:
            found[next_rung].append(key)
    return dict(found)
