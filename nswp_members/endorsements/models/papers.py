"""What is on paper: endorsements that came by post, files that prove a mandate, and certificates."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.core.db import Encrypted, Model, OptionalTimestamp, PrimaryKey, Timestamp
from nswp_members.core.sealed import SealedFile
from nswp_members.endorsements.models.endorsements import Endorsement
from nswp_members.organisations.models import Organisation
from nswp_members.statements.models import StatementVersion


class PaperState(StrEnum):
    """What became of a paper: a second person has to look at it before it counts."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class MandateFile(SealedFile, Model):
    """What an organisation handed in to show who decided to endorse, for example minutes."""

    __tablename__ = "endorsement_mandate_files"

    endorsement_id: Mapped[UUID] = mapped_column(ForeignKey("endorsements.id"), unique=True)
    added_at: Mapped[Timestamp]


class PaperEndorsement(SealedFile, Model):
    """An endorsement that came on paper, as one person of the secretariat entered it, with its scan.

    ``endorsed_on`` may be a year, a month or a day (ISO 8601). It counts when another person has compared it with the
    scan; then ``endorsement_id`` is the endorsement it became.
    """

    __tablename__ = "paper_endorsements"
    __table_args__ = (
        Index(
            "uq_paper_endorsements_waiting",
            "organisation_id",
            "version_id",
            unique=True,
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(None, "entered_at", "id"),
        CheckConstraint("state IN ('waiting', 'accepted', 'refused')", name="state"),
        CheckConstraint("settled_by IS NULL OR settled_by <> entered_by", name="two_people"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    version_id: Mapped[UUID] = mapped_column(ForeignKey("statement_versions.id"))
    state: Mapped[str] = mapped_column(String(8), default=PaperState.WAITING)
    endorsed_on: Mapped[str] = mapped_column(String(10))
    locale: Mapped[str] = mapped_column(String(2))
    signatory_name: Mapped[str] = mapped_column(Encrypted("paper_endorsements.signatory_name"))
    signatory_function: Mapped[str] = mapped_column(Encrypted("paper_endorsements.signatory_function"))
    mandate: Mapped[str] = mapped_column(Encrypted("paper_endorsements.mandate"))
    may_count: Mapped[bool] = mapped_column(default=False)
    may_name: Mapped[bool] = mapped_column(default=False)
    may_name_signatory: Mapped[bool] = mapped_column(default=False)
    entered_at: Mapped[Timestamp]
    entered_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    settled_at: Mapped[OptionalTimestamp]
    settled_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    refusal: Mapped[str | None] = mapped_column(Encrypted("paper_endorsements.refusal"))
    endorsement_id: Mapped[UUID | None] = mapped_column(ForeignKey("endorsements.id"))
    organisation: Mapped[Organisation] = relationship()
    version: Mapped[StatementVersion] = relationship()


class Certificate(Model):
    """A certificate that an organisation had made: what it prints, and the hash of the code that it bears."""

    __tablename__ = "endorsement_certificates"
    __table_args__ = (Index(None, "endorsement_id"),)

    id: Mapped[PrimaryKey]
    endorsement_id: Mapped[UUID] = mapped_column(ForeignKey("endorsements.id", ondelete="CASCADE"))
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    printed_name: Mapped[str] = mapped_column(Encrypted("endorsement_certificates.printed_name"))
    locale: Mapped[str] = mapped_column(String(2))
    made_at: Mapped[Timestamp]
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    endorsement: Mapped[Endorsement] = relationship()
