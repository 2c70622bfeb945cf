"""What a network tells and hands to its people: short notices and documents."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from nswp_members.core.db import Encrypted, Model, OptionalTimestamp, PrimaryKey, Timestamp
from nswp_members.core.sealed import SealedFile


class Readers(StrEnum):
    """Who may have a document."""

    MEMBERS = "members"
    MANAGERS = "managers"


class Post(Model):
    """A notice on the board of a network, in Markdown, read until ``expires_on`` (the last day) or its withdrawal."""

    __tablename__ = "network_posts"
    __table_args__ = (Index(None, "network_id", "posted_at"),)

    id: Mapped[PrimaryKey]
    network_id: Mapped[UUID] = mapped_column(ForeignKey("networks.organisation_id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(Encrypted("network_posts.title"))
    text: Mapped[str] = mapped_column(Encrypted("network_posts.text"))
    expires_on: Mapped[date | None]
    posted_at: Mapped[Timestamp]
    posted_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    changed_at: Mapped[OptionalTimestamp]
    withdrawn_at: Mapped[OptionalTimestamp]


class Document(SealedFile, Model):
    """A file for the people of a network, as ciphertext bound to its row; ``extension`` says what its bytes are."""

    __tablename__ = "network_documents"
    __table_args__ = (
        Index(None, "network_id", "added_at"),
        CheckConstraint("readers IN ('members', 'managers')", name="readers"),
    )

    network_id: Mapped[UUID] = mapped_column(ForeignKey("networks.organisation_id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(Encrypted("network_documents.title"))
    readers: Mapped[str] = mapped_column(String(8))
    size: Mapped[int]
    added_at: Mapped[Timestamp]
    added_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    @property
    def filename(self) -> str:
        """The name under which it is downloaded, which tells nothing."""
        return f"document-{self.id.hex[:8]}.{self.extension}"
