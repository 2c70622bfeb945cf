"""Passwords: choosing, changing and resetting them."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import update

from nswp_members.accounts import passwords, queries
from nswp_members.accounts.errors import (
    LinkExpired,
    WrongPassword,
)
from nswp_members.accounts.events import PasswordResetRequested
from nswp_members.accounts.models import (
    PasswordReset,
    Person,
)
from nswp_members.accounts.services.sign_ins import end_all_sign_ins
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.core.events import publish

MAX_OPEN_RESETS = 3
NOBODY = UUID(int=0)


def set_password(person: Person, password: str) -> None:
    """Give a person a password; raises `WeakPassword`."""
    passwords.require_strong(password, about=[person.email, person.name])
    person.password_hash = passwords.hash_password(password)
    person.password_changed_at = now()


def request_password_reset(email: str, *, lifetime: timedelta) -> None:
    """Note the wish for a new password; does the same work whether or not the address is known."""
    person = queries.person_by_email(email)
    at = now()
    reset = PasswordReset(
        person_id=_wants_link(person, at),
        nonce=secrets.token_hex(16),
        created_at=at,
        expires_at=at + lifetime,
    )
    session.add(reset)
    session.flush()
    publish(PasswordResetRequested(reset_id=reset.id))


def _wants_link(person: Person | None, at: datetime) -> UUID | None:
    """Return whom to mail a link: the owner of an account, unless several open links wait in the mailbox."""
    known = person.id if person and person.has_account else None
    waiting = queries.open_resets(known or NOBODY, at=at)
    return known if waiting < MAX_OPEN_RESETS else None


def reset_password(reset: PasswordReset, *, password: str) -> Person:
    """Set a new password by link and sign every browser out; raises `LinkExpired`, `WeakPassword`."""
    session.refresh(reset, with_for_update={"of": PasswordReset})
    at = now()
    if not reset.is_open(at) or reset.person is None or not reset.person.has_account:
        raise LinkExpired
    set_password(reset.person, password)
    close_resets(reset.person.id, at)
    end_all_sign_ins(reset.person.id, by=reset.person.id)
    audit.record("accounts.reset_password", "person", reset.person.id, by=reset.person.id)
    return reset.person


def change_password(person: Person, *, current: str, new: str) -> None:
    """Change one's password and sign every browser out; raises `WrongPassword`, `WeakPassword`."""
    if not passwords.matches(current, person.password_hash):
        raise WrongPassword
    set_password(person, new)
    close_resets(person.id, now())
    end_all_sign_ins(person.id, by=person.id)
    audit.record("accounts.changed_password", "person", person.id, by=person.id)


def confirm_password(person: Person, password: str) -> None:
    """Let a person prove again that it is they who act; raises `WrongPassword`."""
    if not passwords.matches(password, person.password_hash):
        raise WrongPassword


def close_resets(person_id: UUID, at: datetime) -> None:
    """Make every reset link of a person useless."""
    session.execute(
        update(PasswordReset)
        .where(PasswordReset.person_id == person_id, PasswordReset.used_at.is_(None))
        .values(used_at=at)
    )
