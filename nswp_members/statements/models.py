"""Statement documents, their versions, and each translation as a row of dated revisions."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.core.db import Model, OptionalTimestamp, PrimaryKey, Timestamp
from nswp_members.core.sealed import SealedFile

CONSENSUS_STATEMENT = "consensus-statement"


class VersionState(StrEnum):
    """The life of a version: its words may change until it is frozen, never afterwards."""

    DRAFT = "draft"
    CONSULTATION = "consultation"
    FROZEN = "frozen"
    SUPERSEDED = "superseded"


class BlockKind(StrEnum):
    """What a paragraph of a statement is."""

    CORE_VALUE = "core-value"
    RIGHT = "right"
    TEXT = "text"


class Format(StrEnum):
    """How much of a statement a file holds, and how."""

    FULL = "full"
    SUMMARY = "summary"
    ILLUSTRATED = "illustrated"


class StatementDocument(Model):
    """A statement that lives through versions; the Consensus Statement has the slug `CONSENSUS_STATEMENT`."""

    __tablename__ = "statement_documents"

    id: Mapped[PrimaryKey]
    slug: Mapped[str] = mapped_column(String(60), unique=True)


class StatementVersion(Model):
    """One version of a document; consultation and publication are dated apart (domain notes 5).

    ``published_on`` may be a year, a month or a day (ISO 8601): sources do not agree on a day. One version of a
    document is frozen: the current one, which organisations are asked to endorse. The next one supersedes it.
    """

    __tablename__ = "statement_versions"
    __table_args__ = (
        Index(None, "document_id", "label", unique=True),
        Index("uq_statement_versions_frozen", "document_id", unique=True, postgresql_where=text("state = 'frozen'")),
        CheckConstraint("state IN ('draft', 'consultation', 'frozen', 'superseded')", name="state"),
        CheckConstraint("state IN ('draft', 'consultation') OR published_on IS NOT NULL", name="published"),
    )

    id: Mapped[PrimaryKey]
    document_id: Mapped[UUID] = mapped_column(ForeignKey("statement_documents.id"))
    label: Mapped[str] = mapped_column(String(30))
    state: Mapped[str] = mapped_column(String(12), default=VersionState.DRAFT)
    authoritative_locale: Mapped[str] = mapped_column(String(2), default="en")
    consulted_year: Mapped[int | None] = mapped_column(SmallInteger)
    published_on: Mapped[str | None] = mapped_column(String(10))
    frozen_at: Mapped[OptionalTimestamp]
    superseded_at: Mapped[OptionalTimestamp]
    document: Mapped[StatementDocument] = relationship()

    @property
    def is_current(self) -> bool:
        """Whether this is the version that organisations are asked to endorse."""
        return self.state == VersionState.FROZEN

    @property
    def is_public(self) -> bool:
        """Whether its words stand for good and everybody may read them."""
        return self.state in (VersionState.FROZEN, VersionState.SUPERSEDED)


class StatementTranslation(Model):
    """One revision of a version's text in one language.

    While ``published_at`` is unset it is being worked on, and there is one such row for a language at most. From then
    on it never changes: a correction is the next revision. ``sha256`` is that of the canonical form (`canonical`).
    """

    __tablename__ = "statement_translations"
    __table_args__ = (
        Index(None, "version_id", "locale", "revision", unique=True),
        Index(
            "uq_statement_translations_open",
            "version_id",
            "locale",
            unique=True,
            postgresql_where=text("published_at IS NULL"),
        ),
        CheckConstraint("(published_at IS NULL) = (sha256 IS NULL)", name="sealed"),
    )

    id: Mapped[PrimaryKey]
    version_id: Mapped[UUID] = mapped_column(ForeignKey("statement_versions.id"))
    locale: Mapped[str] = mapped_column(String(2))
    revision: Mapped[int] = mapped_column(SmallInteger, default=1)
    title: Mapped[str] = mapped_column(String(200))
    introduction: Mapped[str] = mapped_column(Text, default="")
    correction: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[Timestamp]
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    published_at: Mapped[OptionalTimestamp]
    sha256: Mapped[str | None] = mapped_column(String(64))
    version: Mapped[StatementVersion] = relationship()
    blocks: Mapped[list["StatementBlock"]] = relationship(
        cascade="all, delete-orphan", order_by="StatementBlock.position", lazy="selectin"
    )


class StatementBlock(Model):
    """A core value, a right or an explanatory paragraph of one revision, in its order.

    ``key`` names the same paragraph in every language and version, so that they can be laid side by side.
    """

    __tablename__ = "statement_blocks"
    __table_args__ = (
        Index(None, "translation_id", "position", unique=True),
        Index(None, "translation_id", "key", unique=True),
        CheckConstraint("kind IN ('core-value', 'right', 'text')", name="kind"),
    )

    id: Mapped[PrimaryKey]
    translation_id: Mapped[UUID] = mapped_column(ForeignKey("statement_translations.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(10))
    position: Mapped[int] = mapped_column(SmallInteger)
    title: Mapped[str] = mapped_column(String(300), default="")
    content: Mapped[str] = mapped_column(Text, default="")


class StatementFile(SealedFile, Model):
    """A version as a file in one language and format, as ciphertext bound to its row.

    Of a public version nothing is deleted: a file that another one replaced keeps the day that happened.
    """

    __tablename__ = "statement_files"
    __table_args__ = (
        Index(
            "uq_statement_files_present",
            "version_id",
            "locale",
            "format",
            unique=True,
            postgresql_where=text("replaced_at IS NULL"),
        ),
        CheckConstraint("format IN ('full', 'summary', 'illustrated')", name="format"),
    )

    version_id: Mapped[UUID] = mapped_column(ForeignKey("statement_versions.id"))
    locale: Mapped[str] = mapped_column(String(2))
    format: Mapped[str] = mapped_column(String(11))
    size: Mapped[int]
    added_at: Mapped[Timestamp]
    added_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    replaced_at: Mapped[OptionalTimestamp]
    version: Mapped[StatementVersion] = relationship()

    @property
    def filename(self) -> str:
        """The name under which it is downloaded."""
        return f"statement-{self.locale}-{self.format}.{self.extension}"
