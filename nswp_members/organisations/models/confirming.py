"""Asking organisations whether what we hold of them is still right."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from nswp_members.core.db import Model, OptionalTimestamp, PrimaryKey, Timestamp


class ConfirmedAs(StrEnum):
    """In which role somebody said that everything is still right."""

    ORGANISATION = "organisation"
    SECRETARIAT = "secretariat"
    LINK = "link"


class ConfirmationRequest(Model):
    """That a contact was written to and may confirm an organisation's data once, by the link in the letter.

    The link carries the signed id. It is closed by any confirmation of the organisation, and by a newer letter.
    """

    __tablename__ = "confirmation_requests"
    __table_args__ = (Index(None, "organisation_id", "asked_at"),)

    id: Mapped[PrimaryKey]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[Timestamp]
    asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    expires_at: Mapped[Timestamp]
    closed_at: Mapped[OptionalTimestamp]
