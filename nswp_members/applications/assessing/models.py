"""Sets of thresholds, and what was found by them."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.accounts.models import Person
from nswp_members.core.db import Encrypted, Model, PrimaryKey, Timestamp


class ThresholdSet(Model):
    """From which share of sex workers an organisation counts as led by them, from a day until the next set begins.

    ``shares`` maps the key of a question for a number pair to the least per cent; a pair without one is shown only.
    ``is_example`` marks a set that somebody else uses and that comes with the software.
    """

    __tablename__ = "threshold_sets"

    id: Mapped[PrimaryKey]
    name: Mapped[str] = mapped_column(String(120))
    valid_from: Mapped[date] = mapped_column(unique=True)
    shares: Mapped[dict[str, int]] = mapped_column(JSONB)
    is_example: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Timestamp]
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))


class Assessment(Model):
    """What reviewers found about an applicant or a member, with the counts they went by; a new look is a new row.

    ``counts`` maps pairs to ``{"sex_workers", "total"}``, ``result`` is a `judging.Outcome`. It is advice, never a
    decision, and nobody but the secretariat and the representatives of the own region reads it.
    """

    __tablename__ = "assessments"
    __table_args__ = (
        Index(None, "application_id", "made_at"),
        Index(None, "organisation_id", "made_at"),
        CheckConstraint("application_id IS NOT NULL OR organisation_id IS NOT NULL", name="about_somebody"),
    )

    id: Mapped[PrimaryKey]
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    set_id: Mapped[UUID] = mapped_column(ForeignKey("threshold_sets.id"))
    counts: Mapped[dict[str, Any]] = mapped_column(Encrypted("assessments.counts"))
    result: Mapped[str] = mapped_column(Encrypted("assessments.result"))
    note: Mapped[str] = mapped_column(Encrypted("assessments.note"), default="")
    made_at: Mapped[Timestamp]
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    thresholds: Mapped[ThresholdSet] = relationship()
    assessor: Mapped[Person | None] = relationship()
