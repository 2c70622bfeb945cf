"""Reading who hands over to whom."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from nswp_members.accounts import queries as accounts
from nswp_members.accounts.models import Person
from nswp_members.core.db import session
from nswp_members.organisations.models import HandOver, Mandate

_PEOPLE = (joinedload(HandOver.from_person), joinedload(HandOver.to_person), joinedload(HandOver.invitation))


def open_hand_overs(organisation_id: UUID, *, at: datetime) -> list[HandOver]:
    """Return the hand-overs in an organisation that wait for the successor, with their people, oldest first."""
    statement = (
        select(HandOver)
        .options(*_PEOPLE)
        .where(HandOver.organisation_id == organisation_id, HandOver.completed_at.is_(None))
        .order_by(HandOver.started_at, HandOver.id)
        .limit(50)
    )
    return [one for one in session.scalars(statement) if one.is_open(at)]


def unfinished_hand_over(organisation_id: UUID, person_id: UUID) -> HandOver | None:
    """Return what a person began to hand over and nobody accepted, whether or not the invitation still works."""
    statement = (
        select(HandOver)
        .options(*_PEOPLE)
        .where(
            HandOver.organisation_id == organisation_id,
            HandOver.from_person_id == person_id,
            HandOver.completed_at.is_(None),
        )
    )
    return session.scalar(statement)


def hand_over_by(invitation_id: UUID) -> HandOver | None:
    """Return the unfinished hand-over that an invitation belongs to."""
    statement = select(HandOver).where(HandOver.invitation_id == invitation_id, HandOver.completed_at.is_(None))
    return session.scalar(statement)


def acceptance_token(hand_over: HandOver) -> str:
    """Return the secret part of the link by which the successor accepts; only for the successor's own eyes."""
    return accounts.invitation_token(hand_over.invitation)


def possible_successors(organisation_id: UUID, *, but: UUID | None, at: datetime) -> list[Person]:
    """Return the other people who act for an organisation and can sign in, those who do so longest first."""
    statement = (
        select(Mandate)
        .options(joinedload(Mandate.person))
        .where(Mandate.organisation_id == organisation_id, Mandate.person_id != but)
        .order_by(Mandate.valid_from, Mandate.id)
        .limit(500)
    )
    found = [one.person for one in session.scalars(statement) if one.is_in_force(at) and one.person.has_account]
    return list(dict.fromkeys(found))
