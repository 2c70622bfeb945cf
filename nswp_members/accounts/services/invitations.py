"""Offering accounts, and taking the offer up."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy.dialects.postgresql import insert

from nswp_members.accounts.errors import (
    LinkExpired,
)
from nswp_members.accounts.events import InvitationAccepted
from nswp_members.accounts.models import (
    Invitation,
    Person,
)
from nswp_members.accounts.services.credentials import set_password
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.core.events import publish


def invite(*, person: Person, lifetime: timedelta, by: UUID | None, next_path: str = "/dashboard") -> Invitation:
    """Offer an account to a person, or a mandate to one who has an account already."""
    at = now()
    invitation = Invitation(
        person_id=person.id,
        person=person,
        invited_by=by,
        nonce=secrets.token_hex(16),
        next_path=next_path,
        created_at=at,
        expires_at=at + lifetime,
    )
    session.add(invitation)
    session.flush()
    audit.record("accounts.invited", "person", person.id, by=by)
    return invitation


def accept_invitation(invitation: Invitation, *, name: str, password: str | None, locale: str) -> Person:
    """Take up an invitation: set name, language and, for a new account, the password; raises `LinkExpired`."""
    session.refresh(invitation, with_for_update={"of": Invitation})
    at = now()
    person = invitation.person
    if not invitation.is_open(at) or not person.is_active:
        raise LinkExpired
    if not person.has_account:
        person.name = name
        person.locale = locale
        set_password(person, password or "")
    invitation.accepted_at = at
    audit.record("accounts.accepted_invitation", "invitation", invitation.id, by=person.id)
    publish(InvitationAccepted(invitation_id=invitation.id, person_id=person.id))
    return person


def withdraw_invitation(invitation: Invitation, *, by: UUID | None) -> None:
    """Make an invitation's link useless."""
    invitation.withdrawn_at = now()
    audit.record("accounts.withdrew_invitation", "invitation", invitation.id, by=by)


@dataclass(frozen=True)
class NewInvitation:
    """An offer to be made among many others."""

    person_id: UUID
    next_path: str


def invite_many(offers: Sequence[NewInvitation], *, lifetime: timedelta, by: UUID | None) -> list[UUID]:
    """Offer accounts or mandates to many people in one statement; return the invitations' ids in the same order."""
    at = now()
    rows = [
        {
            "id": uuid4(),
            "person_id": one.person_id,
            "invited_by": by,
            "nonce": secrets.token_hex(16),
            "next_path": one.next_path,
            "created_at": at,
            "expires_at": at + lifetime,
        }
        for one in offers
    ]
    if rows:
        session.execute(insert(Invitation), rows)
    for one in offers:
        audit.record("accounts.invited", "person", one.person_id, by=by)
    return [UUID(str(row["id"])) for row in rows]
