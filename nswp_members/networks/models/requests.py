"""What an organisation and a network want of each other: to join, to leave, to end a membership."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.core.db import Encrypted, Model, OptionalTimestamp, PrimaryKey, Timestamp
from nswp_members.organisations.models import Organisation


class Move(StrEnum):
    """What is wanted: an organisation joins or leaves, or the network ends the membership."""

    JOIN = "join"
    LEAVE = "leave"
    END = "end"


class State(StrEnum):
    """Where it stands: JOIN is asked → approved, declined, withdrawn, expired; the others planned → done, withdrawn."""

    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    PLANNED = "planned"
    DONE = "done"


OBJECTION_WITHIN = timedelta(days=30)
OPEN = (State.ASKED, State.PLANNED)


class AffiliationRequest(Model):
    """One such wish; ``words`` are those of whoever began it, ``answer`` of whoever decided.

    ``effective_on`` is the last day of a membership that ends. An organisation may object to an END; then the
    secretariat settles it, and ``is_restored`` tells whether the membership goes on.
    """

    __tablename__ = "affiliation_requests"
    __table_args__ = (
        Index(
            "uq_affiliation_requests_open",
            "network_id",
            "organisation_id",
            unique=True,
            postgresql_where=text("state IN ('asked', 'planned')"),
        ),
        Index(None, "organisation_id"),
        CheckConstraint("move IN ('join', 'leave', 'end')", name="move"),
        CheckConstraint(
            "state IN ('asked', 'approved', 'declined', 'withdrawn', 'expired', 'planned', 'done')", name="state"
        ),
        CheckConstraint("(move = 'join') = (effective_on IS NULL)", name="effective_on"),
    )

    id: Mapped[PrimaryKey]
    network_id: Mapped[UUID] = mapped_column(ForeignKey("networks.organisation_id", ondelete="CASCADE"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    move: Mapped[str] = mapped_column(String(5))
    state: Mapped[str] = mapped_column(String(9))
    words: Mapped[str] = mapped_column(Encrypted("affiliation_requests.words"))
    answer: Mapped[str | None] = mapped_column(Encrypted("affiliation_requests.answer"))
    effective_on: Mapped[date | None]
    made_at: Mapped[Timestamp]
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    expires_at: Mapped[OptionalTimestamp]
    closed_at: Mapped[OptionalTimestamp]
    closed_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    objected_at: Mapped[OptionalTimestamp]
    settled_at: Mapped[OptionalTimestamp]
    settled_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    is_restored: Mapped[bool | None]
    organisation: Mapped[Organisation] = relationship(foreign_keys=[organisation_id])

    @property
    def is_open(self) -> bool:
        """Whether something is still to happen."""
        return self.state in OPEN

    @property
    def waits_for_secretariat(self) -> bool:
        """Whether the organisation has objected and nobody has settled it."""
        return self.objected_at is not None and self.settled_at is None

    def may_be_objected_to(self, at: datetime) -> bool:
        """Whether it is a membership's end by the network to which nobody has objected, and not too late."""
        is_standing = self.move == Move.END and self.state in (State.PLANNED, State.DONE)
        return is_standing and self.objected_at is None and at < self.made_at + OBJECTION_WITHIN


class AffiliationMessage(Model):
    """Something said in the conversation about a request; ``role`` is that of the writer's capacity."""

    __tablename__ = "affiliation_messages"
    __table_args__ = (Index(None, "request_id", "written_at"),)

    id: Mapped[PrimaryKey]
    request_id: Mapped[UUID] = mapped_column(ForeignKey("affiliation_requests.id", ondelete="CASCADE"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    role: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(Encrypted("affiliation_messages.words"))
    written_at: Mapped[Timestamp]
