"""People, their roles, and the traces of signing in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.core.crypto import keyring
from nswp_members.core.db import Encrypted, Model, OptionalTimestamp, PrimaryKey, Timestamp

EMAIL_CONTEXT = "people.email"


def email_lookup(email: str) -> bytes:
    """Return the blind index of an e-mail address, alike for any use of capitals."""
    return keyring.lookup(EMAIL_CONTEXT, email.strip().casefold())


class Person(Model):
    """A human being who is, or has been invited to become, a user.

    Somebody without ``password_hash`` has not accepted an invitation yet. ``time_zone`` is a name of the IANA database.
    """

    __tablename__ = "people"

    id: Mapped[PrimaryKey]
    email: Mapped[str] = mapped_column(Encrypted(EMAIL_CONTEXT))
    email_lookup: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    name: Mapped[str] = mapped_column(Encrypted("people.name"), default="")
    locale: Mapped[str] = mapped_column(String(2), default="en")
    time_zone: Mapped[str] = mapped_column(String(40), default="UTC")
    password_hash: Mapped[str | None] = mapped_column(Text)
    password_changed_at: Mapped[OptionalTimestamp]
    is_active: Mapped[bool] = mapped_column(default=True)
    discreet: Mapped[bool] = mapped_column(default=False)
    mail_suspended_at: Mapped[OptionalTimestamp]
    created_at: Mapped[Timestamp]

    @property
    def has_account(self) -> bool:
        """Whether this person can sign in."""
        return self.password_hash is not None and self.is_active


class RoleAssignment(Model):
    """A role that a person holds from one moment to another, within a region or a network if it has a scope."""

    __tablename__ = "role_assignments"
    __table_args__ = (Index(None, "person_id"),)

    id: Mapped[PrimaryKey]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str] = mapped_column(String(40))
    region_code: Mapped[str | None] = mapped_column(ForeignKey("regions.code"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    valid_from: Mapped[Timestamp]
    valid_until: Mapped[OptionalTimestamp]
    granted_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    person: Mapped[Person] = relationship(foreign_keys=[person_id])


class SignIn(Model):
    """One signed-in browser; the server's own record, so that it can be ended from anywhere."""

    __tablename__ = "sign_ins"
    __table_args__ = (Index(None, "person_id"),)

    id: Mapped[PrimaryKey]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    created_at: Mapped[Timestamp]
    last_seen_at: Mapped[Timestamp]
    idle_after: Mapped[Timestamp]
    expires_at: Mapped[Timestamp]
    ended_at: Mapped[OptionalTimestamp]
    person: Mapped[Person] = relationship()

    def is_live(self, at: datetime) -> bool:
        """Whether this sign-in still counts at that moment."""
        return self.ended_at is None and at < self.idle_after and at < self.expires_at


class Invitation(Model):
    """The offer of an account to a person; what it brings is kept by the domain that asked for it.

    The link carries a signed (id, nonce); a new nonce makes older links useless.
    """

    __tablename__ = "invitations"
    __table_args__ = (Index(None, "person_id"),)

    id: Mapped[PrimaryKey]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    invited_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    nonce: Mapped[str] = mapped_column(String(32))
    next_path: Mapped[str] = mapped_column(String(200), default="/dashboard")
    created_at: Mapped[Timestamp]
    expires_at: Mapped[Timestamp]
    accepted_at: Mapped[OptionalTimestamp]
    withdrawn_at: Mapped[OptionalTimestamp]
    person: Mapped[Person] = relationship(foreign_keys=[person_id])

    def is_open(self, at: datetime) -> bool:
        """Whether the invitation can be accepted at that moment."""
        return self.accepted_at is None and self.withdrawn_at is None and at < self.expires_at


class PasswordReset(Model):
    """A request to set a new password; ``person_id`` is None for an address that nobody has."""

    __tablename__ = "password_resets"

    id: Mapped[PrimaryKey]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    nonce: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[Timestamp]
    expires_at: Mapped[Timestamp]
    used_at: Mapped[OptionalTimestamp]
    person: Mapped[Person | None] = relationship()

    def is_open(self, at: datetime) -> bool:
        """Whether the link still works at that moment."""
        return self.used_at is None and self.person_id is not None and at < self.expires_at
