"""Requests to endorse, and who got which letter."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.accounts.models import Person
from nswp_members.core.db import Model, PrimaryKey, Timestamp
from nswp_members.statements.models import StatementVersion


class EndorsementRequest(Model):
    """The secretariat's asking a set of organisations to endorse a version.

    ``id`` is made with the form that is sent, so that a second click finds the first one's row.
    ``filters`` says how the organisations were chosen.
    """

    __tablename__ = "endorsement_requests"
    __table_args__ = (Index(None, "asked_at", "id"),)

    id: Mapped[PrimaryKey]
    version_id: Mapped[UUID] = mapped_column(ForeignKey("statement_versions.id"))
    asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[Timestamp]
    filters: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    version: Mapped[StatementVersion] = relationship()


class RequestRecipient(Model):
    """A person asked on behalf of an organisation, with the notice that carried the request."""

    __tablename__ = "endorsement_request_recipients"
    __table_args__ = (Index(None, "organisation_id"), Index(None, "person_id"), Index(None, "invitation_id"))

    request_id: Mapped[UUID] = mapped_column(
        ForeignKey("endorsement_requests.id", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    notice_id: Mapped[UUID] = mapped_column(ForeignKey("notices.id"))
    invitation_id: Mapped[UUID | None] = mapped_column(ForeignKey("invitations.id"))
    person: Mapped[Person] = relationship()
