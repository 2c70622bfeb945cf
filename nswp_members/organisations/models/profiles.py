"""Organisations and what they say of themselves."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, SmallInteger, String, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.core.db import Encrypted, Model, OptionalTimestamp, PrimaryKey, Timestamp
from nswp_members.organisations.models.people import Contact
from nswp_members.organisations.models.search import SearchText
from nswp_members.regions.models import Country, Region


class Listing(StrEnum):
    """Whether an organisation may be known of (security notes, control C1)."""

    UNLISTED = "unlisted"
    LISTED = "listed"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"


class Audience(StrEnum):
    """Who may see something of an organisation; what each of them admits stands in `audiences.MASKS`."""

    PUBLIC = "public"
    MEMBERS = "members"
    REGION = "region"
    NETWORKS = "networks"
    OFFICES = "offices"
    SECRETARIAT = "secretariat"
    US = "us"


class Organisation(Model):
    """A member organisation, an applicant or a regional network; not listed unless it chose to be.

    ``identity`` is the folded name: together with the country it is what "the same organisation" means.
    ``slug`` exists only while the organisation is listed. ``version`` counts changes, for optimistic locking.
    ``known_to`` says who may know of it while it is not listed; ``alias``, under which name other members do.
    ``audiences`` holds the fields for which it chose another audience than the default. From ``hints_off_at`` on it
    is not told any more what its profile could say. ``confirmed_as`` is the `ConfirmedAs` in which somebody last said
    that all of it is still right.
    """

    __tablename__ = "organisations"
    __table_args__ = (
        Index("uq_organisations_identity", "country_code", "identity", unique=True),
        Index("ix_organisations_listed", "sort_key", "id", postgresql_where=text("listing = 'listed'")),
        Index("ix_organisations_sort", "sort_key", "id"),
        Index("ix_organisations_region", "region_code", "listing"),
        Index(
            "ix_organisations_places",
            "region_code",
            "country_code",
            postgresql_where=text("listing = 'listed'"),
        ),
        CheckConstraint("listing IN ('unlisted', 'listed', 'hidden', 'withdrawn')", name="listing"),
        CheckConstraint("known_to IN ('members', 'region', 'networks', 'offices', 'secretariat')", name="known_to"),
        CheckConstraint("(slug IS NOT NULL) = (listing = 'listed')", name="slug_only_while_listed"),
    )

    id: Mapped[PrimaryKey]
    name: Mapped[str] = mapped_column(String(200))
    acronym: Mapped[str] = mapped_column(String(30), default="")
    transliteration: Mapped[str] = mapped_column(String(200), default="")
    identity: Mapped[str] = mapped_column(String(400))
    sort_key: Mapped[str] = mapped_column(String(400, collation="C"))
    country_code: Mapped[str] = mapped_column(ForeignKey("countries.code"))
    region_code: Mapped[str] = mapped_column(ForeignKey("regions.code"))
    kind: Mapped[str | None] = mapped_column(String(20))
    registration: Mapped[str | None] = mapped_column(String(12))
    host_name: Mapped[str] = mapped_column(String(200), default="")
    languages: Mapped[list[str]] = mapped_column(ARRAY(String(12)), default=list)
    populations: Mapped[list[str]] = mapped_column(ARRAY(String(30)), default=list)
    priority_areas: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger), default=list)
    website: Mapped[str] = mapped_column(String(300), default="")
    links: Mapped[list[str]] = mapped_column(ARRAY(String(300)), default=list)
    public_email: Mapped[str] = mapped_column(String(254), default="")
    listing: Mapped[str] = mapped_column(String(10), default=Listing.UNLISTED)
    known_to: Mapped[str] = mapped_column(String(12), default=Audience.OFFICES)
    alias: Mapped[str] = mapped_column(String(100), default="")
    alias_key: Mapped[str] = mapped_column(String(200, collation="C"), default="")
    audiences: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict)
    slug: Mapped[str | None] = mapped_column(String(120), unique=True)
    version: Mapped[int] = mapped_column(default=1)
    hints_off_at: Mapped[OptionalTimestamp]
    confirmed_at: Mapped[OptionalTimestamp]
    confirmed_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    confirmed_as: Mapped[str] = mapped_column(String(12), default="")
    created_at: Mapped[Timestamp]
    updated_at: Mapped[Timestamp]
    country: Mapped[Country] = relationship()
    region: Mapped[Region] = relationship()
    former_names: Mapped[list["FormerName"]] = relationship(
        cascade="all, delete-orphan", order_by="FormerName.used_until"
    )
    texts: Mapped[list["ProfileText"]] = relationship(cascade="all, delete-orphan")
    confidential: Mapped["Confidential"] = relationship(cascade="all, delete-orphan", uselist=False)
    contacts: Mapped[list["Contact"]] = relationship(cascade="all, delete-orphan", order_by="Contact.position")
    region_overrides: Mapped[list["RegionOverride"]] = relationship(
        cascade="all, delete-orphan", order_by="RegionOverride.valid_from"
    )
    search_texts: Mapped[list[SearchText]] = relationship(cascade="all, delete-orphan")


class FormerName(Model):
    """A name that an organisation bore; ``used_until`` may be a year, a month or a day (ISO 8601)."""

    __tablename__ = "former_names"
    __table_args__ = (Index(None, "organisation_id"),)

    id: Mapped[PrimaryKey]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    used_from: Mapped[str | None] = mapped_column(String(10))
    used_until: Mapped[str | None] = mapped_column(String(10))


class ProfileText(Model):
    """What an organisation says of itself in one language (fields of the member profile, domain notes 1.3)."""

    __tablename__ = "profile_texts"
    __table_args__ = (Index(None, "organisation_id", "locale", unique=True),)

    id: Mapped[PrimaryKey]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    locale: Mapped[str] = mapped_column(String(2))
    people: Mapped[str] = mapped_column(Text, default="")
    involvement: Mapped[str] = mapped_column(Text, default="")
    challenges: Mapped[str] = mapped_column(Text, default="")
    other_work: Mapped[str] = mapped_column(Text, default="")


class Confidential(Model):
    """What only the secretariat, the own region's representatives and the organisation itself may know."""

    __tablename__ = "organisation_confidential"

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True)
    sex_worker_led: Mapped[bool | None] = mapped_column(Encrypted("confidential.sex_worker_led"))
    category: Mapped[str | None] = mapped_column(Encrypted("confidential.category"))
    joined_on: Mapped[str | None] = mapped_column(Encrypted("confidential.joined_on"))
    city: Mapped[str | None] = mapped_column(Encrypted("confidential.city"))
    notes: Mapped[str | None] = mapped_column(Encrypted("confidential.notes"))


class RegionOverride(Model):
    """The region an organisation belongs to from a day on, where it differs from its country's default."""

    __tablename__ = "region_overrides"
    __table_args__ = (Index(None, "organisation_id", "valid_from", unique=True),)

    id: Mapped[PrimaryKey]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    region_code: Mapped[str] = mapped_column(ForeignKey("regions.code"))
    valid_from: Mapped[date]
    reason: Mapped[str] = mapped_column(String(300), default="")
    set_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))


class Affiliation(Model):
    """That an organisation belongs to a regional network (itself an organisation), with dates."""

    __tablename__ = "affiliations"
    __table_args__ = (
        Index(
            "uq_affiliations_current",
            "network_id",
            "organisation_id",
            unique=True,
            postgresql_where=text("valid_until IS NULL"),
        ),
        Index(None, "organisation_id"),
        CheckConstraint("network_id <> organisation_id", name="not_itself"),
    )

    id: Mapped[PrimaryKey]
    network_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
