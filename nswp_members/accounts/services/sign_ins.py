"""Signing browsers in and out."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import update

from nswp_members.accounts import queries
from nswp_members.accounts.models import (
    Person,
    SignIn,
)
from nswp_members.accounts.viewers import STAFF_ROLES, Role
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session


def start_sign_in(person: Person, *, limits: Mapping[str, Any]) -> tuple[SignIn, str]:
    """Record a new sign-in and return it with the secret token that the browser's session will hold."""
    at = now()
    token = secrets.token_urlsafe(32)
    idle, lifetime = _limits_of(person, at, limits)
    sign_in = SignIn(
        person_id=person.id,
        person=person,
        token_hash=queries.token_hash(token),
        created_at=at,
        last_seen_at=at,
        idle_after=at + idle,
        expires_at=at + lifetime,
    )
    session.add(sign_in)
    session.flush()
    audit.record("accounts.signed_in", "person", person.id, by=person.id)
    return sign_in, token


def note_presence(sign_in: SignIn, *, at: datetime, limits: Mapping[str, Any]) -> None:
    """Push the idle limit of a sign-in forward."""
    sign_in.last_seen_at = at
    sign_in.idle_after = at + _limits_of(sign_in.person, at, limits)[0]


def _limits_of(person: Person, at: datetime, limits: Mapping[str, Any]) -> tuple[timedelta, timedelta]:
    """Return idle limit and lifetime: shorter for the secretariat (security notes, control C12)."""
    roles = {Role(one.role) for one in queries.roles_in_force(person.id, at=at)}
    kind = "STAFF" if roles & STAFF_ROLES else "MEMBER"
    return limits[f"{kind}_IDLE"], limits[f"{kind}_LIFETIME"]


def end_sign_in(sign_in: SignIn, *, by: UUID) -> None:
    """Sign one browser out."""
    sign_in.ended_at = now()
    audit.record("accounts.signed_out", "person", sign_in.person_id, by=by)


def end_all_sign_ins(person_id: UUID, *, by: UUID | None) -> None:
    """Sign a person out everywhere."""
    session.execute(
        update(SignIn).where(SignIn.person_id == person_id, SignIn.ended_at.is_(None)).values(ended_at=now())
    )
    audit.record("accounts.signed_out_everywhere", "person", person_id, by=by)
