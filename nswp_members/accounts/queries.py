"""Reading people, roles and sign-ins."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, tuple_
from sqlalchemy.orm import joinedload

from nswp_members.accounts.models import (
    Invitation,
    PasswordReset,
    Person,
    RoleAssignment,
    SignIn,
    email_lookup,
)
from nswp_members.accounts.viewers import ROLE_LABELS, Capacity, Role
from nswp_members.core.crypto import keyring
from nswp_members.core.db import session

INVITATION = "accounts.invitation"
RESET = "accounts.reset"
MAX_HOLDERS = 500


def token_hash(token: str) -> bytes:
    """Return what is stored of a sign-in token."""
    return hashlib.sha256(token.encode()).digest()


def person_by_email(email: str) -> Person | None:
    """Return the person with this address, in whatever capitals."""
    return session.scalar(select(Person).where(Person.email_lookup == email_lookup(email)))


def people_by_id(ids: Iterable[UUID]) -> dict[UUID, Person]:
    """Return people by their ids."""
    return {person.id: person for person in session.scalars(select(Person).where(Person.id.in_(set(ids))))}


def sign_in_of(token: str) -> SignIn | None:
    """Return the sign-in of this token with its person, whether or not it still counts."""
    statement = select(SignIn).options(joinedload(SignIn.person)).where(SignIn.token_hash == token_hash(token))
    return session.scalar(statement)


def live_sign_in(token: str, *, at: datetime) -> SignIn | None:
    """Return the sign-in of this token with its person, if both still count."""
    found = sign_in_of(token)
    return found if found and found.is_live(at) and found.person.has_account else None


def live_sign_ins(person_id: UUID, *, at: datetime) -> list[SignIn]:
    """Return the browsers in which this person is signed in, newest first."""
    statement = (
        select(SignIn)
        .where(SignIn.person_id == person_id, SignIn.ended_at.is_(None), SignIn.expires_at > at)
        .where(SignIn.idle_after > at)
        .order_by(SignIn.created_at.desc())
        .limit(50)
    )
    return list(session.scalars(statement))


def roles_in_force(person_id: UUID, *, at: datetime) -> list[RoleAssignment]:
    """Return the roles that this person holds at that moment."""
    statement = (
        select(RoleAssignment)
        .where(RoleAssignment.person_id == person_id, *_in_force(at))
        .order_by(RoleAssignment.valid_from, RoleAssignment.id)
    )
    return list(session.scalars(statement))


def people_with_roles(
    roles: Iterable[Role], *, at: datetime, region_code: str | None = None, organisation_id: UUID | None = None
) -> list[Person]:
    """Return the people with an account who hold one of these roles at that moment, in this scope if one is named."""
    holders = select(RoleAssignment.person_id).where(RoleAssignment.role.in_(list(roles)), *_in_force(at))
    if region_code:
        holders = holders.where(RoleAssignment.region_code == region_code)
    if organisation_id:
        holders = holders.where(RoleAssignment.organisation_id == organisation_id)
    statement = (
        select(Person)
        .where(Person.id.in_(holders), Person.is_active, Person.password_hash.is_not(None))
        .order_by(Person.created_at, Person.id)
        .limit(MAX_HOLDERS)
    )
    return list(session.scalars(statement))


def roles_from(person_id: UUID, role: Role, region_code: str | None, *, at: datetime) -> list[RoleAssignment]:
    """Return the assignments of one role in one region that a person holds at that moment or is to hold later."""
    until = RoleAssignment.valid_until
    statement = select(RoleAssignment).where(
        RoleAssignment.person_id == person_id,
        RoleAssignment.role == role,
        RoleAssignment.region_code.is_not_distinct_from(region_code),
        or_(until.is_(None), until > at),
    )
    return list(session.scalars(statement.order_by(RoleAssignment.valid_from, RoleAssignment.id)))


def role_in_force(assignment_id: UUID, *, at: datetime) -> RoleAssignment | None:
    """Return one role assignment while it gives rights."""
    statement = select(RoleAssignment).where(RoleAssignment.id == assignment_id, *_in_force(at))
    return session.scalar(statement)


def roles_by_person(ids: Iterable[UUID], *, at: datetime) -> dict[UUID, list[RoleAssignment]]:
    """Return the roles that each of these people holds at that moment."""
    statement = (
        select(RoleAssignment)
        .where(RoleAssignment.person_id.in_(set(ids)), *_in_force(at))
        .order_by(RoleAssignment.valid_from, RoleAssignment.id)
    )
    found: dict[UUID, list[RoleAssignment]] = {}
    for one in session.scalars(statement):
        found.setdefault(one.person_id, []).append(one)
    return found


def _in_force(at: datetime) -> tuple[ColumnElement[bool], ...]:
    until = RoleAssignment.valid_until
    return RoleAssignment.valid_from <= at, or_(until.is_(None), until > at)


def lasting_administrators(*, for_update: bool = False) -> list[RoleAssignment]:
    """Return the administrator roles without an end, held by people who can sign in."""
    statement = (
        select(RoleAssignment)
        .join(RoleAssignment.person)
        .where(RoleAssignment.role == Role.ADMINISTRATOR, RoleAssignment.valid_until.is_(None))
        .where(Person.is_active, Person.password_hash.is_not(None))
        .order_by(RoleAssignment.id)
    )
    if for_update:
        statement = statement.with_for_update(of=RoleAssignment)
    return list(session.scalars(statement))


def person(person_id: UUID) -> Person | None:
    """Return a person by id."""
    return session.get(Person, person_id)


def people_page(*, email: str = "", before: tuple[datetime, UUID] | None = None, limit: int) -> list[Person]:
    """Return people, the newest first, added before the given (moment, id); or the one with this address."""
    statement = select(Person).order_by(Person.created_at.desc(), Person.id.desc()).limit(limit)
    if email:
        statement = statement.where(Person.email_lookup == email_lookup(email))
    if before:
        statement = statement.where(tuple_(Person.created_at, Person.id) < before)
    return list(session.scalars(statement))


def open_invitations(person_id: UUID, *, at: datetime) -> list[Invitation]:
    """Return the invitations that this person can still accept."""
    statement = select(Invitation).where(
        Invitation.person_id == person_id,
        Invitation.accepted_at.is_(None),
        Invitation.withdrawn_at.is_(None),
        Invitation.expires_at > at,
    )
    return list(session.scalars(statement))


def open_resets(person_id: UUID, *, at: datetime) -> int:
    """Return how many reset links of this person still work."""
    statement = select(func.count()).where(
        PasswordReset.person_id == person_id, PasswordReset.used_at.is_(None), PasswordReset.expires_at > at
    )
    return session.scalar(statement) or 0


def role_capacities(person_id: UUID, at: datetime) -> list[Capacity]:
    """Return the capacities that assigned roles give."""
    return [
        Capacity(
            key=f"role:{one.id}",
            role=Role(one.role),
            label=ROLE_LABELS[Role(one.role)],
            region_code=one.region_code,
            organisation_id=one.organisation_id,
        )
        for one in roles_in_force(person_id, at=at)
    ]


def invitation_by_token(token: str) -> Invitation | None:
    """Return the invitation that a link stands for, whether still open or not."""
    if (key := _signed_key(INVITATION, token)) is None:
        return None
    found = session.get(Invitation, key[0])
    return found if found and found.nonce == key[1] else None


def reset_by_token(token: str) -> PasswordReset | None:
    """Return the reset request that a link stands for, whether still open or not."""
    if (key := _signed_key(RESET, token)) is None:
        return None
    found = session.get(PasswordReset, key[0])
    return found if found and found.nonce == key[1] else None


def invitation_token(invitation: Invitation) -> str:
    """Return the secret part of an invitation's link."""
    return keyring.sign(INVITATION, invitation.id.hex, invitation.nonce)


def reset_token(reset: PasswordReset) -> str:
    """Return the secret part of a reset link."""
    return keyring.sign(RESET, reset.id.hex, reset.nonce)


def _signed_key(purpose: str, token: str) -> tuple[UUID, str] | None:
    parts = keyring.unsign(purpose, token)
    return (UUID(hex=parts[0]), parts[1]) if parts and len(parts) == 2 else None
