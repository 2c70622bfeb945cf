"""The review of an application: its steps, what reviewers think, who stays away, and what is said."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.accounts.models import Person
from nswp_members.applications.models.rules import Rules
from nswp_members.core.db import Encrypted, Model, OptionalTimestamp, PrimaryKey, Timestamp


class Party(StrEnum):
    """One of the sides of a review; a private note is read by its writer's party and the secretariat."""

    SECRETARIAT = "secretariat"
    REPRESENTATIVES = "representatives"
    NETWORK = "network"
    APPLICANT = "applicant"


class Verdict(StrEnum):
    """What a reviewer thinks; REPORT is what a network found out, and no vote."""

    APPROVE = "approve"
    DECLINE = "decline"
    SEND_TO_NETWORK = "send-to-network"
    REPORT = "report"


class MessageKind(StrEnum):
    """LETTER: between reviewers and applicant. NOTE: private, the applicant never reads it."""

    LETTER = "letter"
    NOTE = "note"


class Step(Rules, Model):
    """A stretch of time in which an application stood in one state, and whose turn it was; at most one is open.

    ``party`` has the turn, ``assignee_id`` is the one of them who takes care. ``due_on`` is the last day, until its end
    in the assignee's time zone; ``counted_from`` the day from which the days of a decision count, over all rounds.
    ``outcome`` is the move that ended the step and ``reason`` what was said about it. ``warned_at`` is when the
    applicant was told that the time to answer runs out. The rules are those by which the review began, frozen.
    ``asked_about`` names the questions whose answers the applicant may change meanwhile; none named means all.
    """

    __tablename__ = "application_steps"
    __table_args__ = (
        Index("uq_application_steps_open", "application_id", unique=True, postgresql_where=text("closed_at IS NULL")),
        Index(None, "application_id", "opened_at"),
        Index(None, "assignee_id", postgresql_where=text("closed_at IS NULL")),
        Index(None, "network_id", postgresql_where=text("closed_at IS NULL")),
        Index(None, "due_on", postgresql_where=text("closed_at IS NULL")),
    )

    id: Mapped[PrimaryKey]
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(15))
    party: Mapped[str] = mapped_column(String(15))
    assignee_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    network_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    opened_at: Mapped[Timestamp]
    counted_from: Mapped[date]
    due_on: Mapped[date]
    closed_at: Mapped[OptionalTimestamp]
    closed_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    outcome: Mapped[str | None] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(Encrypted("application_steps.reason"))
    warned_at: Mapped[OptionalTimestamp]
    asked_about: Mapped[list[str]] = mapped_column(JSONB, default=list)
    assignee: Mapped[Person | None] = relationship(foreign_keys=[assignee_id])


class Opinion(Model):
    """What one reviewer thinks of an application in one step; it may be changed while the step is open."""

    __tablename__ = "application_opinions"
    __table_args__ = (
        Index("uq_application_opinions_person", "step_id", "person_id", unique=True),
        Index(None, "person_id"),
        CheckConstraint("verdict IN ('approve', 'decline', 'send-to-network', 'report')", name="verdict"),
    )

    id: Mapped[PrimaryKey]
    step_id: Mapped[UUID] = mapped_column(ForeignKey("application_steps.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    party: Mapped[str] = mapped_column(String(15))
    known: Mapped[bool]
    verdict: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Encrypted("application_opinions.reason"))
    given_at: Mapped[Timestamp]
    person: Mapped[Person] = relationship()


class Recusal(Model):
    """That a reviewer declared a conflict and takes no part in an application any more."""

    __tablename__ = "application_recusals"
    __table_args__ = (Index("uq_application_recusals_person", "application_id", "person_id", unique=True),)

    id: Mapped[PrimaryKey]
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str] = mapped_column(Encrypted("application_recusals.reason"))
    declared_at: Mapped[Timestamp]
    person: Mapped[Person] = relationship()


class Message(Model):
    """Something written about an application: a letter between both sides, or a private note of one party.

    ``author_id`` is None for the applicant. ``network_id`` names the network at whose turn, or by whose people, it was
    written: no other letters and notes are for that network's eyes.
    """

    __tablename__ = "application_messages"
    __table_args__ = (
        Index(None, "application_id", "written_at"),
        CheckConstraint("kind = 'letter' OR party <> 'applicant'", name="notes_are_ours"),
    )

    id: Mapped[PrimaryKey]
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(6))
    party: Mapped[str] = mapped_column(String(15))
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    network_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    body: Mapped[str] = mapped_column(Encrypted("application_messages.body"))
    written_at: Mapped[Timestamp]
    author: Mapped[Person | None] = relationship()
