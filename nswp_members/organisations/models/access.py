"""Access that an organisation itself gives to a representative or network office elsewhere."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.accounts.models import Person
from nswp_members.core.db import Encrypted, Model, OptionalTimestamp, PrimaryKey, Timestamp


class AccessLevel(StrEnum):
    """How much is given: what all members see, or what the offices of the organisation's own networks see."""

    PROFILE = "profile"
    CONTACTS = "contacts"


class AccessState(StrEnum):
    """Where an access stands: asked for, given, declined, or over."""

    ASKED = "asked"
    OPEN = "open"
    DECLINED = "declined"
    ENDED = "ended"


class AccessCode(Model):
    """A code that an organisation hands to whomever may ask it for access, once; only its hash is kept."""

    __tablename__ = "access_codes"
    __table_args__ = (Index(None, "organisation_id"),)

    id: Mapped[PrimaryKey]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[Timestamp]
    expires_at: Mapped[Timestamp]
    used_at: Mapped[OptionalTimestamp]


class AccessGrant(Model):
    """That a person, in one capacity, asks to see an organisation, and what the organisation said.

    ``capacity`` is the key of that capacity, so that the access ends with the role. ``level`` is what was asked for
    and, once it is open, what was given until ``valid_until``.
    """

    __tablename__ = "access_grants"
    __table_args__ = (
        Index(None, "organisation_id"),
        Index(None, "person_id", "capacity"),
        CheckConstraint("level IN ('profile', 'contacts')", name="level"),
        CheckConstraint("state IN ('asked', 'open', 'declined', 'ended')", name="state"),
        CheckConstraint("state <> 'open' OR valid_until IS NOT NULL", name="open_until"),
    )

    id: Mapped[PrimaryKey]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    capacity: Mapped[str] = mapped_column(String(60))
    role: Mapped[str] = mapped_column(String(40))
    region_code: Mapped[str | None] = mapped_column(ForeignKey("regions.code"))
    network_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    level: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(Encrypted("access_grants.reason"))
    state: Mapped[str] = mapped_column(String(8))
    asked_at: Mapped[Timestamp]
    decided_at: Mapped[OptionalTimestamp]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    valid_until: Mapped[OptionalTimestamp]
    ended_at: Mapped[OptionalTimestamp]
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
