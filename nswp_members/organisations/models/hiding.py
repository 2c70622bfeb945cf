"""When organisations hid, and the links by which they can hide without signing in."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from nswp_members.core.db import Model, OptionalTimestamp, PrimaryKey, Timestamp


class HidingSource(StrEnum):
    """On whose word an organisation was hidden, or that it crossed the border of a country hidden by force."""

    MEMBER = "member"
    SECRETARIAT = "secretariat"
    EMERGENCY = "emergency"
    MOVE = "move"


class Hiding(Model):
    """That an organisation was hidden at a moment, and what it was before, so that it can be undone.

    ``hidden_by`` is None for the emergency link, which knows nobody. After a move somebody else than ``hidden_by`` has
    to let the organisation be seen again, which counts as undone.
    """

    __tablename__ = "hidings"
    __table_args__ = (
        Index(None, "organisation_id", "hidden_at"),
        Index(None, "slug_before"),
        CheckConstraint("source IN ('member', 'secretariat', 'emergency', 'move')", name="source"),
    )

    id: Mapped[PrimaryKey]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    hidden_at: Mapped[Timestamp]
    hidden_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    source: Mapped[str] = mapped_column(String(12))
    listing_before: Mapped[str] = mapped_column(String(10))
    slug_before: Mapped[str | None] = mapped_column(String(120))
    undo_until: Mapped[Timestamp]
    undone_at: Mapped[OptionalTimestamp]
    undone_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))

    def can_be_undone(self, at: datetime) -> bool:
        """Whether the time to undo it has not run out."""
        return self.undone_at is None and at < self.undo_until


class EmergencyLink(Model):
    """A printed link that hides an organisation once, without signing in; only the hash of its secret is kept."""

    __tablename__ = "emergency_links"

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    created_at: Mapped[Timestamp]
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    used_at: Mapped[OptionalTimestamp]
