"""The Consensus Statement as structured text, endorsements of its versions, and requests to endorse."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.accounts.models import Person
from nswp_members.core.db import Encrypted, Model, OptionalTimestamp, PrimaryKey, Timestamp
from nswp_members.organisations.models import Organisation


class StatementVersion(Model):
    """One version of the Consensus Statement; consultation and publication are dated apart (domain notes 5).

    ``published_on`` may be a year, a month or a day (ISO 8601): sources do not agree on a day.
    """

    __tablename__ = "statement_versions"
    __table_args__ = (
        Index("uq_statement_versions_current", "is_current", unique=True, postgresql_where=text("is_current")),
    )

    id: Mapped[PrimaryKey]
    label: Mapped[str] = mapped_column(String(30), unique=True)
    consulted_year: Mapped[int | None] = mapped_column(SmallInteger)
    published_on: Mapped[str] = mapped_column(String(10))
    is_current: Mapped[bool] = mapped_column(default=False)
    texts: Mapped[list["StatementText"]] = relationship(cascade="all, delete-orphan")
    items: Mapped[list["StatementItem"]] = relationship(
        cascade="all, delete-orphan", order_by="StatementItem.kind, StatementItem.position"
    )


class StatementText(Model):
    """Title and introduction of a version in one language."""

    __tablename__ = "statement_texts"

    version_id: Mapped[UUID] = mapped_column(ForeignKey("statement_versions.id", ondelete="CASCADE"), primary_key=True)
    locale: Mapped[str] = mapped_column(String(2), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    introduction: Mapped[str] = mapped_column(Text, default="")


class StatementItem(Model):
    """A core value or a right, in its order."""

    __tablename__ = "statement_items"
    __table_args__ = (
        Index(None, "version_id", "kind", "position", unique=True),
        CheckConstraint("kind IN ('core-value', 'right')", name="kind"),
    )

    id: Mapped[PrimaryKey]
    version_id: Mapped[UUID] = mapped_column(ForeignKey("statement_versions.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10))
    position: Mapped[int] = mapped_column(SmallInteger)
    texts: Mapped[list["StatementItemText"]] = relationship(cascade="all, delete-orphan")


class StatementItemText(Model):
    """The words of a core value or a right in one language."""

    __tablename__ = "statement_item_texts"

    item_id: Mapped[UUID] = mapped_column(ForeignKey("statement_items.id", ondelete="CASCADE"), primary_key=True)
    locale: Mapped[str] = mapped_column(String(2), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    content: Mapped[str] = mapped_column(Text, default="")


class Endorsement(Model):
    """That an organisation stands behind a version; withdrawing keeps the row and dates its end.

    ``endorsed_on`` may be a year, a month or a day (ISO 8601), for what was endorsed on paper long ago.
    """

    __tablename__ = "endorsements"
    __table_args__ = (
        Index(
            "uq_endorsements_standing",
            "organisation_id",
            "version_id",
            unique=True,
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        Index(None, "version_id"),
    )

    id: Mapped[PrimaryKey]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    version_id: Mapped[UUID] = mapped_column(ForeignKey("statement_versions.id"))
    source: Mapped[str] = mapped_column(String(10), default="member")
    endorsed_on: Mapped[str] = mapped_column(String(10))
    recorded_at: Mapped[Timestamp]
    locale: Mapped[str] = mapped_column(String(2), default="en")
    signatory_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    signatory_name: Mapped[str | None] = mapped_column(Encrypted("endorsements.signatory_name"))
    signatory_function: Mapped[str | None] = mapped_column(Encrypted("endorsements.signatory_function"))
    withdrawn_at: Mapped[OptionalTimestamp]
    withdrawn_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    withdrawal_reason: Mapped[str | None] = mapped_column(Encrypted("endorsements.withdrawal_reason"))
    organisation: Mapped[Organisation] = relationship()
    version: Mapped[StatementVersion] = relationship()


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
