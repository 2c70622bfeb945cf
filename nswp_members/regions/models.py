"""Regions and countries as rows, so that the secretariat can change a default, and the risk of belonging there."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.core.db import Encrypted, Model, OptionalTimestamp, PrimaryKey, Timestamp


class Region(Model):
    """One of NSWP's five regions, or "global", which is for content only (domain notes 3)."""

    __tablename__ = "regions"

    code: Mapped[str] = mapped_column(String(30), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    content_only: Mapped[bool] = mapped_column(default=False)


class Country(Model):
    """A country or territory of ISO 3166-1 (Kosovo under the user-assigned code XK, ``numeric`` empty)."""

    __tablename__ = "countries"

    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    alpha3: Mapped[str] = mapped_column(String(3), unique=True)
    numeric: Mapped[str | None] = mapped_column(String(3))
    region_code: Mapped[str] = mapped_column(ForeignKey("regions.code"))
    is_provisional: Mapped[bool] = mapped_column(default=False)
    region: Mapped[Region] = relationship()


class RiskLevel(StrEnum):
    """How dangerous it is in a country that somebody learns of a membership."""

    WATCH = "watch"
    DISCREET = "discreet"
    FORCED_HIDDEN = "forced-hidden"


class JurisdictionRisk(Model):
    """The secretariat's judgement on a country from one moment on; at most one stands at a time.

    FORCED_HIDDEN hides every organisation of the country. It ends only when a second person confirms what the
    first has asked for (``lift_asked_by``), never by itself; ``review_on`` is a reminder and no end.
    """

    __tablename__ = "jurisdiction_risks"
    __table_args__ = (
        Index(
            "uq_jurisdiction_risks_standing", "country_code", unique=True, postgresql_where=text("valid_until IS NULL")
        ),
        CheckConstraint("level IN ('watch', 'discreet', 'forced-hidden')", name="level"),
    )

    id: Mapped[PrimaryKey]
    country_code: Mapped[str] = mapped_column(ForeignKey("countries.code"))
    level: Mapped[str] = mapped_column(String(14))
    reason: Mapped[str] = mapped_column(Encrypted("jurisdiction_risks.reason"))
    valid_from: Mapped[Timestamp]
    valid_until: Mapped[OptionalTimestamp]
    review_on: Mapped[date | None]
    set_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    set_at: Mapped[Timestamp]
    lift_asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    lift_asked_at: Mapped[OptionalTimestamp]
    lifted_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    country: Mapped[Country] = relationship()
