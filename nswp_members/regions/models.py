"""Regions and countries as rows, so that the secretariat can change a default."""

from sqlalchemy import ForeignKey, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.core.db import Model


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
