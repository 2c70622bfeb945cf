"""Decisions on applications."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.applications.models import Application
from nswp_members.core.db import Encrypted, Model, PrimaryKey, Timestamp


class Decision(Model):
    """The one decision on an application; the applicant's link carries its signed id.

    ``letter`` is what the applicant reads about it, ``reason`` what only the secretariat reads. ``wishes_listing`` is
    what the applicant wished for the public list: the organisation itself chooses later, and is not listed until then.
    """

    __tablename__ = "application_decisions"
    __table_args__ = (Index(None, "decided_at"),)

    id: Mapped[PrimaryKey]
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), unique=True)
    approved: Mapped[bool]
    letter: Mapped[str | None] = mapped_column(Encrypted("application_decisions.letter"))
    reason: Mapped[str | None] = mapped_column(Encrypted("application_decisions.reason"))
    wishes_listing: Mapped[bool | None] = mapped_column(Encrypted("application_decisions.wishes_listing"))
    decided_at: Mapped[Timestamp]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    application: Mapped[Application] = relationship()
