"""Reading who asked for access to an organisation, and who has it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload

from nswp_members.accounts.viewers import Viewer
from nswp_members.core.crypto import keyring
from nswp_members.core.db import session
from nswp_members.organisations.models import AccessCode, AccessGrant, AccessState, Organisation
from nswp_members.organisations.visibility import named_to

MAX_ACCESSES = 200
CONTEXT = "access_codes.code"


@dataclass(frozen=True)
class AccessRow:
    """An access that somebody asked for; ``name`` is None while the organisation may not be named to them."""

    grant: AccessGrant
    name: str | None


def code_hash(code: str) -> bytes:
    """Return what is kept of a code, alike for any use of capitals, spaces and dashes."""
    return keyring.lookup(CONTEXT, "".join(sign for sign in code.upper() if sign.isalnum()))


def usable_code(code: str, *, at: datetime) -> AccessCode | None:
    """Return the code, locked, if it can be used still."""
    statement = select(AccessCode).where(
        AccessCode.code_hash == code_hash(code), AccessCode.used_at.is_(None), AccessCode.expires_at > at
    )
    return session.scalar(statement.with_for_update())


def open_codes(organisation_id: UUID, *, at: datetime) -> int:
    """Return how many codes of an organisation can be used still."""
    statement = select(func.count()).where(
        AccessCode.organisation_id == organisation_id, AccessCode.used_at.is_(None), AccessCode.expires_at > at
    )
    return session.scalar(statement) or 0


def accesses_to(organisation_id: UUID) -> list[AccessGrant]:
    """Return who asked for access to an organisation, with their names, the latest first."""
    statement = (
        select(AccessGrant)
        .options(joinedload(AccessGrant.person))
        .where(AccessGrant.organisation_id == organisation_id)
        .order_by(AccessGrant.asked_at.desc(), AccessGrant.id)
        .limit(MAX_ACCESSES)
    )
    return list(session.scalars(statement))


def access_to(organisation_id: UUID, access_id: UUID) -> AccessGrant | None:
    """Return one access to this organisation, with the person's name."""
    statement = select(AccessGrant).options(joinedload(AccessGrant.person))
    return session.scalar(statement.where(AccessGrant.id == access_id, AccessGrant.organisation_id == organisation_id))


def accesses_waiting(organisation_id: UUID) -> int:
    """Return how many wait for the organisation's answer."""
    statement = select(func.count()).where(
        AccessGrant.organisation_id == organisation_id, AccessGrant.state == AccessState.ASKED
    )
    return session.scalar(statement) or 0


def accesses_of(viewer: Viewer) -> list[AccessRow]:
    """Return what the viewer asked for in the present capacity, the latest first, with the names they may know."""
    if viewer.person_id is None or viewer.capacity is None:
        return []
    name = case(((AccessGrant.state == AccessState.OPEN) & named_to(viewer), Organisation.name))
    statement = (
        select(AccessGrant, name)
        .join(Organisation, Organisation.id == AccessGrant.organisation_id)
        .where(AccessGrant.person_id == viewer.person_id, AccessGrant.capacity == viewer.capacity.key)
        .order_by(AccessGrant.asked_at.desc(), AccessGrant.id)
        .limit(MAX_ACCESSES)
    )
    return [AccessRow(grant, known) for grant, known in session.execute(statement)]


def expired_accesses(*, at: datetime) -> list[AccessGrant]:
    """Return the open accesses whose time is over."""
    statement = select(AccessGrant).where(AccessGrant.state == AccessState.OPEN, AccessGrant.valid_until <= at)
    return list(session.scalars(statement.limit(MAX_ACCESSES)))
