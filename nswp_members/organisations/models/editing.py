"""What is typed and not saved yet, and what was saved before."""

from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.accounts.models import Person
from nswp_members.core.db import Encrypted, Model, PrimaryKey, Timestamp


class ProfileDraft(Model):
    """What one person typed in one step of a profile and has not saved; nobody else sees it.

    ``step`` is a key of `steps`; ``data`` holds (name, value) pairs as a browser sends them.
    """

    __tablename__ = "profile_drafts"
    __table_args__ = (
        Index("uq_profile_drafts_step", "organisation_id", "person_id", "step", unique=True),
        Index(None, "updated_at"),
    )

    id: Mapped[PrimaryKey]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    step: Mapped[str] = mapped_column(String(12))
    data: Mapped[list[list[str]]] = mapped_column(Encrypted("profile_drafts.data"))
    updated_at: Mapped[Timestamp]


class ProfileRevision(Model):
    """The profile as it stood at one version, who brought it there, in which role, and by changing which fields.

    ``fields`` is empty for the first one, which only keeps what there was before; a text is named "fr.people".
    ``snapshot`` maps every field of the profile's steps to its value, "texts" to language, field and words. ``reason``
    is what was given as one, where a change asks for it.
    """

    __tablename__ = "profile_revisions"
    __table_args__ = (Index("uq_profile_revisions_version", "organisation_id", "version", unique=True),)

    id: Mapped[PrimaryKey]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    version: Mapped[int]
    at: Mapped[Timestamp]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str] = mapped_column(String(40), default="")
    fields: Mapped[list[str]] = mapped_column(ARRAY(String(30)))
    snapshot: Mapped[dict[str, Any]] = mapped_column(Encrypted("profile_revisions.snapshot"))
    reason: Mapped[str | None] = mapped_column(Encrypted("profile_revisions.reason"))
    person: Mapped[Person | None] = relationship()
