"""Reading how organisations without an editor get one again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true, tuple_
from sqlalchemy.orm import joinedload, selectinload

from nswp_members.accounts.models import Person, RoleAssignment
from nswp_members.accounts.viewers import Role, Viewer
from nswp_members.core.db import session
from nswp_members.notices import queries as notices
from nswp_members.organisations.audiences import Relation
from nswp_members.organisations.models import (
    GOING,
    OPEN,
    Affiliation,
    Channel,
    Contact,
    Mandate,
    Organisation,
    Recovery,
    RecoveryState,
    Vouch,
    Witness,
)
from nswp_members.organisations.visibility import ALL_SEEING, named_to, relations_of, visible_to

HEARING = "recovery_hearing"
HELPERS = Relation.REPRESENTATIVE | Relation.VERIFIER
NOBODY = UUID(int=0)


@dataclass(frozen=True)
class RecoveryRow:
    """A recovery in a list; ``name`` is the organisation's, or what was typed while nobody knows which one is meant."""

    id: UUID
    state: str
    asked_at: datetime
    name: str
    vouched: int
    object_until: datetime | None


def helps(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that keeps the organisations whose recovery the viewer may see and vouch in.

    The membership staff sees every one; a regional representative and a verifier those of their region or network that
    they may know of by name.
    """
    if viewer.acts_as(*ALL_SEEING):
        return true()
    return and_(visible_to(viewer), named_to(viewer), relations_of(viewer).bitwise_and(int(HELPERS)) != 0)


def _concerning(viewer: Viewer, statement: Select[Any]) -> Select[Any]:
    """Narrow a statement to the recoveries that the viewer may see."""
    statement = statement.outerjoin(Organisation, Organisation.id == Recovery.organisation_id)
    if viewer.acts_as(*ALL_SEEING):
        return statement
    return statement.where(Recovery.organisation_id.is_not(None), helps(viewer))


def recovery(viewer: Viewer, recovery_id: UUID) -> Recovery | None:
    """Return a recovery that the viewer may see, with the candidate and those who vouched."""
    statement = (
        select(Recovery)
        .options(joinedload(Recovery.candidate), selectinload(Recovery.vouches).joinedload(Vouch.person))
        .options(selectinload(Recovery.witnesses))
        .where(Recovery.id == recovery_id)
    )
    found: Recovery | None = session.scalar(_concerning(viewer, statement))
    return found


def recoveries_page(
    viewer: Viewer, *, open_only: bool, size: int, before: tuple[datetime, UUID] | None = None
) -> Sequence[RecoveryRow]:
    """Return the recoveries that the viewer may see, newest first, asked for before the given (moment, id)."""
    statement = (
        select(Recovery)
        .options(selectinload(Recovery.vouches))
        .order_by(Recovery.asked_at.desc(), Recovery.id.desc())
        .limit(size)
    )
    if open_only:
        statement = statement.where(Recovery.state.in_(OPEN))
    if before:
        statement = statement.where(tuple_(Recovery.asked_at, Recovery.id) < before)
    found = list(session.scalars(_concerning(viewer, statement)))
    ids = {one.organisation_id for one in found if one.organisation_id}
    rows = session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids)))
    names = {key: name for key, name in rows}  # noqa: C416
    return [
        RecoveryRow(
            one.id,
            one.state,
            one.asked_at,
            names[one.organisation_id] if one.organisation_id else (one.claim or [""])[0],
            len(one.vouches),
            one.object_until,
        )
        for one in found
    ]


def recoveries_to_help(viewer: Viewer) -> int:
    """Return how many recoveries wait for people like the viewer to find out or to vouch."""
    waiting = (RecoveryState.ASKED, RecoveryState.VOUCHING)
    statement = _concerning(viewer, select(Recovery).where(Recovery.state.in_(waiting)))
    return session.scalar(select(func.count()).select_from(statement.subquery())) or 0


def going_recovery(organisation_id: UUID) -> Recovery | None:
    """Return the recovery of an organisation that is going on, with the candidate."""
    statement = (
        select(Recovery)
        .options(joinedload(Recovery.candidate))
        .where(Recovery.organisation_id == organisation_id, Recovery.state.in_(GOING))
    )
    return session.scalar(statement)


def objections_before(organisation_id: UUID) -> int:
    """Return how many recoveries of this organisation were stopped by an objection."""
    statement = select(func.count()).where(
        Recovery.organisation_id == organisation_id, Recovery.state == RecoveryState.OBJECTED
    )
    return session.scalar(statement) or 0


def recoveries_due(*, at: datetime, limit: int) -> list[Recovery]:
    """Return the recoveries whose time to object is over, locked against others."""
    statement = (
        select(Recovery)
        .where(Recovery.state == RecoveryState.WAITING, Recovery.object_until <= at)
        .order_by(Recovery.object_until)
        .limit(limit)
        .with_for_update(of=Recovery, skip_locked=True)
    )
    return list(session.scalars(statement))


def usable_witness(token: str, *, at: datetime) -> Witness | None:
    """Return the witness that a letter's link stands for, while they can object; one statement for every token."""
    key = notices.signed_key(HEARING, token) or NOBODY
    statement = (
        select(Witness)
        .join(Recovery, Recovery.id == Witness.recovery_id)
        .where(Witness.id == key, Witness.objected_at.is_(None))
        .where(Recovery.state == RecoveryState.WAITING, Recovery.object_until > at)
    )
    return session.scalar(statement)


def mandate_holders(organisation_id: UUID, *, at: datetime) -> list[Person]:
    """Return everybody who may act for an organisation in any function and can sign in."""
    holders = select(Mandate.person_id).where(
        Mandate.organisation_id == organisation_id,
        Mandate.valid_from <= at,
        or_(Mandate.valid_until.is_(None), Mandate.valid_until > at),
    )
    statement = select(Person).where(Person.id.in_(holders), Person.is_active, Person.password_hash.is_not(None))
    return list(session.scalars(statement.order_by(Person.created_at, Person.id).limit(500)))


def safe_contacts(organisation_id: UUID) -> list[Contact]:
    """Return the contacts of an organisation that named a safe way to reach them, in their order."""
    statement = select(Contact).where(Contact.organisation_id == organisation_id).order_by(Contact.position, Contact.id)
    return [one for one in session.scalars(statement) if one.safe_channel in list(Channel)]


def region_helpers(organisation: Organisation, *, at: datetime) -> list[Person]:
    """Return the representatives of the organisation's region and the verifiers of its networks."""
    networks = select(Affiliation.network_id).where(
        Affiliation.organisation_id == organisation.id, Affiliation.valid_until.is_(None)
    )
    until = RoleAssignment.valid_until
    holders = select(RoleAssignment.person_id).where(
        or_(
            and_(
                RoleAssignment.role == Role.REGIONAL_REPRESENTATIVE,
                RoleAssignment.region_code == organisation.region_code,
            ),
            and_(
                RoleAssignment.role == Role.NETWORK_VERIFIER,
                or_(
                    RoleAssignment.organisation_id.in_(networks),
                    RoleAssignment.organisation_id == organisation.id,
                ),
            ),
        ),
        RoleAssignment.valid_from <= at,
        or_(until.is_(None), until > at),
    )
    statement = select(Person).where(Person.id.in_(holders), Person.is_active, Person.password_hash.is_not(None))
    return list(session.scalars(statement.order_by(Person.created_at, Person.id).limit(100)))
