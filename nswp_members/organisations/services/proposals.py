"""Proposing changes, talking about them, and deciding."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert

from nswp_members.accounts import queries as accounts
from nswp_members.accounts.viewers import Role
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.notices import services as notices
from nswp_members.notices.outcomes import NewNotice
from nswp_members.organisations import queries
from nswp_members.organisations.errors import (
    NothingProposed,
    ProposalDecided,
    ProposalOpen,
    ThreadFull,
    ValueChanged,
)
from nswp_members.organisations.models import (
    Function,
    IdentityField,
    IdentityValue,
    Organisation,
    Proposal,
    ProposalMessage,
    ProposalState,
)
from nswp_members.organisations.services.creation import identity_of
from nswp_members.organisations.services.history import lock_profile, role_of
from nswp_members.organisations.services.identity import change_identity
from nswp_members.organisations.visibility import ALL_SEEING

TABLE: Any = Proposal.__table__


def propose(
    organisation: Organisation,
    field: IdentityField,
    value: IdentityValue,
    *,
    reason: str,
    by: UUID,
    capacity: str = "",
) -> UUID:
    """Propose another value and tell the membership staff; return the proposal's id.

    Raises `ProposalOpen`, also if two propose at the same moment: the unique index lets one of them through. Raises
    `NothingProposed`, `NameUnusable`.
    """
    if field == IdentityField.NAME:
        identity_of(str(value))
    current = queries.identity_value(organisation, field)
    if value == current:
        raise NothingProposed
    statement = insert(TABLE).on_conflict_do_nothing(
        index_elements=["organisation_id", "field"], index_where=text("state = 'open'")
    )
    row = {
        "id": uuid4(),
        "organisation_id": organisation.id,
        "field": field.value,
        "value_before": current,
        "value_after": value,
        "reason": reason,
        "state": ProposalState.OPEN.value,
        "proposed_by": by,
        "proposed_at": now(),
    }
    key: UUID | None = session.scalar(statement.values(row).returning(TABLE.c.id))
    if key is None:
        raise ProposalOpen
    _record("organisations.proposed_change", organisation.id, key, field, by=by, capacity=capacity)
    _tell(_staff(), "proposal_made", organisation.id, key, occurrence=str(key), but=by)
    return key


def approve_proposal(
    proposal: Proposal,
    *,
    seen: IdentityValue,
    by: UUID | None,
    capacity: str = "",
    valid_from: date | None = None,
) -> None:
    """Publish what was proposed; ``seen`` is what the person who decides saw as published.

    ``valid_from`` is the first day of a region. Raises `ProposalDecided`, `ValueChanged` and what the change raises.
    """
    _take_turn(proposal)
    organisation, field = proposal.organisation, IdentityField(proposal.field)
    lock_profile(organisation)
    if queries.identity_value(organisation, field) != seen:
        raise ValueChanged
    change_identity(
        organisation,
        field,
        proposal.value_after,
        by=by,
        capacity=capacity,
        valid_from=valid_from,
    )
    _decide(proposal, ProposalState.APPROVED, "organisations.approved_proposal", by=by, capacity=capacity)


def refuse_proposal(proposal: Proposal, reason: str, *, by: UUID | None, capacity: str = "") -> None:
    """Leave things as they are; the reason stands in the conversation. Raises `ProposalDecided`."""
    _take_turn(proposal)
    _add_message(proposal, reason, by=by, role=role_of(capacity))
    _decide(proposal, ProposalState.REFUSED, "organisations.refused_proposal", by=by, capacity=capacity)


def withdraw_proposal(proposal: Proposal, *, by: UUID | None, capacity: str = "") -> None:
    """Take a proposal back; raises `ProposalDecided`."""
    _take_turn(proposal)
    _decide(proposal, ProposalState.WITHDRAWN, "organisations.withdrew_proposal", by=by, capacity=capacity)


def answer_proposal(proposal: Proposal, words: str, *, by: UUID | None, capacity: str = "") -> None:
    """Say something about an open proposal and tell the other side; raises `ProposalDecided`, `ThreadFull`."""
    _take_turn(proposal)
    counted = select(func.count()).select_from(ProposalMessage).where(ProposalMessage.proposal_id == proposal.id)
    if (session.scalar(counted) or 0) >= queries.MOST_MESSAGES - 1:
        raise ThreadFull
    role = role_of(capacity)
    message = _add_message(proposal, words, by=by, role=role)
    session.flush()
    people = _staff() if role == Role.ORGANISATION else _proposers(proposal)
    _record(
        "organisations.answered_proposal",
        proposal.organisation_id,
        proposal.id,
        proposal.field,
        by=by,
        capacity=capacity,
    )
    _tell(people, "proposal_answered", proposal.organisation_id, proposal.id, occurrence=str(message.id), but=by)


def _take_turn(proposal: Proposal) -> None:
    """Lock the proposal if it is still open; raises `ProposalDecided`."""
    session.flush()
    session.refresh(proposal, with_for_update={"of": Proposal})
    if not proposal.is_open:
        raise ProposalDecided


def _decide(proposal: Proposal, state: ProposalState, action: str, *, by: UUID | None, capacity: str) -> None:
    """Close the proposal and tell who proposed it."""
    proposal.state = state
    proposal.decided_by, proposal.decided_at = by, now()
    _record(action, proposal.organisation_id, proposal.id, proposal.field, by=by, capacity=capacity)
    people, occurrence = _proposers(proposal), str(proposal.id)
    _tell(people, "proposal_decided", proposal.organisation_id, proposal.id, occurrence=occurrence, but=by)


def _add_message(proposal: Proposal, words: str, *, by: UUID | None, role: str) -> ProposalMessage:
    message = ProposalMessage(proposal_id=proposal.id, person_id=by, role=role, text=words, written_at=now())
    session.add(message)
    return message


def _record(action: str, organisation_id: UUID, key: UUID, field: str, *, by: UUID | None, capacity: str) -> None:
    details = {"proposal": str(key), "fields": [str(field)]}
    audit.record(action, "organisation", organisation_id, by=by, capacity=capacity, details=details)


def _staff() -> list[UUID]:
    return [person.id for person in accounts.people_with_roles(ALL_SEEING, at=now())]


def _proposers(proposal: Proposal) -> list[UUID]:
    """Return who proposed it, or who edits the organisation if that person does not act for it any more."""
    standing = queries.mandates_standing(proposal.organisation_id, at=now())
    if any(one.person_id == proposal.proposed_by for one in standing):
        return [proposal.proposed_by]
    return [one.person_id for one in standing if one.function == Function.EDIT]


def _tell(
    people: list[UUID], kind: str, organisation_id: UUID, proposal_id: UUID, *, occurrence: str, but: UUID | None
) -> None:
    """Write to people, but not to whoever did it."""
    params = {"organisation_id": str(organisation_id), "proposal_id": str(proposal_id)}
    notices.notify_many(NewNotice(kind, key, occurrence, params) for key in people if key != but)
