"""What was changed for many organisations at once."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from nswp_members.core.db import Model, OptionalTimestamp, PrimaryKey, Timestamp


class Action(StrEnum):
    """What can be done to many at once; nothing of it lets the public see more."""

    UNLIST = "unlist"
    HIDE = "hide"
    JOIN = "join"
    LEAVE = "leave"
    ASK = "ask"


WITH_NETWORK = (Action.JOIN, Action.LEAVE)


class BulkChange(Model):
    """One change to many organisations; ``network_id`` for those that are about a network."""

    __tablename__ = "bulk_changes"
    __table_args__ = (
        Index(None, "made_at"),
        CheckConstraint("action IN ('unlist', 'hide', 'join', 'leave', 'ask')", name="action"),
    )

    id: Mapped[PrimaryKey]
    action: Mapped[str] = mapped_column(String(8))
    network_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id", ondelete="SET NULL"))
    made_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[Timestamp]
    undone_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    undone_at: Mapped[OptionalTimestamp]


class BulkItem(Model):
    """That an organisation was changed, by which hiding if it was hidden; ``undone_at`` if that was taken back."""

    __tablename__ = "bulk_items"
    __table_args__ = (Index(None, "organisation_id"),)

    change_id: Mapped[UUID] = mapped_column(ForeignKey("bulk_changes.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True)
    hiding_id: Mapped[UUID | None] = mapped_column(ForeignKey("hidings.id", ondelete="SET NULL"))
    undone_at: Mapped[OptionalTimestamp]
