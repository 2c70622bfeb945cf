"""What bodies outside the network ask of it, and what the secretariat decides."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.consultations.models.asking import Consultation
from nswp_members.core.db import Encrypted, Model, PrimaryKey, Timestamp


class Decision(StrEnum):
    """What the secretariat does with a request."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DEFERRED = "deferred"


class OutsideRequest(Model):
    """That a body outside asks the network to be consulted, or to consult its members.

    ``answer_by`` is the deadline it sets, if any. ``effort`` is in working days and tells what it took, or is thought
    to take. A decision other than WAITING has its day. ``version`` counts changes.
    """

    __tablename__ = "consultation_requests"
    __table_args__ = (
        Index(None, "received_on"),
        Index(None, "decision", "answer_by"),
        CheckConstraint("decision IN ('waiting', 'accepted', 'declined', 'deferred')", name="decision"),
        CheckConstraint("(decision = 'waiting') = (decided_on IS NULL)", name="decided"),
        CheckConstraint("effort IS NULL OR effort BETWEEN 0 AND 999", name="effort"),
    )

    id: Mapped[PrimaryKey]
    requested_by: Mapped[str] = mapped_column(String(200))
    contact: Mapped[str] = mapped_column(Encrypted("consultation_requests.contact"), default="")
    topic: Mapped[str] = mapped_column(String(300))
    received_on: Mapped[date]
    answer_by: Mapped[date | None]
    decision: Mapped[str] = mapped_column(String(8), default=Decision.WAITING)
    decided_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Encrypted("consultation_requests.reason"), default="")
    effort: Mapped[Decimal | None] = mapped_column(Numeric(4, 1))
    outcome: Mapped[str] = mapped_column(Encrypted("consultation_requests.outcome"), default="")
    is_done: Mapped[bool] = mapped_column(default=False)
    consultation_id: Mapped[UUID | None] = mapped_column(ForeignKey("consultations.id", ondelete="SET NULL"))
    version: Mapped[int] = mapped_column(default=1)
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[Timestamp]
    consultation: Mapped[Consultation | None] = relationship()

    def is_overdue(self, day: date) -> bool:
        """Whether its deadline has passed while something is still to be done."""
        open_still = not self.is_done and self.decision != Decision.DECLINED
        return open_still and self.answer_by is not None and self.answer_by < day
