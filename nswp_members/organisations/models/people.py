"""The ways to reach an organisation, and the people who act for it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, Index, LargeBinary, SmallInteger, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.accounts.models import Invitation, Person
from nswp_members.core.db import Encrypted, Model, OptionalTimestamp, PrimaryKey, Timestamp


class Function(StrEnum):
    """What a mandate lets a person do for an organisation."""

    READ = "read"
    EDIT = "edit"
    ENDORSE = "endorse"
    VOTE = "vote"
    REPORT = "report"
    CONSULT = "consult"


class Channel(StrEnum):
    """The way to a contact that is safe even where a membership is dangerous."""

    EMAIL = "email"
    PHONE = "phone"
    OTHER = "other"


class Contact(Model):
    """A way to reach an organisation; it becomes a person with a mandate by accepting an invitation.

    ``safe_channel`` is a `Channel`, or None while nobody has said what is safe; ``safe_note`` says more about it.
    """

    __tablename__ = "contacts"
    __table_args__ = (Index(None, "organisation_id", "position"),)

    id: Mapped[PrimaryKey]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(SmallInteger, default=1)
    name: Mapped[str] = mapped_column(Encrypted("contacts.name"), default="")
    email: Mapped[str | None] = mapped_column(Encrypted("contacts.email"))
    email_lookup: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    phone: Mapped[str] = mapped_column(Encrypted("contacts.phone"), default="")
    function: Mapped[str] = mapped_column(Encrypted("contacts.function"), default="")
    safe_channel: Mapped[str | None] = mapped_column(Encrypted("contacts.safe_channel"))
    safe_note: Mapped[str | None] = mapped_column(Encrypted("contacts.safe_note"))
    locale: Mapped[str] = mapped_column(String(2), default="en")


class Mandate(Model):
    """That a person may act for an organisation in one function, until the moment it ends."""

    __tablename__ = "mandates"
    __table_args__ = (
        Index(None, "person_id"),
        Index(None, "organisation_id"),
        Index(
            "uq_mandates_in_force",
            "person_id",
            "organisation_id",
            "function",
            unique=True,
            postgresql_where=text("valid_until IS NULL"),
        ),
    )

    id: Mapped[PrimaryKey]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    function: Mapped[str] = mapped_column(String(10))
    valid_from: Mapped[Timestamp]
    valid_until: Mapped[OptionalTimestamp]
    granted_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    person: Mapped[Person] = relationship(foreign_keys=[person_id])

    def is_in_force(self, at: datetime) -> bool:
        """Whether the mandate gives rights at that moment."""
        return self.valid_from <= at and (self.valid_until is None or at < self.valid_until)


class MandateOffer(Model):
    """The mandates that an invitation brings once it is accepted."""

    __tablename__ = "mandate_offers"

    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("invitations.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True)
    functions: Mapped[list[str]] = mapped_column(ARRAY(String(10)))
    invitation: Mapped[Invitation] = relationship()
