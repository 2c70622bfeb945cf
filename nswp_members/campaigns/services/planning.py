"""Planning a campaign, opening it, and giving it more time."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import insert

from nswp_members.accounts.viewers import Viewer
from nswp_members.audit import services as audit
from nswp_members.campaigns import queries
from nswp_members.campaigns.errors import (
    AnotherIsOpen,
    CampaignChanged,
    DeadlineTooEarly,
    NobodyInAudience,
    NotADraft,
    NotOpen,
    VersionNotCurrent,
)
from nswp_members.campaigns.models import Campaign, CampaignMember, CampaignState
from nswp_members.campaigns.services.writing import OPENING, write_to
from nswp_members.core.db import now, session, today
from nswp_members.statements import queries as statements


@dataclass(frozen=True)
class Plan:
    """What a campaign is to be; ``query`` is a search as it stands in an address, ``rungs`` days from the deadline."""

    name: str
    version_id: UUID
    query: dict[str, list[str]]
    deadline: date
    rungs: tuple[int, ...]
    words: dict[str, str]


def plan(wanted: Plan, *, by: UUID | None) -> Campaign:
    """Put down a campaign that nobody sees but the membership staff; raises `DeadlineTooEarly`."""
    campaign = Campaign(created_at=now(), created_by=by)
    _write(campaign, wanted)
    session.add(campaign)
    session.flush()
    audit.record("campaigns.planned", "campaign", campaign.id, by=by)
    return campaign


def change(campaign: Campaign, wanted: Plan, *, expected: int, by: UUID | None) -> None:
    """Plan a campaign differently; raises `CampaignChanged`, `NotADraft`, `DeadlineTooEarly`."""
    _hold(campaign, expected)
    if campaign.state != CampaignState.DRAFT:
        raise NotADraft
    _write(campaign, wanted)
    session.flush()
    audit.record("campaigns.changed", "campaign", campaign.id, by=by)


def discard(campaign: Campaign, *, by: UUID | None) -> None:
    """Throw a draft away; raises `NotADraft`."""
    _hold(campaign)
    if campaign.state != CampaignState.DRAFT:
        raise NotADraft
    audit.record("campaigns.discarded", "campaign", campaign.id, by=by)
    session.delete(campaign)


def open_campaign(campaign: Campaign, viewer: Viewer, *, expected: int, lifetime: timedelta) -> int:
    """Fix the audience as the viewer's search finds it now, and write to everybody who has not answered.

    Return how many were written to. ``lifetime`` is that of invitations. Raises `CampaignChanged`, `NotADraft`,
    `DeadlineTooEarly`, `VersionNotCurrent`, `AnotherIsOpen`, `NobodyInAudience`.
    """
    _hold(campaign, expected)
    if campaign.state != CampaignState.DRAFT:
        raise NotADraft
    if campaign.deadline <= today():
        raise DeadlineTooEarly
    current = statements.current_version()
    if current is None or current.id != campaign.version_id:
        raise VersionNotCurrent
    if queries.open_campaign(campaign.version_id):
        raise AnotherIsOpen
    members = queries.audience(viewer, campaign.query)
    if not members:
        raise NobodyInAudience
    session.execute(
        insert(CampaignMember),
        [
            {
                "campaign_id": campaign.id,
                "organisation_id": one.organisation_id,
                "region_code": one.region_code,
                "country_code": one.country_code,
                "category": one.category,
                "locale": one.locale,
            }
            for one in members
        ],
    )
    campaign.state = CampaignState.OPEN
    campaign.opened_at = now()
    session.flush()
    audit.record("campaigns.opened", "campaign", campaign.id, by=viewer.person_id, details={"members": len(members)})
    ids = [one.organisation_id for one in members]
    return write_to(campaign, ids, rung=OPENING, by=viewer.person_id, lifetime=lifetime)


def extend(campaign: Campaign, *, deadline: date, expected: int, by: UUID | None) -> None:
    """Give an open campaign another deadline; raises `CampaignChanged`, `NotOpen`, `DeadlineTooEarly`."""
    _hold(campaign, expected)
    if campaign.state != CampaignState.OPEN:
        raise NotOpen
    if deadline <= today():
        raise DeadlineTooEarly
    campaign.deadline = deadline
    session.flush()
    audit.record("campaigns.extended", "campaign", campaign.id, by=by, details={"deadline": deadline.isoformat()})


def _write(campaign: Campaign, wanted: Plan) -> None:
    if wanted.deadline <= today():
        raise DeadlineTooEarly
    version = statements.version_by_id(wanted.version_id)
    if version is None:
        raise VersionNotCurrent
    campaign.name = wanted.name
    campaign.version_id = version.id
    campaign.former_id = next((one.id for one in statements.versions() if one.id != version.id), None)
    campaign.query = wanted.query
    campaign.deadline = wanted.deadline
    campaign.rungs = sorted(set(wanted.rungs))
    campaign.words = {locale: words for locale, words in wanted.words.items() if words}


def _hold(campaign: Campaign, expected: int | None = None) -> None:
    """Lock the campaign; raises `CampaignChanged` if it is not as the person saw it."""
    session.refresh(campaign, with_for_update={"of": Campaign})
    if expected is not None and campaign.lock != expected:
        raise CampaignChanged
