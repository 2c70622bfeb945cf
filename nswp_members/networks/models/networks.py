"""Regional networks; their members are `Affiliation` rows of the organisations domain."""

from uuid import UUID

from sqlalchemy import ForeignKey, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.core.db import Model
from nswp_members.organisations.models import Organisation


class Network(Model):
    """A regional network: an organisation that serves one or several regions (domain notes 2).

    ``slug`` is its public address, made once and kept; it leads somewhere only while the network is listed.
    """

    __tablename__ = "networks"

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    founded_year: Mapped[int | None] = mapped_column(SmallInteger)
    organisation: Mapped[Organisation] = relationship()
    regions: Mapped[list["NetworkRegion"]] = relationship(cascade="all, delete-orphan")


class NetworkRegion(Model):
    """That a network serves a region, or a part of it named in ``part``."""

    __tablename__ = "network_regions"

    network_id: Mapped[UUID] = mapped_column(
        ForeignKey("networks.organisation_id", ondelete="CASCADE"), primary_key=True
    )
    region_code: Mapped[str] = mapped_column(ForeignKey("regions.code"), primary_key=True)
    part: Mapped[str] = mapped_column(String(120), default="")
