"""Complaints, the people they are sealed to, and what was done."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.accounts.models import Person
from nswp_members.complaints.states import State
from nswp_members.core.db import Encrypted, Model, OptionalTimestamp, PrimaryKey, Timestamp


class Kind(StrEnum):
    """What a complaint is about."""

    CONDUCT = "conduct"
    VALUES = "values"
    SAFETY = "safety"
    MONEY = "money"
    ELECTION = "election"
    OTHER = "other"


class Received(StrEnum):
    """The way in which a complaint came."""

    EMAIL = "email"
    LETTER = "letter"
    CALL = "call"
    TALK = "talk"


class Outcome(StrEnum):
    """What was decided."""

    NONE = "none"
    WARNING = "warning"
    SUSPENSION = "suspension"
    EXPULSION = "expulsion"


class EntryKind(StrEnum):
    """What an entry of the log tells besides the moves, which stand there under their own names."""

    NOTE = "note"
    ADDED = "handler-added"
    REMOVED = "handler-removed"
    CONFLICT = "conflict"


class Complaint(Model):
    """A complaint; whatever tells of its parties is encrypted, and gone once it is minimised.

    ``number`` is random, so that it does not tell how many there are. ``complainant`` is ``{"name", "contact"}``.
    ``complainant_organisation_id`` is set if a member complains. ``due_on`` is the day by which the next step has to
    be taken, for a decided one the last day for an appeal. ``holds_during_appeal`` tells that the measure decided on is
    not put off by an appeal. ``version`` counts changes: whoever acts names the version
    they saw.
    """

    __tablename__ = "complaints"
    __table_args__ = (
        Index(None, "received_on", "id"),
        Index(None, "closed_on", postgresql_where=text("state = 'closed' AND minimised_at IS NULL")),
        CheckConstraint(
            "state IN ('received', 'acknowledged', 'assessed', 'heard', 'decided', 'appeal', 'closed')", name="state"
        ),
    )

    id: Mapped[PrimaryKey]
    number: Mapped[str] = mapped_column(String(8), unique=True)
    state: Mapped[str] = mapped_column(String(12), default=State.RECEIVED)
    kind: Mapped[str] = mapped_column(String(10))
    received_on: Mapped[date]
    received_via: Mapped[str] = mapped_column(String(10))
    about_organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id", ondelete="SET NULL"))
    complainant_organisation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("organisations.id", ondelete="SET NULL")
    )
    about: Mapped[str | None] = mapped_column(Encrypted("complaints.about"))
    complainant: Mapped[dict[str, str] | None] = mapped_column(Encrypted("complaints.complainant"))
    summary: Mapped[str | None] = mapped_column(Encrypted("complaints.summary"))
    outcome: Mapped[str | None] = mapped_column(Encrypted("complaints.outcome"))
    holds_during_appeal: Mapped[bool | None] = mapped_column(Encrypted("complaints.holds_during_appeal"))
    decided_on: Mapped[date | None]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    due_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    minimised_at: Mapped[OptionalTimestamp]
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[Timestamp]
    version: Mapped[int] = mapped_column(default=1)

    @property
    def parties(self) -> tuple[UUID, ...]:
        """The ids of the organisations that this is between."""
        both = (self.about_organisation_id, self.complainant_organisation_id)
        return tuple(one for one in both if one)

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is to be done."""
        return self.state == State.CLOSED


class ComplaintHandler(Model):
    """That a complaint is in somebody's hands; whoever declared a conflict does not come back."""

    __tablename__ = "complaint_handlers"
    __table_args__ = (
        Index(
            "uq_complaint_handlers_present",
            "complaint_id",
            "person_id",
            unique=True,
            postgresql_where=text("removed_at IS NULL"),
        ),
        Index(None, "person_id"),
    )

    id: Mapped[PrimaryKey]
    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaints.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    added_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    added_at: Mapped[Timestamp]
    removed_at: Mapped[OptionalTimestamp]
    has_conflict: Mapped[bool] = mapped_column(default=False)
    person: Mapped[Person] = relationship(foreign_keys=[person_id])


class ComplaintEntry(Model):
    """A line of the log: a note, a step, or a change of handlers; ``person_id`` is whom such a change is about."""

    __tablename__ = "complaint_entries"
    __table_args__ = (Index(None, "complaint_id", "written_at"),)

    id: Mapped[PrimaryKey]
    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaints.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    body: Mapped[str | None] = mapped_column(Encrypted("complaint_entries.body"))
    outcome: Mapped[str | None] = mapped_column(Encrypted("complaint_entries.outcome"))
    written_at: Mapped[Timestamp]
    author: Mapped[Person | None] = relationship(foreign_keys=[author_id])
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
