"""Finding campaigns and their letters."""

from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from nswp_members.accounts.viewers import Viewer
from nswp_members.campaigns.models import Campaign, CampaignLetter, CampaignMember, CampaignState, Nudge
from nswp_members.core.db import session
from nswp_members.endorsements.models import Endorsement
from nswp_members.endorsements.queries import endorsers_known_to
from nswp_members.organisations.models import Organisation
from nswp_members.organisations.visibility import ALL_SEEING
from nswp_members.statements.models import CONSENSUS_STATEMENT, StatementDocument, StatementVersion, VersionState

MAX_NUDGES = 200


def campaign_by_id(campaign_id: UUID) -> Campaign | None:
    """Return the campaign with this id."""
    statement = select(Campaign).where(Campaign.id == campaign_id)
    return session.scalar(statement.options(joinedload(Campaign.version), joinedload(Campaign.former)))


def campaigns_page(viewer: Viewer, *, offset: int, limit: int) -> list[Campaign]:
    """Return campaigns, newest first: all to those who plan them, to others those that concern them."""
    statement = select(Campaign).options(joinedload(Campaign.version))
    if not viewer.acts_as(*ALL_SEEING):
        statement = statement.where(Campaign.state != CampaignState.DRAFT, _asks_somebody_known_to(viewer))
    return list(
        session.scalars(statement.order_by(Campaign.created_at.desc(), Campaign.id).offset(offset).limit(limit))
    )


def concerns(viewer: Viewer, campaign_id: UUID) -> bool:
    """Whether a campaign asks anybody of whom the viewer may know whether they endorse."""
    return bool(session.scalar(select(Campaign.id).where(Campaign.id == campaign_id, _asks_somebody_known_to(viewer))))


def _asks_somebody_known_to(viewer: Viewer) -> ColumnElement[bool]:
    members = select(CampaignMember.campaign_id).join(Organisation, Organisation.id == CampaignMember.organisation_id)
    return Campaign.id.in_(members.where(endorsers_known_to(viewer)))


def open_campaign(version_id: UUID) -> Campaign | None:
    """Return the open campaign for a version."""
    statement = select(Campaign).where(Campaign.version_id == version_id, Campaign.state == CampaignState.OPEN)
    return session.scalar(statement.options(joinedload(Campaign.version), joinedload(Campaign.former)))


def open_campaigns(*, hold: bool = False) -> list[Campaign]:
    """Return the open campaigns for current versions, locked on request: two runs at once would write twice.

    Nobody can endorse a version that was superseded, so nobody is asked to.
    """
    statement = (
        select(Campaign)
        .join(StatementVersion, StatementVersion.id == Campaign.version_id)
        .where(Campaign.state == CampaignState.OPEN, StatementVersion.state == VersionState.FROZEN)
        .order_by(Campaign.id)
    )
    if hold:
        statement = statement.with_for_update(of=Campaign)
    return list(session.scalars(statement.options(joinedload(Campaign.version, innerjoin=True))))


def campaigns_waiting_for(organisation_id: UUID) -> list[Campaign]:
    """Return the open campaigns for current versions that this organisation belongs to and has not endorsed in."""
    endorsed = select(Endorsement.id).where(
        Endorsement.organisation_id == organisation_id,
        Endorsement.version_id == Campaign.version_id,
        Endorsement.withdrawn_at.is_(None),
    )
    statement = (
        select(Campaign)
        .join(CampaignMember, CampaignMember.campaign_id == Campaign.id)
        .join(StatementVersion, StatementVersion.id == Campaign.version_id)
        .where(CampaignMember.organisation_id == organisation_id, Campaign.state == CampaignState.OPEN)
        .where(StatementVersion.state == VersionState.FROZEN)
        .where(~endorsed.exists())
        .order_by(Campaign.deadline)
    )
    return list(session.scalars(statement.options(joinedload(Campaign.version))))


def letters_of(campaign_id: UUID) -> dict[int, int]:
    """Return how many organisations were written to, by rung."""
    statement = select(CampaignLetter.rung, func.count()).where(CampaignLetter.campaign_id == campaign_id)
    return {rung: number for rung, number in session.execute(statement.group_by(CampaignLetter.rung))}  # noqa: C416


def nudge_by_id(campaign_id: UUID, nudge_id: UUID) -> Nudge | None:
    """Return a nudge of this campaign."""
    return session.scalar(select(Nudge).where(Nudge.id == nudge_id, Nudge.campaign_id == campaign_id))


def nudges_of(campaign_id: UUID, viewer: Viewer) -> list[Nudge]:
    """Return the extra letters of a campaign, newest first: to the staff all, to others their own."""
    statement = select(Nudge).where(Nudge.campaign_id == campaign_id).order_by(Nudge.made_at.desc(), Nudge.id)
    if not viewer.acts_as(*ALL_SEEING):
        statement = statement.where(Nudge.made_by == viewer.person_id)
    return list(session.scalars(statement.limit(MAX_NUDGES)))


def campaign_asking(organisation_id: UUID, campaign_id: UUID) -> Campaign | None:
    """Return a campaign that was opened and asks this organisation."""
    statement = (
        select(Campaign)
        .join(CampaignMember, CampaignMember.campaign_id == Campaign.id)
        .where(Campaign.id == campaign_id, CampaignMember.organisation_id == organisation_id)
    )
    return session.scalar(statement.options(joinedload(Campaign.version), joinedload(Campaign.former)))


def versions_to_ask_for() -> list[StatementVersion]:
    """Return the versions of the Consensus Statement that a campaign can be planned for, newest first."""
    statement = (
        select(StatementVersion)
        .join(StatementVersion.document)
        .where(StatementDocument.slug == CONSENSUS_STATEMENT, StatementVersion.state != VersionState.SUPERSEDED)
        .order_by(StatementVersion.published_on.desc().nulls_first(), StatementVersion.label.desc())
    )
    return list(session.scalars(statement.limit(MAX_NUDGES)))
