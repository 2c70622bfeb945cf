"""Handing over what one may do for an organisation, and finding an editor for one that has none left."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.accounts.models import Invitation, Person
from nswp_members.core.db import Encrypted, Model, OptionalTimestamp, PrimaryKey, Timestamp


class HandOver(Model):
    """That an editor gives all they may do for an organisation to a successor, who has to accept an invitation.

    One that is taken back is deleted; the audit trail keeps it.
    """

    __tablename__ = "hand_overs"
    __table_args__ = (
        Index(
            "uq_hand_overs_open",
            "organisation_id",
            "from_person_id",
            unique=True,
            postgresql_where=text("completed_at IS NULL"),
        ),
        Index(None, "to_person_id"),
    )

    id: Mapped[PrimaryKey]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    from_person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    to_person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("invitations.id", ondelete="CASCADE"), unique=True)
    started_at: Mapped[Timestamp]
    completed_at: Mapped[OptionalTimestamp]
    from_person: Mapped[Person] = relationship(foreign_keys=[from_person_id])
    to_person: Mapped[Person] = relationship(foreign_keys=[to_person_id])
    invitation: Mapped[Invitation] = relationship()

    def is_open(self, at: datetime) -> bool:
        """Whether the successor can still accept."""
        return self.completed_at is None and self.invitation.is_open(at)


class RecoveryState(StrEnum):
    """How far a recovery is: asked → vouching → waiting → invited; it may end as declined, objected or lapsed."""

    ASKED = "asked"
    VOUCHING = "vouching"
    WAITING = "waiting"
    INVITED = "invited"
    DECLINED = "declined"
    OBJECTED = "objected"
    LAPSED = "lapsed"


GOING = (RecoveryState.VOUCHING, RecoveryState.WAITING)
OPEN = (RecoveryState.ASKED, *GOING)


class Side(StrEnum):
    """For whom somebody vouches; each recovery needs one person of either side."""

    REGION = "region"
    SECRETARIAT = "secretariat"


class Basis(StrEnum):
    """How somebody who vouches knows; writing to an address is none of the ways."""

    MET = "met"
    CALL = "call"
    COLLEAGUE = "colleague"


class Recovery(Model):
    """That somebody is to become the editor of an organisation that has none left.

    Asked for in free words it has no organisation yet: ``claim`` holds the name and the country as they were typed, and
    the secretariat finds out which one is meant, if any. ``note`` says why. ``region_excluded`` tells that it hid from
    its region when the vouching began, so that a second person of the secretariat has to stand in.
    ``object_until`` is when the time to object ends, once both sides have vouched.
    """

    __tablename__ = "recoveries"
    __table_args__ = (
        Index(
            "uq_recoveries_going",
            "organisation_id",
            unique=True,
            postgresql_where=text("state IN ('vouching', 'waiting')"),
        ),
        Index(None, "state", "asked_at"),
        CheckConstraint(
            "state IN ('asked', 'vouching', 'waiting', 'invited', 'declined', 'objected', 'lapsed')", name="state"
        ),
    )

    id: Mapped[PrimaryKey]
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    claim: Mapped[list[str] | None] = mapped_column(Encrypted("recoveries.claim"))
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    note: Mapped[str] = mapped_column(Encrypted("recoveries.note"))
    state: Mapped[str] = mapped_column(String(10))
    asked_at: Mapped[Timestamp]
    asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    region_excluded: Mapped[bool] = mapped_column(default=False)
    object_until: Mapped[OptionalTimestamp]
    closed_at: Mapped[OptionalTimestamp]
    closed_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    invitation_id: Mapped[UUID | None] = mapped_column(ForeignKey("invitations.id", ondelete="SET NULL"))
    candidate: Mapped[Person] = relationship(foreign_keys=[candidate_id])
    vouches: Mapped[list["Vouch"]] = relationship(cascade="all, delete-orphan", order_by="Vouch.at")
    witnesses: Mapped[list["Witness"]] = relationship(cascade="all, delete-orphan", order_by="Witness.told_at")


class Vouch(Model):
    """That one person stands up for a candidate, for one side; nobody can do so twice."""

    __tablename__ = "recovery_vouches"
    __table_args__ = (
        Index("uq_recovery_vouches_person", "recovery_id", "person_id", unique=True),
        Index("uq_recovery_vouches_side", "recovery_id", "side", unique=True),
        CheckConstraint("side IN ('region', 'secretariat')", name="side"),
    )

    id: Mapped[PrimaryKey]
    recovery_id: Mapped[UUID] = mapped_column(ForeignKey("recoveries.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    side: Mapped[str] = mapped_column(String(12))
    at: Mapped[Timestamp]
    basis: Mapped[str] = mapped_column(Encrypted("recovery_vouches.basis"))
    note: Mapped[str] = mapped_column(Encrypted("recovery_vouches.note"))
    person: Mapped[Person] = relationship()


class Witness(Model):
    """Somebody of the organisation who was told of a recovery and may object; the link carries the signed id."""

    __tablename__ = "recovery_witnesses"
    __table_args__ = (Index("uq_recovery_witnesses_person", "recovery_id", "person_id", unique=True),)

    id: Mapped[PrimaryKey]
    recovery_id: Mapped[UUID] = mapped_column(ForeignKey("recoveries.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    told_at: Mapped[Timestamp]
    objected_at: Mapped[OptionalTimestamp]
