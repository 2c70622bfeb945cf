"""Campaigns, who belongs to their audience, which letters went out, and drafts of extra letters."""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.core.db import Encrypted, Model, OptionalTimestamp, PrimaryKey, Timestamp
from nswp_members.organisations.models import Organisation
from nswp_members.statements.models import StatementVersion


class CampaignState(StrEnum):
    """The life of a campaign."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Campaign(Model):
    """Asking an audience to answer for a version by a deadline.

    ``query`` is a search as it stands in an address, decided when the campaign opens: from then on the audience is
    fixed. ``rungs`` are days from the deadline on which those who have not answered are written to, in rising order;
    everybody is written to at opening. ``words`` holds what the secretariat says about the new version, by language.
    ``report`` is what was true at closing and never changes afterwards.
    """

    __tablename__ = "campaigns"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'open', 'closed')", name="state"),
        CheckConstraint("(state = 'closed') = (report IS NOT NULL)", name="reported"),
        Index("uq_campaigns_open", "version_id", unique=True, postgresql_where=text("state = 'open'")),
        Index(None, "created_at", "id"),
    )

    id: Mapped[PrimaryKey]
    version_id: Mapped[UUID] = mapped_column(ForeignKey("statement_versions.id"))
    former_id: Mapped[UUID | None] = mapped_column(ForeignKey("statement_versions.id"))
    name: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(8), default=CampaignState.DRAFT)
    query: Mapped[dict[str, list[str]]] = mapped_column(Encrypted("campaigns.query"))
    deadline: Mapped[date]
    rungs: Mapped[list[int]] = mapped_column(JSONB, default=list)
    words: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict)
    created_at: Mapped[Timestamp]
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    opened_at: Mapped[OptionalTimestamp]
    closed_at: Mapped[OptionalTimestamp]
    report: Mapped[dict[str, Any] | None] = mapped_column(Encrypted("campaigns.report"))
    lock: Mapped[int] = mapped_column(SmallInteger, default=1)
    version: Mapped[StatementVersion] = relationship(foreign_keys=[version_id])
    former: Mapped[StatementVersion | None] = relationship(foreign_keys=[former_id])

    __mapper_args__ = {"version_id_col": lock}


class CampaignMember(Model):
    """An organisation of the audience, with region, country, category and language as they were at opening."""

    __tablename__ = "campaign_members"
    __table_args__ = (Index(None, "organisation_id"),)

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True)
    region_code: Mapped[str] = mapped_column(ForeignKey("regions.code"))
    country_code: Mapped[str] = mapped_column(ForeignKey("countries.code"))
    category: Mapped[str | None] = mapped_column(Encrypted("campaign_members.category"))
    locale: Mapped[str | None] = mapped_column(String(2))
    organisation: Mapped[Organisation] = relationship()


class CampaignLetter(Model):
    """That an organisation was written to on a rung (`OPENING` for the first letter): once, whatever happens."""

    __tablename__ = "campaign_letters"
    __table_args__ = (UniqueConstraint("campaign_id", "organisation_id", "rung"),)

    id: Mapped[PrimaryKey]
    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    rung: Mapped[int] = mapped_column(SmallInteger)
    sent_at: Mapped[Timestamp]
    request_id: Mapped[UUID | None] = mapped_column(ForeignKey("endorsement_requests.id"))


class Nudge(Model):
    """An extra letter to exactly those organisations that a list showed: drafted with one click, sent after a look."""

    __tablename__ = "campaign_nudges"
    __table_args__ = (Index(None, "campaign_id"),)

    id: Mapped[PrimaryKey]
    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    region_code: Mapped[str | None] = mapped_column(ForeignKey("regions.code"))
    reason: Mapped[str | None] = mapped_column(String(20))
    organisation_ids: Mapped[list[str]] = mapped_column(JSONB)
    made_at: Mapped[Timestamp]
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    sent_at: Mapped[OptionalTimestamp]
    request_id: Mapped[UUID | None] = mapped_column(ForeignKey("endorsement_requests.id"))
