"""Who takes part in a consultation, and the links by which people answer without an account."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.accounts.models import Person
from nswp_members.consultations.models.asking import Consultation
from nswp_members.core.db import Model, OptionalTimestamp, PrimaryKey, Timestamp


class Participant(Model):
    """An organisation that was invited or answered, or a person who was invited for themselves.

    An organisation gets its row with its first invitation or answer. ``answered_at`` is when something was first
    saved, ``locale`` the language in which something was last answered.
    """

    __tablename__ = "consultation_participants"
    __table_args__ = (
        Index(None, "consultation_id", "organisation_id", unique=True),
        Index(
            "uq_consultation_participants_person",
            "consultation_id",
            "person_id",
            unique=True,
            postgresql_where=text("person_id IS NOT NULL"),
        ),
        Index(None, "organisation_id"),
        CheckConstraint("(organisation_id IS NULL) <> (person_id IS NULL)", name="one"),
    )

    id: Mapped[PrimaryKey]
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id", ondelete="CASCADE"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    invited_at: Mapped[OptionalTimestamp]
    answered_at: Mapped[OptionalTimestamp]
    locale: Mapped[str | None] = mapped_column(String(2))
    consultation: Mapped[Consultation] = relationship()


class Link(Model):
    """That somebody was sent a link by which they can answer for a participant; the link carries the signed id."""

    __tablename__ = "consultation_links"
    __table_args__ = (
        Index(
            "uq_consultation_links_live",
            "participant_id",
            "person_id",
            unique=True,
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        Index(None, "person_id"),
    )

    id: Mapped[PrimaryKey]
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("consultation_participants.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    sent_at: Mapped[Timestamp]
    sent_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    opened_at: Mapped[OptionalTimestamp]
    withdrawn_at: Mapped[OptionalTimestamp]
    participant: Mapped[Participant] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
