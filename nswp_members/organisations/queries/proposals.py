"""Reading proposed changes, as far as somebody may know of them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, or_, select, tuple_
from sqlalchemy.orm import joinedload

from nswp_members.accounts.viewers import Role, Viewer
from nswp_members.core.db import session
from nswp_members.organisations.models import (
    IdentityField,
    IdentityValue,
    Organisation,
    Proposal,
    ProposalMessage,
    ProposalState,
)
from nswp_members.organisations.visibility import ALL_SEEING, CONFIDENTIAL_FIELDS, named_to, shows
from nswp_members.regions import queries as regions
from nswp_members.regions.models import RiskLevel

MOST_MESSAGES = 200


@dataclass(frozen=True)
class ProposalRow:
    """One open proposal in a list, without its values."""

    id: UUID
    organisation_id: UUID
    name: str
    region_code: str
    field: str
    proposed_at: datetime


@dataclass(frozen=True)
class ProposalPage:
    """Some open proposals, the oldest first; ``after`` is the one to go on from, None at the end."""

    rows: tuple[ProposalRow, ...]
    after: UUID | None


@dataclass(frozen=True)
class MoveEffects:
    """What moving an organisation to another country would do to its region and to who may know of it."""

    region_before: str
    region_after: str
    becomes_hidden: bool
    comes_out: bool


def identity_value(organisation: Organisation, field: str) -> IdentityValue:
    """Return what is published in a field that changes by proposals only."""
    source = organisation.confidential if field in CONFIDENTIAL_FIELDS else organisation
    value: IdentityValue = getattr(source, field)
    return value


def proposal_visible(viewer: Viewer, proposal_id: UUID) -> Proposal | None:
    """Return a proposal, open or not, of a field that the viewer may see, with organisation and people."""
    statement = (
        select(Proposal)
        .join(Proposal.organisation)
        .options(
            joinedload(Proposal.organisation),
            joinedload(Proposal.proposer),
            joinedload(Proposal.decider),
        )
        .where(Proposal.id == proposal_id, *_seen(viewer))
    )
    return session.scalar(statement)


def proposals_of(viewer: Viewer, organisation_id: UUID) -> dict[str, Proposal]:
    """Return the open proposals of an organisation by their fields."""
    statement = (
        select(Proposal)
        .join(Proposal.organisation)
        .where(Proposal.organisation_id == organisation_id, *_waiting(viewer))
    )
    return {one.field: one for one in session.scalars(statement)}


def decided_proposals_of(viewer: Viewer, organisation_id: UUID, *, limit: int) -> list[Proposal]:
    """Return the last proposals of an organisation that are not open any more, the latest first."""
    statement = (
        select(Proposal)
        .join(Proposal.organisation)
        .where(Proposal.organisation_id == organisation_id, Proposal.state != ProposalState.OPEN, *_seen(viewer))
        .order_by(Proposal.proposed_at.desc(), Proposal.id)
        .limit(limit)
    )
    return list(session.scalars(statement))


def open_proposals(
    viewer: Viewer, *, field: str = "", region: str = "", size: int, after: UUID | None = None
) -> ProposalPage:
    """Return one page of the proposals that wait for a decision, the oldest first."""
    columns = (
        Proposal.id,
        Proposal.organisation_id,
        Organisation.name,
        Organisation.region_code,
        Proposal.field,
        Proposal.proposed_at,
    )
    order = (Proposal.proposed_at, Proposal.id)
    statement = select(*columns).join(Proposal.organisation).where(*_waiting(viewer))
    if field:
        statement = statement.where(Proposal.field == field)
    if region:
        statement = statement.where(Organisation.region_code == region)
    if after is not None:
        edge = select(*order).join(Proposal.organisation).where(Proposal.id == after, *_seen(viewer))
        if found := session.execute(edge).first():
            statement = statement.where(tuple_(*order) > tuple_(*found))
    rows = [ProposalRow(*row) for row in session.execute(statement.order_by(*order).limit(size + 1))]
    return ProposalPage(tuple(rows[:size]), rows[size - 1].id if len(rows) > size else None)


def open_proposals_count(viewer: Viewer) -> int:
    """Return how many proposals wait that the viewer may follow."""
    statement = select(func.count()).select_from(Proposal).join(Proposal.organisation).where(*_waiting(viewer))
    return session.scalar(statement) or 0


def messages_of(proposal_id: UUID) -> list[ProposalMessage]:
    """Return what was said about a proposal, the oldest first; never more than `MOST_MESSAGES`."""
    statement = (
        select(ProposalMessage)
        .options(joinedload(ProposalMessage.person))
        .where(ProposalMessage.proposal_id == proposal_id)
        .order_by(ProposalMessage.written_at, ProposalMessage.id)
        .limit(MOST_MESSAGES)
    )
    return list(session.scalars(statement))


def move_effects(organisation: Organisation, country_code: str, *, hold: bool = False) -> MoveEffects:
    """Return what moving to a country would do; a region that was chosen against the default stays.

    With ``hold`` no new risk can be set for either country until the transaction ends.
    """
    if hold:
        regions.hold_countries((organisation.country_code, country_code))
    follows = organisation.region_code == organisation.country.region_code
    target = regions.country(country_code)
    before, after = is_forced_hidden(organisation.country_code), is_forced_hidden(country_code)
    return MoveEffects(
        region_before=organisation.region_code,
        region_after=target.region_code if target and follows else organisation.region_code,
        becomes_hidden=after and not before,
        comes_out=before and not after,
    )


def is_forced_hidden(country_code: str) -> bool:
    """Whether the risk of a country hides all its organisations."""
    risk = regions.standing_risk(country_code)
    return risk is not None and risk.level == RiskLevel.FORCED_HIDDEN


def _waiting(viewer: Viewer) -> tuple[ColumnElement[bool], ...]:
    return Proposal.state == ProposalState.OPEN, *_seen(viewer)


def _seen(viewer: Viewer) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that keep the proposals the viewer is a side of, in fields that they may see.

    The sides are the organisation itself, the representatives of its region, and the membership staff.
    """
    fields = [and_(Proposal.field == field.value, shows(viewer, field)) for field in IdentityField]
    return named_to(viewer), _is_side(viewer), or_(false(), *fields)


def _is_side(viewer: Viewer) -> ColumnElement[bool]:
    capacity = viewer.capacity
    if capacity is None:
        return false()
    if capacity.role in ALL_SEEING:
        return Proposal.id.is_not(None)
    if capacity.role == Role.ORGANISATION:
        return Organisation.id == capacity.organisation_id
    if capacity.role == Role.REGIONAL_REPRESENTATIVE:
        return Organisation.region_code == capacity.region_code
    return false()
