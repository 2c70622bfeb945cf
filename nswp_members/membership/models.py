"""Membership as dated terms."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.core.db import Encrypted, Model, OptionalTimestamp, PrimaryKey, Timestamp
from nswp_members.organisations.models import Organisation


class Standing(StrEnum):
    """Where a member stands during a term (domain notes 12.3)."""

    ACTIVE = "active"
    DORMANT = "dormant"
    SUSPENDED = "suspended"


class Change(StrEnum):
    """Why a term began, or why it ended: the term after it begins for the same reason.

    RESIGNED, EXPELLED and DISSOLVED only end a term; APPROVED, READMITTED (a member
    of before comes back) and IMPORTED only begin one.
    """

    APPROVED = "approved"
    IMPORTED = "imported"
    CONFIRMED = "confirmed"
    REASSESSED = "reassessed"
    MOVED = "moved"
    LAPSED = "lapsed"
    REACTIVATED = "reactivated"
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"
    READMITTED = "readmitted"
    RESIGNED = "resigned"
    EXPELLED = "expelled"
    DISSOLVED = "dissolved"


class MembershipTerm(Model):
    """A period in which a membership stood unchanged; every change ends a term and begins the next on the same day.

    The term keeps region and country as they were, so that counts of any day stay the same whatever is moved or renamed
    later. ``valid_until`` is the first day on which it does not hold any more. ``category`` is the code of a membership
    category. ``reason`` and ``decision`` (the reference of a resolution) belong to its beginning; the end has its own
    only where no other term follows. Until ``confirm_by`` the member is to say that it stays one; only a confirmation
    moves that day.
    """

    __tablename__ = "membership_terms"
    __table_args__ = (
        Index(
            "uq_membership_terms_current", "organisation_id", unique=True, postgresql_where=text("valid_until IS NULL")
        ),
        Index(None, "organisation_id", "valid_from"),
        Index(None, "valid_from", "valid_until"),
        Index(None, "confirm_by", postgresql_where=text("valid_until IS NULL")),
        CheckConstraint("valid_until >= valid_from", name="in_order"),
        CheckConstraint("standing IN ('active', 'dormant', 'suspended')", name="standing"),
    )

    id: Mapped[PrimaryKey]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    category: Mapped[str | None] = mapped_column(Encrypted("membership_terms.category"))
    standing: Mapped[str] = mapped_column(String(10), default=Standing.ACTIVE)
    region_code: Mapped[str] = mapped_column(ForeignKey("regions.code"))
    country_code: Mapped[str] = mapped_column(ForeignKey("countries.code"))
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    confirm_by: Mapped[date]
    begun_as: Mapped[str] = mapped_column(String(12))
    begun_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    ended_as: Mapped[str | None] = mapped_column(String(12))
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str | None] = mapped_column(Encrypted("membership_terms.reason"))
    decision: Mapped[str | None] = mapped_column(Encrypted("membership_terms.decision"))
    end_reason: Mapped[str | None] = mapped_column(Encrypted("membership_terms.end_reason"))
    end_decision: Mapped[str | None] = mapped_column(Encrypted("membership_terms.end_decision"))
    created_at: Mapped[Timestamp]
    organisation: Mapped[Organisation] = relationship()


class LadderStep(Model):
    """That the letters of one rung went to a member: once for each day until which it is to confirm.

    ``rung`` is a number of days from that day; ``letters`` says how many contacts were written to.
    """

    __tablename__ = "membership_ladder_steps"
    __table_args__ = (UniqueConstraint("organisation_id", "confirm_by", "rung"),)

    id: Mapped[PrimaryKey]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    confirm_by: Mapped[date]
    rung: Mapped[int] = mapped_column(SmallInteger)
    sent_at: Mapped[Timestamp]
    letters: Mapped[int] = mapped_column(SmallInteger)


class MembershipReview(Model):
    """That the staff has to look at a membership, because its organisation withdrew its endorsement.

    One is open for an organisation at most. ``outcome`` says what came of it.
    """

    __tablename__ = "membership_reviews"
    __table_args__ = (
        Index("uq_membership_reviews_open", "organisation_id", unique=True, postgresql_where=text("closed_at IS NULL")),
        Index(None, "opened_at", "id"),
    )

    id: Mapped[PrimaryKey]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    opened_at: Mapped[Timestamp]
    closed_at: Mapped[OptionalTimestamp]
    closed_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    outcome: Mapped[str | None] = mapped_column(Encrypted("membership_reviews.outcome"))
    organisation: Mapped[Organisation] = relationship()
