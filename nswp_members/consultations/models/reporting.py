"""What the secretariat makes of the answers: reminders meanwhile, files for analysis, and the report."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.consultations.models.asking import Words
from nswp_members.core.db import Encrypted, Model, PrimaryKey, Timestamp
from nswp_members.statements.models import StatementVersion


class Nudge(Model):
    """That a person was reminded of a consultation which their organisation had not answered yet."""

    __tablename__ = "consultation_nudges"
    __table_args__ = (Index(None, "consultation_id", "organisation_id", "at"),)

    id: Mapped[PrimaryKey]
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id", ondelete="CASCADE"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[Timestamp]


class Report(Model):
    """What came of a consultation, in words; the numbers are `Consultation.result`, the points are `Reply` rows.

    It names what the answers went into: a version of a statement, or the title of a publication, or neither.
    """

    __tablename__ = "consultation_reports"
    __table_args__ = (CheckConstraint("feeds_version_id IS NULL OR resource = ''", name="feeds_one"),)

    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id", ondelete="CASCADE"), primary_key=True)
    summaries: Mapped[Words] = mapped_column(JSONB)
    feeds_version_id: Mapped[UUID | None] = mapped_column(ForeignKey("statement_versions.id"))
    resource: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(default=1)
    by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[Timestamp]
    feeds_version: Mapped[StatementVersion | None] = relationship()


class AnswerFile(Model):
    """That somebody took the answers out as a file; with names only for a reason, which is kept here."""

    __tablename__ = "consultation_files"
    __table_args__ = (
        Index(None, "consultation_id", "at"),
        CheckConstraint("format IN ('csv', 'xlsx')", name="format"),
    )

    id: Mapped[PrimaryKey]
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id", ondelete="CASCADE"))
    format: Mapped[str] = mapped_column(String(4))
    with_names: Mapped[bool]
    reason: Mapped[str] = mapped_column(Encrypted("consultation_files.reason"), default="")
    by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[Timestamp]
